//! What programs do: any action on what their replica shows, by chance.

use std::collections::BTreeSet;

use boxwood_model::{
    Action, Association, BoxId, BoxOperation, Colour, CommentId, CommentOperation, ContactId,
    ContactOperation, ContactText, FieldId, FieldKind, FieldOperation, FieldSpec, Home, LessonId,
    MeetingId, MeetingKind, MeetingOperation, Operation, OrderKey, OrganizationId,
    OrganizationOperation, PermissionSet, PermissionSetId, PipelineId, PipelineOperation,
    PipelineRole, Reach, Records as _, Rights, Setting, SettingValue, Sharing, SnippetId,
    SnippetOperation, StageId, StageOperation, StageSpec, Stamp, State, TaskId, TaskOperation,
    TeamOperation, UserId, Value, ViewId, ViewOperation, ViewShape,
};
use boxwood_sync::Replica;

use crate::Random;

/// Few enough that one set of rights is changed while somebody has it.
const SETS: u8 = 2;
/// Beyond this many pipelines nobody makes more.
const PIPELINES: usize = 4;
/// Beyond this many boxes nobody makes more.
const BOXES: usize = 30;

/// What a program sees, to choose from.
struct Chooser<'r> {
    random: &'r mut Random,
    user: UserId,
    number: u64,
    shown: State,
}

/// Some action; none if there is nothing to do.
pub(crate) fn some(
    random: &mut Random,
    replica: &Replica,
    user: UserId,
    number: u64,
) -> Option<Action> {
    let layers = replica.shown();
    let keys: BTreeSet<_> = layers.below.keys().chain(layers.top.keys()).collect();
    let mut shown = State::default();
    for key in keys {
        shown.copy(key, &layers);
    }
    let mut chooser = Chooser {
        random,
        user,
        number,
        shown,
    };
    let count = if chooser.random.chance(15) {
        1 + chooser.random.below(4)
    } else {
        1
    };
    let operations: Vec<Operation> = (0..count).filter_map(|_| chooser.operation()).collect();
    if operations.is_empty() {
        return None;
    }
    let waiting: Vec<Stamp> = replica
        .pending()
        .map(|pending| Stamp::new(pending.mutation.at, pending.mutation.client))
        .collect();
    let undoes = if chooser.random.chance(3) {
        chooser.random.pick(&waiting).copied()
    } else {
        None
    };
    Some(Action { operations, undoes })
}

