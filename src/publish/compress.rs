//! Files in compressed forms beside themselves, for servers that send what lies ready: `x.html.gz` (RFC 1952) and
//! `x.html.br` (RFC 7932). The same bytes on every machine: no time, no name and no system stands in them.

use std::collections::HashSet;
use std::io::Write;

use flate2::{Compression, GzBuilder};
use rayon::prelude::*;

use super::fault;
use super::spare::Spare;
use crate::diagnostic::Diagnostic;
use crate::path::OutputPath;

/// The endings of files that are worth it; pictures, archives and the like are compressed in themselves.
const ENDINGS: [&str; 16] =
    ["bib", "css", "csv", "html", "ics", "js", "json", "md", "mjs", "ris", "svg", "txt", "wasm", "webmanifest", "xml", "yaml"];
/// Files that are smaller, in bytes, are sent in one packet either way.
const LEAST: usize = 512;
/// Files that are larger, in bytes, are sent as they are: a file and its forms are in memory whole.
pub const MOST_COMPRESSED: u64 = 64 * 1024 * 1024;
/// What brotli spends on a file: up to so many bytes the most, on larger ones what takes a twentieth of that time.
const SMALL: usize = 256 * 1024;
/// The window of brotli, in bits: 4 MiB.
const WINDOW: i32 = 22;
/// How the field of a gzip file that names the system says that none is named.
const NO_SYSTEM: u8 = 255;

/// Makes a compressed form of some bytes.
type Form = fn(&[u8]) -> std::io::Result<Vec<u8>>;

/// The compressed forms, by what they add to a file's name.
const FORMS: [(&str, Form); 2] = [(".br", brotli), (".gz", gzip)];

