/**
 * The core as a WebAssembly module. The only importer of the WASM package.
 *
 * The module is compiled once; each core gets an instance of its own, so that a panic ends one
 * account's core and no other, and a new one starts from nothing.
 */
import freshGlue from "boxwood-wasm";

import { ownUrl } from "../platform/ports";
import type { Core, CoreMessage, OpenCore } from "./core";

let compiling: Promise<WebAssembly.Module> | undefined;

/**
 * Begins to compile the module, so that it is there when the first page asks. A failed attempt is
 * forgotten; the next call tries again.
 */
export function loadCore(): Promise<WebAssembly.Module> {
  compiling ??= WebAssembly.compileStreaming(fetch(ownUrl("core.wasm"))).catch((error: unknown) => {
    compiling = undefined;
    throw error;
  });
  return compiling;
}

/** Opens the core of an account. */
export const openCore: OpenCore = async (account, listener) => {
  const glue = freshGlue();
  await glue.default({ module_or_path: await loadCore() });
  // Both sides of this line are made from the same Rust types, so what crosses it is not checked.
  const core = await glue.Core.open(account, (message) => listener(message as CoreMessage));
  return core as Core;
};
