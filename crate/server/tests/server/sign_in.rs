//! Signing in by an issuer: a real provider says who somebody is, or does not.

use boxwood_server::{Secret, SignIn};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::provider::{Browser, PUBLIC, Provider, WAITS};
use crate::world::{Answer, World, bearer, call, person_at};

const VERIFIER: &str = "what only the extension knows, of which there is enough";
const START: &str = "/account/v1/sign-in";

/// A server whose people sign in by a provider.
struct Scene {
    world: World,
    provider: Provider,
    browser: Browser,
}

impl Scene {
    async fn new(wishes: Value) -> Self {
        let provider = Provider::start(&wishes);
        let issuer = provider.issuer.clone();
        let world = World::start_with(move |config| {
            let mut sign_in = SignIn::new(&issuer, "boxwood");
            sign_in.client_secret = Some(Secret::new("a secret of this test"));
            config.sign_in = Some(sign_in);
            config.public_address = Some(PUBLIC.parse().unwrap());
        })
        .await;
        world
            .operate(|it| it.new_token("ann@example.com", None))
            .unwrap();
        Self {
            world,
            provider,
            browser: Browser::default(),
        }
    }

    /// Begins to sign in; where the browser is sent.
    async fn begin(&mut self) -> String {
        let challenge = BASE64URL_NOPAD.encode(&Sha256::digest(VERIFIER));
        let path = format!("{START}?challenge={challenge}&return={WAITS}");
        let answer = self.browser.open(self.world.addr(), &path).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
        answer.header("location").unwrap().to_owned()
    }

    /// Signs in at the provider; the path with which the browser comes back.
    async fn sign_in_at(&mut self, url: &str) -> String {
        let to = self.browser.sign_in(&self.provider, url).await;
        to.strip_prefix(PUBLIC)
            .unwrap_or_else(|| panic!("{to}"))
            .to_owned()
    }

    async fn come_back(&mut self, path: &str) -> Answer {
        self.browser.open(self.world.addr(), path).await
    }

    /// All of it; what the extension is told.
    async fn whole(&mut self) -> String {
        let url = self.begin().await;
        if url.starts_with(WAITS) {
            return told(&url);
        }
        let back = self.sign_in_at(&url).await;
        let answer = self.come_back(&back).await;
        told(answer.header("location").unwrap())
    }

    async fn finish(&self, code: &str, verifier: &str) -> Answer {
        let body = json!({ "code": code, "verifier": verifier, "device": "Laptop" });
        let headers = [("content-type", "application/json".to_owned())];
        let body = serde_json::to_vec(&body).unwrap();
        let path = "/account/v1/sign-in/finish";
        call(self.world.addr(), "POST", path, &headers, &body).await
    }

    /// All of it with an invitation; what the extension is told.
    async fn whole_with(&mut self, invitation: &str) -> String {
        let challenge = BASE64URL_NOPAD.encode(&Sha256::digest(VERIFIER));
        let path = format!("{START}?challenge={challenge}&return={WAITS}&invitation={invitation}");
        let answer = self.browser.open(self.world.addr(), &path).await;
        let url = answer.header("location").unwrap().to_owned();
        let back = self.sign_in_at(&url).await;
        let answer = self.come_back(&back).await;
        told(answer.header("location").unwrap())
    }
}

/// What the extension is told by where the browser is sent.
fn told(location: &str) -> String {
    let told = location
        .strip_prefix(WAITS)
        .and_then(|rest| rest.strip_prefix('?'));
    told.unwrap_or_else(|| panic!("{location}")).to_owned()
}

