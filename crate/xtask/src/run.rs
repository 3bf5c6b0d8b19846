//! `run`: the product on this machine, to use or, as a tour, to watch.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::{Error, Result, anyhow, bail};

use crate::arguments::Arguments;
use crate::browser::{self, Browser};
use crate::build::{self, Product};
use crate::job::{self, Job, Running};
use crate::server::{self, Server};
use crate::{gmail, npm, places, service, setup};

/// The options, for messages.
const POSSIBLE: &str = "--tour, --gmail real|stand-in, --listen ADDR, --data DIR";

/// Which Gmail to open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gmail {
    Real,
    StandIn,
}

/// Sets up, builds, starts the server, and opens Chromium or plays the tour.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let gmail = match arguments.value("--gmail")?.as_deref() {
        None => None,
        Some("real") => Some(Gmail::Real),
        Some("stand-in") => Some(Gmail::StandIn),
        Some(other) => bail!("there is no Gmail `{other}`; possible: real, stand-in"),
    };
    let asked_for_tour = arguments.flag("--tour");
    let listen = arguments
        .value("--listen")?
        .unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let data = arguments.value("--data")?.map(PathBuf::from);
    arguments.end(POSSIBLE)?;

    let tour = asked_for_tour || !has_display();
    if tour && gmail == Some(Gmail::Real) {
        bail!(
            "the real Gmail needs a person to sign in, so a display and no --tour; the tour is on the stand-in"
        );
    }
    let product = build::all(false)?;
    let browser = setup::driving()?;
    if tour {
        play(&product, &browser, &listen, data.as_deref())
    } else {
        open(
            &product,
            &browser,
            &listen,
            data.as_deref(),
            gmail.unwrap_or(Gmail::Real),
        )
    }
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// What a script in `tests/` is told.
pub(crate) fn environment(product: &Product, browser: &Browser) -> Vec<(&'static str, OsString)> {
    let mut environment = product.environment();
    environment.extend(browser::environment(browser));
    environment
}

fn play(product: &Product, browser: &Browser, listen: &str, data: Option<&Path>) -> Result<()> {
    let pictures = places::target().join("tour");
    places::remove(&pictures)?;
    places::make(&pictures)?;
    let fresh = places::target().join("run/tour-data");
    if data.is_none() {
        // The tour tells a story from its beginning, so it starts with an empty server.
        places::remove(&fresh)?;
    }
    let data = data.unwrap_or(&fresh);
    places::make(data)?;
    // The tour runs the server itself: stopping and starting it is a part of the story.
    let played = npm::typescript("tour.ts")
        .envs(&environment(product, browser))
        .env("BOXWOOD_SERVER_DATA", data)
        .env("BOXWOOD_TOUR_DIR", &pictures)
        .run_to_stdout();
    println!("Screenshots: {}", places::shown(&pictures));
    played?;
    if std::io::stdin().is_terminal() {
        let server = server::start(&product.server, data, listen)?;
        say(product, &server);
        println!("The server runs until Ctrl-C.");
        return Err(until_its_end(server::NAME, server.running));
    }
    println!(
        "The server ended with the tour, as nobody is at the terminal to end it. To start it again:"
    );
    println!(
        "  {} serve --data {} --listen {listen}",
        places::shown(&product.server),
        places::shown(data)
    );
    Ok(())
}

fn open(
    product: &Product,
    browser: &Browser,
    listen: &str,
    data: Option<&Path>,
    gmail: Gmail,
) -> Result<()> {
    let folder = places::target().join("run");
    let usual = folder.join("data");
    let server = server::start(&product.server, data.unwrap_or(&usual), listen)?;
    say(product, &server);
    let mut services = vec![(server::NAME, server.running)];
    // The stand-in is its own world with its own mails: it and the real Gmail never share a profile.
    let (profile, url, more) = match gmail {
        Gmail::Real => (
            folder.join("profile"),
            "https://mail.google.com/".to_owned(),
            Vec::new(),
        ),
        Gmail::StandIn => {
            let stand_in = gmail::start()?;
            services.push((gmail::NAME, stand_in.running));
            (
                folder.join("stand-in-profile"),
                stand_in.url,
                stand_in.arguments,
            )
        }
    };
    println!("Chromium opens {url}; Boxwood asks there for the server's address and the token.");
    println!("Close it, or press Ctrl-C, to end.");
    places::make(&profile)?;
    // What Chromium has to say is of use when something is wrong, and a flood else.
    let (window, _said) = Job::new(&browser.chromium)
        .args(browser::arguments(&product.extension, &profile))
        .args(more)
        .args([url])
        .start_logged(&service::log("chromium"))?;
    for (name, service) in services {
        std::thread::spawn(move || {
            eprintln!("xtask: {:#}", until_its_end(name, service));
            job::end_all(1)
        });
    }
    let status = window.wait()?;
    job::end_all(i32::from(!status.success()))
}

/// Says where the server is and how one signs in.
fn say(product: &Product, server: &Server) {
    println!("Server: {}", server.url);
    println!("  log:   {}", places::shown(&service::log(server::NAME)));
    println!("  data:  {}", places::shown(&server.data));
    println!(
        "  token: {} token new --data {} --email THE-ADDRESS-IN-GMAIL",
        places::shown(&product.server),
        places::shown(&server.data)
    );
}

/// Waits for a service's end, which only Ctrl-C should bring; returns what to say of any other.
fn until_its_end(name: &str, service: Running) -> Error {
    match service.wait() {
        Ok(status) => anyhow!(
            "the {name} ended ({status}); see {}",
            places::shown(&service::log(name))
        ),
        Err(error) => error,
    }
}
