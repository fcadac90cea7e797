//! `plenary serve` over real sockets: edits of every kind are shown, faults stand over the last good page, and nobody is
//! answered who should not be.

mod support;

use std::fs;
use std::io::Write;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use plenary::date::Date;
use plenary::diagnostic::Level;
use plenary::{serve, site};

use support::http::{connect, send};
use support::preview::Preview;
use support::run::run;
use support::site::Site;
use support::tree::without_fingerprint;

const LETTER: &str = "content/circulars/c12.md";

fn letter(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nseries: TSB Circular\nnumber: 12\ndate: 2020-01-20\n---\n{body}\n")
}

fn site() -> Site {
    Site::new()
        .file(LETTER, letter("First", "To SG17."))
        .file("content/study-groups/sg17.md", "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\n")
        .file("content/pages/about.md", "---\ntitle: About\n---\nAbout this site.\n")
        .file("content/pages/film.bin", (0..200_000_u32).flat_map(u32::to_le_bytes).collect::<Vec<u8>>())
}

/// The page of the letter, and whether it has some words.
fn shows(preview: &Preview, path: &str, words: &str) {
    preview.until(path, |answer| answer.status == 200 && answer.text().contains(words));
}

#[test]
fn an_edit_is_shown_wherever_it_is_seen() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    let page = preview.get("/circulars/c12/");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    let mut events = preview.events();
    let first = events.until(|_| true);
    site.write(LETTER, letter("Second", "To SG17, on *words that are new*."));
    let next = events.until(|_| true);
    assert_ne!(first["revision"], next["revision"]);
    assert_eq!(next["faults"], serde_json::json!([]));
    // What the event tells is already there.
    for (path, words) in [("/circulars/c12/", "words that are new"), ("/circulars/", "Second"), ("/study-groups/sg17/", "Second")] {
        assert!(preview.get(path).text().contains(words), "{path}");
    }
    let said = preview.said("content/circulars/c12.md: ").join("\n");
    assert!(said.contains(" pages in ") && said.ends_with(" ms"), "{said}");
    // The settings, and a template of the site's own.
    site.write("plenary.yaml", "title: Another title\nbase_url: https://example.org/\n");
    shows(&preview, "/", "Another title");
    site.write("themes/default/templates/page.html", "<p>{{ page.title }} by a template</p>");
    shows(&preview, "/about/", "About by a template");
    site.write("themes/default/static/style.css", "b { color: red }");
    preview.until("/theme/style.css", |answer| answer.text() == "b { color: red }");
    // Only the style sheet is fetched again.
    let mut events = preview.events();
    events.until(|_| true);
    site.write("themes/default/static/style.css", "b { color: blue }");
    assert_eq!(events.next().0, "styles");
    assert!(!site.path("public").exists() && !site.path(".plenary").exists(), "a preview writes nothing");
}

#[test]
fn a_fault_stands_over_the_last_good_page() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    shows(&preview, "/circulars/c12/", "To");
    let mut events = preview.events();
    let first = events.until(|_| true);
    site.write(LETTER, letter("First", "To SG17.").replace("title", "titel"));
    let faulty = events.until(|_| true);
    let fault = &faulty["faults"][0];
    assert_eq!(fault["place"], "content/circulars/c12.md:2");
    let words = fault["text"].as_str().expect("words");
    assert!(words.contains("`titel` is not a key of a circular") && words.contains("= help: did you mean `title`?"), "{words}");
    preview.said("error[unknown-key]");
    preview.said("1 error, the last good pages are shown");
    let page = preview.get("/circulars/c12/");
    assert!(page.status == 500 && page.text().contains("First"), "{}", page.text());
    assert_eq!(preview.get("/about/").status, 200, "a page that nothing is wrong with");
    site.write(LETTER, letter("Mended", "To SG17."));
    let mended = events.until(|_| true);
    assert_eq!(mended["faults"], serde_json::json!([]));
    assert_ne!(mended["revision"], first["revision"]);
    shows(&preview, "/circulars/c12/", "Mended");
    shows(&preview, "/about/", "About this site.");
    // A template that fails only when a page is rendered: the page says so, with the last good one behind.
    site.write("themes/default/templates/page.html", "{{ page.nowhere.further }}");
    let page = preview.until("/about/", |answer| answer.status == 500).text();
    assert!(page.contains("data-faults=\"[{&quot;place&quot;:&quot;themes/default/templates/page.html:1&quot;"), "{page}");
    assert!(page.contains("About this site."), "{page}");
    // What a fault quotes is shown as text.
    site.write("content/pages/about.md", "---\ntitle: About\n\"</script><b>\": 1\n---\n");
    let page = preview.until("/about/", |answer| answer.text().contains("script")).text();
    assert!(!page.contains("</script><b>"), "{page}");
}

