//! Case files: a line that says what is shown, then sections `-- name --`. Those named by a path make the site's files
//! (see [`super::layout`]); `command` is the command that is run, `build` where there is none; `args` are its further
//! arguments, one a line; `stdout` (nothing where absent), `stderr`, `exit` and `files` are what is expected.
//!
//! A case that expects no `files` expects that the whole site is left as it was, the published one included.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use super::difference;
use super::layout::Item;
use super::run::Run;
use super::site::{PLENARY, SETTINGS, Site};
use super::tree::{Tree, without_fingerprint};

/// The user that an unreadable file is unreadable for, where the tests run as root: nobody.
const ORDINARY_USER: u32 = 65534;
/// What is published before each case, unless the case says something else of `public/`.
const OLD_SITE: [(&str, &str); 2] = [(".plenary-manifest", "made by plenary\nindex.html\n"), ("index.html", "the site as it was\n")];

/// The sections that are no files of the site.
const OWN: [&str; 6] = ["command", "args", "stdout", "stderr", "exit", "files"];
/// Those of them that say what is expected.
const EXPECTED: [&str; 4] = ["stdout", "stderr", "exit", "files"];

/// A case, as its file has it.
pub struct Case {
    title: String,
    sections: Vec<(String, String)>,
}

/// What a case expects or what came.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    stdout: String,
    stderr: String,
    exit: String,
    /// The published files, where the build was done.
    files: Option<String>,
}

impl Case {
    /// Reads a case file.
    pub fn parse(text: &str) -> Self {
        let (title, rest) = text.split_once('\n').expect("a case begins with a line that says what it shows");
        let mut sections: Vec<(String, String)> = Vec::new();
        for line in rest.split_inclusive('\n') {
            match line.trim_end().strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
                Some(name) => sections.push((name.to_owned(), String::new())),
                None => sections.last_mut().expect("a section begins with `-- name --`").1.push_str(line),
            }
        }
        Self { title: title.to_owned(), sections }
    }

    /// Builds the case's site; the error says how what came differs from what the case expects.
    pub fn check(&self) -> Result<(), String> {
        let (outcome, harm) = self.build();
        let expected = self.expected();
        let mut faults = harm;
        for (name, wanted, got) in [
            ("stdout", &expected.stdout, &outcome.stdout),
            ("stderr", &expected.stderr, &outcome.stderr),
            ("exit", &expected.exit, &outcome.exit),
            ("files", &expected.files.unwrap_or_default(), &outcome.files.unwrap_or_default()),
        ] {
            faults.extend(difference::of(wanted, got).map(|difference| format!("{name}:\n{difference}")));
        }
        if faults.is_empty() { Ok(()) } else { Err(format!("{}\n{}", self.title, faults.join("\n"))) }
    }

    /// The case with what came in the place of what it expected.
    pub fn accepted(&self) -> String {
        let (outcome, _) = self.build();
        let mut out = format!("{}\n", self.title);
        let mut section = |name: &str, text: &str| out.push_str(&format!("-- {name} --\n{text}"));
        for (name, text) in self.sections.iter().filter(|(name, _)| !EXPECTED.contains(&name.as_str())) {
            section(name, text);
        }
        if !outcome.stdout.is_empty() {
            section("stdout", &outcome.stdout);
        }
        section("stderr", &outcome.stderr);
        section("exit", &outcome.exit);
        outcome.files.iter().for_each(|files| section("files", files));
        out
    }

    /// How `check` of the case's site differs from what the case expects of a build: in the exit code, in the errors, or
    /// because it writes something. `None` where it does not, or where the case says which output a build has: a check has
    /// none.
    pub fn disagreement_of_check(&self) -> Option<String> {
        let is_build = self.section("command").is_none_or(|command| command.trim() == "build");
        let arguments = self.section("args").unwrap_or_default();
        if !is_build || arguments.contains("--output") || arguments.contains("json") {
            return None;
        }
        let site = Site::empty();
        let items: Vec<Item<'_>> =
            self.sections.iter().filter(|(name, _)| !OWN.contains(&name.as_str())).map(|(name, text)| Item::new(name, text)).collect();
        lay_out(&site, &items);
        let before = Tree::of(&site.root());
        let run = run(&site, &items, "check", arguments);
        let harm = before.difference(&Tree::of(&site.root()));
        items.iter().for_each(|item| item.open(&site.root()));
        let exit = run.code.map_or("a signal\n".to_owned(), |code| format!("{code}\n"));
        let expected = self.expected();
        if exit != expected.exit {
            return Some(format!("a build ends with {}, and a check with {exit}{}", expected.exit.trim(), run.stderr));
        }
        if !harm.is_empty() {
            return Some(format!("a check changes {harm:?}"));
        }
        difference::of(&errors(&expected.stderr), &errors(&run.stderr))
    }

    fn expected(&self) -> Outcome {
        let of = |name: &str| self.section(name).map(str::to_owned);
        let text = |name: &str| of(name).unwrap_or_default();
        Outcome { stdout: text("stdout"), stderr: text("stderr"), exit: text("exit"), files: of("files") }
    }

    fn section(&self, name: &str) -> Option<&str> {
        self.sections.iter().find(|(other, _)| other == name).map(|(_, text)| text.as_str())
    }

    /// What came, and what a failing build did to the site all the same.
    fn build(&self) -> (Outcome, Vec<String>) {
        let site = Site::empty();
        let items: Vec<Item<'_>> =
            self.sections.iter().filter(|(name, _)| !OWN.contains(&name.as_str())).map(|(name, text)| Item::new(name, text)).collect();
        lay_out(&site, &items);
        let before = site.tree();
        let command = self.section("command").map_or("build", str::trim);
        let run = run(&site, &items, command, self.section("args").unwrap_or_default());
        let mut harm = Vec::new();
        let exit = run.code.map_or("a signal\n".to_owned(), |code| format!("{code}\n"));
        let mut outcome = Outcome { stdout: run.stdout, stderr: run.stderr, exit, files: None };
        let has_built = run.code == Some(0) && command == "build";
        if has_built {
            outcome.files = Some(published(&site));
        } else {
            harm.extend(before.difference(&site.tree()));
        }
        // A build that has replaced a site keeps that one, to stage the next over it.
        let is_spare = |path: &str| has_built && path.split('/').next().is_some_and(|first| first.ends_with(".staging"));
        let left = Tree::of(&site.path(".plenary")).without("public.lock");
        let left: Vec<_> = left.paths().into_iter().filter(|path| !is_spare(path)).map(str::to_owned).collect();
        harm.extend(left.into_iter().map(|path| format!(".plenary/{path}: left behind")));
        items.iter().for_each(|item| item.open(&site.root()));
        (outcome, harm)
    }
}

