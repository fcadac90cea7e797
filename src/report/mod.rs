//! Prints: diagnostics for people and for machines, and the line that says what was done. The only printer.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "report is the only printer")]

mod github;
mod human;
mod json;
mod progress;
mod sarif;

use std::io::Write;

pub use progress::Progress;

use crate::diagnostic::{Diagnostic, Level};
use crate::path::SourcePath;
use crate::span::{Position, Positions};

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the line, a caret, a hint
    Human,
    /// One JSON object a line
    Json,
    /// Annotations of GitHub's workflows
    Github,
    /// One SARIF 2.1.0 document
    Sarif,
}

/// Where diagnostics go, and how.
pub struct Reporter<'t> {
    /// How they are written.
    pub format: Format,
    /// Whether with colours.
    pub color: bool,
    /// The least level that is told.
    pub least: Level,
    /// Whether nothing is said of what was done.
    pub quiet: bool,
    /// Finds the text of a file, for excerpts and lines.
    pub text_of: &'t dyn Fn(&SourcePath) -> Option<String>,
}

/// A diagnostic with its place as people count; the beginning of the file where it has none.
struct Placed<'d> {
    diagnostic: &'d Diagnostic,
    start: Position,
    end: Position,
}

impl<'d> Placed<'d> {
    fn new(diagnostic: &'d Diagnostic, text: Option<&str>, positions: &mut Positions) -> Self {
        let beginning = Position { line: 1, column: 1 };
        let (start, end) = match (diagnostic.span, text) {
            (Some(span), Some(text)) => {
                let start = positions.find(text, span.start as usize);
                // What is told next may begin before the end of this.
                (start, { *positions }.find(text, span.end as usize))
            }
            _ => (beginning, beginning),
        };
        Self { diagnostic, start, end }
    }
}

impl Reporter<'_> {
    /// Puts diagnostics into words, in their order.
    pub fn render(&self, diagnostics: &[Diagnostic]) -> String {
        let mut out = String::new();
        let mut placed = Vec::new();
        let mut last: Option<(&SourcePath, Option<String>)> = None;
        let mut positions = Positions::default();
        for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.level() <= self.least) {
            if last.as_ref().is_none_or(|(path, _)| *path != &diagnostic.file) {
                last = Some((&diagnostic.file, (self.text_of)(&diagnostic.file)));
                positions = Positions::default();
            }
            let text = last.as_ref().and_then(|(_, text)| text.as_deref());
            let one = Placed::new(diagnostic, text, &mut positions);
            match self.format {
                Format::Human => out.push_str(&human::write(&one, text, self.color)),
                Format::Json => out.push_str(&json::write(&one)),
                Format::Github => out.push_str(&github::write(&one)),
                Format::Sarif => {
                    placed.push(one);
                    continue;
                }
            }
            out.push('\n');
        }
        // One document, also when there is nothing to say.
        if self.format == Format::Sarif { sarif::write(&placed) } else { out }
    }

    /// Writes diagnostics to standard error.
    pub fn report(&self, diagnostics: &[Diagnostic]) {
        to_stderr(&self.render(diagnostics));
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

/// Writes to standard output; the error says why it cannot be kept there.
pub fn to_stdout(text: &str) -> std::io::Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush())
}
