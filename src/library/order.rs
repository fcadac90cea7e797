//! Orders that never depend on anything but the names: natural order, tags, and which record a sub-page belongs to.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::str::Chars;
use std::sync::Arc;

use ahash::HashMap;

use crate::model::Record;
use crate::slug;
use crate::target::RecordId;

/// A tag and the records that have it.
#[derive(Debug)]
pub struct Tag {
    /// Its id.
    pub slug: String,
    /// Its spelling: that of the first record, by path, that has it.
    pub label: String,
    /// The records, in the order of their paths.
    pub records: Vec<RecordId>,
}

/// The tags of all records, by id.
pub fn tags(records: &[Arc<Record>]) -> Vec<Tag> {
    let mut tags: BTreeMap<String, Tag> = BTreeMap::new();
    for (at, record) in records.iter().enumerate().filter(|(_, record)| record.language.is_none()) {
        for label in &record.header.tags {
            let slug = slug::of_name(label);
            let tag = tags.entry(slug.clone()).or_insert_with(|| Tag { slug, label: label.clone(), records: Vec::new() });
            if tag.records.last() != Some(&RecordId(at as u32)) {
                tag.records.push(RecordId(at as u32));
            }
        }
    }
    tags.into_values().collect()
}

/// The edition of each record in the site's own language: what names it, and what belongs to it, goes by that one. A
/// record that has none stands for itself.
pub fn primaries(records: &[Arc<Record>]) -> Vec<RecordId> {
    let ids = || (0..).map(RecordId).zip(records.iter().map(Arc::as_ref));
    let own: HashMap<_, RecordId> =
        ids().filter(|(_, record)| record.language.is_none()).map(|(id, record)| (name_of(record), id)).collect();
    ids().map(|(id, record)| if record.language.is_none() { id } else { own.get(&name_of(record)).copied().unwrap_or(id) }).collect()
}

/// Every sub-page in the site's own language after its owner, sorted.
pub fn sub_pages(records: &[Arc<Record>], owners: &[Option<RecordId>]) -> Vec<(RecordId, RecordId)> {
    let of_site = |(at, owner): (u32, &Option<RecordId>)| {
        let page = RecordId(at);
        owner.filter(|_| records[page.index()].language.is_none()).map(|owner| (owner, page))
    };
    let mut all: Vec<_> = (0..).zip(owners).filter_map(of_site).collect();
    all.sort_unstable();
    all
}

/// The record of each sub-page's folder.
pub fn owners(records: &[Arc<Record>]) -> Vec<Option<RecordId>> {
    let by_folder: HashMap<(&str, &str), RecordId> = records
        .iter()
        .enumerate()
        .filter(|(_, record)| record.owner.is_none() && record.language.is_none())
        .map(|(at, record)| ((folder(record), record.id.as_str()), RecordId(at as u32)))
        .collect();
    records
        .iter()
        .map(|record| {
            let owner = record.owner.as_deref()?;
            by_folder.get(&(folder(record), owner)).copied()
        })
        .collect()
}

/// What the editions of a record have in common.
fn name_of(record: &Record) -> (&str, &str) {
    (folder(record), &record.id)
}

/// The folder of `content/` that a record is in.
fn folder(record: &Record) -> &str {
    record.path().as_str().split('/').nth(1).unwrap_or("")
}

/// A name that is ordered as people do: [`natural`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Natural(pub String);

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        natural(&self.0, &other.0)
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Orders names as people do: `Y.9` before `Y.10`, letter case apart. Equal names are ordered by their bytes.
pub fn natural(a: &str, b: &str) -> Ordering {
    // What both begin with orders nothing, but for the number in which they part.
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let digits = a.bytes().take(same).rev().take_while(u8::is_ascii_digit).count();
    let from = (0..=same - digits).rev().find(|at| a.is_char_boundary(*at)).unwrap_or_default();
    let (mut left, mut right) = (a[from..].chars(), b[from..].chars());
    loop {
        match (left.clone().next(), right.clone().next()) {
            (None, None) => return a.cmp(b),
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let order = number(&mut left).cmp(&number(&mut right));
                if order != Ordering::Equal {
                    return order;
                }
            }
            (Some(x), Some(y)) => {
                let order = x.to_lowercase().cmp(y.to_lowercase());
                if order != Ordering::Equal {
                    return order;
                }
                left.next();
                right.next();
            }
        }
    }
}

/// A run of digits as something that orders as a number does: without leading zeros, shorter is smaller.
fn number<'t>(chars: &mut Chars<'t>) -> (usize, &'t str) {
    let text = chars.as_str();
    let (digits, rest) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    *chars = rest.chars();
    let digits = digits.trim_start_matches('0');
    (digits.len(), digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ordered_by_their_value() {
        let mut names = ["Y.4100", "Y.100", "X.9", "sg10", "SG2", "Y.4052", "X.1352", "é10", "è9", "é9", "SG02", "SG20x", "SG20"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["SG02", "SG2", "sg10", "SG20", "SG20x", "X.9", "X.1352", "Y.100", "Y.4052", "Y.4100", "è9", "é9", "é10"]);
    }
}
