//! Answers that wait until what they are about is on disk.

use boxwood_model::Key;

use super::{Engine, STORE_WAIT};
use crate::api::{Response, StorageState};
use crate::disk::{Disk, Written};
use crate::host::{Effect, Timer};

/// A request whose answer waits for a write.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) port: u32,
    pub(super) number: u64,
    pub(super) created: Option<Key>,
    /// What is answered, where it is not that a command is done.
    pub(super) said: Option<Response>,
}

impl Engine {
    pub(super) fn written(
        &mut self,
        ticket: u64,
        outcome: Result<(), String>,
        effects: &mut Vec<Effect>,
    ) {
        match self.disk.written(ticket, outcome) {
            Some(Written::Holds(on_disk)) => {
                self.naming.holds(on_disk);
                if self.disk.is_behind() {
                    self.save_all(effects);
                }
            }
            Some(Written::Refused) => {
                effects.push(Effect::StartTimer {
                    timer: Timer::Store,
                    after: STORE_WAIT,
                });
            }
            Some(Written::Passed) | None => {}
        }
        for asked in self.unanswered.remove(&ticket).unwrap_or_default() {
            self.reply(asked, effects);
        }
    }

    /// Answers a request once a write is done, or now if there is none to wait for.
    pub(super) fn answer_after(
        &mut self,
        ticket: Option<u64>,
        port: u32,
        number: u64,
        response: Response,
        effects: &mut Vec<Effect>,
    ) {
        let asked = Asked {
            port,
            number,
            created: None,
            said: Some(response),
        };
        match ticket {
            Some(ticket) => self.unanswered.or_insert_with(ticket, Vec::new).push(asked),
            None => self.reply(asked, effects),
        }
    }

    pub(super) fn reply(&self, asked: Asked, effects: &mut Vec<Effect>) {
        let Asked {
            port,
            number,
            created,
            said,
        } = asked;
        effects.push(Effect::Respond {
            port,
            number,
            response: said.unwrap_or_else(|| self.done(created)),
        });
    }

    pub(super) fn done(&self, created: Option<Key>) -> Response {
        let created = created.map(|key| key.id_text());
        Response::Done {
            storage: storage(&self.disk),
            created,
        }
    }
}

/// Whether the disk takes what is done.
pub(super) fn storage(disk: &Disk) -> StorageState {
    match disk.refusal() {
        None => StorageState::Disk,
        Some(_) => StorageState::MemoryOnly,
    }
}
