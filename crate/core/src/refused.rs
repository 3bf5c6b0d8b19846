//! Refused changes in words: what was done, to what, and what was typed.

use boxwood_model::{
    Action, BoxOperation, CommentOperation, ContactOperation, FieldOperation, FileOperation, Key,
    MeetingOperation, Operation, OrganizationOperation, PipelineOperation, Records,
    SnippetOperation, StageOperation, TaskOperation, TeamOperation, Value, ViewOperation,
};

/// What kind of change it was, as the kinds of [`crate::api::Command`]; the message catalogue has it
/// under `command-KIND`. Of several the first.
pub(crate) fn command(action: &Action) -> &'static str {
    match action.operations.first() {
        None => "batch",
        Some(_) if action.undoes.is_some() => "undo",
        Some(operation) => operation_name(operation),
    }
}

fn operation_name(operation: &Operation) -> &'static str {
    match operation {
        Operation::AddMember { .. } => "addMember",
        Operation::CreatePipeline { .. } => "createPipeline",
        Operation::RenamePipeline { .. } => "renamePipeline",
        Operation::CreateBox { .. } => "createBox",
        Operation::RenameBox { .. } => "renameBox",
        Operation::SetNotes { .. } => "setNotes",
        Operation::MoveBox { .. } => "moveBox",
        Operation::SetField { .. } => "setField",
        Operation::AddThread { .. } => "addThread",
        Operation::RemoveThread { .. } => "removeThread",
        Operation::DeleteBox { .. } => "deleteBox",
        Operation::RestoreBox { .. } => "restoreBox",
        Operation::Team(TeamOperation::ContactField(_) | TeamOperation::OrganizationField(_)) => {
            "editField"
        }
        Operation::Team(_) | Operation::Invite { .. } => "editTeam",
        Operation::Pipeline(_, PipelineOperation::Stage(..)) => "editStage",
        Operation::Pipeline(_, PipelineOperation::Field(_)) => "editField",
        Operation::Pipeline(..) => "editPipeline",
        Operation::Box(..) => "editBoxes",
        Operation::Contact(_, ContactOperation::Create { .. }) => "createContact",
        Operation::Contact(..) => "editContact",
        Operation::Organization(_, OrganizationOperation::Create { .. }) => "createOrganization",
        Operation::Organization(..) => "editOrganization",
        Operation::Snippet(_, SnippetOperation::Create { .. }) => "createSnippet",
        Operation::Snippet(..) => "editSnippet",
        Operation::View(_, ViewOperation::Create { .. }) => "createView",
        Operation::View(..) => "editView",
        Operation::Set { .. } => "set",
        Operation::Learn { .. } => "dismissSuggestion",
    }
}

/// The name of what it was about, where that is known.
pub(crate) fn subject(action: &Action, records: &dyn Records) -> Option<String> {
    let operation = action.operations.first()?;
    let key = match operation {
        Operation::RenamePipeline { id, .. } | Operation::Pipeline(id, _) => Key::Pipeline(*id),
        Operation::CreateBox { pipeline, .. } => Key::Pipeline(*pipeline),
        Operation::Contact(id, _) => Key::Contact(*id),
        Operation::Organization(id, _) => Key::Organization(*id),
        Operation::Snippet(id, _) => Key::Snippet(*id),
        Operation::View(id, _) => Key::View(*id),
        operation => Key::Box(operation.existing_box()?),
    };
    match key {
        Key::Pipeline(id) => Some(records.pipeline(id)?.name.value.clone()),
        Key::Box(id) => Some(records.box_record(id)?.name().to_owned()),
        Key::Contact(id) => Some(records.contact(id)?.display_name()),
        Key::Organization(id) => Some(records.organization(id)?.name.value.clone()),
        Key::Snippet(id) => Some(records.snippet(id)?.name.value.clone()),
        Key::View(id) => Some(records.view(id)?.name.value.clone()),
        Key::Member(_) | Key::Team | Key::Invitation(_) | Key::Settings(_) => None,
        Key::Lesson(_) => None,
    }
}

