//! A library after an edit, made of the one before it: what the edit leaves as it is, is shared.

use std::sync::Arc;

use super::{Library, anchors, backlinks};
use crate::markdown::{self, Reading};
use crate::model::Record;
use crate::target::RecordId;

/// The library after edits of records of which all others see what they saw before ([`Record::looks_like`]), and the
/// records whose links it may have mended or broken: these, and where an anchor has moved, all that link to any.
pub fn revise(before: &Library, edits: &[(RecordId, Arc<Record>)]) -> (Library, Vec<RecordId>) {
    let mut library = before.clone();
    let mut touched: Vec<RecordId> = edits.iter().map(|(id, _)| *id).collect();
    let mut moved = false;
    for (id, record) in edits {
        let body = markdown::parse(Reading { text: record.markdown(), offset: record.body }, &library.vocabulary);
        let primary = library.primary(*id);
        let anchors = anchors::anchors_of(&body, &library.records[primary.index()], primary, &library.work_items);
        moved |= anchors != library.anchors[id.index()];
        library.records[id.index()] = Arc::clone(record);
        library.bodies[id.index()] = body.into();
        library.anchors[id.index()] = anchors;
    }
    if moved {
        let has_anchored = |id: &RecordId| library.bodies[id.index()].links.iter().any(|link| link.destination.contains('#'));
        touched.extend(library.ids().filter(has_anchored));
        touched.sort_unstable();
        touched.dedup();
    }
    let mut mentions = std::mem::take(&mut library.mentions);
    for id in &touched {
        mentions[id.index()] = backlinks::mentions(&library, *id);
    }
    (library.with_mentions(mentions), touched)
}
