//! What goes into an index, and how it gets at it again.

use boxwood_model::Millis;

use crate::language::{Content, Document, Field, State};

/// A document that can be indexed. What it shows here must be what it answers as a [`Document`]:
/// [`Field::Any`] is all that [`Field::is_anywhere`].
pub trait Findable: Document {
    /// Shows `see` every piece of what every field holds.
    fn each(&self, see: &mut dyn FnMut(Field, Content<'_>));

    /// Shows `see` every state that it is in, or will be in if nothing else happens, and from which
    /// moment on; 0 for always. States that follow from the fields are not among them.
    fn states(&self, see: &mut dyn FnMut(State, Millis));
}

/// What the order of documents takes besides their contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Names the document. One with the same id takes the place of the last.
    pub id: u128,
    /// When it was last changed: fresh ones come first.
    pub updated: Millis,
    /// Whether it is the user's own: it counts as fresher by thirty days.
    pub mine: bool,
}

/// Where the documents of an index are: for conditions that it cannot answer by itself.
pub trait Documents {
    /// Shows `see` the document, if it is there.
    fn document(&self, id: u128, see: &mut dyn FnMut(&dyn Document));

    /// What the index holds of a field. [`Field::Any`] is never asked for: it is all that the index
    /// holds of what [`Field::is_anywhere`], and must be that of a document too.
    fn coverage(&self, _field: Field) -> Coverage {
        Coverage::Whole
    }
}

/// What an index holds of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// All that documents hold.
    Whole,
    /// Nothing by itself, but all of it, piece by piece, is in this other field too: documents that
    /// may be meant are looked up there, and then looked at.
    Within(Field),
    /// Nothing: every document is looked at.
    None,
}

impl<T: Findable + ?Sized> Findable for &T {
    fn each(&self, see: &mut dyn FnMut(Field, Content<'_>)) {
        (**self).each(see);
    }

    fn states(&self, see: &mut dyn FnMut(State, Millis)) {
        (**self).states(see);
    }
}
