/** The document that the stand-in serves at `/mail/u/N/`, and the policy it is served under. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { PageConfig } from "./wire.ts";

/** The page's code and style, bundled. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/** Bundles `page/`. Throws with esbuild's message if it does not build. */
export async function bundlePage(): Promise<PageAssets> {
  const result = await build({
    entryPoints: [
      fileURLToPath(new URL("./page/page.ts", import.meta.url)),
      fileURLToPath(new URL("./page/gmail.css", import.meta.url)),
    ],
    outdir: "page",
    bundle: true,
    write: false,
    format: "iife",
    target: "chrome120",
    logLevel: "silent",
  });
  const text = (end: string): string => result.outputFiles.find(({ path }) => path.endsWith(end))?.text ?? "";
  return { script: text(".js"), style: text(".css") };
}

/**
 * Gmail's policy in its essentials: no script without the nonce, no `eval`, no WebAssembly, and
 * nothing written into the page as HTML but by trusted types.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "object-src 'none'",
    "base-uri 'self'",
    "frame-src 'self'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}

/** The document. It is empty but for what InboxSDK reads at its start; the script draws the rest. */
export function documentFor(config: PageConfig, style: string, nonce: string): string {
  const { account, theme } = config;
  // Gmail's own globals: 4 holds the language, 9 a key for requests, 10 the address, 17 settings.
  const globals: unknown[] = Array.from({ length: 18 }, () => null);
  globals[4] = "standin.en.1";
  globals[9] = "a1b2c3d4e5";
  globals[10] = account.email;
  globals[17] = [];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Gmail</title>
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<style nonce="${nonce}">${style}</style>
<script nonce="${nonce}">
window.GLOBALS = ${json(globals)};
window.GM_SPT_ENABLED = "true";
window.GM_ACTION_TOKEN = "standin-action";
window.STANDIN = ${json(config)};
</script>
<script nonce="${nonce}" src="/standin/page.js" defer></script>
</head>
<body class="aAU ${theme}"></body>
</html>
`;
}

/** JSON that is safe between script tags. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(/</g, "\\u003c");
}
