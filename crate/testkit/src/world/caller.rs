//! A program that somebody lets act for them: a replica of its own, all operations there are, and a
//! connection on which answers are lost.

use boxwood_core::host::Endpoint;
use boxwood_model::{ClientId, UserId};
use boxwood_sync::{
    FrameKind, Hello, Intent, Journal, PullReply, PushReply, Replica, decode, encode,
};

use super::{World, actions};
use crate::Random;

/// Mutations that go into one push at most.
const TOGETHER: usize = 20;
/// Pulls after which a program must have everything.
const PULLS: usize = 2_000;

/// A program that acts for somebody.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) user: UserId,
    pub(super) replica: Replica,
    /// Counts its commands.
    commands: u64,
}

impl Caller {
    pub(super) fn new(user: UserId, hello: Hello, random: &mut Random) -> Self {
        let mut replica = Replica::new(ClientId::from_bytes(random.bytes()));
        replica.fold(&Journal::SignedIn {
            access: boxwood_sync::Access {
                address: "https://boxwood.example".to_owned(),
                token: String::new(),
            },
            hello,
        });
        Self {
            user,
            replica,
            commands: 0,
        }
    }
}

impl World {
    /// A program does something, sends what waits, or asks what is new.
    pub(super) fn call(&mut self, at: usize) -> Result<(), String> {
        match self.random.below(10) {
            0..5 => {
                // Several things after each other, mostly on what is the latest.
                if self.random.chance(70) {
                    self.ask_for_news(at)?;
                }
                for _ in 0..=self.random.below(6) {
                    self.intend(at);
                }
            }
            5..8 => {
                self.send_waiting(at)?;
            }
            _ => {
                self.ask_for_news(at)?;
            }
        }
        Ok(())
    }

    fn intend(&mut self, at: usize) {
        let now = self.now;
        let caller = &mut self.callers[at];
        caller.commands += 1;
        let number = caller.commands;
        let chosen = actions::some(&mut self.random, &caller.replica, caller.user, number);
        let Some(action) = chosen else { return };
        let command = (u128::from(number) << 64 | at as u128).to_be_bytes();
        // What is refused changes nothing, and is a fine thing to try.
        let outcome = caller.replica.intend(command, action.clone(), now);
        let taken = matches!(outcome, Ok(Intent::Taken { .. }));
        self.tell(|| {
            let text: String = format!("{action:?}").chars().take(300).collect();
            format!("caller {at} does (taken: {taken}) {text}")
        });
    }

    /// Sends what waits; the answer may be lost, and then all of it is sent again some time.
    fn send_waiting(&mut self, at: usize) -> Result<bool, String> {
        let caller = &self.callers[at];
        let acked = caller.replica.acked();
        let Some(request) = caller
            .replica
            .push_request(acked, u64::MAX, TOGETHER, 1 << 20)
        else {
            return Ok(false);
        };
        let body = encode(FrameKind::PushRequest, &request).map_err(|error| error.to_string())?;
        let (answer, heads) = self.ask_server(at, Endpoint::Push, &body);
        self.announce(&heads);
        if let Some(bytes) = answer {
            let _: PushReply =
                decode(FrameKind::PushReply, &bytes).map_err(|error| error.to_string())?;
        }
        Ok(true)
    }

    /// Takes in what is new; says whether there is more, or nothing is known since the server is not
    /// to be reached.
    fn ask_for_news(&mut self, at: usize) -> Result<bool, String> {
        let replica = &self.callers[at].replica;
        let Some(request) = replica.pull_request(replica.acked()) else {
            return Ok(false);
        };
        let body = encode(FrameKind::PullRequest, &request).map_err(|error| error.to_string())?;
        let (answer, _) = self.ask_server(at, Endpoint::Pull, &body);
        let Some(bytes) = answer else { return Ok(true) };
        let reply: PullReply =
            decode(FrameKind::PullReply, &bytes).map_err(|error| error.to_string())?;
        let more = reply.more;
        self.callers[at].replica.fold(&Journal::Absorbed(reply));
        Ok(more)
    }

    fn ask_server(
        &mut self,
        at: usize,
        endpoint: Endpoint,
        body: &[u8],
    ) -> (Option<Vec<u8>>, boxwood_sync::Heads) {
        let lost_on_the_way = !self.server_up || self.random.chance(10);
        let lost_on_the_way_back = self.random.chance(10);
        if lost_on_the_way {
            return (None, boxwood_sync::Heads::new());
        }
        let token = self.server.issue(self.callers[at].user);
        let (answer, heads) = self.server.call(endpoint, &token, Some(body), self.now);
        (answer.ok().filter(|_| !lost_on_the_way_back), heads)
    }

    /// Sends all that waits, and takes in all that is new.
    pub(super) fn finish_calls(&mut self) -> Result<(), String> {
        for at in 0..self.callers.len() {
            for _ in 0..PULLS {
                let waits = self.callers[at].replica.pending().len() > 0;
                if waits {
                    self.send_waiting(at)?;
                }
                if !self.ask_for_news(at)? && !waits {
                    break;
                }
            }
            if self.callers[at].replica.pending().len() > 0 {
                return Err(format!("caller {at} does not get rid of what waits"));
            }
        }
        // What one of them sent last is news for those before it.
        for at in 0..self.callers.len() {
            let mut left = PULLS;
            while self.ask_for_news(at)? && left > 0 {
                left -= 1;
            }
        }
        Ok(())
    }
}
