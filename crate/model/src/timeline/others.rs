//! What changes of everything but boxes mean.

use super::derive::{Teller, entries, said_flag, said_text, said_texts, something};
use super::happening::{Part, Said};
use crate::{
    Contact, Effect, Field, FieldId, Handle, LiteMap, Member, Organization, PermissionSet,
    Pipeline, PipelineRole, Records, Register, Registers, Role, SavedView, Snippet, Stage, StageId,
    Team, Value,
};

pub(super) fn tell(teller: &mut Teller<'_>, effect: &Effect, records: &dyn Records) {
    match effect {
        Effect::PutMember(given) => tell_member(teller, records.member(given.id), given),
        Effect::CreatePipeline(given) | Effect::PutPipeline(given) => {
            match records.pipeline(given.id) {
                Some(known) => tell_pipeline(teller, known, given),
                None => teller.made(&given.name.value),
            }
        }
        Effect::RenamePipeline { id, name } => {
            let known = records.pipeline(*id).map(|pipeline| &pipeline.name);
            teller.set(Part::Name, known, name, said_text);
        }
        Effect::PutTeam(given) => tell_team(teller, records.team(), given),
        Effect::PutInvitation(given) => match records.invitation(given.id) {
            Some(known) => {
                let said = |by: &Option<_>| by.map_or(Said::Nothing, Said::Person);
                let accepted = Some(&known.accepted_by);
                teller.put(Part::AcceptedBy, accepted, &given.accepted_by, said);
                teller.put(
                    Part::Revoked,
                    Some(&known.revoked),
                    &given.revoked,
                    said_flag,
                );
                teller.put(Part::Role, Some(&known.role), &given.role, said_role);
            }
            None => teller.made(&given.email),
        },
        Effect::PutContact(given) => match records.contact(given.id) {
            Some(known) => tell_contact(teller, known, given, records),
            None => teller.made(&given.display_name()),
        },
        Effect::PutOrganization(given) => match records.organization(given.id) {
            Some(known) => tell_organization(teller, known, given, records),
            None => teller.made(&given.name.value),
        },
        Effect::PutSnippet(given) => match records.snippet(given.id) {
            Some(known) => tell_snippet(teller, known, given),
            None => teller.made(&given.name.value),
        },
        Effect::PutView(given) => match records.view(given.id) {
            Some(known) => tell_view(teller, known, given),
            None => teller.made(&given.name.value),
        },
        // What people have for themselves is nobody's news, and boxes are told of elsewhere.
        Effect::PutSettings(_)
        | Effect::PutLesson(_)
        | Effect::CreateBox(_)
        | Effect::ChangeBox { .. }
        | Effect::EnterPipeline { .. }
        | Effect::LeavePipeline { .. }
        | Effect::ForgetBox { .. } => {}
    }
}

fn tell_member(teller: &mut Teller<'_>, known: Option<&Member>, given: &Member) {
    match known {
        Some(known) => {
            teller.put(Part::Name, Some(&known.name), &given.name, said_text);
            teller.put(Part::Role, Some(&known.role), &given.role, said_role);
        }
        None => teller.made(&given.name.value),
    }
}

fn tell_team(teller: &mut Teller<'_>, known: Option<&Team>, given: &Team) {
    let name = known.map(|known| &known.name);
    teller.put(Part::Name, name, &given.name, said_text);
    tell_fields(
        teller,
        known.map(|team| &team.contact_fields),
        &given.contact_fields,
    );
    let fields = known.map(|team| &team.organization_fields);
    tell_fields(teller, fields, &given.organization_fields);
}

