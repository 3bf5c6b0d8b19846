//! Who may do what: every operation by every role, on boxes of one's own and of others.
//!
//! [`rows`] has a row for every operation, and does not compile without: the right that the
//! operation takes. What a role may do with that right is worked out here from the words that the
//! roles are described by, and compared with what is refused.

use super::team::{BOX, GONE, MEMBER, OWNER, PIPELINE, REMOVED, STRANGER, perform, stamp};
use super::world::{OTHER, SET, later, operations, world};
use crate::{
    Actor, BoxOperation, CommentOperation, ContactOperation, FieldOperation, FileOperation, Home,
    MeetingOperation, Operation, OrganizationOperation, PipelineOperation, PipelineRole, Place,
    Reach, Refusal, Register, Rights, Role, Sharing, SnippetOperation, StageOperation, State,
    TaskOperation, TeamOperation, ViewOperation,
};

/// What it takes to be allowed to do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// To be in the team.
    Member,
    /// To be an owner of the team, or to do it to oneself.
    Owner,
    /// To see the pipeline, and to change what is everybody's.
    Structure,
    /// The same of something that lies in the pipeline and is hidden with it.
    StructureOf(Place),
    /// To decide who may do what there.
    Share,
    /// To make boxes there.
    Create,
    /// To see the box, and to make boxes.
    Copy,
    /// To see the box, and to comment on it.
    Comment,
    /// To change the box.
    Edit,
    /// To delete the box.
    Delete,
    /// To change and delete the box.
    EditAndDelete,
}

macro_rules! rows {
    ($($pattern:pat => $takes:expr,)*) => {
        /// The row of an operation, and what it takes.
        fn row(operation: &Operation) -> (&'static str, Takes) {
            match operation {
                $($pattern => (stringify!($pattern), $takes),)*
            }
        }

        const ROWS: &[&str] = &[$(stringify!($pattern)),*];
    };
}

use Operation as O;
use PipelineOperation as P;

