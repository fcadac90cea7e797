//! The command line: one file a command. It asks the clock and the environment, so that nothing else does.
#![allow(clippy::disallowed_methods, reason = "cli alone asks the clock and the environment")]

mod agenda;
mod build;
mod check;
mod completions;
#[cfg(feature = "deploy")]
mod deploy;
mod explain;
mod fault;
mod init;
mod new;
mod refs;
mod rename;
mod schema;
mod serve;
mod timings;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::cache::Cache;
use crate::date::Date;
use crate::diagnostic::{self, Diagnostic, Level};
use crate::path::SourcePath;
use crate::report::{Format, Progress, Reporter};
use crate::site::{Drafts, Options};
use crate::theme::{self, Naming};
use crate::{config, report, source};

/// Done; warnings are allowed.
const DONE: u8 = 0;
/// The content, theme or settings have errors, or the site could not be written.
const FAULTY: u8 = 1;
/// The command line is wrong.
const USAGE: u8 = 2;

/// The most threads: each looks for work at all others, which takes a time that grows with the square.
pub const MOST_JOBS: u16 = 256;

/// Makes a website of the records of focus groups: homepages, circulars, reports, and a page for every study group with
/// all that concerns it.
#[derive(Debug, Parser)]
#[command(name = "plenary", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a site: settings, a home page and a group to report to
    Init(init::Arguments),
    /// Begin a record, with every key of its kind
    New(new::Arguments),
    /// Make the site
    Build(build::Arguments),
    /// Bring the built site to where it is served
    #[cfg(feature = "deploy")]
    Deploy(deploy::Arguments),
    /// Preview the site: every edit is shown at once
    Serve(serve::Arguments),
    /// Check the site: all that a build checks, the procedure rules and the state of the content; write nothing
    Check(check::Arguments),
    /// List what staff must do, by date
    Agenda(agenda::Arguments),
    /// Describe what one writes, for editors: a JSON Schema
    Schema(schema::Arguments),
    /// Say what a diagnostic means, with cause, example and repair
    Explain(explain::Arguments),
    /// Give a record another id, with every reference to it and an alias
    Rename(rename::Arguments),
    /// List every designation found in texts
    Refs(refs::Arguments),
    /// Write a script that completes commands in a shell
    Completions(completions::Arguments),
}

/// The flags of every command.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Common options")]
struct Common {
    /// The folder of the site [default: the nearest folder upward with plenary.yaml]
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Say errors only
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more: which files were left out
    #[arg(long, short, global = true)]
    verbose: bool,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// How errors, warnings and notes are written
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    message_format: Format,
    /// Treat warnings as errors
    #[arg(long, global = true, value_name = "LEVEL")]
    deny: Option<Deny>,
    /// Include drafts
    #[arg(long, global = true)]
    drafts: bool,
    /// The day that states and 'upcoming' are measured against
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    today: Option<Date>,
    /// How many threads to use, up to 256 [default: one for each processor]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=i64::from(MOST_JOBS)))]
    jobs: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings
    Warnings,
}

/// Runs the program.
pub fn run() -> ExitCode {
    fault::tell_panics();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(said) => return answer(&said),
    };
    // What is published has the same modes whatever the user's own mask.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o022));
    // Only the first call in a process can do this, and this is the first.
    let processors = || std::thread::available_parallelism().map_or(1, usize::from).min(usize::from(MOST_JOBS));
    let threads = rayon::ThreadPoolBuilder::new().num_threads(arguments.common.jobs.map_or_else(processors, usize::from));
    if threads.build_global().is_err() {
        return ExitCode::from(no_threads(&arguments.common));
    }
    let code = match &arguments.command {
        Command::Init(own) => init::run(own, &arguments.common),
        Command::New(own) => new::run(own, &arguments.common),
        Command::Build(own) => build::run(own, &arguments.common),
        #[cfg(feature = "deploy")]
        Command::Deploy(own) => deploy::run(own, &arguments.common),
        Command::Serve(own) => serve::run(own, &arguments.common),
        Command::Check(own) => check::run(own, &arguments.common),
        Command::Agenda(own) => agenda::run(own, &arguments.common),
        Command::Schema(own) => schema::run(own),
        Command::Completions(own) => completions::run(own),
        Command::Explain(own) => explain::run(own),
        Command::Rename(own) => rename::run(own, &arguments.common),
        Command::Refs(own) => refs::run(own, &arguments.common),
    };
    ExitCode::from(code)
}

/// Says what the command line itself was answered with: what is wrong in it, or, as an answer, the help or the version.
fn answer(said: &clap::Error) -> ExitCode {
    let code = said.exit_code();
    match said.print() {
        Err(error) if code == i32::from(DONE) => ExitCode::from(kept(Err(error))),
        _ => ExitCode::from(code as u8),
    }
}

/// Writes what a command was asked for to standard output; returns the exit code.
fn print(text: &str) -> u8 {
    kept(report::to_stdout(text))
}

/// The exit code of an answer that was written so. That nobody reads it any more is no fault; that it cannot be kept, as on a
/// full disk, is one.
fn kept(written: std::io::Result<()>) -> u8 {
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            report::to_stderr(&format!("error: cannot write to standard output: {}\n", source::reason(&error)));
            FAULTY
        }
        _ => DONE,
    }
}

