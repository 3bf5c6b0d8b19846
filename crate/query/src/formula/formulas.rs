//! All formulas of a pipeline: worked out together, and again only where something changed.

use std::borrow::Cow;
use std::collections::BTreeSet;

use boxwood_model::{Gather as _, LiteMap};

use super::Formula;
use super::columns::Column;
use super::evaluate::{Evaluated, Inputs, Now, Timing};
use super::graph;
use super::tree::Place;
use super::value::{ErrorKind, FormulaError, FormulaValue};

/// The formula columns of a pipeline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Formulas {
    formulas: LiteMap<Column, Known>,
    order: Vec<Column>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    formula: Formula,
    needs: BTreeSet<Column>,
    /// If it needs its own result: the reference that leads back to it.
    cycle: Option<Place>,
}

/// What the formula columns of one box come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    cells: LiteMap<Column, Evaluated>,
    now: Now,
}

impl Cells {
    /// What a formula column comes to.
    #[must_use]
    pub fn get(&self, column: Column) -> Option<&Evaluated> {
        self.cells.get(&column)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (Column, &Evaluated)> {
        self.cells.iter().map(|(column, cell)| (*column, cell))
    }

    /// When the first of them changes although no input does.
    #[must_use]
    pub fn timing(&self) -> Timing {
        let timings = self.cells.values().map(|cell| cell.timing);
        timings.max().unwrap_or_default()
    }
}

impl Formulas {
    /// The formulas of some columns. A formula may read other formula columns; those that need their
    /// own result are [`ErrorKind::Cycle`].
    #[must_use]
    pub fn new(formulas: impl IntoIterator<Item = (Column, Formula)>) -> Self {
        let formulas: LiteMap<_, _> = formulas.into_iter().gather();
        let needs = formulas.iter().map(|(c, f)| (*c, f.columns())).gather();
        let groups = graph::groups(&needs);
        let mut cycles = LiteMap::new();
        for group in &groups {
            for column in group {
                let alone = group.len() == 1;
                let in_cycle = !alone || needs.get(column).is_some_and(|n| n.contains(column));
                let formula = formulas.get(column).filter(|_| in_cycle);
                if let Some(place) = formula.and_then(|f| f.reference_to(group)) {
                    cycles.insert(*column, place);
                }
            }
        }
        let order = groups.into_iter().flatten().collect();
        let known = |(column, formula): (Column, Formula)| {
            let needs = formula.columns();
            let cycle = cycles.get(&column).copied();
            let known = Known {
                formula,
                needs,
                cycle,
            };
            (column, known)
        };
        Self {
            formulas: formulas.into_iter().map(known).gather(),
            order,
        }
    }

    /// The formula of a column.
    #[must_use]
    pub fn formula(&self, column: Column) -> Option<&Formula> {
        self.formulas.get(&column).map(|known| &known.formula)
    }

    /// The columns, each after those it needs.
    #[must_use]
    pub fn order(&self) -> &[Column] {
        &self.order
    }

    /// Whether a column needs its own result.
    #[must_use]
    pub fn in_cycle(&self, column: Column) -> bool {
        let known = self.formulas.get(&column);
        known.is_some_and(|known| known.cycle.is_some())
    }

    /// The formula columns whose result may change when these columns do, each after those it needs.
    #[must_use]
    pub fn affected(&self, changed: &BTreeSet<Column>) -> Vec<Column> {
        let mut reached = changed.clone();
        let mut affected = Vec::new();
        for (column, known) in self.in_order() {
            // What is in a cycle is an error, whatever is put in.
            if known.cycle.is_none() && !known.needs.is_disjoint(&reached) {
                reached.insert(column);
                affected.push(column);
            }
        }
        affected
    }

    /// Works all of them out for one box.
    #[must_use]
    pub fn evaluate(&self, inputs: &dyn Inputs, now: Now) -> Cells {
        let mut cells = Cells {
            cells: LiteMap::new(),
            now,
        };
        for (column, known) in self.in_order() {
            let cell = self.cell(known, &cells, inputs);
            cells.cells.insert(column, cell);
        }
        cells
    }

    /// Brings a box's cells up to date after some of its columns or the time changed, and says which
    /// cells are another value now. Only those are worked out again that read something which changed;
    /// with another offset of the zone, all.
    ///
    /// The cells must be of these very formulas: other formulas are evaluated anew.
    pub fn update(
        &self,
        cells: &mut Cells,
        changed: &BTreeSet<Column>,
        inputs: &dyn Inputs,
        now: Now,
    ) -> BTreeSet<Column> {
        let before = std::mem::replace(&mut cells.now, now);
        // The least timing that is due, if any is.
        let due = if before.offset_minutes != now.offset_minutes {
            Some(Timing::Never)
        } else if before.date() != now.date() {
            Some(Timing::Daily)
        } else if before.millis != now.millis {
            Some(Timing::Always)
        } else {
            None
        };
        let mut reached = changed.clone();
        let mut different = BTreeSet::new();
        for (column, known) in self.in_order() {
            let old = cells.cells.get(&column);
            let stands = |old: &Evaluated| due.is_none_or(|due| old.timing < due);
            if old.is_some_and(stands) && known.needs.is_disjoint(&reached) {
                continue;
            }
            let cell = self.cell(known, cells, inputs);
            if old.is_none_or(|old| old.value != cell.value) {
                reached.insert(column);
                different.insert(column);
            }
            cells.cells.insert(column, cell);
        }
        different
    }

    fn in_order(&self) -> impl Iterator<Item = (Column, &Known)> {
        let known = |column: &Column| Some((*column, self.formulas.get(column)?));
        self.order.iter().filter_map(known)
    }

    fn cell(&self, known: &Known, cells: &Cells, inputs: &dyn Inputs) -> Evaluated {
        if let Some(at) = known.cycle {
            return Evaluated {
                value: FormulaValue::Error(FormulaError {
                    kind: ErrorKind::Cycle,
                    at,
                }),
                timing: Timing::Never,
            };
        }
        let sheet = Sheet {
            formulas: self,
            cells,
            inputs,
        };
        known.formula.evaluate(&sheet, cells.now)
    }
}

/// The inputs of a box together with what its formula columns came to so far.
struct Sheet<'s> {
    formulas: &'s Formulas,
    cells: &'s Cells,
    inputs: &'s dyn Inputs,
}

impl Inputs for Sheet<'_> {
    fn get(&self, column: Column) -> Option<Cow<'_, FormulaValue>> {
        if self.formulas.formulas.contains_key(&column) {
            let cell = self.cells.get(column)?;
            return Some(Cow::Borrowed(&cell.value));
        }
        self.inputs.get(column)
    }
}
