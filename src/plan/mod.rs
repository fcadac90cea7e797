//! What is published: every output path with the way to make its bytes.
//!
//! In: what each output claims. Out: a [`Plan`] and the clashes in it. Collisions and the safety of paths are decided
//! here, once, before a byte is written; a build, a preview and a check walk the same plan.

mod claims;

use std::borrow::Cow;
use std::cell::Cell;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::library::{List, Route};
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
    /// A page, with its template; if it is a further one of a list, the list and the number of the sheet.
    Page(Route, Cow<'static, str>, Option<(List, usize)>),
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
    /// The bundles, by their places in the table of bundles: their files are known when they are made.
    pub bundles: Vec<usize>,
}

impl Plan {
    /// Has `work` done for every file, by all threads, with a buffer that is used again from one to the next; what is told comes in
    /// the order of the paths.
    pub fn each(&self, work: impl Fn(&OutputPath, &Artifact, &mut Vec<u8>) -> Vec<Diagnostic> + Sync) -> Vec<Diagnostic> {
        thread_local! {
            static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
        }
        let told = |(path, artifact): &(OutputPath, Artifact)| {
            let mut buffer = BUFFER.take();
            let told = work(path, artifact, &mut buffer);
            BUFFER.set(buffer);
            told
        };
        // In small shares: one page may cost what hundreds cost.
        self.artifacts.par_iter().with_max_len(16).flat_map_iter(told).collect()
    }
}

/// A plan under construction: outputs claim paths in it.
#[derive(Debug, Default)]
pub struct Planner {
    claims: Claims,
    artifacts: Vec<(OutputPath, Artifact)>,
    bundles: Vec<usize>,
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
                // That what stands beside a page cannot be published only follows, where the page itself cannot.
                let page = url.rfind('/').map_or("", |at| &url[..=at]);
                if matches!(owner, Owner::Made(_)) && OutputPath::page(page).is_err() {
                    return;
                }
                let message = format!("`{url}` cannot be published: {reason}");
                self.diagnostics.push(owner.diagnostic(Code::InvalidValue, message).help("rename it"));
            }
        }
    }

    /// Claims all that stands in a folder, for a bundle by its place in the table of bundles.
    pub fn claim_folder(&mut self, folder: &str, owner: Owner, bundle: usize) {
        self.claims.claim_folder(folder, owner);
        self.bundles.push(bundle);
    }

    /// What is claimed so far.
    pub fn artifacts(&self) -> impl Iterator<Item = &Artifact> {
        self.artifacts.iter().map(|(_, artifact)| artifact)
    }

    /// Tells a fault that an output finds while it claims.
    pub fn tell(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Ends the plan: clashes are told.
    pub fn finish(mut self) -> (Plan, Vec<Diagnostic>) {
        if let Ok(path) = OutputPath::new(MANIFEST) {
            self.claims.claim(&path, Owner::Made("the list of plenary's own files"));
        }
        self.diagnostics.extend(self.claims.clashes());
        self.artifacts.sort_by(|a, b| a.0.cmp(&b.0));
        (Plan { artifacts: self.artifacts, bundles: self.bundles }, self.diagnostics)
    }
}
