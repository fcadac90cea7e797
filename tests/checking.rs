//! `plenary check` over the site of this repository: what the four documents themselves get wrong is found, each finding
//! with the rule and the date that would be right; with the waivers of the settings nothing is left to explain. And over
//! a site of ten thousand records, for its time.

mod support;

use std::fmt::Write;
use std::fs;
use std::time::Instant;

use support::documents::repository;
use support::run::Run;
use support::site::Site;

/// A finding as JSON tells it: code, the path of its file below `content/`, message.
type Finding = (String, String, String);

/// The repository's site with the settings that `settle` makes of its own.
fn copied(settle: impl Fn(&str) -> String) -> Site {
    let site = Site::empty();
    for entry in walkdir::WalkDir::new(repository().join("content")) {
        let entry = entry.expect("the content can be read");
        let path = entry.path().strip_prefix(repository()).expect("it is below the root");
        if entry.file_type().is_file() {
            site.write(&path.to_string_lossy(), fs::read(entry.path()).expect("it can be read"));
        }
    }
    let settings = fs::read_to_string(repository().join("plenary.yaml")).expect("there are settings");
    site.file("plenary.yaml", settle(&settings))
}

/// The settings without their waivers, which stand last.
fn without_waivers(settings: &str) -> String {
    settings.split_once("\nwaivers:\n").expect("the settings have waivers").0.to_owned() + "\n"
}

fn check(site: &Site, further: &[&str]) -> Run {
    site.run(&[&["check", "--message-format", "json"], further].concat())
}

fn findings(run: &Run) -> Vec<Finding> {
    let of_line = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("a line is an object");
        let text = |key: &str| value[key].as_str().expect("it is a text").to_owned();
        (text("code"), text("file").trim_start_matches("content/").to_owned(), text("message"))
    };
    run.stdout.lines().map(of_line).collect()
}

