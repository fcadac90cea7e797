//! No input makes the program hang, overflow its stack, abort, or take memory out of proportion. The program here is not
//! optimised, and the machine may be busy: the limits are far from what an input takes, and far from what harm takes.

mod support;

use std::process::Command;
use std::time::Duration;

use support::run::{self, Run, Taken};
use support::site::Site;

/// The longest that any of these inputs may take.
const MOMENT: Duration = Duration::from_secs(20);
/// The most memory that any of these inputs may take, in KiB.
const MEMORY: u64 = 400 * 1024;

/// Builds a site and watches what it takes.
fn watched(site: &Site, what: &str) -> Run {
    watched_command(&mut site.plenary(&["build", "--color", "never", "--jobs", "2"]), what)
}

fn watched_command(command: &mut Command, what: &str) -> Run {
    let (run, Taken { peak, time }) = run::finish_watched(run::start(command));
    println!("{what}: {:.2} s, {} MiB, exit {:?}, {} bytes said", time.as_secs_f64(), peak / 1024, run.code, run.stderr.len());
    assert!(matches!(run.code, Some(0 | 1)), "{what}: {:?} {}", run.code, run.stderr.chars().take(2000).collect::<String>());
    assert!(time < MOMENT, "{what} took {time:?}");
    assert!(peak < MEMORY, "{what} took {} MiB", peak / 1024);
    run
}

/// A page with this body.
fn page(body: &str) -> Site {
    Site::new().file("content/pages/x.md", format!("---\ntitle: X\n---\n{body}\n"))
}

/// A page with these keys.
fn header(keys: &str) -> Site {
    Site::new().file("content/pages/x.md", format!("---\ntitle: X\n{keys}\n---\n"))
}

fn assert_refused(run: &Run, words: &str, what: &str) {
    assert_eq!(run.code, Some(1), "{what}");
    assert!(run.stderr.contains(words), "{what}: {}", run.stderr.chars().take(2000).collect::<String>());
}

#[test]
fn yaml_that_grows_is_refused_in_a_moment() {
    let mut bomb = "extra:\n  a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..9 {
        let alias = format!("*a{}", level - 1);
        bomb.push_str(&format!("  a{level}: &a{level} [{}]\n", [alias.as_str(); 9].join(",")));
    }
    let anchors: String = (0..49_000).map(|at| format!("  - &b{at} x\n")).collect();
    let aliases = "  - *b0\n".repeat(49_000);
    let keys = |count: usize| (0..count).map(|at| format!("  k{at}: 1\n")).collect::<String>();
    for (what, text, words) in [
        ("aliases of aliases", bomb, "too-large"),
        ("100,000 brackets", format!("extra: {}", "[".repeat(100_000)), "too-large"),
        ("100,000 braces", format!("extra: {}", "{a: ".repeat(100_000)), "too-large"),
        ("5,000 levels", (0..5_000).map(|level| format!("{}extra:\n", " ".repeat(level))).collect(), "too-large"),
        ("5,000 levels of lists", format!("extra: {}", "- ".repeat(5_000)), "error["),
        ("more than 100,000 values", format!("extra:\n{}", keys(60_000)), "too-large"),
        ("49,000 names and as many uses of one", format!("extra: {{a: 1}}\ntags:\n{anchors}{aliases}"), ""),
        (
            "a name that says its sector 50,000 times",
            format!("extra: {{}}\n---\n[[{0}]]\n\n---\n{0}", "ITU-R ".repeat(50_000)),
            "unknown-designation",
        ),
        ("40,000 keys that nobody knows", keys(40_000).replace("  k", "k"), "unknown-key"),
        ("40,000 keys twice", keys(20_000).repeat(2).replace("  k", "k"), "unknown-key"),
        ("a text of 9 MiB", format!("summary: {}", "x ".repeat(9 << 19)), ""),
        ("a key of 9 MiB", format!("? {}\n: 1", "x".repeat(9 << 20)), "error["),
    ] {
        let run = watched(&header(&text), what);
        if !words.is_empty() {
            assert_refused(&run, words, what);
        }
        assert!(run.stderr.len() < 20 << 20, "{what}: {} bytes said", run.stderr.len());
    }
}

