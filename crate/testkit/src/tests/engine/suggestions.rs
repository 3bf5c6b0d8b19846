//! What is suggested follows from where mails are, whatever the way there was, and on all of one's devices.

use boxwood_core::api::{
    Association, BoxEdit, Command, ContactEdit, FailureCode, Known, LearningView, MailText, Query,
    Request, Response, SettingInput, Sure, ThreadInput, ThreadSuggestions, View, Why,
};
use boxwood_core::host::Timer;

use super::{ANN, code, create_box, created, desk_of, kept, with_a_box};
use crate::{Desk, MemoryServer};

/// A mail of one of three topics, each with people and words of its own.
fn mail(number: u64, topic: u64) -> MailText {
    MailText {
        thread: format!("{number:016x}"),
        from: format!("person{}@firm{topic}.example", number % 3),
        from_name: format!("Person {}", number % 3),
        to: vec!["ann@boxwood.example".to_owned()],
        subject: format!("topic{topic} order {number}"),
        body: Some(format!(
            "word{topic} thing{topic} matter{topic} hello common words secretly{number}"
        )),
    }
}

fn read(desk: &mut Desk, mail: MailText) {
    desk.ask_as(2, false, Request::ReadMails { mails: vec![mail] });
    desk.write_all();
    while desk.fire(Timer::Study) {}
}

fn thread(mail: &MailText) -> ThreadInput {
    ThreadInput {
        id: mail.thread.clone(),
        subject: mail.subject.clone(),
    }
}

fn file(desk: &mut Desk, mail: MailText, id: &str) {
    read(desk, mail.clone());
    desk.pass(60_000);
    kept(desk.perform(Command::AddThread {
        id: id.to_owned(),
        thread: thread(&mail),
    }));
}

/// What is suggested for a mail; without a way to make it known that it was asked.
fn suggested(desk: &mut Desk, mail: &MailText) -> ThreadSuggestions {
    read(desk, mail.clone());
    let threads = vec![mail.thread.clone()];
    match desk.read(Query::Suggestions { threads }) {
        Some(View::Suggestions { mut threads, .. }) => threads.pop().unwrap(),
        other => panic!("{other:?}"),
    }
}

fn learning(desk: &mut Desk) -> LearningView {
    let view = desk.read(Query::Learning);
    while desk.fire(Timer::Study) {}
    assert!(matches!(view, Some(View::Learning { .. })));
    match desk.read(Query::Learning) {
        Some(View::Learning { learning }) => learning,
        other => panic!("{other:?}"),
    }
}

/// What is said of some mails that were never filed, in percent.
fn says(desk: &mut Desk) -> Vec<Vec<(String, u8)>> {
    let said = (9_000..9_006).map(|number| {
        let suggestions = suggested(desk, &mail(number, number % 3));
        let choices = suggestions.choices.into_iter();
        choices.map(|one| (one.label.id, one.percent)).collect()
    });
    said.collect()
}

/// A desk that has filed mails of three topics into three boxes.
fn taught() -> (MemoryServer, Desk, Vec<String>) {
    let (server, mut desk, sales) = with_a_box();
    let mut homes = vec![sales.deal];
    for name in ["Second", "Third"] {
        homes.push(created(desk.perform(create_box(
            &sales.pipeline,
            name,
            None,
        ))));
    }
    for number in 0..36 {
        let home = homes[(number % 3) as usize].clone();
        file(&mut desk, mail(number, number % 3), &home);
    }
    (server, desk, homes)
}

#[test]
fn a_mail_like_those_in_a_box_is_suggested_there_and_why_is_said() {
    let (_, mut desk, homes) = taught();
    let mail = mail(700, 1);
    let said = suggested(&mut desk, &mail);
    assert_eq!(said.known, Known::Whole);
    assert!(said.sure >= Sure::Yes, "{said:?}");
    assert_eq!(said.choices[0].label.id, homes[1]);
    assert!(matches!(
        said.choices[0].why[0],
        Why::Filed { here, of, .. } if here == of && here > 0
    ));
    // Once it is there it is no question any more.
    file(&mut desk, mail.clone(), &homes[1]);
    let said = suggested(&mut desk, &mail);
    assert_eq!(said.sure, Sure::No);
    assert!(said.choices.iter().all(|one| one.label.id != homes[1]));
}