fn lay_out(site: &Site, items: &[Item<'_>]) {
    if !items.iter().any(|item| item.path() == "plenary.yaml") {
        site.write("plenary.yaml", SETTINGS);
    }
    if !items.iter().any(|item| item.path().starts_with("public")) {
        OLD_SITE.iter().for_each(|(path, text)| site.write(&format!("public/{path}"), text));
    }
    items.iter().for_each(|item| item.lay_out(&site.root()));
    items.iter().for_each(|item| item.close(&site.root()));
}

fn run(site: &Site, items: &[Item<'_>], command: &str, further: &str) -> Run {
    let mut arguments = vec![command, "--color", "never"];
    arguments.extend(further.lines());
    let mut command = match items.iter().any(Item::is_closed) && rustix::process::geteuid().is_root() {
        true => as_ordinary_user(site, &arguments),
        false => site.plenary(&arguments),
    };
    site.run_command(&mut command)
}

/// Root may read everything. Where the program lies, an ordinary user may not: it is copied.
fn as_ordinary_user(site: &Site, arguments: &[&str]) -> Command {
    let program = site.beside("plenary");
    fs::copy(PLENARY, &program).expect("the program can be copied");
    let mut command = site.program(&program, arguments);
    command.uid(ORDINARY_USER).gid(ORDINARY_USER);
    command
}

/// What is published, one path a line, without the static files of the theme inside the program: no case is about them.
fn published(site: &Site) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/static");
    let theme = Tree::of(&folder);
    let theme: Vec<String> = theme.files().into_iter().map(|file| format!("theme/{file}")).collect();
    let tree = site.public();
    let mut published: Vec<String> = tree.files().into_iter().map(without_fingerprint).collect();
    published.sort();
    let (of_theme, files): (Vec<String>, Vec<String>) = published.into_iter().partition(|file| theme.contains(file));
    assert_eq!(of_theme, theme, "the static files of the theme are published");
    files.iter().map(|file| format!("{file}\n")).collect()
}

/// The errors of what was said, without warnings, notes and what was done.
fn errors(said: &str) -> String {
    // Each diagnostic ends with an empty line.
    said.split_inclusive("\n\n").filter(|block| block.starts_with("error[")).collect()
}
