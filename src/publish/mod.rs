//! Writes the published site: all of it into a staging folder, which then takes the place of the old one in one step.
//!
//! In: a site, and a folder that was checked. Out: the number of files, or the faults for which nothing changed. The
//! only writer. Whatever fails, and whenever the process ends, the old site stays whole; what was left behind in
//! `.plenary/` is removed by the next build.
#![allow(clippy::disallowed_methods, reason = "publish is the only writer")]

mod compress;
mod foreign;
mod lock;
mod stage;
mod swap;
mod target;

pub use target::{Target, Where};

use crate::Site;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::source::reason;

/// What was published.
#[derive(Debug)]
pub struct Published {
    /// How many files the site has.
    pub files: usize,
    /// What should be known: files that were carried over.
    pub notes: Vec<Diagnostic>,
}

/// Renders every artifact and publishes the site into `target`, with compressed forms beside the files if `precompress`;
/// `step` is told of each artifact that is done.
pub fn publish(site: &Site, target: &Target, precompress: bool, step: &(dyn Fn() + Sync)) -> Result<Published, Vec<Diagnostic>> {
    let _lock = lock::take(target).map_err(|fault| vec![fault])?;
    swap::heal(target).and_then(|()| stage::clear(target)).map_err(|fault| vec![fault])?;
    let result = stage::write(site, target, step).and_then(|mut files| {
        if precompress {
            files.extend(compress::beside(&files, target)?);
        }
        stage::write_list(&mut files, target).map_err(|fault| vec![fault])?;
        let notes = foreign::carry_over(&files, target)?;
        swap::swap(target).map_err(|fault| vec![fault])?;
        Ok(Published { files: files.len(), notes })
    });
    // After a swap this is the old site; after a fault, what was staged. A rest is removed by the next build.
    let _ = stage::clear(target);
    result.map_err(|mut faults| {
        diagnostic::sort(&mut faults);
        faults
    })
}

/// Says that the site could not be written: what could not be done to `path`, and why.
fn fault(target: &Target, path: &std::path::Path, verb: &str, error: &std::io::Error) -> Diagnostic {
    let message = format!("cannot {verb} it: {}; the published site is as it was", reason(error));
    Diagnostic::of_file(Code::NotPublished, &target.shown(path), message)
}
