//! What is published beside the pages, over the site of this repository and over one of hostile values (`tests/hostile`).
//!
//! That each format is read by others is shown by `tests/outputs/`, with parsers of that format; here is what the files
//! say, which there are, and when.

mod support;

use std::path::Path;
use std::sync::LazyLock;

use plenary::library::LINES;
use support::html_facts::HtmlFacts;
use support::run::run;
use support::site::{PLENARY, Site};
use support::tree::Tree;

/// The site of this repository.
static REAL: LazyLock<Tree> = LazyLock::new(|| build(""));
/// The site of hostile values.
static HOSTILE: LazyLock<Tree> = LazyLock::new(|| build("tests/hostile"));

#[test]
fn an_old_path_leads_to_the_new_page_without_scripts() {
    let page = HOSTILE.text("old/ü & 'b'/index.html").expect("there is a page at the old path");
    let facts = HtmlFacts::of(&page);
    let addresses: Vec<(&str, &str)> = facts.addresses.iter().map(|address| (address.by.as_str(), address.text.as_str())).collect();
    let canonical = "https://example.org/h%C3%B6/groups/fg-evil/";
    assert_eq!(addresses, [("link canonical", canonical), ("a", "../../groups/fg-evil/")]);
    assert!(page.contains("content=\"0; url=../../groups/fg-evil/\""), "{page}");
    assert!(HOSTILE.text("old.html").expect("an old file").contains("content=\"0; url=./groups/fg-evil/\""));
    let list = HOSTILE.text("_redirects").expect("hosts have a list");
    assert_eq!(
        list,
        "/h%C3%B6/old.html /h%C3%B6/groups/fg-evil/ 301\n\
         /h%C3%B6/old/%C3%BC%20&%20%27b%27/ /h%C3%B6/groups/fg-evil/ 301\n\
         /h%C3%B6/old/%C3%BC%20&%20%27b%27/calendar.ics /h%C3%B6/groups/fg-evil/calendar.ics 301\n\
         /h%C3%B6/old/%C3%BC%20&%20%27b%27/feed.json /h%C3%B6/groups/fg-evil/feed.json 301\n\
         /h%C3%B6/old/%C3%BC%20&%20%27b%27/feed.xml /h%C3%B6/groups/fg-evil/feed.xml 301\n\
         /h%C3%B6/old/%C3%BC%20&%20%27b%27/index.json /h%C3%B6/groups/fg-evil/index.json 301\n\
         /h%C3%B6/x/%C3%A4/ /h%C3%B6/%C3%BCn%C3%AF-%C3%A7ode/ 301\n\
         /h%C3%B6/x/%C3%A4/index.json /h%C3%B6/%C3%BCn%C3%AF-%C3%A7ode/index.json 301\n"
    );
    assert_eq!(REAL.text("_redirects"), None);
}

#[test]
fn the_sitemap_has_every_page_but_no_redirect_and_not_the_page_for_what_is_not_found() {
    let sitemap = HOSTILE.text("sitemap.xml").expect("there is a sitemap");
    let listed = sitemap.matches("<loc>").count();
    let pages = HOSTILE.files().iter().filter(|path| path.ends_with("index.html")).count();
    let redirects = 2;
    assert_eq!(listed, pages - redirects);
    assert!(sitemap.contains("<loc>https://example.org/h%C3%B6/groups/fg-evil/</loc><lastmod>2024-01-02</lastmod>"));
    assert!(!sitemap.contains("old") && !sitemap.contains("404"));
}

#[test]
fn past_fifty_thousand_pages_the_sitemap_is_an_index_of_parts() {
    let tags: Vec<String> = (0..50_001).map(|at| format!("t{at}")).collect();
    let site = Site::new().file("content/pages/about.md", format!("---\ntitle: About\ntags: [{}]\n---\n", tags.join(", ")));
    let text = |name: &str| rendered(&site, name);
    let (index, first, second) = (text("sitemap.xml"), text("sitemap-1.xml"), text("sitemap-2.xml"));
    let count = |text: &str, of: &str| text.matches(of).count();
    assert_eq!((count(&index, "<sitemap>"), count(&index, "https://example.org/sitemap-2.xml"), count(&index, "<url>")), (2, 1, 0));
    assert_eq!(count(&first, "<url>"), 50_000);
    // A part is gone when there are fewer pages again: it is not meant to last.
    let urls = text("data/urls.txt");
    assert!(urls.contains("\n/sitemap.xml\n") && !urls.contains("/sitemap-"));
    // The home page, five lists of kinds, four of others, the search and the page itself come on top, and the further pages of
    // the list of tags.
    let further = 50_001_usize.div_ceil(LINES) - 1;
    assert_eq!(count(&first, "<url>") + count(&second, "<url>"), 50_001 + 12 + further);
}

