//! The command line: exit codes, flags, and what is said on which stream. What is told of wrong content is shown by
//! `tests/cases/`.

mod support;

use std::process::Command;

use scraper::{Html, Selector};
use support::run::{self, Run};
use support::site::{PLENARY, SETTINGS, Site};

/// What is told where there is no site.
const NO_SETTINGS: &str = "error[unreadable]: there is no `plenary.yaml`\n--> plenary.yaml\n = help: go to the folder of a site or below \
                           it, name it with --root, or begin one with `plenary init`\n\n";

/// A study group, and a focus group with a whole life behind it.
fn groups() -> Site {
    Site::new().file("content/study-groups/sg17.md", "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\n").file(
        "content/groups/fg-xx/index.md",
        "---\ntitle: Focus Group on examples\nacronym: FG-XX\nparent: SG17\nestablished: 2020-01-15\nlifetime: P1Y\n\
         meetings: [{id: 1, start: 2020-03-10}]\nextensions: [{until: 2021-06-30}]\nconcluded: 2022-01-31\n---\n",
    )
}

/// A page with one warning and one error.
fn faulty() -> Site {
    Site::new().file("content/pages/about.md", "---\ntitle: About\n---\n<hr>\n\n[[FG-ZZ]]\n")
}

/// The state that the page of `groups()` shows.
fn state(site: &Site) -> String {
    let page = site.public().text("groups/fg-xx/index.html").expect("the group has a page");
    let states = Selector::parse("main .state").expect("it is a selector");
    Html::parse_document(&page).select(&states).next().expect("the group has a state").text().collect()
}

/// How many files a build of `site` says that it made.
fn files(site: &Site) -> usize {
    site.public().text(".plenary-manifest").map_or(0, |list| list.lines().count() - 1)
}

fn with(mut command: Command, variables: &[(&str, &str)]) -> Command {
    command.envs(variables.iter().copied());
    command
}

fn assert_said(run: &Run, code: i32, stdout: &str, stderr: &str) {
    assert_eq!((run.stderr.as_str(), run.stdout.as_str(), run.code), (stderr, stdout, Some(code)));
}

#[test]
fn a_build_says_what_it_made_in_one_line() {
    let site = groups();
    let run = site.build();
    assert_said(&run, 0, "", &format!("14 pages (1 focus group, 1 study group), {} files in 0.00 s: public\n", files(&site)));
    site.write("content/pages/about.md", "---\ntitle: About\n---\n");
    site.write("content/pages/help.md", "---\ntitle: Help\n---\n");
    site.write("content/catalogue/recommendations.yaml", "- {id: Y.4484, title: Framework of examples, study_group: SG17}\n");
    let run = site.build();
    let kinds = "1 focus group, 1 study group, 2 pages, 1 Recommendation";
    assert_said(&run, 0, "", &format!("17 pages ({kinds}), {} files in 0.00 s: public\n", files(&site)));
}

#[test]
fn an_empty_site_is_built() {
    let site = Site::new();
    let run = site.build();
    assert_said(&run, 0, "", &format!("12 pages, {} files in 0.00 s: public\n", files(&site)));
}

#[test]
fn a_quiet_build_says_nothing_of_success_and_all_of_failure() {
    let site =
        groups().file("content/pages/about.md", "---\ntitle: About\n---\n<hr>\n").file("public/.plenary-manifest", "made by plenary\n");
    site.write("public/CNAME", "fg.example.org\n");
    for quiet in ["--quiet", "-q"] {
        assert_said(&site.run(&["build", quiet]), 0, "", "");
    }
    let told = "error[unknown-designation]: `FG-ZZ` does not name a record\n --> content/pages/about.md:6:1\n  |\n6 | [[FG-ZZ]]\n  | ^^^^^^^^^\n\n";
    assert_said(&faulty().run(&["build", "--color", "never", "--quiet"]), 1, "", told);
}

#[test]
fn a_verbose_build_says_what_it_left_out() {
    let site = Site::new().file("content/.notes", "Notes.\n").file("content/pages/about.md~", "Notes.\n");
    let run = site.run(&["build", "--color", "never", "--verbose"]);
    let left_out = "left out by its name: content/.notes\nleft out by its name: content/pages/about.md~\n";
    assert_said(&run, 0, "", &format!("{left_out}12 pages, {} files in 0.00 s: public\n", files(&site)));
}

