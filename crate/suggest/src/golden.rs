//! A number that stands for all that the model says after an invented history, to compare platforms by.

use boxwood_model::BoxId;

use crate::{Key, Mail, Outcome, Suggester};

/// What [`number`] is on every platform; it changes when the model or what it starts from does.
pub const EXPECTED: u64 = 0xffee_27f6_cb21_c835;

/// Teaches three hundred invented mails and mixes the bits of all that was said before each.
#[must_use]
pub fn number() -> u64 {
    let key = Key::new(b"the golden key..");
    let mut suggester = Suggester::new(key);
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut mix = |number: u32| {
        hash = (hash ^ u64::from(number)).wrapping_mul(0x0000_0100_0000_01b3);
    };
    for number in 0..300_u64 {
        let roll = |salt: u64, end: u64| (number * 7919 + salt * 104_729) % 1009 % end;
        let topic = roll(1, 9);
        let sender = format!("p{}@firm{topic}.example", roll(2, 4));
        let subject = format!("topic{topic} item{} nr {}", roll(3, 20), number);
        let body: String = (0..20 + roll(4, 30))
            .map(|word| {
                format!(
                    "word{} topic{topic}word{} ",
                    roll(word + 5, 50),
                    roll(word + 6, 40)
                )
            })
            .collect();
        let features = suggester.read(&Mail {
            id: &number.to_string(),
            thread: None,
            from: &sender,
            from_name: "Same Name",
            to: &["me@here.example"],
            subject: &subject,
            body: &body,
        });
        let when = 1_770_000_000_000 + number * 9_876_543;
        let said = suggester.suggest(&features, when);
        mix(said.belongs.to_bits());
        for choice in said.choices {
            mix(choice.probability.to_bits());
            mix(u32::from(choice.id.as_bytes()[5]));
        }
        let id = BoxId::from_parts(if roll(9, 11) == 0 { roll(8, 12) } else { topic }, [1; 10]);
        let outcome = match roll(7, 6) {
            0 => Outcome::Left,
            1 if roll(8, 5) == 0 => Outcome::Dismissed(id),
            _ => Outcome::Filed(id),
        };
        suggester.learn(&features, outcome, when);
        if number % 37 == 36 {
            suggester.unlearn(&(number / 2).to_string(), when);
        }
    }
    hash
}
