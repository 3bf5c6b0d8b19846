//! A mail as the suggester remembers it: keyed hashes, and nothing from which its text could be read.

use siphasher::sip::SipHasher24;

use crate::mail::Mail;
use crate::text;

/// How many bytes of a body and of a subject are looked at.
const BODY_BYTES: usize = 16 << 10;
const SUBJECT_BYTES: usize = 512;
/// How many bytes of an address or a name count.
const ADDRESS_BYTES: usize = 320;
/// How many of a body's words are looked at, and how many different ones are kept.
const BODY_WORDS: usize = 700;
const BODY_TERMS: usize = 256;
/// How many of a subject's words are kept.
const SUBJECT_WORDS: usize = 12;
/// How many recipients are looked at, and how many different ones are kept.
const RECIPIENTS_SEEN: usize = 256;
const RECIPIENTS: usize = 32;
/// The widths of hashes in bits: of a word of a body, and of a word of a subject or a recipient.
pub(crate) const BODY_BITS: u32 = 18;
pub(crate) const WORD_BITS: u32 = 24;

/// The user's own secret, from which all hashes are made. Two devices learn from each other only when they
/// have the same one; whoever lacks it cannot test a guess at a word.
#[derive(Clone)]
pub struct Key(SipHasher24);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}

/// What is hashed, so that an address and a word of the same letters are not the same.
#[derive(Clone, Copy)]
#[repr(u8)]
pub(crate) enum Kind {
    Key = 1,
    Mail = 2,
    Address = 3,
    Domain = 4,
    Name = 5,
    Thread = 6,
    Masked = 7,
    Subject = 8,
    Body = 9,
    MailToo = 10,
    Person = 11,
    Place = 12,
    Cipher = 13,
    Seal = 14,
    SealToo = 15,
}

impl Key {
    /// The key of these bytes, which should come from a source of randomness.
    #[must_use]
    pub fn new(bytes: &[u8; 16]) -> Self {
        Self(SipHasher24::new_with_key(bytes))
    }

    /// What is kept of a mail. The time it takes is bounded whatever the mail holds.
    #[must_use]
    pub fn read(&self, mail: &Mail<'_>) -> Features {
        let subject = text::beginning(mail.subject, SUBJECT_BYTES);
        let bare = text::bare_subject(subject).to_lowercase();
        let thread = match mail.thread {
            Some(thread) if !thread.is_empty() => self.hash32(Kind::Thread, thread.as_bytes()),
            _ if bare.is_empty() => 0,
            _ => self.hash32(Kind::Thread, bare.as_bytes()),
        };
        let mut recipients: Vec<u32> = mail
            .to
            .iter()
            .take(RECIPIENTS_SEEN)
            .map(|address| self.address(address) & mask(WORD_BITS))
            .collect();
        recipients.sort_unstable();
        recipients.dedup();
        recipients.truncate(RECIPIENTS);
        Features {
            mail: self.mail(mail.id),
            sender: self.address(mail.from),
            domain: self.domain(mail.from),
            name: self.name(mail.from_name),
            thread,
            masked: self.masked(&bare),
            recipients,
            subject: self.subject_words(&bare),
            body: self.body_terms(mail.body),
        }
    }

    /// What a mail is called where only the holders of the key shall know which one it is.
    #[must_use]
    pub fn name_of(&self, id: &str) -> [u8; 16] {
        let mut name = [0; 16];
        let (first, second) = name.split_at_mut(8);
        first.copy_from_slice(&self.mail(id).to_le_bytes());
        second.copy_from_slice(&self.hash64(Kind::MailToo, id.as_bytes()).to_le_bytes());
        name
    }

    /// A number for an address, the same for every way to write it. Two addresses have two numbers, but for one
    /// chance in so many that none will be met.
    #[must_use]
    pub fn person(&self, address: &str) -> u64 {
        let address = text::beginning(address.trim(), ADDRESS_BYTES).to_lowercase();
        self.hash64(Kind::Person, address.as_bytes())
    }

    /// A number for a domain, or for that of an address, as [`person`](Self::person) is one for an address.
    #[must_use]
    pub fn place(&self, address: &str) -> u64 {
        let address = text::beginning(address.trim(), ADDRESS_BYTES).to_lowercase();
        let domain = address.rsplit('@').next().unwrap_or_default();
        self.hash64(Kind::Place, domain.as_bytes())
    }