#[test]
fn compressed_forms_lie_beside_the_files_that_they_make_smaller() {
    let site = Site::new().file("content/pages/about.md", "---\ntitle: About\n---\n").file("content/notes.txt", "x".repeat(4000));
    let site = site.file("content/own.txt", "y".repeat(4000)).file("content/own.txt.gz", "the author's own").file("content/few.txt", "z");
    let plain = (site.build(), site.public()).1;
    assert_eq!(site.run(&["build", "--precompress"]).code, Some(0));
    let tree = site.public();
    let forms: Vec<&str> = tree.files().into_iter().filter(|path| path.ends_with(".br") || path.ends_with(".gz")).collect();
    for path in ["about/index.html.br", "about/index.html.gz", "notes.txt.br", "own.txt.br", "sitemap.xml.gz"] {
        assert!(forms.contains(&path), "{path}");
    }
    assert!(!forms.iter().any(|path| path.starts_with("few.txt") || path.contains(".gz.") || path.contains(".br.")));
    assert_eq!(tree.text("own.txt.gz").as_deref(), Some("the author's own"));
    for path in forms.iter().filter(|path| **path != "own.txt.gz") {
        let size = |path: &str| tree.contents().find(|(own, _)| *own == path).map_or(0, |(_, bytes)| bytes.len());
        assert!(size(path) < size(&path[..path.len() - 3]), "{path}");
        // They are plenary's own: the next build may take them away. Nothing else names them.
        let named: Vec<&str> = tree.files_with(path).into_iter().filter(|file| !forms.contains(file)).collect();
        assert_eq!(named, [".plenary-manifest"], "{path}");
    }
    assert_eq!(site.build().code, Some(0));
    assert_eq!(site.public().difference(&plain), [""; 0]);
}

#[test]
fn robots_txt_names_the_sitemap_and_a_sites_own_stays() {
    assert!(REAL.text("robots.txt").expect("it is made").ends_with("\nSitemap: https://example.org/sitemap.xml\n"));
    let site = Site::new().file("content/robots.txt", "User-agent: *\nDisallow: /\n");
    assert_eq!(site.build().code, Some(0));
    assert_eq!(site.public().text("robots.txt").as_deref(), Some("User-agent: *\nDisallow: /\n"));
}

#[test]
fn the_headers_let_nothing_run_but_what_is_in_files_of_the_site() {
    let headers = |settings: &str, body: &str| {
        let site = Site::new()
            .file("plenary.yaml", format!("title: Examples\nbase_url: https://example.org/fg/\n{settings}"))
            .file("content/pages/about.md", format!("---\ntitle: About\n---\n{body}\n"));
        assert_eq!(site.build().code, Some(0));
        site.public().text("_headers").expect("there are headers")
    };
    let policy = |pictures: &str, wasm: &str, frames: &str| {
        format!(
            "  Content-Security-Policy: default-src 'none'; script-src 'self'{wasm}; style-src 'self'; img-src 'self'{pictures}{frames}; \
             font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
             frame-ancestors 'self'\n"
        )
    };
    let picture = "![a](https://b.example/c.png) ![d](http://e.example:81/f.png) ![g](https://b.example/h.png) [i](https://j.example/)";
    let fixed = "  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n  \
                 Cross-Origin-Opener-Policy: same-origin\n  Permissions-Policy: browsing-topics=(), camera=(), display-capture=(), \
                 geolocation=(), microphone=(), payment=(), usb=()\n\n/fg/theme/*\n  Cache-Control: public, max-age=31536000, immutable, no-transform\n";
    let seen = policy(" http://e.example:81 https://b.example", "", "");
    assert_eq!(headers("", picture), format!("/fg/*\n{seen}{fixed}"));
    let allowed = headers("markdown: {raw_html: allow}\n", picture);
    assert!(allowed.contains(&policy(" data: https:", "", "; media-src 'self' https:; frame-src 'self' https:")), "{allowed}");
    // Hosts cut a line that is too long: then it may be any picture.
    let pictures: String = (0..100).map(|at| format!("![a](https://{at}.example/) ")).collect();
    let many = headers("search: full\n", &pictures);
    assert!(many.contains(&policy(" http: https:", " 'wasm-unsafe-eval'", "")), "{many}");
}

#[test]
fn no_event_of_a_calendar_ends_before_it_begins() {
    let site = Site::new().file("content/study-groups/sg17.md", "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\n").file(
        "content/groups/fg-xx.md",
        "---\ntitle: Examples\nacronym: FG-XX\nparent: SG17\nmeetings:\n- {id: 1, start: 9999-12-30}\n- {id: 2, start: 9999-12-31}\n\
         - {id: 3, start: 9999-12-31, opens: \"09:30\", time_zone: UTC}\n- {id: 4, start: 9999-12-28, end: 9999-12-31}\n---\n",
    );
    assert_eq!(site.build().code, Some(0));
    let calendar = site.public().text("groups/fg-xx/calendar.ics").expect("there is a calendar");
    let times: Vec<&str> = calendar.lines().filter(|line| line.starts_with("DTSTART;") || line.starts_with("DTEND;")).collect();
    // After the last day that there is comes none: one that ends with it has no end, or lacks it.
    let expected = [
        "DTSTART;VALUE=DATE:99991228",
        "DTEND;VALUE=DATE:99991231",
        "DTSTART;VALUE=DATE:99991230",
        "DTEND;VALUE=DATE:99991231",
        "DTSTART;VALUE=DATE:99991231",
        "DTSTART;TZID=UTC:99991231T093000",
    ];
    assert_eq!(times, expected);
}

