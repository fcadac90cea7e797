//! Recommendations and work items.

use serde::Serialize;

use super::{Made, MentionView, Named, Views};
use crate::library::{Mentioners, Place};
use crate::target::Target;

/// A status with its date and where it is from.
#[derive(Clone, Debug, Serialize)]
pub struct StatusView {
    /// `approved`, `agreed`, `consented`, `determined`, `under-approval`, `under-publication` or `superseded`.
    pub status: &'static str,
    /// The date of the document that says so.
    pub date: Option<String>,
    /// The document.
    pub source: Option<Made<Named>>,
}

/// A Recommendation in a list.
#[derive(Clone, Debug, Serialize)]
pub struct RecommendationRowView {
    /// Its designation and where its page is.
    pub text: Made<Named>,
    /// `recommendation`, `supplement`, `amendment`, `corrigendum`, `technical-report` or `technical-paper`.
    pub kind: &'static str,
    /// Its edition: `V2`.
    pub edition: Option<String>,
    /// Whether it is a revision.
    pub revised: bool,
    /// The study group responsible for it.
    pub study_group: Option<Made<Named>>,
    /// The Question that wrote it.
    pub question: Option<Made<Named>>,
    /// Its newest status.
    pub status: Option<StatusView>,
    /// The newest records that mention it, at most twenty.
    pub mentioned_by: Vec<Made<Named>>,
    /// How many more do: its page lists all.
    pub mentioned_more: usize,
}

/// Everything of a Recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct RecommendationView {
    /// What a list shows of it.
    #[serde(flatten)]
    pub row: RecommendationRowView,
    /// What each document said of its status, newest first.
    pub history: Vec<StatusView>,
    /// Where it is.
    pub address: Option<String>,
    /// Its amendments, corrigenda and supplements, by their designation.
    pub parts: Vec<Made<Named>>,
    /// The text that it is a part of.
    pub part_of: Option<Made<Named>>,
    /// The drafts that revise it.
    pub revised_by: Vec<Made<Named>>,
    /// The action items that it is reported under.
    pub actions: Vec<Made<Named>>,
    /// Who mentions it, newest first, each place with the sentence that does.
    pub mentioned_in: Vec<MentionView>,
}

/// A work item.
#[derive(Clone, Debug, Serialize)]
pub struct WorkItemView {
    /// Its designation, and its place on its study group's page.
    pub item: Made<Named>,
    /// Its anchor there.
    pub anchor: String,
    /// The Question that writes it.
    pub question: Option<Made<Named>>,
    /// The study group responsible for it.
    pub study_group: Option<Made<Named>>,
    /// Its status, as documents give it.
    pub status: Option<String>,
    /// The published text that it revises.
    pub revises: Option<Made<Named>>,
    /// Where it is.
    pub address: Option<String>,
    /// The action items that it is reported under.
    pub actions: Vec<Made<Named>>,
    /// The newest records that mention it, at most twenty.
    pub mentioned_by: Vec<Made<Named>>,
    /// How many more do: they are among those that its study group's page lists.
    pub mentioned_more: usize,
}

impl Views<'_> {
    /// A Recommendation in a list.
    pub fn recommendation_row(&self, at: u32) -> RecommendationRowView {
        let entry = &self.library.recommendations[at as usize];
        let (mentioned_by, mentioned_more) = self.newest_mentions(Target::Recommendation(at));
        RecommendationRowView {
            text: self.named(Target::Recommendation(at)),
            kind: entry.row.kind.as_str(),
            edition: entry.row.edition.clone(),
            revised: entry.row.revised == Some(true),
            study_group: entry.study_group.map(|id| self.named_record(id)),
            question: entry.question.map(|at| self.named(Target::Question(at))),
            status: self.statuses(at).into_iter().next(),
            mentioned_by,
            mentioned_more,
        }
    }

    /// Everything of a Recommendation.
    pub fn recommendation(&self, at: u32) -> RecommendationView {
        let library = self.library;
        let entry = &library.recommendations[at as usize];
        let related = library.relations.of_text(at);
        let texts = |targets: &[u32], target: fn(u32) -> Target| targets.iter().map(|at| self.named(target(*at))).collect();
        RecommendationView {
            row: self.recommendation_row(at),
            history: self.statuses(at),
            address: entry.row.url.as_ref().map(|url| url.0.clone()),
            parts: related.map(|related| texts(&related.parts, Target::Recommendation)).unwrap_or_default(),
            part_of: related.and_then(|related| related.part_of).map(|at| self.named(Target::Recommendation(at))),
            revised_by: related.map(|related| texts(&related.revised_by, Target::WorkItem)).unwrap_or_default(),
            // Of a further page of those who mention it, all of them would be looked through again for nothing.
            actions: if self.sheet.is_none() { self.actions_with(Target::Recommendation(at)) } else { Vec::new() },
            mentioned_in: self.mentions(Target::Recommendation(at), Mentioners::All, true),
        }
    }

    /// A work item.
    pub fn work_item(&self, at: u32) -> WorkItemView {
        let entry = &self.library.work_items[at as usize];
        let (mentioned_by, mentioned_more) = self.newest_mentions(Target::WorkItem(at));
        WorkItemView {
            item: self.named(Target::WorkItem(at)),
            anchor: entry.anchor.clone(),
            question: entry.question.map(|at| self.named(Target::Question(at))),
            study_group: entry.study_group.map(|id| self.named_record(id)),
            status: entry.row.status.clone(),
            revises: entry.revises.map(|at| self.named(Target::Recommendation(at))),
            address: entry.row.url.as_ref().map(|url| url.0.clone()),
            actions: self.actions_with(Target::WorkItem(at)),
            mentioned_by,
            mentioned_more,
        }
    }

    /// The newest status of a text.
    pub(super) fn status_of(&self, at: u32) -> Option<&'static str> {
        let row = &self.library.recommendations[at as usize].row;
        let newest = row.history.iter().enumerate().max_by_key(|(at, entry)| (entry.date, *at));
        newest.map(|(_, entry)| entry.status.as_str()).or_else(|| row.status.map(|status| status.value.as_str()))
    }

    /// What each document said of the status of a text, newest first: of one day, the last said.
    fn statuses(&self, at: u32) -> Vec<StatusView> {
        let row = &self.library.recommendations[at as usize].row;
        let mut entries: Vec<_> = row.history.iter().enumerate().collect();
        entries.sort_by_key(|(at, entry)| std::cmp::Reverse((entry.date, *at)));
        let mut views: Vec<StatusView> = entries
            .into_iter()
            .map(|(_, entry)| StatusView {
                status: entry.status.as_str(),
                date: Some(entry.date.to_string()),
                source: entry.source.as_ref().map(|name| self.maybe_designated(name)),
            })
            .collect();
        if views.is_empty() {
            views.extend(row.status.map(|status| StatusView {
                status: status.value.as_str(),
                date: row.date.map(|date| date.value.to_string()),
                source: None,
            }));
        }
        views
    }

    /// The action items under which a text or work item is reported.
    fn actions_with(&self, target: Target) -> Vec<Made<Named>> {
        let library = self.library;
        let mut actions: Vec<Target> = Vec::new();
        for backlink in library.backlinks.of(target) {
            let Place::Action(at) = backlink.place else { continue };
            let report = library.record(backlink.source).report();
            let Some(action) = report.map(|report| &report.actions[at as usize]) else { continue };
            actions.extend(library.action(&action.id.text).map(|(target, _)| target));
        }
        actions.sort_unstable();
        actions.dedup();
        actions.into_iter().map(|action| self.named(action)).collect()
    }
}
