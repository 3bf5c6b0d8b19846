//! The operations that came with version 2, one of every kind, in an order in which each can be.

use boxwood_model::{
    Association, BoxOperation, BuiltIn, Choice, Colour, Column, ColumnShape, CommentId,
    CommentOperation, ContactId, ContactOperation, ContactText, Decimal, Due, FieldId, FieldKind,
    FieldOperation, FileId, FileOperation, Handle, Home, InvitationId, Layout, Mail, MeetingId,
    MeetingKind, MeetingOperation, MessageId, Operation, OrderKey, OrganizationId,
    OrganizationOperation, OrganizationText, PermissionSet, PermissionSetId, PipelineOperation,
    PipelineRole, Reach, Rights, Role, Setting, SettingValue, Sharing, SnippetId, SnippetOperation,
    SortKey, StageId, StageOperation, Summary, TaskId, TaskOperation, TeamOperation, Theme, Value,
    ViewId, ViewOperation, ViewShape,
};

use super::{ANN, BEN, BOX, CHOICE, OTHER, OTHER_BOX, PIPELINE, STAGE, thread};

pub(in crate::tests) const CONTACT: ContactId = ContactId::from_bytes([60; 16]);
pub(in crate::tests) const ORGANIZATION: OrganizationId = OrganizationId::from_bytes([61; 16]);
pub(in crate::tests) const VIEW: ViewId = ViewId::from_bytes([62; 16]);
pub(in crate::tests) const SNIPPET: SnippetId = SnippetId::from_bytes([63; 16]);
pub(in crate::tests) const INVITATION: InvitationId = InvitationId::from_bytes([64; 16]);
const TASK: TaskId = TaskId::from_bytes([65; 16]);
const COMMENT: CommentId = CommentId::from_bytes([66; 16]);
const MEETING: MeetingId = MeetingId::from_bytes([67; 16]);
const FILE: FileId = FileId::from_bytes([68; 16]);
const SET: PermissionSetId = PermissionSetId::from_bytes([69; 16]);
const AT: u64 = 1_800_000_000_000;

fn text(text: &str) -> String {
    text.to_owned()
}

/// The people and the team.
pub(super) fn team() -> Vec<Operation> {
    let field = |id, kind| FieldOperation::Create {
        id: FieldId::from_bytes([id; 16]),
        name: format!("Team field {id}"),
        kind,
        order: OrderKey::default(),
    };
    vec![
        Operation::AddMember {
            id: BEN,
            email: text("ben@boxwood.example"),
            name: text("Ben"),
            role: Role::Member,
        },
        Operation::Team(TeamOperation::Rename(text("The team"))),
        Operation::Team(TeamOperation::RenameMember(BEN, text("Benjamin"))),
        Operation::Team(TeamOperation::SetRole(BEN, Role::Owner)),
        Operation::Team(TeamOperation::ContactField(field(70, FieldKind::Text))),
        Operation::Team(TeamOperation::OrganizationField(field(
            71,
            FieldKind::Number,
        ))),
        Operation::Invite {
            id: INVITATION,
            whom: Some((text("cem@boxwood.example"), Role::PayerOnly)),
        },
        Operation::Invite {
            id: INVITATION,
            whom: None,
        },
    ]
}

