//! A folder as a value: every file, folder and link below it with its mode and content, so that two states of it can be
//! compared whole. Nothing is followed or left out unless it is asked for.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Everything below a folder, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree(BTreeMap<String, Entry>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    mode: u32,
    content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    File(Vec<u8>),
    Folder,
    Link(PathBuf),
    /// A FIFO or the like.
    Special,
    /// What this user may not read.
    Closed,
}

impl Tree {
    /// What is below `folder`; nothing if it is not there.
    pub fn of(folder: &Path) -> Self {
        let mut tree = Self::default();
        for entry in walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name() {
            let Ok(entry) = entry else { continue };
            let path = entry.path().strip_prefix(folder).expect("it is below the folder").to_string_lossy().into_owned();
            let kind = entry.file_type();
            let content = if kind.is_dir() {
                Content::Folder
            } else if kind.is_symlink() {
                Content::Link(fs::read_link(entry.path()).expect("a link leads somewhere"))
            } else if kind.is_file() {
                fs::read(entry.path()).map_or(Content::Closed, Content::File)
            } else {
                Content::Special
            };
            let mode = entry.metadata().expect("what was found has metadata").permissions().mode() & 0o7777;
            tree.0.insert(path, Entry { mode, content });
        }
        tree
    }

    /// The same without `folder` and what is below it.
    #[must_use]
    pub fn without(mut self, folder: &str) -> Self {
        let below = format!("{folder}/");
        self.0.retain(|path, _| path != folder && !path.starts_with(&below));
        self
    }

    /// The paths of all files and links, without those of the folders.
    pub fn files(&self) -> Vec<&str> {
        self.0.iter().filter(|(_, entry)| entry.content != Content::Folder).map(|(path, _)| path.as_str()).collect()
    }

    /// All paths.
    pub fn paths(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<String> {
        match &self.0.get(path)?.content {
            Content::File(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            _ => None,
        }
    }

    /// The files with their bytes, in the order of their paths.
    pub fn contents(&self) -> impl DoubleEndedIterator<Item = (&str, &[u8])> {
        self.0.iter().filter_map(|(path, entry)| match &entry.content {
            Content::File(bytes) => Some((path.as_str(), bytes.as_slice())),
            _ => None,
        })
    }

    /// The paths that hold `word`, or whose file does.
    pub fn files_with(&self, word: &str) -> Vec<&str> {
        let holds =
            |entry: &Entry| matches!(&entry.content, Content::File(bytes) if memchr::memmem::find(bytes, word.as_bytes()).is_some());
        self.0.iter().filter(|(path, entry)| path.contains(word) || holds(entry)).map(|(path, _)| path.as_str()).collect()
    }

    /// The paths at which two trees differ, each with what differs there.
    pub fn difference(&self, other: &Self) -> Vec<String> {
        let mut all: Vec<&String> = self.0.keys().chain(other.0.keys()).collect();
        all.sort();
        all.dedup();
        all.into_iter().filter_map(|path| told(path, self.0.get(path), other.0.get(path))).collect()
    }
}

/// The path of a static file as its theme has it: `theme/style.css` for `theme/style.0123456789abcdef.css`.
pub fn without_fingerprint(path: &str) -> String {
    let is_fingerprint = |part: &&str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_of_theme = path.starts_with("theme/");
    path.split('.').filter(|part| !(is_of_theme && is_fingerprint(part))).collect::<Vec<_>>().join(".")
}

fn told(path: &str, before: Option<&Entry>, after: Option<&Entry>) -> Option<String> {
    match (before, after) {
        (Some(before), Some(after)) if before == after => None,
        (Some(before), Some(after)) if before.content == after.content => {
            Some(format!("{path}: mode {:o} became {:o}", before.mode, after.mode))
        }
        (Some(_), Some(_)) => Some(format!("{path}: changed")),
        (Some(_), None) => Some(format!("{path}: gone")),
        (None, _) => Some(format!("{path}: new")),
    }
}
