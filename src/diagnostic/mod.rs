//! What is wrong, where, and what to do: data only.
//!
//! Every stage returns its diagnostics beside its value; `report` prints them. Nothing here reads, prints or exits.

mod code;
mod explain;

pub use code::Code;
pub use explain::Explanation;

use std::collections::BTreeMap;

use crate::path::{SourcePath, turns_writing};
use crate::span::Span;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing is published.
    Error,
    /// Published, but somebody should look (`--deny warnings` makes it an error).
    Warning,
    /// Worth knowing.
    Note,
}

impl Level {
    /// The word that people and machines read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One fault: a stable code, one terse message, a place and at most one hint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The file it is in.
    pub file: SourcePath,
    /// Where in the file; `None` where the file has no text that could be shown.
    pub span: Option<Span>,
    /// What kind of fault.
    pub code: Code,
    /// What was found and what was wanted: lower case, no full stop, the author's words in back-ticks.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic at `span` of `file`.
    pub fn new(code: Code, file: &SourcePath, span: Span, message: impl Into<String>) -> Self {
        Self { file: file.clone(), span: Some(span), code, message: message.into(), help: None }
    }

    /// A diagnostic about a file as a whole.
    pub fn of_file(code: Code, file: &SourcePath, message: impl Into<String>) -> Self {
        Self { file: file.clone(), span: None, code, message: message.into(), help: None }
    }

    /// The same with a hint.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with a hint, if there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// How much it matters.
    pub fn level(&self) -> Level {
        self.code.level()
    }
}

/// The longest that words are shown in a message, in bytes: of longer ones only the beginning is.
const MAX_SHOWN: usize = 2000;

/// An author's words, or the name of a file, as a message shows them: on one line, with escapes in the place of what would
/// make them look like other words, and nothing else changed.
pub fn shown(words: &str) -> String {
    let mut out = String::with_capacity(words.len().min(MAX_SHOWN));
    for c in words.chars() {
        if out.len() > MAX_SHOWN {
            out.push('…');
            break;
        }
        match c {
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || turns_writing(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// A message of a library or of the system as ours are written: its first letter lower case, no full stop.
pub fn lower_first(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// A number with its noun: `1 circular`, `2 circulars`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The most places of one code that are told in one file; how many more there are is told once.
pub const MAX_TOLD: usize = 1000;

/// Sorts by file and place and drops what is told twice, and what goes beyond [`MAX_TOLD`].
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_unstable();
    diagnostics.dedup();
    let mut more: BTreeMap<(SourcePath, Code), usize> = BTreeMap::new();
    let mut told: BTreeMap<Code, usize> = BTreeMap::new();
    let mut last: Option<SourcePath> = None;
    diagnostics.retain(|diagnostic| {
        if last.as_ref() != Some(&diagnostic.file) {
            last = Some(diagnostic.file.clone());
            told.clear();
        }
        let count = told.entry(diagnostic.code).or_default();
        *count += usize::from(diagnostic.span.is_some());
        let is_told = diagnostic.span.is_none() || *count <= MAX_TOLD;
        if !is_told {
            *more.entry((diagnostic.file.clone(), diagnostic.code)).or_default() += 1;
        }
        is_told
    });
    if !more.is_empty() {
        diagnostics.extend(more.into_iter().map(|((file, code), count)| not_told(code, &file, count)));
        diagnostics.sort_unstable();
    }
}

/// Says how many more places of a code there are in a file than are told.
pub fn not_told(code: Code, file: &SourcePath, count: usize) -> Diagnostic {
    let message = format!("{} in this file, which are not told beside the first {MAX_TOLD}", counted(count, "more place", "more places"));
    Diagnostic::of_file(code, file, message)
}

/// Whether any of `diagnostics` is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    any_from(diagnostics, Level::Error)
}

/// Whether any of `diagnostics` matters as much as `level`, or more.
pub fn any_from(diagnostics: &[Diagnostic], level: Level) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.level() <= level)
}