#[test]
fn the_list_of_urls_is_what_is_published_without_the_theme() {
    for tree in [&*REAL, &*HOSTILE] {
        let list = tree.text("data/urls.txt").expect("there is a list");
        let decode = |line: &str| percent_encoding::percent_decode_str(line).decode_utf8().expect("it is UTF-8").into_owned();
        let listed: Vec<String> = list.lines().map(|line| decode(&line[1..])).collect();
        let url = |path: &str| path.strip_suffix("index.html").unwrap_or(path).to_owned();
        let is_lasting = |path: &&str| {
            let is_for_hosts = [".plenary-manifest", "_headers", "_redirects"].contains(path);
            !path.starts_with("theme/") && (!path.starts_with("search/") || path.ends_with(".html")) && !is_for_hosts
        };
        let mut published: Vec<String> = tree.files().into_iter().filter(is_lasting).map(url).collect();
        let mut sorted = listed.clone();
        published.sort();
        sorted.sort();
        assert_eq!(sorted, published);
    }
}

/// One file of a site, rendered alone.
fn rendered(site: &Site, path: &str) -> String {
    use plenary::site::{Drafts, Options, load};
    let otherwise_today = plenary::date::Date::parse("2020-02-01").expect("a date");
    let options = Options {
        drafts: Drafts::Leave,
        today: None,
        otherwise_today,
        base_url: None,
        naming: plenary::theme::Naming::Fingerprints,
        cache: plenary::cache::Cache::default(),
    };
    let (site, diagnostics) = load(&site.root(), &options);
    assert_eq!(diagnostics, []);
    let site = site.expect("it has settings");
    let (path, artifact) = site.plan.artifacts.iter().find(|(own, _)| own.as_str() == path).expect("it is in the plan");
    let mut buffer = Vec::new();
    let bytes = site.renderer().bytes(path, artifact, &mut buffer).expect("it can be made").into_owned();
    String::from_utf8(bytes).expect("it is text")
}

fn build(root: &str) -> Tree {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let output = folder.path().join("public");
    let mut command = std::process::Command::new(PLENARY);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    command.args(["build", "--color", "never", "--root"]).arg(root).arg("--output").arg(&output);
    let run = run(command.env_clear().env("HOME", folder.path().join("home")));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    Tree::of(&output)
}

#[test]
fn feeds_tell_new_documents_and_changes_of_status() {
    let entries = |path: &str| -> Vec<String> {
        let feed: serde_json::Value = serde_json::from_str(&REAL.text(path).expect("there is a feed")).expect("it is JSON");
        let items = feed["items"].as_array().expect("it has items");
        items.iter().map(|item| format!("{} {}", &item["date_published"].as_str().expect("a date")[..10], item["id"])).collect()
    };
    assert_eq!(entries("circulars/feed.json"), ["2017-06-07 \"https://example.org/circulars/tsb-circular-33/\""]);
    let of_dlt = entries("groups/fg-dlt/feed.json");
    assert!(of_dlt.contains(&"2017-06-07 \"https://example.org/circulars/tsb-circular-33/\"".to_owned()), "{of_dlt:?}");
    let of_texts = entries("recommendations/feed.json");
    assert_eq!(of_texts.len(), 50, "only the newest");
    assert!(of_texts.iter().all(|entry| entry.contains("/recommendations/") && entry.contains('#')), "{of_texts:?}");
}

#[test]
fn a_status_that_is_only_repeated_is_no_news() {
    let feed: serde_json::Value = serde_json::from_str(&HOSTILE.text("recommendations/feed.json").expect("a feed")).expect("JSON");
    let ids: Vec<&str> = feed["items"].as_array().expect("items").iter().filter_map(|item| item["id"].as_str()).collect();
    let at = |name: &str| format!("https://example.org/h%C3%B6/recommendations/{name}");
    assert_eq!(ids, [at("z.2/#agreed-2023-05-01"), at("z.1/#approved-2023-04-01"), at("z.1/#consented-2023-01-01")]);
}

#[test]
fn outputs_that_the_settings_turn_off_are_not_made_and_not_named() {
    let off = "title: T\nbase_url: https://example.org/\ntoday: 2020-02-01\noutputs: {feeds: false, calendars: false, data: false}\nsearch: off\n";
    let site =
        Site::empty().file("plenary.yaml", off).file("content/study-groups/sg17.md", "---\ntitle: S\nacronym: SG17\nnumber: 17\n---\n");
    assert_eq!(site.build().code, Some(0));
    let tree = site.public();
    let made: Vec<&str> = tree.files().into_iter().filter(|path| !path.ends_with(".html") && !path.starts_with("theme/")).collect();
    assert_eq!(made, [".plenary-manifest", "_headers", "data/urls.txt", "robots.txt", "sitemap.xml"]);
    assert_eq!(tree.files_with("rel=\"alternate\""), [""; 0]);
}
