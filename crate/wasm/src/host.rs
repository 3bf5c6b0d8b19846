//! Runs the engine on the web platform: hands it one event at a time and does what it says.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use boxwood_core::Engine;
use boxwood_core::api::{Request, Response};
use boxwood_core::host::{CALL_DEADLINE, CallNumber, Effect, Event, Moment, Timer, Write};
use boxwood_model::LiteMap;
use futures_channel::oneshot;
use futures_util::future::{AbortHandle, abortable};
use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::connectivity::Connectivity;
use crate::conversion::{Message, closed, to_js};
use crate::live;
use crate::network;
use crate::stopped::{Answer, Watch, call, has_stopped};
use crate::store::Store;

/// The longest wait that the platform's timers know, in milliseconds; beyond it they fire at once.
const LONGEST_WAIT: u32 = i32::MAX.unsigned_abs();

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_with_random_values(bytes: &mut [u8]);
}

/// Now, with fresh random bytes.
#[must_use]
pub fn moment() -> Moment {
    let mut random = [0; 16];
    fill_with_random_values(&mut random);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole milliseconds since 1970"
    )]
    let now = js_sys::Date::now() as u64;
    Moment { now, random }
}

/// What a host runs: the engine, or a stand-in in tests.
pub trait Machine {
    /// Takes in what happened, and says what to do, in order.
    fn handle(&mut self, event: Event, moment: Moment) -> Vec<Effect>;
}

impl Machine for Engine {
    fn handle(&mut self, event: Event, moment: Moment) -> Vec<Effect> {
        Self::handle(self, event, moment)
    }
}

/// A machine at work.
///
/// It is given one event at a time, from a queue that is worked off in a microtask, so that neither
/// the page nor the machine is ever called from within the other. Writes reach the store one after
/// the other. When one is refused, those that were asked for after it are refused with it, up to
/// one that clears: what is on the disk is always all that was asked for up to some moment.
#[derive(Debug)]
pub struct Host<M, S> {
    machine: RefCell<M>,
    store: Option<S>,
    listener: Function,
    queue: RefCell<VecDeque<Queued>>,
    is_scheduled: Cell<bool>,
    writes: RefCell<VecDeque<(u64, Write)>>,
    is_writing: Cell<bool>,
    waiting_for_writes: RefCell<Vec<oneshot::Sender<()>>>,
    next_request: Cell<u64>,
    answers: RefCell<LiteMap<(u32, u64), Answer>>,
    calls: RefCell<LiteMap<CallNumber, AbortHandle>>,
    next_source: Cell<u32>,
    live: RefCell<Option<(u32, AbortHandle)>>,
    timers: RefCell<LiteMap<Timer, (u32, Timeout)>>,
    connectivity: RefCell<Option<Connectivity>>,
    watch: RefCell<Option<Watch>>,
    is_closed: Cell<bool>,
}

#[derive(Debug)]
struct Queued {
    event: Event,
    source: Source,
}

/// Where an event comes from. One of a connection or timer that was replaced while the event lay
/// in the queue is dropped.
#[derive(Debug, Clone, Copy)]
enum Source {
    Lasting,
    Live(u32),
    Timer(Timer, u32),
}

impl<M: Machine + 'static, S: Store + 'static> Host<M, S> {
    /// Starts with the effects that came with the machine. Without a store, every write is refused.
    /// `listener` is called with what is published, and once if the module panics.
    pub fn start(
        machine: M,
        effects: Vec<Effect>,
        store: Option<S>,
        listener: Function,
    ) -> Rc<Self> {
        let watch = Watch::new(&listener);
        let host = Rc::new(Self {
            machine: RefCell::new(machine),
            store,
            listener,
            queue: RefCell::default(),
            is_scheduled: Cell::new(false),
            writes: RefCell::default(),
            is_writing: Cell::new(false),
            waiting_for_writes: RefCell::default(),
            next_request: Cell::new(0),
            answers: RefCell::default(),
            calls: RefCell::default(),
            next_source: Cell::new(0),
            live: RefCell::default(),
            timers: RefCell::default(),
            connectivity: RefCell::default(),
            watch: RefCell::new(Some(watch)),
            is_closed: Cell::new(false),
        });
        let weak = Rc::downgrade(&host);
        let connectivity = Connectivity::watch(move |online| {
            if let Some(host) = weak.upgrade() {
                host.post(Event::Network { online });
            }
        });
        host.connectivity.replace(Some(connectivity));
        for effect in effects {
            host.carry_out(effect);
        }
        host
    }

    /// Asks the machine; the promise is kept with its response.
    pub fn request(self: &Rc<Self>, port: u32, trusted: bool, request: Request) -> Promise {
        let (answer, promise) = Answer::new();
        if self.is_closed.get() {
            answer.give(&to_js(&closed()));
            return promise;
        }
        let number = self.next_request.replace(self.next_request.get() + 1);
        self.answers.borrow_mut().insert((port, number), answer);
        self.post(Event::Request {
            port,
            number,
            trusted,
            request,
        });
        promise
    }

    /// Tells the machine what happened.
    pub fn post(self: &Rc<Self>, event: Event) {
        self.enqueue(event, Source::Lasting);
    }

