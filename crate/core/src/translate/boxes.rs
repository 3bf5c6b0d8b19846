//! Changes of boxes and what is in them.

use std::collections::BTreeSet;

use boxwood_model::{
    Arrange as _, Association, BoxId, BoxOperation, FieldId, Gather as _, Limits, Mail, MessageId,
    Operation, PipelineId, Place, ThreadId, UserId,
};

use super::order::{index_of, keys_at};
use super::{FreshIds, Seen, id, ids, not_found, parts, stage_or_first, too_many, value};
use crate::api::{self, BoxEdit, Failure, MailInput, PlaceInput};

/// The same change of several boxes.
pub(super) fn edit(
    boxes: &[String],
    edit: &BoxEdit,
    fresh: &mut FreshIds,
    seen: Seen<'_>,
) -> Result<Vec<Operation>, Failure> {
    if boxes.len() > Limits::OPERATIONS {
        return Err(too_many(boxes.len(), Limits::OPERATIONS, Place::Action));
    }
    let boxes: Vec<BoxId> = ids(boxes, Place::Box)?;
    if let BoxEdit::Place { place } = edit {
        return put(&boxes, place, seen);
    }
    let mut made = Vec::new();
    for id in boxes {
        made.push(operation(id, edit, fresh, seen)?);
    }
    Ok(made)
}

/// The change of one box.
fn operation(
    box_id: BoxId,
    edit: &BoxEdit,
    fresh: &mut FreshIds,
    seen: Seen<'_>,
) -> Result<Operation, Failure> {
    let operation = match edit {
        BoxEdit::SetStage { stage } => {
            let stage = id(stage, Place::Stage)?;
            return Ok(Operation::MoveBox { id: box_id, stage });
        }
        BoxEdit::SetField {
            field,
            value: input,
        } => {
            let field: FieldId = id(field, Place::Field)?;
            let value = value(input.clone())?;
            return Ok(Operation::SetField {
                id: box_id,
                field,
                value,
            });
        }
        BoxEdit::Delete => return Ok(Operation::DeleteBox { id: box_id }),
        BoxEdit::Restore => return Ok(Operation::RestoreBox { id: box_id }),
        BoxEdit::Forget => BoxOperation::Forget,
        BoxEdit::Archive { on } => BoxOperation::Archive(*on),
        // Places of several boxes depend on each other.
        BoxEdit::Place { .. } | BoxEdit::Unplace => BoxOperation::Place(None),
        BoxEdit::Assign { person, on } => BoxOperation::Assign(id(person, Place::Assignee)?, *on),
        BoxEdit::Follow { person, on } => {
            let person: UserId = match person {
                Some(person) => id(person, Place::Follower)?,
                None => seen.user()?,
            };
            BoxOperation::Follow(person, *on)
        }
        BoxEdit::Link { other, on } => BoxOperation::Link(id(other, Place::Box)?, *on),
        BoxEdit::Contact {
            contact,
            association,
        } => BoxOperation::Contact(
            id(contact, Place::Contact)?,
            association.map(model_association),
        ),
        BoxEdit::Organization {
            organization,
            association,
        } => BoxOperation::Organization(
            id(organization, Place::Organization)?,
            association.map(model_association),
        ),
        BoxEdit::MoveToPipeline { pipeline, stage } => {
            let pipeline: PipelineId = id(pipeline, Place::Pipeline)?;
            let stage = stage_or_first(pipeline, stage.as_deref(), seen.records)?;
            BoxOperation::MoveToPipeline { pipeline, stage }
        }
        BoxEdit::Duplicate { name } => BoxOperation::Duplicate {
            copy: fresh.make(BoxId::from_parts),
            name: name.clone(),
        },
        BoxEdit::MergeInto { target } => BoxOperation::MergeInto(id(target, Place::Box)?),
        BoxEdit::AddMails { thread, mails } => BoxOperation::AddMails {
            thread: ThreadId(thread.clone()),
            mails: mails.iter().map(|mail| model_mail(thread, mail)).collect(),
        },
        BoxEdit::Task { edit } => {
            let (task, operation) = parts::task(edit, fresh)?;
            BoxOperation::Task(task, operation)
        }
        BoxEdit::Comment { edit } => {
            let (comment, operation) = parts::comment(edit, fresh)?;
            BoxOperation::Comment(comment, operation)
        }
        BoxEdit::Meeting { edit } => {
            let (meeting, operation) = parts::meeting(edit, fresh)?;
            BoxOperation::Meeting(meeting, operation)
        }
        BoxEdit::File { edit } => {
            let (file, operation) = parts::file(edit, fresh)?;
            BoxOperation::File(file, operation)
        }
    };
    Ok(Operation::Box(box_id, operation))
}

/// Puts boxes at a place among the rows of their pipeline that are ordered by hand, one after the
/// other. Rows that were never put anywhere come after those that were, oldest first.
fn put(boxes: &[BoxId], place: &PlaceInput, seen: Seen<'_>) -> Result<Vec<Operation>, Failure> {
    let record = |id: BoxId| seen.records.box_record(id);
    let Some(first) = boxes.first() else {
        return Ok(Vec::new());
    };
    let first = record(*first).ok_or_else(|| not_found(Place::Box))?;
    let pipeline = first.pipeline();
    let rows = seen.index.boxes_of_pipeline(pipeline).filter_map(record);
    let moved: BTreeSet<BoxId> = boxes.iter().copied().gather();
    let others = rows.filter(|row| !moved.contains(&row.id));
    let others: Vec<_> = others.map(|row| (row.id, row.position())).collect();
    let mut others: Vec<_> = others.iter().map(|(id, key)| (*id, key.as_ref())).collect();
    others.arrange_by_key(|(id, key)| (key.is_none(), *key, *id));
    let at = index_of(place, others.iter().map(|(id, _)| *id), Place::Box)?;
    let placed = keys_at(at, boxes.len(), &others);
    let moved = boxes.iter().copied().zip(placed.keys);
    let all: Vec<_> = placed.others.into_iter().chain(moved).collect();
    if all.len() > Limits::OPERATIONS {
        return Err(too_many(all.len(), Limits::OPERATIONS, Place::Action));
    }
    let place = |(id, key)| Operation::Box(id, BoxOperation::Place(Some(key)));
    Ok(all.into_iter().map(place).collect())
}

fn model_association(association: api::Association) -> Association {
    Association {
        is_starred: association.is_starred,
        is_auto_boxed: association.is_auto_boxed,
    }
}

fn model_mail(thread: &str, mail: &MailInput) -> (MessageId, Mail) {
    let about = Mail {
        thread: ThreadId(thread.to_owned()),
        at: mail.at,
        from: mail.from.clone(),
        to: mail.to.clone(),
        is_sent: mail.is_sent,
    };
    (message_id(&mail.message_id), about)
}

/// A message id without the angle brackets that it has in a mail.
pub(crate) fn message_id(text: &str) -> MessageId {
    let text = text.trim();
    let bare = text.strip_prefix('<').and_then(|t| t.strip_suffix('>'));
    MessageId(bare.unwrap_or(text).to_owned())
}
