//! The study groups' pages: every Recommendation and every work item of the lists is on the page of its own group, under
//! its Question, and each figure counts what it links to.

use std::collections::{BTreeMap, BTreeSet};

use scraper::ElementRef;

use crate::support::facts;
use crate::support::page::{Page, entries, is_heading, selector, slug, text_of};
use crate::support::patterns;
use crate::{assert_same, page};

/// The bodies that have a page.
const BODIES: [&str; 16] = [
    "itu-r-sg5",
    "jca-dcc",
    "jca-iot-scc",
    "jca-ml",
    "jca-qkdn",
    "sg11",
    "sg12",
    "sg13",
    "sg16",
    "sg17",
    "sg2",
    "sg20",
    "sg3",
    "sg5",
    "sg9",
    "tsag",
];

/// A figure on top of a page: how many of what, and the anchor of the list that it counts.
struct Figure {
    count: usize,
    of: String,
    anchor: String,
}

/// The figures of a page: its links to its own anchors whose words begin with a number.
fn figures(page: &Page<'_>) -> Vec<Figure> {
    let read = |link: ElementRef<'_>| {
        let anchor = link.attr("href")?.strip_prefix('#')?.to_owned();
        let text = text_of(link);
        let (count, of) = text.split_once(' ')?;
        Some(Figure { count: count.parse().ok()?, of: of.to_owned(), anchor })
    };
    page.elements().filter(|element| element.value().name() == "a").filter_map(read).collect()
}

/// The anchors of the work items of a page, each with that of the Question under which it stands, if under any.
fn work_items(page: &Page<'_>) -> Vec<(Option<String>, String)> {
    let list = figures(page).into_iter().find(|figure| figure.of.starts_with("work item"));
    let Some(list) = list else { return Vec::new() };
    let mut question = None;
    let mut items = Vec::new();
    for element in page.part(&list.anchor).descendent_elements() {
        let id = element.attr("id");
        if let Some(id) = id.filter(|id| is_question(id)) {
            question = Some(id.to_owned());
        } else if is_heading(element) {
            question = None;
        } else if let Some(id) = id {
            items.push((question.clone(), id.to_owned()));
        }
    }
    items
}

/// Whether an anchor is a Question's: `q24`.
fn is_question(id: &str) -> bool {
    patterns::is(id, "q{count}")
}

#[test]
fn every_body_has_a_page_and_they_are_all() {
    let is_page = |path: &&str| path.starts_with("study-groups/") && path.ends_with("/index.html");
    let mut shown: Vec<_> = crate::SITE.tree.files().into_iter().filter(is_page).map(str::to_owned).collect();
    let mut expected: Vec<_> = BODIES.iter().map(|id| format!("study-groups/{id}/index.html")).collect();
    expected.push("study-groups/index.html".to_owned());
    shown.sort();
    expected.sort();
    assert_eq!(shown, expected);
}

