//! What staff must do, by date: what closes, what must be announced and by when, which meetings come, whose lifetime ends,
//! which deliverables and answers are due.
//!
//! In: a site at rest, the parameters of its rules, its day and how far to look ahead. Out: [`Item`]s, those that are
//! overdue first. How days are counted is told in [`crate::rules`].

mod groups;
mod letters;
mod meetings;

use crate::date::{Date, Duration, When};
use crate::diagnostic::Code;
use crate::library::{Library, natural};
use crate::model::group::{Group, GroupState};
use crate::path::SourcePath;
use crate::rules::Rules;
use crate::span::Span;

/// What an item is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A meeting must be announced.
    Announce,
    /// A deadline must be set, and lie no later.
    SetDeadline,
    /// Something closes.
    Closes,
    /// A meeting is held.
    Meeting,
    /// A deliverable is due.
    Deliverable,
    /// A deliverable must reach the parent group.
    Send,
    /// A liaison statement must be answered.
    Reply,
    /// A dated aim.
    Milestone,
    /// A lifetime ends.
    Lifetime,
    /// A group is concluded.
    Conclusion,
}

impl Kind {
    /// The word that machines read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Announce => "announce",
            Self::SetDeadline => "set-deadline",
            Self::Closes => "closes",
            Self::Meeting => "meeting",
            Self::Deliverable => "deliverable",
            Self::Send => "send",
            Self::Reply => "reply",
            Self::Milestone => "milestone",
            Self::Lifetime => "lifetime",
            Self::Conclusion => "conclusion",
        }
    }
}

/// Something to be done, or to be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// By when, or when; a month or a quarter while the day is not fixed.
    pub date: When,
    /// Whether it should have been done by now.
    pub overdue: bool,
    /// What it is about.
    pub kind: Kind,
    /// The designation of the group, meeting or letter.
    pub subject: String,
    /// What is to be done, or happens, to go after the subject.
    pub what: String,
    /// Document and clause that ask for it.
    pub rule: Option<String>,
    /// The file that says so.
    pub file: SourcePath,
    /// Where in it.
    pub span: Span,
}

/// What an agenda is made of.
#[derive(Clone, Copy)]
pub struct Sources<'s> {
    /// The records.
    pub library: &'s Library,
    /// The parameters of the rules.
    pub rules: &'s Rules,
    /// The day of the site.
    pub today: Date,
    /// The last day that is looked at.
    pub until: Date,
}

/// Everything to be done: what is overdue first, then by date.
pub fn agenda(sources: &Sources<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    meetings::add(sources, &mut items);
    groups::add(sources, &mut items);
    letters::add(sources, &mut items);
    items.sort_by(|a, b| {
        let first = |item: &Item| (!item.overdue, item.date.first(), item.date.last(), item.kind);
        first(a).cmp(&first(b)).then_with(|| natural(&a.subject, &b.subject)).then_with(|| a.what.cmp(&b.what))
    });
    items
}

/// How far ahead: `P60D` and other durations of ISO 8601, or shortly `60d`, `8w`, `3m`, `1y`.
pub fn parse_horizon(text: &str) -> Option<Duration> {
    let is_short = text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with(['d', 'w', 'm', 'y']);
    if is_short { Duration::parse(&format!("P{}", text.to_ascii_uppercase())) } else { Duration::parse(text) }
}

impl Sources<'_> {
    /// Whether something that happens then is still to come and near enough, or on its way.
    fn is_ahead(&self, first: Date, last: Date) -> bool {
        self.today <= last && first <= self.until
    }

    /// The last day that a rule asks for before `date`, with the document that asks it.
    fn latest(&self, code: Code, date: Date) -> Option<(Date, String)> {
        Some((self.rules.latest(code, date)?, self.rules.get(code)?.cited.clone()))
    }

    /// Whether a group has ended: nothing is to be done for it any more.
    fn has_ended(&self, group: &Group) -> bool {
        let said = group.history.iter().filter(|entry| entry.date <= self.today).max_by_key(|entry| entry.date);
        group.concluded.is_some_and(|date| date < self.today) || said.is_some_and(|said| said.status == GroupState::Concluded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_horizon_is_long_or_short() {
        for (short, long) in [("60d", "P60D"), ("8w", "P8W"), ("3m", "P3M"), ("1y", "P1Y")] {
            assert_eq!(parse_horizon(short), Duration::parse(long), "{short}");
            assert!(parse_horizon(long).is_some(), "{long}");
        }
        for bad in ["", "60", "d", "-1d", "0d", "60D", "1h", "2 weeks"] {
            assert_eq!(parse_horizon(bad), None, "{bad}");
        }
    }
}
