//! The one rule that makes ids, tags and anchors from names.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What is left of a name of which nothing is left.
const NAMELESS: &str = "section";

/// The id of a record, a tag or a catalogue row: NFC, lower case, every run of other than letters, digits, `.` and `_`
/// becomes one `-`, with none at the ends. Letters of any script stay.
pub fn of_name(name: &str) -> String {
    slug(name, |c| c.is_alphanumeric() || c == '.' || c == '_' || is_mark(c))
}

/// The anchor of a heading: as [`of_name`], but `.` becomes `-` too.
pub fn of_heading(text: &str) -> String {
    slug(text, |c| c.is_alphanumeric() || c == '_' || is_mark(c))
}

fn slug(name: &str, keep: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(name.len());
    let mut push = |c: char| {
        if !keep(c) {
            if out.as_bytes().last().is_some_and(|last| *last != b'-') {
                out.push('-');
            }
        } else if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(c.to_lowercase());
        }
    };
    if name.is_ascii() {
        name.bytes().for_each(|byte| push(char::from(byte)));
    } else if is_nfc_quick(name.chars()) == IsNormalized::Yes {
        name.chars().for_each(&mut push);
    } else {
        name.nfc().for_each(&mut push);
    }
    // Lower case can undo NFC (`İ` becomes `i` and a mark), and a slug of a slug must be itself.
    if !out.is_ascii() {
        out = out.nfc().collect();
    }
    while out.ends_with('-') {
        out.pop();
    }
    if out.is_empty() || out.bytes().all(|byte| byte == b'.') {
        return NAMELESS.to_owned();
    }
    out
}

/// Combining marks belong to the letter before them: without them words of many scripts would break apart.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids() {
        for (name, id) in [
            ("FG DLT", "fg-dlt"),
            ("Y.4484", "y.4484"),
            ("Y.1540 Amd.2", "y.1540-amd.2"),
            ("R09/06", "r09-06"),
            ("TR_AccountingIOT", "tr_accountingiot"),
            ("  --x--  ", "x"),
            ("報告", "報告"),
            ("😀", "section"),
            ("…", "section"),
            ("..", "section"),
        ] {
            assert_eq!(of_name(name), id);
        }
    }

    #[test]
    fn a_heading_loses_its_dots() {
        assert_eq!(of_heading("2.3 Specific Tasks"), "2-3-specific-tasks");
    }

    #[test]
    fn a_slug_of_a_slug_is_itself() {
        for name in ["İstanbul", "É́", "e\u{301}", "ß SS", "Ǆ"] {
            assert_eq!(of_name(&of_name(name)), of_name(name));
        }
    }
}
