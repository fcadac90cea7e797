//! Whether addresses elsewhere still answer: asked of real servers on the loopback interface.
#![cfg(feature = "external")]

mod support;

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::time::Duration;

use plenary::external::{Answer, Cache, Pace, ask};
use support::server::Server;
use support::site::{SETTINGS, Site};

const PACE: Pace = Pace {
    at_once: 4,
    gap: Duration::from_millis(20),
    timeout: Duration::from_millis(400),
    attempts: 3,
    first_wait: Duration::from_millis(30),
    longest_wait: Duration::from_millis(200),
};

/// Asks a server for paths, and says what came of each.
fn asked(server: &Server, paths: &[&str], pace: &Pace) -> BTreeMap<String, Answer> {
    let addresses: Vec<String> = paths.iter().map(|path| format!("{}{path}", server.address)).collect();
    let answers = ask(&addresses, pace, &|| ());
    answers.into_iter().map(|(address, answer)| (address[server.address.len()..].to_owned(), answer)).collect()
}

fn requests<const N: usize>(counts: [(&str, usize); N]) -> BTreeMap<String, usize> {
    counts.map(|(request, count)| (request.to_owned(), count)).into()
}

fn head(line: &str) -> Option<String> {
    Some(line.to_owned())
}

#[test]
fn what_is_there_is_asked_for_once_and_by_its_head() {
    let server = Server::start(|_, path, _| match path {
        "/guests" => head("401 Unauthorized"),
        "/members" => head("403 Forbidden"),
        _ => head("200 OK"),
    });
    let answers = asked(&server, &["/", "/a?b=c", "/guests", "/members"], &PACE);
    assert!(answers.values().all(|answer| *answer == Answer::Fine) && answers.len() == 4, "{answers:?}");
    let wanted =
        requests([("HEAD /", 1), ("HEAD /a?b=c", 1), ("HEAD /guests", 1), ("GET /guests", 1), ("HEAD /members", 1), ("GET /members", 1)]);
    assert_eq!(server.counts(), wanted);
}

#[test]
fn a_server_that_does_not_know_head_is_asked_for_the_whole() {
    let server = Server::start(|method, path, _| match (method, path) {
        ("HEAD", "/405") => head("405 Method Not Allowed"),
        ("HEAD", "/501") => head("501 Not Implemented"),
        ("HEAD", "/404") => head("404 Not Found"),
        _ => head("200 OK"),
    });
    let answers = asked(&server, &["/404", "/405", "/501"], &PACE);
    assert!(answers.values().all(|answer| *answer == Answer::Fine), "{answers:?}");
    assert!(server.counts().values().all(|count| *count == 1) && server.counts().len() == 6);
}

#[test]
fn what_is_gone_is_dead() {
    let server = Server::start(|_, path, _| match path {
        "/gone" => head("410 Gone"),
        "/once" => head("301 Moved Permanently\nLocation: /gone"),
        _ => head("404 Not Found"),
    });
    let answers = asked(&server, &["/", "/gone", "/once"], &PACE);
    let dead = |why: &str| Answer::Dead(why.to_owned());
    let wanted = [("/", dead("answers 404 (Not Found)")), ("/gone", dead("answers 410 (Gone)")), ("/once", dead("answers 410 (Gone)"))];
    assert_eq!(answers, wanted.map(|(path, answer)| (path.to_owned(), answer)).into());
}

#[test]
fn only_what_moved_for_good_is_told_with_its_new_address() {
    let server = Server::start(|_, path, _| match path {
        "/301" => head("301 Moved Permanently\nLocation: /new"),
        "/308" => head("308 Permanent Redirect\nLocation: 301"),
        "/302" => head("302 Found\nLocation: /301"),
        "/then-302" => head("301 Moved Permanently\nLocation: /login"),
        "/login" => head("302 Found\nLocation: /new"),
        "/circle" => head("301 Moved Permanently\nLocation: /back"),
        "/back" => head("302 Found\nLocation: /circle"),
        path if path.starts_with("/far") => Some(format!("302 Found\nLocation: {path}x")),
        _ => head("200 OK"),
    });
    let answers = asked(&server, &["/301", "/308", "/302", "/then-302", "/circle", "/far"], &PACE);
    let moved = |to: &str| Answer::Moved(format!("{}{to}", server.address));
    let circle = || Answer::Dead("sends one round in a circle".to_owned());
    let wanted = [
        ("/301", moved("/new")),
        ("/308", moved("/new")),
        ("/302", Answer::Fine),
        ("/then-302", moved("/login")),
        ("/circle", circle()),
        ("/far", circle()),
    ];
    assert_eq!(answers, wanted.map(|(path, answer)| (path.to_owned(), answer)).into());
}

