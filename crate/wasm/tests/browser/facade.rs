//! The façade as JavaScript sees it, over the real engine and the real IndexedDB.

use std::cell::Cell;

use boxwood_model::{Actor, ClientId, Context, Hlc, Operation, Role, Scope, Stamp, State};
use boxwood_model::{TeamId, UserId};
use boxwood_sync::{
    FrameKind, Hello, LogEntry, PullReply, ScopeDelta, ServerId, WIRE_VERSION, encode,
};
use boxwood_wasm::{Core, build_info};
use js_sys::{Array, Function, JSON, Promise, Reflect};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use super::platform::{Fetch, Socket, property, replace_web_sockets, script};

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

fn fresh_account() -> String {
    let number = NEXT.replace(NEXT.get() + 1);
    format!("ann-{number}-{}@example.org", js_sys::Math::random())
}

/// A core, used only through what is exported to JavaScript.
struct Page {
    core: JsValue,
    /// Each message to the listener.
    heard: Array,
}

impl Page {
    async fn open(account: &str) -> Result<Self, JsValue> {
        let heard = Array::new();
        let listener: Function = script(
            "return (message) => { value.push(message); value.onHeard?.(); }",
            &heard,
        )
        .unchecked_into();
        let core = JsFuture::from(Core::open(account.to_owned(), listener)).await?;
        Ok(Self { core, heard })
    }

    fn call(&self, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
        let method: Function = property(&self.core, method).unchecked_into();
        Reflect::apply(&method, &self.core, &arguments.iter().collect())
    }

    async fn send_raw(&self, trusted: bool, request: JsValue) -> Result<Value, JsValue> {
        let promise: Promise = self
            .call("send", &[1.into(), trusted.into(), request])?
            .unchecked_into();
        Ok(value(&JsFuture::from(promise).await?))
    }

    async fn send(&self, request: &Value) -> Result<Value, JsValue> {
        self.send_raw(true, JSON::parse(&request.to_string())?)
            .await
    }

    async fn read(&self, query: &str) -> Result<Value, JsValue> {
        let query = json!({ "kind": query });
        self.send(&json!({ "kind": "read", "query": query })).await
    }

    /// Waits until the listener heard of a status with this connection.
    async fn until_connection_is(&self, connection: &str) -> Result<Value, JsValue> {
        let query = json!({ "kind": "status" });
        let subscribed = self
            .send(&json!({ "kind": "subscribe", "subscription": 7, "query": query }))
            .await?;
        let mut status = subscribed["view"]["status"].clone();
        let mut next = 0;
        while status["connection"] != connection {
            while next == self.heard.length() {
                let heard = Promise::new(&mut |done, _| {
                    Reflect::set(&self.heard, &"onHeard".into(), &done).unwrap_throw();
                });
                JsFuture::from(heard).await?;
            }
            let message = value(&self.heard.get(next));
            assert_eq!(message["kind"], "published");
            assert_eq!(message["port"], 1);
            assert_eq!(message["subscription"], 7);
            status = message["view"]["status"].clone();
            next += 1;
        }
        Ok(status)
    }

    /// Signs in to a short-lived server, and gives the status once that is gone.
    async fn sign_in_and_lose_the_server(&self, origin: &str) -> Result<Value, JsValue> {
        let signed_in = self.send(&sign_in(origin)).await?;
        assert_eq!(signed_in, json!({ "kind": "nothing" }));
        self.until_connection_is("online").await?;
        Socket::at(0).await.break_off();
        self.until_connection_is("offline").await
    }

    async fn close(&self) -> Result<(), JsValue> {
        let promise: Promise = self.call("close", &[])?.unchecked_into();
        JsFuture::from(promise).await?;
        Ok(())
    }
}

