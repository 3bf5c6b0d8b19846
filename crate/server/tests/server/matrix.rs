//! Who may ask for what: every endpoint by everybody, from the list that the router is made of. An
//! endpoint without a row here fails.

use boxwood_model::{ClientId, Hlc, Operation, Role, Scope};
use boxwood_server::{Endpoint, Which, endpoints};
use boxwood_sync::{
    Adoption, FrameKind, HistoryRequest, PullRequest, PushRequest, ServerId, StateHash, Subject,
    encode,
};
use serde_json::{Value, json};

use crate::live::Live;
use crate::world::{Answer, Person, World, bearer, call, fresh};

/// Who may ask, said once more and by hand: what the server says of itself is what is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum May {
    Anybody,
    /// Whoever says a token that holds after the connection stands.
    Says,
    Member,
    Person,
    Owner,
}

/// A request of an endpoint that is good as such.
struct Row {
    may: May,
    path: String,
    kind: &'static str,
    body: Vec<u8>,
}

const FRAMES: &str = "application/octet-stream";
const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

fn row(endpoint: &Endpoint, ann: &Person) -> Option<Row> {
    let plain = |may| (may, "", Vec::new());
    let said = |may, body: Value| (may, JSON, serde_json::to_vec(&body).unwrap());
    let id = "0".repeat(32);
    let (may, kind, body) = match (endpoint.method.as_str(), endpoint.path) {
        ("GET", "/sync/v1/hello") => plain(May::Member),
        ("POST", "/sync/v1/push") => {
            let request = PushRequest {
                server: ann.server,
                client: ClientId::from_bytes(fresh()),
                first: 1,
                intents: Vec::new(),
            };
            let body = encode(FrameKind::PushRequest, &request).unwrap();
            (May::Member, FRAMES, body)
        }
        ("POST", "/sync/v1/pull" | "/sync/v1/wait") => {
            let request = PullRequest {
                server: ann.server,
                client: ClientId::from_bytes(fresh()),
                cursors: Vec::new(),
                settled: 0,
            };
            let body = encode(FrameKind::PullRequest, &request).unwrap();
            (May::Member, FRAMES, body)
        }
        ("POST", "/sync/v1/history") => {
            let request = HistoryRequest {
                server: ann.server,
                subject: Subject::Scope(Scope::Team),
                before: None,
                most: 10,
            };
            let body = encode(FrameKind::HistoryRequest, &request).unwrap();
            (May::Member, FRAMES, body)
        }
        ("POST", "/sync/v1/adopt") => {
            let request = Adoption {
                // Another log, so that nobody moves in: that has tests of its own.
                server: ServerId(fresh()),
                name: ClientId::from_bytes(fresh()),
                user: ann.user,
                piece: 0,
                pieces: 1,
                heads: Vec::new(),
                records: Vec::new(),
                told: Vec::new(),
                hash: StateHash::default(),
                replica: (ClientId::from_bytes(fresh()), 0),
                at: Hlc::default(),
            };
            let body = encode(FrameKind::Adoption, &request).unwrap();
            (May::Owner, FRAMES, body)
        }
        ("GET", "/sync/v1/live") => plain(May::Says),
        ("GET", "/account/v1/ways") => plain(May::Anybody),
        ("GET", "/account/v1/sign-in" | "/account/v1/sign-in/back") => plain(May::Anybody),
        // What is needed is in the body.
        ("POST", "/account/v1/sign-in/finish") => said(May::Anybody, json!({})),
        ("POST", "/account/v1/sessions/renew") => said(May::Anybody, json!({})),
        ("GET", "/account/v1/sessions") => plain(May::Person),
        ("POST", "/account/v1/sessions") => said(May::Person, json!({ "device": "x" })),
        ("DELETE", "/account/v1/sessions/{session}") => plain(May::Person),
        ("GET", "/account/v1/keys") => plain(May::Person),
        ("POST", "/account/v1/keys") => said(May::Person, json!({ "name": "x" })),
        ("DELETE", "/account/v1/keys/{key}") => plain(May::Person),
        ("GET", "/account/v1/invitations" | "/account/v1/audit") => plain(May::Owner),
        ("POST", "/account/v1/invitations") => said(May::Owner, json!({ "role": "member" })),
        ("DELETE", "/account/v1/invitations/{invitation}") => plain(May::Owner),
        ("GET", "/join/{secret}" | "/healthz" | "/" | "/page.css") => plain(May::Anybody),
        ("POST", "/join/{secret}") => (May::Anybody, FORM, b"email=&name=".to_vec()),
        // Only from the machine itself, and only while there is no team: tests of its own.
        ("POST", "/") => (May::Anybody, FORM, b"email=&name=".to_vec()),
        _ => return None,
    };
    let mut path = String::new();
    for part in endpoint.path.split_inclusive('/') {
        path.push_str(if part.starts_with('{') { &id } else { part });
    }
    Some(Row {
        may,
        path,
        kind,
        body,
    })
}

