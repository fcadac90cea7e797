//! A focus group, as its state asks.

use serde::Serialize;

use super::meeting::named_url;
use super::{LifetimeView, Made, MeetingView, MentionView, Named, StateView, Views};
use crate::fields::value::Email;
use crate::model::Data;
use crate::model::liaison::Person;
use crate::model::reference::Wanted;
use crate::target::RecordId;

/// A group in a list.
#[derive(Clone, Debug, Serialize)]
pub struct GroupSummary {
    /// The group.
    pub group: Made<Named>,
    /// Its summary.
    pub summary: Option<String>,
    /// Its parent.
    pub parent: Made<Named>,
    /// Its state, if one is known.
    pub state: Option<StateView>,
    /// Its lifetime.
    pub lifetime: LifetimeView,
    /// Its next meeting.
    pub next_meeting: Option<MeetingView>,
}

/// Everything of a group.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// The official spelling.
    pub acronym: String,
    /// Other spellings.
    pub also_written: Vec<String>,
    /// Its parent.
    pub parent: Made<Named>,
    /// Its state, if one is known.
    pub state: Option<StateView>,
    /// The day it was established.
    pub established: Option<String>,
    /// The day it was concluded.
    pub concluded: Option<String>,
    /// Its lifetime.
    pub lifetime: LifetimeView,
    /// What documents said of its state, newest first.
    pub history: Vec<GroupStatusView>,
    /// The study groups it collaborates with.
    pub study_groups: Vec<Made<Named>>,
    /// The outside bodies it collaborates with.
    pub organisations: Vec<Made<Named>>,
    /// Who leads it, in the order of the record.
    pub leadership: Vec<LeaderView>,
    /// Its working groups.
    pub working_groups: Vec<WorkingGroupView>,
    /// Where to write: `name`, `email`, `telephone`.
    pub contact: Option<ContactView>,
    /// The address of its mailing list.
    pub mailing_list: Option<String>,
    /// Where to join it.
    pub subscribe: Option<String>,
    /// Its collaboration site: the address, and who gets in.
    pub collaboration: Option<AccessView>,
    /// Where to register for its meetings.
    pub registration: Option<String>,
    /// Its input documents.
    pub input_documents: Option<String>,
    /// Its output documents.
    pub output_documents: Option<String>,
    /// Who gets at the documents.
    pub documents_access: Option<String>,
    /// Its document templates.
    pub templates: Vec<Made<Named>>,
    /// Who may take part.
    pub participation: Option<String>,
    /// The meetings to come, in order.
    pub coming: Vec<MeetingView>,
    /// The past meetings, newest first.
    pub past: Vec<MeetingView>,
    /// What it delivers, in the order of the record.
    pub deliverables: Vec<DeliverableView>,
    /// Dated aims, in order.
    pub milestones: Vec<MilestoneView>,
    /// The circulars that name it, newest first.
    pub circulars: Vec<MentionView>,
    /// The liaison statements that name it, newest first.
    pub liaisons: Vec<MentionView>,
    /// The reports that name it, newest first.
    pub reports: Vec<MentionView>,
    /// The other records that name it.
    pub mentioned_in: Vec<MentionView>,
}

/// What a document said of the group's state.
#[derive(Clone, Debug, Serialize)]
pub struct GroupStatusView {
    /// `forming`, `active` or `concluded`.
    pub status: &'static str,
    /// The date of the document.
    pub date: String,
    /// The document.
    pub source: Option<Made<Named>>,
}

/// A person in a role.
#[derive(Clone, Debug, Serialize)]
pub struct LeaderView {
    /// `chair`, `vice-chair` and so on.
    pub role: &'static str,
    /// The name.
    pub name: String,
    /// The body that the person comes from.
    pub affiliation: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// The first day of the term.
    pub from: Option<String>,
    /// The last day of the term.
    pub to: Option<String>,
    /// Whether the term ended before today.
    pub past: bool,
}

/// A part of a group.
#[derive(Clone, Debug, Serialize)]
pub struct WorkingGroupView {
    /// Its short name.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Who leads it.
    pub leaders: Vec<String>,
}

