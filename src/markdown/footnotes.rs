//! Footnotes: numbered in the order of their first mention, printed at the end of the page.

use ahash::HashMap;
use pulldown_cmark_escape::escape_html;

use crate::words::Words;

/// The footnotes of a page.
#[derive(Default)]
pub(super) struct Footnotes {
    /// The labels, in the order of their first mention.
    labels: Vec<String>,
    /// The number of each.
    numbers: HashMap<String, usize>,
    /// The notes: label and HTML. While one is written, the HTML of the page up to it is kept here.
    notes: Vec<(String, String)>,
}

impl Footnotes {
    /// Writes a mention. Only the first of a note has the anchor that the note leads back to.
    pub(super) fn refer(&mut self, label: &str, out: &mut String) {
        let known = self.numbers.get(label).copied();
        let number = known.unwrap_or(self.labels.len() + 1);
        let id = if known.is_none() { format!(" id=\"p-noteref-{number}\"") } else { String::new() };
        if known.is_none() {
            self.labels.push(label.to_owned());
            self.numbers.insert(label.to_owned(), number);
        }
        out.push_str(&format!("<sup{id}><a href=\"#p-note-{number}\" role=\"doc-noteref\">{number}</a></sup>"));
    }

    /// Begins a note: what is written from here on is kept aside.
    pub(super) fn begin(&mut self, label: &str, out: &mut String) {
        self.notes.push((label.to_owned(), std::mem::take(out)));
    }

    /// Ends the note, and goes on with the page.
    pub(super) fn end(&mut self, out: &mut String) {
        if let Some((_, outer)) = self.notes.last_mut() {
            std::mem::swap(outer, out);
        }
    }

    /// Writes the notes; those that nothing mentions come last, without a number.
    pub(super) fn write(self, words: &Words, out: &mut String) {
        if self.notes.is_empty() {
            return;
        }
        // Of two notes with one label the first is the one that is mentioned.
        let mut places: HashMap<&str, usize> = HashMap::default();
        for (at, (label, _)) in self.notes.iter().enumerate() {
            places.entry(label).or_insert(at);
        }
        let mut is_mentioned = vec![false; self.notes.len()];
        out.push_str("<div class=\"footnotes\" role=\"doc-endnotes\">\n");
        let (mut list, mut leads_back) = (String::new(), String::new());
        // A string takes everything.
        let _ = escape_html(&mut leads_back, words.of("footnote-back"));
        for (number, label) in (1..).zip(&self.labels) {
            let Some(at) = places.get(label.as_str()).copied() else { continue };
            is_mentioned[at] = true;
            let html = &self.notes[at].1;
            let back = format!(" <a href=\"#p-noteref-{number}\" role=\"doc-backlink\" aria-label=\"{leads_back}\">↩</a>");
            let html = html.trim_end();
            let html = html.strip_suffix("</p>").map_or_else(|| format!("{html}{back}"), |inner| format!("{inner}{back}</p>"));
            list.push_str(&format!("<li id=\"p-note-{number}\">{html}</li>\n"));
        }
        if !list.is_empty() {
            out.push_str(&format!("<ol>\n{list}</ol>\n"));
        }
        let others = self.notes.iter().zip(is_mentioned).filter(|(_, is_mentioned)| !is_mentioned);
        others.for_each(|((_, html), _)| out.push_str(html));
        out.push_str("</div>\n");
    }
}
