/** Builds the extension that is InboxSDK alone, in the way in which Boxwood's release is built. */
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { build, transform } from "esbuild";
import { telemetryRemoval } from "../../../extension/build/telemetry.mjs";

/** Writes the extension into `folder`. */
export async function buildAlone(folder: string): Promise<void> {
  const here = import.meta.dirname;
  const probe = resolve(here, "../../e2e/probe");
  await mkdir(folder, { recursive: true });
  const telemetry = telemetryRemoval();
  await build({
    entryPoints: { content: join(here, "content.ts"), background: join(probe, "background.ts") },
    outdir: folder,
    bundle: true,
    format: "iife",
    target: "chrome123",
    minify: true,
    // For the attribution of profiles.
    sourcemap: "external",
    legalComments: "none",
    logLevel: "warning",
    plugins: [telemetry.plugin],
  });
  telemetry.check();
  const pageWorld = createRequire(import.meta.url).resolve("@inboxsdk/core/pageWorld.js");
  const { code } = await transform(await readFile(pageWorld, "utf8"), {
    minify: true,
    legalComments: "none",
  });
  await writeFile(join(folder, "pageWorld.js"), code);
  await copyFile(join(probe, "manifest.json"), join(folder, "manifest.json"));
}
