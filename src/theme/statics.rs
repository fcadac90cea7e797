//! The static files of a theme by the names that they are published under: with a fingerprint of what is in them, so that
//! a browser may keep them for good.
//!
//! In: files by their names below `static/`. Out: each with its URL, and of scripts and style sheets what `integrity` says.
//! A script or style sheet that names another file of the theme names it with its fingerprint; so its own fingerprint is
//! made of all files that it leads to.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use base64::Engine;
use sha2::{Digest, Sha256, Sha384};

use super::references::references;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Asset, AssetData, MAX_TEXT, Text};
use crate::span::Span;

/// Where static files are published.
const FOLDER: &str = "theme/";
/// How many hexadecimal digits of a digest are a fingerprint.
const DIGITS: usize = 16;
/// How much of a file is read at once, in bytes.
const CHUNK: u64 = 1024 * 1024;

/// How the static files are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// With fingerprints, and with `integrity`: as they are published.
    Fingerprints,
    /// As in the theme: a preview shows what is edited under the same name.
    Plain,
}

/// The places in a template of a site that name static files by where they would be without fingerprints.
pub(super) fn named_plainly(template: &Text, files: &[Static]) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (at, _) in template.text.match_indices(FOLDER) {
        let rest = &template.text[at + FOLDER.len()..];
        let name = &rest[..rest.find(|c: char| "\"'?#<>{} \n".contains(c)).unwrap_or(rest.len())];
        let is_whole = !template.text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-');
        if is_whole && files.iter().any(|file| file.name == name) {
            let span = Span::new(at, at + FOLDER.len() + name.len());
            let message = format!("`{FOLDER}{name}` is published under a name with a fingerprint");
            let help = format!("write `{{{{ asset(name=\"{name}\") }}}}`");
            faults.push(Diagnostic::new(Code::TemplateError, &template.path, span, message).help(help));
        }
    }
    faults
}

/// Who a static file is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The theme inside the program.
    Program,
    /// The site's own theme.
    Site,
    /// It is made of the settings.
    Settings,
}

/// A static file.
#[derive(Clone, Debug)]
pub struct Static {
    /// What templates call it: its path below `static/`.
    pub name: String,
    /// The site-relative URL that it is published at.
    pub url: String,
    /// What `integrity` says of it, if it is a script or a style sheet that has its fingerprint.
    pub integrity: Option<String>,
    /// Its bytes as they are published.
    pub asset: Asset,
    /// Who it is of.
    pub origin: Origin,
}

/// A file before it has its name.
struct Read {
    digest: [u8; 32],
    /// The text of a script or style sheet, with the places in it that name other files of the theme.
    text: Option<(Vec<u8>, Places)>,
}

/// Places in a text, with the file that each names by its place in the list.
type Places = Vec<(Range<usize>, usize)>;

/// Names static files, which come by their names below `static/`.
pub fn named(files: BTreeMap<String, (Asset, Origin)>, naming: Naming) -> (Vec<Static>, Vec<Diagnostic>) {
    let plain = |(name, (asset, origin)): (String, (Asset, Origin))| {
        let url = format!("{FOLDER}{name}");
        Static { name, url, integrity: None, asset, origin }
    };
    let mut all: Vec<Static> = files.into_iter().map(plain).collect();
    if naming == Naming::Plain {
        return (all, Vec::new());
    }
    let names: Vec<String> = all.iter().map(|file| file.name.clone()).collect();
    let (mut read, mut faults) = (Vec::with_capacity(all.len()), Vec::new());
    for file in &all {
        read.push(read_one(file, &names).unwrap_or_else(|fault| {
            faults.push(fault);
            Read { digest: [0; 32], text: None }
        }));
    }
    let fingerprints: Vec<String> = (0..all.len()).map(|at| fingerprint(at, &names, &read)).collect();
    for (at, file) in all.iter_mut().enumerate() {
        file.url = format!("{FOLDER}{}", with_fingerprint(&file.name, &fingerprints[at]));
        let Some((text, places)) = &read[at].text else { continue };
        let published = rewritten(text, places, &names, &fingerprints);
        let digest = base64::engine::general_purpose::STANDARD.encode(Sha384::digest(&published));
        file.integrity = Some(format!("sha384-{digest}"));
        if !places.is_empty() {
            file.asset.data = AssetData::Made(published.into());
        }
    }
    (all, faults)
}

fn read_one(file: &Static, names: &[String]) -> Result<Read, Diagnostic> {
    let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_text = matches!(ending, "css" | "js" | "mjs") && file.asset.size().is_ok_and(|size| size <= MAX_TEXT);
    if is_text {
        let bytes = file.asset.read()?.into_owned();
        let digest = Sha256::digest(&bytes).into();
        let places = references(&file.name, &bytes).into_iter();
        let places = places.filter_map(|(range, name)| Some((range, names.binary_search(&name).ok()?))).collect();
        return Ok(Read { digest, text: Some((bytes, places)) });
    }
    // A film need not be in memory to be counted.
    let (mut hash, mut at) = (Sha256::new(), 0);
    loop {
        let part = file.asset.part(at, CHUNK)?;
        if part.is_empty() {
            return Ok(Read { digest: hash.finalize().into(), text: None });
        }
        at += part.len() as u64;
        hash.update(&part);
    }
}

