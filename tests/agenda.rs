//! `plenary agenda`: what staff must do by when, on several days of one small site.

mod support;

use serde_json::Value;
use support::site::Site;

/// A group with a meeting in March 2020, and all else that has a date.
fn site() -> Site {
    let group = "---\ntitle: Examples\nacronym: FG-XX\nparent: TSAG\nlifetime: P1Y\n\
        meetings:\n  - {id: 1, start: 2020-03-10, end: 2020-03-12, place: {city: Geneva}, deadlines: [{date: 2020-02-20, for: contributions, note: by e-mail}]}\n  \
        - {id: 2, start: 2020-Q4}\n\
        deliverables:\n  - {id: D1, title: Use cases, status: draft, due: 2020-02-28}\n  - {id: D2, title: Terms, due: 2020-01-31}\n  \
        - {id: D3, title: Roadmap, status: draft, parent_meeting: 2020-05-04}\n  - {id: D4, title: Done, status: published, due: 2020-01-01}\n\
        milestones:\n  - {date: 2020-04, title: First draft}\n---\n";
    let ended = "---\ntitle: Ended\nacronym: FG-ZZ\nparent: TSAG\nlifetime: P1Y\nconcluded: 2019-06-01\n\
        meetings: [{id: 1, start: 2018-01-01}]\ndeliverables: [{id: D1, title: Never, status: draft, due: 2018-06-01}]\n---\n";
    let statement = |id: u32, deadline: &str, more: &str| {
        format!(
            "---\ntitle: Statement\nreference: LS-{id}\ndate: 2020-01-10\nfrom: IETF\nto: [FG-XX, TSAG]\npurpose: comment\n{deadline}{more}---\n"
        )
    };
    Site::new()
        .file("content/study-groups/tsag.md", "---\ntitle: TSAG\nacronym: TSAG\nkind: advisory-group\n---\n")
        .file("content/groups/fg-xx.md", group)
        .file("content/groups/fg-zz.md", ended)
        .file("content/liaisons/ls-1.md", statement(1, "deadline: 2020-01-20\n", ""))
        .file("content/liaisons/ls-2.md", statement(2, "deadline: 2020-01-21\n", ""))
        .file("content/liaisons/ls-3.md", statement(3, "", "in_response_to: LS-2\n"))
}

/// The circular that calls the meeting, with a deadline of the meeting's own and one more.
const CIRCULAR: &str = "---\ntitle: First meeting\nnumber: 12\nseries: TSB Circular\ndate: 2020-02-05\nmeeting: FG-XX/1\n\
    deadlines: [{date: 2020-02-20, for: contributions}, {date: 2020-03-01, for: registration}]\n---\n";

fn agenda(site: &Site, arguments: &[&str]) -> String {
    let run = site.run(&[&["agenda"], arguments].concat());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    run.stdout
}

#[test]
fn what_is_overdue_comes_first_and_then_each_thing_by_its_date() {
    let said = "\
overdue     2020-01-20  LS-1     IETF waits for the answer of FG-XX, TSAG
today       2020-01-31  FG-XX    D2, Terms is due
in 10 days  2020-02-10  FG-XX/1  no deadline for help with visas is set; this is the latest (TSB Circular 33, Annex 2)
in 11 days  2020-02-11  FG-XX/1  announce the meeting of 2020-03-10 (TSB Circular 33, Annex 1 clause 2.9)
in 20 days  2020-02-20  FG-XX/1  contributions close: by e-mail
in 28 days  2020-02-28  FG-XX    D1, Use cases is due (draft)
";
    assert_eq!(agenda(&site(), &["--today", "2020-01-31", "--next", "P4W"]), said);
    let longer = agenda(&site(), &["--today", "2020-02-01"]);
    let rest = "\
in 31 days  2020-03-03  FG-XX/1  no deadline for registration is set; this is the latest (TSB Circular 33, Annex 2)
in 38 days  2020-03-10  FG-XX/1  is held until 2020-03-12, Geneva
in 60 days  2020-04     FG-XX    First draft
";
    assert!(longer.ends_with(rest), "{longer}");
}

#[test]
fn what_was_done_is_not_asked_for() {
    let site = site().file("content/circulars/c.md", CIRCULAR);
    let before = agenda(&site, &["--today", "2020-02-04", "--next", "30d"]);
    assert!(before.contains("in 7 days   2020-02-11  FG-XX/1          announce the meeting of 2020-03-10"), "{before}");
    let after = agenda(&site, &["--today", "2020-02-12", "--next", "30d"]);
    let said = "\
overdue     2020-01-20  LS-1             IETF waits for the answer of FG-XX, TSAG
overdue     2020-02-10  FG-XX/1          no deadline for help with visas is set; this is the latest (TSB Circular 33, Annex 2)
in 8 days   2020-02-20  FG-XX/1          contributions close: by e-mail
in 16 days  2020-02-28  FG-XX            D1, Use cases is due (draft)
in 18 days  2020-03-01  TSB Circular 12  registration closes for FG-XX/1
in 27 days  2020-03-10  FG-XX/1          is held until 2020-03-12, Geneva
";
    assert_eq!(after, said);
}

