//! Stages a site that was built elsewhere.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rayon::prelude::*;

use super::fault;
use super::spare::Spare;
use crate::diagnostic::Diagnostic;
use crate::path::OutputPath;
use crate::watch::Watch;

/// How much of two files is compared at once.
const PIECE: usize = 64 * 1024;

/// Stages the files at `paths` of the site in `from`.
pub fn write(from: &Path, paths: &[&OutputPath], spare: &Spare<'_>, watch: &dyn Watch) -> Result<(), Vec<Diagnostic>> {
    watch.stage("copying", Some(paths.len()));
    let copy = |path: &&OutputPath| {
        let source = from.join(path.as_str());
        let bytes = std::fs::read(&source).map_err(|error| fault(spare.target, &source, "read", &error))?;
        watch.made(path.as_str(), "copy", None, None);
        spare.put(path.as_str(), &bytes)
    };
    let faults: Vec<Diagnostic> = paths.par_iter().filter_map(|path| copy(path).err()).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Whether two files hold the same bytes. One that cannot be read, or is no file of its own, is never the same.
pub fn is_same(one: &Path, other: &Path) -> bool {
    let is_file = |path: &Path| path.symlink_metadata().ok().filter(std::fs::Metadata::is_file);
    let (Some(a), Some(b)) = (is_file(one), is_file(other)) else { return false };
    a.len() == b.len() && compare(one, other, a.len()).unwrap_or(false)
}

fn compare(one: &Path, other: &Path, mut left: u64) -> std::io::Result<bool> {
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    let (mut a, mut b) = ([0; PIECE], [0; PIECE]);
    while left > 0 {
        let piece = left.min(PIECE as u64) as usize;
        one.read_exact(&mut a[..piece])?;
        other.read_exact(&mut b[..piece])?;
        if a[..piece] != b[..piece] {
            return Ok(false);
        }
        left -= piece as u64;
    }
    Ok(true)
}
