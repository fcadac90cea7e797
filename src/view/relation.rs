//! The drawing of how a study group is tied to groups, documents, texts and work.

use super::{StudyGroupView, Views};
use crate::drawing::{Column, Node, Relations};

/// The most nodes of one kind; the last leads to the list of all.
const MOST: usize = 6;

impl Views<'_> {
    /// The drawing as SVG, on the page at `root` levels below the top; nothing where the group is tied to nothing.
    pub fn relations_drawing(&self, group: &StudyGroupView, root: &str) -> Option<String> {
        let mut before = Side { nodes: Vec::new(), views: self, root };
        let focus_groups = group.focus_groups.iter().map(|summary| &summary.group);
        before.add("group", "focus-groups-under", "p-focus-groups", focus_groups);
        before.add("group", "focus-groups-with", "p-collaborating-groups", group.collaborating_groups.iter().map(|summary| &summary.group));
        before.add("document", "list-circulars", "p-circulars", group.circulars.iter().map(|mention| &mention.record));
        before.add("document", "list-liaisons", "p-liaisons", group.liaisons.iter().map(|mention| &mention.record));
        before.add("document", "list-reports", "p-reports", group.reports.iter().map(|mention| &mention.record));
        let mut after = Side { nodes: Vec::new(), views: self, root };
        let statuses = group.recommendations.iter().map(|list| {
            let status = list
                .status
                .map_or_else(|| self.words.of("no-status").to_owned(), |status| self.words.of(&format!("status-{status}")).to_owned());
            (format!("{status}: {}", list.texts.len()), format!("p-status-{}", list.status.unwrap_or("none")))
        });
        after.add_counts("list-recommendations", &statuses.collect::<Vec<_>>());
        let questions = group.questions.iter().map(|question| {
            let items = if question.work_items.is_empty() {
                String::new()
            } else {
                format!(": {}", self.words.count("work-items-count", question.work_items.len()))
            };
            (format!("{}{items}", question.designation), question.anchor.clone())
        });
        after.add_counts("questions", &questions.collect::<Vec<_>>());
        let activities = group.joint_coordination_activities.iter();
        after.add("group", "joint-coordination-activities", "p-activities", activities);
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

    fn more(&mut self, count: usize, anchor: &str) {
        let name = self.views.words.count("more-count", count);
        self.nodes.push(Node { kind: "more", words: name.clone(), name, href: Some(format!("#{anchor}")) });
    }

    /// Names under a heading, each with its page.
    fn add<'n>(
        &mut self,
        kind: &'static str,
        key: &str,
        anchor: &str,
        names: impl ExactSizeIterator<Item = &'n super::Made<super::Named>>,
    ) {
        let count = names.len();
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
            self.more(count - shown, anchor);
        }
    }

    /// Counts under a heading, each with its place on the page.
    fn add_counts(&mut self, key: &str, counts: &[(String, String)]) {
        if counts.is_empty() {
            return;
        }
        self.heading(key);
        let shown = if counts.len() > MOST { MOST - 1 } else { counts.len() };
        for (name, anchor) in &counts[..shown] {
            self.nodes.push(Node { kind: "text", name: name.clone(), words: name.clone(), href: Some(format!("#{anchor}")) });
        }
        if let Some((_, anchor)) = counts.get(shown) {
            self.more(counts.len() - shown, anchor);
        }
    }
}