#[test]
fn a_meeting_that_has_begun_asks_for_nothing_more() {
    let said = "\
overdue     2020-01-20  LS-1     IETF waits for the answer of FG-XX, TSAG
overdue     2020-02-28  FG-XX    D1, Use cases is due (draft)
in 1 day    2020-03-12  FG-XX/1  is being held until 2020-03-12, Geneva
in 21 days  2020-04     FG-XX    First draft
in 26 days  2020-04-06  FG-XX    D3, Roadmap must reach TSAG for its meeting of 2020-05-04 (TSB Circular 33, Annex 1 clause 2.3)
";
    assert_eq!(agenda(&site(), &["--today", "2020-03-11", "--next", "30d"]), said);
}

#[test]
fn a_lifetime_ends_and_a_group_that_has_ended_is_silent() {
    let lines = |today: &str, next: &str| {
        let all = agenda(&site(), &["--today", today, "--next", next]);
        all.lines().filter(|line| line.contains("lifetime")).map(str::to_owned).collect::<Vec<_>>()
    };
    let rule = "(TSB Circular 33, Annex 1 clause 2.16)";
    let ends = format!("its lifetime ends; TSAG must have decided by then if it is to be extended {rule}");
    assert_eq!(lines("2021-03-01", "8d"), [""; 0]);
    assert_eq!(lines("2021-03-01", "9d"), [format!("in 9 days  2021-03-10  FG-XX  {ends}")]);
    assert_eq!(lines("2021-03-10", "1d"), [format!("today    2021-03-10  FG-XX  {ends}")]);
    let past = format!("overdue  2021-03-10  FG-XX  is past its lifetime; TSAG must conclude or extend it {rule}");
    assert_eq!(lines("2021-03-11", "1d"), [past]);
}

#[test]
fn the_rules_of_the_site_count() {
    let rules = "title: Ours\nsource: Ours 1\nrules:\n  - {id: meeting-notice, clause: \"4\", what: Six weeks ahead, days: 42}\n";
    let settings = format!("{}rules: rules/ours.yaml\n", support::site::SETTINGS);
    let with_rules = site().file("plenary.yaml", &settings).file("rules/ours.yaml", rules);
    let said = agenda(&with_rules, &["--today", "2020-01-28", "--next", "1d"]);
    assert_eq!(said.lines().next_back(), Some("today    2020-01-28  FG-XX/1  announce the meeting of 2020-03-10 (Ours 1 clause 4)"));
    let without = site().file("plenary.yaml", settings.replace("rules/ours.yaml", "none"));
    let said = agenda(&without, &["--today", "2020-02-01", "--next", "60d"]);
    assert!(!said.contains('(') || said.contains("(draft)") && said.matches('(').count() == 1, "{said}");
}

#[test]
fn machines_read_one_object_a_line() {
    let all = agenda(&site(), &["--today", "2020-02-12", "--next", "8w", "--message-format", "json"]);
    let lines: Vec<Value> = all.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let kinds: Vec<(&str, i64, bool)> = lines
        .iter()
        .map(|line| {
            let kind = line["kind"].as_str().expect("it has a kind");
            (kind, line["days"].as_i64().expect("it has a number"), line["overdue"].as_bool().expect("it says so"))
        })
        .collect();
    let wanted = [
        ("reply", -23, true),
        ("set-deadline", -2, true),
        ("announce", -1, true),
        ("closes", 8, false),
        ("deliverable", 16, false),
        ("set-deadline", 20, false),
        ("meeting", 27, false),
        ("milestone", 49, false),
        ("send", 54, false),
    ];
    assert_eq!(kinds, wanted);
    let closes = serde_json::json!({
        "date": "2020-02-20", "days": 8, "overdue": false, "kind": "closes", "subject": "FG-XX/1", "what": "contributions close: by e-mail",
        "rule": null, "file": "content/groups/fg-xx.md", "line": 7, "column": 84,
    });
    assert_eq!(lines[3], closes);
}

#[test]
fn an_empty_agenda_and_wrong_questions_are_said() {
    let site = Site::new();
    assert_eq!(agenda(&site, &["--next", "2w"]), "from 2020-02-01 to 2020-02-15 there is nothing to do\n");
    assert_eq!(agenda(&site, &["--message-format", "json"]), "");
    for bad in ["60", "soon", "0d", "-1d", "P1H"] {
        let run = site.run(&["agenda", &format!("--next={bad}")]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{bad}");
    }
    let run = site.run(&["agenda", "--next", "9000y"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), "error: the calendar ends before that\n"));
    site.write("content/pages/x.md", "---\ntitle: X\n---\n[[nothing]]\n");
    let run = site.run(&["agenda"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.starts_with("error[unknown-designation]: `nothing` does not name a record\n"), "{}", run.stderr);
}

#[test]
fn an_agenda_has_no_form_of_faults() {
    for format in ["github", "sarif"] {
        let run = site().run(&["agenda", "--message-format", format]);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(2), "", "error: an agenda is written as human or json\n"));
    }
}
