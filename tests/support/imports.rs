//! What a Rust file imports: the paths that its code writes after `crate::` and the like, in `use` lines and elsewhere.
//!
//! Comments, strings and characters are no code. A macro's `$crate::` is a `crate::`.

/// The code of a file: comments are left out, strings and characters are left empty.
pub fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = literal_length(rest, code.chars().next_back());
        if length > 0 {
            code.push_str(if rest.starts_with("//") { "" } else { "\"\"" });
            rest = &rest[length..];
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    code
}

/// How long the comment, string or character at the beginning of `rest` is; 0 if there is none.
fn literal_length(rest: &str, before: Option<char>) -> usize {
    let to = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with("/*") {
        to("*/", 2)
    } else if rest.starts_with("r\"") && !in_word {
        to("\"", 2)
    } else if rest.starts_with("r#") && !in_word {
        let marks = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
        if rest[1 + marks..].starts_with('"') { to(&format!("\"{}", "#".repeat(marks)), 2 + marks) } else { 0 }
    } else if rest.starts_with('"') {
        quoted_length(rest, '"')
    } else if rest.starts_with("'\\") || rest.chars().nth(2) == Some('\'') && rest.starts_with('\'') {
        quoted_length(rest, '\'')
    } else {
        0
    }
}

/// The length of a literal between two `quote`s, where a backslash hides what follows it.
fn quoted_length(rest: &str, quote: char) -> usize {
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if c == quote {
            return at + 1;
        }
    }
    rest.len()
}

/// The paths after `head`, such as `crate::` or `pub use `, each as its segments; those of a `use` tree one by one.
pub fn paths_after(code: &str, head: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for (at, _) in code.match_indices(head) {
        let before = code[..at].chars().next_back();
        let in_path = before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':');
        if !in_path {
            tree(&code[at + head.len()..], &mut Vec::new(), &mut paths);
        }
    }
    paths
}

/// Reads one tree of paths; returns what follows it.
fn tree<'c>(code: &'c str, above: &mut Vec<String>, paths: &mut Vec<Vec<String>>) -> &'c str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                return rest;
            }
            if let Some(rest) = rest.strip_prefix('}') {
                return rest;
            }
            rest = tree(rest, above, paths);
            // What is left of a branch is ` as Name`.
            rest = &rest[rest.find([',', '}']).unwrap_or(rest.len())..];
            rest = rest.strip_prefix(',').unwrap_or(rest);
        }
    }
    let length = code.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*').unwrap_or(code.len());
    let (name, mut rest) = code.split_at(length);
    above.push(name.to_owned());
    match rest.strip_prefix("::") {
        Some(below) if below.starts_with(|c: char| c.is_alphabetic() || "_*{ \n".contains(c)) => rest = tree(below, above, paths),
        _ => paths.push(above.clone()),
    }
    above.pop();
    rest
}