/// Stages, fields and rights of a pipeline.
pub(super) fn pipelines() -> Vec<Operation> {
    let second = StageId::from_bytes([21; 16]);
    let extra = FieldId::from_bytes([80; 16]);
    let choice = Choice {
        id: CHOICE,
        name: text("Old"),
    };
    let rights = Rights {
        view: Reach::Assigned,
        comment: Reach::Assigned,
        create: true,
        ..Rights::NONE
    };
    let set = PermissionSet {
        name: text("Partner"),
        rights,
    };
    let order = || OrderKey::new_after(&OrderKey::default());
    let mut operations = vec![
        PipelineOperation::Describe(text("What we sell")),
        PipelineOperation::SetIcon(text("🌱")),
        PipelineOperation::SetTheme(Theme::Lakeside),
        PipelineOperation::Stage(
            second,
            StageOperation::Create {
                name: text("Won"),
                colour: Colour::from_hex(0x18_80_38),
                order: order(),
            },
        ),
        PipelineOperation::Stage(second, StageOperation::Rename(text("Done"))),
        PipelineOperation::Stage(second, StageOperation::SetColour(Colour::from_hex(0))),
        PipelineOperation::Stage(second, StageOperation::Move(order())),
        PipelineOperation::Stage(second, StageOperation::Delete { into: STAGE }),
        PipelineOperation::Stage(second, StageOperation::Restore),
        PipelineOperation::SetPermissionSet(SET, Some(set)),
        PipelineOperation::SetMember(BEN, Some(PipelineRole::Custom(SET))),
        PipelineOperation::SetMember(BEN, Some(PipelineRole::Observer)),
        PipelineOperation::SetMember(BEN, None),
        PipelineOperation::SetPermissionSet(SET, None),
        PipelineOperation::Share(Sharing::Private),
        PipelineOperation::Share(Sharing::Team(PipelineRole::Creator)),
    ];
    let fields = [
        FieldOperation::Create {
            id: extra,
            name: text("Extra"),
            kind: FieldKind::Dropdown(vec![choice]),
            order: order(),
        },
        FieldOperation::Rename(extra, text("More")),
        FieldOperation::Describe(extra, text("Why")),
        FieldOperation::SetKind(extra, FieldKind::Text),
        FieldOperation::Move(extra, order()),
        FieldOperation::Delete(extra),
        FieldOperation::Restore(extra),
    ];
    operations.extend(fields.map(PipelineOperation::Field));
    let kinds = [
        FieldKind::Percent,
        FieldKind::DateTime,
        FieldKind::Tags(vec![Choice {
            id: CHOICE,
            name: text("Tag"),
        }]),
        FieldKind::Contact,
        FieldKind::Organization,
        FieldKind::Url,
        FieldKind::Email,
        FieldKind::Phone,
        FieldKind::Rating(5),
        FieldKind::Formula(text("1 + 1")),
    ];
    for (n, kind) in (81u8..).zip(kinds) {
        let create = FieldOperation::Create {
            id: FieldId::from_bytes([n; 16]),
            name: format!("Field {n}"),
            kind,
            order: OrderKey::default(),
        };
        operations.push(PipelineOperation::Field(create));
    }
    operations.extend([PipelineOperation::Delete, PipelineOperation::Restore]);
    operations
        .into_iter()
        .map(|operation| Operation::Pipeline(PIPELINE, operation))
        .collect()
}

/// Contacts and organizations.
pub(super) fn address_book() -> Vec<Operation> {
    let contact = [
        ContactOperation::Create {
            given_name: text("Cai"),
            family_name: text("Ng"),
            emails: vec![text("cai@acme.example")],
        },
        ContactOperation::SetText(ContactText::Title, text("Buyer")),
        ContactOperation::SetEmails(vec![text("cai@acme.example"), text("ng@acme.example")]),
        ContactOperation::SetPhones(vec![text("+43 1 234")]),
        ContactOperation::SetAddresses(vec![text("Main Street 1")]),
        ContactOperation::SetHandle(Handle::GitHub, text("cai")),
        ContactOperation::SetField(FieldId::from_bytes([70; 16]), Value::Text(text("x"))),
        ContactOperation::SetOrganization(ORGANIZATION, true),
        ContactOperation::SetDeleted(true),
        ContactOperation::SetDeleted(false),
    ];
    let number = Value::Number(Decimal::new(15, 1));
    let organization = [
        OrganizationOperation::Create {
            name: text("Acme"),
            domains: vec![text("acme.example")],
        },
        OrganizationOperation::SetText(OrganizationText::Industry, text("Anvils")),
        OrganizationOperation::SetDomains(vec![text("acme.example"), text("acme.test")]),
        OrganizationOperation::SetPhones(vec![text("+43 1 234")]),
        OrganizationOperation::SetAddresses(vec![text("Main Street 1")]),
        OrganizationOperation::SetHandle(Handle::Website, text("https://acme.example")),
        OrganizationOperation::SetField(FieldId::from_bytes([71; 16]), number),
        OrganizationOperation::SetDeleted(true),
        OrganizationOperation::SetDeleted(false),
    ];
    let organizations = organization.map(|change| Operation::Organization(ORGANIZATION, change));
    let contacts = contact.map(|change| Operation::Contact(CONTACT, change));
    let second = ContactId::from_bytes([72; 16]);
    let other = OrganizationId::from_bytes([73; 16]);
    let linked = [
        Operation::Contact(
            second,
            ContactOperation::Create {
                given_name: text("Dee"),
                family_name: String::new(),
                emails: vec![],
            },
        ),
        Operation::Contact(CONTACT, ContactOperation::Link(second, true)),
        Operation::Organization(
            other,
            OrganizationOperation::Create {
                name: text("Beta"),
                domains: vec![],
            },
        ),
        Operation::Organization(ORGANIZATION, OrganizationOperation::Link(other, true)),
    ];
    organizations
        .into_iter()
        .chain(contacts)
        .chain(linked)
        .collect()
}

