//! The store in memory keeps what every store promises.
#![cfg(not(target_family = "wasm"))]

mod conformance;

use boxwood_wasm::store::{MemoryStore, StoreError};
use conformance::{Place, each_promise};
use futures_util::FutureExt;

impl Place for MemoryStore {
    type Store = Self;

    async fn open(&self) -> Result<Self, StoreError> {
        Ok(self.clone())
    }

    fn refuse(&self, whether: bool) {
        let reason = StoreError::Full("as full as it gets".to_owned());
        Self::refuse(self, whether.then_some(reason));
    }

    async fn lose(&self) {
        Self::lose(self);
    }
}

macro_rules! check {
    ($promise:ident) => {
        #[test]
        fn $promise() {
            // Nothing in memory has to be waited for.
            let outcome = conformance::$promise(&MemoryStore::default()).now_or_never();
            assert_eq!(outcome, Some(Ok(())));
        }
    };
}

each_promise!(check);
