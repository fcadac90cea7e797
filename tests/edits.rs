//! What holds whatever is edited: after any row of edits a preview has what a fresh build makes, faults included; and to remove
//! a record changes no page of a record that does not name it. The edits follow from a number; `PLENARY_EDITS` says how many.

mod support;

use std::collections::BTreeMap;
use std::fs;

use plenary::date::Date;
use plenary::path::SourcePath;
use plenary::site::{self, Drafts, Loaded, Options};
use support::chance::Chance;
use support::site::Site;
use support::tree::Tree;

const PATHS: [&str; 12] = [
    "content/index.md",
    "content/study-groups/sg16.md",
    "content/study-groups/sg17.md",
    "content/groups/fg-xx/index.md",
    "content/groups/fg-xx/terms.md",
    "content/groups/fg-xx/notes.txt",
    "content/circulars/c1.md",
    "content/circulars/c2.md",
    "content/reports/r1.md",
    "content/pages/about.md",
    "content/catalogue/recommendations.yaml",
    "plenary.yaml",
];

/// What a file may say: sound, with a fault, naming others, a draft.
fn text(path: &str, chance: &mut Chance) -> String {
    let number = chance.below(3);
    let keys = match path.rsplit('/').next().unwrap_or_default() {
        "plenary.yaml" => return format!("title: T{number}\nbase_url: https://example.org/\ntoday: 2020-02-0{}\n", number + 1),
        "recommendations.yaml" => return format!("- {{id: Y.4484, title: T{number}, study_group: SG1{}}}\n", 6 + number % 2),
        "sg16.md" => format!("acronym: SG16\nnumber: 16\nquestions: [{{number: {}}}]\n", number + 1),
        "sg17.md" => "acronym: SG17\nnumber: 17\n".to_owned(),
        "index.md" if path.contains("groups") => format!(
            "acronym: FG-X{}\nparent: SG1{}\nmeetings: [{{id: 1, start: 2020-03-10}}]\n",
            ["X", "X", "Y"][number],
            6 + chance.below(2)
        ),
        "c1.md" => "series: TSB Circular\nnumber: 1\ndate: 2020-01-20\n".to_owned(),
        "c2.md" => format!("series: TSB Circular\nnumber: {}\ndate: 2020-01-21\nsupersedes: TSB Circular 1\n", number + 1),
        "r1.md" => format!("date: 2020-01-22\nactions: [{{id: R09/0{}, topic: A topic, study_groups: [SG17]}}]\n", number + 1)
            .replace(", study_groups: [SG17]", ""),
        _ => String::new(),
    };
    let odd = ["", "", "", "draft: true\n", "titel: x\n", "tags: [a, B]\n", "aliases: [/old/]\n", "summary: On SG17\n"][chance.below(8)];
    let body = [
        "Text.",
        "SG17 and FG-XX.",
        "[[FG-XX]]",
        "[x](../pages/about.md)",
        "# A\n\n## SG16\n\nY.4484",
        "<b>",
        "Q1/16 of TSB Circular 1, R09/01.",
        "",
    ][chance.below(8)];
    format!("---\ntitle: Title {number}\n{keys}{odd}---\n{body}\n")
}

fn options() -> Options {
    let otherwise_today = Date::parse("2020-02-01").expect("a date");
    let naming = plenary::theme::Naming::Fingerprints;
    Options { drafts: Drafts::Leave, today: None, otherwise_today, base_url: None, naming, cache: plenary::cache::Cache::default() }
}

/// Every file that would be published, and all that is told.
fn all(loaded: &Loaded) -> (BTreeMap<String, Vec<u8>>, String) {
    let Some(site) = &loaded.site else { return (BTreeMap::new(), format!("{:?}", loaded.diagnostics())) };
    let renderer = site.renderer();
    let mut buffer = Vec::new();
    let mut bytes = |path: &_, artifact: &_| match renderer.bytes(path, artifact, &mut buffer) {
        Ok(bytes) => bytes.into_owned(),
        Err(faults) => format!("{faults:?}").into_bytes(),
    };
    // Of a site with faults, too: the last good pages are shown beside them.
    let files = site.plan.artifacts.iter().filter(|(path, _)| !path.as_str().starts_with("theme/"));
    (files.map(|(path, artifact)| (path.as_str().to_owned(), bytes(path, artifact))).collect(), format!("{:#?}", loaded.diagnostics()))
}

#[test]
fn after_any_edits_a_preview_has_what_a_fresh_build_makes() {
    let count = std::env::var("PLENARY_EDITS").ok().and_then(|count| count.parse().ok()).unwrap_or(24);
    let mut chance = Chance::new(7);
    let site = Site::new();
    for path in PATHS {
        site.write(path, text(path, &mut chance));
    }
    let mut loaded = site::open(&site.root(), &options(), None);
    for edit in 0..count {
        let mut changed = Vec::new();
        for _ in 0..=chance.below(2) {
            let path = *chance.of(&PATHS);
            if chance.below(6) == 0 && path != "plenary.yaml" {
                let _ = fs::remove_file(site.path(path));
            } else {
                site.write(path, text(path, &mut chance));
            }
            changed.push(SourcePath::new(path));
        }
        changed.sort();
        changed.dedup();
        let (revised, _) = site::revise(&site.root(), &options(), &loaded, Some(&changed));
        let (wanted, got) = (all(&site::open(&site.root(), &options(), None)), all(&revised));
        assert_eq!(got.1, wanted.1, "edit {edit} of {changed:?}");
        let differing: Vec<&String> = wanted.0.keys().chain(got.0.keys()).filter(|path| wanted.0.get(*path) != got.0.get(*path)).collect();
        assert_eq!(differing, [""; 0], "edit {edit} of {changed:?}");
        loaded = revised;
    }
    println!("{count} edits");
}

#[test]
fn to_remove_a_record_changes_no_page_of_one_that_does_not_name_it() {
    let site = Site::new().file("content/study-groups/sg17.md", "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\n");
    let page = |number: usize, body: &str| format!("---\ntitle: Page {number}\ntags: [t{}]\n---\n{body}\n", number % 3);
    for number in 0..9 {
        // Each names the next but one, and the last ones nobody.
        let body = if number < 5 { format!("See [it](p{}.md) and SG17.", number + 2) } else { "Nobody.".to_owned() };
        site.write(&format!("content/pages/p{number}.md"), page(number, &body));
    }
    assert_eq!(site.build().code, Some(0));
    for removed in [8, 7, 1, 0] {
        let before = site.public();
        site.remove(&format!("content/pages/p{removed}.md"));
        assert_eq!(site.build().code, Some(0));
        let of_others = |tree: &Tree| {
            let named = removed + 2;
            let is_of_other = |path: &&str| {
                let record = path.split('/').next().unwrap_or_default();
                record.starts_with('p') && record.len() == 2 && record != format!("p{removed}") && record != format!("p{named}")
            };
            tree.contents()
                .filter(|(path, _)| is_of_other(path))
                .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
                .collect::<BTreeMap<_, _>>()
        };
        let (before, after) = (of_others(&before), of_others(&site.public()));
        assert!(before.len() >= 6);
        let differing: Vec<&String> = before.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
        assert_eq!(differing, [""; 0], "without p{removed}");
    }
}
