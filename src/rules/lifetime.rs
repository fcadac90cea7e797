//! What the procedure asks of a focus group's life: a first meeting as promised, an end, decisions to extend it, a final
//! report.

use super::place::{Placed, Step};
use super::{Sources, Tell};
use crate::date::{Date, When};
use crate::diagnostic::{Code, counted};
use crate::model::Kind;
use crate::model::group::{Extension, Group, GroupState};
use crate::model::reference::Wanted;
use crate::target::Target;

/// Checks every focus group.
pub fn find(sources: &Sources<'_>, tell: Tell<'_>) {
    for id in sources.library.of_kind(Kind::Group) {
        let record = sources.library.record(id);
        let Some(group) = record.group() else { continue };
        let record = &Placed::new(record);
        first_meeting(sources, record, group, tell);
        lifetime(sources, record, group, tell);
        extensions(sources, record, group, tell);
        final_report(sources, record, group, tell);
    }
}

fn first_meeting(sources: &Sources<'_>, record: &Placed<'_>, group: &Group, tell: Tell<'_>) {
    let (Some(rule), Some(first)) = (sources.rules.get(Code::FirstMeeting), group.first_meeting()) else { return };
    for (at, milestone) in group.milestones.iter().enumerate().filter(|(_, milestone)| is_first_meeting(&milestone.title.text)) {
        let promised = milestone.date;
        if first.first() > promised.last() || first.last() < promised.first() {
            let (promised, found) = (super::on_or_in(promised), super::on_or_in(first));
            let in_quarter = match (milestone.date, first) {
                (When::Quarter(_), When::Day(_)) => format!(", in the {}", first.quarter().in_words()),
                _ => String::new(),
            };
            let message = format!("the milestone puts the first meeting {promised}, and it begins {found}{in_quarter}; see {}", rule.cited);
            tell(record.finding(Code::FirstMeeting, &[Step::Key("milestones"), Step::Item(at), Step::Key("date")], message));
        }
    }
}

/// Whether a milestone is the first meeting of the group, and not that of a part of it.
fn is_first_meeting(title: &str) -> bool {
    let title = title.to_lowercase();
    let of_part = ["working group", "wg", "task", "workshop", "sub-group"].iter().any(|part| title.contains(part));
    (title.starts_with("first ") || title.starts_with("inaugural ")) && title.contains("meeting") && !of_part
}

fn lifetime(sources: &Sources<'_>, record: &Placed<'_>, group: &Group, tell: Tell<'_>) {
    let (Some(rule), Some(end)) = (sources.rules.get(Code::Lifetime), group.end_of_lifetime()) else { return };
    let asks = format!("{} asks a decision to extend it", rule.cited);
    let mut is_told = false;
    for (at, _) in group.meetings.iter().enumerate().filter(|(_, meeting)| meeting.start.value.first() > end) {
        let message = format!("the meeting lies after the lifetime, which {} on {}; {asks}", ends(sources, end), end.in_words());
        tell(record.finding(Code::Lifetime, &[Step::Key("meetings"), Step::Item(at), Step::Key("start")], message));
        is_told = true;
    }
    let said = group.history.iter().max_by_key(|entry| entry.date);
    let ended = group.concluded.is_some() || said.is_some_and(|said| said.status == GroupState::Concluded);
    if let Some(concluded) = group.concluded.filter(|concluded| *concluded > end) {
        let after = counted(end.days_until(concluded).unsigned_abs() as usize, "day", "days");
        let is = if concluded <= sources.today { "was" } else { "is" };
        let (ends, end) = (ends(sources, end), end.in_words());
        let message = format!("the group {is} concluded {after} after its lifetime, which {ends} on {end}; {asks}");
        tell(record.finding(Code::Lifetime, &[Step::Key("concluded")], message));
    } else if !ended && !is_told && end < sources.today {
        let key = if group.extensions.is_empty() { "lifetime" } else { "extensions" };
        let message =
            format!("the lifetime ended on {}, and nothing says that the group was extended or concluded; {asks}", end.in_words());
        tell(record.finding(Code::Lifetime, &[Step::Key(key)], message));
    }
}

/// Of a day that has been or is to come.
fn ends(sources: &Sources<'_>, end: Date) -> &'static str {
    if end < sources.today { "ended" } else { "ends" }
}

fn extensions(sources: &Sources<'_>, record: &Placed<'_>, group: &Group, tell: Tell<'_>) {
    let Some(rule) = sources.rules.get(Code::ExtensionDecision) else { return };
    let mut in_order: Vec<(usize, &Extension)> = group.extensions.iter().enumerate().collect();
    in_order.sort_by_key(|(_, extension)| extension.until);
    let mut end = group.granted_until();
    for (at, extension) in in_order {
        let fault = match (&extension.decided_by, extension.date) {
            (None, None) => Some(("until", "does not say who decided it, and when".to_owned())),
            (None, Some(_)) => Some(("until", "does not say who decided it".to_owned())),
            (Some(_), None) => Some(("until", "does not say when it was decided".to_owned())),
            (Some(by), Some(_)) if !is_parent(sources, &by.0.text, &group.parent.0.text) => {
                Some(("decided_by", format!("is not a decision of the parent group, `{}`", group.parent.0.text)))
            }
            (Some(_), Some(date)) => late(date, end).map(|fault| ("date", fault)),
        };
        if let Some((key, fault)) = fault {
            let message = format!("the extension {fault}; see {}", rule.cited);
            tell(record.finding(Code::ExtensionDecision, &[Step::Key("extensions"), Step::Item(at), Step::Key(key)], message));
        }
        end = Some(extension.until);
    }
}

fn late(date: Date, end: Option<Date>) -> Option<String> {
    let end = end.filter(|end| date > *end)?;
    Some(format!("was decided after the lifetime, which ended on {}", end.in_words()))
}

/// Whether who decided is the parent, or what the parent continues or is continued as.
fn is_parent(sources: &Sources<'_>, decided_by: &str, parent: &str) -> bool {
    let of_name = |name: &str| sources.library.find(name, Wanted::StudyGroup);
    let (Some(Target::Record(by)), Some(Target::Record(parent))) = (of_name(decided_by), of_name(parent)) else { return true };
    let continued = |id| {
        let next = sources.library.record(id).study_group()?.continued_as.as_ref()?;
        of_name(&next.0.text)
    };
    by == parent || continued(by) == Some(Target::Record(parent)) || continued(parent) == Some(Target::Record(by))
}

fn final_report(sources: &Sources<'_>, record: &Placed<'_>, group: &Group, tell: Tell<'_>) {
    let Some(rule) = sources.rules.get(Code::FinalReport) else { return };
    let is_final = |text: &str| text.to_lowercase().contains("final report");
    let has_one = group.deliverables.iter().any(|item| is_final(&item.title.text) || item.kind.as_deref().is_some_and(is_final));
    if group.concluded.is_some_and(|date| date <= sources.today) && !has_one {
        let message = format!("the group was concluded, and its deliverables have no final report; {} asks one", rule.cited);
        tell(record.finding(Code::FinalReport, &[Step::Key("concluded")], message));
    }
}
