//! The store in the browser: one IndexedDB database for each account.
//!
//! Never a row per record: segments of about a megabyte and a journal of small records, so that a
//! start is a handful of requests. Keys are numbers, values bytes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use boxwood_core::host::{Stored, Write};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransaction,
};

use crate::store::{Store, StoreError};

const MANIFEST: &str = "manifest";
const SEGMENTS: &str = "segments";
const JOURNAL: &str = "journal";
const OBJECT_STORES: [&str; 3] = [MANIFEST, SEGMENTS, JOURNAL];
/// The version of this layout. What is inside the bytes carries its own.
const LAYOUT: u32 = 1;
/// The key of the one manifest.
const THE_MANIFEST: f64 = 0.0;
/// Numbers below this are exact as keys.
const KEY_LIMIT: u64 = 1 << 53;

#[wasm_bindgen]
extern "C" {
    /// The database, with the transaction options that web-sys does not have yet.
    #[wasm_bindgen(extends = IdbDatabase)]
    type DatabaseWithDurability;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn begin(
        this: &DatabaseWithDurability,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// A [`Store`] in the browser's IndexedDB, in the database `boxwood:ACCOUNT`. A connection that the
/// browser dropped is opened again, and what was under way tried once more.
#[derive(Debug)]
pub struct IndexedDbStore {
    name: String,
    connection: RefCell<Option<Rc<Connection>>>,
    opened_before: Cell<bool>,
    emptied: Cell<bool>,
}

/// Why an attempt came to nothing.
enum Stopped {
    /// The connection is no more; another one may do.
    Disconnected(StoreError),
    /// The platform refused.
    Refused(StoreError),
}

impl From<Stopped> for StoreError {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Disconnected(error) | Stopped::Refused(error) => error,
        }
    }
}

impl IndexedDbStore {
    /// Opens the store of `account`, making it if there is none.
    ///
    /// # Errors
    ///
    /// When the browser cannot or may not open it.
    pub async fn open(account: &str) -> Result<Self, StoreError> {
        let store = Self {
            name: format!("boxwood:{account}"),
            connection: RefCell::default(),
            opened_before: Cell::new(false),
            emptied: Cell::new(false),
        };
        store.connection().await?;
        Ok(store)
    }

    async fn connection(&self) -> Result<Rc<Connection>, StoreError> {
        let standing = self.connection.borrow().clone();
        if let Some(connection) = standing.filter(|connection| !connection.lost.get()) {
            return Ok(connection);
        }
        let (connection, made) = Connection::open(&self.name).await?;
        // A database that is new although it was there before has been deleted in between.
        if made && self.opened_before.replace(true) {
            self.emptied.set(true);
        }
        self.opened_before.set(true);
        let connection = Rc::new(connection);
        self.connection.replace(Some(Rc::clone(&connection)));
        Ok(connection)
    }

    /// Runs `attempt`, and once more if the connection turns out to be lost. After any other failure
    /// the next attempt gets a connection of its own: one that the browser gave up on never heals.
    async fn on_connection<T>(
        &self,
        attempt: impl AsyncFn(&Connection) -> Result<T, Stopped>,
    ) -> Result<T, StoreError> {
        let mut connection = self.connection().await?;
        let mut outcome = attempt(&connection).await;
        if let Err(Stopped::Disconnected(_)) = &outcome {
            connection.lost.set(true);
            connection = self.connection().await?;
            outcome = attempt(&connection).await;
        }
        let outcome = outcome.map_err(StoreError::from);
        if let Err(StoreError::Refused { .. }) = &outcome {
            connection.lost.set(true);
        }
        outcome
    }
}

impl Store for IndexedDbStore {
    async fn load(&self) -> Result<Stored, StoreError> {
        self.on_connection(async |connection| connection.load().await)
            .await
    }

    async fn write(&self, write: Write) -> Result<(), StoreError> {
        self.on_connection(async |connection| {
            if self.emptied.get() && !write.clear {
                return Err(Stopped::Refused(StoreError::Emptied));
            }
            connection.write(&write).await
        })
        .await?;
        self.emptied.set(false);
        Ok(())
    }

    fn close(&self) {
        self.connection.take();
    }
}

/// One connection to the database; closed when it is dropped.
#[derive(Debug)]
struct Connection {
    database: IdbDatabase,
    /// The browser closed it, or somebody wants to delete the database.
    lost: Rc<Cell<bool>>,
    _on_close: Closure<dyn FnMut()>,
    _on_version_change: Closure<dyn FnMut()>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.set_onclose(None);
        self.database.set_onversionchange(None);
        self.database.close();
    }
}

