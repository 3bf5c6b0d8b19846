//! The program that libFuzzer drives. The environment says which target, or to `list` them, and where
//! to put what the search begins with.
#![no_main]

use std::sync::LazyLock;
use std::{env, fs, io};

use boxwood_fuzz::Target;
use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = env::var(Target::VARIABLE).unwrap_or_default();
    match Target::named(&name) {
        Some(target) => target,
        None => unusable(&format!(
            "{} is {name:?}, which is no target",
            Target::VARIABLE
        )),
    }
});

fuzz_target!(
    init: {
        if env::var(Target::VARIABLE).is_ok_and(|name| name == "list") {
            list();
        }
        if let Err(error) = begin() {
            unusable(&error.to_string());
        }
    },
    |bytes: &[u8]| TARGET.run(bytes)
);

/// Puts the seeds where libFuzzer, which reads the folder next, finds them.
fn begin() -> io::Result<()> {
    if let Some(folder) = env::var_os(Target::SEEDS) {
        for (number, seed) in TARGET.seeds()?.iter().enumerate() {
            fs::write(
                std::path::Path::new(&folder).join(format!("seed-{number:03}")),
                seed,
            )?;
        }
    }
    Ok(())
}

#[allow(
    clippy::print_stdout,
    reason = "a command-line program says what was asked for"
)]
fn list() -> ! {
    for target in Target::ALL {
        println!("{}", target.name());
    }
    std::process::exit(0)
}

/// Ends the program otherwise than a finding does.
#[allow(
    clippy::print_stderr,
    reason = "a command-line program says why it ends"
)]
fn unusable(why: &str) -> ! {
    eprintln!("boxwood-fuzz: {why}");
    std::process::exit(2)
}
