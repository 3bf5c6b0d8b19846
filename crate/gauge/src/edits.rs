//! The edits that are measured: a mix of what people do all day, in boxes here and there.

use boxwood_model::{BoxId, Operation};
use oorandom::Rand64;

use crate::sample::{self, Column};

/// One edit after the other; the same number of boxes always gives the same edits.
#[derive(Debug)]
pub(crate) struct Edits {
    ids: Vec<BoxId>,
    dice: Rand64,
    made: u64,
}

impl Edits {
    /// Edits of these boxes.
    pub(crate) fn new(ids: Vec<BoxId>) -> Self {
        Self {
            ids,
            dice: sample::random(0, 4),
            made: 0,
        }
    }

    /// How many boxes there are.
    pub(crate) const fn boxes(&self) -> usize {
        self.ids.len()
    }

    /// The next one: in turns the column that rows are sorted by, the one that decides whether a box
    /// is shown, and the stage, by which rows are grouped.
    pub(crate) fn next(&mut self) -> Option<Operation> {
        let most = self.ids.len() as u64;
        let at = usize::try_from(sample::below(&mut self.dice, most)).ok()?;
        let id = *self.ids.get(at)?;
        self.made += 1;
        let set = |column: Column, dice: &mut Rand64| Operation::SetField {
            id,
            field: column.id(),
            value: sample::value(column, "", dice),
        };
        Some(match self.made % 3 {
            0 => Operation::MoveBox {
                id,
                stage: sample::stage_id(sample::below(&mut self.dice, sample::STAGES)),
            },
            1 => set(Column::Amount, &mut self.dice),
            _ => set(Column::Likelihood, &mut self.dice),
        })
    }
}
