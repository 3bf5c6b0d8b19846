//! Bad arguments of every operation on what a team has, and the place that the refusal names.

use super::team::{
    BOX, CHOICE, FIRST, GONE, MEMBER, OWNER, PIPELINE, REMOVED, SECOND, STRANGER, TEXT, refusal,
};
use super::world::{
    COMMENT, CONTACT, ELSEWHERE, FILE, GUEST, INVITATION, MEETING, ORGANIZATION, OTHER, OWN_FIELD,
    SNIPPET, TASK, THERE, VIEW, on_box, on_pipeline, world,
};
use crate::{
    BoxId, BoxOperation, CommentId, CommentOperation, ContactId, ContactOperation, ContactText,
    Due, FieldId, FieldKind, FieldOperation, FileOperation, Home, Limits, Mail, MeetingOperation,
    MessageId, Operation, OrderKey, OrganizationOperation, OrganizationText, PermissionSetId,
    PipelineId, PipelineOperation, PipelineRole, Place, Problem, Refusal, Role, Setting,
    SettingValue, Sharing, SnippetOperation, SortKey, StageId, StageOperation, TaskId,
    TaskOperation, TeamOperation, ThreadId, Value, ViewOperation, ViewShape,
};

fn invalid(place: Place, problem: Problem) -> Refusal {
    Refusal::Invalid { place, problem }
}

const fn missing(place: Place) -> Refusal {
    Refusal::NotFound(place)
}

fn s(text: &str) -> String {
    text.to_owned()
}

fn longer(place: Place, most: usize) -> (String, Refusal) {
    let most = u32::try_from(most).unwrap();
    let has = most + 1;
    let text = "x".repeat(usize::try_from(has).unwrap());
    (text, invalid(place, Problem::TooLong { most, has }))
}

fn refused(rows: Vec<(Operation, Refusal)>) {
    let state = world();
    for (operation, expected) in rows {
        let shown: String = format!("{operation:?}").chars().take(200).collect();
        assert_eq!(refusal(&state, &operation), Some(expected), "{shown}");
    }
}

#[test]
fn of_pipelines() {
    use PipelineOperation as P;
    let nowhere = StageId::from_bytes([99; 16]);
    let no_field = FieldId::from_bytes([99; 16]);
    let no_set = PipelineRole::Custom(PermissionSetId::from_bytes([99; 16]));
    let (long, too_long) = longer(Place::Description, Limits::DESCRIPTION);
    let stage = |operation| P::Stage(SECOND, operation);
    let far = OrderKey::from_bytes([vec![129; Limits::ORDER_KEY], vec![128]].concat()).unwrap();
    let most = u32::try_from(Limits::ORDER_KEY).unwrap();
    let too_far = |place| {
        let has = most + 1;
        invalid(place, Problem::TooMany { most, has })
    };
    let not_here = |place| invalid(place, Problem::Malformed);
    let rows = vec![
        (P::Describe(long), too_long),
        (P::SetIcon("🌲".repeat(17)), longer(Place::Icon, 16).1),
        (stage(StageOperation::Restore), missing(Place::Stage)),
        (
            stage(StageOperation::Rename(s(" "))),
            invalid(Place::StageName, Problem::Empty),
        ),
        (
            stage(StageOperation::Delete { into: SECOND }),
            missing(Place::Stage),
        ),
        (
            stage(StageOperation::Delete { into: nowhere }),
            missing(Place::Stage),
        ),
        (
            stage(StageOperation::Move(far.clone())),
            too_far(Place::Stage),
        ),
        (
            P::Stage(nowhere, StageOperation::Rename(s("x"))),
            missing(Place::Stage),
        ),
        (
            P::Field(FieldOperation::Move(TEXT, far)),
            too_far(Place::Field),
        ),
        (
            P::Field(FieldOperation::Rename(no_field, s("x"))),
            missing(Place::Field),
        ),
        (
            P::Field(FieldOperation::Restore(TEXT)),
            missing(Place::Field),
        ),
        (
            P::Field(FieldOperation::SetKind(TEXT, FieldKind::Rating(0))),
            not_here(Place::Field),
        ),
        (
            P::Field(FieldOperation::SetKind(TEXT, FieldKind::Rating(11))),
            not_here(Place::Field),
        ),
        (
            P::Share(Sharing::Team(no_set)),
            missing(Place::PermissionSet),
        ),
        (
            P::SetMember(MEMBER, Some(no_set)),
            missing(Place::PermissionSet),
        ),
        (
            P::SetMember(REMOVED, Some(PipelineRole::Viewer)),
            missing(Place::Member),
        ),
        (
            P::SetMember(OWNER, None),
            invalid(Place::PipelineRole, Problem::Last),
        ),
        (
            P::SetPermissionSet(PermissionSetId::from_bytes([99; 16]), None),
            missing(Place::PermissionSet),
        ),
    ];
    let rows = rows.into_iter();
    refused(
        rows.map(|(operation, why)| (on_pipeline(operation), why))
            .collect(),
    );
}

