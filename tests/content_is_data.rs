//! Content is data: a site in which every key of every kind, of the catalogue and of the settings has a value that tries to
//! be markup, script, an address, a formula, a calendar's property, a header or template code. It is made from the tables of
//! the keys, so that a new key is tried by itself; every file that comes of it is judged by a parser of its format.

mod support;

#[path = "content_is_data/hostile.rs"]
mod hostile;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use hostile::{Made, made};
use support::judge;
use support::site::Site;
use support::tree::Tree;

/// What the arithmetic in a value would come to, if a template ever saw it as code.
const COMPUTED: &str = "50337";

/// Both sites: what may be a text or a map is one in the first, the other in the second.
static SITES: LazyLock<Vec<(Made, Tree)>> = LazyLock::new(|| [0, 1].map(build).into());

fn build(variant: usize) -> (Made, Tree) {
    let made = made(variant);
    let site = Site::empty();
    made.files.iter().for_each(|(path, text)| site.write(path, text));
    let run = site.build();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(!run.stderr.contains("error["), "{}", run.stderr);
    (made, site.public())
}

#[test]
fn no_value_of_any_key_is_anything_but_text_in_any_output() {
    let mut faults = Vec::new();
    for (_, tree) in SITES.iter() {
        for path in tree.files().into_iter().filter(|path| !path.starts_with("theme/")) {
            let text = tree.text(path).expect("it is a file");
            let found = [judge::faults_of_file(path, &text), of_feed(path, &text), of_table(path, &text), of_lines(path, &text)].concat();
            faults.extend(found.into_iter().map(|fault| format!("{path}: {fault}")));
            faults.extend(text.contains(COMPUTED).then(|| format!("{path}: a template computed what a value says")));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_value_is_published_so_that_the_judges_see_it() {
    let mut unseen = BTreeSet::new();
    let mut count = 0;
    for (made, tree) in SITES.iter() {
        for (mark, key) in &made.marks {
            count += 1;
            if tree.files_with(mark).is_empty() && !hostile::NOT_PUBLISHED.iter().any(|end| key.ends_with(end)) {
                unseen.insert(key.clone());
            }
        }
    }
    assert_eq!(unseen, BTreeSet::new());
    // Two sites, and every key of the tables that can hold a text.
    assert!(count > 200, "{count} values");
    println!("{count} values of keys, {} files judged", SITES.iter().map(|(_, tree)| tree.files().len()).sum::<usize>());
}

#[test]
fn a_page_prints_a_title_as_it_was_written() {
    for (made, tree) in SITES.iter() {
        let mark = &made.marks.iter().find(|(_, key)| key == "page.title").expect("a page has a title").0;
        let page = tree.text("canary/index.html").expect("it has a page");
        let document = scraper::Html::parse_document(&page);
        let heading = document.select(&scraper::Selector::parse("h1").expect("a selector")).next().expect("it has a heading");
        let words: String = heading.text().collect();
        assert_eq!(words.split_whitespace().collect::<Vec<_>>(), hostile::text(mark).split_whitespace().collect::<Vec<_>>());
    }
}

/// What a reader of feeds takes for HTML is judged as a page is; addresses are safe.
fn of_feed(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if path.ends_with("feed.json") {
        let feed: serde_json::Value = serde_json::from_str(text).expect("it was judged");
        for item in feed["items"].as_array().into_iter().flatten() {
            faults.extend(item["content_html"].as_str().into_iter().flat_map(judge::faults_of_page));
            faults.extend(item["url"].as_str().filter(|url| !judge::is_safe_address(url)).map(|url| format!("leads to {url}")));
        }
    }
    if path.ends_with("feed.xml") {
        let mut reader = quick_xml::Reader::from_str(text);
        let mut html = None;
        loop {
            match reader.read_event().expect("it was judged") {
                quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start) => {
                    let of = |name: &str| {
                        let attributes = start.attributes().map(|attribute| attribute.expect("it was judged"));
                        attributes
                            .into_iter()
                            .find(|attribute| attribute.key.as_ref() == name)
                            .map(|attribute| attribute.value.into_owned())
                    };
                    html = of("type").filter(|kind| kind.contains("html")).map(|_| String::new());
                    faults
                        .extend(of("href").filter(|address| !judge::is_safe_address(address)).map(|address| format!("leads to {address}")));
                }
                quick_xml::events::Event::Text(words) => {
                    if let Some(html) = &mut html {
                        html.push_str(&words);
                    }
                }
                quick_xml::events::Event::GeneralRef(name) => {
                    if let Some(html) = &mut html {
                        html.push_str(&format!("&{};", &*name));
                    }
                }
                quick_xml::events::Event::End(_) => {
                    let words = html.take().map(|html| scraper::Html::parse_fragment(&html).root_element().text().collect::<String>());
                    faults.extend(words.into_iter().flat_map(|words| judge::faults_of_page(&words)));
                }
                quick_xml::events::Event::Eof => return faults,
                _ => {}
            }
        }
    }
    faults
}

/// No cell of a table is a formula to a program that opens it.
fn of_table(path: &str, text: &str) -> Vec<String> {
    if !path.ends_with(".csv") {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns = reader.headers().expect("it has a head").len();
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => return vec![error.to_string()],
        };
        faults.extend((row.len() != columns).then(|| format!("a row of {} cells", row.len())));
        let formulas =
            row.iter().filter(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '|', '%']) && cell.parse::<f64>().is_err());
        faults.extend(formulas.map(|cell| format!("the cell {cell:?}")));
    }
    faults
}

/// Formats of lines: nobody adds one to what a server or a reader of citations goes by.
fn of_lines(path: &str, text: &str) -> Vec<String> {
    let is_line: fn(&str) -> bool = match path {
        "_redirects" => |line| line.split(' ').count() == 3 && line.starts_with('/') && line.ends_with(" 301"),
        "_headers" => |line| line.is_empty() || line.starts_with('/') || line.starts_with("  ") || line.starts_with('#'),
        "robots.txt" => |line| {
            ["", "User-agent: *", "Allow: /", "Disallow:"].contains(&line)
                || line.starts_with("Sitemap: https://example.org/")
                || line.starts_with('#')
        },
        "data/urls.txt" => |line| line.starts_with('/') && line.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"\\{}".contains(&byte)),
        path if path.ends_with(".ris") => |line| {
            line.is_empty() || (line.len() >= 5 && &line[2..5] == "  -" && line[..2].bytes().all(|byte| byte.is_ascii_alphanumeric()))
        },
        _ => return Vec::new(),
    };
    text.lines().filter(|line| !is_line(line.trim_end_matches('\r'))).map(|line| format!("the line {line:?}")).collect()
}
