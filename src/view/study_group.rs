//! A study group's page: everything that concerns it. It is made, not written.

use serde::Serialize;

use super::{ActionView, GroupSummary, Made, MentionView, Named, RecommendationRowView, TimelineView, Views, WorkItemView};
use crate::library::{List, Mentioners};
use crate::model::reference::Wanted;
use crate::path::way_up;
use crate::target::{RecordId, Target};

/// Everything of a study group. Of a list that is longer than a page, here is what this page shows; what there is in all is
/// among the counts.
#[derive(Clone, Debug, Serialize)]
pub struct StudyGroupView {
    /// The official spelling: `SG17`, `ITU-R SG5`.
    pub acronym: String,
    /// `study-group`, `advisory-group` or `joint-coordination-activity`.
    pub kind: &'static str,
    /// Its number.
    pub number: Option<u32>,
    /// `ITU-T`, `ITU-R` or `ITU-D`.
    pub sector: String,
    /// The body that it belongs to.
    pub parent: Option<Made<Named>>,
    /// What goes on with its work, when it ended.
    pub continued_as: Option<Made<Named>>,
    /// Its page elsewhere.
    pub website: Option<String>,
    /// The focus groups whose parent it is.
    pub focus_groups: Vec<GroupSummary>,
    /// The focus groups that work with it.
    pub collaborating_groups: Vec<GroupSummary>,
    /// Its Recommendations by status, in the order of the process; those of no known status come last.
    pub recommendations: Vec<RecommendationsByStatus>,
    /// Its Questions, in the order of their numbers.
    pub questions: Vec<QuestionView>,
    /// Its work items of no known Question.
    pub other_work_items: Vec<WorkItemView>,
    /// The circulars that name it, newest first.
    pub circulars: Vec<MentionView>,
    /// The liaison statements that name it, newest first.
    pub liaisons: Vec<MentionView>,
    /// The reports that name it, newest first.
    pub reports: Vec<MentionView>,
    /// The focus groups, their sub-pages and other pages that name it.
    pub pages: Vec<MentionView>,
    /// The action items that concern it, or one of its Recommendations or work items.
    pub actions: Vec<ActionView>,
    /// The joint coordination activities under it.
    pub joint_coordination_activities: Vec<Made<Named>>,
    /// How many there are of each: every figure that a page shows.
    pub counts: StudyGroupCounts,
    /// How it is tied to all this, as SVG.
    pub drawing: Option<String>,
    /// When its focus groups, and those that work with it, live and meet.
    pub timeline: TimelineView,
}

/// The lengths of a study group's lists.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StudyGroupCounts {
    /// Of `focus_groups`.
    pub focus_groups: usize,
    /// Of `collaborating_groups`.
    pub collaborating_groups: usize,
    /// Its Recommendations, of all statuses.
    pub recommendations: usize,
    /// Of `questions`.
    pub questions: usize,
    /// The Questions without work items.
    pub questions_without: usize,
    /// Its work items, under Questions and without.
    pub work_items: usize,
    /// Of `other_work_items`.
    pub other_work_items: usize,
    /// Of `circulars`.
    pub circulars: usize,
    /// Of `liaisons`.
    pub liaisons: usize,
    /// Of `reports`.
    pub reports: usize,
    /// Of `pages`.
    pub pages: usize,
    /// Of `actions`.
    pub actions: usize,
    /// Of `joint_coordination_activities`.
    pub joint_coordination_activities: usize,
}

/// Recommendations of one status.
#[derive(Clone, Debug, Serialize)]
pub struct RecommendationsByStatus {
    /// The status; none for those of which no document says one.
    pub status: Option<&'static str>,
    /// How many there are, on this page and others.
    pub count: usize,
    /// The Recommendations, by designation.
    pub texts: Vec<RecommendationRowView>,
}

/// A Question with its work items.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionView {
    /// `Q24/16`.
    pub designation: String,
    /// Its number.
    pub number: u32,
    /// Its anchor on the page: `q24`.
    pub anchor: String,
    /// What it is called.
    pub title: Option<String>,
    /// Its work items, by designation.
    pub work_items: Vec<WorkItemView>,
    /// How many it has, on this page and others.
    pub work_item_count: usize,
    /// Its Recommendations, by designation.
    pub recommendations: Vec<Made<Named>>,
    /// The newest records that mention it, at most twenty.
    pub mentioned_by: Vec<Made<Named>>,
    /// How many more do: they are among those that the study group's page lists.
    pub mentioned_more: usize,
}

