//! Which files and folders are a record's, and where they go.

use std::collections::{BTreeMap, BTreeSet};

use super::Refusal;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Language;
use crate::library::Library;
use crate::model::place::Place;
use crate::path::SourcePath;
use crate::slug;
use crate::target::RecordId;

/// The new places of what moves.
#[derive(Debug)]
pub struct Moves {
    /// The id that the record had.
    pub old_id: String,
    /// The id that it gets.
    pub new_id: String,
    /// Each file with its new place.
    pub files: BTreeMap<SourcePath, SourcePath>,
    /// The same as the file system moves it: whole folders, and files beside them.
    pub units: Vec<(SourcePath, SourcePath)>,
}

impl Moves {
    /// What moves with a record: its file in every language, and its folder with pages and other files.
    pub fn of(library: &Library, id: RecordId, target: &Place) -> Result<Self, Refusal> {
        let record = library.record(id);
        let folder = record.path().as_str().split('/').nth(1).unwrap_or("").to_owned();
        let (old, new): (Vec<&str>, Vec<&str>) = (record.id.split('/').collect(), target.id.split('/').collect());
        let all = || library.records.iter().map(|record| record.path()).chain(library.assets.iter().map(|asset| &asset.path));
        if let Some(taken) = all().find(|path| unit_of(path, &folder, &new).is_some()) {
            let message = format!("it already has the id `{}`", target.id);
            return Err(Refusal::Faults(vec![Diagnostic::of_file(Code::AlreadyExists, taken, message).help("choose another id")]));
        }
        let mut files = BTreeMap::new();
        let mut units = BTreeSet::new();
        for path in all() {
            let Some(unit) = unit_of(path, &folder, &old) else { continue };
            // Folders on the way that stay the same keep their spelling.
            let parts: Vec<&str> = path.as_str().split('/').skip(2).collect();
            let kept = old.iter().zip(&new).take_while(|(old, new)| old == new).count().min(old.len() - 1);
            let way: Vec<&str> = parts[..kept].iter().copied().chain(new[kept..].iter().copied()).collect();
            let new_unit = format!("content/{folder}/{}{}", way.join("/"), unit.ending);
            let rest = &path.as_str()[unit.path.len()..];
            files.insert(path.clone(), SourcePath::new(format!("{new_unit}{rest}")));
            units.insert((SourcePath::new(unit.path), SourcePath::new(new_unit)));
        }
        let units: Vec<_> = units.into_iter().collect();
        for (at, (old, new)) in units.iter().enumerate() {
            if let Some((other, _)) = units[..at].iter().find(|(_, other)| other == new) {
                let message = format!("it would get the same place as {other}");
                let fault = Diagnostic::of_file(Code::RenameConflict, old, message);
                return Err(Refusal::Faults(vec![fault.help("put both into one folder first")]));
            }
        }
        Ok(Self { old_id: record.id.clone(), new_id: target.id.clone(), files, units })
    }

    /// Where a file is after the rename.
    pub fn new_path(&self, path: &SourcePath) -> SourcePath {
        self.files.get(path).unwrap_or(path).clone()
    }
}

/// The file or folder of a record that a path is, or lies in.
struct Unit {
    path: String,
    /// What follows the id in its name: `.md`, `.fr.md`, or nothing for a folder.
    ending: String,
}

/// What of the record with the id `parts` the file at `path` belongs to, whatever way its name is spelled.
fn unit_of(path: &SourcePath, folder: &str, parts: &[&str]) -> Option<Unit> {
    let below = path.as_str().strip_prefix("content/")?.strip_prefix(folder)?.strip_prefix('/')?;
    let names: Vec<&str> = below.split('/').collect();
    let is = |name: &str, part: &str| slug::of_name(name) == part;
    let (last, way) = parts.split_last()?;
    if names.len() < parts.len() || !way.iter().zip(&names).all(|(part, name)| is(name, part)) {
        return None;
    }
    let own = names[way.len()];
    let path = |names: &[&str]| format!("content/{folder}/{}", names.join("/"));
    if names.len() > parts.len() {
        return is(own, last).then(|| Unit { path: path(&names[..parts.len()]), ending: String::new() });
    }
    let stem = own.strip_suffix(".md")?;
    let (stem, edition) = match stem.rsplit_once('.').filter(|(_, code)| Language::of_code(code).is_some()) {
        Some((stem, code)) => (stem, format!(".{code}")),
        None => (stem, String::new()),
    };
    is(stem, last).then(|| Unit { path: path(&names), ending: format!("{edition}.md") })
}