/// Where to write.
#[derive(Clone, Debug, Serialize)]
pub struct ContactView {
    /// Who answers.
    pub name: Option<String>,
    /// The mailbox.
    pub email: Option<String>,
    /// The telephone.
    pub telephone: Option<String>,
    /// The fax.
    pub fax: Option<String>,
}

/// A place on the web, and who gets in.
#[derive(Clone, Debug, Serialize)]
pub struct AccessView {
    /// Where it is.
    pub url: Option<String>,
    /// Who gets in, and how.
    pub access: Option<String>,
}

/// A text that a group hands to its parent.
#[derive(Clone, Debug, Serialize)]
pub struct DeliverableView {
    /// Its short name.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub kind: Option<String>,
    /// `planned`, `draft`, `approved`, `sent-to-parent` or `published`.
    pub status: Option<&'static str>,
    /// When it is due.
    pub due: Option<String>,
    /// The day it was sent to the parent group.
    pub sent: Option<String>,
    /// The first day of the parent group's meeting that it is for.
    pub parent_meeting: Option<String>,
    /// How it was approved: `consensus` or `vote`.
    pub approval: Option<&'static str>,
    /// The Recommendations and work items that came of it.
    pub became: Vec<Made<Named>>,
    /// Where it is.
    pub url: Option<String>,
    /// The working group that writes it.
    pub working_group: Option<String>,
}

/// A dated aim.
#[derive(Clone, Debug, Serialize)]
pub struct MilestoneView {
    /// When.
    pub date: String,
    /// What.
    pub title: String,
}

