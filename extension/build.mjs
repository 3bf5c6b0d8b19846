// Builds the loadable folder: `node build.mjs [--release]`. Fails rather than leaving out a part.
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

import { catalogues } from "./build/catalogue.mjs";
import { shareModules } from "./build/lazy.mjs";
import { telemetryRemoval } from "./build/telemetry.mjs";
import { wasmGlue } from "./build/wasm-glue.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const top = dirname(here);
const finished = join(here, "dist");
const folder = join(here, "node_modules", ".cache", "dist");
/** Where a release's source maps are kept: they tell whose code a profile has met, and are not shipped. */
const maps = join(here, "node_modules", ".cache", "maps");
const wasmPackage = join(process.env["CARGO_TARGET_DIR"] ?? join(top, "target"), "wasm-package");
const release = process.argv.includes("--release");

/** @param {string} message */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

for (const file of ["boxwood_wasm.js", "boxwood_wasm_bg.wasm"]) {
  const there = await stat(join(wasmPackage, file)).catch(() => undefined);
  if (there === undefined) fail(`the core is not built (no ${file}): run \`cargo xtask build\``);
}

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

const telemetry = telemetryRemoval();
const source = {
  background: join(here, "src/background/main.ts"),
  content: join(here, "src/content/main.tsx"),
  options: join(here, "src/options/main.tsx"),
  screens: join(here, "src/content/screens.tsx"),
};
/** @satisfies {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: here,
  bundle: true,
  format: "iife",
  platform: "browser",
  target: "chrome123",
  charset: "utf8",
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".css": "text" },
  plugins: [catalogues()],
  define: {
    "process.env.NODE_ENV": '"production"',
    global: "globalThis",
  },
  legalComments: "none",
  minify: release,
  sourcemap: release ? "external" : "inline",
  logLevel: "warning",
  logOverride: { "direct-eval": "silent", "empty-import-meta": "silent" },
};
const glue = wasmGlue(join(wasmPackage, "boxwood_wasm.js"), release);
const share = await shareModules(common, source.content, source.screens);
await build({
  ...common,
  entryPoints: { background: source.background, options: source.options },
  outdir: folder,
  plugins: [...common.plugins, glue],
});
await build({
  ...common,
  entryPoints: { content: source.content },
  outdir: folder,
  plugins: [...common.plugins, telemetry.plugin, share.first],
});
await build({
  ...common,
  entryPoints: { screens: source.screens },
  outdir: folder,
  format: "esm",
  plugins: [...common.plugins, share.later],
});
telemetry.check();

await rm(maps, { recursive: true, force: true });
await mkdir(maps);
for (const name of await readdir(folder)) {
  if (name.endsWith(".map")) await rename(join(folder, name), join(maps, name));
}

// InboxSDK puts this file into Gmail's page by this very name.
const pageWorld = await readFile(join(here, "node_modules/@inboxsdk/core/pageWorld.js"), "utf8");
const small = await transform(pageWorld, { minify: true, legalComments: "none", target: "chrome123" });
await writeFile(join(folder, "pageWorld.js"), small.code);

await cp(join(top, "manifest.json"), join(folder, "manifest.json"));
await cp(join(here, "src/options/options.html"), join(folder, "options.html"));
await cp(join(wasmPackage, "boxwood_wasm_bg.wasm"), join(folder, "core.wasm"));
await cp(join(here, "_locales"), join(folder, "_locales"), { recursive: true });
await cp(join(here, "icons"), join(folder, "icons"), {
  recursive: true,
  filter: (file) => !file.endsWith(".svg"),
});

// Put in its place whole, so that nobody loads half of it.
await rm(finished, { recursive: true, force: true });
await rename(folder, finished);
