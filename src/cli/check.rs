//! `plenary check`: all that a build checks and more, writing nothing.

use super::{Common, FAULTY};
use crate::diagnostic::{self, Code, Diagnostic, Level};
use crate::plan::Item;
use crate::rules::{self, Sources};
use crate::{Site, site, source};

/// The flags of `check`.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Checks the site; returns the exit code. For machines, diagnostics go to standard output, and nothing else does.
pub fn run(_: &Arguments, common: &Common) -> u8 {
    let Some(root) = common.find_root() else {
        return common.report_findings(std::path::Path::new("."), &[source::no_settings()]);
    };
    let options = match common.options() {
        Ok(options) => options,
        Err(code) => return code,
    };
    let (site, mut diagnostics) = site::load(&root, &options);
    let Some(site) = site else {
        return common.report_findings(&root, &diagnostics);
    };
    let mut waived = 0;
    // With an error among them the pages may say anything, and what the rules would find may only follow from it.
    if !diagnostic::has_errors(&diagnostics) {
        diagnostics.extend(site.try_rendering());
        let found = rules::find(&Sources { library: &site.library, settings: &site.settings, rules: &site.rules, today: site.today });
        waived = found.waived.len();
        diagnostics.extend(found.findings);
        if common.verbose {
            diagnostics.extend(found.waived);
        }
    }
    diagnostic::sort(&mut diagnostics);
    let code = common.report_findings(&root, &diagnostics);
    if common.verbose {
        site.left_out.iter().for_each(|path| common.say(&format!("left out by its name: {path}")));
    }
    if code != FAULTY || !diagnostic::has_errors(&diagnostics) {
        common.say(&summary(&site, &diagnostics, waived));
    }
    code
}

/// One line: how much was checked, and how many findings there are.
fn summary(site: &Site, diagnostics: &[Diagnostic], waived: usize) -> String {
    let pages = site.plan.artifacts.iter().filter(|(_, artifact)| matches!(artifact.item, Item::Page(..))).count();
    let told = || diagnostics.iter().filter(|diagnostic| diagnostic.code != Code::Waived);
    let of = |level: Level| told().filter(|diagnostic| diagnostic.level() == level).count();
    let found = [(of(Level::Warning), "warning", "warnings"), (of(Level::Note), "note", "notes"), (waived, "waived", "waived")];
    let found: Vec<String> =
        found.into_iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| super::counted(count, one, many)).collect();
    let found = if found.is_empty() { "nothing to tell".to_owned() } else { found.join(", ") };
    let records = super::counted(site.library.records.len(), "record", "records");
    format!("checked {records}, {}: {found}", super::counted(pages, "page", "pages"))
}
