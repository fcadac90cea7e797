//! The state of a focus group and its lifetime, on the day of the site.

use serde::Serialize;

use super::{Made, Named, Views};
use crate::date::Date;
use crate::model::group::Group;
use crate::model::reference::Wanted;

/// The state of a group, on the day of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StateView {
    /// `concluded`, `past-lifetime`, `active` or `forming`.
    pub id: &'static str,
    /// The date it has been so since, where one is known: of its conclusion, of its first meeting, of a document.
    pub since: Option<String>,
    /// The document that says so, where the state is only known from one.
    pub source: Option<Made<Named>>,
    /// What goes on with its work.
    pub continued_as: Option<Made<Named>>,
}

/// How long a group lives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LifetimeView {
    /// Years, months, weeks and days, as granted at first.
    pub granted: Option<DurationView>,
    /// The day it is counted from: that of the first meeting, or the last it can be on.
    pub start: Option<String>,
    /// Whether that day is fixed: if not, the lifetime begins and ends on these days at the latest.
    pub start_is_fixed: bool,
    /// Its last day: by the grant, or by the last extension.
    pub end: Option<String>,
    /// The extensions, in order.
    pub extensions: Vec<ExtensionView>,
    /// How much of it has passed, from 0 to 100, where both ends are known.
    pub percent: Option<u32>,
    /// Where in it the first grant ended, from 0 to 100, where it was extended and both ends are known.
    pub granted_percent: Option<u32>,
}

/// A duration in its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DurationView {
    /// Years.
    pub years: i16,
    /// Months.
    pub months: i32,
    /// Weeks.
    pub weeks: i32,
    /// Days.
    pub days: i32,
}

/// A decision that lets a group live longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExtensionView {
    /// The last day of the new lifetime.
    pub until: String,
    /// Who decided.
    pub decided_by: Option<Made<Named>>,
    /// When.
    pub date: Option<String>,
}

impl Views<'_> {
    /// The state of a group: the first that fits of concluded, past its lifetime, active, forming, and the newest of
    /// its history.
    pub fn state(&self, group: &Group) -> Option<StateView> {
        let today = self.today;
        let state = |id, since: Option<Date>| StateView { id, since: since.map(|date| date.to_string()), source: None, continued_as: None };
        if let Some(concluded) = group.concluded.filter(|date| *date <= today) {
            let continued_as = group.continued_as.as_ref().map(|name| self.maybe_designated(name));
            return Some(StateView { continued_as, ..state("concluded", Some(concluded)) });
        }
        let first = group.first_meeting();
        if let Some(end) = group.end_of_lifetime().filter(|end| *end < today) {
            return Some(state("past-lifetime", Some(end)));
        }
        match first {
            // Of a meeting whose day is not fixed it is known only at the end of its month or quarter.
            Some(start) if start.last() <= today => {
                let said = self.said(group).filter(|said| said.id == "active" && start.day().is_none());
                return Some(said.unwrap_or_else(|| state("active", start.day())));
            }
            Some(_) => return Some(state("forming", None)),
            None => {}
        }
        if let Some(established) = group.established
            && established <= today
            && established.after(crate::date::Duration::parse("P1Y")?).is_some_and(|year| today <= year)
        {
            return Some(state("forming", Some(established)));
        }
        self.said(group)
    }

    /// The state that the newest document of its history says.
    fn said(&self, group: &Group) -> Option<StateView> {
        let newest = group.history.iter().max_by_key(|entry| entry.date)?;
        Some(StateView {
            id: newest.status.as_str(),
            since: Some(newest.date.to_string()),
            source: newest.source.as_ref().map(|name| self.maybe_designated(name)),
            continued_as: None,
        })
    }

    /// How long a group lives.
    pub fn lifetime(&self, group: &Group) -> LifetimeView {
        let start = group.first_meeting().map(|first| first.last());
        let end = group.end_of_lifetime();
        let part = |day: Date| {
            start.zip(end).map(|(start, end)| {
                let whole = start.days_until(end).max(1);
                (start.days_until(day).clamp(0, whole) * 100 / whole) as u32
            })
        };
        let percent = part(self.today);
        let granted_end = start.zip(group.lifetime).and_then(|(start, lifetime)| start.after(lifetime));
        let granted_percent = granted_end.filter(|_| !group.extensions.is_empty()).and_then(part);
        let mut extensions: Vec<_> = group.extensions.iter().collect();
        extensions.sort_by_key(|extension| extension.until);
        LifetimeView {
            granted: group.lifetime.map(|duration| {
                let (years, months, weeks, days) = duration.parts();
                DurationView { years, months, weeks, days }
            }),
            start: start.map(|date| date.to_string()),
            start_is_fixed: group.first_meeting().is_some_and(|first| first.day().is_some()),
            end: end.map(|date| date.to_string()),
            extensions: extensions
                .into_iter()
                .map(|extension| ExtensionView {
                    until: extension.until.to_string(),
                    decided_by: extension.decided_by.as_ref().map(|name| self.designated(name, Wanted::StudyGroup)),
                    date: extension.date.map(|date| date.to_string()),
                })
                .collect(),
            percent,
            granted_percent,
        }
    }
}
