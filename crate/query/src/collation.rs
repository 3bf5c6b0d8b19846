//! The order of texts, as people of some language expect it.

mod alphabet;
mod composed;

use std::cell::RefCell;
use std::collections::HashMap;

pub use alphabet::{Alphabet, AlphabetError};

/// Turns texts into bytes that sort as the texts should.
pub trait Collation {
    /// Appends the key of a text. Texts with equal keys count as equal in sorting.
    fn key(&self, text: &str, key: &mut Vec<u8>);
}

/// Texts in the order of their characters' numbers, without regard to case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FoldCase;

impl Collation for FoldCase {
    fn key(&self, text: &str, key: &mut Vec<u8>) {
        if text.is_ascii() {
            let start = key.len();
            key.extend_from_slice(text.as_bytes());
            key[start..].make_ascii_lowercase();
        } else {
            key.extend_from_slice(text.to_lowercase().as_bytes());
        }
    }
}

/// Remembers the keys that another collation made, where making them is dear.
#[derive(Debug)]
pub struct Cached<C> {
    inner: C,
    most: usize,
    keys: RefCell<HashMap<Box<str>, Box<[u8]>>>,
}

impl<C> Cached<C> {
    /// Remembers so many keys at most; then it begins anew.
    #[must_use]
    pub fn new(inner: C, most: usize) -> Self {
        Self {
            inner,
            most,
            keys: RefCell::default(),
        }
    }
}

impl<C: Collation> Collation for Cached<C> {
    fn key(&self, text: &str, key: &mut Vec<u8>) {
        if let Some(known) = self.keys.borrow().get(text) {
            key.extend_from_slice(known);
            return;
        }
        let start = key.len();
        self.inner.key(text, key);
        let mut keys = self.keys.borrow_mut();
        if keys.len() >= self.most {
            keys.clear();
        }
        keys.insert(text.into(), key[start..].into());
    }
}
