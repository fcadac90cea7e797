//! What happened, by day: what feeds tell.
//!
//! An event is a new document (the `date` of a record; of a focus group, the day it was established) or a change of
//! status that a `history` tells. It was *published* on its day and *updated* on the record's `updated`, if that is later;
//! a change of status is never updated. What has no day is no event. An entry of a history that says what was known
//! before is no change.

use std::collections::{BTreeMap, BTreeSet};

use ahash::HashMap;

use crate::date::Date;
use crate::library::{Library, Route};
use crate::model::Record;
use crate::target::{RecordId, Target};

/// How many events a feed tells: the newest.
pub(super) const MOST: usize = 50;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// A document was published.
    Document(RecordId),
    /// A group came into the state of this entry of its history.
    Group(RecordId, usize),
    /// A text of the catalogue came to the status of this entry of [`RecommendationRow::statuses`].
    ///
    /// [`RecommendationRow::statuses`]: crate::model::catalogue::RecommendationRow::statuses
    Text(u32, usize),
}

/// Something that happened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    /// When.
    pub day: Date,
    /// When what is said of it last changed.
    pub updated: Date,
    /// What.
    pub subject: Subject,
}

/// All that happened, the last updated first.
#[derive(Debug)]
pub(super) struct News {
    events: Vec<Event>,
    by_record: HashMap<RecordId, Vec<u32>>,
    by_text: BTreeMap<u32, Vec<u32>>,
    /// The pages in the folder of a record.
    pages: BTreeMap<RecordId, Vec<RecordId>>,
    /// When the newest was updated; 1970-01-01 where nothing happened.
    pub newest: Date,
}

impl News {
    /// Collects what happened.
    pub fn of(library: &Library) -> Self {
        let (mut events, mut pages) = (Vec::new(), BTreeMap::<RecordId, Vec<RecordId>>::new());
        for id in library.ids().filter(|id| library.record(*id).language.is_none()) {
            let record = library.record(id);
            if let Some(owner) = library.owner(id) {
                pages.entry(owner).or_default().push(id);
            }
            if let Some(day) = published(record) {
                let updated = record.header.updated.map_or(day, |updated| updated.max(day));
                events.push(Event { day, updated, subject: Subject::Document(id) });
            }
            let states = record.group().into_iter().flat_map(|group| group.history.iter().map(|entry| (entry.status, entry.date)));
            events.extend(changes(states).map(|(at, day)| Event { day, updated: day, subject: Subject::Group(id, at) }));
        }
        for (text, entry) in (0..).zip(library.recommendations.iter()) {
            let statuses = entry.row.statuses();
            let statuses = statuses.iter().map(|said| (said.status, said.date));
            events.extend(changes(statuses).map(|(at, day)| Event { day, updated: day, subject: Subject::Text(text, at) }));
        }
        events.sort_by(|a, b| (b.updated, b.day).cmp(&(a.updated, a.day)).then(a.subject.cmp(&b.subject)));
        let (mut by_record, mut by_text): (HashMap<_, Vec<u32>>, BTreeMap<_, Vec<u32>>) = Default::default();
        for (at, event) in (0..).zip(&events) {
            match event.subject {
                Subject::Document(id) | Subject::Group(id, _) => by_record.entry(id).or_default().push(at),
                Subject::Text(text, _) => by_text.entry(text).or_default().push(at),
            }
        }
        let epoch = Date::from_unix(0).expect("1970 is in the calendar");
        let newest = events.first().map_or(epoch, |event| event.updated);
        Self { events, by_record, by_text, pages, newest }
    }

    /// The newest events that concern what stands at a route, the last updated first, at most [`MOST`].
    pub fn about(&self, library: &Library, route: Route) -> Vec<Event> {
        let all = self.events.iter().copied();
        match route {
            Route::List(kind) => {
                let of_kind = |event: &Event| match event.subject {
                    Subject::Document(id) | Subject::Group(id, _) => library.record(id).kind == kind,
                    Subject::Text(..) => false,
                };
                all.filter(of_kind).take(MOST).collect()
            }
            Route::Recommendations => all.filter(|event| matches!(event.subject, Subject::Text(..))).take(MOST).collect(),
            Route::Record(id) => self.about_group(library, id),
            _ => all.take(MOST).collect(),
        }
    }

    /// What concerns a group: itself and its pages, and what names it; of a study group also its focus groups and texts.
    fn about_group(&self, library: &Library, id: RecordId) -> Vec<Event> {
        let related = library.relations.of(Some(id));
        let naming = library.backlinks.of(Target::Record(id)).iter().map(|backlink| backlink.source);
        let focus_groups = related.focus_groups.iter().chain(&related.collaborating_groups).copied();
        let pages = self.pages.get(&id).into_iter().flatten().copied();
        let mut records: Vec<RecordId> = naming.chain(focus_groups).chain([id]).chain(pages).collect();
        records.sort_unstable();
        records.dedup();
        let of_records = records.iter().filter_map(|id| self.by_record.get(id));
        let of_texts = related.recommendations.iter().filter_map(|text| self.by_text.get(text));
        let mut places: Vec<u32> = of_records.chain(of_texts).flatten().copied().collect();
        if places.len() > MOST {
            places.select_nth_unstable(MOST);
            places.truncate(MOST);
        }
        places.sort_unstable();
        places.into_iter().map(|at| self.events[at as usize]).collect()
    }
}

/// The day of a document; of a focus group, the day it was established, where its record has no date.
fn published(record: &Record) -> Option<Date> {
    record.header.date.or_else(|| record.group()?.established)
}

/// The entries of a history at which the status changed, with their days.
fn changes<S: Copy + PartialEq + Ord>(history: impl Iterator<Item = (S, Date)>) -> impl Iterator<Item = (usize, Date)> {
    let mut entries: Vec<(usize, S, Date)> = history.enumerate().map(|(at, (status, day))| (at, status, day)).collect();
    entries.sort_by_key(|(_, _, day)| *day);
    // Of one day, a status is told once.
    let mut before = None;
    let mut told = BTreeSet::new();
    entries.retain(|(_, status, day)| before.replace(*status) != Some(*status) && told.insert((*status, *day)));
    entries.into_iter().map(|(at, _, day)| (at, day))
}
