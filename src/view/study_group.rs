//! A study group's page: everything that concerns it. It is made, not written.

use std::collections::BTreeMap;

use serde::Serialize;

use super::mention::ByKind;
use super::{ActionView, GroupSummary, Made, MentionView, Named, RecommendationRowView, TimelineView, Views, WorkItemView};
use crate::library::{Backlink, Place, Related};
use crate::model::Kind;
use crate::model::catalogue::TextStatus;
use crate::model::reference::Wanted;
use crate::path::way_up;
use crate::target::{RecordId, Target};

/// Everything of a study group. Every figure that a page shows is the length of a list here.
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
    /// How many Recommendations these are.
    pub recommendation_count: usize,
    /// Its Questions, in the order of their numbers.
    pub questions: Vec<QuestionView>,
    /// Its work items of no known Question.
    pub other_work_items: Vec<WorkItemView>,
    /// How many work items there are, under Questions and without.
    pub work_item_count: usize,
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
    /// How it is tied to all this, as SVG.
    pub drawing: Option<String>,
    /// When its focus groups, and those that work with it, live and meet.
    pub timeline: TimelineView,
}

/// Recommendations of one status.
#[derive(Clone, Debug, Serialize)]
pub struct RecommendationsByStatus {
    /// The status; none for those of which no document says one.
    pub status: Option<&'static str>,
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
    /// Its Recommendations, by designation.
    pub recommendations: Vec<Made<Named>>,
    /// Who mentions it, newest first.
    pub mentioned_in: Vec<MentionView>,
}

