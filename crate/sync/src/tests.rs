//! Tests of frames, of what is on disk, and of the wire format. Those of both halves together are in
//! `boxwood-testkit`, which has a store for the authority.

mod alone;
mod damage;
mod frames;
mod restoring;
mod samples;
mod undo;
mod wire;
