//! A team with one of everything, and one of every operation to do with it.

use super::team::{
    BOX, CHECK, CHOICE, DATE, FIRST, GONE, LOW, MEMBER, OWNER, PERSON, PIPELINE, REMOVED, SECOND,
    STRANGER, TEXT, add, create_box, field, perform, stage, stamp,
};
use crate::{
    Actor, Association, BoxId, BoxOperation, Colour, CommentId, CommentOperation, ContactId,
    ContactOperation, ContactText, Due, FieldId, FieldKind, FieldOperation, FileId, FileOperation,
    Handle, Home, InvitationId, LessonId, Mail, MeetingId, MeetingKind, MeetingOperation,
    MessageId, Operation, OrderKey, OrganizationId, OrganizationOperation, OrganizationText,
    PermissionSet, PermissionSetId, PipelineId, PipelineOperation, PipelineRole, Rights, Role,
    Setting, SettingValue, Sharing, SnippetId, SnippetOperation, StageId, StageOperation, Stamp,
    State, TaskId, TaskOperation, TeamOperation, Theme, ThreadId, Value, ViewId, ViewOperation,
    ViewShape,
};

pub(super) const ELSEWHERE: PipelineId = PipelineId::from_bytes([13; 16]);
pub(super) const THERE: StageId = StageId::from_bytes([23; 16]);
pub(super) const OTHER: BoxId = BoxId::from_bytes([53; 16]);
pub(super) const NEW_BOX: BoxId = BoxId::from_bytes([54; 16]);
pub(super) const SET: PermissionSetId = PermissionSetId::from_bytes([61; 16]);
pub(super) const TASK: TaskId = TaskId::from_bytes([62; 16]);
pub(super) const COMMENT: CommentId = CommentId::from_bytes([63; 16]);
pub(super) const MEETING: MeetingId = MeetingId::from_bytes([64; 16]);
pub(super) const FILE: FileId = FileId::from_bytes([65; 16]);
pub(super) const CONTACT: ContactId = ContactId::from_bytes([66; 16]);
pub(super) const FRIEND: ContactId = ContactId::from_bytes([67; 16]);
pub(super) const ORGANIZATION: OrganizationId = OrganizationId::from_bytes([68; 16]);
pub(super) const PARENT: OrganizationId = OrganizationId::from_bytes([69; 16]);
pub(super) const SNIPPET: SnippetId = SnippetId::from_bytes([70; 16]);
pub(super) const VIEW: ViewId = ViewId::from_bytes([71; 16]);
pub(super) const INVITATION: InvitationId = InvitationId::from_bytes([72; 16]);
pub(super) const GUEST: InvitationId = InvitationId::from_bytes([73; 16]);
pub(super) const OWN_FIELD: FieldId = FieldId::from_bytes([37; 16]);
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// Late enough that a deleted box may be forgotten.
pub(super) fn later(millis: u64) -> Stamp {
    stamp(40 * DAY + millis, 2)
}

fn s(text: &str) -> String {
    text.to_owned()
}

pub(super) fn on_pipeline(operation: PipelineOperation) -> Operation {
    Operation::Pipeline(PIPELINE, operation)
}

pub(super) fn on_box(operation: BoxOperation) -> Operation {
    Operation::Box(BOX, operation)
}

