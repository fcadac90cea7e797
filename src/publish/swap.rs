//! Puts the staged site in the place of the published one.

use std::io;
use std::path::Path;

use super::fault;
use super::target::Target;
use crate::diagnostic::Diagnostic;

/// Exchanges the two folders in one step; afterwards the old site stands where the new one was staged. File systems that
/// cannot exchange take two steps; what a kill between them leaves is put right by [`heal`].
pub(super) fn swap(target: &Target) -> Result<(), Diagnostic> {
    let (staging, output) = (&target.staging, &target.output);
    if !replaces(target)? {
        return std::fs::rename(staging, output).map_err(|error| fault(target, output, "publish", &error));
    }
    match exchange(staging, output) {
        Ok(true) => Ok(()),
        Ok(false) => in_two_steps(target),
        Err(error) => Err(fault(target, output, "publish", &error)),
    }
}

fn replaces(target: &Target) -> Result<bool, Diagnostic> {
    target.replaces().map_err(|error| fault(target, &target.output, "read", &error))
}

/// Exchanges two folders in one step; `false` where the file system cannot.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// No other system can.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

fn in_two_steps(target: &Target) -> Result<(), Diagnostic> {
    std::fs::rename(&target.output, &target.aside).map_err(|error| fault(target, &target.output, "move aside", &error))?;
    if let Err(error) = std::fs::rename(&target.staging, &target.output) {
        let _ = std::fs::rename(&target.aside, &target.output);
        return Err(fault(target, &target.output, "publish", &error));
    }
    heal(target)
}

/// Puts right what a build left that ended between two steps: an old site that nothing took the place of is put back, any
/// other one is removed.
pub(super) fn heal(target: &Target) -> Result<(), Diagnostic> {
    if !target.aside.exists() {
        return Ok(());
    }
    if replaces(target)? {
        std::fs::remove_dir_all(&target.aside).map_err(|error| fault(target, &target.aside, "remove", &error))
    } else {
        std::fs::rename(&target.aside, &target.output).map_err(|error| fault(target, &target.output, "put back", &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::Where;

    /// A folder with an old site, a new one staged, and the target of both.
    fn sites() -> (tempfile::TempDir, Target) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let root = folder.path().join("site");
        std::fs::create_dir_all(root.join("public")).expect("it is ours");
        let target =
            Target::check(&root.join("public"), std::path::Path::new("public"), &root, None, Where::Settings).expect("it is allowed");
        std::fs::create_dir_all(&target.staging).expect("it is ours");
        for (site, words) in [(&target.output, "old"), (&target.staging, "new")] {
            std::fs::write(site.join("index.html"), words).expect("it is ours");
        }
        (folder, target)
    }

    fn published(target: &Target) -> String {
        std::fs::read_to_string(target.output.join("index.html")).expect("there is a site")
    }

    #[test]
    fn two_steps_publish_the_new_site_and_leave_nothing() {
        let (_folder, target) = sites();
        in_two_steps(&target).expect("nothing is in the way");
        assert_eq!((published(&target).as_str(), target.aside.exists(), target.staging.exists()), ("new", false, false));
    }

    #[test]
    fn an_old_site_that_was_only_put_aside_comes_back() {
        let (_folder, target) = sites();
        std::fs::rename(&target.output, &target.aside).expect("it is ours");
        heal(&target).expect("nothing is in the way");
        assert_eq!((published(&target).as_str(), target.aside.exists()), ("old", false));
    }

    #[test]
    fn an_old_site_that_was_replaced_goes() {
        let (_folder, target) = sites();
        std::fs::create_dir_all(&target.aside).expect("it is ours");
        heal(&target).expect("nothing is in the way");
        assert_eq!((published(&target).as_str(), target.aside.exists()), ("old", false));
    }
}
