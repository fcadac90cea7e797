//! A site in memory: load, parse, resolve and plan, joined.

use std::collections::HashSet;
use std::path::Path;

use rayon::prelude::*;

use crate::config::Settings;
use crate::date::Date;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::fields::Fields;
use crate::fields::Read;
use crate::fields::Reader;
use crate::fields::value::Prose;
use crate::library::{self, Input, Library};
use crate::model::Record;
use crate::model::catalogue::{OrganisationRow, RecommendationRow, WorkItemRow, read_rows};
use crate::output::{self, Renderer};
use crate::path::SourcePath;
use crate::plan::Plan;
use crate::slug;
use crate::source::{self, Asset, Content, ORGANISATIONS, RECOMMENDATIONS, Text, WORK_ITEMS};
use crate::span::Span;
use crate::theme::{self, Theme};

/// A site, ready to be rendered.
pub struct Site {
    /// Its settings.
    pub settings: Settings,
    /// Its records.
    pub library: Library,
    /// Its theme.
    pub theme: Theme,
    /// Every file that is published.
    pub plan: Plan,
    /// The day that states are measured against.
    pub today: Date,
    /// Files that were left out by their names.
    pub left_out: Vec<SourcePath>,
}

impl Site {
    /// What makes the bytes of its files.
    pub fn renderer(&self) -> Renderer<'_> {
        Renderer::new(&self.library, &self.settings, &self.theme, self.today)
    }
}

/// Whether drafts are part of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// They are.
    Include,
    /// They are not.
    Leave,
}

/// How a site is loaded.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether drafts are part of it.
    pub drafts: Drafts,
    /// The day that was asked for on the command line, which goes before that of the settings.
    pub today: Option<Date>,
    /// The day when neither says one.
    pub otherwise_today: Date,
    /// An address in place of that of the settings.
    pub base_url: Option<crate::config::BaseUrl>,
}

/// Loads the site at `root`. There is none if it has no settings. The diagnostics are sorted; with an error among them
/// the site is there to be looked at, and must not be published.
pub fn load(root: &Path, options: &Options) -> (Option<Site>, Vec<Diagnostic>) {
    if !source::has_settings(root) {
        return (None, vec![source::no_settings()]);
    }
    let read = source::read_text(root, source::SETTINGS);
    let (path, (mut settings, mut diagnostics)) = match read {
        Ok(text) => (text.path.clone(), Settings::read(&text)),
        Err(fault) => (fault.file.clone(), (Settings::stand_in(), vec![fault])),
    };
    // The content is read all the same, so that all faults are told; only what follows from the settings is not.
    let sound = !diagnostic::has_errors(&diagnostics);
    if let Some(base_url) = &options.base_url {
        settings.base_url = base_url.clone();
    }
    let (content, faults) = source::load_content(root);
    diagnostics.extend(faults);
    let (templates, assets, faults) = source::load_theme(root, settings.theme());
    diagnostics.extend(faults);
    let known = settings.theme() == "default" || source::has_theme(root, settings.theme());
    if let (true, false, Some(theme)) = (sound, known, &settings.theme) {
        let message = format!("there is no folder `themes/{}`", theme.text);
        diagnostics.push(Diagnostic::new(Code::InvalidValue, &path, theme.span, message));
    }
    let (theme, faults) = theme::load(settings.theme(), templates, assets);
    diagnostics.extend(faults);
    let left_out = content.left_out.clone();
    let (input, editions) = parse(content, &settings, options.drafts, &mut diagnostics);
    diagnostics.extend(editions.into_iter().filter(|_| sound));
    let (library, faults) = library::resolve(input, &settings);
    diagnostics.extend(faults);
    diagnostics.extend(library::check_settings(&library, &settings, &path));
    let (plan, faults) = output::claim(&output::Sources { library: &library, theme: &theme, settings: &settings }).finish(&library.records);
    diagnostics.extend(faults);
    diagnostic::sort(&mut diagnostics);
    let today = options.today.or(settings.today).unwrap_or(options.otherwise_today);
    (Some(Site { settings, library, theme, plan, today, left_out }), diagnostics)
}

/// Reads every record and the catalogue. The faults of editions in other languages come apart.
fn parse(content: Content, settings: &Settings, drafts: Drafts, diagnostics: &mut Vec<Diagnostic>) -> (Input, Vec<Diagnostic>) {
    let mut editions = Vec::new();
    let read: Vec<(Option<Record>, Vec<Diagnostic>)> = content.records.into_par_iter().map(Record::read).collect();
    let mut input = Input { assets: content.assets, ..Input::default() };
    for (record, faults) in read {
        diagnostics.extend(faults);
        let Some(mut record) = record else { continue };
        if let Err(fault) = place_edition(&mut record, settings) {
            editions.push(fault);
        }
        match (record.is_draft(), drafts) {
            (true, Drafts::Leave) => input.drafts.push(record),
            _ => input.records.push(record),
        }
    }
    leave_out_folders(&mut input);
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
            other => {
                let files = "the catalogue holds `recommendations.yaml`, `work-items.yaml` and `organisations.yaml`";
                diagnostics.push(Diagnostic::of_file(Code::UnknownKind, &SourcePath::new(other), files));
            }
        }
    }
    (input, editions)
}

/// With a draft all is left out that belongs to it: its editions, its pages and the files of its folder.
fn leave_out_folders(input: &mut Input) {
    let folder = |path: &SourcePath| path.as_str().split('/').nth(1).unwrap_or("").to_owned();
    let of_record = |record: &Record| format!("{}/{}", folder(record.path()), record.owner.as_ref().unwrap_or(&record.id));
    let is_own = |draft: &&Record| draft.language.is_none() && draft.owner.is_none() && !draft.url.is_empty();
    let drafts: HashSet<String> = input.drafts.iter().filter(is_own).map(of_record).collect();
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
