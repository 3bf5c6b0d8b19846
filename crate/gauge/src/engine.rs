//! The engine as its host drives it: requests in, published views out.

use boxwood_core::Engine;
use boxwood_core::api::{
    CellInput, ColumnName, Command, Layout, Query, Request, Response, SortKey, Summary, SummaryOf,
    View, ViewShape, WindowView,
};
use boxwood_core::host::{Effect, Event, Moment, Stored};
use boxwood_model::{BoxId, BuiltIn, Operation, Value};
use boxwood_sync::Replica;
use oorandom::Rand64;

use crate::run::{GaugeError, Machine};
use crate::sample::{self, Column};
use crate::store::ACCOUNT;

/// How many rows a screen shows.
pub(crate) const ROWS: u32 = 100;

/// An engine with somebody in front of it.
pub(crate) struct Desk {
    engine: Engine,
    dice: Rand64,
    now: u64,
    number: u64,
}

impl Desk {
    /// Starts the engine with all that a store holds.
    pub(crate) fn open(stored: &Stored) -> Self {
        let mut dice = sample::random(0, 5);
        let now = sample::NOW;
        let (engine, _) = Engine::open(ACCOUNT, stored, moment(&mut dice, now));
        Self {
            engine,
            dice,
            now,
            number: 0,
        }
    }

    /// Opens the view; the result is how many microseconds that took.
    pub(crate) fn subscribe(&mut self, machine: &impl Machine) -> Result<f64, GaugeError> {
        let (micros, window) = self.window(machine, shape());
        let is_right = |window: &WindowView| !window.rows.is_empty() && window.notes.is_empty();
        if window.as_ref().is_some_and(is_right) {
            Ok(micros)
        } else {
            Err(GaugeError::Unexpected("the view was not answered"))
        }
    }

    /// Opens the view once more, in other words by a number below ten, so that it is made anew; the
    /// result is how many microseconds that took.
    pub(crate) fn subscribe_again(
        &mut self,
        machine: &impl Machine,
        number: usize,
    ) -> Result<f64, GaugeError> {
        let mut shape = shape();
        // More than are kept.
        shape.filter.push_str(&" ".repeat(1 + number % 10));
        let (micros, window) = self.window(machine, shape);
        let window = window.filter(|window| !window.rows.is_empty());
        window.ok_or(GaugeError::Unexpected("the view was not answered"))?;
        Ok(micros)
    }

    fn window(&mut self, machine: &impl Machine, shape: ViewShape) -> (f64, Option<WindowView>) {
        let request = Request::Subscribe {
            subscription: 1,
            query: Query::Window {
                pipeline: sample::pipeline_id().to_string(),
                first: 0,
                count: ROWS,
                shape,
                collapsed: Vec::new(),
            },
        };
        let (micros, effects) = self.handle(machine, request);
        let mut windows = effects.into_iter().filter_map(|effect| match effect {
            Effect::Respond {
                response:
                    Response::View {
                        view: View::Window { window },
                    },
                ..
            } => window,
            _ => None,
        });
        (micros, windows.next())
    }

    /// Does an edit; the result is how many microseconds it took until the view was refreshed, and
    /// whether what is shown changed. The write that makes it last is carried out afterwards.
    pub(crate) fn edit(
        &mut self,
        machine: &impl Machine,
        operation: &Operation,
    ) -> Result<(f64, bool), GaugeError> {
        let request = Request::Do {
            command_id: BoxId::from_parts(self.now, sample::bytes(&mut self.dice)).to_string(),
            command: command(operation)?,
        };
        let (micros, effects) = self.handle(machine, request);
        let is_published = |effect: &Effect| matches!(effect, Effect::Publish { .. });
        let published = effects.iter().any(is_published);
        let mut tickets = Vec::new();
        for effect in effects {
            match effect {
                Effect::Write { ticket, .. } => tickets.push(ticket),
                Effect::Respond {
                    response: Response::Failed { .. },
                    ..
                } => return Err(GaugeError::Unexpected("an edit was refused")),
                _ => {}
            }
        }
        if tickets.is_empty() {
            return Err(GaugeError::Unexpected("an edit was not written"));
        }
        for ticket in tickets {
            let moment = moment(&mut self.dice, self.now);
            let outcome = Ok(());
            self.engine
                .handle(Event::Written { ticket, outcome }, moment);
        }
        Ok((micros, published))
    }

