//! What has a designation and is not a record: Questions, meetings, action items, and the rows of the catalogue.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Library;
use super::names::Names;
use crate::fields::value::Designation;
use crate::model::Record;
use crate::model::catalogue::{RecommendationRow, WorkItemRow};
use crate::model::group::Meeting;
use crate::model::reference::Wanted;
use crate::model::report::Action;
use crate::slug;
use crate::target::{RecordId, Target};

/// A Question of a study group.
#[derive(Debug)]
pub struct QuestionEntry {
    /// Its study group.
    pub study_group: RecordId,
    /// Its number.
    pub number: u32,
    /// What it is called, if the record says.
    pub title: Option<String>,
    /// Its study group's number and sector, where it is not of ITU-T.
    group: (Option<u32>, Option<String>),
}

impl QuestionEntry {
    /// Its anchor on its study group's page.
    pub fn anchor(&self) -> String {
        format!("q{}", self.number)
    }

    /// Its official spelling: `Q24/16`.
    pub fn designation(&self, library: &Library) -> String {
        let (number, sector) = &self.group;
        let group = number.map_or_else(|| library.record(self.study_group).official().into_owned(), |number| number.to_string());
        match sector {
            None => format!("Q{}/{group}", self.number),
            Some(sector) => format!("{sector} Q{}/{group}", self.number),
        }
    }

    /// The name of a Question of another sector: `ITU-R Q1/5`.
    pub(super) fn name_in_other_sector(&self) -> Option<String> {
        match &self.group {
            (Some(group), Some(sector)) => Some(format!("{sector} Q{}/{group}", self.number)),
            _ => None,
        }
    }

    /// How ITU-T's Questions are keyed: number and study group.
    pub(super) fn key(&self) -> Option<(u32, u32)> {
        match &self.group {
            (Some(group), None) => Some((self.number, *group)),
            _ => None,
        }
    }
}

/// The Questions of all study groups, in the order of the records and then as listed.
pub fn questions(records: &[Arc<Record>]) -> Vec<QuestionEntry> {
    let mut entries = Vec::new();
    for (at, record) in primary(records) {
        let Some(group) = record.study_group() else { continue };
        let sector = (!group.is_home_sector()).then(|| group.sector.0.clone());
        entries.extend(group.questions.iter().map(|question| QuestionEntry {
            study_group: at,
            number: question.number.value,
            title: question.title.as_ref().map(|title| title.text.clone()),
            group: (group.number, sector.clone()),
        }));
    }
    entries
}

/// An action item, which may stand in several reports.
#[derive(Debug)]
pub struct ActionEntry {
    /// Its number, as printed.
    pub id: String,
    /// Its anchor on the page of a report.
    pub anchor: String,
    /// The reports that list it, newest first, with its place in each.
    pub occurrences: Vec<(RecordId, usize)>,
}

impl ActionEntry {
    /// The newest report that lists it.
    pub fn newest(&self) -> (RecordId, usize) {
        self.occurrences[0]
    }

    /// What the newest report says of it.
    pub fn action<'l>(&self, library: &'l Library) -> Option<&'l Action> {
        let (report, at) = self.newest();
        library.record(report).report()?.actions.get(at)
    }
}

/// The action items of all reports, by their numbers.
pub fn actions(records: &[Arc<Record>]) -> Vec<ActionEntry> {
    let mut entries: BTreeMap<String, ActionEntry> = BTreeMap::new();
    for (report, record) in primary(records) {
        for (at, action) in record.report().into_iter().flat_map(|report| report.actions.iter().enumerate()) {
            let id = &action.id.text;
            let entry = entries.entry(id.clone()).or_insert_with(|| ActionEntry {
                id: id.clone(),
                anchor: slug::of_name(id),
                occurrences: Vec::new(),
            });
            entry.occurrences.push((report, at));
        }
    }
    let mut entries: Vec<ActionEntry> = entries.into_values().collect();
    for entry in &mut entries {
        // Stable: of one date, the first by path.
        entry.occurrences.sort_by_key(|(report, _)| std::cmp::Reverse(records[report.index()].header.date));
    }
    entries
}

