//! Tera's errors as diagnostics at a line of a template.

use std::collections::HashMap;
use std::error::Error;

use tera::ErrorKind;

use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;
use crate::span::Span;

/// Whether an error is one of a template's own text, not of what it needs from others.
pub(super) fn is_syntax(error: &tera::Error) -> bool {
    matches!(error.kind(), ErrorKind::SyntaxError(_))
}

/// What an error says, at its place. `sources` knows where each template came from.
pub fn diagnose(error: &tera::Error, sources: &HashMap<String, SourcePath>) -> Vec<Diagnostic> {
    let path = |template: &str| sources.get(template).cloned().unwrap_or_else(|| SourcePath::new(template));
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    let of_file = |template: &str, message: String| vec![Diagnostic::of_file(Code::TemplateError, &path(template), message + &cause)];
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = &report.span().range;
            let span = Span::new(range.start, range.end);
            let message = lower_first(report.message()) + &cause;
            vec![Diagnostic::new(Code::TemplateError, &path(report.filename()), span, message)]
        }
        ErrorKind::Msg(message) => of_message(message, &path),
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            of_file(tpl, format!("the template extends itself: {}", inheritance_chain.join(" → ")))
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            of_file(tpl, format!("the template includes itself: {}", include_chain.join(" → ")))
        }
        ErrorKind::MissingParent { current, parent } => {
            of_file(current, format!("the template extends `{parent}`, which is not in the theme"))
        }
        ErrorKind::TemplateNotFound(template) => of_file(template, "the theme has no such template".to_owned()),
        other => vec![Diagnostic::of_file(Code::TemplateError, &SourcePath::new("themes"), format!("{other}{cause}"))],
    }
}

/// Tera joins the faults that it finds between templates into one text of reports, each with a line ` --> name:line:column`.
fn of_message(message: &str, path: &impl Fn(&str) -> SourcePath) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for report in message.split("\n\n") {
        let words = report.lines().next().unwrap_or(report);
        let words = words.strip_prefix("error: ").unwrap_or(words);
        let place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
        let template = place.and_then(|place| place.rsplitn(3, ':').nth(2));
        let line = place.and_then(|place| place.rsplit(':').nth(1));
        if let Some(template) = template {
            let line = line.map_or(String::new(), |line| format!(" (line {line})"));
            found.push(Diagnostic::of_file(Code::TemplateError, &path(template), lower_first(words) + &line));
        }
    }
    if found.is_empty() {
        found.push(Diagnostic::of_file(Code::TemplateError, &SourcePath::new("themes"), lower_first(message)));
    }
    found
}

fn lower_first(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
