//! Where to find records: boxes by pipeline and stage, by conversation, by whom they are about; tasks
//! by when they are due; people by name.

mod address_book;
mod bin;
mod names;
mod open_views;
mod row_views;
mod tasks;
mod threads;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use boxwood_model::{
    Arrange as _, BoxId, BoxRecord, Contact, ContactId, Gather as _, Key, Layered, OrderKey,
    Organization, OrganizationId, Pipeline, PipelineId, Records, Setting, SettingValue, StageId,
    State, UserId,
};
use boxwood_query::{Alphabet, Now, Sheets};

pub(crate) use address_book::AddressBook;
pub(crate) use bin::Bin;
pub(crate) use names::Names;
pub(crate) use open_views::{OpenView, OpenViews, Question};
pub(crate) use row_views::RowViews;
pub(crate) use tasks::Tasks;
pub(crate) use threads::Threads;

/// Finds boxes without looking at all of them; kept up with each change.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// Where each live box is. In the order of ids, in which records lie too.
    places: BTreeMap<BoxId, (PipelineId, StageId)>,
    pipelines: HashMap<PipelineId, BTreeMap<StageId, u32>>,
    /// All pipelines, deleted ones too.
    known_pipelines: BTreeSet<PipelineId>,
    /// Conversations.
    pub(crate) threads: Threads,
    /// Open tasks.
    pub(crate) tasks: Tasks,
    /// Deleted boxes.
    pub(crate) bin: Bin,
    /// Contacts that are there.
    pub(crate) contacts: Names<ContactId>,
    /// Organizations that are there.
    pub(crate) organizations: Names<OrganizationId>,
    /// Who belongs where.
    pub(crate) address_book: AddressBook,
    /// The formulas of all pipelines.
    pub(crate) sheets: Sheets,
    views: OpenViews,
    /// Boxes as rows show them.
    pub(crate) rows: RowViews,
}

impl Index {
    /// The index of all these records.
    pub(crate) fn new(state: &State) -> Self {
        let mut index = Self {
            known_pipelines: state.pipelines.keys().copied().gather(),
            ..Self::default()
        };
        for pipeline in state.pipelines.values() {
            index.sheets.put(pipeline);
        }
        let mut places = Vec::new();
        for record in state.boxes.values() {
            places.extend(index.count(record).map(|place| (record.id, place)));
        }
        // All at once, which costs a fraction of as many insertions.
        index.places = places.into_iter().collect();
        for contact in state.contacts.values() {
            index.add_contact(contact.id, Some(contact));
        }
        for organization in state.organizations.values() {
            index.add_organization(organization.id, Some(organization));
        }
        index
    }

    /// Brings the index up to date after these records changed.
    pub(crate) fn update(&mut self, changed: &BTreeSet<Key>, records: &dyn Records, now: Now) {
        for key in changed {
            match key {
                Key::Box(id) => {
                    self.remove(*id);
                    if let Some(record) = records.box_record(*id) {
                        self.add(record);
                    }
                }
                Key::Pipeline(id) => match records.pipeline(*id) {
                    Some(pipeline) => {
                        self.known_pipelines.insert(*id);
                        self.sheets.put(pipeline);
                    }
                    None => {
                        self.known_pipelines.remove(id);
                        self.sheets.remove(*id);
                    }
                },
                Key::Contact(id) => self.add_contact(*id, records.contact(*id)),
                Key::Organization(id) => self.add_organization(*id, records.organization(*id)),
                Key::Member(_)
                | Key::Team
                | Key::Invitation(_)
                | Key::Snippet(_)
                | Key::View(_)
                | Key::Settings(_)
                | Key::Lesson(_) => {}
            }
        }
        self.views.update(changed, records, &self.sheets, now);
        self.rows.update(changed);
    }

    /// How many boxes a pipeline has.
    pub(crate) fn boxes_in(&self, pipeline: PipelineId) -> u32 {
        self.pipelines
            .get(&pipeline)
            .map_or(0, |stages| stages.values().sum())
    }

    /// How many boxes are at a stage, with those that came there when theirs was deleted.
    pub(crate) fn boxes_at(&self, pipeline: &Pipeline, stage: StageId) -> u32 {
        let stages = self.pipelines.get(&pipeline.id).into_iter().flatten();
        let here = stages.filter(|(at, _)| pipeline.resolve_stage(**at) == stage);
        here.map(|(_, count)| *count).sum()
    }

    /// The pipelines that are there, as a person has them in the navigation: first those that were
    /// put in order, with their places, then the others by name.
    pub(crate) fn navigation(
        &self,
        records: &dyn Records,
        user: Option<UserId>,
    ) -> Vec<(PipelineId, Option<OrderKey>)> {
        let settings = user.and_then(|user| records.settings(user));
        let place = |id: PipelineId| {
            let entry = settings?.entries.get(&Setting::PipelineOrder(id))?;
            match &entry.value {
                SettingValue::Order(key) => Some(key),
                _ => None,
            }
        };
        let known = self.known_pipelines.iter();
        let live = known.filter_map(|id| records.pipeline(*id).filter(|p| !p.deleted.value));
        let mut shown: Vec<_> = live
            .map(|pipeline| (place(pipeline.id), pipeline))
            .collect();
        shown.arrange_by_cached_key(|(place, pipeline)| {
            let name = match place {
                Some(_) => Vec::new(),
                None => self.name_key(&pipeline.name.value),
            };
            (place.is_none(), *place, name, pipeline.id)
        });
        let shown = shown.into_iter();
        shown
            .map(|(place, pipeline)| (pipeline.id, place.cloned()))
            .collect()
    }

