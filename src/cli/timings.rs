//! `--timings`: where the time of a build goes, and the memory.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::diagnostic::counted;
use crate::report::Progress;
use crate::watch::Watch;

/// How many of the slowest files are told.
const SLOWEST: usize = 10;

/// A watch with a clock, which passes on to the line of progress what that shows.
pub(super) struct Timings<'p> {
    progress: &'p Progress,
    start: Instant,
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    /// The stages with when they began, and the most memory that was in use until then, in bytes.
    stages: Vec<(&'static str, Duration, Option<u64>)>,
    /// By what makes them: how many files, the time for them, and that to write them.
    makers: BTreeMap<String, (usize, Duration, Duration)>,
    /// The files that took the longest, the longest first.
    slowest: Vec<(Duration, String)>,
}

impl Watch for Timings<'_> {
    fn stage(&self, name: &'static str, things: Option<usize>) {
        self.progress.stage(name, things);
        let now = self.start.elapsed();
        self.told().stages.push((name, now, peak()));
    }

    fn now(&self) -> Option<Duration> {
        Some(self.start.elapsed())
    }

    fn made(&self, path: &str, maker: &str, began: Option<Duration>, ready: Option<Duration>) {
        self.progress.made(path, maker, began, ready);
        let (Some(began), Some(ready)) = (began, ready) else { return };
        let (making, writing) = (ready - began, self.start.elapsed() - ready);
        let mut told = self.told();
        match told.makers.get_mut(maker) {
            Some((count, time, written)) => {
                *count += 1;
                *time += making;
                *written += writing;
            }
            None => {
                told.makers.insert(maker.to_owned(), (1, making, writing));
            }
        }
        let at = told.slowest.partition_point(|(time, _)| *time >= making);
        if at < SLOWEST {
            told.slowest.insert(at, (making, path.to_owned()));
            told.slowest.truncate(SLOWEST);
        }
    }
}

impl<'p> Timings<'p> {
    /// A watch of a run that began at `start`.
    pub fn new(progress: &'p Progress, start: Instant) -> Self {
        Self { progress, start, told: Mutex::default() }
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was measured, in lines. The times of files are those of all threads together.
    pub fn lines(&self) -> Vec<String> {
        let (end, told) = (self.start.elapsed(), self.told());
        let mut lines = vec![format!("{:<30} {:>9} {:>9}", "stage", "time", "memory")];
        let ends = told.stages.iter().skip(1).map(|(_, time, memory)| (*time, *memory)).chain([(end, peak())]);
        let begins = told.stages.iter().map(|(name, began, _)| (*name, *began));
        for ((name, began), (ended, memory)) in begins.zip(ends) {
            let memory = memory.map_or_else(|| "-".to_owned(), |bytes| format!("{} MB", bytes / 1_000_000));
            lines.push(format!("{name:<30} {:>7.3} s {memory:>9}", (ended - began).as_secs_f64()));
        }
        lines.push(format!("{:<30} {:>7.3} s", "all", end.as_secs_f64()));
        let mut makers: Vec<_> = told.makers.iter().collect();
        makers.sort_by_key(|(_, (_, time, written))| std::cmp::Reverse(*time + *written));
        lines.extend([String::new(), format!("{:<22} {:>7} {:>10} {:>10} {:>10}", "made by", "files", "making", "each", "writing")]);
        for (maker, (count, time, written)) in makers {
            let each = time.as_secs_f64() * 1e6 / *count as f64;
            lines.push(format!("{maker:<22} {count:>7} {:>8.3} s {each:>7.0} µs {:>8.3} s", time.as_secs_f64(), written.as_secs_f64()));
        }
        lines.extend([String::new(), format!("the slowest {}:", counted(told.slowest.len(), "file", "files"))]);
        lines.extend(told.slowest.iter().map(|(time, path)| format!("{:>9.1} ms  {path}", time.as_secs_f64() * 1e3)));
        lines
    }
}

/// The most memory that the process had in use so far, in bytes, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}
