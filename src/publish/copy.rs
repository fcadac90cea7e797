//! Stages a site that was built elsewhere.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rayon::prelude::*;

use super::fault;
use super::spare::Spare;
use crate::diagnostic::Diagnostic;
use crate::path::OutputPath;
use crate::source::LARGE;
use crate::watch::Watch;

/// How much of two files is compared at once.
const PIECE: usize = 64 * 1024;

/// Stages the files at `paths` of the site in `from`.
pub fn write(from: &Path, paths: &[&OutputPath], spare: &Spare<'_>, watch: &dyn Watch) -> Result<(), Vec<Diagnostic>> {
    watch.stage("copying", Some(paths.len()));
    let copy = |path: &&OutputPath| {
        let source = from.join(path.as_str());
        watch.made(path.as_str(), "copy", None, None);
        let unreadable = |error| fault(spare.target, &source, "read", &error);
        if source.metadata().is_ok_and(|data| data.len() > LARGE) {
            return spare.put_copy(path.as_str(), &source, unreadable);
        }
        let bytes = std::fs::read(&source).map_err(unreadable)?;
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

/// Whether a plain file holds the bytes of another, to which a link may lead.
pub(super) fn is_copy(file: &Path, source: &Path) -> bool {
    source.canonicalize().is_ok_and(|source| is_same(file, &source))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::target::Target;
    use crate::watch::Unwatched;

    #[test]
    fn files_are_the_same_byte_by_byte_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("it is ours");
            path
        };
        let long = vec![b'x'; 2 * PIECE + 1];
        let with = |at: usize| {
            let mut bytes = long.clone();
            bytes[at] = b'y';
            bytes
        };
        let one = file("one", &long);
        assert!(is_same(&one, &file("other", &long)));
        assert!(is_same(&file("empty", b""), &file("also-empty", b"")));
        for at in [0, PIECE - 1, PIECE, 2 * PIECE - 1, 2 * PIECE] {
            assert!(!is_same(&one, &file("other", &with(at))), "{at}");
        }
        assert!(!is_same(&one, &file("other", &long[1..])));
        assert!(!is_same(&one, &folder.path().join("nothing")) && !is_same(&folder.path().join("nothing"), &one));
        assert!(!is_same(folder.path(), folder.path()));
        #[cfg(unix)]
        {
            rustix::fs::symlink(&one, folder.path().join("link")).expect("it is ours");
            assert!(!is_same(&one, &folder.path().join("link")) && !is_same(&folder.path().join("link"), &one));
        }
    }

    #[test]
    fn what_was_built_is_staged_and_what_is_gone_is_told() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let at = |name: &str| folder.path().join(name);
        let target = Target::within(folder.path());
        std::fs::create_dir(&target.staging).and_then(|()| std::fs::create_dir(at("built"))).expect("it is ours");
        std::fs::write(at("built/a.html"), "A page.").expect("it is ours");
        let paths = ["a.html", "b.html"].map(|name| OutputPath::new(name).expect("it can be published"));
        let spare = Spare::clean(&[], &target).expect("nothing is in the way");
        assert_eq!(write(&at("built"), &[&paths[0]], &spare, &Unwatched), Ok(()));
        assert_eq!(std::fs::read(at("staging/a.html")).expect("it is there"), b"A page.");
        let faults = write(&at("built"), &[&paths[0], &paths[1]], &spare, &Unwatched).expect_err("one is gone");
        assert_eq!(faults.iter().map(|fault| fault.file.to_string()).collect::<Vec<_>>(), ["built/b.html"]);
    }
}
