//! The same documents read in other ways: every position against the text, as Markdown, and outside of any site.

use std::collections::BTreeSet;
use std::fs;

use crate::forms::DOCUMENTS;
use crate::support::documents::{self, CIRCULAR, CWG, LIAISON, MOU};
use crate::support::refs::{Reference, refs, refs_in, refs_outside};

/// What people see of a reference: place, words, kind, id.
type Told = (usize, usize, String, String, String);

fn told(references: &[Reference]) -> Vec<Told> {
    let tell = |found: &Reference| (found.line, found.column, found.text.clone(), found.kind.clone(), found.id.clone());
    references.iter().map(tell).collect()
}

/// Each of `told` as words and id, those that `others` have too left out.
fn without<'t>(told: &'t [Told], others: &[Told]) -> Vec<(usize, usize, &'t str, &'t str)> {
    told.iter().filter(|found| !others.contains(found)).map(|found| (found.0, found.1, found.2.as_str(), found.4.as_str())).collect()
}

/// The lines and columns of each are those of its words, and no two overlap.
fn check_positions(name: &str, text: &str, references: &[Reference]) {
    let mut end = 0;
    for found in references {
        let words = found.range(text);
        assert_eq!(&text[words.clone()], found.text, "{name}: {found:?}");
        assert!(end <= words.start, "{name}: {found:?} begins before the last one ends");
        end = words.end;
    }
}

#[test]
fn positions_are_those_of_the_words() {
    for document in DOCUMENTS.iter() {
        check_positions(document.name, &document.text, &document.references);
        let name = format!("{}.md", document.name);
        check_positions(&name, &document.text, &refs_in(&name, &document.text));
    }
    assert_eq!(
        DOCUMENTS.iter().map(|document| (document.name, document.references.len())).collect::<Vec<_>>(),
        [(CIRCULAR, 52), (MOU, 357), (LIAISON, 38), (CWG, 133)]
    );
}

#[test]
fn several_files_are_read_in_the_order_given() {
    let root = documents::repository();
    let files = documents::ALL.map(|name| format!("tests/documents/{name}.txt"));
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let all: Vec<Reference> = DOCUMENTS.iter().flat_map(|document| document.references.clone()).collect();
    assert_eq!(refs(&root, Some(&root), &files), all);
}

#[test]
fn as_markdown_backslashes_before_brackets_are_read_as_markdown_does() {
    let text = documents::read(MOU);
    let (plain, markdown) = (told(&refs_in("report.txt", &text)), told(&refs_in("report.md", &text)));
    assert_eq!(
        without(&plain, &markdown),
        [
            (40, 2, "Recommendation ITU-T F.780.1", "F.780.1"),
            (52, 2, "Recommendation ITU-T H.845.10", "H.845.10"),
            (54, 2, "Recommendation ITU-T H.870", "H.870"),
            (63, 10, "F.780.1", "F.780.1"),
            (182, 2, "Recommendation ITU-T J.1201", "J.1201"),
            (194, 2, "Recommendation ITU-T T.808", "T.808"),
            (274, 2, "Recommendation ITU-T Y.3602", "Y.3602"),
        ]
    );
    assert_eq!(
        without(&markdown, &plain),
        [
            (40, 2, r"Recommendation ITU-T F.780.1 \(V2\) \(revised\)", "F.780.1"),
            (52, 2, r"Recommendation ITU-T H.845.10 \(revised\)", "H.845.10"),
            (54, 2, r"Recommendation ITU-T H.870 \(V2\) \(revised\)", "H.870"),
            (63, 10, r"F.780.1 \(V3\)", "F.780.1 (V3)"),
            (66, 10, r"HSTP-CONF-H870 \(V2\)", "HSTP-CONF-H870 (V2)"),
            (182, 2, r"Recommendation ITU-T J.1201 \(revised\)", "J.1201"),
            (194, 2, r"Recommendation ITU-T T.808 \(V2\)", "T.808"),
            (274, 2, r"Recommendation ITU-T Y.3602 \(revised\)", "Y.3602"),
        ]
    );
}

#[test]
fn as_markdown_indented_lines_are_code_and_hold_no_mention() {
    let text = documents::read(CIRCULAR);
    let (plain, markdown) = (told(&refs_in("circular.txt", &text)), told(&refs_in("circular.md", &text)));
    assert_eq!(without(&plain, &markdown), [(9, 2, "TSB Circular 33", "TSB Circular 33"), (56, 37, "FG DLT", "FG DLT")]);
    assert_eq!(without(&markdown, &plain), []);
    for name in [LIAISON, CWG] {
        let text = documents::read(name);
        assert_eq!(told(&refs_in("same.txt", &text)), told(&refs_in("same.md", &text)), "{name}");
    }
}

