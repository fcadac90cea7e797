//! Records that lead back to themselves: what supersedes, answers, continues or has above it another record, which does so
//! with the first, by way of any number of others.

use std::collections::BTreeMap;

use super::Library;
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::value::Prose;
use crate::model::reference::Wanted;
use crate::model::{Data, Record};
use crate::target::{RecordId, Target};

/// A key that orders records, and the names that a record gives under it.
struct Order {
    key: &'static str,
    wanted: Wanted,
    names: for<'r> fn(&'r Record) -> Vec<&'r Prose>,
}

const ORDERS: [Order; 4] = [
    Order {
        key: "supersedes",
        wanted: Wanted::Circular,
        names: |record| match &record.data {
            Data::Circular(circular) => circular.supersedes.iter().map(|name| &name.0).collect(),
            _ => Vec::new(),
        },
    },
    Order {
        key: "in_response_to",
        wanted: Wanted::Liaison,
        names: |record| match &record.data {
            Data::Liaison(liaison) => liaison.in_response_to.iter().map(|name| &name.0).collect(),
            _ => Vec::new(),
        },
    },
    Order {
        key: "continued_as",
        wanted: Wanted::Any,
        names: |record| match &record.data {
            Data::Group(group) => group.continued_as.iter().map(|name| &name.0).collect(),
            Data::StudyGroup(group) => group.continued_as.iter().map(|name| &name.0).collect(),
            _ => Vec::new(),
        },
    },
    Order {
        key: "parent",
        wanted: Wanted::StudyGroup,
        names: |record| match &record.data {
            Data::StudyGroup(group) => group.parent.iter().map(|name| &name.0).collect(),
            _ => Vec::new(),
        },
    },
];

/// Tells every key that leads back to its own record, with the way there.
pub fn cycles(library: &Library) -> Vec<Diagnostic> {
    ORDERS.iter().flat_map(|order| cycles_of(library, order)).collect()
}

fn cycles_of(library: &Library, order: &Order) -> Vec<Diagnostic> {
    let mut ways: BTreeMap<RecordId, Vec<(RecordId, &Prose)>> = BTreeMap::new();
    for id in library.ids().filter(|id| library.record(*id).language.is_none()) {
        for name in (order.names)(library.record(id)) {
            if let Ok(Target::Record(other)) = library.names.lookup(&name.text, order.wanted) {
                ways.entry(id).or_default().push((other, name));
            }
        }
    }
    let mut diagnostics = Vec::new();
    // Whether all that a record leads to was walked; what is not yet stands in the walk.
    let mut done: BTreeMap<RecordId, bool> = BTreeMap::new();
    for start in ways.keys() {
        // A walk in depth, without recursion: a chain may be as long as the site is large.
        if done.contains_key(start) {
            continue;
        }
        done.insert(*start, false);
        let mut walk = vec![(*start, 0)];
        while let Some((id, next)) = walk.last_mut() {
            let Some((other, _)) = ways.get(id).and_then(|ways| ways.get(*next)) else {
                done.insert(*id, true);
                walk.pop();
                continue;
            };
            *next += 1;
            match done.get(other) {
                Some(true) => {}
                Some(false) => {
                    let from = walk.iter().position(|(id, _)| id == other).unwrap_or(0);
                    tell(library, order, &walk[from..], &ways, &mut diagnostics);
                }
                None => {
                    done.insert(*other, false);
                    walk.push((*other, 0));
                }
            }
        }
    }
    diagnostics
}

/// Tells a cycle at each of its records: the way that `walk` took, of which the last step leads to its first record.
fn tell(
    library: &Library,
    order: &Order,
    walk: &[(RecordId, usize)],
    ways: &BTreeMap<RecordId, Vec<(RecordId, &Prose)>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (at, (id, next)) in walk.iter().enumerate() {
        let round = walk[at..].iter().chain(&walk[..at]).map(|(id, _)| *id).chain([*id]);
        let names: Vec<String> = round.map(|id| format!("`{}`", library.official(Target::Record(id)))).collect();
        let message = format!("`{}` leads back to this record: {}", order.key, names.join(", "));
        let (_, name) = ways[id][*next - 1];
        diagnostics.push(Diagnostic::new(Code::ReferenceCycle, library.path(*id), name.span, message).help("remove one of them"));
    }
}
