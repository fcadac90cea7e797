//! The files of `ci/`: the workflows are valid by the schemas of those who run them, and the scripts do what they say, with
//! real repositories. (`tests/web/check-workflows.mjs` lints GitHub's workflows.)

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use support::json_schema::{faults, of_yaml, validator};
use support::run::{self, Run};
use support::site::{PLENARY, Site};

const NOTHING: [String; 0] = [];

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(repository(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The files directly in a folder of the repository that end so.
fn files(folder: &str, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(repository(folder)).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned());
    let mut files: Vec<String> = names.filter(|name| name.ends_with(ending)).map(|name| format!("{folder}/{name}")).collect();
    files.sort();
    files
}

/// Runs a command in a folder, with the author that Git asks for.
fn shell(folder: &Path, command: &str) -> Run {
    let mut bash = Command::new("bash");
    bash.args(["-c", command]).current_dir(folder).env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("HOME", folder);
    bash.env("GIT_CONFIG_GLOBAL", "/dev/null").env("PLENARY", PLENARY).env("CI_KIT", repository("ci"));
    for who in ["AUTHOR", "COMMITTER"] {
        bash.env(format!("GIT_{who}_NAME"), "The secretariat").env(format!("GIT_{who}_EMAIL"), "secretariat@example.org");
    }
    run::run(&mut bash)
}

/// The same, for a command that must do what it says.
fn done(folder: &Path, command: &str) -> String {
    let run = shell(folder, command);
    assert_eq!(run.code, Some(0), "{command}\n{}{}", run.stdout, run.stderr);
    run.stdout
}

#[test]
fn the_workflows_are_valid_by_the_schemas_of_those_who_run_them() {
    for (schema, files, wrong) in [
        ("gitlab-ci", files("ci/gitlab", ".yml"), json!({"site": {"stage": "deploy", "scripts": ["true"], "environment": {"nam": 1}}})),
        ("github-workflow", files("ci/github/workflows", ".yml"), json!({"on": "push", "jobs": {"site": {"step": []}}})),
        ("github-action", vec!["ci/github/actions/plenary/action.yml".to_owned()], json!({"name": "x", "runs": {"using": "composite"}})),
    ] {
        let schema = serde_json::from_str(&read(&format!("tests/schemas/{schema}.json"))).expect("it is JSON");
        let validator = validator(&schema);
        assert_ne!(faults(&validator, &wrong), NOTHING, "a schema that refuses nothing");
        assert!(!files.is_empty());
        for file in files {
            assert_eq!(faults(&validator, &of_yaml(&read(&file))), NOTHING, "{file}");
        }
    }
}

#[test]
fn every_host_of_the_manual_has_a_workflow_for_both_services() {
    for host in ["cloudflare-pages", "netlify", "pages", "rsync", "s3"] {
        for (service, preview) in [("ci/github/workflows", "pull_request"), ("ci/gitlab", "merge_request_event")] {
            let file = format!("{service}/{host}.yml");
            assert!(read(&file).contains(preview), "{file} makes no preview");
            assert!(read("docs/publishing.md").contains(&file), "the manual does not name {file}");
        }
    }
}

#[test]
fn the_scripts_are_read_by_their_shell() {
    for file in files("ci", ".sh").into_iter().chain(["ci/pre-commit".to_owned()]) {
        done(&repository(""), &format!("bash -n {file} && test -x {file}"));
    }
}

#[test]
fn diagnostics_become_a_report_of_code_quality() {
    assert!(shell(&repository(""), "jq --version").code == Some(0), "needs `jq`: apt-get install -y jq");
    let site = Site::new().file("content/pages/about.md", "---\ntitle: A\n---\n<b>x</b> [y](z.md)\n");
    let diagnostics = site.run(&["check", "--message-format", "json"]).stdout;
    site.write("diagnostics.jsonl", &diagnostics);
    let report = done(&site.root(), "jq --slurp --from-file \"$CI_KIT/gitlab/code-quality.jq\" diagnostics.jsonl");
    let report: Value = serde_json::from_str(&report).expect("it is JSON");
    let entries = report.as_array().expect("a report is a list");
    let told: Vec<Value> = entries.iter().map(|entry| json!([entry["check_name"], entry["severity"], entry["location"]])).collect();
    let at = json!({"path": "content/pages/about.md", "lines": {"begin": 4, "end": 4}});
    assert_eq!(told, [json!(["raw-html", "minor", at]), json!(["raw-html", "minor", at]), json!(["broken-link", "critical", at])]);
    let mut prints: Vec<&str> = entries.iter().filter_map(|entry| entry["fingerprint"].as_str()).collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), 3, "a fingerprint is of one finding alone");
    assert_eq!(done(&site.root(), "jq --slurp --from-file \"$CI_KIT/gitlab/code-quality.jq\" /dev/null"), "[]\n");
}

