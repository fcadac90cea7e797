//! Writes the published site: all of it into a staging folder, which then takes the place of the old one in one step.
//!
//! In: a site, or one that was built, and a folder that was checked. Out: the number of files, or the faults for which nothing
//! changed. The only writer. Whatever fails, and whenever the process ends, the old site stays whole. What is left behind in
//! `.plenary/`, the old site or a part of the new one, is what the next build is staged over; it may be deleted.
#![allow(clippy::disallowed_methods, reason = "publish is the only writer")]

mod compress;
mod copy;
mod foreign;
mod lock;
mod spare;
mod stage;
mod swap;
mod target;

pub use compress::MOST_COMPRESSED;
pub use copy::is_same;
pub use target::{Target, Where};

use std::path::Path;

use spare::Spare;

use crate::Site;
use crate::diagnostic::{self, Code, Diagnostic, counted};
use crate::path::OutputPath;
use crate::source::reason;
use crate::watch::Watch;

/// How many files that could not be written are told.
pub const MOST_TOLD: usize = 10;

/// What was published.
#[derive(Debug)]
pub struct Published {
    /// How many files the site has.
    pub files: usize,
    /// What should be known: files that were carried over.
    pub notes: Vec<Diagnostic>,
}

/// Renders every artifact and publishes the site into `target`, with compressed forms beside the files if `precompress`.
pub fn publish(site: &Site, target: &Target, precompress: bool, watch: &dyn Watch) -> Result<Published, Vec<Diagnostic>> {
    let paths: Vec<&OutputPath> = site.plan.artifacts.iter().map(|(path, _)| path).collect();
    in_one_step(target, &paths, watch, |spare| {
        let mut files = stage::write(site, spare, watch)?;
        if precompress {
            watch.stage("compressing", Some(files.len()));
            files.extend(compress::beside(&files, spare)?);
        }
        Ok(files)
    })
}

/// Publishes the files at `paths` of a site that was built at `from` into another folder, `target`.
pub fn publish_built(from: &Path, paths: &[OutputPath], target: &Target, watch: &dyn Watch) -> Result<Published, Vec<Diagnostic>> {
    let all: Vec<&OutputPath> = paths.iter().collect();
    in_one_step(target, &all, watch, |spare| copy::write(from, &all, spare, watch).map(|()| paths.to_vec()))
}

/// Stages by `write`, which knows the `paths` of most files before and says those of all of them after; carries over what is
/// not plenary's, and exchanges the folders.
fn in_one_step(
    target: &Target,
    paths: &[&OutputPath],
    watch: &dyn Watch,
    write: impl FnOnce(&Spare<'_>) -> Result<Vec<OutputPath>, Vec<Diagnostic>>,
) -> Result<Published, Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let _lock = lock::take(target).map_err(one)?;
    swap::heal(target).map_err(one)?;
    watch.stage("making folders", None);
    let spare = Spare::clean(paths, target).map_err(|error| vec![fault(target, &target.staging, "clean", &error)])?;
    let staged = stage::make_folders(paths.iter().copied(), target).map_err(one).and_then(|()| write(&spare));
    let result = staged.and_then(|mut files| {
        watch.stage("publishing", None);
        stage::write_list(&mut files, &spare).map_err(one)?;
        let notes = foreign::carry_over(&files, target)?;
        swap::swap(target).map_err(one)?;
        Ok(Published { files: files.len(), notes })
    });
    result.map_err(|mut faults| {
        // What was staged may be what fills the disk.
        let _ = stage::clear(target);
        diagnostic::sort(&mut faults);
        without_repetition(faults)
    })
}

/// Faults of the content as they are, and of writing the first ones, the last of them with how many more there are: a disk that is
/// full is so for every file.
fn without_repetition(mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut of_writing = 0;
    faults.retain(|fault| {
        of_writing += usize::from(fault.code == Code::NotPublished);
        fault.code != Code::NotPublished || of_writing <= MOST_TOLD
    });
    let last = faults.iter_mut().rfind(|fault| fault.code == Code::NotPublished);
    if let Some(last) = last.filter(|_| of_writing > MOST_TOLD) {
        last.help = Some(format!("so it was with {}", counted(of_writing - MOST_TOLD, "more file", "more files")));
    }
    faults
}

/// Says that the site could not be written: what could not be done to `path`, and why.
fn fault(target: &Target, path: &Path, verb: &str, error: &std::io::Error) -> Diagnostic {
    let message = format!("cannot {verb} it: {}; the published site is as it was", reason(error));
    Diagnostic::of_file(Code::NotPublished, &target.shown(path), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_files_that_could_not_be_written_are_told_and_every_other_fault() {
        let told = |of_writing: usize| {
            let fault = |code, at: usize| Diagnostic::of_file(code, &crate::path::SourcePath::new(format!("{at:02}")), "x");
            let faults = (0..of_writing).map(|at| fault(Code::NotPublished, at)).chain((0..20).map(|at| fault(Code::TemplateError, at)));
            let told = without_repetition(faults.collect());
            assert_eq!(told.iter().filter(|fault| fault.code == Code::TemplateError).count(), 20);
            told.into_iter().filter(|fault| fault.code == Code::NotPublished).map(|fault| fault.help).collect::<Vec<_>>()
        };
        assert_eq!(told(MOST_TOLD), vec![None; MOST_TOLD]);
        let more = told(MOST_TOLD + 2);
        assert_eq!(more[..MOST_TOLD - 1], vec![None; MOST_TOLD - 1]);
        assert_eq!(more[MOST_TOLD - 1..], [Some("so it was with 2 more files".to_owned())]);
    }
}
