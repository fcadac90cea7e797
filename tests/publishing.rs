//! What a build promises of the output: all of it or nothing, nothing of the user's is lost, only what is published, and
//! the same bytes wherever it runs. What is refused as output, and what is carried over, is shown by `tests/cases/` too.

mod support;

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use support::chance::Chance;
use support::difference;
use support::run::{self, Run};
use support::site::{PLENARY, SETTINGS, Site};
use support::tree::Tree;

/// What a build says that may not write now.
const KEPT_OUT: &str = "error[not-published]: another build is writing into this folder\n--> public\n = help: wait until it is done\n\n";

/// The real site: of every kind something.
fn real_site() -> Tree {
    Tree::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))
}

/// A site of `count` pages which say `word`.
fn many_pages(count: usize, word: &str) -> Site {
    let site = Site::new();
    write_pages(&site, count, word);
    site
}

fn write_pages(site: &Site, count: usize, word: &str) {
    for number in 1..=count {
        site.write(&format!("content/pages/page-{number}.md"), format!("---\ntitle: Page {number}\n---\n{word}\n"));
    }
}

/// A study group, and a focus group that it is the parent of.
fn groups() -> Site {
    Site::new()
        .file("content/study-groups/sg17.md", "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\n")
        .file("content/groups/fg-xx/index.md", "---\ntitle: Focus Group on examples\nacronym: FG-XX\nparent: SG17\ntags: [ledgers]\n---\n")
}

fn assert_built(run: &Run) {
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{}", run.stderr);
}

fn assert_same(before: &Tree, after: &Tree) {
    assert_eq!(before.difference(after), Vec::<String>::new());
}

/// A shell that runs the program after `first`: for masks and limits, which a process has from its parent.
fn after(first: &str, site: &Site) -> Command {
    let mut command = site.program(Path::new("/bin/sh"), &["-c", &format!("{first}; exec \"$0\" build --color never"), PLENARY]);
    command.env("PATH", "/usr/bin:/bin");
    command
}

#[test]
fn a_failing_build_leaves_the_old_site() {
    let site = groups();
    assert_built(&site.build());
    let old = site.public();
    for (path, text) in [
        ("content/pages/about.md", "---\ntitle: About\n---\n[[FG-ZZ]]\n"),
        ("content/pages/about.md", "---\ntitel: About\n---\n"),
        ("themes/default/templates/tags.html", "{{ tags.nothing }}"),
        ("plenary.yaml", "title: [\n"),
    ] {
        let site_with_fault = site.tree();
        let before = fs::read(site.path(path)).ok();
        site.write(path, text);
        assert_eq!(site.build().code, Some(1), "{text}");
        assert_same(&old, &site.public());
        match before {
            Some(before) => site.write(path, before),
            None => site.remove(path),
        }
        assert_eq!(site_with_fault.without("themes").without("content/pages"), site.tree().without("themes").without("content/pages"));
    }
    assert_built(&site.build());
    assert_same(&old, &site.public());
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let site = groups();
    assert_built(&site.build());
    let old = site.public();
    site.write("content/pages/large.bin", vec![b'x'; 4 << 20]);
    // A limit on the size of files stands in for the end of a disk: 1 MiB, in blocks of 512 bytes or of 1 KiB.
    let run = site.run_command(&mut after("trap '' XFSZ; ulimit -f 1024", &site));
    assert_eq!(
        run.stderr,
        "error[not-published]: cannot write it: file too large; the published site is as it was\n--> .plenary/public.staging/large.bin\n\n"
    );
    assert_eq!(run.code, Some(1));
    assert_same(&old, &site.public());
    assert_eq!(Tree::of(&site.path(".plenary")).paths(), ["public.lock"]);
    assert_built(&site.build());
    assert_eq!(site.public().text("large.bin").map(|text| text.len()), Some(4 << 20));
}

