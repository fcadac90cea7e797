//! Which other files of a theme a script or a style sheet names: in a script whole strings that begin with `./` or `../`,
//! in a style sheet `url(…)` and `@import`.

use std::ops::Range;

use memchr::memmem;

use crate::path::SourcePath;

/// The places of the paths in the file `name`, with the names below `static/` that they lead to; in their order.
pub fn references(name: &str, bytes: &[u8]) -> Vec<(Range<usize>, String)> {
    let places = if name.ends_with(".css") { in_style_sheet(bytes) } else { in_script(bytes) };
    let file = SourcePath::new(name);
    let lead = |range: Range<usize>| {
        let written = std::str::from_utf8(&bytes[range.clone()]).ok()?;
        // What follows is not of the file's name: `sprite.svg#arrow`.
        let path = &written[..written.find(['?', '#']).unwrap_or(written.len())];
        Some((range.start..range.start + path.len(), file.join(path)?))
    };
    places.into_iter().filter_map(lead).collect()
}

fn in_script(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for at in memmem::find_iter(bytes, b"./") {
        let start = if at > 0 && bytes[at - 1] == b'.' { at - 1 } else { at };
        let Some(quote) = start.checked_sub(1).map(|before| bytes[before]).filter(|quote| b"\"'`".contains(quote)) else { continue };
        let end = bytes[start..].iter().position(|byte| *byte == quote || *byte == b'\n');
        if let Some(end) = end.filter(|end| bytes[start + end] == quote) {
            places.push(start..start + end);
        }
    }
    places
}

fn in_style_sheet(bytes: &[u8]) -> Vec<Range<usize>> {
    let after = |word: &'static [u8]| memmem::find_iter(bytes, word).map(|at| at + word.len()).collect::<Vec<_>>();
    let mut places: Vec<Range<usize>> = after(b"url(").into_iter().filter_map(|at| address(bytes, at, b")")).collect();
    places.extend(after(b"@import").into_iter().filter(|at| quoted(bytes, *at)).filter_map(|at| address(bytes, at, b";")));
    places.sort_by_key(|range| range.start);
    // An address of another scheme, or from the top of the host, leads to no file of the theme.
    places.retain(|range| !bytes[range.clone()].contains(&b':') && !bytes[range.clone()].starts_with(b"/"));
    places
}

fn quoted(bytes: &[u8], at: usize) -> bool {
    bytes[at..].iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| b"\"'".contains(byte))
}

/// The address that begins after white space at `at`, in quotes or up to `end`.
fn address(bytes: &[u8], at: usize, end: &[u8]) -> Option<Range<usize>> {
    let start = at + bytes[at..].iter().position(|byte| !byte.is_ascii_whitespace())?;
    let quote = Some(bytes[start]).filter(|byte| b"\"'".contains(byte));
    let start = start + usize::from(quote.is_some());
    let is_end = |byte: &u8| quote.map_or_else(|| end.contains(byte) || byte.is_ascii_whitespace(), |quote| *byte == quote);
    let length = bytes[start..].iter().position(is_end)?;
    Some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, text: &str) -> Vec<(String, String)> {
        references(name, text.as_bytes()).into_iter().map(|(range, name)| (text[range].to_owned(), name)).collect()
    }

    #[test]
    fn scripts_and_style_sheets_name_files_by_the_way_to_them() {
        let script = r#"import { a } from "./a.js"; import('../b/c.mjs'); new Worker(new URL("./w.js?x", import.meta.url)); "x./y"; './z"#;
        let wanted = [("./a.js", "js/a.js"), ("../b/c.mjs", "b/c.mjs"), ("./w.js", "js/w.js")];
        assert_eq!(found("js/x.js", script), wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
        let sheet = "@import \"base.css\"; @import url(more.css); a { background: url( 'i/a.svg#x' ) } b { src: url(https://x.org/f) url(data:x) url(/top) }";
        let wanted = [("base.css", "base.css"), ("more.css", "more.css"), ("i/a.svg", "i/a.svg")];
        assert_eq!(found("x.css", sheet), wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }
}