/// `url` with one of the values of its query changed.
fn with(url: &str, name: &str, value: &str) -> String {
    let (path, query) = url.split_once('?').unwrap();
    let changed: Vec<String> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((known, _)) if known == name => format!("{name}={value}"),
            _ => pair.to_owned(),
        })
        .collect();
    assert_ne!(changed.join("&"), query, "no {name} in {url}");
    format!("{path}?{}", changed.join("&"))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_gets_a_session_once() {
    for in_token in [true, false] {
        let mut scene = Scene::new(json!({ "inToken": in_token })).await;
        let told = scene.whole().await;
        let code = told
            .strip_prefix("code=")
            .unwrap_or_else(|| panic!("{told}"));
        let tokens = scene.finish(code, VERIFIER).await.json();
        let access = tokens["access"].as_str().unwrap();
        let ann = person_at(scene.world.addr(), access).await;
        assert_eq!(tokens["user"], ann.user.to_string());
        let again = scene.finish(code, VERIFIER).await;
        assert_eq!(again.refusal(), (401, "code-refused".to_owned()));
        // The second time the provider's own name for the person counts.
        let told = scene.whole().await;
        assert!(told.starts_with("code="), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_for_the_one_who_began() {
    let mut scene = Scene::new(json!({})).await;
    let told = scene.whole().await;
    let code = told.strip_prefix("code=").unwrap();
    let caught = scene.finish(code, "a guess").await;
    assert_eq!(caught.refusal(), (401, "code-refused".to_owned()));
    // And it is gone with that.
    assert_eq!(scene.finish(code, VERIFIER).await.refusal().0, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_browser_or_sign_in_brings_back_is_not_believed() {
    let mut scene = Scene::new(json!({})).await;
    let other = (400, "other-sign-in".to_owned());

    // Another state.
    let url = scene.begin().await;
    let back = scene.sign_in_at(&with(&url, "state", "AAAA")).await;
    assert_eq!(scene.come_back(&back).await.refusal(), other);

    // No browser that began anything.
    let url = scene.begin().await;
    let back = scene.sign_in_at(&url).await;
    scene.browser.forget();
    assert_eq!(scene.come_back(&back).await.refusal(), other);

    // A sign-in that was begun before the one that the browser is in now.
    let url = scene.begin().await;
    let back = scene.sign_in_at(&url).await;
    scene.begin().await;
    assert_eq!(scene.come_back(&back).await.refusal(), other);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_for_another_sign_in_does_not_hold() {
    let mut scene = Scene::new(json!({})).await;
    for (name, error) in [
        ("nonce", "identity-invalid"),
        ("code_challenge", "issuer-refused"),
    ] {
        let url = scene.begin().await;
        let value = BASE64URL_NOPAD.encode(&[7; 32]);
        let back = scene.sign_in_at(&with(&url, name, &value)).await;
        let answer = scene.come_back(&back).await;
        let told = told(answer.header("location").unwrap());
        assert_eq!(told, format!("error={error}"), "{name}");
    }
    // A code that the issuer did not make, or made and took already.
    let url = scene.begin().await;
    let back = scene.sign_in_at(&url).await;
    let made_up = scene.come_back(&with(&back, "code", "AAAA")).await;
    let told = told(made_up.header("location").unwrap());
    assert_eq!(told, "error=issuer-refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_issuer_says_must_hold() {
    for (wishes, error) in [
        (json!({ "behind": 7200 }), "identity-invalid"),
        (json!({ "audience": "another-client" }), "identity-invalid"),
        (json!({ "verified": false }), "address-unverified"),
        (
            json!({ "verified": false, "inToken": true }),
            "address-unverified",
        ),
        (json!({ "email": "eve@example.com" }), "not-in-the-team"),
    ] {
        let mut scene = Scene::new(wishes.clone()).await;
        assert_eq!(scene.whole().await, format!("error={error}"), "{wishes}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_that_is_down_is_said_to_be() {
    let mut scene = Scene::new(json!({})).await;
    let url = scene.begin().await;
    let back = scene.sign_in_at(&url).await;
    scene.provider.fail();
    let answer = scene.come_back(&back).await;
    let end = told(answer.header("location").unwrap());
    assert_eq!(end, "error=issuer-unreachable");

    // From the beginning too, where nothing is known of the issuer yet.
    scene.world.stop().await;
    scene.world.go_on().await;
    assert_eq!(scene.whole().await, "error=issuer-unreachable");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_went_to_somebody_else_lets_nobody_in() {
    let mut scene = Scene::new(json!({})).await;
    assert!(scene.whole().await.starts_with("code="));
    scene.world.stop().await;
    // The same issuer, to the server: what changes is whom it means.
    let issuer = scene.provider.issuer.clone();
    let port = issuer.rsplit_once(':').unwrap().1.to_owned();
    scene.provider.fail();
    scene.provider =
        Provider::start(&json!({ "subject": "person-2", "port": port.parse::<u16>().unwrap() }));
    assert_eq!(scene.provider.issuer, issuer);
    scene.world.go_on().await;
    scene.browser.forget();
    assert_eq!(scene.whole().await, "error=other-person");
    // Who runs the server says that it is the same person.
    let all = boxwood_server::Which::Email("ann@example.com".to_owned());
    scene.world.operate(|it| it.revoke(&all)).unwrap();
    scene.browser.forget();
    assert!(scene.whole().await.starts_with("code="));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_lets_in_whom_the_issuer_says_it_is() {
    let mut scene = Scene::new(json!({ "email": "dan@example.com" })).await;
    let owner = scene
        .world
        .operate(|it| it.new_token("ann@example.com", None))
        .unwrap();
    let invite = async |scene: &Scene, terms: Value| {
        let mut headers = bearer(owner.token.reveal());
        headers.push(("content-type", "application/json".to_owned()));
        let body = serde_json::to_vec(&terms).unwrap();
        let path = "/account/v1/invitations";
        let made = call(scene.world.addr(), "POST", path, &headers, &body)
            .await
            .json();
        made["link"].as_str().unwrap().to_owned()
    };
    let other = invite(
        &scene,
        json!({ "role": "member", "email": "eve@example.com" }),
    )
    .await;
    assert_eq!(scene.whole_with(&other).await, "error=invitation-refused");
    let dans = invite(
        &scene,
        json!({ "role": "member", "email": "dan@example.com" }),
    )
    .await;
    assert!(dans.starts_with(PUBLIC), "{dans}");
    // The page lets nobody in by what they say of themselves.
    let path = dans.strip_prefix(PUBLIC).unwrap();
    let kind = [(
        "content-type",
        "application/x-www-form-urlencoded".to_owned(),
    )];
    let form = b"email=dan%40example.com&name=";
    let answer = call(scene.world.addr(), "POST", path, &kind, form).await;
    assert_eq!(answer.status.as_u16(), 403);
    let told = scene.whole_with(&dans).await;
    let code = told
        .strip_prefix("code=")
        .unwrap_or_else(|| panic!("{told}"));
    let tokens = scene.finish(code, VERIFIER).await.json();
    person_at(scene.world.addr(), tokens["access"].as_str().unwrap()).await;
    assert!(
        scene.whole().await.starts_with("code="),
        "they are in the team now"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_extension_is_sent_a_code() {
    let mut scene = Scene::new(json!({})).await;
    let challenge = BASE64URL_NOPAD.encode(&[1; 32]);
    for to in [
        "https://evil.example.com/",
        "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.chromiumapp.org/",
        &format!("{WAITS}x"),
        "",
    ] {
        let path = format!("{START}?challenge={challenge}&return={to}");
        let answer = scene.browser.open(scene.world.addr(), &path).await;
        assert_eq!(
            answer.refusal(),
            (403, "origin-not-allowed".to_owned()),
            "{to}"
        );
    }
    for query in ["", "?challenge=x", &format!("?challenge=x&return={WAITS}")] {
        let answer = scene
            .browser
            .open(scene.world.addr(), &format!("{START}{query}"))
            .await;
        assert_eq!(answer.refusal(), (400, "malformed".to_owned()), "{query}");
    }
}

#[tokio::test]
async fn where_there_is_no_issuer_nobody_signs_in_by_one() {
    let world = World::start().await;
    let answer = call(world.addr(), "GET", START, &[], b"").await;
    assert_eq!(answer.refusal(), (404, "no-issuer".to_owned()));
    let ways = call(world.addr(), "GET", "/account/v1/ways", &[], b"").await;
    assert_eq!(ways.json(), json!({ "issuer": null, "token": true }));
}
