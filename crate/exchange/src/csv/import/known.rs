//! What is there already, by the names that a file may use for it.

use std::collections::BTreeMap;

use boxwood_model::{
    BoxId, BoxRecord, ChoiceId, Contact, ContactId, FieldId, Organization, OrganizationId,
    Pipeline, PipelineId, Reading, StageId, UserId, Value, read,
};

use crate::Catalogue;

/// By what a box is found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BoxKey {
    Id(BoxId),
    /// In lower case.
    Name(String),
    /// A text in lower case, all others as they are.
    Cell(Value),
}

/// The part of a box by which it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MatchBy {
    Id,
    Name,
    Field(FieldId),
}

impl BoxKey {
    pub(super) fn of_value(value: &Value) -> Option<Self> {
        match value {
            Value::Empty => None,
            Value::Text(text) => Some(Self::Cell(Value::Text(folded(text)))),
            value => Some(Self::Cell(value.clone())),
        }
    }

    fn of_box(record: &BoxRecord, by: MatchBy, records: &dyn Catalogue) -> Option<Self> {
        match by {
            MatchBy::Id => None,
            MatchBy::Name => Some(Self::Name(folded(record.name()))),
            MatchBy::Field(field) => {
                let home = records.pipeline(record.pipeline())?;
                let value = record.value(field);
                match read(&value, home.live_field(field)?, records) {
                    Reading::Content(content) => Self::of_value(&content),
                    Reading::Unread(_) => Self::of_value(&value),
                }
            }
        }
    }
}

/// A name without regard to case and to spaces around it.
pub(super) fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// How far the records were gone through.
#[derive(Debug, Clone, Copy)]
enum Cursor {
    Members(Option<UserId>),
    Contacts(Option<ContactId>),
    Organizations(Option<OrganizationId>),
    Boxes(Option<BoxId>),
    End,
}

/// What is there already.
#[derive(Debug, Clone)]
pub(super) struct Known {
    cursor: Cursor,
    pub(super) stages: BTreeMap<String, StageId>,
    pub(super) first_stage: Option<StageId>,
    pub(super) choices: BTreeMap<(FieldId, String), ChoiceId>,
    /// By address and, where one person alone has it, by name.
    members: BTreeMap<String, Option<UserId>>,
    pub(super) contacts: BTreeMap<String, ContactId>,
    /// By name and by domain.
    pub(super) organizations: BTreeMap<String, OrganizationId>,
    boxes: BTreeMap<BoxKey, (BoxId, usize)>,
}

impl Known {
    pub(super) fn new(pipeline: &Pipeline) -> Self {
        let stages = pipeline.stages_in_order();
        let first_stage = stages.first().map(|(id, _)| *id);
        let mut names = BTreeMap::new();
        for (id, stage) in stages {
            names.entry(folded(&stage.name.value)).or_insert(id);
        }
        let mut choices = BTreeMap::new();
        for (id, field) in pipeline.fields_in_order() {
            for choice in field.kind.value.choices() {
                let entry = choices.entry((id, folded(&choice.name)));
                entry.or_insert(choice.id);
            }
        }
        Self {
            cursor: Cursor::Members(None),
            stages: names,
            first_stage,
            choices,
            members: BTreeMap::new(),
            contacts: BTreeMap::new(),
            organizations: BTreeMap::new(),
            boxes: BTreeMap::new(),
        }
    }

    /// Goes through some more of the records; says whether all are known now.
    pub(super) fn step(
        &mut self,
        records: &dyn Catalogue,
        pipeline: PipelineId,
        by: Option<MatchBy>,
        budget: usize,
    ) -> bool {
        for _ in 0..budget {
            self.cursor = match self.cursor {
                Cursor::Members(after) => match records.member_after(after) {
                    Some(member) => {
                        if member.is_active() {
                            self.members.insert(member.email.clone(), Some(member.id));
                            let name = folded(&member.name.value);
                            // A name that is an address could be taken for somebody else's.
                            if !name.contains('@') {
                                let is_new = !self.members.contains_key(&name);
                                self.members.insert(name, is_new.then_some(member.id));
                            }
                        }
                        Cursor::Members(Some(member.id))
                    }
                    None => Cursor::Contacts(None),
                },
                Cursor::Contacts(after) => match records.contact_after(after) {
                    Some(contact) => {
                        self.know_contact(contact);
                        Cursor::Contacts(Some(contact.id))
                    }
                    None => Cursor::Organizations(None),
                },
                Cursor::Organizations(after) => match records.organization_after(after) {
                    Some(organization) => {
                        self.know_organization(organization);
                        Cursor::Organizations(Some(organization.id))
                    }
                    None => Cursor::Boxes(None),
                },
                Cursor::Boxes(after) => match (by, records.box_after(after)) {
                    (Some(MatchBy::Name | MatchBy::Field(_)), Some(record)) => {
                        self.know_box(record, pipeline, by, records);
                        Cursor::Boxes(Some(record.id))
                    }
                    _ => Cursor::End,
                },
                Cursor::End => return true,
            };
        }
        matches!(self.cursor, Cursor::End)
    }

    fn know_contact(&mut self, contact: &Contact) {
        if !contact.deleted.value {
            for email in &contact.emails.value {
                let entry = self.contacts.entry(email.clone());
                entry.or_insert(contact.id);
            }
        }
    }

    fn know_organization(&mut self, organization: &Organization) {
        if !organization.deleted.value {
            let names = organization.domains.value.iter().cloned();
            for name in names.chain([folded(&organization.name.value)]) {
                let entry = self.organizations.entry(name);
                entry.or_insert(organization.id);
            }
        }
    }

    fn know_box(
        &mut self,
        record: &BoxRecord,
        pipeline: PipelineId,
        by: Option<MatchBy>,
        records: &dyn Catalogue,
    ) {
        let is_here = record.pipeline() == pipeline && !record.deleted();
        let key = by.and_then(|by| BoxKey::of_box(record, by, records));
        if let Some(key) = key.filter(|_| is_here) {
            let entry = self.boxes.entry(key).or_insert((record.id, 0));
            entry.1 += 1;
        }
    }

    /// An active member by address or name.
    pub(super) fn member(&self, who: &str) -> Option<UserId> {
        self.members.get(&folded(who)).copied().flatten()
    }

    /// The first box of this key, and how many there are.
    pub(super) fn boxes(&self, key: &BoxKey) -> Option<(BoxId, usize)> {
        self.boxes.get(key).copied()
    }
}