rows! {
    O::AddMember { .. } => Takes::Owner,
    O::Invite { .. } => Takes::Owner,
    O::Team(TeamOperation::Rename(_)) => Takes::Owner,
    O::Team(TeamOperation::RenameMember(..)) => Takes::Owner,
    O::Team(TeamOperation::SetRole(..)) => Takes::Owner,
    O::Team(TeamOperation::ContactField(_)) => Takes::Member,
    O::Team(TeamOperation::OrganizationField(_)) => Takes::Member,
    O::CreatePipeline { .. } => Takes::Member,
    O::RenamePipeline { .. } => Takes::Structure,
    O::Pipeline(_, P::Describe(_)) => Takes::Structure,
    O::Pipeline(_, P::SetIcon(_)) => Takes::Structure,
    O::Pipeline(_, P::SetTheme(_)) => Takes::Structure,
    O::Pipeline(_, P::Stage(_, StageOperation::Create { .. })) => Takes::Structure,
    O::Pipeline(_, P::Stage(_, StageOperation::Rename(_))) => Takes::Structure,
    O::Pipeline(_, P::Stage(_, StageOperation::SetColour(_))) => Takes::Structure,
    O::Pipeline(_, P::Stage(_, StageOperation::Move(_))) => Takes::Structure,
    O::Pipeline(_, P::Stage(_, StageOperation::Delete { .. })) => Takes::Structure,
    O::Pipeline(_, P::Stage(_, StageOperation::Restore)) => Takes::Structure,
    O::Pipeline(_, P::Field(FieldOperation::Create { .. })) => Takes::Structure,
    O::Pipeline(_, P::Field(FieldOperation::Rename(..))) => Takes::Structure,
    O::Pipeline(_, P::Field(FieldOperation::Describe(..))) => Takes::Structure,
    O::Pipeline(_, P::Field(FieldOperation::SetKind(..))) => Takes::Structure,
    O::Pipeline(_, P::Field(FieldOperation::Move(..))) => Takes::Structure,
    O::Pipeline(_, P::Field(FieldOperation::Delete(_))) => Takes::Structure,
    O::Pipeline(_, P::Field(FieldOperation::Restore(_))) => Takes::Structure,
    O::Pipeline(_, P::Share(_)) => Takes::Share,
    O::Pipeline(_, P::SetMember(..)) => Takes::Share,
    O::Pipeline(_, P::SetPermissionSet(..)) => Takes::Share,
    O::Pipeline(_, P::Delete) => Takes::Share,
    O::Pipeline(_, P::Restore) => Takes::Share,
    O::CreateBox { .. } => Takes::Create,
    O::RenameBox { .. } => Takes::Edit,
    O::SetNotes { .. } => Takes::Edit,
    O::MoveBox { .. } => Takes::Edit,
    O::SetField { .. } => Takes::Edit,
    O::AddThread { .. } => Takes::Edit,
    O::RemoveThread { .. } => Takes::Edit,
    O::DeleteBox { .. } => Takes::Delete,
    O::RestoreBox { .. } => Takes::Delete,
    O::Box(_, BoxOperation::Archive(_)) => Takes::Edit,
    O::Box(_, BoxOperation::Place(_)) => Takes::Edit,
    O::Box(_, BoxOperation::Assign(..)) => Takes::Edit,
    O::Box(_, BoxOperation::Follow(..)) => Takes::Edit,
    O::Box(_, BoxOperation::Link(..)) => Takes::Edit,
    O::Box(_, BoxOperation::Contact(..)) => Takes::Edit,
    O::Box(_, BoxOperation::Organization(..)) => Takes::Edit,
    O::Box(_, BoxOperation::MoveToPipeline { .. }) => Takes::EditAndDelete,
    O::Box(_, BoxOperation::Duplicate { .. }) => Takes::Copy,
    O::Box(_, BoxOperation::MergeInto(_)) => Takes::EditAndDelete,
    O::Box(_, BoxOperation::AddMails { .. }) => Takes::Edit,
    O::Box(_, BoxOperation::Task(_, TaskOperation::Create { .. })) => Takes::Edit,
    O::Box(_, BoxOperation::Task(_, TaskOperation::SetText(_))) => Takes::Edit,
    O::Box(_, BoxOperation::Task(_, TaskOperation::SetDue(_))) => Takes::Edit,
    O::Box(_, BoxOperation::Task(_, TaskOperation::Assign(..))) => Takes::Edit,
    O::Box(_, BoxOperation::Task(_, TaskOperation::SetDone(_))) => Takes::Edit,
    O::Box(_, BoxOperation::Task(_, TaskOperation::SetDeleted(_))) => Takes::Edit,
    O::Box(_, BoxOperation::Comment(_, CommentOperation::Create { .. })) => Takes::Comment,
    O::Box(_, BoxOperation::Comment(_, CommentOperation::Edit { .. })) => Takes::Comment,
    O::Box(_, BoxOperation::Comment(_, CommentOperation::React(..))) => Takes::Comment,
    O::Box(_, BoxOperation::Comment(_, CommentOperation::SetDeleted(_))) => Takes::Comment,
    O::Box(_, BoxOperation::Meeting(_, MeetingOperation::Create { .. })) => Takes::Edit,
    O::Box(_, BoxOperation::Meeting(_, MeetingOperation::SetKind(_))) => Takes::Edit,
    O::Box(_, BoxOperation::Meeting(_, MeetingOperation::SetStart(_))) => Takes::Edit,
    O::Box(_, BoxOperation::Meeting(_, MeetingOperation::SetMinutes(_))) => Takes::Edit,
    O::Box(_, BoxOperation::Meeting(_, MeetingOperation::SetNotes(_))) => Takes::Edit,
    O::Box(_, BoxOperation::Meeting(_, MeetingOperation::SetDeleted(_))) => Takes::Edit,
    O::Box(_, BoxOperation::File(_, FileOperation::Create { .. })) => Takes::Edit,
    O::Box(_, BoxOperation::File(_, FileOperation::Rename(_))) => Takes::Edit,
    O::Box(_, BoxOperation::File(_, FileOperation::SetUrl(_))) => Takes::Edit,
    O::Box(_, BoxOperation::File(_, FileOperation::SetDeleted(_))) => Takes::Edit,
    O::Box(_, BoxOperation::Forget) => Takes::Delete,
    O::Contact(_, ContactOperation::Create { .. }) => Takes::Member,
    O::Contact(_, ContactOperation::SetText(..)) => Takes::Member,
    O::Contact(_, ContactOperation::SetEmails(_)) => Takes::Member,
    O::Contact(_, ContactOperation::SetPhones(_)) => Takes::Member,
    O::Contact(_, ContactOperation::SetAddresses(_)) => Takes::Member,
    O::Contact(_, ContactOperation::SetHandle(..)) => Takes::Member,
    O::Contact(_, ContactOperation::SetField(..)) => Takes::Member,
    O::Contact(_, ContactOperation::SetOrganization(..)) => Takes::Member,
    O::Contact(_, ContactOperation::Link(..)) => Takes::Member,
    O::Contact(_, ContactOperation::SetDeleted(_)) => Takes::Member,
    O::Organization(_, OrganizationOperation::Create { .. }) => Takes::Member,
    O::Organization(_, OrganizationOperation::SetText(..)) => Takes::Member,
    O::Organization(_, OrganizationOperation::SetDomains(_)) => Takes::Member,
    O::Organization(_, OrganizationOperation::SetPhones(_)) => Takes::Member,
    O::Organization(_, OrganizationOperation::SetAddresses(_)) => Takes::Member,
    O::Organization(_, OrganizationOperation::SetHandle(..)) => Takes::Member,
    O::Organization(_, OrganizationOperation::SetField(..)) => Takes::Member,
    O::Organization(_, OrganizationOperation::Link(..)) => Takes::Member,
    O::Organization(_, OrganizationOperation::SetDeleted(_)) => Takes::Member,
    O::Snippet(_, SnippetOperation::Create { .. }) => Takes::Structure,
    O::Snippet(_, SnippetOperation::Rename(_)) => Takes::StructureOf(Place::Snippet),
    O::Snippet(_, SnippetOperation::SetSubject(_)) => Takes::StructureOf(Place::Snippet),
    O::Snippet(_, SnippetOperation::SetText(_)) => Takes::StructureOf(Place::Snippet),
    O::Snippet(_, SnippetOperation::SetShortcut(_)) => Takes::StructureOf(Place::Snippet),
    O::Snippet(_, SnippetOperation::SetDeleted(_)) => Takes::StructureOf(Place::Snippet),
    O::View(_, ViewOperation::Create { .. }) => Takes::Structure,
    O::View(_, ViewOperation::Rename(_)) => Takes::StructureOf(Place::View),
    O::View(_, ViewOperation::SetShape(_)) => Takes::StructureOf(Place::View),
    O::View(_, ViewOperation::SetDeleted(_)) => Takes::StructureOf(Place::View),
    O::Set { .. } => Takes::Member,
    O::Learn { .. } => Takes::Member,
}

