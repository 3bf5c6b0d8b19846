//! Contacts and organizations: who belongs where, and lists.

use super::desk::Desk;
use crate::api::{Association, BoxEdit, Command, ContactEdit, Query, View};

fn contact(desk: &mut Desk, name: &str, email: &str) -> String {
    desk.do_it(Command::CreateContact {
        given_name: name.to_owned(),
        family_name: String::new(),
        emails: vec![email.to_owned()],
    })
}

fn organization(desk: &mut Desk, name: &str, domain: &str) -> String {
    desk.do_it(Command::CreateOrganization {
        name: name.to_owned(),
        domains: vec![domain.to_owned()],
    })
}

/// The organizations of a contact, and whether a person said so.
fn organizations(desk: &mut Desk, contact: &str) -> Vec<(String, bool)> {
    let query = Query::Contact {
        contact: contact.to_owned(),
    };
    let View::Contact {
        contact: Some(page),
    } = desk.see(&query)
    else {
        panic!("no such contact");
    };
    let all = page.organizations.into_iter();
    all.map(|one| (one.other.name, one.said)).collect()
}

fn contacts(desk: &mut Desk, organization: &str) -> Vec<String> {
    let query = Query::Organization {
        organization: organization.to_owned(),
    };
    let View::Organization {
        organization: Some(page),
    } = desk.see(&query)
    else {
        panic!("no such organization");
    };
    page.contacts
        .into_iter()
        .map(|one| one.other.name)
        .collect()
}

fn belongs(desk: &mut Desk, contact: &str, organization: &str, on: bool) {
    desk.do_it(Command::EditContact {
        contact: contact.to_owned(),
        edit: ContactEdit::SetOrganization {
            organization: organization.to_owned(),
            on,
        },
    });
}

#[test]
fn a_domain_says_where_people_work_unless_a_person_does() {
    let mut desk = Desk::new();
    let hill = organization(&mut desk, "Hill", "hill.example");
    let lake = organization(&mut desk, "Lake", "lake.example");
    let kim = contact(&mut desk, "Kim", "kim@hill.example");
    let lee = contact(&mut desk, "Lee", "lee@gmail.com");
    assert_eq!(organizations(&mut desk, &kim), [("Hill".to_owned(), false)]);
    assert!(organizations(&mut desk, &lee).is_empty());
    belongs(&mut desk, &kim, &hill, false);
    belongs(&mut desk, &kim, &lake, true);
    belongs(&mut desk, &lee, &hill, true);
    assert_eq!(organizations(&mut desk, &kim), [("Lake".to_owned(), true)]);
    assert_eq!(contacts(&mut desk, &hill), ["Lee"]);
    assert_eq!(contacts(&mut desk, &lake), ["Kim"]);
    desk.do_it(Command::EditContact {
        contact: kim.clone(),
        edit: ContactEdit::SetEmails {
            emails: vec!["kim@lake.example".to_owned()],
        },
    });
    belongs(&mut desk, &kim, &lake, false);
    assert!(contacts(&mut desk, &lake).is_empty());
    desk.do_it(Command::EditContact {
        contact: lee,
        edit: ContactEdit::SetDeleted { deleted: true },
    });
    assert!(contacts(&mut desk, &hill).is_empty());
}

#[test]
fn contacts_come_by_name_in_windows_and_are_found_by_name_and_address() {
    let mut desk = Desk::new();
    for (name, email) in [
        ("bo", "z@hill.example"),
        ("Al", "y@lake.example"),
        ("Cy", "x@pm.me"),
    ] {
        contact(&mut desk, name, email);
    }
    let mut list = |text: &str, first: u32, count: u32| {
        let text = text.to_owned();
        let View::Contacts { rows, total } = desk.see(&Query::Contacts { text, first, count })
        else {
            panic!("another view");
        };
        let names: Vec<_> = rows.into_iter().map(|row| row.name).collect();
        (names.join(" "), total)
    };
    assert_eq!(list("", 0, 10), ("Al bo Cy".to_owned(), 3));
    assert_eq!(list("", 1, 1), ("bo".to_owned(), 3));
    assert_eq!(list(" B", 0, 10), ("bo".to_owned(), 1));
    assert_eq!(list("EXAMPLE", 1, 10), ("bo".to_owned(), 2));
}

#[test]
fn a_page_has_the_boxes_that_are_about_somebody() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[]);
    let kim = contact(&mut desk, "Kim", "kim@hill.example");
    let boxes = ["One", "Two"].map(|name| desk.make_box(&pipeline, name));
    let mut about = |boxes: &[String], association: Option<Association>| {
        desk.do_it(Command::EditBoxes {
            boxes: boxes.to_vec(),
            edit: BoxEdit::Contact {
                contact: kim.clone(),
                association,
            },
        });
        let contact = kim.clone();
        let View::Contact {
            contact: Some(page),
        } = desk.see(&Query::Contact { contact })
        else {
            panic!("no such contact");
        };
        let names: Vec<_> = page.boxes.into_iter().map(|label| label.name).collect();
        names.join(" ")
    };
    let main = Association {
        is_starred: true,
        is_auto_boxed: true,
    };
    assert_eq!(about(&boxes, Some(main)), "Two One");
    assert_eq!(about(&boxes[1..], None), "One");
}
