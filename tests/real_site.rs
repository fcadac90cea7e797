//! The facts of the four source documents on the site that is made of this repository's content, whatever the theme looks
//! like: anchors, addresses and words are looked at, never classes.

#[path = "real_site/actions.rs"]
mod actions;
#[path = "real_site/lost_links.rs"]
mod lost_links;
#[path = "real_site/study_groups.rs"]
mod study_groups;
mod support;
#[path = "real_site/whole.rs"]
mod whole;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::LazyLock;

use support::documents::repository;
use support::page::Page;
use support::published::Published;
use support::run::run;
use support::site::PLENARY;
use support::tree::Tree;

/// The site, built once. Its pages are read as they are asked for.
static SITE: LazyLock<Published> =
    LazyLock::new(|| Published { base_url: "https://example.org/", tree: build(&[], &[]), pages: BTreeMap::new() });

/// Builds the site with more arguments and variables; nothing may be said of it.
fn build(arguments: &[&str], variables: &[(&str, &str)]) -> Tree {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let output = folder.path().join("public");
    let mut command = Command::new(PLENARY);
    command.args(["build", "--quiet", "--root"]).arg(repository()).arg("--output").arg(&output).args(arguments);
    command.env_clear().env("HOME", folder.path().join("home")).envs(variables.iter().copied());
    let run = run(&mut command);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""), "{command:?}");
    Tree::of(&output)
}

/// A page of it.
fn page(address: &str) -> Page<'static> {
    Page::of(&SITE, address)
}

/// Compares what is to be on the site with what is there; tells only what differs.
fn assert_same(wanted: &BTreeSet<String>, shown: &BTreeSet<String>) {
    let missing: Vec<_> = wanted.difference(shown).collect();
    let more: Vec<_> = shown.difference(wanted).collect();
    assert!(missing.is_empty() && more.is_empty(), "missing from the site: {missing:#?}\non the site and not wanted: {more:#?}");
}