/// What a member has to have done for a pipeline of one of everything.
pub(super) fn world() -> State {
    let mut state = super::team::team();
    let own = FieldOperation::Create {
        id: OWN_FIELD,
        name: s("Own"),
        kind: FieldKind::Text,
        order: OrderKey::default(),
    };
    let set = |field, value| Operation::SetField {
        id: BOX,
        field,
        value,
    };
    let operations = vec![
        Operation::Team(TeamOperation::Rename(s("Hill"))),
        Operation::Team(TeamOperation::ContactField(own.clone())),
        Operation::Team(TeamOperation::OrganizationField(own)),
        Operation::Invite {
            id: INVITATION,
            whom: Some((s("eve@hill.example"), Role::Member)),
        },
        Operation::CreatePipeline {
            id: ELSEWHERE,
            name: s("Elsewhere"),
            stages: vec![stage(THERE, "There")],
            fields: vec![field(
                FieldId::from_bytes([38; 16]),
                "text",
                FieldKind::Date,
            )],
        },
        on_pipeline(PipelineOperation::SetPermissionSet(
            SET,
            Some(PermissionSet {
                name: s("Custom"),
                rights: Rights {
                    view: crate::Reach::All,
                    comment: crate::Reach::None,
                    edit: crate::Reach::Assigned,
                    delete: crate::Reach::None,
                    create: true,
                    export: false,
                    structure: true,
                    share: false,
                },
            }),
        )),
        create_box(OTHER, "Other"),
        set(TEXT, Value::Text(s("2026-03-09"))),
        set(CHECK, Value::Checkbox(true)),
        set(CHOICE, Value::Choice(LOW)),
        set(DATE, Value::Empty),
        set(PERSON, Value::Person(MEMBER)),
        Operation::SetNotes {
            id: OTHER,
            notes: s("notes of the other"),
        },
        on_box(BoxOperation::Task(
            TASK,
            TaskOperation::Create {
                text: s("Call"),
                due: None,
                assignees: vec![MEMBER],
            },
        )),
        on_box(BoxOperation::Meeting(
            MEETING,
            MeetingOperation::Create {
                kind: MeetingKind::Call,
                starts_at: 1_000,
                minutes: Some(5),
                notes: s("said"),
            },
        )),
        on_box(BoxOperation::File(
            FILE,
            FileOperation::Create {
                name: s("Offer"),
                url: s("https://hill.example/offer"),
            },
        )),
        Operation::Contact(CONTACT, contact("Ana")),
        Operation::Contact(FRIEND, contact("Bo")),
        Operation::Organization(ORGANIZATION, organization("Hill")),
        Operation::Organization(PARENT, organization("Mountain")),
        Operation::Snippet(SNIPPET, snippet()),
        Operation::View(VIEW, view()),
    ];
    for (n, operation) in (200..).zip(&operations) {
        let done = perform(&mut state, Actor::User(OWNER), stamp(n, 1), operation);
        assert!(done.is_ok(), "{operation:?}: {done:?}");
    }
    let said = on_box(BoxOperation::Comment(COMMENT, comment("Said")));
    perform(&mut state, Actor::User(MEMBER), stamp(300, 1), &said).unwrap();
    state
}

fn contact(name: &str) -> ContactOperation {
    ContactOperation::Create {
        given_name: s(name),
        family_name: String::new(),
        emails: vec![],
    }
}

fn organization(name: &str) -> OrganizationOperation {
    OrganizationOperation::Create {
        name: s(name),
        domains: vec![],
    }
}

fn comment(text: &str) -> CommentOperation {
    CommentOperation::Create {
        text: s(text),
        mentions: vec![OWNER],
        parent: None,
    }
}

fn snippet() -> SnippetOperation {
    SnippetOperation::Create {
        home: Home::Pipeline(PIPELINE),
        name: s("Hello"),
        subject: s("Hi"),
        text: s("Dear {{Name}}"),
        shortcut: s("hi"),
    }
}

fn view() -> ViewOperation {
    ViewOperation::Create {
        home: Home::Pipeline(PIPELINE),
        pipeline: Some(PIPELINE),
        name: s("Mine"),
        shape: ViewShape::default(),
    }
}

fn due() -> Due {
    Due {
        at: 1_000,
        is_all_day: false,
        zone: s("Europe/Vienna"),
    }
}

/// One of every operation, each of which an admin who is the team's owner may do in [`world`].
pub(super) fn operations() -> Vec<Operation> {
    let mut all = team_operations();
    all.extend(pipeline_operations().into_iter().map(on_pipeline));
    all.extend(box_operations());
    all.extend(address_book_operations());
    all.extend(view_operations());
    all
}

fn team_operations() -> Vec<Operation> {
    let field = |operation| Operation::Team(TeamOperation::ContactField(operation));
    vec![
        add(STRANGER, "dora@boxwood.example", Role::Member),
        Operation::Team(TeamOperation::Rename(s("Valley"))),
        Operation::Team(TeamOperation::RenameMember(OWNER, s("Ann"))),
        Operation::Team(TeamOperation::SetRole(REMOVED, Role::Member)),
        field(FieldOperation::Rename(OWN_FIELD, s("Renamed"))),
        Operation::Team(TeamOperation::OrganizationField(FieldOperation::Delete(
            OWN_FIELD,
        ))),
        Operation::Invite {
            id: GUEST,
            whom: Some((s("guest@hill.example"), Role::Member)),
        },
        Operation::Invite {
            id: INVITATION,
            whom: None,
        },
    ]
}

