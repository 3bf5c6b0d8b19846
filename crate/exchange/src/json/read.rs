//! Reading a document: record by record, so that memory holds the records and one line more.

use std::collections::BTreeMap;
use std::fmt;

use boxwood_model::State;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::form::{Fault, Form, Step};
use super::node::Node;
use super::{JSON_FORMAT, JSON_VERSION, JsonError, JsonProblem};

/// Reads what [`JsonExport`](super::JsonExport) wrote.
///
/// # Errors
/// The first thing in the document that is not as it should be, and where it is. JSON that is nested
/// deeper than 128 levels is refused.
pub fn read_json(text: &str) -> Result<State, JsonError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut document = Document::default();
    let read = deserializer.deserialize_map(Reader(&mut document));
    let read = read.and_then(|()| deserializer.end());
    match (read, document.fault) {
        (_, Some(fault)) => Err(JsonError {
            path: fault.path(),
            problem: fault.problem,
        }),
        (Err(error), None) => Err(JsonError {
            path: "$".to_owned(),
            problem: JsonProblem::Syntax(error.to_string()),
        }),
        (Ok(()), None) => Ok(document.state),
    }
}

#[derive(Default)]
struct Document {
    state: State,
    /// The parts that were read.
    seen: Vec<String>,
    /// What was wrong: serde's errors have no place for it.
    fault: Option<Fault>,
}

const SECTIONS: [&str; 12] = [
    "format",
    "version",
    "team",
    "members",
    "pipelines",
    "boxes",
    "invitations",
    "contacts",
    "organizations",
    "snippets",
    "views",
    "settings",
];

struct Reader<'d>(&'d mut Document);

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self(document) = self;
        while let Some(name) = entries.next_key::<String>()? {
            if document.seen.contains(&name) {
                return Err(document.stop(JsonProblem::Twice(name).into()));
            }
            // Nothing is understood before it is known what it is.
            if document.seen.len() < 2 && !["format", "version"].contains(&&*name) {
                let missing = SECTIONS
                    .iter()
                    .find(|one| !document.seen.iter().any(|s| s == *one));
                let missing = missing.map_or_else(String::new, |name| (*name).to_owned());
                return Err(document.stop(JsonProblem::Missing(missing).into()));
            }
            document.section(&name, &mut entries)?;
            document.seen.push(name);
        }
        let missing = SECTIONS
            .iter()
            .find(|one| !document.seen.iter().any(|s| s == *one));
        match missing {
            Some(name) => Err(document.stop(JsonProblem::Missing((*name).to_owned()).into())),
            None => Ok(()),
        }
    }
}

impl Document {
    fn stop<E: Error>(&mut self, fault: Fault) -> E {
        self.fault = Some(fault);
        E::custom("the document is not as it should be")
    }

    fn section<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        entries: &mut A,
    ) -> Result<(), A::Error> {
        let Self { state, fault, .. } = self;
        match name {
            "format" | "version" | "team" => {
                let node: Node = entries.next_value()?;
                let read = self.head(name, node);
                read.map_err(|fault| self.stop(fault.at(Step::Name(name.to_owned()))))
            }
            "members" => {
                entries.next_value_seed(Records(name, &mut state.members, fault, |r| r.id))
            }
            "pipelines" => {
                entries.next_value_seed(Records(name, &mut state.pipelines, fault, |r| r.id))
            }
            "boxes" => entries.next_value_seed(Records(name, &mut state.boxes, fault, |r| r.id)),
            "invitations" => {
                entries.next_value_seed(Records(name, &mut state.invitations, fault, |r| r.id))
            }
            "contacts" => {
                entries.next_value_seed(Records(name, &mut state.contacts, fault, |r| r.id))
            }
            "organizations" => {
                entries.next_value_seed(Records(name, &mut state.organizations, fault, |r| r.id))
            }
            "snippets" => {
                entries.next_value_seed(Records(name, &mut state.snippets, fault, |r| r.id))
            }
            "views" => entries.next_value_seed(Records(name, &mut state.views, fault, |r| r.id)),
            "settings" => {
                entries.next_value_seed(Records(name, &mut state.settings, fault, |r| r.user))
            }
            _ => {
                let name: String = name.chars().take(40).collect();
                Err(self.stop(JsonProblem::Unknown(name).into()))
            }
        }
    }

    fn head(&mut self, name: &str, node: Node) -> Result<(), Fault> {
        match name {
            "format" => match node {
                Node::Text(format) if format == JSON_FORMAT => Ok(()),
                _ => Err(JsonProblem::Wanted("\"boxwood\"").into()),
            },
            "version" => match u32::read(node)? {
                JSON_VERSION => Ok(()),
                has => Err(JsonProblem::Version { has }.into()),
            },
            _ => {
                self.state.team = Form::read(node)?;
                Ok(())
            }
        }
    }
}

/// Reads a list of records into a map.
struct Records<'d, K, V>(
    &'d str,
    &'d mut BTreeMap<K, V>,
    &'d mut Option<Fault>,
    fn(&V) -> K,
);

impl<'de, K: Ord + fmt::Display, V: Form> DeserializeSeed<'de> for Records<'_, K, V> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, K: Ord + fmt::Display, V: Form> Visitor<'de> for Records<'_, K, V> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self(name, records, fault, id_of) = self;
        let mut at = 0;
        while let Some(node) = items.next_element::<Node>()? {
            let read = V::read(node).and_then(|record| {
                let id = id_of(&record);
                if records.contains_key(&id) {
                    return Err(JsonProblem::Twice(id.to_string()).into());
                }
                records.insert(id, record);
                Ok(())
            });
            if let Err(wrong) = read {
                let way = wrong.at(Step::Item(at)).at(Step::Name(name.to_owned()));
                *fault = Some(way);
                return Err(A::Error::custom("a record is not as it should be"));
            }
            at += 1;
        }
        Ok(())
    }
}
