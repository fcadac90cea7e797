//! Which names a template can ask for: what no template names need not be made.
//!
//! A page has views that only some themes show: mentions with the places in them, what is said to search engines, drawings.
//! The names are all words of the template's source, of what it extends, includes and calls, texts and comments included:
//! one name too many costs time, one too few would leave something out. A template that may make up a name while it runs
//! asks for everything.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use ahash::HashMap;

use super::{PREFIX, Sources};

/// The names that a template can ask for.
#[derive(Clone, Debug)]
pub enum Uses {
    /// All of them.
    Everything,
    /// Some of the words of the theme.
    Words {
        /// The number of each word of the theme.
        numbers: Arc<HashMap<String, usize>>,
        /// Whether the word of a number is one of them.
        used: Box<[bool]>,
    },
}

impl Uses {
    /// Whether the template can ask for `name`.
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Words { numbers, used } => numbers.get(name).is_some_and(|number| used[*number]),
        }
    }

    /// Whether the template can ask for one of `names`.
    pub fn any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }
}

/// What each template uses, by the name that a page asks for it with.
pub(super) fn of_all(sources: &Sources) -> BTreeMap<String, Uses> {
    let mut theme = Parts::default();
    let mut templates: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, (_, text)) in sources {
        let own = theme.add();
        templates.insert(name, own);
        let mut end = 0;
        for (called, range) in components(text) {
            theme.read(own, &text[end..range.start]);
            // A theme's component takes the place of the program's of that name; whichever is called, both are counted.
            let component = theme.component(called);
            theme.read(component, &text[range.clone()]);
            end = range.end;
        }
        theme.read(own, &text[end..]);
    }
    // A name without the prefix is the theme's, or else the program's.
    let template = |name: &str| templates.get(name).or_else(|| templates.get(&*format!("{PREFIX}{name}"))).copied();
    let leads: Vec<BTreeSet<usize>> = theme.parts.iter().map(|part| theme.leads_of(part, template)).collect();
    let numbers: Arc<HashMap<String, usize>> = Arc::new(theme.numbers.iter().map(|(word, number)| ((*word).to_owned(), *number)).collect());
    let asked = templates.keys().map(|name| name.strip_prefix(PREFIX).unwrap_or(name)).collect::<BTreeSet<_>>();
    let uses = |name: &str| Some((name.to_owned(), theme.uses(template(name)?, &leads, &numbers)));
    asked.into_iter().filter_map(uses).collect()
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
    /// The numbers of its words.
    words: Vec<usize>,
    /// What stands in quotation marks, among it the names of templates that it extends or includes.
    texts: Vec<&'t str>,
    /// Whether it may make up a name.
    is_open: bool,
}

/// All parts of a theme.
#[derive(Default)]
struct Parts<'t> {
    parts: Vec<Part<'t>>,
    /// The number of each word.
    numbers: HashMap<&'t str, usize>,
    /// The components, by the numbers of their names.
    components: HashMap<usize, usize>,
}

impl<'t> Parts<'t> {
    fn add(&mut self) -> usize {
        self.parts.push(Part::default());
        self.parts.len() - 1
    }

    fn number(&mut self, word: &'t str) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(word).or_insert(next)
    }

    /// The component of a name.
    fn component(&mut self, name: &'t str) -> usize {
        let number = self.number(name);
        match self.components.get(&number) {
            Some(part) => *part,
            None => {
                let part = self.add();
                self.components.insert(number, part);
                part
            }
        }
    }

    /// Reads some of the source of a part.
    fn read(&mut self, part: usize, text: &'t str) {
        let words: Vec<usize> = text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).map(|word| self.number(word)).collect();
        // `x[…]` with something else than a text or a number, Tera's filter `get`, and its view of all variables.
        let subscript = |(at, _): (usize, &str)| {
            let before = text[..at].chars().next_back().is_some_and(|c| is_word(c) || matches!(c, ')' | ']'));
            before && !text[at + 1..].trim_start().starts_with(|c: char| c.is_ascii_digit() || matches!(c, '"' | '\'' | '-' | ':'))
        };
        let makes_up = ["get", "__tera_context"].iter().any(|name| self.numbers.get(name).is_some_and(|number| words.contains(number)));
        let part = &mut self.parts[part];
        part.is_open |= makes_up || text.match_indices('[').any(subscript);
        part.words.extend(words);
        part.texts.extend(text.split('"').skip(1).step_by(2));
        part.texts.extend(text.split('\'').skip(1).step_by(2));
    }

    /// The parts that a part names.
    fn leads_of(&self, part: &Part<'_>, template: impl Fn(&str) -> Option<usize>) -> BTreeSet<usize> {
        let components = part.words.iter().filter_map(|word| self.components.get(word)).copied();
        components.chain(part.texts.iter().filter_map(|text| template(text))).collect()
    }

    /// What a part uses with all that it reaches.
    fn uses(&self, part: usize, leads: &[BTreeSet<usize>], numbers: &Arc<HashMap<String, usize>>) -> Uses {
        let mut used = vec![false; self.numbers.len()];
        let mut reached = vec![false; self.parts.len()];
        let mut ahead = vec![part];
        while let Some(at) = ahead.pop() {
            if std::mem::replace(&mut reached[at], true) {
                continue;
            }
            if self.parts[at].is_open {
                return Uses::Everything;
            }
            self.parts[at].words.iter().for_each(|word| used[*word] = true);
            ahead.extend(&leads[at]);
        }
        Uses::Words { numbers: Arc::clone(numbers), used: used.into() }
    }
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
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
