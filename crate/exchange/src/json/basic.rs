//! The forms of texts, numbers, moments, ids, lists, maps and registers.

use std::str::FromStr;

use boxwood_model::{
    Arrange as _, BoxId, ChoiceId, Colour, CommentId, ContactId, Date, Decimal, FieldId, FileId,
    Handle, Hlc, InvitationId, Limits, LiteMap, MeetingId, MessageId, Millis, OrderKey,
    OrganizationId, PermissionSetId, PipelineId, Register, SnippetId, StageHistory, StageId, Stamp,
    TaskId, ThreadId, UserId, ViewId,
};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as SerdeError, U64Deserializer};

use super::JsonProblem;
use super::form::{Fault, Form, KeyForm, ObjectIn, ObjectOut, Step, quote};
use super::node::Node;
use crate::moment::{moment_text, read_moment};

/// Characters of the longest text that there is.
const TEXT: usize = Limits::NOTES;
/// Entries of the largest map or list. A rule is about one edit, and edits that did not know of each
/// other add up, so there may be several times as many as the most that one may make.
const ENTRIES: usize = 10 * Limits::MAILS;

impl Form for String {
    fn write(&self, out: &mut String) {
        quote(self, out);
    }

    fn read(node: Node) -> Result<Self, Fault> {
        match node {
            Node::Text(text) if text.len() > TEXT && text.chars().count() > TEXT => {
                Err(JsonProblem::TooLong { most: TEXT }.into())
            }
            Node::Text(text) => Ok(text),
            _ => Err(JsonProblem::Wanted("a text").into()),
        }
    }
}

impl Form for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }

    fn read(node: Node) -> Result<Self, Fault> {
        match node {
            Node::Flag(flag) => Ok(flag),
            _ => Err(JsonProblem::Wanted("true or false").into()),
        }
    }
}

macro_rules! small_numbers {
    ($($number:ty, $wanted:literal;)*) => {$(
        impl Form for $number {
            fn write(&self, out: &mut String) {
                out.push_str(&self.to_string());
            }

            fn read(node: Node) -> Result<Self, Fault> {
                let number = match node {
                    Node::Number(number) => Self::try_from(number).ok(),
                    _ => None,
                };
                number.ok_or_else(|| JsonProblem::Wanted($wanted).into())
            }
        }
    )*};
}

small_numbers! {
    u8, "a whole number up to 255";
    u16, "a whole number up to 65535";
    u32, "a whole number up to 4294967295";
}

/// What has one text that says all of it.
macro_rules! texts {
    ($($kind:ty, $wanted:literal, |$value:ident| $text:expr, |$read:ident| $parsed:expr;)*) => {$(
        impl Form for $kind {
            fn write(&self, out: &mut String) {
                let $value = self;
                quote(&$text, out);
            }

            fn read(node: Node) -> Result<Self, Fault> {
                let wrong = JsonProblem::Wanted($wanted);
                let Node::Text($read) = node else {
                    return Err(wrong.into());
                };
                let parsed: Option<Self> = $parsed;
                parsed.ok_or_else(|| wrong.into())
            }
        }
    )*};
}

texts! {
    Millis, "a moment such as 2026-03-09T10:00:00.000Z",
        |at| moment_text(*at), |text| read_moment(&text);
    Date, "a date such as 2026-03-09",
        |date| date.to_string(), |text| text.parse().ok();
    Decimal, "a number as text, such as \"12.50\"",
        |number| number.to_string(),
        |text| Decimal::from_str_exact(&text).ok().filter(|number| number.to_string() == text);
    Colour, "a colour such as #1a73e8",
        |colour| colour.to_string(), |text| text.parse().ok();
    OrderKey, "a place in an order: an even number of hexadecimal digits",
        |order| order.to_string(), |text| read_order(&text);
    Stamp, "a stamp such as 2026-03-09T10:00:00.000Z/0/0a0b0c0d",
        |stamp| stamp_text(*stamp), |text| read_stamp(&text);
    ThreadId, "a thread id", |id| id.0, |text| short(text).map(ThreadId);
    MessageId, "a message id", |id| id.0, |text| short(text).map(MessageId);
}