fn pipeline_operations() -> Vec<PipelineOperation> {
    let stage = |operation| PipelineOperation::Stage(SECOND, operation);
    let new_stage = StageOperation::Create {
        name: s("New"),
        colour: Colour::from_hex(0),
        order: OrderKey::default(),
    };
    let field = PipelineOperation::Field;
    vec![
        PipelineOperation::Describe(s("What it is for")),
        PipelineOperation::SetIcon(s("🌲")),
        PipelineOperation::SetTheme(Theme::Lakeside),
        PipelineOperation::Stage(StageId::from_bytes([24; 16]), new_stage),
        stage(StageOperation::Rename(s("Renamed"))),
        stage(StageOperation::SetColour(Colour::from_hex(1))),
        stage(StageOperation::Move(OrderKey::new_before(
            &OrderKey::default(),
        ))),
        stage(StageOperation::Delete { into: FIRST }),
        field(FieldOperation::Create {
            id: OWN_FIELD,
            name: s("New"),
            kind: FieldKind::Rating(5),
            order: OrderKey::default(),
        }),
        field(FieldOperation::Rename(TEXT, s("Renamed"))),
        field(FieldOperation::Describe(TEXT, s("Says"))),
        field(FieldOperation::SetKind(CHOICE, FieldKind::Text)),
        field(FieldOperation::Move(
            TEXT,
            OrderKey::new_before(&OrderKey::default()),
        )),
        field(FieldOperation::Delete(TEXT)),
        PipelineOperation::Share(Sharing::Team(PipelineRole::Viewer)),
        PipelineOperation::SetMember(MEMBER, Some(PipelineRole::Custom(SET))),
        PipelineOperation::SetPermissionSet(SET, None),
        PipelineOperation::Delete,
    ]
}

fn box_operations() -> Vec<Operation> {
    let mut all: Vec<Operation> = super::team::every_operation();
    // The first ones are about members and pipelines, and another one makes a box.
    all.retain(|operation| !matches!(operation, Operation::AddMember { .. }));
    let order = OrderKey::default();
    let task = |operation| BoxOperation::Task(TASK, operation);
    let said = |operation| BoxOperation::Comment(COMMENT, operation);
    let met = |operation| BoxOperation::Meeting(MEETING, operation);
    let file = |operation| BoxOperation::File(FILE, operation);
    let star = Some(Association::default());
    let mail = Mail {
        thread: ThreadId(s("18f")),
        at: 5,
        from: s("Ana@Hill.example"),
        to: vec![s("ann@boxwood.example")],
        is_sent: false,
    };
    let in_box = vec![
        BoxOperation::Archive(true),
        BoxOperation::Place(Some(order)),
        BoxOperation::Assign(OWNER, true),
        BoxOperation::Follow(OWNER, true),
        BoxOperation::Link(OTHER, true),
        BoxOperation::Contact(CONTACT, star),
        BoxOperation::Organization(ORGANIZATION, star),
        BoxOperation::MoveToPipeline {
            pipeline: ELSEWHERE,
            stage: THERE,
        },
        BoxOperation::Duplicate {
            copy: NEW_BOX,
            name: s("Copy"),
        },
        BoxOperation::MergeInto(OTHER),
        BoxOperation::AddMails {
            thread: ThreadId(s("18f")),
            mails: vec![(MessageId(s("1@hill.example")), mail)],
        },
        BoxOperation::Task(
            TaskId::from_bytes([82; 16]),
            TaskOperation::Create {
                text: s("Write"),
                due: Some(due()),
                assignees: vec![],
            },
        ),
        task(TaskOperation::SetText(s("Call again"))),
        task(TaskOperation::SetDue(Some(due()))),
        task(TaskOperation::Assign(MEMBER, false)),
        task(TaskOperation::SetDone(true)),
        task(TaskOperation::SetDeleted(true)),
        BoxOperation::Comment(CommentId::from_bytes([83; 16]), comment("Again")),
        said(CommentOperation::React(s("👍"), true)),
        said(CommentOperation::SetDeleted(true)),
        BoxOperation::Meeting(
            MeetingId::from_bytes([84; 16]),
            MeetingOperation::Create {
                kind: MeetingKind::Meeting,
                starts_at: 2_000,
                minutes: None,
                notes: String::new(),
            },
        ),
        met(MeetingOperation::SetKind(MeetingKind::Meeting)),
        met(MeetingOperation::SetStart(9)),
        met(MeetingOperation::SetMinutes(None)),
        met(MeetingOperation::SetNotes(s("more"))),
        met(MeetingOperation::SetDeleted(true)),
        BoxOperation::File(
            FileId::from_bytes([85; 16]),
            FileOperation::Create {
                name: s("Contract"),
                url: s("https://hill.example/contract"),
            },
        ),
        file(FileOperation::Rename(s("Offers"))),
        file(FileOperation::SetUrl(s("https://hill.example/offers"))),
        file(FileOperation::SetDeleted(true)),
    ];
    all.extend(in_box.into_iter().map(on_box));
    all.push(Operation::Box(GONE, BoxOperation::Forget));
    all
}