#[test]
fn of_boxes_and_what_is_in_them() {
    use BoxOperation as B;
    let nobody = BoxId::from_bytes([99; 16]);
    let task = |operation| B::Task(TASK, operation);
    let met = |operation| B::Meeting(MEETING, operation);
    let file = |operation| B::File(FILE, operation);
    let due = |at, zone: &str| Due {
        at,
        is_all_day: true,
        zone: s(zone),
    };
    let said = |text: &str, mentions, parent| CommentOperation::Create {
        text: s(text),
        mentions,
        parent,
    };
    let new = CommentId::from_bytes([99; 16]);
    let mail = |id: &str, at| B::AddMails {
        thread: ThreadId(s("18f")),
        mails: vec![(
            MessageId(s(id)),
            Mail {
                thread: ThreadId(s("18f")),
                at,
                from: s("a@b"),
                to: vec![],
                is_sent: false,
            },
        )],
    };
    let not_here = |place| invalid(place, Problem::NotHere);
    let malformed = |place| invalid(place, Problem::Malformed);
    let move_to = |pipeline, stage| B::MoveToPipeline { pipeline, stage };
    let (long, too_long) = longer(Place::TaskText, Limits::TASK);
    let rows = vec![
        (B::Assign(REMOVED, true), missing(Place::Assignee)),
        (B::Follow(STRANGER, true), missing(Place::Follower)),
        (B::Link(BOX, true), not_here(Place::Link)),
        (B::Link(GONE, true), missing(Place::Box)),
        (B::Contact(CONTACT, None), missing(Place::Contact)),
        (
            B::Organization(ORGANIZATION, None),
            missing(Place::Organization),
        ),
        (move_to(PIPELINE, FIRST), not_here(Place::Pipeline)),
        (move_to(ELSEWHERE, FIRST), missing(Place::Stage)),
        (
            move_to(PipelineId::from_bytes([99; 16]), THERE),
            missing(Place::Pipeline),
        ),
        (
            B::Duplicate {
                copy: OTHER,
                name: s("x"),
            },
            Refusal::AlreadyExists(Place::Box),
        ),
        (
            B::Duplicate {
                copy: nobody,
                name: s(""),
            },
            invalid(Place::BoxName, Problem::Empty),
        ),
        (B::MergeInto(BOX), not_here(Place::Box)),
        (B::MergeInto(GONE), missing(Place::Box)),
        (mail("", 1), malformed(Place::Mail)),
        (mail("<1@x>", 1), malformed(Place::Mail)),
        (mail("1@x", u64::MAX), malformed(Place::Mail)),
        (B::Forget, not_here(Place::Box)),
        (
            task(TaskOperation::SetText(s(" \n"))),
            invalid(Place::TaskText, Problem::Empty),
        ),
        (task(TaskOperation::SetText(long)), too_long),
        (
            task(TaskOperation::SetDue(Some(due(u64::MAX, "UTC")))),
            malformed(Place::Due),
        ),
        (
            task(TaskOperation::SetDue(Some(due(1, "<script>")))),
            malformed(Place::Due),
        ),
        (
            task(TaskOperation::Assign(STRANGER, true)),
            missing(Place::Assignee),
        ),
        (task(TaskOperation::SetDeleted(false)), missing(Place::Task)),
        (
            B::Task(TaskId::from_bytes([99; 16]), TaskOperation::SetDone(true)),
            missing(Place::Task),
        ),
        (
            B::Comment(new, said("", vec![], None)),
            invalid(Place::CommentText, Problem::Empty),
        ),
        (
            B::Comment(new, said("x", vec![STRANGER], None)),
            missing(Place::Mention),
        ),
        (
            B::Comment(new, said("x", vec![], Some(new))),
            missing(Place::Comment),
        ),
        (
            B::Comment(COMMENT, said("x", vec![], None)),
            Refusal::AlreadyExists(Place::Comment),
        ),
        (
            B::Comment(COMMENT, CommentOperation::React(s(""), true)),
            invalid(Place::Reaction, Problem::Empty),
        ),
        (
            met(MeetingOperation::SetStart(u64::MAX)),
            malformed(Place::Meeting),
        ),
        (
            met(MeetingOperation::SetMinutes(Some(
                Limits::MEETING_MINUTES + 1,
            ))),
            malformed(Place::Meeting),
        ),
        (
            file(FileOperation::SetUrl(s("javascript:alert(1)"))),
            malformed(Place::Url),
        ),
        (
            file(FileOperation::SetUrl(s("https:///x"))),
            malformed(Place::Url),
        ),
        (
            file(FileOperation::Rename(s(""))),
            invalid(Place::FileName, Problem::Empty),
        ),
    ];
    let rows = rows.into_iter();
    refused(
        rows.map(|(operation, why)| (on_box(operation), why))
            .collect(),
    );
    // Deleted a moment ago, in the time of these tests.
    let forget = Operation::Box(GONE, B::Forget);
    let early = invalid(Place::Box, Problem::TooEarly { days: 30 });
    refused(vec![(forget, early)]);
}

