//! What can be searched: that the index leads to what is published and to nothing else, and that its bytes are the same
//! wherever it is made. How readers search is tested in a browser, in tests/web/search.test.mjs.

mod support;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use support::published::Published;
use support::site::Site;
use support::tree::Tree;

const SETTINGS: &str = "title: T\nbase_url: https://example.org/\ntoday: 2020-02-01\n";
const FULL: &str = "title: T\nbase_url: https://example.org/\ntoday: 2020-02-01\nsearch: full\n";
const INDEX_OF_TEXTS: &str = "search/text";

fn real_site() -> Published {
    Published::build(Path::new(env!("CARGO_MANIFEST_DIR")), "https://example.org/fg/")
}

/// A file of the index, read.
fn json(tree: &Tree, path: &str) -> Value {
    serde_json::from_str(&tree.text(path).unwrap_or_else(|| panic!("there is no {path}"))).expect("it is JSON")
}

/// The numbered files of one sort, in their order.
fn numbered(tree: &Tree, what: &str) -> Vec<Value> {
    let count = tree.files().iter().filter(|path| path.starts_with(&format!("search/{what}-"))).count();
    (0..count).map(|at| json(tree, &format!("search/{what}-{at}.json"))).collect()
}

/// Every entry of the index: name, title, path, kind and the page it is on.
fn entries(tree: &Tree) -> Vec<Vec<Value>> {
    numbered(tree, "entries").iter().flat_map(list).map(|entry| list(entry).clone()).collect()
}

