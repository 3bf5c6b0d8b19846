//! Reading and writing of what is packed: numbers of as many bytes as they need, ids by what tells
//! them apart, stamps by how long after another one they are.

use crate::{Hlc, Stamp};

/// The length of an id.
pub(super) const ID: usize = 16;

/// Reads packed bytes from their start. They are of this program's own making and never received:
/// behind their end there are zeros.
#[derive(Clone, Copy)]
pub(super) struct Reader<'b>(pub(super) &'b [u8]);

impl<'b> Reader<'b> {
    pub(super) fn take(&mut self, len: usize) -> &'b [u8] {
        let (taken, rest) = self.0.split_at(len.min(self.0.len()));
        self.0 = rest;
        taken
    }

    pub(super) fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or(0)
    }

    /// A number of four bytes, the least first; of fewer at the end.
    pub(super) fn word(&mut self) -> u32 {
        let mut word = [0; 4];
        for (byte, read) in word.iter_mut().zip(self.take(4)) {
            *byte = *read;
        }
        u32::from_le_bytes(word)
    }

    /// A number as [`varint`] writes it.
    pub(super) fn varint(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        number
    }

    pub(super) fn size(&mut self) -> usize {
        usize::try_from(self.varint()).unwrap_or(usize::MAX)
    }

    /// An id as [`id`] writes it.
    pub(super) fn id(&mut self, prefix: &[u8]) -> [u8; ID] {
        let shared = usize::from(self.byte()).min(prefix.len());
        joined(&prefix[..shared], self.take(ID - shared))
    }

    /// Passes over an id.
    pub(super) fn skip_id(&mut self) {
        let shared = usize::from(self.byte());
        self.take(ID.saturating_sub(shared));
    }

    /// Passes over bytes that have their number in front.
    pub(super) fn skip(&mut self) {
        let len = self.size();
        self.take(len);
    }

    /// A stamp as [`stamp`] writes it, told from another one.
    pub(super) fn stamp(&mut self, first: Stamp) -> Stamp {
        let packed = self.varint();
        let away = packed >> 2;
        let (mut millis, mut counter) = (first.at.millis(), 0);
        if packed & ODD == 0 {
            millis = millis.wrapping_add(away);
        } else {
            let odd = self.varint();
            counter = odd >> 1;
            millis = if odd & BEFORE == 0 {
                millis.wrapping_add(away)
            } else {
                millis.wrapping_sub(away)
            };
        }
        let node = if packed & ELSEWHERE == 0 {
            first.node
        } else {
            self.word()
        };
        let at = Hlc::from_parts(millis, counter);
        Stamp { at, node }
    }
}

/// The bit of a stamp that another node made it.
const ELSEWHERE: u64 = 1;
/// The bit of a stamp that it has a counter, or is from before: another number says that.
const ODD: u64 = 2;
/// The bit of that number that the stamp is from before.
const BEFORE: u64 = 1;

/// An id of the bytes that it shares with others, and its own.
pub(super) fn joined(shared: &[u8], own: &[u8]) -> [u8; ID] {
    let mut id = [0; ID];
    for (byte, known) in id.iter_mut().zip(shared.iter().chain(own)) {
        *byte = *known;
    }
    id
}

/// Appends a number, seven bits in each byte, the least first (LEB128).
pub(super) fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends an id: how many bytes of `prefix` it begins with, and the others.
pub(super) fn id(id: &[u8; ID], prefix: &[u8], out: &mut Vec<u8>) {
    let shared = shared(id, prefix);
    out.push(shared as u8);
    out.extend_from_slice(&id[shared..]);
}

/// Appends a stamp by how long after another one it is.
pub(super) fn stamp(stamp: Stamp, first: Stamp, out: &mut Vec<u8>) {
    // Of 48 bits, so that two more fit.
    let away = stamp.at.millis().abs_diff(first.at.millis());
    let is_before = stamp.at.millis() < first.at.millis();
    let counter = stamp.at.counter();
    let is_odd = counter != 0 || is_before;
    let is_elsewhere = stamp.node != first.node;
    let odd = if is_odd { ODD } else { 0 };
    varint(away << 2 | odd | u64::from(is_elsewhere), out);
    if is_odd {
        varint(counter << 1 | u64::from(is_before), out);
    }
    if is_elsewhere {
        out.extend(stamp.node.to_le_bytes());
    }
}

/// How many bytes two ids begin with alike.
pub(super) fn shared(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}
