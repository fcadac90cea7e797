//! Whether the totals at the head of a section agree with the lists below it: `22 Recommendations approved by ITU-T SGs 11,
//! 13 and 17`, and then a list for each of these study groups.

use std::collections::BTreeSet;

use super::Tell;
use super::counts::{Count, Mentions, counts};
use super::lists::{Block, Words};
use crate::target::{RecordId, Target};

/// What is said of texts in totals and before lists.
const STATES: [&str; 5] = ["under approval", "approved", "agreed", "determined", "consented"];

/// A list with what the words before it say: the state of its texts, and whose they are.
struct Listed<'b> {
    state: &'static str,
    study_group: RecordId,
    items: &'b [Words],
}

/// Checks every list whose items are totals.
pub fn find(body: &Mentions<'_>, blocks: &[Block], tell: Tell<'_>) {
    let mut level = 0;
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Heading(own, _) => level = *own,
            Block::List(items) => {
                let totals: Vec<(&Words, Count, &'static str)> = items.iter().filter_map(|item| total(item)).collect();
                if totals.is_empty() {
                    continue;
                }
                let end = blocks[at + 1..].iter().position(|block| matches!(block, Block::Heading(own, _) if *own <= level));
                let listed = listed(body, &blocks[at + 1..end.map_or(blocks.len(), |end| at + 1 + end)]);
                totals.iter().for_each(|(item, count, state)| compare(body, item, count, state, &listed, tell));
            }
            Block::Paragraph(_) | Block::Other => {}
        }
    }
}

/// An item that begins with a number of texts and says one state of them.
fn total(item: &Words) -> Option<(&Words, Count, &'static str)> {
    let [count] = counts(&item.text).try_into().ok()?;
    item.text.starts_with(&count.written).then_some(())?;
    Some((item, count, state(&item.text)?))
}

/// The one state that words speak of.
fn state(words: &str) -> Option<&'static str> {
    let lower = words.to_lowercase();
    let mut said = STATES.into_iter().filter(|state| lower.contains(state));
    said.next().filter(|_| said.next().is_none())
}

/// The lists of a section whose study group is known: from the words before them, or else from the heading.
fn listed<'b>(body: &Mentions<'_>, section: &'b [Block]) -> Vec<Listed<'b>> {
    let mut heading = None;
    let mut listed = Vec::new();
    for (at, block) in section.iter().enumerate() {
        match block {
            Block::Heading(_, words) => heading = only(&study_groups(body, words)),
            Block::List(items) => {
                let Some(Block::Paragraph(before)) = at.checked_sub(1).map(|before| &section[before]) else { continue };
                let said = study_groups(body, before);
                let study_group = if said.is_empty() { heading } else { only(&said) };
                if let (Some(state), Some(study_group)) = (state(&before.text), study_group) {
                    listed.push(Listed { state, study_group, items });
                }
            }
            Block::Paragraph(_) | Block::Other => {}
        }
    }
    listed
}

fn study_groups(body: &Mentions<'_>, words: &Words) -> BTreeSet<RecordId> {
    let record = |target| match target {
        Target::Record(id) => body.library.record(id).study_group().map(|_| id),
        _ => None,
    };
    body.within(words.span).filter_map(record).collect()
}

fn only(found: &BTreeSet<RecordId>) -> Option<RecordId> {
    found.first().copied().filter(|_| found.len() == 1)
}

fn compare(body: &Mentions<'_>, item: &Words, count: &Count, state: &str, listed: &[Listed<'_>], tell: Tell<'_>) {
    let groups = study_groups(body, item);
    let matching: Vec<&Listed<'_>> = listed.iter().filter(|list| list.state == state && groups.contains(&list.study_group)).collect();
    // Where a study group has no such list, what is counted may not be listed at all.
    let with_list: BTreeSet<RecordId> = matching.iter().map(|list| list.study_group).collect();
    let items = || matching.iter().flat_map(|list| list.items);
    if groups.is_empty() || with_list != groups || items().any(|item| body.has_unknown(item.span)) {
        return;
    }
    let has_one = |item: &&Words| body.within(item.span).next().is_some_and(|target| body.is(target, count.noun));
    let found = items().filter(has_one).count();
    if found != count.number {
        let names: Vec<String> = groups.iter().map(|id| body.library.official(Target::Record(*id))).collect();
        let message = format!("`{}` are counted here, and the lists of {} in this section have {found}", count.written, names.join(", "));
        tell(body.miscount(item, count, message));
    }
}
