//! The store in IndexedDB: what every store promises, and what only a browser does to one.

use std::cell::Cell;

use boxwood_core::host::{Stored, Write};
use boxwood_wasm::indexed_db::IndexedDbStore;
use boxwood_wasm::store::{Store, StoreError};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::platform::{script, script_async};
use crate::conformance::{self, Place, each_promise};

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// A database of its own for each test.
struct Database {
    account: String,
}

impl Database {
    fn new() -> Self {
        let account = format!(
            "store-{}-{}",
            NEXT.replace(NEXT.get() + 1),
            js_sys::Math::random()
        );
        Self { account }
    }

    fn name(&self) -> JsValue {
        format!("boxwood:{}", self.account).into()
    }

    /// What becomes of the second value and those after it that are put into this database in a
    /// transaction; `how` is JavaScript about `transaction`.
    fn sabotage(&self, how: &str) {
        script(
            "if (!globalThis.sabotage) {
                globalThis.sabotage = new Map();
                const seen = new WeakSet();
                const put = IDBObjectStore.prototype.put;
                IDBObjectStore.prototype.put = function (...values) {
                    const transaction = this.transaction;
                    const act = sabotage.get(transaction.db.name);
                    if (act && seen.has(transaction)) act(transaction);
                    seen.add(transaction);
                    return put.apply(this, values);
                };
            }
            sabotage.set(value[0], value[1] && new Function('transaction', value[1]));",
            &js_sys::Array::of2(&self.name(), &how.into()),
        );
    }
}

impl Place for Database {
    type Store = IndexedDbStore;

    async fn open(&self) -> Result<IndexedDbStore, StoreError> {
        IndexedDbStore::open(&self.account).await
    }

    fn refuse(&self, whether: bool) {
        self.sabotage(if whether {
            "throw new DOMException('no room', 'QuotaExceededError')"
        } else {
            ""
        });
    }

    async fn lose(&self) {
        let body = "return new Promise((done, failed) => {
            const request = indexedDB.deleteDatabase(value);
            request.onsuccess = done;
            request.onerror = failed;
        })";
        script_async(body, &self.name()).await;
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        script("indexedDB.deleteDatabase(value)", &self.name());
    }
}

macro_rules! check {
    ($promise:ident) => {
        #[wasm_bindgen_test]
        async fn $promise() -> Result<(), StoreError> {
            conformance::$promise(&Database::new()).await
        }
    };
}

each_promise!(check);

fn two_records() -> Write {
    Write {
        durable: true,
        journal: vec![(1, vec![1]), (2, vec![2])],
        ..Write::default()
    }
}

#[wasm_bindgen_test]
async fn a_transaction_that_the_browser_aborts_leaves_nothing() -> Result<(), StoreError> {
    let database = Database::new();
    let store = database.open().await?;
    database.sabotage("queueMicrotask(() => transaction.abort())");
    let outcome = store.write(two_records()).await;
    database.sabotage("");
    assert!(
        matches!(outcome, Err(StoreError::Refused { .. })),
        "{outcome:?}"
    );
    assert_eq!(store.load().await?, Stored::default());
    store.write(two_records()).await?;
    assert_eq!(store.load().await?.journal.len(), 2);
    Ok(())
}

#[wasm_bindgen_test]
async fn a_connection_that_the_browser_dropped_is_opened_again() -> Result<(), StoreError> {
    let database = Database::new();
    let store = database.open().await?;
    store.write(two_records()).await?;
    // As in Safari, which closes connections without a word.
    let break_once = |by: &str| {
        script(
            "const begin = IDBDatabase.prototype.transaction;
            IDBDatabase.prototype.transaction = function (...rest) {
                IDBDatabase.prototype.transaction = begin;
                this.close();
                if (value === 'throwing') throw new DOMException('gone', 'InvalidStateError');
                return begin.apply(this, rest);
            };",
            &by.into(),
        );
    };
    for (number, by) in [(3, "throwing"), (4, "closing")] {
        break_once(by);
        let write = Write {
            journal: vec![(number, vec![0])],
            ..Write::default()
        };
        store.write(write).await?;
    }
    break_once("closing");
    let numbers: Vec<u64> = store
        .load()
        .await?
        .journal
        .iter()
        .map(|(n, _)| *n)
        .collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    Ok(())
}

#[wasm_bindgen_test]
async fn each_write_is_as_durable_as_was_asked_for() -> Result<(), StoreError> {
    let database = Database::new();
    let store = database.open().await?;
    database.sabotage("globalThis.durabilityOf = transaction.durability");
    for (durable, expected) in [(true, "strict"), (false, "relaxed")] {
        let write = Write {
            durable,
            ..two_records()
        };
        store.write(write).await?;
        let used = script("return durabilityOf", &JsValue::NULL);
        assert_eq!(used.as_string().as_deref(), Some(expected));
    }
    database.sabotage("");
    Ok(())
}

#[wasm_bindgen_test]
async fn a_database_of_a_later_layout_is_left_alone() -> Result<(), StoreError> {
    let database = Database::new();
    let body = "return new Promise((done, failed) => {
        const request = indexedDB.open(value, 7);
        request.onsuccess = () => { request.result.close(); done(); };
        request.onerror = failed;
    })";
    script_async(body, &database.name()).await;
    let outcome = database.open().await.map(|_| ());
    let Err(StoreError::Refused { name, .. }) = outcome else {
        return Err(StoreError::Emptied);
    };
    assert_eq!(name, "VersionError");
    Ok(())
}

#[wasm_bindgen_test]
async fn a_value_that_is_not_bytes_is_damage_and_no_more() -> Result<(), StoreError> {
    let database = Database::new();
    let store = database.open().await?;
    store.write(two_records()).await?;
    let body = "return new Promise((done, failed) => {
        const request = indexedDB.open(value);
        request.onerror = failed;
        request.onsuccess = () => {
            const transaction = request.result.transaction('journal', 'readwrite');
            transaction.objectStore('journal').put('words', 2);
            transaction.oncomplete = () => { request.result.close(); done(); };
        };
    })";
    script_async(body, &database.name()).await;
    let journal = store.load().await?.journal;
    assert_eq!(journal, [(1, vec![1]), (2, Vec::new())]);
    Ok(())
}
