//! Several server processes over one database: what one commits, all know.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use boxwood_model::Scope;
use boxwood_testkit::postgres::Part;

use crate::live::Live;
use crate::world::{Person, new_box, new_pipeline, person_at};

/// A running `boxwood serve`; killed when dropped.
struct Node {
    child: Child,
    addr: SocketAddr,
}

impl Node {
    fn start(part: &Part) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_boxwood"))
            .args(["serve", "--listen", "127.0.0.1:0", "--log-level", "error"])
            .env("DATABASE_URL", part.address())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let addr = line.trim_end().strip_prefix("listening on http://");
        let addr = addr.unwrap_or_else(|| panic!("the first line is {line:?}"));
        Self {
            child,
            addr: addr.parse().unwrap(),
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A person who uses a node.
async fn person(part: &Part, node: &Node, email: &str) -> Person {
    let output = Command::new(env!("CARGO_BIN_EXE_boxwood"))
        .args(["token", "new", "--email", email])
        .env("DATABASE_URL", part.address())
        .output()
        .unwrap();
    let token = String::from_utf8(output.stdout).unwrap();
    person_at(node.addr, token.trim()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_pushed_to_one_node_is_told_by_the_others() {
    let part = Part::new();
    let nodes = [Node::start(&part), Node::start(&part)];
    let mut ann = person(&part, &nodes[0], "ann@example.com").await;
    let mut ben = person(&part, &nodes[1], "ben@example.com").await;
    assert_eq!(ann.server, ben.server);
    let mut anns = Live::at(nodes[0].addr, &ann).await;
    let mut bens = Live::at(nodes[1].addr, &ben).await;
    let (pipeline, stage, create) = new_pipeline("Sales");
    let scope = Scope::Pipeline(pipeline);
    ann.push(vec![create]).await;
    bens.reaches(scope, 1).await;
    ben.push(vec![new_box(pipeline, stage, "From the other side").1])
        .await;
    anns.reaches(scope, 2).await;

    // Both at once: everything once, without gaps, and the same on both.
    let write = async |person: &mut Person| {
        for n in 0..30 {
            person
                .push(vec![new_box(pipeline, stage, &format!("Deal {n}")).1])
                .await;
        }
    };
    tokio::join!(write(&mut ann), write(&mut ben));
    tokio::join!(anns.reaches(scope, 62), bens.reaches(scope, 62));
    let (anns_log, bens_log) = (ann.pull().await.deltas, ben.pull().await.deltas);
    let log = |deltas: &[boxwood_sync::ScopeDelta]| {
        let delta = deltas.iter().find(|delta| delta.scope == scope);
        delta.unwrap().entries.clone()
    };
    assert_eq!(log(&anns_log), log(&bens_log));
    assert_eq!(log(&anns_log).len(), 62);

    // One that is killed takes nothing with it, and holds nobody up.
    let [first, second] = nodes;
    drop(first);
    ben.push(vec![new_box(pipeline, stage, "Later").1]).await;
    bens.reaches(scope, 63).await;
    ann.addr = second.addr;
    ann.push(vec![new_box(pipeline, stage, "Here now").1]).await;
    bens.reaches(scope, 64).await;
}
