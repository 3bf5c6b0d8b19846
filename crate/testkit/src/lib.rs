//! A simulated world for tests: disks, a server, a network and clocks that fail as a seed says.
//!
//! Nothing here knows the time or a random number of its own: the same seed gives the same run.

mod authority;
pub mod conformance;
mod desk;
mod disk;
#[cfg(unix)]
#[allow(
    clippy::panic,
    reason = "what serves tests alone may stop where it stands"
)]
pub mod postgres;
mod random;
mod server;
mod sessions;
mod visible;
pub mod world;

#[cfg(test)]
mod tests;

pub use authority::{MemoryAuthority, StoreFailed};
pub use desk::{Call, Desk, Line, Published};
pub use disk::{Damaged, MemoryDisk};
pub use random::Random;
pub use server::{MemoryServer, NotOperated, PULL_MOST};
pub use visible::visible;