fn tell_pipeline(teller: &mut Teller<'_>, known: &Pipeline, given: &Pipeline) {
    teller.put(Part::Name, Some(&known.name), &given.name, said_text);
    let description = Some(&known.description);
    teller.put(
        Part::Description,
        description,
        &given.description,
        said_text,
    );
    teller.put(Part::Icon, Some(&known.icon), &given.icon, said_text);
    teller.put(Part::Theme, Some(&known.theme), &given.theme, something);
    let said = |sharing: &_| Said::Sharing(*sharing);
    teller.put(Part::Sharing, Some(&known.sharing), &given.sharing, said);
    teller.put(
        Part::Deleted,
        Some(&known.deleted),
        &given.deleted,
        said_flag,
    );
    for (id, known, given) in entries(Some(&known.stages), &given.stages) {
        tell_stage(teller, *id, known, given);
    }
    tell_fields(teller, Some(&known.fields), &given.fields);
    for (person, known, given) in entries(Some(&known.members), &given.members) {
        let said = |role: &Option<PipelineRole>| role.map_or(Said::Nothing, Said::PipelineRole);
        teller.put(Part::PipelineMember(*person), known, given, said);
    }
    let sets = entries(Some(&known.permission_sets), &given.permission_sets);
    for (id, known, given) in sets {
        let name = |set: &Option<PermissionSet>| match set {
            Some(set) => Said::Text(set.name.clone()),
            None => Said::Nothing,
        };
        // A set that only changes what it allows keeps its name, and is news all the same.
        let same_name = known.is_some_and(|known| name(&known.value) == name(&given.value));
        let said = |set: &Option<PermissionSet>| match same_name {
            true => Said::Something,
            false => name(set),
        };
        teller.put(Part::PermissionSet(*id), known, given, said);
    }
}

fn tell_stage(teller: &mut Teller<'_>, id: StageId, known: Option<&Stage>, given: &Stage) {
    tell_named(
        teller,
        &Part::PipelineStage(id),
        known.map(|known| (&known.name, known.gone_into.value.is_some())),
        &given.name,
        (&given.gone_into, given.gone_into.value.is_some()),
    );
    if let Some(known) = known {
        let said = |colour: &crate::Colour| Said::Text(colour.to_string());
        teller.put(
            Part::StageColour(id),
            Some(&known.colour),
            &given.colour,
            said,
        );
        teller.put(
            Part::StageOrder(id),
            Some(&known.order),
            &given.order,
            something,
        );
    }
}

fn tell_fields(
    teller: &mut Teller<'_>,
    known: Option<&LiteMap<FieldId, Field>>,
    given: &LiteMap<FieldId, Field>,
) {
    for (id, known, given) in entries(known, given) {
        let id = *id;
        tell_named(
            teller,
            &Part::FieldName(id),
            known.map(|known| (&known.name, known.deleted.value)),
            &given.name,
            (&given.deleted, given.deleted.value),
        );
        if let Some(known) = known {
            let description = Some(&known.description);
            let part = Part::FieldDescription(id);
            teller.put(part, description, &given.description, said_text);
            teller.put(
                Part::FieldKind(id),
                Some(&known.kind),
                &given.kind,
                something,
            );
            teller.put(
                Part::FieldOrder(id),
                Some(&known.order),
                &given.order,
                something,
            );
        }
    }
}

/// A part with a name that can be deleted, whatever says that it is.
fn tell_named<T>(
    teller: &mut Teller<'_>,
    part: &Part,
    known: Option<(&Register<String>, bool)>,
    name: &Register<String>,
    (gone, is_gone): (&Register<T>, bool),
) {
    let stamp = gone.stamp;
    let deleted = Register {
        value: is_gone,
        stamp,
    };
    teller.put_text(part, known, (name, &deleted));
}

