//! What mentions what: the inversion of all that was parsed.

use std::collections::BTreeMap;

use super::Library;
use crate::designation::{self, Vocabulary};
use crate::markdown::LinkKind;
use crate::target::{RecordId, Target};

/// Where in a record a mention stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In its front matter.
    FrontMatter,
    /// In the action item at this place of its list.
    Action(u32),
    /// In this section of its body: 0 is before the first heading, `n` follows heading `n - 1`.
    Section(u32),
}

/// One record's mention of a target, once a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Backlink {
    /// The record that mentions it.
    pub source: RecordId,
    /// Where.
    pub place: Place,
}

/// The mentions of every target.
#[derive(Debug, Default)]
pub struct Backlinks {
    by_target: BTreeMap<Target, Vec<Backlink>>,
}

impl Backlinks {
    /// The mentions of a target, by record and place.
    pub fn of(&self, target: Target) -> &[Backlink] {
        self.by_target.get(&target).map_or(&[], Vec::as_slice)
    }
}

/// Collects the mentions of all records, in front matter, prose and links.
pub fn invert(library: &Library, vocabulary: &Vocabulary<Target>) -> Backlinks {
    use rayon::prelude::*;
    let ids: Vec<RecordId> = library.ids().filter(|id| library.record(*id).language.is_none()).collect();
    let found: Vec<Vec<(Target, Backlink)>> = ids.par_iter().map(|id| mentions(library, vocabulary, *id)).collect();
    let mut by_target: BTreeMap<Target, Vec<Backlink>> = BTreeMap::new();
    for (target, backlink) in found.into_iter().flatten() {
        by_target.entry(target).or_default().push(backlink);
    }
    Backlinks { by_target }
}

/// What one record mentions, each place once, in order.
fn mentions(library: &Library, vocabulary: &Vocabulary<Target>, source: RecordId) -> Vec<(Target, Backlink)> {
    let record = library.record(source);
    let body = &library.bodies[source.index()];
    let mut found = Vec::new();
    let mut add = |target: Target, place: Place| {
        if !library.is_own(source, target) && !is_on_own_page(library, source, target) {
            found.push((target, Backlink { source, place }));
        }
    };
    let front = |action: Option<usize>| action.map_or(Place::FrontMatter, |at| Place::Action(at as u32));
    record.references(&mut |reference| {
        if let Some(target) = library.find(&reference.name.text, reference.wanted) {
            add(target, front(reference.action));
        }
    });
    for (text, action) in &record.prose {
        designation::scan(text, vocabulary, |mention| {
            if let (Some(target), false) = (mention.target, mention.escaped) {
                add(target, front(*action));
            }
        });
    }
    for mention in &body.mentions {
        add(mention.target, Place::Section(mention.section));
    }
    for link in &body.links {
        if let Some(target) = linked(library, source, link.kind, &link.destination) {
            add(target, Place::Section(link.section));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The target of a link written on purpose.
fn linked(library: &Library, source: RecordId, kind: LinkKind, destination: &str) -> Option<Target> {
    use super::links::{Links, Resolved};
    use super::routes::Route;
    if destination.starts_with('#') || destination.contains("://") {
        return None;
    }
    match (Links { library, record: source }).resolve(kind, destination).ok()? {
        Resolved::Target { target, .. } => Some(target),
        Resolved::Page(url, _) => match library.routes.get(&url)? {
            Route::Record(id) => Some(Target::Record(id)),
            Route::Recommendation(at) => Some(Target::Recommendation(at)),
            _ => None,
        },
        Resolved::Anchor(_) | Resolved::External(_) | Resolved::Unread => None,
    }
}

/// A Question, an action item, a meeting or a work item of the very page: a link to an anchor, and no backlink.
fn is_on_own_page(library: &Library, source: RecordId, target: Target) -> bool {
    match target {
        Target::Question(at) => library.questions[at as usize].study_group == source,
        Target::Meeting(at) => library.meetings[at as usize].group == source,
        Target::Action(at) => library.actions[at as usize].newest().0 == source,
        Target::WorkItem(at) => library.work_items[at as usize].study_group == Some(source),
        Target::Record(_) | Target::Recommendation(_) | Target::Organisation(_) => false,
    }
}
