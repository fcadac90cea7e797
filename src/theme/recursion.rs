//! Components that call themselves. Tera finds them only while rendering, when it has gone round so often that it gives up, and
//! then it names neither the component nor a place.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::uses::{components, is_word};
use super::{PREFIX, Sources};
use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;
use crate::span::Span;

/// A component: where it is defined, and which others it calls.
struct Component<'t> {
    path: &'t SourcePath,
    name: Span,
    calls: BTreeSet<&'t str>,
}

/// Each way on which a component comes back to itself, told where the first component on it, by name, is defined.
pub(super) fn diagnose(sources: &Sources) -> Vec<Diagnostic> {
    let all = all(sources);
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut diagnostics = Vec::new();
    for (name, component) in &all {
        let Some(way) = way_back(name, &all).filter(|_| !told.contains(name)) else { continue };
        let message = format!("the component calls itself too often: {}", way.join(" → "));
        told.extend(way);
        diagnostics.push(Diagnostic::new(Code::TemplateError, component.path, component.name, message));
    }
    diagnostics
}

/// The components by their names; one of the site takes the place of the program's.
fn all(sources: &Sources) -> BTreeMap<&str, Component<'_>> {
    let (of_program, of_site): (Vec<_>, Vec<_>) = sources.iter().partition(|(template, _)| template.starts_with(PREFIX));
    let mut all = BTreeMap::new();
    for (_, (path, text)) in of_program.into_iter().chain(of_site) {
        for (name, range) in components(text) {
            let calls = calls(&text[range.clone()]);
            all.insert(name, Component { path, name: Span::new(range.start, range.start + name.len()), calls });
        }
    }
    all
}

/// What a component calls: `{{ <name … /> }}` and `{% <name …> %}`.
fn calls(body: &str) -> BTreeSet<&str> {
    let is_call = |at: usize| ["{{", "{%"].iter().any(|open| body[..at].trim_end().trim_end_matches('-').ends_with(open));
    let name = |at: usize| body[at + 1..].split(|c: char| !is_word(c)).next().unwrap_or_default();
    body.match_indices('<').map(|(at, _)| at).filter(|at| is_call(*at)).map(name).collect()
}

/// The shortest way from a component back to it.
fn way_back<'t>(name: &'t str, all: &BTreeMap<&'t str, Component<'t>>) -> Option<Vec<&'t str>> {
    let mut seen = BTreeSet::new();
    let mut ways = VecDeque::from([vec![name]]);
    while let Some(way) = ways.pop_front() {
        for &called in all.get(way.last()?).into_iter().flat_map(|component| &component.calls) {
            let further = [way.as_slice(), &[called]].concat();
            if called == name {
                return Some(further);
            }
            if seen.insert(called) {
                ways.push_back(further);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(templates: &[(&str, &str)]) -> Vec<String> {
        let sources = templates.iter().map(|(name, text)| ((*name).to_owned(), (SourcePath::new(*name), (*text).to_owned())));
        diagnose(&sources.collect()).into_iter().map(|diagnostic| diagnostic.message).collect()
    }

    #[test]
    fn every_way_back_is_told_once() {
        let theme = [
            ("default/a.html", "{% component a() %}{{ <b /> }}{% endcomponent a %}{% component d() %}{{ <d /> }}{% endcomponent d %}"),
            ("b.html", "{% component b(x) %}{% if x %}{%- <c x={x}> -%}{% </c> %}{% endif %}{% endcomponent b %}"),
            ("c.html", "{% component c() %}<c>{{- <a/> }}{{ <none /> }}{% endcomponent c %}"),
            // Of the site, in the place of the program's that calls itself.
            ("d.html", "{% component d() %}<d>{{ d < 1 }}{% endcomponent d %}"),
        ];
        assert_eq!(told(&theme), ["the component calls itself too often: a → b → c → a"]);
        assert_eq!(told(&theme[1..]), Vec::<String>::new());
    }
}
