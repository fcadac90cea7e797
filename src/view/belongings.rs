//! The parts of a study group's page that list what belongs to it: texts, work, action items; and its drawings.

use std::collections::BTreeMap;

use super::relation::Tie;
use super::study_group::{QuestionView, RecommendationsByStatus, StudyGroupView};
use super::{ActionView, GroupSummary, Made, Named, RecommendationRowView, TimelineView, Views, WorkItemView};
use crate::library::{List, Related, sheet_of, sheet_url};
use crate::model::catalogue::TextStatus;
use crate::target::{RecordId, Target};

/// How many texts a study group has of each status: approved first, those of no known status last.
pub(super) type Statuses = Vec<(Option<&'static str>, usize)>;

/// How much work a study group has.
#[derive(Default)]
pub(super) struct Work {
    /// The work items of each Question that has any.
    pub by_question: BTreeMap<u32, usize>,
    /// The work items that have none of its Questions.
    pub others: usize,
}

impl Views<'_> {
    /// How many texts there are of each status.
    pub(super) fn statuses_of(&self, related: &Related) -> Statuses {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for at in &related.recommendations {
            *counts.entry(status_rank(self.status_of(*at))).or_default() += 1;
        }
        counts.into_iter().map(|(rank, count)| (TextStatus::WORDS.get(rank).copied(), count)).collect()
    }

    /// The Recommendations of a study group by status.
    pub(super) fn recommendations_by_status(&self, id: RecordId, related: &Related, statuses: &Statuses) -> Vec<RecommendationsByStatus> {
        let lines = self.ordered(List::Texts(id), || {
            let mut texts = related.recommendations.clone();
            texts.sort_by_cached_key(|at| status_rank(self.status_of(*at)));
            texts.into_iter().map(Target::Recommendation).collect()
        });
        let texts: Vec<u32> =
            lines.iter().filter_map(|line| if let Target::Recommendation(at) = line { Some(*at) } else { None }).collect();
        let by_status = texts.chunk_by(|a, b| self.status_of(*a) == self.status_of(*b));
        let list = |texts: &[u32]| {
            let status = self.status_of(texts[0]);
            let count = statuses.iter().find(|(own, _)| *own == status).map_or(0, |(_, count)| *count);
            let texts: Vec<RecommendationRowView> = texts.iter().map(|at| self.recommendation_row(*at)).collect();
            RecommendationsByStatus { status, count, texts }
        };
        by_status.map(list).collect()
    }

    /// How much work there is.
    pub(super) fn work_of(&self, related: &Related) -> Work {
        let mut work = Work::default();
        for line in &related.work {
            match self.question_of(related, *line) {
                Some(question) => *work.by_question.entry(question).or_default() += 1,
                None => work.others += usize::from(matches!(line, Target::WorkItem(_))),
            }
        }
        work
    }

    /// The Question of a study group that a work item belongs to.
    fn question_of(&self, related: &Related, line: Target) -> Option<u32> {
        let Target::WorkItem(at) = line else { return None };
        let questions = &self.library.questions;
        let own = related.questions.first().map(|at| questions[*at as usize].study_group);
        self.library.work_items[at as usize].question.filter(|question| Some(questions[*question as usize].study_group) == own)
    }

    /// The Questions of a study group with their work items, and the work items without.
    pub(super) fn work(&self, id: RecordId, related: &Related, work: &Work) -> (Vec<QuestionView>, Vec<WorkItemView>) {
        let lines = self.sheet_of(List::Work(id), &related.work);
        let mut texts: BTreeMap<u32, Vec<Made<Named>>> = BTreeMap::new();
        for at in related.recommendations.iter().filter(|_| !lines.is_empty()) {
            if let Some(question) = self.library.recommendations[*at as usize].question {
                texts.entry(question).or_default().push(self.named(Target::Recommendation(*at)));
            }
        }
        let mut questions: Vec<QuestionView> = Vec::new();
        let mut others = Vec::new();
        let mut last = None;
        for line in lines {
            let question = if let Target::Question(at) = line { Some(*at) } else { self.question_of(related, *line) };
            if let Some(question) = question.filter(|_| question != last) {
                let count = work.by_question.get(&question).copied().unwrap_or(0);
                questions.push(self.question(question, count, texts.remove(&question).unwrap_or_default()));
                last = Some(question);
            }
            match (line, questions.last_mut().filter(|_| question.is_some())) {
                (Target::WorkItem(at), Some(question)) => question.work_items.push(self.work_item(*at)),
                (Target::WorkItem(at), None) => others.push(self.work_item(*at)),
                _ => {}
            }
        }
        // All in the order of their numbers, with work and without.
        questions.sort_by_key(|question| question.number);
        (questions, others)
    }

    fn question(&self, at: u32, work_item_count: usize, recommendations: Vec<Made<Named>>) -> QuestionView {
        let entry = &self.library.questions[at as usize];
        let (mentioned_by, mentioned_more) = self.newest_mentions(Target::Question(at));
        QuestionView {
            designation: entry.designation(self.library),
            number: entry.number,
            anchor: entry.anchor(),
            title: entry.title.as_deref().map(|title| self.shown(title)),
            work_items: Vec::new(),
            work_item_count,
            recommendations,
            mentioned_by,
            mentioned_more,
        }
    }

    /// Action items; of what is reported under one, only a study group's own is shown.
    pub(super) fn actions_on_page(&self, id: RecordId, actions: &[Target]) -> Vec<ActionView> {
        let library = self.library;
        let is_own = |target: Target| match target {
            Target::Recommendation(at) => library.recommendations[at as usize].study_group == Some(id),
            Target::WorkItem(at) => library.work_items[at as usize].study_group == Some(id),
            _ => false,
        };
        let view = |target: &Target| {
            let Target::Action(at) = target else { return None };
            let entry = &library.actions[*at as usize];
            Some(self.action(entry.newest().0, entry.action(library)?, is_own))
        };
        actions.iter().filter_map(view).collect()
    }

    /// When a study group's focus groups, and those that work with it, live and meet.
    pub(super) fn timeline_of(&self, summaries: &[(RecordId, GroupSummary)], root: &str) -> TimelineView {
        let lanes: Vec<(RecordId, &GroupSummary)> = summaries.iter().map(|(id, summary)| (*id, summary)).collect();
        if self.uses.has("timeline") { self.timeline(&lanes, root) } else { TimelineView::default() }
    }

    /// How a study group is tied to all that its page lists, drawn on that page.
    pub(super) fn drawing_of(
        &self,
        view: &StudyGroupView,
        (page, root): (RecordId, &str),
        statuses: &Statuses,
        work: &Work,
    ) -> Option<String> {
        if !self.uses.has("drawing") {
            return None;
        }
        let library = self.library;
        let own = &library.record(page).url;
        let href = |url: String, anchor: &str| if url == *own { format!("#{anchor}") } else { format!("{root}{url}#{anchor}") };
        let mut before = 0;
        let texts: Vec<Tie> = statuses
            .iter()
            .map(|(status, count)| {
                let word = status.map_or_else(|| "no-status".to_owned(), |status| format!("status-{status}"));
                let folder = List::Texts(page).folder(library);
                let url = sheet_url(own, folder, sheet_of(before));
                before += count;
                Tie {
                    name: format!("{}: {count}", self.words.of(&word)),
                    href: href(url, &format!("p-status-{}", status.unwrap_or("none"))),
                }
            })
            .collect();
        let related = library.relations.of(Some(library.primary(page)));
        let questions: Vec<Tie> = related
            .questions
            .iter()
            .map(|at| {
                let entry = &library.questions[*at as usize];
                let items = work
                    .by_question
                    .get(at)
                    .map_or_else(String::new, |count| format!(": {}", self.words.count("work-items-count", *count)));
                let anchor = entry.anchor();
                Tie { name: format!("{}{items}", entry.designation(library)), href: href(library.page_of_work(page, &anchor), &anchor) }
            })
            .collect();
        self.relations_drawing(view, root, &texts, &questions)
    }
}

/// The place of a status in the order of lists.
fn status_rank(status: Option<&str>) -> usize {
    TextStatus::WORDS.iter().position(|known| Some(*known) == status).unwrap_or(TextStatus::WORDS.len())
}
