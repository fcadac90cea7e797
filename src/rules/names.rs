//! Names that could be taken for others: letters that look alike, stray spaces, one title for two rows.
//!
//! What looks alike is told by the skeletons of Unicode Technical Standard 39: a look-up, so that the work grows with the
//! names and not with their pairs.

use std::collections::{BTreeMap, BTreeSet};

use unicode_security::MixedScript;
use unicode_security::confusable_detection::skeleton;

use super::{Sources, Tell};
use crate::designation::cased_key;
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::fields::value::Prose;
use crate::markdown::one_line;
use crate::model::Data;
use crate::path::SourcePath;
use crate::source::{ORGANISATIONS, RECOMMENDATIONS, WORK_ITEMS};

/// How many rows may share a title by mistake.
const FEW: usize = 3;

/// A name of the site, where it is given.
struct Given<'l> {
    name: &'l Prose,
    file: SourcePath,
}

/// Checks the names of all records and rows.
pub fn find(sources: &Sources<'_>, tell: Tell<'_>) {
    let names = names(sources);
    let told = look_alikes(&names, tell);
    words(sources, &names, &told, tell);
    for given in &names {
        spelling(given, tell);
    }
    let library = sources.library;
    let rows = library.recommendations.iter().map(|entry| (entry.row.kind as u8, &entry.row.id, &entry.row.title));
    titles(rows, RECOMMENDATIONS, tell);
    titles(library.work_items.iter().map(|entry| (0, &entry.row.id, &entry.row.title)), WORK_ITEMS, tell);
}

fn names<'l>(sources: &Sources<'l>) -> Vec<Given<'l>> {
    let library = sources.library;
    let mut names = Vec::new();
    let mut add = |file: &str, name: &'l Prose| names.push(Given { name, file: SourcePath::new(file) });
    library.recommendations.iter().for_each(|entry| add(RECOMMENDATIONS, &entry.row.id));
    library.work_items.iter().for_each(|entry| add(WORK_ITEMS, &entry.row.id));
    library.organisations.iter().for_each(|row| add(ORGANISATIONS, &row.id));
    for record in library.records.iter().filter(|record| record.language.is_none()) {
        let file = record.path().as_str();
        match &record.data {
            Data::Group(group) => std::iter::once(&group.acronym).chain(&group.also_written).for_each(|name| add(file, name)),
            Data::StudyGroup(group) => add(file, &group.acronym),
            Data::Circular(circular) => circular.reference.iter().for_each(|name| add(file, name)),
            Data::Liaison(liaison) => liaison.reference.iter().for_each(|name| add(file, name)),
            Data::Report(report) => report.reference.iter().chain(&report.also_written).for_each(|name| add(file, name)),
            Data::Page => {}
        }
    }
    names
}

/// What a name looks like, letter case kept: a work item's matters.
fn looks(name: &str) -> String {
    skeleton(&cased_key(name)).collect()
}

/// Tells names that look like another; returns them.
fn look_alikes<'l>(names: &[Given<'l>], tell: Tell<'_>) -> BTreeSet<&'l str> {
    let mut told = BTreeSet::new();
    let mut by_looks: BTreeMap<String, Vec<&Given<'l>>> = BTreeMap::new();
    for given in names {
        by_looks.entry(looks(&given.name.text)).or_default().push(given);
    }
    for alike in by_looks.values().filter(|alike| alike.len() > 1) {
        for given in alike {
            let own = cased_key(&given.name.text);
            let Some(other) = alike.iter().find(|other| cased_key(&other.name.text) != own) else { continue };
            let message = format!("`{}` looks like `{}`, and is another name", shown(&given.name.text), shown(&other.name.text));
            tell(Diagnostic::new(Code::LookAlike, &given.file, given.name.span, message).help(letters(&given.name.text, &other.name.text)));
            told.insert(given.name.text.as_str());
        }
    }
    told
}

