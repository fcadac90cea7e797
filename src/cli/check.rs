//! `plenary check`: all that a build checks and more, writing nothing.

use super::Common;
use crate::diagnostic::{self, Code, Diagnostic, Level, counted};
use crate::report::Progress;
use crate::rules::{self, Sources};
use crate::{Site, former, site, source};

/// The flags of `check`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Ask also whether the addresses elsewhere still answer
    #[cfg(feature = "external")]
    #[arg(long)]
    external: bool,
    /// Find the URLs that are gone since an earlier build: its data/urls.txt, as a file or an address
    #[arg(long, value_name = "FILE|URL", value_parser = former::List::parse)]
    previous: Option<former::List>,
}

/// Checks the site; returns the exit code. For machines, diagnostics go to standard output, and nothing else does.
pub fn run(arguments: &Arguments, common: &Common) -> u8 {
    let Some(root) = common.find_root() else {
        return common.report_findings(std::path::Path::new("."), &[source::no_settings()]);
    };
    let options = match common.options_to_publish() {
        Ok(options) => options,
        Err(code) => return code,
    };
    let progress = common.progress("reading");
    let (site, mut diagnostics) = site::load(&root, &options);
    let Some(site) = site else {
        drop(progress);
        return common.report_findings(&root, &diagnostics);
    };
    diagnostics.extend(super::build::target(&site, &root, None).err());
    let mut waived = 0;
    // With an error among them the pages may say anything, and what the rules would find may only follow from it.
    let looked = !diagnostic::has_errors(&diagnostics);
    if looked {
        progress.phase("rendering", 0);
        diagnostics.extend(site.try_rendering());
        let found = rules::find(&Sources { library: &site.library, settings: &site.settings, rules: &site.rules, today: site.today });
        waived = found.waived.len();
        diagnostics.extend(found.findings);
        if common.verbose {
            diagnostics.extend(found.waived);
        }
        if let Some(list) = &arguments.previous {
            diagnostics.extend(former::check(&site, &root, &seen_from(&root, list)));
        }
        diagnostics.extend(external(arguments, &site, &root, common, &progress));
    }
    drop(progress);
    diagnostic::sort(&mut diagnostics);
    let code = common.report_findings(&root, &diagnostics);
    if common.verbose {
        site.left_out.iter().for_each(|path| common.say(&format!("left out by its name: {}", diagnostic::shown(path.as_str()))));
    }
    if looked {
        common.say(&summary(&site, &diagnostics, waived));
    } else {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.level() == Level::Error).count();
        common.say(&format!("{}: the rules are looked at when nothing is wrong", counted(errors, "error", "errors")));
    }
    code
}

/// A list as the site at `root` names its files: a path from the root, and of a file elsewhere from the top of the system.
fn seen_from(root: &std::path::Path, list: &former::List) -> former::List {
    let former::List::File(file) = list else { return list.clone() };
    let (Ok(root), Ok(file)) = (std::path::absolute(root), std::path::absolute(file)) else { return list.clone() };
    former::List::File(file.strip_prefix(root).map_or_else(|_| file.clone(), std::path::Path::to_path_buf))
}

/// What is wrong with the addresses elsewhere, where that is asked for. The answers of the last days are in the user's cache.
#[cfg(feature = "external")]
fn external(arguments: &Arguments, site: &Site, root: &std::path::Path, common: &Common, progress: &Progress) -> Vec<Diagnostic> {
    use crate::external::{self, Cache, Pace};
    if !arguments.external {
        return Vec::new();
    }
    let mut cache = Cache::open(common.cache_folder().as_deref(), common.seconds());
    let begin = |count| progress.phase("asking", count);
    let found = external::check(site, root, &mut cache, &Pace::default(), &begin, &|| progress.step());
    cache.save();
    found
}

/// Without the feature nobody is asked.
#[cfg(not(feature = "external"))]
fn external(_: &Arguments, _: &Site, _: &std::path::Path, _: &Common, _: &Progress) -> Vec<Diagnostic> {
    Vec::new()
}

/// One line: how much was checked, and how many findings there are.
fn summary(site: &Site, diagnostics: &[Diagnostic], waived: usize) -> String {
    let pages = site.pages().count();
    let told = || diagnostics.iter().filter(|diagnostic| diagnostic.code != Code::Waived);
    let of = |level: Level| told().filter(|diagnostic| diagnostic.level() == level).count();
    let found = [
        (of(Level::Error), "error", "errors"),
        (of(Level::Warning), "warning", "warnings"),
        (of(Level::Note), "note", "notes"),
        (waived, "waived", "waived"),
    ];
    let found: Vec<String> =
        found.into_iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| counted(count, one, many)).collect();
    let found = if found.is_empty() { "nothing to tell".to_owned() } else { found.join(", ") };
    let records = counted(site.library.records.len(), "record", "records");
    format!("checked {records}, {}: {found}", counted(pages, "page", "pages"))
}
