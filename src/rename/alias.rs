//! The old URLs of what moves become aliases: written into the front matter, beside what stands there.

use std::collections::BTreeMap;

use super::files::Moves;
use super::{Edit, What};
use crate::front_matter;
use crate::library::Library;
use crate::model::Record;
use crate::path::SourcePath;
use crate::span::Span;
use crate::yaml::{Node, Value};

/// Adds an alias to every moved page that is published.
pub fn add(before: &Library, after: &Library, moves: &Moves, edits: &mut BTreeMap<SourcePath, Vec<Edit>>) {
    for record in before.records.iter().filter(|record| !record.is_draft()) {
        let new = moves.files.get(record.path()).and_then(|path| after.routes.of_source(path.as_str()));
        let Some((new, _)) = new.filter(|(new, _)| *new != record.url) else { continue };
        if let Some(edit) = edit(record, &format!("/{}", record.url), &format!("/{new}")) {
            let edits = edits.entry(record.path().clone()).or_default();
            edits.push(edit);
            edits.sort();
        }
    }
}

/// The edit that makes `old` an alias of a record whose page is at `new` from now on.
fn edit(record: &Record, old: &str, new: &str) -> Option<Edit> {
    let text = &record.source.text;
    let header = front_matter::split(text).ok()?.header;
    let root = front_matter::tree(text)?;
    // A page that goes back to where it was is no alias of itself any more.
    let same = |alias: &str| alias.trim_end_matches('/') == new.trim_end_matches('/');
    if let Some(alias) = record.header.aliases.iter().find(|alias| same(&alias.text)) {
        return Some(replaced(alias.span, old.to_owned()));
    }
    let Value::Mapping(pairs) = &root.value else { return None };
    match pairs.iter().find(|(key, _)| key.as_text() == Some("aliases")) {
        Some((_, node)) => beside(text, node, old),
        None => Some(first(text, header, &root, old)),
    }
}

fn replaced(span: Span, words: String) -> Edit {
    Edit { span, words, what: What::Alias }
}

fn inserted(at: usize, words: String) -> Edit {
    replaced(Span::new(at, at), words)
}

/// A key of its own: at the end of the front matter, or within its braces.
fn first(text: &str, header: Span, root: &Node<'_>, old: &str) -> Edit {
    let start = root.span.start as usize;
    if text[start..].starts_with('{') {
        return inserted(start + 1, format!("aliases: [{old}], "));
    }
    let indent = &text[text[..start].rfind('\n').map_or(0, |at| at + 1)..start];
    inserted(header.end as usize, format!("{indent}aliases: [{old}]\n"))
}

/// One more beside those that there are.
fn beside(text: &str, node: &Node<'_>, old: &str) -> Option<Edit> {
    let written = &text[node.span.range()];
    match &node.value {
        Value::Sequence(items) if written.starts_with('[') => Some(match items.last() {
            Some(last) => inserted(last.span.end as usize, format!(", {old}")),
            None => inserted(node.span.start as usize + 1, old.to_owned()),
        }),
        Value::Sequence(items) => {
            // The line of the last one, up to its words, begins the next.
            let last = items.last()?.span;
            let line = text[..last.start as usize].rfind('\n').map_or(0, |at| at + 1);
            let end = text[last.end as usize..].find('\n').map_or(text.len(), |at| last.end as usize + at);
            Some(inserted(end, format!("\n{}{old}", &text[line..last.start as usize])))
        }
        _ => Some(replaced(node.span, format!("[{written}, {old}]"))),
    }
}
