//! Whole builds that no file of `tests/cases/` can show: two of one site, one that is interrupted, one at another address.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::support::http;
use crate::support::judge;
use crate::support::run::start;
use crate::support::site::Site;
use crate::support::tree::Tree;

/// A site of several kinds, written with these line ends and this beginning of each file.
fn of_files(line_end: &str, beginning: &str, end: &str) -> Site {
    let site = Site::new();
    for (path, text) in [
        (
            "content/study-groups/sg17.md",
            "---\ntitle: Security\nacronym: SG17\nnumber: 17\nsummary: |\n  One line\n  and another\n---\nIts text.\n\n- a\n- b\n",
        ),
        ("content/pages/about.md", "---\ntitle: About\n---\n# One\n\n```text\ncode\n\nmore\n```\n\nSG17\nand more  \nend\n"),
        ("content/catalogue/recommendations.yaml", "- id: Y.4484\n  title: T\n  study_group: SG17\n"),
        ("themes/default/templates/page.html", "<p>{{ page.title }}\n{{ page.content | safe }}\n"),
    ] {
        let text = text.strip_suffix('\n').expect("it ends its line").replace('\n', line_end);
        site.write(path, format!("{beginning}{text}{end}"));
    }
    site
}

#[test]
fn line_ends_and_a_byte_order_mark_change_no_byte() {
    let plain = of_files("\n", "", "\n");
    assert_eq!(plain.build().code, Some(0));
    for (line_end, beginning, end) in [("\r\n", "", "\r\n"), ("\r", "", "\r"), ("\n", "\u{feff}", "\n"), ("\r\n", "\u{feff}", "\r\n")] {
        let other = of_files(line_end, beginning, end);
        let run = other.build();
        assert_eq!(run.code, Some(0), "{line_end:?} {beginning:?}: {}", run.stderr);
        assert_eq!(plain.public().difference(&other.public()), Vec::<String>::new(), "{line_end:?} {beginning:?} {end:?}");
    }
    // Without an end of the last line only what is published as it is differs: here, nothing.
    let unended = of_files("\n", "", "");
    assert_eq!(unended.build().code, Some(0));
    assert_eq!(plain.public().paths(), unended.public().paths());
    assert_eq!(plain.public().text("study-groups/sg17/index.html"), unended.public().text("study-groups/sg17/index.html"));
}

#[test]
fn an_interrupted_build_ends_at_once_and_leaves_the_old_site() {
    let site = Site::new();
    for number in 0..400 {
        site.write(&format!("content/pages/page-{number}.md"), format!("---\ntitle: Page {number}\n---\nOld words.\n"));
    }
    assert_eq!(site.build().code, Some(0));
    let old = site.public();
    site.write("content/pages/page-1.md", "---\ntitle: Page 1\n---\nNew words.\n");
    for (name, signal) in [("INT", 2), ("TERM", 15), ("HUP", 1)] {
        // Whoever runs the tests in the background may have them ignore some of these signals.
        let arguments = ["--default-signal=INT,TERM,HUP", crate::support::site::PLENARY, "build", "--quiet"];
        let mut child = start(&mut site.program(Path::new("/usr/bin/env"), &arguments));
        // In the midst of writing.
        let staging = site.path(".plenary/public.staging");
        while !staging.exists() && child.try_wait().expect("a child can be waited for").is_none() {
            std::thread::yield_now();
        }
        let began = Instant::now();
        let sent = Command::new("kill").args(["-s", name, &child.id().to_string()]).status().expect("a signal can be sent");
        assert!(sent.success());
        let status = child.wait().expect("a child can be waited for");
        assert!(began.elapsed() < Duration::from_secs(5), "SIG{name}");
        // A shell says 128 and the signal: 130 and 143.
        assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(signal), "SIG{name}: {status}");
        assert_eq!(old.difference(&site.public()), Vec::<String>::new(), "SIG{name}");
    }
    assert_eq!(site.build().code, Some(0));
    assert!(old.difference(&site.public()).contains(&"page-1/index.html: changed".to_owned()));
    // What is left is the site before this one, which the next build is staged over.
    let left = Tree::of(&site.path(".plenary"));
    assert!(left.paths().iter().all(|path| *path == "public.lock" || path.split('/').next() == Some("public.staging")));
}

#[test]
fn a_renamed_record_leaves_nothing_of_its_old_name() {
    let groups = |id: &str| {
        Site::new()
            .file("content/study-groups/sg17.md", "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\n")
            .file(&format!("content/groups/{id}/index.md"), "---\ntitle: A focus group\nacronym: FG-XX\nparent: SG17\n---\n")
            .file(&format!("content/groups/{id}/terms.md"), "---\ntitle: Terms\n---\n")
    };
    let site = groups("fg-mirabelle");
    assert_eq!(site.build().code, Some(0));
    std::fs::rename(site.path("content/groups/fg-mirabelle"), site.path("content/groups/fg-plum")).expect("it can be renamed");
    assert_eq!(site.build().code, Some(0));
    let fresh = groups("fg-plum");
    assert_eq!(fresh.build().code, Some(0));
    assert_eq!(fresh.public().difference(&site.public()), Vec::<String>::new());
    assert_eq!(site.public().files_with("mirabelle"), [""; 0]);
}

