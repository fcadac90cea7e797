//! `plenary build`: the site into its output folder.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::Common;
use super::timings::Timings;
use crate::config::BaseUrl;
use crate::diagnostic::{self, Diagnostic, counted};
use crate::model::KINDS;
use crate::publish::{self, Target, Where};
use crate::watch::Watch;
use crate::{Site, site, source};

/// The flags of `build`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder to publish into [default: `output` of the settings, else public]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Where the site is served, in place of `base_url` of the settings
    #[arg(long, value_name = "URL", value_parser = parse_base_url)]
    base_url: Option<BaseUrl>,
    /// Write compressed forms (.gz, .br) beside the files, for servers that send them as they are
    #[arg(long)]
    precompress: bool,
    /// Say where the time goes, and the memory: by stage, by template, and the slowest files
    #[arg(long)]
    timings: bool,
}

/// Builds the site; returns the exit code.
pub fn run(arguments: &Arguments, common: &Common) -> u8 {
    let start = Instant::now();
    let Some(root) = common.find_root() else {
        return common.report(Path::new("."), &[source::no_settings()]);
    };
    let mut options = match common.options_to_publish() {
        Ok(options) => options,
        Err(code) => return code,
    };
    options.base_url.clone_from(&arguments.base_url);
    let progress = common.progress("reading");
    let timings = arguments.timings.then(|| Timings::new(&progress, start));
    let watch: &dyn Watch = timings.as_ref().map_or(&progress as &dyn Watch, |timings| timings);
    let (site, mut diagnostics) = site::load_watched(&root, &options, watch);
    let Some(site) = site else {
        drop(progress);
        return common.report(&root, &diagnostics);
    };
    let target = match target(&site, &root, arguments.output.as_deref()) {
        Ok(target) => Some(target),
        Err(fault) => {
            diagnostics.push(fault);
            diagnostic::sort(&mut diagnostics);
            None
        }
    };
    let (Some(target), false) = (target, common.forbids(&diagnostics)) else {
        drop(progress);
        return common.report(&root, &diagnostics);
    };
    let done = match publish::publish(&site, &target, arguments.precompress, watch) {
        Ok(published) => {
            diagnostics.extend(published.notes);
            Some(published.files)
        }
        Err(faults) => {
            diagnostics.extend(faults);
            None
        }
    };
    let measured = timings.map(|timings| timings.lines()).unwrap_or_default();
    drop(progress);
    options.cache.prune();
    diagnostic::sort(&mut diagnostics);
    let code = common.report(&root, &diagnostics);
    if common.verbose {
        site.left_out.iter().for_each(|path| common.say(&format!("left out by its name: {}", diagnostic::shown(path.as_str()))));
    }
    if let Some(files) = done {
        common.say(&summary(&site, files, &diagnostics, &target, start));
    }
    measured.iter().for_each(|line| common.say(line));
    // The program ends: to give back the memory of a large site piece by piece would take time, and nobody would have it.
    std::mem::forget(site);
    code
}

fn parse_base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).ok_or_else(|| "expected an absolute address that ends in /, such as https://example.org/".to_owned())
}

/// The folder to publish into, checked: that which the command line names, or else the settings.
pub(super) fn target(site: &Site, root: &Path, output: Option<&Path>) -> Result<Target, Diagnostic> {
    let home = std::env::home_dir();
    match output {
        Some(output) => {
            let absolute = std::path::absolute(output).unwrap_or_else(|_| output.to_path_buf());
            Target::check(&absolute, output, root, home.as_deref(), Where::CommandLine)
        }
        None => {
            let output = site.settings.output.as_ref().map_or("public", |output| &output.text);
            Target::check(Path::new(output), Path::new(output), root, home.as_deref(), Where::Settings).map_err(|fault| {
                match &site.settings.output {
                    Some(said) => Diagnostic { file: crate::path::SourcePath::new(source::SETTINGS), span: Some(said.span), ..fault },
                    None => fault,
                }
            })
        }
    }
}

/// One line: how many pages of which kind, what else, how long, and where.
fn summary(site: &Site, files: usize, diagnostics: &[Diagnostic], target: &Target, start: Instant) -> String {
    let pages = site.pages().count();
    let mut kinds: Vec<String> = KINDS
        .iter()
        .map(|info| (info, site.library.of_kind(info.kind).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(info, count)| counted(count, info.what.trim_start_matches("a "), &info.heading.to_lowercase()))
        .collect();
    if !site.library.recommendations.is_empty() {
        kinds.push(counted(site.library.recommendations.len(), "Recommendation", "Recommendations"));
    }
    let warnings = diagnostics.iter().filter(|diagnostic| diagnostic.level() == diagnostic::Level::Warning).count();
    let warnings = if warnings == 0 { String::new() } else { format!(", {}", counted(warnings, "warning", "warnings")) };
    let took = start.elapsed().as_secs_f64();
    let (pages, files) = (counted(pages, "page", "pages"), counted(files, "file", "files"));
    let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
    format!("{pages}{kinds}, {files}{warnings} in {took:.2} s: {}", diagnostic::shown(target.name.as_str()))
}
