//! A focus group: its homepage, and all that the secretariat keeps of it.

use std::collections::BTreeSet;

use super::deadline::Deadline;
use crate::date::{Date, Duration, When};
use crate::diagnostic::Code;
use crate::fields::value::{At, Designation, Email, MaybeDesignation, Prose, Time, TimeZone, Url};
use crate::fields::{Reader, record, words};
use crate::slug;
use crate::suggest::{self, MOST_SOUGHT};

/// The most other names of a group: each of its meetings answers to each of them.
pub const MAX_NAMES: usize = 50;

record! {
    /// What `groups/<id>/index.md` holds.
    pub struct Group = "a focus group" {
        /// The official spelling; pages print it so.
        acronym: Prose = "FG-XX";
        /// Other spellings, beyond case, spaces and hyphens.
        also_written: Vec<Prose> = "[FG4X]";
        /// The study group or advisory group that it reports to.
        parent: Designation = "TSAG";
        /// The day it was established.
        established: Option<Date> = "2020-01-15";
        /// How long it lives, counted from its first meeting.
        lifetime: Option<Duration> = "P1Y";
        /// Decisions that let it live longer.
        extensions: Vec<Extension> = "[{until: 2022-01-31, decided_by: TSAG, date: 2021-01-20}]";
        /// The day it was concluded.
        concluded: Option<Date> = "2022-01-31";
        /// What goes on with its work.
        continued_as: Option<MaybeDesignation> = "GI-XX";
        /// What documents said of its state, and when.
        history: Vec<GroupStatus> = "[{status: active, date: 2021-04-20, source: C21/99}]";
        /// The study groups it collaborates with.
        study_groups: Vec<Designation> = "[SG2, SG3]";
        /// The outside bodies it collaborates with.
        organisations: Vec<Designation> = "[IETF, IEC TC 57]";
        /// Who leads it.
        leadership: Vec<Leader> = "[{role: chair, name: Name SURNAME, affiliation: Company, country: Country}]";
        /// Its working groups.
        working_groups: Vec<WorkingGroup> = "[{id: WG1, title: Terminology}]";
        /// Where to write.
        contact: Option<Contact> = "{email: secretariat@example.org}";
        /// Its mailing list.
        mailing_list: Option<MailingList> = "{address: list@example.org}";
        /// Its collaboration site.
        collaboration: Option<Access> = "{url: https://example.org/area/, access: Guest account}";
        /// Where to register for its meetings.
        registration: Option<Url> = "https://example.org/register/";
        /// Its input and output documents.
        documents: Option<Documents> = "{input: https://example.org/in/, access: Guest account}";
        /// Document templates.
        templates: Vec<NamedUrl> = "[{title: Contribution, url: https://example.org/template.docx}]";
        /// Who may take part, in a sentence or two.
        participation: Option<Prose> = "Open to anyone from a country that is a member of ITU.";
        /// Its meetings.
        meetings: Vec<Meeting> = "[{id: 1, start: 2020-03-10}]";
        /// What it delivers.
        deliverables: Vec<Deliverable> = "[{id: D1, title: Use cases, status: draft}]";
        /// Dated aims.
        milestones: Vec<Milestone> = "[{date: 2020-Q1, title: First meeting}]";
    }
}

record! {
    /// A decision that lets a group live longer.
    pub struct Extension = "an extension" {
        /// The last day of its new lifetime.
        until: Date = "2022-01-31";
        /// Who decided.
        decided_by: Option<Designation> = "TSAG";
        /// When it was decided.
        date: Option<Date> = "2021-01-20";
    }
}

record! {
    /// What a document said of the group's state.
    pub struct GroupStatus = "an entry of a history" {
        /// The state.
        status: GroupState = "active";
        /// The date of the document.
        date: Date = "2021-04-20";
        /// Where it says so.
        source: Option<MaybeDesignation> = "C21/99";
    }
}

words! {
    /// The state of a group, as documents give it.
    pub enum GroupState {
        /// Established, before its first meeting.
        Forming = "forming",
        /// At work.
        Active = "active",
        /// Ended.
        Concluded = "concluded",
    }
}

