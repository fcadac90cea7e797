//! A preview that many connections come to: its memory and its handles stay as they are, and it answers all the while.

mod support;

use std::io::{Read, Write};

use support::chance::Chance;
use support::http::{connect, get};
use support::preview::Preview;
use support::site::Site;

/// How many connections there are in all, and how many at once.
const CONNECTIONS: usize = 10_000;
const AT_ONCE: usize = 200;
/// How much more memory than after the first tenth the last may find, in KiB.
const GROWTH: u64 = 8 * 1024;

#[test]
fn ten_thousand_connections_leave_memory_and_handles_as_they_were() {
    let site = Site::new().file("content/pages/about.md", "---\ntitle: About\n---\nAbout this site.\n");
    let preview = Preview::start(&site, &[]);
    let host = preview.address.clone();
    let mut chance = Chance::new(1);
    let (mut early, mut handles) = (0, 0);
    for wave in 0..CONNECTIONS / AT_ONCE {
        let mut answered = Vec::new();
        let waiting: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                let mut stream = connect(&preview.address);
                let what = chance.below(6);
                let head = match what {
                    0 => format!("GET /about/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"),
                    1 => format!("GET /nothing/{} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n", chance.number()),
                    2 => format!("GET /{} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", chance.number()),
                    // Half a request, something that is none, and nothing at all.
                    3 => format!("GET /about/ HTTP/1.1\r\nHost: {host}\r\nX-{}: ", chance.number()),
                    4 => "\u{0}\u{1}\r\n\r\n".to_owned(),
                    _ => String::new(),
                };
                // It may have hung up on what it cannot read.
                let _ = stream.write_all(head.as_bytes());
                (what, stream)
            })
            .collect();
        for (what, mut stream) in waiting {
            if what < 3 {
                let mut answer = Vec::new();
                stream.read_to_end(&mut answer).expect("it answers");
                answered.push((what, String::from_utf8_lossy(&answer).chars().take(12).collect::<String>()));
            }
        }
        for (what, line) in answered {
            assert_eq!(line, ["HTTP/1.1 200", "HTTP/1.1 404", "HTTP/1.1 403"][what]);
        }
        if wave == CONNECTIONS / AT_ONCE / 10 {
            (early, handles) = (preview.peak(), preview.handles());
        }
    }
    assert!(get(&preview.address, "/about/").text().contains("About this site."));
    println!(
        "{CONNECTIONS} connections: {early} KiB after a tenth, {} KiB at last; {handles} handles, then {}",
        preview.peak(),
        preview.handles()
    );
    assert!(preview.peak() < early + GROWTH, "{early} KiB, then {} KiB", preview.peak());
    preview.until("/about/", |_| preview.handles() < handles + AT_ONCE / 4);
}
