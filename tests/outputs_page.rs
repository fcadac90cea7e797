//! The examples of `docs/outputs.md` are what a shell says in the folder of this repository after `plenary build`.
//!
//! In an indented block each line that begins with `$ ` is a command, and the lines after it are its answer; `…` stands for
//! more lines, and no line for an answer that is not shown. `PLENARY_ACCEPT=1 cargo test --test outputs_page` writes the
//! answers that came into the page; read them before you keep them.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::difference;
use support::site::PLENARY;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/outputs.md");
const INDENT: &str = "    ";

#[test]
fn every_example_of_an_output_is_what_a_build_makes() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    // A site is no place for links out of it: what the commands need is copied.
    let root = env!("CARGO_MANIFEST_DIR");
    say(
        folder.path(),
        &format!("cp -r '{root}/content' '{root}/plenary.yaml' . && mkdir tests && cp -r '{root}/tests/hostile' tests/ && pwd"),
    );
    say(folder.path(), "plenary build --quiet");
    let page = fs::read_to_string(PAGE).expect("the page can be read");
    let (mut out, mut commands) = (String::new(), 0);
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(command) = line.strip_prefix("    $ ") else { continue };
        let mut shown = Vec::new();
        while let Some(answer) = lines.next_if(|line| line.starts_with(INDENT) && !line.starts_with("    $ ")) {
            shown.push(answer);
        }
        // What is elsewhere is asked for by nobody here.
        let said: Vec<String> = match command.contains("https:") {
            true => shown.iter().map(|line| line[INDENT.len()..].to_owned()).collect(),
            false => say(folder.path(), command).lines().map(str::to_owned).collect(),
        };
        commands += 1;
        let is_cut = shown.last().is_some_and(|line| line.trim() == "…");
        let count = if is_cut {
            shown.len() - 1
        } else if shown.is_empty() {
            0
        } else {
            said.len()
        };
        let end = is_cut.then(|| "…".to_owned());
        for line in said.into_iter().take(count).chain(end) {
            out.push_str(format!("{INDENT}{line}").trim_end());
            out.push('\n');
        }
    }
    assert!(commands > 15, "{commands} examples");
    if std::env::var_os("PLENARY_ACCEPT").is_some() {
        fs::write(PAGE, &out).expect("the page can be written");
    } else if let Some(difference) = difference::of(&out, &page) {
        panic!("an example says something else: PLENARY_ACCEPT=1 cargo test --test outputs_page\n{difference}");
    }
}

/// What a command says; one that fails, or says nothing where something is wanted, is none.
fn say(folder: &Path, command: &str) -> String {
    let bin = Path::new(PLENARY).parent().expect("it lies in a folder");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(folder).env("PATH", path).env("HOME", folder).env("LC_ALL", "C.UTF-8");
    let done = shell.output().expect("there is a shell");
    assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(!said.is_empty() || command.starts_with("plenary build"), "{command} says nothing");
    said
}
