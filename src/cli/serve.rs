//! `plenary serve`: a preview that follows every edit.

use std::net::{TcpListener, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::Common;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Level, counted};
use crate::path::SourcePath;
use crate::serve::{self, Guard, Said, Sink, Watch};
use crate::{report, site, source, threads};

/// The port where nothing else is said.
const PORT: u16 = 1313;
/// How often the preview looks whether it is another day.
const LOOK: Duration = Duration::from_secs(60);
/// How many of the files that changed are named.
const NAMED: usize = 3;
/// How many more ports are tried when that one is taken.
const MORE_PORTS: u16 = 20;

/// The flags of `serve`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The port to listen at [default: 1313, or the next that is free]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// The address to listen at; 0.0.0.0 shows the site to the whole network
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: String,
    /// Another name that the preview answers to, for containers and proxies
    #[arg(long, value_name = "NAME", value_parser = parse_name)]
    allow_host: Vec<String>,
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    /// Look at the files every second instead of being told of changes
    #[arg(long)]
    poll: bool,
}

/// Serves the site until it is stopped; returns the exit code if it cannot.
pub fn run(arguments: &Arguments, common: &Common) -> u8 {
    let start = Instant::now();
    let Some(root) = common.find_root() else {
        return common.report(Path::new("."), &[source::no_settings()]);
    };
    let options = match common.options() {
        Ok(options) => options,
        Err(code) => return code,
    };
    if !source::has_settings(&root) {
        return common.report(&root, &[source::no_settings()]);
    }
    if !threads::can_be_had(serve::THREADS) {
        return super::no_threads(common);
    }
    // Watched first: what is written while the site is loaded is seen.
    let watch = match Watch::start(&root, arguments.poll) {
        Ok(watch) => watch,
        Err(error) => return cannot(&format!("cannot watch {}: {error}", root.display())),
    };
    let loaded = site::open(&root, &options, None);
    let diagnostics = loaded.diagnostics();
    let Some(site) = &loaded.site else {
        return common.report(&root, &diagnostics);
    };
    let listener = match listen(arguments) {
        Ok(listener) => listener,
        Err(error) => return cannot(&error),
    };
    let Ok(address) = listener.local_addr() else { return cannot("the preview has no address") };
    common.report(&root, &diagnostics);
    let url = format!("http://{address}{}", site.settings.base_url.path());
    let pages = counted(site.pages().count(), "page", "pages");
    let took = start.elapsed().as_secs_f64();
    common.say(&format!("{url}\n{pages} loaded in {took:.2} s; every edit is shown; Ctrl-C stops the preview"));
    if arguments.open
        && let Err(error) = open::that_detached(&url)
    {
        common.say(&format!("cannot open a browser: {error}"));
    }
    let guard = Guard::new(&arguments.host, &arguments.allow_host);
    match serve::run(&root, &options, loaded, listener, guard, watch, sink(common, root.clone(), options.otherwise_today, diagnostics)) {
        Ok(()) => super::DONE,
        Err(error) => cannot(&format!("the preview has ended: {error}")),
    }
}

/// The name of a host, as browsers send it: without scheme, port or path.
fn parse_name(text: &str) -> Result<String, String> {
    let name = text.trim_end_matches('.');
    let is_number = name.parse::<std::net::IpAddr>().is_ok();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    if is_number || is_name { Ok(name.to_owned()) } else { Err("expected a name such as preview.example.org".to_owned()) }
}

fn cannot(reason: &str) -> u8 {
    report::to_stderr(&format!("error: {reason}\n"));
    super::FAULTY
}

/// Listens at the port that is asked for, or at the first that is free.
fn listen(arguments: &Arguments) -> Result<TcpListener, String> {
    let host = arguments.host.trim_start_matches('[').trim_end_matches(']');
    let first = arguments.port.unwrap_or(PORT);
    let last = if arguments.port.is_some() { first } else { first + MORE_PORTS };
    let mut reason = String::new();
    for port in first..=last {
        let address = (host, port).to_socket_addrs().map_err(|error| format!("`{host}` is no address to listen at: {error}"))?.next();
        match address.map(TcpListener::bind) {
            Some(Ok(listener)) => return Ok(listener),
            Some(Err(error)) => reason = source::reason(&error),
            None => return Err(format!("`{host}` is no address to listen at")),
        }
    }
    Err(format!("cannot listen at {host}, port {first}: {reason}"))
}

/// What the preview says, on standard error; `started` is the day that it began on, and `told` is what was told when it began.
fn sink(common: &Common, root: PathBuf, started: Date, told: Vec<Diagnostic>) -> Sink {
    let (words, clock, common) = (common.clone(), common.clone(), common.clone());
    let at = root.clone();
    let changed = Mutex::new(Instant::now());
    let known = Mutex::new(told);
    Sink {
        describe: Box::new(move |diagnostic| words.describe(&at, diagnostic)),
        forbidden: common.forbidden(),
        today: Box::new(move || clock.today.or_else(|| clock.clock().ok()).unwrap_or(started)),
        look: LOOK,
        tell: Box::new(move |said| match said {
            Said::Polling(reason) => common.say(&format!("the files are looked at every second: {reason}")),
            Said::Changed => {
                if let Ok(mut changed) = changed.lock() {
                    *changed = Instant::now();
                }
            }
            Said::Rebuilt { changed: files, pages, diagnostics } => {
                let took = changed.lock().map(|changed| changed.elapsed()).unwrap_or_default().as_secs_f64() * 1000.0;
                // What was told before and still stands is counted, and not told again with every save.
                let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
                let (old, new): (Vec<_>, Vec<_>) = diagnostics.iter().cloned().partition(|diagnostic| known.contains(diagnostic));
                common.report(&root, &new);
                *known = diagnostics.to_vec();
                let old = if old.is_empty() { String::new() } else { format!("; {} as before", counted(old.len(), "finding", "findings")) };
                let outcome = match common.forbids(diagnostics) {
                    true => errors(diagnostics),
                    false => counted(pages, "page", "pages"),
                };
                common.say(&format!("{}: {outcome} in {took:.1} ms{old}", named(files)));
            }
            Said::Failed(diagnostics) => {
                common.report(&root, diagnostics);
            }
        }),
    }
}

/// The files that changed; of many, the first ones and how many more.
fn named(files: &[SourcePath]) -> String {
    let named: Vec<&str> = files.iter().map(SourcePath::as_str).take(NAMED).collect();
    match files.len().saturating_sub(NAMED) {
        _ if files.is_empty() => "changed".to_owned(),
        0 => named.join(", "),
        more => format!("{} and {}", named.join(", "), counted(more, "more file", "more files")),
    }
}

/// What became of a site that has faults.
fn errors(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.level() == Level::Error).count();
    let faults = if errors > 0 { counted(errors, "error", "errors") } else { counted(diagnostics.len(), "warning", "warnings") };
    format!("{faults}, the last good pages are shown")
}