/// Every operation of the world, and those that take something in another state.
pub(super) fn samples() -> Vec<Operation> {
    let mut all = operations();
    all.push(super::world::on_box(BoxOperation::Comment(
        super::world::COMMENT,
        CommentOperation::Edit {
            text: "Said better".to_owned(),
            mentions: vec![],
        },
    )));
    all.push(super::world::on_pipeline(P::Restore));
    all.push(super::world::on_pipeline(P::Stage(
        super::team::SECOND,
        StageOperation::Restore,
    )));
    all.push(super::world::on_pipeline(P::Field(
        FieldOperation::Restore(super::team::TEXT),
    )));
    all
}

/// The world with what the operation brings back deleted, and the pipeline private to its admin and
/// to the member in that role, who is or is not assigned to its boxes.
fn prepared(operation: &Operation, role: Option<PipelineRole>, is_assigned: bool) -> State {
    let mut state = world();
    let at = stamp(900, 1);
    let pipeline = state.pipelines.get_mut(&PIPELINE).unwrap();
    pipeline.sharing = Register::new(Sharing::Private, at);
    pipeline.members.insert(MEMBER, Register::new(role, at));
    match operation {
        O::Pipeline(_, P::Restore) => pipeline.deleted = Register::new(true, at),
        O::Pipeline(_, P::Stage(id, StageOperation::Restore)) => {
            let stage = pipeline.stages.get_mut(id).unwrap();
            stage.gone_into = Register::new(Some(super::team::FIRST), at);
        }
        O::Pipeline(_, P::Field(FieldOperation::Restore(id))) => {
            pipeline.fields.get_mut(id).unwrap().deleted = Register::new(true, at);
        }
        _ => {}
    }
    for id in [BOX, GONE, OTHER] {
        let record = state.boxes.get_mut(&id).unwrap();
        let entry = Register::new(is_assigned, at);
        record.assignees.insert(MEMBER, entry);
    }
    state
}

