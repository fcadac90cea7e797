//! Diagnostics for people: the line, a caret, a hint.

use annotate_snippets::{AnnotationKind, Level as SnippetLevel, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Level};
use crate::span::{Position, Span};

/// Writes a diagnostic, with an excerpt where it has a place in a text.
pub(super) fn write(diagnostic: &Diagnostic, text: Option<&str>, color: bool) -> String {
    let level = match diagnostic.level() {
        Level::Error => SnippetLevel::ERROR,
        Level::Warning => SnippetLevel::WARNING,
        Level::Note => SnippetLevel::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let path = diagnostic.file.as_str();
    let mut group = match (diagnostic.span, text) {
        (Some(span), Some(text)) => {
            let (from, line) = line_of(text, span);
            let within = span.start as usize - from..(span.end as usize).max(span.start as usize) - from;
            let annotation = AnnotationKind::Primary.span(within.start..within.end.min(line.len()).max(within.start));
            let first = Position::of(text, from).line;
            title.element(Snippet::source(line).path(path).line_start(first).annotation(annotation))
        }
        _ => title.element(Origin::path(path)),
    };
    if let Some(help) = &diagnostic.help {
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
