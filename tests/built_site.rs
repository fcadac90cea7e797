//! The site of this repository, built and looked at page by page: every link leads somewhere, nothing comes from
//! elsewhere, and every page is one that people, screen readers and search engines find their way in.
//!
//! It is built twice, at a domain's root and under a path; the second time with drafts, of which nothing may be seen.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use support::html_facts::HtmlFacts;
use support::published::{Published, is_absolute};
use support::site::Site;

static AT_ROOT: LazyLock<Published> = LazyLock::new(|| Published::build(repository(), "https://example.org/"));
static UNDER_PATH: LazyLock<Published> = LazyLock::new(|| Published::build(&with_drafts().root(), "https://example.org/fg/"));

/// The one page that is served at any address.
const NOT_FOUND: &str = "404.html";
/// Schemes that a reader may be sent to.
const SCHEMES: [&str; 4] = ["http:", "https:", "mailto:", "tel:"];

#[test]
fn every_link_leads_to_a_file_and_every_anchor_is_on_its_page() {
    each_address(|site, page, address| {
        if is_absolute(address) {
            return None;
        }
        let Some((file, anchor)) = site.target(page, address) else { return Some("leads out of the site") };
        match (site.tree.text(&file), site.pages.get(&file), anchor) {
            _ if address.is_empty() => Some("leads nowhere"),
            (None, ..) => Some("leads to no file"),
            (_, _, None) => None,
            (_, Some(target), Some(anchor)) if target.ids.contains(&anchor) => None,
            _ => Some("leads to no anchor"),
        }
    });
}

#[test]
fn links_within_the_site_are_relative_but_on_the_page_for_what_is_not_found() {
    each_address(|site, page, address| {
        let is_right = match page {
            _ if is_absolute(address) || address.starts_with('#') => true,
            NOT_FOUND => address.starts_with(site.base_path()),
            _ => !address.starts_with('/'),
        };
        (!is_right).then_some("depends on where the page is served")
    });
}

#[test]
fn nothing_is_loaded_from_another_site() {
    let mut faults = Vec::new();
    for site in sites() {
        for (path, page) in &site.pages {
            for address in page.addresses.iter().filter(|address| is_absolute(&address.text)) {
                let is_link = address.by == "a" && SCHEMES.iter().any(|scheme| address.text.starts_with(scheme));
                if !is_link && address.by != "link canonical" {
                    faults.push(format!("{path}: {} {}", address.by, address.text));
                }
            }
        }
        for path in site.tree.files().into_iter().filter(|path| path.ends_with(".css")) {
            let text = site.tree.text(path).expect("it is a file");
            let addresses = text.split("url(").skip(1).map(|rest| rest.trim_start_matches(['"', '\'', ' ']));
            let foreign = addresses.filter(|address| is_absolute(address) && !address.starts_with("data:"));
            faults.extend(foreign.map(|address| format!("{path}: {}", address.split(')').next().unwrap_or_default())));
            faults.extend(text.contains("@import").then(|| format!("{path}: @import")));
        }
    }
    assert_none(&faults);
}

#[test]
fn pages_name_their_own_address() {
    each_page(|site, path, page| {
        let named: Vec<&str> =
            page.addresses.iter().filter(|address| address.by == "link canonical").map(|address| address.text.as_str()).collect();
        let own = format!("{}{}", site.base_url, path.strip_suffix("index.html").unwrap_or(path));
        let expected = if path == NOT_FOUND { vec![] } else { vec![own.as_str()] };
        if named == expected { vec![] } else { vec![format!("{named:?}")] }
    });
}

#[test]
fn every_page_can_be_walked_to_from_the_home_page() {
    for site in sites() {
        let mut reached = BTreeSet::from(["index.html".to_owned()]);
        let mut ahead = vec!["index.html".to_owned()];
        while let Some(path) = ahead.pop() {
            let links = site.pages.get(&path).into_iter().flat_map(|page| &page.addresses);
            for link in links.filter(|link| ["a", "form action"].contains(&link.by.as_str()) && !is_absolute(&link.text)) {
                let Some((file, _)) = site.target(&path, &link.text) else { continue };
                if reached.insert(file.clone()) {
                    ahead.push(file);
                }
            }
        }
        let apart: Vec<&String> = site.pages.keys().filter(|path| !reached.contains(*path)).collect();
        // Only what has a tag leads to the list of tags.
        let has_tags = site.pages.keys().any(|path| path.starts_with("tags/") && path != "tags/index.html");
        assert_eq!(apart, if has_tags { vec![NOT_FOUND] } else { vec![NOT_FOUND, "tags/index.html"] });
    }
}

