//! How a study group is tied to what names it and to what it answers for: its own box in the middle, those on both sides.

use std::fmt::Write;

use super::{cut, escaped, open};
use crate::words::Words;

/// One side of the drawing.
#[derive(Clone, Debug)]
pub struct Column {
    /// The nodes, from the top.
    pub nodes: Vec<Node>,
}

/// Something that the group is tied to.
#[derive(Clone, Debug)]
pub struct Node {
    /// `heading` for the name of the nodes below it, `group`, `document`, `text`, or `more`.
    pub kind: &'static str,
    /// What it is called.
    pub name: String,
    /// What it is, at length.
    pub words: String,
    /// Where it stands; nothing for a heading.
    pub href: Option<String>,
}

/// A drawing of relations.
#[derive(Debug)]
pub struct Relations<'r> {
    /// The study group.
    pub name: &'r str,
    /// What names it or works with it.
    pub before: Column,
    /// What it answers for.
    pub after: Column,
    /// The words of the page.
    pub words: &'r Words,
}

const WIDTH: i32 = 900;
const BOX: i32 = 300;
const ROW: i32 = 34;
const CENTRE: (i32, i32) = (390, 120);

impl Relations<'_> {
    /// The SVG; nothing where the group is tied to nothing.
    pub fn svg(&self) -> Option<String> {
        let rows = self.before.nodes.len().max(self.after.nodes.len()) as i32;
        if rows == 0 {
            return None;
        }
        let height = rows * ROW + 8;
        let middle = height / 2;
        let mut out = String::new();
        let title = self.words.say("relations-title", &[("name", self.name)]);
        open(&mut out, "p-relations", (WIDTH, height), &title, self.words.of("relations-text"));
        // The lines first, so that the boxes lie on them.
        for (column, is_before) in [(&self.before, true), (&self.after, false)] {
            let (from, to) = if is_before { (BOX, CENTRE.0) } else { (WIDTH - BOX - 1, CENTRE.0 + CENTRE.1) };
            for (y, _) in placed(column, height).filter(|(_, node)| node.href.is_some()) {
                let bend = (from + to) / 2;
                let _ = write!(out, "<path class=\"d-tie\" d=\"M{from} {y}C{bend} {y} {bend} {middle} {to} {middle}\"/>");
            }
        }
        let _ = write!(
            out,
            "<rect class=\"d-centre\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"44\" rx=\"4\"/><text class=\"d-own\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            CENTRE.0,
            middle - 22,
            CENTRE.1,
            CENTRE.0 + CENTRE.1 / 2,
            middle + 6,
            escaped(&cut(self.name, 12)),
        );
        for (column, x) in [(&self.before, 1), (&self.after, WIDTH - BOX - 1)] {
            for (y, node) in placed(column, height) {
                draw_node(&mut out, node, x, y);
            }
        }
        out.push_str("</svg>");
        Some(out)
    }
}

/// The nodes of a column with the middle of their rows; a short column stands in the middle.
fn placed(column: &Column, height: i32) -> impl Iterator<Item = (i32, &Node)> {
    let top = (height - column.nodes.len() as i32 * ROW) / 2;
    (0..).zip(&column.nodes).map(move |(at, node)| (top + at * ROW + ROW / 2, node))
}

fn draw_node(out: &mut String, node: &Node, x: i32, y: i32) {
    let name = escaped(&cut(&node.name, 36));
    let _ = match &node.href {
        None => write!(out, "<text class=\"d-heading\" x=\"{}\" y=\"{}\">{name}</text>", x + 8, y + 9),
        Some(href) => write!(
            out,
            "<a href=\"{}\"><title>{}</title><rect class=\"d-node {}\" x=\"{x}\" y=\"{}\" width=\"{BOX}\" height=\"28\" rx=\"3\"/><text class=\"d-text\" x=\"{}\" y=\"{}\">{name}</text></a>",
            escaped(href),
            escaped(&node.words),
            node.kind,
            y - 14,
            x + 10,
            y + 5,
        ),
    };
}
