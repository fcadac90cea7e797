//! Work on more threads than that of the caller. Where the system starts no more of them, fewer do it: a thread that is not had
//! makes work slower, and is no fault.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, scope};

/// Whether the system starts `count` more threads, all at once: for work that does not go on without them.
pub fn can_be_had(count: usize) -> bool {
    let gate = Mutex::new(());
    scope(|scope| {
        let closed = gate.lock().unwrap_or_else(PoisonError::into_inner);
        let are_started = (0..count).all(|_| Builder::new().spawn_scoped(scope, || drop(gate.lock())).is_ok());
        drop(closed);
        are_started
    })
}

/// Does both at once, the first on a thread of its own; where none is had, it is done after the second.
///
/// # Panics
/// Where one of the two does.
pub fn both<A: Send, B>(first: impl Fn() -> A + Sync, second: impl FnOnce() -> B) -> (A, B) {
    scope(|scope| {
        let beside = Builder::new().spawn_scoped(scope, &first);
        let second = second();
        let first = beside.map_or_else(|_| first(), |thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        (first, second)
    })
}

/// Does the same on `count` threads at once, of which the caller's is one, or on as many as are had: work that they take from
/// each other until there is none left.
///
/// # Panics
/// Where one of them does.
pub fn share(count: usize, work: impl Fn() + Sync) {
    scope(|scope| {
        for _ in 1..count {
            if Builder::new().spawn_scoped(scope, &work).is_err() {
                break;
            }
        }
        work();
    });
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn what_is_shared_is_done_once_by_any_number() {
        for count in [0, 1, 4] {
            let (next, sum) = (AtomicUsize::new(1), AtomicUsize::new(0));
            share(count, || {
                while let at @ ..=100 = next.fetch_add(1, Ordering::Relaxed) {
                    sum.fetch_add(at, Ordering::Relaxed);
                }
            });
            assert_eq!(sum.into_inner(), 5050, "{count}");
        }
    }

    #[test]
    fn a_few_threads_can_be_had() {
        assert!(can_be_had(0) && can_be_had(6));
    }

    #[test]
    fn both_are_done_and_a_panic_of_either_goes_on() {
        assert_eq!(both(|| 1, || "b"), (1, "b"));
        assert!(std::panic::catch_unwind(|| both(|| panic!("the first"), || ())).is_err());
        assert!(std::panic::catch_unwind(|| both(|| (), || panic!("the second"))).is_err());
    }
}
