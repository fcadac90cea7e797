//! Finds written forms by plain patterns: a means to count designations that owes nothing to the program's grammar.
//!
//! In a pattern `{series}` is one capital letter, `{number}` digits with further digits after dots (`780.1`), `{count}`
//! digits alone; all else stands for itself. `<` and `>` mark the part that is the designation; without them it is all.
//! A form begins where no letter or digit stands before it, and ends where its last digits do.

/// The bytes of every place in `text` where `pattern` stands.
pub fn find(text: &str, pattern: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        if !before.is_some_and(char::is_alphanumeric) {
            found.extend(read(text, at, pattern));
        }
        before = Some(c);
    }
    found
}

/// Whether `text` is `pattern` and nothing else.
pub fn is(text: &str, pattern: &str) -> bool {
    read(text, 0, pattern).is_some_and(|range| range.len() == text.len())
}

/// Reads one form at `start`.
fn read(text: &str, start: usize, pattern: &str) -> Option<std::ops::Range<usize>> {
    let (mut marked, mut at, mut rest) = (start..0, start, pattern);
    while !rest.is_empty() {
        let left = &text[at..];
        if let Some(after) = rest.strip_prefix('<') {
            marked.start = at;
            rest = after;
        } else if let Some(after) = rest.strip_prefix('>') {
            marked.end = at;
            rest = after;
        } else if let Some(after) = rest.strip_prefix("{series}") {
            at += usize::from(left.starts_with(|c: char| c.is_ascii_uppercase()));
            rest = after;
            if at == text.len() - left.len() {
                return None;
            }
        } else if let Some(after) = rest.strip_prefix("{count}") {
            at += some(digits(left))?;
            rest = after;
        } else if let Some(after) = rest.strip_prefix("{number}") {
            at += some(digits(left))?;
            while let Some(more) = text[at..].strip_prefix('.').and_then(|part| some(digits(part))) {
                at += 1 + more;
            }
            rest = after;
        } else {
            let c = rest.chars().next()?;
            at += left.starts_with(c).then_some(c.len_utf8())?;
            rest = &rest[c.len_utf8()..];
        }
    }
    let end = if marked.end == 0 { at } else { marked.end };
    Some(marked.start..end)
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn some(length: usize) -> Option<usize> {
    (length > 0).then_some(length)
}