#[test]
fn words_are_printed_as_they_are_written() {
    for written in
        ["NO", "no", "1.10", "010", "0x1F", "1e3", "2026-01-01", "12:30:45", "yes", "0o17", ".inf", "+12", "1_000", "'null'", "\"~\""]
    {
        let site = Site::new().file("content/pages/about.md", format!("---\ntitle: {written}\ntags: [{written}]\n---\n"));
        let run = site.build();
        assert_eq!(run.code, Some(0), "{written}: {}", run.stderr);
        let page = site.public().text("about/index.html").expect("it has a page");
        let words = written.trim_matches(['"', '\'']);
        assert!(page.contains(&format!("<h1>{words}</h1>")), "{written}: {page}");
        let data: serde_json::Value = serde_json::from_str(&site.public().text("about/index.json").expect("its data")).expect("JSON");
        assert_eq!((&data["title"], &data["tags"][0]), (&words.into(), &words.into()), "{written}");
    }
    // What YAML takes for nothing is nothing, and said.
    for nothing in ["null", "~", ""] {
        let site = Site::new().file("content/pages/about.md", format!("---\ntitle: {nothing}\n---\n"));
        let run = site.build();
        assert_eq!(run.code, Some(1), "{nothing}");
        assert!(run.stderr.contains("title"), "{}", run.stderr);
    }
}

#[test]
fn an_empty_site_is_sound_at_any_address() {
    for address in [
        "https://example.org/",
        "https://example.org/a/b/",
        "http://127.0.0.1:8080/",
        "https://xn--bcher-kva.example/",
        "https://example.org/h%C3%B6/",
    ] {
        let site = Site::new().file("plenary.yaml", format!("title: T\nbase_url: {address}\ntoday: 2020-02-01\n"));
        let run = site.build();
        assert_eq!(run.code, Some(0), "{address}: {}", run.stderr);
        assert_sound(&site.public());
        assert!(site.public().text("sitemap.xml").expect("it is made").contains(&format!("<loc>{address}</loc>")), "{address}");
    }
}

#[test]
fn a_feed_holds_what_xml_cannot() {
    let long = "é&<\u{1f469}\u{200d}\u{1f680} ]]> ".repeat(10_000);
    let odd = "a\u{fffe}b\u{ffff}c\u{fdd0}d\u{e000}e\u{7f}f\u{85}g\u{2028}h";
    for summary in [long.as_str(), odd] {
        let text =
            format!("---\ntitle: A letter\nseries: TSB Circular\nnumber: 1\ndate: 2020-01-20\nsummary: {summary:?}\n---\n{summary}\n")
                .replace("\\u{", "\\U{");
        let text = unbraced(&text);
        let site = Site::new().file("content/circulars/c1.md", &text);
        let run = site.build();
        // Refused with its place, or published whole.
        match run.code {
            Some(0) => assert_sound(&site.public()),
            code => assert!(code == Some(1) && run.stderr.contains("control character"), "{}", run.stderr),
        }
    }
}

/// The escapes of Rust as those of YAML.
fn unbraced(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\U{") {
        let (digits, after) = after.split_once('}').expect("an escape ends");
        out.push_str(&format!("{before}\\U{digits:0>8}"));
        rest = after;
    }
    out + rest
}

/// Every file is read by a parser of its format.
fn assert_sound(tree: &Tree) {
    for path in tree.files().into_iter().filter(|path| !path.starts_with("theme/")) {
        let text = tree.text(path).expect("it is a file");
        let faults = judge::faults_of_file(path, &text);
        assert!(faults.is_empty(), "{path}: {faults:?}");
    }
}

/// A preview and a build of one site do not get in each other's way.
#[test]
fn a_build_during_a_preview_is_a_build() {
    let site = of_files("\n", "", "\n");
    let preview = crate::support::preview::Preview::start(&site, &[]);
    assert_eq!(site.build().code, Some(0));
    let built = site.public();
    assert_eq!(http::get(&preview.address, "/about/").status, 200);
    assert_eq!(site.build().code, Some(0));
    assert_eq!(built.difference(&site.public()), Vec::<String>::new());
    assert_eq!(built.files_with("/.plenary/"), [""; 0]);
}

/// What a fault of the program's own looks like, in the last moment before the folders are exchanged: that a folder which was
/// read can be closed is what the standard library takes for granted.
#[test]
fn a_fault_of_the_program_ends_with_101_and_publishes_nothing() {
    let site = of_files("\n", "", "\n");
    assert_eq!(site.build().code, Some(0));
    site.write("content/pages/more.md", "---\ntitle: More\n---\n");
    let before = site.public();
    let strace = Path::new("/usr/bin/strace");
    assert!(strace.exists(), "the test needs strace");
    let public = std::fs::canonicalize(site.path("public")).expect("it was built");
    // First it is looked whether a site may be published there, and then what is there that is not plenary's.
    let close = "inject=close:error=EIO:when=2";
    let arguments = ["-f", "-o", "/dev/null", "-P", public.to_str().expect("a name in UTF-8"), "-e", "trace=close", "-e", close];
    let run = site.run_command(&mut site.program(strace, &[&arguments[..], &[crate::support::site::PLENARY, "build"]].concat()));
    assert_eq!(run.code, Some(101), "{}", run.stderr);
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert!(lines[0].starts_with("error: a fault of plenary's own, not of the site; nothing was published: "), "{}", run.stderr);
    assert!(lines.iter().any(|line| line.starts_with(" = help: report it to those who maintain plenary")), "{}", run.stderr);
    assert_eq!(run.stderr.matches("error: ").count(), 1, "{}", run.stderr);
    assert_eq!(before.difference(&site.public()), Vec::<String>::new());
    // All was ready by then, and the next build finds its way.
    assert!(site.path(".plenary/public.staging/more/index.html").is_file());
    assert_eq!(site.build().code, Some(0));
    assert!(site.path("public/more/index.html").is_file());
}
