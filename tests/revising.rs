//! What an edit makes of a loaded site is what loading it anew would make: every key of every kind is tried, and edits
//! that move anchors, rename, remove and break.

mod support;

use std::collections::BTreeMap;

use plenary::date::Date;
use plenary::fields::Fields;
use plenary::library::LINES;
use plenary::model::KINDS;
use plenary::model::header::Header;
use plenary::path::SourcePath;
use plenary::site::{Drafts, Extent, Loaded, Options, open, revise};
use support::site::Site;

/// A record of each kind, each mentioning others, with what tables are made of.
const RECORDS: [(&str, &str, &str); 9] = [
    (
        "content/groups/fg-xx/index.md",
        "title: Focus Group on examples\nacronym: FG-XX\nparent: TSAG\nstudy_groups: [SG17]\nmeetings: [{id: 1, start: 2020-03-10}]",
        "# Scope\nWith SG17 and Q4/17, see [the letter](../../circulars/c12.md#first) and TSB Circular 12.",
    ),
    ("content/groups/fg-xx/terms.md", "title: Terms", "The terms of FG-XX, by Recommendation ITU-T X.1.\n\n## Aims\n"),
    (
        "content/circulars/c12.md",
        "title: A letter\nseries: TSB Circular\nnumber: 12\ndate: 2020-01-20\ngroups: [FG-XX]\nmeeting: FG-XX/1",
        "# First\nAbout FG-XX, [[FG-XX/1]] and R09/06. See [below](#second).\n# Second\n",
    ),
    (
        "content/liaisons/ls-1.md",
        "title: A liaison statement\ndate: 2020-01-21\nfrom: TSAG\nto: [IETF]\npurpose: information\nreference: sp16-oLS-1",
        "On [[X.1]] and Y.draft.",
    ),
    (
        "content/reports/r1.md",
        "title: A report\ndate: 2020-01-22\nreference: MoU/1\nactions: [{id: R09/06, topic: Health, recommendations: [X.1]}]",
        "## R09/06\nWhat SG17 did, in sp16-oLS-1.",
    ),
    ("content/study-groups/sg17.md", "title: Security\nacronym: SG17\nnumber: 17\nquestions: [{number: 4}]", "Security, with FG-XX."),
    ("content/study-groups/tsag.md", "title: Advisory group\nacronym: TSAG\nkind: advisory-group", "Above FG-XX."),
    ("content/pages/about.md", "title: About\ntags: [help]", "About MoU/1 and [the scope](../groups/fg-xx/index.md#scope)."),
    ("content/catalogue/recommendations.yaml", "", "- {id: X.1, title: Framework, study_group: SG17}\n"),
];

fn site() -> Site {
    let site = RECORDS.iter().fold(Site::new(), |site, (path, keys, body)| site.file(path, text(keys, body)));
    site.file("content/catalogue/work-items.yaml", "- {id: Y.draft, title: A draft, question: Q4/17}\n")
}

fn text(keys: &str, body: &str) -> String {
    if keys.is_empty() { body.to_owned() } else { format!("---\n{keys}\n---\n{body}\n") }
}

fn options() -> Options {
    Options {
        drafts: Drafts::Leave,
        today: None,
        otherwise_today: Date::parse("2020-02-01").expect("a day"),
        base_url: None,
        naming: plenary::theme::Naming::Fingerprints,
        cache: plenary::cache::Cache::default(),
    }
}

/// Every file of a site, and what is told of it.
fn all(loaded: &Loaded) -> (BTreeMap<String, String>, String) {
    let site = loaded.site.as_ref().expect("it has settings");
    let renderer = site.renderer();
    let bytes = |(path, artifact): &(_, _)| {
        let mut buffer = Vec::new();
        let bytes = renderer.bytes(path, artifact, &mut buffer).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        (path.as_str().to_owned(), bytes.unwrap_or_else(|faults| format!("{faults:?}")))
    };
    (site.plan.artifacts.iter().map(bytes).collect(), format!("{:#?}", loaded.diagnostics()))
}

/// Revises the site after an edit that was made, and holds the outcome against the site loaded anew.
fn revised(site: &Site, before: &Loaded, changed: &[&str], what: &str) -> (Loaded, Extent) {
    let paths: Vec<SourcePath> = changed.iter().map(|path| SourcePath::new(*path)).collect();
    let (after, extent) = revise(&site.root(), &options(), before, Some(&paths));
    let (files, told) = all(&after);
    let (wanted_files, wanted) = all(&open(&site.root(), &options(), None));
    assert_eq!(told, wanted, "{what}");
    assert_eq!(files.keys().collect::<Vec<_>>(), wanted_files.keys().collect::<Vec<_>>(), "{what}");
    for (path, text) in files {
        assert_eq!(text, wanted_files[&path], "{what}: {path}");
    }
    (after, extent)
}

#[test]
fn any_key_can_be_edited() {
    let site = site();
    let first = open(&site.root(), &options(), None);
    assert!(!first.is_faulty(), "{:#?}", first.diagnostics());
    let mut quick = 0;
    for (kind, (path, keys, body)) in KINDS.iter().zip([0, 2, 3, 4, 5, 7].map(|at| RECORDS[at])) {
        for field in Header::FIELDS.iter().chain(kind.fields) {
            let others: Vec<&str> = keys.lines().filter(|line| !line.starts_with(&format!("{}:", field.key))).collect();
            for value in [field.example, "Another"] {
                site.write(path, text(&format!("{}\n{}: {value}", others.join("\n"), field.key), body));
                let (_, extent) = revised(&site, &first, &[path], &format!("{}: {} of {path}", field.key, value));
                quick += usize::from(matches!(extent, Extent::Records(_)));
            }
        }
        site.write(path, text(keys, body));
    }
    // Otherwise nothing but a whole load would have been tried.
    assert!(quick > 40, "{quick} edits left the tables as they were");
}

