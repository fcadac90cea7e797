//! Diagnostics as JSON: one object a line.

use serde::Serialize;

use super::Placed;

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

/// Writes a diagnostic.
pub(super) fn write(placed: &Placed<'_>) -> String {
    let Placed { diagnostic, start, end } = placed;
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
