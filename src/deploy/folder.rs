//! A deployment to a folder: it takes the place of the one there in one step, as a build's does.
#![allow(clippy::disallowed_methods, reason = "a deployment reads back what plenary wrote")]

use std::collections::BTreeSet;

use super::built::Built;
use super::changes::Changes;
use crate::diagnostic::Diagnostic;
use crate::path::OutputPath;
use crate::plan::MANIFEST;
use crate::publish::{self, Published, Target, is_same};
use crate::watch::Watch;

/// What is to be done to bring a built site into a folder.
pub struct Folder<'a> {
    built: &'a Built,
    target: &'a Target,
    /// What differs.
    pub changes: Changes,
}

impl<'a> Folder<'a> {
    /// Compares the built site with what is in the folder.
    pub fn plan(built: &'a Built, target: &'a Target) -> Self {
        use rayon::prelude::*;
        let list = std::fs::read_to_string(target.output.join(MANIFEST)).unwrap_or_default();
        let listed: BTreeSet<&str> = list.lines().skip(1).collect();
        // Of every file, whether it is listed there and whether it is the same.
        let compare = |path: &str| (listed.contains(path), is_same(&built.folder.join(path), &target.output.join(path)));
        let found: Vec<(bool, bool)> = built.files.par_iter().map(|file| compare(file.path.as_str())).collect();
        let mut changes = Changes::default();
        for (place, (is_listed, is_same)) in found.into_iter().enumerate() {
            match (is_listed, is_same) {
                (true, true) => changes.same += 1,
                (true, false) => changes.changed.push(place),
                (false, _) => changes.new.push(place),
            }
        }
        let is_built = |path: &str| built.files.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok();
        changes.removed = listed.iter().filter(|path| !is_built(path)).map(|path| (*path).to_owned()).collect();
        Self { built, target, changes }
    }

    /// Every change with its path.
    pub fn list(&self) -> Vec<(&'static str, &str)> {
        let mut order = [self.changes.new.as_slice(), &self.changes.changed].concat();
        order.sort_unstable();
        self.changes.list(&order, |at| self.built.files[at].path.as_str())
    }

    /// Makes the changes.
    pub fn carry_out(&self, watch: &dyn Watch) -> Result<Published, Vec<Diagnostic>> {
        let paths: Vec<OutputPath> = self.built.files.iter().map(|file| file.path.clone()).collect();
        publish::publish_built(&self.built.folder, &paths, self.target, watch)
    }
}
