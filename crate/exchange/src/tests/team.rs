//! A small team to import into, and one that has a record of every kind.

use boxwood_model::{
    Action, Actor, Association, BoxId, BoxOperation, Choice, ChoiceId, ClientId, Colour, Column,
    ColumnShape, CommentId, CommentOperation, ContactId, ContactOperation, ContactText, Context,
    Decimal, Due, FieldId, FieldKind, FieldOperation, FieldSpec, FileId, FileOperation, Handle,
    Hlc, Home, InvitationId, Layout, Mail, MeetingId, MeetingKind, MeetingOperation, MessageId,
    Operation, OrderKey, OrganizationId, OrganizationOperation, PermissionSet, PermissionSetId,
    PipelineId, PipelineOperation, PipelineRole, Reach, Rights, Role, Setting, SettingValue,
    SnippetId, SnippetOperation, SortKey, StageId, StageSpec, Stamp, State, Summary, TaskId,
    TaskOperation, TeamOperation, Thread, ThreadId, UserId, Value, ViewId, ViewOperation,
    ViewShape,
};

pub(super) const OWNER: UserId = UserId::from_bytes([1; 16]);
pub(super) const MEMBER: UserId = UserId::from_bytes([2; 16]);
pub(super) const PIPELINE: PipelineId = PipelineId::from_bytes([10; 16]);
pub(super) const LEAD: StageId = StageId::from_bytes([20; 16]);
pub(super) const WON: StageId = StageId::from_bytes([21; 16]);
pub(super) const BOX: BoxId = BoxId::from_bytes([50; 16]);

pub(super) fn field_id(at: usize) -> FieldId {
    FieldId::from_bytes([30 + u8::try_from(at).unwrap(); 16])
}

pub(super) fn stamp(seconds: u64) -> Stamp {
    let client = ClientId::from_bytes([7; 16]);
    Stamp::new(Hlc::at(1_800_000_000_000 + seconds * 1_000).next(), client)
}

pub(super) fn context() -> Context {
    Context {
        actor: Actor::User(OWNER),
        stamp: stamp(1_000),
    }
}

/// Ids that count up.
pub(super) fn ids() -> impl FnMut() -> [u8; 16] {
    let mut last = 0_u64;
    move || {
        last += 1;
        let mut id = [0xee; 16];
        id[8..].copy_from_slice(&last.to_be_bytes());
        id
    }
}

/// Does what an action does.
pub(super) fn perform(state: &mut State, action: &Action, context: Context) {
    let effects = action.plan(context, state);
    for effect in effects.unwrap_or_else(|refusal| panic!("{action:?}: {refusal}")) {
        effect.apply(context.stamp, state);
    }
}

fn choice(id: u8, name: &str) -> Choice {
    Choice {
        id: ChoiceId::from_bytes([id; 16]),
        name: name.to_owned(),
    }
}

/// Two people, and a pipeline of two stages with a field of each type and one box.
pub(super) fn team() -> State {
    let mut state = State::default();
    let operator = Context {
        actor: Actor::Operator,
        stamp: stamp(0),
    };
    for (id, email, name, role) in [
        (OWNER, "olga@boxwood.example", "Olga Owner", Role::Owner),
        (MEMBER, "max@boxwood.example", "Max Member", Role::Member),
    ] {
        let (email, name) = (email.to_owned(), name.to_owned());
        let operation = Operation::AddMember {
            id,
            email,
            name,
            role,
        };
        perform(&mut state, &operation.into(), operator);
    }
    let stage = |id, name: &str| StageSpec {
        id,
        name: name.to_owned(),
        colour: Colour::from_hex(0x1a_73_e8),
    };
    let kinds = [
        ("Text", FieldKind::Text),
        ("Number", FieldKind::Number),
        ("Value", FieldKind::Currency("EUR".to_owned())),
        ("Share", FieldKind::Percent),
        ("Due", FieldKind::Date),
        ("Met", FieldKind::DateTime),
        ("Signed", FieldKind::Checkbox),
        (
            "Size",
            FieldKind::Dropdown(vec![choice(40, "Small"), choice(41, "Large")]),
        ),
        (
            "Tags",
            FieldKind::Tags(vec![choice(42, "New"), choice(43, "Old")]),
        ),
        ("Person", FieldKind::Person),
        ("Page", FieldKind::Url),
        ("Mailbox", FieldKind::Email),
        ("Phone", FieldKind::Phone),
        ("Stars", FieldKind::Rating(5)),
        ("Buyer", FieldKind::Contact),
        ("Firm", FieldKind::Organization),
        ("Double", FieldKind::Formula("1 + 1".to_owned())),
    ];
    let fields = kinds
        .into_iter()
        .enumerate()
        .map(|(at, (name, kind))| FieldSpec {
            id: field_id(at),
            name: name.to_owned(),
            kind,
        });
    let owner = Context {
        actor: Actor::User(OWNER),
        stamp: stamp(1),
    };
    let operations = vec![
        Operation::CreatePipeline {
            id: PIPELINE,
            name: "Sales".to_owned(),
            stages: vec![stage(LEAD, "Lead"), stage(WON, "Won")],
            fields: fields.collect(),
        },
        Operation::CreateBox {
            id: BOX,
            pipeline: PIPELINE,
            stage: LEAD,
            name: "Hill & Co".to_owned(),
            thread: Some((
                ThreadId("1a2b".to_owned()),
                Thread {
                    subject: "Offer".to_owned(),
                },
            )),
        },
    ];
    let action = Action {
        operations,
        undoes: None,
    };
    perform(&mut state, &action, owner);
    state
}

