//! Reading vCards: what a contact can hold, and a list of what it cannot.

use boxwood_model::{Handle, Limits};

use super::line::{Property, properties};
use super::{CardVersion, SERVICES};
use crate::decode;

/// A file of vCards.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardFile {
    /// The cards that could be read.
    pub cards: Vec<ParsedCard>,
    /// What is no card.
    pub errors: Vec<CardError>,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// There is no card.
    #[error("there is no card: one starts with BEGIN:VCARD")]
    NoCard,
    /// A card that is not closed.
    #[error("line {line}: the card is not closed with END:VCARD")]
    NotClosed {
        /// Where it starts, from 1.
        line: usize,
    },
    /// A version that is not known.
    #[error("line {line}: version {version} is not known: 2.1, 3.0 and 4.0 are")]
    UnknownVersion {
        /// Where, from 1.
        line: usize,
        /// The start of what is there.
        version: String,
    },
    /// Bytes that mean no character.
    #[error("byte {at} means no character: save the file again as UTF-8")]
    Malformed {
        /// Where, from the start of the file.
        at: usize,
    },
}

/// A property that is not carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCarried {
    /// The line of the file on which it starts, from 1.
    pub line: usize,
    /// Its name, such as `BDAY`; empty for a line that is no property.
    pub property: String,
    /// Whether some of it is: a name without the title before it, a firm without the department.
    pub is_partly_carried: bool,
}

/// What a card says about a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedCard {
    /// The line of the file on which it starts, from 1.
    pub line: usize,
    /// Its version.
    pub version: CardVersion,
    /// First names.
    pub given_name: String,
    /// Last name.
    pub family_name: String,
    /// What the person is at work.
    pub title: String,
    /// Free text.
    pub notes: String,
    /// E-mail addresses in lower case, the preferred ones first.
    pub emails: Vec<String>,
    /// Telephone numbers, the preferred ones first.
    pub phones: Vec<String>,
    /// Postal addresses, each as one text, the preferred ones first.
    pub addresses: Vec<String>,
    /// Names in other services.
    pub handles: Vec<(Handle, String)>,
    /// Where a picture is; empty if it is in the card itself or nowhere.
    pub photo_url: String,
    /// The name of the organization; empty if there is none.
    pub organization: String,
    /// What is not carried over.
    pub not_carried: Vec<NotCarried>,
}

/// Reads a file of cards in any encoding that is [known](crate::decode). A card with an error is
/// left out, and the others are read.
#[must_use]
pub fn read_cards(bytes: &[u8]) -> CardFile {
    let decoded = decode(bytes);
    let mut file = CardFile::default();
    if let Some(at) = decoded.first_malformed {
        file.errors.push(CardError::Malformed { at });
        return file;
    }
    let mut open: Option<Open> = None;
    for property in properties(&decoded.text) {
        let property = match (property, &mut open) {
            (Ok(property), _) => property,
            (Err(line), Some(card)) => {
                card.leave(line, "");
                continue;
            }
            (Err(_), None) => continue,
        };
        let is_card = property.value.trim().eq_ignore_ascii_case("VCARD");
        match (&*property.name, &mut open) {
            ("BEGIN", _) if is_card => {
                if let Some(before) = open.replace(Open::new(property.line)) {
                    file.errors.push(CardError::NotClosed {
                        line: before.card.line,
                    });
                }
            }
            ("END", Some(_)) if is_card => match open.take().map(Open::close) {
                Some(Ok(card)) => file.cards.push(card),
                Some(Err(error)) => file.errors.push(error),
                None => {}
            },
            (_, Some(card)) => card.take(&property),
            (_, None) => {}
        }
    }
    if let Some(card) = open {
        file.errors.push(CardError::NotClosed {
            line: card.card.line,
        });
    }
    if file.cards.is_empty() && file.errors.is_empty() {
        file.errors.push(CardError::NoCard);
    }
    file
}

/// A card that is being read.
struct Open {
    card: ParsedCard,
    full_name: String,
    role: String,
    preferred: [usize; 3],
    error: Option<CardError>,
}

impl Open {
    fn new(line: usize) -> Self {
        Self {
            card: ParsedCard {
                line,
                version: CardVersion::V3,
                given_name: String::new(),
                family_name: String::new(),
                title: String::new(),
                notes: String::new(),
                emails: Vec::new(),
                phones: Vec::new(),
                addresses: Vec::new(),
                handles: Vec::new(),
                photo_url: String::new(),
                organization: String::new(),
                not_carried: Vec::new(),
            },
            full_name: String::new(),
            role: String::new(),
            preferred: [0; 3],
            error: None,
        }
    }

    fn leave(&mut self, line: usize, property: &str) {
        self.card.not_carried.push(NotCarried {
            line,
            property: property.to_owned(),
            is_partly_carried: matches!(property, "N" | "ORG"),
        });
    }