/// Every term with the places of its entries.
fn terms(tree: &Tree) -> Vec<(String, Vec<usize>)> {
    let line = |line: &Value| {
        let (term, at) = list(line).split_first().expect("a line begins with its term");
        (text(term).to_owned(), at.iter().map(|at| at.as_u64().expect("a number") as usize).collect())
    };
    numbered(tree, "terms").iter().flat_map(list).map(line).collect()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// All that is published, with what is compressed in it as it was before.
fn readable(tree: &Tree) -> String {
    let mut all = String::new();
    for (path, bytes) in tree.contents() {
        let mut unpacked = Vec::new();
        let packed = flate2::read::GzDecoder::new(bytes).read_to_end(&mut unpacked).is_ok();
        all.push_str(path);
        all.push_str(&String::from_utf8_lossy(if packed { &unpacked } else { bytes }));
    }
    all
}

#[test]
fn every_entry_leads_to_a_page_and_an_anchor_that_are_published() {
    let site = real_site();
    let all = entries(&site.tree);
    assert!(all.len() > 400, "only {} entries", all.len());
    for entry in &all {
        let path = text(&entry[2]);
        let (file, anchor) = site.target("index.html", path).unwrap_or_else(|| panic!("{path} leaves the site"));
        let page = site.pages.get(&file).unwrap_or_else(|| panic!("{path} is not published"));
        assert!(anchor.is_none_or(|anchor| page.ids.contains(&anchor)), "{path} has no such anchor");
    }
}

#[test]
fn every_page_has_an_entry() {
    let site = real_site();
    let all: BTreeSet<String> = entries(&site.tree).iter().map(|entry| text(&entry[2]).to_owned()).collect();
    let page = |path: &&str| path.ends_with(".html") && !["404.html", "search/index.html"].contains(path);
    let missing: Vec<&str> =
        site.tree.files().into_iter().filter(page).filter(|path| !all.contains(path.trim_end_matches("index.html"))).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn terms_stand_in_the_order_of_their_files_and_lead_to_entries() {
    let site = real_site();
    let (all, count) = (terms(&site.tree), entries(&site.tree).len());
    assert!(all.is_sorted_by(|(a, _), (b, _)| a.encode_utf16().lt(b.encode_utf16())));
    assert!(all.iter().all(|(_, at)| !at.is_empty() && at.is_sorted() && at.iter().all(|at| *at < count)));
    let starts = json(&site.tree, "search/index.json")["starts"].clone();
    let firsts: Vec<Value> = numbered(&site.tree, "terms").iter().map(|file| file[0][0].clone()).collect();
    assert_eq!(list(&starts), &firsts);
}

#[test]
fn the_files_stay_small_however_much_there_is() {
    let site = Site::new().file("content/study-groups/sg17.md", "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\n");
    let mut rows = String::new();
    for number in 1..=3000 {
        rows.push_str(&format!("- {{id: Y.{number}, title: Requirements of networks and service {number}, study_group: SG17}}\n"));
    }
    site.write("content/catalogue/recommendations.yaml", rows);
    assert_eq!(site.build().code, Some(0));
    let tree = site.public().without("recommendations");
    let large: Vec<(&str, usize)> = tree
        .contents()
        .filter(|(path, _)| path.starts_with("search/"))
        .map(|(path, bytes)| (path, bytes.len()))
        .filter(|(_, bytes)| *bytes > 64 << 10)
        .collect();
    assert_eq!(large, []);
    assert_eq!(entries(&tree).iter().filter(|entry| text(&entry[0]).starts_with("Y.")).count(), 3000);
}

#[test]
fn drafts_are_in_no_index() {
    let site = Site::empty()
        .file("plenary.yaml", FULL)
        .file(
            "content/groups/fg-yy/index.md",
            "---\ntitle: Zircon group\nacronym: FG-YY\nparent: SG17\ndraft: true\n---\n## Zircon work\n\nZircon.\n",
        )
        .file("content/groups/fg-yy/plan.md", "---\ntitle: Zircon plan\n---\nZircon.\n")
        .file("content/study-groups/sg17.md", "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\nBeryl.\n");
    assert_eq!(site.build().code, Some(0));
    let all = readable(&site.public()).to_lowercase();
    assert!(all.contains("beryl") && !all.contains("zircon") && !all.contains("fg-yy"));
}

#[test]
fn a_search_that_is_off_publishes_nothing() {
    let site = Site::empty().file("plenary.yaml", format!("{SETTINGS}search: off\n"));
    assert_eq!(site.build().code, Some(0));
    let tree = site.public();
    let made: Vec<&str> = tree.files_with("search").into_iter().filter(|path| !path.starts_with("theme/")).collect();
    assert_eq!(made, [".plenary-manifest"], "it names the scripts of the theme");
}

#[cfg(feature = "full-text")]
mod full_text {
    use super::{FULL, INDEX_OF_TEXTS, SETTINGS, Site, Tree, readable, real_site};

    #[test]
    fn the_index_is_the_same_whatever_the_number_of_threads() {
        let site = Site::empty().file("plenary.yaml", FULL);
        for number in 1..=40 {
            site.write(
                &format!("content/pages/page-{number}.md"),
                format!("---\ntitle: Page {number}\n---\n## Part {number}\n\nBeryl {number}.\n"),
            );
        }
        let build = |threads: &str| -> Tree {
            let run = site.run(&["build", "--jobs", threads]);
            assert_eq!(run.code, Some(0), "{}", run.stderr);
            site.public()
        };
        let one = build("1");
        assert!(one.files().iter().filter(|path| path.starts_with(INDEX_OF_TEXTS)).count() > 40);
        assert_eq!(one.difference(&build("4")), Vec::<String>::new());
    }

    #[test]
    fn it_is_made_where_it_is_asked_for_and_says_what_pages_say() {
        let page = "---\ntitle: Minerals\n---\nBeryl and quartz.\n";
        let with = |settings: &str| {
            let site = Site::empty().file("plenary.yaml", settings).file("content/pages/minerals.md", page);
            assert_eq!(site.build().code, Some(0));
            site.public()
        };
        let without = with(SETTINGS);
        assert!(!without.files().iter().any(|path| path.starts_with(INDEX_OF_TEXTS)));
        let full = with(FULL);
        let fragments: Vec<&str> = full.files().into_iter().filter(|path| path.ends_with(".pf_fragment")).collect();
        assert_eq!(fragments.len(), 1, "one for the page, none for lists and for the page of results");
        let all = readable(&full);
        assert!(all.contains(r#""url":"/minerals/","content":"Minerals. Beryl and quartz."#), "the text of the page alone");
        assert!(all.contains(r#""filters":{"kind":["Page"]}"#));
    }

    #[test]
    fn its_files_are_plenarys_own_so_that_the_next_build_replaces_them() {
        let site = Site::empty().file("plenary.yaml", FULL).file("content/pages/a.md", "---\ntitle: A\n---\nBeryl.\n");
        assert_eq!(site.build().code, Some(0));
        let before = site.public();
        site.write("content/pages/a.md", "---\ntitle: A\n---\nQuartz.\n");
        let run = site.build();
        assert_eq!((run.code, run.stderr.lines().count()), (Some(0), 1), "{}", run.stderr);
        let after = site.public();
        let fragments = |tree: &Tree| -> Vec<String> {
            tree.files().into_iter().filter(|path| path.ends_with(".pf_fragment")).map(str::to_owned).collect()
        };
        assert_ne!(fragments(&before), fragments(&after));
        assert_eq!(fragments(&after).len(), 1);
    }

    #[test]
    fn the_real_site_can_be_filtered_by_kind_study_group_and_status() {
        let all = readable(&real_site().tree);
        for filter in [r#""kind":["Focus group"]"#, r#""study_group":["SG16"]"#, r#""status":["Active"]"#, r#""status":["Approved"]"#] {
            assert!(all.contains(filter), "{filter}");
        }
    }
}
