//! The pages that list: kinds, Recommendations, work items, meetings and tags.

use serde::Serialize;

use super::{GroupSummary, Made, MeetingView, Named, RecommendationRowView, Views, WorkItemView};
use crate::library::Related;
use crate::model::Kind;
use crate::model::study_group::BodyKind;
use crate::target::RecordId;

/// A record in a list.
#[derive(Clone, Debug, Serialize)]
pub struct RecordRowView {
    /// The record.
    pub record: Made<Named>,
    /// Its date.
    pub date: Option<String>,
    /// Its summary.
    pub summary: Option<String>,
    /// The folder of its kind.
    pub kind: &'static str,
}

/// The list of a kind.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ListView {
    /// Circulars, liaison statements and reports: newest first.
    pub records: Vec<RecordRowView>,
    /// Focus groups by state, in the order active, forming, past their lifetime, concluded, unknown.
    pub groups: Vec<GroupsByState>,
    /// Study groups, advisory groups and joint coordination activities, by kind.
    pub study_groups: Vec<StudyGroupsByKind>,
}

/// Focus groups of one state.
#[derive(Clone, Debug, Serialize)]
pub struct GroupsByState {
    /// The state; none where it is not known.
    pub state: Option<&'static str>,
    /// The groups, by acronym.
    pub groups: Vec<GroupSummary>,
}

/// Bodies of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct StudyGroupsByKind {
    /// `study-group`, `advisory-group` or `joint-coordination-activity`.
    pub kind: &'static str,
    /// The bodies, by acronym.
    pub groups: Vec<StudyGroupRowView>,
}

/// A study group in a list.
#[derive(Clone, Debug, Serialize)]
pub struct StudyGroupRowView {
    /// The study group.
    pub group: Made<Named>,
    /// How many focus groups have it as their parent or work with it.
    pub focus_groups: usize,
    /// How many Recommendations it is responsible for.
    pub recommendations: usize,
    /// How many work items it has.
    pub work_items: usize,
}

/// The list of the Recommendations, by study group.
#[derive(Clone, Debug, Serialize)]
pub struct RecommendationsView {
    /// The study groups with their texts.
    pub study_groups: Vec<TextsOfGroup>,
    /// How many texts there are.
    pub count: usize,
}

/// The texts of one study group.
#[derive(Clone, Debug, Serialize)]
pub struct TextsOfGroup {
    /// The study group; none for texts without one.
    pub group: Option<Made<Named>>,
    /// The texts, by designation.
    pub texts: Vec<RecommendationRowView>,
}

/// The list of the work items, by study group.
#[derive(Clone, Debug, Serialize)]
pub struct WorkItemsView {
    /// The study groups with their work items.
    pub study_groups: Vec<ItemsOfGroup>,
    /// How many work items there are.
    pub count: usize,
}

/// The work items of one study group.
#[derive(Clone, Debug, Serialize)]
pub struct ItemsOfGroup {
    /// The study group; none for work items without one.
    pub group: Option<Made<Named>>,
    /// The work items, by designation.
    pub items: Vec<WorkItemView>,
}

/// The meetings of all groups.
#[derive(Clone, Debug, Serialize)]
pub struct MeetingsView {
    /// Those to come, in order, by month.
    pub coming: Vec<MonthView>,
    /// Those past, newest first, by month.
    pub past: Vec<MonthView>,
}

/// The meetings of a month; of a quarter, where no more is known of them.
#[derive(Clone, Debug, Serialize)]
pub struct MonthView {
    /// The month or quarter: `2020-03`, `2020-Q1`.
    pub month: String,
    /// The meetings that begin in it.
    pub meetings: Vec<MeetingView>,
}

/// The list of the tags.
#[derive(Clone, Debug, Serialize)]
pub struct TagsView {
    /// The tags, by name.
    pub tags: Vec<TagView>,
}

/// A tag.
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    /// The tag.
    pub tag: Made<Named>,
    /// Its records, by name.
    pub records: Vec<RecordRowView>,
}

/// The states in the order that lists show them.
const STATES: [Option<&str>; 5] = [Some("active"), Some("forming"), Some("past-lifetime"), Some("concluded"), None];

/// Focus groups by state.
pub(super) fn by_state<'s>(summaries: impl Iterator<Item = &'s GroupSummary>) -> Vec<GroupsByState> {
    let mut all: Vec<&GroupSummary> = summaries.collect();
    all.sort_by(|a, b| crate::library::natural(&a.group.name, &b.group.name));
    let of = |state: Option<&str>| {
        all.iter().filter(|group| group.state.as_ref().map(|state| state.id) == state).map(|group| (*group).clone()).collect()
    };
    STATES.into_iter().map(|state| GroupsByState { state, groups: of(state) }).filter(|list| !list.groups.is_empty()).collect()
}