#[test]
fn every_figure_counts_the_list_that_it_links_to() {
    let mut faults = Vec::new();
    for id in BODIES {
        let page = page(&format!("study-groups/{id}/"));
        let figures = figures(&page);
        assert!(!figures.is_empty(), "{id} has no figures");
        for Figure { count, of, anchor } in figures {
            let part = page.part(&anchor);
            // Questions and work items share a part, each known by its anchor.
            let anchors = || part.descendent_elements().filter_map(|element| element.attr("id")).filter(|id| *id != anchor);
            let listed = match of.as_str() {
                "Question" | "Questions" => anchors().filter(|id| is_question(id)).count(),
                "work item" | "work items" => anchors().filter(|id| !is_question(id)).count(),
                _ => entries(part).len(),
            };
            if listed != count {
                faults.push(format!("{id}: {count} {of}, of which {listed} are listed"));
            }
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn every_recommendation_of_the_list_is_on_its_study_groups_page_and_no_other_is() {
    let row = |row: facts::Recommendation| format!("{} recommendations/{}/", slug(&row.study_group), slug(&row.designation));
    let listed: BTreeSet<_> = facts::recommendations().into_iter().map(row).collect();
    assert_eq!(listed.len(), 166);
    let mut shown = BTreeSet::new();
    for id in BODIES {
        let page = page(&format!("study-groups/{id}/"));
        let Some(list) = figures(&page).into_iter().find(|figure| figure.of.starts_with("Recommendation")) else { continue };
        // What a row is about is its first link.
        let first = |row: ElementRef<'_>| row.select(&selector("a[href]")).next().map(|link| page.target(link));
        for target in entries(page.part(&list.anchor)).into_iter().filter_map(first) {
            let number = target.trim_start_matches("recommendations/").trim_end_matches('/').to_uppercase();
            if patterns::is(&number, "{series}.{number}") {
                assert!(shown.insert(format!("{id} {target}")), "{id} lists {target} twice");
            }
        }
    }
    assert_same(&listed, &shown);
}

#[test]
fn every_recommendation_of_the_list_has_a_page_that_leads_back_to_its_study_group() {
    let mut faults = Vec::new();
    for row in facts::recommendations() {
        let address = format!("recommendations/{}/", slug(&row.designation));
        let page = page(&address);
        let group = format!("study-groups/{}/", slug(&row.study_group));
        let leads_back = page.elements().any(|element| element.value().name() == "a" && page.target(element) == group);
        let heading = page.elements().find(|element| element.value().name() == "h1").map(text_of).unwrap_or_default();
        if !leads_back || !heading.starts_with(&row.designation) {
            faults.push(format!("{address}: `{heading}`"));
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn every_work_item_is_under_its_question_on_its_study_groups_page() {
    let mut listed = BTreeSet::new();
    for row in facts::work_items() {
        let question = row.question.split('/').next().map(slug);
        listed.insert(format!("{} {question:?} {}", slug(&row.study_group), slug(&row.id())));
    }
    listed.extend(facts::CWG_WORK_ITEMS.map(|(id, group)| format!("{} None {}", slug(group), slug(id))));
    assert_eq!(listed.len(), 75 + 6);
    let mut shown = BTreeSet::new();
    let mut counts = Vec::new();
    for id in BODIES {
        let items = work_items(&page(&format!("study-groups/{id}/")));
        if !items.is_empty() {
            counts.push((id, items.len()));
        }
        for (question, item) in items {
            assert!(shown.insert(format!("{id} {question:?} {item}")), "{id} lists {item} twice");
        }
    }
    assert_same(&listed, &shown);
    // Of SG20 two, and of SG2 four, that only the report to CWG-Internet names.
    assert_eq!(counts, [("sg11", 1), ("sg13", 19), ("sg16", 29), ("sg17", 6), ("sg2", 1 + 4), ("sg20", 12 + 2), ("sg5", 6), ("sg9", 1)]);
}

#[test]
fn every_work_item_has_its_title_as_printed() {
    let mut faults = Vec::new();
    for row in facts::work_items() {
        let page = page(&format!("study-groups/{}/", slug(&row.study_group)));
        let title = row.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_there = page.anchor(&slug(&row.id())).is_some_and(|item| item.descendent_elements().any(|part| text_of(part) == title));
        if !is_there {
            faults.push(format!("{}: {title}", row.designation));
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn sg16_has_29_work_items_under_eight_questions() {
    let mut questions: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for (question, _) in work_items(&page("study-groups/sg16/")) {
        *questions.entry(question).or_default() += 1;
    }
    let questions: Vec<_> = questions.iter().map(|(question, count)| (question.as_deref(), *count)).collect();
    let expected = [("q13", 1), ("q22", 16), ("q23", 2), ("q24", 1), ("q26", 1), ("q27", 2), ("q28", 4), ("q6", 2)];
    assert_eq!(questions, expected.map(|(question, count)| (Some(question), count)));
}
