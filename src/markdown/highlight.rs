//! Code with its parts in classes, for the theme to colour.
//!
//! Highlighting a kilobyte costs as much as ten pages, so nothing of it is loaded before the first code block that names
//! a language. The classes are few and short: one for each group of scopes below. ASN.1, which is in no collection of
//! syntaxes, has one here (`syntaxes/asn1.sublime-syntax`).

use std::cell::RefCell;
use std::sync::OnceLock;

use pulldown_cmark_escape::escape_html;
use syntect::parsing::{Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::lines::Lines;

/// The longest code that is highlighted, in bytes: longer code is printed plain.
pub const MAX_CODE: usize = 64 * 1024;
/// The longest line of it, in bytes: what highlighters do not get through has long lines.
pub const MAX_LINE: usize = 2000;

/// Scopes by their first words, and the class of each; the first that fits wins.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("string", "s"),
    ("constant.numeric", "n"),
    ("constant", "l"),
    ("entity.name.function", "f"),
    ("entity.name.tag", "t"),
    ("entity.name", "e"),
    ("entity.other.attribute-name", "a"),
    ("keyword", "k"),
    ("storage", "k"),
    ("support", "b"),
    ("variable.parameter", "v"),
];

/// ASN.1, as syntect keeps a syntax.
static ASN1: &[u8] = include_bytes!("../../syntaxes/asn1.dump");

/// A collection of syntaxes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Collection {
    Own,
    Others,
}

impl Collection {
    /// The one that has `language`.
    fn of(language: &str) -> Self {
        let own = ["asn1", "asn.1", "asn"].iter().any(|name| language.eq_ignore_ascii_case(name));
        if own { Self::Own } else { Self::Others }
    }

    /// Its syntaxes, loaded when they are first asked for.
    fn syntaxes(self) -> &'static SyntaxSet {
        static OWN: OnceLock<SyntaxSet> = OnceLock::new();
        static OTHERS: OnceLock<SyntaxSet> = OnceLock::new();
        match self {
            Self::Own => OWN.get_or_init(|| syntect::dumps::from_binary(ASN1)),
            Self::Others => OTHERS.get_or_init(SyntaxSet::load_defaults_newlines),
        }
    }
}

thread_local! {
    /// What this thread has marked, of each collection.
    static LINES: RefCell<[Lines; 2]> = RefCell::default();
}

fn classes() -> &'static [(Scope, &'static str)] {
    static SCOPES: OnceLock<Vec<(Scope, &'static str)>> = OnceLock::new();
    SCOPES.get_or_init(|| CLASSES.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect())
}

/// Writes `code` as HTML. `language` is the first word after the fence; an unknown one prints plain.
pub fn write(out: &mut String, code: &str, language: &str) {
    if highlight(out, code, language).is_none() {
        let _ = escape_html(out, code);
    }
}

fn highlight(out: &mut String, code: &str, language: &str) -> Option<()> {
    if language.is_empty() || code.len() > MAX_CODE || code.lines().any(|line| line.len() > MAX_LINE) {
        return None;
    }
    let collection = Collection::of(language);
    // `asn.1` is how the language is called, and no ending of a file.
    let token = if language.eq_ignore_ascii_case("asn.1") { "asn1" } else { language };
    let set = collection.syntaxes();
    let syntax = set.find_syntax_by_token(token).filter(|syntax| syntax.name != "Plain Text")?;
    let start = out.len();
    let marked = LINES.with_borrow_mut(|lines| spans(out, code, set, syntax, &mut lines[collection as usize]));
    if marked.is_err() {
        out.truncate(start);
    }
    marked.ok()
}

fn spans(out: &mut String, code: &str, set: &SyntaxSet, syntax: &SyntaxReference, lines: &mut Lines) -> Result<(), syntect::Error> {
    let classes = classes();
    let mut place = lines.begin(syntax, code.len());
    let mut open: Option<&str> = None;
    for line in code.split_inclusive('\n') {
        let mut at = 0;
        let tell = |&(end, class): &(usize, _)| {
            piece(out, &line[at..end], class, &mut open);
            at = end;
        };
        place = lines.mark(place, line, set, |scopes| class_of(scopes, classes), tell)?;
    }
    if open.is_some() {
        out.push_str("</span>");
    }
    Ok(())
}

fn class_of(stack: &ScopeStack, classes: &[(Scope, &'static str)]) -> Option<&'static str> {
    stack.scopes.iter().rev().find_map(|scope| classes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class))
}

/// Writes a piece of code, in a span of its class; pieces of one class share a span.
fn piece(out: &mut String, text: &str, class: Option<&'static str>, open: &mut Option<&'static str>) {
    if text.is_empty() {
        return;
    }
    if *open != class {
        if open.is_some() {
            out.push_str("</span>");
        }
        if let Some(class) = class {
            out.push_str("<span class=\"hl-");
            out.push_str(class);
            out.push_str("\">");
        }
        *open = class;
    }
    let _ = escape_html(out, text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(code: &str, language: &str) -> String {
        let mut out = String::new();
        write(&mut out, code, language);
        out
    }

    #[test]
    fn code_is_marked_and_escaped() {
        assert_eq!(html("{\"a\": 1}\n", "json"), "{<span class=\"hl-s\">&quot;a&quot;</span>: <span class=\"hl-n\">1</span>}\n");
        assert_eq!(html("<b>", ""), "&lt;b&gt;");
        assert_eq!(html("<b>", "\"><script>"), "&lt;b&gt;");
    }

    #[test]
    fn a_line_is_marked_by_what_stands_before_it() {
        let (inside, outside) = ("/*\nint a;\n*/\n", "int a;\n");
        let first = (html(inside, "c"), html(outside, "c"));
        assert!(first.0.contains("int a;\n") && !first.1.contains("int a;\n"), "{first:?}");
        // Kept lines are what new ones are, also those of another language and after more lines than are kept.
        let many: String = (0..5000).map(|number| format!("{number};\n")).collect();
        for _ in 0..2 {
            assert_eq!((html(inside, "c"), html(outside, "c")), first);
            assert_ne!(html(outside, "python"), first.1);
            html(&many[..many.len() / 2], "c");
            html(&many[many.len() / 2..], "c");
        }
    }
}
