//! Something with a name, and where it leads.

use std::sync::OnceLock;

use serde::Serialize;

use super::{Made, Views};
use crate::fields::value::{Designation, MaybeDesignation};
use crate::library::Library;
use crate::model::reference::Wanted;
use crate::target::{RecordId, Target};

/// A name to print, and where it leads, if anywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The official spelling, or the text as written where it names nothing.
    pub name: String,
    /// What it is called, where that is more than the name.
    pub title: Option<String>,
    /// The site-relative path of its page, with an anchor where it has one.
    pub path: Option<String>,
    /// An address elsewhere, where it has no page.
    pub address: Option<String>,
}

/// The targets of a library with their names, each made when it is first asked for.
#[derive(Debug)]
pub struct Names(Vec<OnceLock<Made<Named>>>);

impl Names {
    /// For the targets of a library; none is made yet.
    pub fn new(library: &Library) -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(library.backlinks.targets()).collect())
    }
}

impl Views<'_> {
    /// A target with its official spelling.
    pub fn named(&self, target: Target) -> Made<Named> {
        self.names.0[self.library.backlinks.number(target)].get_or_init(|| self.make_named(target).into()).clone()
    }

    fn make_named(&self, target: Target) -> Named {
        let path = self.library.url(target).map(|(url, anchor)| match anchor {
            Some(anchor) => format!("{url}#{anchor}"),
            None => url,
        });
        let library = self.library;
        let title = match target {
            Target::Record(id) => Some(library.record(id).header.title.text.as_str()),
            Target::Recommendation(at) => Some(library.recommendations[at as usize].row.title.text.as_str()),
            Target::WorkItem(at) => Some(library.work_items[at as usize].row.title.text.as_str()),
            Target::Organisation(at) => Some(library.organisations[at as usize].title.text.as_str()),
            Target::Question(at) => library.questions[at as usize].title.as_deref(),
            Target::Action(at) => library.actions[at as usize].action(library).map(|action| action.topic.text.as_str()),
            Target::Meeting(at) => library.meetings[at as usize].meeting(library).title.as_ref().map(|title| title.text.as_str()),
            Target::Foreign(at) => library.foreign(at).title.as_deref(),
        };
        let address = library.address(target).map(str::to_owned);
        let name = library.official(target);
        let title = title.map(|title| self.shown(title)).filter(|title| *title != name);
        Named { name, title, path, address }
    }

    /// A record with its official spelling.
    pub fn named_record(&self, id: RecordId) -> Made<Named> {
        self.named(Target::Record(id))
    }

    /// What a designation of front matter names.
    pub fn designated(&self, name: &Designation, wanted: Wanted) -> Made<Named> {
        self.named_text(&name.0.text, wanted)
    }

    /// What each of a list of designations names.
    pub fn all_designated(&self, names: &[Designation], wanted: Wanted) -> Vec<Made<Named>> {
        names.iter().map(|name| self.designated(name, wanted)).collect()
    }

    /// What a text names, or the text.
    pub fn maybe_designated(&self, name: &MaybeDesignation) -> Made<Named> {
        self.named_text(&name.0.text, Wanted::Any)
    }

    fn named_text(&self, text: &str, wanted: Wanted) -> Made<Named> {
        match self.library.find(text, wanted) {
            Some(target) => self.named(target),
            None => Named { name: self.shown(text), title: None, path: None, address: None }.into(),
        }
    }
}