#[test]
fn what_happens_to_a_filing_teaches_and_its_undoing_unteaches() {
    let (_, mut desk, homes) = taught();
    let before = says(&mut desk);
    let odd = mail(800, 0);

    file(&mut desk, odd.clone(), &homes[1]);
    let filed = says(&mut desk);
    assert_ne!(filed, before);
    kept(desk.perform(Command::Undo));
    assert_eq!(says(&mut desk), before, "taken back");
    kept(desk.perform(Command::Redo));
    assert_eq!(says(&mut desk), filed, "done again");

    kept(desk.perform(Command::RemoveThread {
        id: homes[1].clone(),
        thread: odd.thread.clone(),
    }));
    assert_eq!(says(&mut desk), before, "taken out");

    // Moved, which is out of one and into another.
    let moved = mail(0, 0);
    let way = [
        Command::RemoveThread {
            id: homes[0].clone(),
            thread: moved.thread.clone(),
        },
        Command::AddThread {
            id: homes[2].clone(),
            thread: thread(&moved),
        },
    ];
    kept(desk.perform(Command::Batch {
        commands: way.to_vec(),
    }));
    assert_ne!(says(&mut desk), before);
    kept(desk.perform(Command::Undo));
    assert_eq!(says(&mut desk), before, "moved back");
}

#[test]
fn a_deleted_box_is_forgotten_and_remembered_when_it_is_back() {
    let (_, mut desk, homes) = taught();
    let before = says(&mut desk);
    kept(desk.perform(Command::DeleteBox {
        id: homes[1].clone(),
    }));
    let without = says(&mut desk);
    assert!(without.iter().flatten().all(|(id, _)| *id != homes[1]));
    assert_eq!(learning(&mut desk).learnt, 24);
    kept(desk.perform(Command::RestoreBox {
        id: homes[1].clone(),
    }));
    assert_eq!(says(&mut desk), before);
}

#[test]
fn what_is_in_a_box_that_goes_into_another_one_goes_with_it() {
    let (_, mut desk, homes) = taught();
    kept(desk.perform(Command::EditBoxes {
        boxes: vec![homes[1].clone()],
        edit: BoxEdit::MergeInto {
            target: homes[2].clone(),
        },
    }));
    let said = suggested(&mut desk, &mail(700, 1));
    assert_eq!(said.choices[0].label.id, homes[2]);
    assert_eq!(learning(&mut desk).learnt, 36);
}

#[test]
fn a_restart_changes_nothing_that_is_said() {
    let (_, mut desk, homes) = taught();
    read(&mut desk, mail(801, 2));
    kept(desk.perform(Command::DismissSuggestion {
        thread: mail(801, 2).thread,
        id: homes[2].clone(),
    }));
    desk.ask(Request::LeftUnfiled {
        thread: mail(9_000, 0).thread,
    });
    let before = says(&mut desk);
    desk.restart();
    assert_eq!(says(&mut desk), before);
}

#[test]
fn a_box_that_was_turned_down_is_not_suggested_again_until_that_is_undone() {
    let (_, mut desk, homes) = taught();
    let mail = mail(802, 1);
    assert_eq!(suggested(&mut desk, &mail).choices[0].label.id, homes[1]);
    let dismiss = Command::DismissSuggestion {
        thread: mail.thread.clone(),
        id: homes[1].clone(),
    };
    kept(desk.perform(dismiss));
    let said = suggested(&mut desk, &mail);
    assert_eq!(said.sure, Sure::No);
    kept(desk.perform(Command::Undo));
    assert!(suggested(&mut desk, &mail).sure >= Sure::Yes);
}

#[test]
fn mail_that_is_opened_and_left_is_learnt_to_belong_nowhere() {
    let (_, mut desk, _) = taught();
    let news = |number: u64| MailText {
        from: "news@paper.example".to_owned(),
        subject: format!("Your topic1 news of day {number}"),
        ..mail(number, 1)
    };
    let before = suggested(&mut desk, &news(2_000)).choices[0].percent;
    for number in 1_000..1_020 {
        read(&mut desk, news(number));
        desk.pass(60_000);
        desk.ask_as(
            2,
            false,
            Request::LeftUnfiled {
                thread: news(number).thread,
            },
        );
        desk.write_all();
    }
    assert_eq!(learning(&mut desk).learnt, 56);
    let after = suggested(&mut desk, &news(2_000)).choices[0].percent;
    assert!(after < before / 2, "{after} of {before}");
    // Nor does Undo take that back: it was nothing that a person did.
    kept(desk.perform(Command::Undo));
    assert_eq!(learning(&mut desk).learnt, 55, "the last filing");
}