#[test]
fn an_edit_of_what_a_link_leads_to_is_one_of_the_link() {
    let site = site();
    std::os::unix::fs::symlink("about.md", site.path("content/pages/copy.md")).expect("it is ours");
    let first = open(&site.root(), &options(), None);
    assert!(!first.is_faulty(), "{:#?}", first.diagnostics());
    let (about, keys, body) = RECORDS[7];
    site.write(about, text(keys, &format!("{body}\n\nAnd SG17.\n")));
    revised(&site, &first, &[about], "through a link");
}

#[test]
fn text_can_be_edited_moved_and_broken() {
    let site = site();
    let mut loaded = open(&site.root(), &options(), None);
    let (letter, keys, body) = RECORDS[2];
    for (what, edited) in [
        ("a mention more", format!("{body}\nAnd SG17, TSAG.\n")),
        ("an anchor less", body.replace("# First", "# Primary")),
        ("a broken link", format!("{body}\n[[SG71]] [x](nowhere.md)\n")),
        ("raw HTML", format!("{body}\n<b>x</b>\n")),
        ("an anchor more", format!("{body}\n# First\n")),
        ("nothing at all", String::new()),
        ("as it was", body.to_owned()),
    ] {
        site.write(letter, text(keys, &edited));
        let (after, extent) = revised(&site, &loaded, &[letter], what);
        assert!(matches!(extent, Extent::Records(_)), "{what}: {extent:?}");
        loaded = after;
    }
    site.write(letter, "---\ntitle: [\n---\n");
    loaded = revised(&site, &loaded, &[letter], "unreadable").0;
    assert!(loaded.is_faulty());
    site.write(letter, text(keys, body));
    loaded = revised(&site, &loaded, &[letter], "mended").0;
    assert!(!loaded.is_faulty());
    site.write(letter, text(keys, body));
    let extent = revised(&site, &loaded, &[letter], "the same").1;
    assert_eq!(extent, Extent::Nothing);
}

#[test]
fn a_mention_that_makes_a_list_longer_than_a_page_makes_another_page() {
    let site = site();
    let page = |at: usize, body: &str| (format!("content/pages/p{at}.md"), text("title: Page", body));
    for at in 0..LINES {
        // The report names the statement, too.
        let (path, text) = page(at, if at + 1 < LINES { "About sp16-oLS-1." } else { "" });
        site.write(&path, text);
    }
    let mut loaded = open(&site.root(), &options(), None);
    let further =
        |loaded: &Loaded| loaded.site.iter().flat_map(|site| site.pages()).filter(|page| page.as_str().contains("/page/")).count();
    assert_eq!(further(&loaded), 0);
    for (body, pages) in [("sp16-oLS-1", 1), ("", 0)] {
        let (path, text) = page(LINES - 1, body);
        site.write(&path, text);
        let (after, extent) = revised(&site, &loaded, &[&path], body);
        assert!(matches!(extent, Extent::Records(_)), "{extent:?}");
        assert_eq!(further(&after), pages);
        loaded = after;
    }
}

#[test]
fn files_come_and_go() {
    let site = site();
    let mut loaded = open(&site.root(), &options(), None);
    let french = "content/pages/about.fr.md";
    let steps: [(&str, &str, Option<&str>); 12] = [
        ("a new record", "content/pages/new.md", Some("---\ntitle: New\n---\nSG17\n")),
        ("a draft", "content/pages/draft.md", Some("---\ntitle: Draft\ndraft: true\n---\n")),
        ("no draft", "content/pages/draft.md", Some("---\ntitle: Draft\n---\n")),
        ("a file", "content/groups/fg-xx/logo.svg", Some("<svg/>")),
        ("the file again", "content/groups/fg-xx/logo.svg", Some("<svg></svg>")),
        ("gone", "content/groups/fg-xx/logo.svg", None),
        ("an edition", french, Some("---\ntitle: \u{c0} propos\n---\n")),
        ("settings with it", "plenary.yaml", Some("title: T\nbase_url: https://example.org/fg/\nlanguages: [en, fr]\ntoday: 2020-02-01\n")),
        ("the edition again", french, Some("---\ntitle: Autre\n---\nSG17\n")),
        ("a template", "themes/default/templates/page.html", Some("{{ page.title }} {{ page.content | safe }}")),
        ("a broken template", "themes/default/templates/page.html", Some("{{ page.title")),
        ("no template", "themes/default/templates/page.html", None),
    ];
    for (what, path, content) in steps {
        match content {
            Some(content) => site.write(path, content),
            None => site.remove(path),
        }
        loaded = revised(&site, &loaded, &[path], what).0;
    }
    std::fs::remove_dir_all(site.path("content/groups")).expect("it is there");
    loaded = revised(&site, &loaded, &["content/groups"], "a folder less").0;
    assert!(loaded.is_faulty());
    let (_, extent) = revise(&site.root(), &options(), &loaded, Some(&[SourcePath::new("content/pages/4913")]));
    assert_eq!(extent, Extent::Nothing, "what came and went");
}
