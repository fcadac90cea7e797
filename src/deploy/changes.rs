//! What a deployment changes, and that in words.

use serde::Serialize;

use crate::diagnostic::counted;

/// What differs between the built site and what is served.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are not there yet, by their places in the built site.
    pub new: Vec<usize>,
    /// Files that are there and are others, by their places in the built site.
    pub changed: Vec<usize>,
    /// Paths that plenary brought there, and that the site has no more.
    pub removed: Vec<String>,
    /// How many files are there as they should be.
    pub same: usize,
}

/// A line of a dry run for machines.
#[derive(Serialize)]
struct Line<'p> {
    change: &'static str,
    path: &'p str,
}

impl Changes {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }

    /// `3 new, 5 changed, 1 removed; 230 files as they were`.
    pub fn words(&self) -> String {
        let same = format!("{} as they were", counted(self.same, "file", "files")).replace("1 file as they were", "1 file as it was");
        if self.is_empty() {
            return format!("nothing to do; {same}");
        }
        let kinds = [(self.new.len(), "new"), (self.changed.len(), "changed"), (self.removed.len(), "removed")];
        let told: Vec<String> = kinds.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        let same = if self.same == 0 { String::new() } else { format!("; {same}") };
        format!("{}{same}", told.join(", "))
    }

    /// Every change with its path, in the order in which they are made: `order` gives that of what is sent.
    pub fn list<'c>(&'c self, order: &[usize], path_of: impl Fn(usize) -> &'c str) -> Vec<(&'static str, &'c str)> {
        // The places stand in their order.
        let what = |at: &usize| if self.new.binary_search(at).is_ok() { "new" } else { "changed" };
        let sent = order.iter().map(|at| (what(at), path_of(*at)));
        sent.chain(self.removed.iter().map(|path| ("removed", path.as_str()))).collect()
    }
}

/// A change as a line of JSON.
pub fn json(change: &'static str, path: &str) -> String {
    serde_json::to_string(&Line { change, path }).expect("texts are JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_with_what_there_is_of_them() {
        let changes = |new: usize, changed: usize, removed: usize, same| Changes {
            new: (0..new).collect(),
            changed: (0..changed).collect(),
            removed: vec![String::new(); removed],
            same,
        };
        assert_eq!(changes(3, 5, 1, 230).words(), "3 new, 5 changed, 1 removed; 230 files as they were");
        assert_eq!(changes(0, 1, 0, 1).words(), "1 changed; 1 file as it was");
        assert_eq!(changes(2, 0, 0, 0).words(), "2 new");
        assert_eq!(changes(0, 0, 0, 21).words(), "nothing to do; 21 files as they were");
    }
}
