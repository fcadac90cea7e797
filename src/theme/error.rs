//! Tera's errors as diagnostics at a line of a template.

use std::collections::BTreeMap;
use std::error::Error;

use tera::ErrorKind;

use super::recursion;
use crate::diagnostic::{Code, Diagnostic, lower_first};
use crate::path::SourcePath;
use crate::span::Span;

/// What Tera says of components that call each other without an end.
const TOO_DEEP: &str = "Maximum render recursion depth for components";

/// Whether an error is one of a template's own text, not of what it needs from others.
pub(super) fn is_syntax(error: &tera::Error) -> bool {
    matches!(error.kind(), ErrorKind::SyntaxError(_))
}

/// Where each template came from and what it says, by its name.
pub type Sources = BTreeMap<String, (SourcePath, String)>;

/// What an error says, at its place.
pub fn diagnose(error: &tera::Error, sources: &Sources) -> Vec<Diagnostic> {
    let path = |template: &str| sources.get(template).map_or_else(|| SourcePath::new(template), |(path, _)| path.clone());
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    let of_file = |template: &str, message: String| vec![Diagnostic::of_file(Code::TemplateError, &path(template), message + &cause)];
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = &report.span().range;
            let span = Span::new(range.start, range.end);
            let message = lower_first(report.message()) + &cause;
            vec![Diagnostic::new(Code::TemplateError, &path(report.filename()), span, message)]
        }
        ErrorKind::Msg(message) => of_message(message, sources),
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

/// Tera joins the faults that it finds between templates into one text of reports: the message, ` --> name:line:column`,
/// and the line with its part underlined.
fn of_message(message: &str, sources: &Sources) -> Vec<Diagnostic> {
    if message.starts_with(TOO_DEEP) {
        let found = recursion::diagnose(sources);
        if !found.is_empty() {
            return found;
        }
    }
    let found: Vec<Diagnostic> = message.split("\n\n").filter_map(|report| of_report(report, sources)).collect();
    if found.is_empty() {
        return vec![Diagnostic::of_file(Code::TemplateError, &SourcePath::new("themes"), lower_first(message))];
    }
    found
}

fn of_report(report: &str, sources: &Sources) -> Option<Diagnostic> {
    let words = report.lines().next()?;
    let words = lower_first(words.strip_prefix("error: ").unwrap_or(words));
    let mut place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?.rsplitn(3, ':');
    let (column, line) = (place.next()?.parse::<usize>().ok()?, place.next()?.parse::<usize>().ok()?);
    let (path, text) = sources.get(place.next()?)?;
    let width = report.lines().last()?.matches('^').count();
    let from: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let at = |column: usize| text[from..].char_indices().nth(column).map_or(text.len(), |(offset, _)| from + offset);
    let span = Span::new(at(column - 1), at(column - 1 + width));
    Some(Diagnostic::new(Code::TemplateError, path, span, words))
}
