//! API keys, invitations by link, and who did what.

use serde_json::{Value, json};

use crate::world::{Answer, Person, World, bearer, call, person_at};

async fn ask(world: &World, token: &str, method: &str, path: &str, body: &Value) -> Answer {
    let mut headers = bearer(token);
    headers.push(("content-type", "application/json".to_owned()));
    let body = if body.is_null() {
        Vec::new()
    } else {
        serde_json::to_vec(body).unwrap()
    };
    call(world.addr(), method, path, &headers, &body).await
}

async fn get(world: &World, token: &str, path: &str) -> Value {
    ask(world, token, "GET", path, &Value::Null).await.json()
}

async fn invite(world: &World, owner: &Person, terms: Value) -> Value {
    let path = "/account/v1/invitations";
    ask(world, &owner.token, "POST", path, &terms).await.json()
}

/// The path of an invitation's link.
fn path_of(world: &World, invitation: &Value) -> String {
    let link = invitation["link"].as_str().unwrap();
    let path = link.strip_prefix(&format!("http://{}", world.addr()));
    path.unwrap_or_else(|| panic!("{link}")).to_owned()
}

async fn join(world: &World, path: &str, email: &str) -> Answer {
    let kind = "application/x-www-form-urlencoded".to_owned();
    let form = format!("email={}&name=", email.replace('@', "%40"));
    let headers = [("content-type", kind)];
    call(world.addr(), "POST", path, &headers, form.as_bytes()).await
}

fn token_in(page: &str) -> &str {
    let (_, rest) = page
        .split_once("id=\"token\">")
        .unwrap_or_else(|| panic!("{page}"));
    rest.split_once('<').unwrap().0
}

async fn pair(world: &World) -> (Person, Person) {
    let ann = world.person("ann@example.com").await;
    (ann, world.person("ben@example.com").await)
}

#[tokio::test]
async fn a_key_is_shown_once_and_works_with_records_only() {
    let world = World::start().await;
    let (_, ben) = pair(&world).await;
    let path = "/account/v1/keys";
    let made = ask(
        &world,
        &ben.token,
        "POST",
        path,
        &json!({ "name": " Zapier " }),
    )
    .await;
    let made = made.json();
    assert_eq!(made["name"], "Zapier");
    let secret = made["secret"].as_str().unwrap();
    let program = person_at(world.addr(), secret).await;
    assert_eq!(program.user, ben.user);
    assert_eq!(program.ask(&program.next_pull()).await.status.as_u16(), 200);
    let listed = get(&world, &ben.token, path).await;
    assert_eq!(listed["keys"][0]["key"], made["key"]);
    assert!(!listed.to_string().contains("bxk_"));
    // What a key must not be able to is to make itself last.
    for (method, path) in [
        ("POST", path),
        ("GET", path),
        ("POST", "/account/v1/sessions"),
    ] {
        let answer = ask(&world, secret, method, path, &json!({ "name": "x" })).await;
        assert_eq!(answer.refusal(), (403, "not-for-keys".to_owned()), "{path}");
    }
}

