//! The folder that a site is published into: one that a build may replace.

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;
use crate::plan::MANIFEST;
use crate::source::{CONTENT, THEMES, reason};

/// Where the output was named: on the command line it may be anywhere, in the settings only inside of the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// On the command line.
    CommandLine,
    /// In the settings, or nowhere.
    Settings,
}

/// A folder that was checked.
#[derive(Clone, Debug)]
pub struct Target {
    /// The folder, with no symbolic link on the way to it.
    pub output: PathBuf,
    /// Where it is staged.
    pub staging: PathBuf,
    /// The lock of builds into it.
    pub lock: PathBuf,
    /// Where the old site is put aside, on file systems that cannot exchange two folders.
    pub aside: PathBuf,
    /// What messages call the folder.
    pub name: SourcePath,
}

impl Target {
    /// One for unit tests, of which nothing is there yet.
    #[cfg(test)]
    pub fn within(folder: &Path) -> Self {
        let at = |name: &str| folder.join(name);
        Self { output: at("public"), staging: at("staging"), lock: at("lock"), aside: at("old"), name: SourcePath::new("public") }
    }

    /// Checks `output`, which the user wrote as `name`, for the site at `root`. Refused are the root, the home folder and whatever is above them,
    /// anything in or over `content/` and `themes/`, symbolic links, and folders that hold something else.
    pub fn check(output: &Path, name: &Path, root: &Path, home: Option<&Path>, named: Where) -> Result<Self, Diagnostic> {
        let is_tilde = name.components().next().is_some_and(|first| first.as_os_str().to_string_lossy().starts_with('~'));
        let name = SourcePath::new(name.to_string_lossy().into_owned());
        let refused = |reason: &str, help: &str| Err(Diagnostic::of_file(Code::RefusedOutput, &name, reason).help(help));
        let real_root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let absolute = if output.is_absolute() { output.to_path_buf() } else { real_root.join(output) };
        if std::fs::symlink_metadata(&absolute).is_ok_and(|data| data.is_symlink()) {
            return refused("the output is a symbolic link", "name the folder itself");
        }
        if is_tilde {
            // And whoever wants to be rid of it would type `rm -r ~`.
            return refused("what begins with `~` is no home folder here: only a shell knows it", "write the whole path");
        }
        let real = resolve(&absolute);
        let Some(folder) = real.file_name().map(|name| name.to_string_lossy().into_owned()) else {
            return refused("the output would replace everything", "name a folder of its own, such as `public`");
        };
        if named == Where::Settings && !real.starts_with(&real_root) {
            return Err(Diagnostic::of_file(Code::OutsideRoot, &name, "the output leads outside of the site")
                .help("name a folder of the site, or use --output"));
        }
        if real_root.starts_with(&real) {
            return refused("the output would replace the site's own sources", "name a folder of its own, such as `public`");
        }
        if home.and_then(|home| home.canonicalize().ok()).is_some_and(|home| home.starts_with(&real)) {
            return refused("the output would replace the home folder", "name a folder of its own, such as `public`");
        }
        for sources in [CONTENT, THEMES] {
            if real.starts_with(resolve(&real_root.join(sources))) {
                let reason = format!("the output is inside of `{sources}/`");
                return refused(&reason, "name a folder of its own, such as `public`");
            }
        }
        match std::fs::symlink_metadata(&real) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return refused(&format!("cannot read what is in it: {}", reason(&error)), "name another folder"),
            Ok(data) if !data.is_dir() => return refused("the output is a file", "name a folder"),
            Ok(_) => match std::fs::read_dir(&real).map(|mut entries| entries.next().is_none()) {
                Err(error) => return refused(&format!("cannot read what is in it: {}", reason(&error)), "name another folder"),
                Ok(is_empty) if !is_empty && !real.join(MANIFEST).is_file() => {
                    let reason = format!("the output is not empty, and has no `{MANIFEST}` that says plenary made it");
                    return refused(&reason, "name another folder, or empty this one yourself");
                }
                Ok(_) => {}
            },
        }
        let beside = real.parent().unwrap_or(Path::new("/")).join(".plenary");
        if folder == ".plenary" {
            return refused("`.plenary` is where sites are staged", "name a folder of its own, such as `public`");
        }
        if std::fs::symlink_metadata(&beside).is_ok_and(|data| !data.is_dir()) {
            return refused("`.plenary` beside the output is not a folder of its own", "move it away: it is where sites are staged");
        }
        let staging = beside.join(format!("{folder}.staging"));
        let aside = beside.join(format!("{folder}.old"));
        let lock = beside.join(format!("{folder}.lock"));
        // Whatever else has their names: to open a FIFO would wait, and a link leads to somebody else's files.
        for (path, ending, is_folder) in [(&lock, "lock", false), (&aside, "old", true)] {
            let kind = std::fs::symlink_metadata(path).ok().map(|data| data.file_type());
            if kind.is_some_and(|kind| if is_folder { !kind.is_dir() } else { !kind.is_file() }) {
                let reason = format!("`.plenary/{folder}.{ending}` beside the output is not plenary's");
                return refused(&reason, "move it away: a build needs its name");
            }
        }
        Ok(Self { output: real, staging, aside, lock, name })
    }
}

