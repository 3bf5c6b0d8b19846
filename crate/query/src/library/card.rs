//! A contact, organization, pipeline or snippet as the language asks about it.

use boxwood_model::{Contact, Key, Millis, Organization, Pipeline, Records, Snippet, own_domain};

use crate::language::{Content, Document, Field, State};
use crate::search::Findable;

/// What a record holds, field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Card {
    pub(super) made: Millis,
    pieces: Vec<(Field, Piece)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Person(String, String),
    Moment(Millis),
}

impl Card {
    /// The record with this key; nothing for one that is gone or deleted, and for other kinds.
    pub(super) fn of(key: Key, records: &dyn Records) -> Option<Self> {
        match key {
            Key::Contact(id) => {
                let contact = records.contact(id).filter(|it| !it.deleted.value)?;
                Some(Self::contact(contact, records))
            }
            Key::Organization(id) => {
                let known = records.organization(id).filter(|it| !it.deleted.value)?;
                Some(Self::organization(known))
            }
            Key::Pipeline(id) => {
                let pipeline = records.pipeline(id).filter(|it| !it.deleted.value)?;
                Some(Self::pipeline(pipeline))
            }
            Key::Snippet(id) => {
                let snippet = records.snippet(id).filter(|it| !it.deleted.value)?;
                Some(Self::snippet(snippet))
            }
            _ => None,
        }
    }

    fn contact(contact: &Contact, records: &dyn Records) -> Self {
        let mut card = Self::made(contact.created_at);
        let name = contact.display_name();
        card.text(Field::Name, &name);
        card.text(Field::Notes, &contact.notes.value);
        card.text(Field::Notes, &contact.title.value);
        card.texts(Field::Notes, &contact.phones.value);
        card.texts(Field::Notes, &contact.addresses.value);
        for email in &contact.emails.value {
            let person = Piece::Person(name.clone(), email.clone());
            card.pieces.push((Field::Contact, person));
            card.text(Field::Email, email);
            if let Some(domain) = own_domain(email) {
                card.text(Field::Domain, domain);
            }
        }
        for id in boxwood_model::elements(&contact.organizations) {
            if let Some(known) = records.organization(*id) {
                card.text(Field::Org, &known.name.value);
            }
        }
        card
    }

    fn organization(known: &Organization) -> Self {
        let mut card = Self::made(known.created_at);
        card.text(Field::Name, &known.name.value);
        card.text(Field::Org, &known.name.value);
        card.text(Field::Notes, &known.notes.value);
        card.text(Field::Notes, &known.industry.value);
        card.texts(Field::Notes, &known.phones.value);
        card.texts(Field::Notes, &known.addresses.value);
        card.texts(Field::Domain, &known.domains.value);
        card
    }

    fn pipeline(pipeline: &Pipeline) -> Self {
        let mut card = Self::made(pipeline.created_at);
        card.text(Field::Name, &pipeline.name.value);
        card.text(Field::Pipeline, &pipeline.name.value);
        for (_, stage) in pipeline.stages_in_order() {
            card.text(Field::Stage, &stage.name.value);
        }
        card
    }

    fn snippet(snippet: &Snippet) -> Self {
        let mut card = Self::made(snippet.created_at);
        card.text(Field::Name, &snippet.name.value);
        card.text(Field::Name, &snippet.shortcut.value);
        card.text(Field::Subject, &snippet.subject.value);
        card.text(Field::Notes, &snippet.text.value);
        card
    }

    fn made(at: Millis) -> Self {
        Self {
            made: at,
            pieces: vec![(Field::Created, Piece::Moment(at))],
        }
    }

    fn texts(&mut self, field: Field, texts: &[String]) {
        texts.iter().for_each(|text| self.text(field, text));
    }

    fn text(&mut self, field: Field, text: &str) {
        if !text.is_empty() {
            self.pieces.push((field, Piece::Text(text.to_owned())));
        }
    }
}

impl Piece {
    fn content(&self) -> Content<'_> {
        match self {
            Self::Text(text) => Content::Text(text),
            Self::Person(name, address) => Content::Person {
                id: None,
                name,
                address,
            },
            Self::Moment(at) => Content::Moment(*at),
        }
    }
}

impl Document for Card {
    fn any(&self, field: Field, test: &mut dyn FnMut(Content<'_>) -> bool) -> bool {
        let held = self
            .pieces
            .iter()
            .filter(|(of, _)| *of == field || (field == Field::Any && of.is_anywhere()));
        held.map(|(_, piece)| piece).any(|it| test(it.content()))
    }

    fn is(&self, _state: State, _now: Millis) -> bool {
        false
    }
}

impl Findable for Card {
    fn each(&self, see: &mut dyn FnMut(Field, Content<'_>)) {
        for (field, piece) in &self.pieces {
            see(*field, piece.content());
        }
    }

    fn states(&self, _see: &mut dyn FnMut(State, Millis)) {}
}