/// What the roles are said to allow, written down once more.
fn rights(role: Option<PipelineRole>) -> Rights {
    let nothing = Rights::NONE;
    let (none, own, all) = (Reach::None, Reach::Assigned, Reach::All);
    let reach = |view, comment, edit, delete| Rights {
        view,
        comment,
        edit,
        delete,
        ..nothing
    };
    match role {
        None => nothing,
        Some(PipelineRole::Admin) => Rights::ALL,
        Some(PipelineRole::Editor) => Rights {
            share: false,
            ..Rights::ALL
        },
        Some(PipelineRole::Creator) => Rights {
            create: true,
            ..reach(all, all, own, own)
        },
        Some(PipelineRole::Assignee) => reach(all, all, own, none),
        Some(PipelineRole::Viewer) => reach(all, all, none, none),
        Some(PipelineRole::Observer) => reach(own, own, none, none),
        Some(PipelineRole::Custom(_)) => Rights {
            create: true,
            structure: true,
            ..reach(all, none, own, none)
        },
    }
}

/// What a member of the team in that role should be told.
fn expected(takes: Takes, rights: Rights, is_assigned: bool) -> Option<Refusal> {
    let sees = rights.view > Reach::None;
    let sees_box = rights.view.covers(is_assigned);
    let refused = |hidden: bool, place, allowed: bool| {
        if hidden {
            Some(Refusal::NotFound(place))
        } else {
            (!allowed).then_some(Refusal::NotAllowed)
        }
    };
    let pipeline = |allowed| refused(!sees, Place::Pipeline, allowed);
    let a_box = |allowed| refused(!sees_box, Place::Box, allowed);
    let (edit, delete) = (
        rights.edit.covers(is_assigned),
        rights.delete.covers(is_assigned),
    );
    match takes {
        Takes::Member => None,
        Takes::Owner => Some(Refusal::NotAllowed),
        Takes::Structure => pipeline(rights.structure),
        Takes::StructureOf(place) => refused(!sees, place, rights.structure),
        Takes::Share => pipeline(rights.share),
        Takes::Create => pipeline(rights.create),
        Takes::Copy => a_box(rights.create),
        Takes::Comment => a_box(rights.comment.covers(is_assigned)),
        Takes::Edit => a_box(edit),
        Takes::Delete => a_box(delete),
        Takes::EditAndDelete => a_box(edit && delete),
    }
}

#[test]
fn every_row_has_a_sample() {
    let tried: std::collections::BTreeSet<&str> =
        samples().iter().map(|operation| row(operation).0).collect();
    for known in ROWS {
        assert!(tried.contains(known), "nothing tries {known}");
    }
}

