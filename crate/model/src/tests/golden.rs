//! The golden files of conversions and of boxes that go elsewhere.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::team::{BOX, FIRST, HIGH, LOW, OWNER, SECOND, field, perform, stage, stamp};
use super::world::{CONTACT, ELSEWHERE, ORGANIZATION, OTHER, THERE, later, on_box, world};
use crate::{
    Actor, BoxChange, BoxId, BoxOperation, Choice, ChoiceId, Date, Decimal, Effect, Field, FieldId,
    FieldKind, LeftOver, Operation, OrderKey, PipelineId, Reading, State, Value, convert, read,
    reads_as,
};

fn folder(name: &str) -> PathBuf {
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden");
    golden.join(name)
}

fn choice(id: ChoiceId, name: &str) -> Choice {
    Choice {
        id,
        name: name.to_owned(),
    }
}

/// Every type of field, by the name that it has in the files.
fn kinds() -> Vec<(&'static str, FieldKind)> {
    vec![
        ("text", FieldKind::Text),
        ("number", FieldKind::Number),
        ("currency", FieldKind::Currency("EUR".to_owned())),
        ("percent", FieldKind::Percent),
        ("rating", FieldKind::Rating(5)),
        ("date", FieldKind::Date),
        ("datetime", FieldKind::DateTime),
        ("checkbox", FieldKind::Checkbox),
        (
            "dropdown",
            FieldKind::Dropdown(vec![choice(LOW, "low"), choice(HIGH, "high")]),
        ),
        (
            "tags",
            FieldKind::Tags(vec![
                choice(ChoiceId::from_bytes([44; 16]), "Low"),
                choice(ChoiceId::from_bytes([45; 16]), "5"),
            ]),
        ),
        ("person", FieldKind::Person),
        ("contact", FieldKind::Contact),
        ("organization", FieldKind::Organization),
        ("url", FieldKind::Url),
        ("email", FieldKind::Email),
        ("phone", FieldKind::Phone),
        ("formula", FieldKind::Formula("1+1".to_owned())),
    ]
}

/// What cells of each type hold in the files.
fn contents(kind: &FieldKind) -> Vec<Value> {
    let text = |text: &str| Value::Text(text.to_owned());
    let number = |number: &str| Value::Number(number.parse::<Decimal>().unwrap());
    let date = |text: &str| Value::Date(text.parse::<Date>().unwrap());
    match kind {
        FieldKind::Text => vec![
            text("hello"),
            text(" 5 "),
            text("-1.50"),
            text("15%"),
            text("2026-03-09"),
            text("2026-03-09 14:30"),
            text("yes"),
            text("LOW"),
            text("low, 5"),
            text("Ann@Boxwood.example"),
            text("https://hill.example/a"),
            text("javascript:alert(1)"),
            text("+43 1 2345"),
            text("  "),
        ],
        FieldKind::Number => vec![number("5"), number("1.50"), number("0"), number("-3")],
        FieldKind::Currency(_) => vec![number("1"), number("1200.00")],
        FieldKind::Percent => vec![number("0.15"), number("1")],
        FieldKind::Rating(_) => vec![number("0"), number("5")],
        FieldKind::Date => vec![date("2026-03-09"), date("1969-12-31")],
        FieldKind::DateTime => vec![Value::Moment(1_773_066_600_000), Value::Moment(1)],
        FieldKind::Checkbox => vec![Value::Checkbox(true), Value::Checkbox(false)],
        FieldKind::Dropdown(_) => vec![Value::Choice(LOW), Value::Choice(HIGH)],
        FieldKind::Tags(choices) => vec![
            Value::Tags(vec![choices[0].id]),
            Value::Tags(vec![choices[1].id]),
            Value::Tags(choices.iter().map(|choice| choice.id).collect()),
        ],
        FieldKind::Person => vec![Value::Person(OWNER)],
        FieldKind::Contact => vec![Value::Contact(CONTACT)],
        FieldKind::Organization => vec![Value::Organization(ORGANIZATION)],
        FieldKind::Url => vec![text("https://hill.example/a")],
        FieldKind::Email => vec![text("ann@boxwood.example")],
        FieldKind::Phone => vec![text("+43 1 2345"), text("12")],
        FieldKind::Formula(_) => vec![number("2")],
    }
}