#[tokio::test]
async fn a_key_is_revoked_by_its_person_or_an_owner() {
    let world = World::start().await;
    let (ann, ben) = pair(&world).await;
    let cai = world.person("cai@example.com").await;
    let path = "/account/v1/keys";
    for (by, status) in [(&cai, 404), (&ben, 204), (&ann, 204)] {
        let made = ask(&world, &ben.token, "POST", path, &json!({ "name": "x" }))
            .await
            .json();
        let secret = made["secret"].as_str().unwrap();
        let own = format!("{path}/{}", made["key"].as_str().unwrap());
        let answer = ask(&world, &by.token, "DELETE", &own, &Value::Null).await;
        assert_eq!(answer.status.as_u16(), status);
        let hello = call(world.addr(), "GET", "/sync/v1/hello", &bearer(secret), b"").await;
        assert_eq!(hello.status.as_u16(), if status == 204 { 401 } else { 200 });
    }
    assert_eq!(get(&world, &cai.token, path).await["keys"], json!([]));
    assert_eq!(
        get(&world, &ann.token, path).await["keys"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_link_is_good_once() {
    let world = World::start().await;
    let (ann, _) = pair(&world).await;
    let invitation = invite(&world, &ann, json!({ "role": "member" })).await;
    let path = path_of(&world, &invitation);
    let page = call(world.addr(), "GET", &path, &[], b"").await;
    assert!(page.status.as_u16() == 200 && page.text().contains("<form"));
    let joined = join(&world, &path, "Cai@Example.com").await;
    assert_eq!(joined.status.as_u16(), 200, "{}", joined.text());
    let text = joined.text();
    let cai = person_at(world.addr(), token_in(&text)).await;
    assert_eq!(
        get(&world, &cai.token, "/account/v1/sessions").await["sessions"],
        json!([])
    );
    assert_eq!(
        join(&world, &path, "dan@example.com").await.status.as_u16(),
        404
    );
    let page = call(world.addr(), "GET", &path, &[], b"").await;
    assert!(page.status.as_u16() == 404 && !page.text().contains("<form"));
    let listed = get(&world, &ann.token, "/account/v1/invitations").await;
    assert_eq!(listed["invitations"], json!([]));
}

#[tokio::test]
async fn a_link_lets_nobody_in_as_somebody_else() {
    let world = World::start().await;
    let (ann, ben) = pair(&world).await;
    let open = path_of(
        &world,
        &invite(&world, &ann, json!({ "role": "member" })).await,
    );
    for email in ["ann@example.com", "BEN@example.com ", "no address", ""] {
        let answer = join(&world, &open, email).await;
        assert_eq!(answer.status.as_u16(), 422, "{email}: {}", answer.text());
        assert!(!answer.text().contains("bxw_"));
    }
    // Nor as somebody who was here: what was theirs would be the newcomer's.
    let mut owner = ann.clone();
    owner
        .push(vec![boxwood_model::Operation::AddMember {
            id: ben.user,
            email: "ben@example.com".to_owned(),
            name: "Ben".to_owned(),
            role: boxwood_model::Role::Removed,
        }])
        .await;
    assert_eq!(
        join(&world, &open, "ben@example.com").await.status.as_u16(),
        422
    );

    // One for an address is for that address, and brings its person back.
    let terms = json!({ "role": "owner", "email": "Ben@Example.com", "hours": 1 });
    let bound = path_of(&world, &invite(&world, &ann, terms).await);
    assert_eq!(
        join(&world, &bound, "eve@example.com")
            .await
            .status
            .as_u16(),
        422
    );
    let back = join(&world, &bound, "ben@example.com").await;
    let text = back.text();
    let again = person_at(world.addr(), token_in(&text)).await;
    assert_eq!(again.user, ben.user);
    let audit = get(&world, &again.token, "/account/v1/audit").await;
    assert_eq!(audit["deeds"][0]["what"], "joined", "an owner reads it");
}

#[tokio::test]
async fn a_link_that_was_revoked_or_never_was_lets_nobody_in() {
    let world = World::start().await;
    let (ann, _) = pair(&world).await;
    let invitation = invite(&world, &ann, json!({ "role": "member" })).await;
    let own = format!(
        "/account/v1/invitations/{}",
        invitation["invitation"].as_str().unwrap()
    );
    let revoke = async || ask(&world, &ann.token, "DELETE", &own, &Value::Null).await;
    assert_eq!(revoke().await.status.as_u16(), 204);
    assert_eq!(revoke().await.status.as_u16(), 404);
    for path in [
        path_of(&world, &invitation).as_str(),
        "/join/bxi_0",
        "/join/x",
    ] {
        assert_eq!(
            join(&world, path, "cai@example.com").await.status.as_u16(),
            404
        );
    }
    for wrong in [
        json!({}),
        json!({ "role": "removed" }),
        json!({ "role": "member", "hours": 0 }),
        json!({ "role": "member", "hours": 1_000 }),
        json!({ "role": "member", "email": "nowhere" }),
    ] {
        let answer = ask(
            &world,
            &ann.token,
            "POST",
            "/account/v1/invitations",
            &wrong,
        )
        .await;
        assert_eq!(answer.refusal(), (400, "malformed".to_owned()), "{wrong}");
    }
}

#[tokio::test]
async fn owners_read_who_did_what_and_no_secret_is_in_it() {
    let world = World::start().await;
    let (ann, ben) = pair(&world).await;
    let key = ask(
        &world,
        &ben.token,
        "POST",
        "/account/v1/keys",
        &json!({ "name": "x" }),
    )
    .await;
    let session = ask(
        &world,
        &ben.token,
        "POST",
        "/account/v1/sessions",
        &json!({ "device": "x" }),
    )
    .await;
    let invitation = invite(&world, &ann, json!({ "role": "member" })).await;
    join(&world, &path_of(&world, &invitation), "cai@example.com").await;
    let audit = get(&world, &ann.token, "/account/v1/audit").await;
    let all = audit["deeds"].as_array().unwrap();
    let by_operator = |deed: &&Value| deed["from"] == "command line";
    let tokens: Vec<&Value> = all.iter().filter(by_operator).collect();
    assert!(
        tokens
            .iter()
            .all(|deed| deed["what"] == "token-made" && deed["user"].is_null())
    );
    assert_eq!(tokens[0]["about"], "ben@example.com");
    let deeds: Vec<&Value> = all.iter().filter(|deed| !by_operator(deed)).collect();
    let words: Vec<&str> = deeds
        .iter()
        .map(|deed| deed["what"].as_str().unwrap())
        .collect();
    assert_eq!(
        words,
        ["joined", "invitation-made", "session-begun", "key-made"]
    );
    assert_eq!(deeds[3]["user"], ben.user.to_string());
    assert_eq!(deeds[3]["about"], key.json()["key"]);
    assert!(deeds.iter().all(|deed| deed["from"] == "127.0.0.1"));
    assert!(
        all.iter()
            .all(|deed| deed["at"].as_u64().unwrap() > 1_700_000_000_000)
    );
    let text = audit.to_string();
    for secret in ["bxk_", "bxa_", "bxr_", "bxi_", "bxw_"] {
        assert!(!text.contains(secret));
    }
    assert!(session.json()["access"].is_string());
    let number = deeds[1]["number"].as_u64().unwrap();
    let older = get(
        &world,
        &ann.token,
        &format!("/account/v1/audit?before={number}"),
    )
    .await;
    assert_eq!(older["deeds"].as_array().unwrap(), &all[2..]);
    let answer = ask(&world, &ben.token, "GET", "/account/v1/audit", &Value::Null).await;
    assert_eq!(answer.refusal(), (403, "not-allowed".to_owned()));
}
