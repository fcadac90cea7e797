//! What belongs to each study group: its focus groups, Questions, texts, work items and activities, found once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::entries::{MeetingEntry, QuestionEntry, RecommendationEntry, WorkItemEntry};
use super::names::Names;
use super::order::natural;
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
}

/// What belongs to the study groups.
#[derive(Debug, Default)]
pub struct Relations {
    by_study_group: BTreeMap<Option<RecordId>, Related>,
    nothing: Related,
}

impl Relations {
    /// What belongs to a study group; to none belong the texts and work items whose study group is not known.
    pub fn of(&self, study_group: Option<RecordId>) -> &Related {
        self.by_study_group.get(&study_group).unwrap_or(&self.nothing)
    }

    /// The study groups to which anything belongs, in the order of the records; none comes first.
    pub fn all(&self) -> impl Iterator<Item = (Option<RecordId>, &Related)> {
        self.by_study_group.iter().map(|(id, related)| (*id, related))
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
        for related in by_study_group.values_mut() {
            for groups in [&mut related.focus_groups, &mut related.collaborating_groups, &mut related.activities] {
                groups.sort_by(|a, b| natural(&records[a.index()].official(), &records[b.index()].official()));
            }
            related.questions.sort_by_key(|at| questions[*at as usize].number);
            let text = |at: u32| recommendations[at as usize].row.id.text.as_str();
            related.recommendations.sort_by(|a, b| natural(text(*a), text(*b)));
            let item = |at: u32| work_items[at as usize].row.id.text.as_str();
            related.work_items.sort_by(|a, b| natural(item(*a), item(*b)));
        }
        Self { by_study_group, nothing: Related::default() }
    }
}

/// The meetings of one group: they stand together, in the order of the groups.
pub(super) fn meetings_of(meetings: &[MeetingEntry], group: RecordId) -> &[MeetingEntry] {
    let from = meetings.partition_point(|entry| entry.group < group);
    let length = meetings[from..].partition_point(|entry| entry.group == group);
    &meetings[from..from + length]
}
