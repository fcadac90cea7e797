//! The cases by number: what is tried, and what holds that it does no harm.

/// What holds a case.
#[derive(Clone, Copy, Debug)]
pub enum Held {
    /// A site of `tests/cases/`, by its name: exit code, standard error and output are compared whole.
    Site(&'static str),
    /// A test, by its file and its name.
    Test(&'static str, &'static str),
}

use Held::{Site, Test};

const PUBLISHING: &str = "tests/publishing.rs";
const PREVIEW: &str = "tests/preview.rs";
const AUTHOR: &str = "tests/author.rs";
const MARKDOWN: &str = "tests/markdown.rs";
const BOUNDS: &str = "tests/bounds.rs";
const DATA: &str = "tests/content_is_data.rs";
const DRAFTS: &str = "tests/drafts.rs";
const BUILDS: &str = "tests/reliability/builds.rs";
const BODIES: &str = "tests/reliability/bodies.rs";

/// The cases, in the order of their numbers.
pub const CASES: &[(u8, &str, &[Held])] = &[
    (
        1,
        "an alias or link that leaves the site",
        &[Site("outside-root-alias"), Site("outside-root-alias-encoded"), Site("outside-root-link")],
    ),
    (2, "aliases that are absolute on some system", &[Site("invalid-value-aliases"), Site("outside-root-alias-encoded")]),
    (
        3,
        "names with slashes, line ends, turned writing, dots alone",
        &[Site("invalid-value-asset-names"), Site("invalid-value-control-character")],
    ),
    (4, "names that some systems reserve", &[Site("invalid-value-reserved-name")]),
    (
        5,
        "two records at one place",
        &[Site("output-collision-same-id"), Site("output-collision-record-twice"), Site("output-collision-page-and-its-folder")],
    ),
    (
        6,
        "twins in letter case or Unicode form",
        &[
            Site("output-collision-letter-case"),
            Site("output-collision-unicode-forms"),
            Site("output-collision-case-folding"),
            Site("builds-tags-in-two-cases"),
        ],
    ),
    (7, "an alias where something stands", &[Site("output-collision-alias-and-page"), Site("output-collision-aliases")]),
    (8, "names without letters, or in any script", &[Site("output-collision-nameless"), Site("builds-names-of-any-script")]),
    (9, "names and paths that are too long", &[Site("invalid-value-long-name"), Site("invalid-value-long-path")]),
    (
        10,
        "symbolic links out of the site, and loops",
        &[
            Site("outside-root-file-link"),
            Site("outside-root-folder-link"),
            Site("outside-root-hidden-file"),
            Site("outside-root-theme"),
            Site("outside-root-theme-folder"),
            Site("outside-root-content"),
            Site("unreadable-link-to-itself"),
        ],
    ),
    (
        11,
        "an output that would replace the user's files",
        &[
            Site("refused-output-root"),
            Site("refused-output-content"),
            Site("refused-output-above-the-root"),
            Site("refused-output-home"),
            Site("refused-output-inside-the-content"),
            Site("refused-output-themes"),
            Site("refused-output-link"),
            Site("refused-output-settings-name-the-root"),
            Test(PUBLISHING, "the_home_folder_and_what_is_above_it_are_refused"),
        ],
    ),
    (
        12,
        "an output with files that plenary did not make",
        &[Site("refused-output-foreign"), Site("refused-output-foreign-hidden"), Site("refused-output-settings-over-files")],
    ),
    (
        13,
        "the user's files in the output",
        &[Site("foreign-file-carried-over"), Test(PUBLISHING, "what_plenary_did_not_make_is_carried_over_whole")],
    ),
    (
        14,
        "a file that may not be read",
        &[Site("unreadable-file"), Site("unreadable-folder"), Site("unreadable-settings"), Site("unreadable-fifo")],
    ),
    (
        15,
        "an output that may not be written",
        &[
            Test(PUBLISHING, "a_folder_that_may_not_be_written_leaves_the_old_site"),
            Test("tests/interrupted.rs", "a_fault_of_any_system_call_leaves_one_of_the_two_sites_whole"),
        ],
    ),
    (
        16,
        "a full disk",
        &[
            Test(PUBLISHING, "a_full_disk_leaves_the_old_site"),
            Test(PUBLISHING, "a_disk_that_ends_at_any_file_leaves_the_old_site"),
            Test("tests/interrupted.rs", "a_fault_of_any_system_call_leaves_one_of_the_two_sites_whole"),
        ],
    ),
    (
        17,
        "texts that are not UTF-8",
        &[
            Site("invalid-utf8-latin-1"),
            Site("invalid-utf8-utf-16"),
            Site("invalid-utf8-picture"),
            Site("invalid-utf8-nul"),
            Site("invalid-utf8-settings-and-catalogue"),
        ],
    ),
    (
        18,
        "byte order marks and line ends",
        &[Site("builds-crlf-and-byte-order-mark"), Test(BUILDS, "line_ends_and_a_byte_order_mark_change_no_byte")],
    ),
    (19, "names that are not UTF-8", &[Site("invalid-utf8-name")]),
    (
        20,
        "a kill at any moment",
        &[
            Test(PUBLISHING, "a_kill_while_folders_are_exchanged_leaves_one_of_the_two_sites_whole"),
            Test("tests/interrupted.rs", "a_kill_at_a_random_moment_leaves_one_of_the_two_editions_whole"),
        ],
    ),
    (
        21,
        "a template that fails late",
        &[
            Site("template-error-undefined-field"),
            Site("template-error-undefined-in-two"),
            Test(PUBLISHING, "a_failing_build_leaves_the_old_site"),
        ],
    ),
    (22, "an interrupt or a request to end", &[Test(BUILDS, "an_interrupted_build_ends_at_once_and_leaves_the_old_site")]),
    (
        23,
        "a record that is removed or renamed",
        &[
            Test(PUBLISHING, "what_the_source_no_longer_has_is_no_longer_published"),
            Test(BUILDS, "a_renamed_record_leaves_nothing_of_its_old_name"),
        ],
    ),
    (
        24,
        "a record that becomes a draft",
        &[Test(DRAFTS, "a_record_that_becomes_a_draft_is_gone_from_every_byte"), Test(PUBLISHING, "a_draft_is_in_no_output")],
    ),
    (25, "a slip of the pen in `draft`", &[Site("unknown-key-draft"), Site("invalid-value-draft-yes"), Site("unknown-key-letter-case")]),
    (26, "a preview with drafts, then a build", &[Test(DRAFTS, "a_preview_with_drafts_leaves_nothing_behind")]),
    (27, "a date in the future", &[Test(DRAFTS, "a_date_in_the_future_hides_nothing")]),
    (
        28,
        "YAML that stands for more than it says",
        &[
            Site("too-large-alias-bomb"),
            Site("too-large-depth"),
            Site("yaml-syntax-alias-of-itself"),
            Test(BOUNDS, "yaml_that_grows_is_refused_in_a_moment"),
        ],
    ),
    (
        29,
        "YAML that cannot be read",
        &[
            Site("duplicate-key-line-of-the-file"),
            Site("duplicate-key-top"),
            Site("yaml-syntax-tab"),
            Site("unclosed-front-matter-no-closing-line"),
            Site("yaml-syntax-colon-in-a-plain-text"),
            Site("yaml-syntax-second-document"),
        ],
    ),
    (
        30,
        "days that there are not",
        &[Site("invalid-value-dates-that-do-not-exist"), Site("invalid-value-ends-before-starts"), Site("invalid-value-years")],
    ),
    (31, "words that YAML may take for something else", &[Test(BUILDS, "words_are_printed_as_they_are_written")]),
    (
        32,
        "files that are no records",
        &[
            Site("missing-front-matter-empty-file"),
            Site("missing-front-matter-no-header"),
            Site("builds-header-only"),
            Site("unknown-kind-folder"),
            Site("missing-key-page"),
            Site("missing-key-circular"),
        ],
    ),
    (33, "links with unsafe schemes", &[Site("unsafe-link-schemes"), Test(BODIES, "disguised_schemes_never_become_links")]),
    (34, "raw HTML", &[Site("raw-html-blocks-and-words"), Test(BODIES, "raw_html_is_inert")]),
    (35, "markup in a title", &[Test(DATA, "no_value_of_any_key_is_anything_but_text_in_any_output")]),
    (36, "markup in the language of a code block", &[Test(BODIES, "the_language_of_a_code_block_is_text")]),
    (
        37,
        "Markdown that is deep, long or grows",
        &[Test(BOUNDS, "markdown_that_is_deep_or_long_takes_a_moment"), Test(BOUNDS, "a_table_does_not_grow_out_of_proportion")],
    ),
    (
        38,
        "headings without words, and twice the same",
        &[Test(BODIES, "anchors_are_there_once_and_stay"), Test(MARKDOWN, "a_record_does_not_link_to_itself_but_to_its_anchors")],
    ),
    (39, "code that highlighters do not get through", &[Test(BOUNDS, "code_that_highlighters_do_not_get_through_takes_a_moment")]),
    (
        40,
        "templates without end",
        &[
            Site("template-error-includes-itself"),
            Site("template-error-extends-itself"),
            Site("template-error-endless"),
            Site("template-error-endless-component"),
            Site("template-error-missing-parent"),
            Site("template-error-missing-include"),
        ],
    ),
    (
        41,
        "references that name nothing, two, or lead in a circle",
        &[
            Site("unknown-designation-lists"),
            Site("unknown-designation-ambiguous"),
            Site("reference-cycle-example"),
            Site("reference-cycle-of-each-key"),
            Site("broken-anchor-other-page"),
        ],
    ),
    (42, "many records that refer to each other", &[Test(BOUNDS, "twice_the_references_take_twice_the_time")]),
    (
        43,
        "an empty site, and addresses of every form",
        &[Site("builds-nothing"), Site("invalid-value-base-url"), Test(BUILDS, "an_empty_site_is_sound_at_any_address")],
    ),
    (44, "characters that a feed cannot hold", &[Site("invalid-value-control-character"), Test(BUILDS, "a_feed_holds_what_xml_cannot")]),
    (
        45,
        "a title that could end a calendar's line",
        &[
            Test(DATA, "no_value_of_any_key_is_anything_but_text_in_any_output"),
            Test("src/output/ics.rs", "lines_are_folded_by_octets_between_characters"),
        ],
    ),
    (46, "the same content elsewhere", &[Test(PUBLISHING, "a_build_makes_the_same_bytes_wherever_it_runs")]),
    (47, "paths that leave the site in a request", &[Test(PREVIEW, "only_its_own_pages_are_answered")]),
    (48, "requests from elsewhere", &[Test(PREVIEW, "only_its_own_pages_are_answered")]),
    (49, "every way of saving", &[Test(PREVIEW, "every_way_of_saving_is_seen"), Test(PREVIEW, "a_fault_stands_over_the_last_good_page")]),
    (
        50,
        "what is there already",
        &[
            Test(AUTHOR, "what_is_there_already_is_never_touched"),
            Site("unknown-key-settings"),
            Test(PREVIEW, "a_port_that_is_taken_is_no_riddle"),
        ],
    ),
];