#[test]
fn a_page_that_a_fault_takes_away_stays_as_it_was() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    shows(&preview, "/circulars/c12/", "First");
    let last_good = |preview: &Preview, path: &str| {
        let page = preview.until(path, |answer| answer.status == 500).text();
        assert!(page.contains("First"), "{page}");
    };
    site.write(LETTER, b"---\ntitle: \xff\n---\n");
    last_good(&preview, "/circulars/c12/");
    site.write(LETTER, letter("First", ""));
    shows(&preview, "/circulars/c12/", "First");
    for settings in ["title: T\nbase_url: nonsense\n", "title: ["] {
        site.write("plenary.yaml", settings);
        last_good(&preview, "/circulars/c12/");
    }
    site.remove("plenary.yaml");
    last_good(&preview, "/circulars/c12/");
    site.write("plenary.yaml", "title: T\nbase_url: https://example.org/\n");
    shows(&preview, "/circulars/c12/", "First");
}

#[test]
fn what_stands_is_told_once() {
    let site = site().file("content/pages/raw.md", "---\ntitle: Raw\n---\n<b>x</b>\n");
    let preview = Preview::start(&site, &[]);
    assert!(preview.greeting.contains("warning[raw-html]"), "{}", preview.greeting);
    site.write(LETTER, letter("Second", ""));
    let said = preview.said("content/circulars/c12.md: ");
    assert!(said.len() == 1 && said[0].ends_with("; 2 findings as before"), "{said:?}");
}

#[test]
fn a_site_with_faults_is_served_from_the_start() {
    let site = site().file("content/pages/help.md", "---\ntitel: Help\n---\n");
    let preview = Preview::start(&site, &[]);
    assert!(preview.greeting.contains("error[unknown-key]"), "{}", preview.greeting);
    assert_eq!(preview.events().until(|_| true)["faults"].as_array().map(Vec::len), Some(1));
    site.write("content/pages/help.md", "---\ntitle: Help\n---\n");
    shows(&preview, "/help/", "Help");
}

#[test]
fn every_way_of_saving_is_seen() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    // Beside it and renamed over it, as most editors save; with a file of the editor's own that comes and goes.
    site.write("content/circulars/4913", "");
    site.remove("content/circulars/4913");
    site.write("content/circulars/c12.md.new", letter("Renamed over", ""));
    fs::rename(site.path("content/circulars/c12.md.new"), site.path(LETTER)).expect("it is there");
    shows(&preview, "/circulars/c12/", "Renamed over");
    // Moved away and written anew, with a copy left behind.
    fs::rename(site.path(LETTER), site.path("content/circulars/c12.md~")).expect("it is there");
    site.write(LETTER, letter("Written anew", ""));
    shows(&preview, "/circulars/c12/", "Written anew");
    // In pieces.
    let text = letter("In pieces", "The end.");
    let mut file = fs::File::create(site.path(LETTER)).expect("it can be written");
    for piece in text.as_bytes().chunks(20) {
        file.write_all(piece).expect("it can be written");
        std::thread::sleep(Duration::from_millis(10));
    }
    shows(&preview, "/circulars/c12/", "The end.");
    // A file more, another name, one less; a folder likewise.
    site.write("content/pages/help.md", "---\ntitle: Help\n---\n");
    shows(&preview, "/help/", "Help");
    fs::rename(site.path("content/pages/help.md"), site.path("content/pages/aid.md")).expect("it is there");
    shows(&preview, "/aid/", "Help");
    assert_eq!(preview.get("/help/").status, 404);
    site.remove("content/pages/aid.md");
    preview.until("/aid/", |answer| answer.status == 404);
    site.write("content/pages/deep/er/page.md", "---\ntitle: Deep\n---\n");
    shows(&preview, "/deep/er/page/", "Deep");
    fs::rename(site.path("content/pages/deep"), site.path("content/pages/low")).expect("it is there");
    shows(&preview, "/low/er/page/", "Deep");
    site.write("content/pages/low/er/page.md", "---\ntitle: Deeper\n---\n");
    shows(&preview, "/low/er/page/", "Deeper");
    // The whole content, away and back.
    fs::rename(site.path("content"), site.path("away")).expect("it is there");
    preview.until("/about/", |answer| answer.status == 404);
    fs::rename(site.path("away"), site.path("content")).expect("it is there");
    shows(&preview, "/about/", "About");
    site.write("content/pages/about.md", "---\ntitle: About again\n---\n");
    shows(&preview, "/about/", "About again");
}

