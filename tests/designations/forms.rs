//! Each form in which the documents write designations, against what is found in it.

use std::ops::Range;
use std::sync::LazyLock;

use crate::support::documents::{self, place};
use crate::support::patterns;
use crate::support::refs::{Reference, refs};

/// A document with what `refs` finds in it.
pub struct Read {
    pub name: &'static str,
    pub text: String,
    pub references: Vec<Reference>,
    /// The bytes of the words of each of them.
    pub words: Vec<Range<usize>>,
}

/// The four documents, read as plain text with the catalogue of this repository's site.
pub static DOCUMENTS: LazyLock<Vec<Read>> = LazyLock::new(|| {
    let root = documents::repository();
    let read = |name| {
        let file = format!("tests/documents/{name}.txt");
        let references = refs(&root, Some(&root), &[&file]);
        assert!(references.iter().all(|reference| reference.file == file), "each names its file as the command line did");
        let text = documents::read(name);
        let words = references.iter().map(|reference| reference.range(&text)).collect();
        Read { name, text, references, words }
    };
    documents::ALL.map(read).into()
});

/// A form that designations are written in.
struct Form {
    kind: &'static str,
    /// The ways to write it, as patterns.
    written: &'static [&'static str],
    /// Words before it that make it another form.
    not_after: &'static [&'static str],
    /// How often it stands in the documents, whatever it means there.
    stands: usize,
    /// Where it stands and nothing of its kind is found, and why not.
    not_found: &'static [(&'static str, &'static str)],
}

impl Read {
    /// Whether something of `kind` is found that has all of `place` in its words.
    fn has(&self, kind: &str, place: &Range<usize>) -> bool {
        let mut found = self.references.iter().zip(&self.words);
        found.any(|(reference, words)| reference.kind == kind && words.start <= place.start && place.end <= words.end)
    }
}

impl Form {
    const fn of(kind: &'static str, written: &'static [&'static str], stands: usize) -> Self {
        Self { kind, written, not_after: &[], stands, not_found: &[] }
    }

    const fn not_after(self, words: &'static [&'static str]) -> Self {
        Self { not_after: words, ..self }
    }

    const fn not_found(self, places: &'static [(&'static str, &'static str)]) -> Self {
        Self { not_found: places, ..self }
    }

    /// Where it stands: the document and the bytes.
    fn places(&self) -> Vec<(&'static Read, Range<usize>)> {
        let mut places = Vec::new();
        for document in DOCUMENTS.iter() {
            let text = &document.text;
            let mut ranges: Vec<_> = self.written.iter().flat_map(|pattern| patterns::find(text, pattern)).collect();
            ranges.retain(|range| !self.not_after.iter().any(|words| text[..range.start].ends_with(words)));
            ranges.sort_by_key(|range| range.start);
            places.extend(ranges.into_iter().map(|range| (document, range)));
        }
        places
    }

    /// Compares how often it stands, and where nothing is found.
    fn check(&self) {
        let places = self.places();
        let written = self.written;
        assert_eq!(places.len(), self.stands, "how often {written:?} stands: {:#?}", told(&places));
        let missed: Vec<_> = places.into_iter().filter(|(document, range)| !document.has(self.kind, range)).collect();
        let expected: Vec<_> = self.not_found.iter().map(|(place, _)| *place).collect();
        assert_eq!(told(&missed), expected, "where {written:?} stands and no {} is found", self.kind);
    }
}

/// Places as people read them: document, line, column and words.
fn told(places: &[(&Read, Range<usize>)]) -> Vec<String> {
    let tell = |(document, range): &(&Read, Range<usize>)| {
        let (line, column) = place(&document.text, range.start);
        format!("{}:{line}:{column} {}", document.name, &document.text[range.clone()])
    };
    places.iter().map(tell).collect()
}

const RANGE: &str = "the first of the range H.550-H.599, which is no designation";
const WORK_ITEM: &str = "a draft, found as a work item";
const OTHER_SECTOR: &str = "of another sector";
const ELSEWHERE: &str = "a document of another body, which the site does not have";
const CATALOGUE: &str = "bare, and not in the catalogue";