const HEAD: &str = "\
# What cells become when the type of their field is changed.
#
# A line without indentation is a content as people read it; each line below says what it is as a
# field of another type: the content as people read it, `empty`, or `unread` where it is shown as it
# was. `back` says that as the first type again it is not quite the same: how it then reads.
";

fn conversions(from: &FieldKind, state: &State) -> String {
    let mut lines = HEAD.to_owned();
    let mut source = Field::new(
        "Field".to_owned(),
        from.clone(),
        OrderKey::default(),
        stamp(0, 1),
    );
    for value in contents(from) {
        source.kind.value = from.clone();
        source.former_choices.value.clear();
        writeln!(lines, "\n{:?}", reads_as(&value, &source, state)).unwrap();
        for (name, kind) in kinds() {
            let mut changed = source.clone();
            changed.kind.value = kind.clone();
            changed.former_choices.value = from.choices().to_vec();
            let read = read(&value, &changed, state);
            let converted = convert(&value, &source, &kind, state);
            // A cell reads the same whether its field changes or it goes to another one.
            let same = match &read {
                Reading::Content(content) => Some(content) == converted.as_ref(),
                Reading::Unread(_) => converted.is_none(),
            };
            assert!(same, "{value:?} as {name}: {read:?} {converted:?}");
            let line = match &converted {
                None => "unread".to_owned(),
                Some(Value::Empty) => "empty".to_owned(),
                Some(content) => format!("{:?}", reads_as(content, &changed, state)),
            };
            write!(lines, "  {name}: {line}").unwrap();
            if let Some(content) = converted.filter(|content| *content != Value::Empty) {
                let back = convert(&content, &changed, from, state);
                if back.as_ref() != Some(&value) {
                    let back = back.map(|back| reads_as(&back, &source, state));
                    match back {
                        Some(back) => write!(lines, " back {back:?}").unwrap(),
                        None => write!(lines, " back unread").unwrap(),
                    }
                }
            }
            lines.push('\n');
        }
    }
    lines
}

/// `BOXWOOD_BLESS=1` writes the files that are not there yet.
#[test]
fn every_type_of_field_becomes_every_other() {
    let state = world();
    for (name, kind) in kinds() {
        let file = folder("conversion").join(format!("{name}.txt"));
        let found = conversions(&kind, &state);
        if !file.exists() && std::env::var_os("BOXWOOD_BLESS").is_some() {
            std::fs::write(&file, &found).unwrap();
        }
        let kept = std::fs::read_to_string(&file).unwrap();
        assert_eq!(found, kept, "{name}");
    }
}

/// A case of a file in the folder `merge`: see the head of any of them.
#[derive(Default)]
struct Case {
    merges: bool,
    here: Vec<(String, FieldKind)>,
    there: Vec<(String, FieldKind)>,
    from: Vec<(String, String)>,
    into: Vec<(String, String)>,
    then: Vec<(String, String)>,
    left: Vec<(String, String)>,
}

fn kind_of(text: &str) -> FieldKind {
    let (name, choices) = text.split_once(' ').unwrap_or((text, ""));
    let choices = choices.split(',').enumerate().map(|(n, name)| {
        let mut bytes = [100; 16];
        bytes[15] = u8::try_from(n + text.len()).unwrap();
        choice(ChoiceId::from_bytes(bytes), name.trim())
    });
    match name {
        "dropdown" => FieldKind::Dropdown(choices.collect()),
        "tags" => FieldKind::Tags(choices.collect()),
        name => {
            let kinds = kinds().into_iter();
            let mut same = kinds.filter(|(known, _)| *known == name);
            same.next().unwrap_or_else(|| panic!("no type {name}")).1
        }
    }
}

fn parsed(text: &str) -> Case {
    let mut case = Case::default();
    for line in text.lines().map(str::trim) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let pair = |by: &str| {
            let (a, b) = rest.split_once(by).unwrap_or((rest, ""));
            (a.trim().to_owned(), b.trim().to_owned())
        };
        match word {
            "" | "#" => {}
            "move" => case.merges = false,
            "merge" => case.merges = true,
            "here" => case.here.push((pair(":").0, kind_of(&pair(":").1))),
            "there" => case.there.push((pair(":").0, kind_of(&pair(":").1))),
            "from" => case.from.push(pair("=")),
            "into" => case.into.push(pair("=")),
            "then" => case.then.push(pair("=")),
            "left" => case.left.push(pair("=")),
            other => panic!("what is {other:?}?"),
        }
    }
    case
}

