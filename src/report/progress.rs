//! How far long work is: one line on a terminal that is drawn over and over, and gone when the work is done. Nothing is
//! drawn of work that takes no time.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::to_stderr;
use crate::watch::Watch;

/// Work that takes less is not worth a line.
const PATIENCE: Duration = Duration::from_millis(300);
/// How long one drawing stands.
const PACE: Duration = Duration::from_millis(100);
/// The columns of the bar itself.
const BAR: usize = 24;
/// To the first column, and the line away.
const CLEAR: &str = "\r\x1b[K";

/// A line that shows how far work is, until it is dropped.
pub struct Progress {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    phase: Mutex<Phase>,
    /// Told when the work is done.
    ended: Condvar,
    done: AtomicUsize,
}

/// What is being done, and of how many things; of an unknown number if none.
struct Phase {
    name: &'static str,
    total: usize,
    is_over: bool,
}

impl Progress {
    /// Shows the work on standard error, if that is a terminal which can draw.
    pub fn on_terminal(name: &'static str, can_draw: bool) -> Self {
        if can_draw && std::io::stderr().is_terminal() { Self::to(name, to_stderr) } else { Self::hidden(name) }
    }

    /// Shows nothing.
    fn hidden(name: &'static str) -> Self {
        let phase = Mutex::new(Phase { name, total: 0, is_over: false });
        Self { shared: Arc::new(Shared { phase, ended: Condvar::new(), done: AtomicUsize::new(0) }), thread: None }
    }

    fn to(name: &'static str, draw: impl Fn(&str) + Send + 'static) -> Self {
        let mut progress = Self::hidden(name);
        let shared = Arc::clone(&progress.shared);
        // Where no thread can be had, nothing is shown.
        progress.thread = std::thread::Builder::new().spawn(move || shared.show(&draw)).ok();
        progress
    }

    /// Begins another part of the work, of `total` things.
    pub fn phase(&self, name: &'static str, total: usize) {
        let mut phase = self.shared.phase.lock().unwrap_or_else(PoisonError::into_inner);
        (phase.name, phase.total) = (name, total);
        self.shared.done.store(0, Ordering::Relaxed);
    }

    /// One more thing is done.
    pub fn step(&self) {
        self.shared.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Watch for Progress {
    fn stage(&self, name: &'static str, things: Option<usize>) {
        self.phase(name, things.unwrap_or(0));
    }

    fn made(&self, _: &str, _: &str, _: Option<Duration>, _: Option<Duration>) {
        self.step();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.shared.phase.lock().unwrap_or_else(PoisonError::into_inner).is_over = true;
        self.shared.ended.notify_all();
        // A thread that panicked has nothing left to clear.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

impl Shared {
    /// Draws until the work is over, and then clears the line.
    fn show(&self, draw: &dyn Fn(&str)) {
        let mut wait = PATIENCE;
        let mut phase = self.phase.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let (next, timeout) =
                self.ended.wait_timeout_while(phase, wait, |phase| !phase.is_over).unwrap_or_else(PoisonError::into_inner);
            phase = next;
            if !timeout.timed_out() {
                break;
            }
            draw(&format!("{CLEAR}{}", line(&phase, self.done.load(Ordering::Relaxed), columns())));
            wait = PACE;
        }
        if wait == PACE {
            draw(CLEAR);
        }
    }
}

/// `rendering [######------] 5,200 of 10,000`, as much of it as the terminal has columns for.
fn line(phase: &Phase, done: usize, columns: usize) -> String {
    let Phase { name, total, .. } = phase;
    if *total == 0 {
        return (*name).to_owned();
    }
    let done = done.min(*total);
    let full = BAR * done / total;
    let count = format!("{done} of {total}");
    let whole = format!("{name} [{}{}] {count}", "#".repeat(full), "-".repeat(BAR - full));
    if whole.len() < columns { whole } else { count }
}

/// The columns of the terminal; of one that does not say, as many as they mostly have.
fn columns() -> usize {
    #[cfg(unix)]
    let said = rustix::termios::tcgetwinsize(std::io::stderr()).ok().map(|size| usize::from(size.ws_col));
    #[cfg(not(unix))]
    let said = None;
    said.filter(|columns| *columns > 0).unwrap_or(80)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is drawn of work that takes as long as `work`.
    fn drawn(work: impl FnOnce(&Progress)) -> Vec<String> {
        let all = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&all);
        let progress = Progress::to("reading", move |text| sink.lock().unwrap().push(text.to_owned()));
        work(&progress);
        drop(progress);
        Arc::into_inner(all).unwrap().into_inner().unwrap()
    }

    #[test]
    fn of_work_that_takes_no_time_nothing_is_drawn() {
        assert_eq!(drawn(|progress| progress.phase("rendering", 3)), [""; 0]);
    }

    #[test]
    fn long_work_is_shown_and_its_line_is_cleared() {
        let lines = drawn(|progress| {
            progress.phase("rendering", 4);
            progress.step();
            progress.step();
            std::thread::sleep(PATIENCE + PACE * 3);
        });
        assert_eq!(lines.first().map(String::as_str), Some("\r\x1b[Krendering [############------------] 2 of 4"));
        assert_eq!(lines.last().map(String::as_str), Some(CLEAR));
    }

    #[test]
    fn a_narrow_terminal_has_the_count_alone() {
        let phase = Phase { name: "rendering", total: 10, is_over: false };
        assert_eq!(line(&phase, 12, 20), "10 of 10");
        assert_eq!(line(&Phase { total: 0, ..phase }, 0, 20), "rendering");
    }
}