    /// Ends: connections and timers at once, the store when all that was to be written is written.
    /// What was asked and not answered is answered as stopped.
    pub async fn close(&self) {
        if !self.is_closed.replace(true) {
            self.queue.take();
            self.live.take().inspect(|(_, handle)| handle.abort());
            self.calls.take().values().for_each(AbortHandle::abort);
            self.timers.take();
            self.connectivity.take();
            for (_, answer) in self.answers.take() {
                answer.give(&to_js(&closed()));
            }
        }
        if self.is_writing.get() {
            let (sender, receiver) = oneshot::channel();
            self.waiting_for_writes.borrow_mut().push(sender);
            // The writer goes away only together with this module.
            let _ = receiver.await;
        }
        if let Some(store) = &self.store {
            store.close();
        }
        self.watch.take();
    }

    fn enqueue(self: &Rc<Self>, event: Event, source: Source) {
        if self.is_closed.get() {
            return;
        }
        self.queue.borrow_mut().push_back(Queued { event, source });
        if !self.is_scheduled.replace(true) {
            let host = Rc::clone(self);
            spawn_local(async move { host.work_off() });
        }
    }

    fn work_off(self: &Rc<Self>) {
        self.is_scheduled.set(false);
        while !has_stopped() {
            let Some(Queued { event, source }) = self.queue.borrow_mut().pop_front() else {
                return;
            };
            if !self.is_current(source) {
                continue;
            }
            let effects = self.machine.borrow_mut().handle(event, moment());
            for effect in effects {
                self.carry_out(effect);
            }
        }
    }

    fn is_current(&self, source: Source) -> bool {
        match source {
            Source::Lasting => true,
            Source::Live(number) => {
                let live = self.live.borrow();
                live.as_ref().is_some_and(|(current, _)| *current == number)
            }
            Source::Timer(timer, number) => {
                let timers = self.timers.borrow();
                timers
                    .get(&timer)
                    .is_some_and(|(current, _)| *current == number)
            }
        }
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Respond {
                port,
                number,
                response,
            } => self.respond(port, number, &response),
            Effect::Publish {
                port,
                subscription,
                view,
            } => {
                let message = Message::Published {
                    port,
                    subscription,
                    view: &view,
                };
                call(&self.listener, &to_js(&message));
            }
            Effect::Write { ticket, write } => self.write(ticket, write),
            Effect::Call {
                call,
                endpoint,
                session,
                body,
            } => {
                let host = Rc::clone(self);
                let (exchange, handle) = abortable(async move {
                    let outcome = network::call(endpoint, &session, body, CALL_DEADLINE).await;
                    host.calls.borrow_mut().remove(&call);
                    host.post(Event::Called { call, outcome });
                });
                self.calls.borrow_mut().insert(call, handle);
                spawn_local(async move {
                    // Aborted by closing only; then nobody waits for what came of it.
                    let _ = exchange.await;
                });
            }
            Effect::OpenLive { session } => {
                self.close_live();
                let number = self.new_source();
                let host = Rc::clone(self);
                let (connection, handle) =
                    abortable(live::hold(session, CALL_DEADLINE, move |event| {
                        host.enqueue(event, Source::Live(number));
                    }));
                self.live.replace(Some((number, handle)));
                spawn_local(async move {
                    // Aborted where it is closed or replaced, which is not told to the machine.
                    let _ = connection.await;
                });
            }
            Effect::CloseLive => self.close_live(),
            Effect::StartTimer { timer, after } => {
                let number = self.new_source();
                let host = Rc::downgrade(self);
                let timeout = Timeout::new(after.min(LONGEST_WAIT), move || {
                    if let Some(host) = host.upgrade() {
                        let event = Event::TimerFired { timer };
                        host.enqueue(event, Source::Timer(timer, number));
                    }
                });
                // Replacing a timer cancels it.
                self.timers.borrow_mut().insert(timer, (number, timeout));
            }
        }
    }

    fn respond(&self, port: u32, number: u64, response: &Response) {
        let answer = self.answers.borrow_mut().remove(&(port, number));
        if let Some(answer) = answer {
            answer.give(&to_js(response));
        }
    }

    fn new_source(&self) -> u32 {
        self.next_source
            .replace(self.next_source.get().wrapping_add(1))
    }

    fn close_live(&self) {
        if let Some((_, handle)) = self.live.take() {
            handle.abort();
        }
    }

    fn write(self: &Rc<Self>, ticket: u64, write: Write) {
        self.writes.borrow_mut().push_back((ticket, write));
        if !self.is_writing.replace(true) {
            let host = Rc::clone(self);
            spawn_local(async move { host.write_all().await });
        }
    }

    /// The one writer: ends when there is nothing left to write.
    async fn write_all(self: Rc<Self>) {
        loop {
            let next = self.writes.borrow_mut().pop_front();
            let Some((ticket, write)) = next else {
                break;
            };
            let outcome = match &self.store {
                Some(store) => store.write(write).await.map_err(|error| error.to_string()),
                None => Err("the store could not be opened".to_owned()),
            };
            let refused = outcome.as_ref().err().cloned();
            self.post(Event::Written { ticket, outcome });
            if let Some(reason) = refused {
                self.refuse_what_follows(&reason);
            }
        }
        self.is_writing.set(false);
        for waiting in self.waiting_for_writes.take() {
            // Whoever waited may have gone.
            let _ = waiting.send(());
        }
    }

    /// Refuses what builds on a write that was refused.
    fn refuse_what_follows(self: &Rc<Self>, reason: &str) {
        loop {
            let next = self
                .writes
                .borrow_mut()
                .pop_front_if(|(_, write)| !write.clear);
            let Some((ticket, _)) = next else {
                return;
            };
            let outcome = Err(reason.to_owned());
            self.post(Event::Written { ticket, outcome });
        }
    }
}
