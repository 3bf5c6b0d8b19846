//! A person at a desk, and what the screen in front of them knows.

use boxwood_core::api::{Command, Query, Request, Response, Saving, StorageState, View};
use boxwood_model::UserId;

use super::World;
use super::oracle::Outcome;
use crate::Desk;

/// A person at a desk.
#[derive(Debug)]
pub(super) struct Seat {
    pub(super) user: UserId,
    pub(super) desk: Desk,
    /// Counts the engine's lives; what was sent in another one is not listened to.
    pub(super) life: u32,
    /// Commands that the screen has no answer to.
    pub(super) unanswered: Vec<Unanswered>,
    /// What the screen's subscription said last.
    pub(super) watched: Option<View>,
}

/// A command that the screen has no answer to.
#[derive(Debug)]
pub(super) struct Unanswered {
    pub(super) number: u64,
    pub(super) intent: usize,
    pub(super) command_id: String,
    pub(super) command: Command,
}

impl Seat {
    pub(super) const fn new(user: UserId, desk: Desk) -> Self {
        Self {
            user,
            desk,
            life: 0,
            unanswered: Vec::new(),
            watched: None,
        }
    }
}

impl World {
    /// The screen sends a new command.
    pub(super) fn command(&mut self, at: usize, command: Command) -> Result<(), String> {
        let command_id = self.seats[at].desk.command_id();
        let intent = self.oracle.intend(at, &command_id)?;
        self.tell(|| format!("desk {at} does {intent}: {}", brief(&command)));
        self.send(at, intent, command_id, command.clone())?;
        if self.oracle.is_taken(&self.seats[at], intent) {
            self.check_own_write(at, &command)?;
        }
        Ok(())
    }

    /// The screen sends a command, maybe not for the first time.
    pub(super) fn send(
        &mut self,
        at: usize,
        intent: usize,
        command_id: String,
        command: Command,
    ) -> Result<(), String> {
        let number = self.seats[at].desk.ask(Request::Do {
            command_id: command_id.clone(),
            command: command.clone(),
        });
        self.seats[at].unanswered.push(Unanswered {
            number,
            intent,
            command_id,
            command,
        });
        self.observe(at)
    }

    /// Takes note of what an engine asked for and answered.
    pub(super) fn observe(&mut self, at: usize) -> Result<(), String> {
        self.collect(at);
        self.oracle.name(at, &self.seats[at]);
        let seat = &mut self.seats[at];
        for published in seat.desk.published.drain(..) {
            if seat.watched.as_ref() == Some(&published.view) {
                return Err(format!("desk {at} was told what it knew"));
            }
            seat.watched = Some(published.view);
        }
        let asked = std::mem::take(&mut seat.unanswered);
        for unanswered in asked {
            let outcome = match seat.desk.answer(unanswered.number) {
                None => {
                    seat.unanswered.push(unanswered);
                    continue;
                }
                Some(Response::Done { storage, .. }) => match storage {
                    StorageState::Disk => Outcome::Safe,
                    StorageState::MemoryOnly => Outcome::InMemory,
                },
                Some(Response::Failed { failure }) => {
                    Outcome::Failed(format!("{:?}", failure.code))
                }
                Some(other) => return Err(format!("a command was answered by {other:?}")),
            };
            self.oracle.answered(unanswered.intent, outcome);
        }
        Ok(())
    }

    /// Whether everything that the engine took is on disk.
    pub(super) fn is_all_safe(&mut self, at: usize) -> bool {
        match self.seats[at].desk.read(Query::Status) {
            Some(View::Status { status }) => {
                status.storage == StorageState::Disk && status.saving == Saving::Saved
            }
            _ => false,
        }
    }
}

/// A command in a few words.
fn brief(command: &Command) -> String {
    let text = format!("{command:?}");
    text.chars().take(150).collect()
}
