//! `plenary deploy`: the built site to where it is served.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::{Common, DONE, FAULTY, print};
use crate::config::{S3, Settings};
use crate::deploy::{Built, Changes, Credentials, Folder, Patience, Storage, Upload};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::fields::value::Prose;
use crate::path::{OutputPath, SourcePath};
use crate::publish::{Target, Where};
use crate::report::{Format, Progress};
use crate::{deploy, diagnostic, source};

/// The flags of `deploy`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Only say what would change
    #[arg(long)]
    dry_run: bool,
    /// The folder of the built site [default: `output` of the settings, else public]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// A folder of the target to deploy into, for the preview of a change
    #[arg(long, value_name = "PATH", value_parser = parse_below)]
    below: Option<OutputPath>,
    /// End after so long, done or not; the next deployment does the rest
    #[arg(long, value_name = "SECONDS", default_value = "3600", value_parser = clap::value_parser!(u32).range(1..))]
    time_limit: u32,
}

fn parse_below(text: &str) -> Result<OutputPath, String> {
    OutputPath::new(text.trim_end_matches('/')).map_err(|why| format!("expected a folder such as preview/12: {why}"))
}

/// What became of it, or would.
struct Done {
    changes: Changes,
    lines: Vec<String>,
    notes: Vec<Diagnostic>,
}

/// Deploys the built site; returns the exit code.
pub fn run(arguments: &Arguments, common: &Common) -> u8 {
    let start = Instant::now();
    let Some(root) = common.find_root() else {
        return common.report(Path::new("."), &[source::no_settings()]);
    };
    let (settings, mut diagnostics) = match settings(&root) {
        Ok(read) => read,
        Err(fault) => return common.report(&root, &[fault]),
    };
    if common.forbids(&diagnostics) {
        return common.report(&root, &diagnostics);
    }
    let progress = common.progress("reading");
    let built = match built(&settings, &root, arguments) {
        Ok((built, doubts)) => {
            diagnostics.extend(doubts);
            built
        }
        Err(fault) => {
            diagnostics.push(fault);
            drop(progress);
            return common.report(&root, &diagnostics);
        }
    };
    if common.forbids(&diagnostics) {
        drop(progress);
        return common.report(&root, &diagnostics);
    }
    let (name, done) = match settings.deploy.as_ref().map(|deploy| (&deploy.folder, &deploy.s3)) {
        Some((Some(folder), _)) => (shown(&folder_of(folder, arguments)), to_folder(&built, folder, &root, arguments, common, &progress)),
        Some((None, Some(s3))) => {
            (format!("s3://{}/{}", s3.bucket.text, prefix_of(s3, arguments)), to_s3(&built, s3, arguments, common, &progress))
        }
        _ => {
            let settings = SourcePath::new(source::SETTINGS);
            let fault = Diagnostic::of_file(Code::NotDeployed, &settings, "the settings do not say where the site goes");
            (String::new(), Err(vec![fault.help("write `deploy: {folder: …}`, or `deploy: {s3: {bucket: …}}`")]))
        }
    };
    drop(progress);
    let done = match done {
        Ok(done) => {
            diagnostics.extend(done.notes.iter().cloned());
            Some(done)
        }
        Err(faults) => {
            diagnostics.extend(faults);
            None
        }
    };
    diagnostic::sort(&mut diagnostics);
    common.report(&root, &diagnostics);
    let Some(done) = done else { return FAULTY };
    let printed = if done.lines.is_empty() { DONE } else { print(&(done.lines.join("\n") + "\n")) };
    let words = done.changes.words();
    match arguments.dry_run {
        true => common.say(&format!("{name} would have: {words}")),
        false => common.say(&format!("{name} has: {words}, in {:.2} s", start.elapsed().as_secs_f64())),
    }
    printed
}

/// The settings, of which the content is not needed.
fn settings(root: &Path) -> Result<(Settings, Vec<Diagnostic>), Diagnostic> {
    if !source::has_settings(root) {
        return Err(source::no_settings());
    }
    let (settings, diagnostics) = Settings::read(&source::read_text(root, source::SETTINGS)?);
    // What a build has to say of the settings, it said.
    let told = diagnostics.into_iter().filter(|diagnostic| diagnostic.level() == diagnostic::Level::Error).collect();
    Ok((settings, told))
}

