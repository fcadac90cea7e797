//! Does what was planned. Every new text is first written beside its file under a hidden name; then the list of all that
//! is to be moved is left in the root of the site; then it is moved, file by file and folder by folder. A run that is
//! ended before that list is there has changed nothing; one that is ended later is finished from the list by the next.
#![allow(clippy::disallowed_methods, reason = "the only hand that changes what users wrote, when they ask for it")]

use std::fs;
use std::io;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use super::Rename;
use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;
use crate::source::{CONTENT, Original, SETTINGS, reason};

/// The list of what is still to be moved, in the root of the site.
const LIST: &str = ".plenary-rename";

#[derive(Serialize, Deserialize)]
struct List {
    old: String,
    new: String,
    /// From where to where, relative to the root. What is no longer where it was has been moved.
    moves: Vec<(String, String)>,
}

/// An earlier rename that was ended halfway, and is done now.
#[derive(Debug)]
pub struct Finished {
    /// The id that the record had.
    pub old: String,
    /// The id that it has.
    pub new: String,
}

/// Finishes an earlier rename, if one was ended halfway.
pub fn finish(root: &Path) -> Result<Option<Finished>, Diagnostic> {
    let name = SourcePath::new(LIST);
    let text = match fs::read_to_string(root.join(LIST)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(&name, "read", &error)),
    };
    let list: List = serde_json::from_str(&text).map_err(|_| {
        let message = "this is not the list that an unfinished rename leaves";
        Diagnostic::of_file(Code::RenameConflict, &name, message).help("remove it, and see what `plenary build` says")
    })?;
    // The list may have come with the site from somebody else: it moves what a rename would move, and nothing else.
    if !list.moves.iter().all(|(from, to)| is_ours(from) && is_ours(to)) {
        let message = "this list moves files that no rename would move";
        return Err(Diagnostic::of_file(Code::RenameConflict, &name, message).help("remove it, and see what `plenary build` says"));
    }
    for path in list.moves.iter().flat_map(|(from, to)| [from, to]) {
        folders(path).try_for_each(|folder| not_a_link(root, &SourcePath::new(folder)))?;
    }
    carry_out(root, &list)?;
    Ok(Some(Finished { old: list.old, new: list.new }))
}

/// Whether a path is one that a rename writes: the settings, or a file below the content, with the names beside them.
fn is_ours(path: &str) -> bool {
    let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    plain && (path == SETTINGS || path == format!(".{SETTINGS}.plenary") || path.starts_with(&format!("{CONTENT}/")))
}

/// The folders that a path leads through.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// An earlier rename that was ended halfway and is still to be finished.
pub fn is_unfinished(root: &Path) -> bool {
    fs::symlink_metadata(root.join(LIST)).is_ok()
}

/// Renames.
pub fn write(root: &Path, rename: &Rename) -> Result<(), Diagnostic> {
    for (old, new) in &rename.units {
        not_a_link(root, old)?;
        if fs::symlink_metadata(root.join(new.as_str())).is_ok() {
            let fault = Diagnostic::of_file(Code::AlreadyExists, new, "something is there already, and was left as it is");
            return Err(fault.help("choose another id"));
        }
    }
    let mut staged = Vec::new();
    let result = stage(root, rename, &mut staged).and_then(|()| {
        let moves = rename.units.iter().map(|(old, new)| (old.to_string(), new.to_string()));
        let list = List { old: rename.old.clone(), new: rename.new.clone(), moves: staged.iter().cloned().chain(moves).collect() };
        let text = serde_json::to_string_pretty(&list).expect("texts are JSON");
        let temporary = format!("{LIST}.tmp");
        let written = fs::write(root.join(&temporary), text).and_then(|()| fs::rename(root.join(&temporary), root.join(LIST)));
        written.map_err(|error| fault(&SourcePath::new(LIST), "write", &error))?;
        Ok(list)
    });
    match result {
        Ok(list) => carry_out(root, &list),
        Err(fault) => {
            for (temporary, _) in staged {
                // Nothing reads it by that name: what cannot be removed does no harm.
                let _ = fs::remove_file(root.join(temporary));
            }
            Err(fault)
        }
    }
}

/// Writes the new texts beside their files.
fn stage(root: &Path, rename: &Rename, staged: &mut Vec<(String, String)>) -> Result<(), Diagnostic> {
    for (path, edits) in &rename.edits {
        not_a_link(root, path)?;
        let original = Original::read(root, path)?;
        if !original.is(rename.text(path)) {
            return Err(Diagnostic::of_file(Code::RenameConflict, path, "it has just been changed").help("rename once more"));
        }
        let changes: Vec<_> = edits.iter().map(|edit| (edit.span, edit.words.clone())).collect();
        let name = path.as_str().rsplit('/').next().unwrap_or_default();
        let temporary = SourcePath::new(if path.folder().is_empty() {
            format!(".{name}.plenary")
        } else {
            format!("{}/.{name}.plenary", path.folder())
        });
        let file = root.join(temporary.as_str());
        staged.push((temporary.to_string(), path.to_string()));
        fs::write(&file, original.with(&changes))
            .and_then(|()| fs::metadata(root.join(path.as_str())))
            .and_then(|data| fs::set_permissions(&file, data.permissions()))
            .map_err(|error| fault(&temporary, "write", &error))?;
    }
    Ok(())
}

/// Moves all that is not moved yet.
fn carry_out(root: &Path, list: &List) -> Result<(), Diagnostic> {
    let halfway = |path: &str, verb: &str, error: &io::Error| {
        fault(&SourcePath::new(path), verb, error).help("the rename is half done: see to that and say the same again, which finishes it")
    };
    for (from, to) in &list.moves {
        let (old, new) = (root.join(from), root.join(to));
        if fs::symlink_metadata(&old).is_err() {
            continue;
        }
        if let Some(folder) = new.parent() {
            fs::create_dir_all(folder).map_err(|error| halfway(to, "make the folder of", &error))?;
        }
        fs::rename(&old, &new).map_err(|error| halfway(from, "move", &error))?;
        // A folder of which nothing is left. It stays where it holds anything.
        let _ = old.parent().filter(|folder| *folder != root).map(fs::remove_dir);
    }
    fs::remove_file(root.join(LIST)).map_err(|error| halfway(LIST, "remove", &error))
}

/// A link would be moved away from what it leads to, or replaced by a file.
fn not_a_link(root: &Path, path: &SourcePath) -> Result<(), Diagnostic> {
    if fs::symlink_metadata(root.join(path.as_str())).is_ok_and(|data| data.is_symlink()) {
        let fault = Diagnostic::of_file(Code::RenameConflict, path, "a symbolic link, which a rename would break");
        return Err(fault.help("put the file itself here"));
    }
    Ok(())
}

fn fault(path: &SourcePath, verb: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::of_file(Code::NotPublished, path, format!("cannot {verb} it: {}", reason(error)))
}
