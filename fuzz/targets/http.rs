//! Requests to the preview, byte by byte over a real socket: it answers or hangs up, says nothing that is not of the site,
//! and is alive afterwards.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::LazyLock;
use std::time::Duration;

use plenary::date::Date;
use plenary::diagnostic::Level;
use plenary::serve::{self, Guard, Sink, Watch};
use plenary::site;

use super::memory;

/// What stands in the settings of the site, and must never be sent.
const SECRET: &str = "canary-of-a-file-that-is-not-published";

/// How long is waited for an answer, before and after it is said that no more will be sent.
const AT_ONCE: Duration = Duration::from_millis(10);
const AT_LAST: Duration = Duration::from_millis(20);

/// Where the preview of this process listens.
static ADDRESS: LazyLock<SocketAddr> = LazyLock::new(|| {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has an address");
    std::thread::spawn(move || {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let settings = format!("title: T # {SECRET}\nbase_url: https://example.org/fg/\ntoday: 2020-02-01\n");
        std::fs::write(folder.path().join("plenary.yaml"), settings).expect("it can be written");
        let options = memory::options();
        let watch = Watch::start(folder.path(), true).expect("it can be watched");
        let loaded = site::open(folder.path(), &options, None);
        let sink = Sink {
            describe: Box::new(|fault| fault.message.clone()),
            forbidden: Level::Error,
            tell: Box::new(|_| ()),
            today: Box::new(|| Date::parse("2020-02-01").expect("it is a day")),
            look: Duration::from_secs(3600),
        };
        serve::run(folder.path(), &options, loaded, listener, Guard::new("127.0.0.1", &[]), watch, sink).expect("it listens");
    });
    address
});

/// Sends the bytes as they are; what comes back is HTTP and of the site alone.
pub fn run(data: &[u8]) {
    let answer = send(data);
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1."), "{}", String::from_utf8_lossy(&answer));
    let text = String::from_utf8_lossy(&answer);
    assert!(!text.contains(SECRET) && !text.contains("root:x:0"), "{text}");
    let head = text.split("\r\n\r\n").next().unwrap_or_default().to_ascii_lowercase();
    assert!(!head.contains("access-control-") && !head.contains("\nset-cookie"), "{head}");
    assert!(!head.contains(" 500 "), "{text}");
    if data.len().is_multiple_of(64) {
        let mut stream = TcpStream::connect(*ADDRESS).expect("it listens");
        stream.write_all(b"GET /fg/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("it reads");
        let mut alive = Vec::new();
        hear(&mut stream, Duration::from_secs(20), &mut alive);
        assert!(alive.starts_with(b"HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&alive));
    }
}

/// Sends bytes, hears what comes at once, and says then that no more will be sent.
fn send(data: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(*ADDRESS).expect("it listens");
    let mut answer = Vec::new();
    // It may hang up before it has heard all of it.
    let _ = stream.write_all(data);
    hear(&mut stream, AT_ONCE, &mut answer);
    let _ = stream.shutdown(Shutdown::Write);
    hear(&mut stream, AT_LAST, &mut answer);
    answer
}

fn hear(stream: &mut TcpStream, patience: Duration, answer: &mut Vec<u8>) {
    stream.set_read_timeout(Some(patience)).expect("a limit can be set");
    let _ = stream.take(1 << 20).read_to_end(answer);
}