#[test]
fn the_version_is_that_of_the_crate() {
    for flag in ["--version", "-V"] {
        assert_said(&Site::empty().run(&[flag]), 0, concat!("plenary ", env!("CARGO_PKG_VERSION"), "\n"), "");
    }
}

#[test]
fn a_wrong_command_line_is_2() {
    let site = groups();
    let before = site.tree();
    let tip = "For more information, try '--help'.\n";
    for (arguments, told) in [
        (["build", "--wrong"], "error: unexpected argument '--wrong' found\n\nUsage: plenary build [OPTIONS]\n\n"),
        (["build", "content"], "error: unexpected argument 'content' found\n\nUsage: plenary build [OPTIONS]\n\n"),
        (["build", "--jobs=0"], "error: invalid value '0' for '--jobs <N>': 0 is not in 1..=256\n\n"),
        (
            ["build", "--today=2020-02-30"],
            "error: invalid value '2020-02-30' for '--today <YYYY-MM-DD>': expected a date such as 2020-01-15\n\n",
        ),
        (
            ["build", "--base-url=example.org"],
            "error: invalid value 'example.org' for '--base-url <URL>': expected an absolute address that ends in /, such as https://example.org/\n\n",
        ),
        (["build", "--deny=errors"], "error: invalid value 'errors' for '--deny <LEVEL>'\n  [possible values: warnings]\n\n"),
        (
            ["build", "--color=sometimes"],
            "error: invalid value 'sometimes' for '--color <WHEN>'\n  [possible values: auto, always, never]\n\n",
        ),
        (["build", "-qv"], "error: the argument '--quiet' cannot be used with '--verbose'\n\nUsage: plenary build --quiet\n\n"),
        (
            ["bild", "--quiet"],
            "error: unrecognized subcommand 'bild'\n\n  tip: a similar subcommand exists: 'build'\n\nUsage: plenary [OPTIONS] <COMMAND>\n\n",
        ),
    ] {
        assert_said(&site.run(&arguments), 2, "", &format!("{told}{tip}"));
    }
    let help = site.run(&["-h"]);
    assert_said(&site.run(&[]), 2, "", &help.stdout);
    assert_eq!(before.difference(&site.tree()), Vec::<String>::new());
}

#[test]
fn a_clock_that_is_no_number_is_2() {
    let site = Site::new();
    let run = site.run_command(&mut with(site.plenary(&["build"]), &[("SOURCE_DATE_EPOCH", "yesterday")]));
    assert_said(&run, 2, "", "error: SOURCE_DATE_EPOCH is not the seconds from 1970 to a day of the years 1000 to 9999\n");
}

#[test]
fn a_folder_that_is_no_site_is_1() {
    let site = Site::empty();
    assert_said(&site.build(), 1, "", NO_SETTINGS);
    // A folder of that name is not the settings.
    site.write("plenary.yaml/notes.txt", "Notes.\n");
    assert_said(&site.build(), 1, "", NO_SETTINGS);
}

#[test]
fn a_root_without_settings_is_1() {
    let site = Site::empty();
    for root in [".", "nowhere"] {
        let run = site.run(&["build", "--color", "never", "--root", root]);
        assert_said(&run, 1, "", NO_SETTINGS);
    }
}

#[test]
fn settings_that_are_no_file_are_not_waited_for() {
    let site = Site::empty();
    let mode = rustix::fs::Mode::RUSR;
    rustix::fs::mkfifoat(rustix::fs::CWD, site.path("plenary.yaml"), mode).expect("a FIFO can be made");
    let run = site.run(&["build", "--color", "never", "--root", "."]);
    assert_said(&run, 1, "", "error[unreadable]: not a regular file\n--> plenary.yaml\n = help: put a file here\n\n");
}

#[test]
fn the_root_is_the_nearest_folder_upward_or_what_is_named() {
    let site = groups().file("content/circulars/plenary.yaml.txt", "Not settings.\n");
    let mut below = site.plenary(&["build", "--color", "never"]);
    let run = site.run_command(below.current_dir(site.path("content/groups/fg-xx")));
    assert_said(&run, 0, "", &format!("14 pages (1 focus group, 1 study group), {} files in 0.00 s: public\n", files(&site)));
    let built = site.public();
    std::fs::remove_dir_all(site.path("public")).expect("it can be removed");
    let mut beside = site.plenary(&["build", "--color", "never", "--root", "../site"]);
    let run = site.run_command(beside.current_dir(site.beside("home")));
    assert_eq!((run.code, built.difference(&site.public())), (Some(0), Vec::new()));
    // A site within the folder of another goes before it.
    site.write("content/pages/plenary.yaml", SETTINGS);
    let mut within = site.plenary(&["build", "--quiet"]);
    assert_eq!(site.run_command(within.current_dir(site.path("content/pages"))).code, Some(0));
    assert!(site.path("content/pages/public/index.html").is_file());
}

