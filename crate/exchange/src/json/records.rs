//! The forms of records: for each its names, which are those of the model's fields.

use boxwood_model::{
    Association, BoxHead, BoxRecord, Choice, ColumnShape, Comment, CommentBody, Contact, Due,
    Field, FileLink, Invitation, Mail, Meeting, Member, Organization, Parts, PermissionSet,
    Pipeline, Rights, SavedView, Settings, Snippet, SomeParts, SortKey, Stage, Task, Team, Thread,
    ViewShape,
};

use super::form::{Fault, Form, ObjectIn, ObjectOut};
use super::node::Node;

macro_rules! forms {
    ($($record:ident { $($field:ident),+ $(,)? })*) => {$(
        impl Form for $record {
            fn write(&self, out: &mut String) {
                let mut object = ObjectOut::new(out);
                $(object.put(stringify!($field), &self.$field);)+
                object.end();
            }

            fn read(node: Node) -> Result<Self, Fault> {
                let mut object = ObjectIn::new(node)?;
                let record = Self {
                    $($field: object.take(stringify!($field))?,)+
                };
                object.end()?;
                Ok(record)
            }
        }
    )*};
}

/// The same for a box, whose parts lie apart in memory and not in a file.
macro_rules! box_form {
    (own { $($own:ident),+ } parts { $($part:ident),+ } own { $($last:ident),+ }) => {
        impl Form for BoxRecord {
            fn write(&self, out: &mut String) {
                let mut object = ObjectOut::new(out);
                let head = self.head();
                object.put("id", &self.id);
                $(object.put(stringify!($own), &head.$own);)+
                $(object.put(stringify!($part), &self.parts.$part);)+
                $(object.put(stringify!($last), &head.$last);)+
                object.end();
            }

            fn read(node: Node) -> Result<Self, Fault> {
                let mut object = ObjectIn::new(node)?;
                let id = object.take("id")?;
                let head = BoxHead {
                    $($own: object.take(stringify!($own))?,)+
                    $($last: object.take(stringify!($last))?,)+
                };
                let parts = SomeParts::from(Parts {
                    $($part: object.take(stringify!($part))?,)+
                });
                object.end()?;
                Ok(Self::from_head(id, &head, parts))
            }
        }
    };
}

box_form! {
    own {
        pipeline, created_at, created_by, name, notes, stage, stage_history, position, values
    }
    parts {
        assignees, followers, links, contacts, organizations, threads, mails, tasks, comments,
        meetings, files
    }
    own { archived, deleted, merged_into }
}

forms! {
    Team { name, contact_fields, organization_fields }
    Member { id, email, name, role }
    Invitation { id, created_at, created_by, email, role, revoked, accepted_by }
    Pipeline {
        id, created_at, created_by, name, description, icon, theme, stages, fields, sharing,
        members, permission_sets, deleted,
    }
    Stage { name, colour, order, gone_into }
    Field { name, kind, order, description, former_choices, deleted }
    Choice { id, name }
    PermissionSet { name, rights }
    Rights { view, comment, edit, delete, create, export, structure, share }
    Association { is_starred, is_auto_boxed }
    Thread { subject }
    Mail { thread, at, from, to, is_sent }
    Task { created_at, created_by, text, due, assignees, done_at, deleted }
    Due { at, is_all_day, zone }
    Comment { created_at, created_by, parent, body, reactions, deleted }
    CommentBody { text, mentions }
    Meeting { created_at, created_by, kind, starts_at, minutes, notes, deleted }
    FileLink { created_at, created_by, name, url, deleted }
    Contact {
        id, created_at, created_by, given_name, family_name, title, notes, emails, phones,
        addresses, handles, photo_url, values, organizations, links, deleted,
    }
    Organization {
        id, created_at, created_by, name, domains, industry, employees, notes, phones, addresses,
        handles, logo_url, values, links, deleted,
    }
    Snippet { id, created_at, created_by, home, name, subject, text, shortcut, deleted }
    SavedView { id, created_at, created_by, home, pipeline, name, shape, deleted }
    ViewShape { filter, sort, group, columns, summaries, layout }
    SortKey { column, is_descending }
    ColumnShape { column, width, is_hidden, is_frozen }
    Settings { user, entries }
}