/// Says that there are no threads to work with.
fn no_threads(common: &Common) -> u8 {
    let hint = if common.jobs == Some(1) { "" } else { "; say `--jobs 1`" };
    report::to_stderr(&format!("error: the system starts no more threads{hint}\n"));
    FAULTY
}

fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "expected a date such as 2020-01-15".to_owned())
}

impl Common {
    /// The root of the site, if there is one.
    fn find_root(&self) -> Option<PathBuf> {
        match &self.root {
            Some(root) => Some(root.clone()),
            None => source::find_root(&std::env::current_dir().ok()?),
        }
    }

    /// How a site is loaded to be published, or to be checked whether it can be: its pictures have their forms.
    fn options_to_publish(&self) -> Result<Options, u8> {
        Ok(Options { naming: Naming::Fingerprints, ..self.options()? })
    }

    /// How a site is loaded.
    fn options(&self) -> Result<Options, u8> {
        Ok(Options {
            drafts: if self.drafts { Drafts::Include } else { Drafts::Leave },
            today: self.today,
            // Asked only where nothing was said, so that a clock that cannot be read is no fault of anybody else.
            otherwise_today: match self.today {
                Some(today) => today,
                None => self.clock()?,
            },
            base_url: None,
            naming: Naming::Plain,
            cache: Cache::within(self.cache_folder()),
        })
    }

    /// The day of SOURCE_DATE_EPOCH, or else of the clock, in UTC.
    fn clock(&self) -> Result<Date, u8> {
        let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
            Ok(text) => text.parse().ok().and_then(Date::from_unix),
            Err(_) => {
                let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
                Date::from_unix(now.as_secs() as i64)
            }
        };
        seconds.ok_or_else(|| {
            report::to_stderr("error: SOURCE_DATE_EPOCH is not the seconds from 1970 to a day of the years 1000 to 9999\n");
            USAGE
        })
    }

    /// Tells diagnostics of the site at `root`; returns the exit code that they ask for.
    fn report(&self, root: &Path, diagnostics: &[Diagnostic]) -> u8 {
        self.with_reporter(root, |reporter| reporter.report(diagnostics));
        if self.forbids(diagnostics) { FAULTY } else { DONE }
    }

    /// Tells what `check` found: to people on standard error, to machines on standard output.
    fn report_findings(&self, root: &Path, diagnostics: &[Diagnostic]) -> u8 {
        let mut printed = DONE;
        self.with_reporter(root, |reporter| match self.message_format {
            Format::Human => reporter.report(diagnostics),
            Format::Json | Format::Github | Format::Sarif => printed = print(&reporter.render(diagnostics)),
        });
        if self.forbids(diagnostics) { FAULTY } else { printed }
    }

    /// Whether with these diagnostics nothing may be published: an error, or a warning that is denied.
    fn forbids(&self, diagnostics: &[Diagnostic]) -> bool {
        diagnostic::any_from(diagnostics, self.forbidden())
    }

    /// The level from which on nothing may be published.
    fn forbidden(&self) -> Level {
        if self.deny == Some(Deny::Warnings) { Level::Warning } else { Level::Error }
    }

    /// A diagnostic in the words of people, without colours.
    fn describe(&self, root: &Path, diagnostic: &Diagnostic) -> String {
        let plain = Self { message_format: Format::Human, color: Color::Never, quiet: false, ..self.clone() };
        let mut words = String::new();
        plain.with_reporter(root, |reporter| words = reporter.render(std::slice::from_ref(diagnostic)));
        words
    }

    /// Says a line about what was done.
    fn say(&self, line: &str) {
        self.with_reporter(Path::new(""), |reporter| reporter.say(line));
    }

    fn with_reporter(&self, root: &Path, act: impl FnOnce(&Reporter<'_>)) {
        // Read again, only where something is wrong: the texts of a large site are not kept for it.
        let text_of = |path: &SourcePath| {
            let text = source::read_for_excerpt(root, path).or_else(|| theme::embedded_text(path).map(str::to_owned))?;
            Some(if path.as_str() == source::SETTINGS { config::masked(&text) } else { text })
        };
        let least = match (self.quiet, self.deny) {
            (false, _) => Level::Note,
            (true, None) => Level::Error,
            (true, Some(Deny::Warnings)) => Level::Warning,
        };
        act(&Reporter { format: self.message_format, color: self.use_color(), least, quiet: self.quiet, text_of: &text_of });
    }

    /// The folder of plenary's in the user's cache folder, where the environment says one.
    fn cache_folder(&self) -> Option<PathBuf> {
        // A path that is not absolute must be ignored (XDG Base Directory Specification).
        let said = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
        let folder = said.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
        Some(folder?.join("plenary"))
    }

    /// The seconds of the clock since 1970, whatever day the site has.
    #[cfg(feature = "external")]
    fn seconds(&self) -> i64 {
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_secs() as i64
    }

    /// Shows people how far long work is.
    fn progress(&self, name: &'static str) -> Progress {
        let is_dumb = std::env::var_os("TERM").is_none_or(|terminal| terminal == "dumb");
        Progress::on_terminal(name, !self.quiet && self.message_format == Format::Human && !is_dumb)
    }

    fn use_color(&self) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never,
        }
    }
}
