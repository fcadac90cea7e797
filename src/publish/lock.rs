//! One build at a time into one folder.

use std::fs::{File, OpenOptions, TryLockError};

use super::fault;
use super::target::Target;
use crate::diagnostic::{Code, Diagnostic};

/// Takes the lock; it is given back when the file is closed, also by the end of the process however that comes.
pub fn take(target: &Target) -> Result<File, Diagnostic> {
    let folder = target.lock.parent().unwrap_or(&target.lock);
    std::fs::create_dir_all(folder).map_err(|error| fault(target, folder, "make", &error))?;
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
