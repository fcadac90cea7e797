//! How many different designations the documents name, and every work item of the MoU/MG report bullet by bullet.

use std::collections::{BTreeMap, BTreeSet};

use crate::forms::{DOCUMENTS, Read};
use crate::support::documents::{CWG, MOU};
use crate::support::refs::Reference;
use crate::support::{facts, patterns};

fn document(name: &str) -> &'static Read {
    DOCUMENTS.iter().find(|document| document.name == name).expect("one of the four")
}

/// What is found of a kind, in all documents.
fn of_kind(kind: &str) -> Vec<&'static Reference> {
    DOCUMENTS.iter().flat_map(|document| &document.references).filter(|reference| reference.kind == kind).collect()
}

/// How often each designation is found.
fn counted<'r>(references: impl IntoIterator<Item = &'r Reference>) -> Vec<(&'r str, usize)> {
    let mut counts = BTreeMap::new();
    for reference in references {
        *counts.entry(reference.id.as_str()).or_insert(0) += 1;
    }
    counts.into_iter().collect()
}

/// `F.780.1` of `F.780.1` and `Y.1540 Amd.2`; nothing of a Supplement, a technical report or a paper.
fn numbered(id: &str) -> Option<&str> {
    let number = id.split(' ').next()?;
    patterns::is(number, "{series}.{number}").then_some(number)
}

#[test]
fn the_list_counts_what_stands_in_the_documents() {
    let mut written = BTreeMap::new();
    for document in DOCUMENTS.iter() {
        for place in patterns::find(&document.text, "ITU-T <{series}.{number}>") {
            *written.entry(document.text[place].to_owned()).or_insert(0) += 1;
        }
    }
    let listed: BTreeMap<_, _> = facts::recommendations().into_iter().map(|row| (row.designation, row.mentions)).collect();
    assert_eq!((listed.len(), listed.values().sum::<usize>()), (166, 223));
    assert_eq!(written, listed);
}

#[test]
fn all_but_one_of_166_recommendations_are_found() {
    let found: BTreeSet<_> = of_kind("recommendation").into_iter().filter_map(|reference| numbered(&reference.id)).collect();
    let listed: BTreeSet<_> = facts::recommendations().into_iter().map(|row| row.designation).collect();
    let listed: BTreeSet<_> = listed.iter().map(String::as_str).collect();
    // It only stands in `ITU-T H.550-H.599 series`, a range.
    assert_eq!(listed.difference(&found).collect::<Vec<_>>(), [&"H.550"]);
    // The list counts those with `ITU-T` right before the number; this one is written `ITU-T Recommendation Y.3806`.
    assert_eq!(found.difference(&listed).collect::<Vec<_>>(), [&"Y.3806"]);
}

#[test]
fn nine_supplements_and_three_parts_have_canonical_ids() {
    let texts = of_kind("recommendation");
    let with = |part: &str| counted(texts.iter().copied().filter(|reference| reference.id.contains(part)));
    let supplements = [
        ("A.Suppl.5", 1),
        ("H.Suppl.20", 1),
        ("L.Suppl.48", 1),
        ("L.Suppl.50", 1),
        ("X.Suppl.37", 1),
        ("X.Suppl.38", 3),
        ("Y.Suppl.59", 1),
        ("Y.Suppl.60", 1),
        ("Y.Suppl.72", 1),
    ];
    assert_eq!(with(".Suppl."), supplements);
    assert_eq!(with(" Amd."), [("A.23 Amd.1", 1), ("Y.1540 Amd.2", 1)]);
    assert_eq!(with(" Cor."), [("H.845.10 Cor.1", 1)]);
}

#[test]
fn seven_technical_reports_and_papers_are_found_once_each() {
    let texts = of_kind("recommendation");
    let others = texts.into_iter().filter(|reference| numbered(&reference.id).is_none() && !reference.id.contains(".Suppl."));
    let papers = [
        ("FSTP-CONF-F780.1", 1),
        ("GSTR-5GQoE", 1),
        ("TR.hyb-qkd", 1),
        ("TR.sec-ai", 1),
        ("TR_AccountingIOT", 1),
        ("XSTP-5Gsec-RM", 1),
        ("dSTR-IoTM2M-Roaming", 1),
    ];
    assert_eq!(counted(others), papers);
}

#[test]
fn twenty_nine_of_thirty_questions_are_found() {
    let itu_d = [("Q1/1", 2), ("Q2/1", 1)];
    let itu_t = [
        ("Q11/5", 2),
        ("Q11/9", 1),
        ("Q13/16", 1),
        ("Q13/17", 2),
        ("Q15/11", 1),
        ("Q15/17", 3),
        ("Q16/13", 12),
        ("Q2/13", 2),
        ("Q2/20", 2),
        ("Q22/16", 18),
        ("Q23/16", 2),
        ("Q24/16", 1),
        ("Q26/16", 1),
        ("Q27/16", 2),
        ("Q28/16", 4),
        ("Q3/20", 3),
        ("Q4/20", 6),
        ("Q5/16", 1),
        ("Q6/13", 2),
        ("Q6/16", 2),
        ("Q6/20", 1),
        ("Q7/13", 3),
        ("Q7/2", 1),
        ("Q7/20", 1),
        ("Q7/5", 2),
        ("Q8/17", 1),
        ("Q9/5", 2),
    ];
    let (found, others): (Vec<_>, Vec<_>) = of_kind("question").into_iter().partition(|reference| reference.known);
    assert_eq!(counted(found), itu_t);
    // The thirtieth, `ITU-D Q3/1`, says its sector and so is none.
    assert_eq!(counted(others), itu_d);
}

