//! `plenary deploy` to a folder: only what differs is sent, in one step; what is somebody else's stays; what is wrong is told.
//! Deployments to storage are tried by `tests/deploy/deploy.py`.
#![cfg(feature = "deploy")]

mod support;

use std::fs;
use std::path::PathBuf;

use support::run::Run;
use support::site::{SETTINGS, Site};
use support::tree::Tree;

/// A site of three pages that is deployed to the folder `served` beside it, and was built.
fn site() -> Site {
    let site = Site::empty().file("plenary.yaml", format!("{SETTINGS}deploy: {{folder: ../served}}\n"));
    for number in 1..=3 {
        site.write(&format!("content/pages/page-{number}.md"), format!("---\ntitle: Page {number}\n---\nText {number}.\n"));
    }
    build(&site);
    site
}

fn build(site: &Site) {
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

fn deploy(site: &Site, arguments: &[&str]) -> Run {
    site.run(&[&["deploy", "--color", "never"], arguments].concat())
}

/// What the last line says was done, without its time.
fn said(run: &Run) -> String {
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.stderr.trim_end().rsplit('\n').next().unwrap_or_default().split(", in ").next().unwrap_or_default().to_owned()
}

fn served(site: &Site) -> PathBuf {
    site.beside("served")
}

#[test]
fn a_dry_run_says_what_a_deployment_then_does() {
    let site = site();
    let count = site.public().files().len() - 1;
    let dry = deploy(&site, &["--dry-run"]);
    assert_eq!(said(&dry), format!("../served would have: {count} new"));
    assert_eq!(dry.stdout.lines().count(), count);
    assert!(dry.stdout.contains("new page-1/index.html\n"), "{}", dry.stdout);
    assert!(!served(&site).exists());
    let run = deploy(&site, &[]);
    assert_eq!((said(&run), run.stdout.as_str()), (format!("../served has: {count} new"), ""));
    assert_eq!(site.public().difference(&Tree::of(&served(&site))), Vec::<String>::new());
}

#[test]
fn only_what_differs_is_written_and_only_plenarys_is_removed() {
    let site = site();
    deploy(&site, &[]);
    let count = site.public().files().len() - 1;
    assert_eq!(said(&deploy(&site, &[])), format!("../served has: nothing to do; {count} files as they were"));
    fs::write(served(&site).join("CNAME"), "example.org").expect("it is ours");
    let file = |path: &str| fs::metadata(served(&site).join(path)).expect("it is there").modified().expect("it has a time");
    let before = file("page-1/index.html");
    site.remove("content/pages/page-3.md");
    site.write("content/pages/page-2.md", "---\ntitle: Page 2\n---\nIt was edited.\n");
    build(&site);
    let listed = deploy(&site, &["--dry-run", "--message-format", "json"]).stdout;
    assert!(listed.contains("{\"change\":\"removed\",\"path\":\"page-3/index.html\"}\n"), "{listed}");
    assert!(listed.contains("{\"change\":\"changed\",\"path\":\"page-2/index.html\"}\n"), "{listed}");
    let run = deploy(&site, &[]);
    assert!(run.stderr.contains("note[foreign-file]: not made by plenary: carried over as it is"), "{}", run.stderr);
    let served = Tree::of(&served(&site)).without("CNAME");
    assert_eq!(site.public().difference(&served), Vec::<String>::new());
    assert_eq!(file("page-1/index.html"), before, "a file that is the same keeps its time");
}

#[test]
fn what_was_changed_by_hand_at_the_target_is_mended() {
    let site = site();
    deploy(&site, &[]);
    fs::write(served(&site).join("page-1/index.html"), "changed by hand").expect("it is ours");
    assert!(said(&deploy(&site, &[])).starts_with("../served has: 1 changed; "));
    assert_eq!(site.public().difference(&Tree::of(&served(&site))), Vec::<String>::new());
}

#[test]
fn a_folder_that_is_not_plenarys_or_holds_the_built_site_is_refused() {
    let site = site();
    fs::create_dir(served(&site)).expect("it is ours");
    fs::write(served(&site).join("index.html"), "somebody else's").expect("it is ours");
    let refused = |site: &Site, words: &str| {
        let run = deploy(site, &[]);
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        assert!(run.stderr.contains("error[refused-output]: ") && run.stderr.contains(words), "{}", run.stderr);
    };
    refused(&site, "has no `.plenary-manifest` that says plenary made it");
    assert_eq!(fs::read_to_string(served(&site).join("index.html")).expect("it is there"), "somebody else's");
    for folder in ["public", "public/www", "content", "."] {
        site.write("plenary.yaml", format!("{SETTINGS}deploy: {{folder: {folder}}}\n"));
        refused(&site, "plenary.yaml:4:18");
    }
}

#[test]
fn an_edit_after_the_build_is_told() {
    let site = site();
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
    let page = fs::File::options().write(true).open(site.path("content/pages/page-2.md")).expect("it is ours");
    page.set_modified(later).expect("its time can be set");
    let run = deploy(&site, &[]);
    let told = "warning[stale-site]: this was changed after the site was built\n--> content/pages/page-2.md\n";
    assert!(run.stderr.contains(told) && run.code == Some(0), "{}", run.stderr);
    let denied = deploy(&site, &["--deny", "warnings"]);
    assert_eq!(denied.code, Some(1));
    // What is built anew and comes out the same is no older than its sources.
    page.set_modified(std::time::SystemTime::now()).expect("its time can be set");
    build(&site);
    let run = deploy(&site, &[]);
    assert!(!run.stderr.contains("stale-site"), "{}", run.stderr);
}

#[test]
fn the_settings_that_the_manual_shows_can_be_read() {
    let manual = include_str!("../docs/publishing.md");
    let blocks: Vec<&str> = manual.split("```yaml\n").skip(1).filter_map(|block| block.split("```").next()).collect();
    let examples: Vec<&&str> = blocks.iter().filter(|block| block.starts_with("deploy:")).collect();
    assert_eq!(examples.len(), 2, "a folder, and a bucket with every key");
    for example in examples {
        let site = Site::empty().file("plenary.yaml", format!("{SETTINGS}{example}"));
        let run = site.run(&["build", "--deny", "warnings"]);
        assert_eq!(run.code, Some(0), "{example}\n{}", run.stderr);
    }
}

#[test]
fn the_preview_of_a_change_goes_into_a_folder_of_the_target() {
    let site = site();
    deploy(&site, &[]);
    let run = site.run(&["build", "--base-url", "https://example.org/preview/12/", "--output", "change"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let change = site.path("change");
    let change = change.to_str().expect("it is UTF-8");
    let run = deploy(&site, &["--output", change, "--below", "preview/12", "--deny", "warnings"]);
    assert!(said(&run).starts_with("../served/preview/12 has: "), "{}", run.stderr);
    assert_eq!(Tree::of(&site.path("change")).difference(&Tree::of(&served(&site).join("preview/12"))), Vec::<String>::new());
    // The site itself goes on beside it.
    site.remove("content/pages/page-3.md");
    build(&site);
    deploy(&site, &[]);
    assert!(served(&site).join("preview/12/page-3/index.html").is_file() && !served(&site).join("page-3").exists());
    for bad in ["../x", "/x", "a//b", ""] {
        assert_eq!(deploy(&site, &["--below", bad]).code, Some(2), "{bad}");
    }
}
