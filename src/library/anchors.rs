//! The anchors of a page: those of its headings, and those of what it lists.

use std::sync::Arc;

use ahash::HashMap;
use rayon::prelude::*;

use super::entries::WorkItemEntry;
use super::{Library, SHARE};
use crate::markdown::Body;
use crate::model::{Data, Kind, Record};
use crate::slug;
use crate::target::RecordId;

/// The anchors of the headings of every record: after the page's own, `-2` and so on where one is taken.
pub fn anchors(records: &[Arc<Record>], primaries: &[RecordId], bodies: &[Arc<Body>], work_items: &[WorkItemEntry]) -> Vec<Arc<[String]>> {
    let of = |(body, primary): (&Arc<Body>, &RecordId)| anchors_of(body, &records[primary.index()], *primary, work_items);
    bodies.par_iter().zip(primaries).with_max_len(SHARE).map(of).collect()
}

/// The anchors of the headings of one record, of which `primary` is the edition in the site's own language.
pub(super) fn anchors_of(body: &Body, record: &Record, primary: RecordId, work_items: &[WorkItemEntry]) -> Arc<[String]> {
    if body.headings.is_empty() {
        return Arc::default();
    }
    let own = own_anchors(record, primary, work_items);
    let mut taken: HashMap<String, u32> = own.into_iter().map(|anchor| (anchor, 1)).collect();
    body.headings.iter().map(|heading| free_anchor(&heading.wanted, &mut taken)).collect()
}

/// An anchor that nothing has yet. `taken` counts how often each was asked for, so that many equal ones are quick.
fn free_anchor(wanted: &str, taken: &mut HashMap<String, u32>) -> String {
    // Ids that begin with `p-` are the theme's.
    let wanted = if wanted.starts_with("p-") { format!("h-{wanted}") } else { wanted.to_owned() };
    let mut anchor = wanted.clone();
    while let Some(count) = taken.get(&anchor).copied() {
        let next = taken.get(&wanted).copied().unwrap_or(count) + 1;
        taken.insert(wanted.clone(), next);
        anchor = format!("{wanted}-{next}");
    }
    taken.insert(anchor.clone(), 1);
    anchor
}

/// The anchors that a page has beside its headings.
fn own_anchors(record: &Record, id: RecordId, work_items: &[WorkItemEntry]) -> Vec<String> {
    match &record.data {
        Data::StudyGroup(group) => {
            let questions = group.questions.iter().map(|question| format!("q{}", question.number.value));
            let items = work_items.iter().filter(|item| item.study_group == Some(id)).map(|item| item.anchor.clone());
            questions.chain(items).collect()
        }
        Data::Report(report) => report.actions.iter().map(|action| slug::of_name(&action.id.text)).collect(),
        Data::Group(group) => group.meetings.iter().map(|meeting| format!("meeting-{}", slug::of_name(&meeting.id.text))).collect(),
        _ => Vec::new(),
    }
}

impl Library {
    /// Whether the page of a record has an anchor.
    pub fn has_anchor(&self, id: RecordId, anchor: &str) -> bool {
        // A study group may have thousands, and all records may lead to them.
        let has_own = |primary: RecordId| match self.record(primary).kind {
            Kind::StudyGroup => self.relations.is_anchor_of_work(primary, anchor),
            _ => self.own_anchors(primary).iter().any(|own| own == anchor),
        };
        self.anchors[id.index()].iter().any(|own| own == anchor) || has_own(self.primary(id))
    }

    /// The anchors that the page of a record has beside its headings, which every edition shares.
    pub(super) fn own_anchors(&self, id: RecordId) -> Vec<String> {
        let primary = self.primary(id);
        own_anchors(self.record(primary), primary, &self.work_items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_that_is_taken_gets_a_number() {
        let mut taken = HashMap::from_iter([("q24".to_owned(), 1)]);
        assert_eq!(free_anchor("q24", &mut taken), "q24-2");
        assert_eq!(free_anchor("q24", &mut taken), "q24-3");
        assert_eq!(free_anchor("p-x", &mut taken), "h-p-x");
    }
}
