//! Diagnostics as annotations of a pull request: the workflow commands of GitHub's runner, of which every part is escaped
//! as the runner's own toolkit does.

use super::Placed;
use crate::diagnostic::{Level, shown};

/// Writes a diagnostic.
pub(super) fn write(placed: &Placed<'_>) -> String {
    let Placed { diagnostic, start, end } = placed;
    let command = match diagnostic.level() {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    // The runner takes columns of one line only.
    let columns = if start.line == end.line && end.column > start.column {
        format!(",col={},endColumn={}", start.column, end.column)
    } else {
        String::new()
    };
    let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!("\n{}", shown(help)));
    format!(
        "::{command} file={},line={},endLine={}{columns},title={}::{}",
        property(diagnostic.file.as_str()),
        start.line,
        end.line,
        property(diagnostic.code.as_str()),
        data(&(shown(&diagnostic.message) + &help))
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
