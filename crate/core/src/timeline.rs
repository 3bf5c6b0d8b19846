//! What happened, in the words of views.

use boxwood_model::{
    Happening, Key, Kind, LeftOver, MeetingKind, Part, PipelineRole, Records, Role, Said, Sharing,
    TimelineEntry, What,
};

use crate::api::{
    TimelineKind, TimelineLeft, TimelineLine, TimelineRecord, TimelineSaid, TimelineWhat,
};

/// A line, for the screen. `names_record` says whether the timeline is of many records.
pub(crate) fn line(
    entry: &TimelineEntry,
    waiting: bool,
    names_record: bool,
    records: &dyn Records,
) -> TimelineLine {
    let happening = &entry.happening;
    let by = happening.by.and_then(|person| records.member(person));
    let what = what(happening, records);
    let stamp = happening.stamp;
    // A part changes once by an intent, unless it is told twice within one.
    let part = match &happening.what {
        What::Set { part, .. } | What::Lost { part, .. } => format!("{part:?}"),
        What::Mail { id, .. } => id.to_string(),
        _ => String::new(),
    };
    TimelineLine {
        key: format!("{:?} {} {part}", stamp.at, stamp.node),
        at: happening.at,
        by: by.map(|member| member.name.value.clone()),
        waiting,
        edits: entry.edits,
        kind: kind(happening.kind()),
        record: names_record.then(|| record(happening.about, records)),
        what,
    }
}

/// The kind of a line, for the screen.
pub(crate) const fn kind(kind: Kind) -> TimelineKind {
    match kind {
        Kind::Mail => TimelineKind::Mail,
        Kind::Comment => TimelineKind::Comment,
        Kind::Meeting => TimelineKind::Meeting,
        Kind::Task => TimelineKind::Task,
        Kind::File => TimelineKind::File,
        Kind::Edit => TimelineKind::Edit,
    }
}

fn record(about: Key, records: &dyn Records) -> TimelineRecord {
    let text = |text: &String| text.clone();
    let (kind, name) = match about {
        Key::Box(id) => ("box", records.box_record(id).map(|r| r.name().to_owned())),
        Key::Pipeline(id) => (
            "pipeline",
            records.pipeline(id).map(|r| text(&r.name.value)),
        ),
        Key::Contact(id) => ("contact", records.contact(id).map(|r| r.display_name())),
        Key::Organization(id) => {
            let known = records.organization(id);
            ("organization", known.map(|r| text(&r.name.value)))
        }
        Key::Member(id) => ("member", records.member(id).map(|r| text(&r.name.value))),
        Key::Team => ("team", records.team().map(|r| text(&r.name.value))),
        Key::Invitation(id) => ("invitation", records.invitation(id).map(|r| text(&r.email))),
        Key::Snippet(id) => ("snippet", records.snippet(id).map(|r| text(&r.name.value))),
        Key::View(id) => ("view", records.view(id).map(|r| text(&r.name.value))),
        Key::Settings(_) => ("settings", None),
        Key::Lesson(_) => ("lesson", None),
    };
    TimelineRecord {
        kind: kind.to_owned(),
        id: about.id_text(),
        name,
    }
}

fn what(happening: &Happening, records: &dyn Records) -> TimelineWhat {
    match &happening.what {
        What::Made { name } => TimelineWhat::Made { name: name.clone() },
        What::Set { part: of, old, new } => TimelineWhat::Set {
            part: part(of).to_owned(),
            name: part_name(of, [old, new], happening.about, records),
            old: said(old, records),
            new: said(new, records),
        },
        What::Lost {
            part: of,
            wanted,
            kept,
        } => TimelineWhat::Lost {
            part: part(of).to_owned(),
            name: part_name(of, [wanted, kept], happening.about, records),
            wanted: said(wanted, records),
            kept: said(kept, records),
        },
        What::Moved { from, to, left } => {
            let name = |id| records.pipeline(id).map(|known| known.name.value.clone());
            TimelineWhat::Moved {
                from: name(*from),
                to: name(*to),
                left: left_over(left),
            }
        }
        What::TookIn { name, left, .. } => TimelineWhat::TookIn {
            name: name.clone(),
            left: left_over(left),
        },
        What::Mail { from, is_sent, .. } => TimelineWhat::Mail {
            from: from.clone(),
            sent: *is_sent,
        },
        What::Forgotten => TimelineWhat::Forgotten,
    }
}

fn left_over(left: &[LeftOver]) -> Vec<TimelineLeft> {
    let left = left.iter().map(|one| TimelineLeft {
        field: one.field.clone(),
        text: one.text.clone(),
    });
    left.collect()
}

fn said(said: &Said, records: &dyn Records) -> TimelineSaid {
    let word = |key: &str| TimelineSaid::Word {
        key: key.to_owned(),
    };
    let text = |text: &str| TimelineSaid::Text {
        text: text.to_owned(),
    };
    match said {
        Said::Nothing => TimelineSaid::Nothing,
        Said::Flag(on) => TimelineSaid::Flag { on: *on },
        Said::Text(content) => text(content),
        Said::Stage(_, name) => text(name),
        Said::Cell { text: content, .. } if content.is_empty() => TimelineSaid::Nothing,
        Said::Cell { text: content, .. } => text(content),
        Said::Moment(at) => TimelineSaid::Moment { at: *at },
        Said::Number(number) => text(&number.to_string()),
        Said::PipelineRole(role) => word(pipeline_role(*role)),
        Said::Role(role) => word(match role {
            Role::Removed => "removed",
            Role::Member => "member",
            Role::Owner => "owner",
            Role::PayerOnly => "payer-only",
        }),
        Said::Sharing(Sharing::Private) => word("private"),
        Said::Sharing(Sharing::Team(role)) => word(pipeline_role(*role)),
        Said::MeetingKind(MeetingKind::Call) => word("call"),
        Said::MeetingKind(MeetingKind::Meeting) => word("meeting"),
        Said::Box(id) => match records.box_record(*id) {
            Some(record) => text(record.name()),
            None => TimelineSaid::Something,
        },
        Said::Person(id) => match records.member(*id) {
            Some(member) => text(&member.name.value),
            None => TimelineSaid::Something,
        },
        Said::Something => TimelineSaid::Something,
    }
}