#[test]
fn lists_that_are_long_do_not_multiply() {
    let group = |keys: &str| {
        let text = format!("---\ntitle: Group\nacronym: FG-XX\nparent: SG17\n{keys}---\n");
        Site::new()
            .file("content/study-groups/sg17.md", "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\n")
            .file("content/groups/fg-xx/index.md", text)
    };
    let meetings: String = (0..4_000).map(|at| format!("- {{id: {at}, start: 2020-03}}\n")).collect();
    let actions: String = (0..18_000).map(|at| format!("- {{id: A{at}, topic: x}}\n")).collect();
    let report = |keys: &str| {
        let text = format!("---\ntitle: Report\ndate: 2020-03-01\nreference: X-1\n{keys}---\n");
        Site::new().file("content/reports/x.md", text)
    };
    let names: String = (0..4_000).map(|at| format!("- FGX{at}\n")).collect();
    let rows = Site::new()
        .file("content/catalogue/recommendations.yaml", "- {id: Y.1, title: T, study_group: SG17}\n".repeat(14_000))
        .file("content/catalogue/organisations.yaml", "- {id: XX, title: T}\n".repeat(18_000));
    let moved = Site::new();
    for at in 0..1_000 {
        let text = format!("---\ntitle: X\n---\n[x](../circulars-of-old/letter-number-{at}.md)\n");
        moved.write(&format!("content/pages/page-with-a-long-name-{at}.md"), text);
    }
    let parts = |key: &str, part: &str| format!("{key}:\n{}", (0..7_000).map(|at| part.replace('#', &at.to_string())).collect::<String>());
    let working =
        parts("working_groups", "- {id: Group-#, title: T}\n") + &parts("deliverables", "- {id: D#, title: T, working_group: Team-#}\n");
    for (what, site, words) in [
        ("1,000 links to what was moved, of 1,000 pages", moved, "broken-link"),
        ("7,000 deliverables of other working groups than the 7,000 that there are", group(&working), "invalid-value"),
        ("14,000 Recommendations of one name, and 18,000 organisations of another", rows, "duplicate-designation"),
        ("20,000 aliases of one path", header(&format!("aliases: [{}]", "/a/, ".repeat(20_000))), "output-collision"),
        ("4,000 meetings of a group", group(&format!("meetings:\n{meetings}")), ""),
        ("4,000 meetings of a group of 4,000 names", group(&format!("meetings:\n{meetings}also_written:\n{names}")), "too-large"),
        ("18,000 actions of a report", report(&format!("actions:\n{actions}")), ""),
        ("60,000 times one name of a report", report(&format!("also_written: [{}]\n", "x, ".repeat(60_000))), ""),
    ] {
        let run = watched(&site, what);
        if !words.is_empty() {
            assert_refused(&run, words, what);
        }
    }
}

/// Recordings of meetings: what is published as it is may be larger than what a machine has of memory.
#[test]
fn large_files_are_not_held_in_memory() {
    let site = page("Text.");
    for name in ["a.mp4", "b.mp4"] {
        site.write(&format!("content/pages/{name}"), "");
        let file = std::fs::OpenOptions::new().write(true).open(site.path(&format!("content/pages/{name}"))).expect("it was written");
        file.set_len(300 << 20).expect("it may be long");
    }
    for command in ["build", "check", "build"] {
        let (run, Taken { peak, .. }) = run::finish_watched(run::start(&mut site.plenary(&[command, "--quiet", "--jobs", "2"])));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        println!("{command}: {} MiB", peak / 1024);
        assert!(peak < 200 * 1024, "{command} took {} MiB", peak / 1024);
    }
    let published = site.path("public/a.mp4");
    assert_eq!(published.metadata().expect("it was published").len(), 300 << 20);
    // One that differs in its last byte is another.
    let time = |name: &str| site.path(&format!("public/{name}")).metadata().and_then(|data| data.modified()).expect("it has a time");
    let before = ["a.mp4", "b.mp4"].map(time);
    let file = std::fs::OpenOptions::new().write(true).open(site.path("content/pages/a.mp4")).expect("it is there");
    std::os::unix::fs::FileExt::write_at(&file, b"x", (300 << 20) - 1).expect("it may be written");
    assert_eq!(site.build().code, Some(0));
    let mut last = [0];
    let published = std::fs::File::open(published).expect("it was published");
    std::os::unix::fs::FileExt::read_exact_at(&published, &mut last, (300 << 20) - 1).expect("it is as long");
    assert_eq!((&last, time("b.mp4")), (b"x", before[1]));
    assert_ne!(time("a.mp4"), before[0]);
}

