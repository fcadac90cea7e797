//! Writes the published site: all of it into a staging folder, which then takes the place of the old one in one step.
//!
//! In: a site, and a folder that was checked. Out: the number of files, or the faults for which nothing changed. The
//! only writer. Whatever fails, and whenever the process ends, the old site stays whole; what was left behind in
//! `.plenary/` is removed by the next build.
#![allow(clippy::disallowed_methods, reason = "publish is the only writer")]

mod foreign;
mod lock;
mod stage;
mod swap;
mod target;

pub use target::{Target, Where};

use crate::Site;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::path::SourcePath;

/// What was published.
#[derive(Debug)]
pub struct Published {
    /// How many files the site has.
    pub files: usize,
    /// What should be known: files that were carried over.
    pub notes: Vec<Diagnostic>,
}

/// Renders every artifact and publishes the site into `target`.
pub fn publish(site: &Site, target: &Target) -> Result<Published, Vec<Diagnostic>> {
    let _lock = lock::take(target).map_err(|fault| vec![fault])?;
    stage::clear(target).map_err(|fault| vec![fault])?;
    let result = stage::write(site, target).and_then(|files| {
        let notes = foreign::carry_over(site, target)?;
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

/// Says that the site could not be written.
fn fault(path: &std::path::Path, verb: &str, error: &std::io::Error) -> Diagnostic {
    let reason = error.to_string();
    let reason = reason.split(" (os error").next().unwrap_or(&reason).to_owned();
    let mut chars = reason.chars();
    let reason: String = chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect());
    let message = format!("cannot {verb} it: {reason}; the published site is as it was");
    Diagnostic::of_file(Code::NotPublished, &SourcePath::new(path.to_string_lossy().into_owned()), message)
}