#[test]
fn no_id_stands_twice_on_a_page() {
    each_page(|_, _, page| {
        let mut seen = BTreeSet::new();
        page.ids.iter().filter(|id| id.is_empty() || !seen.insert(id.as_str())).cloned().collect()
    });
}

#[test]
fn every_page_has_one_main_heading_and_leaves_no_level_out() {
    each_page(|_, _, page| {
        let mut faults = Vec::new();
        let main = page.headings.iter().filter(|(level, _)| *level == 1).count();
        if main != 1 {
            faults.push(format!("{main} main headings"));
        }
        let mut above = 0;
        for (level, text) in &page.headings {
            if *level > above + 1 {
                faults.push(format!("`{text}` is of level {level} after one of level {above}"));
            }
            if text.is_empty() {
                faults.push(format!("an empty heading of level {level}"));
            }
            above = *level;
        }
        faults
    });
}

#[test]
fn every_page_says_its_language_and_what_it_is_about() {
    each_page(|_, _, page| {
        let mut faults = Vec::new();
        if page.language != "en" {
            faults.push(format!("its language is `{}`", page.language));
        }
        if page.titles.len() != 1 || page.titles[0].is_empty() {
            faults.push(format!("its titles are {:?}", page.titles));
        }
        if page.descriptions.len() != 1 || page.descriptions[0].trim().is_empty() {
            faults.push(format!("its descriptions are {:?}", page.descriptions));
        }
        faults
    });
}

#[test]
fn no_two_pages_have_one_title() {
    for site in sites() {
        let mut by_title: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (path, page) in &site.pages {
            page.titles.iter().for_each(|title| by_title.entry(title).or_default().push(path));
        }
        by_title.retain(|_, paths| paths.len() > 1);
        assert_eq!(by_title, BTreeMap::new());
    }
}

#[test]
fn styles_and_scripts_are_files_and_images_have_a_text() {
    each_page(|_, _, page| page.inline.iter().chain(&page.images_without_text).cloned().collect());
}

#[test]
fn every_page_says_what_it_is_made_from_and_who_answers_for_it() {
    for site in sites() {
        for path in site.pages.keys() {
            let text = site.tree.text(path).expect("it is a page");
            let footer = text.split_once("<footer").expect("there is a footer").1;
            assert!(footer.contains("Questions about this page: ") && footer.contains("This site speaks as of "), "{path}");
            // What is made of a file says which, and when it was last dated, as far as it is.
            let is_made = ["recommendations/index.html", "work-items/index.html", "meetings/index.html", NOT_FOUND]
                .contains(&path.as_str())
                || path.starts_with("tags/")
                || path.matches('/').count() == 1 && text.contains("<h1>") && !footer.contains("Made from ");
            assert!(is_made || footer.contains("Made from <code>content/"), "{path}");
        }
        let letter = site.tree.text("circulars/tsb-circular-33/index.html").expect("there is the circular");
        assert!(
            letter.contains("last dated <time datetime=\"2017-06-07\">7 June 2017</time>") && letter.contains("mailto:tsbfgdlt@itu.int")
        );
    }
}