impl Views<'_> {
    /// Everything of a study group.
    pub fn study_group(&self, id: RecordId) -> Option<StudyGroupView> {
        let library = self.library;
        let group = library.record(id).study_group()?;
        // An edition in another language shows what belongs to the record in the site's own.
        let (page, id) = (id, library.primary(id));
        let related = library.relations.of(Some(id));
        let recommendations = self.recommendations_by_status(related);
        let (other_work_items, questions) = self.by_question(related);
        let is_shown = self.uses.any(&["circulars", "liaisons", "reports", "pages", "drawing"]);
        let mentions = if is_shown { self.mentions_of_study_group(id) } else { Vec::new() };
        let ByKind { circulars, liaisons, reports, others: mut pages } = mentions.into_iter().collect();
        // Focus groups first, then their pages and others; the sort keeps the order within each.
        pages.sort_by_key(|mention| mention.kind != Kind::Group.info().folder);
        let root = way_up(&library.record(page).url);
        let mut groups_of_both: Vec<RecordId> = related.focus_groups.iter().chain(&related.collaborating_groups).copied().collect();
        groups_of_both.sort_unstable();
        groups_of_both.dedup();
        let summaries: Vec<(RecordId, GroupSummary)> =
            groups_of_both.into_iter().filter_map(|group| Some((group, self.group_summary(group)?))).collect();
        let groups = |ids: &[RecordId]| {
            let at = |id: &RecordId| summaries.binary_search_by_key(id, |(id, _)| *id).ok();
            ids.iter().filter_map(|id| Some(summaries[at(id)?].1.clone())).collect()
        };
        let lanes: Vec<(RecordId, &GroupSummary)> = summaries.iter().map(|(id, summary)| (*id, summary)).collect();
        let mut view = StudyGroupView {
            acronym: library.record(id).official().into_owned(),
            kind: group.kind.as_str(),
            number: group.number,
            sector: group.sector.0.clone(),
            parent: group.parent.as_ref().map(|name| self.designated(name, Wanted::StudyGroup)),
            continued_as: group.continued_as.as_ref().map(|name| self.maybe_designated(name)),
            website: group.website.as_ref().map(|url| url.0.clone()),
            focus_groups: groups(&related.focus_groups),
            collaborating_groups: groups(&related.collaborating_groups),
            recommendation_count: recommendations.iter().map(|status| status.texts.len()).sum(),
            recommendations,
            work_item_count: related.work_items.len(),
            questions,
            other_work_items,
            circulars,
            liaisons,
            reports,
            pages,
            actions: self.actions_of(id),
            joint_coordination_activities: related.activities.iter().map(|activity| self.named_record(*activity)).collect(),
            drawing: None,
            timeline: if self.uses.has("timeline") { self.timeline(&lanes, &root) } else { TimelineView::default() },
        };
        if self.uses.has("drawing") {
            view.drawing = self.relations_drawing(&view, &root);
        }
        Some(view)
    }

    /// The Recommendations of a study group by status: approved first, those of no known status last.
    fn recommendations_by_status(&self, related: &Related) -> Vec<RecommendationsByStatus> {
        let mut rows: Vec<RecommendationRowView> = related.recommendations.iter().map(|at| self.recommendation_row(*at)).collect();
        let mut lists = Vec::new();
        for status in TextStatus::WORDS.iter().map(|word| Some(*word)).chain([None]) {
            let of_status = |row: &mut RecommendationRowView| row.status.as_ref().map(|status| status.status) == status;
            let texts: Vec<_> = rows.extract_if(.., of_status).collect();
            if !texts.is_empty() {
                lists.push(RecommendationsByStatus { status, texts });
            }
        }
        lists
    }

    /// The work items of a study group that have no Question of its own, and its Questions with theirs.
    fn by_question(&self, related: &Related) -> (Vec<WorkItemView>, Vec<QuestionView>) {
        let library = self.library;
        let mut items: BTreeMap<u32, Vec<WorkItemView>> = BTreeMap::new();
        let mut texts: BTreeMap<u32, Vec<Made<Named>>> = BTreeMap::new();
        let mut other_work_items = Vec::new();
        for at in &related.work_items {
            let question = library.work_items[*at as usize].question.filter(|question| related.questions.contains(question));
            match question {
                Some(question) => items.entry(question).or_default().push(self.work_item(*at)),
                None => other_work_items.push(self.work_item(*at)),
            }
        }
        for at in &related.recommendations {
            if let Some(question) = library.recommendations[*at as usize].question {
                texts.entry(question).or_default().push(self.named(Target::Recommendation(*at)));
            }
        }
        let questions = related
            .questions
            .iter()
            .map(|at| {
                let entry = &library.questions[*at as usize];
                QuestionView {
                    designation: entry.designation(library),
                    number: entry.number,
                    anchor: entry.anchor(),
                    title: entry.title.as_deref().map(|title| self.shown(title)),
                    work_items: items.remove(at).unwrap_or_default(),
                    recommendations: texts.remove(at).unwrap_or_default(),
                    mentioned_in: self.mentioned_in(Target::Question(*at)),
                }
            })
            .collect();
        (other_work_items, questions)
    }

    /// The action items that name a study group, or report one of its Recommendations or work items; of these only its
    /// own are shown.
    fn actions_of(&self, id: RecordId) -> Vec<ActionView> {
        let library = self.library;
        let related = library.relations.of(Some(id));
        let is_own = |target: Target| match target {
            Target::Recommendation(at) => library.recommendations[at as usize].study_group == Some(id),
            Target::WorkItem(at) => library.work_items[at as usize].study_group == Some(id),
            _ => false,
        };
        let mut actions = Vec::new();
        for entry in library.actions.iter() {
            let (report, at) = entry.newest();
            let Some(action) = entry.action(library) else { continue };
            let view = self.action(report, action, is_own);
            let place = Backlink { source: report, place: Place::Action(at as u32) };
            let named = library.backlinks.of(Target::Record(id)).contains(&place)
                || related.questions.iter().any(|question| library.backlinks.of(Target::Question(*question)).contains(&place));
            if named || !view.recommendations.is_empty() || !view.work_items.is_empty() {
                actions.push(view);
            }
        }
        actions
    }
}
