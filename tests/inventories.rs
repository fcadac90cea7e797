//! What one site has designations for, another one knows: `data/designations.json` of the one is an inventory of the other.

mod support;

use std::fs;

use scraper::{Html, Selector};
use serde_json::Value;
use support::site::Site;

const SETTINGS: &str = "title: Groups on security\nbase_url: https://security.example/fg/\ntoday: 2020-02-01\n";

/// A site with something of every kind.
fn other_site() -> Site {
    let site = Site::empty()
        .file("plenary.yaml", SETTINGS)
        .file("content/study-groups/tsag.md", "---\ntitle: Advisory group\nacronym: TSAG\nkind: advisory-group\n---\n")
        .file(
            "content/study-groups/sg17.md",
            "---\ntitle: Security\nacronym: SG17\nnumber: 17\nquestions: [{number: 1, title: Coordination}]\n---\n",
        )
        .file(
            "content/groups/fg-sec/index.md",
            "---\ntitle: Focus Group on security\nacronym: FG-SEC\nparent: TSAG\nalso_written: [FG4SEC]\n\
             meetings: [{id: 1, start: 2020-03-10}]\n---\n",
        )
        .file("content/circulars/c-33.md", "---\ntitle: A letter\nnumber: 33\nseries: TSB Circular\ndate: 2020-01-15\n---\n")
        .file(
            "content/reports/r1.md",
            "---\ntitle: A report\nreference: MoU/MG/23N912\ndate: 2020-01-15\nactions: [{id: R09/06, topic: Keys}]\n---\n",
        )
        .file("content/catalogue/recommendations.yaml", "- {id: X.1035, title: Passwords, study_group: SG17}\n")
        .file("content/catalogue/work-items.yaml", "- {id: X.sec-new, title: News, question: Q1/17}\n")
        .file("content/catalogue/organisations.yaml", "- {id: IETF, title: Task Force, url: \"https://ietf.example/\"}\n");
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    site
}

/// A site that names all of them and has none.
fn naming(other: &Site, settings: &str) -> Site {
    let inventory = fs::read(other.path("public/data/designations.json")).expect("it is published");
    Site::empty()
        .file("plenary.yaml", format!("title: Groups\nbase_url: https://example.org/\ntoday: 2020-02-01\n{settings}"))
        .file("inventories/security.json", inventory)
        .file(
            "content/groups/fg-xx/index.md",
            "---\ntitle: Focus Group on examples\nacronym: FG-XX\nparent: TSAG\nstudy_groups: [SG17]\norganisations: [IETF]\n---\n",
        )
        .file(
            "content/circulars/c-34.md",
            "---\ntitle: Next letter\nnumber: 34\nseries: TSB Circular\ndate: 2020-01-20\nmeeting: FG-SEC/1\ngroups: [FG-SEC]\n\
             supersedes: [TSB Circular 33]\n---\n",
        )
        .file(
            "content/pages/about.md",
            "---\ntitle: About\n---\nSee SG17, Q1/17, FG-SEC, FG4SEC, TSB Circular 33, MoU/MG/23N912, R09/06, X.sec-new and\n\
             Recommendation ITU-T X.1035; and [[FG-SEC/1]], [[IETF]], [[X.1035|passwords]].\n",
        )
}

const NAMED: &str = "inventories: [{file: inventories/security.json}]\n";

fn page(site: &Site, path: &str) -> Html {
    let run = site.run(&["build", "--deny", "warnings"]);
    assert_eq!((run.code, run.stderr.contains("error")), (Some(0), false), "{}", run.stderr);
    Html::parse_document(&fs::read_to_string(site.path(&format!("public/{path}index.html"))).expect("it is published"))
}

/// The words of every link of a page that leads to an address elsewhere, with the address.
fn elsewhere(page: &Html) -> Vec<(String, String)> {
    let links = Selector::parse("main a[href]").expect("it is a selector");
    let told = page.select(&links).map(|link| (link.text().collect::<String>(), link.value().attr("href").unwrap_or_default().to_owned()));
    told.filter(|(_, address)| address.contains("://")).collect()
}

fn assert_leads(links: &[(String, String)], words: &str, address: &str) {
    assert!(links.iter().any(|(text, to)| text == words && to == address), "{words} -> {address}: {links:#?}");
}