    fn take(&mut self, property: &Property) {
        let is_preferred = property.has("TYPE", "PREF") || property.has("PREF", "1");
        let card = &mut self.card;
        let [emails, phones, addresses] = &mut self.preferred;
        let is_taken = match &*property.name {
            "VERSION" => {
                self.version(property);
                true
            }
            "FN" => set(&mut self.full_name, property.text()),
            "N" => take_name(card, &property.parts()),
            "EMAIL" => {
                let email = without_scheme(property.text(), "mailto:").to_lowercase();
                add(&mut card.emails, emails, email, is_preferred)
            }
            "TEL" => {
                let phone = without_scheme(property.text(), "tel:");
                add(&mut card.phones, phones, phone, is_preferred)
            }
            "ADR" => {
                let parts = property.parts();
                let parts: Vec<&str> = parts.iter().map(|part| &**part).collect();
                let filled: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                add(
                    &mut card.addresses,
                    addresses,
                    filled.join(", "),
                    is_preferred,
                )
            }
            "ORG" => {
                let parts = property.parts();
                let mut parts = parts.into_iter().filter(|part| !part.is_empty());
                let is_set = set(&mut card.organization, parts.next().unwrap_or_default());
                // A department is not carried over.
                is_set && parts.next().is_none()
            }
            "TITLE" => set(&mut card.title, property.text()),
            "ROLE" => set(&mut self.role, property.text()),
            "NOTE" => {
                if !card.notes.is_empty() {
                    card.notes.push_str("\n\n");
                }
                card.notes.push_str(&property.text());
                true
            }
            "URL" => take_handle(card, Handle::Website, property.text()),
            "PHOTO" => {
                let url = property.text();
                let is_url = url.starts_with("https://") || url.starts_with("http://");
                is_url && set(&mut card.photo_url, url)
            }
            "SOCIALPROFILE" | "X-SOCIALPROFILE" => {
                let service = SERVICES.iter().find(|(name, _)| {
                    property.has("TYPE", name) || property.has("SERVICE-TYPE", name)
                });
                service.is_some_and(|(_, handle)| take_handle(card, *handle, property.text()))
            }
            // What a card says about itself and not about the person.
            "REV" | "PRODID" => true,
            name => {
                let service = name
                    .strip_prefix("X-")
                    .unwrap_or_default()
                    .to_ascii_lowercase();
                let service = SERVICES.iter().find(|(known, _)| *known == service);
                service.is_some_and(|(_, handle)| take_handle(card, *handle, property.text()))
            }
        };
        if !is_taken {
            self.leave(property.line, &property.name);
        }
    }

    fn version(&mut self, property: &Property) {
        match property.value.trim() {
            "2.1" => self.card.version = CardVersion::V2,
            "3.0" => self.card.version = CardVersion::V3,
            "4.0" => self.card.version = CardVersion::V4,
            version => {
                self.error = Some(CardError::UnknownVersion {
                    line: property.line,
                    version: version.chars().take(20).collect(),
                });
            }
        }
    }

    fn close(self) -> Result<ParsedCard, CardError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let mut card = self.card;
        let is_nameless = card.given_name.is_empty() && card.family_name.is_empty();
        // Where nothing else is known, the full name is an address or an organization.
        let name = self.full_name;
        if is_nameless && !card.emails.contains(&name.to_lowercase()) && name != card.organization {
            let (given, family) = name.rsplit_once(' ').unwrap_or((&name, ""));
            card.given_name = given.trim().to_owned();
            card.family_name = family.to_owned();
        }
        if card.title.is_empty() {
            card.title = self.role;
        }
        Ok(card)
    }
}

/// Sets what is not set yet; says whether all of the property is carried over.
fn set(text: &mut String, value: String) -> bool {
    let is_free = text.is_empty();
    if is_free {
        *text = value;
    }
    is_free
}

/// Puts preferred ones before the others, each kind in the order in which it comes; not more than a
/// contact may have.
fn add(list: &mut Vec<String>, preferred: &mut usize, value: String, is_preferred: bool) -> bool {
    if value.is_empty() || list.contains(&value) {
        return true;
    }
    if list.len() >= Limits::ADDRESSES {
        return false;
    }
    if is_preferred {
        list.insert(*preferred, value);
        *preferred += 1;
    } else {
        list.push(value);
    }
    true
}

/// Family, given, additional names; a title before or after the name is not carried over.
fn take_name(card: &mut ParsedCard, parts: &[String]) -> bool {
    let part = |at: usize| parts.get(at).map_or("", String::as_str);
    let given = [part(1), part(2)];
    let given: Vec<&str> = given.into_iter().filter(|name| !name.is_empty()).collect();
    card.family_name = part(0).to_owned();
    card.given_name = given.join(" ");
    part(3).is_empty() && part(4).is_empty()
}

fn take_handle(card: &mut ParsedCard, handle: Handle, name: String) -> bool {
    let is_known = card.handles.iter().any(|(known, _)| *known == handle);
    if !is_known && !name.is_empty() {
        card.handles.push((handle, name));
    }
    !is_known
}

fn without_scheme(text: String, scheme: &str) -> String {
    match text.split_at_checked(scheme.len()) {
        Some((start, rest)) if start.eq_ignore_ascii_case(scheme) => rest.to_owned(),
        _ => text,
    }
}