#[test]
fn the_documents_faults_are_found() {
    let run = check(&copied(without_waivers), &[]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let found = findings(&run);
    let foretold = [
        (
            "contribution-deadline",
            "circulars/tsb-circular-33.md",
            "contributions close 7 days before the meeting; A.7 (10/2016) clause 8 asks 12: 5 October 2017",
        ),
        (
            "contribution-deadline",
            "groups/fg-dlt/index.md",
            "contributions close 7 days before the meeting; A.7 (10/2016) clause 8 asks 12: 5 October 2017",
        ),
        (
            "first-meeting",
            "groups/fg-dlt/index.md",
            "the milestone puts the first meeting in the third quarter of 2017, and it begins on 17 October 2017, in the fourth quarter of 2017; see TSB Circular 33, Annex 1 clause 2.16",
        ),
        (
            "lifetime",
            "groups/fg-dlt/index.md",
            "the lifetime ended on 17 April 2019, and nothing says that the group was extended or concluded; TSB Circular 33, Annex 1 clause 2.16 asks a decision to extend it",
        ),
        ("wrong-count", "reports/cwg-internet-2023.md", "`22` are counted here, and the lists of SG11, SG13, SG17 in this section have 13"),
        ("wrong-count", "reports/cwg-internet-2023.md", "`15` are counted here, and the lists of SG17, SG20 in this section have 10"),
        ("wrong-count", "reports/cwg-internet-2023.md", "`five` are counted here, and the lists of SG20 in this section have 4"),
        ("wrong-count", "reports/cwg-internet-2023.md", "`seven` are counted here, and the lists of SG13, SG17 in this section have 2"),
        ("impossible-year", "reports/cwg-internet-2023.md", "`202` is no year: a year has four digits"),
        ("look-alike", "catalogue/work-items.yaml", "`loT` in `Y.loT-RTPS` looks like `IoT`, and is spelled otherwise"),
        ("look-alike", "catalogue/work-items.yaml", "`loT` in `Y.loT-NCM-arch` looks like `IoT`, and is spelled otherwise"),
        ("look-alike", "catalogue/work-items.yaml", "`loT` in `Y.loT-CRE-fr` looks like `IoT`, and is spelled otherwise"),
        ("stray-space", "catalogue/work-items.yaml", "`Y.QKDN- iwac` has a stray space"),
        ("duplicate-title", "catalogue/work-items.yaml", "`Y.QKDN_SSNarch` has the same title as `Y.QKDN_SSNreg`"),
        ("unanswered-action", "reports/mou-mg-23n912.md", "nothing is reported under `A19/01`: it has no Recommendation and no work item"),
    ];
    for (code, file, message) in foretold {
        let wanted = (code.to_owned(), file.to_owned(), message.to_owned());
        assert!(found.contains(&wanted), "{wanted:#?} is not among {found:#?}");
    }
}

#[test]
fn counts_that_agree_are_not_told() {
    // The counts of clauses 2.3, 2.6.1, 2.6.2, 2.7.1 and 2.9, for example, agree with their lists.
    let found = findings(&check(&copied(without_waivers), &[]));
    assert_eq!(found.iter().filter(|(code, ..)| code == "wrong-count").count(), 4, "{found:#?}");
}

#[test]
fn an_item_more_or_less_makes_a_count_wrong() {
    let site = copied(without_waivers);
    let report = fs::read_to_string(site.path("content/reports/cwg-internet-2023.md")).expect("there is the report");
    let line = report.lines().find(|line| line.starts_with("- ITU-T J.1612")).expect("clause 2.3 lists it");
    site.write("content/reports/cwg-internet-2023.md", report.replace(&format!("{line}\n"), ""));
    let found = findings(&check(&site, &[]));
    let wanted = "`five` are counted here, and the list has 4";
    assert!(found.iter().any(|(code, _, message)| code == "wrong-count" && message == wanted), "{found:#?}");
}

#[test]
fn nothing_is_left_to_explain() {
    let site = copied(str::to_owned);
    let before = site.tree();
    let run = check(&site, &["--deny", "warnings"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""));
    assert_eq!(before.difference(&site.tree()), [""; 0], "a check writes nothing");
    let run = site.run(&["check", "--color", "never"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
    assert!(run.stderr.starts_with("checked ") && run.stderr.ends_with(" waived\n") && run.stderr.lines().count() == 1, "{}", run.stderr);
}

#[test]
fn every_waiver_of_the_site_has_a_finding_of_its_own() {
    let run = check(&copied(str::to_owned), &["--verbose"]);
    let waived = findings(&run).into_iter().filter(|(code, ..)| code == "waived").count();
    let all = findings(&check(&copied(without_waivers), &[])).len();
    assert_eq!(waived, all);
    assert!(!run.stdout.contains("unused-waiver") && !run.stdout.contains("expired-waiver"), "{}", run.stdout);
}

#[test]
fn sarif_is_one_document_on_standard_output() {
    for site in [copied(without_waivers), copied(str::to_owned)] {
        let run = site.run(&["check", "--message-format", "sarif"]);
        let document: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is one JSON document");
        assert_eq!((run.code, run.stderr.as_str(), document["version"].as_str()), (Some(0), "", Some("2.1.0")));
        for result in document["runs"][0]["results"].as_array().expect("a run has results") {
            let rule = &document["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("a number") as usize];
            assert_eq!(rule["id"], result["ruleId"]);
        }
    }
}

#[test]
fn a_rule_is_explained_with_its_source_and_how_days_are_counted() {
    let said = Site::new().run(&["explain", "contribution-deadline"]).stdout;
    assert!(said.contains("Rule (A.7 (10/2016) clause 8): Contributions are submitted at least twelve calendar days"), "{said}");
    assert!(said.contains("the day of the meeting itself is not. From 5 to 17 October are 12 days."), "{said}");
    let said = Site::new().run(&["explain", "lifetime"]).stdout;
    assert!(said.contains("Rule (TSB Circular 33, Annex 1 clause 2.16)") && !said.contains("calendar days"), "{said}");
}

#[test]
fn the_same_is_told_whatever_the_threads() {
    let site = copied(without_waivers);
    let one = check(&site, &["--jobs", "1"]);
    assert_eq!(one, check(&site, &["--jobs", "4"]));
}

#[test]
fn ten_thousand_names_take_no_longer_than_their_pages() {
    let site = Site::new().file("content/study-groups/tsag.md", "---\ntitle: TSAG\nacronym: TSAG\nkind: advisory-group\n---\n");
    let mut rows = String::new();
    for number in 0..10_000 {
        writeln!(rows, "- {{id: Y.part{number}-arch, title: Part {number} of the IoT, study_group: TSAG}}").expect("a text takes all");
    }
    site.write("content/catalogue/work-items.yaml", rows);
    for number in 0..300 {
        let text =
            format!("---\ntitle: Page {number}\ntags: [pages]\n---\n## Words\n\nDraft Y.part{number}-arch:\n\n- Y.part{number}-arch\n");
        site.write(&format!("content/pages/page-{number}.md"), text);
    }
    let timed = |command: &str| {
        let start = Instant::now();
        let run = site.run(&[command, "--color", "never"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        (start.elapsed(), run.stderr)
    };
    let (build, _) = timed("build");
    let (check, said) = timed("check");
    assert!(said.starts_with("checked 301 records, ") && said.ends_with(": nothing to tell\n"), "{said}");
    // A search that compared each name with all others would take a hundred million comparisons of letters.
    assert!(check < build * 3, "a check took {check:?}, a build {build:?}");
}

#[test]
fn what_a_build_refuses_check_refuses_too() {
    let site = Site::new().file("plenary.yaml", format!("{}output: content/x\n", support::site::SETTINGS));
    let (build, check) = (site.build(), site.run(&["check", "--color", "never"]));
    assert_eq!((build.code, check.code), (Some(1), Some(1)));
    let last = "1 error: the rules are looked at when nothing is wrong\n";
    assert_eq!(check.stderr, format!("{}{last}", build.stderr));
}

/// The codes and messages of `check --previous` with the list that a build left, kept beside the site.
fn held_to_former(site: &Site) -> (Option<i32>, Vec<String>) {
    let list = site.beside("urls.txt");
    // From another folder, so that the list is found from where the command is given.
    let root = site.root();
    let mut command = site.plenary(&["check", "--previous", "urls.txt", "--message-format", "json", "--root", &root.to_string_lossy()]);
    command.current_dir(list.parent().expect("it is in a folder"));
    let run = site.run_command(&mut command);
    let told = findings(&run).into_iter().filter(|(_, file, _)| file == "[BESIDE]/urls.txt");
    (run.code, told.map(|(code, _, message)| format!("{code} {message}")).collect())
}

fn keep_list(site: &Site) {
    assert_eq!(site.build().code, Some(0));
    fs::copy(site.path("public/data/urls.txt"), site.beside("urls.txt")).expect("a build leaves the list");
}

#[test]
fn a_site_is_held_to_its_own_urls_and_a_rename_keeps_them() {
    let site = copied(str::to_owned);
    keep_list(&site);
    assert_eq!(held_to_former(&site), (Some(0), vec![]));
    assert_eq!(site.run(&["rename", "FG DLT", "fg-dlt2"]).code, Some(0));
    assert_eq!(held_to_former(&site), (Some(0), vec![]));
    assert_eq!(site.build().code, Some(0));
    assert!(site.path("public/groups/fg-dlt2/calendar.ics").is_file() && !site.path("public/groups/fg-dlt/calendar.ics").exists());
    let redirects = site.public().text("_redirects").expect("the alias is listed");
    for name in ["", "calendar.ics", "feed.json", "feed.xml", "index.json"] {
        let line = format!("/groups/fg-dlt/{name} /groups/fg-dlt2/{name} 301\n");
        assert!(redirects.contains(&line), "{line} is not in {redirects}");
    }
}

#[test]
fn a_page_that_is_removed_without_an_alias_is_told_once() {
    let page = |rest: &str| format!("---\ntitle: A\n{rest}---\n");
    let site = Site::new().file("content/pages/old.md", page("")).file("content/pages/new.md", page("aliases: [/older/]\n"));
    keep_list(&site);
    site.remove("content/pages/old.md");
    let gone = |url: &str| format!("gone-url `{url}` was published, and is gone");
    assert_eq!(held_to_former(&site), (Some(1), vec![gone("/old/")]));
    site.write("content/pages/new.md", page("aliases: [/old/]\n"));
    assert_eq!(held_to_former(&site), (Some(1), vec![gone("/older/")]));
    site.write("content/pages/new.md", page("aliases: [/old/, /older/]\n"));
    assert_eq!(held_to_former(&site), (Some(0), vec![]));
    // What stands beside a page that is still there, and goes alone, is told.
    site.write("plenary.yaml", format!("{}outputs: {{feeds: false}}\n", support::site::SETTINGS));
    let (code, told) = held_to_former(&site);
    assert!(code == Some(1) && told.contains(&gone("/feed.xml")) && told.iter().all(|told| told.contains("/feed.")), "{told:?}");
}