fn tell_contact(teller: &mut Teller<'_>, known: &Contact, given: &Contact, records: &dyn Records) {
    let texts = [
        (Part::GivenName, &known.given_name, &given.given_name),
        (Part::FamilyName, &known.family_name, &given.family_name),
        (Part::Title, &known.title, &given.title),
        (Part::Notes, &known.notes, &given.notes),
        (Part::Picture, &known.photo_url, &given.photo_url),
    ];
    for (part, known, given) in texts {
        teller.put(part, Some(known), given, said_text);
    }
    let lists = [
        (Part::Emails, &known.emails, &given.emails),
        (Part::Phones, &known.phones, &given.phones),
        (Part::Addresses, &known.addresses, &given.addresses),
    ];
    for (part, known, given) in lists {
        teller.put(part, Some(known), given, said_texts);
    }
    tell_handles(teller, &known.handles, &given.handles);
    let fields = records.team().map(|team| &team.contact_fields);
    tell_cells(teller, fields, &known.values, &given.values, records);
    for (id, known, given) in entries(Some(&known.organizations), &given.organizations) {
        teller.put(Part::Organization(*id), known, given, said_flag);
    }
    for (id, known, given) in entries(Some(&known.links), &given.links) {
        teller.put(Part::LinkedContact(*id), known, given, said_flag);
    }
    teller.put(
        Part::Deleted,
        Some(&known.deleted),
        &given.deleted,
        said_flag,
    );
}

fn tell_organization(
    teller: &mut Teller<'_>,
    known: &Organization,
    given: &Organization,
    records: &dyn Records,
) {
    let texts = [
        (Part::Name, &known.name, &given.name),
        (Part::Industry, &known.industry, &given.industry),
        (Part::Employees, &known.employees, &given.employees),
        (Part::Notes, &known.notes, &given.notes),
        (Part::Picture, &known.logo_url, &given.logo_url),
    ];
    for (part, known, given) in texts {
        teller.put(part, Some(known), given, said_text);
    }
    let lists = [
        (Part::Domains, &known.domains, &given.domains),
        (Part::Phones, &known.phones, &given.phones),
        (Part::Addresses, &known.addresses, &given.addresses),
    ];
    for (part, known, given) in lists {
        teller.put(part, Some(known), given, said_texts);
    }
    tell_handles(teller, &known.handles, &given.handles);
    let fields = records.team().map(|team| &team.organization_fields);
    tell_cells(teller, fields, &known.values, &given.values, records);
    for (id, known, given) in entries(Some(&known.links), &given.links) {
        teller.put(Part::LinkedOrganization(*id), known, given, said_flag);
    }
    teller.put(
        Part::Deleted,
        Some(&known.deleted),
        &given.deleted,
        said_flag,
    );
}

fn tell_handles(
    teller: &mut Teller<'_>,
    known: &Registers<Handle, String>,
    given: &Registers<Handle, String>,
) {
    for (handle, known, given) in entries(Some(known), given) {
        teller.put(Part::Handle(*handle), known, given, said_text);
    }
}

fn tell_cells(
    teller: &mut Teller<'_>,
    fields: Option<&LiteMap<FieldId, Field>>,
    known: &Registers<FieldId, Value>,
    given: &Registers<FieldId, Value>,
    records: &dyn Records,
) {
    for (id, known, given) in entries(Some(known), given) {
        let field = fields.and_then(|fields| fields.get(id));
        let said = |value: &Value| Said::Cell {
            field: field.map(|f| f.name.value.clone()).unwrap_or_default(),
            value: value.clone(),
            text: field.map_or_else(String::new, |f| crate::reads_as(value, f, records)),
        };
        teller.put(Part::Field(*id), known, given, said);
    }
}

fn tell_snippet(teller: &mut Teller<'_>, known: &Snippet, given: &Snippet) {
    let texts = [
        (Part::Name, &known.name, &given.name),
        (Part::Subject, &known.subject, &given.subject),
        (Part::Text, &known.text, &given.text),
        (Part::Shortcut, &known.shortcut, &given.shortcut),
    ];
    for (part, known, given) in texts {
        teller.put(part, Some(known), given, said_text);
    }
    teller.put(
        Part::Deleted,
        Some(&known.deleted),
        &given.deleted,
        said_flag,
    );
}

fn tell_view(teller: &mut Teller<'_>, known: &SavedView, given: &SavedView) {
    teller.put(Part::Name, Some(&known.name), &given.name, said_text);
    teller.put(Part::Shape, Some(&known.shape), &given.shape, something);
    teller.put(
        Part::Deleted,
        Some(&known.deleted),
        &given.deleted,
        said_flag,
    );
}

fn said_role(role: &Role) -> Said {
    Said::Role(*role)
}
