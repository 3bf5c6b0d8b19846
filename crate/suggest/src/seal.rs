//! Sealing what is kept of a mail: hashes that are the same in two mails would tell that these share a word, and
//! whoever knows some of the mails would find out which.
//!
//! The nonce follows from what is sealed and what it is of (a synthetic one, as in RFC 5297), so that there is no
//! randomness in it, and proves at opening that nothing was changed.

use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher};

use crate::features::{Key, Kind};

/// How many bytes the proof has; its beginning is the nonce.
const PROOF: usize = 16;

/// Seals bytes about the mail of this name, and adds them to others.
pub(crate) fn seal(key: &Key, name: [u8; 16], mut plain: Vec<u8>, out: &mut Vec<u8>) {
    let proof = proof(key, name, &plain);
    cipher(key, &proof).apply_keystream(&mut plain);
    out.extend_from_slice(&proof);
    out.extend_from_slice(&plain);
}

/// The bytes that were sealed; none if they were changed since, or are about another mail.
pub(crate) fn open(key: &Key, name: [u8; 16], sealed: &[u8]) -> Option<Vec<u8>> {
    let (given, bytes) = sealed.split_first_chunk::<PROOF>()?;
    let mut plain = bytes.to_vec();
    cipher(key, given).apply_keystream(&mut plain);
    (proof(key, name, &plain) == *given).then_some(plain)
}

fn proof(key: &Key, name: [u8; 16], plain: &[u8]) -> [u8; PROOF] {
    let all = [&name, plain].concat();
    let mut proof = [0; PROOF];
    let (first, second) = proof.split_at_mut(8);
    first.copy_from_slice(&key.hash64(Kind::Seal, &all).to_le_bytes());
    second.copy_from_slice(&key.hash64(Kind::SealToo, &all).to_le_bytes());
    proof
}

fn cipher(key: &Key, proof: &[u8; PROOF]) -> ChaCha20 {
    let mut own = [0; 32];
    for (part, number) in own.chunks_exact_mut(8).zip(0_u8..) {
        part.copy_from_slice(&key.hash64(Kind::Cipher, &[number]).to_le_bytes());
    }
    let mut nonce = [0; 12];
    nonce.copy_from_slice(&proof[..12]);
    ChaCha20::new(&own.into(), &nonce.into())
}
