//! Histories against a server that is played here.

use boxwood_model::{ClientId, Happening, Key, Stamp, TeamId, UserId, What};
use boxwood_sync::{Access, Hello, Journal, ServerId};

use super::*;

const TEAM: Subject = Subject::Record(Key::Team);

/// A server that has told of so many happenings, and who asks it.
struct Play {
    histories: Histories,
    replica: Replica,
    told: u64,
    calls: u64,
}

impl Play {
    fn new(told: u64) -> Self {
        let mut replica = Replica::new(ClientId::from_bytes([1; 16]));
        replica.fold(&Journal::SignedIn {
            access: Access {
                address: "https://boxwood.example".to_owned(),
                token: "secret".to_owned(),
            },
            hello: Hello {
                server: ServerId([7; 16]),
                team: TeamId::from_bytes([8; 16]),
                user: UserId::from_bytes([2; 16]),
                email: "ann@boxwood.example".to_owned(),
                now: 0,
            },
        });
        Self {
            histories: Histories::default(),
            replica,
            told,
            calls: 0,
        }
    }

    /// The question that is asked now, if one is.
    fn question(&mut self) -> Option<(CallNumber, HistoryRequest)> {
        let mut effects = Vec::new();
        let calls = &mut self.calls;
        let number = || {
            *calls += 1;
            *calls
        };
        self.histories
            .pump(&self.replica, number, &mut effects)
            .unwrap();
        assert!(effects.len() <= 1);
        match effects.pop()? {
            Effect::Call {
                call,
                endpoint,
                body,
                ..
            } => {
                assert_eq!(endpoint, Endpoint::History);
                let request = decode(FrameKind::HistoryRequest, &body.unwrap()).unwrap();
                Some((call, request))
            }
            effect => panic!("{effect:?}"),
        }
    }

    /// Answers the question that is asked now; says whether one was.
    fn answer(&mut self, page: u64) -> bool {
        let Some((call, request)) = self.question() else {
            return false;
        };
        let before = request.before.unwrap_or(u64::MAX).min(self.told + 1);
        let page = page.min(u64::from(request.most));
        let first = before.saturating_sub(page).max(1);
        let happening = |number: u64| Happening {
            at: number,
            by: None,
            stamp: Stamp::default(),
            about: Key::Team,
            what: What::Forgotten,
        };
        let happenings = (first..before).rev().map(|n| (n, happening(n))).collect();
        let more = first > 1;
        let reply = HistoryReply { happenings, more };
        let bytes = encode(FrameKind::HistoryReply, &reply).unwrap();
        assert!(self.histories.called(call, &Ok(bytes)));
        true
    }

    fn shown(&mut self, count: usize) -> (Vec<u64>, bool, TimelineState) {
        let (happenings, more, state) = self.histories.want(TEAM, count);
        (happenings.iter().map(|h| h.at).collect(), more, state)
    }
}

#[test]
fn what_is_wanted_is_asked_for_page_by_page_and_then_not_again() {
    let mut play = Play::new(5);
    assert_eq!(play.shown(4), (vec![], false, TimelineState::Loading));
    assert!(play.answer(2));
    assert_eq!(play.shown(4), (vec![5, 4], true, TimelineState::Loading));
    assert!(play.answer(2));
    assert_eq!(play.shown(4), (vec![5, 4, 3, 2], true, TimelineState::Here));
    assert!(!play.answer(2));
    play.shown(9);
    assert!(play.answer(2));
    assert_eq!(
        play.shown(9),
        (vec![5, 4, 3, 2, 1], false, TimelineState::Here)
    );
    assert!(!play.answer(2));
}

#[test]
fn news_of_the_record_is_asked_for_and_news_of_others_is_not() {
    let mut play = Play::new(2);
    play.shown(9);
    assert!(play.answer(9));
    play.told = 3;
    play.histories
        .changed(&BTreeSet::from([Key::Member(UserId::from_bytes([1; 16]))]));
    assert!(!play.answer(9));
    play.histories.changed(&BTreeSet::from([Key::Team]));
    assert!(play.answer(9));
    assert_eq!(play.shown(9), (vec![3, 2, 1], false, TimelineState::Here));
}

#[test]
fn more_news_than_an_answer_holds_leaves_no_gap() {
    let mut play = Play::new(3);
    play.shown(6);
    assert!(play.answer(9));
    play.told = 9;
    play.histories.changed(&BTreeSet::from([Key::Team]));
    assert!(play.answer(2));
    assert_eq!(play.shown(6), (vec![9, 8], true, TimelineState::Loading));
    while play.answer(2) {}
    assert_eq!(
        play.shown(6),
        (vec![9, 8, 7, 6, 5, 4], true, TimelineState::Here)
    );
}

#[test]
fn a_question_that_is_not_answered_is_asked_again_when_there_is_hope() {
    let mut play = Play::new(1);
    play.shown(2);
    let (call, _) = play.question().unwrap();
    let detail = String::new();
    let outcome = Err(CallFailure::Unreachable { detail });
    assert!(play.histories.called(call, &outcome));
    assert_eq!(play.shown(2), (vec![], false, TimelineState::OutOfReach));
    assert!(!play.answer(2));
    play.histories.hurry();
    assert!(play.answer(2));
    assert_eq!(play.shown(2), (vec![1], false, TimelineState::Here));
}

#[test]
fn nonsense_is_as_no_answer_and_a_call_of_others_is_passed_on() {
    let mut play = Play::new(1);
    play.shown(2);
    let (call, _) = play.question().unwrap();
    assert!(!play.histories.called(call + 1, &Ok(vec![])));
    assert!(play.histories.called(call, &Ok(vec![1, 2, 3])));
    assert_eq!(play.shown(2).2, TimelineState::OutOfReach);
}

#[test]
fn few_are_kept() {
    let mut play = Play::new(1);
    play.shown(2);
    for n in 0..=u8::try_from(KEPT).unwrap() {
        let other = Subject::Record(Key::Member(UserId::from_bytes([n; 16])));
        play.histories.want(other, 1);
    }
    assert_eq!(play.histories.known.len(), KEPT);
    assert!(!play.histories.known.contains_key(&TEAM));
}
