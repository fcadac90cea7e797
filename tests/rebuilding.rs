//! A build over an earlier one: what has not changed keeps its time, what has changed is told by its own, and whatever is
//! found where the last site but one is kept decides nothing.

mod support;

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::time::{Duration, SystemTime};

use support::run::Run;
use support::site::Site;

/// Long ago, so that a time that is kept shows.
fn long_ago() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)
}

fn site() -> Site {
    Site::new()
        .file("content/pages/one.md", "---\ntitle: One\n---\nFirst.\n")
        .file("content/pages/two.md", "---\ntitle: Two\n---\nSecond.\n")
}

fn build(site: &Site) {
    let run: Run = site.build();
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{}", run.stderr);
}

fn time_of(site: &Site, path: &str) -> SystemTime {
    fs::metadata(site.path(path)).expect("it is there").modified().expect("files have times")
}

fn set_times(site: &Site) {
    for path in ["public/one/index.html", "public/two/index.html"] {
        File::options().write(true).open(site.path(path)).expect("it is ours").set_modified(long_ago()).expect("it is ours");
    }
}

fn edit(site: &Site, words: &str) {
    site.write("content/pages/one.md", format!("---\ntitle: One\n---\n{words}\n"));
}

#[test]
fn what_has_not_changed_keeps_its_time_and_what_has_changed_has_a_new_one() {
    let site = site();
    build(&site);
    set_times(&site);
    // The first of them has nothing to stage over; the next stage over the site before the last.
    for words in ["Other.", "First.", "Other.", "Other.", "More."] {
        let before = site.public().text("one/index.html");
        let last = time_of(&site, "public/one/index.html");
        edit(&site, words);
        build(&site);
        let is_same = site.public().text("one/index.html") == before;
        let now = time_of(&site, "public/one/index.html");
        assert_eq!(now == last, is_same, "{words}");
        assert!(now >= last, "{words}: a server would say that its copy is new enough");
        assert_eq!(time_of(&site, "public/two/index.html"), long_ago(), "{words}");
    }
}

#[test]
fn a_file_that_has_not_changed_is_not_made_again() {
    let site = site();
    build(&site);
    build(&site);
    let inode = |path: &str| fs::metadata(site.path(path)).expect("it is there").ino();
    let (published, kept) = (inode("public/two/index.html"), inode(".plenary/public.staging/two/index.html"));
    edit(&site, "Other.");
    build(&site);
    assert_eq!((inode("public/two/index.html"), inode(".plenary/public.staging/two/index.html")), (kept, published));
}

#[test]
fn what_is_staged_over_decides_nothing() {
    let site = site();
    build(&site);
    let fresh = site.public();
    build(&site);
    let kept = site.path(".plenary/public.staging");
    // Other bytes of the same length, a link, a folder in place of a file, a file in place of a folder, another mode.
    let text = fs::read_to_string(kept.join("one/index.html")).expect("it is there");
    fs::write(kept.join("one/index.html"), text.replace("First", "Wrong")).expect("it is ours");
    fs::remove_file(kept.join("two/index.html")).expect("it is ours");
    symlink("/etc/passwd", kept.join("two/index.html")).expect("it is ours");
    fs::remove_file(kept.join("404.html")).expect("it is ours");
    fs::create_dir_all(kept.join("404.html/inside")).expect("it is ours");
    fs::remove_dir_all(kept.join("groups")).expect("it is ours");
    fs::write(kept.join("groups"), "wrong").expect("it is ours");
    fs::set_permissions(kept.join("robots.txt"), Permissions::from_mode(0o600)).expect("it is ours");
    fs::set_permissions(kept.join("search"), Permissions::from_mode(0o777)).expect("it is ours");
    fs::write(kept.join("left.html"), "left by somebody").expect("it is ours");
    build(&site);
    assert_eq!(fresh.difference(&site.public()), Vec::<String>::new());
    assert_eq!(fs::metadata(site.path("public/search")).expect("it is there").mode() & 0o777, 0o755);
}

#[test]
fn another_name_of_a_file_is_never_written_to() {
    let site = site();
    build(&site);
    build(&site);
    // A copy of the published site by links, as backups are made.
    let copy = site.path("copy.html");
    fs::hard_link(site.path("public/one/index.html"), &copy).expect("it is ours");
    let before = fs::read_to_string(&copy).expect("it is there");
    for words in ["Other.", "More."] {
        edit(&site, words);
        build(&site);
    }
    assert_eq!(fs::read_to_string(&copy).expect("it is there"), before);
}