/// A meeting of a focus group.
#[derive(Debug)]
pub struct MeetingEntry {
    /// Its group.
    pub group: RecordId,
    /// Its place in the group's list.
    pub at: usize,
    /// Its anchor on the group's page.
    pub anchor: String,
}

impl MeetingEntry {
    /// What the group's record says of it.
    pub fn meeting<'l>(&self, library: &'l Library) -> &'l Meeting {
        let group = library.record(self.group).group().expect("a meeting is of a focus group");
        &group.meetings[self.at]
    }

    /// Its official spelling: `FG-MV/1`.
    pub fn designation(&self, library: &Library) -> String {
        format!("{}/{}", library.record(self.group).official(), self.meeting(library).id.text)
    }
}

/// The meetings of all focus groups, in the order of the records and then as listed.
pub fn meetings(records: &[Arc<Record>]) -> Vec<MeetingEntry> {
    let mut entries = Vec::new();
    for (id, record) in primary(records) {
        let Some(group) = record.group() else { continue };
        entries.extend(group.meetings.iter().enumerate().map(|(at, meeting)| MeetingEntry {
            group: id,
            at,
            anchor: format!("meeting-{}", slug::of_name(&meeting.id.text)),
        }));
    }
    entries
}

/// A text of the catalogue with what it belongs to.
#[derive(Debug)]
pub struct RecommendationEntry {
    /// The row.
    pub row: RecommendationRow,
    /// Its page.
    pub url: String,
    /// The study group responsible for it.
    pub study_group: Option<RecordId>,
    /// The Question that wrote it.
    pub question: Option<u32>,
}

/// Resolves the rows of the Recommendations.
pub fn recommendations(rows: Vec<RecommendationRow>, names: &Names, questions: &[QuestionEntry]) -> Vec<RecommendationEntry> {
    rows.into_iter()
        .map(|row| {
            let (study_group, question) = belongs_to(row.study_group.as_ref(), row.question.as_ref(), names, questions);
            RecommendationEntry { url: format!("recommendations/{}/", slug::of_name(&row.id.text)), study_group, question, row }
        })
        .collect()
}

/// A work item with what it belongs to.
#[derive(Debug)]
pub struct WorkItemEntry {
    /// The row.
    pub row: WorkItemRow,
    /// Its anchor on its study group's page.
    pub anchor: String,
    /// The study group responsible for it.
    pub study_group: Option<RecordId>,
    /// The Question that writes it.
    pub question: Option<u32>,
    /// The published text that it revises.
    pub revises: Option<u32>,
}

/// Resolves the rows of the work items.
pub fn work_items(rows: Vec<WorkItemRow>, names: &Names, questions: &[QuestionEntry]) -> Vec<WorkItemEntry> {
    rows.into_iter()
        .map(|row| {
            let (study_group, question) = belongs_to(row.study_group.as_ref(), row.question.as_ref(), names, questions);
            let revises = row.revises.as_ref().and_then(|name| match names.lookup(&name.0.text, Wanted::Recommendation) {
                Ok(Target::Recommendation(at)) => Some(at),
                _ => None,
            });
            WorkItemEntry { anchor: slug::of_name(&row.id.text), study_group, question, revises, row }
        })
        .collect()
}

/// The study group, said or through the Question, and the Question.
fn belongs_to(
    study_group: Option<&Designation>,
    question: Option<&Designation>,
    names: &Names,
    questions: &[QuestionEntry],
) -> (Option<RecordId>, Option<u32>) {
    let question = question.and_then(|name| match names.lookup(&name.0.text, Wanted::Question) {
        Ok(Target::Question(at)) => Some(at),
        _ => None,
    });
    let said = study_group.and_then(|name| match names.lookup(&name.0.text, Wanted::StudyGroup) {
        Ok(Target::Record(id)) => Some(id),
        _ => None,
    });
    (said.or_else(|| question.map(|at| questions[at as usize].study_group)), question)
}

/// The records in the site's own language, with their ids.
fn primary(records: &[Arc<Record>]) -> impl Iterator<Item = (RecordId, &Record)> {
    let ids = (0..).map(RecordId).zip(records.iter().map(Arc::as_ref));
    ids.filter(|(_, record)| record.language.is_none())
}
