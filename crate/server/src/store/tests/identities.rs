//! How a database keeps who people are to issuers, and codes.

use super::{ANN, BEN, New};
use crate::storage::{CodeRow, IdentityRow};
use crate::token::TokenHash;

pub(super) fn people_are_known_by_the_issuers_name(new: New) {
    let held = new();
    let mut connection = held.begin();
    let identity = |issuer: &str, subject: &str, user| IdentityRow {
        issuer: issuer.to_owned(),
        subject: subject.to_owned(),
        user,
        linked: 7,
    };
    let (first, second) = (identity("a", "1", ANN), identity("b", "1", ANN));
    let bens = identity("a", "2", BEN);
    for row in [&second, &first, &bens] {
        connection.put_identity(row).unwrap();
    }
    assert_eq!(connection.identity("a", "2").unwrap(), Some(bens));
    assert_eq!(connection.identity("b", "2").unwrap(), None);
    assert_eq!(connection.identities_of(ANN).unwrap(), [first, second]);
    connection.forget_identities(ANN).unwrap();
    assert_eq!(connection.identities_of(ANN).unwrap(), []);
    assert_eq!(connection.identities_of(BEN).unwrap().len(), 1);
}

pub(super) fn codes_are_taken_once(new: New) {
    let held = new();
    let mut connection = held.begin();
    let code = |n: u8, until| CodeRow {
        hash: TokenHash::from_bytes([n; 32]),
        user: ANN,
        challenge: TokenHash::of("verifier"),
        until,
    };
    connection.put_code(&code(1, 10), 1).unwrap();
    connection.put_code(&code(2, 20), 2).unwrap();
    let taken = connection.take_code(code(1, 10).hash).unwrap();
    assert_eq!(taken, Some(code(1, 10)));
    assert_eq!(connection.take_code(code(1, 10).hash).unwrap(), None);
    // What nobody has taken in time goes.
    connection.put_code(&code(3, 30), 20).unwrap();
    assert_eq!(connection.take_code(code(2, 20).hash).unwrap(), None);
    assert!(connection.take_code(code(3, 30).hash).unwrap().is_some());
}
