/** The doors of the extension: who may import what, and what the manifest allows. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const TOP = process.cwd();

const SDK = 'import { load } from "@inboxsdk/core";\nload(2, "");\n';
const WASM = 'import glue from "boxwood-wasm";\nglue();\n';
const CHROME = "chrome.runtime.reload();\n";
const IMPORT = "lint/style/noRestrictedImports";
const GLOBAL = "lint/style/noRestrictedGlobals";

const CASES: [folder: string, text: string, rules: string[]][] = [
  ["ui", SDK, [IMPORT]],
  ["core", SDK, [IMPORT]],
  ["gmail", SDK, []],
  ["background", WASM, [IMPORT]],
  ["gmail", WASM, [IMPORT]],
  ["core", WASM, []],
  ["content", CHROME, [GLOBAL]],
  ["gmail", CHROME, [GLOBAL]],
  ["platform", CHROME, []],
];

/** Lints each case as a file of its folder, in a copy of the project that holds nothing else. */
async function lint(): Promise<string[][]> {
  const place = await mkdtemp(join(tmpdir(), "boxwood-rules-"));
  try {
    await cp(join(TOP, "../biome.json"), join(place, "biome.json"));
    for (const [index, [folder, text]] of CASES.entries()) {
      await mkdir(join(place, "extension/src", folder), { recursive: true });
      await writeFile(join(place, "extension/src", folder, `case-${index}.ts`), text);
    }
    const biome = join(TOP, "node_modules/@biomejs/biome/bin/biome");
    const child = spawn("node", [biome, "lint", "--reporter=github", "--max-diagnostics=100", "."], {
      cwd: place,
    });
    let said = "";
    child.stdout.on("data", (data: Buffer) => {
      said += data.toString();
    });
    await once(child, "close");
    return CASES.map((_, index) =>
      said
        .split("\n")
        .filter((line) => line.startsWith("::error") && line.includes(`case-${index}.ts`))
        .map((line) => /title=([^,]*)/.exec(line)?.[1] ?? line),
    );
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

test("lint keeps InboxSDK, the WASM package and the browser's API behind their doors", async () => {
  expect(await lint()).toEqual(CASES.map(([, , rules]) => rules));
});

const manifest = JSON.parse(await readFile(join(TOP, "../manifest.json"), "utf8")) as Record<string, unknown>;

test("the manifest asks for Gmail and nothing more", () => {
  expect(manifest["permissions"]).toEqual(["identity", "scripting"]);
  expect(manifest["host_permissions"]).toEqual(["https://mail.google.com/*"]);
  for (const key of ["optional_permissions", "externally_connectable"]) {
    expect(manifest).not.toHaveProperty(key);
  }
  // Code alone, and for Gmail alone: nothing that tells a page who uses Boxwood, or what is in it.
  expect(manifest["web_accessible_resources"]).toEqual([
    { resources: ["screens.js"], matches: ["https://mail.google.com/*"], use_dynamic_url: true },
  ]);
});

test("the version is the same everywhere", async () => {
  const workspace = await readFile(join(TOP, "../Cargo.toml"), "utf8");
  expect(/\[workspace\.package\]\nversion = "([^"]+)"/.exec(workspace)?.[1]).toBe(manifest["version"]);
});

test("the key gives the id that the server lets in", async () => {
  const digest = createHash("sha256")
    .update(Buffer.from(String(manifest["key"]), "base64"))
    .digest("hex");
  const id = [...digest.slice(0, 32)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    .join("");
  expect(id).toBe("kblbjdaiklpakgocifgepgkgeacbdpdh");
});

test("dependencies are pinned", async () => {
  const { dependencies, devDependencies } = JSON.parse(
    await readFile(join(TOP, "package.json"), "utf8"),
  ) as Record<string, Record<string, string>>;
  for (const version of Object.values({ ...dependencies, ...devDependencies })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});
