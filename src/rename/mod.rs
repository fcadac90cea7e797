//! Gives a record another id: what moves, which words change where, and the check that the site then says the same.
//!
//! In: a site, the name of a record, and a new id. Out: a [`Rename`], or why there is none. Nothing is written before the
//! whole site was read again as it would be, and every reference and link in it leads where it led before; then `write`
//! does it, and is the only one here that touches files.

mod alias;
mod files;
mod mend;
mod subject;
mod verify;
mod write;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::Site;
use crate::diagnostic::{self, Diagnostic};
use crate::path::SourcePath;
use crate::site::{self, Drafts, Options};
use crate::source::{Content, Text};
use crate::span::Span;

use files::Moves;
pub use write::{Finished, finish, is_unfinished, write};

/// What a rename would do.
#[derive(Debug)]
pub struct Rename {
    /// The id that the record had.
    pub old: String,
    /// The id that it gets.
    pub new: String,
    /// The files and folders that move, with their new places.
    pub units: Vec<(SourcePath, SourcePath)>,
    /// How many files that is.
    pub files: usize,
    /// What changes in each file, by the place it had before.
    pub edits: BTreeMap<SourcePath, Vec<Edit>>,
    /// The texts of these files as they were read.
    texts: BTreeMap<SourcePath, String>,
}

/// Other words at a place of a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The place; where something is only added, an empty one.
    pub span: Span,
    /// The new words.
    pub words: String,
    /// What is changed.
    pub what: What,
}

/// What an edit is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A designation or a link.
    Reference,
    /// The old URL of a page.
    Alias,
}

/// Why nothing is renamed.
#[derive(Debug)]
pub enum Refusal {
    /// What was asked for cannot be done: a sentence without its full stop.
    Asked(String),
    /// The record has the id already.
    Already(String),
    /// What stands in the site forbids it.
    Faults(Vec<Diagnostic>),
}

impl Rename {
    /// The text of a file as it was read.
    pub fn text(&self, path: &SourcePath) -> &str {
        self.texts.get(path).map_or("", String::as_str)
    }

    /// How many edits there are for something.
    pub fn count(&self, what: What) -> usize {
        self.edits.values().flatten().filter(|edit| edit.what == what).count()
    }
}

/// Plans to give the record that `name` names the id `new`. Drafts are part of the site for this: what they name is
/// mended too.
pub fn plan(root: &Path, options: &Options, name: &str, new: &str) -> Result<Rename, Refusal> {
    let options = Options { drafts: Drafts::Include, ..options.clone() };
    let (site, faults) = site::load(root, &options);
    let Some(site) = site.filter(|_| !diagnostic::has_errors(&faults)) else {
        return Err(Refusal::Faults(faults));
    };
    let record = subject::find(&site.library, name).map_err(Refusal::Asked)?;
    let target = subject::new_place(&site.library, record, new)?;
    let moves = Moves::of(&site.library, record, &target)?;
    let moved = |edits: &BTreeMap<SourcePath, Vec<Edit>>| load(root, &options, &moves, edits);
    // First only moved, to see which names and links that breaks.
    let (Some(broken), _) = moved(&BTreeMap::new()) else { return Err(Refusal::Faults(faults)) };
    let mut edits = mend::edits(&site, &broken, &moves).map_err(Refusal::Faults)?;
    alias::add(&site.library, &broken.library, &moves, &mut edits);
    let (Some(after), faults) = moved(&edits) else { return Err(Refusal::Faults(faults)) };
    if diagnostic::has_errors(&faults) {
        return Err(Refusal::Faults(verify::at_old_places(faults, &moves, &edits)));
    }
    verify::same(&site, &after, &moves).map_err(Refusal::Faults)?;
    let texts = texts(&site, root, &edits)?;
    Ok(Rename { old: site.library.record(record).id.clone(), new: target.id, files: moves.files.len(), units: moves.units, edits, texts })
}

/// Loads the site as it would be.
fn load(root: &Path, options: &Options, moves: &Moves, edits: &BTreeMap<SourcePath, Vec<Edit>>) -> (Option<Arc<Site>>, Vec<Diagnostic>) {
    let change = |text: &mut Text| {
        if let Some(edits) = edits.get(&text.path) {
            text.text = with_edits(&text.text, edits);
        }
        text.path = moves.new_path(&text.path);
    };
    site::load_changed(root, options, |settings, Content { records, catalogue, assets, .. }| {
        change(settings);
        records.iter_mut().chain(catalogue).for_each(change);
        assets.iter_mut().for_each(|asset| asset.path = moves.new_path(&asset.path));
        records.sort_by(|a, b| a.path.cmp(&b.path));
        assets.sort_by(|a, b| a.path.cmp(&b.path));
    })
}

fn with_edits(text: &str, edits: &[Edit]) -> String {
    let (mut out, mut from) = (String::with_capacity(text.len() + 64), 0);
    for edit in edits {
        out.push_str(&text[from..edit.span.start as usize]);
        out.push_str(&edit.words);
        from = edit.span.end as usize;
    }
    out + &text[from..]
}

/// The texts of the files that change, as they were read.
fn texts(site: &Site, root: &Path, edits: &BTreeMap<SourcePath, Vec<Edit>>) -> Result<BTreeMap<SourcePath, String>, Refusal> {
    let records = site.library.records.iter().map(|record| (record.path(), &record.source.text));
    let mut texts: BTreeMap<SourcePath, String> =
        records.filter(|(path, _)| edits.contains_key(path)).map(|(path, text)| (path.clone(), text.clone())).collect();
    for path in edits.keys().filter(|path| !path.as_str().ends_with(".md")) {
        let text = crate::source::read_text(root, path.as_str()).map_err(|fault| Refusal::Faults(vec![fault]))?;
        texts.insert(path.clone(), text.text);
    }
    Ok(texts)
}
