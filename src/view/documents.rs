//! Circulars, liaison statements and reports.

use serde::Serialize;

use super::group::{ContactView, person};
use super::mention::CELL;
use super::{DeadlineView, Made, MentionView, Named, Views};
use crate::fields::value::Designation;
use crate::model::reference::Wanted;
use crate::model::report::Action;
use crate::model::{Data, Record};
use crate::target::{RecordId, Target};

/// Everything of a circular.
#[derive(Clone, Debug, Serialize)]
pub struct CircularView {
    /// Series and number: `TSB Circular 33`.
    pub designation: String,
    /// The series of letters.
    pub series: String,
    /// Its number within the series.
    pub number: String,
    /// The reference that the letter prints, where it is another.
    pub reference: Option<String>,
    /// Whom it is addressed to.
    pub to: Vec<String>,
    /// Who has a copy.
    pub copy_to: Vec<String>,
    /// Where to answer.
    pub contact: Option<ContactView>,
    /// The name of who signed it.
    pub signatory: Option<String>,
    /// The office of who signed it.
    pub signatory_title: Option<String>,
    /// The focus groups it is about.
    pub groups: Vec<Made<Named>>,
    /// The study groups it is about.
    pub study_groups: Vec<Made<Named>>,
    /// The meeting it calls.
    pub meeting: Option<Made<Named>>,
    /// What closes, in order.
    pub deadlines: Vec<DeadlineView>,
    /// Circulars that it replaces.
    pub supersedes: Vec<Made<Named>>,
    /// Circulars that correct it.
    pub corrigenda: Vec<Made<Named>>,
    /// The circulars that replace it.
    pub superseded_by: Vec<Made<Named>>,
    /// The records that name it.
    pub mentioned_in: Vec<MentionView>,
}

/// Everything of a liaison statement.
#[derive(Clone, Debug, Serialize)]
pub struct LiaisonView {
    /// Its number, if it has one.
    pub reference: Option<String>,
    /// The group that sends it.
    pub from: Made<Named>,
    /// The groups and bodies that it is sent to.
    pub to: Vec<Made<Named>>,
    /// Who has a copy.
    pub cc: Vec<Made<Named>>,
    /// What it asks for: `information`, `comment`, `action` or `response`.
    pub purpose: &'static str,
    /// Who sends it.
    pub from_contact: Option<ContactView>,
    /// Who receives it.
    pub to_contacts: Vec<ContactView>,
    /// Where to answer.
    pub response_contact: Option<ContactView>,
    /// When an answer is due.
    pub deadline: Option<DeadlineView>,
    /// Its state, as printed.
    pub state: Option<String>,
    /// The focus groups it is about.
    pub groups: Vec<Made<Named>>,
    /// The study groups it is about.
    pub study_groups: Vec<Made<Named>>,
    /// The statement that it answers.
    pub in_response_to: Option<Made<Named>>,
    /// The statements that answer it.
    pub answered_by: Vec<Made<Named>>,
    /// The records that name it.
    pub mentioned_in: Vec<MentionView>,
}

/// Everything of a report.
#[derive(Clone, Debug, Serialize)]
pub struct ReportView {
    /// Its number, if it has one.
    pub reference: Option<String>,
    /// Other spellings of its number.
    pub also_written: Vec<String>,
    /// The body that it comes from.
    pub source: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The meeting: what it is called.
    pub meeting: Option<String>,
    /// The meeting: its first day.
    pub meeting_start: Option<String>,
    /// The meeting: its last day.
    pub meeting_end: Option<String>,
    /// The meeting: where it was.
    pub meeting_place: Option<String>,
    /// Its status, as printed.
    pub status: Option<String>,
    /// The first day of the time that it covers.
    pub period_from: Option<String>,
    /// The last day of the time that it covers.
    pub period_to: Option<String>,
    /// The focus groups that it is about.
    pub groups: Vec<Made<Named>>,
    /// The study groups that it is about.
    pub study_groups: Vec<Made<Named>>,
    /// Its action items, in its own order.
    pub actions: Vec<ActionView>,
    /// The records that name it.
    pub mentioned_in: Vec<MentionView>,
}

