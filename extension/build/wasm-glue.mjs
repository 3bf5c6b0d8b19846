// Makes wasm-bindgen's generated code one that can be had several times.
//
// Generated code keeps its instance of the module in a variable, for ever. A module that panicked
// is of no further use, so each core gets generated code and an instance of its own.
import { build } from "esbuild";

/**
 * A plugin that gives `boxwood-wasm` as a function that makes the generated code of `file` anew.
 *
 * @param {string} file
 * @param {boolean} minify
 * @returns {import("esbuild").Plugin}
 */
export function wasmGlue(file, minify) {
  return {
    name: "wasm-glue",
    setup(own) {
      own.onResolve({ filter: /^boxwood-wasm$/ }, () => ({ path: file, namespace: "wasm-glue" }));
      own.onLoad({ filter: /.*/, namespace: "wasm-glue" }, async () => {
        const { outputFiles } = await build({
          entryPoints: [file],
          bundle: true,
          write: false,
          format: "iife",
          globalName: "glue",
          target: "chrome123",
          minify,
          // What the generated code falls back to for finding the module; it is always handed over.
          define: { "import.meta.url": '"https://invalid/"' },
          logLevel: "warning",
        });
        const code = outputFiles[0]?.text ?? "";
        return {
          contents: `export default function freshGlue() {\n${code}\nreturn glue;\n}\n`,
          loader: "js",
        };
      });
    },
  };
}
