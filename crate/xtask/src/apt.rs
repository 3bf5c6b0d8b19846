//! Debian's packages, installed where that needs nobody's password.

use anyhow::{Result, bail};

use crate::browser::{is_root, on_path};
use crate::job::Job;

/// Installs packages; fails with `wanted`, which says what to do by hand, where this program may not.
pub(crate) fn install(packages: &[&str], wanted: &str) -> Result<()> {
    if on_path("apt-get").is_none() {
        bail!("{wanted}");
    }
    let sudo: &[&str] = if is_root() { &[] } else { &["sudo", "-n"] };
    if !sudo.is_empty()
        && (on_path("sudo").is_none()
            || Job::new("sudo").args(["-n", "true"]).quiet().run().is_err())
    {
        bail!("{wanted}");
    }
    let apt = |words: &[&str]| {
        let mut words = [
            sudo,
            &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"],
            words,
        ]
        .concat();
        Job::new(words.remove(0)).args(words).run()
    };
    apt(&["update"])?;
    let install = ["install", "-y", "--no-install-recommends"];
    apt(&[&install[..], packages].concat())
}