#[test]
fn a_folder_that_may_not_be_written_leaves_the_old_site() {
    let site = groups();
    assert_built(&site.build());
    fs::remove_dir_all(site.path(".plenary")).expect("it may be deleted at any time");
    let old = site.tree();
    fs::set_permissions(site.root(), Permissions::from_mode(0o555)).expect("it is ours");
    let run = built_by_ordinary_user(&site);
    fs::set_permissions(site.root(), Permissions::from_mode(0o755)).expect("it is ours");
    assert_eq!(run.stderr, "error[not-published]: cannot make it: permission denied; the published site is as it was\n--> .plenary\n\n");
    assert_eq!(run.code, Some(1));
    assert_same(&old, &site.tree());
}

#[test]
fn an_output_that_may_not_be_read_is_refused_for_that() {
    let site = groups();
    assert_built(&site.build());
    let old = site.tree();
    fs::set_permissions(site.path("public"), Permissions::from_mode(0o000)).expect("it is ours");
    let run = built_by_ordinary_user(&site);
    fs::set_permissions(site.path("public"), Permissions::from_mode(0o755)).expect("it is ours");
    let said = "error[refused-output]: cannot read what is in it: permission denied\n--> public\n = help: name another folder\n\n";
    assert_eq!((run.stderr.as_str(), run.code), (said, Some(1)));
    assert_same(&old, &site.tree());
}

#[test]
fn an_output_that_is_not_there_yet_is_where_links_lead() {
    let site = groups();
    symlink("content", site.path("link")).expect("a link can be made");
    let run = site.run(&["build", "--color", "never", "--output", "link/new/site"]);
    assert!(run.stderr.starts_with("error[refused-output]: the output is inside of `content/`\n"), "{}", run.stderr);
    assert!(!site.path("content/new").exists());
}

/// Builds a site as somebody who may not do everything.
fn built_by_ordinary_user(site: &Site) -> Run {
    let mut command = site.plenary(&["build", "--color", "never"]);
    if rustix::process::geteuid().is_root() {
        // Root may write everywhere; an ordinary user may not read the program where it lies.
        fs::copy(PLENARY, site.beside("plenary")).expect("the program can be copied");
        command = site.program(&site.beside("plenary"), &["build", "--color", "never"]);
        command.uid(65534).gid(65534);
    }
    site.run_command(&mut command)
}

/// Sites on a disk of a number of KiB, which `$1` says, and of files, which `$2` says: what a build leaves there is copied to
/// `$4` when it has failed, and to `$5` after there was room.
const ON_SMALL_DISK: &str = r#"
mount -t tmpfs -o "size=$1k,nr_inodes=$2" tmpfs "$3" && cp -a . "$3/site" && cd "$3/site" || exit 99
"$0" build --color never
code=$?
rm -rf "$4" "$5"
cp -a public "$4"
mount -o "remount,size=64m,nr_inodes=100k" "$3"
"$0" build --quiet || exit 98
cp -a public "$5"
exit $code
"#;

