//! The timeline of focus groups, as a drawing and as rows.

use serde::Serialize;

use super::{GroupSummary, Made, Named, Views};
use crate::date::{Date, When};
use crate::drawing::{Lane, Mark, Timeline};
use crate::target::RecordId;

/// When groups live and meet.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TimelineView {
    /// The drawing, as SVG; none where no group has a date.
    pub svg: Option<String>,
    /// What it shows, in its order.
    pub rows: Vec<TimelineRowView>,
    /// How many groups have dates and are not drawn, since there are too many.
    pub left_out: usize,
    /// How many groups have no date.
    pub undated: usize,
}

/// A group of the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineRowView {
    /// The group.
    pub group: Made<Named>,
    /// The id of its state, if one is known.
    pub state: Option<&'static str>,
    /// The first day of its life that is known.
    pub from: Option<String>,
    /// The last.
    pub to: Option<String>,
    /// How many meetings it has.
    pub meetings: usize,
}

/// The most groups that one drawing shows.
const MOST: usize = 40;
/// The states in the order of the lanes.
const STATES: [&str; 4] = ["active", "forming", "past-lifetime", "concluded"];

impl Views<'_> {
    /// The timeline of `groups`, on the page at `root` levels below the top.
    pub fn timeline(&self, groups: &[(RecordId, &GroupSummary)], root: &str) -> TimelineView {
        let mut lanes: Vec<(usize, std::cmp::Reverse<Date>, Lane, TimelineRowView)> = Vec::new();
        let mut undated = 0;
        for (id, summary) in groups {
            match self.lane(*id, summary, root) {
                Some((since, lane, row)) => {
                    let state = STATES.iter().position(|state| Some(*state) == row.state).unwrap_or(STATES.len());
                    lanes.push((state, std::cmp::Reverse(since), lane, row));
                }
                None => undated += 1,
            }
        }
        lanes.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| crate::library::natural(&a.2.name, &b.2.name)));
        let left_out = lanes.len().saturating_sub(MOST);
        lanes.truncate(MOST);
        let (lanes, rows): (Vec<Lane>, Vec<TimelineRowView>) = lanes.into_iter().map(|(_, _, lane, row)| (lane, row)).unzip();
        let svg = Timeline { lanes: &lanes, today: self.today, words: self.words }.svg();
        TimelineView { svg, rows, left_out, undated }
    }

    /// A group as a lane, with the day that it begins on; nothing where no date of it is known.
    fn lane(&self, id: RecordId, summary: &GroupSummary, root: &str) -> Option<(Date, Lane, TimelineRowView)> {
        let library = self.library;
        let group = library.record(id).group()?;
        let meetings = library.meetings_of(id);
        let mut marks: Vec<Mark> = Vec::new();
        for entry in meetings {
            let meeting = self.meeting(entry);
            let words = format!("{}: {}, {}", summary.group.name, meeting.title, self.words.span(&meeting.start, meeting.end.as_deref()));
            let date = When::parse(&meeting.start)?.last();
            marks.push(Mark { kind: "meeting", date, words, href: Some(format!("{root}{}", meeting.path)) });
        }
        for entry in &group.history {
            let status = self.words.of(&format!("state-{}", entry.status.as_str())).to_owned();
            let words = format!("{}: {status}, {}", summary.group.name, self.words.date(&entry.date.to_string()));
            marks.push(Mark { kind: "fact", date: entry.date, words, href: None });
        }
        marks.sort_by_key(|mark| mark.date);
        let date = |text: &Option<String>| text.as_deref().and_then(Date::parse);
        let from = group.established.or_else(|| date(&summary.lifetime.start));
        let to = group.concluded.or_else(|| date(&summary.lifetime.end));
        let since = from.or_else(|| marks.first().map(|mark| mark.date))?;
        let state = summary.state.as_ref().map(|state| state.id);
        let life = from.map(|from| (from, to.filter(|to| *to >= from)));
        let words = match (from, to) {
            (Some(from), Some(to)) => self.words.span(&from.to_string(), Some(&to.to_string())),
            (Some(from), None) => self.words.date(&from.to_string()),
            _ => String::new(),
        };
        let state_word = state.map_or_else(String::new, |state| self.words.of(&format!("state-{state}")).to_owned());
        let parts: Vec<String> = [state_word, words].into_iter().filter(|part| !part.is_empty()).collect();
        let lane = Lane {
            name: summary.group.name.clone(),
            href: format!("{root}{}", summary.group.path.as_deref().unwrap_or_default()),
            state: state.unwrap_or("unknown"),
            words: format!("{}: {}", summary.group.name, parts.join(", ")),
            life,
            marks,
        };
        let row = TimelineRowView {
            group: summary.group.clone(),
            state,
            from: from.map(|date| date.to_string()),
            to: to.map(|date| date.to_string()),
            meetings: meetings.len(),
        };
        Some((since, lane, row))
    }
}