/// What somebody may have to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Nothing,
    Nonsense,
    OtherTeam,
    Removed,
    Expired,
    Revoked,
    Member,
    MembersKey,
    Owner,
    OwnersKey,
}

/// Somebody who asks, by what they have to show.
struct Asker {
    what: What,
    /// What kind of token it is, for whoever reads a failure.
    by: &'static str,
    token: Option<String>,
}

/// What is to be answered: nothing, if the endpoint answers itself.
fn expected(may: May, what: What) -> Option<(u16, &'static str)> {
    let (refused, not_allowed) = ((401, "token-refused"), (403, "not-allowed"));
    if may == May::Anybody {
        return None;
    }
    match what {
        What::Nothing | What::Nonsense | What::OtherTeam | What::Revoked => Some(refused),
        What::Expired => Some((401, "token-expired")),
        What::Removed => Some(not_allowed),
        What::Member if may == May::Owner => Some(not_allowed),
        What::MembersKey | What::OwnersKey if matches!(may, May::Person | May::Owner) => {
            Some((403, "not-for-keys"))
        }
        What::Member | What::MembersKey | What::Owner | What::OwnersKey => None,
    }
}

async fn said(world: &World, token: &str, path: &str, body: Value) -> Value {
    let mut headers = bearer(token);
    headers.push(("content-type", JSON.to_owned()));
    let body = serde_json::to_vec(&body).unwrap();
    call(world.addr(), "POST", path, &headers, &body)
        .await
        .json()
}

