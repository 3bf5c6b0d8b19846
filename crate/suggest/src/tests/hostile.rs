//! Mail from people who mean ill takes no longer and no more room than other mail.

use super::*;

fn features_of(mail: &Mail<'_>) -> Features {
    let features = key().read(mail);
    let packed = crate::pack::pack(&features);
    assert!(packed.len() < 1000, "{} bytes", packed.len());
    assert_eq!(
        crate::pack::unpack(features.mail, &packed),
        Ok(features.clone())
    );
    features
}

#[test]
fn huge_mails_are_cut() {
    let body: String = (0..2_000_000_u32)
        .map(|number| format!("{number:x} "))
        .collect();
    assert!(body.len() > 10_000_000);
    let people: Vec<String> = (0..5_000)
        .map(|number| format!("p{number}@firm.example"))
        .collect();
    let to: Vec<&str> = people.iter().map(String::as_str).collect();
    let long = "x".repeat(1_000_000);
    let mail = Mail {
        id: "huge",
        from: &long,
        from_name: &long,
        to: &to,
        subject: &body,
        body: &body,
        ..Mail::default()
    };
    let features = features_of(&mail);
    let mut suggester = taught(20);
    suggester.learn(&features, Outcome::Filed(box_id(1)), day(30));
    suggester.suggest(&features, day(31));
    let endless = Mail {
        subject: &long,
        body: &long,
        ..mail
    };
    suggester.learn(&features_of(&endless), Outcome::Filed(box_id(2)), day(30));
}

/// What bounds the time: behind the limits nothing is looked at, so that a longer mail costs the same.
#[test]
fn what_is_beyond_the_limits_is_not_read() {
    let words: String = (0..60_000).map(|number| format!("w{number} ")).collect();
    let people: Vec<String> = (0..5_000)
        .map(|number| format!("p{number}@firm.example"))
        .collect();
    let to: Vec<&str> = people.iter().map(String::as_str).collect();
    let long = format!("{}@{}", "x".repeat(200), "y".repeat(1_000_000));
    let mail = Mail {
        id: "long",
        from: &long,
        to: &to,
        subject: &words,
        body: &words,
        ..Mail::default()
    };
    let short = Mail {
        from: &long[..320],
        to: &to[..256],
        subject: &words[..512],
        body: &words[..16 << 10],
        ..mail
    };
    assert_eq!(features_of(&mail), features_of(&short));
}

#[test]
fn empty_and_broken_mails_are_mails() {
    let mut suggester = taught(20);
    let broken = "\u{fffd}\u{0}\u{202e}\u{d7ff}\u{10ffff}";
    for (number, text) in ["", " ", "@", broken, ":::", "re:re:re:", "\u{3042}"]
        .iter()
        .enumerate()
    {
        let id = format!("broken{number}");
        let mail = Mail {
            id: &id,
            thread: Some(text),
            from: text,
            from_name: text,
            to: &[text, text],
            subject: text,
            body: text,
        };
        let features = features_of(&mail);
        suggester.learn(&features, Outcome::Filed(box_id(number as u64)), day(30));
        suggester.learn(&features, Outcome::Left, 0);
        suggester.learn(&features, Outcome::Filed(box_id(1)), u64::MAX);
        let said = suggester.suggest(&features, 0);
        assert!(
            said.choices
                .iter()
                .all(|choice| (0.0..=1.0).contains(&choice.probability))
        );
        suggester.unlearn(&id, u64::MAX);
    }
    let mut plain = taught(20);
    assert_eq!(suggester.filed_in(box_id(6)), plain.filed_in(box_id(6)));
    plain.suggest(&features_of(&Mail::default()), 0);
}

/// Many boxes: those that nothing points at cost nothing, and none is lost.
#[test]
fn the_right_one_of_many_boxes_is_found() {
    let mut suggester = Suggester::new(key());
    let mail = |sender: u64, number: u64| {
        key().read(&Mail {
            id: &format!("<{sender}.{number}>"),
            from: &format!("p{sender}@firm{sender}.example"),
            subject: "hello again",
            body: &format!("about the matter of{sender} we spoke"),
            ..Mail::default()
        })
    };
    for sender in 0..400 {
        suggester.learn(
            &mail(sender, 0),
            Outcome::Filed(box_id(sender)),
            day(sender),
        );
    }
    for sender in [0, 17, 399] {
        let best = suggester.suggest(&mail(sender, 1), day(401)).choices[0];
        assert_eq!(best.id, box_id(sender));
    }
    assert!(suggester.model.evidence.candidates.len() <= crate::evidence::CANDIDATES);
}
