//! How often somebody may ask: who is known by their token, everybody else by their address.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::error::ApiError;
use crate::config::Rate;
use crate::token::Credential;

/// After so many questions those are forgotten who have not asked for long.
const TIDY: u32 = 4_096;

/// Who has asked how often of late.
#[derive(Debug)]
pub(crate) struct Throttle {
    known: Bucket<Credential>,
    strangers: Bucket<IpAddr>,
}

impl Throttle {
    /// At these rates.
    pub(crate) fn new(known: Rate, strangers: Rate) -> Self {
        Self {
            known: Bucket::new(known),
            strangers: Bucket::new(strangers),
        }
    }

    /// Somebody asks who is known by this.
    pub(super) fn known(&self, credential: Credential) -> Result<(), ApiError> {
        self.known.take(credential)
    }

    /// Somebody asks from this address of whom nothing is known, or nothing that holds.
    pub(super) fn stranger(&self, address: Option<IpAddr>) -> Result<(), ApiError> {
        match address {
            Some(address) => self.strangers.take(network(address)),
            None => Ok(()),
        }
    }
}

/// Whoever has one address of the sixth version has a network of them.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}

#[derive(Debug)]
struct Bucket<K: Clone + Eq + Hash> {
    limiter: DefaultKeyedRateLimiter<K>,
    taken: AtomicU32,
}

impl<K: Clone + Eq + Hash> Bucket<K> {
    fn new(rate: Rate) -> Self {
        let positive = |number: u32| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(positive(rate.per_second));
        let quota = quota.allow_burst(positive(rate.burst));
        Self {
            limiter: RateLimiter::dashmap(quota),
            taken: AtomicU32::new(0),
        }
    }

    fn take(&self, key: K) -> Result<(), ApiError> {
        if self.taken.fetch_add(1, Ordering::Relaxed) % TIDY == TIDY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&key).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            ApiError::too_many(wait.max(Duration::from_secs(1)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate {
        per_second: 1,
        burst: 3,
    };

    #[test]
    fn each_has_as_much_as_the_others() {
        let throttle = Throttle::new(RATE, RATE);
        for token in 0..100 {
            for _ in 0..3 {
                throttle.known(Credential::Token(token)).unwrap();
            }
            throttle.known(Credential::Token(token)).unwrap_err();
        }
    }

    #[test]
    fn a_network_is_one_stranger() {
        let throttle = Throttle::new(RATE, RATE);
        let ask = |address: &str| throttle.stranger(Some(address.parse().unwrap()));
        for n in 0..3 {
            ask(&format!("2001:db8::{n}")).unwrap();
        }
        ask("2001:db8::ffff").unwrap_err();
        ask("2001:db8:0:1::1").unwrap();
        for _ in 0..3 {
            ask("192.0.2.1").unwrap();
        }
        ask("192.0.2.1").unwrap_err();
        ask("192.0.2.2").unwrap();
    }
}
