//! Features as few bytes. A sorted list of hashes is written as the steps between them, each in about as many
//! bits as it carries (Rice's code).

use crate::features::{BODY_BITS, Features, WORD_BITS};

/// Bytes that are not features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are not what was kept of a mail")]
pub struct NotFeatures;

pub(crate) fn pack(features: &Features) -> Box<[u8]> {
    let mut bits = Writer::default();
    for key in [
        features.sender,
        features.domain,
        features.name,
        features.thread,
        features.masked,
    ] {
        bits.number(u32::from(key != 0), 1);
        if key != 0 {
            bits.number(key, 32);
        }
    }
    bits.number(features.subject.len() as u32, 10);
    for word in &features.subject {
        bits.number(*word, WORD_BITS);
    }
    bits.sorted(&features.recipients, WORD_BITS);
    bits.sorted(&features.body, BODY_BITS);
    bits.finish()
}

pub(crate) fn unpack(mail: u64, bytes: &[u8]) -> Result<Features, NotFeatures> {
    let mut bits = Reader { bytes, at: 0 };
    let mut keys = [0; 5];
    for key in &mut keys {
        if bits.number(1)? == 1 {
            *key = bits.number(32)?;
        }
    }
    let [sender, domain, name, thread, masked] = keys;
    let count = bits.number(10)?;
    let subject = (0..count)
        .map(|_| bits.number(WORD_BITS))
        .collect::<Result<_, _>>()?;
    Ok(Features {
        mail,
        sender,
        domain,
        name,
        thread,
        masked,
        subject,
        recipients: bits.sorted(WORD_BITS)?,
        body: bits.sorted(BODY_BITS)?,
    })
}

/// How many bits of a step are written as they are: about as many as the mean step has.
fn plain_bits(count: u32, width: u32) -> u32 {
    width.saturating_sub(count.max(1).ilog2() + 1)
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    /// Bits that do not fill a byte yet, the first lowest, and how many.
    waiting: u64,
    count: u32,
}

impl Writer {
    /// At most 32 bits.
    fn number(&mut self, number: u32, bits: u32) {
        self.waiting |= u64::from(number) << self.count;
        self.count += bits;
        while self.count >= 8 {
            self.bytes.push(self.waiting as u8);
            self.waiting >>= 8;
            self.count -= 8;
        }
    }

    fn sorted(&mut self, list: &[u32], width: u32) {
        let count = list.len() as u32;
        self.number(count, 10);
        let plain = plain_bits(count, width);
        let mut last = 0;
        for number in list {
            let step = number - last;
            last = *number;
            for _ in 0..step >> plain {
                self.number(1, 1);
            }
            self.number(0, 1);
            self.number(step & ((1 << plain) - 1), plain);
        }
    }

    fn finish(mut self) -> Box<[u8]> {
        if self.count > 0 {
            self.bytes.push(self.waiting as u8);
        }
        self.bytes.into_boxed_slice()
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    /// In bits.
    at: usize,
}

impl Reader<'_> {
    fn number(&mut self, bits: u32) -> Result<u32, NotFeatures> {
        let (from, shift) = (self.at / 8, self.at % 8);
        let mut eight = [0; 8];
        let rest = self.bytes.get(from..).ok_or(NotFeatures)?;
        for (byte, own) in eight.iter_mut().zip(rest) {
            *byte = *own;
        }
        self.at += bits as usize;
        if self.at > self.bytes.len() * 8 {
            return Err(NotFeatures);
        }
        let number = u64::from_le_bytes(eight) >> shift & ((1 << bits) - 1);
        u32::try_from(number).map_err(|_| NotFeatures)
    }

    fn sorted(&mut self, width: u32) -> Result<Vec<u32>, NotFeatures> {
        let count = self.number(10)?;
        let plain = plain_bits(count, width);
        let mut last = 0_u32;
        (0..count)
            .map(|_| {
                let mut step = 0_u32;
                while self.number(1)? == 1 {
                    step += 1;
                }
                let step = step
                    .checked_mul(1 << plain)
                    .and_then(|step| step.checked_add(self.number(plain).ok()?))
                    .ok_or(NotFeatures)?;
                last = last.checked_add(step).ok_or(NotFeatures)?;
                if last >> width != 0 {
                    return Err(NotFeatures);
                }
                Ok(last)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    use super::*;

    fn features() -> impl Strategy<Value = Features> {
        let keys = proptest::array::uniform5(any::<u32>());
        let lists = (
            vec(0..1_u32 << WORD_BITS, 0..13),
            btree_set(0..1_u32 << WORD_BITS, 0..33),
            btree_set(0..1_u32 << BODY_BITS, 0..257),
        );
        (any::<u64>(), keys, lists).prop_map(|(mail, keys, (subject, recipients, body))| {
            let [sender, domain, name, thread, masked] = keys;
            Features {
                mail,
                sender,
                domain,
                name,
                thread,
                masked,
                subject,
                recipients: recipients.into_iter().collect(),
                body: body.into_iter().collect(),
            }
        })
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(features in features()) {
            let bytes = pack(&features);
            prop_assert_eq!(unpack(features.mail, &bytes), Ok(features));
        }

        #[test]
        fn any_bytes_are_features_or_refused(bytes in vec(any::<u8>(), 0..300)) {
            if let Ok(features) = unpack(0, &bytes) {
                prop_assert!(features.body.is_sorted() && features.recipients.is_sorted());
            }
        }
    }

    #[test]
    fn a_usual_mail_takes_less_than_two_bytes_a_word() {
        let body: Vec<u32> = (0..110).map(|at| at * 2377 + at * at % 97).collect();
        let mail = Features {
            mail: 0,
            sender: 0,
            domain: 0,
            name: 0,
            thread: 0,
            masked: 0,
            recipients: Vec::new(),
            subject: Vec::new(),
            body,
        };
        assert!(pack(&mail).len() < 210);
    }
}
