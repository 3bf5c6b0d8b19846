//! Boxes that were deleted long enough ago are forgotten for good, from time to time.

use std::time::Duration;

use boxwood_model::{Action, BoxOperation, Limits, Millis, Operation, Refusal};
use boxwood_sync::{Authority, Heads, ServerId};
use tokio::time::{MissedTickBehavior, interval};

use crate::moment;
use crate::readers::Readers;
use crate::storage::Binned;
use crate::store::{Store, StoreError};
use crate::writer::{Writer, raise};

/// How often it is looked whether there are any.
const LOOK: Duration = Duration::from_secs(60 * 60);
/// How many are forgotten in one transaction, so that nobody waits long behind it.
const TOGETHER: usize = 200;

/// Forgets what is due now and then, for ever.
pub(crate) async fn keep_forgetting(readers: Readers, writer: Writer, server: ServerId) {
    let mut interval = interval(LOOK);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        match forget_due(&readers, &writer, server, moment::now()).await {
            Ok(0) => {}
            Ok(boxes) => tracing::info!(boxes, "deleted boxes are forgotten"),
            Err(error) => tracing::error!(%error, "deleted boxes could not be forgotten"),
        }
    }
}

/// Forgets the boxes that were deleted so long before `now`; says how many those were.
pub(crate) async fn forget_due(
    readers: &Readers,
    writer: &Writer,
    server: ServerId,
    now: Millis,
) -> anyhow::Result<usize> {
    let Some(before) = now.checked_sub(Limits::BIN) else {
        return Ok(0);
    };
    let mut after = Binned::default();
    let mut forgotten = 0;
    loop {
        let due = readers
            .read(move |store| store.bin(after, before, TOGETHER))
            .await??;
        let Some(last) = due.last() else {
            return Ok(forgotten);
        };
        after = *last;
        forgotten += writer
            .run(move |store, _| forget(store, server, now, &due))
            .await??;
    }
}

/// Forgets some boxes, as whoever runs the server. One that may not be any more, since somebody has
/// brought it back or its pipeline is deleted, stays; the others go all the same.
fn forget(
    store: &mut Store<'_>,
    server: ServerId,
    now: Millis,
    due: &[Binned],
) -> Result<(usize, Heads), StoreError> {
    let mut operate = |due: &[Binned]| -> Result<Result<Heads, Refusal>, StoreError> {
        let operations = due.iter();
        let operations = operations.map(|it| Operation::Box(it.box_id(), BoxOperation::Forget));
        let action = Action {
            operations: operations.collect(),
            undoes: None,
        };
        Authority::new(store, now).operate(boxwood_sync::operator(server), action)
    };
    if let Ok(heads) = operate(due)? {
        return Ok((due.len(), heads));
    }
    let mut heads = Heads::new();
    let mut forgotten = 0;
    for one in due {
        match operate(std::slice::from_ref(one))? {
            Ok(moved) => {
                raise(&mut heads, moved);
                forgotten += 1;
            }
            Err(reason) => tracing::debug!(%reason, "a deleted box stays"),
        }
    }
    Ok((forgotten, heads))
}

#[cfg(test)]
mod tests;