impl Target {
    /// Whether there is a site to replace; the error says why nobody can tell.
    pub fn replaces(&self) -> std::io::Result<bool> {
        match std::fs::symlink_metadata(&self.output) {
            Ok(data) => Ok(data.is_dir()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// What messages call a path beside the output or in it: seen from where the output was named.
    pub fn shown(&self, path: &Path) -> SourcePath {
        let beside = Path::new(self.name.as_str()).parent().unwrap_or(Path::new(""));
        let parent = self.output.parent().unwrap_or(Path::new("/"));
        let shown = path.strip_prefix(parent).map_or_else(|_| path.to_path_buf(), |below| beside.join(below));
        SourcePath::new(shown.to_string_lossy().into_owned())
    }
}

/// The real path of a folder that may not be there yet: links on the way are followed, `.` and `..` taken away.
fn resolve(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean = clean.canonicalize().unwrap_or(clean);
                clean.pop();
            }
            part => clean.push(part),
        }
    }
    match (clean.parent(), clean.file_name()) {
        (Some(parent), Some(name)) if parent != clean => resolve(parent).join(name),
        _ => clean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn where_sites_are_staged_is_a_folder_of_plenarys_own() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let root = folder.path();
        let check = |output: &str| {
            Target::check(Path::new(output), Path::new(output), root, None, Where::Settings).map(|_| ()).map_err(|fault| fault.code)
        };
        assert_eq!(check("public"), Ok(()));
        assert_eq!(check(".plenary"), Err(Code::RefusedOutput));
        // Behind a link would be somebody else's files.
        std::fs::create_dir(root.join("notes")).expect("it is ours");
        rustix::fs::symlink(root.join("notes"), root.join(".plenary")).expect("it is ours");
        assert_eq!(check("public"), Err(Code::RefusedOutput));
        // So it would behind one in that folder, and a folder or a FIFO is no lock.
        std::fs::create_dir_all(root.join("site/.plenary")).expect("it is ours");
        for name in ["public.lock", "public.old"] {
            let link = root.join("site/.plenary").join(name);
            rustix::fs::symlink(root.join("nowhere"), &link).expect("it is ours");
            assert_eq!(check("site/public"), Err(Code::RefusedOutput), "{name}");
            std::fs::remove_file(&link).expect("it is ours");
        }
        std::fs::create_dir(root.join("site/.plenary/public.lock")).expect("it is ours");
        assert_eq!(check("site/public"), Err(Code::RefusedOutput));
        std::fs::remove_dir(root.join("site/.plenary/public.lock")).expect("it is ours");
        assert_eq!(check("site/public"), Ok(()));
    }

    #[test]
    fn an_output_is_refused_where_it_would_take_something_away() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let real = folder.path().canonicalize().expect("it is there");
        let root = real.join("site");
        for made in ["site/content/deep", "site/empty", "site/mine", "site/old", "people/home"] {
            std::fs::create_dir_all(real.join(made)).expect("it is ours");
        }
        for file in ["site/file", "site/mine/notes.txt", "site/old/index.html", &format!("site/old/{MANIFEST}")] {
            std::fs::write(real.join(file), "").expect("it is ours");
        }
        let home = real.join("people/home");
        let check = |output: &str, named| {
            let target = Target::check(Path::new(output), Path::new(output), &root, Some(&home), named);
            target.map(|target| target.output).map_err(|fault| (fault.code, fault.message.split(' ').take(4).collect::<Vec<_>>().join(" ")))
        };
        for (output, wanted) in [("new", "site/new"), ("empty", "site/empty"), ("old", "site/old"), ("./a/../new/x", "site/new/x")] {
            assert_eq!(check(output, Where::Settings), Ok(real.join(wanted)), "{output}");
        }
        assert_eq!(check("../beside", Where::CommandLine), Ok(real.join("beside")));
        let outside = (Code::OutsideRoot, "the output leads outside".to_owned());
        assert_eq!(check("../beside", Where::Settings), Err(outside));
        for (output, message) in [
            ("/", "the output would replace"),
            (".", "the output would replace"),
            ("..", "the output would replace"),
            ("../people", "the output would replace"),
            ("../people/home", "the output would replace"),
            ("content", "the output is inside"),
            ("content/deep/new", "the output is inside"),
            ("themes/new", "the output is inside"),
            ("~", "what begins with `~`"),
            ("~/public", "what begins with `~`"),
            ("file", "the output is a"),
            ("mine", "the output is not"),
        ] {
            assert_eq!(check(output, Where::CommandLine), Err((Code::RefusedOutput, message.to_owned())), "{output}");
        }
    }

    #[test]
    fn a_target_knows_what_it_replaces_and_what_messages_call_it() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let root = folder.path();
        let target = Target::check(Path::new("out/public"), Path::new("out/public"), root, None, Where::Settings).expect("it is allowed");
        assert_eq!(target.replaces().ok(), Some(false));
        std::fs::create_dir_all(&target.output).expect("it is ours");
        assert_eq!(target.replaces().ok(), Some(true));
        assert_eq!(target.shown(&target.output.join("a.html")).as_str(), "out/public/a.html");
        assert_eq!(target.shown(&target.lock).as_str(), "out/.plenary/public.lock");
        assert_eq!(target.shown(Path::new("/elsewhere")).as_str(), "/elsewhere");
        // A file where the folder should be that it is in.
        std::fs::write(root.join("file"), "").expect("it is ours");
        let within = Target { output: root.join("file/public"), ..target };
        assert!(within.replaces().is_err());
    }
}
