//! The view that is measured: filtered, grouped by stage, sorted by two keys, summed up.

use boxwood_model::{
    BuiltIn, Column as ViewColumn, Decimal, Key, Millis, Records, SortKey, State, Summary, Value,
    ViewShape,
};
use boxwood_query::{Contents, Filter, FoldCase, Now, Timing, View, World};

use crate::sample::{self, Column};

/// Shows what is worth somebody's time: unsigned, and not all too unlikely. About seven boxes in ten.
#[derive(Debug)]
struct Open;

impl Filter for Open {
    fn matches(&self, row: &Contents<'_>) -> bool {
        let is_signed = matches!(row.record.value(Column::Signed.id()), Value::Checkbox(true));
        let is_likely = match row.record.value(Column::Likelihood.id()) {
            Value::Number(share) => share >= Decimal::new(10, 2),
            _ => false,
        };
        is_likely && !is_signed
    }

    fn shows_archived(&self) -> bool {
        false
    }

    fn timing(&self) -> Timing {
        Timing::NEVER
    }

    fn next_moment(&self, _: &Contents<'_>) -> Option<Millis> {
        None
    }

    fn depends_on(&self, _: Key) -> bool {
        false
    }
}

/// The view's shape, with or without summaries.
pub(crate) fn shape(with_summaries: bool) -> ViewShape {
    let amount = ViewColumn::Field(Column::Amount.id());
    let key = |column, is_descending| SortKey {
        column,
        is_descending,
    };
    let summaries = [
        (amount, Summary::Sum),
        (amount, Summary::Average),
        (amount, Summary::Median),
        (ViewColumn::Field(Column::Owner.id()), Summary::Distinct),
        (ViewColumn::Field(Column::Closing.id()), Summary::Max),
    ];
    ViewShape {
        sort: vec![
            key(amount, true),
            key(ViewColumn::BuiltIn(BuiltIn::Name), false),
        ],
        group: Some(ViewColumn::BuiltIn(BuiltIn::Stage)),
        summaries: if with_summaries {
            summaries.to_vec()
        } else {
            Vec::new()
        },
        ..ViewShape::default()
    }
}

/// Opens the view over all boxes.
pub(crate) fn open(shape: &ViewShape, boxes: &State, records: &dyn Records) -> View {
    View::new(
        Some(sample::pipeline_id()),
        shape,
        Box::new(Open),
        boxes.boxes.values(),
        world(records),
        &FoldCase,
    )
}

/// What a view sees besides boxes.
pub(crate) fn world(records: &dyn Records) -> World<'_> {
    World {
        records,
        now: Now {
            millis: sample::NOW,
            offset_minutes: 60,
        },
        formulas: None,
    }
}
