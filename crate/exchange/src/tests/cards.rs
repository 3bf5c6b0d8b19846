//! A contact that is written as a card is read as the same contact.

use boxwood_model::{Contact, ContactId, Handle, Register};
use proptest::prelude::*;

use super::team::{OWNER, stamp};
use crate::{CardVersion, read_cards, write_card};

/// A line of text as the model keeps it: without control characters, and spaces around it.
fn line() -> impl Strategy<Value = String> {
    "[^\\p{Cc}]{0,90}".prop_map(|text| text.trim().to_owned())
}

proptest! {
    #[test]
    fn a_card_holds_a_contact(
        names in (line(), line(), line()),
        notes in proptest::collection::vec(line(), 0..3),
        emails in proptest::collection::btree_set("[a-z]{1,8}@[a-z;,\\\\]{1,5}\\.example", 1..4),
        phones in proptest::collection::btree_set("\\+[0-9]{3,9}", 0..3),
        address in line(),
        handle in line(),
        firm in line(),
        is_newest in any::<bool>(),
    ) {
        let mut contact = Contact::new(ContactId::from_bytes([1; 16]), OWNER, stamp(0));
        let (given, family, title) = names;
        contact.given_name.value = given;
        contact.family_name.value = family;
        contact.title.value = title;
        contact.notes.value = notes.join("\n").trim().to_owned();
        contact.emails.value = emails.into_iter().collect();
        contact.phones.value = phones.into_iter().collect();
        contact.addresses.value = Some(address).into_iter().filter(|a| !a.is_empty()).collect();
        let handle_of = if is_newest { Handle::LinkedIn } else { Handle::Website };
        contact.handles.insert(handle_of, Register::new(handle.clone(), stamp(0)));
        let version = if is_newest { CardVersion::V4 } else { CardVersion::V3 };

        let text = write_card(&contact, Some(&firm), version);
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        let file = read_cards(text.as_bytes());
        prop_assert_eq!(&file.errors, &[]);
        let [card] = &file.cards[..] else { panic!("{text}") };
        prop_assert_eq!(&card.not_carried, &[]);
        prop_assert_eq!(card.version, version);
        prop_assert_eq!(&card.given_name, &contact.given_name.value);
        prop_assert_eq!(&card.family_name, &contact.family_name.value);
        prop_assert_eq!(&card.title, &contact.title.value);
        prop_assert_eq!(&card.notes, &contact.notes.value);
        prop_assert_eq!(&card.emails, &contact.emails.value);
        prop_assert_eq!(&card.phones, &contact.phones.value);
        prop_assert_eq!(&card.addresses, &contact.addresses.value);
        prop_assert_eq!(&card.organization, &firm);
        let handles: Vec<_> = card.handles.iter().map(|(_, name)| name.clone()).collect();
        let expected: Vec<String> = Some(handle).into_iter().filter(|h| !h.is_empty()).collect();
        prop_assert_eq!(handles, expected);
    }
}
