//! Prints: diagnostics for people and for machines, and the line that says what was done. The only printer.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "report is the only printer")]

use std::io::Write;

use annotate_snippets::{AnnotationKind, Level as SnippetLevel, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Level};
use crate::path::SourcePath;
use crate::span::{Position, Span};

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the line, a caret, a hint.
    Human,
    /// One JSON object a line.
    Json,
}

/// Where diagnostics go, and how.
pub struct Reporter<'t> {
    /// How they are written.
    pub format: Format,
    /// Whether with colours.
    pub color: bool,
    /// Whether errors alone are told.
    pub quiet: bool,
    /// Finds the text of a file, for excerpts and lines.
    pub text_of: &'t dyn Fn(&SourcePath) -> Option<String>,
}

/// A diagnostic as machines read it.
#[derive(Serialize)]
struct Line<'d> {
    level: &'static str,
    code: &'static str,
    message: &'d str,
    file: &'d str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    help: Option<&'d str>,
}

impl Reporter<'_> {
    /// Writes diagnostics to standard error, in their order.
    pub fn report(&self, diagnostics: &[Diagnostic]) {
        let mut out = String::new();
        let mut last: Option<(&SourcePath, Option<String>)> = None;
        for diagnostic in diagnostics.iter().filter(|diagnostic| !self.quiet || diagnostic.level() == Level::Error) {
            if last.as_ref().is_none_or(|(path, _)| *path != &diagnostic.file) {
                last = Some((&diagnostic.file, (self.text_of)(&diagnostic.file)));
            }
            let text = last.as_ref().and_then(|(_, text)| text.as_deref());
            match self.format {
                Format::Human => out.push_str(&human(diagnostic, text, self.color)),
                Format::Json => out.push_str(&json(diagnostic, text)),
            }
            out.push('\n');
        }
        to_stderr(&out);
    }

    /// Writes one line about what was done, for people.
    pub fn say(&self, line: &str) {
        if !self.quiet && self.format == Format::Human {
            to_stderr(&format!("{line}\n"));
        }
    }
}

/// Writes to standard error. That nobody reads it any more is no fault.
pub fn to_stderr(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Writes to standard output. That nobody reads it any more is no fault.
pub fn to_stdout(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
}

fn human(diagnostic: &Diagnostic, text: Option<&str>, color: bool) -> String {
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

fn json(diagnostic: &Diagnostic, text: Option<&str>) -> String {
    let start_of_file = Position { line: 1, column: 1 };
    let (start, end) = match (diagnostic.span, text) {
        (Some(span), Some(text)) => (Position::of(text, span.start as usize), Position::of(text, span.end as usize)),
        _ => (start_of_file, start_of_file),
    };
    let line = Line {
        level: diagnostic.level().as_str(),
        code: diagnostic.code.as_str(),
        message: &diagnostic.message,
        file: diagnostic.file.as_str(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        help: diagnostic.help.as_deref(),
    };
    serde_json::to_string(&line).expect("strings and numbers are JSON")
}