#[test]
fn another_device_says_the_same_once_it_has_the_code() {
    let (mut server, mut desk, homes) = taught();
    desk.settle(&mut server);
    let before = says(&mut desk);
    let number = desk.ask(Request::PairingCode);
    let Some(Response::PairingCode { code: typed }) = desk.answer(number) else {
        panic!("no code");
    };
    // Gmail's page gets none.
    let number = desk.ask_as(2, false, Request::PairingCode);
    assert_eq!(code(desk.answer(number)), FailureCode::NotAllowed);

    let mut other = desk_of(&mut server, ANN);
    assert_eq!(learning(&mut other).unreadable, 36);
    assert!(says(&mut other).iter().all(Vec::is_empty));
    let number = other.ask(Request::Pair {
        code: "nonsense".to_owned(),
    });
    assert_eq!(code(other.answer(number)), FailureCode::Malformed);
    let number = other.ask(Request::Pair { code: typed });
    assert_eq!(other.answer(number), Some(Response::Nothing));
    other.write_all();
    while other.fire(Timer::Study) {}
    other.now = desk.now;
    assert_eq!(says(&mut other), before);

    // From then on both learn from what is filed on either.
    file(&mut other, mail(900, 0), &homes[2]);
    other.settle(&mut server);
    desk.pass(60_000);
    other.now = desk.now;
    desk.ask(Request::Reconnect);
    desk.settle(&mut server);
    assert_ne!(says(&mut desk), before);
    assert_eq!(says(&mut desk), says(&mut other));
    other.restart();
    assert_eq!(says(&mut desk), says(&mut other), "the secret is on disk");
}

/// What a device has learnt under a secret of its own goes when it takes another one's, and comes back mail by mail.
#[test]
fn mail_that_was_filed_before_pairing_is_learnt_when_it_is_opened_again() {
    let (mut server, mut desk, homes) = taught();
    desk.settle(&mut server);
    let number = desk.ask(Request::PairingCode);
    let Some(Response::PairingCode { code: typed }) = desk.answer(number) else {
        panic!("no code");
    };
    let mut other = desk_of(&mut server, ANN);
    other.now = desk.now;
    for number in 100..103 {
        file(&mut other, mail(number, 1), &homes[1]);
    }
    other.settle(&mut server);
    desk.ask(Request::Reconnect);
    desk.settle(&mut server);
    assert_eq!(learning(&mut desk).unreadable, 3);

    other.ask(Request::Pair { code: typed });
    other.write_all();
    while other.fire(Timer::Study) {}
    assert_eq!(learning(&mut other).unreadable, 0);
    assert_eq!(learning(&mut other).learnt, 36);
    other.restart();
    other.settle(&mut server);
    desk.ask(Request::Reconnect);
    desk.settle(&mut server);
    assert_eq!(learning(&mut desk).unreadable, 0, "nobody could read them");

    read(&mut other, mail(101, 1));
    read(&mut other, mail(101, 1));
    assert_eq!(learning(&mut other).learnt, 37);
    other.settle(&mut server);
    desk.ask(Request::Reconnect);
    desk.settle(&mut server);
    assert_eq!(learning(&mut desk).learnt, 37);
    desk.now = other.now;
    assert_eq!(says(&mut desk), says(&mut other));
    // What was forgotten stays so, however often the mail is opened.
    other.perform(Command::ForgetLearnt);
    read(&mut other, mail(101, 1));
    assert_eq!(learning(&mut other).learnt, 0);
}

#[test]
fn no_word_of_a_mail_is_on_disk_or_sent() {
    let (mut server, mut desk, homes) = taught();
    let secret = mail(901, 0);
    file(&mut desk, secret.clone(), &homes[0]);
    let holds = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|w| w == text.as_bytes());
    let mut sent = Vec::new();
    while let Some(call) = desk.calls.front() {
        sent.extend(call.body.iter().flatten().copied());
        let (endpoint, token, body) =
            (call.endpoint, call.session.token.clone(), call.body.clone());
        let (outcome, _) = server.call(endpoint, &token, body.as_deref(), desk.now);
        desk.reply_one(|_| outcome);
        desk.write_all();
    }
    let stored = desk.stored();
    let kept = stored
        .manifest
        .iter()
        .chain(stored.journal.iter().map(|(_, bytes)| bytes));
    let mut kept: Vec<u8> = kept.flatten().copied().collect();
    kept.extend(stored.segments.iter().flat_map(|(_, bytes)| bytes));
    // The subject is the box's to keep.
    assert!(holds(&kept, &secret.subject) && holds(&sent, &secret.subject));
    for word in ["secretly901", "matter0", "person1@firm0"] {
        assert!(!holds(&kept, word), "{word} is on disk");
        assert!(!holds(&sent, word), "{word} was sent");
    }
}

