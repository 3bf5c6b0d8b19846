//! Records to make views of, without the rules that make them in earnest.

use boxwood_model::{
    BoxId, BoxRecord, Choice, ChoiceId, ClientId, Colour, Column, Contact, ContactId, Field,
    FieldId, FieldKind, Hlc, LiteMap, Member, Millis, OrderKey, Organization, OrganizationId,
    Pipeline, PipelineId, Register, Role, SortKey, Stage, StageId, Stamp, State, Summary, UserId,
    Value, ViewShape,
};

use crate::{Everything, FoldCase, Now, View, World};

pub(super) const PIPELINE: PipelineId = PipelineId::from_bytes([10; 16]);
pub(super) const ELSEWHERE: PipelineId = PipelineId::from_bytes([11; 16]);
pub(super) const APPLIED: StageId = StageId::from_bytes([24; 16]);
pub(super) const TEXT: FieldId = FieldId::from_bytes([30; 16]);
pub(super) const NUMBER: FieldId = FieldId::from_bytes([31; 16]);
pub(super) const DATE: FieldId = FieldId::from_bytes([32; 16]);
pub(super) const CHECK: FieldId = FieldId::from_bytes([33; 16]);
pub(super) const CHOICE: FieldId = FieldId::from_bytes([34; 16]);
pub(super) const PERSON: FieldId = FieldId::from_bytes([35; 16]);
pub(super) const TAGS: FieldId = FieldId::from_bytes([36; 16]);
pub(super) const MOMENT: FieldId = FieldId::from_bytes([37; 16]);
pub(super) const CONTACT: FieldId = FieldId::from_bytes([38; 16]);
pub(super) const ORGANIZATION: FieldId = FieldId::from_bytes([39; 16]);
pub(super) const FORMULA: FieldId = FieldId::from_bytes([40; 16]);

/// The stages in their order, which is not that of their ids.
pub(super) const STAGES: [StageId; 3] = [
    StageId::from_bytes([22; 16]),
    StageId::from_bytes([20; 16]),
    StageId::from_bytes([21; 16]),
];
/// A stage that was deleted into the second one.
pub(super) const GONE: StageId = StageId::from_bytes([23; 16]);
/// The choices in the field's order, which is not that of their ids.
pub(super) const CHOICES: [ChoiceId; 3] = [
    ChoiceId::from_bytes([42; 16]),
    ChoiceId::from_bytes([40; 16]),
    ChoiceId::from_bytes([41; 16]),
];
/// Zoe, adam and Mia: by name the second is first.
pub(super) const PEOPLE: [UserId; 3] = [
    UserId::from_bytes([1; 16]),
    UserId::from_bytes([2; 16]),
    UserId::from_bytes([3; 16]),
];
pub(super) const ANNA: ContactId = ContactId::from_bytes([50; 16]);
pub(super) const BERT: ContactId = ContactId::from_bytes([51; 16]);
pub(super) const ACME: OrganizationId = OrganizationId::from_bytes([60; 16]);
pub(super) const BETA: OrganizationId = OrganizationId::from_bytes([61; 16]);

pub(super) const HOUR: Millis = 3_600_000;
pub(super) const DAY: Millis = 24 * HOUR;
/// 2026-03-09T12:00Z.
pub(super) const NOON: Millis = 1_773_057_600_000;

/// Noon in Vienna's winter: the next midnight there is eleven hours from UTC's noon.
pub(super) const NOW: Now = Now {
    millis: NOON,
    offset_minutes: 60,
};

pub(super) fn stamp_at(at: Millis) -> Stamp {
    Stamp::new(Hlc::at(at), ClientId::from_bytes([1; 16]))
}

/// A register of long ago.
pub(super) fn register<T: PartialOrd>(value: T) -> Register<T> {
    Register::new(value, stamp_at(1_000))
}

pub(super) fn id(n: u64) -> BoxId {
    BoxId::from_parts(n, [0; 10])
}

/// A box that was made `n` milliseconds after 1970.
pub(super) fn record(n: u64, stage: usize, name: &str) -> BoxRecord {
    let stage = STAGES[stage % STAGES.len()];
    BoxRecord::new(
        id(n),
        PIPELINE,
        stage,
        name.to_owned(),
        PEOPLE[0],
        stamp_at(n),
    )
}

pub(super) fn with(mut record: BoxRecord, field: FieldId, value: Value) -> BoxRecord {
    record.change(|head| head.values.insert(field, register(value)));
    record
}

