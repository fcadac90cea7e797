//! The manual says what the program does: pages that are made of its tables are up to date, the examples of diagnostics are
//! real, and links lead somewhere. `PLENARY_ACCEPT=1 cargo test --test docs` writes the pages that are made.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use plenary::diagnostic::Code;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};
use support::site::Site;
use support::{diagnostics_page, generated, json_schema, records_page};

const NOTHING: [String; 0] = [];

#[test]
fn the_page_of_diagnostics_tells_every_code() {
    generated::check("diagnostics.md", &diagnostics_page::page());
}

#[test]
fn the_page_of_records_tells_every_key() {
    generated::check("records.md", &records_page::page());
}

#[test]
fn the_example_of_a_diagnostic_stands_in_the_case_made_for_it() {
    let mut seen = 0;
    for code in Code::ALL {
        let Ok(case) = fs::read_to_string(diagnostics_page::example_case(*code)) else { continue };
        let content = case.split("-- stderr --").next().expect("a split has a first part").to_lowercase();
        for line in code.explanation().example.lines() {
            assert!(content.contains(line.to_lowercase().trim()), "{}: no case shows `{line}`", code.as_str());
        }
        seen += 1;
    }
    assert!(seen > 20, "{seen} examples");
}

/// The pages that the repository shows to a reader.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let below = |folder: &str| fs::read_dir(root.join(folder)).expect("it can be read").map(|entry| entry.expect("it can be read").path());
    let mut pages: Vec<PathBuf> =
        below("").chain(below("docs")).filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    pages.sort();
    pages
}

/// The anchors of the headings of a page, and where its links lead.
fn read(page: &Path) -> (Vec<String>, Vec<String>) {
    let text = fs::read_to_string(page).expect("a page is text");
    let (mut anchors, mut links, mut heading) = (Vec::new(), Vec::new(), None::<String>);
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => anchors.extend(heading.take().map(|words| support::records_page::anchor(&words))),
            Event::Text(text) | Event::Code(text) => heading.iter_mut().for_each(|words| words.push_str(&text)),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => links.push(dest_url.into_string()),
            _ => {}
        }
    }
    (anchors, links)
}

#[test]
fn the_links_of_the_manual_lead_to_files_and_headings_that_are_there() {
    let read: BTreeMap<PathBuf, _> = pages().into_iter().map(|page| (page.clone(), read(&page))).collect();
    let mut faults = Vec::new();
    let mut local = 0;
    for (page, (_, links)) in &read {
        for link in links.iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
            local += 1;
            let (path, anchor) = link.split_once('#').map_or((link.as_str(), None), |(path, anchor)| (path, Some(anchor)));
            let folder = page.parent().expect("a page lies in a folder");
            let target = if path.is_empty() { page.clone() } else { folder.join(path).canonicalize().unwrap_or_default() };
            let has = |anchor: &str| read.get(&target).is_some_and(|(anchors, _)| anchors.iter().any(|own| own == anchor));
            if !target.exists() || anchor.is_some_and(|anchor| !has(anchor)) {
                faults.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(local > 50, "{local} links");
    assert_eq!(faults, NOTHING);
}

#[test]
fn the_pattern_for_an_editor_reads_every_diagnostic() {
    let editors = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/editors.md")).expect("the page is there");
    let (_, block) = editors.split_once("```json\n").expect("the page has a block of JSON");
    let tasks: Value = serde_json::from_str(block.split("```").next().expect("a block ends")).expect("it is JSON");
    let pattern = &tasks["tasks"][0]["problemMatcher"]["pattern"]["regexp"];
    let matcher = json_schema::validator(&json!({"type": "string", "pattern": pattern}));
    let site =
        Site::new().file("content/pages/a \"b\".md", "---\ntitle: \"\\\"\"\nx: 1\n---\n<b>x</b> [y](z.md)\n").file("content/x.md", "");
    let said = site.run(&["check", "--message-format", "json"]).stdout;
    assert!(said.lines().count() > 3, "{said}");
    for line in said.lines() {
        assert!(matcher.is_valid(&json!(line)), "{line}");
    }
    assert!(!matcher.is_valid(&json!("12 pages, 13 files in 0.00 s: public")));
}
