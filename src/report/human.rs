//! Diagnostics for people: the line, a caret, a hint.

use annotate_snippets::{AnnotationKind, Level as SnippetLevel, Origin, Renderer, Snippet};

use super::Placed;
use crate::diagnostic::{Level, shown};
use crate::span::Span;

/// The longest part of a line that an excerpt is made of, in bytes: of a longer line only the place is told.
const MAX_EXCERPT: usize = 4000;

/// Writes a diagnostic, with an excerpt where it has a place in a text.
pub(super) fn write(placed: &Placed<'_>, text: Option<&str>, color: bool) -> String {
    let Placed { diagnostic, start, .. } = placed;
    let level = match diagnostic.level() {
        Level::Error => SnippetLevel::ERROR,
        Level::Warning => SnippetLevel::WARNING,
        Level::Note => SnippetLevel::NOTE,
    };
    // Names of files stand in both: no name makes a line that looks as if the program said it.
    let (message, path) = (shown(&diagnostic.message), shown(diagnostic.file.as_str()));
    let title = level.primary_title(message.as_str()).id(diagnostic.code.as_str());
    let path = path.as_str();
    let mut group = match (diagnostic.span, text) {
        (Some(span), Some(text)) if span.start as usize - line_of(text, span).0 > MAX_EXCERPT / 2 => {
            title.element(Origin::path(path).line(start.line).char_column(start.column))
        }
        (Some(span), Some(text)) => {
            let (from, line) = line_of(text, span);
            let end = (0..=line.len().min(MAX_EXCERPT)).rev().find(|at| line.is_char_boundary(*at));
            let line = &line[..end.unwrap_or_default()];
            let within = span.start as usize - from..(span.end as usize).max(span.start as usize) - from;
            let annotation = AnnotationKind::Primary.span(within.start..within.end.min(line.len()).max(within.start));
            title.element(Snippet::source(line).path(path).line_start(start.line).annotation(annotation))
        }
        _ => title.element(Origin::path(path)),
    };
    let help = diagnostic.help.as_deref().map(shown);
    if let Some(help) = &help {
        group = group.element(SnippetLevel::HELP.message(help.as_str()));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group]) + "\n"
}

/// The line in which a span begins, and the byte at which it begins.
fn line_of(text: &str, span: Span) -> (usize, &str) {
    let start = (span.start as usize).min(text.len());
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    (from, &text[from..end])
}