fn address_book_operations() -> Vec<Operation> {
    let contact_operations = vec![
        ContactOperation::SetText(ContactText::FamilyName, s("Hill")),
        ContactOperation::SetEmails(vec![s("ana@hill.example")]),
        ContactOperation::SetPhones(vec![s("+43 1 2345")]),
        ContactOperation::SetAddresses(vec![s("Hill 1")]),
        ContactOperation::SetHandle(Handle::GitHub, s("ana")),
        ContactOperation::SetField(OWN_FIELD, Value::Text(s("x"))),
        ContactOperation::SetOrganization(ORGANIZATION, true),
        ContactOperation::Link(FRIEND, true),
        ContactOperation::SetDeleted(true),
    ];
    let organization_operations = vec![
        OrganizationOperation::SetText(OrganizationText::Industry, s("Trees")),
        OrganizationOperation::SetDomains(vec![s("hill.example")]),
        OrganizationOperation::SetPhones(vec![s("+43 1 2345")]),
        OrganizationOperation::SetAddresses(vec![s("Hill 1")]),
        OrganizationOperation::SetHandle(Handle::Website, s("hill")),
        OrganizationOperation::SetField(OWN_FIELD, Value::Text(s("x"))),
        OrganizationOperation::Link(PARENT, true),
        OrganizationOperation::SetDeleted(true),
    ];
    let mut all = vec![
        Operation::Contact(ContactId::from_bytes([86; 16]), contact("New")),
        Operation::Organization(OrganizationId::from_bytes([88; 16]), organization("New")),
    ];
    let contacts = contact_operations.into_iter();
    all.extend(contacts.map(|operation| Operation::Contact(CONTACT, operation)));
    let organizations = organization_operations.into_iter();
    all.extend(organizations.map(|operation| Operation::Organization(ORGANIZATION, operation)));
    all
}

fn view_operations() -> Vec<Operation> {
    let shape = ViewShape {
        filter: s("stage:Lead"),
        ..ViewShape::default()
    };
    let mut all = vec![
        Operation::Snippet(SnippetId::from_bytes([90; 16]), snippet()),
        Operation::View(ViewId::from_bytes([91; 16]), view()),
        Operation::Set {
            setting: Setting::PipelineHidden(PIPELINE),
            value: SettingValue::Flag(true),
        },
        Operation::Learn {
            id: LessonId::from_bytes([92; 16]),
            content: vec![1, 2, 3].into(),
        },
    ];
    let snippets = [
        SnippetOperation::Rename(s("Hey")),
        SnippetOperation::SetSubject(s("Hey")),
        SnippetOperation::SetText(s("Hey")),
        SnippetOperation::SetShortcut(s("hey")),
        SnippetOperation::SetDeleted(true),
    ];
    let views = [
        ViewOperation::Rename(s("Ours")),
        ViewOperation::SetShape(shape),
        ViewOperation::SetDeleted(true),
    ];
    all.extend(snippets.map(|operation| Operation::Snippet(SNIPPET, operation)));
    all.extend(views.map(|operation| Operation::View(VIEW, operation)));
    all
}