#[test]
fn the_day_decides_the_state_of_a_group() {
    let site = groups();
    for (today, wanted) in [
        ("2019-12-31", "Forming"),
        ("2020-02-01", "Forming"),
        ("2020-03-09", "Forming"),
        ("2020-03-10", "Active"),
        ("2021-06-30", "Active"),
        ("2021-07-01", "Past its lifetime"),
        ("2022-01-30", "Past its lifetime"),
        ("2022-01-31", "Concluded"),
        ("2023-05-01", "Concluded"),
    ] {
        assert_said(&site.run(&["build", "--quiet", "--today", today]), 0, "", "");
        assert_eq!(state(&site), wanted, "{today}");
    }
}

#[test]
fn the_day_is_that_of_the_flag_or_the_settings_or_the_environment() {
    // 2020-03-10 00:00:00 UTC, and a second before.
    let (first_meeting, before) = (("SOURCE_DATE_EPOCH", "1583798400"), ("SOURCE_DATE_EPOCH", "1583798399"));
    let site = groups();
    let built = |settings: &str, arguments: &[&str], variable: (&str, &str)| {
        site.write("plenary.yaml", settings);
        let run =
            site.run_command(&mut with(site.plenary(&[&["build", "--quiet"], arguments].concat()), &[variable, ("TZ", "Asia/Tokyo")]));
        assert_said(&run, 0, "", "");
        state(&site)
    };
    let free = "title: ITU-T Focus Groups\nbase_url: https://example.org/\n";
    assert_eq!(built(SETTINGS, &["--today", "2022-01-31"], first_meeting), "Concluded");
    assert_eq!(built(SETTINGS, &[], first_meeting), "Forming");
    assert_eq!(built(free, &[], first_meeting), "Active");
    assert_eq!(built(free, &[], before), "Forming");
    assert_eq!(built(free, &[], ("SOURCE_DATE_EPOCH_", "0")), "Concluded");
}

#[test]
fn another_address_is_that_of_the_canonical_links() {
    let site = groups();
    let canonical = |arguments: &[&str]| -> Vec<String> {
        assert_said(&site.run(&[&["build", "--quiet"], arguments].concat()), 0, "", "");
        let page = Html::parse_document(&site.public().text("groups/fg-xx/index.html").expect("the group has a page"));
        let links = Selector::parse("link[rel=canonical]").expect("it is a selector");
        page.select(&links).filter_map(|link| link.attr("href")).map(str::to_owned).collect()
    };
    assert_eq!(canonical(&[]), ["https://example.org/groups/fg-xx/"]);
    assert_eq!(canonical(&["--base-url", "https://example.com/fg/"]), ["https://example.com/fg/groups/fg-xx/"]);
}

