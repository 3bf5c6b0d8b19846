//! Ids that a command makes.

use std::collections::BTreeSet;

use boxwood_model::Operation;

use crate::api::{Command, FieldInput, KindInput, StageInput};
use crate::host::Moment;
use crate::index::Index;
use crate::translate::{FreshIds, Seen, action};

#[test]
fn all_ids_of_one_command_differ_whatever_the_randomness() {
    for random in [[0; 16], [0xff; 16], [0x5a; 16]] {
        let choices = || (0..400).map(|n| n.to_string()).collect();
        let command = Command::CreatePipeline {
            name: "Many".to_owned(),
            stages: (0..100)
                .map(|n| StageInput {
                    name: n.to_string(),
                    colour: "#000000".to_owned(),
                })
                .collect(),
            fields: (0..100)
                .map(|n| FieldInput {
                    name: n.to_string(),
                    kind: KindInput::Dropdown { choices: choices() },
                })
                .collect(),
        };
        let moment = Moment {
            now: 1_800_000_000_000,
            random,
        };
        let seen = Seen {
            records: &boxwood_model::State::default(),
            index: &Index::default(),
            user: None,
            now: moment.now,
        };
        let made = action(command, &mut FreshIds::new(moment), seen).unwrap();
        let [
            Operation::CreatePipeline {
                id, stages, fields, ..
            },
        ] = &made.operations[..]
        else {
            panic!("another operation");
        };
        let mut ids: BTreeSet<[u8; 16]> = BTreeSet::from([*id.as_bytes()]);
        ids.extend(stages.iter().map(|stage| *stage.id.as_bytes()));
        for field in fields {
            ids.insert(*field.id.as_bytes());
            let boxwood_model::FieldKind::Dropdown(choices) = &field.kind else {
                panic!("another kind");
            };
            ids.extend(choices.iter().map(|choice| *choice.id.as_bytes()));
        }
        assert_eq!(ids.len(), 1 + 100 + 100 + 100 * 400);
    }
}
