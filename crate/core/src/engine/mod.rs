//! The engine: takes one event at a time and says what to do.

mod alone;
mod answers;
mod commands;
mod fetching;
mod files;
mod moving;
mod naming;
mod renewal;
mod screens;
mod sign_in;
mod suggestions;
mod surroundings;

use std::collections::BTreeSet;

use boxwood_model::{Gather as _, Key, LiteMap, Millis};
use boxwood_query::Now;
use boxwood_sync::{Changed, Damage, FrameError, Journal, Replica, Restored};

use crate::api::{Connection, FailureCode, Request, Response};
use crate::disk::{Disk, OnDisk};
use crate::history::Histories;
use crate::host::{CallFailure, CallNumber, Effect, Event, Moment, Stored, Timer};
use crate::index::Index;
use crate::link::{Link, News};
use crate::status;
use crate::suggestions::Suggestions;
use crate::translate::failure;

use answers::Asked;
use fetching::Held;
use files::Files;
use moving::Moving;
use naming::{Naming, fresh};
use renewal::Renewal;
use screens::Subscription;
use sign_in::SigningIn;

/// How long after a refused write the store is tried again, in milliseconds.
const STORE_WAIT: u32 = 15_000;

/// The client's half of Boxwood for one account: holds the records, answers questions about them,
/// takes changes, and keeps disk and server in step with them.
#[derive(Debug)]
pub struct Engine {
    account: String,
    replica: Replica,
    index: Index,
    disk: Disk,
    link: Link,
    naming: Naming,
    /// Answers that wait for a write.
    unanswered: LiteMap<u64, Vec<Asked>>,
    /// Commands that wait for the first news from the server.
    held: Vec<Held>,
    sign_in: Option<SigningIn>,
    /// What is on its way to a server, if anything is.
    moving: Option<Moving>,
    /// The call that asks a server, which says that it is another one, who it is.
    introduction: Option<CallNumber>,
    renewal: Renewal,
    subscriptions: LiteMap<(u32, u32), Subscription>,
    /// Records look different than when the subscriptions were last answered.
    stale: bool,
    damage: Damage,
    /// What has happened, as far as screens asked for it.
    histories: Histories,
    files: Files,
    suggestions: Suggestions,
    /// The time of the last event, and how far the screens' zone is ahead of UTC.
    now: Now,
    /// When the views are looked at again, if a timer runs for that.
    views_wake: Option<Millis>,
}

impl Engine {
    /// Starts with all that the store holds. The effects begin with what the store needs, if it was
    /// damaged, and the first attempt to reach the server.
    #[must_use]
    pub fn open(account: &str, stored: &Stored, moment: Moment) -> (Self, Vec<Effect>) {
        let segments = stored
            .segments
            .iter()
            .map(|(id, bytes)| (*id, bytes.as_slice()));
        let journal = stored.journal.iter();
        let journal = journal.map(|(number, bytes)| (*number, bytes.as_slice()));
        let manifest = stored.manifest.as_deref();
        let restored = Restored::read(manifest, segments, journal.clone(), fresh(moment));
        let sizes = journal.map(|(number, bytes)| (number, bytes.len()));
        let mut disk = Disk::new(restored.segments, restored.journal, sizes);
        let broken = restored.damage != Damage::default() || restored.passed_over > 0;
        if broken {
            disk.clear_first();
        }
        let mut engine = Self::with(account, restored.replica, disk, restored.damage, moment);
        let mut effects = Vec::new();
        if stored.manifest.is_none() || broken {
            // The name of the replica must be on disk before the first mutation carries it.
            engine.save_all(&mut effects);
        }
        engine.pump(moment, &mut effects);
        (engine, effects)
    }

    /// Starts with nothing, in memory only, because the store cannot be read.
    #[must_use]
    pub fn open_without_store(
        account: &str,
        reason: String,
        moment: Moment,
    ) -> (Self, Vec<Effect>) {
        let mut disk = Disk::new(boxwood_sync::Segments::default(), 0, std::iter::empty());
        disk.refuse(reason);
        disk.clear_first();
        let engine = Self::with(
            account,
            Replica::new(fresh(moment)),
            disk,
            Damage::default(),
            moment,
        );
        let retry = Effect::StartTimer {
            timer: Timer::Store,
            after: STORE_WAIT,
        };
        (engine, vec![retry])
    }

    fn with(account: &str, replica: Replica, disk: Disk, damage: Damage, moment: Moment) -> Self {
        let now = Now {
            millis: moment.now,
            offset_minutes: 0,
        };
        let mut index = Index::new(replica.confirmed());
        let waiting: BTreeSet<Key> = replica.waiting_records().keys().gather();
        index.update(&waiting, &replica.shown(), now);
        Self {
            account: account.to_owned(),
            naming: Naming::new(OnDisk::all_of(&replica)),
            link: Link::of(&replica),
            index,
            replica,
            disk,
            unanswered: LiteMap::new(),
            held: Vec::new(),
            sign_in: None,
            moving: None,
            introduction: None,
            renewal: Renewal::default(),
            subscriptions: LiteMap::new(),
            stale: false,
            damage,
            histories: Histories::default(),
            files: Files::default(),
            suggestions: Suggestions::default(),
            now,
            views_wake: None,
        }
    }

