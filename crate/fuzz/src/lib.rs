//! Everything that reads bytes which a stranger may have written, each as a function of any bytes.
//!
//! `cargo xtask fuzz NAME --seconds N` lets libFuzzer search for bytes that break one; the tests here
//! run each over what it should read. A target breaks by a panic, by an assertion of its own, by
//! taking seconds or by taking hundreds of megabytes.
#![allow(clippy::panic, reason = "a panic is how a target says what it found")]

mod actions;
mod files;
mod frames;
mod sample;
mod seeds;
mod store;
mod texts;

#[cfg(test)]
mod tests;

use std::io;

/// What is done with the bytes.
type Run = fn(&[u8]);

/// Something that reads bytes.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    name: &'static str,
    run: Run,
    seeds: Seeds,
}

/// What a search begins with.
type Seeds = fn() -> io::Result<Vec<Vec<u8>>>;

const fn target(name: &'static str, run: Run, seeds: Seeds) -> Target {
    Target { name, run, seeds }
}

impl Target {
    /// The variable of the environment that says which one runs.
    pub const VARIABLE: &str = "BOXWOOD_FUZZ";

    /// The variable of the environment that says where to put what the search begins with.
    pub const SEEDS: &str = "BOXWOOD_FUZZ_SEEDS";

    /// All there are.
    pub const ALL: &[Self] = &[
        target("frames", frames::run, seeds::frames),
        target("store", store::run, seeds::stores),
        target("actions", actions::run, seeds::frames),
        target("tables", files::tables, seeds::tables),
        target("cards", files::cards, seeds::cards),
        target("backups", files::backups, seeds::backups),
        target("queries", texts::queries, seeds::queries),
        target("formulas", texts::formulas, seeds::formulas),
        target("alphabets", texts::alphabets, seeds::alphabets),
    ];

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|target| target.name == name).copied()
    }

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// What a search begins with.
    ///
    /// # Errors
    /// If the files of `tests/golden` cannot be read.
    pub fn seeds(self) -> io::Result<Vec<Vec<u8>>> {
        (self.seeds)()
    }

    /// Reads these bytes.
    ///
    /// # Panics
    /// If they break what reads them.
    pub fn run(self, bytes: &[u8]) {
        (self.run)(bytes);
    }
}