fn short(text: String) -> Option<String> {
    (text.len() <= TEXT).then_some(text)
}

/// Reads a place in an order. What is not plain hexadecimal digits does not get to the library, which
/// takes a text apart by bytes.
fn read_order(text: &str) -> Option<OrderKey> {
    let is_hex = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let is_fine = is_hex && text.len().is_multiple_of(2) && text.len() <= TEXT;
    is_fine.then(|| OrderKey::from_string(text).ok()).flatten()
}

/// The bits of a reading: its milliseconds, and below them 16 of the count. There is no other way to
/// the count than the reading's own serialised form.
fn hlc_bits(at: Hlc) -> u64 {
    let bits = serde_json::to_value(at);
    bits.ok().and_then(|bits| bits.as_u64()).unwrap_or_default()
}

fn stamp_text(stamp: Stamp) -> String {
    let count = hlc_bits(stamp.at) & 0xffff;
    let at = moment_text(stamp.at.millis());
    format!("{at}/{count}/{:08x}", stamp.node)
}

fn read_stamp(text: &str) -> Option<Stamp> {
    let mut parts = text.split('/');
    let millis = read_moment(parts.next()?)?;
    let count: u16 = parts.next()?.parse().ok()?;
    let node = u32::from_str_radix(parts.next()?, 16).ok()?;
    let bits = hlc_bits(Hlc::at(millis)) | u64::from(count);
    let bits: U64Deserializer<SerdeError> = bits.into_deserializer();
    let at = Hlc::deserialize(bits).ok()?;
    let stamp = Stamp { at, node };
    (stamp_text(stamp) == text).then_some(stamp)
}

