//! The real site as a build publishes it: every file, and every page read.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use percent_encoding::percent_decode_str;

use super::html_facts::HtmlFacts;
use super::run::run;
use super::site::PLENARY;
use super::tree::Tree;

/// A published site.
pub struct Published {
    /// The address that it is published at.
    pub base_url: &'static str,
    /// Its files, without plenary's own list of them.
    pub tree: Tree,
    /// Its pages, by path.
    pub pages: BTreeMap<String, HtmlFacts>,
}

impl Published {
    /// Builds the site at `root` for `base_url`, and reads it. A build that has anything to say but what it did, fails.
    pub fn build(root: &Path, base_url: &'static str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let output = folder.path().join("public");
        let mut command = Command::new(PLENARY);
        command.args(["build", "--color", "never", "--base-url", base_url, "--root"]).arg(root).arg("--output").arg(&output);
        let run = run(command.env_clear().env("HOME", folder.path().join("home")));
        let lines = run.stderr.lines().count();
        assert_eq!((run.code, run.stdout.as_str(), lines), (Some(0), "", 1), "{}", run.stderr);
        let tree = Tree::of(&output).without(".plenary-manifest");
        let pages = tree
            .files()
            .into_iter()
            .filter(|path| path.ends_with(".html"))
            .map(|path| (path.to_owned(), HtmlFacts::of(&tree.text(path).expect("it is a file"))))
            .collect();
        Self { base_url, tree, pages }
    }

    /// The path of `base_url`: `/` or `/fg/`.
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.find("//").map_or(0, |at| at + 2);
        &self.base_url[self.base_url[after_scheme..].find('/').map_or(0, |at| after_scheme + at)..]
    }

    /// Where an address on a page leads within the site: the path of a file, and an anchor. `None` if it leads out of it.
    pub fn target(&self, page: &str, address: &str) -> Option<(String, Option<String>)> {
        let (path, anchor) = address.split_once('#').map_or((address, None), |(path, anchor)| (path, Some(anchor)));
        let path = path.split('?').next().unwrap_or_default();
        let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let anchor = anchor.map(decode);
        if path.is_empty() {
            return Some((page.to_owned(), anchor));
        }
        let mut parts: Vec<&str> = page.split('/').collect();
        parts.pop();
        let mut below = path;
        if path.starts_with('/') {
            parts.clear();
            below = path.strip_prefix(self.base_path())?;
        }
        for part in below.split('/') {
            match part {
                "" | "." => {}
                ".." => parts.pop().map(|_| ())?,
                part => parts.push(part),
            }
        }
        let is_folder = below.is_empty() || ["/", ".", ".."].iter().any(|end| below.ends_with(end));
        if is_folder {
            parts.push("index.html");
        }
        Some((decode(&parts.join("/")), anchor))
    }
}

/// Whether an address names its own scheme or host, and so leads to another site.
pub fn is_absolute(address: &str) -> bool {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme =
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme || address.starts_with("//")
}
