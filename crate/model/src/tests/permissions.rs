//! Who may do what.

use super::team::{MEMBER, OWNER, REMOVED, STRANGER, every_operation, perform, stamp, team};
use crate::{Actor, Operation, Records as _, Refusal, Role};

#[test]
fn the_owner_may_do_everything() {
    for operation in every_operation() {
        let mut state = team();
        let done = perform(&mut state, Actor::User(OWNER), stamp(1_000, 2), &operation);
        assert!(done.is_ok(), "{operation:?}: {done:?}");
        assert_ne!(state, team(), "{operation:?} changed nothing");
    }
}

#[test]
fn a_member_may_do_everything_but_decide_who_is_in_the_team() {
    for operation in every_operation() {
        let mut state = team();
        let done = perform(&mut state, Actor::User(MEMBER), stamp(1_000, 2), &operation);
        if matches!(operation, Operation::AddMember { .. }) {
            assert_eq!(done, Err(Refusal::NotAllowed));
            assert_eq!(state, team());
        } else {
            assert!(done.is_ok(), "{operation:?}: {done:?}");
        }
    }
}

#[test]
fn who_is_not_in_the_team_may_do_nothing_and_learns_nothing() {
    for user in [REMOVED, STRANGER] {
        for operation in every_operation() {
            let mut state = team();
            let done = perform(&mut state, Actor::User(user), stamp(1_000, 2), &operation);
            assert_eq!(done, Err(Refusal::NotAllowed), "{operation:?}");
            assert_eq!(state, team());
        }
        // Not even whether a record is there.
        let unknown = Operation::DeleteBox {
            id: crate::BoxId::from_bytes([99; 16]),
        };
        let done = perform(&mut team(), Actor::User(user), stamp(1_000, 2), &unknown);
        assert_eq!(done, Err(Refusal::NotAllowed));
    }
}

#[test]
fn the_operator_may_do_all_that_needs_no_maker() {
    for operation in every_operation() {
        let mut state = team();
        let done = perform(&mut state, Actor::Operator, stamp(1_000, 2), &operation);
        if operation.makes().is_some() {
            assert_eq!(done, Err(Refusal::NotAllowed), "{operation:?}");
            assert_eq!(state, team());
        } else {
            assert!(done.is_ok(), "{operation:?}: {done:?}");
        }
    }
}

#[test]
fn a_removed_member_comes_back_with_the_role_that_is_given() {
    let mut state = team();
    let again = super::team::add(REMOVED, "Cem@Boxwood.example ", Role::Member);
    perform(&mut state, Actor::User(OWNER), stamp(1_000, 2), &again).unwrap();
    let member = state.member(REMOVED).unwrap();
    assert!(member.is_active());
    assert_eq!(member.email, "cem@boxwood.example");
    let rename = &every_operation()[4];
    assert!(perform(&mut state, Actor::User(REMOVED), stamp(1_001, 3), rename).is_ok());
}

#[test]
fn who_is_removed_may_do_nothing_from_then_on() {
    let mut state = team();
    let remove = super::team::add(MEMBER, "ben@boxwood.example", Role::Removed);
    perform(&mut state, Actor::User(OWNER), stamp(1_000, 2), &remove).unwrap();
    let rename = &every_operation()[4];
    let done = perform(&mut state, Actor::User(MEMBER), stamp(1_001, 3), rename);
    assert_eq!(done, Err(Refusal::NotAllowed));
}
