// Runs a TypeScript file of this folder with Node: `node run.mjs FILE ARGUMENTS…`.
// Node 20 cannot read TypeScript, so the file is bundled first; packages stay outside the bundle.
import { rmSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const file = process.argv[2];
if (file === undefined) {
  process.stderr.write("usage: node run.mjs FILE ARGUMENTS…\n");
  process.exit(2);
}

const entry = resolve(here, file);
const folder = join(here, "node_modules", ".cache", "boxwood");
const outfile = join(folder, `${entry.replace(/\W+/g, "-")}.${process.pid}.mjs`);
await mkdir(folder, { recursive: true });
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  sourcemap: "inline",
  logLevel: "warning",
  plugins: [
    {
      // Each module keeps its own address, so that files beside it are found.
      name: "own-address",
      setup(own) {
        own.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
          loader: "ts",
          contents: (await readFile(path, "utf8"))
            .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))
            .replaceAll("import.meta.dirname", JSON.stringify(dirname(path))),
        }));
      },
    },
  ],
});

// The program sees the same arguments as if Node had run it.
process.argv.splice(1, 2, entry);
process.once("exit", () => rmSync(outfile, { force: true }));
await import(pathToFileURL(outfile).href);