record! {
    /// A person in a role, for a term.
    pub struct Leader = "a leader" {
        /// The role.
        role: Role = "chair";
        /// The name, as documents print it.
        name: String = "Name SURNAME";
        /// The body that the person comes from.
        affiliation: Option<String> = "Company";
        /// The country, as documents print it.
        country: Option<String> = "Country";
        /// The first day of the term.
        from: Option<At<Date>> = "2020-01-15";
        /// The last day of the term.
        to: Option<At<Date>> = "2021-06-30";
    }
}

words! {
    /// What a person does in a group.
    pub enum Role {
        /// Leads the group.
        Chair = "chair",
        /// Leads it together with another.
        CoChair = "co-chair",
        /// Leads it for the time being.
        ActingChair = "acting-chair",
        /// Stands in for the chair.
        ViceChair = "vice-chair",
        /// Keeps its records.
        Secretary = "secretary",
        /// Reports on a Question or topic.
        Rapporteur = "rapporteur",
        /// Edits a deliverable.
        Editor = "editor",
        /// Speaks for another body.
        Representative = "representative",
        /// Keeps contact with another body.
        Liaison = "liaison",
    }
}

record! {
    /// A part of a group with a task of its own.
    pub struct WorkingGroup = "a working group" {
        /// Its short name.
        id: String = "WG1";
        /// What it is called.
        title: String = "Terminology";
        /// Who leads it.
        leaders: Vec<String> = "[Name SURNAME]";
    }
}

record! {
    /// Where to write to a group.
    pub struct Contact = "a contact" {
        /// The mailbox.
        email: Option<Email> = "secretariat@example.org";
        /// Who answers.
        name: Option<String> = "The secretariat";
        /// The telephone.
        telephone: Option<String> = "+41 22 730 0000";
    }
}

record! {
    /// A mailing list.
    pub struct MailingList = "a mailing list" {
        /// Where to write to all its members.
        address: Option<Email> = "list@example.org";
        /// Where to join it.
        subscribe: Option<Url> = "https://example.org/subscribe/";
    }
}

record! {
    /// A place on the web, and who gets in.
    pub struct Access = "a place" {
        /// Where it is.
        url: Option<Url> = "https://example.org/area/";
        /// Who gets in, and how.
        access: Option<String> = "Guest account";
    }
}

record! {
    /// Where a group's documents are, and who gets in.
    pub struct Documents = "the documents" {
        /// Contributions and other input.
        input: Option<Url> = "https://example.org/in/";
        /// Output documents.
        output: Option<Url> = "https://example.org/out/";
        /// Who gets in, and how.
        access: Option<String> = "Guest account";
    }
}

record! {
    /// Something to open elsewhere.
    pub struct NamedUrl = "a document" {
        /// What it is called.
        title: String = "Contribution template";
        /// Where it is.
        url: Url = "https://example.org/template.docx";
    }
}

record! {
    /// A meeting of a focus group.
    pub struct Meeting = "a meeting" {
        /// Names the meeting within its group: `FG-XX/1`.
        id: Prose = "1";
        /// What it is called.
        title: Option<Prose> = "First meeting";
        /// Its first day, or the month or quarter while it is not fixed.
        start: At<When> = "2020-03-10";
        /// Its last day.
        end: Option<At<Date>> = "2020-03-12";
        /// When it opens on its first day, in its own time zone.
        opens: Option<Time> = "\"09:30\"";
        /// The time zone of the place.
        time_zone: Option<TimeZone> = "Europe/Zurich";
        /// Where it is held.
        place: Option<Place> = "{venue: ITU headquarters, city: Geneva, country: Switzerland}";
        /// When it was announced.
        announced: Option<Date> = "2020-01-20";
        /// Whether one can take part from afar.
        remote: Option<bool> = "true";
        /// Where to register.
        registration: Option<Url> = "https://example.org/register/";
        /// What closes before it, and when.
        deadlines: Vec<Deadline> = "[{date: 2020-02-27, for: contributions}]";
        /// Its documents.
        documents: Vec<NamedUrl> = "[{title: Agenda, url: https://example.org/agenda.pdf}]";
    }
}

record! {
    /// Where a meeting is held.
    pub struct Place = "a place" {
        /// The building.
        venue: Option<String> = "ITU headquarters";
        /// The city.
        city: Option<String> = "Geneva";
        /// The country, as documents print it.
        country: Option<String> = "Switzerland";
    }
}

