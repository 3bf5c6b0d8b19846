//! Writing vCards.

use boxwood_model::Contact;

use super::line::escape;
use super::{CardVersion, SERVICES};

/// A contact as a card. Its links and the team's own fields have no place there. Version 2.1 is
/// written as 3.0.
#[must_use]
pub fn write_card(contact: &Contact, organization: Option<&str>, version: CardVersion) -> String {
    let is_newest = version == CardVersion::V4;
    let mut card = String::from("BEGIN:VCARD\r\n");
    let mut line = |head: &str, value: &str| {
        if !value.is_empty() {
            fold(&format!("{head}:{value}"), &mut card);
        }
    };
    line("VERSION", if is_newest { "4.0" } else { "3.0" });
    line("FN", &escape(&contact.display_name()));
    let names = [&contact.family_name.value, &contact.given_name.value];
    let [family, given] = names.map(|name| escape(name));
    line("N", &format!("{family};{given};;;"));
    for email in &contact.emails.value {
        line("EMAIL", &escape(email));
    }
    for phone in &contact.phones.value {
        line("TEL", &escape(phone));
    }
    for address in &contact.addresses.value {
        // An address is one text here, and the street is where it can be one.
        line("ADR", &format!(";;{};;;;", escape(address)));
    }
    line("ORG", &escape(organization.unwrap_or_default()));
    line("TITLE", &escape(&contact.title.value));
    line("NOTE", &escape(&contact.notes.value));
    for (handle, name) in &contact.handles {
        let service = SERVICES.iter().find(|(_, known)| known == handle);
        let head = match (service, is_newest) {
            (Some((service, _)), true) => {
                format!("SOCIALPROFILE;SERVICE-TYPE={service};VALUE=text")
            }
            (Some((service, _)), false) => format!("X-SOCIALPROFILE;TYPE={service}"),
            // The only one without a service: a page of their own.
            (None, _) => "URL".to_owned(),
        };
        line(&head, &escape(&name.value));
    }
    let photo = if is_newest {
        "PHOTO"
    } else {
        "PHOTO;VALUE=uri"
    };
    line(photo, &contact.photo_url.value);
    card.push_str("END:VCARD\r\n");
    card
}

/// Breaks a line after 75 bytes, never within a character (RFC 6350 §3.2).
fn fold(line: &str, out: &mut String) {
    const MOST: usize = 75;
    let mut left = MOST;
    for c in line.chars() {
        if c.len_utf8() > left {
            out.push_str("\r\n ");
            // The space counts.
            left = MOST - 1;
        }
        out.push(c);
        left -= c.len_utf8();
    }
    out.push_str("\r\n");
}
