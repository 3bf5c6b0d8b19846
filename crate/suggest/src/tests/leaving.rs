//! Mail that people open and leave where it is gets no suggestion.

use super::*;

fn newsletter(number: u64) -> Features {
    key().read(&Mail {
        id: &format!("<news{number}>"),
        from: "news@paper.example",
        to: &["me@here.example"],
        subject: &format!("Headlines of day {number}"),
        body: "weather sports politics unsubscribe here",
        ..Mail::default()
    })
}

#[test]
fn what_is_always_left_is_not_suggested_for() {
    let mut suggester = Suggester::new(key());
    for number in 0..60 {
        suggester.learn(&invented(number), Outcome::Filed(home(number)), day(number));
        suggester.learn(&newsletter(number), Outcome::Left, day(number));
    }
    let left = suggester.suggest(&newsletter(70), day(70));
    assert!(left.belongs < 0.2, "{}", left.belongs);
    assert!(left.choices.iter().all(|choice| choice.probability < 0.2));
    let filed = suggester.suggest(&invented(70), day(70));
    assert!(filed.belongs > 0.8, "{}", filed.belongs);
}

#[test]
fn without_mail_that_was_left_all_belongs_somewhere() {
    let mut suggester = taught(30);
    assert!((suggester.suggest(&newsletter(1), day(31)).belongs - 1.0).abs() < f32::EPSILON);
}