#[test]
fn a_designation_of_another_site_links_there() {
    let site = naming(&other_site(), NAMED);
    let links = elsewhere(&page(&site, "about/"));
    let base = "https://security.example/fg/";
    for (words, path) in [
        ("SG17", "study-groups/sg17/"),
        ("Q1/17", "study-groups/sg17/#q1"),
        ("FG-SEC", "groups/fg-sec/"),
        ("TSB Circular 33", "circulars/c-33/"),
        ("MoU/MG/23N912", "reports/r1/"),
        ("R09/06", "reports/r1/#r09-06"),
        ("X.sec-new", "study-groups/sg17/#x.sec-new"),
        ("Recommendation ITU-T X.1035", "recommendations/x.1035/"),
        ("FG-SEC/1", "groups/fg-sec/#meeting-1"),
        ("passwords", "recommendations/x.1035/"),
    ] {
        assert_leads(&links, words, &format!("{base}{path}"));
    }
    assert_leads(&links, "IETF", "https://ietf.example/");
    let of_group = elsewhere(&page(&site, "groups/fg-xx/"));
    assert_leads(&of_group, "TSAG", &format!("{base}study-groups/tsag/"));
    // What a link leads to is published there.
    let urls = fs::read_to_string(other_site().path("public/data/urls.txt")).expect("it is published");
    let paths = links.iter().filter_map(|(_, address)| address.strip_prefix(base));
    let missing: Vec<&str> = paths
        .map(|path| path.split('#').next().unwrap_or(path))
        .filter(|path| !urls.lines().any(|url| url == format!("/{path}")))
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn without_the_inventory_the_same_names_are_errors() {
    let run = naming(&other_site(), "").run(&["build"]);
    assert_eq!(run.code, Some(1));
    for name in ["TSAG", "SG17", "IETF", "FG-SEC/1", "FG-SEC", "TSB Circular 33"] {
        assert!(run.stderr.contains(&format!("`{name}`")), "{name}: {}", run.stderr);
    }
}

#[test]
fn a_record_of_the_site_goes_before_that_of_another() {
    let site = naming(&other_site(), NAMED).file("content/study-groups/sg17.md", "---\ntitle: Ours\nacronym: SG17\nnumber: 17\n---\n");
    let page = page(&site, "about/");
    let own = Selector::parse("main a[href='../study-groups/sg17/']").expect("it is a selector");
    assert_eq!(page.select(&own).next().map(|link| link.text().collect::<String>()), Some("SG17".to_owned()));
    assert_leads(&elsewhere(&page), "Q1/17", "https://security.example/fg/study-groups/sg17/#q1");
}

#[test]
fn a_draft_of_the_site_stays_one() {
    let site = naming(&other_site(), NAMED)
        .file("content/groups/fg-sec/index.md", "---\ntitle: Ours\nacronym: FG-SEC\nparent: TSAG\ndraft: true\n---\n");
    let run = site.run(&["build"]);
    assert!(run.stderr.contains("error[draft-reference]: `FG-SEC` is a draft"), "{}", run.stderr);
}

#[test]
fn the_settings_say_where_the_other_site_is() {
    let site = naming(&other_site(), "inventories: [{file: inventories/security.json, url: \"https://mirror.example/\"}]\n");
    let links = elsewhere(&page(&site, "about/"));
    assert_leads(&links, "SG17", "https://mirror.example/study-groups/sg17/");
    assert_leads(&links, "IETF", "https://ietf.example/");
}

#[test]
fn what_another_site_has_is_known_to_refs_and_told_as_data() {
    let site = naming(&other_site(), NAMED);
    page(&site, "about/");
    let run = site.run(&["refs", "content/pages/about.md", "--message-format", "json"]);
    let found: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let unknown: Vec<&Value> = found.iter().filter(|found| found["known"] != true).collect();
    assert!(found.len() >= 9 && unknown.is_empty(), "{found:#?}");
    let data = fs::read_to_string(site.path("public/groups/fg-xx/index.json")).expect("it is published");
    let data: Value = serde_json::from_str(&data).expect("it is JSON");
    assert_eq!(data["parent"]["address"], "https://security.example/fg/study-groups/tsag/", "{data:#}");
    let check = site.run(&["check"]);
    assert!(check.code == Some(0) && !check.stderr.contains("unknown-mention"), "{}", check.stderr);
    // It passes on what is its own alone.
    let own = fs::read_to_string(site.path("public/data/designations.json")).expect("it is published");
    assert!(own.contains("FG-XX") && !own.contains("FG-SEC"), "{own}");
}

#[test]
fn the_settings_that_the_manual_shows_can_be_read() {
    let manual = include_str!("../docs/outputs.md");
    let blocks = manual.split("```yaml\n").skip(1).filter_map(|block| block.split("```").next());
    let example = blocks.filter(|block| block.starts_with("inventories:")).collect::<String>();
    let site = naming(&other_site(), &example);
    for name in ["security", "optical"] {
        let inventory = fs::read(site.path("inventories/security.json")).expect("it is there");
        assert!(example.contains(&format!("inventories/{name}.json")), "{example}");
        site.write(&format!("inventories/{name}.json"), inventory);
    }
    assert_leads(&elsewhere(&page(&site, "about/")), "SG17", "https://security.example/fg/study-groups/sg17/");
}
