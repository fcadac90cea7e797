//! The drawing of how a study group is tied to groups, documents, texts and work.

use super::{StudyGroupView, Views};
use crate::drawing::{Column, Node, Relations};

/// The most nodes of one kind; the last leads to the list of all.
const MOST: usize = 6;

/// What a study group is tied to by a count, and where that is listed.
pub(super) struct Tie {
    pub name: String,
    pub href: String,
}

impl Views<'_> {
    /// The drawing as SVG, on the page at `root` levels below the top; nothing where the group is tied to nothing.
    pub(super) fn relations_drawing(&self, group: &StudyGroupView, root: &str, texts: &[Tie], questions: &[Tie]) -> Option<String> {
        let mut before = Side { nodes: Vec::new(), views: self, root };
        let counts = &group.counts;
        let focus_groups = group.focus_groups.iter().map(|summary| &summary.group);
        before.add("group", "focus-groups-under", "p-focus-groups", (counts.focus_groups, focus_groups));
        let collaborating = group.collaborating_groups.iter().map(|summary| &summary.group);
        before.add("group", "focus-groups-with", "p-collaborating-groups", (counts.collaborating_groups, collaborating));
        before.add("document", "list-circulars", "p-circulars", (counts.circulars, group.circulars.iter().map(|mention| &mention.record)));
        before.add("document", "list-liaisons", "p-liaisons", (counts.liaisons, group.liaisons.iter().map(|mention| &mention.record)));
        before.add("document", "list-reports", "p-reports", (counts.reports, group.reports.iter().map(|mention| &mention.record)));
        let mut after = Side { nodes: Vec::new(), views: self, root };
        after.add_counts("list-recommendations", texts);
        after.add_counts("questions", questions);
        let activities = group.joint_coordination_activities.iter();
        after.add("group", "joint-coordination-activities", "p-activities", (counts.joint_coordination_activities, activities));
        let drawing = Relations {
            name: &group.acronym,
            before: Column { nodes: before.nodes },
            after: Column { nodes: after.nodes },
            words: self.words,
        };
        drawing.svg()
    }
}

/// A column under construction.
struct Side<'s> {
    nodes: Vec<Node>,
    views: &'s Views<'s>,
    root: &'s str,
}

impl Side<'_> {
    fn heading(&mut self, key: &str) {
        let name = self.views.words.of(key).to_owned();
        self.nodes.push(Node { kind: "heading", words: name.clone(), name, href: None });
    }

    fn more(&mut self, count: usize, href: String) {
        let name = self.views.words.count("more-count", count);
        self.nodes.push(Node { kind: "more", words: name.clone(), name, href: Some(href) });
    }

    /// Names under a heading, each with its page: the first of so many as there are.
    fn add<'n>(
        &mut self,
        kind: &'static str,
        key: &str,
        anchor: &str,
        (count, names): (usize, impl Iterator<Item = &'n super::Made<super::Named>>),
    ) {
        if count == 0 {
            return;
        }
        self.heading(key);
        let shown = if count > MOST { MOST - 1 } else { count };
        for named in names.take(shown) {
            let words = named.title.as_ref().map_or_else(|| named.name.clone(), |title| format!("{}: {title}", named.name));
            let href = named.path.as_ref().map_or_else(|| format!("#{anchor}"), |path| format!("{}{path}", self.root));
            self.nodes.push(Node { kind, name: named.name.clone(), words, href: Some(href) });
        }
        if count > shown {
            self.more(count - shown, format!("#{anchor}"));
        }
    }

    /// Counts under a heading, each with its place on the page.
    fn add_counts(&mut self, key: &str, counts: &[Tie]) {
        if counts.is_empty() {
            return;
        }
        self.heading(key);
        let shown = if counts.len() > MOST { MOST - 1 } else { counts.len() };
        for Tie { name, href } in &counts[..shown] {
            self.nodes.push(Node { kind: "text", name: name.clone(), words: name.clone(), href: Some(href.clone()) });
        }
        if let Some(first) = counts.get(shown) {
            self.more(counts.len() - shown, first.href.clone());
        }
    }
}
