//! Files in the output that plenary did not make: carried over whole into the new site.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::Path;

use walkdir::WalkDir;

use super::fault;
use super::target::Target;
use crate::diagnostic::{Code, Diagnostic};
use crate::path::{OutputPath, SourcePath, with_slashes};
use crate::plan::MANIFEST;
use crate::source::reason;

/// Carries over what the old site's list does not name; returns a note for each file or folder at the top of it. A file
/// that stands where one of the new site's `files` goes is an error.
pub fn carry_over(files: &[OutputPath], target: &Target) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    if !target.replaces().map_err(|error| vec![fault(target, &target.output, "read", &error)])? {
        return Ok(Vec::new());
    }
    let list = std::fs::read_to_string(target.output.join(MANIFEST)).unwrap_or_default();
    let own: HashSet<&str> = list.lines().skip(1).chain([MANIFEST]).collect();
    let own_folders: HashSet<&str> = own.iter().flat_map(|path| folders_of(path)).collect();
    let new: HashSet<&str> = files.iter().map(OutputPath::as_str).collect();
    let new_folders: HashSet<&str> = new.iter().flat_map(|path| folders_of(path)).collect();
    let (mut notes, mut faults) = (Vec::new(), Vec::new());
    let mut walk = WalkDir::new(&target.output).min_depth(1).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = entry.map_err(|error| vec![unreadable(target, &error)])?;
        let path = entry.path().strip_prefix(&target.output).unwrap_or(entry.path());
        let is_in = |names: &HashSet<&str>| with_slashes(path).is_some_and(|name| names.contains(name.as_str()));
        let name = with_slashes(path).unwrap_or_else(|| path.to_string_lossy().into_owned());
        let is_folder = entry.file_type().is_dir();
        // What has the name of a file of plenary's and is a folder is somebody's.
        if is_in(if is_folder { &own_folders } else { &own }) {
            continue;
        }
        let stands_in_the_way = is_in(&new) || (!is_folder && is_in(&new_folders));
        if stands_in_the_way {
            let message = match is_folder {
                true => "this folder is not plenary's, and stands where a file goes",
                false => "this file is not plenary's, and stands where a page goes",
            };
            let file = SourcePath::new(format!("{}/{name}", target.name));
            faults.push(Diagnostic::of_file(Code::OutputCollision, &file, message).help("move it away"));
            if is_folder {
                walk.skip_current_dir();
            }
            continue;
        }
        if is_folder && is_in(&new_folders) {
            continue;
        }
        let copied = copy(entry.path(), &target.staging.join(path), is_folder, entry.file_type().is_symlink());
        copied.map_err(|error| vec![fault(target, entry.path(), "carry over", &error)])?;
        let at_top = path
            .parent()
            .and_then(with_slashes)
            .is_some_and(|parent| parent.is_empty() || own_folders.contains(parent.as_str()) || new_folders.contains(parent.as_str()));
        if at_top {
            let file = SourcePath::new(format!("{}/{name}", target.name));
            notes.push(Diagnostic::of_file(Code::ForeignFile, &file, "not made by plenary: carried over as it is"));
        }
    }
    if faults.is_empty() { Ok(notes) } else { Err(faults) }
}

/// The folders above a path, innermost first.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// A file becomes another name of the same file, where the file system can; else a copy.
fn copy(from: &Path, to: &Path, is_folder: bool, is_link: bool) -> std::io::Result<()> {
    if let (false, Some(parent)) = (to.exists(), to.parent()) {
        std::fs::create_dir_all(parent)?;
    }
    if is_folder {
        std::fs::create_dir_all(to)?;
        return std::fs::set_permissions(to, std::fs::metadata(from)?.permissions());
    }
    if is_link {
        return link(&std::fs::read_link(from)?, to);
    }
    match std::fs::hard_link(from, to) {
        // To copy over what is there could be to empty the file itself, by another of its names.
        Err(error) if error.kind() != ErrorKind::AlreadyExists => std::fs::copy(from, to).map(|_| ()),
        result => result,
    }
}

/// Makes a symbolic link.
#[cfg(unix)]
fn link(leads_to: &Path, to: &Path) -> std::io::Result<()> {
    rustix::fs::symlink(leads_to, to).map_err(Into::into)
}

/// Windows lets only some users make links: nothing is published, and nothing lost.
#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

