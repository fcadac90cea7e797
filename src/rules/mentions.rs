//! Mentions that lead nowhere, and pages that nothing leads to.

use std::collections::BTreeSet;

use super::{Sources, Tell};
use crate::designation::{self, Found, Kind as Form};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::model::Kind;
use crate::target::{RecordId, Target};

/// Checks the mentions in the text of a record: full designations that the catalogue lacks, and Questions that their study
/// group does not list. Each is told once a record.
pub fn find(sources: &Sources<'_>, id: RecordId, tell: Tell<'_>) {
    let library = sources.library;
    let record = library.record(id);
    let mut seen = BTreeSet::new();
    for span in &library.bodies[id.index()].unknown {
        let words = &record.source.text[span.range()];
        let mut found: Option<Found<Target>> = None;
        designation::scan(words, &library.vocabulary, |first| found = found.take().or(Some(first)));
        let (name, message) = match found.map(|found| found.kind) {
            Some(Form::Text(id)) => {
                let message = format!("`{}` is not in the catalogue: it stays text", shown(words));
                (id, message)
            }
            Some(Form::Question(number, group)) => match library.vocabulary.study_group(group) {
                // Of a study group that lists none, none can be missing.
                Some(Target::Record(body)) if library.record(body).study_group().is_some_and(|body| !body.questions.is_empty()) => {
                    let name = format!("Q{number}/{group}");
                    let message = format!(
                        "`{}` is not among the Questions that {} lists: it stays text",
                        shown(words),
                        library.official(Target::Record(body))
                    );
                    (name, message)
                }
                _ => continue,
            },
            _ => continue,
        };
        if seen.insert(name) {
            let help = "add it, or put a backslash before it if no link is wanted";
            tell(Diagnostic::new(Code::UnknownMention, record.path(), span.first_line(&record.source.text), message).help(help));
        }
    }
}

/// Checks that something leads to every page that no list shows.
pub fn find_orphans(sources: &Sources<'_>, tell: Tell<'_>) {
    let library = sources.library;
    let in_menu: BTreeSet<&str> =
        sources.settings.menu.iter().map(|item| item.url.text.split('#').next().unwrap_or_default().trim_matches('/')).collect();
    for id in library.of_kind(Kind::Page) {
        let record = library.record(id);
        // A group's page lists the pages of its folder, and the page of a tag those that have it.
        let is_listed = library.is_home(id)
            || library.owner(id).is_some_and(|owner| library.record(owner).kind == Kind::Group)
            || !record.header.tags.is_empty()
            || in_menu.contains(record.url.trim_matches('/'));
        if !is_listed && library.backlinks.of(Target::Record(id)).is_empty() {
            let message = "nothing on the site leads to this page";
            tell(
                Diagnostic::new(Code::Orphan, record.path(), record.place, message).help("link to it, or add it to `menu` in plenary.yaml"),
            );
        }
    }
}
