//! What a person has set for themselves.

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{Colour, LiteMap, OrderKey, PipelineId, Registers, UserId, ViewId};

/// The settings of one person; on all their devices, and nobody else's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Whose.
    pub user: UserId,
    /// What is set; what is not is as it comes.
    pub entries: Registers<Setting, SettingValue>,
}

merge_fields!(Settings { entries });

/// What can be set.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Setting {
    /// The language of the screen: a BCP 47 tag as text.
    Language,
    /// Where a pipeline is in the navigation: an order.
    PipelineOrder(PipelineId),
    /// A pipeline's colour in the navigation.
    PipelineColour(PipelineId),
    /// Whether a pipeline is left out of the navigation: a flag.
    PipelineHidden(PipelineId),
    /// The view that a pipeline opens with: its id as text.
    PipelineView(PipelineId),
    /// Whether a view is starred: a flag.
    StarredView(ViewId),
    /// Whether a part of the screen is folded away: a flag; the part's name.
    Folded(String),
    /// Whether boxes are suggested for mail: a flag; they are where it is not set.
    Suggestions,
    /// Whether mail that belongs into a pipeline's box beyond doubt is put there without asking: a flag.
    FilesItself(PipelineId),
}

/// What something is set to.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SettingValue {
    /// As it comes.
    Unset,
    /// Yes or no.
    Flag(bool),
    /// A text.
    Text(String),
    /// A colour.
    Colour(Colour),
    /// A place in an order.
    Order(OrderKey),
}

impl Settings {
    /// Settings in which nothing is set.
    #[must_use]
    pub const fn new(user: UserId) -> Self {
        Self {
            user,
            entries: LiteMap::new(),
        }
    }
}
