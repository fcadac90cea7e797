//! iCalendar (RFC 5545) as bytes: lines folded by octets, values escaped. What the calendar says is `calendar`'s affair.
//!
//! Written here because the libraries for it ask the clock and make ids at random, and have no VTIMEZONE.

/// The longest line, in octets without its end.
const LINE: usize = 75;

/// Writes a line whose value is of a type that needs no escaping: dates, addresses, words.
pub fn line(out: &mut Vec<u8>, name: &str, value: &str) {
    let text = format!("{name}:{value}");
    let mut rest = text.as_str();
    let mut room = LINE;
    while rest.len() > room {
        let end = (0..=room).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(room);
        out.extend_from_slice(&rest.as_bytes()[..end]);
        out.extend_from_slice(b"\r\n ");
        rest = &rest[end..];
        // The space that begins a folded line is one of its octets.
        room = LINE - 1;
    }
    out.extend_from_slice(rest.as_bytes());
    out.extend_from_slice(b"\r\n");
}

/// Writes a line whose value is a text.
pub fn text(out: &mut Vec<u8>, name: &str, value: &str) {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            // No value may hold another control character.
            c if c.is_control() && c != '\t' => {}
            c => escaped.push(c),
        }
    }
    line(out, name, &escaped);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_by_octets_between_characters() {
        let mut out = Vec::new();
        text(&mut out, "SUMMARY", &"日".repeat(60));
        let written = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = written.strip_suffix("\r\n").unwrap().split("\r\n").collect();
        assert!(lines.len() > 2 && lines.iter().all(|line| line.len() <= LINE), "{written}");
        assert!(lines[1..].iter().all(|line| line.starts_with(' ')));
        let unfolded: String = lines.iter().enumerate().map(|(at, line)| if at == 0 { line } else { &line[1..] }).collect();
        assert_eq!(unfolded, format!("SUMMARY:{}", "日".repeat(60)));
    }

    #[test]
    fn separators_and_line_ends_are_escaped() {
        let mut out = Vec::new();
        text(&mut out, "NOTE", "a;b,c\\n\nd\u{7}");
        assert_eq!(out, b"NOTE:a\\;b\\,c\\\\n\\nd\r\n");
    }
}
