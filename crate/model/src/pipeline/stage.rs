//! The steps of a pipeline, and the colours they get by themselves.

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{Colour, OrderKey, Register, StageId, Stamp};

/// A step of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// The name that people see.
    pub name: Register<String>,
    /// The colour of its header and labels.
    pub colour: Register<Colour>,
    /// Its place among the stages.
    pub order: Register<OrderKey>,
    /// The stage that its boxes went to when it was deleted; nothing while it is there.
    pub gone_into: Register<Option<StageId>>,
}

merge_fields!(Stage {
    name,
    colour,
    order,
    gone_into
});

impl Stage {
    /// A stage that is there.
    #[must_use]
    pub const fn new(name: String, colour: Colour, order: OrderKey, stamp: Stamp) -> Self {
        Self {
            name: Register::new(name, stamp),
            colour: Register::new(colour, stamp),
            order: Register::new(order, stamp),
            gone_into: Register::new(None, stamp),
        }
    }

    /// Whether it was not deleted.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        self.gone_into.value.is_none()
    }
}

/// A family of colours for a pipeline's stages: what the screen offers for new ones.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum Theme {
    /// By how far along a stage is.
    #[default]
    Default,
    /// All around the colour wheel.
    Rainbow,
    /// The same, pale.
    RainbowPale,
    /// Red over yellow to green.
    TrafficLight,
    /// Blues and greens.
    Lakeside,
    /// Violet over red to yellow.
    Sunset,
    /// Shades of grey.
    Grey,
    /// Shades of blue.
    Blue,
    /// Shades of green.
    Green,
    /// Shades of red.
    Red,
    /// Shades of violet.
    Violet,
}
