//! What can be written as JSON and read again.

use super::JsonProblem;
use super::node::Node;

/// What has a form in JSON.
pub(super) trait Form: Sized {
    /// Writes it.
    fn write(&self, out: &mut String);

    /// Reads what was written.
    fn read(node: Node) -> Result<Self, Fault>;
}

/// What can be the key of an object.
pub(super) trait KeyForm: Ord + Sized {
    /// What it is, for whoever wrote it wrong.
    const WANTED: &'static str;

    /// Its text.
    fn text(&self) -> String;

    /// Reads what was written.
    fn parse(text: &str) -> Option<Self>;
}

/// Something wrong, and the way there, innermost step first.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) way: Vec<Step>,
    pub(super) problem: JsonProblem,
}

/// A step into an object or list.
#[derive(Debug)]
pub(super) enum Step {
    Name(String),
    Item(usize),
}

impl From<JsonProblem> for Fault {
    fn from(problem: JsonProblem) -> Self {
        Self {
            way: Vec::new(),
            problem,
        }
    }
}

impl Fault {
    pub(super) fn at(mut self, step: Step) -> Self {
        self.way.push(step);
        self
    }

    /// The way there as text: `$.boxes[3].name`.
    pub(super) fn path(&self) -> String {
        let mut path = String::from("$");
        for step in self.way.iter().rev() {
            match step {
                Step::Item(at) => path.push_str(&format!("[{at}]")),
                Step::Name(name) => {
                    let is_plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
                    if is_plain && !name.is_empty() {
                        path.push('.');
                        path.push_str(name);
                    } else {
                        // Hostile names may be long.
                        let start: String = name.chars().take(40).collect();
                        path.push_str(&format!("[{}]", quoted(&start)));
                    }
                }
            }
        }
        path
    }
}

/// A text as JSON has it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    quote(text, &mut out);
    out
}

/// Writes a text as JSON has it (RFC 8259 §7).
pub(super) fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if u32::from(c) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Writes an object, name by name.
pub(super) struct ObjectOut<'o> {
    out: &'o mut String,
    is_first: bool,
}

impl<'o> ObjectOut<'o> {
    pub(super) fn new(out: &'o mut String) -> Self {
        out.push('{');
        Self {
            out,
            is_first: true,
        }
    }

    pub(super) fn put(&mut self, name: &str, value: &impl Form) {
        if !self.is_first {
            self.out.push(',');
        }
        self.is_first = false;
        quote(name, self.out);
        self.out.push(':');
        value.write(self.out);
    }

    pub(super) fn end(self) {
        self.out.push('}');
    }
}

/// Reads an object, name by name; what is left over at the end is an error.
pub(super) struct ObjectIn {
    entries: Vec<(String, Node)>,
    taken: Vec<&'static str>,
}

impl ObjectIn {
    pub(super) fn new(node: Node) -> Result<Self, Fault> {
        match node {
            Node::Object(entries) => Ok(Self {
                entries,
                taken: Vec::new(),
            }),
            _ => Err(JsonProblem::Wanted("an object").into()),
        }
    }

    pub(super) fn take<T: Form>(&mut self, name: &'static str) -> Result<T, Fault> {
        let at = self.entries.iter().position(|(known, _)| known == name);
        let at = at.ok_or_else(|| JsonProblem::Missing(name.to_owned()))?;
        let (_, node) = self.entries.remove(at);
        self.taken.push(name);
        T::read(node).map_err(|fault| fault.at(Step::Name(name.to_owned())))
    }

    pub(super) fn end(self) -> Result<(), Fault> {
        match self.entries.into_iter().next() {
            None => Ok(()),
            Some((name, _)) if self.taken.contains(&&*name) => Err(JsonProblem::Twice(name).into()),
            Some((name, _)) => {
                let name: String = name.chars().take(40).collect();
                Err(JsonProblem::Unknown(name).into())
            }
        }
    }
}