const HERE: PipelineId = PipelineId::from_bytes([14; 16]);
const OVER: PipelineId = PipelineId::from_bytes([15; 16]);

fn field_id(side: u8, n: usize) -> FieldId {
    FieldId::from_bytes([side + u8::try_from(n).unwrap(); 16])
}

impl Case {
    fn prepare(&self) -> State {
        let mut state = world();
        let make = |id, side, fields: &[(String, FieldKind)]| Operation::CreatePipeline {
            id,
            name: "Golden".to_owned(),
            stages: vec![stage(FIRST, "First"), stage(SECOND, "Second")],
            fields: (0..)
                .zip(fields)
                .map(|(n, (name, kind))| field(field_id(side, n), name, kind.clone()))
                .collect(),
        };
        let mut operations = vec![make(HERE, 100, &self.here), make(OVER, 150, &self.there)];
        let create = |id, pipeline| Operation::CreateBox {
            id,
            pipeline,
            stage: FIRST,
            name: "Box".to_owned(),
            thread: None,
        };
        let ids = [BoxId::from_bytes([95; 16]), BoxId::from_bytes([96; 16])];
        operations.extend([create(ids[0], HERE), create(ids[1], OVER)]);
        let sides = [
            (ids[0], 100, &self.here, &self.from),
            (ids[1], 150, &self.there, &self.into),
        ];
        for (id, side, fields, cells) in sides {
            for (name, text) in cells {
                let text = text.replace("\\n", "\n");
                if name == "notes" {
                    operations.push(Operation::SetNotes { id, notes: text });
                    continue;
                }
                let at = fields.iter().position(|(known, _)| known == name).unwrap();
                let text = Value::Text(text);
                let order = OrderKey::default();
                let reader = Field::new(name.clone(), FieldKind::Text, order, stamp(0, 1));
                operations.push(Operation::SetField {
                    id,
                    field: field_id(side, at),
                    value: convert(&text, &reader, &fields[at].1, &state).unwrap(),
                });
            }
        }
        for (n, operation) in (0..).zip(operations) {
            let done = perform(
                &mut state,
                Actor::User(OWNER),
                stamp(2_000 + n, 1),
                &operation,
            );
            assert!(done.is_ok(), "{operation:?}: {done:?}");
        }
        state
    }

    fn check(&self, file: &str) {
        let mut state = self.prepare();
        let (from, into) = (BoxId::from_bytes([95; 16]), BoxId::from_bytes([96; 16]));
        let (operation, id) = if self.merges {
            (BoxOperation::MergeInto(into), into)
        } else {
            let pipeline = OVER;
            let stage = SECOND;
            (BoxOperation::MoveToPipeline { pipeline, stage }, from)
        };
        let operation = Operation::Box(from, operation);
        let effects = perform(&mut state, Actor::User(OWNER), later(0), &operation).unwrap();
        let left: Vec<(String, String)> = effects.iter().flat_map(left_of).collect();
        assert_eq!(left, self.left, "{file}: what is left over");
        let record = &state.boxes[&id];
        let home = &state.pipelines[&OVER];
        assert_eq!(record.pipeline(), OVER);
        let mut found = Vec::new();
        for (field, known) in home.fields_in_order() {
            let text = reads_as(&record.value(field), known, &state);
            if !text.is_empty() {
                found.push((known.name.value.clone(), text));
            }
        }
        if !record.notes().is_empty() {
            let notes = record.notes().replace('\n', "\\n");
            found.push(("notes".to_owned(), notes));
        }
        assert_eq!(found, self.then, "{file}: what is there then");
        if self.merges {
            let gone = &state.boxes[&from];
            assert!(gone.deleted() && gone.merged_into() == Some(into));
        }
    }
}