/// An action item as one report lists it.
#[derive(Clone, Debug, Serialize)]
pub struct ActionView {
    /// Its number.
    pub id: String,
    /// Its anchor on the report's page.
    pub anchor: String,
    /// The site-relative path of its place in the report.
    pub path: String,
    /// What it is about.
    pub topic: String,
    /// Its words.
    pub text: Option<String>,
    /// The Recommendations reported under it; on a study group's page, its own only.
    pub recommendations: Vec<Made<Named>>,
    /// The work items reported under it; on a study group's page, its own only.
    pub work_items: Vec<Made<Named>>,
    /// The report.
    pub report: Made<Named>,
    /// The other reports that list it, newest first: the first of them.
    pub other_reports: Vec<Made<Named>>,
    /// How many more do.
    pub more_reports: usize,
}

impl Views<'_> {
    /// Everything of a circular.
    pub fn circular(&self, id: RecordId) -> Option<CircularView> {
        let record = self.library.record(id);
        let Data::Circular(circular) = &record.data else { return None };
        let designation = record.official().into_owned();
        Some(CircularView {
            reference: circular.reference.as_ref().map(|reference| reference.text.clone()).filter(|reference| *reference != designation),
            designation,
            series: circular.series.clone(),
            number: circular.number.text.clone(),
            to: circular.to.clone(),
            copy_to: circular.copy_to.clone(),
            contact: self.contact(id),
            signatory: circular.signatory.as_ref().map(|signatory| signatory.name.clone()),
            signatory_title: circular.signatory.as_ref().and_then(|signatory| signatory.title.clone()),
            groups: self.all_designated(&circular.groups, Wanted::Group),
            study_groups: self.all_designated(&circular.study_groups, Wanted::StudyGroup),
            meeting: circular.meeting.as_ref().map(|name| self.designated(name, Wanted::Meeting)),
            deadlines: self.deadlines(&circular.deadlines),
            supersedes: self.all_designated(&circular.supersedes, Wanted::Circular),
            corrigenda: self.all_designated(&circular.corrigenda, Wanted::Circular),
            superseded_by: self.records_that(id, |record| match &record.data {
                Data::Circular(other) => other.supersedes.iter().any(|name| self.names(&name.0.text, Wanted::Circular, id)),
                _ => false,
            }),
            mentioned_in: self.mentioned_in(Target::Record(self.library.primary(id))),
        })
    }

    /// Everything of a liaison statement.
    pub fn liaison(&self, id: RecordId) -> Option<LiaisonView> {
        let Data::Liaison(liaison) = &self.library.record(id).data else { return None };
        Some(LiaisonView {
            reference: liaison.reference.as_ref().map(|reference| reference.text.clone()),
            from: self.maybe_designated(&liaison.from),
            to: liaison.to.0.iter().map(|name| self.maybe_designated(name)).collect(),
            cc: liaison.cc.iter().map(|name| self.maybe_designated(name)).collect(),
            purpose: liaison.purpose.as_str(),
            from_contact: liaison.from_contact.as_ref().map(person),
            to_contacts: liaison.to_contacts.iter().map(person).collect(),
            response_contact: liaison.response_contact.as_ref().map(person),
            deadline: liaison.deadline.map(|date| DeadlineView {
                date: date.to_string(),
                purpose: "answer",
                note: None,
                past: date < self.today,
            }),
            state: liaison.state.clone(),
            groups: self.all_designated(&liaison.groups, Wanted::Group),
            study_groups: self.all_designated(&liaison.study_groups, Wanted::StudyGroup),
            in_response_to: liaison.in_response_to.as_ref().map(|name| self.designated(name, Wanted::Liaison)),
            answered_by: self.records_that(id, |record| match &record.data {
                Data::Liaison(other) => other.in_response_to.as_ref().is_some_and(|name| self.names(&name.0.text, Wanted::Liaison, id)),
                _ => false,
            }),
            mentioned_in: self.mentioned_in(Target::Record(self.library.primary(id))),
        })
    }

    /// Everything of a report.
    pub fn report(&self, id: RecordId) -> Option<ReportView> {
        let report = self.library.record(id).report()?;
        let meeting = report.meeting.as_ref();
        let period = report.period.as_ref();
        Some(ReportView {
            reference: report.reference.as_ref().map(|reference| reference.text.clone()),
            also_written: report.also_written.iter().map(|name| name.text.clone()).collect(),
            source: report.source.clone(),
            authors: report.authors.clone(),
            meeting: meeting.and_then(|meeting| meeting.title.clone()),
            meeting_start: meeting.and_then(|meeting| meeting.start).map(|date| date.value.to_string()),
            meeting_end: meeting.and_then(|meeting| meeting.end).map(|date| date.value.to_string()),
            meeting_place: meeting.and_then(|meeting| meeting.place.as_ref()).map(|place| place.0.clone()),
            status: report.status.clone(),
            period_from: period.and_then(|period| period.from).map(|date| date.value.to_string()),
            period_to: period.and_then(|period| period.to).map(|date| date.value.to_string()),
            groups: self.all_designated(&report.groups, Wanted::Group),
            study_groups: self.all_designated(&report.study_groups, Wanted::StudyGroup),
            // An edition in another language lists what the record in the site's own does, under the same anchors.
            actions: self
                .library
                .record(self.library.primary(id))
                .report()?
                .actions
                .iter()
                .map(|action| self.action(id, action, |_| true))
                .collect(),
            mentioned_in: self.mentioned_in(Target::Record(self.library.primary(id))),
        })
    }

    /// An action item as the report `id` lists it, with those of its texts and work items that `keep` takes.
    pub fn action(&self, id: RecordId, action: &Action, keep: impl Fn(Target) -> bool) -> ActionView {
        let library = self.library;
        let anchor = crate::slug::of_name(&action.id.text);
        let reports = library.action(&action.id.text).map_or(&[][..], |(_, entry)| &entry.occurrences);
        let others = || reports.iter().map(|(report, _)| *report).filter(|report| *report != id);
        let reported = |names: &[Designation], wanted: Wanted| {
            let targets = names.iter().filter_map(|name| library.find(&name.0.text, wanted));
            targets.filter(|target| keep(*target)).map(|target| self.named(target)).collect()
        };
        ActionView {
            path: format!("{}#{anchor}", library.record(id).url),
            id: action.id.text.clone(),
            anchor,
            topic: self.shown(&action.topic.text),
            text: action.text.as_ref().map(|text| self.shown(&text.text)),
            recommendations: reported(&action.recommendations, Wanted::Recommendation),
            work_items: reported(&action.work_items, Wanted::WorkItem),
            report: self.named_record(id),
            more_reports: others().count().saturating_sub(CELL),
            other_reports: others().take(CELL).map(|other| self.named_record(other)).collect(),
        }
    }

    /// Whether a designation names the record `id`.
    fn names(&self, name: &str, wanted: Wanted, id: RecordId) -> bool {
        self.library.find(name, wanted) == Some(Target::Record(id))
    }

    /// The records that mention `id` in their front matter and that `accept` takes; on a further page of those who mention it,
    /// where all of them would be looked through again, none.
    fn records_that(&self, id: RecordId, accept: impl Fn(&Record) -> bool) -> Vec<Made<Named>> {
        let library = self.library;
        if self.sheet.is_some() {
            return Vec::new();
        }
        let mut sources: Vec<RecordId> = library.backlinks.of(Target::Record(id)).iter().map(|backlink| backlink.source).collect();
        sources.dedup();
        sources.into_iter().filter(|source| accept(library.record(*source))).map(|source| self.named_record(source)).collect()
    }
}