#[test]
fn every_pipeline_role_may_do_what_it_is_said_to_and_nothing_else() {
    let roles = [
        None,
        Some(PipelineRole::Admin),
        Some(PipelineRole::Editor),
        Some(PipelineRole::Creator),
        Some(PipelineRole::Assignee),
        Some(PipelineRole::Viewer),
        Some(PipelineRole::Observer),
        Some(PipelineRole::Custom(SET)),
    ];
    for operation in samples() {
        let (_, takes) = row(&operation);
        for role in roles {
            for is_assigned in [false, true] {
                let state = prepared(&operation, role, is_assigned);
                let mut after = state.clone();
                let actor = Actor::User(MEMBER);
                let done = perform(&mut after, actor, later(0), &operation).err();
                let expected = expected(takes, rights(role), is_assigned);
                let what = format!("{operation:?} as {role:?}, assigned: {is_assigned}");
                assert_eq!(done, expected, "{what}");
                if done.is_some() {
                    assert_eq!(after, state, "{what}");
                }
            }
        }
    }
}

#[test]
fn who_is_not_active_in_the_team_may_do_nothing() {
    for operation in samples() {
        // Not even with all rights in the pipeline.
        let mut state = prepared(&operation, Some(PipelineRole::Admin), true);
        for (person, role) in [(REMOVED, Role::Removed), (MEMBER, Role::PayerOnly)] {
            state.members.get_mut(&person).unwrap().role = Register::new(role, stamp(901, 1));
            for user in [person, STRANGER] {
                let done = perform(&mut state.clone(), Actor::User(user), later(0), &operation);
                assert_eq!(done, Err(Refusal::NotAllowed), "{operation:?}");
            }
        }
    }
}

#[test]
fn an_owner_of_the_team_decides_about_people_and_sees_no_more_pipelines_for_it() {
    for operation in samples() {
        let (_, takes) = row(&operation);
        let mut state = prepared(&operation, Some(PipelineRole::Admin), true);
        let pipeline = state.pipelines.get_mut(&PIPELINE).unwrap();
        let at = stamp(902, 1);
        pipeline.members.insert(OWNER, Register::new(None, at));
        let done = perform(&mut state, Actor::User(OWNER), later(0), &operation).err();
        let expected = match takes {
            Takes::Owner => None,
            takes => expected(takes, Rights::NONE, false),
        };
        assert_eq!(done, expected, "{operation:?}");
    }
}

#[test]
fn the_operator_may_do_all_that_needs_nobody_who_did_it() {
    for operation in samples() {
        let state = prepared(&operation, None, false);
        let done = perform(&mut state.clone(), Actor::Operator, later(0), &operation);
        let needs_a_person = operation.makes().is_some()
            || matches!(
                operation,
                O::Set { .. }
                    | O::Learn { .. }
                    | O::Box(
                        _,
                        BoxOperation::Task(_, TaskOperation::Create { .. })
                            | BoxOperation::Comment(
                                _,
                                CommentOperation::Create { .. }
                                    | CommentOperation::Edit { .. }
                                    | CommentOperation::React(..)
                            )
                            | BoxOperation::Meeting(_, MeetingOperation::Create { .. })
                            | BoxOperation::File(_, FileOperation::Create { .. })
                    )
            );
        let refused = needs_a_person.then_some(Refusal::NotAllowed);
        assert_eq!(done.err(), refused, "{operation:?}");
    }
}

#[test]
fn what_belongs_to_one_person_is_nobody_elses() {
    let snippet = crate::SnippetId::from_bytes([92; 16]);
    let create = |home| {
        O::Snippet(
            snippet,
            SnippetOperation::Create {
                home,
                name: "Mine".to_owned(),
                subject: String::new(),
                text: String::new(),
                shortcut: String::new(),
            },
        )
    };
    let mut state = world();
    let mine = create(Home::User(MEMBER));
    let hidden = Some(Refusal::NotFound(Place::Snippet));
    let refused = super::team::refusal(&state, &mine);
    assert_eq!(refused, hidden, "an owner makes nothing for others");
    perform(&mut state, Actor::User(MEMBER), later(0), &mine).unwrap();
    let rename = O::Snippet(snippet, SnippetOperation::Rename("x".to_owned()));
    assert_eq!(super::team::refusal(&state, &rename), hidden);
    assert!(perform(&mut state, Actor::User(MEMBER), later(1), &rename).is_ok());
}
