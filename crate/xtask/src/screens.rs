//! `screens`: pictures of every screen and state, and whether anything in them keeps people out.

use anyhow::Result;

use crate::arguments::Arguments;
use crate::{build, npm, run, setup};

/// Takes the pictures; the rest of the arguments choose among looks and screens.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let chosen = arguments.words();
    arguments.end("names of looks and screens")?;
    let product = build::all(false)?;
    let browser = setup::driving()?;
    npm::typescript("screens/main.ts")
        .args(chosen)
        .envs(&run::environment(&product, &browser))
        .without_limit()
        .run()
}
