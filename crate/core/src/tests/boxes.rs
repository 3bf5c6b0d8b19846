//! Box pages and conversations.

use super::desk::{ANA, BEN, Desk, NOON};
use crate::api::{
    Association, BoxEdit, BoxPage, Command, CommentEdit, Due, FileEdit, MailInput, MeetingEdit,
    MeetingKind, Query, TaskEdit, ThreadInput, View,
};

const THREAD: &str = "18c2fd9ab31e7705";

/// A box with a conversation in it.
fn with_thread(desk: &mut Desk, pipeline: &str) -> String {
    desk.do_it(Command::CreateBox {
        pipeline: pipeline.to_owned(),
        stage: None,
        name: "Acme".to_owned(),
        thread: Some(ThreadInput {
            id: THREAD.to_owned(),
            subject: "Offer".to_owned(),
        }),
    })
}

fn edit(desk: &mut Desk, id: &str, edit: BoxEdit) -> String {
    desk.do_it(Command::EditBoxes {
        boxes: vec![id.to_owned()],
        edit,
    })
}

fn page(desk: &mut Desk, id: &str) -> BoxPage {
    let View::BoxPage { page: Some(page) } = desk.see(&Query::BoxPage { id: id.to_owned() }) else {
        panic!("no such box");
    };
    *page
}

fn mail(id: &str, at: u64) -> MailInput {
    MailInput {
        message_id: id.to_owned(),
        at,
        from: "kim@hill.example".to_owned(),
        to: vec!["ana@team.example".to_owned()],
        is_sent: false,
    }
}

#[test]
fn a_page_has_all_that_was_put_into_a_box() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[]);
    let id = with_thread(&mut desk, &pipeline);
    let other = desk.make_box(&pipeline, "Other");
    let contact = desk.do_it(Command::CreateContact {
        given_name: "Kim".to_owned(),
        family_name: "Hill".to_owned(),
        emails: vec!["kim@hill.example".to_owned()],
    });
    let zone = "Europe/Vienna".to_owned();
    let task = |text: &str, at: Option<u64>| BoxEdit::Task {
        edit: TaskEdit::Create {
            text: text.to_owned(),
            due: at.map(|at| Due {
                at,
                is_all_day: false,
                zone: zone.clone(),
            }),
            assignees: vec![BEN.to_string()],
        },
    };
    let comment = |text: &str, parent: Option<String>| BoxEdit::Comment {
        edit: CommentEdit::Create {
            text: text.to_owned(),
            mentions: vec![BEN.to_string()],
            parent,
        },
    };
    let association = Association {
        is_starred: true,
        is_auto_boxed: false,
    };
    for one in [
        task("Later", Some(NOON + 2)),
        task("Some day", None),
        task("Soon", Some(NOON + 1)),
        comment("First", None),
        comment("Second", None),
        BoxEdit::Meeting {
            edit: MeetingEdit::Create {
                of: MeetingKind::Call,
                starts_at: NOON,
                minutes: Some(15),
                notes: "Price".to_owned(),
            },
        },
        BoxEdit::File {
            edit: FileEdit::Create {
                name: "Offer".to_owned(),
                url: "https://files.example/offer".to_owned(),
            },
        },
        BoxEdit::AddMails {
            thread: THREAD.to_owned(),
            mails: vec![mail("<a@mail.example>", 1), mail("b@mail.example", 2)],
        },
        BoxEdit::Link {
            other: other.clone(),
            on: true,
        },
        BoxEdit::Contact {
            contact,
            association: Some(association),
        },
        BoxEdit::Follow {
            person: None,
            on: true,
        },
        BoxEdit::Assign {
            person: BEN.to_string(),
            on: true,
        },
    ] {
        edit(&mut desk, &id, one);
    }
    let first = page(&mut desk, &id).comments[0].id.clone();
    edit(&mut desk, &id, comment("Answer", Some(first.clone())));
    let react = CommentEdit::React {
        comment: first,
        emoji: "👍".to_owned(),
        on: true,
    };
    edit(&mut desk, &id, BoxEdit::Comment { edit: react });
    let done = page(&mut desk, &id).tasks[0].id.clone();
    let done = TaskEdit::SetDone {
        task: done,
        done: true,
    };
    edit(&mut desk, &id, BoxEdit::Task { edit: done });

    let page = page(&mut desk, &id);
    let tasks: Vec<_> = page.tasks.iter().map(|task| &*task.text).collect();
    assert_eq!(tasks, ["Later", "Some day", "Soon"]);
    assert!(page.tasks[2].done_at.is_some());
    let comments: Vec<_> = page.comments.iter().map(|one| &*one.text).collect();
    assert_eq!(comments, ["First", "Answer", "Second"]);
    assert_eq!(page.comments[0].reactions[0].people, [ANA.to_string()]);
    assert_eq!(page.meetings[0].minutes, Some(15));
    assert_eq!(page.files[0].name, "Offer");
    let mails: Vec<_> = page.mails.iter().map(|mail| &*mail.message_id).collect();
    assert_eq!(mails, ["b@mail.example", "a@mail.example"]);
    assert_eq!((page.links[0].id.as_str(), page.mail_count), (&*other, 2));
    assert_eq!(page.contacts[0].name, "Kim Hill");
    assert_eq!(page.contacts[0].association, association);
    assert_eq!(page.followers, [ANA.to_string()]);
    assert_eq!(page.record.assignees, [BEN.to_string()]);
    assert_eq!(page.stage_path.len(), 1);
    assert!(page.pipeline.my_rights.share);
}