/// Boxes and what is in them.
pub(super) fn boxes() -> Vec<Operation> {
    let (conversation, about) = thread();
    let mail = Mail {
        thread: conversation.clone(),
        at: AT,
        from: text("cai@acme.example"),
        to: vec![text("ann@boxwood.example")],
        is_sent: false,
    };
    let due = Due {
        at: AT,
        is_all_day: true,
        zone: text("Europe/Vienna"),
    };
    let starred = Association {
        is_starred: true,
        is_auto_boxed: true,
    };
    let mut changes = vec![
        BoxOperation::Archive(true),
        BoxOperation::Archive(false),
        BoxOperation::Place(Some(OrderKey::default())),
        BoxOperation::Assign(BEN, true),
        BoxOperation::Follow(BEN, true),
        BoxOperation::Link(OTHER_BOX, true),
        BoxOperation::Contact(CONTACT, Some(starred)),
        BoxOperation::Organization(ORGANIZATION, Some(starred)),
        BoxOperation::AddMails {
            thread: conversation.clone(),
            mails: vec![(MessageId(text("a1@acme.example")), mail)],
        },
    ];
    let tasks = [
        TaskOperation::Create {
            text: text("Call"),
            due: Some(due.clone()),
            assignees: vec![BEN],
        },
        TaskOperation::SetText(text("Call back")),
        TaskOperation::SetDue(None),
        TaskOperation::Assign(ANN, true),
        TaskOperation::SetDone(true),
        TaskOperation::SetDeleted(true),
        TaskOperation::SetDeleted(false),
    ];
    changes.extend(tasks.map(|task| BoxOperation::Task(TASK, task)));
    let comments = [
        CommentOperation::Create {
            text: text("Look"),
            mentions: vec![BEN],
            parent: None,
        },
        CommentOperation::Edit {
            text: text("Look!"),
            mentions: vec![],
        },
        CommentOperation::React(text("👍"), true),
        CommentOperation::SetDeleted(true),
        CommentOperation::SetDeleted(false),
    ];
    changes.extend(comments.map(|comment| BoxOperation::Comment(COMMENT, comment)));
    let meetings = [
        MeetingOperation::Create {
            kind: MeetingKind::Call,
            starts_at: AT,
            minutes: Some(15),
            notes: text("They will think about it."),
        },
        MeetingOperation::SetKind(MeetingKind::Meeting),
        MeetingOperation::SetStart(AT + 1),
        MeetingOperation::SetMinutes(None),
        MeetingOperation::SetNotes(text("They want it.")),
        MeetingOperation::SetDeleted(true),
        MeetingOperation::SetDeleted(false),
    ];
    changes.extend(meetings.map(|meeting| BoxOperation::Meeting(MEETING, meeting)));
    let files = [
        FileOperation::Create {
            name: text("Offer"),
            url: text("https://files.example/offer"),
        },
        FileOperation::Rename(text("The offer")),
        FileOperation::SetUrl(text("https://files.example/1")),
        FileOperation::SetDeleted(true),
        FileOperation::SetDeleted(false),
    ];
    changes.extend(files.map(|file| BoxOperation::File(FILE, file)));
    changes.extend([
        BoxOperation::Duplicate {
            copy: super::COPY,
            name: text("Acme again"),
        },
        BoxOperation::MoveToPipeline {
            pipeline: OTHER,
            stage: super::OTHER_STAGE,
        },
    ]);
    let mut operations = vec![
        Operation::CreatePipeline {
            id: OTHER,
            name: text("Hiring"),
            stages: vec![boxwood_model::StageSpec {
                id: super::OTHER_STAGE,
                name: text("New"),
                colour: Colour::from_hex(0x5f_63_68),
            }],
            fields: vec![],
        },
        Operation::CreateBox {
            id: OTHER_BOX,
            pipeline: PIPELINE,
            stage: STAGE,
            name: text("Beta"),
            thread: None,
        },
        // The conversation was taken out by an earlier one.
        Operation::AddThread {
            id: BOX,
            thread: conversation,
            about,
        },
        cell(81, Value::Number(Decimal::new(15, 2))),
        cell(82, Value::Moment(AT)),
        cell(83, Value::Tags(vec![CHOICE])),
        cell(84, Value::Contact(CONTACT)),
        cell(85, Value::Organization(ORGANIZATION)),
    ];
    operations.extend(
        changes
            .into_iter()
            .map(|change| Operation::Box(BOX, change)),
    );
    operations.push(Operation::Box(
        OTHER_BOX,
        BoxOperation::MergeInto(super::COPY),
    ));
    operations
}