#[test]
fn a_server_that_is_busy_is_asked_again_when_it_says() {
    let server = Server::start(|_, path, before| match (path, before) {
        ("/busy", 0) => head("429 Too Many Requests\nRetry-After: 1"),
        ("/down", 0 | 1) => head("503 Service Unavailable"),
        ("/broken", _) => head("500 Internal Server Error"),
        _ => head("200 OK"),
    });
    let pace = Pace { longest_wait: Duration::from_secs(5), ..PACE };
    assert_eq!(asked(&server, &["/busy"], &pace).remove("/busy"), Some(Answer::Fine));
    assert!(server.pauses()[0] >= Duration::from_secs(1), "{:?}", server.pauses());
    let answers = asked(&server, &["/broken", "/down"], &PACE);
    let broken = Answer::Unreachable("it answers 500 (Internal Server Error)".to_owned());
    assert_eq!(answers, [("/broken".to_owned(), broken), ("/down".to_owned(), Answer::Fine)].into());
    assert_eq!(server.counts(), requests([("HEAD /busy", 2), ("HEAD /down", 3), ("HEAD /broken", 3)]));
    // None is shorter than that between any two requests of a host.
    let pauses = &server.pauses()[2..];
    assert!(pauses.iter().all(|pause| *pause >= PACE.gap), "{pauses:?}");
}

#[test]
fn a_host_that_does_not_answer_is_not_asked_for_everything() {
    let silent = Server::start(|_, _, _| None);
    let answers = asked(&silent, &["/a", "/b", "/c"], &PACE);
    let late = || Answer::Unreachable("it took too long".to_owned());
    assert_eq!(answers.into_values().collect::<Vec<_>>(), [late(), late(), late()]);
    assert_eq!(silent.counts(), requests([("HEAD /a", 3)]));
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port is free").local_addr().expect("it has an address");
    let answers = ask(&[format!("http://{closed}/")], &PACE, &|| ());
    let refused = Answer::Unreachable("the connection was refused".to_owned());
    assert_eq!(answers, [(format!("http://{closed}/"), refused)].into());
}

#[test]
fn of_one_host_one_thing_is_asked_at_a_time_with_a_pause() {
    let server = Server::start(|_, _, _| head("200 OK"));
    let pace = Pace { gap: Duration::from_millis(60), ..PACE };
    let done = std::sync::atomic::AtomicUsize::new(0);
    let addresses = ["/a", "/b", "/c", "/d"].map(|path| format!("{}{path}", server.address));
    ask(&addresses, &pace, &|| {
        done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    });
    assert_eq!(done.into_inner(), 4);
    assert!(server.pauses().iter().all(|pause| *pause >= pace.gap), "{:?}", server.pauses());
}

#[test]
fn the_cache_knows_for_a_week_what_was_found() {
    const DAY: i64 = 24 * 60 * 60;
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = folder.path().join("not/there/yet");
    let mut cache = Cache::open(Some(&folder), 100 * DAY);
    let moved = Answer::Moved("http://b/".to_owned());
    cache.put("http://a/", &moved);
    cache.put("http://b/", &Answer::Fine);
    cache.put("http://c/", &Answer::Fine);
    cache.put("http://c/", &Answer::Dead("answers 404 (Not Found)".to_owned()));
    cache.put("http://d/", &Answer::Unreachable("it took too long".to_owned()));
    cache.save();
    let known = |now: i64| ["a", "b", "c", "d"].map(|host| Cache::open(Some(&folder), now).get(&format!("http://{host}/")));
    assert_eq!(known(100 * DAY), [Some(moved.clone()), Some(Answer::Fine), None, None]);
    assert_eq!(known(107 * DAY - 1), [Some(moved), Some(Answer::Fine), None, None]);
    assert_eq!((known(107 * DAY), known(99 * DAY)), ([const { None }; 4], [const { None }; 4]));
    for broken in ["", "{", "[]", "{\"form\":2,\"answers\":{\"http://b/\":{\"at\":8640000,\"moved\":null}}}"] {
        std::fs::write(folder.join("links.json"), broken).expect("it can be written");
        assert_eq!(known(100 * DAY), [None, None, None, None], "{broken}");
    }
    // One that cannot be written is no fault.
    std::fs::remove_dir_all(&folder).expect("it is ours");
    std::fs::write(&folder, "a file").expect("it can be written");
    cache.save();
    assert_eq!(std::fs::read(&folder).expect("it is there"), b"a file");
}

