//! Writes the published site: all of it into a staging folder, which then takes the place of the old one in one step.
//!
//! In: a site, and a folder that was checked. Out: the number of files, or the faults for which nothing changed. The
//! only writer. Whatever fails, and whenever the process ends, the old site stays whole. What is left behind in
//! `.plenary/`, the old site or a part of the new one, is what the next build is staged over; it may be deleted.
#![allow(clippy::disallowed_methods, reason = "publish is the only writer")]

mod foreign;
mod lock;
mod spare;
mod stage;
mod swap;
mod target;

pub use target::{Target, Where};

use crate::Site;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::source::reason;
use crate::watch::Watch;

/// What was published.
#[derive(Debug)]
pub struct Published {
    /// How many files the site has.
    pub files: usize,
    /// What should be known: files that were carried over.
    pub notes: Vec<Diagnostic>,
}

/// Renders every artifact and publishes the site into `target`.
pub fn publish(site: &Site, target: &Target, watch: &dyn Watch) -> Result<Published, Vec<Diagnostic>> {
    let _lock = lock::take(target).map_err(|fault| vec![fault])?;
    swap::heal(target).map_err(|fault| vec![fault])?;
    let result = stage::write(site, target, watch).and_then(|files| {
        watch.stage("publishing", None);
        let notes = foreign::carry_over(site, target)?;
        swap::swap(target).map_err(|fault| vec![fault])?;
        Ok(Published { files, notes })
    });
    result.map_err(|mut faults| {
        // What was staged may be what fills the disk.
        let _ = stage::clear(target);
        diagnostic::sort(&mut faults);
        faults
    })
}

/// Says that the site could not be written: what could not be done to `path`, and why.
fn fault(target: &Target, path: &std::path::Path, verb: &str, error: &std::io::Error) -> Diagnostic {
    let message = format!("cannot {verb} it: {}; the published site is as it was", reason(error));
    Diagnostic::of_file(Code::NotPublished, &target.shown(path), message)
}