record! {
    /// A text that a group hands to its parent.
    pub struct Deliverable = "a deliverable" {
        /// Its short name.
        id: String = "D1";
        /// What it is called.
        title: Prose = "Use cases";
        /// What it is: a technical report, a roadmap.
        kind: Option<String> = "technical report";
        /// How far it is.
        status: Option<DeliverableStatus> = "draft";
        /// When it is due.
        due: Option<When> = "2020-11-01";
        /// The day it was sent to the parent group.
        sent: Option<Date> = "2020-10-20";
        /// The first day of the parent group's meeting that it is for.
        parent_meeting: Option<When> = "2020-12-01";
        /// How it was approved.
        approval: Option<Approval> = "consensus";
        /// The Recommendations that came of it.
        recommendations: Vec<Designation> = "[F.780.1]";
        /// The work items that came of it.
        work_items: Vec<Designation> = "[F.MIBS]";
        /// Where it is.
        url: Option<Url> = "https://example.org/d1.pdf";
        /// The working group that writes it.
        working_group: Option<Prose> = "WG1";
    }
}

words! {
    /// How far a deliverable is.
    pub enum DeliverableStatus {
        /// Not begun.
        Planned = "planned",
        /// Being written.
        Draft = "draft",
        /// Approved by the group.
        Approved = "approved",
        /// Handed to the parent group.
        SentToParent = "sent-to-parent",
        /// Published.
        Published = "published",
    }
}

words! {
    /// How a focus group approves.
    pub enum Approval {
        /// Nobody objects.
        Consensus = "consensus",
        /// A majority decides.
        Vote = "vote",
    }
}

record! {
    /// A dated aim.
    pub struct Milestone = "a milestone" {
        /// When.
        date: When = "2020-Q1";
        /// What.
        title: Prose = "First meeting";
    }
}

impl Place {
    /// Venue, city and country as one text.
    pub fn in_words(&self) -> String {
        let parts = [&self.venue, &self.city, &self.country];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

impl Deliverable {
    /// Whether the parent has it, as far as the record says.
    pub fn is_sent(&self) -> bool {
        self.sent.is_some() || matches!(self.status, Some(DeliverableStatus::SentToParent | DeliverableStatus::Published))
    }
}

impl Group {
    /// The values against each other: ends after starts, ids once, working groups that exist.
    pub fn check(&self, reader: &mut Reader<'_>) {
        if let Some(name) = self.also_written.get(MAX_NAMES) {
            let help = "small and capital letters, spaces and hyphens never matter: keep the names that differ in more".to_owned();
            reader.fault(Code::TooLarge, name.span, format!("more than {MAX_NAMES} other names"), Some(help));
        }
        let mut ids = BTreeSet::new();
        for meeting in &self.meetings {
            if let Some(end) = meeting.end
                && end.value < meeting.start.value.first()
            {
                let message = format!("the meeting ends on {}, before its start {}", end.value, meeting.start.value);
                reader.fault(Code::InvalidValue, end.span, message, None);
            }
            if !meeting.id.text.is_empty() && !ids.insert(slug::of_name(&meeting.id.text)) {
                let message = format!("a second meeting with the id `{}`", meeting.id.text);
                let help = Some("each meeting of a group has an id of its own".to_owned());
                reader.fault(Code::InvalidValue, meeting.id.span, message, help);
            }
        }
        for leader in &self.leadership {
            if let (Some(from), Some(to)) = (leader.from, leader.to)
                && to.value < from.value
            {
                reader.fault(Code::InvalidValue, to.span, format!("the term ends on {}, before it begins", to.value), None);
            }
        }
        let working_groups: BTreeSet<&str> = self.working_groups.iter().map(|group| group.id.as_str()).collect();
        let named = self.deliverables.iter().filter_map(|deliverable| deliverable.working_group.as_ref());
        for (before, wanted) in named.filter(|named| !working_groups.contains(named.text.as_str())).enumerate() {
            let near = if before < MOST_SOUGHT { suggest::nearest(&wanted.text, working_groups.iter().copied()) } else { None };
            let help = near.map(|near| format!("did you mean `{near}`?"));
            reader.fault(Code::InvalidValue, wanted.span, format!("this group has no working group `{}`", wanted.text), help);
        }
    }
}