const fn pipeline_role(role: PipelineRole) -> &'static str {
    match role {
        PipelineRole::Admin => "admin",
        PipelineRole::Editor => "editor",
        PipelineRole::Creator => "creator",
        PipelineRole::Assignee => "assignee",
        PipelineRole::Viewer => "viewer",
        PipelineRole::Observer => "observer",
        PipelineRole::Custom(_) => "custom",
    }
}

/// The message that a part has in the catalogue: `timeline-PART`.
const fn part(part: &Part) -> &'static str {
    match part {
        Part::Name => "name",
        Part::Notes => "notes",
        Part::Stage => "stage",
        Part::Field(_) => "field",
        Part::Archived => "archived",
        Part::Deleted => "deleted",
        Part::Position => "position",
        Part::Assignee(_) => "assignee",
        Part::Follower(_) => "follower",
        Part::LinkedBox(_) => "linked-box",
        Part::Contact(_) => "contact",
        Part::Organization(_) => "organization",
        Part::Thread(_) => "thread",
        Part::MergedInto => "merged-into",
        Part::Task(_) => "task",
        Part::TaskDue(_) => "task-due",
        Part::TaskDone(_) => "task-done",
        Part::TaskAssignee(..) => "task-assignee",
        Part::Comment(_) => "comment",
        Part::Reaction(..) => "reaction",
        Part::Meeting(_) => "meeting",
        Part::MeetingKind(_) => "meeting-kind",
        Part::MeetingStart(_) => "meeting-start",
        Part::MeetingMinutes(_) => "meeting-minutes",
        Part::File(_) => "file",
        Part::FileUrl(_) => "file-url",
        Part::Description => "description",
        Part::Icon => "icon",
        Part::Theme => "theme",
        Part::PipelineStage(_) => "pipeline-stage",
        Part::StageColour(_) => "stage-colour",
        Part::StageOrder(_) => "stage-order",
        Part::FieldName(_) => "field-name",
        Part::FieldDescription(_) => "field-description",
        Part::FieldKind(_) => "field-kind",
        Part::FieldOrder(_) => "field-order",
        Part::Sharing => "sharing",
        Part::PipelineMember(_) => "pipeline-member",
        Part::PermissionSet(_) => "permission-set",
        Part::Role => "role",
        Part::Revoked => "revoked",
        Part::AcceptedBy => "accepted-by",
        Part::GivenName => "given-name",
        Part::FamilyName => "family-name",
        Part::Title => "title",
        Part::Emails => "emails",
        Part::Phones => "phones",
        Part::Addresses => "addresses",
        Part::Handle(_) => "handle",
        Part::Picture => "picture",
        Part::Domains => "domains",
        Part::Industry => "industry",
        Part::Employees => "employees",
        Part::LinkedContact(_) => "linked-contact",
        Part::LinkedOrganization(_) => "linked-organization",
        Part::Subject => "subject",
        Part::Text => "text",
        Part::Shortcut => "shortcut",
        Part::Shape => "shape",
    }
}

/// The name of what a part is about, where the part alone does not say it.
fn part_name(part: &Part, saids: [&Said; 2], about: Key, records: &dyn Records) -> Option<String> {
    let member = |id| records.member(id).map(|member| member.name.value.clone());
    let contact = |id| {
        records
            .contact(id)
            .map(boxwood_model::Contact::display_name)
    };
    let home = || match about {
        Key::Pipeline(id) => records.pipeline(id),
        Key::Box(id) => records.pipeline(records.box_record(id)?.pipeline()),
        _ => None,
    };
    match part {
        Part::Field(_) => saids.into_iter().find_map(|said| match said {
            Said::Cell { field, .. } => Some(field.clone()),
            _ => None,
        }),
        Part::Assignee(id) | Part::Follower(id) | Part::PipelineMember(id) => member(*id),
        Part::TaskAssignee(_, id) => member(*id),
        Part::Reaction(_, emoji, _) => Some(emoji.clone()),
        Part::LinkedBox(id) => records.box_record(*id).map(|known| known.name().to_owned()),
        Part::Contact(id) | Part::LinkedContact(id) => contact(*id),
        Part::Organization(id) | Part::LinkedOrganization(id) => {
            let known = records.organization(*id);
            known.map(|known| known.name.value.clone())
        }
        Part::TaskDue(id) | Part::TaskDone(id) => match about {
            Key::Box(of) => {
                let task = records.box_record(of)?.tasks.get(id)?;
                Some(task.text.value.clone())
            }
            _ => None,
        },
        Part::StageColour(id) | Part::StageOrder(id) => {
            Some(home()?.stages.get(id)?.name.value.clone())
        }
        Part::FieldKind(id) | Part::FieldOrder(id) | Part::FieldDescription(id) => {
            Some(home()?.fields.get(id)?.name.value.clone())
        }
        _ => None,
    }
}
