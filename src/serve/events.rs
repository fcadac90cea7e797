//! Browsers that wait for changes: server-sent events (WHATWG HTML, clause 9.2).

use std::sync::{Mutex, PoisonError};

use hyper::body::Bytes;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// How many browsers may wait.
const MOST: usize = 100;
/// How many changes one may be behind before it is let go; it comes back by itself.
const BEHIND: usize = 16;

/// One browser that waits.
pub type Listener = Receiver<Bytes>;

/// Those that wait.
#[derive(Default)]
pub struct Events {
    listeners: Mutex<Vec<Sender<Bytes>>>,
}

impl Events {
    /// One more that waits, told `first` at once; none if there are too many. What `first` says is asked when nothing can be
    /// sent in between: whoever changes it and then sends reaches the new one, too.
    pub fn listen(&self, first: impl FnOnce() -> String) -> Option<Listener> {
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain(|listener| !listener.is_closed());
        if listeners.len() >= MOST {
            return None;
        }
        let (sender, receiver) = channel(BEHIND);
        sender.try_send(Bytes::from(first())).ok()?;
        listeners.push(sender);
        Some(receiver)
    }

    /// Tells all.
    pub fn send(&self, event: &str) {
        let event = Bytes::copy_from_slice(event.as_bytes());
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain(|listener| listener.try_send(event.clone()).is_ok());
    }
}