fn cell(field: u8, value: Value) -> Operation {
    Operation::SetField {
        id: BOX,
        field: FieldId::from_bytes([field; 16]),
        value,
    }
}

/// Views, snippets and settings.
pub(super) fn views() -> Vec<Operation> {
    let column = Column::BuiltIn(BuiltIn::Name);
    let shape = ViewShape {
        filter: text("name:acme"),
        sort: vec![SortKey {
            column: Column::Field(FieldId::from_bytes([31; 16])),
            is_descending: true,
        }],
        group: Some(Column::BuiltIn(BuiltIn::Stage)),
        columns: vec![ColumnShape {
            column,
            width: Some(240),
            is_hidden: false,
            is_frozen: true,
        }],
        summaries: vec![(column, Summary::Distinct)],
        layout: Layout::Board,
    };
    let views = [
        ViewOperation::Create {
            home: Home::Pipeline(PIPELINE),
            pipeline: Some(PIPELINE),
            name: text("Mine"),
            shape: ViewShape::default(),
        },
        ViewOperation::Rename(text("Ours")),
        ViewOperation::SetShape(shape),
        ViewOperation::SetDeleted(true),
        ViewOperation::SetDeleted(false),
    ];
    let snippets = [
        SnippetOperation::Create {
            home: Home::User(ANN),
            name: text("Hello"),
            subject: text("Hello {{Name}}"),
            text: text("Dear {{Name}}"),
            shortcut: text("hi"),
        },
        SnippetOperation::Rename(text("Greeting")),
        SnippetOperation::SetSubject(String::new()),
        SnippetOperation::SetText(text("Hi {{Name}}")),
        SnippetOperation::SetShortcut(text("hey")),
        SnippetOperation::SetDeleted(true),
        SnippetOperation::SetDeleted(false),
    ];
    let settings = [
        (Setting::Language, SettingValue::Text(text("de"))),
        (
            Setting::PipelineOrder(PIPELINE),
            SettingValue::Order(OrderKey::default()),
        ),
        (
            Setting::PipelineColour(PIPELINE),
            SettingValue::Colour(Colour::from_hex(0x1a_73_e8)),
        ),
        (Setting::PipelineHidden(PIPELINE), SettingValue::Flag(true)),
        (
            Setting::PipelineView(PIPELINE),
            SettingValue::Text(VIEW.to_string()),
        ),
        (Setting::StarredView(VIEW), SettingValue::Flag(true)),
        (Setting::Folded(text("tasks")), SettingValue::Unset),
    ];
    let views = views.map(|view| Operation::View(VIEW, view));
    let snippets = snippets.map(|snippet| Operation::Snippet(SNIPPET, snippet));
    let settings = settings.map(|(setting, value)| Operation::Set { setting, value });
    views.into_iter().chain(snippets).chain(settings).collect()
}