#[test]
fn a_checkout_of_a_thousand_files_ends_in_what_a_build_makes() {
    let site = site();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command
            .current_dir(site.root())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", site.beside("home"));
        let run = run(command.args(["-c", "user.name=x", "-c", "user.email=x@example.org"]).args(arguments));
        assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
    };
    let write = |edition: &str| {
        for number in 0..1000 {
            let path = format!("content/circulars/n{number}.md");
            site.write(&path, letter(edition, "To SG17 and TSB Circular 12.").replace("number: 12", &format!("number: {}", 1000 + number)));
        }
    };
    git(&["init", "--quiet"]);
    write("Of old");
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "old"]);
    git(&["checkout", "--quiet", "-b", "new"]);
    write("Of late");
    site.remove("content/circulars/n7.md");
    git(&["add", "-A", "."]);
    git(&["commit", "--quiet", "-m", "new"]);
    let preview = Preview::start(&site, &[]);
    for (branch, words, status) in [("master", "Of old", 200), ("new", "Of late", 404)] {
        // The name of the first branch is the system's to say.
        git(&["checkout", "--quiet", if branch == "master" { "new~1" } else { branch }]);
        preview.until("/circulars/n7/", |answer| answer.status == status);
        for number in [0, 500, 999] {
            shows(&preview, &format!("/circulars/n{number}/"), words);
        }
    }
    assert_eq!(site.build().code, Some(0));
    for path in ["index.html", "circulars/index.html", "circulars/n999/index.html", "study-groups/sg17/index.html", "404.html"] {
        let built = fs::read_to_string(site.path("public").join(path)).expect("it was built");
        let built = with_plain_names(&built);
        preview.until(&format!("/{}", path.trim_end_matches("index.html")), |answer| without_script(&answer.text()) == built);
    }
}

/// A page without what a preview adds to it.
fn without_script(page: &str) -> String {
    let Some((before, rest)) = page.split_once("<script src=\"/.plenary/") else { return page.to_owned() };
    format!("{before}{}", rest.split_once("</script>").map_or("", |(_, after)| after))
}

/// A page that calls the theme's files as a preview does: without fingerprints, and without their sums.
fn with_plain_names(page: &str) -> String {
    let of_value = |value: &str| match value.split_once("theme/") {
        Some((root, file)) => format!("{root}{}", without_fingerprint(&format!("theme/{file}"))),
        None => value.to_owned(),
    };
    let mut values = page.split('"').map(of_value);
    let mut plain = values.next().unwrap_or_default();
    while let (Some(value), Some(after)) = (values.next(), values.next()) {
        match plain.strip_suffix(" integrity=") {
            Some(before) => plain = format!("{before}{after}"),
            None => plain = format!("{plain}\"{value}\"{after}"),
        }
    }
    plain
}

#[test]
fn files_are_looked_at_where_the_system_does_not_tell() {
    let site = site();
    let preview = Preview::start(&site, &["--poll"]);
    preview.said("the files are looked at every second: as asked for");
    // Also what is saved again within the same second.
    for words in ["Found by looking", "Found once more", "Found at last"] {
        site.write(LETTER, letter(words, ""));
        shows(&preview, "/circulars/c12/", words);
    }
}

#[test]
fn the_site_stands_at_the_path_where_it_will_be_served() {
    let site = site().file("plenary.yaml", "title: T\nbase_url: https://example.org/fg/\n");
    let preview = Preview::start(&site, &[]);
    assert!(preview.greeting.contains("/fg/\n"), "{}", preview.greeting);
    for (path, location) in [("/", "/fg/"), ("/fg", "/fg/"), ("/fg/about", "./about/"), ("/fg/about?q=1", "./about/?q=1")] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("location")), (302, location), "{path}");
    }
    assert_eq!(preview.get("/fg/about/").status, 200);
    let missing = preview.get("/about/");
    assert!(missing.status == 404 && missing.text().contains("<html"), "{}", missing.text());
}