/// The same with something of everything.
pub(super) fn everything() -> State {
    let mut state = team();
    let contact = ContactId::from_bytes([60; 16]);
    let friend = ContactId::from_bytes([61; 16]);
    let organization = OrganizationId::from_bytes([62; 16]);
    let other = BoxId::from_bytes([51; 16]);
    let set = PermissionSetId::from_bytes([63; 16]);
    let view = ViewId::from_bytes([64; 16]);
    let of_box = |operation| Operation::Box(BOX, operation);
    let of_contact = |operation| Operation::Contact(contact, operation);
    let of_pipeline = |operation| Operation::Pipeline(PIPELINE, operation);
    let cell = |at, value| Operation::SetField {
        id: BOX,
        field: field_id(at),
        value,
    };
    let text = str::to_owned;
    let comment = CommentId::from_bytes([65; 16]);
    let meeting = MeetingId::from_bytes([66; 16]);
    let column = Column::Field(field_id(1));
    let shape = ViewShape {
        filter: text("stage:Lead"),
        sort: vec![SortKey {
            column,
            is_descending: true,
        }],
        group: Some(Column::BuiltIn(boxwood_model::BuiltIn::DaysInStage)),
        columns: vec![ColumnShape {
            column,
            width: Some(120),
            is_hidden: false,
            is_frozen: true,
        }],
        summaries: vec![(column, Summary::Median)],
        layout: Layout::Board,
    };
    let operations = vec![
        Operation::Team(TeamOperation::Rename(text("Boxwood \"&\" friends"))),
        Operation::Invite {
            id: InvitationId::from_bytes([67; 16]),
            whom: Some((text("new@boxwood.example"), Role::PayerOnly)),
        },
        of_contact(ContactOperation::Create {
            given_name: text("Ana"),
            family_name: text("Hill"),
            emails: vec![text("ana@hill.example")],
        }),
        Operation::Contact(
            friend,
            ContactOperation::Create {
                given_name: text("Bo"),
                family_name: String::new(),
                emails: Vec::new(),
            },
        ),
        of_contact(ContactOperation::SetText(
            ContactText::Notes,
            text("Line\n\u{1f33f}\ttab"),
        )),
        of_contact(ContactOperation::SetHandle(Handle::GitHub, text("anahill"))),
        of_contact(ContactOperation::Link(friend, true)),
        Operation::Organization(
            organization,
            OrganizationOperation::Create {
                name: text("Hill"),
                domains: vec![text("hill.example")],
            },
        ),
        of_contact(ContactOperation::SetOrganization(organization, true)),
        Operation::CreateBox {
            id: other,
            pipeline: PIPELINE,
            stage: WON,
            name: text("Second"),
            thread: None,
        },
        cell(0, Value::Text(text("a \\ \"b\" \u{fffd}"))),
        cell(1, Value::Number(Decimal::new(12_50, 2))),
        cell(2, Value::Number(Decimal::new(-1, 28))),
        cell(
            4,
            Value::Date(boxwood_model::Date::new(1969, 2, 28).unwrap()),
        ),
        cell(5, Value::Moment(1_800_000_000_123)),
        cell(6, Value::Checkbox(true)),
        cell(7, Value::Choice(ChoiceId::from_bytes([41; 16]))),
        cell(
            8,
            Value::Tags(vec![
                ChoiceId::from_bytes([42; 16]),
                ChoiceId::from_bytes([43; 16]),
            ]),
        ),
        cell(9, Value::Person(MEMBER)),
        cell(14, Value::Contact(contact)),
        cell(15, Value::Organization(organization)),
        Operation::MoveBox {
            id: BOX,
            stage: WON,
        },
        of_box(BoxOperation::Place(Some(OrderKey::new_after(
            &OrderKey::default(),
        )))),
        of_box(BoxOperation::Assign(MEMBER, true)),
        of_box(BoxOperation::Assign(MEMBER, false)),
        of_box(BoxOperation::Follow(OWNER, true)),
        of_box(BoxOperation::Link(other, true)),
        of_box(BoxOperation::Contact(
            contact,
            Some(Association {
                is_starred: true,
                is_auto_boxed: false,
            }),
        )),
        of_box(BoxOperation::Organization(
            organization,
            Some(Association::default()),
        )),
        of_box(BoxOperation::Organization(organization, None)),
        of_box(BoxOperation::AddMails {
            thread: ThreadId(text("1a2b")),
            mails: vec![(
                MessageId(text("a/b+c@hill.example")),
                Mail {
                    thread: ThreadId(text("1a2b")),
                    at: 1_800_000_000_001,
                    from: text("ana@hill.example"),
                    to: vec![text("olga@boxwood.example")],
                    is_sent: false,
                },
            )],
        }),
        of_box(BoxOperation::Task(
            TaskId::from_bytes([68; 16]),
            TaskOperation::Create {
                text: text("Call"),
                due: Some(Due {
                    at: 1_800_000_100_000,
                    is_all_day: true,
                    zone: text("Europe/Vienna"),
                }),
                assignees: vec![OWNER],
            },
        )),
        of_box(BoxOperation::Comment(
            comment,
            CommentOperation::Create {
                text: text("Well, @Max"),
                mentions: vec![MEMBER],
                parent: None,
            },
        )),
        of_box(BoxOperation::Comment(
            comment,
            CommentOperation::React(text("\u{1f44d}"), true),
        )),
        of_box(BoxOperation::Meeting(
            meeting,
            MeetingOperation::Create {
                kind: MeetingKind::Call,
                starts_at: 1_800_000_000_000,
                minutes: Some(30),
                notes: text("Yes."),
            },
        )),
        of_box(BoxOperation::File(
            FileId::from_bytes([69; 16]),
            FileOperation::Create {
                name: text("Offer"),
                url: text("https://files.example/offer"),
            },
        )),
        of_pipeline(PipelineOperation::SetIcon(text("\u{1f33f}"))),
        of_pipeline(PipelineOperation::SetPermissionSet(
            set,
            Some(PermissionSet {
                name: text("Guests"),
                rights: Rights {
                    comment: Reach::Assigned,
                    ..Rights::NONE
                },
            }),
        )),
        of_pipeline(PipelineOperation::SetMember(
            MEMBER,
            Some(PipelineRole::Custom(set)),
        )),
        of_pipeline(PipelineOperation::Field(FieldOperation::SetKind(
            field_id(7),
            FieldKind::Text,
        ))),
        Operation::Snippet(
            SnippetId::from_bytes([70; 16]),
            SnippetOperation::Create {
                home: Home::Pipeline(PIPELINE),
                name: text("Hello"),
                subject: text("Hi"),
                text: text("Dear {{Name}},"),
                shortcut: text("hi"),
            },
        ),
        Operation::View(
            view,
            ViewOperation::Create {
                home: Home::User(OWNER),
                pipeline: Some(PIPELINE),
                name: text("Mine"),
                shape,
            },
        ),
        Operation::Set {
            setting: Setting::PipelineColour(PIPELINE),
            value: SettingValue::Colour(Colour::from_hex(0x00_80_ff)),
        },
        Operation::Set {
            setting: Setting::StarredView(view),
            value: SettingValue::Flag(true),
        },
        Operation::Set {
            setting: Setting::Folded(text("time/line")),
            value: SettingValue::Flag(false),
        },
        Operation::Set {
            setting: Setting::PipelineOrder(PIPELINE),
            value: SettingValue::Order(OrderKey::default()),
        },
    ];
    for (at, operation) in operations.into_iter().enumerate() {
        let context = Context {
            actor: Actor::User(OWNER),
            stamp: stamp(10 + at as u64),
        };
        perform(&mut state, &operation.into(), context);
    }
    state
}