/// The disk ends at another file each time: a little later, until there is room for the whole site.
#[test]
fn a_disk_that_ends_at_any_file_leaves_the_old_site() {
    let site = groups();
    assert_built(&site.build());
    let old = site.public();
    // Not the spare that a build leaves: what is full is a disk that has the old site alone.
    let _ = fs::remove_dir_all(site.path(".plenary"));
    site.write("content/pages/more.md", "---\ntitle: More\n---\nThis makes other pages.\n");
    site.write("content/pages/large.bin", vec![b'x'; 40_000]);
    let paths = ["disk", "failed", "healed"].map(|name| site.beside(name).to_string_lossy().into_owned());
    fs::create_dir(&paths[0]).expect("a folder can be made");
    let on_disk = |size: usize, files: usize| {
        let (size, files) = (size.to_string(), files.to_string());
        let [disk, failed, healed] = paths.each_ref().map(String::as_str);
        let arguments = ["--map-root-user", "--mount", "/bin/sh", "-c", ON_SMALL_DISK, PLENARY, &size, &files, disk, failed, healed];
        let mut command = site.program(Path::new("/usr/bin/unshare"), &arguments);
        site.run_command(command.env("PATH", "/usr/bin:/bin"))
    };
    let whole = on_disk(65_536, 100_000);
    if whole.code != Some(0) {
        // In many containers nobody may mount anything: `a_full_disk_leaves_the_old_site` is all that can be shown there.
        eprintln!("skipped: there is no mounting a small disk here: {}", whole.stderr);
        assert!(matches!(whole.code, Some(1 | 99)), "{whole:?}");
        assert!(["unshare: ", "mount: "].iter().any(|program| whole.stderr.starts_with(program)), "{whole:?}");
        return;
    }
    let new = Tree::of(Path::new(&paths[2]));
    assert_ne!(old, new);
    let count = |tree: &Tree| tree.paths().len();
    let before = count(&Tree::of(&site.root()));
    let (mut ends, mut most_told) = ([BTreeSet::new(), BTreeSet::new()], 0);
    // Bytes end, or files.
    for kind in [0, 1] {
        for step in 0.. {
            let run = match kind {
                0 => on_disk(least_size(&site) + 24 * step, 100_000),
                _ => on_disk(65_536, before + 8 + 16 * step),
            };
            assert_same(&new, &Tree::of(Path::new(&paths[2])));
            let left = Tree::of(Path::new(&paths[1]));
            if run.code == Some(0) {
                assert_same(&new, &left);
                break;
            }
            assert_eq!(run.code, Some(1), "{run:?}");
            assert!(run.stderr.starts_with("error[not-published]: cannot "), "{}", run.stderr);
            assert!(run.stderr.contains(": no space left on device; the published site is as it was\n"), "{}", run.stderr);
            assert_same(&old, &left);
            // Ten, and with the last how many more.
            let told = run.stderr.matches("error[not-published]: ").count();
            assert!(told <= 10, "{}", run.stderr);
            if let Some((before, after)) = run.stderr.split_once("help: so it was with ") {
                let (before, after) = (before.matches("error[").count(), after.matches("error[").count());
                assert_eq!((before, after), (10, 0), "{}", run.stderr);
                most_told = told;
            }
            ends[kind].insert(run.stderr);
        }
    }
    println!("{} disks that ended at another file each, and {} that had no room for another file", ends[0].len(), ends[1].len());
    assert_eq!(most_told, 10);
    assert!(ends.iter().all(|ends| ends.len() >= 5), "{:?}", ends.map(|ends| ends.len()));
}

/// The KiB that a site takes on a disk of blocks of 4 KiB.
fn least_size(site: &Site) -> usize {
    let tree = Tree::of(&site.root());
    tree.paths().iter().filter_map(|path| fs::metadata(site.path(path)).ok()).map(|data| 4 * (data.len() as usize).div_ceil(4096)).sum()
}

/// Kills when everything is staged: in what follows, which is short, the folders are exchanged. Kills at any moment of a build
/// are those of tests/interrupted.rs.
#[test]
fn a_kill_while_folders_are_exchanged_leaves_one_of_the_two_sites_whole() {
    let site = many_pages(100, "The first words.");
    let mut sites = Vec::new();
    for words in ["Other words.", "The first words."] {
        write_pages(&site, 100, words);
        assert_built(&site.build());
        sites.push((words, site.public()));
    }
    assert_ne!(sites[0].1, sites[1].1);
    let staged = site.path(".plenary/public.staging/.plenary-manifest");
    let mut chance = Chance::new(1);
    let (mut now, mut half, mut survived) = (1, Duration::from_millis(2), [0, 0]);
    for kill in 0..40 {
        let wanted = 1 - now;
        write_pages(&site, 100, sites[wanted].0);
        // What an earlier build left may be deleted at any time; here it would be the site that is wanted.
        let _ = fs::remove_dir_all(site.path(".plenary"));
        let mut child = run::start(&mut site.plenary(&["build", "--quiet"]));
        while !staged.exists() && child.try_wait().expect("a child can be waited for").is_none() {
            std::hint::spin_loop();
        }
        // At any moment of twice the time after which as many sites are published as are not.
        std::thread::sleep(half.mul_f64(chance.below(2_000) as f64 / 1_000.0));
        child.kill().expect("a child can be ended");
        child.wait().expect("a child can be waited for");
        let published = site.public();
        now = usize::from(published == sites[1].1);
        assert!(published == sites[now].1, "{kill}: {:?}", sites[now].1.difference(&published));
        survived[usize::from(now == wanted)] += 1;
        half = half.mul_f64(if now == wanted { 0.7 } else { 1.4 });
    }
    assert!(survived.iter().all(|count| *count > 0), "{survived:?}");

    write_pages(&site, 100, sites[1 - now].0);
    assert_built(&site.build());
    assert_same(&sites[1 - now].1, &site.public());
    let left: Vec<_> = fs::read_dir(site.path(".plenary")).expect("it is there").map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| *name == "public.lock" || *name == "public.staging"), "{left:?}");
}