#[test]
fn a_part_of_a_file_can_be_asked_for() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    let whole = preview.get("/film.bin");
    assert_eq!((whole.status, whole.body.len(), whole.header("content-length")), (200, 800_000, "800000"));
    let host = format!("Host: {}", preview.address);
    let part = |range: &str| send(&preview.address, &["GET /film.bin HTTP/1.1", &host, &format!("Range: {range}")]);
    let answer = part("bytes=400000-499999");
    assert_eq!((answer.status, answer.header("content-range")), (206, "bytes 400000-499999/800000"));
    assert_eq!(answer.body, whole.body[400_000..500_000]);
    assert_eq!(part("bytes=-4").body, whole.body[799_996..]);
    let beyond = part("bytes=800000-");
    assert_eq!((beyond.status, beyond.header("content-range"), beyond.body.len()), (416, "bytes */800000", 0));
    let head = send(&preview.address, &["HEAD /film.bin HTTP/1.1", &host]);
    assert_eq!((head.status, head.header("content-length"), head.body.len()), (200, "800000", 0));
    assert!(preview.peak() < 200 * 1024);
}

#[test]
fn only_its_own_pages_are_answered() {
    let site = site();
    let preview = Preview::start(&site, &["--allow-host", "fg.example.org"]);
    let address = preview.address.clone();
    let ask = |lines: &[&str]| send(&address, lines);
    for host in ["localhost", "127.0.0.1:1313", "fg.example.org", "LOCALHOST:9"] {
        assert_eq!(ask(&["GET / HTTP/1.1", &format!("Host: {host}")]).status, 200, "{host}");
    }
    for host in ["evil.example", "127.0.0.1.evil.example", "", "192.0.2.1"] {
        let answer = ask(&["GET / HTTP/1.1", &format!("Host: {host}")]);
        assert_eq!(answer.status, 403, "{host}");
        assert!(answer.text().contains("`plenary serve --allow-host NAME` adds a name"), "{}", answer.text());
    }
    assert_eq!(ask(&["GET / HTTP/1.0"]).status, 403, "no name at all");
    assert_eq!(ask(&["GET http://evil.example/ HTTP/1.1", "Host: localhost"]).status, 403);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH"] {
        let answer = ask(&[&format!("{method} / HTTP/1.1"), "Host: localhost"]);
        assert!([400, 405].contains(&answer.status), "{method}: {}", answer.status);
    }
    for path in [
        "/../plenary.yaml",
        "/%2e%2e/plenary.yaml",
        "/..%2fplenary.yaml",
        "/plenary.yaml",
        "/content/circulars/c12.md",
        "//etc/passwd",
        "/%00",
        "/%ff",
        "/..\\plenary.yaml",
    ] {
        let answer = ask(&[&format!("GET {path} HTTP/1.1"), "Host: localhost"]);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.text().contains("base_url") && !answer.text().contains("root:"), "{path}");
    }
    // No page elsewhere may read anything, or learn when something is edited.
    let page = ask(&["GET / HTTP/1.1", "Host: localhost", "Origin: https://evil.example"]);
    assert!(page.headers.keys().all(|name| !name.starts_with("access-control")), "{:?}", page.headers);
    assert_eq!(page.header("cross-origin-resource-policy"), "same-origin");
    for header in ["Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"] {
        assert_eq!(ask(&["GET /.plenary/events HTTP/1.1", "Host: localhost", header]).status, 403, "{header}");
    }
}

#[test]
fn slow_and_oversized_requests_keep_nobody_from_the_site() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    let before = preview.peak();
    let long = "x".repeat(100_000);
    for lines in [vec![format!("GET /{long} HTTP/1.1")], vec!["GET / HTTP/1.1".to_owned(), format!("X: {long}")]] {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let answer = std::panic::catch_unwind(|| send(&preview.address, &lines).status);
        // Broken off while it was still being sent, or refused.
        assert!(answer.as_ref().map_or(true, |status| [0, 400, 414, 431].contains(status)), "{answer:?}");
    }
    let half: Vec<_> = (0..600)
        .map(|_| {
            let mut stream = connect(&preview.address);
            stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").expect("it is taken");
            stream
        })
        .collect();
    shows(&preview, "/about/", "About");
    drop(half);
    assert!(preview.peak() < before + 64 * 1024, "{} KiB at first, {} at last", before, preview.peak());
}