#[test]
fn drawings_have_a_title_a_description_and_a_table_or_list_beside_them() {
    let drawn = |path: &str| AT_ROOT.tree.text(path).expect("it is a page");
    let pages: Vec<&String> = AT_ROOT.pages.keys().filter(|path| drawn(path).contains("drawing-svg")).collect();
    assert!(pages.iter().any(|path| *path == "index.html") && pages.iter().any(|path| *path == "study-groups/sg16/index.html"));
    for path in pages {
        assert!(path.as_str() == "index.html" || path.starts_with("study-groups/"), "{path} has a drawing");
        let text = drawn(path);
        let document = scraper::Html::parse_document(&text);
        let select = |selector: &str| scraper::Selector::parse(selector).expect(selector);
        for svg in document.select(&select("svg.drawing-svg")) {
            let labels = svg.attr("aria-labelledby").expect("it is labelled");
            for id in labels.split(' ') {
                let label = document.select(&select(&format!("#{id}"))).next().expect("the label is there");
                assert!(!label.text().collect::<String>().trim().is_empty(), "{path}: {id}");
            }
            let links = svg.select(&select("a")).count();
            assert!(links > 0 && svg.select(&select("a[href=\"\"]")).next().is_none(), "{path}");
        }
        if text.contains("id=\"p-timeline\"") {
            assert!(text.contains("The same as a table"), "{path}");
        }
    }
}

#[test]
fn of_a_draft_nothing_is_published() {
    let tree = &UNDER_PATH.tree;
    assert_eq!(tree.files_with("fg-xx"), [""; 0]);
    assert_eq!(tree.files_with("Unpublished"), [""; 0]);
    // Prose that names a draft is not changed by it.
    assert_eq!(tree.files_with("FG-XX"), ["notes/index.html"]);
    let mut paths = AT_ROOT.tree.paths();
    paths.extend(["notes", "notes/index.html", "tags/metaverse", "tags/metaverse/index.html"]);
    paths.sort_unstable();
    assert_eq!(tree.paths(), paths);
}

/// A copy of the site with a draft of a focus group, which a page names in prose.
fn with_drafts() -> Site {
    let site = Site::empty();
    for path in std::iter::once("plenary.yaml".to_owned()).chain(content()) {
        site.write(&path, std::fs::read(repository().join(&path)).expect("it can be read"));
    }
    let group = "---\ntitle: Unpublished group\nacronym: FG-XX\nparent: TSAG\nstudy_groups: [SG17]\ntags: [Unpublished]\ndraft: true\n\
                 meetings: [{id: 1, title: Unpublished meeting, start: 2023-06-01}]\n---\nUnpublished, for Q1/17 and `Y.4484`.\n";
    let terms = "---\ntitle: Unpublished terms\ndraft: true\n---\nUnpublished.\n";
    let notes = "---\ntitle: Notes\ntags: [Metaverse]\n---\nA group that is being prepared, FG-XX, is to work with SG17.\n";
    site.file("content/groups/fg-xx/index.md", group)
        .file("content/groups/fg-xx/terms-of-reference.md", terms)
        .file("content/groups/fg-xx/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Unpublished</title></svg>")
        .file("content/pages/notes.md", notes)
}

/// The paths of the files of `content/`.
fn content() -> Vec<String> {
    let walk = walkdir::WalkDir::new(repository().join("content")).sort_by_file_name();
    let files = walk.into_iter().map(|entry| entry.expect("content can be read")).filter(|entry| entry.file_type().is_file());
    files.map(|entry| entry.path().strip_prefix(repository()).expect("it is below").to_string_lossy().into_owned()).collect()
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sites() -> [&'static Published; 2] {
    [&AT_ROOT, &UNDER_PATH]
}

/// Checks every page of both sites, and tells all that is wrong with any of them.
fn each_page(check: impl Fn(&Published, &str, &HtmlFacts) -> Vec<String>) {
    let mut faults = Vec::new();
    for site in sites() {
        assert!(!site.pages.is_empty());
        for (path, page) in &site.pages {
            faults.extend(check(site, path, page).into_iter().map(|fault| format!("{}{path}: {fault}", site.base_path())));
        }
    }
    assert_none(&faults);
}

/// Checks every address on every page of both sites.
fn each_address(check: impl Fn(&Published, &str, &str) -> Option<&'static str>) {
    each_page(|site, path, page| {
        let told = page.addresses.iter().filter_map(|address| Some((address, check(site, path, &address.text)?)));
        told.map(|(address, fault)| format!("{} `{}` {fault}", address.by, address.text)).collect()
    });
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