/// A site that leads to a server in every way that there is.
fn site(server: &Server) -> Site {
    let at = &server.address;
    let page = format!(
        "---\ntitle: Page\nattachments: [{{title: Letter, url: \"{at}/gone.pdf#page=2\"}}]\nextra: {{more: \"{at}/extra\"}}\n---\n\
         [moved]({at}/moved#part) [dead][d] ![]({at}/gone.png) <{at}/fine> [mail](mailto:a@example.org) [private]({at}/private/x)\n\n\
         `{at}/code` {at}/words\n\n[d]: {at}/gone\n"
    );
    let settings = format!(
        "{SETTINGS}organisation: {{name: X, url: \"{at}/gone\"}}\nedit_url: \"{at}/edit/{{path}}\"\n\
         external: {{allow: [\"{at}/private/\", example.org]}}\nmenu: [{{title: Elsewhere, url: \"{at}/fine\"}}]\n"
    );
    Site::new()
        .file("plenary.yaml", settings)
        .file("content/pages/page.md", page)
        .file("content/pages/draft.md", format!("---\ntitle: Draft\ndraft: true\n---\n[x]({at}/draft)\n"))
        .file("content/study-groups/sg2.md", "---\ntitle: SG2\nacronym: SG2\nnumber: 2\nwebsite: https://www.example.org/sg2/\n---\n")
        .file("content/catalogue/organisations.yaml", format!("- {{id: IETF, title: I, url: \"{at}/gone\"}}\n"))
        .file("content/catalogue/work-items.yaml", format!("- {{id: Y.x, title: X, study_group: SG2, url: \"{at}/broken\"}}\n"))
}

fn answers(_: &str, path: &str, _: usize) -> Option<String> {
    match path {
        "/moved" => head("301 Moved Permanently\nLocation: /fine"),
        "/fine" | "/extra" => head("200 OK"),
        "/broken" => head("500 Internal Server Error"),
        _ => head("404 Not Found"),
    }
}

/// What `check --external` finds: code, file, line, message, hint.
fn found(site: &Site, server: &Server) -> Vec<String> {
    let run = site.run(&["check", "--external", "--message-format", "json"]);
    let lines: Vec<serde_json::Value> = run.stdout.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
    let ours = lines.iter().filter(|line| line["code"].as_str().is_some_and(|code| code.ends_with("-link")));
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().replace(&server.address, "AT");
    ours.map(|line| {
        let place = format!("{}:{}", text(&line["file"]), line["line"]);
        format!("{} {place} {}; {}", text(&line["code"]), text(&line["message"]), text(&line["help"]))
    })
    .collect()
}