#[test]
fn two_builds_at_once_end_with_one_whole_site() {
    let site = many_pages(300, "The first words.");
    assert_built(&site.build());
    let alone = site.public();
    for _ in 0..5 {
        let mut other = run::start(&mut site.plenary(&["build", "--quiet"]));
        let run = site.build();
        let status = other.wait().expect("a child can be waited for");
        match run.code {
            Some(0) => assert!(matches!(status.code(), Some(0 | 1))),
            code => assert_eq!((code, run.stderr.as_str(), status.code()), (Some(1), KEPT_OUT, Some(0))),
        }
        assert_same(&alone, &site.public());
    }
}

#[test]
fn a_build_that_another_keeps_out_says_so() {
    let site = groups();
    assert_built(&site.build());
    let old = site.tree();
    let lock = fs::File::open(site.path(".plenary/public.lock")).expect("a build leaves its lock");
    lock.lock().expect("nobody else has it");
    let run = site.build();
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), KEPT_OUT));
    assert_same(&old, &site.tree());
    drop(lock);
    assert_built(&site.build());
}

#[test]
fn nothing_but_one_folder_is_written_beside_the_output() {
    let site = groups();
    let everything = || Tree::of(site.root().parent().expect("the site is in a folder"));
    let before = everything();
    assert_built(&site.build());
    let after = everything();
    assert_same(&before, &after.clone().without("site/public").without("site/.plenary"));
    assert_eq!(Tree::of(&site.path(".plenary")).paths(), ["public.lock"]);
    // Anywhere else too, named on the command line.
    assert_built(&site.run(&["build", "--output", "../elsewhere/fg"]));
    assert_same(&after, &everything().without("elsewhere"));
    assert_same(&site.public(), &Tree::of(&site.beside("elsewhere/fg")));
    assert_eq!(Tree::of(&site.beside("elsewhere")).without("fg").paths(), [".plenary", ".plenary/fg.lock"]);
}

#[test]
fn the_home_folder_and_what_is_above_it_are_refused() {
    let site = groups();
    let before = Tree::of(site.root().parent().expect("the site is in a folder"));
    fs::create_dir_all(site.beside("people/home")).expect("a folder can be made");
    for output in ["../people", "../people/home"] {
        let mut command = site.plenary(&["build", "--color", "never", "--output", output]);
        let run = site.run_command(command.env("HOME", site.beside("people/home")));
        let wanted = format!(
            "error[refused-output]: the output would replace the home folder\n--> {output}\n = help: name a folder of its own, such as `public`\n\n"
        );
        assert_eq!((run.code, run.stderr), (Some(1), wanted));
    }
    assert_same(&before, &Tree::of(site.root().parent().expect("the site is in a folder")).without("people"));
}

