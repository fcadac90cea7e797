//! Meetings and deadlines.

use serde::Serialize;

use super::{Made, Named, Views};
use crate::fields::value::At;
use crate::library::MeetingEntry;
use crate::model::deadline::Deadline;
use crate::model::group::Meeting;
use crate::target::Target;
use crate::zone;

/// A meeting of a focus group.
#[derive(Clone, Debug, Serialize)]
pub struct MeetingView {
    /// Its group.
    pub group: Made<Named>,
    /// Its id within the group.
    pub id: String,
    /// Its designation: `FG-MV/1`.
    pub designation: String,
    /// What it is called; `Meeting 1` where the record does not say.
    pub title: String,
    /// Its anchor on the group's page.
    pub anchor: String,
    /// The site-relative path of its place on the group's page.
    pub path: String,
    /// Its first day, or its month (`2020-03`) or quarter (`2020-Q1`).
    pub start: String,
    /// Its last day, where it is another.
    pub end: Option<String>,
    /// When it opens: `09:30`.
    pub opens: Option<String>,
    /// The time zone of the place.
    pub time_zone: Option<String>,
    /// What the clocks there differ from UTC by when it opens: `UTC+2`, `UTC−3:30`.
    pub utc_offset: Option<String>,
    /// When it opens, for machines: `2020-03-10T09:30+01:00`.
    pub opens_at: Option<String>,
    /// Venue, city and country in one text.
    pub place: Option<String>,
    /// When it was announced.
    pub announced: Option<String>,
    /// Whether one can take part from afar, where the record says.
    pub remote: Option<bool>,
    /// Where to register.
    pub registration: Option<String>,
    /// What closes before it, in order.
    pub deadlines: Vec<DeadlineView>,
    /// Its documents: title and address.
    pub documents: Vec<Made<Named>>,
    /// Whether its last day lies before today.
    pub past: bool,
}

/// A day on which something closes.
#[derive(Clone, Debug, Serialize)]
pub struct DeadlineView {
    /// The last day.
    pub date: String,
    /// What closes: `contributions`, `registration`, `visa`, `hotel` or `other`; `answer` to a liaison statement.
    pub purpose: &'static str,
    /// How, or where.
    pub note: Option<String>,
    /// Whether it lies before today.
    pub past: bool,
}

impl Views<'_> {
    /// A meeting.
    pub fn meeting(&self, entry: &MeetingEntry) -> MeetingView {
        let meeting = entry.meeting(self.library);
        let group = self.named(Target::Record(entry.group));
        let (utc_offset, opens_at) = opening(meeting).unzip();
        MeetingView {
            path: format!("{}#{}", self.library.record(entry.group).url, entry.anchor),
            group,
            id: meeting.id.text.clone(),
            designation: entry.designation(self.library),
            title: meeting
                .title
                .as_ref()
                .map_or_else(|| self.words.say("meeting-number", &[("number", &meeting.id.text)]), |title| self.shown(&title.text)),
            anchor: entry.anchor.clone(),
            start: meeting.start.value.to_string(),
            end: meeting.end.map(|end| end.value.to_string()).filter(|end| *end != meeting.start.value.to_string()),
            opens: meeting.opens.map(|time| time.to_string()),
            time_zone: meeting.time_zone.as_ref().map(|zone| zone.0.clone()),
            utc_offset,
            opens_at,
            place: meeting.place.as_ref().map(|place| place.in_words()).filter(|place| !place.is_empty()),
            announced: meeting.announced.map(|date| date.to_string()),
            remote: meeting.remote,
            registration: meeting.registration.as_ref().map(|url| url.0.clone()),
            deadlines: self.deadlines(&meeting.deadlines),
            documents: meeting.documents.iter().map(named_url).collect(),
            past: last_day(meeting) < self.today,
        }
    }

    /// Deadlines, in order.
    pub fn deadlines(&self, deadlines: &[Deadline]) -> Vec<DeadlineView> {
        let mut sorted: Vec<&Deadline> = deadlines.iter().collect();
        sorted.sort_by_key(|deadline| deadline.date);
        sorted
            .into_iter()
            .map(|deadline| DeadlineView {
                date: deadline.date.to_string(),
                purpose: deadline.purpose.as_str(),
                note: deadline.note.as_ref().map(|note| self.shown(&note.text)),
                past: deadline.date < self.today,
            })
            .collect()
    }

    /// The meetings of the whole site that are to come, in their order.
    pub fn meetings_to_come(&self) -> Vec<MeetingView> {
        let (coming, _) = self.split_entries(self.library.meetings.iter().collect());
        coming.into_iter().map(|entry| self.meeting(entry)).collect()
    }

    /// Some meetings: those to come in their order, then the past ones, newest first.
    pub fn split_meetings(&self, entries: Vec<&MeetingEntry>) -> (Vec<MeetingView>, Vec<MeetingView>) {
        let (coming, past) = self.split_entries(entries);
        let views = |entries: Vec<&MeetingEntry>| entries.into_iter().map(|entry| self.meeting(entry)).collect();
        (views(coming), views(past))
    }

    fn split_entries<'e>(&self, mut entries: Vec<&'e MeetingEntry>) -> (Vec<&'e MeetingEntry>, Vec<&'e MeetingEntry>) {
        let library = self.library;
        entries.sort_by_key(|entry| {
            let meeting = entry.meeting(library);
            (meeting.start.value.first(), last_day(meeting), entry.group, entry.at)
        });
        let is_past = |entry: &&MeetingEntry| last_day(entry.meeting(library)) < self.today;
        let (mut past, coming): (Vec<_>, Vec<_>) = entries.into_iter().partition(is_past);
        past.reverse();
        (coming, past)
    }

    /// The meetings of the whole site in the order of their list.
    pub(super) fn meetings_in_order(&self) -> Vec<Target> {
        let all = &self.library.meetings;
        // They stand in the order of their groups.
        let target =
            |entry: &MeetingEntry| Target::Meeting(all.partition_point(|other| (other.group, other.at) < (entry.group, entry.at)) as u32);
        let (coming, past) = self.split_entries(all.iter().collect());
        coming.into_iter().chain(past).map(target).collect()
    }
}

/// When a meeting opens, where its day, its time and its zone are known: what the zone differs from UTC by, in words and
/// in ISO 8601 with the whole time before it.
fn opening(meeting: &Meeting) -> Option<(String, String)> {
    let (day, opens, zone) = (meeting.start.value.day()?, meeting.opens?, meeting.time_zone.as_ref()?);
    let offset = zone::offset(&zone.0, day, opens.hour, opens.minute)?;
    let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
    let (sign, ascii) = if offset < 0 { ('\u{2212}', '-') } else { ('+', '+') };
    let words = match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    };
    Some((words, format!("{day}T{opens}{ascii}{hours:02}:{minutes:02}")))
}

/// The last day that a meeting can have.
pub(super) fn last_day(meeting: &Meeting) -> crate::date::Date {
    meeting.end.map_or_else(|| meeting.start.value.last(), |At { value, .. }| value)
}

/// A title and an address.
pub(super) fn named_url(document: &crate::model::group::NamedUrl) -> Made<Named> {
    Named { name: document.title.clone(), title: None, path: None, address: Some(document.url.0.clone()) }.into()
}