impl Connection {
    /// The connection, and whether the database had to be made.
    async fn open(name: &str) -> Result<(Self, bool), StoreError> {
        let request = factory()
            .and_then(|factory| factory.open_with_u32(name, LAYOUT))
            .map_err(|error| refused(&error))?;
        let made = Rc::new(Cell::new(None));
        let on_upgrade = {
            let (request, made) = (request.clone(), Rc::clone(&made));
            Closure::<dyn FnMut()>::new(move || made.set(Some(make_object_stores(&request))))
        };
        request.set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
        let outcome = settled(&request).await;
        request.set_onupgradeneeded(None);
        let database: IdbDatabase = outcome.map_err(|error| refused(&error))?.unchecked_into();
        let made = made.take();
        if let Some(Err(error)) = &made {
            database.close();
            return Err(refused(error));
        }

        let lost = Rc::new(Cell::new(false));
        let on_close = {
            let lost = Rc::clone(&lost);
            Closure::<dyn FnMut()>::new(move || lost.set(true))
        };
        let on_version_change = {
            let (lost, database) = (Rc::clone(&lost), database.clone());
            // Whoever wants to delete or change the database waits until this is closed.
            Closure::<dyn FnMut()>::new(move || {
                lost.set(true);
                database.close();
            })
        };
        database.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        database.set_onversionchange(Some(on_version_change.as_ref().unchecked_ref()));
        let connection = Self {
            database,
            lost,
            _on_close: on_close,
            _on_version_change: on_version_change,
        };
        Ok((connection, made.is_some()))
    }

    fn begin(&self, mode: &str, durability: &str) -> Result<IdbTransaction, Stopped> {
        let stores: Array = OBJECT_STORES.into_iter().map(JsValue::from).collect();
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &durability.into())
            .and_then(|_| {
                let database: &DatabaseWithDurability = self.database.unchecked_ref();
                database.begin(&stores, mode, &options)
            })
            .map_err(|error| self.stopped(&error))
    }

    /// What an exception of the platform means for this connection.
    fn stopped(&self, error: &JsValue) -> Stopped {
        // A connection that the browser closes aborts what is under way before it says so.
        let name = text(error, "name");
        if self.lost.get() || name == "InvalidStateError" || name == "AbortError" {
            Stopped::Disconnected(refused(error))
        } else {
            Stopped::Refused(refused(error))
        }
    }

    async fn load(&self) -> Result<Stored, Stopped> {
        let transaction = self.begin("readonly", "default")?;
        // All asked at once, so that the transaction spans all the answers.
        let asked = (|| {
            let manifest = transaction.object_store(MANIFEST)?;
            let segments = transaction.object_store(SEGMENTS)?;
            let journal = transaction.object_store(JOURNAL)?;
            Ok([
                settled(&manifest.get(&THE_MANIFEST.into())?),
                settled(&segments.get_all_keys()?),
                settled(&segments.get_all()?),
                settled(&journal.get_all_keys()?),
                settled(&journal.get_all()?),
            ])
        })();
        let mut values = Vec::new();
        for answer in asked.map_err(|error| self.stopped(&error))? {
            values.push(answer.await.map_err(|error| self.stopped(&error))?);
        }
        let value = |at: usize| values.get(at).cloned().unwrap_or_default();
        let manifest = value(0);
        Ok(Stored {
            manifest: (!manifest.is_undefined()).then(|| bytes(&manifest)),
            segments: numbered(value(1), value(2))?,
            journal: numbered(value(3), value(4))?,
        })
    }

    async fn write(&self, write: &Write) -> Result<(), Stopped> {
        let durability = if write.durable { "strict" } else { "relaxed" };
        let transaction = self.begin("readwrite", durability)?;
        let completed = completed(&transaction);
        if let Err(error) = put(&transaction, write) {
            // One that is over already cannot be aborted, and an aborted one ends with an error:
            // the first error is the one that says why. Awaited, so that nothing is under way after.
            let _ = transaction.abort();
            let _ = completed.await;
            return Err(self.stopped(&error));
        }
        match completed.await {
            Ok(_) => Ok(()),
            Err(_) => {
                let error = transaction.error().map_or(JsValue::NULL, JsValue::from);
                Err(self.stopped(&error))
            }
        }
    }
}

fn make_object_stores(request: &IdbOpenDbRequest) -> Result<(), JsValue> {
    let database: IdbDatabase = request.result()?.unchecked_into();
    for name in OBJECT_STORES {
        database.create_object_store(name)?;
    }
    Ok(())
}