#[test]
fn a_port_that_is_taken_is_no_riddle() {
    let site = site();
    let first = Preview::start(&site, &[]);
    let port = first.address.rsplit(':').next().expect("a port");
    let run = site.run(&["serve", "--port", port]);
    assert_eq!((run.code, run.stderr), (Some(1), format!("error: cannot listen at 127.0.0.1, port {port}: address already in use\n")));
    let run = site.run(&["serve", "--allow-host", "preview.example.org:8080"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("expected a name such as preview.example.org"), "{}", run.stderr);
    let run = site.run(&["serve", "--host", "nowhere.invalid"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.starts_with("error: `nowhere.invalid` is no address to listen at"), "{}", run.stderr);
}

#[test]
fn several_files_are_said_by_their_names_and_many_by_a_count() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    for number in 1..=5 {
        site.write(&format!("content/pages/new-{number}.md"), "---\ntitle: New\n---\n");
    }
    shows(&preview, "/new-5/", "New");
    let said = preview.said("content/pages/new-1.md").join("\n");
    let all = "content/pages/new-1.md, content/pages/new-2.md, content/pages/new-3.md and 2 more files: ";
    assert!(said.contains(all), "{said}");
}

#[test]
fn another_day_of_the_clock_is_shown_without_an_edit() {
    let files = Site::empty()
        .file("plenary.yaml", "title: Groups\nbase_url: https://example.org/\n")
        .file("content/study-groups/tsag.md", "---\ntitle: Advisory\nacronym: TSAG\nkind: advisory-group\n---\n")
        .file(
            "content/groups/fg-xx/index.md",
            "---\ntitle: Examples\nacronym: FG-XX\nparent: TSAG\nmeetings: [{id: 1, start: 2020-03-10}]\n---\n",
        );
    let day = |text: &str| Date::parse(text).expect("it is a day");
    let (first, second) = (day("2020-03-09"), day("2020-03-10"));
    let is_second = Arc::new(AtomicBool::new(false));
    let clock = Arc::clone(&is_second);
    // It goes on until the process of the tests ends.
    let (address, _) = in_process(&files, first, Box::new(move || if clock.load(Ordering::Relaxed) { second } else { first }));
    let state = || -> serde_json::Value {
        let data = support::http::get(&address, "/groups/fg-xx/index.json").text();
        serde_json::from_str::<serde_json::Value>(&data).expect("it is JSON")["state"].clone()
    };
    assert_eq!(state(), "forming");
    is_second.store(true, Ordering::Relaxed);
    let limit = Instant::now() + Duration::from_secs(30);
    while state() != "active" {
        assert!(Instant::now() < limit, "the day is still the first");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_preview_that_no_longer_follows_the_site_ends_in_the_panic_that_stopped_it() {
    let files = site();
    let day = Date::parse("2020-03-09").expect("it is a day");
    let is_broken = Arc::new(AtomicBool::new(false));
    let breaks = Arc::clone(&is_broken);
    let today = move || if breaks.load(Ordering::Relaxed) { panic!("the clock is broken") } else { day };
    let (address, preview) = in_process(&files, day, Box::new(today));
    assert_eq!(support::http::get(&address, "/about/").status, 200);
    is_broken.store(true, Ordering::Relaxed);
    let limit = Instant::now() + Duration::from_secs(30);
    while !preview.is_finished() {
        assert!(Instant::now() < limit, "pages are still served");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(preview.join().is_err(), "the program ends as if all were well");
    assert!(std::net::TcpStream::connect(&address).is_err());
}

/// A preview in this process, whose clock is the test's: its address, and the thread that it ends with.
fn in_process(site: &Site, first: Date, today: Box<dyn Fn() -> Date + Send + Sync>) -> (String, JoinHandle<std::io::Result<()>>) {
    let options = site::Options {
        drafts: site::Drafts::Leave,
        today: None,
        otherwise_today: first,
        base_url: None,
        naming: plenary::theme::Naming::Plain,
        cache: plenary::cache::Cache::default(),
    };
    let root = site.root();
    let loaded = site::open(&root, &options, None);
    let watch = serve::Watch::start(&root, false).expect("the site can be watched");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has an address").to_string();
    let sink = serve::Sink {
        describe: Box::new(|diagnostic| diagnostic.message.clone()),
        forbidden: Level::Error,
        tell: Box::new(|_| ()),
        today,
        look: Duration::from_millis(20),
    };
    let guard = serve::Guard::new("127.0.0.1", &[]);
    let serving = std::thread::spawn(move || serve::run(&root, &options, loaded, listener, guard, watch, sink));
    (address, serving)
}
