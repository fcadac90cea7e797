//! Puts the staged site in the place of the published one.

use rustix::fs::{CWD, RenameFlags, renameat_with};

use super::fault;
use super::target::Target;
use crate::diagnostic::Diagnostic;

/// Exchanges the two folders in one step; afterwards the old site stands where the new one was staged. File systems that
/// cannot exchange take two steps, the first of which is taken back if the second fails.
pub fn swap(target: &Target) -> Result<(), Diagnostic> {
    let (staging, output) = (&target.staging, &target.output);
    if !target.replaces {
        if let Some(parent) = output.parent() {
            std::fs::create_dir_all(parent).map_err(|error| fault(target, parent, "make", &error))?;
        }
        return std::fs::rename(staging, output).map_err(|error| fault(target, output, "publish", &error));
    }
    match renameat_with(CWD, staging, CWD, output, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => in_two_steps(target),
        Err(error) => Err(fault(target, output, "publish", &error.into())),
    }
}

fn in_two_steps(target: &Target) -> Result<(), Diagnostic> {
    let (staging, output) = (&target.staging, &target.output);
    let aside = staging.with_extension("old");
    std::fs::rename(output, &aside).map_err(|error| fault(target, output, "move aside", &error))?;
    if let Err(error) = std::fs::rename(staging, output) {
        let _ = std::fs::rename(&aside, output);
        return Err(fault(target, output, "publish", &error));
    }
    std::fs::rename(&aside, staging).map_err(|error| fault(target, &aside, "move", &error))
}
