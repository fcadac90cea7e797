//! A fault of the program's own: what it says, once, before it ends with 101. Nothing is published then: the site takes the
//! place of the old one in one last step, and what panics does not come to it.

use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::report;

/// Whether it was said: what runs in several threads may fail in each.
static SAID: AtomicBool = AtomicBool::new(false);

/// Says what to do, in place of Rust's own words; with `RUST_BACKTRACE` those follow.
pub(super) fn tell_panics() {
    let wants_more = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    let rusts_own = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !SAID.swap(true, Ordering::Relaxed) {
            report::to_stderr(&words(panic));
        }
        if wants_more {
            rusts_own(panic);
        }
    }));
}

fn words(panic: &PanicHookInfo<'_>) -> String {
    let place = panic.location().map_or_else(String::new, |place| format!("--> {}:{}\n", place.file(), place.line()));
    let what = panic.payload().downcast_ref::<&str>().copied();
    let what = what.or_else(|| panic.payload().downcast_ref::<String>().map(String::as_str)).unwrap_or("no reason is known");
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "error: a fault of plenary's own, not of the site; nothing was published: {what}\n{place} = help: report it to those who maintain \
         plenary ({version}), with these lines and, best, a small site that shows it; SECURITY.md says how where it can be abused\n\n"
    )
}