#[test]
fn outside_of_a_site_the_full_forms_are_found() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut figures = Vec::new();
    let mut only_inside = BTreeSet::new();
    let mut only_outside = Vec::new();
    for document in DOCUMENTS.iter() {
        let file = format!("{}.txt", document.name);
        fs::write(folder.path().join(&file), &document.text).expect("a file can be written");
        let found = refs(folder.path(), None, &[&file]);
        assert!(found.iter().all(|reference| reference.file == file && !reference.known), "nothing is known without a site");
        check_positions(&file, &document.text, &found);
        let of_kind = |kind: &str| found.iter().filter(|reference| reference.kind == kind).count();
        let kinds = ["recommendation", "question", "study-group", "focus-group", "circular", "action"].map(of_kind);
        assert_eq!(kinds.iter().sum::<usize>(), found.len(), "{file}: there are no other kinds");
        figures.push((document.name, kinds));
        let (inside, outside) = (told(&document.references), told(&found));
        only_inside.extend(inside.iter().filter(|found| !outside.contains(found)).map(|found| (found.3.clone(), found.4.clone())));
        only_outside.extend(outside.into_iter().filter(|found| !inside.contains(found)));
    }
    assert_eq!(
        figures,
        [(CIRCULAR, [9, 0, 6, 31, 1, 0]), (MOU, [148, 79, 6, 5, 0, 25]), (LIAISON, [10, 0, 10, 8, 0, 0]), (CWG, [69, 3, 37, 7, 0, 0]),]
    );
    // The group says that it is officially written with a space.
    let group = |id: &str| (36, 44, "FG-AI4H".to_owned(), "focus-group".to_owned(), id.to_owned());
    assert_eq!(only_outside, [group("FG-AI4H")]);
    let only_inside: Vec<_> = only_inside.iter().filter(|(kind, _)| kind != "work-item").map(|(_, id)| id.as_str()).collect();
    let named = ["FG AI4H", "FG DPM", "FG-AI4NDM", "sp17-tsag-oLS-00012"];
    let bare = ["A.25", "A.Suppl.5", "F.780.1", "FSTP-CONF-F780.1", "GSTR-5GQoE", "H.323", "L.1023", "TR.hyb-qkd", "TR.sec-ai"];
    let bare_too = ["TR_AccountingIOT", "X.1813", "XSTP-5Gsec-RM", "Y.1540", "dSTR-IoTM2M-Roaming", "MoU/MG/23N912"];
    let bodies = ["ITU-R SG5", "JCA-DCC", "JCA-IoT and SC&C", "JCA-ML", "JCA-QKDN", "TSAG"];
    assert_eq!(only_inside, [&named[..], &bare, &bare_too, &bodies].concat());
}

#[test]
fn outside_of_a_site_no_bare_form_is_found() {
    assert_eq!(refs_outside("text.txt", "F.780.1, X.Suppl.38, Y.QKDN-amc, TSAG, JCA-ML, MoU/MG/23N912, sp17-tsag-oLS-00012, FG4H\n"), []);
}

#[test]
fn markdown_is_read_where_readers_see_it() {
    let text = "---\ntitle: About SG2\nsummary: For TSAG\n---\n\n# SG3 {#q1-17}\n\n| SG5 |\n|---|\n| Q24/16 |\n\n\
                - [SG9](https://example.org/SG11/) and *FG-MV*\n\n> SG12\n\nA note[^1].\n\n[^1]: On SG13.\n";
    let found = refs_in("text.md", text);
    let seen: Vec<_> = found.iter().map(|found| (found.line, found.column, found.id.as_str())).collect();
    assert_eq!(
        seen,
        [
            (2, 14, "SG2"),
            (3, 14, "TSAG"),
            (6, 3, "SG3"),
            (8, 3, "SG5"),
            (10, 3, "Q24/16"),
            (12, 4, "SG9"),
            (12, 41, "FG-MV"),
            (14, 3, "SG12"),
            (18, 10, "SG13"),
        ]
    );
    check_positions("text.md", text, &found);
}

#[test]
fn markdown_is_not_read_in_code_raw_html_addresses_and_after_a_backslash() {
    let text =
        "`SG2` \\SG3 [here](/SG5/ \"SG9\") <https://example.org/SG11/>\n\n    SG12\n\n```\nSG13\n```\n\n<div title=\"SG16\">SG17</div>\n";
    assert_eq!(refs_in("text.md", text), []);
}
