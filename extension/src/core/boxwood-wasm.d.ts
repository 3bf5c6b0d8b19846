// The WASM package, as `build/wasm-glue.mjs` gives it; written here so that types can be checked without building it.
declare module "boxwood-wasm" {
  /** The core of one account. */
  interface WasmCore {
    send(port: number, trusted: boolean, request: unknown): Promise<unknown>;
    closePort(port: number): void;
    close(): Promise<void>;
  }
  /** What wasm-bindgen generated, around one instance of the module. */
  interface Glue {
    Core: { open(account: string, listener: (message: unknown) => void): Promise<WasmCore> };
    /** Makes the instance; to be awaited before anything else. */
    default(options: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  }
  /** The generated code with state of its own. */
  export default function freshGlue(): Glue;
}