    /// A number by which keys are told apart; it does not give the key away.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.hash64(Kind::Key, b"boxwood")
    }

    pub(crate) fn mail(&self, id: &str) -> u64 {
        self.hash64(Kind::Mail, id.as_bytes())
    }

    pub(crate) fn address(&self, address: &str) -> u32 {
        let address = text::beginning(address.trim(), ADDRESS_BYTES).to_lowercase();
        if address.is_empty() {
            return 0;
        }
        self.hash32(Kind::Address, address.as_bytes())
    }

    /// The hash of the part behind the `@`, or of the whole where there is none.
    pub(crate) fn domain(&self, address: &str) -> u32 {
        let address = text::beginning(address.trim(), ADDRESS_BYTES).to_lowercase();
        let domain = address.rsplit('@').next().unwrap_or_default();
        if domain.is_empty() {
            return 0;
        }
        self.hash32(Kind::Domain, domain.as_bytes())
    }

    fn name(&self, name: &str) -> u32 {
        let mut letters = Vec::new();
        text::words(text::beginning(name, ADDRESS_BYTES), |word| {
            letters.extend_from_slice(word);
            letters.push(b' ');
            true
        });
        if letters.is_empty() {
            return 0;
        }
        self.hash32(Kind::Name, &letters)
    }

    /// The hash of a subject in which all numbers are the same: reports that come each day differ in no more.
    fn masked(&self, bare: &str) -> u32 {
        let mut masked = String::with_capacity(bare.len());
        for letter in bare.chars() {
            if letter.is_numeric() {
                if !masked.ends_with('#') {
                    masked.push('#');
                }
            } else {
                masked.push(letter);
            }
        }
        if masked.is_empty() {
            return 0;
        }
        self.hash32(Kind::Masked, masked.as_bytes())
    }

    pub(crate) fn subject_words(&self, subject: &str) -> Vec<u32> {
        let mut words = Vec::new();
        text::words(subject, |word| {
            words.push(self.hash32(Kind::Subject, word) & mask(WORD_BITS));
            words.len() < SUBJECT_WORDS
        });
        words
    }

    fn body_terms(&self, body: &str) -> Vec<u32> {
        let mut terms = Vec::new();
        text::words(text::beginning(body, BODY_BYTES), |word| {
            terms.push(self.hash32(Kind::Body, word) & mask(BODY_BITS));
            terms.len() < BODY_WORDS
        });
        terms.sort_unstable();
        terms.dedup();
        if terms.len() > BODY_TERMS {
            // Words are as good as chosen by lot, their hashes being.
            terms.truncate(BODY_TERMS);
        }
        terms
    }

    fn hash32(&self, kind: Kind, bytes: &[u8]) -> u32 {
        let hash = self.hash64(kind, bytes);
        // Zero says that there is none.
        ((hash >> 32) as u32).max(1)
    }

    pub(crate) fn hash64(&self, kind: Kind, bytes: &[u8]) -> u64 {
        let mut buffer = [0; 64];
        buffer[0] = kind as u8;
        match buffer.get_mut(1..=bytes.len()) {
            Some(room) => {
                room.copy_from_slice(bytes);
                self.0.hash(buffer.get(..=bytes.len()).unwrap_or_default())
            }
            None => {
                let mut long = Vec::with_capacity(bytes.len() + 1);
                long.push(kind as u8);
                long.extend_from_slice(bytes);
                self.0.hash(&long)
            }
        }
    }
}

/// The lowest `bits` bits.
pub(crate) const fn mask(bits: u32) -> u32 {
    (1 << bits) - 1
}

/// What is kept of a mail: hashes made with a [`Key`], each zero where the mail has no such part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Features {
    /// Which mail it is.
    pub(crate) mail: u64,
    pub(crate) sender: u32,
    pub(crate) domain: u32,
    pub(crate) name: u32,
    pub(crate) thread: u32,
    pub(crate) masked: u32,
    /// Sorted, each once.
    pub(crate) recipients: Vec<u32>,
    /// In their order.
    pub(crate) subject: Vec<u32>,
    /// Sorted, each once.
    pub(crate) body: Vec<u32>,
}

/// A number that stands for two others; it only spreads them, secrecy came with the hashes.
pub(crate) const fn pair(a: u32, b: u32) -> u32 {
    let mut x = ((a as u64) << 32 | b as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^= x >> 29;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (x >> 32) as u32
}
