//! The four source documents, and places in them counted without the program: lines and columns from 1, columns in
//! Unicode characters.

use std::fs;
use std::path::PathBuf;

pub const LIAISON: &str = "liaison-fg-mv";
pub const CIRCULAR: &str = "tsb-circular-33";
pub const MOU: &str = "report-mou-mg-23n912";
pub const CWG: &str = "report-cwg-internet";

/// All four, in the order in which they were written.
pub const ALL: [&str; 4] = [CIRCULAR, MOU, LIAISON, CWG];

/// The folder of the repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a document.
pub fn read(name: &str) -> String {
    let path = repository().join("tests/documents").join(format!("{name}.txt"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The line and the column of byte `at`.
pub fn place(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.split('\n').count();
    let column = before.rsplit('\n').next().map_or(1, |line| line.chars().count() + 1);
    (line, column)
}

/// The byte at a line and a column.
pub fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split('\n').take(line - 1).map(|line| line.len() + 1).sum();
    start + text[start..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
}
