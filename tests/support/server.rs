//! A web server on the loopback interface that answers as it is told, and remembers what it was asked.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What it answers to a method and a path, of which it was asked so often before: the lines of the head, and after an empty
/// line the body; `None` to say nothing for as long as the other side has patience.
pub type Answers = dyn Fn(&str, &str, usize) -> Option<String> + Send + Sync;

/// A server. Its thread ends with the test's process.
pub struct Server {
    /// Its address, without a slash at the end.
    pub address: String,
    asked: Arc<Mutex<Vec<(String, Instant)>>>,
}

impl Server {
    /// Starts one.
    pub fn start(answers: impl Fn(&str, &str, usize) -> Option<String> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = format!("http://{}", listener.local_addr().expect("it has an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (answers, heard): (Arc<Answers>, _) = (Arc::new(answers), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answers, heard) = (Arc::clone(&answers), Arc::clone(&heard));
                std::thread::spawn(move || answer(&stream, &*answers, &heard));
            }
        });
        Self { address, asked }
    }

    /// How often each method and path was asked for.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for (request, _) in self.asked.lock().expect("nobody panicked").iter() {
            *counts.entry(request.clone()).or_default() += 1;
        }
        counts
    }

    /// The pauses between one request and the next.
    pub fn pauses(&self) -> Vec<Duration> {
        let asked = self.asked.lock().expect("nobody panicked");
        asked.windows(2).map(|pair| pair[1].1 - pair[0].1).collect()
    }
}

fn answer(mut stream: &TcpStream, answers: &Answers, asked: &Mutex<Vec<(String, Instant)>>) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    lines.find(String::is_empty);
    let mut words = first.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let request = format!("{method} {path}");
    let before = {
        let mut asked = asked.lock().expect("nobody panicked");
        let before = asked.iter().filter(|(other, _)| *other == request).count();
        asked.push((request, Instant::now()));
        before
    };
    match answers(method, path, before) {
        Some(answer) => {
            let (head, body) = answer.split_once("\n\n").unwrap_or((&answer, ""));
            let (head, length) = (head.replace('\n', "\r\n"), body.len());
            let body = if method == "HEAD" { "" } else { body };
            let _ = write!(stream, "HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
        }
        // The other side closes it when its patience ends.
        None => drop(lines.next()),
    }
}
