//! The start of an import: what it is told must make sense before a row is looked at.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::{Context, FieldKind, Limits, Pipeline};

use super::draft::Aim;
use super::growth::Growth;
use super::known::{Known, MatchBy};
use super::{Import, ImportOptions, Phase, Report, SetupProblem};
use crate::csv::{Sheet, Target};
use crate::{Catalogue, NewId};

impl Import {
    /// An import that has looked at nothing yet.
    ///
    /// # Errors
    /// Where the options make no sense for the file or the pipeline, and where a new field cannot be.
    pub fn new(
        sheet: Sheet,
        options: ImportOptions,
        context: Context,
        records: &dyn Catalogue,
        new_id: &mut NewId<'_>,
    ) -> Result<Self, SetupProblem> {
        let pipeline = records.pipeline(options.pipeline);
        let pipeline = pipeline
            .filter(|pipeline| !pipeline.deleted.value)
            .ok_or(SetupProblem::NoPipeline)?;
        check(&options, &sheet, pipeline)?;
        let mut growth = Growth::default();
        let mut aims = Vec::new();
        for (column, target) in options.targets.iter().enumerate() {
            aims.push(match target {
                Target::Ignore => Aim::Ignore,
                Target::Name => Aim::Name,
                Target::Notes => Aim::Notes,
                Target::Stage => Aim::Stage,
                Target::Assignees => Aim::Assignees,
                Target::Contacts => Aim::Contacts,
                Target::Organizations => Aim::Organizations,
                Target::BoxId => Aim::BoxId,
                Target::Field(field) => Aim::Field(*field),
                Target::NewField { name, kind } => {
                    let kind = kind.kind();
                    let id = options.pipeline;
                    let field = growth.add_field(id, name, kind, context, records, new_id);
                    Aim::Field(field.map_err(|refusal| SetupProblem::Refused { column, refusal })?)
                }
            });
        }
        let match_by = match_by(&options, &aims)?;
        Ok(Self {
            known: Known::new(pipeline),
            sheet,
            options,
            context,
            aims,
            match_by,
            growth,
            seen: BTreeMap::new(),
            bad: BTreeSet::new(),
            phase: Phase::Learning,
            report: Report::default(),
        })
    }
}

fn check(options: &ImportOptions, sheet: &Sheet, pipeline: &Pipeline) -> Result<(), SetupProblem> {
    let most = Limits::OPERATIONS;
    if !(1..=most).contains(&options.operations_per_action) {
        return Err(SetupProblem::ActionSize { most });
    }
    let targets = &options.targets;
    if targets.len() > sheet.width() {
        return Err(SetupProblem::NoColumn {
            column: sheet.width(),
        });
    }
    if targets.iter().all(|target| *target == Target::Ignore) {
        return Err(SetupProblem::NothingMapped);
    }
    for (column, target) in targets.iter().enumerate() {
        let before = targets.iter().take(column);
        let first = before.into_iter().position(|other| other == target);
        if let Some(first) = first.filter(|_| target.is_single()) {
            return Err(SetupProblem::Twice {
                first,
                second: column,
            });
        }
        if let Target::Field(field) = target {
            match pipeline.live_field(*field).map(|field| &field.kind.value) {
                None => return Err(SetupProblem::NoField { column }),
                Some(FieldKind::Formula(_)) => return Err(SetupProblem::Calculated { column }),
                Some(_) => {}
            }
        }
    }
    Ok(())
}

/// The column by which boxes are found: the one that is named, or else the ids.
fn match_by(
    options: &ImportOptions,
    aims: &[Aim],
) -> Result<Option<(usize, MatchBy)>, SetupProblem> {
    let ids = aims.iter().position(|aim| *aim == Aim::BoxId);
    let Some(column) = options.match_by.or(ids) else {
        return Ok(None);
    };
    let by = match aims.get(column) {
        Some(Aim::BoxId) => MatchBy::Id,
        Some(Aim::Name) => MatchBy::Name,
        Some(Aim::Field(field)) => MatchBy::Field(*field),
        _ => return Err(SetupProblem::NotMatchable { column }),
    };
    Ok(Some((column, by)))
}
