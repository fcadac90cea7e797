//! What stands in calendars: meetings, and deadlines as whole days.
//!
//! A meeting whose day is not fixed is left out. With `opens` and `time_zone` it begins at that time, else it takes whole
//! days; nobody says when a meeting closes, so it lasts to the end of its last day. A deadline of a circular that its
//! meeting has too is told once. UIDs are made of ids alone: an event that moves stays the same event.

use std::collections::BTreeMap;

use super::Renderer;
use crate::date::Date;
use crate::fields::value::{Designation, MaybeDesignation, Time};
use crate::library::{Library, MeetingEntry};
use crate::model::deadline::Deadline;
use crate::model::group::Meeting;
use crate::model::reference::Wanted;
use crate::model::{Data, Kind, Record};
use crate::target::{RecordId, Target};

/// Something with a place in a calendar.
#[derive(Debug)]
pub(super) struct Occasion {
    /// Its id within the site.
    pub uid: String,
    /// What it is called.
    pub summary: String,
    /// More about it.
    pub description: Option<String>,
    /// Where.
    pub location: Option<String>,
    /// The site-relative path of its page.
    pub path: String,
    /// Its first and last day.
    pub days: (Date, Date),
    /// When it begins on the first, and in which time zone.
    pub opens: Option<(Time, String)>,
    /// When what is said of it last changed, as far as its record says.
    pub changed: Option<Date>,
    /// `MEETING` or `DEADLINE`.
    pub category: &'static str,
}

/// All occasions in the order of their days, and whom each concerns.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    /// The occasions.
    pub all: Vec<Occasion>,
    by_group: BTreeMap<RecordId, Vec<u32>>,
}

impl Agenda {
    /// Collects the occasions of a site.
    pub fn of(renderer: &Renderer<'_>) -> Self {
        let library = renderer.views.library;
        let mut found: Vec<(Occasion, Vec<RecordId>)> = Vec::new();
        for entry in library.meetings.iter() {
            let concerned = groups_of_meeting(library, entry.group);
            let occasions = renderer.meeting(entry).into_iter().chain(renderer.deadlines_of_meeting(entry));
            found.extend(occasions.map(|occasion| (occasion, concerned.clone())));
        }
        for id in library.ids().filter(|id| library.record(*id).language.is_none()) {
            let concerned = || groups_of_letter(library, library.record(id));
            let occasions = renderer.deadlines_of_letter(id);
            found.extend(occasions.into_iter().map(|occasion| (occasion, concerned())));
        }
        found.sort_by(|(a, _), (b, _)| (a.days, &a.uid).cmp(&(b.days, &b.uid)));
        let mut agenda = Self::default();
        for (at, (occasion, mut groups)) in (0..).zip(found) {
            agenda.all.push(occasion);
            groups.sort_unstable();
            groups.dedup();
            for group in groups {
                agenda.by_group.entry(group).or_default().push(at);
            }
        }
        agenda
    }

    /// The occasions that concern a group.
    pub fn of_group(&self, id: RecordId) -> Vec<&Occasion> {
        self.by_group.get(&id).into_iter().flatten().map(|at| &self.all[*at as usize]).collect()
    }
}