/// A token, a session's token and an API key of a person.
async fn shows(world: &World, token: &str) -> [(&'static str, String); 3] {
    let session = said(
        world,
        token,
        "/account/v1/sessions",
        json!({ "device": "x" }),
    )
    .await;
    let key = said(world, token, "/account/v1/keys", json!({ "name": "x" })).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    [
        ("token", token.to_owned()),
        ("session", text(&session["access"])),
        ("key", text(&key["secret"])),
    ]
}

/// Everybody who could ask.
async fn askers(world: &World, other: &World, ann: &mut Person) -> Vec<Asker> {
    let new = |email: &str| {
        let joined = world.operate(|it| it.new_token(email, None).unwrap());
        (joined.member.id, joined.token.reveal().to_owned())
    };
    let mut askers = Vec::new();
    let mut add = |what, by, token: Option<&str>| {
        let token = token.map(str::to_owned);
        askers.push(Asker { what, by, token });
    };
    add(What::Nothing, "nothing", None);
    for nonsense in ["", "x", "bxw_", "bxa_0", "bxk_0"] {
        add(What::Nonsense, "nonsense", Some(nonsense));
    }
    for (by, token) in shows(other, &other.person("ann@example.com").await.token).await {
        add(What::OtherTeam, by, Some(&token));
    }
    let (_, ben) = new("ben@example.com");
    for (by, token) in shows(world, &ben).await {
        let what = if by == "key" {
            What::MembersKey
        } else {
            What::Member
        };
        add(what, by, Some(&token));
    }
    for (by, token) in shows(world, &ann.token).await {
        let what = if by == "key" {
            What::OwnersKey
        } else {
            What::Owner
        };
        add(what, by, Some(&token));
    }
    let (_, cai) = new("cai@example.com");
    for (by, token) in shows(world, &cai).await {
        add(What::Revoked, by, Some(&token));
    }
    let all = Which::Email("cai@example.com".to_owned());
    world.operate(|it| it.revoke(&all).unwrap());
    let (dan, token) = new("dan@example.com");
    for (by, token) in shows(world, &token).await {
        add(What::Removed, by, Some(&token));
    }
    ann.push(vec![Operation::AddMember {
        id: dan,
        email: "dan@example.com".to_owned(),
        name: "Dan".to_owned(),
        role: Role::Removed,
    }])
    .await;
    // What is for something else lets nobody in.
    let link = said(
        world,
        &ann.token,
        "/account/v1/invitations",
        json!({ "role": "owner" }),
    )
    .await;
    let link = link["link"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    add(What::Nonsense, "invitation", Some(&link));
    let session = said(
        world,
        &ann.token,
        "/account/v1/sessions",
        json!({ "device": "x" }),
    )
    .await;
    add(What::Nonsense, "refresh token", session["refresh"].as_str());
    askers
}

async fn ask(world: &World, method: &str, row: &Row, token: Option<&str>) -> Answer {
    let mut headers = Vec::new();
    if let Some(token) = token {
        headers = bearer(token);
    }
    if !row.kind.is_empty() {
        headers.push(("content-type", row.kind.to_owned()));
    }
    call(world.addr(), method, &row.path, &headers, &row.body).await
}

/// What every endpoint answers to everybody.
async fn look(world: &World, ann: &Person, askers: &[Asker]) {
    let mut asked = 0;
    for endpoint in endpoints() {
        let method = endpoint.method.as_str();
        for Asker { what, by, token } in askers {
            // Of their own: a replica is one person's.
            let row = row(&endpoint, ann)
                .unwrap_or_else(|| panic!("say who may {method} {}", endpoint.path));
            let case = format!("{method} {} by {what:?}, {by}", endpoint.path);
            let expected = expected(row.may, *what);
            if row.may == May::Says {
                let ended = Live::try_at(world.addr(), token.as_deref().unwrap_or_default()).await;
                let expected = expected.map(|(_, code)| (1008, code.to_owned()));
                assert_eq!(ended.err().flatten(), expected, "{case}");
            } else {
                let answer = ask(world, method, &row, token.as_deref()).await;
                match expected {
                    Some((status, code)) => {
                        assert_eq!(answer.refusal(), (status, code.to_owned()), "{case}");
                    }
                    // What is answered to anybody is the same for all.
                    None if row.may == May::Anybody => {
                        let plain = ask(world, method, &row, None).await;
                        assert_eq!(answer.status, plain.status, "{case}");
                    }
                    // Of somebody else's or nobody's there is nothing to be found.
                    None if endpoint.path.contains('{') => {
                        assert_eq!(answer.refusal(), (404, "not-found".to_owned()), "{case}");
                    }
                    None => {
                        let good = if endpoint.path == "/sync/v1/adopt" {
                            409
                        } else {
                            200
                        };
                        assert_eq!(answer.status.as_u16(), good, "{case}: {}", answer.text());
                    }
                }
            }
            asked += 1;
        }
    }
    assert!(asked > 100, "{asked}");
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_what_they_may_and_nothing_else() {
    let quick = |config: &mut boxwood_server::Config| {
        config.limits.wait = std::time::Duration::ZERO;
        config.limits.strangers.burst = 100_000;
    };
    let (world, other) = (
        World::start_with(quick).await,
        World::start_with(quick).await,
    );
    let mut ann = world.person("ann@example.com").await;
    let askers = askers(&world, &other, &mut ann).await;
    look(&world, &ann, &askers).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ran_out_gets_nothing_but_new_tokens() {
    let world = World::start_with(|config| {
        config.limits.access = std::time::Duration::ZERO;
        config.limits.wait = std::time::Duration::ZERO;
        config.limits.strangers.burst = 100_000;
    })
    .await;
    let ann = world.person("ann@example.com").await;
    let session = said(
        &world,
        &ann.token,
        "/account/v1/sessions",
        json!({ "device": "x" }),
    )
    .await;
    let askers = [Asker {
        what: What::Expired,
        by: "session",
        token: session["access"].as_str().map(str::to_owned),
    }];
    for endpoint in endpoints() {
        let row = row(&endpoint, &ann).unwrap();
        let method = endpoint.method.as_str();
        let Some((status, code)) = expected(row.may, askers[0].what) else {
            continue;
        };
        let token = askers[0].token.as_deref();
        if row.may == May::Says {
            let ended = Live::try_at(world.addr(), token.unwrap()).await;
            assert_eq!(ended.err().flatten(), Some((1008, code.to_owned())));
        } else {
            let answer = ask(&world, method, &row, token).await;
            assert_eq!(
                answer.refusal(),
                (status, code.to_owned()),
                "{}",
                endpoint.path
            );
        }
    }
}

/// What one has a name for is found by nobody else: neither by teammates nor by another team.
#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_others_is_not_found() {
    let (world, other) = (World::start().await, World::start().await);
    let ann = world.person("ann@example.com").await;
    let ben = world.person("ben@example.com").await;
    let eve = other.person("eve@example.com").await;
    let made = [
        ("keys", "key", json!({ "name": "x" })),
        ("sessions", "session", json!({ "device": "x" })),
        ("invitations", "invitation", json!({ "role": "member" })),
    ];
    for (list, name, body) in made {
        let path = format!("/account/v1/{list}");
        let own = said(&world, &ann.token, &path, body).await;
        let own = format!("{path}/{}", own[name].as_str().unwrap());
        // An owner of another team, who may all that there is there.
        let answer = call(other.addr(), "DELETE", &own, &bearer(&eve.token), b"").await;
        assert_eq!(answer.refusal(), (404, "not-found".to_owned()), "{own}");
        let answer = call(world.addr(), "DELETE", &own, &bearer(&ben.token), b"").await;
        assert!([404, 403].contains(&answer.refusal().0), "{own}");
        let answer = call(world.addr(), "DELETE", &own, &bearer(&ann.token), b"").await;
        assert_eq!(answer.status.as_u16(), 204, "{own}");
    }
}