macro_rules! ids {
    ($($id:ident),* $(,)?) => {$(
        texts! {
            $id, "an id: 32 hexadecimal digits in five groups",
                |id| id.to_string(), |text| $id::from_str(&text).ok();
        }

        impl KeyForm for $id {
            const WANTED: &'static str = "an id: 32 hexadecimal digits in five groups";

            fn text(&self) -> String {
                self.to_string()
            }

            fn parse(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}

ids! {
    BoxId, ChoiceId, CommentId, ContactId, FieldId, FileId, InvitationId, MeetingId,
    OrganizationId, PermissionSetId, PipelineId, SnippetId, StageId, TaskId, UserId, ViewId,
}

impl KeyForm for Stamp {
    const WANTED: &'static str = "a stamp such as 2026-03-09T10:00:00.000Z/0/0a0b0c0d";

    fn text(&self) -> String {
        stamp_text(*self)
    }

    fn parse(text: &str) -> Option<Self> {
        read_stamp(text)
    }
}

macro_rules! text_keys {
    ($($id:ident),*) => {$(
        impl KeyForm for $id {
            const WANTED: &'static str = "an id";

            fn text(&self) -> String {
                self.0.clone()
            }

            fn parse(text: &str) -> Option<Self> {
                short(text.to_owned()).map(Self)
            }
        }
    )*};
}

text_keys!(ThreadId, MessageId);

/// A reaction: an emoji and who put it there.
impl KeyForm for (String, UserId) {
    const WANTED: &'static str = "an emoji, a slash and a person's id";

    fn text(&self) -> String {
        format!("{}/{}", self.0, self.1)
    }

    fn parse(text: &str) -> Option<Self> {
        let (emoji, person) = text.rsplit_once('/')?;
        Some((emoji.to_owned(), person.parse().ok()?))
    }
}

impl KeyForm for Handle {
    const WANTED: &'static str = "twitter, facebook, linked_in, instagram, git_hub or website";

    fn text(&self) -> String {
        super::variants::handle_name(*self).to_owned()
    }

    fn parse(text: &str) -> Option<Self> {
        super::variants::handle_of(text)
    }
}

impl<T: Form> Form for Option<T> {
    fn write(&self, out: &mut String) {
        match self {
            None => out.push_str("null"),
            Some(value) => value.write(out),
        }
    }

    fn read(node: Node) -> Result<Self, Fault> {
        match node {
            Node::Null => Ok(None),
            node => T::read(node).map(Some),
        }
    }
}

impl<T: Form> Form for Vec<T> {
    fn write(&self, out: &mut String) {
        out.push('[');
        for (at, item) in self.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            item.write(out);
        }
        out.push(']');
    }

    fn read(node: Node) -> Result<Self, Fault> {
        let Node::List(items) = node else {
            return Err(JsonProblem::Wanted("a list").into());
        };
        if items.len() > ENTRIES {
            return Err(JsonProblem::TooMany { most: ENTRIES }.into());
        }
        let read = |(at, item)| T::read(item).map_err(|fault| fault.at(Step::Item(at)));
        items.into_iter().enumerate().map(read).collect()
    }
}

/// A pair is a list of two.
impl<A: Form, B: Form> Form for (A, B) {
    fn write(&self, out: &mut String) {
        out.push('[');
        self.0.write(out);
        out.push(',');
        self.1.write(out);
        out.push(']');
    }

    fn read(node: Node) -> Result<Self, Fault> {
        let items = match node {
            Node::List(items) => <[Node; 2]>::try_from(items).ok(),
            _ => None,
        };
        let [a, b] = items.ok_or(JsonProblem::Wanted("a list of two"))?;
        let a = A::read(a).map_err(|fault| fault.at(Step::Item(0)))?;
        let b = B::read(b).map_err(|fault| fault.at(Step::Item(1)))?;
        Ok((a, b))
    }
}

impl<K: KeyForm, V: Form> Form for LiteMap<K, V> {
    fn write(&self, out: &mut String) {
        let mut object = ObjectOut::new(out);
        for (key, value) in self {
            object.put(&key.text(), value);
        }
        object.end();
    }

    fn read(node: Node) -> Result<Self, Fault> {
        let Node::Object(entries) = node else {
            return Err(JsonProblem::Wanted("an object").into());
        };
        if entries.len() > ENTRIES {
            return Err(JsonProblem::TooMany { most: ENTRIES }.into());
        }
        let mut sorted = Vec::with_capacity(entries.len());
        for (name, node) in entries {
            let Some(key) = K::parse(&name) else {
                return Err(Fault::from(JsonProblem::Wanted(K::WANTED)).at(Step::Name(name)));
            };
            match V::read(node) {
                Ok(value) => sorted.push((key, value)),
                Err(fault) => return Err(fault.at(Step::Name(name))),
            }
        }
        // A map in the order of its keys is filled from the end at no cost; a hostile one is sorted once.
        sorted.arrange_by(|(a, _), (b, _)| a.cmp(b));
        let mut map = Self::new();
        for (key, value) in sorted {
            let name = key.text();
            if map.insert(key, value).is_some() {
                return Err(JsonProblem::Twice(name.chars().take(40).collect()).into());
            }
        }
        Ok(map)
    }
}

/// A history is a map.
impl Form for StageHistory {
    fn write(&self, out: &mut String) {
        self.iter().collect::<LiteMap<_, _>>().write(out);
    }

    fn read(node: Node) -> Result<Self, Fault> {
        LiteMap::read(node).map(Self::from)
    }
}

impl<T: Form> Form for Register<T> {
    fn write(&self, out: &mut String) {
        let mut object = ObjectOut::new(out);
        object.put("value", &self.value);
        object.put("stamp", &self.stamp);
        object.end();
    }

    fn read(node: Node) -> Result<Self, Fault> {
        let mut object = ObjectIn::new(node)?;
        let register = Self {
            value: object.take("value")?,
            stamp: object.take("stamp")?,
        };
        object.end()?;
        Ok(register)
    }
}