impl Views<'_> {
    /// A group in a list.
    pub fn group_summary(&self, id: RecordId) -> Option<GroupSummary> {
        let record = self.library.record(id);
        let group = record.group()?;
        let entries = self.library.meetings_of(id).iter().collect();
        Some(GroupSummary {
            group: self.named_record(id),
            summary: record.header.summary.as_ref().map(|summary| self.shown(&summary.text)),
            parent: self.designated(&group.parent, Wanted::StudyGroup),
            state: self.state(group),
            lifetime: self.lifetime(group),
            next_meeting: self.split_meetings(entries).0.into_iter().next(),
        })
    }

    /// Everything of a group.
    pub fn group(&self, id: RecordId) -> Option<GroupView> {
        let library = self.library;
        let group = library.record(id).group()?;
        // An edition in another language shows what belongs to the record in the site's own.
        let id = library.primary(id);
        let (coming, past) = self.split_meetings(library.meetings_of(id).iter().collect());
        let is_shown = self.uses.any(&["circulars", "liaisons", "reports", "mentioned_in"]);
        let [circulars, liaisons, reports, others] = if is_shown { self.mentions_by_kind(id) } else { Default::default() };
        let mut milestones: Vec<_> = group.milestones.iter().collect();
        milestones.sort_by_key(|milestone| (milestone.date.first(), milestone.date.last()));
        // Newest first; of one day, the last said, which is the one that the state goes by.
        let mut history: Vec<_> = group.history.iter().rev().collect();
        history.sort_by_key(|entry| std::cmp::Reverse(entry.date));
        Some(GroupView {
            acronym: group.acronym.text.clone(),
            also_written: group.also_written.iter().map(|name| name.text.clone()).collect(),
            parent: self.designated(&group.parent, Wanted::StudyGroup),
            state: self.state(group),
            established: group.established.map(|date| date.to_string()),
            concluded: group.concluded.map(|date| date.to_string()),
            lifetime: self.lifetime(group),
            history: history.into_iter().map(|entry| self.group_status(entry)).collect(),
            study_groups: self.all_designated(&group.study_groups, Wanted::StudyGroup),
            organisations: self.all_designated(&group.organisations, Wanted::Organisation),
            leadership: group.leadership.iter().map(|leader| self.leader(leader)).collect(),
            working_groups: group.working_groups.iter().map(working_group).collect(),
            contact: self.contact(id),
            mailing_list: group.mailing_list.as_ref().and_then(|list| list.address.as_ref()).map(|email| email.0.clone()),
            subscribe: group.mailing_list.as_ref().and_then(|list| list.subscribe.as_ref()).map(|url| url.0.clone()),
            collaboration: group
                .collaboration
                .as_ref()
                .map(|area| AccessView { url: area.url.as_ref().map(|url| url.0.clone()), access: area.access.clone() }),
            registration: group.registration.as_ref().map(|url| url.0.clone()),
            input_documents: group.documents.as_ref().and_then(|documents| documents.input.as_ref()).map(|url| url.0.clone()),
            output_documents: group.documents.as_ref().and_then(|documents| documents.output.as_ref()).map(|url| url.0.clone()),
            documents_access: group.documents.as_ref().and_then(|documents| documents.access.clone()),
            templates: group.templates.iter().map(named_url).collect(),
            participation: group.participation.as_ref().map(|text| self.shown(&text.text)),
            coming,
            past,
            deliverables: group.deliverables.iter().map(|deliverable| self.deliverable(deliverable)).collect(),
            milestones: milestones
                .into_iter()
                .map(|milestone| MilestoneView { date: milestone.date.to_string(), title: self.shown(&milestone.title.text) })
                .collect(),
            circulars,
            liaisons,
            reports,
            mentioned_in: others,
        })
    }

    /// Where to write about a record, as far as it says so itself.
    pub fn contact(&self, id: RecordId) -> Option<ContactView> {
        let address = |email: &Option<Email>| email.as_ref().map(|email| email.0.clone());
        match &self.library.record(id).data {
            Data::Group(group) => group.contact.as_ref().map(|contact| ContactView {
                name: contact.name.clone(),
                email: address(&contact.email),
                telephone: contact.telephone.clone(),
                fax: None,
            }),
            Data::Circular(circular) => circular.contact.as_ref().map(|contact| ContactView {
                name: None,
                email: address(&contact.email),
                telephone: contact.telephone.clone(),
                fax: contact.fax.clone(),
            }),
            Data::Liaison(liaison) => liaison.response_contact.as_ref().map(person),
            Data::Report(_) | Data::StudyGroup(_) | Data::Page => None,
        }
    }

    fn group_status(&self, entry: &crate::model::group::GroupStatus) -> GroupStatusView {
        GroupStatusView {
            status: entry.status.as_str(),
            date: entry.date.to_string(),
            source: entry.source.as_ref().map(|name| self.maybe_designated(name)),
        }
    }

    fn leader(&self, leader: &crate::model::group::Leader) -> LeaderView {
        LeaderView {
            role: leader.role.as_str(),
            name: leader.name.clone(),
            affiliation: leader.affiliation.clone(),
            country: leader.country.clone(),
            from: leader.from.map(|date| date.value.to_string()),
            to: leader.to.map(|date| date.value.to_string()),
            past: leader.to.is_some_and(|date| date.value < self.today),
        }
    }

    fn deliverable(&self, deliverable: &crate::model::group::Deliverable) -> DeliverableView {
        DeliverableView {
            id: deliverable.id.clone(),
            title: self.shown(&deliverable.title.text),
            kind: deliverable.kind.clone(),
            status: deliverable.status.map(|status| status.as_str()),
            due: deliverable.due.map(|due| due.to_string()),
            sent: deliverable.sent.map(|date| date.to_string()),
            parent_meeting: deliverable.parent_meeting.map(|date| date.to_string()),
            approval: deliverable.approval.map(|approval| approval.as_str()),
            became: [
                self.all_designated(&deliverable.recommendations, Wanted::Recommendation),
                self.all_designated(&deliverable.work_items, Wanted::WorkItem),
            ]
            .concat(),
            url: deliverable.url.as_ref().map(|url| url.0.clone()),
            working_group: deliverable.working_group.as_ref().map(|group| group.text.clone()),
        }
    }
}

fn working_group(group: &crate::model::group::WorkingGroup) -> WorkingGroupView {
    WorkingGroupView { id: group.id.clone(), title: group.title.clone(), leaders: group.leaders.clone() }
}

/// Somebody with a mailbox.
pub(super) fn person(person: &Person) -> ContactView {
    ContactView { name: person.name.clone(), email: person.email.clone(), telephone: None, fax: None }
}
