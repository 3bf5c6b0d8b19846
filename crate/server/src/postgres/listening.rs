//! Hears what other servers over the same database announce.

use std::sync::{Arc, Weak};
use std::time::Duration;

use boxwood_model::TeamId;
use data_encoding::HEXLOWER;
use postgres::fallible_iterator::FallibleIterator as _;
use tokio::sync::Notify;

use super::connect;
use crate::place::PostgresAddress;
use crate::storage::StoreError;

/// How often it is looked whether anybody still wants to know.
const LOOK: Duration = Duration::from_millis(500);
/// How long it rests when the database cannot be reached.
const REST: Duration = Duration::from_secs(1);

/// Where servers of a team announce what they commit.
pub(super) fn channel(team: TeamId) -> String {
    format!("boxwood_{}", HEXLOWER.encode(team.as_bytes()))
}

/// Listens on a thread of its own until nobody else holds `wake`.
pub(super) fn start(
    address: PostgresAddress,
    team: TeamId,
    wake: Arc<Notify>,
) -> std::io::Result<()> {
    let wake = Arc::downgrade(&wake);
    let listen = move || {
        while wake.strong_count() > 0 {
            if let Err(error) = listen(&address, team, &wake) {
                tracing::warn!(%error, "cannot hear what other servers announce");
                std::thread::sleep(REST);
            }
        }
    };
    std::thread::Builder::new()
        .name("boxwood-listener".to_owned())
        .spawn(listen)
        .map(drop)
}

fn listen(address: &PostgresAddress, team: TeamId, wake: &Weak<Notify>) -> Result<(), StoreError> {
    let mut client = connect(address)?;
    client.batch_execute(&format!("LISTEN {}", channel(team)))?;
    // What was announced before this listened was not heard.
    let mut heard = true;
    loop {
        let Some(wake) = wake.upgrade() else {
            return Ok(());
        };
        if heard {
            wake.notify_one();
        }
        drop(wake);
        let mut announcements = client.notifications();
        heard = announcements.timeout_iter(LOOK).next()?.is_some();
    }
}
