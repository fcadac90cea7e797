//! Writes the published site: all of it into a staging folder, which then takes the place of the old one in one step.
//!
//! In: a site, or one that was built, and a folder that was checked. Out: the number of files, or the faults for which nothing changed. The
//! only writer. Whatever fails, and whenever the process ends, the old site stays whole; what was left behind in
//! `.plenary/` is removed by the next build.
#![allow(clippy::disallowed_methods, reason = "publish is the only writer")]

mod copy;
mod foreign;
mod lock;
mod stage;
mod swap;
mod target;

pub use copy::is_same;
pub use target::{Target, Where};

use std::path::Path;

use crate::Site;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::path::OutputPath;
use crate::source::reason;

/// What was published.
#[derive(Debug)]
pub struct Published {
    /// How many files the site has.
    pub files: usize,
    /// What should be known: files that were carried over.
    pub notes: Vec<Diagnostic>,
}

/// Renders every artifact and publishes the site into `target`; `step` is told of each one that is done.
pub fn publish(site: &Site, target: &Target, step: &(dyn Fn() + Sync)) -> Result<Published, Vec<Diagnostic>> {
    let paths: Vec<&OutputPath> = site.plan.artifacts.iter().map(|(path, _)| path).collect();
    in_one_step(target, &paths, || stage::write(site, target, step))
}

/// Publishes the files at `paths` of a site that was built at `from` into another folder, `target`. What stands there already
/// as it should is not written again.
pub fn publish_built(from: &Path, paths: &[OutputPath], target: &Target, step: &(dyn Fn() + Sync)) -> Result<Published, Vec<Diagnostic>> {
    let paths: Vec<&OutputPath> = paths.iter().collect();
    in_one_step(target, &paths, || copy::write(from, &paths, target, step))
}

/// Stages by `write`, which says how many files there are, carries over what is not plenary's, and exchanges the folders.
fn in_one_step(
    target: &Target,
    paths: &[&OutputPath],
    write: impl FnOnce() -> Result<usize, Vec<Diagnostic>>,
) -> Result<Published, Vec<Diagnostic>> {
    let _lock = lock::take(target).map_err(|fault| vec![fault])?;
    swap::heal(target).and_then(|()| stage::clear(target)).map_err(|fault| vec![fault])?;
    let result = write().and_then(|files| {
        let notes = foreign::carry_over(paths, target)?;
        swap::swap(target).map_err(|fault| vec![fault])?;
        Ok(Published { files, notes })
    });
    // After a swap this is the old site; after a fault, what was staged. A rest is removed by the next build.
    let _ = stage::clear(target);
    result.map_err(|mut faults| {
        diagnostic::sort(&mut faults);
        faults
    })
}

/// Says that the site could not be written: what could not be done to `path`, and why.
fn fault(target: &Target, path: &Path, verb: &str, error: &std::io::Error) -> Diagnostic {
    let message = format!("cannot {verb} it: {}; the published site is as it was", reason(error));
    Diagnostic::of_file(Code::NotPublished, &target.shown(path), message)
}
