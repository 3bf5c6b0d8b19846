//! What is on its way between desks and server, in no order.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_core::host::{CallFailure, CallNumber, Event};
use boxwood_model::UserId;
use boxwood_sync::Heads;

use super::World;
use crate::{Call, Line, server};

/// Everything on its way.
#[derive(Debug, Default)]
pub(super) struct Network {
    letters: Vec<Letter>,
    replies: Vec<Reply>,
    notices: Vec<Notice>,
}

#[derive(Debug, Clone)]
struct Letter {
    seat: usize,
    life: u32,
    call: Call,
}

#[derive(Debug)]
struct Reply {
    seat: usize,
    life: u32,
    call: CallNumber,
    outcome: Result<Vec<u8>, CallFailure>,
}

#[derive(Debug)]
struct Notice {
    seat: usize,
    life: u32,
    bytes: Vec<u8>,
}

impl Network {
    pub(super) const fn is_empty(&self) -> bool {
        self.letters.is_empty() && self.replies.is_empty() && self.notices.is_empty()
    }

    /// Loses all that comes from a desk.
    pub(super) fn forget(&mut self, seat: usize) {
        self.letters.retain(|letter| letter.seat != seat);
    }
}

fn unreachable() -> CallFailure {
    CallFailure::Unreachable {
        detail: "lost".to_owned(),
    }
}

impl World {
    /// Puts what a desk asked for on its way.
    pub(super) fn collect(&mut self, at: usize) {
        let seat = &mut self.seats[at];
        let life = seat.life;
        let calls = seat.desk.calls.drain(..);
        self.network.letters.extend(calls.map(|call| Letter {
            seat: at,
            life,
            call,
        }));
    }

    /// Some letter arrives, or is lost, or arrives and is still there to arrive again.
    pub(super) fn deliver_letter(&mut self) -> Result<(), String> {
        let n = self.random.below(self.network.letters.len());
        if n >= self.network.letters.len() {
            return Ok(());
        }
        let letter = if self.random.chance(10) {
            self.network.letters[n].clone()
        } else {
            self.network.letters.swap_remove(n)
        };
        let lost = self.random.chance(10);
        let lost_on_the_way_back = self.random.chance(10);
        self.arrive(&letter, lost, lost_on_the_way_back);
        Ok(())
    }

    fn arrive(&mut self, letter: &Letter, lost: bool, lost_on_the_way_back: bool) {
        let mut outcome = Err(unreachable());
        if self.server_up && !lost {
            let call = &letter.call;
            let (token, body) = (&call.session.token, call.body.as_deref());
            let (answer, heads) = self.server.call(call.endpoint, token, body, self.now);
            self.announce(&heads);
            if !lost_on_the_way_back {
                outcome = answer;
            }
        }
        let (seat, endpoint) = (letter.seat, letter.call.endpoint);
        let told = match &outcome {
            Ok(_) => "good answer".to_owned(),
            Err(failure) => format!("{failure:?}"),
        };
        self.tell(|| format!("desk {seat} asks {endpoint:?}: {told}"));
        self.network.replies.push(Reply {
            seat: letter.seat,
            life: letter.life,
            call: letter.call.call,
            outcome,
        });
    }

    pub(super) fn deliver_reply(&mut self) -> Result<(), String> {
        let n = self.random.below(self.network.replies.len());
        self.hand_over(n)
    }

    fn hand_over(&mut self, n: usize) -> Result<(), String> {
        if n >= self.network.replies.len() {
            return Ok(());
        }
        let Reply {
            seat,
            life,
            call,
            outcome,
        } = self.network.replies.swap_remove(n);
        if self.seats[seat].life == life {
            self.happen(seat, Event::Called { call, outcome })?;
        }
        Ok(())
    }

    pub(super) fn deliver_notice(&mut self) -> Result<(), String> {
        let n = self.random.below(self.network.notices.len());
        if n >= self.network.notices.len() {
            return Ok(());
        }
        let Notice { seat, life, bytes } = self.network.notices.swap_remove(n);
        let open = matches!(self.seats[seat].desk.line, Line::Open(_));
        if self.seats[seat].life == life && open && !self.random.chance(10) {
            self.happen(seat, Event::LiveSaid { bytes })?;
        }
        Ok(())
    }

    /// Tells everybody who listens that scopes have news.
    pub(super) fn announce(&mut self, heads: &Heads) {
        if heads.is_empty() {
            return;
        }
        let users: BTreeSet<UserId> = self.seats.iter().map(|seat| seat.user).collect();
        let seen: BTreeMap<UserId, Heads> = users
            .into_iter()
            .map(|user| (user, self.server.may_see(user, heads)))
            .collect();
        for (at, seat) in self.seats.iter().enumerate() {
            if matches!(seat.desk.line, Line::Open(_)) {
                let news = seen.get(&seat.user).filter(|heads| !heads.is_empty());
                if let Some(heads) = news {
                    let notice = Notice {
                        seat: at,
                        life: seat.life,
                        bytes: server::notice(heads),
                    };
                    self.network.notices.push(notice);
                }
            }
        }
    }

    /// A live connection that is wanted comes about or not; one that stands breaks now and then.
    pub(super) fn connect(&mut self, at: usize) -> Result<(), String> {
        let lucky = self.random.chance(80);
        match self.seats[at].desk.line.clone() {
            Line::Closed => Ok(()),
            Line::Open(_) if self.random.chance(20) => self.break_line(at),
            Line::Open(_) => Ok(()),
            Line::Wanted(session) => {
                let known = self.server.user(&session.token).is_ok();
                if self.server_up && known && lucky {
                    self.seats[at].desk.line = Line::Open(session);
                    self.happen(at, Event::LiveOpened)
                } else {
                    self.break_line(at)
                }
            }
        }
    }

    pub(super) fn break_line(&mut self, at: usize) -> Result<(), String> {
        if self.seats[at].desk.line == Line::Closed {
            return Ok(());
        }
        self.seats[at].desk.line = Line::Closed;
        self.happen(at, Event::LiveClosed)
    }

    /// Everything on its way arrives, in order and undamaged.
    pub(super) fn deliver_all(&mut self) -> Result<(), String> {
        // What is asked because of an answer goes out in the next round.
        for _ in 0..self.network.letters.len() {
            let letter = self.network.letters.remove(0);
            self.arrive(&letter, false, false);
        }
        for _ in 0..self.network.replies.len() {
            self.hand_over(0)?;
        }
        for Notice { seat, life, bytes } in std::mem::take(&mut self.network.notices) {
            let open = matches!(self.seats[seat].desk.line, Line::Open(_));
            if self.seats[seat].life == life && open {
                self.happen(seat, Event::LiveSaid { bytes })?;
            }
        }
        Ok(())
    }
}