pub(super) fn choices() -> Vec<Choice> {
    let choice = |(id, name): (ChoiceId, &str)| Choice {
        id,
        name: name.to_owned(),
    };
    CHOICES
        .into_iter()
        .zip(["Low", "Mid", "High"])
        .map(choice)
        .collect()
}

pub(super) fn pipeline() -> Pipeline {
    let mut pipeline = Pipeline::new(PIPELINE, "Sales".to_owned(), PEOPLE[0], stamp_at(0));
    let order = || OrderKey::default();
    for (field, kind) in [
        (TEXT, FieldKind::Text),
        (NUMBER, FieldKind::Number),
        (DATE, FieldKind::Date),
        (CHECK, FieldKind::Checkbox),
        (CHOICE, FieldKind::Dropdown(choices())),
        (PERSON, FieldKind::Person),
        (TAGS, FieldKind::Tags(choices())),
        (MOMENT, FieldKind::DateTime),
        (CONTACT, FieldKind::Contact),
        (ORGANIZATION, FieldKind::Organization),
        (FORMULA, FieldKind::Formula("1".to_owned())),
    ] {
        let field_record = Field::new("Field".to_owned(), kind, order(), stamp_at(0));
        pipeline.fields.insert(field, field_record);
    }
    let mut place = order();
    for (stage, name) in STAGES.into_iter().zip(["Lead", "Talks", "Won"]) {
        let colour = Colour::from_hex(0);
        let stage_record = Stage::new(name.to_owned(), colour, place.clone(), stamp_at(0));
        pipeline.stages.insert(stage, stage_record);
        place = OrderKey::new_after(&place);
    }
    let mut gone = Stage::new("Gone".to_owned(), Colour::from_hex(0), place, stamp_at(0));
    gone.gone_into = register(Some(STAGES[1]));
    pipeline.stages.insert(GONE, gone);
    pipeline
}

/// The pipelines, the people, the address book, and these boxes.
pub(super) fn state(boxes: impl IntoIterator<Item = BoxRecord>) -> State {
    let mut state = State::default();
    let mut elsewhere = pipeline();
    elsewhere.id = ELSEWHERE;
    elsewhere.name = register("Hiring".to_owned());
    elsewhere.fields = LiteMap::new();
    // A stage is of one pipeline only; a box that comes with another's stage is at the first one.
    let stage = Stage::new(
        "Applied".to_owned(),
        Colour::from_hex(0),
        OrderKey::default(),
        stamp_at(0),
    );
    elsewhere.stages = LiteMap::from_iter([(APPLIED, stage)]);
    state.pipelines.insert(ELSEWHERE, elsewhere);
    state.pipelines.insert(PIPELINE, pipeline());
    for (id, name) in PEOPLE.into_iter().zip(["Zoe", "adam", "Mia"]) {
        let member = Member {
            id,
            email: format!("{}@boxwood.example", name.to_lowercase()),
            name: register(name.to_owned()),
            role: register(Role::Member),
        };
        state.members.insert(id, member);
    }
    for (id, name) in [(ANNA, "Anna"), (BERT, "Bert")] {
        let mut contact = Contact::new(id, PEOPLE[0], stamp_at(0));
        contact.given_name = register(name.to_owned());
        state.contacts.insert(id, contact);
    }
    for (id, name) in [(ACME, "Acme"), (BETA, "Beta")] {
        let organization = Organization::new(id, name.to_owned(), PEOPLE[0], stamp_at(0));
        state.organizations.insert(id, organization);
    }
    state.boxes = boxes.into_iter().map(|b| (b.id, b)).collect();
    state
}

pub(super) const fn world(state: &State) -> World<'_> {
    World {
        records: state,
        now: NOW,
        formulas: None,
    }
}

pub(super) const fn up(column: Column) -> SortKey {
    SortKey {
        column,
        is_descending: false,
    }
}

pub(super) const fn down(column: Column) -> SortKey {
    SortKey {
        column,
        is_descending: true,
    }
}

pub(super) fn shape(
    sort: &[SortKey],
    group: Option<Column>,
    summaries: &[(Column, Summary)],
) -> ViewShape {
    ViewShape {
        sort: sort.to_vec(),
        group,
        summaries: summaries.to_vec(),
        ..ViewShape::default()
    }
}

/// The view of the pipeline with all boxes that are not archived.
pub(super) fn view(state: &State, shape: &ViewShape) -> View {
    let filter = Box::new(Everything);
    let boxes = state.boxes.values();
    View::new(
        Some(PIPELINE),
        shape,
        filter,
        boxes,
        world(state),
        &FoldCase,
    )
}