/// What a person typed, as text that can be copied: a line for each operation that has some.
pub(crate) fn typed(action: &Action) -> Option<String> {
    let lines: Vec<String> = action.operations.iter().filter_map(typed_into).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn typed_into(operation: &Operation) -> Option<String> {
    match operation {
        Operation::CreatePipeline { name, .. }
        | Operation::RenamePipeline { name, .. }
        | Operation::CreateBox { name, .. }
        | Operation::RenameBox { name, .. } => Some(name.clone()),
        Operation::SetNotes { notes, .. } => Some(notes.clone()),
        Operation::SetField { value, .. } => typed_value(value),
        Operation::AddThread { about, .. } => Some(about.subject.clone()),
        Operation::Learn { .. } => None,
        Operation::AddMember { email, .. } => Some(email.clone()),
        Operation::Invite { whom, .. } => whom.as_ref().map(|(email, _)| email.clone()),
        Operation::Team(operation) => match operation {
            TeamOperation::Rename(name) | TeamOperation::RenameMember(_, name) => {
                Some(name.clone())
            }
            TeamOperation::ContactField(field) | TeamOperation::OrganizationField(field) => {
                typed_field(field)
            }
            TeamOperation::SetRole(..) => None,
        },
        Operation::Pipeline(_, operation) => match operation {
            PipelineOperation::Describe(text) | PipelineOperation::SetIcon(text) => {
                Some(text.clone())
            }
            PipelineOperation::Stage(
                _,
                StageOperation::Create { name, .. } | StageOperation::Rename(name),
            ) => Some(name.clone()),
            PipelineOperation::Field(field) => typed_field(field),
            PipelineOperation::SetPermissionSet(_, Some(set)) => Some(set.name.clone()),
            _ => None,
        },
        Operation::Box(_, operation) => typed_into_box(operation),
        Operation::Contact(_, operation) => match operation {
            ContactOperation::Create {
                given_name,
                family_name,
                emails,
            } => Some(format!("{given_name} {family_name} {}", emails.join(", "))),
            ContactOperation::SetText(_, text) | ContactOperation::SetHandle(_, text) => {
                Some(text.clone())
            }
            ContactOperation::SetEmails(list)
            | ContactOperation::SetPhones(list)
            | ContactOperation::SetAddresses(list) => Some(list.join("\n")),
            ContactOperation::SetField(_, value) => typed_value(value),
            _ => None,
        },
        Operation::Organization(_, operation) => match operation {
            OrganizationOperation::Create { name, domains } => {
                Some(format!("{name} {}", domains.join(", ")))
            }
            OrganizationOperation::SetText(_, text) | OrganizationOperation::SetHandle(_, text) => {
                Some(text.clone())
            }
            OrganizationOperation::SetDomains(list)
            | OrganizationOperation::SetPhones(list)
            | OrganizationOperation::SetAddresses(list) => Some(list.join("\n")),
            OrganizationOperation::SetField(_, value) => typed_value(value),
            _ => None,
        },
        Operation::Snippet(_, operation) => match operation {
            SnippetOperation::Create { text, .. }
            | SnippetOperation::Rename(text)
            | SnippetOperation::SetSubject(text)
            | SnippetOperation::SetText(text)
            | SnippetOperation::SetShortcut(text) => Some(text.clone()),
            SnippetOperation::SetDeleted(_) => None,
        },
        Operation::View(_, operation) => match operation {
            ViewOperation::Create { name, .. } | ViewOperation::Rename(name) => Some(name.clone()),
            ViewOperation::SetShape(shape) => Some(shape.filter.clone()),
            ViewOperation::SetDeleted(_) => None,
        },
        Operation::MoveBox { .. }
        | Operation::RemoveThread { .. }
        | Operation::DeleteBox { .. }
        | Operation::RestoreBox { .. }
        | Operation::Set { .. } => None,
    }
}

fn typed_into_box(operation: &BoxOperation) -> Option<String> {
    match operation {
        BoxOperation::Duplicate { name, .. } => Some(name.clone()),
        BoxOperation::Task(
            _,
            TaskOperation::Create { text, .. } | TaskOperation::SetText(text),
        )
        | BoxOperation::Comment(
            _,
            CommentOperation::Create { text, .. } | CommentOperation::Edit { text, .. },
        ) => Some(text.clone()),
        BoxOperation::Meeting(
            _,
            MeetingOperation::Create { notes, .. } | MeetingOperation::SetNotes(notes),
        ) => Some(notes.clone()),
        BoxOperation::File(_, FileOperation::Create { name, url }) => {
            Some(format!("{name}\n{url}"))
        }
        BoxOperation::File(_, FileOperation::Rename(text) | FileOperation::SetUrl(text)) => {
            Some(text.clone())
        }
        _ => None,
    }
}

fn typed_field(operation: &FieldOperation) -> Option<String> {
    match operation {
        FieldOperation::Create { name, .. } | FieldOperation::Rename(_, name) => Some(name.clone()),
        FieldOperation::Describe(_, text) => Some(text.clone()),
        FieldOperation::SetKind(..)
        | FieldOperation::Move(..)
        | FieldOperation::Delete(_)
        | FieldOperation::Restore(_) => None,
    }
}

fn typed_value(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Date(date) => Some(date.to_string()),
        Value::Checkbox(_)
        | Value::Choice(_)
        | Value::Person(_)
        | Value::Moment(_)
        | Value::Tags(_)
        | Value::Contact(_)
        | Value::Organization(_)
        | Value::Empty => None,
    }
}
