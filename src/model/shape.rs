//! What the tables of a site are made of, of a record's front matter: names, places, and what belongs to whom.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::yaml::{Node, Value};

/// The keys that tables are made of as a whole, or that are checked against the whole site. All other keys are looked up
/// when a page is rendered, or when the record itself is checked: `tests/revising.rs` tries every key of every kind.
const WHOLE: [&str; 20] = [
    "acronym",
    "also_written",
    "aliases",
    "continued_as",
    "date",
    "draft",
    "groups",
    "in_response_to",
    "kind",
    "number",
    "parent",
    "questions",
    "reference",
    "sector",
    "series",
    "study_groups",
    "supersedes",
    "tags",
    "template",
    "waivers",
];
/// The keys of which tables are made of the entries' ids alone.
const IDS: [&str; 2] = ["actions", "meetings"];

/// A number that differs where what tables are made of does. It holds while the program runs, and is written nowhere.
pub(super) fn of(front_matter: &Node<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    let Value::Mapping(pairs) = &front_matter.value else { return 0 };
    for (key, value) in pairs {
        match key.as_text() {
            Some(name) if WHOLE.contains(&name) => (name, Words(value)).hash(&mut hasher),
            Some(name) if IDS.contains(&name) => {
                name.hash(&mut hasher);
                ids(value).for_each(|id| Words(id).hash(&mut hasher));
            }
            _ => {}
        }
    }
    hasher.finish()
}

/// The ids of a list of entries.
fn ids<'n>(list: &'n Node<'n>) -> impl Iterator<Item = &'n Node<'n>> {
    let items = if let Value::Sequence(items) = &list.value { items.as_slice() } else { std::slice::from_ref(list) };
    items.iter().filter_map(|item| match &item.value {
        Value::Mapping(pairs) => pairs.iter().find(|(key, _)| key.as_text() == Some("id")).map(|(_, id)| id),
        _ => None,
    })
}

/// A value by its words alone, wherever it stands.
struct Words<'n>(&'n Node<'n>);

impl Hash for Words<'_> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        match &self.0.value {
            Value::Scalar { text, plain } => (0_u8, text, plain).hash(hasher),
            Value::Sequence(items) => {
                (1_u8, items.len()).hash(hasher);
                items.iter().for_each(|item| Words(item).hash(hasher));
            }
            Value::Mapping(pairs) => {
                (2_u8, pairs.len()).hash(hasher);
                pairs.iter().flat_map(|(key, value)| [key, value]).for_each(|node| Words(node).hash(hasher));
            }
        }
    }
}
