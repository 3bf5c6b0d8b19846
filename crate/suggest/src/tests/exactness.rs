//! Unlearning leaves no trace.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// Something that happens to one of a few mails.
#[derive(Debug, Clone)]
enum Step {
    Learn(u64, Outcome),
    Unlearn(u64),
    Forget(u64),
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        6 => (0..6_u64).prop_map(|number| Outcome::Filed(box_id(number))),
        2 => Just(Outcome::Left),
        1 => (0..6_u64).prop_map(|number| Outcome::Dismissed(box_id(number))),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (0..40_u64, outcome()).prop_map(|(mail, outcome)| Step::Learn(mail, outcome)),
        4 => (0..40_u64).prop_map(Step::Unlearn),
        1 => (0..6_u64).prop_map(Step::Forget),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// After any history it says what one says that was only ever told what is still true.
    #[test]
    fn only_what_still_holds_counts(steps in vec(step(), 1..70)) {
        let mut suggester = Suggester::new(key());
        // What holds: mail, outcome, time.
        let mut holds: Vec<(u64, Outcome, u64)> = Vec::new();
        for (step, number) in steps.iter().zip(0..) {
            match step {
                Step::Learn(mail, outcome) => {
                    suggester.learn(&invented(*mail), *outcome, day(number));
                    holds.retain(|(other, ..)| other != mail);
                    holds.push((*mail, *outcome, day(number)));
                }
                Step::Unlearn(mail) => {
                    suggester.unlearn(&format!("<{mail}@mail.example>"), day(number));
                    holds.retain(|(other, ..)| other != mail);
                }
                Step::Forget(number) => {
                    let id = box_id(*number);
                    suggester.forget(id, day(0));
                    holds.retain(|(_, outcome, _)| {
                        *outcome != Outcome::Filed(id) && *outcome != Outcome::Dismissed(id)
                    });
                }
            }
        }
        let mut fresh = Suggester::new(key());
        for (mail, outcome, when) in &holds {
            fresh.learn(&invented(*mail), *outcome, *when);
        }
        prop_assert_eq!(says(&mut suggester), says(&mut fresh));
        prop_assert_eq!(&suggester.model.counts, &fresh.model.counts);
        prop_assert_eq!(suggester.len(), holds.len());
    }

    /// However long ago a mail was filed, taking it back and filing it again changes nothing.
    #[test]
    fn an_old_filing_can_be_taken_back(mail in 0..200_u64) {
        let mut suggester = taught(200);
        suggester.unlearn(&format!("<{mail}@mail.example>"), day(300));
        let mut fresh = Suggester::new(key());
        for number in (0..200).filter(|number| *number != mail) {
            fresh.learn(&invented(number), Outcome::Filed(home(number)), day(number));
        }
        prop_assert_eq!(says(&mut suggester), says(&mut fresh));
    }
}

#[test]
fn unlearning_what_was_never_learnt_is_no_news() {
    let mut suggester = taught(3);
    assert!(suggester.unlearn("<99@mail.example>", day(4)).is_empty());
    assert!(!suggester.unlearn("<1@mail.example>", day(4)).is_empty());
    assert!(suggester.unlearn("<1@mail.example>", day(5)).is_empty());
}

#[test]
fn a_clock_that_was_set_back_does_not_undo_a_move() {
    let mut suggester = taught(3);
    suggester.learn(&invented(2), Outcome::Filed(box_id(42)), day(0));
    assert_eq!(suggester.filed_in(box_id(42)), 1);
    assert_eq!(suggester.len(), 3);
}

#[test]
fn mail_filed_after_a_box_was_forgotten_is_learnt() {
    let mut suggester = taught(40);
    assert!(suggester.filed_in(box_id(1)) > 0);
    suggester.forget(box_id(1), day(50));
    assert_eq!(suggester.filed_in(box_id(1)), 0);
    suggester.learn(&invented(60), Outcome::Filed(box_id(1)), day(60));
    assert_eq!(suggester.filed_in(box_id(1)), 1);
}
