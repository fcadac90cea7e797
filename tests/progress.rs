//! The line that shows how far a build is: on a terminal, and nowhere else. The terminal is one that Python makes.

mod support;

use std::process::Command;

use support::run::{Run, run};
use support::site::{PLENARY, Site};

/// Runs the program with a terminal in place of standard error and the others; what it writes to it is standard output.
fn on_terminal(site: &Site, arguments: &[&str], terminal: &str) -> Run {
    let script = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
    let mut command = Command::new("python3");
    command.args(["-c", script, PLENARY]).args(arguments).current_dir(site.root()).env("HOME", site.beside("home")).env("TERM", terminal);
    let run = run(&mut command);
    assert_eq!(run.stderr, "", "python3 is needed: apt-get install -y python3");
    run
}

/// A site of which a build takes far longer than the line waits.
fn large() -> Site {
    let site = Site::new();
    for at in 0..400 {
        let text = "Words, words, and `more` of *them*.\n\n".repeat(200);
        site.write(&format!("content/pages/p{at}.md"), format!("---\ntitle: Page {at}\n---\n{text}"));
    }
    site
}

#[test]
fn a_long_build_shows_on_a_terminal_how_far_it_is() {
    let site = large();
    let run = on_terminal(&site, &["build"], "xterm");
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    let (line, rest) = run.stdout.rsplit_once("\r\x1b[K").expect("the line is cleared at the end");
    assert!(line.contains("\r\x1b[Krendering [") && line.contains("] ") && line.contains(" of "), "{line}");
    // Then comes what a build always says, on a line of its own.
    assert!(rest.contains(" pages (400 pages), "), "{rest}");
}

#[test]
fn where_nobody_looks_nothing_is_drawn() {
    let site = large();
    for run in [
        site.build(),
        on_terminal(&site, &["build"], "dumb"),
        on_terminal(&site, &["build", "--quiet"], "xterm"),
        on_terminal(&site, &["build", "--message-format", "json"], "xterm"),
    ] {
        assert_eq!(run.code, Some(0));
        let said = run.stdout + &run.stderr;
        assert!(!said.contains('\x1b') && !said.contains("rendering"), "{said}");
    }
}
