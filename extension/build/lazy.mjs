// Code that is loaded when it is first needed, beside a script that is there from the start.
//
// A content script cannot be split: it is one classic script. So what is only needed on a screen is a
// bundle of its own, a module that the script imports from the extension's folder. What both hold
// (Preact, its signals, the catalogue) must be there once, or a signal of the one would not be heard
// by the other: the script keeps those modules where the later bundle finds them.
import { readFile } from "node:fs/promises";
import { build } from "esbuild";

/** Where the script keeps the modules that it shares: a global of the content script's own world. */
const PLACE = "boxwoodModules";
/** The module that keeps them there, and the namespace of the modules that are taken from there. */
const SHARED = "boxwood:shared";
const TAKEN = "boxwood:taken";

/**
 * The source files of a bundle.
 *
 * @param {import("esbuild").BuildOptions} options
 * @param {string} entry
 * @returns {Promise<string[]>}
 */
async function sourcesOf(options, entry) {
  const { metafile } = await build({
    ...options,
    entryPoints: [entry],
    outdir: "unwritten",
    write: false,
    sourcemap: false,
    metafile: true,
  });
  return Object.keys(metafile?.inputs ?? {}).filter((file) => /\.(m?js|tsx?)$/.test(file));
}

/**
 * Plugins for a script and for the bundle that it loads later.
 *
 * @param {import("esbuild").BuildOptions} options what both are built with; paths are absolute
 * @param {string} first the entry of the script
 * @param {string} later the entry of the bundle
 * @returns {Promise<{ first: import("esbuild").Plugin, later: import("esbuild").Plugin }>}
 */
export async function shareModules(options, first, later) {
  const top = options.absWorkingDir ?? process.cwd();
  const [there, wanted] = await Promise.all([sourcesOf(options, first), sourcesOf(options, later)]);
  const shared = there.filter((file) => wanted.includes(file)).map((file) => `${top}/${file}`);
  const nameOf = new Map(shared.map((file, index) => [file, index]));
  return {
    first: {
      name: "shares-modules",
      setup(own) {
        own.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
          if (path !== first) return undefined;
          const text = await readFile(path, "utf8");
          return { contents: `import ${JSON.stringify(SHARED)};\n${text}`, loader: "tsx" };
        });
        own.onResolve({ filter: new RegExp(`^${SHARED}$`) }, () => ({ path: SHARED, namespace: SHARED }));
        own.onLoad({ filter: /.*/, namespace: SHARED }, () => ({
          contents: [
            ...shared.map((file, index) => `import * as m${index} from ${JSON.stringify(file)};`),
            `globalThis.${PLACE} = [${shared.map((_, index) => `m${index}`).join(", ")}];`,
          ].join("\n"),
          resolveDir: top,
        }));
      },
    },
    later: {
      name: "takes-shared-modules",
      setup(own) {
        own.onResolve({ filter: /.*/ }, async ({ path, pluginData, ...asked }) => {
          // Asked by the line below, for where the file really is.
          if (pluginData === TAKEN) return undefined;
          const { kind, importer, resolveDir } = asked;
          const found = await own.resolve(path, { kind, importer, resolveDir, pluginData: TAKEN });
          const name = nameOf.get(found.path);
          // The ending says that what it exports is known only when it runs.
          return name === undefined ? found : { path: `${name}.cjs`, namespace: TAKEN };
        });
        own.onLoad({ filter: /.*/, namespace: TAKEN }, ({ path }) => ({
          contents: `module.exports = globalThis.${PLACE}[${parseInt(path, 10)}];`,
        }));
      },
    },
  };
}
