//! What mentions what: the inversion of all that was parsed.

use std::sync::Arc;

use super::Library;
use crate::designation;
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

/// What one record mentions, each place once, in order.
pub(super) type Mentions = Arc<[(Target, Place)]>;

/// The mentions of every target: one list, in which those of a target stand together.
#[derive(Clone, Debug, Default)]
pub struct Backlinks {
    /// Where the targets of each kind begin among all.
    bases: [u32; 8],
    /// Where the mentions of each target begin in the list, and the end of the last.
    starts: Arc<[u32]>,
    all: Arc<[Backlink]>,
}

impl Backlinks {
    /// The mentions of a target, by record and place.
    pub fn of(&self, target: Target) -> &[Backlink] {
        let at = self.number(target);
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => &self.all[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// The number of a target among all that there are.
    pub fn number(&self, target: Target) -> usize {
        number(&self.bases, target)
    }

    /// How many targets there are.
    pub fn targets(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }
}

/// The number of a target among all.
fn number(bases: &[u32; 8], target: Target) -> usize {
    let (kind, at) = match target {
        Target::Record(id) => (0, id.0),
        Target::Recommendation(at) => (1, at),
        Target::WorkItem(at) => (2, at),
        Target::Organisation(at) => (3, at),
        Target::Question(at) => (4, at),
        Target::Action(at) => (5, at),
        Target::Meeting(at) => (6, at),
        Target::Foreign(at) => (7, at),
    };
    (bases[kind] + at) as usize
}

/// Turns around what each record mentions, in time that grows with the mentions alone.
pub(super) fn invert(library: &Library, mentions: &[Mentions]) -> Backlinks {
    let counts = [
        library.records.len(),
        library.recommendations.len(),
        library.work_items.len(),
        library.organisations.len(),
        library.questions.len(),
        library.actions.len(),
        library.meetings.len(),
        // Nothing of these is mentioned: what other sites have has no page here that could say so.
        library.names.foreign_count(),
    ];
    let mut total = 0;
    let bases = counts.map(|count| {
        let base = total;
        total += count as u32;
        base
    });
    let mut starts = vec![0_u32; total as usize + 1];
    for (target, _) in mentions.iter().flat_map(|mentions| mentions.iter()) {
        starts[number(&bases, *target) + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let nothing = Backlink { source: RecordId(0), place: Place::FrontMatter };
    let mut all = vec![nothing; starts.last().map_or(0, |end| *end as usize)];
    for (source, mentions) in (0..).map(RecordId).zip(mentions) {
        for (target, place) in mentions.iter() {
            let at = &mut next[number(&bases, *target)];
            all[*at as usize] = Backlink { source, place: *place };
            *at += 1;
        }
    }
    Backlinks { bases, starts: starts.into(), all: all.into() }
}

/// What a record mentions in front matter, prose and links; an edition in another language speaks through its primary.
pub(super) fn mentions(library: &Library, source: RecordId) -> Mentions {
    let record = library.record(source);
    if record.language.is_some() {
        return Mentions::default();
    }
    let body = &library.bodies[source.index()];
    let mut found = Vec::new();
    let mut add = |target: Target, place: Place| {
        let is_foreign = matches!(target, Target::Foreign(_));
        if !is_foreign && !library.is_own(source, target) && !is_on_own_page(library, source, target) {
            found.push((target, place));
        }
    };
    let front = |action: Option<usize>| action.map_or(Place::FrontMatter, |at| Place::Action(at as u32));
    record.references(&mut |reference| {
        if let Some(target) = library.find(&reference.name.text, reference.wanted) {
            add(target, front(reference.action));
        }
    });
    for (text, action) in &record.prose {
        designation::scan(text, &library.vocabulary, |mention| {
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
    found.into()
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
        Target::Record(_) | Target::Recommendation(_) | Target::Organisation(_) | Target::Foreign(_) => false,
    }
}
