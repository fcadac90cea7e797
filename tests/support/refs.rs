//! Runs `plenary refs --message-format json` and reads what it prints.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use super::documents::{self, repository};
use super::run::run;
use super::site::PLENARY;

/// One designation, as the command prints it; no key more and none less.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    pub text: String,
    pub kind: String,
    pub id: String,
    pub known: bool,
}

impl Reference {
    /// The bytes of the words in `text`, which must be the text that was read.
    pub fn range(&self, text: &str) -> std::ops::Range<usize> {
        documents::offset(text, self.line, self.column)..documents::offset(text, self.end_line, self.end_column)
    }
}

/// What `refs` finds in `files`, which are named as from `folder`; inside of the site at `root`, or outside of any.
pub fn refs(folder: &Path, root: Option<&Path>, files: &[&str]) -> Vec<Reference> {
    let mut command = Command::new(PLENARY);
    command.current_dir(folder).args(["refs", "--message-format", "json"]);
    if let Some(root) = root {
        command.arg("--root").arg(root);
    }
    let run = run(command.args(files));
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{command:?}");
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// What `refs` finds in `text`, saved under `name`, with the catalogue of this repository's site.
pub fn refs_in(name: &str, text: &str) -> Vec<Reference> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    fs::write(folder.path().join(name), text).expect("a file can be written");
    refs(folder.path(), Some(&repository()), &[name])
}

/// What `refs` finds in each of these plain texts, read in one run.
pub fn refs_in_each(texts: &[&str]) -> Vec<Vec<Reference>> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let names: Vec<String> = (0..texts.len()).map(|at| format!("text-{at}.txt")).collect();
    for (name, text) in names.iter().zip(texts) {
        fs::write(folder.path().join(name), text).expect("a file can be written");
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = refs(folder.path(), Some(&repository()), &names);
    names.iter().map(|name| found.iter().filter(|reference| reference.file == *name).cloned().collect()).collect()
}

/// What `refs` finds in `text` with no site around.
pub fn refs_outside(name: &str, text: &str) -> Vec<Reference> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    fs::write(folder.path().join(name), text).expect("a file can be written");
    refs(folder.path(), None, &[name])
}
