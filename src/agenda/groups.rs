//! What a focus group must do: deliver, reach its aims, and end or be extended in time.

use super::{Item, Kind, Sources};
use crate::date::When;
use crate::diagnostic::Code;
use crate::model;
use crate::model::group::{Deliverable, DeliverableStatus};
use crate::span::Span;

/// Adds what all groups that have not ended must do.
pub fn add(sources: &Sources<'_>, items: &mut Vec<Item>) {
    let library = sources.library;
    for id in library.of_kind(model::Kind::Group) {
        let record = library.record(id);
        let Some(group) = record.group().filter(|group| !sources.has_ended(group)) else { continue };
        let mut item = |date: When, kind: Kind, span: Span, what: String, rule: Option<String>| {
            let overdue = date.last() < sources.today;
            if overdue || sources.is_ahead(date.first(), date.last()) {
                let (subject, file) = (record.official().into_owned(), record.path().clone());
                items.push(Item { date, overdue, kind, subject, what, rule, file, span });
            }
        };
        for deliverable in group.deliverables.iter().filter(|deliverable| !deliverable.is_sent()) {
            let name = format!("{}, {}", deliverable.id, deliverable.title.text);
            // Of one that says nothing of its status, nobody knows whether it is late.
            let is_known = |date: When| deliverable.status.is_some() || date.last() >= sources.today;
            if let Some(due) = deliverable.due.filter(|due| is_known(*due)) {
                item(due, Kind::Deliverable, deliverable.at, format!("{name} is due{}", status(deliverable)), None);
            }
            let meeting = deliverable.parent_meeting.filter(|meeting| meeting.last() >= sources.today);
            if let Some((meeting, (latest, rule))) =
                meeting.and_then(|meeting| Some((meeting, sources.latest(Code::DeliverableNotice, meeting.last())?)))
            {
                let what = format!("{name} must reach {} for its meeting of {meeting}", group.parent.0.text);
                item(When::Day(latest), Kind::Send, deliverable.at, what, Some(rule));
            }
        }
        for milestone in group.milestones.iter().filter(|milestone| milestone.date.last() >= sources.today) {
            item(milestone.date, Kind::Milestone, milestone.at, milestone.title.text.clone(), None);
        }
        if let Some(date) = group.concluded {
            item(When::Day(date), Kind::Conclusion, record.place, "is concluded".to_owned(), None);
        } else if let Some(end) = group.end_of_lifetime() {
            let what = if end < sources.today {
                format!("is past its lifetime; {} must conclude or extend it", group.parent.0.text)
            } else {
                format!("its lifetime ends; {} must have decided by then if it is to be extended", group.parent.0.text)
            };
            let rule = sources.rules.get(Code::ExtensionDecision).map(|rule| rule.cited.clone());
            item(When::Day(end), Kind::Lifetime, record.place, what, rule);
        }
    }
}

fn status(deliverable: &Deliverable) -> String {
    match deliverable.status {
        Some(status @ (DeliverableStatus::Planned | DeliverableStatus::Draft | DeliverableStatus::Approved)) => {
            format!(" ({})", status.as_str())
        }
        _ => String::new(),
    }
}