impl Renderer<'_> {
    fn meeting(&self, entry: &MeetingEntry) -> Option<Occasion> {
        let record = self.views.library.record(entry.group);
        let meeting = entry.meeting(self.views.library);
        let first = meeting.start.value.day()?;
        let view = self.views.meeting(entry);
        let words = self.views.words;
        let more = [
            meeting.remote.and_then(|remote| remote.then(|| words.of("calendar-remote").to_owned())),
            view.registration.map(|url| words.say("calendar-registration", &[("address", &url)])),
        ];
        let more: Vec<String> = more.into_iter().flatten().chain(view.documents.iter().filter_map(|named| document(named))).collect();
        Some(Occasion {
            uid: format!("{}/{}", record.id, entry.anchor),
            summary: format!("{}: {}", view.designation, view.title),
            description: Some(more.join("\n")).filter(|text| !text.is_empty()),
            location: view.place,
            path: view.path,
            days: (first, meeting.end.map_or(first, |end| end.value)),
            opens: meeting.opens.zip(meeting.time_zone.as_ref().map(|zone| zone.0.clone())),
            changed: changed(record, Some(meeting)),
            category: "MEETING",
        })
    }

    fn deadlines_of_meeting(&self, entry: &MeetingEntry) -> Vec<Occasion> {
        let library = self.views.library;
        let record = library.record(entry.group);
        let meeting = entry.meeting(library);
        let place = (format!("{}/{}", record.id, entry.anchor), format!("{}#{}", record.url, entry.anchor));
        self.deadlines(&meeting.deadlines, &place, &entry.designation(library), changed(record, Some(meeting)), |_| false)
    }

    /// The deadlines of a circular, and the day until which a liaison statement is to be answered.
    fn deadlines_of_letter(&self, id: RecordId) -> Vec<Occasion> {
        let library = self.views.library;
        let record = library.record(id);
        let official = record.official();
        let place = (format!("{}/{}", record.kind.info().folder, record.id), record.url.clone());
        match &record.data {
            Data::Circular(circular) => {
                let called = library.called_by(circular);
                let told = called.map_or(&[][..], |(_, entry)| entry.meeting(library).deadlines.as_slice());
                let is_told = |own: &Deadline| told.iter().any(|other| (other.date, other.purpose) == (own.date, own.purpose));
                self.deadlines(&circular.deadlines, &place, &official, changed(record, None), is_told)
            }
            Data::Liaison(liaison) => {
                let what = self.views.words.of("deadline-answer");
                let summary = self.views.words.say("calendar-deadline", &[("what", what), ("of", &official)]);
                let due = |day| deadline(&place, "deadline", summary, None, day, changed(record, None));
                liaison.deadline.map(due).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The deadlines of something: `place` is its UID and its path, `is_told` says which stand elsewhere already.
    fn deadlines(
        &self,
        deadlines: &[Deadline],
        place: &(String, String),
        of: &str,
        changed: Option<Date>,
        is_told: impl Fn(&Deadline) -> bool,
    ) -> Vec<Occasion> {
        let (mut occasions, words) = (Vec::new(), self.views.words);
        for (at, own) in deadlines.iter().enumerate().filter(|(_, own)| !is_told(own)) {
            let purpose = own.purpose.as_str();
            // Of several for one purpose each has its number, so that moving one leaves the others.
            let number = deadlines[..at].iter().filter(|other| other.purpose == own.purpose).count() + 1;
            let note = own.note.as_ref().map(|note| self.views.shown(&note.text));
            let what = match (&note, purpose) {
                (Some(note), "other") => note.clone(),
                _ => words.of(&format!("deadline-{purpose}")).to_owned(),
            };
            let summary = words.say("calendar-deadline", &[("what", &what), ("of", of)]);
            occasions.push(deadline(place, &format!("{purpose}-{number}"), summary, note, own.date, changed));
        }
        occasions
    }
}

fn deadline(
    (uid, path): &(String, String),
    name: &str,
    summary: String,
    description: Option<String>,
    day: Date,
    changed: Option<Date>,
) -> Occasion {
    Occasion {
        uid: format!("{uid}/{name}"),
        summary,
        description,
        location: None,
        path: path.clone(),
        days: (day, day),
        opens: None,
        changed,
        category: "DEADLINE",
    }
}

/// `updated`, else `announced`, else `date`.
fn changed(record: &Record, meeting: Option<&Meeting>) -> Option<Date> {
    record.header.updated.or(meeting.and_then(|meeting| meeting.announced)).or(record.header.date)
}

fn document(document: &crate::view::Named) -> Option<String> {
    Some(format!("{}: {}", document.name, document.address.as_ref()?))
}

/// Whom a meeting concerns: its group, the group's parent and the study groups that it works with.
fn groups_of_meeting(library: &Library, id: RecordId) -> Vec<RecordId> {
    let group = library.record(id).group();
    let names = group.into_iter().flat_map(|group| [&group.parent].into_iter().chain(&group.study_groups));
    std::iter::once(id).chain(named(library, names, Wanted::StudyGroup)).collect()
}

/// Whom a letter concerns: the groups that it says it is about, that it calls to a meeting, that it is from and to.
fn groups_of_letter(library: &Library, record: &Record) -> Vec<RecordId> {
    match &record.data {
        Data::Circular(circular) => {
            let called = library.called_by(circular).map_or_else(Vec::new, |(_, entry)| groups_of_meeting(library, entry.group));
            let groups = named(library, &circular.groups, Wanted::Group);
            groups.chain(named(library, &circular.study_groups, Wanted::StudyGroup)).chain(called).collect()
        }
        Data::Liaison(liaison) => {
            let groups = named(library, &liaison.groups, Wanted::Group);
            let bodies = [&liaison.from].into_iter().chain(&liaison.to.0).chain(&liaison.cc);
            let bodies = bodies.filter_map(|MaybeDesignation(name)| record_of(library.find(&name.text, Wanted::Any)?));
            let is_group = |id: &RecordId| matches!(library.record(*id).kind, Kind::Group | Kind::StudyGroup);
            groups.chain(named(library, &liaison.study_groups, Wanted::StudyGroup)).chain(bodies.filter(is_group)).collect()
        }
        _ => Vec::new(),
    }
}

fn named<'n>(library: &'n Library, names: impl IntoIterator<Item = &'n Designation>, wanted: Wanted) -> impl Iterator<Item = RecordId> {
    names.into_iter().filter_map(move |name| record_of(library.find(&name.0.text, wanted)?))
}

fn record_of(target: Target) -> Option<RecordId> {
    if let Target::Record(id) = target { Some(id) } else { None }
}
