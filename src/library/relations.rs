//! What belongs to each study group: its focus groups, Questions, texts, work items and activities, found once.

use std::collections::BTreeMap;
use std::sync::Arc;

use ahash::HashMap;

use super::entries::{MeetingEntry, QuestionEntry, RecommendationEntry, WorkItemEntry};
use super::names::Names;
use super::order::natural;
use super::sheets::sheet_of;
use crate::date::Date;
use crate::fields::value::Designation;
use crate::model::Record;
use crate::model::reference::Wanted;
use crate::model::study_group::BodyKind;
use crate::target::{RecordId, Target};

/// What belongs to one study group, each list in the order of the designations.
#[derive(Debug, Default)]
pub struct Related {
    /// The focus groups whose parent it is.
    pub focus_groups: Vec<RecordId>,
    /// The focus groups that work with it.
    pub collaborating_groups: Vec<RecordId>,
    /// The joint coordination activities under it.
    pub activities: Vec<RecordId>,
    /// Its Questions, by number.
    pub questions: Vec<u32>,
    /// Its Recommendations.
    pub recommendations: Vec<u32>,
    /// Its work items.
    pub work_items: Vec<u32>,
    /// The lines of its work, as its page lists them: the work items of each Question, then those without one, and then the
    /// Questions that have none.
    pub work: Vec<Target>,
}

/// What belongs to the study groups.
#[derive(Debug, Default)]
pub struct Relations {
    by_study_group: BTreeMap<Option<RecordId>, Related>,
    /// The sheets that the anchors of each study group's Questions and work items stand on.
    anchors: BTreeMap<RecordId, HashMap<String, usize>>,
    nothing: Related,
    texts: BTreeMap<u32, RelatedTexts>,
    /// The days on which documents said what the catalogue holds, sorted.
    said: Vec<Date>,
}

/// What belongs to one text of the catalogue.
#[derive(Debug, Default)]
pub struct RelatedTexts {
    /// Its amendments, corrigenda and supplements, by their designation.
    pub parts: Vec<u32>,
    /// The text that it is a part of.
    pub part_of: Option<u32>,
    /// The work items that revise it.
    pub revised_by: Vec<u32>,
}

impl Relations {
    /// What belongs to a study group; to none belong the texts and work items whose study group is not known.
    pub fn of(&self, study_group: Option<RecordId>) -> &Related {
        self.by_study_group.get(&study_group).unwrap_or(&self.nothing)
    }

    /// What belongs to a text of the catalogue, if anything does.
    pub fn of_text(&self, at: u32) -> Option<&RelatedTexts> {
        self.texts.get(&at)
    }

    /// The newest day, not after `today`, on which a document said what the catalogue of Recommendations holds.
    pub fn newest_said(&self, today: Date) -> Option<Date> {
        self.said[..self.said.partition_point(|day| *day <= today)].last().copied()
    }

    /// The study groups to which anything belongs, in the order of the records; none comes first.
    pub fn all(&self) -> impl Iterator<Item = (Option<RecordId>, &Related)> {
        self.by_study_group.iter().map(|(id, related)| (*id, related))
    }

    /// The sheet of a study group's work on which an anchor stands: the first, which is on its page, where it is none of a
    /// Question or a work item.
    pub fn sheet_of_work(&self, study_group: RecordId, anchor: &str) -> usize {
        self.anchors.get(&study_group).and_then(|anchors| anchors.get(anchor)).copied().unwrap_or(1)
    }

    /// Whether an anchor is that of a Question or a work item of a study group.
    pub fn is_anchor_of_work(&self, study_group: RecordId, anchor: &str) -> bool {
        self.anchors.get(&study_group).is_some_and(|anchors| anchors.contains_key(anchor))
    }

