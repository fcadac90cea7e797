//! Which names a template can ask for: what no template names need not be made.
//!
//! A page has views that only some themes show: mentions with the places in them, what is said to search engines, drawings.
//! The names are all words of the template's source, of what it extends, includes and calls, texts and comments included:
//! one name too many costs time, one too few would leave something out. A template that may make up a name while it runs
//! asks for everything.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use ahash::HashSet;

use super::{PREFIX, Sources};

/// The names that a template can ask for.
#[derive(Clone, Debug)]
pub enum Uses {
    /// All of them.
    Everything,
    /// These.
    Names(HashSet<String>),
}

impl Uses {
    /// Whether the template can ask for `name`.
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Names(names) => names.contains(name),
        }
    }

    /// Whether the template can ask for one of `names`.
    pub fn any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }
}

/// What each template uses, by the name that a page asks for it with.
pub(super) fn of_all(sources: &Sources) -> BTreeMap<String, Uses> {
    let mut components: BTreeMap<&str, Part<'_>> = BTreeMap::new();
    let mut templates: BTreeMap<&str, Part<'_>> = BTreeMap::new();
    for (name, (_, text)) in sources {
        let mut own = Part::default();
        let mut end = 0;
        for (called, range) in self::components(text) {
            own.read(&text[end..range.start]);
            // A theme's component takes the place of the program's of that name; whichever is called, both are counted.
            components.entry(called).or_default().read(&text[range.clone()]);
            end = range.end;
        }
        own.read(&text[end..]);
        templates.insert(name, own);
    }
    let asked = templates.keys().map(|name| name.strip_prefix(PREFIX).unwrap_or(name)).collect::<BTreeSet<_>>();
    asked.into_iter().map(|name| (name.to_owned(), closure(name, &templates, &components))).collect()
}

/// The components that a template defines: their names, and where each stands from its name on.
pub(super) fn components(text: &str) -> Vec<(&str, Range<usize>)> {
    const OPENS: &str = "component ";
    const CLOSES: &str = "endcomponent";
    let mut found = Vec::new();
    let mut from = 0;
    // In comments it is a word like any other.
    let is_tag = |at: &usize| text[..*at].trim_end().trim_end_matches('-').ends_with("{%");
    while let Some(start) = text[from..].match_indices(OPENS).map(|(at, _)| from + at).find(is_tag).map(|at| at + OPENS.len()) {
        let body = &text[start..];
        let body = &body[..body.find(CLOSES).unwrap_or(body.len())];
        let end = start + body.len();
        found.push((body.split(|c: char| !is_word(c)).next().unwrap_or_default(), start..end));
        from = (end + CLOSES.len()).min(text.len());
    }
    found
}

/// A part of a theme: a template or a component.
#[derive(Default)]
struct Part<'t> {
    names: HashSet<&'t str>,
    /// What stands in quotation marks, among it the names of templates that it extends or includes.
    texts: Vec<&'t str>,
    /// Whether it may make up a name.
    is_open: bool,
}

impl<'t> Part<'t> {
    fn read(&mut self, text: &'t str) {
        self.names.extend(text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()));
        self.texts.extend(text.split('"').skip(1).step_by(2));
        self.texts.extend(text.split('\'').skip(1).step_by(2));
        // `x[…]` with something else than a text or a number, Tera's filter `get`, and its view of all variables.
        let subscript = |(at, _): (usize, &str)| {
            let before = text[..at].chars().next_back().is_some_and(|c| is_word(c) || matches!(c, ')' | ']'));
            before && !text[at + 1..].trim_start().starts_with(|c: char| c.is_ascii_digit() || matches!(c, '"' | '\'' | '-' | ':'))
        };
        self.is_open |= ["get", "__tera_context"].iter().any(|name| self.names.contains(name)) || text.match_indices('[').any(subscript);
    }
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// What a template uses with all that it reaches.
fn closure(name: &str, templates: &BTreeMap<&str, Part<'_>>, components: &BTreeMap<&str, Part<'_>>) -> Uses {
    let mut names = HashSet::default();
    let mut seen = BTreeSet::new();
    let mut ahead = vec![(name, true)];
    while let Some(reached) = ahead.pop() {
        if !seen.insert(reached) {
            continue;
        }
        let (name, is_template) = reached;
        let found = match is_template {
            // A name without the prefix is the theme's, or else the program's.
            true => templates.get_key_value(name).or_else(|| templates.iter().find(|(key, _)| key.strip_prefix(PREFIX) == Some(name))),
            false => components.get_key_value(name),
        };
        let Some((_, part)) = found else { continue };
        if part.is_open {
            return Uses::Everything;
        }
        ahead.extend(part.texts.iter().map(|text| (*text, true)));
        ahead.extend(part.names.iter().filter(|name| components.contains_key(*name)).map(|name| (*name, false)));
        names.extend(part.names.iter().map(|name| (*name).to_owned()));
    }
    Uses::Names(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;

    fn uses(templates: &[(&str, &str)], asked: &str) -> Uses {
        let sources = templates.iter().map(|(name, text)| ((*name).to_owned(), (SourcePath::new(*name), (*text).to_owned())));
        of_all(&sources.collect()).remove(asked).expect("there is such a template")
    }

    #[test]
    fn a_template_uses_what_it_reaches() {
        let theme = [
            ("page.html", "{% extends \"base.html\" %}{{ page.title }}{{ <card of={page} /> }}"),
            ("default/base.html", "{% include 'default/foot.html' %}{{ page.own }}"),
            ("default/foot.html", "{{ page.source }}"),
            ("default/page.html", "{{ page.date }}"),
            (
                "default/components.html",
                "{#- The component of cards. -#}{% component card(of) %}{{ of.name }}{% endcomponent card %}{% component other() %}{{ x }}{% endcomponent other %}",
            ),
        ];
        let uses = uses(&theme, "page.html");
        for name in ["title", "own", "source", "name"] {
            assert!(uses.has(name), "{name}");
        }
        for name in ["date", "x", "other"] {
            assert!(!uses.has(name), "{name}");
        }
    }

    #[test]
    fn one_that_may_make_up_a_name_uses_everything() {
        for text in ["{{ page[name] }}", "{{ page | get(key=name) }}", "{{ __tera_context }}", "{{ list()[ at ] }}"] {
            assert!(uses(&[("page.html", text)], "page.html").has("anything"), "{text}");
        }
        for text in ["{{ page[\"title\"] }}", "{{ list[0] }}", "{{ list[:2] }}", "{% set rows = [row for row in rows if row.text] %}"] {
            assert!(!uses(&[("page.html", text)], "page.html").has("anything"), "{text}");
        }
    }
}