/// Asks for everything in `write`, in the order that [`Store`] promises.
fn put(transaction: &IdbTransaction, write: &Write) -> Result<(), JsValue> {
    let manifest = transaction.object_store(MANIFEST)?;
    let segments = transaction.object_store(SEGMENTS)?;
    let journal = transaction.object_store(JOURNAL)?;
    if write.clear {
        for store in [&manifest, &segments, &journal] {
            store.clear()?;
        }
    }
    if let Some(least) = write.drop_journal_below {
        let below = IdbKeyRange::upper_bound_with_open(&key(least)?, true)?;
        journal.delete(&below)?;
    }
    for number in &write.drop_segments {
        segments.delete(&JsValue::from(*number))?;
    }
    for (number, bytes) in &write.journal {
        put_bytes(&journal, &key(*number)?, bytes)?;
    }
    for (number, bytes) in &write.segments {
        put_bytes(&segments, &JsValue::from(*number), bytes)?;
    }
    if let Some(bytes) = &write.manifest {
        put_bytes(&manifest, &THE_MANIFEST.into(), bytes)?;
    }
    Ok(())
}

fn put_bytes(store: &IdbObjectStore, key: &JsValue, bytes: &[u8]) -> Result<(), JsValue> {
    store.put_with_key(&Uint8Array::from(bytes), key)?;
    Ok(())
}

fn key(number: u64) -> Result<JsValue, JsValue> {
    if number >= KEY_LIMIT {
        return Err(js_sys::RangeError::new("a journal number beyond 2^53").into());
    }
    #[expect(clippy::cast_precision_loss, reason = "exact below the limit")]
    let key = number as f64;
    Ok(key.into())
}

/// Pairs keys with values, both in the order of the keys.
fn numbered<N: TryFrom<u64>>(keys: JsValue, values: JsValue) -> Result<Vec<(N, Vec<u8>)>, Stopped> {
    let (keys, values): (Array, Array) = (keys.unchecked_into(), values.unchecked_into());
    let pairs = keys.iter().zip(values.iter());
    pairs
        .map(|(key, value)| {
            number(&key)
                .map(|number| (number, bytes(&value)))
                .ok_or_else(|| {
                    Stopped::Refused(StoreError::Refused {
                        name: "DataError".to_owned(),
                        message: "a key that is not Boxwood's".to_owned(),
                    })
                })
        })
        .collect()
}

fn number<N: TryFrom<u64>>(key: &JsValue) -> Option<N> {
    let key = key
        .as_f64()
        .filter(|key| *key >= 0.0 && key.fract() == 0.0)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number, not negative; too large ones saturate and are refused"
    )]
    N::try_from(key as u64).ok()
}

/// The bytes of a value. Anything that is not bytes has none: the core takes that for the damage
/// that it is, and builds what was lost anew.
fn bytes(value: &JsValue) -> Vec<u8> {
    value
        .dyn_ref::<Uint8Array>()
        .map(Uint8Array::to_vec)
        .unwrap_or_default()
}

fn factory() -> Result<IdbFactory, JsValue> {
    Reflect::get(&js_sys::global(), &"indexedDB".into())?
        .dyn_into()
        .map_err(|_| js_sys::Error::new("this browser has no IndexedDB here").into())
}

/// The result of a request, once there is one. Listens from the moment of the call.
fn settled(request: &IdbRequest) -> impl Future<Output = Result<JsValue, JsValue>> + use<> {
    let answered = listening(|done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    let request = request.clone();
    async move {
        match answered.await {
            Ok(_) => request.result(),
            Err(_) => Err(request.error()?.map_or(JsValue::NULL, JsValue::from)),
        }
    }
}

/// How a transaction ends. Listens from the moment of the call.
fn completed(transaction: &IdbTransaction) -> JsFuture {
    listening(|done, failed| {
        transaction.set_oncomplete(Some(&done));
        transaction.set_onabort(Some(&failed));
    })
}

fn listening(mut listen: impl FnMut(Function, Function)) -> JsFuture {
    JsFuture::from(Promise::new(&mut |done, failed| listen(done, failed)))
}

fn refused(error: &JsValue) -> StoreError {
    let (name, message) = (text(error, "name"), text(error, "message"));
    match name.as_str() {
        "QuotaExceededError" => StoreError::Full(message),
        "" => StoreError::Refused {
            name: "Error".to_owned(),
            message: "the browser gave no reason".to_owned(),
        },
        _ => StoreError::Refused { name, message },
    }
}

fn text(error: &JsValue, property: &str) -> String {
    Reflect::get(error, &property.into())
        .ok()
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}