#[test]
fn what_boxes_hold_is_suggested_before_anything_is_filed() {
    let (_, mut desk, sales) = with_a_box();
    let contact = created(desk.perform(Command::CreateContact {
        given_name: "Nils".to_owned(),
        family_name: String::new(),
        emails: vec!["nils@falk.example".to_owned()],
    }));
    let hold = |is_auto_boxed| Command::EditBoxes {
        boxes: vec![sales.deal.clone()],
        edit: BoxEdit::Contact {
            contact: contact.clone(),
            association: Some(Association {
                is_starred: false,
                is_auto_boxed,
            }),
        },
    };
    kept(desk.perform(hold(false)));
    let from_nils = |number| MailText {
        from: "Nils@Falk.example".to_owned(),
        ..mail(number, 1)
    };
    let said = suggested(&mut desk, &from_nils(1));
    assert_eq!(said.sure, Sure::Yes);
    assert_eq!(said.choices[0].label.id, sales.deal);
    assert_eq!(said.choices[0].why, [Why::SenderIsContact]);

    // What was filed there says so, too, and is too little alone.
    file(&mut desk, from_nils(10), &sales.deal);
    let said = suggested(&mut desk, &from_nils(11));
    assert_eq!(said.sure, Sure::Yes, "{said:?}");
    assert!(matches!(said.choices[0].why[0], Why::Filed { .. }));
    assert!(said.choices[0].why.contains(&Why::SenderIsContact));

    // Mail of a contact whose mail joins the box by itself does so, and is on the list of what did.
    kept(desk.perform(hold(true)));
    read(&mut desk, from_nils(2));
    let filed = learning(&mut desk).filed;
    assert_eq!(filed.len(), 1);
    assert_eq!(filed[0].label.id, sales.deal);
    assert_eq!(filed[0].thread, from_nils(2).thread);
    // Taken out, it stays out, also when it is read again.
    kept(desk.perform(Command::RemoveThread {
        id: sales.deal.clone(),
        thread: from_nils(2).thread,
    }));
    assert_eq!(suggested(&mut desk, &from_nils(2)).sure, Sure::No);
    assert_eq!(learning(&mut desk).filed, []);
    // Another address, and the rule is another one.
    kept(desk.perform(Command::EditContact {
        contact,
        edit: ContactEdit::SetEmails {
            emails: vec!["nils@other.example".to_owned()],
        },
    }));
    read(&mut desk, from_nils(3));
    assert_eq!(learning(&mut desk).filed, []);
}

#[test]
fn a_pipeline_files_by_itself_only_when_that_is_wanted_and_beyond_doubt() {
    let (_, mut desk, sales) = with_a_box();
    let plain = |number| mail(number, 1);
    let wanted = |on| Command::Set {
        setting: SettingInput::FilesItself {
            pipeline: sales.pipeline.clone(),
            on,
        },
    };
    kept(desk.perform(wanted(true)));
    for number in 0..29 {
        file(&mut desk, plain(number), &sales.deal);
    }
    read(&mut desk, plain(100));
    assert_eq!(learning(&mut desk).filed, [], "too few in the box");
    for number in 29..80 {
        // It may file some of them itself by now.
        read(&mut desk, plain(number));
        desk.pass(60_000);
        desk.perform(Command::AddThread {
            id: sales.deal.clone(),
            thread: thread(&plain(number)),
        });
    }
    let filed = learning(&mut desk).filed.len();
    read(&mut desk, plain(101));
    assert_eq!(learning(&mut desk).filed.len(), filed + 1);
    kept(desk.perform(wanted(false)));
    read(&mut desk, plain(102));
    assert_eq!(learning(&mut desk).filed.len(), filed + 1);
}

#[test]
fn nothing_is_read_when_it_is_switched_off_and_all_is_forgotten_when_wanted() {
    let (_, mut desk, homes) = taught();
    let off = |on| Command::Set {
        setting: SettingInput::Suggestions { on },
    };
    kept(desk.perform(off(false)));
    read(&mut desk, mail(950, 1));
    let threads = vec![mail(950, 1).thread];
    let view = desk.read(Query::Suggestions { threads });
    assert!(
        matches!(view, Some(View::Suggestions { on: false, threads, .. }) if threads.is_empty())
    );
    kept(desk.perform(off(true)));
    assert_eq!(
        suggested(&mut desk, &mail(950, 1)).choices[0].label.id,
        homes[1]
    );
    desk.perform(Command::ForgetLearnt);
    assert_eq!(learning(&mut desk).learnt, 0);
    assert!(suggested(&mut desk, &mail(951, 1)).choices.is_empty());
    desk.restart();
    assert_eq!(learning(&mut desk).learnt, 0);
}
