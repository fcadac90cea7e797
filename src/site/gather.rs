//! Records and catalogue from the texts of the content.

use std::sync::Arc;

use ahash::HashSet;
use rayon::prelude::*;

use super::{Drafts, Site};
use crate::config::{Search, Settings};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::fields::value::Prose;
use crate::fields::{Fields, Reader};
use crate::library::{Input, SHARE};
use crate::model::Record;
use crate::model::catalogue::{OrganisationRow, RecommendationRow, WorkItemRow, read_rows};
use crate::path::SourcePath;
use crate::slug;
use crate::source::{Asset, Content, ORGANISATIONS, RECOMMENDATIONS, Text, WORK_ITEMS};
use crate::span::Span;

/// Reads every record and the catalogue; a record of the site before is taken as it is where its text is the same. The
/// faults of editions in other languages come apart.
pub(super) fn gather(
    content: Content,
    settings: &Settings,
    drafts: Drafts,
    before: Option<&Site>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Input, Vec<Diagnostic>) {
    let mut editions = Vec::new();
    let before = before.filter(|before| before.settings.languages == settings.languages);
    let read: Vec<_> = content.records.into_par_iter().with_max_len(SHARE).map(|text| read(text, settings, before)).collect();
    let mut input = Input { assets: content.assets, searchable: settings.search() != Search::Off, ..Input::default() };
    for Read { record, faults, edition } in read {
        diagnostics.extend(faults);
        editions.extend(edition);
        let Some(record) = record else { continue };
        match (record.is_draft(), drafts) {
            (true, Drafts::Leave) => input.drafts.push(record),
            _ => input.records.push(record),
        }
    }
    leave_out_folders(&mut input);
    diagnostics.extend(links_to_drafts(&content.links, &input));
    input.unread.note(diagnostics);
    for text in content.catalogue {
        match text.path.as_str() {
            RECOMMENDATIONS => {
                (input.recommendations, input.unread.recommendations) =
                    rows(&text, |row: &RecommendationRow| &row.id, RecommendationRow::check, diagnostics);
            }
            WORK_ITEMS => {
                (input.work_items, input.unread.work_items) = rows(&text, |row: &WorkItemRow| &row.id, WorkItemRow::check, diagnostics);
            }
            ORGANISATIONS => {
                (input.organisations, input.unread.organisations) = rows(&text, |row: &OrganisationRow| &row.id, |_, _, _| (), diagnostics);
            }
            other => unreachable!("`{other}` is no file of the catalogue, and was not read as one"),
        }
    }
    (input, editions)
}

/// A record from its text, and what is wrong with it.
struct Read {
    record: Option<Arc<Record>>,
    faults: Vec<Diagnostic>,
    /// That the site does not have its language.
    edition: Option<Diagnostic>,
}

fn read(text: Text, settings: &Settings, before: Option<&Site>) -> Read {
    let known = before.and_then(|before| Some(&before.library.records[before.library.id_of(&text.path)?.index()]));
    // One of which something was told is read again, so that it is told again.
    if let Some(known) = known.filter(|known| !known.faulty && known.language.is_none() && known.source.text == text.text) {
        return Read { record: Some(Arc::clone(known)), faults: Vec::new(), edition: None };
    }
    let (mut record, faults) = Record::read(text);
    let edition = record.as_mut().and_then(|record| place_edition(record, settings).err());
    Read { record: record.map(Arc::new), faults, edition }
}

/// With a draft all is left out that belongs to it: its editions, its pages and the files of its folder.
fn leave_out_folders(input: &mut Input) {
    let folder = |path: &SourcePath| path.as_str().split('/').nth(1).unwrap_or("").to_owned();
    let of_record = |record: &Record| format!("{}/{}", folder(record.path()), record.owner.as_ref().unwrap_or(&record.id));
    let is_own = |draft: &&Arc<Record>| draft.language.is_none() && draft.owner.is_none() && !draft.url.is_empty();
    let drafts: HashSet<String> = input.drafts.iter().filter(is_own).map(|draft| of_record(draft)).collect();
    if drafts.is_empty() {
        return;
    }
    input.drafts.extend(input.records.extract_if(.., |record| drafts.contains(&of_record(record))));
    // A file is a record's by the folder it is in, spelled in any way.
    let of_asset = |asset: &Asset| {
        let (record, _) = asset.path.as_str().strip_prefix("content/")?.split_once('/')?.1.split_once('/')?;
        Some(format!("{}/{}", folder(&asset.path), slug::of_name(record)))
    };
    let is_of_draft = |asset: &mut Asset| of_asset(asset).is_some_and(|name| drafts.contains(&name));
    input.draft_assets = input.assets.extract_if(.., is_of_draft).collect();
}

/// Tells the links in the content, as the file system has them, by which a file of a draft would be published under another name.
fn links_to_drafts(links: &[(SourcePath, SourcePath)], input: &Input) -> Vec<Diagnostic> {
    if links.is_empty() {
        return Vec::new();
    }
    let of_records = input.drafts.iter().map(|draft| draft.path());
    let drafts: HashSet<&SourcePath> = of_records.chain(input.draft_assets.iter().map(|asset| &asset.path)).collect();
    let leads_out = |(link, to): &&(SourcePath, SourcePath)| drafts.contains(to) && !drafts.contains(link);
    let tell = |(link, to): &(SourcePath, SourcePath)| {
        let message = format!("a symbolic link to a draft, which is not published: `{}`", shown(to.as_str()));
        Diagnostic::of_file(Code::DraftReference, link, message).help("publish the draft first, or remove this link")
    };
    links.iter().filter(leads_out).map(tell).collect()
}

/// Reads the rows of one file of the catalogue; says whether there may be more of them than were read.
fn rows<T: Fields>(
    text: &Text,
    id: fn(&T) -> &Prose,
    check: fn(&T, Span, &mut Reader<'_>),
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<T>, bool) {
    let (rows, faults) = read_rows(&text.path, &text.text, check);
    let incomplete = rows.iter().any(|row| id(row).text.is_empty()) || (rows.is_empty() && !faults.is_empty());
    diagnostics.extend(faults);
    (rows, incomplete)
}

/// Gives the edition of a record in another language its URL; the site's own language needs none.
fn place_edition(record: &mut Record, settings: &Settings) -> Result<(), Diagnostic> {
    let Some(language) = record.language else { return Ok(()) };
    if language == settings.language() {
        record.language = None;
        return Ok(());
    }
    record.url = format!("{}/{}", language.as_str(), record.url);
    if !settings.languages.contains(&language) {
        let message = format!("an edition in `{}`, which the settings do not list", language.as_str());
        let help = format!("add `{}` to `languages` in plenary.yaml, or rename the file", language.as_str());
        return Err(Diagnostic::of_file(Code::UnknownKind, record.path(), message).help(help));
    }
    Ok(())
}
