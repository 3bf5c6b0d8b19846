//! Tests of sessions: what each token is good for, and how often.

use proptest::prelude::*;

use super::*;
use crate::credential::{Presented, look_up};
use crate::held::Held;
use crate::storage::Connection;

const LIFETIMES: Lifetimes = Lifetimes {
    access: Duration::from_millis(100),
    refresh: Duration::from_millis(1_000),
};

/// A store with one person in it.
struct Bench {
    held: Held,
    connection: Box<dyn Connection>,
    ann: UserId,
}

impl Bench {
    fn new() -> Self {
        let held = Held::sqlite();
        let mut connection = held.begin();
        let mut store = held.writing(&mut *connection);
        let server = held.database.server();
        let (joined, _) =
            crate::team::join(&mut store, server, 1, "ann@example.com", None).unwrap();
        store.commit().unwrap();
        Self {
            held,
            connection,
            ann: joined.member.id,
        }
    }

    fn store(&mut self) -> Store<'_> {
        self.held.writing(&mut *self.connection)
    }

    fn begin(&mut self, now: Millis) -> Issued {
        let ann = self.ann;
        begin(&mut self.store(), now, LIFETIMES, ann, " Ann's laptop ").unwrap()
    }

    fn renew(&mut self, now: Millis, token: &Token, attempt: Option<&str>) -> Renewal {
        renew(&mut self.store(), now, LIFETIMES, token.reveal(), attempt).unwrap()
    }

    fn admits(&mut self, now: Millis, token: &Token) -> Presented {
        look_up(&mut self.store(), token.reveal(), now).unwrap()
    }
}

fn issued(renewal: Renewal) -> Issued {
    match renewal {
        Renewal::Issued(issued) => *issued,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_session_is_renewed_before_it_runs_out() {
    let mut bench = Bench::new();
    let first = bench.begin(1_000);
    assert_eq!(first.row.device, "Ann's laptop");
    assert!(matches!(
        bench.admits(1_099, &first.access),
        Presented::Holds(holder, _) if holder.user == bench.ann
    ));
    assert_eq!(bench.admits(1_100, &first.access), Presented::Expired);
    assert_eq!(bench.admits(1_050, &first.refresh), Presented::Refused);
    let second = issued(bench.renew(1_999, &first.refresh, None));
    assert_eq!(second.row.id, first.row.id);
    assert!(matches!(
        bench.admits(2_000, &second.access),
        Presented::Holds(..)
    ));
    assert_eq!(bench.admits(2_000, &first.access), Presented::Refused);
    let late = bench.renew(2_999, &second.refresh, None);
    assert!(matches!(late, Renewal::Refused), "{late:?}");
    assert_eq!(bench.admits(2_999, &second.access), Presented::Refused);
}

#[test]
fn a_refresh_token_that_comes_twice_ends_the_session() {
    for attempts in [(None, None), (Some("a"), None), (Some("a"), Some("b"))] {
        let mut bench = Bench::new();
        let first = bench.begin(1_000);
        let other = bench.begin(1_000);
        let second = issued(bench.renew(1_010, &first.refresh, attempts.0));
        let again = bench.renew(1_020, &first.refresh, attempts.1);
        assert!(matches!(again, Renewal::Reused(_)), "{again:?}");
        assert_eq!(bench.admits(1_020, &second.access), Presented::Refused);
        let over = bench.renew(1_030, &second.refresh, None);
        assert!(matches!(over, Renewal::Refused), "{over:?}");
        // A session of another device is no part of it.
        issued(bench.renew(1_030, &other.refresh, None));
    }
}

#[test]
fn an_attempt_whose_answer_was_lost_comes_again() {
    let mut bench = Bench::new();
    let first = bench.begin(1_000);
    let lost = issued(bench.renew(1_010, &first.refresh, Some("a")));
    let second = issued(bench.renew(1_020, &first.refresh, Some("a")));
    assert_eq!(bench.admits(1_020, &lost.access), Presented::Refused);
    let third = issued(bench.renew(1_030, &second.refresh, Some("b")));
    // Once something came of it, it was no loss.
    let again = bench.renew(1_040, &first.refresh, Some("a"));
    assert!(matches!(again, Renewal::Reused(_)), "{again:?}");
    assert_eq!(bench.admits(1_040, &third.access), Presented::Refused);

    let mut bench = Bench::new();
    let first = bench.begin(1_000);
    let lost = issued(bench.renew(1_010, &first.refresh, Some("a")));
    issued(bench.renew(1_020, &first.refresh, Some("a")));
    // Who shows what the first answer held has not got it from here.
    let stolen = bench.renew(1_030, &lost.refresh, Some("b"));
    assert!(matches!(stolen, Renewal::Reused(_)), "{stolen:?}");
}

#[test]
fn a_person_ends_their_own_sessions_only() {
    let mut bench = Bench::new();
    let session = bench.begin(1_000);
    let (ann, ben) = (bench.ann, UserId::from_bytes([9; 16]));
    let id = session.row.id;
    assert!(!revoke(&mut bench.store(), 1_001, ben, id).unwrap());
    assert!(revoke(&mut bench.store(), 1_001, ann, id).unwrap());
    assert!(!revoke(&mut bench.store(), 1_001, ann, id).unwrap());
    assert_eq!(bench.admits(1_001, &session.access), Presented::Refused);
    assert_eq!(of(&mut bench.store(), 1_001, ann).unwrap(), []);
}

#[test]
fn the_session_that_was_renewed_longest_ago_makes_room() {
    let mut bench = Bench::new();
    let first = bench.begin(1_000);
    let second = bench.begin(1_001);
    issued(bench.renew(1_002, &first.refresh, None));
    for n in 0..MOST as u64 - 1 {
        bench.begin(1_010 + n);
    }
    let ann = bench.ann;
    let left = of(&mut bench.store(), 1_100, ann).unwrap();
    assert_eq!(left.len(), MOST);
    assert!(left.iter().all(|row| row.id != second.row.id));
    assert!(left.iter().any(|row| row.id == first.row.id));
}

#[test]
fn what_is_over_is_forgotten_in_the_end() {
    let mut bench = Bench::new();
    let old = bench.begin(1_000);
    let later = 1_000 + 1_000 + millis(REMEMBERED);
    bench.begin(later);
    assert!(bench.connection.session(old.row.id).unwrap().is_some());
    bench.begin(later + 1);
    assert!(bench.connection.session(old.row.id).unwrap().is_none());
}

proptest! {
    /// Whatever tokens come in whatever order, never do two refresh tokens of a session hold, and
    /// one that was used ends it.
    #[test]
    fn at_most_one_refresh_token_holds(steps in proptest::collection::vec((0_usize..6, any::<bool>()), 1..24)) {
        let mut bench = Bench::new();
        let mut made = vec![bench.begin(1_000).refresh];
        let (mut newest, mut over) = (0, false);
        for (which, names_attempt) in steps {
            let which = which % made.len();
            // A name of its own each time, so that nothing is an attempt that comes again.
            let attempt = format!("{}", made.len());
            let attempt = names_attempt.then_some(attempt.as_str());
            let renewal = bench.renew(1_001, &made[which], attempt);
            let good = which == newest && !over;
            over |= which != newest;
            match renewal {
                Renewal::Issued(issued) => {
                    prop_assert!(good);
                    made.push(issued.refresh);
                    newest = made.len() - 1;
                }
                Renewal::Refused | Renewal::Reused(_) => prop_assert!(!good),
            }
        }
    }
}