fn unreadable(target: &Target, error: &walkdir::Error) -> Diagnostic {
    let reason = error.io_error().map_or_else(|| "a loop".to_owned(), reason);
    let message = format!("cannot read what is in it: {reason}; the published site is as it was");
    Diagnostic::of_file(Code::NotPublished, &target.name, message)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// A published site, in which `list` are plenary's, and an empty folder to stage in.
    fn site(list: &[&str], all: &[&str]) -> (tempfile::TempDir, Target) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let target = Target::within(folder.path());
        std::fs::create_dir(&target.staging).expect("it is ours");
        for path in all {
            let file = target.output.join(path);
            std::fs::create_dir_all(file.parent().expect("it is in the output")).expect("it is ours");
            std::fs::write(&file, path).expect("it is ours");
        }
        std::fs::write(target.output.join(MANIFEST), format!("first line\n{}\n", list.join("\n"))).expect("it is ours");
        (folder, target)
    }

    fn files(paths: &[&str]) -> Vec<OutputPath> {
        paths.iter().map(|path| OutputPath::new(*path).expect("it can be published")).collect()
    }

    fn told(diagnostics: &[Diagnostic]) -> Vec<String> {
        diagnostics.iter().map(|diagnostic| format!("{}: {}", diagnostic.file, diagnostic.message)).collect()
    }

    /// What is staged, with folders.
    fn staged(target: &Target) -> Vec<String> {
        let walk = WalkDir::new(&target.staging).min_depth(1).sort_by_file_name().into_iter();
        walk.map(|entry| {
            with_slashes(entry.expect("it is there").path().strip_prefix(&target.staging).expect("it is below")).expect("UTF-8")
        })
        .collect()
    }

    #[test]
    fn all_that_is_not_on_the_list_is_carried_over_and_told_at_its_top() {
        let own = ["index.html", "groups/index.html", "old/index.html"];
        let more = ["CNAME", "groups/minutes.txt", "notes/a/b.txt", "reports/own.txt", "old/picture.png"];
        let (_folder, target) = site(&own, &[&own[..], &more].concat());
        std::fs::create_dir(target.output.join("empty")).expect("it is ours");
        rustix::fs::symlink("nowhere", target.output.join("link")).expect("it is ours");
        let notes = carry_over(&files(&["index.html", "groups/index.html", "reports/index.html"]), &target).expect("nothing is in the way");
        let top = ["CNAME", "empty", "groups/minutes.txt", "link", "notes", "old/picture.png", "reports/own.txt"];
        assert_eq!(told(&notes), top.map(|path| format!("public/{path}: not made by plenary: carried over as it is")));
        let all = [
            "CNAME",
            "empty",
            "groups",
            "groups/minutes.txt",
            "link",
            "notes",
            "notes/a",
            "notes/a/b.txt",
            "old",
            "old/picture.png",
            "reports",
            "reports/own.txt",
        ];
        assert_eq!(staged(&target), all);
        for path in more {
            assert_eq!(std::fs::read_to_string(target.staging.join(path)).expect("it is there"), path);
        }
        assert_eq!(std::fs::read_link(target.staging.join("link")).expect("it is a link"), Path::new("nowhere"));
    }

    #[test]
    fn what_stands_where_a_file_or_a_folder_goes_is_told_and_left() {
        let (_folder, target) = site(&[], &["index.html", "groups", "data/mine.txt"]);
        let faults = carry_over(&files(&["index.html", "groups/index.html", "data"]), &target).expect_err("they are in the way");
        assert_eq!(
            told(&faults),
            [
                "public/data: this folder is not plenary's, and stands where a file goes",
                "public/groups: this file is not plenary's, and stands where a page goes",
                "public/index.html: this file is not plenary's, and stands where a page goes"
            ]
        );
        assert_eq!(staged(&target), Vec::<String>::new());
    }

    #[test]
    fn a_folder_in_the_place_of_a_file_of_plenarys_is_somebodys() {
        let all = ["index.html/mine.txt", "gone.html/mine.txt"];
        let (_folder, target) = site(&["index.html", "gone.html"], &all);
        let faults = carry_over(&files(&["index.html"]), &target).expect_err("one is in the way");
        assert_eq!(told(&faults), ["public/index.html: this folder is not plenary's, and stands where a file goes"]);
        // What was staged of the rest is in the way of a second time, and keeps its bytes.
        carry_over(&files(&["a.html"]), &target).expect_err("one is there");
        assert_eq!(all.map(|path| std::fs::read_to_string(target.output.join(path)).expect("it is there")), all);
        std::fs::remove_dir_all(&target.staging).expect("it is ours");
        let notes = carry_over(&files(&["a.html"]), &target).expect("nothing is in the way");
        assert_eq!(
            told(&notes),
            ["gone.html", "index.html"].map(|path| format!("public/{path}: not made by plenary: carried over as it is"))
        );
        assert_eq!(all.map(|path| std::fs::read_to_string(target.staging.join(path)).expect("it is there")), all);
    }

    #[test]
    fn where_nothing_is_published_nothing_is_carried_over() {
        let (_folder, target) = site(&[], &["CNAME"]);
        std::fs::rename(&target.output, &target.aside).expect("it is ours");
        assert_eq!(carry_over(&files(&["index.html"]), &target), Ok(Vec::new()));
    }
}