#[test]
fn of_the_team_and_its_address_book() {
    let contact = |operation| Operation::Contact(CONTACT, operation);
    let organization = |operation| Operation::Organization(ORGANIZATION, operation);
    let invite = |id, email: &str, role| Operation::Invite {
        id,
        whom: Some((s(email), role)),
    };
    let set_role = |role| Operation::Team(TeamOperation::SetRole(OWNER, role));
    let malformed = |place| invalid(place, Problem::Malformed);
    let no_contact = ContactId::from_bytes([99; 16]);
    let domains = |domain: &str| OrganizationOperation::SetDomains(vec![s(domain)]);
    refused(vec![
        (set_role(Role::Member), invalid(Place::Role, Problem::Last)),
        (set_role(Role::Removed), invalid(Place::Role, Problem::Last)),
        (
            invite(INVITATION, "x@y", Role::Member),
            Refusal::AlreadyExists(Place::Invitation),
        ),
        (invite(GUEST, "x", Role::Member), malformed(Place::Email)),
        (
            invite(GUEST, "x@y", Role::Removed),
            invalid(Place::Role, Problem::NotHere),
        ),
        (
            invite(GUEST, "Ben@boxwood.example", Role::Member),
            Refusal::AlreadyExists(Place::Member),
        ),
        (
            Operation::Invite {
                id: GUEST,
                whom: None,
            },
            missing(Place::Invitation),
        ),
        (
            contact(ContactOperation::SetText(ContactText::GivenName, s(""))),
            invalid(Place::ContactName, Problem::Empty),
        ),
        (
            contact(ContactOperation::SetText(
                ContactText::PhotoUrl,
                s("data:x"),
            )),
            malformed(Place::Url),
        ),
        (
            contact(ContactOperation::SetEmails(vec![s("x")])),
            malformed(Place::Email),
        ),
        (
            contact(ContactOperation::SetPhones(vec![s("none")])),
            malformed(Place::Phone),
        ),
        (
            contact(ContactOperation::Link(CONTACT, true)),
            invalid(Place::Link, Problem::NotHere),
        ),
        (
            contact(ContactOperation::Link(no_contact, true)),
            missing(Place::Contact),
        ),
        (
            contact(ContactOperation::SetDeleted(false)),
            missing(Place::Contact),
        ),
        (
            contact(ContactOperation::SetField(OWN_FIELD, Value::Checkbox(true))),
            invalid(Place::Value, Problem::WrongType),
        ),
        (
            contact(ContactOperation::SetField(CHOICE, Value::Empty)),
            missing(Place::Field),
        ),
        (
            organization(domains("gmail.com")),
            invalid(Place::Domain, Problem::NotHere),
        ),
        (organization(domains("hill")), malformed(Place::Domain)),
        (
            organization(OrganizationOperation::SetText(
                OrganizationText::Name,
                s(""),
            )),
            invalid(Place::OrganizationName, Problem::Empty),
        ),
    ]);
}

#[test]
fn of_snippets_views_and_settings() {
    let shape = |shape| Operation::View(VIEW, ViewOperation::SetShape(shape));
    let key = SortKey {
        column: crate::Column::BuiltIn(crate::BuiltIn::Name),
        is_descending: false,
    };
    let twice = ViewShape {
        sort: vec![key, key],
        ..ViewShape::default()
    };
    let (long, too_long) = longer(Place::ViewShape, Limits::FILTER);
    let filter = ViewShape {
        filter: long,
        ..ViewShape::default()
    };
    let elsewhere = ViewOperation::Create {
        home: Home::Pipeline(PIPELINE),
        pipeline: Some(ELSEWHERE),
        name: s("x"),
        shape: ViewShape::default(),
    };
    let new = crate::ViewId::from_bytes([99; 16]);
    let set = |setting, value| Operation::Set { setting, value };
    let wrong = invalid(Place::Setting, Problem::WrongType);
    refused(vec![
        (shape(twice), invalid(Place::ViewShape, Problem::Duplicate)),
        (shape(filter), too_long),
        (
            Operation::View(new, elsewhere),
            invalid(Place::View, Problem::NotHere),
        ),
        (
            Operation::Snippet(SNIPPET, SnippetOperation::SetShortcut(s("two words"))),
            invalid(Place::Shortcut, Problem::Malformed),
        ),
        (
            Operation::Snippet(SNIPPET, SnippetOperation::SetDeleted(false)),
            missing(Place::Snippet),
        ),
        (
            Operation::Learn {
                id: crate::LessonId::from_bytes([93; 16]),
                content: vec![0; Limits::LESSON + 1].into(),
            },
            invalid(
                Place::Lesson,
                Problem::TooMany {
                    most: 2_048,
                    has: 2_049,
                },
            ),
        ),
        (
            set(Setting::Language, SettingValue::Flag(true)),
            wrong.clone(),
        ),
        (
            set(
                Setting::PipelineHidden(PIPELINE),
                SettingValue::Text(s("x")),
            ),
            wrong,
        ),
        (
            set(Setting::Folded(s("")), SettingValue::Flag(true)),
            invalid(Place::Setting, Problem::Empty),
        ),
    ]);
}
