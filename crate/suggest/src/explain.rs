//! Why a box is suggested, as data; the screen has the words.

use boxwood_model::{Arrange as _, BoxId};

use crate::counts::{DOMAIN, FIRST_WORDS, LEFT, MASKED, NAME, PEOPLE, SENDER, THREAD};
use crate::features::Features;
use crate::hints::Hint;
use crate::suggester::Suggester;

/// What mails have in common with this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The conversation.
    Thread,
    /// The sender's address.
    Sender,
    /// The sender's name.
    SenderName,
    /// The subject, but for its numbers.
    Subject,
    /// The first words of the subject.
    SubjectBeginning,
    /// All recipients.
    Recipients,
    /// The domain of the sender's address.
    Domain,
}

/// One reason for a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Of the last `of` filed mails with this likeness, `here` went to the box.
    Filed {
        /// What they have in common.
        likeness: Likeness,
        /// How many went to the box.
        here: usize,
        /// How many were filed; a thousand at most.
        of: usize,
    },
    /// The sender is a contact of the box.
    SenderIsContact,
    /// A recipient is a contact of the box.
    RecipientIsContact,
    /// The sender writes from the domain of an organization of the box.
    DomainOfOrganization,
    /// The box's name is in the subject.
    NameInSubject,
}

/// Likenesses with the keys that stand for them, the most telling first.
const LIKENESSES: [(Likeness, usize); 7] = [
    (Likeness::Thread, THREAD),
    (Likeness::Sender, SENDER),
    (Likeness::SenderName, NAME),
    (Likeness::Subject, MASKED),
    (Likeness::SubjectBeginning, FIRST_WORDS),
    (Likeness::Recipients, PEOPLE),
    (Likeness::Domain, DOMAIN),
];
/// How many mails of a likeness are counted.
const COUNTED: usize = 1000;

impl Suggester {
    /// Why a mail could belong to a box: first what was filed there, the largest part first, then what the box holds.
    #[must_use]
    pub fn explain(&self, features: &Features, id: BoxId) -> Vec<Reason> {
        let keys = features.keys();
        let counts = &self.model.counts;
        let mut filed: Vec<(Likeness, usize, usize)> = Vec::new();
        if let Some(own) = counts.place(id) {
            for (likeness, key) in LIKENESSES {
                let events = counts.key(keys[key]).iter().rev();
                let (mut here, mut of) = (0, 0);
                for place in events.filter(|place| **place != LEFT).take(COUNTED) {
                    of += 1;
                    here += usize::from(*place == own);
                }
                if here > 0 {
                    filed.push((likeness, here, of));
                }
            }
        }
        // By here / of, compared as whole numbers; what is as large stays in order.
        filed.arrange_by_key(|(_, here, of)| std::cmp::Reverse(here * COUNTED * 10 / of));
        let hints = self.hints.met(features);
        let hinted = hints.iter().filter(|(hinted, ..)| *hinted == id);
        let mut held: Vec<Hint> = hinted.map(|(_, hint, _)| *hint).collect();
        held.arrange();
        held.dedup();
        let filed =
            filed
                .into_iter()
                .map(|(likeness, here, of)| Reason::Filed { likeness, here, of });
        filed
            .chain(held.into_iter().map(|hint| match hint {
                Hint::Sender => Reason::SenderIsContact,
                Hint::Recipient => Reason::RecipientIsContact,
                Hint::Domain => Reason::DomainOfOrganization,
                Hint::Name => Reason::NameInSubject,
            }))
            .collect()
    }
}
