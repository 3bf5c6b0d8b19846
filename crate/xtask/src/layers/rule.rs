//! The rule itself, over any graph.

use std::collections::VecDeque;

/// A crate of the workspace: its layer, and the highest layer that it may depend on.
struct Place {
    name: &'static str,
    layer: u8,
    reach: Option<u8>,
}

const fn place(name: &'static str, layer: u8, reach: Option<u8>) -> Place {
    Place { name, layer, reach }
}

/// Above all layers: may depend on each, and others only on it in their tests.
const DEV: u8 = 4;
/// Apart from all layers.
const APART: u8 = 5;

/// Every crate has its place here; a new one is given one before it can be built upon.
const PLACES: &[Place] = &[
    place("boxwood-model", 0, None),
    place("boxwood-exchange", 1, Some(0)),
    place("boxwood-query", 1, Some(0)),
    place("boxwood-suggest", 1, Some(0)),
    place("boxwood-sync", 1, Some(0)),
    place("boxwood-core", 2, Some(1)),
    place("boxwood-wasm", 3, Some(2)),
    // The server shares the rules with the client, not the client.
    place("boxwood-server", 3, Some(1)),
    place("boxwood-mirror", 3, Some(1)),
    place("boxwood-testkit", DEV, Some(3)),
    place("boxwood-gauge", DEV, Some(2)),
    place("boxwood-fuzz", DEV, Some(1)),
    place("xtask", APART, None),
    place("wasm-bindgen-tools", APART, None),
];

/// Names, or beginnings that end in `*`, of crates that bring in I/O, a clock, randomness or a platform.
const BANNED: &[&str] = &[
    "async-std",
    "axum*",
    "console_error_panic_hook",
    "fastrand",
    "getrandom",
    "gloo*",
    "hyper*",
    "idb",
    "indexed*db*",
    "instant",
    "js-sys",
    "libsqlite3-sys",
    "mio",
    "rand",
    "reqwest",
    "rusqlite",
    "serde-wasm-bindgen",
    "signal-hook*",
    "smol",
    "socket2",
    "sqlx*",
    "tokio*",
    "tungstenite",
    "ureq",
    "wasm-bindgen*",
    "wasm-timer",
    "web-sys",
    "web-time",
];

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Normal,
    Build,
    Dev,
}

/// One crate of the workspace depends on another.
pub(super) struct Arrow {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) kind: Kind,
}

fn place_of(name: &str) -> Option<&'static Place> {
    PLACES.iter().find(|place| place.name == name)
}

/// Whether `name` is of the layers without I/O, clock, randomness and platform.
pub(super) fn is_pure(name: &str) -> bool {
    place_of(name).is_some_and(|place| place.layer <= 2)
}

/// One message for each crate without a place and each arrow that does not point down.
pub(super) fn forbidden_arrows(members: &[String], arrows: &[Arrow]) -> Vec<String> {
    let unplaced = members
        .iter()
        .filter(|member| place_of(member).is_none())
        .map(|member| {
            format!("{member} has no layer: give it one in crate/xtask/src/layers/rule.rs")
        });
    let upward = arrows.iter().filter_map(|arrow| {
        let (from, to) = (place_of(&arrow.from)?, place_of(&arrow.to)?);
        forbidden(from, to, arrow.kind)
    });
    unplaced.chain(upward).collect()
}

fn forbidden(from: &Place, to: &Place, kind: Kind) -> Option<String> {
    let fine = match kind {
        Kind::Normal | Kind::Build => from.reach.is_some_and(|reach| to.layer <= reach),
        // Tests may use all that lies lower, and the simulated world.
        Kind::Dev => from.layer < APART && (to.layer < from.layer || to.layer == DEV),
    };
    if fine {
        return None;
    }
    let kind_word = match kind {
        Kind::Normal => "",
        Kind::Build => " (to build)",
        Kind::Dev => " (in tests)",
    };
    let may = match (kind, from.reach) {
        (Kind::Dev, _) => "tests may use lower layers and boxwood-testkit".to_owned(),
        (_, None) => "it may depend on no crate of the workspace".to_owned(),
        (_, Some(reach)) => format!("it may depend on layers up to {reach}"),
    };
    Some(format!(
        "{} -> {}{kind_word}: {} is of layer {}, {} of layer {}; {may}",
        from.name, to.name, from.name, from.layer, to.name, to.layer
    ))
}

/// One message for each banned crate that `root` reaches, with the way to it. Each edge is `(from, to)`.
pub(super) fn forbidden_reach(root: &str, edges: &[(String, String)]) -> Vec<String> {
    let mut messages = Vec::new();
    let mut seen = vec![root.to_owned()];
    let mut open = VecDeque::from([vec![root.to_owned()]]);
    while let Some(way) = open.pop_front() {
        for (from, to) in edges {
            if way.last() != Some(from) || seen.contains(to) {
                continue;
            }
            seen.push(to.clone());
            let mut further = way.clone();
            further.push(to.clone());
            if is_banned(to) {
                messages.push(format!(
                    "{}: {to} is banned from layers 0-2 (I/O, clock, randomness, platform)",
                    further.join(" -> ")
                ));
            } else {
                open.push_back(further);
            }
        }
    }
    messages
}

fn is_banned(name: &str) -> bool {
    BANNED.iter().any(|banned| matches(banned, name))
}

/// Whether `pattern`, where `*` stands for anything, is the whole of `name`.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|name| {
            (0..=name.len())
                .filter_map(|at| name.get(at..))
                .any(|end| matches(rest, end))
        }),
    }
}
