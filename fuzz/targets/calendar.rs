//! Lines of a calendar: whatever a text says, it stays within its property, in lines of at most 75 octets, and unfolds to
//! what was meant (RFC 5545, clauses 3.1 and 3.3.11).

use plenary::output::ics;

/// Writes the bytes as the value of a property, and reads it back by the rules of the format.
pub fn run(data: &[u8]) {
    let value = String::from_utf8_lossy(data);
    let mut out = Vec::new();
    ics::text(&mut out, "SUMMARY", &value);
    let written = String::from_utf8(out).expect("folded between characters");
    let body = written.strip_suffix("\r\n").expect("a line ends");
    for line in body.split("\r\n") {
        assert!(line.len() <= 75, "{} octets", line.len());
        assert!(!line.contains(['\r', '\n']), "{line:?}");
    }
    assert!(body.split("\r\n").skip(1).all(|line| line.starts_with(' ')), "a second property: {written:?}");
    let unfolded = body.replace("\r\n ", "");
    let escaped = unfolded.strip_prefix("SUMMARY:").expect("its own property");
    // No value may hold a control character but the tab and, escaped, the line feed.
    let wanted: String = value.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    assert_eq!(unescaped(escaped), wanted);
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().expect("a backslash escapes something") {
                'n' => out.push('\n'),
                c @ ('\\' | ';' | ',') => out.push(c),
                c => panic!("nobody knows the escape of {c:?}"),
            },
            ';' | ',' => panic!("a bare {c:?}"),
            c => out.push(c),
        }
    }
    out
}
