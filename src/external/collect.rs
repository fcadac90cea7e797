//! The addresses elsewhere that a site names, each with its place: in Markdown, in front matter, in the catalogue and in
//! the settings.

use std::path::Path;

use super::address;
use crate::Site;
use crate::diagnostic::Diagnostic;
use crate::front_matter;
use crate::path::SourcePath;
use crate::source::{self, ORGANISATIONS, RECOMMENDATIONS, SETTINGS, Text, WORK_ITEMS};
use crate::span::Span;
use crate::yaml::{self, Node, Value};

/// An address of the web, where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address, without its part after `#`.
    pub address: String,
    /// That part.
    pub fragment: Option<String>,
    /// The file that names it.
    pub file: SourcePath,
    /// Where in it.
    pub span: Span,
}

/// Keys of which the address is none to be followed: where this site is or will be, and a pattern of addresses.
const OWN: [&str; 3] = ["base_url", "edit_url", "deploy"];

/// All addresses of the site at `root`, in the order of its files.
pub fn collect(site: &Site, root: &Path) -> (Vec<Link>, Vec<Diagnostic>) {
    let mut links = Vec::new();
    for id in site.library.ids() {
        let record = site.library.record(id);
        let text = &record.source;
        if let Some(header) = front_matter::tree(&text.text) {
            below(text, &header, &mut links);
        }
        for link in &site.library.bodies[id.index()].links {
            links.extend(link_at(text, link.span.first_line(&text.text), &link.destination));
        }
    }
    let mut diagnostics = Vec::new();
    for (path, is_there) in [
        (RECOMMENDATIONS, !site.library.recommendations.is_empty()),
        (WORK_ITEMS, !site.library.work_items.is_empty()),
        (ORGANISATIONS, !site.library.organisations.is_empty()),
        (SETTINGS, true),
    ] {
        // Read once more: the texts of the catalogue are not kept.
        match is_there.then(|| source::read_text(root, path)) {
            Some(Ok(text)) => {
                if let Ok(Some(root)) = yaml::parse(&text.text) {
                    below(&text, &root, &mut links);
                }
            }
            Some(Err(fault)) => diagnostics.push(fault),
            None => {}
        }
    }
    (links, diagnostics)
}

/// The addresses of a tree: every value that is one.
fn below(text: &Text, node: &Node<'_>, links: &mut Vec<Link>) {
    match &node.value {
        Value::Scalar { text: value, .. } => links.extend(link_at(text, node.span, value)),
        Value::Sequence(items) => items.iter().for_each(|item| below(text, item, links)),
        Value::Mapping(pairs) => {
            let followed = pairs.iter().filter(|(key, _)| key.as_text().is_none_or(|key| !OWN.contains(&key)));
            followed.for_each(|(_, value)| below(text, value, links));
        }
    }
}

fn link_at(text: &Text, span: Span, value: &str) -> Option<Link> {
    // A sentence that begins with an address is none.
    let value = value.trim();
    let is_one = !value.contains(char::is_whitespace);
    let (url, fragment) = is_one.then(|| address::parse(value))??;
    Some(Link { address: url.to_string(), fragment, file: text.path.clone(), span: span.first_line(&text.text) })
}
