//! Runs the program and keeps what it said. A run that does not end is ended, and says so.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Far longer than any run takes, also on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// What a run left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error, with the time that it took as `0.00 s`.
    pub stderr: String,
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Run {
    let mut child = start(command);
    let (stdout, stderr) = (drain(child.stdout.take()), drain(child.stderr.take()));
    let began = Instant::now();
    let mut late = "";
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child can be waited for") {
            break status;
        }
        if began.elapsed() > LIMIT && late.is_empty() {
            child.kill().expect("a child can be ended");
            late = "(it did not end, and was ended)\n";
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let text = |thread: JoinHandle<Vec<u8>>| String::from_utf8(thread.join().expect("a pipe can be read")).expect("it speaks UTF-8");
    Run { code: status.code(), stdout: text(stdout), stderr: without_time(&text(stderr)) + late }
}

/// What a run took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Taken {
    /// The most memory that it had at once, in KiB: what was last seen of it.
    pub peak: u64,
    /// The time that processors spent on it, whatever else they did.
    pub time: Duration,
}

/// Waits for a child to end, or ends it, and watches what it takes.
pub fn finish_watched(mut child: Child) -> (Run, Taken) {
    let (stdout, stderr) = (drain(child.stdout.take()), drain(child.stderr.take()));
    let (began, mut taken) = (Instant::now(), Taken::default());
    let status = loop {
        let seen = |name: &str| std::fs::read_to_string(format!("/proc/{}/{name}", child.id())).unwrap_or_default();
        let status = seen("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        taken.peak = line.trim().trim_end_matches(" kB").parse().unwrap_or(0).max(taken.peak);
        // After the name in parentheses: the twelfth and thirteenth are user and system time, in hundredths of a second.
        let stat = seen("stat");
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
        let hundredths: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
        taken.time = Duration::from_millis(10 * hundredths).max(taken.time);
        if let Some(status) = child.try_wait().expect("a child can be waited for") {
            break status;
        }
        if began.elapsed() > LIMIT {
            child.kill().expect("a child can be ended");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let text = |thread: JoinHandle<Vec<u8>>| String::from_utf8_lossy(&thread.join().expect("a pipe can be read")).into_owned();
    (Run { code: status.code(), stdout: text(stdout), stderr: without_time(&text(stderr)) }, taken)
}

/// Starts a command with pipes in place of the terminal.
pub fn start(command: &mut Command) -> Child {
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    spawned.unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"))
}

fn drain(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            pipe.read_to_end(&mut bytes).expect("a pipe can be read");
        }
        bytes
    })
}

/// What the program said, with the time that a build took, which is another each time, as `0.00 s`.
pub fn without_time(text: &str) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let timed = line.split_once(" in ").and_then(|(before, after)| Some((before, after.split_once(" s")?)));
        match timed {
            Some((before, (time, after))) if after.starts_with([':', ';']) && time.chars().all(|c| c.is_ascii_digit() || c == '.') => {
                out.push_str(&format!("{before} in 0.00 s{after}"));
            }
            _ => out.push_str(line),
        }
    }
    out
}
