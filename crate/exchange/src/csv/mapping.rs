//! Which column goes where.

use boxwood_model::{FieldId, FieldKind, Pipeline};

use super::guess::{ColumnProfile, NewFieldKind};
use super::sheet::Sheet;

/// Where the cells of a column go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Nowhere.
    Ignore,
    /// The box's name.
    Name,
    /// The box's notes.
    Notes,
    /// The box's stage, by its name.
    Stage,
    /// The people whose work it is, by their addresses.
    Assignees,
    /// The contacts it is about, by their addresses.
    Contacts,
    /// The organizations it is about, by their domains or names.
    Organizations,
    /// The box's id: the box of this id is changed, or made where there is none.
    BoxId,
    /// A field of the pipeline.
    Field(FieldId),
    /// A new field.
    NewField {
        /// Its name.
        name: String,
        /// What its cells hold.
        kind: NewFieldKind,
    },
}

impl Target {
    /// Whether only one column can go there.
    pub(super) const fn is_single(&self) -> bool {
        !matches!(self, Self::Ignore | Self::NewField { .. })
    }
}

/// Proposes where each column goes: to the field of its name, to what boxes have of themselves if it
/// is called so, else to a new field of the type that its cells seem to have. Empty columns without
/// a name go nowhere; so does when a box was made, where there are ids. If nothing is called a name, the first column of text is taken for it.
#[must_use]
pub fn propose(sheet: &Sheet, profiles: &[ColumnProfile], pipeline: &Pipeline) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    for (column, profile) in profiles.iter().enumerate() {
        let title = sheet.header().get(column).map_or("", String::as_str);
        let target = known(title, profile, pipeline);
        let target = target.filter(|target| !target.is_single() || !targets.contains(target));
        targets.push(target.unwrap_or_else(|| fresh(title, column, profile)));
    }
    if targets.contains(&Target::BoxId) {
        // Boxes that were taken out and come in again know by themselves when they were made.
        for (target, title) in targets.iter_mut().zip(sheet.header()) {
            if matches!(&*plain(title), "made" | "created at") {
                *target = Target::Ignore;
            }
        }
    }
    if !targets.contains(&Target::Name) {
        let is_text = |target: &&mut Target| match target {
            Target::NewField { kind, .. } => *kind == NewFieldKind::Text,
            _ => false,
        };
        if let Some(target) = targets.iter_mut().find(is_text) {
            *target = Target::Name;
        }
    }
    targets
}

fn known(title: &str, profile: &ColumnProfile, pipeline: &Pipeline) -> Option<Target> {
    let title = plain(title);
    if title.is_empty() {
        return None;
    }
    let fields = pipeline.fields_in_order();
    let is_same = |name: &str| plain(name) == title;
    let field = fields.iter().find(|(_, field)| is_same(&field.name.value));
    if let Some((id, field)) = field {
        return Some(match field.kind.value {
            // It is calculated here anew.
            FieldKind::Formula(_) => Target::Ignore,
            _ => Target::Field(*id),
        });
    }
    let has_emails = profile.are_mailboxes || profile.filled == 0;
    match &*title {
        "name" | "box" | "box name" | "title" | "deal" | "deal name" | "opportunity"
        | "opportunity name" | "subject" => Some(Target::Name),
        "notes" | "note" | "description" | "comment" | "comments" => Some(Target::Notes),
        "stage" | "stage name" | "status" | "phase" | "step" | "deal stage" => Some(Target::Stage),
        "assignee" | "assignees" | "assigned to" | "owner" | "deal owner" if has_emails => {
            Some(Target::Assignees)
        }
        "contact" | "contacts" | "contact email" | "email" | "e mail" | "email address"
            if has_emails =>
        {
            Some(Target::Contacts)
        }
        "organization" | "organizations" | "organisation" | "company" | "company name"
        | "account" | "account name" | "domain" => Some(Target::Organizations),
        "id" | "box id" | "boxwood id" if profile.are_box_ids => Some(Target::BoxId),
        _ => None,
    }
}

fn fresh(title: &str, column: usize, profile: &ColumnProfile) -> Target {
    if title.is_empty() && profile.filled == 0 {
        return Target::Ignore;
    }
    let name = match title {
        "" => format!("{}", column + 1),
        title => title.to_owned(),
    };
    Target::NewField {
        name,
        kind: profile.kind.clone(),
    }
}

/// Letters and digits in lower case, with single spaces between words.
fn plain(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}