/// Forms overlap where one holds another. All 223 with `ITU-T` right before the number are 134 after `Recommendation(s)`,
/// 1 after `Rec.`, 17 alone in brackets, and 71 bare: the range and 70 more.
const RECOMMENDATIONS: &[Form] = &[
    Form::of("recommendation", &["ITU-T {series}.{number}"], 223).not_found(&[("report-mou-mg-23n912:112:558 ITU-T H.550", RANGE)]),
    // 117, and the 21 drafts below.
    Form::of("recommendation", &["Recommendation ITU-T {series}.", "Recommendations ITU-T {series}."], 138).not_found(DRAFTS),
    Form::of(
        "recommendation",
        &[
            "Draft <Recommendation ITU-T {series}.>",
            "draft <Recommendation ITU-T {series}.>",
            "draft <Recommendations ITU-T {series}.>",
            "draft new <Recommendation ITU-T {series}.>",
        ],
        21,
    )
    .not_found(DRAFTS),
    // With those in brackets.
    Form::of("recommendation", &["ITU-T {series}.{number}"], 88)
        .not_after(&["Recommendation ", "Recommendations ", "Rec. "])
        .not_found(&[("report-mou-mg-23n912:112:558 ITU-T H.550", RANGE)]),
    Form::of("recommendation", &["[<ITU-T {series}.{number}>]"], 17),
    Form::of("recommendation", &["ITU-T Recommendation {series}.{number}"], 2),
    // The same two, and two that name no sector.
    Form::of("recommendation", &["Recommendation {series}.{number}"], 4),
    Form::of("recommendation", &["Rec. ITU-T {series}.{number}"], 1),
    Form::of("recommendation", &["{series}.{number}"], 16).not_after(&["ITU-T ", "Recommendation "]).not_found(&[
        ("report-mou-mg-23n912:112:570 H.599", "the last of the range H.550-H.599, which is no designation"),
        ("report-mou-mg-23n912:233:10 L.1410", "L.1410rev is found, a work item"),
        ("report-mou-mg-23n912:479:20 Y.3000", "Y.3000-series is no designation"),
        ("report-mou-mg-23n912:568:10 Y.4560", "Y.4560-rev is found, a work item"),
        ("report-cwg-internet:67:42 M.2083", OTHER_SECTOR),
        ("report-cwg-internet:67:384 M.2440", OTHER_SECTOR),
        ("report-cwg-internet:83:302 E.164", CATALOGUE),
        ("report-cwg-internet:88:80 E.164", CATALOGUE),
    ]),
];

const DRAFTS: &[(&str, &str)] = &[
    ("report-cwg-internet:23:280 Recommendation ITU-T Y.", WORK_ITEM),
    ("report-cwg-internet:23:369 Recommendation ITU-T Y.", WORK_ITEM),
    ("report-cwg-internet:83:217 Recommendations ITU-T E.", WORK_ITEM),
    ("report-cwg-internet:88:130 Recommendation ITU-T E.", WORK_ITEM),
];

/// Five spellings for published Supplements. `Y.Supp.QKDN-UC` and `T.Sup.MACVC` are work items.
const SUPPLEMENTS: &[Form] = &[
    Form::of("recommendation", &["ITU-T {series}.Suppl.{count}"], 7),
    Form::of("recommendation", &["ITU-T {series} Suppl.{count}"], 1),
    Form::of("recommendation", &["ITU-T {series}.Sup.{count}"], 1),
    Form::of("recommendation", &["ITU-T Supplement {series}.Sup{count}"], 1),
    Form::of("recommendation", &["{series}-series Supplement {count}"], 1),
];

const PAPERS: &[Form] = &[
    Form::of("recommendation", &["Technical Report <TR.hyb-qkd>", "Technical Report <TR.sec-ai>"], 2),
    Form::of("recommendation", &["Technical Report <GSTR-5GQoE>", "Technical Report <XSTP-5Gsec-RM>"], 2),
    Form::of("recommendation", &["Technical Report <TR_AccountingIOT>", "Technical Report <dSTR-IoTM2M-Roaming>"], 2),
    Form::of("recommendation", &["Technical Paper <FSTP-CONF-F780.1>"], 1),
];

const STUDY_GROUPS: &[Form] = &[
    Form::of("study-group", &["ITU-T SG{count}"], 32),
    Form::of("study-group", &["SG{count}"], 13).not_after(&["ITU-T "]),
    Form::of("study-group", &["SG {count}"], 8).not_found(&[
        ("report-cwg-internet:61:12 SG 1", OTHER_SECTOR),
        ("report-cwg-internet:61:21 SG 2", OTHER_SECTOR),
        ("report-cwg-internet:75:43 SG 1", OTHER_SECTOR),
    ]),
    Form::of("study-group", &["Study Group {count}"], 2),
    // Four lists, nine study groups.
    Form::of("study-group", &["SGs {count}"], 4),
    Form::of("study-group", &["SGs {count} and <{count}>", "SGs {count}, <{count}> and", "SGs {count}, {count} and <{count}>"], 5),
    Form::of("study-group", &["TSAG"], 16).not_found(&[("liaison-fg-mv:9:18 TSAG", "ITU-T-TSAG is one word")]),
    Form::of("study-group", &["JCA-DCC", "JCA-ML", "JCA-QKDN", "JCA-IoT and SC&C"], 5),
];

