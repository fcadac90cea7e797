//! The home page: what there is, what comes next, what is new.

use serde::Serialize;

use super::lists::{GroupsByState, RecordRowView, StudyGroupsByKind};
use super::{DeadlineView, GroupSummary, Made, MeetingView, Named, TimelineView, Views};
use crate::model::{Data, KINDS, Kind};
use crate::path::way_up;
use crate::target::RecordId;

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The focus groups by state, as many as the first page of their list has.
    pub groups: Vec<GroupsByState>,
    /// How many more there are.
    pub more_groups: usize,
    /// The study groups, as many as the first page of their list has.
    pub study_groups: Vec<StudyGroupsByKind>,
    /// How many more there are.
    pub more_study_groups: usize,
    /// The next meetings, at most five.
    pub coming: Vec<MeetingView>,
    /// The next deadlines of meetings, circulars and liaison statements, at most eight.
    pub deadlines: Vec<DatedView>,
    /// The newest circulars, liaison statements and reports, at most six.
    pub latest: Vec<RecordRowView>,
    /// When the focus groups live and meet.
    pub timeline: TimelineView,
    /// How many records there are of each kind, and of the catalogue: the figures of the page.
    pub figures: Vec<FigureView>,
}

/// A deadline and what it belongs to.
#[derive(Clone, Debug, Serialize)]
pub struct DatedView {
    /// The deadline.
    pub deadline: DeadlineView,
    /// The meeting, circular or liaison statement.
    pub of: Made<Named>,
}

/// A count that leads to the list of what it counts.
#[derive(Clone, Debug, Serialize)]
pub struct FigureView {
    /// The folder of the list: `groups`, `recommendations`.
    pub list: &'static str,
    /// How many there are.
    pub count: usize,
}

impl Views<'_> {
    /// The home page at `url`.
    pub fn home(&self, url: &str) -> HomeView {
        let root = way_up(url);
        let documents = [Kind::Circular, Kind::Liaison, Kind::Report];
        let latest = self.newest_first(documents.into_iter().flat_map(|kind| self.library.of_kind(kind)));
        let mut coming = self.meetings_to_come();
        let deadlines = self.next_deadlines(&coming);
        coming.truncate(5);
        let summaries: Vec<(RecordId, GroupSummary)> =
            self.library.of_kind(Kind::Group).filter_map(|id| Some((id, self.group_summary(id)?))).collect();
        let lanes: Vec<(RecordId, &GroupSummary)> = summaries.iter().map(|(id, summary)| (*id, summary)).collect();
        let groups = self.groups_by_state();
        let study_groups = self.study_groups_by_kind();
        HomeView {
            more_groups: summaries.len() - groups.iter().map(|list| list.groups.len()).sum::<usize>(),
            groups,
            more_study_groups: self.library.of_kind(Kind::StudyGroup).count()
                - study_groups.iter().map(|list| list.groups.len()).sum::<usize>(),
            study_groups,
            coming,
            deadlines,
            latest: self.rows(&latest[..latest.len().min(6)]),
            timeline: self.timeline(&lanes, &root),
            figures: self.figures(),
        }
    }

    /// The next deadlines: of the meetings to come, of circulars that call none, and of liaison statements.
    fn next_deadlines(&self, coming: &[MeetingView]) -> Vec<DatedView> {
        const MOST: usize = 8;
        let of_meeting = |meeting: &MeetingView| {
            let (name, title, path) = (meeting.designation.clone(), Some(meeting.title.clone()), Some(meeting.path.clone()));
            let of: Made<Named> = Named { name, title, path, address: None }.into();
            let dated = move |deadline: &DeadlineView| DatedView { deadline: deadline.clone(), of: of.clone() };
            meeting.deadlines.iter().map(dated).collect::<Vec<_>>()
        };
        let mut all: Vec<DatedView> = coming.iter().flat_map(of_meeting).collect();
        for id in self.library.of_kind(Kind::Circular) {
            let Data::Circular(circular) = &self.library.record(id).data else { continue };
            // The deadlines of a letter that calls a meeting are the meeting's.
            if circular.meeting.is_none() {
                all.extend(
                    self.deadlines(&circular.deadlines).into_iter().map(|deadline| DatedView { deadline, of: self.named_record(id) }),
                );
            }
        }
        for id in self.library.of_kind(Kind::Liaison) {
            if let Data::Liaison(liaison) = &self.library.record(id).data
                && let Some(date) = liaison.deadline
            {
                let deadline = DeadlineView { date: date.to_string(), purpose: "answer", note: None, past: date < self.today };
                all.push(DatedView { deadline, of: self.named_record(id) });
            }
        }
        all.retain(|dated| !dated.deadline.past);
        all.sort_by(|a, b| a.deadline.date.cmp(&b.deadline.date).then_with(|| crate::library::natural(&a.of.name, &b.of.name)));
        all.truncate(MOST);
        all
    }

    /// How many there are of each kind that has a list.
    fn figures(&self) -> Vec<FigureView> {
        let library = self.library;
        let kinds = KINDS.iter().filter(|info| info.kind != Kind::Page);
        let mut figures: Vec<FigureView> =
            kinds.map(|info| FigureView { list: info.folder, count: library.of_kind(info.kind).count() }).collect();
        figures.push(FigureView { list: "recommendations", count: library.recommendations.len() });
        figures.push(FigureView { list: "work-items", count: library.work_items.len() });
        figures.retain(|figure| figure.count > 0);
        figures
    }
}
