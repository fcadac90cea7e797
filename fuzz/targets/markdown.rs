//! Markdown, parsed and rendered in a small site: whatever it says, the page is well formed, links lead to safe schemes,
//! raw HTML is text, and no id stands twice; and what is kept of the text is what its reader said.

use std::collections::BTreeSet;

use plenary::designation::Vocabulary;
use plenary::markdown::{Reading, options, parse};
use pulldown_cmark::Parser;
use scraper::{Html, Selector};

use super::memory;
use crate::support::judge;

/// Reads the bytes as the body of a page, and judges the page.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if text.contains('\0') {
        return;
    }
    let body = parse(Reading { text, offset: 0 }, &Vocabulary::outside());
    assert!(body.events.iter(text).eq(Parser::new_ext(text, options()).into_offset_iter()), "{text}");
    let page = page_of(text);
    let faults = judge::faults_of_page(&page);
    assert!(faults.is_empty(), "{faults:?}\n{page}");
    let document = Html::parse_document(&page);
    let mut ids = BTreeSet::new();
    for element in document.select(&Selector::parse("[id]").expect("a selector")) {
        let id = element.attr("id").unwrap_or_default();
        assert!(!id.is_empty() && ids.insert(id), "the id {id:?} stands twice\n{page}");
    }
    // What stands after the text is still there, and outside of it: nothing in the text swallows the rest of the page.
    let footer = document.select(&Selector::parse("body > footer").expect("a selector")).count();
    assert_eq!(footer, 1, "{page}");
}

/// The page of a body. A link that leads nowhere is told, and the page is made all the same: a preview shows it.
pub fn page_of(text: &str) -> String {
    let file = |path: &str, text: String| (path.to_owned(), text);
    let files = [
        file("content/study-groups/sg17.md", "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\n".to_owned()),
        file("content/pages/x.md", format!("---\ntitle: A page\n---\n{text}")),
    ];
    let (site, _) = memory::site_of(&files);
    let (path, artifact) = site.plan.artifacts.iter().find(|(path, _)| path.as_str() == "x/index.html").expect("it has a page");
    let mut buffer = Vec::new();
    let bytes = site.renderer().bytes(path, artifact, &mut buffer).unwrap_or_else(|faults| panic!("{faults:?}"));
    String::from_utf8(bytes.into_owned()).expect("a page is text")
}
