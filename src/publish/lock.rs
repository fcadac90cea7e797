//! One build at a time into one folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use super::fault;
use super::target::Target;
use crate::diagnostic::{Code, Diagnostic};

/// Takes the lock; it is given back when the file is closed, also by the end of the process however that comes.
pub fn take(target: &Target) -> Result<File, Diagnostic> {
    let folder = target.lock.parent().unwrap_or(&target.lock);
    make_private(folder).map_err(|error| fault(target, folder, "make", &error))?;
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&target.lock)
        .map_err(|error| fault(target, &target.lock, "open", &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let message = "another build is writing into this folder";
            Err(Diagnostic::of_file(Code::NotPublished, &target.name, message).help("wait until it is done"))
        }
        // Some network file systems have no locks: two builds at once are then the user's care.
        Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// Makes the folder of plenary's own, for nobody else to look into: the site before the last one stays there, with what was
/// withdrawn since, and where sites are served a web server may stand before it.
fn make_private(folder: &Path) -> std::io::Result<()> {
    if let Some(parent) = folder.parent() {
        std::fs::create_dir_all(parent)?;
    }
    #[cfg_attr(not(unix), allow(unused_mut, reason = "only Unix has modes"))]
    let mut maker = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    match maker.create(folder) {
        Err(_) if folder.is_dir() => Ok(()),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::Where;

    #[test]
    fn a_lock_is_held_until_it_is_dropped() {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        let target =
            Target::check(Path::new("a/public"), Path::new("a/public"), root.path(), None, Where::Settings).expect("it is allowed");
        let lock = take(&target).expect("nobody else has it");
        let fault = take(&target).map(|_| ()).expect_err("another build has it");
        assert_eq!((fault.code, fault.file.as_str()), (Code::NotPublished, "a/public"));
        drop(lock);
        take(&target).expect("nobody has it any more");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let folder = std::fs::metadata(root.path().join("a/.plenary")).expect("it is there");
            assert_eq!(folder.permissions().mode() & 0o777, 0o700);
        }
    }

    #[test]
    fn without_its_folder_there_is_no_lock() {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        let target = Target::check(Path::new("public"), Path::new("public"), root.path(), None, Where::Settings).expect("it is allowed");
        std::fs::write(root.path().join(".plenary"), "mine").expect("it is ours");
        let fault = take(&target).map(|_| ()).expect_err("a file is in the way");
        assert!(fault.message.starts_with("cannot make it: "), "{}", fault.message);
    }
}
