//! What can be found, the most wanted first: of two entries that fit a query equally, the earlier one is shown first.

use rayon::prelude::*;

use super::key::{endings, key, words};
use crate::library::{Library, Route};
use crate::model::{Data, Kind};
use crate::target::{RecordId, Target};
use crate::view::Views;

/// Headings below this level are too many and say too little.
const DEEPEST_HEADING: u8 = 3;

/// Something that can be found.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its official spelling; empty where it has none beside its title.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// Its site-relative path, with its anchor.
    pub path: String,
    /// What it is: an id of [`KINDS`].
    pub kind: &'static str,
    /// The name of the page that it is on, where it is only a part of one.
    pub on: String,
    /// All spellings of its designation.
    names: Vec<String>,
}

/// What an entry can be: the ends of the words for it.
pub(super) const KINDS: [&str; 16] = [
    "focus-group",
    "study-group",
    "advisory-group",
    "joint-coordination-activity",
    "recommendation",
    "circular",
    "liaison",
    "report",
    "page",
    "work-item",
    "question",
    "meeting",
    "action",
    "list",
    "tag",
    "heading",
];

/// How a term leads to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Term {
    /// It is the whole key of its designation.
    Whole,
    /// It is how that key ends.
    Ending,
    /// It is a word of its names and its title.
    Word,
}

impl Entry {
    /// The terms that lead to it.
    pub fn terms(&self) -> Vec<(Term, String)> {
        let mut terms = Vec::new();
        for name in &self.names {
            terms.push((Term::Whole, key(name)));
            terms.extend(endings(name).into_iter().map(|ending| (Term::Ending, ending)));
        }
        let texts = self.names.iter().chain([&self.title, &self.on]);
        terms.extend(texts.flat_map(|text| words(text)).map(|word| (Term::Word, word)));
        terms.retain(|(_, term)| !term.is_empty());
        terms.sort_unstable();
        terms.dedup();
        terms
    }
}

/// Which part of the library an entry is made of.
enum Part<'l> {
    Named(Target),
    Heading(RecordId, usize),
    Listed(&'l str, Route),
}

/// How many entries a library has, headings apart.
pub(super) fn count_but_headings(library: &Library) -> usize {
    parts(library).filter(|part| !matches!(part, Part::Heading(..))).count()
}

/// The entries of a site.
pub(super) fn all(views: &Views<'_>) -> Vec<Entry> {
    parts(views.library).collect::<Vec<_>>().par_iter().map(|part| entry(views, part)).collect()
}

fn parts(library: &Library) -> impl Iterator<Item = Part<'_>> {
    let of_kind = |kind| library.of_kind(kind).map(|id| Part::Named(Target::Record(id)));
    let texts = (0..library.recommendations.len()).map(|at| Target::Recommendation(at as u32));
    let items = (0..library.work_items.len()).map(|at| Target::WorkItem(at as u32));
    let questions = (0..library.questions.len()).map(|at| Target::Question(at as u32));
    let meetings = (0..library.meetings.len()).map(|at| Target::Meeting(at as u32));
    let actions = (0..library.actions.len()).map(|at| Target::Action(at as u32));
    // A work item without a study group stands on no page of its own.
    let parts = items.filter(|item| library.url(*item).is_some()).chain(questions).chain(meetings).chain(actions);
    let lists = library.routes.all.iter().filter(|(_, route)| is_list(*route)).map(|(url, route)| Part::Listed(url, *route));
    let primary = library.ids().filter(|id| library.record(*id).language.is_none());
    let headings = primary.flat_map(|id| {
        let of_record = library.bodies[id.index()].headings.iter().enumerate();
        of_record.filter(|(_, heading)| heading.level <= DEEPEST_HEADING).map(move |(at, _)| Part::Heading(id, at))
    });
    of_kind(Kind::Group)
        .chain(of_kind(Kind::StudyGroup))
        .chain(texts.map(Part::Named))
        .chain(of_kind(Kind::Circular))
        .chain(of_kind(Kind::Liaison))
        .chain(of_kind(Kind::Report))
        .chain(of_kind(Kind::Page))
        .chain(parts.map(Part::Named))
        .chain(lists)
        .chain(headings)
}

fn is_list(route: Route) -> bool {
    matches!(route, Route::List(_) | Route::Recommendations | Route::WorkItems | Route::Meetings | Route::Tags | Route::Tag(_))
}

fn entry(views: &Views<'_>, part: &Part<'_>) -> Entry {
    let library = views.library;
    match part {
        Part::Named(target) => named(views, *target),
        Part::Heading(id, at) => {
            let path = format!("{}#{}", library.record(*id).url, library.anchors[id.index()][*at]);
            let title = library.bodies[id.index()].headings[*at].text.clone();
            Entry { name: String::new(), title, path, kind: "heading", on: page_name(views, *id), names: Vec::new() }
        }
        Part::Listed(url, route) => {
            let kind = if matches!(route, Route::Tag(_)) { "tag" } else { "list" };
            let title = views.page(url, *route, String::new()).title;
            Entry { name: String::new(), title, path: (*url).to_owned(), kind, on: String::new(), names: Vec::new() }
        }
    }
}

fn named(views: &Views<'_>, target: Target) -> Entry {
    let library = views.library;
    let named = views.named(target);
    let (name, title) = match named.title.clone() {
        Some(title) => (named.name.clone(), title),
        None => (String::new(), named.name.clone()),
    };
    let on = match target {
        Target::Record(id) => library.owner(id).map(|owner| page_name(views, owner)),
        Target::Question(at) => Some(page_name(views, library.questions[at as usize].study_group)),
        Target::Meeting(at) => Some(page_name(views, library.meetings[at as usize].group)),
        Target::Action(at) => Some(page_name(views, library.actions[at as usize].newest().0)),
        Target::WorkItem(at) => library.work_items[at as usize].study_group.map(|id| page_name(views, id)),
        Target::Recommendation(_) | Target::Organisation(_) | Target::Foreign(_) => None,
    };
    let kind = kind_of(library, target);
    let names = if kind == "page" { Vec::new() } else { names_of(library, target) };
    Entry { name, title, path: named.path.clone().unwrap_or_default(), kind, on: on.unwrap_or_default(), names }
}

fn kind_of(library: &Library, target: Target) -> &'static str {
    match target {
        Target::Record(id) => library.record(id).kind_word(),
        Target::Recommendation(_) | Target::Organisation(_) | Target::Foreign(_) => "recommendation",
        Target::WorkItem(_) => "work-item",
        Target::Question(_) => "question",
        Target::Action(_) => "action",
        Target::Meeting(_) => "meeting",
    }
}

/// The official spelling of a target and the others that its record says.
fn names_of(library: &Library, target: Target) -> Vec<String> {
    let mut names = vec![library.official(target)];
    if let Target::Record(id) = target {
        let more: Vec<&str> = match &library.record(id).data {
            Data::Group(group) => group.also_written.iter().map(|name| name.text.as_str()).collect(),
            Data::Report(report) => report.also_written.iter().map(|name| name.text.as_str()).collect(),
            Data::Circular(circular) => circular.reference.iter().map(|name| name.text.as_str()).collect(),
            Data::StudyGroup(_) | Data::Liaison(_) | Data::Page => Vec::new(),
        };
        names.extend(more.into_iter().map(str::to_owned));
    }
    names
}

/// What a page is called where something on it is shown: its official spelling.
fn page_name(views: &Views<'_>, id: RecordId) -> String {
    views.shown(&views.library.record(id).official())
}
