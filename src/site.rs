//! A site in memory: load, parse, resolve and plan, joined.

use std::path::Path;

use rayon::prelude::*;

use crate::config::Settings;
use crate::date::Date;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::fields::Fields;
use crate::fields::Reader;
use crate::library::{self, Input, Library, ORGANISATIONS, RECOMMENDATIONS, WORK_ITEMS};
use crate::model::Record;
use crate::model::catalogue::{OrganisationRow, RecommendationRow, WorkItemRow, read_rows};
use crate::path::SourcePath;
use crate::plan::{self, Plan};
use crate::source::{self, Content, Text};
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

/// Loads the site at `root`. There is none if its settings cannot be read. The diagnostics are sorted.
pub fn load(root: &Path, options: &Options) -> (Option<Site>, Vec<Diagnostic>) {
    let text = match source::read_text(root, source::SETTINGS) {
        Ok(text) => text,
        Err(fault) => return (None, vec![fault]),
    };
    let (mut settings, mut diagnostics) = Settings::read(&text);
    if diagnostic::has_errors(&diagnostics) {
        diagnostic::sort(&mut diagnostics);
        return (None, diagnostics);
    }
    if let Some(base_url) = &options.base_url {
        settings.base_url = base_url.clone();
    }
    let (content, faults) = source::load_content(root);
    diagnostics.extend(faults);
    let (templates, assets, faults) = source::load_theme(root, settings.theme());
    diagnostics.extend(faults);
    let known = settings.theme() == "default" || root.join(source::THEMES).join(settings.theme()).is_dir();
    if let (false, Some(theme)) = (known, &settings.theme) {
        let message = format!("there is no folder `themes/{}`", theme.text);
        diagnostics.push(Diagnostic::new(Code::InvalidValue, &text.path, theme.span, message));
    }
    let (theme, faults) = theme::load(settings.theme(), templates, assets);
    diagnostics.extend(faults);
    let left_out = content.left_out.clone();
    let input = parse(content, &settings, options.drafts, &mut diagnostics);
    let (library, faults) = library::resolve(input, &settings);
    diagnostics.extend(faults);
    let (plan, faults) = plan::plan(&library, &theme);
    diagnostics.extend(faults);
    diagnostic::sort(&mut diagnostics);
    let today = options.today.or(settings.today).unwrap_or(options.otherwise_today);
    (Some(Site { settings, library, theme, plan, today, left_out }), diagnostics)
}

/// Reads every record and the catalogue.
fn parse(content: Content, settings: &Settings, drafts: Drafts, diagnostics: &mut Vec<Diagnostic>) -> Input {
    let read: Vec<(Option<Record>, Vec<Diagnostic>)> = content.records.into_par_iter().map(Record::read).collect();
    let mut input = Input { assets: content.assets, ..Input::default() };
    for (record, faults) in read {
        diagnostics.extend(faults);
        let Some(mut record) = record else { continue };
        if let Err(fault) = place_edition(&mut record, settings) {
            diagnostics.push(fault);
        }
        match (record.is_draft(), drafts) {
            (true, Drafts::Leave) => input.drafts.push(record),
            _ => input.records.push(record),
        }
    }
    for text in content.catalogue {
        match text.path.as_str() {
            RECOMMENDATIONS => {
                let check = RecommendationRow::check as fn(&RecommendationRow, Span, &mut Reader<'_>);
                (input.recommendations, input.unread.recommendations) = rows(&text, check, diagnostics);
            }
            WORK_ITEMS => (input.work_items, input.unread.work_items) = rows(&text, WorkItemRow::check, diagnostics),
            ORGANISATIONS => (input.organisations, input.unread.organisations) = rows::<OrganisationRow>(&text, |_, _, _| (), diagnostics),
            other => {
                let files = "the catalogue holds `recommendations.yaml`, `work-items.yaml` and `organisations.yaml`";
                diagnostics.push(Diagnostic::of_file(Code::UnknownKind, &SourcePath::new(other), files));
            }
        }
    }
    input
}

/// Reads the rows of one file of the catalogue; says whether some of them may be missing for a fault.
fn rows<T: Fields>(text: &Text, check: fn(&T, Span, &mut Reader<'_>), diagnostics: &mut Vec<Diagnostic>) -> (Vec<T>, bool) {
    let (rows, faults) = read_rows(&text.path, &text.text, check);
    let incomplete = faults.iter().any(|fault| fault.code != Code::UnknownKey);
    diagnostics.extend(faults);
    (rows, incomplete)
}

/// Gives the edition of a record in another language its URL; the site's own language needs none.
fn place_edition(record: &mut Record, settings: &Settings) -> Result<(), Diagnostic> {
    let Some(language) = record.language else { return Ok(()) };
    if language == settings.language() {
        record.language = None;
    } else if settings.languages.contains(&language) {
        record.url = format!("{}/{}", language.as_str(), record.url);
    } else {
        let message = format!("an edition in `{}`, which the settings do not list", language.as_str());
        let help = format!("add `{}` to `languages` in plenary.yaml, or rename the file", language.as_str());
        return Err(Diagnostic::of_file(Code::UnknownKind, record.path(), message).help(help));
    }
    Ok(())
}