#[test]
fn markdown_that_is_deep_or_long_takes_a_moment() {
    let lines = |count: usize, line: fn(usize) -> String| (0..count).map(line).collect::<String>();
    for (what, body) in [
        ("50,000 quotes in each other", ">".repeat(50_000)),
        ("3,000 lists in each other", lines(3_000, |at| format!("{}- x\n", "  ".repeat(at)))),
        ("100,000 stars", "*".repeat(100_000)),
        ("50,000 stars around words", "*a **b ".repeat(25_000)),
        ("100,000 brackets", "[".repeat(100_000)),
        ("50,000 beginnings of images", "![".repeat(50_000)),
        ("50,000 links in each other", format!("{}x{}", "[".repeat(50_000), "](y)".repeat(50_000))),
        ("50,000 wiki brackets", "[[".repeat(50_000)),
        ("100,000 back-ticks", lines(700, |at| format!("{} ", "`".repeat(at)))),
        ("20,000 definitions", lines(20_000, |at| format!("[a{at}]: b\n\n"))),
        ("20,000 uses of a footnote", format!("{}\n\n[^1]: x", "[^1] ".repeat(20_000))),
        ("20,000 footnotes", lines(20_000, |at| format!("[^n{at}]\n\n[^n{at}]: x\n\n"))),
        ("20,000 equal headings", "## A\n\n".repeat(20_000)),
        ("20,000 headings that take the next one's anchor", lines(10_000, |at| format!("## A-{at}\n\n## A\n\n"))),
        ("100,000 entities", "&amp;".repeat(100_000)),
        ("100,000 entities that do not end", "&a".repeat(100_000)),
        ("50,000 beginnings of HTML", "<a ".repeat(50_000)),
        ("50,000 beginnings of comments", "<!-- ".repeat(50_000)),
        ("50,000 pieces of raw HTML", "<b>x</b> ".repeat(25_000)),
        ("20,000 links to nothing", lines(20_000, |at| format!("[x](y{at}.md)\n"))),
        ("20,000 unsafe links", "[x](javascript:y)\n".repeat(20_000)),
        ("50,000 designations", "SG17, SGs 1, 2 and 3; Q1/17. ".repeat(12_500)),
        ("100,000 capitals", "A".repeat(100_000)),
        ("50,000 beginnings of designations", "ITU-T Recommendation ".repeat(50_000)),
        ("50,000 words for a study group, of another sector", format!("ITU-R {}", "Study Group ".repeat(50_000))),
        ("50,000 words for other sectors", "ITU-R SG ITU-D Question ".repeat(25_000)),
        ("a list of 50,000 numbers after SGs", format!("SGs {}", "1, ".repeat(50_000))),
        ("a paragraph of 9 MiB", "words and words ".repeat((9 << 20) / 16)),
    ] {
        let run = watched(&page(&body), what);
        assert!(run.stderr.len() < 20 << 20, "{what}: {} bytes said", run.stderr.len());
    }
}

#[test]
fn a_table_does_not_grow_out_of_proportion() {
    // Every row has as many cells as the head, whatever it says: a little text asks for very much.
    let wide = format!("|{}\n|{}\n", "a|".repeat(2_000), "-|".repeat(2_000));
    let site = page(&format!("{wide}{}", "x\n".repeat(2_000)));
    let run = watched(&site, "a table of 2,000 columns and 2,000 rows");
    if run.code == Some(0) {
        let page = site.public().text("x/index.html").expect("it has a page").len();
        assert!(page < 8 << 20, "{page} bytes");
    }
}

