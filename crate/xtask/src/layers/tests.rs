//! The rule over made-up workspaces: one that keeps it, and one for each way of breaking it.

use super::rule::{Arrow, Kind, forbidden_arrows, forbidden_reach};
use super::{edges, workspace};

/// Reads `a -> b`, `a -dev-> b`, `a -build-> b`.
fn arrow(text: &str) -> Arrow {
    for (sign, kind) in [
        (" -> ", Kind::Normal),
        (" -dev-> ", Kind::Dev),
        (" -build-> ", Kind::Build),
    ] {
        if let Some((from, to)) = text.split_once(sign) {
            let full = |name: &str| match name {
                "xtask" => name.to_owned(),
                name => format!("boxwood-{name}"),
            };
            return Arrow {
                from: full(from),
                to: full(to),
                kind,
            };
        }
    }
    panic!("no arrow: {text}");
}

#[track_caller]
fn check(arrows: &[&str], expected: &[&str]) {
    let arrows: Vec<Arrow> = arrows.iter().map(|text| arrow(text)).collect();
    let found = forbidden_arrows(&[], &arrows);
    let edges: Vec<&str> = found
        .iter()
        .filter_map(|line| line.split(':').next())
        .collect();
    assert_eq!(edges, expected);
}

#[test]
fn a_workspace_that_keeps_the_rule_passes() {
    check(
        &[
            "query -> model",
            "suggest -> model",
            "sync -> model",
            "core -> sync",
            "core -> query",
            "core -> model",
            "wasm -> core",
            "wasm -> model",
            "server -> sync",
            "server -> query",
            "mirror -> model",
            "testkit -> server",
            "testkit -> core",
            "testkit -> model",
            "sync -dev-> testkit",
            "server -dev-> core",
            "model -dev-> testkit",
            "query -build-> model",
        ],
        &[],
    );
}

#[test]
fn an_arrow_that_points_up_is_named() {
    check(&["model -> query"], &["boxwood-model -> boxwood-query"]);
    check(&["sync -> core"], &["boxwood-sync -> boxwood-core"]);
    check(&["core -> wasm"], &["boxwood-core -> boxwood-wasm"]);
    check(
        &["model -build-> sync"],
        &["boxwood-model -> boxwood-sync (to build)"],
    );
}

#[test]
fn an_arrow_within_a_layer_is_named() {
    check(
        &["query -> sync", "core -> model"],
        &["boxwood-query -> boxwood-sync"],
    );
    check(&["wasm -> server"], &["boxwood-wasm -> boxwood-server"]);
}

#[test]
fn the_server_may_not_hold_the_client() {
    check(&["server -> core"], &["boxwood-server -> boxwood-core"]);
}

#[test]
fn the_simulated_world_is_for_tests_only() {
    check(&["core -> testkit"], &["boxwood-core -> boxwood-testkit"]);
    check(
        &["model -dev-> core"],
        &["boxwood-model -> boxwood-core (in tests)"],
    );
}

#[test]
fn the_tool_stands_apart() {
    check(
        &["xtask -> model", "xtask -dev-> testkit"],
        &[
            "xtask -> boxwood-model",
            "xtask -> boxwood-testkit (in tests)",
        ],
    );
    check(&["model -> xtask"], &["boxwood-model -> xtask"]);
}

#[test]
fn a_message_says_what_is_allowed() {
    assert_eq!(
        forbidden_arrows(&[], &[arrow("sync -> core")]),
        [
            "boxwood-sync -> boxwood-core: boxwood-sync is of layer 1, boxwood-core of layer 2; it may depend on \
          layers up to 0"
        ]
    );
}

#[test]
fn a_crate_without_a_layer_is_named() {
    let found = forbidden_arrows(
        &["boxwood-model".to_owned(), "boxwood-cloud".to_owned()],
        &[],
    );
    assert_eq!(found.len(), 1);
    assert!(
        found
            .iter()
            .all(|line| line.starts_with("boxwood-cloud has no layer"))
    );
}

const TREE: &str = "0 boxwood-core v0.1.0 (there)\n1 boxwood-model v0.1.0 (there)\n2 uuid v1.29.0\n\
    3 getrandom v0.4.3\n3 serde v1.0.0\n1 boxwood-sync v0.1.0 (there)\n2 boxwood-model v0.1.0 (there) (*)\n\
    2 gloo-net v0.7.0\n";

#[test]
fn a_tree_becomes_edges() {
    let found = edges(TREE);
    assert!(found.contains(&("uuid".to_owned(), "serde".to_owned())));
    assert!(found.contains(&("boxwood-sync".to_owned(), "boxwood-model".to_owned())));
    assert_eq!(found.len(), 7);
}

#[test]
fn a_banned_crate_is_named_with_the_way_to_it() {
    let mut found = forbidden_reach("boxwood-core", &edges(TREE));
    found.sort();
    let ways: Vec<&str> = found
        .iter()
        .filter_map(|line| line.split(':').next())
        .collect();
    assert_eq!(
        ways,
        [
            "boxwood-core -> boxwood-model -> uuid -> getrandom",
            "boxwood-core -> boxwood-sync -> gloo-net",
        ]
    );
}

#[test]
fn crates_that_only_sound_like_banned_ones_pass() {
    let tree = "0 boxwood-model v0.1.0\n1 rand_core v1.0.0\n1 globset v1.0.0\n1 indexmap v1.0.0\n";
    assert!(forbidden_reach("boxwood-model", &edges(tree)).is_empty());
}

#[test]
fn reads_what_cargo_says() {
    let metadata = serde_json::json!({ "packages": [
        { "name": "boxwood-model", "dependencies": [{ "name": "serde", "kind": null }] },
        { "name": "boxwood-query", "dependencies": [
            { "name": "boxwood-model", "kind": null }, { "name": "boxwood-model", "kind": "dev" },
        ] },
    ] });
    let (members, arrows) = workspace(&metadata).expect("metadata");
    assert_eq!(members, ["boxwood-model", "boxwood-query"]);
    assert!(matches!(
        arrows.as_slice(),
        [
            Arrow {
                kind: Kind::Normal,
                ..
            },
            Arrow {
                kind: Kind::Dev,
                ..
            }
        ]
    ));
}
