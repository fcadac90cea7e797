//! What the procedure asks of a meeting: notice, deadlines, registration from afar, a list of participants.

use std::collections::BTreeMap;

use super::place::{Placed, Step};
use super::{Notice, Rule, Sources, Tell};
use crate::date::{Date, When};
use crate::diagnostic::{Code, counted};
use crate::library::MeetingEntry;
use crate::model::deadline::{Deadline, DeadlineFor};
use crate::model::group::Meeting;
use crate::target::RecordId;

/// Checks every meeting, and every circular that calls one.
pub fn find(sources: &Sources<'_>, tell: Tell<'_>) {
    let library = sources.library;
    let calls = library.calls();
    let called: BTreeMap<usize, Date> = calls
        .iter()
        .filter_map(|(meeting, calls)| Some((*meeting, calls.iter().filter_map(|(record, _)| record.header.date).min()?)))
        .collect();
    let mut last: Option<(RecordId, Placed<'_>)> = None;
    for (at, entry) in library.meetings.iter().enumerate() {
        // The meetings of a group stand together.
        if last.as_ref().is_none_or(|(group, _)| *group != entry.group) {
            last = Some((entry.group, Placed::new(library.record(entry.group))));
        }
        let Some((_, record)) = &last else { continue };
        let meeting = entry.meeting(library);
        notice(sources, record, entry, meeting, called.get(&at).copied(), tell);
        for (number, deadline) in meeting.deadlines.iter().enumerate() {
            let steps = [Step::Key("meetings"), Step::Item(entry.at), Step::Key("deadlines"), Step::Item(number), Step::Key("date")];
            closes(sources, record, deadline, meeting.start.value, &steps, tell);
        }
        registration(sources, record, entry, meeting, tell);
        participants(sources, record, entry, meeting, tell);
    }
    for (meeting, (record, circular)) in calls.iter().flat_map(|(meeting, calls)| calls.iter().map(move |call| (*meeting, call))) {
        let start = library.meetings[meeting].meeting(library).start.value;
        let record = Placed::new(record);
        for (number, deadline) in circular.deadlines.iter().enumerate() {
            closes(sources, &record, deadline, start, &[Step::Key("deadlines"), Step::Item(number), Step::Key("date")], tell);
        }
    }
}

fn notice(sources: &Sources<'_>, record: &Placed<'_>, entry: &MeetingEntry, meeting: &Meeting, called: Option<Date>, tell: Tell<'_>) {
    let Some((rule, notice)) = sources.notice(Code::MeetingNotice) else { return };
    let start = meeting.start.value;
    let Some(latest) = notice.before(start.last()) else { return };
    let announced = meeting.announced.into_iter().chain(called).min();
    let key = if meeting.announced.is_some() { "announced" } else { "start" };
    let steps = [Step::Key("meetings"), Step::Item(entry.at), Step::Key(key)];
    match announced {
        Some(date) if date > latest => {
            let message = format!("the meeting was announced {}", short_of(rule, notice, date, ("it", start), latest));
            tell(record.finding(Code::MeetingNotice, &steps, message));
        }
        // Of one that is past, nobody may have noted when it was announced.
        None if start.day().is_some_and(|day| latest < sources.today && sources.today <= day) => {
            let message = format!("nothing says that the meeting was announced; {} asks it by {}", rule.cited, latest.in_words());
            let help = "say when with `announced:`, or add the circular that calls the meeting";
            tell(record.finding(Code::MeetingNotice, &steps, message).help(help));
        }
        _ => {}
    }
}

/// Checks what closes before a meeting.
fn closes(sources: &Sources<'_>, record: &Placed<'_>, deadline: &Deadline, start: When, steps: &[Step], tell: Tell<'_>) {
    let code = match deadline.purpose {
        DeadlineFor::Contributions => Code::ContributionDeadline,
        DeadlineFor::Registration => Code::RegistrationDeadline,
        DeadlineFor::Visa => Code::VisaDeadline,
        DeadlineFor::Hotel | DeadlineFor::Other => return,
    };
    let Some((rule, notice)) = sources.notice(code) else { return };
    if let Some(latest) = notice.before(start.last()).filter(|latest| deadline.date > *latest) {
        let message = format!("{} {}", deadline.purpose.closes(), short_of(rule, notice, deadline.date, ("the meeting", start), latest));
        tell(record.finding(code, steps, message));
    }
}

/// `7 days before the meeting; A.7 (10/2016) clause 8 asks 12: 5 October 2017`; `before` says before what.
pub fn short_of(rule: &Rule, notice: Notice, given: Date, (before, start): (&str, When), latest: Date) -> String {
    let days = start.day().map(|day| given.days_until(day));
    let asks = match notice {
        Notice::Days(number) if days.is_some_and(|days| days > 0) => number.to_string(),
        Notice::Days(number) => counted(number as usize, "day", "days"),
        Notice::Months(number) => counted(number as usize, "month", "months"),
    };
    let distance = match days {
        None => format!("on {}, and {before} is {}", given.in_words(), super::on_or_in(start)),
        Some(0) => format!("on the day of {before}"),
        Some(days) if days < 0 => format!("on {}, after {before} begins", given.in_words()),
        Some(days) => format!("{} before {before}", counted(days.unsigned_abs() as usize, "day", "days")),
    };
    format!("{distance}; {} asks {asks}: {}", rule.cited, latest.in_words())
}

fn registration(sources: &Sources<'_>, record: &Placed<'_>, entry: &MeetingEntry, meeting: &Meeting, tell: Tell<'_>) {
    let Some(rule) = sources.rules.get(Code::RemoteRegistration) else { return };
    let of_group = sources.library.record(entry.group).group().and_then(|group| group.registration.as_ref());
    if meeting.remote == Some(true) && meeting.registration.is_none() && of_group.is_none() {
        let steps = [Step::Key("meetings"), Step::Item(entry.at), Step::Key("remote")];
        let message = format!("one can take part from afar, and nothing says where to register; {} asks it", rule.cited);
        tell(record.finding(Code::RemoteRegistration, &steps, message).help("add `registration:` to the meeting or to the group"));
    }
}

fn participants(sources: &Sources<'_>, record: &Placed<'_>, entry: &MeetingEntry, meeting: &Meeting, tell: Tell<'_>) {
    let Some(rule) = sources.rules.get(Code::ParticipantsList) else { return };
    // Whether a meeting was held that has no day is not known.
    let Some(start) = meeting.start.value.day() else { return };
    let is_list = |title: &str| ["participants", "attendance", "attendees"].iter().any(|word| title.to_lowercase().contains(word));
    let is_over = meeting.end.map_or(start, |end| end.value) < sources.today;
    if is_over && !meeting.documents.iter().any(|document| is_list(&document.title)) {
        let message = format!("the meeting is over, and none of its documents is a list of participants; {} asks one", rule.cited);
        tell(record.finding(Code::ParticipantsList, &[Step::Key("meetings"), Step::Item(entry.at), Step::Key("id")], message));
    }
}