#[test]
fn a_conversation_is_recognised_in_another_mailbox_by_its_mails() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[]);
    let id = with_thread(&mut desk, &pipeline);
    let mails = BoxEdit::AddMails {
        thread: THREAD.to_owned(),
        mails: vec![mail("<a@mail.example>", 1)],
    };
    edit(&mut desk, &id, mails);
    let found = |desk: &mut Desk, thread: &str, mails: &[&str]| {
        let query = Query::Thread {
            thread: thread.to_owned(),
            mails: mails.iter().map(|mail| (*mail).to_owned()).collect(),
        };
        let View::Thread { thread } = desk.see(&query) else {
            panic!("another view");
        };
        let held = thread.held.into_iter();
        let held: Vec<_> = held.map(|it| (it.id, it.thread, it.mails)).collect();
        assert_eq!(thread.boxes.len(), held.len());
        held
    };
    // Under its own id the box holds it with all the mails it knows; in another mailbox it is the
    // conversation that the mail is part of.
    let held = |mails: u32| (id.clone(), THREAD.to_owned(), mails);
    assert_eq!(found(&mut desk, THREAD, &[]), [held(1)]);
    assert_eq!(found(&mut desk, "27", &[]), []);
    assert_eq!(
        found(&mut desk, "27", &["x@mail.example", "<a@mail.example>"]),
        [held(1)]
    );
    desk.do_it(Command::RemoveThread {
        id,
        thread: THREAD.to_owned(),
    });
    assert_eq!(found(&mut desk, "27", &["a@mail.example"]), []);
}

#[test]
fn a_box_at_a_deleted_stage_is_shown_where_it_went() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[]);
    let id = desk.make_box(&pipeline, "Acme");
    let stages = desk.shape(&pipeline).stages;
    let (open, won) = (stages[0].id.clone(), stages[1].id.clone());
    desk.do_it(Command::EditStage {
        pipeline: pipeline.clone(),
        edit: crate::api::StageEdit::Delete {
            stage: open.clone(),
            into: won.clone(),
        },
    });
    let shape = desk.shape(&pipeline);
    assert_eq!((shape.stages.len(), shape.stages[0].boxes), (1, 1));
    assert_eq!(shape.deleted_stages[0].id, open);
    assert_eq!(page(&mut desk, &id).record.stage, won);
}
