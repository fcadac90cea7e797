//! What is published: every output path with the way to make its bytes.
//!
//! In: what each output claims. Out: a [`Plan`] and the clashes in it. Collisions and the safety of paths are decided
//! here, once, before a byte is written; a build, a preview and a check walk the same plan.

mod claims;

use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::diagnostic::{Code, Diagnostic, shown};
use crate::library::Route;
use crate::model::Record;
use crate::path::OutputPath;

use claims::Claims;
pub use claims::Owner;

/// The list of its own files that a build leaves in the output.
pub const MANIFEST: &str = ".plenary-manifest";

/// One file of the site: which output makes it, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// The output, by its place in the table of outputs.
    pub output: usize,
    /// What it makes the file of.
    pub item: Item,
}

/// What an output makes a file of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A page, with its template.
    Page(Route, String),
    /// A file about what stands at a route: a feed of a group, the data of a record.
    About(Route),
    /// A file, by its place in the output's own list.
    File(u32),
}

/// Every file of the site, in the order of the paths.
#[derive(Debug, Default)]
pub struct Plan {
    /// Path and artifact.
    pub artifacts: Vec<(OutputPath, Artifact)>,
}

/// A plan under construction: outputs claim paths in it.
#[derive(Debug, Default)]
pub struct Planner {
    claims: Claims,
    artifacts: Vec<(OutputPath, Artifact)>,
    diagnostics: Vec<Diagnostic>,
}

impl Planner {
    /// Claims the file that stands at a site-relative URL. One that cannot be published is told at its owner's place.
    pub fn claim(&mut self, url: &str, owner: Owner, artifact: Artifact) {
        let path = if url.is_empty() || url.ends_with('/') { OutputPath::page(url) } else { OutputPath::new(url) };
        match path {
            Ok(path) => {
                self.claims.claim(&path, owner);
                self.artifacts.push((path, artifact));
            }
            Err(reason) => {
                let message = format!("`{url}` cannot be published: {reason}");
                self.diagnostics.push(owner.diagnostic(Code::InvalidValue, message).help("rename it"));
            }
        }
    }

    /// Tells a fault that an output finds while it claims.
    pub fn tell(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Ends the plan: the old paths of the records are kept free, and clashes are told.
    pub fn finish(mut self, records: &[Arc<Record>]) -> (Plan, Vec<Diagnostic>) {
        if let Ok(path) = OutputPath::new(MANIFEST) {
            self.claims.claim(&path, Owner::Made("the list of plenary's own files"));
        }
        for record in records {
            claim_aliases(record, &mut self.claims, &mut self.diagnostics);
        }
        self.diagnostics.extend(self.claims.clashes());
        self.artifacts.sort_by(|a, b| a.0.cmp(&b.0));
        (Plan { artifacts: self.artifacts }, self.diagnostics)
    }
}

/// Claims the old URL paths of a record, so that nothing else stands there.
fn claim_aliases(record: &Record, claims: &mut Claims, diagnostics: &mut Vec<Diagnostic>) {
    for alias in &record.header.aliases {
        match alias_path(&alias.text) {
            Ok(path) => claims.claim(&path, Owner::File(record.path().clone(), Some(alias.span))),
            Err(reason) => {
                let message = format!("`{}` cannot be an alias: {reason}", shown(&alias.text));
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
