//! A preview server of a test's own: started, asked, ended.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::http::{self, Answer};
use super::run::{start, without_time};
use super::site::Site;

/// Longer than any rebuild takes, also on a busy machine.
const LIMIT: Duration = Duration::from_secs(30);

/// A preview of a site, ended when it is dropped.
pub struct Preview {
    child: Child,
    /// Where it listens: `127.0.0.1:41234`.
    pub address: String,
    /// What it said first: its address and what it loaded.
    pub greeting: String,
    lines: Receiver<String>,
}

impl Preview {
    /// Starts one at a free port.
    pub fn start(site: &Site, arguments: &[&str]) -> Self {
        let mut child = start(&mut site.plenary(&[&["serve", "--port", "0", "--color", "never"], arguments].concat()));
        let stderr = child.stderr.take().expect("it is a pipe");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                // Nobody listens any more when the test is over.
                let _ = sender.send(line);
            }
        });
        let mut preview = Self { child, address: String::new(), greeting: String::new(), lines };
        let before = preview.said("every edit is shown");
        preview.greeting = before.join("\n");
        let url = before.iter().find_map(|line| line.strip_prefix("http://")).expect("it says where it is");
        preview.address = url.split('/').next().expect("an address").to_owned();
        preview
    }

    /// Waits for a line with `words`; all lines up to it.
    pub fn said(&self, words: &str) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let line = self.lines.recv_timeout(LIMIT).unwrap_or_else(|_| panic!("it never said `{words}`, but {lines:#?}"));
            let found = line.contains(words);
            lines.push(without_time(&line));
            if found {
                return lines;
            }
        }
    }

    /// Asks for a path.
    pub fn get(&self, path: &str) -> Answer {
        http::get(&self.address, path)
    }

    /// Asks for a path until its answer satisfies `wanted`; that answer.
    pub fn until(&self, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        let began = Instant::now();
        loop {
            let answer = self.get(path);
            if wanted(&answer) {
                return answer;
            }
            assert!(began.elapsed() < LIMIT, "{path} never came to what was wanted: {} {}", answer.status, answer.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Listens to its events.
    pub fn events(&self) -> Events {
        let mut stream = http::connect(&self.address);
        std::io::Write::write_all(&mut stream, format!("GET /.plenary/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).as_bytes())
            .expect("it reads");
        let mut reader = BufReader::new(stream);
        let (status, headers) = http::head_of(&mut reader);
        assert_eq!((status, headers["content-type"].as_str()), (200, "text/event-stream"));
        Events { reader }
    }

    /// How many files and sockets it has open.
    pub fn handles(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).expect("it runs").count()
    }

    /// The peak of its memory, in KiB.
    pub fn peak(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the system tells");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The events of a preview.
pub struct Events {
    reader: BufReader<TcpStream>,
}

impl Events {
    /// The next event: its name and what it says.
    pub fn next(&mut self) -> (String, Value) {
        let (mut name, mut data) = (String::new(), Value::Null);
        loop {
            let mut line = String::new();
            self.reader.read_line(&mut line).expect("an event comes");
            let line = line.trim_end();
            if let Some(event) = line.strip_prefix("event: ") {
                event.clone_into(&mut name);
            } else if let Some(json) = line.strip_prefix("data: ") {
                data = serde_json::from_str(json).expect("it is JSON");
            } else if line.is_empty() && !name.is_empty() {
                return (name, data);
            }
        }
    }

    /// The next state that satisfies `wanted`.
    pub fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let (name, data) = self.next();
            if name == "state" && wanted(&data) {
                return data;
            }
        }
    }
}
