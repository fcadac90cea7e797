//! The 17 resolutions and actions of the MoU/MG on the page of the report that answers them.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::facts;
use crate::support::page::{slug, text_of};
use crate::{assert_same, page};

/// Each with its topic, in the order of the report.
const ACTIONS: [(&str, &str); 17] = [
    ("R09/06", "Healthcare Informatics"),
    ("R16/04", "Healthcare Informatics"),
    ("R16/15", "Collaboration and coordination"),
    ("R19/02", "Digital Identity"),
    ("R19/03", "Artificial Intelligence"),
    ("A21/01", "Internet of Things"),
    ("R21/01", "API"),
    ("R21/02", "Circular economy"),
    ("R19/01", "Semantic harmonization"),
    ("A16/05", "Big Data for e-business"),
    ("R17/08", "Traceability"),
    ("R18/01", "eAccessibility and eInclusion"),
    ("A18/01", "Quantum technologies"),
    ("A18/02", "Smart Manufacturing"),
    ("R19/04", "Artificial Intelligence"),
    ("A19/01", "Signed digital evidence"),
    ("A20/02", "New Coordination / Blockchain and distributed ledger technologies"),
];

#[test]
fn all_seventeen_are_on_the_reports_page_in_its_order() {
    let page = page("reports/mou-mg-23n912/");
    let shown: Vec<_> = page.elements().filter_map(|element| Some((element.attr("id")?, text_of(element)))).collect();
    let shown: Vec<_> = shown
        .iter()
        .filter_map(|(id, text)| {
            ACTIONS
                .iter()
                .find(|(action, _)| slug(action) == *id)
                .map(|(action, topic)| (*action, text.starts_with(&format!("{action} {topic}"))))
        })
        .collect();
    assert_eq!(shown, ACTIONS.map(|(action, _)| (action, true)));
}

/// What is linked in the row of each: the responses to it.
fn responses() -> BTreeMap<&'static str, Vec<String>> {
    let page = page("reports/mou-mg-23n912/");
    let links = |action| page.links(page.anchor(&slug(action)).unwrap_or_else(|| panic!("{action} has no anchor")));
    ACTIONS.iter().map(|(action, _)| (*action, links(action))).collect()
}

#[test]
fn only_a19_01_is_without_a_response() {
    let without: Vec<_> = responses().into_iter().filter(|(_, links)| links.is_empty()).map(|(action, _)| action).collect();
    assert_eq!(without, ["A19/01"]);
    // Nor does the text of the report answer it.
    let sections = page("reports/mou-mg-23n912/").sections();
    let answers: Vec<_> = sections.iter().filter(|section| section.heading.contains("A19/01")).map(|section| &section.links).collect();
    assert_eq!(answers, [&Vec::<String>::new()]);
}

#[test]
fn each_is_answered_by_the_work_items_that_the_report_names_under_it() {
    let row = |row: facts::WorkItem| format!("{} study-groups/{}/#{}", row.action, slug(&row.study_group), slug(&row.id()));
    let listed = facts::work_items().into_iter().map(row).collect();
    let mut shown = BTreeSet::new();
    for (action, links) in responses() {
        shown.extend(links.into_iter().filter(|link| link.starts_with("study-groups/")).map(|link| format!("{action} {link}")));
    }
    assert_same(&listed, &shown);
}
