//! Files that people hand in: tables, cards, backups.

use boxwood_exchange::{
    ColumnProfile, Conventions, Dialect, Import, ImportOptions, JsonExport, OnBadRows, Progress,
    Sheet, import_cards, propose, read_cards, read_json, state_hash,
};
use boxwood_model::{Action, State};

use crate::sample::{context, owner, team};

/// Ids that are new: each differs from the last, and from those of the sample.
fn ids() -> impl FnMut() -> [u8; 16] {
    let mut last = 0_u64;
    move || {
        last += 1;
        let mut id = [0xee; 16];
        id[8..].copy_from_slice(&last.to_be_bytes());
        id
    }
}

/// What an import asks for is never refused.
fn perform(state: &mut State, action: &Action, count: u64) {
    let context = context(owner(), count);
    match action.plan(context, state) {
        Ok(effects) => {
            for effect in &effects {
                effect.apply(context.stamp, state);
            }
        }
        Err(refusal) => panic!("an import asked for what may not be: {refusal:?}"),
    }
}

/// Imports what can be of a table, as it proposes itself.
pub(crate) fn tables(bytes: &[u8]) {
    let mut state = team().clone();
    let Ok(sheet) = Sheet::read(bytes, Dialect::default()) else {
        return;
    };
    let Some(pipeline) = state
        .pipelines
        .values()
        .find(|pipeline| !pipeline.deleted.value)
    else {
        panic!("the sample has no pipeline");
    };
    let conventions = Conventions::of(&sheet);
    let profiles = ColumnProfile::of_all(&sheet, &conventions);
    let targets = propose(&sheet, &profiles, pipeline);
    let mut options = ImportOptions::new(pipeline.id, targets, conventions);
    options.bad_rows = OnBadRows::Skip;
    options.operations_per_action = 50;
    let mut new_id = ids();
    let Ok(mut import) = Import::new(sheet, options, context(owner(), 0), &state, &mut new_id)
    else {
        return;
    };
    while import.step(&state, &mut new_id, 100) != Progress::Checked {}
    assert!(
        import.confirm().is_ok(),
        "what was checked cannot be confirmed"
    );
    let mut count = 0;
    while let Progress::Act { action, .. } = import.step(&state, &mut new_id, 100) {
        count += 1;
        perform(&mut state, &action, count);
    }
}

/// Imports what can be of a file of cards.
pub(crate) fn cards(bytes: &[u8]) {
    let mut state = team().clone();
    let cards = read_cards(bytes).cards;
    let import = import_cards(&cards, context(owner(), 0), &state, &mut ids());
    for (count, action) in (1..).zip(&import.actions) {
        perform(&mut state, action, count);
    }
}

/// Reads a backup; one that can be read is written as one that reads as the same.
pub(crate) fn backups(bytes: &[u8]) {
    if let Ok(state) = read_json(&String::from_utf8_lossy(bytes)) {
        survives(&state);
    }
}

/// Written and read, records are the same, but for lessons, which no backup has.
pub(crate) fn survives(state: &State) {
    let mut state = state.clone();
    state.lessons.clear();
    let state = &state;
    let text: String = JsonExport::new(state).collect();
    match read_json(&text) {
        Ok(again) => assert!(
            state_hash(&again) == state_hash(state),
            "a backup reads as something else"
        ),
        Err(error) => panic!("a backup cannot be read: {error}"),
    }
}