    /// The replica, for tests and tools that compare states.
    #[must_use]
    pub const fn replica(&self) -> &Replica {
        &self.replica
    }

    /// Takes in what happened, and says what to do, in order.
    pub fn handle(&mut self, event: Event, moment: Moment) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.now.millis = moment.now;
        match event {
            Event::Request {
                port,
                number,
                trusted,
                request,
            } => {
                self.request(port, number, trusted, request, moment, &mut effects);
            }
            Event::PortClosed { port } => {
                self.subscriptions.retain(|(of, _), _| *of != port);
                self.files.port_closed(port);
            }
            Event::Written { ticket, outcome } => self.written(ticket, outcome, &mut effects),
            Event::Called { call, outcome } => self.called(call, outcome, moment, &mut effects),
            Event::LiveOpened => {
                self.link.live_opened();
                self.histories.hurry();
            }
            Event::LiveSaid { bytes } => self.link.notice(&bytes, &self.replica),
            Event::LiveClosed => self.link.live_closed(moment, &mut effects),
            Event::Network { online: true } => {
                self.link.hurry();
                self.hurry_moving();
            }
            Event::Network { online: false } => self.link.network_gone(moment, &mut effects),
            Event::TimerFired {
                timer: Timer::Retry,
            } => {
                self.link.rested();
                self.hurry_moving();
            }
            Event::TimerFired { timer: Timer::Live } => self.link.live_rested(),
            Event::TimerFired {
                timer: Timer::Store,
            } => self.try_store(&mut effects),
            Event::TimerFired {
                timer: Timer::Views,
            } => {
                self.views_wake = None;
                self.stale = true;
            }
            Event::TimerFired {
                timer: Timer::Study,
            } => self.study(&mut effects),
        }
        self.release(&mut effects);
        self.pump(moment, &mut effects);
        self.publish(&mut effects);
        self.wake_for_views(&mut effects);
        effects
    }

    fn request(
        &mut self,
        port: u32,
        number: u64,
        trusted: bool,
        request: Request,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) {
        let response = match request {
            Request::Do {
                command_id,
                command,
            } => {
                self.do_command(port, number, command_id, command, moment, effects);
                return;
            }
            Request::Read { query } => match self.answer_at_first(&query, effects) {
                Ok(view) => Response::View { view },
                Err(failure) => Response::Failed { failure },
            },
            Request::Subscribe {
                subscription,
                query,
            } => {
                let last = self.answer_at_first(&query, effects);
                let response = match &last {
                    Ok(view) => Response::View { view: view.clone() },
                    Err(failure) => Response::Failed {
                        failure: failure.clone(),
                    },
                };
                self.subscriptions
                    .insert((port, subscription), Subscription { query, last });
                response
            }
            Request::Unsubscribe { subscription } => {
                self.subscriptions.remove(&(port, subscription));
                Response::Nothing
            }
            Request::SignIn { .. } | Request::SignOut | Request::StartAlone if !trusted => {
                Response::Failed {
                    failure: failure(FailureCode::NotAllowed, None),
                }
            }
            Request::StartAlone => match self.start_alone(port, number, moment, effects) {
                Ok(()) => return,
                Err(failure) => Response::Failed { failure },
            },
            Request::SignIn { session } => match status::checked_session(&session) {
                Ok(session) => {
                    self.begin_sign_in(port, number, session, effects);
                    return;
                }
                Err(failure) => Response::Failed { failure },
            },
            Request::SignOut if self.replica.is_alone() => Response::Nothing,
            Request::SignOut => {
                let ticket = self.sign_out(None, effects);
                self.answer_after(ticket, port, number, Response::Nothing, effects);
                return;
            }
            Request::ReadMails { mails } => {
                self.read_mails(&mails, moment, effects);
                Response::Nothing
            }
            Request::LeftUnfiled { thread } => {
                self.left_unfiled(thread, moment, effects);
                Response::Nothing
            }
            Request::PairingCode | Request::Pair { .. } if !trusted => Response::Failed {
                failure: failure(FailureCode::NotAllowed, None),
            },
            Request::PairingCode => self.pairing_code(moment, effects),
            Request::Pair { code } => self.pair(&code, moment, effects),
            Request::Reconnect => {
                self.link.hurry();
                self.hurry_moving();
                Response::Nothing
            }
            Request::Zone { offset_minutes } => self.zone(offset_minutes),
            Request::Alphabet { letters } => self.alphabet(&letters),
            request @ (Request::Export { .. }
            | Request::ExportNext { .. }
            | Request::Import { .. }
            | Request::ImportCards
            | Request::CardsLook { .. }
            | Request::CardsConfirm { .. }
            | Request::ImportBytes { .. }
            | Request::ImportLook { .. }
            | Request::ImportNext { .. }
            | Request::ImportConfirm { .. }
            | Request::ImportEnd { .. }) => {
                let (response, ticket) = self.file(port, trusted, request, moment, effects);
                self.answer_after(ticket, port, number, response, effects);
                return;
            }
        };
        effects.push(Effect::Respond {
            port,
            number,
            response,
        });
    }

    fn called(
        &mut self,
        call: CallNumber,
        outcome: Result<Vec<u8>, CallFailure>,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) {
        if let Some(asked) = self.sign_in.take_if(|asked| asked.call == call) {
            return self.end_sign_in(asked, outcome, moment, effects);
        }
        if self.introduction.take_if(|asked| *asked == call).is_some() {
            return self.end_introduction(outcome, moment, effects);
        }
        if self
            .moving
            .as_ref()
            .is_some_and(|moving| moving.asked(call))
        {
            return self.moved(outcome, moment, effects);
        }
        if self.renewal.call.take_if(|asked| *asked == call).is_some() {
            return self.end_renewal(outcome, moment, effects);
        }
        if self.histories.called(call, &outcome) {
            self.stale = true;
            return;
        }
        let was = self.link.connection();
        let news = self.link.called(call, outcome, moment, effects);
        if self.link.connection() == Connection::Online && was != Connection::Online {
            self.histories.hurry();
        }
        if self.link.connection() == Connection::Online && !matches!(news, News::TokenRefused) {
            self.renewal.worked();
        }
        match news {
            News::None => {}
            News::Pulled(reply) => {
                let news = !reply.deltas.is_empty()
                    || !reply.lost.is_empty()
                    || (reply.acked > self.replica.acked() && !reply.more);
                let settled = (!reply.more).then_some(reply.acked);
                if news {
                    // The server forgets a refusal once it is on disk here.
                    let durable = !reply.refused.is_empty();
                    self.fold(&Journal::Absorbed(reply), durable, effects);
                }
                if settled.is_some_and(|acked| self.replica.is_counted_otherwise(acked)) {
                    self.rename(moment, effects);
                }
            }
            News::TokenRefused => self.begin_renewal(effects),
            News::OtherServer => self.begin_introduction(effects),
        }
    }

    /// Folds a record into the replica and writes it.
    fn fold(&mut self, journal: &Journal, durable: bool, effects: &mut Vec<Effect>) -> Option<u64> {
        let changed: Changed = self.replica.fold(journal);
        if matches!(journal, Journal::Absorbed(_) | Journal::Settled(_)) {
            self.histories.changed(&changed.keys);
        }
        self.look_again(&changed.keys);
        self.disk.touch(&changed);
        self.record(journal, durable, effects)
    }

    fn record(
        &mut self,
        journal: &Journal,
        durable: bool,
        effects: &mut Vec<Effect>,
    ) -> Option<u64> {
        match self.disk.record(journal, durable, &self.replica, effects) {
            Ok(ticket) => ticket,
            Err(error) => self.unwritable(&error),
        }
    }

    fn save_all(&mut self, effects: &mut Vec<Effect>) {
        if let Err(error) = self.disk.checkpoint(true, &self.replica, effects) {
            self.unwritable(&error);
        }
    }

    /// Tries the store again that refused.
    fn try_store(&mut self, effects: &mut Vec<Effect>) {
        if self.replica.identity().is_some() {
            return self.save_all(effects);
        }
        // There is nothing to save, and what could not be read may be readable another time.
        effects.push(Effect::StartTimer {
            timer: Timer::Store,
            after: STORE_WAIT,
        });
    }

    fn unwritable(&mut self, error: &FrameError) -> Option<u64> {
        self.disk.refuse(error.to_string());
        None
    }

    fn pump(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        self.settle_alone(moment, effects);
        let sendable = self.sendable(moment, effects);
        let settled = self.naming.on_disk.acked;
        if self
            .link
            .pump(&self.replica, sendable, settled, effects)
            .is_err()
        {
            self.link.network_gone(moment, effects);
        }
        self.move_on(effects);
        if self.replica.has_no_server() {
            self.tell_history(moment);
        } else if self.link.connection() == Connection::Online {
            self.ask_for_history(effects);
        }
    }

    fn ask_for_history(&mut self, effects: &mut Vec<Effect>) {
        let link = &mut self.link;
        let asked = self
            .histories
            .pump(&self.replica, || link.number(), effects);
        if let Err(error) = asked {
            self.unwritable(&error);
        }
    }

    /// Takes note that these records look different.
    fn look_again(&mut self, changed: &BTreeSet<Key>) {
        self.index.update(changed, &self.replica.shown(), self.now);
        self.follow_lessons(changed);
        self.stale |= !changed.is_empty();
    }
}
