//! What is published: every output path with a pure way to make its bytes.
//!
//! In: the library and the theme. Out: a [`Plan`] and the clashes in it. Collisions and the safety of paths are decided
//! here, once, before a byte is written; a build, a preview and a check walk the same plan.

mod claims;

use percent_encoding::percent_decode_str;

use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Library, Route};
use crate::model::Record;
use crate::path::{OutputPath, SourcePath};
use crate::span::Span;
use crate::theme::Theme;

use claims::{Claims, Owner};

/// The list of its own files that a build leaves in the output.
pub const MANIFEST: &str = ".plenary-manifest";

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// A page and its template.
    Page(Route, String),
    /// A file of the content, by its place in the library's list.
    Asset(u32),
    /// A static file of the theme, by its place in the theme's list.
    ThemeAsset(u32),
}

/// Every file of the site, in the order of the paths.
#[derive(Debug, Default)]
pub struct Plan {
    /// Path and artifact.
    pub artifacts: Vec<(OutputPath, Artifact)>,
}

/// Plans a site.
pub fn plan(library: &Library, theme: &Theme) -> (Plan, Vec<Diagnostic>) {
    let mut claims = Claims::default();
    let mut artifacts = Vec::new();
    let mut diagnostics = Vec::new();
    for (url, route) in &library.routes.all {
        let owner = owner_of(library, *route);
        let path = if url.is_empty() || url.ends_with('/') { OutputPath::page(url) } else { OutputPath::new(url.as_str()) };
        let path = match path {
            Ok(path) => path,
            Err(reason) => {
                diagnostics.push(owner.diagnostic(Code::InvalidValue, format!("`{url}` cannot be published: {reason}")).help("rename it"));
                continue;
            }
        };
        claims.claim(&path, owner);
        let artifact = match route {
            Route::Asset(at) => Artifact::Asset(*at),
            route => Artifact::Page(*route, template_of(library, *route, theme, &mut diagnostics)),
        };
        artifacts.push((path, artifact));
    }
    for (at, (url, asset)) in theme.assets.iter().enumerate() {
        match OutputPath::new(url.as_str()) {
            Ok(path) => {
                claims.claim(&path, Owner::File(asset.path.clone(), None));
                artifacts.push((path, Artifact::ThemeAsset(at as u32)));
            }
            Err(reason) => {
                let message = format!("`{url}` cannot be published: {reason}");
                diagnostics.push(Diagnostic::of_file(Code::InvalidValue, &asset.path, message));
            }
        }
    }
    if let Ok(path) = OutputPath::new(MANIFEST) {
        claims.claim(&path, Owner::Made("the list of plenary's own files"));
    }
    for record in &library.records {
        claim_aliases(record, &mut claims, &mut diagnostics);
    }
    diagnostics.extend(claims.clashes());
    artifacts.sort_by(|a, b| a.0.cmp(&b.0));
    (Plan { artifacts }, diagnostics)
}

fn owner_of(library: &Library, route: Route) -> Owner {
    match route {
        Route::Record(id) => {
            let record = library.record(id);
            Owner::File(record.path().clone(), Some(record.place).filter(|place| *place != Span::default()))
        }
        Route::Recommendation(at) => {
            let row = &library.recommendations[at as usize].row;
            Owner::File(SourcePath::new(crate::library::RECOMMENDATIONS), Some(row.id.span))
        }
        Route::Asset(at) => Owner::File(library.assets[at as usize].path.clone(), None),
        Route::Home => Owner::Made("the home page"),
        Route::List(kind) => Owner::Made(kind.info().heading),
        Route::Recommendations => Owner::Made("the list of Recommendations"),
        Route::WorkItems => Owner::Made("the list of work items"),
        Route::Meetings => Owner::Made("the list of meetings"),
        Route::Tags => Owner::Made("the list of tags"),
        Route::Tag(_) => Owner::Made("the page of a tag"),
        Route::NotFound => Owner::Made("the page for what is not found"),
    }
}