const QUESTIONS: &[Form] = &[
    Form::of("question", &["Q{count}/{count}"], 83).not_found(&[("report-cwg-internet:87:17 Q3/1", OTHER_SECTOR)]),
    Form::of("question", &["Question {count}/{count}"], 1).not_found(&[("report-cwg-internet:75:48 Question 1/1", OTHER_SECTOR)]),
];

const FOCUS_GROUPS: &[Form] = &[
    Form::of("focus-group", &["FG DLT"], 29),
    Form::of("focus-group", &["FG DFS"], 2),
    Form::of("focus-group", &["FG on DPM"], 1),
    Form::of("focus-group", &["FG-MV"], 10),
    Form::of("focus-group", &["FG-AI4A"], 3),
    Form::of("focus-group", &["FG-AI4NDM"], 2),
    Form::of("focus-group", &["FG-4NDM"], 1),
    Form::of("focus-group", &["FG-AN"], 1),
    Form::of("focus-group", &["FG-TBFxG"], 1),
    Form::of("focus-group", &["FG-CostingData"], 1),
    Form::of("focus-group", &["FG-AI4H", "FG AI4H", "FG4H"], 3),
];

const DOCUMENT_NUMBERS: &[Form] = &[
    Form::of("circular", &["TSB Circular {count}"], 1),
    Form::of("circular", &["TSB Circular"], 3)
        .not_found(&[("tsb-circular-33:141:56 TSB Circular", "has no number"), ("liaison-fg-mv:227:56 TSB Circular", "has no number")]),
    Form::of("liaison", &["sp17-tsag-oLS-00012"], 1),
    Form::of("report", &["MoU/MG/23N912"], 1),
    Form::of("report", &["MoU/MG N{count}", "C{count}/{count}"], 4).not_found(&[
        ("report-mou-mg-23n912:307:258 MoU/MG N812", ELSEWHERE),
        ("report-cwg-internet:57:157 C23/35", ELSEWHERE),
        ("report-cwg-internet:66:127 C23/35", ELSEWHERE),
        ("report-cwg-internet:77:162 C22/58", ELSEWHERE),
    ]),
    Form::of("action", &["R{count}/{count}", "A{count}/{count}"], 25),
];

#[test]
fn recommendations() {
    RECOMMENDATIONS.iter().for_each(Form::check);
}

#[test]
fn supplements() {
    SUPPLEMENTS.iter().for_each(Form::check);
}

#[test]
fn technical_reports_and_papers() {
    PAPERS.iter().for_each(Form::check);
}

#[test]
fn study_groups() {
    STUDY_GROUPS.iter().for_each(Form::check);
}

#[test]
fn questions() {
    QUESTIONS.iter().for_each(Form::check);
}

#[test]
fn focus_groups() {
    FOCUS_GROUPS.iter().for_each(Form::check);
}

#[test]
fn circulars_liaison_statements_reports_and_actions() {
    DOCUMENT_NUMBERS.iter().for_each(Form::check);
}

#[test]
fn nothing_is_found_that_has_none_of_these_forms() {
    let families = [RECOMMENDATIONS, SUPPLEMENTS, PAPERS, STUDY_GROUPS, QUESTIONS, FOCUS_GROUPS, DOCUMENT_NUMBERS];
    let places: Vec<_> =
        families.into_iter().flatten().flat_map(|form| form.places().into_iter().map(|place| (form.kind, place))).collect();
    let mut others = Vec::new();
    // Work items are counted one by one, in `figures`.
    for document in DOCUMENTS.iter() {
        let found = document.references.iter().zip(&document.words);
        for (reference, words) in found.filter(|(reference, _)| reference.kind != "work-item") {
            let has_a_form = places.iter().any(|(kind, (other, place))| {
                *kind == reference.kind && other.name == document.name && words.start <= place.start && place.end <= words.end
            });
            if !has_a_form {
                others.push((document.name, reference));
            }
        }
    }
    assert_eq!(others, []);
}