#[test]
fn what_plenary_did_not_make_is_carried_over_whole() {
    let site = groups();
    assert_built(&site.build());
    site.write("public/.git/HEAD", "ref: refs/heads/main\n");
    site.write("public/.git/hooks/pre-push", "#!/bin/sh\n");
    site.write("public/CNAME", "fg.example.org\n");
    site.write("public/groups/fg-xx/minutes.txt", "Minutes.\n");
    // A name that is a path of plenary's where `\` stands between folders.
    site.write("public/groups\\index.html", "Mine.\n");
    symlink("groups/fg-xx", site.path("public/latest")).expect("a link can be made");
    symlink("nowhere", site.path("public/groups/old")).expect("a link can be made");
    fs::create_dir_all(site.path("public/empty/inner")).expect("a folder can be made");
    for (path, mode) in [("public/.git/hooks/pre-push", 0o755), ("public/CNAME", 0o600), ("public/empty", 0o700)] {
        fs::set_permissions(site.path(path), Permissions::from_mode(mode)).expect("it is ours");
    }
    let before = site.public();
    let run = site.build();
    let notes: String = [".git", "CNAME", "empty", "groups/fg-xx/minutes.txt", "groups/old", "groups\\index.html", "latest"]
        .map(|path| format!("note[foreign-file]: not made by plenary: carried over as it is\n--> public/{path}\n\n"))
        .concat();
    let files = before.text(".plenary-manifest").map_or(0, |list| list.lines().count() - 1);
    let summary = format!("15 pages (1 focus group, 1 study group), {files} files in 0.00 s: public\n");
    assert_eq!(run.code, Some(0));
    assert_eq!(difference::of(&(notes + &summary), &run.stderr), None);
    assert_same(&before, &site.public());
}

#[test]
fn what_the_source_no_longer_has_is_no_longer_published() {
    let site = groups();
    assert_built(&site.build());
    let without = site.public();
    site.write(
        "content/groups/fg-yy/index.md",
        "---\ntitle: Focus Group on mirabelles\nacronym: FG-YY\nparent: SG17\ntags: [plums]\n---\n",
    );
    site.write("content/groups/fg-yy/terms-of-reference.md", "---\ntitle: Terms of the mirabelles\n---\n");
    site.write("content/groups/fg-yy/logo.svg", "<svg/>");
    assert_built(&site.build());
    let added: Vec<String> = [
        "groups/fg-yy",
        "groups/fg-yy/index.html",
        "groups/fg-yy/logo.svg",
        "groups/fg-yy/terms-of-reference",
        "groups/fg-yy/terms-of-reference/index.html",
        "tags/plums",
        "tags/plums/index.html",
    ]
    .map(|path| format!("{path}: new"))
    .to_vec();
    let difference = without.difference(&site.public());
    // What is made beside the pages goes with them.
    let is_beside = |line: &str| [".xml", ".json", ".ics", ".bib"].iter().any(|end| line.ends_with(&format!("{end}: new")));
    assert_eq!(difference.into_iter().filter(|line| line.ends_with(": new") && !is_beside(line)).collect::<Vec<_>>(), added);
    fs::remove_dir_all(site.path("content/groups/fg-yy")).expect("it can be removed");
    assert_built(&site.build());
    assert_same(&without, &site.public());
}