impl Views<'_> {
    /// Everything of a study group.
    pub fn study_group(&self, id: RecordId) -> Option<StudyGroupView> {
        let library = self.library;
        let group = library.record(id).study_group()?;
        // An edition in another language shows what belongs to the record in the site's own.
        let (page, id) = (id, library.primary(id));
        let related = library.relations.of(Some(id));
        let is_shown = self.uses.any(&["circulars", "liaisons", "reports", "pages", "counts", "drawing"]);
        let [circulars, liaisons, reports, pages] = if is_shown { self.mentions_by_kind(id) } else { Default::default() };
        let focus_groups = self.sheet_of(List::FocusGroups(id), &related.focus_groups);
        let collaborating_groups = self.sheet_of(List::CollaboratingGroups(id), &related.collaborating_groups);
        let (statuses, work) = (self.statuses_of(related), self.work_of(related));
        let actions = self.ordered(List::Actions(id), || library.actions_of(id));
        let activities = self.sheet_of(List::Activities(id), &related.activities);
        // What a list has that one page holds is what is shown of it.
        let mentions =
            |by: Mentioners, shown: &[MentionView]| self.long.lines(List::Mentions(Target::Record(id), by)).unwrap_or(shown.len());
        let counts = StudyGroupCounts {
            focus_groups: related.focus_groups.len(),
            collaborating_groups: related.collaborating_groups.len(),
            recommendations: related.recommendations.len(),
            questions: related.questions.len(),
            questions_without: related.work.len() - related.work_items.len(),
            work_items: related.work_items.len(),
            other_work_items: work.others,
            circulars: mentions(Mentioners::Circulars, &circulars),
            liaisons: mentions(Mentioners::Liaisons, &liaisons),
            reports: mentions(Mentioners::Reports, &reports),
            pages: mentions(Mentioners::Others, &pages),
            actions: self.long.lines(List::Actions(id)).unwrap_or(actions.len()),
            joint_coordination_activities: related.activities.len(),
        };
        let (questions, other_work_items) = self.work(id, related, &work);
        // A group may stand in both lists, and the timeline has all.
        let mut all: Vec<RecordId> = match self.sheet {
            None => related.focus_groups.iter().chain(&related.collaborating_groups).copied().collect(),
            Some(_) => focus_groups.iter().chain(collaborating_groups).copied().collect(),
        };
        all.sort_unstable();
        all.dedup();
        let summaries: Vec<(RecordId, GroupSummary)> = all.into_iter().filter_map(|id| Some((id, self.group_summary(id)?))).collect();
        let groups = |ids: &[RecordId]| {
            let at = |id: &RecordId| summaries.binary_search_by_key(id, |(id, _)| *id).ok();
            ids.iter().filter_map(|id| Some(summaries[at(id)?].1.clone())).collect()
        };
        let mut view = StudyGroupView {
            acronym: library.record(id).official().into_owned(),
            kind: group.kind.as_str(),
            number: group.number,
            sector: group.sector.0.clone(),
            parent: group.parent.as_ref().map(|name| self.designated(name, Wanted::StudyGroup)),
            continued_as: group.continued_as.as_ref().map(|name| self.maybe_designated(name)),
            website: group.website.as_ref().map(|url| url.0.clone()),
            focus_groups: groups(focus_groups),
            collaborating_groups: groups(collaborating_groups),
            recommendations: self.recommendations_by_status(id, related, &statuses),
            questions,
            other_work_items,
            circulars,
            liaisons,
            reports,
            pages,
            actions: self.actions_on_page(id, &actions),
            joint_coordination_activities: activities.iter().map(|activity| self.named_record(*activity)).collect(),
            counts,
            drawing: None,
            timeline: TimelineView::default(),
        };
        if self.sheet.is_none() {
            let root = way_up(&library.record(page).url);
            view.timeline = self.timeline_of(&summaries, &root);
            view.drawing = self.drawing_of(&view, (page, &root), &statuses, &work);
        }
        Some(view)
    }
}
