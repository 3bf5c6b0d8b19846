//! The same bits everywhere: one number stands for all that is said after a long and mixed history.

use crate::golden;

/// It changes when the model does. The bench computes it in the browser's engine too.
#[test]
fn the_bits_are_those_of_every_other_platform() {
    assert_eq!(golden::number(), golden::EXPECTED);
}
