//! A study group's page: everything that concerns it. It is made, not written.

use serde::Serialize;

use super::{ActionView, GroupSummary, MentionView, Named, RecommendationRowView, Views, WorkItemView};
use crate::model::Kind;
use crate::model::catalogue::TextStatus;
use crate::model::reference::Wanted;
use crate::model::study_group::BodyKind;
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
    pub parent: Option<Named>,
    /// What goes on with its work, when it ended.
    pub continued_as: Option<Named>,
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
    pub joint_coordination_activities: Vec<Named>,
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
    pub recommendations: Vec<Named>,
    /// Who mentions it, newest first.
    pub mentioned_in: Vec<MentionView>,
}

impl Views<'_> {
    /// Everything of a study group.
    pub fn study_group(&self, id: RecordId) -> Option<StudyGroupView> {
        let library = self.library;
        let group = library.record(id).study_group()?;
        let is_this = |name: &str| library.find(name, Wanted::StudyGroup) == Some(Target::Record(id));
        let groups = |accept: &dyn Fn(&crate::model::group::Group) -> bool| -> Vec<GroupSummary> {
            let mut found: Vec<GroupSummary> = library
                .of_kind(Kind::Group)
                .filter(|other| library.record(*other).group().is_some_and(accept))
                .filter_map(|other| self.group_summary(other))
                .collect();
            found.sort_by(|a, b| crate::library::natural(&a.group.name, &b.group.name));
            found
        };
        let recommendations = self.recommendations_by_status(id);
        let work_items: Vec<u32> = self.work_items_of(Some(id));
        let (other_work_items, questions) = self.by_question(id, &work_items);
        let (mut circulars, mut liaisons, mut reports, mut pages) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for mention in self.mentions_of_study_group(id) {
            match mention.kind {
                "circulars" => circulars.push(mention),
                "liaisons" => liaisons.push(mention),
                "reports" => reports.push(mention),
                _ => pages.push(mention),
            }
        }
        // Focus groups first, then their pages and others; the sort keeps the order within each.
        pages.sort_by_key(|mention| mention.kind != Kind::Group.info().folder);
        let mut activities: Vec<Named> = library
            .of_kind(Kind::StudyGroup)
            .filter(|other| {
                let other = library.record(*other).study_group();
                other.is_some_and(|other| {
                    other.kind == BodyKind::JointCoordinationActivity && other.parent.as_ref().is_some_and(|parent| is_this(&parent.0.text))
                })
            })
            .map(|other| self.named_record(other))
            .collect();
        activities.sort_by(|a, b| crate::library::natural(&a.name, &b.name));
        Some(StudyGroupView {
            acronym: library.record(id).official().into_owned(),
            kind: group.kind.as_str(),
            number: group.number,
            sector: group.sector.0.clone(),
            parent: group.parent.as_ref().map(|name| self.designated(name, Wanted::StudyGroup)),
            continued_as: group.continued_as.as_ref().map(|name| self.maybe_designated(name)),
            website: group.website.as_ref().map(|url| url.0.clone()),
            focus_groups: groups(&|other| is_this(&other.parent.0.text)),
            collaborating_groups: groups(&|other| other.study_groups.iter().any(|name| is_this(&name.0.text))),
            recommendation_count: recommendations.iter().map(|status| status.texts.len()).sum(),
            recommendations,
            work_item_count: work_items.len(),
            questions,
            other_work_items,
            circulars,
            liaisons,
            reports,
            pages,
            actions: self.actions_of(id),
            joint_coordination_activities: activities,
        })
    }

    /// The Recommendations of a study group by status: approved first, those of no known status last.
    fn recommendations_by_status(&self, id: RecordId) -> Vec<RecommendationsByStatus> {
        let rows: Vec<RecommendationRowView> =
            self.recommendations_of(Some(id)).into_iter().map(|at| self.recommendation_row(at)).collect();
        let mut lists = Vec::new();
        for status in TextStatus::WORDS.iter().map(|word| Some(*word)).chain([None]) {
            let texts: Vec<_> = rows.iter().filter(|row| row.status.as_ref().map(|status| status.status) == status).cloned().collect();
            if !texts.is_empty() {
                lists.push(RecommendationsByStatus { status, texts });
            }
        }
        lists
    }

    /// The work items of a study group that have no Question, and its Questions with theirs.
    fn by_question(&self, id: RecordId, work_items: &[u32]) -> (Vec<WorkItemView>, Vec<QuestionView>) {
        let library = self.library;
        let items = |question: Option<u32>| -> Vec<WorkItemView> {
            let of = |at: &&u32| library.work_items[**at as usize].question == question;
            work_items.iter().filter(of).map(|at| self.work_item(*at)).collect()
        };
        // A Question of another study group is none of this one's: its work item stands without one here.
        let own = |question: u32| library.questions[question as usize].study_group == id;
        let strange = work_items.iter().filter(|at| library.work_items[**at as usize].question.is_some_and(|question| !own(question)));
        let mut other_work_items = items(None);
        other_work_items.extend(strange.map(|at| self.work_item(*at)));
        let mut questions: Vec<QuestionView> = (0..)
            .zip(&library.questions)
            .filter(|(_, entry)| entry.study_group == id)
            .map(|(at, entry)| QuestionView {
                designation: entry.designation(library),
                number: entry.number,
                anchor: entry.anchor(),
                title: entry.title.clone(),
                work_items: items(Some(at)),
                recommendations: self
                    .recommendations_of(Some(id))
                    .into_iter()
                    .filter(|text| library.recommendations[*text as usize].question == Some(at))
                    .map(|text| self.named(Target::Recommendation(text)))
                    .collect(),
                mentioned_in: self.mentions(Target::Question(at)),
            })
            .collect();
        questions.sort_by_key(|question| question.number);
        (other_work_items, questions)
    }

    /// The action items that name a study group, or report one of its Recommendations or work items; of these only its
    /// own are shown.
    fn actions_of(&self, id: RecordId) -> Vec<ActionView> {
        use crate::library::Place;
        let library = self.library;
        let is_own = |name: &Named, wanted: Wanted| match library.find(&name.name, wanted) {
            Some(Target::Recommendation(at)) => library.recommendations[at as usize].study_group == Some(id),
            Some(Target::WorkItem(at)) => library.work_items[at as usize].study_group == Some(id),
            _ => false,
        };
        let mut actions = Vec::new();
        for entry in &library.actions {
            let (report, at) = entry.newest();
            let Some(action) = entry.action(library) else { continue };
            let mut view = self.action(report, action);
            view.recommendations.retain(|name| is_own(name, Wanted::Recommendation));
            view.work_items.retain(|name| is_own(name, Wanted::WorkItem));
            let place = crate::library::Backlink { source: report, place: Place::Action(at as u32) };
            let named = library.backlinks.of(Target::Record(id)).contains(&place)
                || (0..)
                    .zip(&library.questions)
                    .any(|(question, entry)| entry.study_group == id && library.backlinks.of(Target::Question(question)).contains(&place));
            if named || !view.recommendations.is_empty() || !view.work_items.is_empty() {
                actions.push(view);
            }
        }
        actions
    }
}