impl Views<'_> {
    /// A record in a list.
    pub fn row(&self, id: RecordId) -> RecordRowView {
        let record = self.library.record(id);
        RecordRowView {
            record: self.named_record(id),
            date: record.header.date.map(|date| date.to_string()),
            summary: record.header.summary.as_ref().map(|summary| self.shown(&summary.text)),
            kind: record.kind.info().folder,
        }
    }

    /// The list of a kind.
    pub fn list(&self, kind: Kind) -> ListView {
        match kind {
            Kind::Group => {
                let summaries: Vec<GroupSummary> = self.library.of_kind(kind).filter_map(|id| self.group_summary(id)).collect();
                ListView { groups: by_state(summaries.iter()), ..ListView::default() }
            }
            Kind::StudyGroup => ListView { study_groups: self.study_groups_by_kind(), ..ListView::default() },
            Kind::Circular | Kind::Liaison | Kind::Report | Kind::Page => {
                ListView { records: self.newest_first(self.library.of_kind(kind).collect()), ..ListView::default() }
            }
        }
    }

    pub(super) fn newest_first(&self, ids: Vec<RecordId>) -> Vec<RecordRowView> {
        let mut rows: Vec<RecordRowView> = ids.into_iter().map(|id| self.row(id)).collect();
        rows.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| crate::library::natural(&b.record.name, &a.record.name)));
        rows
    }

    /// The study groups by kind.
    pub fn study_groups_by_kind(&self) -> Vec<StudyGroupsByKind> {
        BodyKind::WORDS
            .iter()
            .map(|kind| StudyGroupsByKind { kind, groups: self.study_groups_of(kind) })
            .filter(|list| !list.groups.is_empty())
            .collect()
    }

    fn study_groups_of(&self, kind: &str) -> Vec<StudyGroupRowView> {
        let library = self.library;
        let mut rows: Vec<StudyGroupRowView> = library
            .of_kind(Kind::StudyGroup)
            .filter(|id| library.record(*id).study_group().is_some_and(|group| group.kind.as_str() == kind))
            .map(|id| {
                let related = library.relations.of(Some(id));
                let mut groups: Vec<RecordId> = related.focus_groups.iter().chain(&related.collaborating_groups).copied().collect();
                groups.sort_unstable();
                groups.dedup();
                StudyGroupRowView {
                    group: self.named_record(id),
                    focus_groups: groups.len(),
                    recommendations: related.recommendations.len(),
                    work_items: related.work_items.len(),
                }
            })
            .collect();
        rows.sort_by(|a, b| crate::library::natural(&a.group.name, &b.group.name));
        rows
    }

    /// The list of the Recommendations.
    pub fn recommendations(&self) -> RecommendationsView {
        let study_groups = self
            .study_groups_with(|related| !related.recommendations.is_empty())
            .into_iter()
            .map(|(id, related)| TextsOfGroup {
                group: id.map(|id| self.named_record(id)),
                texts: related.recommendations.iter().map(|at| self.recommendation_row(*at)).collect(),
            })
            .collect();
        RecommendationsView { study_groups, count: self.library.recommendations.len() }
    }

    /// The list of the work items.
    pub fn work_items(&self) -> WorkItemsView {
        let study_groups = self
            .study_groups_with(|related| !related.work_items.is_empty())
            .into_iter()
            .map(|(id, related)| ItemsOfGroup {
                group: id.map(|id| self.named_record(id)),
                items: related.work_items.iter().map(|at| self.work_item(*at)).collect(),
            })
            .collect();
        WorkItemsView { study_groups, count: self.library.work_items.len() }
    }

    /// The study groups to which something belongs, in the order of their names; what belongs to none comes last.
    fn study_groups_with(&self, has: impl Fn(&Related) -> bool) -> Vec<(Option<RecordId>, &Related)> {
        let mut all: Vec<_> = self.library.relations.all().filter(|(_, related)| has(related)).collect();
        all.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) => crate::library::natural(&self.library.record(*a).official(), &self.library.record(*b).official()),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        all
    }

    /// The meetings of all groups.
    pub fn meetings(&self) -> MeetingsView {
        let (coming, past) = self.all_meetings();
        MeetingsView { coming: by_month(coming), past: by_month(past) }
    }

    /// The list of the tags.
    pub fn tags(&self) -> TagsView {
        TagsView { tags: (0..self.library.tags.len() as u32).map(|at| self.tag(at)).collect() }
    }

    /// A tag.
    pub fn tag(&self, at: u32) -> TagView {
        let tag = &self.library.tags[at as usize];
        let mut records: Vec<RecordRowView> = tag.records.iter().map(|id| self.row(*id)).collect();
        records.sort_by(|a, b| crate::library::natural(&a.record.name, &b.record.name));
        TagView { tag: self.named_tag(&tag.label), records }
    }

    /// A tag by its label.
    pub fn named_tag(&self, label: &str) -> Made<Named> {
        Named { name: label.to_owned(), title: None, path: Some(format!("tags/{}/", crate::slug::of_name(label))), address: None }.into()
    }
}

/// Meetings in their order, those that begin in one month together.
fn by_month(meetings: Vec<MeetingView>) -> Vec<MonthView> {
    let mut months: Vec<MonthView> = Vec::new();
    for meeting in meetings {
        // `2020-03-10` begins in `2020-03`; a month or a quarter is one itself.
        let month = meeting.start.get(..7).unwrap_or(&meeting.start).to_owned();
        match months.last_mut().filter(|last| last.month == month) {
            Some(last) => last.meetings.push(meeting),
            None => months.push(MonthView { month, meetings: vec![meeting] }),
        }
    }
    months
}
