//! Code with its parts in classes, for the theme to colour.
//!
//! Highlighting a kilobyte costs as much as ten pages, so nothing of it is loaded before the first code block that names
//! a language. The classes are few and short: one for each group of scopes below. ASN.1, which is in no collection of
//! syntaxes, has one here (`syntaxes/asn1.sublime-syntax`).

use std::sync::OnceLock;

use pulldown_cmark_escape::escape_html;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

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

/// The syntaxes that have a language of this name, each collection loaded when it is first asked for.
fn syntaxes(language: &str) -> &'static SyntaxSet {
    static OWN: OnceLock<SyntaxSet> = OnceLock::new();
    static OTHERS: OnceLock<SyntaxSet> = OnceLock::new();
    match ["asn1", "asn.1", "asn"].iter().any(|name| language.eq_ignore_ascii_case(name)) {
        true => OWN.get_or_init(|| syntect::dumps::from_binary(ASN1)),
        false => OTHERS.get_or_init(SyntaxSet::load_defaults_newlines),
    }
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
    let set = syntaxes(language);
    // `asn.1` is how the language is called, and no ending of a file.
    let token = if language.eq_ignore_ascii_case("asn.1") { "asn1" } else { language };
    let syntax = set.find_syntax_by_token(token).filter(|syntax| syntax.name != "Plain Text")?;
    let start = out.len();
    match spans(out, code, set, classes(), ParseState::new(syntax)) {
        Ok(()) => Some(()),
        Err(_) => {
            out.truncate(start);
            None
        }
    }
}

fn spans(
    out: &mut String,
    code: &str,
    set: &SyntaxSet,
    classes: &[(Scope, &'static str)],
    mut state: ParseState,
) -> Result<(), syntect::Error> {
    let mut stack = ScopeStack::new();
    let mut open: Option<&str> = None;
    for line in code.split_inclusive('\n') {
        let mut at = 0;
        for (offset, operation) in state.parse_line(line, set)? {
            piece(out, &line[at..offset], class_of(&stack, classes), &mut open);
            at = offset;
            stack.apply(&operation)?;
        }
        piece(out, &line[at..], class_of(&stack, classes), &mut open);
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
}