#[test]
fn colours_are_for_terminals_and_on_demand() {
    let site = faulty();
    let plain = site.run(&["build", "--color", "never"]).stderr;
    assert!(!plain.contains('\u{1b}'));
    let told = |arguments: &[&str], variables: &[(&str, &str)]| {
        let run = site.run_command(&mut with(site.plenary(&[&["build"], arguments].concat()), variables));
        assert_eq!(run.code, Some(1));
        let is_coloured = run.stderr.contains("\u{1b}[");
        assert_eq!(without_colours(&run.stderr), plain);
        is_coloured
    };
    assert!(!told(&[], &[]), "a pipe is no terminal");
    assert!(told(&["--color", "always"], &[]));
    assert!(told(&["--color", "always"], &[("NO_COLOR", "1")]), "what is asked for goes before what is wished for");
    assert!(told(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!told(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!told(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

/// A text without the sequences of ECMA-48 that set colours.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.filter_map(|part| Some(part.split_once('m')?.1)).collect::<String>()
}

#[test]
fn nobody_listening_is_no_fault() {
    let (good, bad) = (groups(), faulty());
    good.write("text.txt", "SG17 and Recommendation ITU-T Y.4484\n".repeat(10_000));
    for (site, arguments, code) in [
        (&good, &["build"][..], 0),
        (&bad, &["build"], 1),
        (&bad, &["build", "--message-format", "json"], 1),
        (&good, &["refs", "text.txt"], 0),
        (&good, &["--help"], 0),
        (&good, &["--version"], 0),
    ] {
        let mut child = run::start(&mut site.plenary(arguments));
        drop((child.stdout.take(), child.stderr.take()));
        assert_eq!(child.wait().expect("a child can be waited for").code(), Some(code), "{arguments:?}");
    }
    assert_eq!(state(&good), "Forming");
}

#[test]
fn timings_say_what_made_how_many_files() {
    let site = groups();
    let run = site.run(&["build", "--timings"]);
    let table = run.stderr.lines().skip_while(|line| !line.starts_with("made by ")).skip(1).take_while(|line| !line.is_empty());
    // A name, which may have spaces, and columns: files, making and its unit, each and its unit, writing and its unit.
    let rows: Vec<(String, usize)> = table
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let (name, columns) = words.split_at(words.len() - 7);
            (name.join(" "), columns[0].parse().expect("a number of files"))
        })
        .collect();
    let count = |name: &str| rows.iter().find(|(maker, _)| maker == name).map(|(_, count)| *count);
    assert_eq!((count("group.html"), count("study-group.html"), count("list of headers")), (Some(1), Some(1), Some(1)), "{rows:?}");
    // All but the list of what was made.
    assert_eq!(rows.iter().map(|(_, count)| count).sum::<usize>(), files(&site), "{rows:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_kept_of_an_answer_is_said() {
    let site = groups().file("notes.txt", "SG17");
    for arguments in [
        "schema page",
        "explain broken-link",
        "agenda --today 2020-02-01",
        "refs notes.txt",
        "check --message-format sarif",
        "completions bash",
        "--help",
        "build --help",
        "--version",
    ] {
        let line = format!("exec \"$0\" {arguments} > /dev/full");
        let run = site.run_command(&mut site.program(std::path::Path::new("/bin/sh"), &["-c", &line, PLENARY]));
        assert_said(&run, 1, "", "error: cannot write to standard output: no space left on device\n");
    }
    // Who has read enough is another matter.
    let line = "\"$0\" schema | head -c 1";
    assert_said(&site.run_command(&mut site.program(std::path::Path::new("/bin/sh"), &["-c", line, PLENARY])), 0, "{", "");
}

/// Runs the program where the system starts so many threads from the first of its own, and no more.
#[cfg(target_os = "linux")]
fn run_with_threads(count: usize, site: &Site, arguments: &[&str]) -> Run {
    let injected = format!("inject=clone3,clone:error=EAGAIN:when={}+", count + 1);
    let traced = ["-f", "-o", "/dev/null", "-e", "trace=clone3,clone", "-e", &injected, PLENARY];
    site.run_command(&mut site.program(std::path::Path::new("/usr/bin/strace"), &[&traced[..], arguments].concat()))
}

#[cfg(target_os = "linux")]
#[test]
fn threads_that_cannot_be_started_are_no_fault_of_the_programs() {
    let none = "error: the system starts no more threads";
    assert_said(&run_with_threads(0, &groups(), &["build"]), 1, "", &format!("{none}; say `--jobs 1`\n"));
    assert_said(&run_with_threads(0, &groups(), &["build", "--jobs", "1"]), 1, "", &format!("{none}\n"));
    assert_said(&run_with_threads(1, &groups(), &["serve", "--jobs", "1"]), 1, "", &format!("{none}\n"));
}

#[cfg(target_os = "linux")]
#[test]
fn one_thread_is_enough_to_build() {
    let (site, other) = (groups(), groups());
    assert_said(&run_with_threads(1, &site, &["build", "--jobs", "1", "--quiet"]), 0, "", "");
    assert_said(&other.run(&["build", "--quiet"]), 0, "", "");
    assert_eq!(other.public().difference(&site.public()), Vec::<String>::new());
    // Except for what another's index asks for.
    let site = site.file("plenary.yaml", format!("{SETTINGS}search: full\n"));
    let run = run_with_threads(1, &site, &["build", "--jobs", "1"]);
    let said = "cannot make the full-text index: the system starts no more threads; the published site is as it was";
    assert_said(&run, 1, "", &format!("error[not-published]: {said}\n--> plenary.yaml\n\n"));
    assert_eq!(other.public().difference(&site.public()), Vec::<String>::new());
}