#[test]
fn a_draft_is_in_no_output() {
    let site = groups();
    assert_built(&site.build());
    let without = site.public();
    let group =
        |draft| format!("---\ntitle: Focus Group on mirabelles\nacronym: FG-YY\nparent: SG17\ntags: [mirabelles]\ndraft: {draft}\n---\n");
    let page = |draft| format!("---\ntitle: On mirabelles\ndraft: {draft}\n---\nSG17 knows the mirabelles.\n");
    site.write("content/groups/fg-yy/index.md", group(true));
    // What stands in the folder of a draft is the draft's.
    site.write("content/groups/fg-yy/terms-of-mirabelles.md", "---\ntitle: Terms of the mirabelles\n---\n");
    site.write("content/groups/fg-yy/mirabelles.svg", "<svg/>");
    site.write("content/pages/plums.md", page(true));
    assert_built(&site.build());
    assert_same(&without, &site.public());

    let with_drafts = |site: &Site| {
        assert_built(&site.run(&["build", "--drafts"]));
        site.public()
    };
    let drafts = with_drafts(&site);
    site.write("content/groups/fg-yy/index.md", group(false));
    site.write("content/pages/plums.md", page(false));
    assert_built(&site.build());
    assert_same(&drafts, &site.public());
    assert_eq!(
        drafts.files_with("mirabelles"),
        [
            ".plenary-manifest",
            "data/designations.json",
            "data/groups.csv",
            "data/groups.json",
            "data/pages.csv",
            "data/pages.json",
            "data/urls.txt",
            "groups/fg-yy/index.html",
            "groups/fg-yy/index.json",
            "groups/fg-yy/mirabelles.svg",
            "groups/fg-yy/terms-of-mirabelles",
            "groups/fg-yy/terms-of-mirabelles/index.html",
            "groups/fg-yy/terms-of-mirabelles/index.json",
            "groups/index.html",
            "index.html",
            "plums/index.html",
            "plums/index.json",
            "search/entries-0.json",
            "search/terms-0.json",
            "sitemap.xml",
            "study-groups/sg17/index.html",
            "tags/index.html",
            "tags/mirabelles",
            "tags/mirabelles/index.html",
        ]
    );
}

#[test]
fn a_build_makes_the_same_bytes_wherever_it_runs() {
    let content = real_site();
    let settings = format!("{SETTINGS}description: What focus groups do\n");
    let lay_out = |site: &Site, backwards: bool| {
        site.write("plenary.yaml", &settings);
        let files: Vec<_> = if backwards { content.contents().rev().collect() } else { content.contents().collect() };
        files.into_iter().for_each(|(path, bytes)| site.write(&format!("content/{path}"), bytes));
    };
    let site = Site::empty();
    lay_out(&site, false);
    assert_built(&site.build());
    let first = site.public();
    let same = |what: &str, mut command: Command| {
        fs::remove_dir_all(site.path("public")).expect("it can be removed");
        assert_built(&site.run_command(&mut command));
        assert_eq!(first.difference(&site.public()), Vec::<String>::new(), "{what}");
        let mode = fs::metadata(site.path("public")).expect("it was built").permissions().mode() & 0o7777;
        assert_eq!(mode, 0o755, "{what}");
    };
    let with = |name: &str, value: &str| {
        let mut command = site.plenary(&["build"]);
        command.env(name, value);
        command
    };
    same("once more", site.plenary(&["build"]));
    same("one thread", site.plenary(&["build", "--jobs", "1"]));
    same("four threads", site.plenary(&["build", "--jobs", "4"]));
    same("sixteen threads", site.plenary(&["build", "--jobs", "16"]));
    same("a zone ahead", with("TZ", "Pacific/Kiritimati"));
    same("a zone behind", with("TZ", "America/Los_Angeles"));
    same("another locale", with("LC_ALL", "tr_TR.UTF-8"));
    same("the plain locale", with("LC_ALL", "C"));
    same("another clock", with("SOURCE_DATE_EPOCH", "0"));
    same("a narrow mask", after("umask 077", &site));
    same("a wide mask", after("umask 000", &site));
    let mut elsewhere = site.plenary(&["build", "--root", &site.root().to_string_lossy()]);
    elsewhere.current_dir("/");
    same("another working folder", elsewhere);

    let other = Site::empty();
    lay_out(&other, true);
    assert_built(&other.run(&["build", "--output", "another name"]));
    assert_same(&first, &Tree::of(&other.path("another name")));
    // Over a site of other content, all of it replaced.
    let changed = many_pages(3, "The first words.");
    assert_built(&changed.build());
    fs::remove_dir_all(changed.path("content")).expect("it can be removed");
    lay_out(&changed, false);
    assert_built(&changed.build());
    assert_same(&first, &changed.public());
}
