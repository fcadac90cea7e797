//! A site whose content is in memory: loaded, resolved, planned and rendered as that of a folder is.

use std::sync::{Arc, LazyLock};

use plenary::Site;
use plenary::cache::Cache;
use plenary::date::Date;
use plenary::diagnostic::{Diagnostic, has_errors};
use plenary::fields::Fields;
use plenary::library::{self, Input};
use plenary::model::Record;
use plenary::model::catalogue::{OrganisationRow, RecommendationRow, WorkItemRow, read_rows};
use plenary::output;
use plenary::path::SourcePath;
use plenary::site::{Drafts, Options, load};
use plenary::source::{ORGANISATIONS, RECOMMENDATIONS, Text, WORK_ITEMS};
use plenary::span::Span;
use plenary::theme::Naming;
use plenary::view::{Long, Names};
use plenary::watch::Unwatched;

use crate::support::judge;

/// A site without content, whose settings and theme all others share.
static BASE: LazyLock<Arc<Site>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let settings = "title: T\nbase_url: https://example.org/\ntoday: 2020-02-01\n";
    std::fs::write(folder.path().join("plenary.yaml"), settings).expect("it can be written");
    load(folder.path(), &options()).0.expect("the settings are sound")
});

/// How a site is loaded.
pub fn options() -> Options {
    let otherwise_today = Date::parse("2020-02-01").expect("a date");
    Options { drafts: Drafts::Leave, today: None, otherwise_today, base_url: None, naming: Naming::Fingerprints, cache: Cache::default() }
}

/// The site of these files, and what is told of it. Every fault has a place in its file.
pub fn site_of(files: &[(String, String)]) -> (Site, Vec<Diagnostic>) {
    let mut input = Input { searchable: true, ..Input::default() };
    let mut faults = Vec::new();
    let mut sorted: Vec<&(String, String)> = files.iter().collect();
    sorted.sort();
    for (path, text) in sorted {
        let path = SourcePath::new(path.as_str());
        match path.as_str() {
            RECOMMENDATIONS => input.recommendations = rows(&path, text, RecommendationRow::check, &mut faults),
            WORK_ITEMS => input.work_items = rows(&path, text, WorkItemRow::check, &mut faults),
            ORGANISATIONS => input.organisations = rows(&path, text, |_: &OrganisationRow, _, _| (), &mut faults),
            _ => {
                let (record, told) = Record::read(Text { path, text: text.clone() });
                faults.extend(told);
                let Some(record) = record else { continue };
                let list = if record.is_draft() { &mut input.drafts } else { &mut input.records };
                list.push(Arc::new(record));
            }
        }
    }
    input.unread.note(&faults);
    let (library, told) = library::resolve(input, None, &Unwatched);
    faults.extend(told);
    faults.extend(library::cycles(&library));
    faults.extend(library::check(&library, &BASE.settings));
    let long = Long::new(&library);
    let (theme, settings, pictures) = (&BASE.theme, &BASE.settings, &BASE.pictures);
    let sources = output::Sources { library: &library, theme, settings, pictures, long: &long };
    let (plan, told) = output::claim(&sources).finish();
    faults.extend(told);
    for fault in &faults {
        let text = files.iter().find(|(path, _)| path == fault.file.as_str()).map(|(_, text)| text.as_str());
        if let (Some(span), Some(text)) = (fault.span, text) {
            assert!(text.get(span.range()).is_some(), "{fault:?}");
        }
    }
    let names = Names::new(&library).into();
    (Site { library, names, long: long.into(), collected: Arc::default(), plan: plan.into(), ..Site::clone(&BASE) }, faults)
}

/// The rows of a file of the catalogue.
fn rows<T: Fields>(
    path: &SourcePath,
    text: &str,
    check: fn(&T, Span, &mut plenary::fields::Reader<'_>),
    faults: &mut Vec<Diagnostic>,
) -> Vec<T> {
    let (rows, told) = read_rows(path, text, check);
    faults.extend(told);
    rows
}

/// Makes every file of a site that may be published, and judges each by a parser of its format.
pub fn judge_all(site: &Site, faults: &[Diagnostic]) {
    if has_errors(faults) {
        return;
    }
    let renderer = site.renderer();
    let mut buffer = Vec::new();
    for (path, artifact) in &site.plan.artifacts {
        let is_theme = path.as_str().starts_with("theme/");
        let bytes =
            renderer.bytes(path, artifact, &mut buffer).unwrap_or_else(|faults| panic!("{}: {faults:?}", path.as_str())).into_owned();
        let Some(text) = std::str::from_utf8(&bytes).ok().filter(|_| !is_theme) else { continue };
        judge(path.as_str(), text);
    }
}

/// Judges one file.
fn judge(path: &str, text: &str) {
    let faults = judge::faults_of_file(path, text);
    assert!(faults.is_empty(), "{path}: {faults:#?}\n{text}");
}
