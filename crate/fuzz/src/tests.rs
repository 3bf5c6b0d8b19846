//! Each target over what its search begins with.

use crate::Target;

#[test]
fn every_target_bears_what_it_begins_with() {
    for target in Target::ALL {
        let seeds = target.seeds().unwrap();
        assert!(!seeds.is_empty(), "{} begins with nothing", target.name());
        for seed in &seeds {
            target.run(seed);
            // Half of it, and with a byte changed in the middle.
            target.run(&seed[..seed.len() / 2]);
            let mut other = seed.clone();
            if let Some(byte) = other.get_mut(seed.len() / 2) {
                *byte ^= 0x21;
            }
            target.run(&other);
        }
        target.run(&[]);
    }
}

#[test]
fn names_are_those_of_targets() {
    assert!(Target::named("frames").is_some());
    assert!(Target::named("frame").is_none());
}