/// Tells parts of names that look like a word of the titles and are none: `loT` for `IoT`.
fn words(sources: &Sources<'_>, names: &[Given<'_>], told: &BTreeSet<&str>, tell: Tell<'_>) {
    let library = sources.library;
    let titles = library.recommendations.iter().map(|entry| &entry.row.title.text);
    let titles = titles.chain(library.work_items.iter().map(|entry| &entry.row.title.text));
    let titles = titles.chain(library.records.iter().map(|record| &record.header.title.text));
    let known: BTreeSet<&str> = titles.flat_map(|title| parts(title)).collect();
    let mut by_looks: BTreeMap<String, &str> = BTreeMap::new();
    for word in &known {
        by_looks.entry(skeleton(word).collect()).or_insert(word);
    }
    for given in names.iter().filter(|given| !told.contains(given.name.text.as_str())) {
        let odd = parts(&given.name.text).filter(|part| !known.contains(part)).find_map(|part| {
            let word = by_looks.get(&skeleton(part).collect::<String>())?;
            // A digit for a letter is how numbers are made: `D1`, `DI`.
            let in_letters = part.chars().zip(word.chars()).all(|(a, b)| a == b || (a.is_alphabetic() && b.is_alphabetic()));
            (in_letters && part.chars().count() == word.chars().count()).then_some((part, *word))
        });
        if let Some((part, word)) = odd {
            let message = format!("`{}` in `{}` looks like `{word}`, and is spelled otherwise", shown(part), shown(&given.name.text));
            tell(Diagnostic::new(Code::LookAlike, &given.file, given.name.span, message).help(letters(part, word)));
        }
    }
}

/// Words of two letters or more.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() > 1 && part.chars().any(char::is_alphabetic))
}

/// The first letters that differ.
fn letters(name: &str, other: &str) -> String {
    let differing = cased_key(name).chars().zip(cased_key(other).chars()).find(|(a, b)| a != b);
    differing
        .map_or_else(|| "write one name in one way".to_owned(), |(a, b)| format!("it has {} where the other has {}", named(a), named(b)))
}

/// A letter with its number, since it cannot be told by its looks: `l (U+006C)`.
fn named(letter: char) -> String {
    format!("`{letter}` (U+{:04X})", letter as u32)
}

/// Tells letters of another script, and spaces where no name has one.
fn spelling(given: &Given<'_>, tell: Tell<'_>) {
    let name = &given.name.text;
    let of_other_script = |c: &char| !c.is_ascii() && c.is_alphabetic() && skeleton(c.encode_utf8(&mut [0; 4])).all(|c| c.is_ascii());
    if let Some(letter) = name.chars().find(of_other_script).filter(|_| !name.as_str().is_single_script()) {
        let like: String = skeleton(letter.encode_utf8(&mut [0; 4])).collect();
        let message = format!("`{}` has {}, which looks like `{like}`", shown(name), named(letter));
        tell(Diagnostic::new(Code::LookAlike, &given.file, given.name.span, message).help("write the name in one script"));
    }
    let beside_sign = ['-', '_', '/'].iter().any(|sign| name.contains(&format!("{sign} ")) || name.contains(&format!(" {sign}")));
    if beside_sign || name.contains("  ") {
        let message = format!("`{}` has a stray space", shown(name));
        tell(Diagnostic::new(Code::StraySpace, &given.file, given.name.span, message).help("remove it"));
    }
}

/// Tells rows that share a title, of a group of rows each. Editions of one text may, and what more than [`FEW`] rows share
/// stands in for a title that is not known.
fn titles<'l>(rows: impl Iterator<Item = (u8, &'l Prose, &'l Prose)>, file: &str, tell: Tell<'_>) {
    let mut by_title: BTreeMap<(u8, String), Vec<(&Prose, &Prose)>> = BTreeMap::new();
    for (group, id, title) in rows {
        let words = one_line(&title.text).to_lowercase();
        by_title.entry((group, words)).or_default().push((id, title));
    }
    for same in by_title.values().filter(|same| (2..=FEW).contains(&same.len())) {
        for (id, title) in same {
            let is_edition = |other: &str| other.starts_with(&id.text) || id.text.starts_with(other);
            let Some((other, _)) = same.iter().find(|(other, _)| !is_edition(&other.text)) else { continue };
            let message = format!("`{}` has the same title as `{}`", shown(&id.text), shown(&other.text));
            tell(Diagnostic::new(Code::DuplicateTitle, &SourcePath::new(file), title.span, message));
        }
    }
}