/// The template of a page: its record's own, or that of its kind.
fn template_of(library: &Library, route: Route, theme: &Theme, diagnostics: &mut Vec<Diagnostic>) -> String {
    let name = match route {
        Route::Record(id) => {
            let record = library.record(id);
            if let Some(own) = &record.header.template {
                check_template(record, own, theme, diagnostics);
                return own.text.clone();
            }
            if record.url.is_empty() { "home.html" } else { record.kind.info().template }
        }
        Route::Home => "home.html",
        Route::List(_) => "list.html",
        Route::Recommendations => "recommendations.html",
        Route::Recommendation(_) => "recommendation.html",
        Route::WorkItems => "work-items.html",
        Route::Meetings => "meetings.html",
        Route::Tags => "tags.html",
        Route::Tag(_) => "tag.html",
        Route::NotFound => "404.html",
        Route::Asset(_) => unreachable!("an asset has no template"),
    };
    name.to_owned()
}

fn check_template(record: &Record, own: &crate::fields::value::Prose, theme: &Theme, diagnostics: &mut Vec<Diagnostic>) {
    // A theme that could not be read has no templates; that is told elsewhere.
    let known = theme.tera.contains_template(&own.text) || theme.tera.get_template_names().next().is_none();
    if !known {
        let names: Vec<&str> = theme.tera.get_template_names().map(|name| name.trim_start_matches("default/")).collect();
        let near = crate::suggest::nearest(&own.text, names);
        let message = format!("the theme has no template `{}`", own.text.escape_debug());
        let diagnostic = Diagnostic::new(Code::InvalidValue, record.path(), own.span, message);
        diagnostics.push(diagnostic.maybe_help(near.map(|near| format!("did you mean `{near}`?"))));
    }
}

/// Claims the old URL paths of a record, so that nothing else stands there.
fn claim_aliases(record: &Record, claims: &mut Claims, diagnostics: &mut Vec<Diagnostic>) {
    for alias in &record.header.aliases {
        match alias_path(&alias.text) {
            Ok(path) => claims.claim(&path, Owner::File(record.path().clone(), Some(alias.span))),
            Err(reason) => {
                let message = format!("`{}` cannot be an alias: {reason}", alias.text.escape_debug());
                let leaves = percent_decode_str(&alias.text).decode_utf8_lossy().split(['/', '\\']).any(|part| part == "..");
                let code = if leaves { Code::OutsideRoot } else { Code::InvalidValue };
                let help = "write an old path of this site, such as `/old/path/`";
                diagnostics.push(Diagnostic::new(code, record.path(), alias.span, message).help(help));
            }
        }
    }
}

/// Where an alias is published: decoded first and checked last.
fn alias_path(alias: &str) -> Result<OutputPath, String> {
    let decoded = percent_decode_str(alias).decode_utf8().map_err(|_| "it is not UTF-8".to_owned())?;
    let below = decoded.strip_prefix('/').ok_or("it does not begin with `/`")?;
    if below.starts_with('/') {
        return Err("it begins with two slashes".to_owned());
    }
    if below.contains(['?', '#']) {
        return Err("a path has no `?` or `#`".to_owned());
    }
    if below.ends_with(".html") || below.ends_with(".htm") {
        return OutputPath::new(below);
    }
    let folder = below.strip_suffix('/').unwrap_or(below);
    if folder.is_empty() {
        return OutputPath::page("");
    }
    OutputPath::page(&format!("{folder}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_stay_in_the_site() {
        assert_eq!(alias_path("/old/path/").unwrap().as_str(), "old/path/index.html");
        assert_eq!(alias_path("/old.html").unwrap().as_str(), "old.html");
        for bad in ["old", "//host/x", "/../x", "/a/%2e%2e/b", "/a\\b", "C:\\x", "\\\\srv\\x", "/a?b", "https://x.org/", "/a//b/"] {
            assert!(alias_path(bad).is_err(), "{bad}");
        }
    }
}