fn left_of(effect: &Effect) -> Vec<(String, String)> {
    let left: &[LeftOver] = match effect {
        Effect::EnterPipeline { left, .. } => left,
        Effect::ChangeBox {
            change: BoxChange::TookIn { left, .. },
            ..
        } => left,
        _ => &[],
    };
    let pair = |one: &LeftOver| (one.field.clone(), one.text.clone());
    left.iter().map(pair).collect()
}

#[test]
fn boxes_go_elsewhere_as_the_files_say() {
    let mut files: Vec<_> = std::fs::read_dir(folder("merge")).unwrap().collect();
    assert!(files.len() >= 8, "{} files", files.len());
    files.sort_by_key(|entry| entry.as_ref().unwrap().path());
    for entry in files {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        parsed(&text).check(&path.display().to_string());
    }
}

#[test]
fn a_merge_brings_all_parts_and_links_both_ends() {
    let mut state = world();
    let third = BoxId::from_bytes([97; 16]);
    let operations = [
        super::team::create_box(third, "Third"),
        on_box(BoxOperation::Link(third, true)),
        on_box(BoxOperation::Link(OTHER, true)),
        on_box(BoxOperation::Follow(OWNER, true)),
        on_box(BoxOperation::Contact(
            CONTACT,
            Some(crate::Association::default()),
        )),
        on_box(BoxOperation::MergeInto(OTHER)),
    ];
    for (n, operation) in (0..).zip(&operations) {
        let done = perform(&mut state, Actor::User(OWNER), later(n), operation);
        assert!(done.is_ok(), "{operation:?}: {done:?}");
    }
    let (into, third) = (&state.boxes[&OTHER], &state.boxes[&third]);
    assert_eq!(into.live_tasks().count(), 1);
    assert_eq!(into.live_comments().count(), 1);
    assert_eq!(into.live_meetings().count(), 1);
    assert_eq!(into.live_files().count(), 1);
    assert_eq!(into.live_contacts().count(), 1);
    assert!(crate::has_element(&into.followers, &OWNER));
    assert!(crate::has_element(&into.links, &third.id));
    assert!(crate::has_element(&third.links, &into.id));
    assert!(!crate::has_element(&into.links, &BOX));
}

#[test]
fn pipelines_are_left_and_entered_alike_in_whatever_order_the_news_comes() {
    let move_to = |pipeline, stage| on_box(BoxOperation::MoveToPipeline { pipeline, stage });
    let mut state = world();
    let start = state.clone();
    let steps = [
        move_to(ELSEWHERE, THERE),
        Operation::RenameBox {
            id: BOX,
            name: "There".to_owned(),
        },
        move_to(super::team::PIPELINE, SECOND),
        Operation::RenameBox {
            id: BOX,
            name: "Back".to_owned(),
        },
        move_to(ELSEWHERE, THERE),
    ];
    // What each pipeline's log has, in order.
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for (n, operation) in (0..).zip(&steps) {
        let stamp = later(n);
        for effect in perform(&mut state, Actor::User(OWNER), stamp, operation).unwrap() {
            let log = match effect.scope() {
                crate::Scope::Pipeline(ELSEWHERE) => &mut there,
                _ => &mut here,
            };
            log.push((effect, stamp));
        }
    }
    let total = here.len() + there.len();
    assert_eq!(total, 8);
    for choices in 0..1_u32 << total {
        if usize::try_from(choices.count_ones()).unwrap() != here.len() {
            continue;
        }
        let mut replica = start.clone();
        let (mut a, mut b) = (here.iter(), there.iter());
        for at in 0..total {
            let next = if choices >> at & 1 == 1 {
                a.next()
            } else {
                b.next()
            };
            let (effect, stamp) = next.unwrap();
            effect.apply(*stamp, &mut replica);
        }
        assert_eq!(replica.boxes, state.boxes, "{choices:b}");
    }
    // Who sees but one of them has it or not.
    let mut only_here = start.clone();
    here.iter()
        .for_each(|(effect, stamp)| effect.apply(*stamp, &mut only_here));
    assert!(!only_here.boxes.contains_key(&BOX));
    let mut only_there = start;
    only_there.boxes.remove(&BOX);
    there
        .iter()
        .for_each(|(effect, stamp)| effect.apply(*stamp, &mut only_there));
    assert_eq!(only_there.boxes.get(&BOX), state.boxes.get(&BOX));
}
