//! The links that the report to the MoU/MG lost on its way, `[text](#)`: those whose text carries a designation are links
//! again on the report's page, made from plain text.

use crate::support::documents::{self, MOU};
use crate::support::facts;
use crate::support::page::slug;
use crate::support::patterns;

/// A lost link: its words, and the item of the report under which it stands, counted from 0.
struct Lost {
    item: Option<usize>,
    words: String,
}

/// Those whose words hold no designation: a body that the site does not have, the list at the end, and buttons. Three of
/// them begin with `ITU-T`, which alone names nothing.
const WITHOUT_DESIGNATION: [&str; 14] = [
    "Collaboration on ITS Communication Standards (CITS)",
    "ITU-T Work Programme",
    "Forthcoming ITU-T Events and Workshops",
    "ITU-T Recommendations and Supplements",
    "ITU-T Technical Papers",
    "Collaboration on ITS Communication Standards",
    "Joint Coordination Activities",
    "AI for Good Global Summit",
    "SPEAKERS",
    "COMMITTEE",
    "ENGAGE",
    "NEWSROOM",
    "PROGRAMME",
    "LEARN MORE",
];

/// Words that lead elsewhere than to a work item or a Recommendation by its number.
const BY_NAME: [(&str, &str); 14] = [
    ("JCA-DCC", "study-groups/jca-dcc/"),
    ("JCA-QKDN", "study-groups/jca-qkdn/"),
    ("FG-AI4H", "groups/fg-ai4h/"),
    ("FG-AI4A", "groups/fg-ai4a/"),
    ("FG-AI4NDM", "groups/fg-ai4ndm/"),
    ("TR.hyb-qkd", "recommendations/tr.hyb-qkd/"),
    ("TR.sec-ai", "recommendations/tr.sec-ai/"),
    ("X.Suppl.37", "recommendations/x.suppl.37/"),
    ("X.Suppl.38", "recommendations/x.suppl.38/"),
    ("L.Suppl.50", "recommendations/l.suppl.50/"),
    ("H.Sup20", "recommendations/h.suppl.20/"),
    ("Y.Sup.72", "recommendations/y.suppl.72/"),
    ("A.23 Amd.1", "recommendations/a.23-amd.1/"),
    // In `Draft revised L.1023`.
    ("L.1023", "recommendations/l.1023/"),
];

/// The items of the report in its order: each line that begins with a number and a tab.
fn items(text: &str) -> Vec<(usize, &str)> {
    let mut starts = vec![0];
    starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    let begins = |at: &usize| {
        let number = text[*at..].split('\t').next().unwrap_or_default();
        ["R{count}/{count}", "A{count}/{count}"].iter().any(|form| patterns::is(number, form))
    };
    starts.into_iter().filter(begins).map(|at| (at, &text[at..at + 6])).collect()
}

/// Every `[text](#)` of the report, without the backslashes of its words.
fn lost_links(text: &str) -> Vec<Lost> {
    let items = items(text);
    let read = |(end, _): (usize, &str)| {
        let bytes = text.as_bytes();
        let open = (0..end).rev().find(|&at| bytes[at] == b'[' && bytes[at - 1] != b'\\').expect("a bracket opens it");
        let item = items.iter().rposition(|(at, _)| *at < open);
        Lost { item, words: text[open + 1..end].replace('\\', "") }
    };
    text.match_indices("](#)").map(read).collect()
}

/// Where the words of a lost link are to lead.
fn target(words: &str, work_items: &[facts::WorkItem]) -> Option<String> {
    let of_name = |row: &&facts::WorkItem| words == row.designation || words.starts_with(&format!("{} “", row.designation));
    if let Some(row) = work_items.iter().filter(|row| !row.revised).find(of_name) {
        return Some(format!("study-groups/{}/#{}", slug(&row.study_group), slug(&row.designation)));
    }
    if let Some((_, target)) = BY_NAME.iter().find(|(name, _)| words.contains(name)) {
        return Some((*target).to_owned());
    }
    let number = patterns::find(words, "ITU-T <{series}.{number}>").into_iter().next()?;
    Some(format!("recommendations/{}/", slug(&words[number])))
}

#[test]
fn of_181_lost_links_167_carry_a_designation() {
    let (lost, work_items) = (lost_links(&documents::read(MOU)), facts::work_items());
    assert_eq!(lost.len(), 181);
    let others: Vec<_> = lost.iter().map(|link| link.words.as_str()).filter(|words| target(words, &work_items).is_none()).collect();
    assert_eq!(others, WITHOUT_DESIGNATION);
    assert_eq!(lost.len() - others.len(), 167);
}

#[test]
fn each_of_them_is_one_link_in_its_section() {
    let text = documents::read(MOU);
    let (items, work_items) = (items(&text), facts::work_items());
    // On the page each item of the report, in its order, has a heading that names it.
    let sections = crate::page("reports/mou-mg-23n912/").sections();
    let names_an_item = |heading: &str| items.iter().any(|(_, id)| heading.contains(id));
    let sections: Vec<_> = sections.into_iter().filter(|section| names_an_item(&section.heading)).collect();
    assert_eq!(sections.len(), items.len(), "{:?}", sections.iter().map(|section| &section.heading).collect::<Vec<_>>());
    for (section, (_, id)) in sections.iter().zip(&items) {
        assert!(section.heading.contains(id), "`{}` stands where {id} is reported", section.heading);
    }
    let mut wanted = Vec::new();
    for link in lost_links(&text) {
        if let Some(target) = target(&link.words, &work_items) {
            wanted.push((link.item.expect("it stands under an item"), target));
        }
    }
    assert_eq!(wanted.len(), 167);
    wanted.sort();
    wanted.dedup();
    // H.DLT-DAS and H.DLT-ESSS are printed twice in one list.
    assert_eq!(wanted.len(), 165);
    let mut faults = Vec::new();
    for (item, target) in wanted {
        let links = sections[item].links.iter().filter(|link| **link == target).count();
        if links != 1 {
            faults.push(format!("`{}` has {links} links to {target}", sections[item].heading));
        }
    }
    assert_eq!(faults, [""; 0]);
}