/// The built site, and doubts whether it is the one that is meant.
fn built(settings: &Settings, root: &Path, arguments: &Arguments) -> Result<(Built, Vec<Diagnostic>), Diagnostic> {
    let said = settings.output.as_ref().map_or("public", |output| &output.text);
    let built = match &arguments.output {
        Some(output) => Built::read(output, output)?,
        None => Built::read(&root.join(said), Path::new(said))?,
    };
    let mut doubts = Vec::new();
    let help = "build first, and then deploy";
    if let Some(source) = source::newer_than(root, settings.files(), built.time) {
        let message = "this was changed after the site was built";
        doubts.push(Diagnostic::of_file(Code::StaleSite, &source, message).help(help));
    }
    let served = arguments.below.as_ref().map_or_else(String::new, |below| format!("{}/", below.as_str()));
    let served = settings.base_url.address(&served);
    // The links of a preview are relative: it works wherever it is.
    if let Some(address) = built.base_url().filter(|address| *address != served && arguments.below.is_none()) {
        let message = format!("the site was built for `{}`, and is served at `{served}`", shown(&address));
        doubts.push(Diagnostic::of_file(Code::StaleSite, &built.name, message).help(help));
    }
    Ok((built, doubts))
}

/// The folder that is deployed into, as messages call it.
fn folder_of(folder: &Prose, arguments: &Arguments) -> String {
    let below = arguments.below.as_ref().map(|below| format!("/{}", below.as_str()));
    format!("{}{}", folder.text.trim_end_matches('/'), below.unwrap_or_default())
}

/// What stands before the path of every file in the bucket.
fn prefix_of(s3: &S3, arguments: &Arguments) -> String {
    let below = arguments.below.as_ref().map(|below| format!("{}/", below.as_str()));
    format!("{}{}", s3.prefix(), below.unwrap_or_default())
}

fn to_folder(
    built: &Built,
    folder: &Prose,
    root: &Path,
    arguments: &Arguments,
    common: &Common,
    progress: &Progress,
) -> Result<Done, Vec<Diagnostic>> {
    let home = std::env::home_dir();
    let name = folder_of(folder, arguments);
    let absolute = std::path::absolute(root.join(&name)).unwrap_or_else(|_| root.join(&name));
    let at_key = |fault: Diagnostic| vec![Diagnostic { file: SourcePath::new(source::SETTINGS), span: Some(folder.span), ..fault }];
    let target = Target::check(&absolute, Path::new(&name), root, home.as_deref(), Where::CommandLine).map_err(at_key)?;
    if built.folder.canonicalize().is_ok_and(|built| built.starts_with(&target.output) || target.output.starts_with(built)) {
        let settings = SourcePath::new(source::SETTINGS);
        let fault = Diagnostic::new(Code::RefusedOutput, &settings, folder.span, "the site is built in this folder, or around it");
        return Err(vec![fault.help("name the folder that is served, or build straight into it with `output:`")]);
    }
    let plan = Folder::plan(built, &target);
    let lines = lines(&plan.list(), arguments, common);
    let mut notes = Vec::new();
    if !arguments.dry_run && !plan.changes.is_empty() {
        notes = plan.carry_out(progress)?.notes;
    }
    Ok(Done { changes: plan.changes, lines, notes })
}

fn to_s3(built: &Built, s3: &S3, arguments: &Arguments, common: &Common, progress: &Progress) -> Result<Done, Vec<Diagnostic>> {
    let settings = SourcePath::new(source::SETTINGS);
    let fault = |message: String, help: &str| vec![Diagnostic::new(Code::NotDeployed, &settings, s3.bucket.span, message).help(help)];
    let named = |name: &str| std::env::var(name).ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let (Some(key), Some(secret)) = (named("AWS_ACCESS_KEY_ID"), named("AWS_SECRET_ACCESS_KEY")) else {
        let message = "the environment does not say who may write to this bucket".to_owned();
        return Err(fault(message, "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_SESSION_TOKEN where there is one"));
    };
    let credentials = match named("AWS_SESSION_TOKEN") {
        Some(token) => Credentials::new_with_token(key, secret, token),
        None => Credentials::new(key, secret),
    };
    let now = || common.seconds();
    let patience = Patience { now: &now, end: now() + i64::from(arguments.time_limit) };
    let storage = Storage::new(s3, prefix_of(s3, arguments), credentials, patience)
        .map_err(|why| fault(format!("this is no address of storage: {why}"), "mend `endpoint` or `bucket`"))?;
    progress.phase("asking", 0);
    let upload = Upload::plan(built, &storage, s3.bucket.span)?;
    let lines = lines(&upload.list(), arguments, common);
    let changes = upload.changes.clone();
    if !arguments.dry_run {
        progress.phase("sending", changes.new.len() + changes.changed.len() + changes.removed.len());
        upload.carry_out(&|| progress.step()).map_err(|fault| vec![fault])?;
    }
    Ok(Done { changes, lines, notes: Vec::new() })
}

/// What a dry run lists, and others where all is to be said.
fn lines(changes: &[(&'static str, &str)], arguments: &Arguments, common: &Common) -> Vec<String> {
    let line = |(change, path): &(&'static str, &str)| match common.message_format {
        Format::Json => deploy::json(change, path),
        Format::Human | Format::Github | Format::Sarif => format!("{change} {path}"),
    };
    if arguments.dry_run || common.verbose { changes.iter().map(line).collect() } else { Vec::new() }
}
