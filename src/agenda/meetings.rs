//! What a meeting asks for: its announcement, its deadlines, and that it is held.

use super::{Item, Kind, Sources};
use crate::date::{Date, When};
use crate::diagnostic::Code;
use crate::model::deadline::DeadlineFor;
use crate::model::group::Meeting;
use crate::span::Span;

/// The deadlines that the rules ask for.
const DEADLINES: [(DeadlineFor, Code, &str); 3] = [
    (DeadlineFor::Contributions, Code::ContributionDeadline, "contributions"),
    (DeadlineFor::Registration, Code::RegistrationDeadline, "registration"),
    (DeadlineFor::Visa, Code::VisaDeadline, "help with visas"),
];

/// Adds what the meetings of all groups ask for.
pub fn add(sources: &Sources<'_>, items: &mut Vec<Item>) {
    let library = sources.library;
    let calls = library.calls();
    for (at, entry) in library.meetings.iter().enumerate() {
        let record = library.record(entry.group);
        let meeting = entry.meeting(library);
        let start = meeting.start.value;
        let last = meeting.end.map_or(start.last(), |end| end.value);
        if record.group().is_none_or(|group| sources.has_ended(group)) || last < sources.today {
            continue;
        }
        let subject = entry.designation(library);
        let mut item = |date: When, kind: Kind, span: Span, what: String, rule: Option<String>| {
            let (overdue, is_ahead) = (date.last() < sources.today, sources.is_ahead(date.first(), date.last()));
            if overdue || is_ahead {
                let (subject, file) = (subject.clone(), record.path().clone());
                items.push(Item { date, overdue, kind, subject, what, rule, file, span });
            }
        };
        if start.first() <= sources.until {
            held(sources, meeting, last, &mut item);
        }
        // What is asked for before a meeting is not asked for any more once it has begun.
        if start.last() < sources.today {
            continue;
        }
        let letters = calls.get(&at).map_or(&[][..], Vec::as_slice);
        let is_announced = meeting.announced.is_some_and(|date| date <= sources.today)
            || letters.iter().any(|(record, _)| record.header.date.is_some_and(|date| date <= sources.today));
        if let Some((latest, rule)) = sources.latest(Code::MeetingNotice, start.last()).filter(|_| !is_announced) {
            let planned = meeting.announced.map_or_else(String::new, |date| format!(", planned for {date}"));
            item(When::Day(latest), Kind::Announce, meeting.id.span, format!("announce the meeting of {start}{planned}"), Some(rule));
        }
        for deadline in meeting.deadlines.iter().filter(|deadline| deadline.date >= sources.today) {
            let note = deadline.note.as_ref().map_or_else(String::new, |note| format!(": {}", note.text));
            item(When::Day(deadline.date), Kind::Closes, deadline.at, format!("{}{note}", deadline.purpose.closes()), None);
        }
        for (purpose, code, name) in DEADLINES {
            let of_letters = letters.iter().flat_map(|(_, circular)| &circular.deadlines);
            let is_set = meeting.deadlines.iter().chain(of_letters).any(|deadline| deadline.purpose == purpose);
            if let Some((latest, rule)) = sources.latest(code, start.last()).filter(|_| !is_set) {
                item(
                    When::Day(latest),
                    Kind::SetDeadline,
                    meeting.id.span,
                    format!("no deadline for {name} is set; this is the latest"),
                    Some(rule),
                );
            }
        }
    }
}

/// The meeting itself: of one that has begun, its last day.
fn held(sources: &Sources<'_>, meeting: &Meeting, last: Date, item: &mut impl FnMut(When, Kind, Span, String, Option<String>)) {
    let (start, span) = (meeting.start.value, meeting.id.span);
    let place = meeting.place.as_ref().map(crate::model::group::Place::in_words).filter(|place| !place.is_empty());
    let place = place.map_or_else(String::new, |place| format!(", {place}"));
    if start.first() < sources.today && start.day().is_some() {
        item(When::Day(last), Kind::Meeting, span, format!("is being held until {last}{place}"), None);
    } else {
        let until = meeting.end.map_or_else(String::new, |end| format!(" until {}", end.value));
        item(start, Kind::Meeting, span, format!("is held{until}{place}"), None);
    }
}
