//! `wasm-bindgen`, of the version that Cargo.lock pins: it must be the very version of the `wasm-bindgen` crate.

fn main() -> anyhow::Result<()> {
    env_logger::init();
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(std::env::args_os())
}