/// A clone of an empty repository, with a first commit.
fn clone() -> Site {
    let site = Site::empty();
    done(
        &site.root(),
        "git init --quiet --bare ../remote.git && git init --quiet --initial-branch main . && git remote add origin ../remote.git",
    );
    // A path from the clone means nothing to a repository elsewhere.
    done(&site.root(), "git remote set-url origin \"$(cd .. && pwd)/remote.git\"; git commit --quiet --allow-empty --message first");
    site
}

/// The files of the branch that is served, with what is in them.
fn served(site: &Site) -> Vec<String> {
    done(&site.root(), "git --git-dir ../remote.git grep --no-color -h '' gh-pages -- >/dev/null; git --git-dir ../remote.git ls-tree -r --name-only gh-pages")
        .lines()
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_site_and_its_previews_are_published_on_a_branch() {
    let site = clone();
    let publish = |arguments: &str| done(&site.root(), &format!("bash \"$CI_KIT/publish-branch.sh\" {arguments}"));
    for (folder, file) in [("first", "old.html"), ("second", "new.html"), ("change", "index.html")] {
        site.write(&format!("{folder}/{file}"), folder);
    }
    publish("site first");
    assert_eq!(served(&site), [".nojekyll", "old.html"]);
    publish("preview change 12");
    publish("preview change 13");
    publish("site second");
    assert_eq!(served(&site), [".nojekyll", "new.html", "preview/12/index.html", "preview/13/index.html"]);
    publish("remove 12");
    assert_eq!(served(&site), [".nojekyll", "new.html", "preview/13/index.html"]);
    assert_eq!(publish("site second"), "nothing changed\n");
    let log = done(&site.root(), "git --git-dir ../remote.git log --format=%s gh-pages");
    assert_eq!(log.lines().filter(|line| line.starts_with("preview ")).collect::<Vec<_>>(), ["preview 13", "preview 12"]);
}

#[test]
fn previews_that_are_published_at_once_are_both_there() {
    let site = clone();
    site.write("change/index.html", "a change");
    let publish = "bash \"$CI_KIT/publish-branch.sh\" preview change";
    done(&site.root(), &format!("{publish} 1"));
    done(&site.root(), &format!("{publish} 2 & first=$!; {publish} 3 & second=$!; wait $first && wait $second"));
    assert_eq!(served(&site), ["preview/1/index.html", "preview/2/index.html", "preview/3/index.html"]);
}

#[test]
fn a_preview_stays_in_its_folder() {
    let site = clone();
    site.write("change/index.html", "a change");
    for name in ["..", ".", "../x", "a/b", "", "$(id)"] {
        let run = shell(&site.root(), &format!("bash \"$CI_KIT/publish-branch.sh\" preview change '{name}'"));
        assert_eq!(run.code, Some(2), "{name}: {}", run.stderr);
    }
    assert_eq!(shell(&site.root(), "bash \"$CI_KIT/publish-branch.sh\" site").code, Some(2));
    assert_eq!(done(&site.root(), "git --git-dir ../remote.git branch --list"), "");
}

#[test]
fn the_hook_keeps_a_commit_with_a_fault_back() {
    let site = clone();
    site.write("plenary.yaml", "title: Focus groups\nbase_url: https://example.org/\n");
    site.write("content/pages/about.md", "no front matter\n");
    done(&site.root(), "cp \"$CI_KIT/pre-commit\" .git/hooks/pre-commit && git add plenary.yaml content");
    let run = shell(&site.root(), "git commit --message wrong");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("error[missing-front-matter]") && run.stderr.contains("--> content/pages/about.md:1:1"), "{}", run.stderr);
    // What is checked is what would be committed.
    site.write("content/pages/about.md", "---\ntitle: About\n---\n");
    assert_eq!(shell(&site.root(), "git commit --message still-wrong").code, Some(1));
    done(&site.root(), "git add content && git commit --quiet --message right");
    assert_eq!(site.tree().files().iter().filter(|file| file.starts_with("public")).count(), 0, "a hook publishes nothing");
}