#[test]
fn code_that_highlighters_do_not_get_through_takes_a_moment() {
    let lines = |line: &str| format!("{line}\n").repeat(65_000 / (line.len() + 1));
    for (what, language, code) in [
        ("a Makefile of variables in each other", "makefile", format!("{}x{}", "$(".repeat(600), ")".repeat(600))),
        ("a Makefile of rules", "makefile", lines("a:=$(shell $(foreach x,$(wildcard *),$(if $(filter %,$(x)),$(x))))  \\")),
        ("Rust of generics", "rust", lines("fn a<'a, T: Fn(&'a Vec<Vec<Vec<Vec<u8>>>>) -> Box<dyn Fn() -> r#\"\"#>>() {{{{{{{{")),
        ("JSON of brackets", "json", lines("[{\"a\":")),
        ("JSON of as many levels as lines", "json", format!("\"a\"\n{}", lines("["))),
        ("quotes without end", "python", lines("'''\"\"\"\\")),
        ("HTML in PHP in HTML", "php", lines("<?php ?><script><?php ?>")),
        ("Perl of regexes", "perl", lines("s/((((a+)+)+)+)$/${\\ join q(,), map { m{(a|aa)+$} } @_}/eex;")),
    ] {
        let site = page(&format!("```{language}\n{code}\n```"));
        assert_eq!(watched(&site, what).code, Some(0), "{what}");
        assert!(site.public().text("x/index.html").is_some_and(|page| page.contains("<span class=\"hl-")), "{what} is not marked");
    }
    // Longer codes and lines are printed plain.
    for (what, language, code) in
        [("a line of 1 MiB", "js", "a=b+/c/;".repeat(1 << 17)), ("a code of 700 KB", "markdown", "> - *a **b `c \n".repeat(50_000))]
    {
        assert_eq!(watched(&page(&format!("```{language}\n{code}\n```")), what).code, Some(0), "{what}");
    }
}

#[test]
fn twice_the_references_take_twice_the_time() {
    // A hub that all name, and records that name each other.
    let site_of = |count: usize| {
        let site = Site::new().file("content/study-groups/sg17.md", "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\n");
        for number in 0..count {
            let others: String = (1..=20).map(|step| format!("TSB Circular {} ", (number * 7 + step * 13) % count)).collect();
            let text =
                format!("---\ntitle: Letter {number}\nseries: TSB Circular\nnumber: {number}\ndate: 2020-01-20\n---\nTo SG17: {others}\n");
            site.write(&format!("content/circulars/c{number}.md"), text);
        }
        site
    };
    // Four, if every record looked at every other.
    assert_grows_less("records", 400, 800, site_of);
}

#[test]
fn a_list_of_twice_the_lines_takes_twice_the_time() {
    // Lines that are no pages of their own: of the study group, of all, and of what is found.
    let site_of = |count: usize| {
        let questions: String = (1..=40).map(|at| format!("{{number: {at}}}, ")).collect();
        let items: String = (0..count).map(|at| format!("- {{id: X.item-{at}, title: Draft, question: Q{}/17}}\n", 1 + at % 40)).collect();
        Site::new()
            .file(
                "content/study-groups/sg17.md",
                format!("---\ntitle: Security\nacronym: SG17\nnumber: 17\nquestions: [{questions}]\n---\n"),
            )
            .file("content/catalogue/work-items.yaml", items)
    };
    assert_grows_less("lines", 4_000, 8_000, site_of);
}

/// Asserts that a site of twice the size does not take much more than twice the time.
fn assert_grows_less(what: &str, small: usize, large: usize, site_of: impl Fn(usize) -> Site) {
    let time = |site: &Site| {
        let (run, taken) = run::finish_watched(run::start(&mut site.plenary(&["build", "--quiet", "--jobs", "1"])));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        taken.time
    };
    let (once, twice) = (time(&site_of(small)), time(&site_of(large)));
    let ratio = twice.as_secs_f64() / once.as_secs_f64();
    println!("{small} {what}: {once:?}, {large}: {twice:?}, ratio {ratio:.2}");
    assert!(ratio < 3.2, "{once:?}, then {twice:?}");
}