/// The fingerprint of a file: of it and of every file that it leads to, in whatever circle.
fn fingerprint(at: usize, names: &[String], read: &[Read]) -> String {
    let (mut reached, mut next) = (BTreeSet::new(), vec![at]);
    while let Some(at) = next.pop() {
        if reached.insert(at) {
            next.extend(read[at].text.iter().flat_map(|(_, places)| places.iter().map(|(_, to)| *to)));
        }
    }
    let mut hash = Sha256::new();
    for one in [at].into_iter().chain(reached) {
        hash.update(names[one].as_bytes());
        hash.update([0]);
        hash.update(read[one].digest);
    }
    let digest = hash.finalize();
    digest.iter().take(DIGITS / 2).map(|byte| format!("{byte:02x}")).collect()
}

/// `style.0123456789abcdef.css` for `style.css`.
fn with_fingerprint(name: &str, fingerprint: &str) -> String {
    let file = name.rfind('/').map_or(0, |at| at + 1);
    match name[file..].rfind('.').filter(|at| *at > 0) {
        Some(dot) => format!("{}.{fingerprint}{}", &name[..file + dot], &name[file + dot..]),
        None => format!("{name}.{fingerprint}"),
    }
}

/// A text with the names of other files as they are published.
fn rewritten<'t>(text: &'t [u8], places: &[(Range<usize>, usize)], names: &[String], fingerprints: &[String]) -> Cow<'t, [u8]> {
    if places.is_empty() {
        return text.into();
    }
    let (mut out, mut from) = (Vec::with_capacity(text.len() + places.len() * (DIGITS + 1)), 0);
    for (range, to) in places {
        // The way to its folder stays as it is written.
        let file = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let written = String::from_utf8_lossy(&text[range.clone()]).into_owned();
        let way = &written[..written.len() - file(&written).len()];
        out.extend_from_slice(&text[from..range.start]);
        out.extend_from_slice(format!("{way}{}", file(&with_fingerprint(&names[*to], &fingerprints[*to]))).as_bytes());
        from = range.end;
    }
    out.extend_from_slice(&text[from..]);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;

    fn site(files: &[(&str, &'static str)]) -> BTreeMap<String, Static> {
        let asset = |text: &'static str| Asset { path: SourcePath::new("x"), data: AssetData::Embedded(text.as_bytes()) };
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), (asset(text), Origin::Site))).collect();
        let (named, faults) = named(files, Naming::Fingerprints);
        assert_eq!(faults, []);
        named.into_iter().map(|file| (file.name.clone(), file)).collect()
    }

    fn text(file: &Static) -> String {
        String::from_utf8(file.asset.read().unwrap().into_owned()).unwrap()
    }

    #[test]
    fn a_file_that_changes_gives_every_file_that_leads_to_it_another_name() {
        let files =
            |last| site(&[("a.js", "import './b.js'; import './d.js'"), ("b.js", "import './c/e.js'"), ("c/e.js", last), ("d.js", "")]);
        let (one, other) = (files("1"), files("2"));
        for (name, changes) in [("a.js", true), ("b.js", true), ("c/e.js", true), ("d.js", false)] {
            assert_eq!(one[name].url != other[name].url, changes, "{name}");
        }
        let name = |file: &Static| file.url.strip_prefix(FOLDER).unwrap().to_owned();
        assert_eq!(text(&one["a.js"]), format!("import './{}'; import './{}'", name(&one["b.js"]), name(&one["d.js"])));
        assert_eq!(text(&one["b.js"]), format!("import './{}'", name(&one["c/e.js"])));
        assert_eq!(name(&one["c/e.js"]).len(), "c/e.js".len() + 1 + DIGITS);
    }

    #[test]
    fn files_that_name_each_other_have_names_that_hold() {
        let one = site(&[("a.js", "import './b.js'"), ("b.js", "import './a.js'")]);
        assert_ne!(one["a.js"].url, one["b.js"].url);
        assert!(text(&one["b.js"]).contains(one["a.js"].url.strip_prefix(FOLDER).unwrap()));
    }

    #[test]
    fn the_fingerprint_goes_before_the_ending() {
        for (name, wanted) in [("style.css", "style.F.css"), ("a.b/c", "a.b/c.F"), ("x.min.js", "x.min.F.js"), ("a/.x", "a/.x.F")] {
            assert_eq!(with_fingerprint(name, "F"), wanted);
        }
    }
}
