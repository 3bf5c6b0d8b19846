//! Reasons are counts that can be checked by hand.

use super::*;
use crate::{BoxHints, Likeness, Reason};

#[test]
fn says_how_many_of_the_senders_mails_went_there() {
    let mut suggester = Suggester::new(key());
    let mail = |id: &str, subject: &str| {
        key().read(&Mail {
            id,
            from: "Ana@Hill.example",
            subject,
            ..Mail::default()
        })
    };
    for number in 0..12_u64 {
        let id = if number == 4 { box_id(2) } else { box_id(1) };
        let mail = mail(&number.to_string(), &format!("subject{number}"));
        suggester.learn(&mail, Outcome::Filed(id), day(number));
    }
    suggester.learn(&mail("left", "other"), Outcome::Left, day(13));
    let reasons = suggester.explain(&mail("new", "unheard of"), box_id(1));
    assert_eq!(
        reasons,
        [
            Reason::Filed {
                likeness: Likeness::Sender,
                here: 11,
                of: 12
            },
            Reason::Filed {
                likeness: Likeness::Domain,
                here: 11,
                of: 12
            },
        ]
    );
    let same = suggester.explain(&mail("new", "RE: Subject4"), box_id(2));
    assert_eq!(
        same[0],
        Reason::Filed {
            likeness: Likeness::Thread,
            here: 1,
            of: 1
        }
    );
    assert_eq!(suggester.explain(&mail("new", "unheard of"), box_id(3)), []);
}

#[test]
fn says_what_of_the_box_is_in_the_mail() {
    let mut suggester = Suggester::new(key());
    suggester.describe(
        box_id(1),
        &BoxHints {
            contacts: &["ana@hill.example", "bo@vale.example"],
            domains: &["hill.example"],
            name: "Hill Foods",
        },
    );
    let mail = key().read(&Mail {
        id: "1",
        from: "ana@hill.example",
        to: &["bo@vale.example"],
        subject: "Offer for Hill Foods, 2nd part",
        ..Mail::default()
    });
    assert_eq!(
        suggester.explain(&mail, box_id(1)),
        [
            Reason::SenderIsContact,
            Reason::RecipientIsContact,
            Reason::DomainOfOrganization,
            Reason::NameInSubject,
        ]
    );
}