fn value(js: &JsValue) -> Value {
    let text = JSON::stringify(js).map(String::from).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// A server that knows the account, tells of its person once, and is gone after that.
fn short_lived_server(origin: &str, account: &str) -> Fetch {
    let user = UserId::from_parts(1, [1; 10]);
    let hello = Hello {
        server: ServerId([7; 16]),
        team: TeamId::from_parts(1, [2; 10]),
        user,
        email: account.to_owned(),
        now: js_sys::Date::now() as u64,
    };
    let client = ClientId::from_parts(1, [3; 10]);
    let stamp = Stamp::new(Hlc::at(1), client);
    let actor = Actor::Operator;
    let join = Operation::AddMember {
        id: user,
        email: account.to_owned(),
        name: "Ann".to_owned(),
        role: Role::Owner,
    };
    let effects = join.plan(Context { actor, stamp }, &State::default());
    let entry = LogEntry {
        client,
        seq: 1,
        actor: None,
        stamp,
        effects: effects.unwrap_throw(),
    };
    let pull = PullReply {
        deltas: vec![ScopeDelta {
            scope: Scope::Team,
            from: 0,
            entries: vec![entry],
        }],
        lost: Vec::new(),
        acked: 0,
        refused: Vec::new(),
        more: false,
    };
    let hello = encode(FrameKind::Hello, &hello).unwrap_throw();
    let pull = encode(FrameKind::PullReply, &pull).unwrap_throw();
    let respond = format!(
        "const answers = globalThis.shortLived['{origin}'];
        const bytes = answers[new URL(request.url).pathname]?.shift();
        if (!bytes) throw new TypeError('Failed to fetch');
        return new Response(new Uint8Array(bytes));"
    );
    let answers = json!({ "/sync/v1/hello": [hello], "/sync/v1/pull": [pull] });
    let body = format!("(globalThis.shortLived ??= {{}})['{origin}'] = {answers}");
    script(&body, &JsValue::NULL);
    replace_web_sockets();
    Fetch::respond(origin, &respond)
}

fn sign_in(server: &str) -> Value {
    let session = json!({ "server": server, "token": "bx_secret" });
    json!({ "kind": "signIn", "session": session })
}

fn create_pipeline(command_id: &str) -> Result<JsValue, JsValue> {
    let request = json!({
        "kind": "do",
        "commandId": command_id,
        "command": {
            "kind": "createPipeline",
            "name": "Sales \u{1f680}",
            "stages": [{ "name": "Lead", "colour": "#aa3300" }],
            "fields": [],
        },
    });
    JSON::parse(&request.to_string())
}

#[wasm_bindgen_test]
async fn what_was_done_is_there_when_it_is_opened_again() -> Result<(), JsValue> {
    let account = fresh_account();
    let origin = "https://round-trip.example";
    let _server = short_lived_server(origin, &account);
    let page = Page::open(&account).await?;
    page.sign_in_and_lose_the_server(origin).await?;

    let id = "0190b6a0-0000-7000-8000-000000000001";
    let done = page.send_raw(false, create_pipeline(id)?).await?;
    assert_eq!(done["kind"], "done", "{done}");
    assert_eq!(done["storage"], "disk");
    let created = done["created"].clone();
    assert!(created.is_string(), "{done}");
    page.close().await?;
    assert_eq!(page.read("nav").await?["failure"]["code"], "core-stopped");

    let page = Page::open(&account).await?;
    let nav = page.read("nav").await?;
    let pipelines = &nav["view"]["pipelines"];
    assert_eq!(pipelines[0]["id"], created);
    assert_eq!(pipelines[0]["name"], "Sales \u{1f680}");
    let again = page.send_raw(false, create_pipeline(id)?).await?;
    assert_eq!(again["created"], created);
    let status = page.read("status").await?["view"]["status"].clone();
    assert_eq!(status["waiting"], 1);
    assert_eq!(status["me"]["name"], "Ann");
    assert_eq!(status["server"], origin);
    page.close().await
}

#[wasm_bindgen_test]
async fn a_server_that_is_out_of_reach_is_offline() -> Result<(), JsValue> {
    let account = fresh_account();
    let origin = "https://offline.example";
    let _server = short_lived_server(origin, &account);
    let page = Page::open(&account).await?;
    let status = page.sign_in_and_lose_the_server(origin).await?;
    assert_eq!(status["problem"]["code"], "unreachable");
    assert_eq!(status["storage"], "disk");
    page.close().await
}

#[wasm_bindgen_test]
async fn signing_in_where_nobody_answers_fails() -> Result<(), JsValue> {
    let page = Page::open(&fresh_account()).await?;
    let answer = page.send(&sign_in("http://127.0.0.1:1")).await?;
    assert_eq!(answer["kind"], "failed");
    assert_eq!(answer["failure"]["code"], "unreachable");
    assert_eq!(answer["failure"]["params"]["detail"], "Failed to fetch");
    page.close().await
}

#[wasm_bindgen_test]
async fn only_a_trusted_page_may_sign_in() -> Result<(), JsValue> {
    let page = Page::open(&fresh_account()).await?;
    let text = serde_json::to_string(&sign_in("https://x.example")).unwrap_throw();
    let answer = page.send_raw(false, JSON::parse(&text)?).await?;
    assert_eq!(answer["failure"]["code"], "not-allowed");
    page.close().await
}

#[wasm_bindgen_test]
async fn nonsense_is_malformed() -> Result<(), JsValue> {
    let page = Page::open(&fresh_account()).await?;
    for nonsense in [
        "return undefined",
        "return null",
        "return 7",
        "return 7n",
        "return 'read'",
        "return Symbol('read')",
        "return () => ({ kind: 'reconnect' })",
        "return []",
        "return {}",
        "return { kind: 'erase' }",
        "return { kind: 'read' }",
        "return { kind: 'read', query: { kind: 'box', id: 7 } }",
        "return { kind: 'read', query: { kind: 'box', id: 'x'.repeat(9e5) + '\\n' }, kind: 8 }",
        "return { kind: 'subscribe', subscription: -1, query: { kind: 'nav' } }",
        "return { kind: 'subscribe', subscription: 1.5, query: { kind: 'nav' } }",
        "return { kind: 'subscribe', subscription: 2 ** 40, query: { kind: 'nav' } }",
        "return { kind: 'subscribe', subscription: NaN, query: { kind: 'nav' } }",
        "const a = []; a.push(a, a); return a",
        "const a = { kind: 'read' }; a.query = a; return a",
        "let a = 1; for (let i = 0; i < 1e5; i++) a = [a]; return { kind: 'read', query: a }",
        "return { kind: 'read', query: { kind: 'labels', threads: Array(1e6).fill('x') } }",
        "return { kind: 'read', query: { kind: 'labels', threads: Array(4e9) } }",
    ] {
        let answer = page
            .send_raw(false, script(nonsense, &JsValue::NULL))
            .await?;
        let failure = &answer["failure"];
        assert_eq!(answer["kind"], "failed", "{nonsense}");
        assert_eq!(failure["code"], "malformed", "{nonsense}");
        assert_eq!(failure["place"], "request", "{nonsense}");
        let detail = failure["params"]["detail"].as_str().unwrap_or_default();
        assert!((1..=800).contains(&detail.len()), "{nonsense}: {detail}");
    }
    let missing = script(
        "return { kind: 'do', command: { kind: 'deleteBox', id: 'x' } }",
        &JsValue::NULL,
    );
    let answer = page.send_raw(false, missing).await?;
    let detail = answer["failure"]["params"]["detail"].as_str();
    assert!(
        detail.is_some_and(|detail| detail.contains("commandId")),
        "{answer}"
    );
    let nav = page.read("nav").await?;
    assert_eq!(
        nav,
        json!({ "kind": "view", "view": { "kind": "nav", "pipelines": [] } })
    );
    page.close().await
}

#[wasm_bindgen_test]
async fn without_indexed_db_it_works_in_memory() -> Result<(), JsValue> {
    script(
        "globalThis.realOpen = IDBFactory.prototype.open;
        IDBFactory.prototype.open = () => {
            throw new DOMException('Internal error opening backing store', 'UnknownError');
        };",
        &JsValue::NULL,
    );
    let page = Page::open(&fresh_account()).await;
    script("IDBFactory.prototype.open = realOpen", &JsValue::NULL);
    let page = page?;
    let status = page.read("status").await?["view"]["status"].clone();
    assert_eq!(status["storage"], "memoryOnly");
    page.close().await
}

#[wasm_bindgen_test]
async fn a_full_disk_is_said_and_nothing_is_lost() -> Result<(), JsValue> {
    let account = fresh_account();
    let origin = "https://full-disk.example";
    let _server = short_lived_server(origin, &account);
    let page = Page::open(&account).await?;
    page.sign_in_and_lose_the_server(origin).await?;
    script(
        "globalThis.realPut = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = () => {
            throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
        };",
        &JsValue::NULL,
    );
    let request = create_pipeline("0190b6a0-0000-7000-8000-000000000002")?;
    let done = page.send_raw(false, request).await;
    script("IDBObjectStore.prototype.put = realPut", &JsValue::NULL);
    let done = done?;
    assert_eq!(done["kind"], "done", "{done}");
    assert_eq!(done["storage"], "memoryOnly", "{done}");
    let nav = page.read("nav").await?;
    assert_eq!(nav["view"]["pipelines"][0]["name"], "Sales \u{1f680}");
    page.close().await
}

#[wasm_bindgen_test]
fn it_says_what_it_is() {
    assert_eq!(
        value(&build_info()),
        json!({ "version": env!("CARGO_PKG_VERSION"), "wire": WIRE_VERSION })
    );
}
