//! Who watches a run: how far it is, and what takes how long.
//!
//! The stages say when they begin, and what is published when each file of it is made. Nothing else depends on who listens:
//! the clock is the listener's.

use std::time::Duration;

/// A listener.
pub trait Watch: Sync {
    /// A stage begins, of as many things, or of a number that is not known; the one before it is over.
    fn stage(&self, name: &'static str, things: Option<usize>);

    /// How long the run has taken, if anybody wants to know.
    fn now(&self) -> Option<Duration> {
        None
    }

    /// A file was made, by `maker`: a template or an output. It was begun at the first time, ready at the second, and is
    /// written now.
    fn made(&self, path: &str, maker: &str, began: Option<Duration>, ready: Option<Duration>) {
        let _ = (path, maker, began, ready);
    }
}

/// Nobody listens.
#[derive(Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn stage(&self, _: &'static str, _: Option<usize>) {}
}
