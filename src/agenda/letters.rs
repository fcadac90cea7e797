//! What letters ask for: what closes by a circular, and the answers that liaison statements wait for.

use std::collections::BTreeSet;

use super::{Item, Kind, Sources};
use crate::date::When;
use crate::library::Library;
use crate::model::circular::Circular;
use crate::model::liaison::Liaison;
use crate::model::reference::Wanted;
use crate::model::{Data, Record};
use crate::target::Target;

/// Adds what the letters of all groups ask for.
pub fn add(sources: &Sources<'_>, items: &mut Vec<Item>) {
    let answered = answered(sources.library);
    for id in sources.library.ids() {
        let record = sources.library.record(id);
        match &record.data {
            _ if record.language.is_some() => {}
            Data::Circular(circular) => circular_closes(sources, record, circular, items),
            Data::Liaison(liaison) if !answered.contains(&Target::Record(id)) => answer(sources, record, liaison, items),
            _ => {}
        }
    }
}

/// The liaison statements that have an answer.
fn answered(library: &Library) -> BTreeSet<Target> {
    let answers = library.records.iter().filter_map(|record| match &record.data {
        Data::Liaison(liaison) => library.find(&liaison.in_response_to.as_ref()?.0.text, Wanted::Liaison),
        _ => None,
    });
    answers.collect()
}

/// What closes by a circular and not by the meeting that it calls, which says the same.
fn circular_closes(sources: &Sources<'_>, record: &Record, circular: &Circular, items: &mut Vec<Item>) {
    let library = sources.library;
    let called = library.called_by(circular).map(|(_, entry)| entry);
    for deadline in circular.deadlines.iter().filter(|deadline| sources.is_ahead(deadline.date, deadline.date)) {
        let same = |entry: &crate::library::MeetingEntry| {
            let of_meeting = &entry.meeting(library).deadlines;
            of_meeting.iter().any(|other| other.date == deadline.date && other.purpose == deadline.purpose)
        };
        if called.is_some_and(same) {
            continue;
        }
        let meeting = called.map_or_else(String::new, |entry| format!(" for {}", entry.designation(library)));
        let note = deadline.note.as_ref().map_or_else(String::new, |note| format!(": {}", note.text));
        items.push(Item {
            date: When::Day(deadline.date),
            overdue: false,
            kind: Kind::Closes,
            subject: record.official().into_owned(),
            what: format!("{}{meeting}{note}", deadline.purpose.closes()),
            rule: None,
            file: record.path().clone(),
            span: deadline.at,
        });
    }
}

/// A statement that waits for an answer, and has none.
fn answer(sources: &Sources<'_>, record: &Record, liaison: &Liaison, items: &mut Vec<Item>) {
    let Some(deadline) = liaison.deadline.filter(|deadline| *deadline <= sources.until) else { return };
    let to: Vec<&str> = liaison.to.0.iter().map(|name| name.0.text.as_str()).collect();
    items.push(Item {
        date: When::Day(deadline),
        overdue: deadline < sources.today,
        kind: Kind::Reply,
        subject: record.official().into_owned(),
        what: format!("{} waits for the answer of {}", liaison.from.0.text, to.join(", ")),
        rule: None,
        file: record.path().clone(),
        span: record.place,
    });
}