#[test]
fn seventeen_actions_are_found_in_25_places() {
    let actions = [
        ("A16/05", 1),
        ("A18/01", 1),
        ("A18/02", 1),
        ("A19/01", 1),
        ("A20/02", 1),
        ("A21/01", 1),
        ("R09/06", 4),
        ("R16/04", 3),
        ("R16/15", 2),
        ("R17/08", 1),
        ("R18/01", 1),
        ("R19/01", 1),
        ("R19/02", 2),
        ("R19/03", 2),
        ("R19/04", 1),
        ("R21/01", 1),
        ("R21/02", 1),
    ];
    assert_eq!(counted(of_kind("action")), actions);
}

/// The first designation of each bullet under `Work items under development`, by line, with the Question at its end.
fn bullets() -> Vec<(usize, Option<&'static Reference>, Option<&'static Reference>)> {
    let mou = document(MOU);
    let mut bullets = Vec::new();
    for (at, line) in mou.text.split('\n').enumerate() {
        if line.starts_with("- Draft ") || line.starts_with("- draft ") {
            let here = || mou.references.iter().filter(move |reference| reference.line == at + 1);
            let draft = here().find(|reference| reference.kind != "question");
            bullets.push((at + 1, draft, here().next_back().filter(|reference| reference.kind == "question")));
        }
    }
    bullets
}

#[test]
fn every_bullet_of_a_work_item_names_its_draft_and_its_question() {
    let (bullets, listed) = (bullets(), facts::work_items());
    assert_eq!((bullets.len(), listed.len()), (78, 78));
    let distinct: BTreeSet<_> = listed.iter().map(|row| &row.designation).collect();
    assert_eq!(distinct.len(), 75);
    let mut others = Vec::new();
    for ((line, draft, question), row) in bullets.into_iter().zip(&listed) {
        assert_eq!(question.map(|reference| reference.id.as_str()), Some(row.question.as_str()), "line {line}");
        let found = draft.map(|reference| (reference.kind.as_str(), reference.id.as_str()));
        if found != Some(("work-item", &row.designation)) {
            others.push((line, row.designation.as_str(), found));
        }
    }
    // The first and the second have backslashes in them, which belong to Markdown: see `readings`. The third is the
    // Recommendation that the draft revises, and so is what is found.
    let expected = [
        (63, "F.780.1 (V3)", Some(("recommendation", "F.780.1"))),
        (66, "HSTP-CONF-H870 (V2)", Some(("recommendation", "H.870"))),
        (230, "L.1023", Some(("recommendation", "L.1023"))),
    ];
    assert_eq!(others, expected);
    assert_eq!(document(MOU).references.iter().filter(|reference| reference.kind == "work-item").count(), 75);
}

#[test]
fn the_report_to_cwg_internet_names_eight_work_items_six_of_them_new() {
    let found: Vec<_> =
        document(CWG).references.iter().filter(|reference| reference.kind == "work-item").map(|found| found.id.as_str()).collect();
    let named = ["Y.dec-IoT-arch", "Y.oneM2M.SEC.SOL", "Y.TM.DM-API", "Y.TM.SM-API", "E.A-ENUM", "E.ENUMINF", "TR.OTTnum", "E.ACP"];
    assert_eq!(found, named);
    let listed = facts::work_items();
    let new: Vec<_> = found.into_iter().filter(|id| !listed.iter().any(|row| row.designation == *id)).collect();
    assert_eq!(new, facts::CWG_WORK_ITEMS.map(|(id, _)| id));
}

#[test]
fn what_the_site_does_not_have_is_told_apart() {
    let unknown: Vec<_> = DOCUMENTS
        .iter()
        .flat_map(|document| document.references.iter().filter(|reference| !reference.known).map(|found| (document.name, found)))
        .map(|(name, found)| (name, found.line, found.text.as_str(), found.kind.as_str(), found.id.as_str()))
        .collect();
    let expected = [
        (MOU, 339, "ITU-T Recommendation Y.3806", "recommendation", "Y.3806"),
        // A sentence after `ITU-D SG 1 and SG 2`, whose sector word does not reach as far.
        (CWG, 61, "Q1/1", "question", "Q1/1"),
        (CWG, 61, "Q1/1", "question", "Q1/1"),
        (CWG, 61, "Q2/1", "question", "Q2/1"),
    ];
    assert_eq!(unknown, expected);
}