#[test]
fn only_a_check_that_is_asked_to_asks_and_tells_each_place() {
    let server = Server::start(answers);
    let site = site(&server);
    assert_eq!((site.build().code, site.run(&["check"]).code), (Some(0), Some(0)));
    assert_eq!(server.counts(), requests([]));
    let help = "write another address, or remove the link";
    let gone = |place: &str, path: &str| format!("dead-link {place} `AT/{path}` answers 404 (Not Found); {help}");
    let wanted = [
        "unreachable-link content/catalogue/work-items.yaml:1 `AT/broken` could not be reached: it answers 500 (Internal Server Error); "
            .to_owned(),
        gone("content/catalogue/organisations.yaml:1", "gone"),
        gone("content/pages/page.md:3", "gone.pdf"),
        "moved-link content/pages/page.md:6 `AT/moved` has moved for good; write `AT/fine#part`".to_owned(),
        gone("content/pages/page.md:6", "gone"),
        gone("content/pages/page.md:6", "gone.png"),
        gone("plenary.yaml:4", "gone"),
    ];
    let mut told = found(&site, &server);
    told.sort();
    let mut wanted = wanted.to_vec();
    wanted.sort();
    assert_eq!(told, wanted);
    let asked = |again: usize| {
        requests([
            // What was found is in the cache from the second time on, and the rest is asked for again.
            ("HEAD /fine", 2),
            ("HEAD /extra", 1),
            ("HEAD /moved", 1),
            ("HEAD /broken", 3 * again),
            ("HEAD /gone", again),
            ("GET /gone", again),
            ("HEAD /gone.pdf", again),
            ("GET /gone.pdf", again),
            ("HEAD /gone.png", again),
            ("GET /gone.png", again),
        ])
    };
    assert_eq!(server.counts(), asked(1));
    assert!(site.beside("home/.cache/plenary/links.json").is_file());
    assert_eq!(found(&site, &server).len(), wanted.len());
    assert_eq!(server.counts(), asked(2));
    let run = site.run(&["check", "--external", "--deny", "warnings"]);
    assert_eq!(run.code, Some(1));
}

/// What `check --previous` says of the list at a path of a server: its exit code, then code, file, line and message of each.
fn held_to(site: &Site, server: &Server, path: &str) -> (Option<i32>, Vec<String>) {
    let run = site.run(&["check", "--previous", &format!("{}{path}", server.address), "--message-format", "json"]);
    let lines = run.stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("it is JSON"));
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().replace(&server.address, "AT");
    let told = lines.map(|line| format!("{} {}:{} {}", text(&line["code"]), text(&line["file"]), line["line"], text(&line["message"])));
    (run.code, told.collect())
}

#[test]
fn the_list_of_an_earlier_build_is_fetched_from_where_it_is_served() {
    let server = Server::start(|_, path, before| match (path, before) {
        ("/moved", _) => head("302 Found\nLocation: /data/urls.txt"),
        ("/data/urls.txt", 0) => head("503 Service Unavailable"),
        ("/data/urls.txt", _) => head("200 OK\n\n/\n/404.html\n/gone/\n"),
        ("/same", _) => head("200 OK\n\n/\n/404.html\n"),
        _ => None,
    });
    let site = Site::new();
    let gone = "gone-url plenary.yaml:1 `/gone/` was published, and is gone".to_owned();
    assert_eq!(held_to(&site, &server, "/moved"), (Some(1), vec![gone]));
    assert_eq!(held_to(&site, &server, "/same"), (Some(0), vec![]));
    assert_eq!(server.counts(), requests([("GET /moved", 2), ("GET /data/urls.txt", 2), ("GET /same", 1)]));
}

#[test]
fn a_list_that_cannot_be_fetched_lets_nothing_pass() {
    let large = format!("200 OK\n\n{}", "/x/\n".repeat(3 << 20));
    let server = Server::start(move |_, path, _| match path {
        "/page" => head("200 OK\n\n<!doctype html>\n<title>Not found</title>\n"),
        "/empty" => head("200 OK"),
        "/large" => head(&large),
        "/round" => head("302 Found\nLocation: /round"),
        _ => head("404 Not Found"),
    });
    let site = Site::new();
    let unreadable = |path: &str, why: &str| format!("unreadable plenary.yaml:1 cannot read the list at `AT{path}`: {why}");
    let invalid = |path: &str, why: &str| format!("invalid-value plenary.yaml:1 the list at `AT{path}`: {why}");
    for (path, told) in [
        ("/none", unreadable("/none", "it answers 404 (Not Found)")),
        ("/large", unreadable("/large", "it is larger than 10 MiB, the most that is read")),
        ("/round", unreadable("/round", "too many redirects")),
        ("/page", invalid("/page", "`<!doctype html>` is no URL of a list: expected a path such as `/groups/fg-xx/`")),
        ("/empty", invalid("/empty", "this list names no URL")),
    ] {
        assert_eq!(held_to(&site, &server, path), (Some(1), vec![told]), "{path}");
    }
}