impl Chooser<'_> {
    fn operation(&mut self) -> Option<Operation> {
        if self.shown.pipelines.is_empty() {
            return Some(self.new_pipeline());
        }
        match self.random.below(100) {
            0..2 if self.shown.pipelines.len() < PIPELINES => Some(self.new_pipeline()),
            0..18 => self.pipeline(),
            18..28 => self.new_box(),
            28..72 => self.change_box(),
            72..80 => Some(self.address_book()),
            80..88 => self.view(),
            88..94 => self.setting(),
            _ => Some(self.team()),
        }
    }

    fn id(&mut self) -> [u8; 16] {
        self.random.bytes()
    }

    fn text(&self, what: &str) -> String {
        format!("{what} {}", self.number)
    }

    fn person(&mut self) -> Option<UserId> {
        let people: Vec<UserId> = self.shown.members.keys().copied().collect();
        self.random.pick(&people).copied()
    }

    fn a_pipeline(&mut self) -> Option<PipelineId> {
        let pipelines: Vec<PipelineId> = self.shown.pipelines.keys().copied().collect();
        self.random.pick(&pipelines).copied()
    }

    fn a_box(&mut self) -> Option<BoxId> {
        let boxes: Vec<BoxId> = self.shown.boxes.keys().copied().collect();
        self.random.pick(&boxes).copied()
    }

    fn a_stage(&mut self, pipeline: PipelineId) -> Option<StageId> {
        let pipeline = self.shown.pipeline(pipeline)?;
        let stages: Vec<StageId> = pipeline.stages.keys().copied().collect();
        self.random.pick(&stages).copied()
    }

    fn a_field(&mut self, pipeline: PipelineId) -> Option<FieldId> {
        let pipeline = self.shown.pipeline(pipeline)?;
        let fields: Vec<FieldId> = pipeline.fields.keys().copied().collect();
        self.random.pick(&fields).copied()
    }

    fn role(&mut self) -> PipelineRole {
        let set = u8::try_from(self.random.below(usize::from(SETS))).unwrap_or(0);
        let roles = [
            PipelineRole::Admin,
            PipelineRole::Editor,
            PipelineRole::Creator,
            PipelineRole::Assignee,
            PipelineRole::Viewer,
            PipelineRole::Observer,
            PipelineRole::Observer,
            PipelineRole::Custom(PermissionSetId::from_bytes([set; 16])),
        ];
        let role = self.random.pick(&roles).copied();
        role.unwrap_or(PipelineRole::Viewer)
    }

    fn reach(&mut self) -> Reach {
        let reaches = [Reach::None, Reach::Assigned, Reach::All];
        self.random.pick(&reaches).copied().unwrap_or(Reach::All)
    }

    fn new_pipeline(&mut self) -> Operation {
        let stage = |id, name: &str| StageSpec {
            id: StageId::from_bytes(id),
            name: name.to_owned(),
            colour: Colour::from_hex(0x1a_73_e8),
        };
        let stages = vec![stage(self.id(), "first"), stage(self.id(), "second")];
        let kinds = [FieldKind::Text, FieldKind::Number, FieldKind::Person];
        let fields = kinds.into_iter().map(|kind| FieldSpec {
            id: FieldId::from_bytes(self.random.bytes()),
            name: format!("{kind:?}"),
            kind,
        });
        let fields = fields.collect();
        Operation::CreatePipeline {
            id: PipelineId::from_bytes(self.id()),
            name: self.text("pipeline"),
            stages,
            fields,
        }
    }

    fn pipeline(&mut self) -> Option<Operation> {
        let id = self.a_pipeline()?;
        let change = match self.random.below(16) {
            0 => PipelineOperation::Share(Sharing::Private),
            1 => PipelineOperation::Share(Sharing::Team(self.role())),
            2 => PipelineOperation::Share(Sharing::Team(PipelineRole::Observer)),
            3 => PipelineOperation::Share(Sharing::Team(PipelineRole::Editor)),
            4..7 => PipelineOperation::SetMember(self.person()?, Some(self.role())),
            7 => PipelineOperation::SetMember(self.person()?, None),
            8..10 => {
                let set = u8::try_from(self.random.below(usize::from(SETS))).unwrap_or(0);
                let rights = Rights {
                    view: self.reach(),
                    comment: self.reach(),
                    edit: self.reach(),
                    delete: self.reach(),
                    create: self.random.chance(50),
                    export: false,
                    structure: self.random.chance(50),
                    share: false,
                };
                let name = self.text("set");
                let set_of_rights = PermissionSet { name, rights };
                let is_there = self.random.chance(80);
                PipelineOperation::SetPermissionSet(
                    PermissionSetId::from_bytes([set; 16]),
                    is_there.then_some(set_of_rights),
                )
            }
            10..12 => {
                let name = self.text("stage");
                if self.random.chance(40) {
                    let create = StageOperation::Create {
                        name,
                        colour: Colour::from_hex(0x18_80_38),
                        order: OrderKey::default(),
                    };
                    PipelineOperation::Stage(StageId::from_bytes(self.id()), create)
                } else {
                    let stage = self.a_stage(id)?;
                    let change = match self.random.below(3) {
                        0 => StageOperation::Rename(name),
                        1 => StageOperation::Delete {
                            into: self.a_stage(id)?,
                        },
                        _ => StageOperation::Restore,
                    };
                    PipelineOperation::Stage(stage, change)
                }
            }
            12..15 => {
                let name = self.text("field");
                PipelineOperation::Field(match self.random.below(5) {
                    0 => FieldOperation::Create {
                        id: FieldId::from_bytes(self.id()),
                        name,
                        kind: FieldKind::Text,
                        order: OrderKey::default(),
                    },
                    1 => FieldOperation::Rename(self.a_field(id)?, name),
                    2 => FieldOperation::SetKind(self.a_field(id)?, FieldKind::Text),
                    3 => FieldOperation::Delete(self.a_field(id)?),
                    _ => FieldOperation::Restore(self.a_field(id)?),
                })
            }
            _ if self.random.chance(30) => PipelineOperation::Delete,
            _ => PipelineOperation::Restore,
        };
        Some(Operation::Pipeline(id, change))
    }

    fn new_box(&mut self) -> Option<Operation> {
        if self.shown.boxes.len() >= BOXES {
            return self.change_box();
        }
        let pipeline = self.a_pipeline()?;
        Some(Operation::CreateBox {
            id: BoxId::from_bytes(self.id()),
            pipeline,
            stage: self.a_stage(pipeline)?,
            name: self.text("box"),
            thread: None,
        })
    }

    fn change_box(&mut self) -> Option<Operation> {
        let id = self.a_box()?;
        let home = self.shown.box_record(id)?.pipeline();
        let change = match self.random.below(40) {
            0..10 => BoxOperation::Assign(self.person()?, self.random.chance(60)),
            10 => BoxOperation::Follow(self.person()?, self.random.chance(70)),
            11 => BoxOperation::Archive(self.random.chance(60)),
            12 => BoxOperation::Place(Some(OrderKey::default())),
            13 => BoxOperation::Link(self.a_box()?, self.random.chance(70)),
            14..18 => {
                let pipeline = self.a_pipeline()?;
                BoxOperation::MoveToPipeline {
                    pipeline,
                    stage: self.a_stage(pipeline)?,
                }
            }
            18..20 => BoxOperation::Duplicate {
                copy: BoxId::from_bytes(self.id()),
                name: self.text("copy"),
            },
            20..22 => BoxOperation::MergeInto(self.a_box()?),
            22..24 => self.task(id),
            24..26 => self.comment(id),
            26 => {
                let create = MeetingOperation::Create {
                    kind: MeetingKind::Call,
                    starts_at: 1_795_392_000_000,
                    minutes: Some(5),
                    notes: self.text("call"),
                };
                BoxOperation::Meeting(MeetingId::from_bytes(self.id()), create)
            }
            27..29 => {
                let contacts: Vec<ContactId> = self.shown.contacts.keys().copied().collect();
                let contact = self.random.pick(&contacts).copied()?;
                let is_in = self.random.chance(70);
                BoxOperation::Contact(contact, is_in.then(Association::default))
            }
            29..33 => {
                let name = self.text("name");
                return Some(Operation::RenameBox { id, name });
            }
            33..37 => {
                let field = self.a_field(home)?;
                let value = match self.random.below(3) {
                    0 => Value::Empty,
                    1 => Value::Text(self.text("cell")),
                    _ => Value::Person(self.person()?),
                };
                return Some(Operation::SetField { id, field, value });
            }
            37 => return Some(Operation::DeleteBox { id }),
            38 => return Some(Operation::RestoreBox { id }),
            _ => {
                let stage = self.a_stage(home)?;
                return Some(Operation::MoveBox { id, stage });
            }
        };
        Some(Operation::Box(id, change))
    }

    fn task(&mut self, id: BoxId) -> BoxOperation {
        let record = self.shown.box_record(id);
        let known: Vec<TaskId> =
            record.map_or_else(Vec::new, |r| r.tasks.keys().copied().collect());
        match self.random.pick(&known).copied() {
            Some(task) if self.random.chance(60) => {
                BoxOperation::Task(task, TaskOperation::SetDone(self.random.chance(70)))
            }
            _ => {
                let create = TaskOperation::Create {
                    text: self.text("task"),
                    due: None,
                    assignees: self.person().into_iter().collect(),
                };
                BoxOperation::Task(TaskId::from_bytes(self.id()), create)
            }
        }
    }

    fn comment(&mut self, id: BoxId) -> BoxOperation {
        let record = self.shown.box_record(id);
        let known: Vec<CommentId> =
            record.map_or_else(Vec::new, |r| r.comments.keys().copied().collect());
        match self.random.pick(&known).copied() {
            Some(comment) if self.random.chance(60) => {
                let react = CommentOperation::React("👍".to_owned(), self.random.chance(70));
                BoxOperation::Comment(comment, react)
            }
            _ => {
                let create = CommentOperation::Create {
                    text: self.text("comment"),
                    mentions: vec![],
                    parent: None,
                };
                BoxOperation::Comment(CommentId::from_bytes(self.id()), create)
            }
        }
    }

    fn address_book(&mut self) -> Operation {
        let contacts: Vec<ContactId> = self.shown.contacts.keys().copied().collect();
        match self.random.pick(&contacts).copied() {
            Some(contact) if self.random.chance(60) => {
                let notes = self.text("notes");
                let change = match self.random.below(3) {
                    0 => ContactOperation::SetDeleted(self.random.chance(50)),
                    _ => ContactOperation::SetText(ContactText::Notes, notes),
                };
                Operation::Contact(contact, change)
            }
            _ if self.random.chance(50) => {
                let create = ContactOperation::Create {
                    given_name: self.text("contact"),
                    family_name: String::new(),
                    emails: vec![format!("c{}@acme.example", self.number)],
                };
                Operation::Contact(ContactId::from_bytes(self.id()), create)
            }
            _ => {
                let create = OrganizationOperation::Create {
                    name: self.text("organization"),
                    domains: vec![],
                };
                Operation::Organization(OrganizationId::from_bytes(self.id()), create)
            }
        }
    }

    fn home(&mut self) -> Option<(Home, Option<PipelineId>)> {
        Some(match self.random.below(4) {
            0 => (Home::Team, None),
            1 => (Home::User(self.user), None),
            _ => {
                let pipeline = self.a_pipeline()?;
                (Home::Pipeline(pipeline), Some(pipeline))
            }
        })
    }

    fn view(&mut self) -> Option<Operation> {
        let views: Vec<ViewId> = self.shown.views.keys().copied().collect();
        let snippets: Vec<SnippetId> = self.shown.snippets.keys().copied().collect();
        let (view, snippet) = (self.random.pick(&views), self.random.pick(&snippets));
        let (view, snippet) = (view.copied(), snippet.copied());
        let name = self.text("view");
        Some(match (self.random.below(4), view, snippet) {
            (0, Some(view), _) => Operation::View(view, ViewOperation::Rename(name)),
            (1, _, Some(snippet)) => Operation::Snippet(
                snippet,
                SnippetOperation::SetDeleted(self.random.chance(50)),
            ),
            (0..3, _, _) => {
                let (home, pipeline) = self.home()?;
                let create = ViewOperation::Create {
                    home,
                    pipeline,
                    name,
                    shape: ViewShape::default(),
                };
                Operation::View(ViewId::from_bytes(self.id()), create)
            }
            _ => {
                let create = SnippetOperation::Create {
                    home: self.home()?.0,
                    name,
                    subject: String::new(),
                    text: self.text("text"),
                    shortcut: String::new(),
                };
                Operation::Snippet(SnippetId::from_bytes(self.id()), create)
            }
        })
    }

    fn setting(&mut self) -> Option<Operation> {
        if self.random.chance(40) {
            // Few, so that a person's devices meet.
            let mut id = *self.user.as_bytes();
            id[15] = u8::try_from(self.random.below(4)).unwrap_or(0);
            let content = match self.random.below(4) {
                0 => Vec::new(),
                _ => self.id().to_vec(),
            };
            return Some(Operation::Learn {
                id: LessonId::from_bytes(id),
                content: content.into(),
            });
        }
        Some(Operation::Set {
            setting: Setting::PipelineHidden(self.a_pipeline()?),
            value: SettingValue::Flag(self.random.chance(50)),
        })
    }

    fn team(&mut self) -> Operation {
        let name = self.text("name");
        Operation::Team(match self.random.below(3) {
            // Owners may; the people of this world are none.
            0 => TeamOperation::Rename(name),
            1 => TeamOperation::RenameMember(self.user, name),
            _ => TeamOperation::ContactField(FieldOperation::Create {
                id: FieldId::from_bytes(self.id()),
                name,
                kind: FieldKind::Text,
                order: OrderKey::default(),
            }),
        })
    }
}
