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