    /// Finds what belongs to the study groups.
    pub(super) fn find(
        records: &[Arc<Record>],
        names: &Names,
        questions: &[QuestionEntry],
        recommendations: &[RecommendationEntry],
        work_items: &[WorkItemEntry],
    ) -> Self {
        let mut by_study_group: BTreeMap<Option<RecordId>, Related> = BTreeMap::new();
        let named = |name: &Designation| match names.lookup(&name.0.text, Wanted::StudyGroup) {
            Ok(Target::Record(id)) => Some(id),
            _ => None,
        };
        for (at, record) in records.iter().enumerate().filter(|(_, record)| record.language.is_none()) {
            let id = RecordId(at as u32);
            if let Some(group) = record.group() {
                if let Some(parent) = named(&group.parent) {
                    by_study_group.entry(Some(parent)).or_default().focus_groups.push(id);
                }
                for other in group.study_groups.iter().filter_map(named) {
                    let groups = &mut by_study_group.entry(Some(other)).or_default().collaborating_groups;
                    if groups.last() != Some(&id) {
                        groups.push(id);
                    }
                }
            }
            if let Some(group) = record.study_group()
                && group.kind == BodyKind::JointCoordinationActivity
                && let Some(parent) = group.parent.as_ref().and_then(named)
            {
                by_study_group.entry(Some(parent)).or_default().activities.push(id);
            }
        }
        for (at, question) in (0..).zip(questions) {
            by_study_group.entry(Some(question.study_group)).or_default().questions.push(at);
        }
        for (at, entry) in (0..).zip(recommendations) {
            by_study_group.entry(entry.study_group).or_default().recommendations.push(at);
        }
        for (at, entry) in (0..).zip(work_items) {
            by_study_group.entry(entry.study_group).or_default().work_items.push(at);
        }
        for (id, related) in &mut by_study_group {
            for groups in [&mut related.focus_groups, &mut related.collaborating_groups, &mut related.activities] {
                groups.sort_by(|a, b| natural(&records[a.index()].official(), &records[b.index()].official()));
            }
            related.questions.sort_by_key(|at| questions[*at as usize].number);
            let text = |at: u32| recommendations[at as usize].row.id.text.as_str();
            related.recommendations.sort_by(|a, b| natural(text(*a), text(*b)));
            let item = |at: u32| work_items[at as usize].row.id.text.as_str();
            related.work_items.sort_by(|a, b| natural(item(*a), item(*b)));
            let of_own = |item: u32| work_items[item as usize].question.filter(|at| Some(questions[*at as usize].study_group) == *id);
            related.work = work(related, of_own);
        }
        let of_groups = by_study_group.iter().filter_map(|(id, related)| Some(((*id)?, related)));
        let anchors = of_groups.map(|(id, related)| (id, anchors_of_work(id, related, questions, work_items))).collect();
        let texts = related_texts(recommendations, work_items);
        let mut said: Vec<Date> = recommendations.iter().filter_map(|entry| entry.row.said_on()).collect();
        said.sort_unstable();
        Self { by_study_group, anchors, nothing: Related::default(), texts, said }
    }
}

/// What belongs to each text: a part is named by the whole, a space and more, `Y.1540 Amd.2`.
fn related_texts(recommendations: &[RecommendationEntry], work_items: &[WorkItemEntry]) -> BTreeMap<u32, RelatedTexts> {
    let name = |at: u32| recommendations[at as usize].row.id.text.as_str();
    let mut by_name: HashMap<&str, u32> = HashMap::default();
    for at in 0..recommendations.len() as u32 {
        by_name.entry(name(at)).or_insert(at);
    }
    let mut texts: BTreeMap<u32, RelatedTexts> = BTreeMap::new();
    for part in 0..recommendations.len() as u32 {
        for (space, _) in name(part).match_indices(' ') {
            let Some(whole) = by_name.get(&name(part)[..space]).copied() else { continue };
            texts.entry(whole).or_default().parts.push(part);
            let part_of = &mut texts.entry(part).or_default().part_of;
            *part_of = Some(part_of.map_or(whole, |first| first.min(whole)));
        }
    }
    for (item, revised) in (0..).zip(work_items).filter_map(|(item, entry)| Some((item, entry.revises?))) {
        texts.entry(revised).or_default().revised_by.push(item);
    }
    for related in texts.values_mut() {
        related.parts.sort_by(|a, b| natural(name(*a), name(*b)));
    }
    texts
}

/// The work of a study group, line by line; `question` is that of a work item, if it is one of the group's own.
fn work(related: &Related, question: impl Fn(u32) -> Option<u32>) -> Vec<Target> {
    let mut items: BTreeMap<u32, Vec<Target>> = BTreeMap::new();
    let mut others = Vec::new();
    for at in &related.work_items {
        match question(*at) {
            Some(question) => items.entry(question).or_default().push(Target::WorkItem(*at)),
            None => others.push(Target::WorkItem(*at)),
        }
    }
    let (with, without): (Vec<u32>, Vec<u32>) = related.questions.iter().partition(|question| items.contains_key(question));
    let with = with.into_iter().flat_map(|question| items.remove(&question).unwrap_or_default());
    with.chain(others).chain(without.into_iter().map(Target::Question)).collect()
}

/// The anchors of a study group's work with the sheets that they stand on: a Question stands where its first line does.
fn anchors_of_work(id: RecordId, related: &Related, questions: &[QuestionEntry], work_items: &[WorkItemEntry]) -> HashMap<String, usize> {
    let mut sheets = HashMap::default();
    for (at, line) in related.work.iter().enumerate() {
        let question = match line {
            Target::WorkItem(item) => {
                let entry = &work_items[*item as usize];
                sheets.insert(entry.anchor.clone(), sheet_of(at));
                entry.question.filter(|at| questions[*at as usize].study_group == id)
            }
            Target::Question(question) => Some(*question),
            _ => None,
        };
        if let Some(question) = question {
            sheets.entry(questions[question as usize].anchor()).or_insert(sheet_of(at));
        }
    }
    sheets
}

/// The meetings of one group: they stand together, in the order of the groups.
pub(super) fn meetings_of(meetings: &[MeetingEntry], group: RecordId) -> &[MeetingEntry] {
    let from = meetings.partition_point(|entry| entry.group < group);
    let length = meetings[from..].partition_point(|entry| entry.group == group);
    &meetings[from..from + length]
}
