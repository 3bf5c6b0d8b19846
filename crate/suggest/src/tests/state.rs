//! What is saved is all there is to restore, and gives no text away.

use super::*;
use crate::StateError;

#[test]
fn what_is_saved_is_restored() {
    for mails in [0, 1, 40, 560] {
        let mut suggester = taught(mails);
        suggester.learn(&invented(9_000), Outcome::Left, day(mails));
        suggester.learn(&invented(9_001), Outcome::Dismissed(box_id(3)), day(mails));
        suggester.forget(box_id(4), day(5));
        let bytes = suggester.save();
        let mut restored = Suggester::load(key(), &bytes).expect("what was saved");
        assert_eq!(restored.save(), bytes);
        assert_eq!(says(&mut restored), says(&mut suggester));
        // It goes on, and goes back, as the other does.
        for one in [&mut suggester, &mut restored] {
            one.learn(&invented(9_002), Outcome::Filed(box_id(2)), day(mails + 1));
            one.unlearn("<20@mail.example>", day(mails + 2));
        }
        assert_eq!(says(&mut restored), says(&mut suggester), "after {mails}");
    }
}

#[test]
fn damaged_bytes_are_refused_or_harmless() {
    let mut bytes = taught(12).save();
    assert_eq!(
        Suggester::load(key(), &[]).err(),
        Some(StateError::OtherVersion { got: 0 })
    );
    assert!(matches!(
        Suggester::load(Key::new(&[1; 16]), &bytes),
        Err(StateError::OtherKey(_))
    ));
    for length in (1..bytes.len()).step_by(3) {
        assert!(Suggester::load(key(), &bytes[..length]).is_err());
    }
    for at in (0..bytes.len()).step_by(7) {
        bytes[at] ^= 0x55;
        if let Ok(mut suggester) = Suggester::load(key(), &bytes) {
            says(&mut suggester);
            suggester.unlearn("<3@mail.example>", day(99));
        }
        bytes[at] ^= 0x55;
    }
}

#[test]
fn no_text_and_no_address_is_in_the_state() {
    let mut suggester = Suggester::new(key());
    let mail = Mail {
        id: "<secretid@mail.example>",
        thread: Some("secretthread"),
        from: "secretperson@secretfirm.example",
        from_name: "Secretname",
        to: &["secretfriend@secretfirm.example"],
        subject: "secretsubject secretplan",
        body: "secretbody secretword",
    };
    let features = suggester.read(&mail);
    suggester.learn(&features, Outcome::Filed(box_id(1)), day(1));
    let bytes = suggester.save();
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    assert!(!text.contains("secret") && !text.contains("example"));
    // Another key makes other hashes of the same words: without it a guess cannot be tested.
    let other = Key::new(&[3; 16]).read(&mail);
    assert!(features.body.iter().all(|word| !other.body.contains(word)));
    assert!(features.sender != other.sender && features.mail != other.mail);
}