    /// The pipelines that were deleted.
    pub(crate) fn deleted_pipelines<'r>(
        &self,
        records: &'r dyn Records,
    ) -> impl Iterator<Item = &'r Pipeline> {
        let known = self.known_pipelines.iter();
        known.filter_map(|id| records.pipeline(*id).filter(|p| p.deleted.value))
    }

    /// The live boxes of a pipeline, oldest first.
    pub(crate) fn boxes_of_pipeline(&self, pipeline: PipelineId) -> impl Iterator<Item = BoxId> {
        let homes = self.places.iter();
        let homes = homes.filter(move |(_, (home, _))| *home == pipeline);
        homes.map(|(id, _)| *id)
    }

    /// All live boxes.
    pub(crate) fn all(&self) -> impl Iterator<Item = BoxId> + '_ {
        self.places.keys().copied()
    }

    /// The view that a question asks for; made at the first request, kept up from then on.
    pub(crate) fn view(
        &mut self,
        question: Question,
        records: &Layered<'_, &State>,
        now: Now,
    ) -> Option<&OpenView> {
        // Going through all boxes is faster than finding some of them where those are not few.
        const FEW: usize = 8;
        let id = question.pipeline;
        let here = self.boxes_in(id);
        let is_few = usize::try_from(here).is_ok_and(|here| here < self.places.len() / FEW);
        let boxes: Box<dyn Iterator<Item = &BoxRecord>> = if is_few {
            let homes = self.places.iter().filter(|(_, (home, _))| *home == id);
            Box::new(homes.filter_map(|(id, _)| records.box_record(*id)))
        } else {
            Box::new(records.boxes())
        };
        self.views.get(question, boxes, records, &self.sheets, now)
    }

    /// Sorts texts in this order from now on; says whether it is another one.
    pub(crate) fn sort_by(&mut self, alphabet: Alphabet) -> bool {
        let is_new = self.views.sort_by(alphabet);
        if is_new {
            let collation = self.views.collation();
            self.contacts.sort_by(collation);
            self.organizations.sort_by(collation);
        }
        is_new
    }

    /// The key by which a name is sorted where the screens are.
    pub(crate) fn name_key(&self, name: &str) -> Vec<u8> {
        let mut key = Vec::new();
        self.views.collation().key(name, &mut key);
        key
    }

    /// The first moment at which a view that is kept changes although no record does.
    pub(crate) fn next_change(&self) -> Option<u64> {
        self.views.next_change()
    }

    fn add(&mut self, record: &BoxRecord) {
        if let Some(place) = self.count(record) {
            self.places.insert(record.id, place);
        }
    }

    /// Takes note of a box but for its place, which is the result if the box is live.
    fn count(&mut self, record: &BoxRecord) -> Option<(PipelineId, StageId)> {
        self.threads.add(record);
        self.address_book.add_box(record);
        self.bin.add(record);
        if record.deleted() {
            return None;
        }
        self.tasks.add(record);
        let place = (record.pipeline(), record.stage());
        *self
            .pipelines
            .entry(place.0)
            .or_default()
            .entry(place.1)
            .or_default() += 1;
        Some(place)
    }

    fn add_contact(&mut self, id: ContactId, contact: Option<&Contact>) {
        let live = contact.filter(|contact| !contact.deleted.value);
        let name = live.map(Contact::display_name);
        self.contacts
            .set(id, name.as_deref(), self.views.collation());
        if let Some(contact) = live {
            self.address_book.add_contact(contact);
        }
    }

    fn add_organization(&mut self, id: OrganizationId, organization: Option<&Organization>) {
        let live = organization.filter(|organization| !organization.deleted.value);
        let name = live.map(|organization| &*organization.name.value);
        self.organizations.set(id, name, self.views.collation());
        if let Some(organization) = live {
            self.address_book.add_organization(organization);
        }
    }

    fn remove(&mut self, id: BoxId) {
        self.tasks.remove(id);
        self.bin.remove(id);
        if let Some((pipeline, stage)) = self.places.remove(&id)
            && let Some(count) = self
                .pipelines
                .get_mut(&pipeline)
                .and_then(|stages| stages.get_mut(&stage))
        {
            *count = count.saturating_sub(1);
        }
    }
}

/// Whether a box is there for a person to see: not deleted, in a pipeline that is not either.
pub(crate) fn is_live(record: &BoxRecord, records: &dyn Records) -> bool {
    !record.deleted()
        && records
            .pipeline(record.pipeline())
            .is_some_and(|pipeline| !pipeline.deleted.value)
}
