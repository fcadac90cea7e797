//! The designations in a record's front matter: which there are, and what each may name. Told once, for checking them
//! and for backlinks.

use super::catalogue::{RecommendationRow, WorkItemRow};
use super::{Data, Record};
use crate::fields::value::{Designation, MaybeDesignation, Prose};

/// What a designation may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Anything.
    Any,
    /// A study group or another body that has focus groups.
    StudyGroup,
    /// A focus group.
    Group,
    /// An outside body.
    Organisation,
    /// A circular.
    Circular,
    /// A liaison statement.
    Liaison,
    /// A meeting of a focus group.
    Meeting,
    /// A text of the catalogue's Recommendations.
    Recommendation,
    /// A work item.
    WorkItem,
    /// A Question.
    Question,
}

impl Wanted {
    /// What is wanted, with its article.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Any => "a record",
            Self::StudyGroup => "a study group",
            Self::Group => "a focus group",
            Self::Organisation => "an organisation of the catalogue",
            Self::Circular => "a circular",
            Self::Liaison => "a liaison statement",
            Self::Meeting => "a meeting",
            Self::Recommendation => "a Recommendation of the catalogue",
            Self::WorkItem => "a work item of the catalogue",
            Self::Question => "a Question",
        }
    }
}

/// A designation in front matter.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'r> {
    /// As written, with its place. Empty where the value was faulty.
    pub name: &'r Prose,
    /// What it may name.
    pub wanted: Wanted,
    /// Whether it must name something.
    pub must: bool,
    /// The action item that it belongs to, by its place in the report's list.
    pub action: Option<usize>,
}

/// Tells references to whoever visits a record.
pub struct Visitor<'v> {
    visit: &'v mut dyn FnMut(Reference<'_>),
    action: Option<usize>,
}

impl Visitor<'_> {
    fn must<'r>(&mut self, wanted: Wanted, names: impl IntoIterator<Item = &'r Designation>) {
        for name in names {
            (self.visit)(Reference { name: &name.0, wanted, must: true, action: self.action });
        }
    }

    fn may<'r>(&mut self, names: impl IntoIterator<Item = &'r MaybeDesignation>) {
        for name in names {
            (self.visit)(Reference { name: &name.0, wanted: Wanted::Any, must: false, action: self.action });
        }
    }
}

impl Record {
    /// What it is, in the words of the theme: `focus-group`, `circular`; of a study group its own kind.
    pub fn kind_word(&self) -> &'static str {
        match &self.data {
            Data::Group(_) => "focus-group",
            Data::StudyGroup(group) => group.kind.as_str(),
            Data::Circular(_) => "circular",
            Data::Liaison(_) => "liaison",
            Data::Report(_) => "report",
            Data::Page => "page",
        }
    }

    /// Visits every designation of its front matter.
    pub fn references(&self, visit: &mut dyn FnMut(Reference<'_>)) {
        let mut visitor = Visitor { visit, action: None };
        match &self.data {
            Data::Group(group) => {
                visitor.must(Wanted::StudyGroup, [&group.parent]);
                visitor.must(Wanted::StudyGroup, group.extensions.iter().filter_map(|extension| extension.decided_by.as_ref()));
                visitor.may(&group.continued_as);
                visitor.may(group.history.iter().filter_map(|entry| entry.source.as_ref()));
                visitor.must(Wanted::StudyGroup, &group.study_groups);
                visitor.must(Wanted::Organisation, &group.organisations);
                for deliverable in &group.deliverables {
                    visitor.must(Wanted::Recommendation, &deliverable.recommendations);
                    visitor.must(Wanted::WorkItem, &deliverable.work_items);
                }
            }
            Data::Circular(circular) => {
                visitor.must(Wanted::Group, &circular.groups);
                visitor.must(Wanted::StudyGroup, &circular.study_groups);
                visitor.must(Wanted::Meeting, &circular.meeting);
                visitor.must(Wanted::Circular, &circular.supersedes);
                visitor.must(Wanted::Circular, &circular.corrigenda);
            }
            Data::Liaison(liaison) => {
                visitor.may([&liaison.from]);
                visitor.may(&liaison.to.0);
                visitor.may(&liaison.cc);
                visitor.must(Wanted::Group, &liaison.groups);
                visitor.must(Wanted::StudyGroup, &liaison.study_groups);
                visitor.must(Wanted::Liaison, &liaison.in_response_to);
            }
            Data::Report(report) => {
                visitor.must(Wanted::Group, &report.groups);
                visitor.must(Wanted::StudyGroup, &report.study_groups);
                for (at, action) in report.actions.iter().enumerate() {
                    visitor.action = Some(at);
                    visitor.must(Wanted::Recommendation, &action.recommendations);
                    visitor.must(Wanted::WorkItem, &action.work_items);
                }
            }
            Data::StudyGroup(group) => {
                visitor.must(Wanted::StudyGroup, &group.parent);
                visitor.may(&group.continued_as);
            }
            Data::Page => {}
        }
    }
}

impl RecommendationRow {
    /// Visits every designation of the row.
    pub fn references(&self, visit: &mut dyn FnMut(Reference<'_>)) {
        let mut visitor = Visitor { visit, action: None };
        visitor.must(Wanted::StudyGroup, &self.study_group);
        visitor.must(Wanted::Question, &self.question);
        visitor.may(self.history.iter().filter_map(|entry| entry.source.as_ref()));
    }
}

impl WorkItemRow {
    /// Visits every designation of the row.
    pub fn references(&self, visit: &mut dyn FnMut(Reference<'_>)) {
        let mut visitor = Visitor { visit, action: None };
        visitor.must(Wanted::StudyGroup, &self.study_group);
        visitor.must(Wanted::Question, &self.question);
        visitor.must(Wanted::Recommendation, &self.revises);
    }
}