    /// The boxes that there are.
    pub(crate) fn boxes(&self) -> Vec<BoxId> {
        let boxes = self.engine.replica().confirmed().boxes.keys();
        boxes.copied().collect()
    }

    /// The replica in it.
    pub(crate) const fn replica(&self) -> &Replica {
        self.engine.replica()
    }

    fn handle(&mut self, machine: &impl Machine, request: Request) -> (f64, Vec<Effect>) {
        self.number += 1;
        self.now += 1_000;
        let event = Event::Request {
            port: 1,
            number: self.number,
            trusted: true,
            request,
        };
        let moment = moment(&mut self.dice, self.now);
        let start = machine.micros();
        let effects = self.engine.handle(event, moment);
        (machine.micros() - start, effects)
    }
}

fn moment(dice: &mut Rand64, now: u64) -> Moment {
    let mut random = [0; 16];
    random[..10].copy_from_slice(&sample::bytes(dice));
    Moment { now, random }
}

/// The view as a screen asks for it: the same as [`query::shape`](crate::query::shape) with what
/// [`query::open`](crate::query::open) filters by, in words.
fn shape() -> ViewShape {
    let field = |column: Column| ColumnName::Field {
        field: column.id().to_string(),
    };
    let built_in = |column: BuiltIn| ColumnName::BuiltIn {
        key: column.key().to_owned(),
    };
    let key = |column, is_descending| SortKey {
        column,
        is_descending,
    };
    let of = |column, summary| SummaryOf {
        column: field(column),
        summary,
    };
    ViewShape {
        filter: "signed:no likelihood>=10".to_owned(),
        sort: vec![
            key(field(Column::Amount), true),
            key(built_in(BuiltIn::Name), false),
        ],
        group: Some(built_in(BuiltIn::Stage)),
        columns: Vec::new(),
        summaries: vec![
            of(Column::Amount, Summary::Sum),
            of(Column::Amount, Summary::Average),
            of(Column::Amount, Summary::Median),
            of(Column::Owner, Summary::Distinct),
            of(Column::Closing, Summary::Max),
        ],
        layout: Layout::Table,
    }
}

/// An edit as a screen says it.
fn command(operation: &Operation) -> Result<Command, GaugeError> {
    match operation {
        Operation::MoveBox { id, stage } => Ok(Command::MoveBox {
            id: id.to_string(),
            stage: stage.to_string(),
        }),
        Operation::SetField {
            id,
            field,
            value: Value::Number(number),
        } => Ok(Command::SetField {
            id: id.to_string(),
            field: field.to_string(),
            value: CellInput::Number {
                number: number.to_string(),
            },
        }),
        _ => Err(GaugeError::Unexpected("no screen says this edit")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{query, store};

    /// A clock that stands still.
    struct Still;

    impl Machine for Still {
        fn place(&self) -> &'static str {
            "nowhere"
        }

        fn micros(&self) -> f64 {
            0.0
        }

        fn linear_memory(&self) -> Option<usize> {
            None
        }
    }

    #[test]
    fn the_engine_s_view_is_the_one_that_is_measured_alone() {
        let mut desk = Desk::open(&store::stored(500).unwrap());
        let (_, window) = desk.window(&Still, shape());
        let window = window.unwrap();
        let records = desk.replica().confirmed();
        let alone = query::open(&query::shape(true), records, records);
        let groups = alone.groups(0..alone.group_count(), &BTreeSet::new());
        let counts: Vec<usize> = groups.iter().map(|group| group.boxes).collect();
        let same: Vec<usize> = window
            .groups
            .iter()
            .map(|group| usize::try_from(group.boxes).unwrap())
            .collect();
        assert_eq!(same, counts);
        assert_eq!(window.summaries.len(), alone.summaries().len());
        assert_eq!(window.notes, []);
        assert!((100..500).contains(&alone.len()), "{}", alone.len());
    }

    #[test]
    fn an_edit_is_written_and_shown() {
        let mut desk = Desk::open(&store::stored(50).unwrap());
        desk.subscribe(&Still).unwrap();
        let mut edits = crate::edits::Edits::new(desk.boxes());
        let mut published = 0;
        for _ in 0..30 {
            let edit = edits.next().unwrap();
            published += usize::from(desk.edit(&Still, &edit).unwrap().1);
        }
        assert!(published > 0);
    }
}
