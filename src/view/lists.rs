//! The pages that list: kinds, Recommendations, work items, meetings and tags.

use serde::Serialize;

use super::{GroupSummary, Made, MeetingView, Named, RecommendationRowView, Views, WorkItemView};
use crate::library::{List, Natural, Related, natural, sheet_of, sheet_url};
use crate::model::Kind;
use crate::model::study_group::BodyKind;
use crate::target::{RecordId, Target};

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

/// A study group's part of a list, for the way to it.
#[derive(Clone, Debug, Serialize)]
pub struct PartOfGroup {
    /// The study group; none for what belongs to none.
    pub group: Option<Made<Named>>,
    /// The site-relative path of the page on which the part begins, where that is another page of the list.
    pub page: Option<String>,
}

/// The list of the Recommendations, by study group.
#[derive(Clone, Debug, Serialize)]
pub struct RecommendationsView {
    /// All study groups that have texts.
    pub parts: Vec<PartOfGroup>,
    /// The study groups with their texts, as far as they are on this page.
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
    /// All study groups that have work items.
    pub parts: Vec<PartOfGroup>,
    /// The study groups with their work items, as far as they are on this page.
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
    pub tags: Vec<TagRowView>,
}

/// A tag in a list.
#[derive(Clone, Debug, Serialize)]
pub struct TagRowView {
    /// The tag.
    pub tag: Made<Named>,
    /// How many records have it.
    pub count: usize,
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

/// The records among the lines of a list.
fn records(lines: &[Target]) -> impl Iterator<Item = RecordId> + '_ {
    lines.iter().filter_map(|line| if let Target::Record(id) = line { Some(*id) } else { None })
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
            Kind::Group => ListView { groups: self.groups_by_state(), ..ListView::default() },
            Kind::StudyGroup => ListView { study_groups: self.study_groups_by_kind(), ..ListView::default() },
            Kind::Circular | Kind::Liaison | Kind::Report | Kind::Page => {
                let lines = self.ordered(List::Kind(kind), || self.newest_first(self.library.of_kind(kind)));
                ListView { records: self.rows(&lines), ..ListView::default() }
            }
        }
    }

    /// Records in a list.
    pub(super) fn rows(&self, lines: &[Target]) -> Vec<RecordRowView> {
        records(lines).map(|id| self.row(id)).collect()
    }

    /// Records in the order of lists by date.
    pub(super) fn newest_first(&self, ids: impl Iterator<Item = RecordId>) -> Vec<Target> {
        let mut ids: Vec<RecordId> = ids.collect();
        let name = |id: RecordId| self.named_record(id);
        let date = |id: RecordId| self.library.record(id).header.date;
        ids.sort_by(|a, b| date(*b).cmp(&date(*a)).then_with(|| natural(&name(*b).name, &name(*a).name)));
        ids.into_iter().map(Target::Record).collect()
    }

    /// The focus groups by state.
    pub(super) fn groups_by_state(&self) -> Vec<GroupsByState> {
        let lines = self.ordered(List::Kind(Kind::Group), || {
            let mut ids: Vec<RecordId> = self.library.of_kind(Kind::Group).collect();
            ids.sort_by_cached_key(|id| {
                let state = self.library.record(*id).group().and_then(|group| self.state(group)).map(|state| state.id);
                (STATES.iter().position(|known| *known == state), Natural(self.named_record(*id).name.clone()))
            });
            ids.into_iter().map(Target::Record).collect()
        });
        let summaries: Vec<GroupSummary> = records(&lines).filter_map(|id| self.group_summary(id)).collect();
        let of = |summaries: &[GroupSummary]| summaries[0].state.as_ref().map(|state| state.id);
        let by_state = summaries.chunk_by(|a, b| a.state.as_ref().map(|state| state.id) == b.state.as_ref().map(|state| state.id));
        by_state.map(|groups| GroupsByState { state: of(groups), groups: groups.to_vec() }).collect()
    }

    /// The study groups by kind.
    pub fn study_groups_by_kind(&self) -> Vec<StudyGroupsByKind> {
        let kind = |id: RecordId| self.library.record(id).study_group().map(|group| group.kind.as_str());
        let lines = self.ordered(List::Kind(Kind::StudyGroup), || {
            let mut ids: Vec<RecordId> = self.library.of_kind(Kind::StudyGroup).collect();
            ids.sort_by_cached_key(|id| {
                (BodyKind::WORDS.iter().position(|known| kind(*id) == Some(known)), Natural(self.named_record(*id).name.clone()))
            });
            ids.into_iter().map(Target::Record).collect()
        });
        let ids: Vec<RecordId> = records(&lines).collect();
        let by_kind = ids.chunk_by(|a, b| kind(*a) == kind(*b));
        let rows = |ids: &[RecordId]| ids.iter().map(|id| self.study_group_row(*id)).collect();
        by_kind.filter_map(|ids| Some(StudyGroupsByKind { kind: kind(ids[0])?, groups: rows(ids) })).collect()
    }

    fn study_group_row(&self, id: RecordId) -> StudyGroupRowView {
        let related = self.library.relations.of(Some(id));
        let mut groups: Vec<RecordId> = related.focus_groups.iter().chain(&related.collaborating_groups).copied().collect();
        groups.sort_unstable();
        groups.dedup();
        StudyGroupRowView {
            group: self.named_record(id),
            focus_groups: groups.len(),
            recommendations: related.recommendations.len(),
            work_items: related.work_items.len(),
        }
    }

    /// The list of the Recommendations.
    pub fn recommendations(&self) -> RecommendationsView {
        let library = self.library;
        let (parts, lines) = self.by_study_group((List::Recommendations, "recommendations/"), |related| &related.recommendations);
        let owner = |at: u32| library.recommendations[at as usize].study_group;
        let of_owner = |texts: &[u32]| TextsOfGroup {
            group: owner(texts[0]).map(|id| self.named_record(id)),
            texts: texts.iter().map(|at| self.recommendation_row(*at)).collect(),
        };
        let study_groups = lines.chunk_by(|a, b| owner(*a) == owner(*b)).map(of_owner).collect();
        RecommendationsView { parts, study_groups, count: library.recommendations.len() }
    }

    /// The list of the work items.
    pub fn work_items(&self) -> WorkItemsView {
        let library = self.library;
        let (parts, lines) = self.by_study_group((List::WorkItems, "work-items/"), |related| &related.work_items);
        let owner = |at: u32| library.work_items[at as usize].study_group;
        let of_owner = |items: &[u32]| ItemsOfGroup {
            group: owner(items[0]).map(|id| self.named_record(id)),
            items: items.iter().map(|at| self.work_item(*at)).collect(),
        };
        let study_groups = lines.chunk_by(|a, b| owner(*a) == owner(*b)).map(of_owner).collect();
        WorkItemsView { parts, study_groups, count: library.work_items.len() }
    }

    /// The parts of the list by study group on the page at a path, and those of its lines that this sheet shows.
    fn by_study_group(&self, (list, path): (List, &str), of: impl Fn(&Related) -> &Vec<u32>) -> (Vec<PartOfGroup>, Vec<u32>) {
        let own = self.sheet.map_or(1, |(_, sheet)| sheet);
        let owners = self.study_groups_with(|related| !of(related).is_empty());
        let shown = self.shown_places(list, owners.iter().map(|(_, related)| of(related).len()).sum());
        let (mut parts, mut lines, mut from) = (Vec::new(), Vec::new(), 0);
        for (id, related) in owners {
            let all = of(related);
            let sheet = sheet_of(from);
            parts.push(PartOfGroup { group: id.map(|id| self.named_record(id)), page: (sheet != own).then(|| sheet_url(path, "", sheet)) });
            let place = |at: usize| at.clamp(from, from + all.len()) - from;
            lines.extend_from_slice(&all[place(shown.start)..place(shown.end)]);
            from += all.len();
        }
        (parts, lines)
    }

    /// The study groups to which something belongs, in the order of their names; what belongs to none comes last.
    fn study_groups_with(&self, has: impl Fn(&Related) -> bool) -> Vec<(Option<RecordId>, &Related)> {
        let mut all: Vec<_> = self.library.relations.all().filter(|(_, related)| has(related)).collect();
        all.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) => natural(&self.library.record(*a).official(), &self.library.record(*b).official()),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        all
    }

    /// The meetings of all groups.
    pub fn meetings(&self) -> MeetingsView {
        let (past, coming) = self
            .ordered(List::Meetings, || self.meetings_in_order())
            .into_iter()
            .filter_map(|line| match line {
                Target::Meeting(at) => Some(self.meeting(&self.library.meetings[at as usize])),
                _ => None,
            })
            .partition(|meeting| meeting.past);
        MeetingsView { coming: by_month(coming), past: by_month(past) }
    }

    /// The list of the tags.
    pub fn tags(&self) -> TagsView {
        let row = |tag: &crate::library::Tag| TagRowView { tag: self.named_tag(&tag.label), count: tag.records.len() };
        TagsView { tags: self.sheet_of(List::Tags, &self.library.tags).iter().map(row).collect() }
    }

    /// A tag.
    pub fn tag(&self, at: u32) -> TagView {
        let tag = &self.library.tags[at as usize];
        let lines = self.ordered(List::Tag(at), || {
            let mut ids = tag.records.clone();
            ids.sort_by(|a, b| natural(&self.named_record(*a).name, &self.named_record(*b).name));
            ids.into_iter().map(Target::Record).collect()
        });
        TagView { tag: self.named_tag(&tag.label), records: self.rows(&lines) }
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