/// Writes the compressed forms beside the staged files at `paths`, where they are smaller and where nothing else goes;
/// returns their paths.
pub fn beside(paths: &[OutputPath], spare: &Spare<'_>) -> Result<Vec<OutputPath>, Vec<Diagnostic>> {
    let taken: HashSet<&str> = paths.iter().map(OutputPath::as_str).collect();
    let made: Vec<Result<Vec<OutputPath>, Diagnostic>> =
        paths.par_iter().filter(|path| has_worth(path.as_str())).map(|path| of_file(path, &taken, spare)).collect();
    let (mut done, mut faults) = (Vec::new(), Vec::new());
    for one in made {
        match one {
            Ok(paths) => done.extend(paths),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(done) } else { Err(faults) }
}

fn of_file(path: &OutputPath, taken: &HashSet<&str>, spare: &Spare<'_>) -> Result<Vec<OutputPath>, Diagnostic> {
    let target = spare.target;
    let file = target.staging.join(path.as_str());
    let mut made = Vec::new();
    if file.metadata().is_ok_and(|data| data.len() > MOST_COMPRESSED) {
        return Ok(made);
    }
    let bytes = std::fs::read(&file).map_err(|error| fault(target, &file, "read", &error))?;
    if bytes.len() < LEAST {
        return Ok(made);
    }
    for (ending, form) in FORMS {
        let name = format!("{}{ending}", path.as_str());
        let Ok(beside) = OutputPath::new(name) else { continue };
        if taken.contains(beside.as_str()) {
            continue;
        }
        let file = target.staging.join(beside.as_str());
        let compressed = form(&bytes).map_err(|error| fault(target, &file, "compress", &error))?;
        if compressed.len() < bytes.len() {
            spare.put(beside.as_str(), &compressed)?;
            made.push(beside);
        }
    }
    Ok(made)
}

/// Whether a file of this name can be worth it.
fn has_worth(path: &str) -> bool {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending);
    ENDINGS.iter().any(|worth| ending.eq_ignore_ascii_case(worth))
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = GzBuilder::new().operating_system(NO_SYSTEM).write(Vec::with_capacity(bytes.len() / 3), Compression::best());
    out.write_all(bytes)?;
    out.finish()
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let quality = if bytes.len() <= SMALL { 11 } else { 9 };
    let settings = brotli::enc::BrotliEncoderParams { quality, lgwin: WINDOW, size_hint: bytes.len(), ..Default::default() };
    let mut out = Vec::with_capacity(bytes.len() / 4);
    brotli::BrotliCompress(&mut &*bytes, &mut out, &settings)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use sha2::{Digest, Sha256};

    use super::*;
    use crate::publish::target::Target;

    #[test]
    fn the_same_text_is_compressed_to_the_same_bytes_on_every_machine() {
        let text: String = (0..2000).map(|at| format!("{} of a text that is compressed; ", at * at % 977)).collect();
        let digests = FORMS.map(|(ending, form)| {
            let made = form(text.as_bytes()).expect("memory takes all");
            assert!(made.len() < text.len() / 2, "{ending}");
            Sha256::digest(made).iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>()
        });
        assert_eq!(digests, ["80d236cd15262b86", "61e7b22da22835c7"]);
    }

    /// Bytes that no compression makes fewer.
    fn noise(length: usize) -> Vec<u8> {
        let step = |state: &mut u32| {
            *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Some((*state >> 24) as u8)
        };
        std::iter::repeat_n((), length).scan(7, |state, ()| step(state)).collect()
    }

    #[test]
    fn forms_lie_beside_files_that_they_make_smaller_and_where_nothing_else_goes() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let target = Target::within(folder.path());
        std::fs::create_dir(&target.staging).expect("it is ours");
        let large = "Of a page that is long. ".repeat(40_000);
        let files: [(&str, &[u8]); 7] = [
            ("large.html", large.as_bytes()),
            ("least.html", &[b'x'; LEAST]),
            ("less.html", &[b'x'; LEAST - 1]),
            ("noise.txt", &noise(2000)),
            ("picture.png", &[b'x'; 2000]),
            ("taken.css", &[b'x'; 2000]),
            ("taken.css.br", b"Somebody's own."),
        ];
        let paths = files.map(|(name, bytes)| {
            std::fs::write(target.staging.join(name), bytes).expect("it is ours");
            OutputPath::new(name).expect("it can be published")
        });
        let spare = Spare::clean(&paths.each_ref(), &target).expect("nothing is in the way");
        // Longer than any that is held in memory: without that limit this would take seconds.
        let huge = OutputPath::new("huge.csv").expect("it can be published");
        let file = std::fs::File::create(target.staging.join("huge.csv")).expect("it is ours");
        file.set_len(MOST_COMPRESSED + 1).expect("it may be long");
        let paths: Vec<OutputPath> = paths.into_iter().chain([huge]).collect();
        let made = beside(&paths, &spare).expect("nothing is in the way");
        let names: Vec<&str> = made.iter().map(OutputPath::as_str).collect();
        assert_eq!(names, ["large.html.br", "large.html.gz", "least.html.br", "least.html.gz", "taken.css.gz"]);
        let read = |name: &str| std::fs::read(target.staging.join(name)).expect("it is there");
        for (name, bytes) in &files[..2] {
            let (mut gzip, mut brotli) = (Vec::new(), Vec::new());
            flate2::read::GzDecoder::new(&*read(&format!("{name}.gz"))).read_to_end(&mut gzip).expect("it is gzip");
            brotli::BrotliDecompress(&mut &*read(&format!("{name}.br")), &mut brotli).expect("it is brotli");
            assert!(gzip == *bytes && brotli == *bytes, "{name}");
        }
        assert_eq!(read("taken.css.br"), b"Somebody's own.");
    }

    #[test]
    fn only_what_is_not_compressed_in_itself_is_tried() {
        for (path, worth) in [("a/index.html", true), ("a.CSS", true), ("x.png", false), ("html", false), ("a.html/x", false)] {
            assert_eq!(has_worth(path), worth, "{path}");
        }
    }
}
