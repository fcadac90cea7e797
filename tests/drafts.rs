//! Drafts leave no trace: of none of their words is a byte published, no name, and no count. A date in the future hides
//! nothing.

mod support;

use std::fs;
use std::os::unix::fs::symlink;

use support::chance::Chance;
use support::http::get;
use support::preview::Preview;
use support::run::Run;
use support::site::Site;

/// How many records of each kind the generated site has, and as many drafts.
const COUNT: usize = 6;

fn built(run: &Run) {
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

/// A record of one of the kinds, with words of its own everywhere; `word` is in every one of them.
fn record(kind: &str, number: usize, word: &str, draft: bool) -> (String, String) {
    let keys = match kind {
        "groups" => format!(
            "acronym: FG-{word}\nparent: SG17\nstudy_groups: [SG17]\nmeetings: [{{id: 1, start: 2020-03-10, title: Meeting of {word}}}]\n"
        ),
        "circulars" => format!("series: {word} Circular\nnumber: {number}\ndate: 2020-01-20\nstudy_groups: [SG17]\n"),
        "liaisons" => format!("date: 2020-01-20\nfrom: SG17\nto: {word}\npurpose: comment\nreference: {word}-1\n"),
        "reports" => {
            format!("date: 2020-01-20\nreference: R/{word}\nactions: [{{id: R09/{number:02}, topic: {word}, text: SG17 and {word}}}]\n")
        }
        "study-groups" => format!("acronym: JCA-{word}\nkind: joint-coordination-activity\nparent: SG17\n"),
        _ => String::new(),
    };
    let slug = word.to_lowercase();
    let path = if kind == "groups" { format!("content/groups/fg-{slug}/index.md") } else { format!("content/{kind}/{slug}.md") };
    let text = format!(
        "---\ntitle: About {word}\nsummary: What {word} is\ntags: [{word}]\naliases: [/old/{slug}/]\ndraft: {draft}\n{keys}---\n# {word}\n\nSG17 and {word}, TSAG, Y.4484.\n"
    );
    (path, text)
}

const KINDS: [&str; 6] = ["groups", "circulars", "liaisons", "reports", "study-groups", "pages"];

fn base() -> Site {
    Site::new()
        .file("content/study-groups/sg17.md", "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\n")
        .file("content/study-groups/tsag.md", "---\ntitle: Advice\nacronym: TSAG\nkind: advisory-group\n---\n")
        .file("content/catalogue/recommendations.yaml", "- {id: Y.4484, title: T, study_group: SG17}\n")
}

/// A word that nothing else has: letters alone, from the row of numbers.
fn word(chance: &mut Chance) -> String {
    (0..9).map(|_| char::from(b'A' + chance.below(26) as u8)).collect()
}

#[test]
fn a_site_with_drafts_is_byte_for_byte_the_site_without_them() {
    let mut chance = Chance::new(1);
    let (site, mut drafts) = (base(), Vec::new());
    for kind in KINDS {
        for number in 0..COUNT {
            let published = record(kind, number, &word(&mut chance), false);
            site.write(&published.0, &published.1);
            let word = word(&mut chance);
            drafts.push((record(kind, 50 + number, &word, true), word));
        }
    }
    built(&site.build());
    let without = site.public();
    for ((path, text), word) in &drafts {
        site.write(path, text);
        if let Some(folder) = path.strip_suffix("/index.md") {
            site.write(&format!("{folder}/terms-{word}.md"), format!("---\ntitle: Terms of {word}\n---\n"));
            site.write(&format!("{folder}/{word}.txt"), word);
        }
    }
    let run = site.build();
    built(&run);
    assert_eq!(without.difference(&site.public()), Vec::<String>::new());
    for (_, word) in &drafts {
        for spelling in [word.clone(), word.to_lowercase()] {
            assert_eq!(site.public().files_with(&spelling), [""; 0]);
            assert!(!run.stderr.contains(&spelling), "{}", run.stderr);
        }
    }
    // They would have been everywhere.
    built(&site.run(&["build", "--drafts"]));
    let with = site.public();
    assert!(drafts.iter().all(|(_, word)| with.files_with(word).len() >= 5));
}

#[test]
fn a_record_that_becomes_a_draft_is_gone_from_every_byte() {
    for kind in KINDS {
        let site = base();
        built(&site.build());
        let without = site.public();
        let (path, text) = record(kind, 7, "MIRABELLE", false);
        site.write(&path, text);
        built(&site.build());
        assert!(site.public().files_with("MIRABELLE").len() >= 5, "{kind}");
        site.write(&path, record(kind, 7, "MIRABELLE", true).1);
        built(&site.build());
        assert_eq!(without.difference(&site.public()), Vec::<String>::new(), "{kind}");
        assert_eq!((site.public().files_with("MIRABELLE"), site.public().files_with("mirabelle")), (vec![], vec![]), "{kind}");
    }
}

/// A symbolic link would publish under its own name what is left out under another.
#[test]
fn a_link_to_a_file_of_a_draft_is_an_error() {
    let site = base();
    let (path, text) = record("groups", 7, "MIRABELLE", true);
    site.write(&path, text);
    site.write("content/groups/fg-mirabelle/terms.md", "---\ntitle: Terms of MIRABELLE\n---\n");
    site.write("content/groups/fg-mirabelle/list.txt", "MIRABELLE\n");
    // What is left out itself may lead to anything that is.
    symlink("list.txt", site.path("content/groups/fg-mirabelle/copy.txt")).expect("a link can be made");
    built(&site.build());
    let without = site.public();
    for (name, to) in [("a.txt", "index.md"), ("b.txt", "terms.md"), ("c.md", "terms.md"), ("d.txt", "list.txt"), ("e.txt", "copy.txt")] {
        let link = site.path(&format!("content/pages/{name}"));
        fs::create_dir_all(link.parent().expect("it is in a folder")).expect("a folder can be made");
        symlink(format!("../groups/fg-mirabelle/{to}"), &link).expect("a link can be made");
        let run = site.build();
        assert_eq!(run.code, Some(1), "{name}");
        let real = to.replace("copy", "list");
        let said = format!(
            "error[draft-reference]: a symbolic link to a draft, which is not published: `content/groups/fg-mirabelle/{real}`\n--> \
             content/pages/{name}\n = help: publish the draft first, or remove this link\n\n"
        );
        assert_eq!(run.stderr, said);
        assert_eq!(without.difference(&site.public()), Vec::<String>::new());
        fs::remove_file(link).expect("it is there");
    }
    symlink("../groups/fg-mirabelle/list.txt", site.path("content/pages/d.txt")).expect("a link can be made");
    built(&site.run(&["build", "--drafts"]));
    assert_eq!(site.public().text("d.txt").as_deref(), Some("MIRABELLE\n"));
}

#[test]
fn a_preview_with_drafts_leaves_nothing_behind() {
    let site = base();
    let (path, text) = record("groups", 7, "MIRABELLE", true);
    site.write(&path, text);
    let before = site.tree();
    {
        let preview = Preview::start(&site, &["--drafts"]);
        assert_eq!(get(&preview.address, "/groups/fg-mirabelle/").status, 200);
    }
    assert_eq!(before.difference(&site.tree()), Vec::<String>::new());
    assert!(!site.path(".plenary").exists());
    built(&site.build());
    let tree = site.public();
    for word in ["MIRABELLE", "mirabelle", "127.0.0.1", "localhost", "/.plenary/preview.js"] {
        assert_eq!(tree.files_with(word), [""; 0], "{word}");
    }
}

#[test]
fn a_date_in_the_future_hides_nothing() {
    let site = base();
    // No day is frozen, so that the clock would tell.
    site.write("plenary.yaml", "title: T\nbase_url: https://example.org/\n");
    site.write(
        "content/circulars/c9.md",
        "---\ntitle: A letter of the future\nseries: TSB Circular\nnumber: 9\ndate: 2199-01-20\nupdated: 2199-02-01\n---\n",
    );
    let on = |seconds: &str| {
        let _ = fs::remove_dir_all(site.path("public"));
        let mut command = site.plenary(&["build", "--color", "never"]);
        built(&site.run_command(command.env("SOURCE_DATE_EPOCH", seconds)));
        site.public()
    };
    let (long_ago, far_ahead) = (on("0"), on("9000000000"));
    assert_eq!(long_ago.paths(), far_ahead.paths());
    for tree in [&long_ago, &far_ahead] {
        for path in
            ["circulars/c9/index.html", "circulars/index.html", "feed.xml", "sitemap.xml", "data/circulars.json", "search/entries-0.json"]
        {
            let holds = tree.text(path).is_some_and(|text| text.contains("A letter of the future") || text.contains("circulars/c9/"));
            assert!(holds, "{path}");
        }
    }
    // Where the day is said, the clock has no say.
    site.write("plenary.yaml", "title: T\nbase_url: https://example.org/\ntoday: 2020-02-01\n");
    assert_eq!(on("0").difference(&on("9000000000")), Vec::<String>::new());
}
