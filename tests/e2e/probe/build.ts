/** Builds the probe extension out of the InboxSDK that is installed, unpatched. */
import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Writes the extension into `folder`. */
export async function buildProbe(folder: string): Promise<void> {
  const here = fileURLToPath(new URL(".", import.meta.url));
  const require = createRequire(import.meta.url);
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [join(here, "content.ts"), join(here, "background.ts")],
    outdir: folder,
    bundle: true,
    format: "iife",
    target: "chrome120",
    logLevel: "warning",
  });
  await copyFile(join(here, "manifest.json"), join(folder, "manifest.json"));
  // InboxSDK asks for this file by this name, at the extension's root.
  await copyFile(require.resolve("@inboxsdk/core/pageWorld.js"), join(folder, "pageWorld.js"));
}
