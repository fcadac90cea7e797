//! What makes designations hard to read, each trap with all that is found in it: words, kind, id, whether the site has it,
//! line and column.

use crate::support::refs::{Reference, refs_in, refs_in_each};

/// Words, kind, id, known, line, column.
type Wanted<'w> = (&'w str, &'w str, &'w str, bool, usize, usize);

fn wanted(found: &Reference) -> Wanted<'_> {
    (&found.text, &found.kind, &found.id, found.known, found.line, found.column)
}

/// Compares all that is found in each of these plain texts.
fn check(traps: &[(&str, &[Wanted<'_>])]) {
    let texts: Vec<&str> = traps.iter().map(|(text, _)| *text).collect();
    for ((text, expected), found) in traps.iter().zip(refs_in_each(&texts)) {
        assert_eq!(found.iter().map(wanted).collect::<Vec<_>>(), *expected, "{text}");
    }
}

#[test]
fn non_breaking_hyphens_and_spaces_separate_the_parts() {
    check(&[
        ("(ITU\u{2011}T\u{a0}SG\u{a0}17)", &[("ITU\u{2011}T\u{a0}SG\u{a0}17", "study-group", "SG17", true, 1, 2)]),
        (
            "FG\u{2011}MV and FG\u{a0}DLT",
            &[("FG\u{2011}MV", "focus-group", "FG-MV", true, 1, 1), ("FG\u{a0}DLT", "focus-group", "FG DLT", true, 1, 11)],
        ),
        (
            "Recommendation\u{a0}ITU\u{2011}T\u{a0}A.7",
            &[("Recommendation\u{a0}ITU\u{2011}T\u{a0}A.7", "recommendation", "A.7", true, 1, 1)],
        ),
        ("TSB\u{a0}Circular\u{a0}33", &[("TSB\u{a0}Circular\u{a0}33", "circular", "TSB Circular 33", true, 1, 1)]),
        ("ITU\u{2011}R\u{a0}SG5", &[("ITU\u{2011}R\u{a0}SG5", "study-group", "ITU-R SG5", true, 1, 1)]),
        ("Y.QKDN\u{2011}amc", &[("Y.QKDN\u{2011}amc", "work-item", "Y.QKDN-amc", true, 1, 1)]),
        // The two of the circular: no designation stands there.
        ("available on\u{2011}site and on the ITU\u{2011}T website, from 17\u{a0}to 19 October 2017", &[]),
    ]);
}

#[test]
fn quotes_of_any_shape_stand_around_a_mention_and_not_in_it() {
    check(&[
        (
            "\u{201c}FG-MV\u{201d} \"SG17\" \u{2018}TSAG\u{2019} \u{201d}Y.4500.3\u{201d}",
            &[
                ("FG-MV", "focus-group", "FG-MV", true, 1, 2),
                ("SG17", "study-group", "SG17", true, 1, 10),
                ("TSAG", "study-group", "TSAG", true, 1, 17),
                ("Y.4500.3", "recommendation", "Y.4500.3", true, 1, 24),
            ],
        ),
        ("SG17\u{2019}s work, SG17's work", &[("SG17", "study-group", "SG17", true, 1, 1), ("SG17", "study-group", "SG17", true, 1, 14)]),
        ("API\u{201d}(Q13/16)", &[("Q13/16", "question", "Q13/16", true, 1, 6)]),
        ("ITU-T Y.4500.3 \u{201d}oneM2M - Security solutions\u{201d};", &[("ITU-T Y.4500.3", "recommendation", "Y.4500.3", true, 1, 1)]),
    ]);
}

#[test]
fn edition_and_revised_belong_to_the_words_and_not_to_the_id() {
    check(&[
        (
            "Recommendation ITU-T F.780.1 (V2) (revised) \"Framework\"",
            &[("Recommendation ITU-T F.780.1 (V2) (revised)", "recommendation", "F.780.1", true, 1, 1)],
        ),
        (
            "ITU-T H.245 (V17) (revised), ITU-T Y.3602 (revised)",
            &[
                ("ITU-T H.245 (V17) (revised)", "recommendation", "H.245", true, 1, 1),
                ("ITU-T Y.3602 (revised)", "recommendation", "Y.3602", true, 1, 30),
            ],
        ),
        (
            "ITU-T H.845.10 (2017) Corrigendum 1 (11/2017), and",
            &[("ITU-T H.845.10 (2017) Corrigendum 1 (11/2017)", "recommendation", "H.845.10 Cor.1", true, 1, 1)],
        ),
        (
            "Recommendation ITU-T Y.1540 Amd.2 and A.23 Amd.1",
            &[
                ("Recommendation ITU-T Y.1540 Amd.2", "recommendation", "Y.1540 Amd.2", true, 1, 1),
                ("A.23 Amd.1", "recommendation", "A.23 Amd.1", true, 1, 39),
            ],
        ),
    ]);
}

#[test]
fn a_draft_of_a_new_edition_is_a_work_item() {
    check(&[
        (
            "Draft F.780.1 (V3) \u{201c}Framework\u{201d} (Q28/16)",
            &[("F.780.1 (V3)", "work-item", "F.780.1 (V3)", true, 1, 7), ("Q28/16", "question", "Q28/16", true, 1, 33)],
        ),
        ("Draft HSTP-CONF-H870 (V2)", &[("HSTP-CONF-H870 (V2)", "work-item", "HSTP-CONF-H870 (V2)", true, 1, 7)]),
        (
            "L.1410rev, Y.4560-rev, L.1023rev",
            &[
                ("L.1410rev", "work-item", "L.1410rev", true, 1, 1),
                ("Y.4560-rev", "work-item", "Y.4560-rev", true, 1, 12),
                ("L.1023rev", "work-item", "L.1023rev", true, 1, 24),
            ],
        ),
    ]);
}

#[test]
fn every_spelling_of_a_supplement_has_one_id() {
    let spellings = [
        ("ITU-T X.Suppl.38", "X.Suppl.38"),
        ("X.Suppl.38", "X.Suppl.38"),
        ("ITU-T Y Suppl.60 (revised)", "Y.Suppl.60"),
        ("ITU-T Y.Suppl.59 (revised)", "Y.Suppl.59"),
        ("ITU-T Supplement H.Sup20", "H.Suppl.20"),
        ("Supplement H.Sup20", "H.Suppl.20"),
        ("ITU-T Y.Sup.72", "Y.Suppl.72"),
        ("A-series Supplement 5", "A.Suppl.5"),
        ("ITU-T X Suppl. 38", "X.Suppl.38"),
    ];
    let expected = spellings.map(|(words, id)| [(words, "recommendation", id, true, 1, 1)]);
    let traps: Vec<(&str, &[Wanted<'_>])> = spellings.iter().zip(&expected).map(|((words, _), expected)| (*words, &expected[..])).collect();
    check(&traps);
    // These look alike and are drafts.
    check(&[(
        "Y.Supp.QKDN-UC, T.Sup.MACVC, X.sup-cv2x-sec",
        &[
            ("Y.Supp.QKDN-UC", "work-item", "Y.Supp.QKDN-UC", true, 1, 1),
            ("T.Sup.MACVC", "work-item", "T.Sup.MACVC", true, 1, 17),
            ("X.sup-cv2x-sec", "work-item", "X.sup-cv2x-sec", true, 1, 30),
        ],
    )]);
}

#[test]
fn a_focus_group_has_its_official_spelling_as_id() {
    check(&[
        (
            "ITU-T FG4H on AI for Health (FG-AI4H), FG AI4H",
            &[
                ("FG4H", "focus-group", "FG AI4H", true, 1, 7),
                ("FG-AI4H", "focus-group", "FG AI4H", true, 1, 30),
                ("FG AI4H", "focus-group", "FG AI4H", true, 1, 40),
            ],
        ),
        (
            "FG-4NDM on AI for Natural Disaster Management (FG-AI4NDM)",
            &[("FG-4NDM", "focus-group", "FG-AI4NDM", true, 1, 1), ("FG-AI4NDM", "focus-group", "FG-AI4NDM", true, 1, 48)],
        ),
        (
            "FG-DLT, FG on DPM, FG Chairman, the FG, This Focus Group, fg-mv",
            &[("FG-DLT", "focus-group", "FG DLT", true, 1, 1), ("FG on DPM", "focus-group", "FG DPM", true, 1, 9)],
        ),
    ]);
}

#[test]
fn each_number_of_a_list_is_a_study_group() {
    check(&[
        (
            "ITU-T SGs 11, 13 and 17. SGs 17 and 20, two",
            &[
                ("ITU-T SGs 11", "study-group", "SG11", true, 1, 1),
                ("13", "study-group", "SG13", true, 1, 15),
                ("17", "study-group", "SG17", true, 1, 22),
                ("SGs 17", "study-group", "SG17", true, 1, 26),
                ("20", "study-group", "SG20", true, 1, 37),
            ],
        ),
        (
            "SG11, SG13, SG16, SG17 and SG20.",
            &[
                ("SG11", "study-group", "SG11", true, 1, 1),
                ("SG13", "study-group", "SG13", true, 1, 7),
                ("SG16", "study-group", "SG16", true, 1, 13),
                ("SG17", "study-group", "SG17", true, 1, 19),
                ("SG20", "study-group", "SG20", true, 1, 28),
            ],
        ),
        (
            "the different ITU-T Study Groups (SGs). In SG 16, 17 items; ITU-T Study Group 20",
            &[("SG 16", "study-group", "SG16", true, 1, 44), ("ITU-T Study Group 20", "study-group", "SG20", true, 1, 61)],
        ),
    ]);
}

#[test]
fn a_sector_word_governs_what_stands_after_it() {
    check(&[
        (
            "ITU-R SG5 and ITU-T SG5",
            &[("ITU-R SG5", "study-group", "ITU-R SG5", true, 1, 1), ("ITU-T SG5", "study-group", "SG5", true, 1, 15)],
        ),
        ("ITU-D SG 1 and SG 2 continue; response to ITU-D SG 1 Question 1/1; under ITU-D Q3/1", &[]),
        ("Recommendation ITU-R M.2083-0, Report ITU-R M.2440-0, Resolutions ITU-R 65 and ITU-R 66", &[]),
    ]);
}

#[test]
fn a_small_l_for_a_capital_i_is_another_name() {
    check(&[(
        "Y.loT-RTPS, Y.IoT-RTPS, Y.loT-NCM-arch, Y.loT-CRE-fr",
        &[
            ("Y.loT-RTPS", "work-item", "Y.loT-RTPS", true, 1, 1),
            ("Y.loT-NCM-arch", "work-item", "Y.loT-NCM-arch", true, 1, 25),
            ("Y.loT-CRE-fr", "work-item", "Y.loT-CRE-fr", true, 1, 41),
        ],
    )]);
}

#[test]
fn stray_spaces_and_line_breaks_are_free_between_the_parts() {
    check(&[
        (
            "Y.QKDN- iwac, Y.QKDN-iwac",
            &[("Y.QKDN- iwac", "work-item", "Y.QKDN- iwac", true, 1, 1), ("Y.QKDN-iwac", "work-item", "Y.QKDN- iwac", true, 1, 15)],
        ),
        (
            "by Recommendation\nITU-T A.7 and TSB\n    Circular 33, SG\n\n17",
            &[
                ("Recommendation\nITU-T A.7", "recommendation", "A.7", true, 1, 4),
                ("TSB\n    Circular 33", "circular", "TSB Circular 33", true, 2, 15),
            ],
        ),
    ]);
}

#[test]
fn columns_count_unicode_characters() {
    check(&[(
        "é→𝔽 FG-MV\r\n\u{feff}–  SG17",
        &[("FG-MV", "focus-group", "FG-MV", true, 1, 5), ("SG17", "study-group", "SG17", true, 2, 5)],
    )]);
    let found = refs_in("text.txt", "\u{feff}é Recommendation\nITU-T A.7.");
    let ends: Vec<_> = found.iter().map(|found| (found.line, found.column, found.end_line, found.end_column)).collect();
    assert_eq!(ends, [(1, 3, 2, 10)]);
}

#[test]
fn annexes_belong_to_the_words_and_a_joint_text_is_one() {
    check(&[
        (
            "Annex A of it; ITU-T F.780.1 Annex A, ITU-T H.870 Appendix VII",
            &[
                ("ITU-T F.780.1 Annex A", "recommendation", "F.780.1", true, 1, 16),
                ("ITU-T H.870 Appendix VII", "recommendation", "H.870", true, 1, 39),
            ],
        ),
        ("ITU-T G.780/Y.1351, new", &[("ITU-T G.780/Y.1351", "recommendation", "G.780", false, 1, 1)]),
    ]);
}

#[test]
fn a_part_of_a_word_is_no_designation() {
    check(&[
        ("MSG17, SG170, SG17-led, TSAGs, H.264-like, C.22, Y.1, Q24/16/3, R09/061, ITU-T-TSAG, F.780.12", &[]),
        ("https://example.org/SG17/ tsb@SG17.example.org", &[]),
    ]);
}

#[test]
fn brackets_ranges_and_joint_texts() {
    check(&[
        (
            "[ITU-T Y.3602] and [ITU-T\u{a0}Y.3605].",
            &[("ITU-T Y.3602", "recommendation", "Y.3602", true, 1, 2), ("ITU-T\u{a0}Y.3605", "recommendation", "Y.3605", true, 1, 21)],
        ),
        ("Rec. ITU-T T.815 | ISO/IEC 15444-16", &[("Rec. ITU-T T.815", "recommendation", "T.815", true, 1, 1)]),
        ("ITU-T H.550-H.599 series, Y.3000-series, A-series", &[]),
        ("Recommendation 2016 (reference MoU/MG N812), Resolution 102 (Rev. Bucharest, 2022), Document C23/35, E.164", &[]),
    ]);
}

#[test]
fn what_is_printed_twice_is_found_twice() {
    let line = "- Draft H.DLT-DAS (Q22/16)\n";
    check(&[(
        &line.repeat(2),
        &[
            ("H.DLT-DAS", "work-item", "H.DLT-DAS", true, 1, 9),
            ("Q22/16", "question", "Q22/16", true, 1, 20),
            ("H.DLT-DAS", "work-item", "H.DLT-DAS", true, 2, 9),
            ("Q22/16", "question", "Q22/16", true, 2, 20),
        ],
    )]);
}
