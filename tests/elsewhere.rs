//! The same bytes in folders with odd names and with anything in the environment; and of the machine, of who builds and of
//! where nothing is in any output; of a site full of faults the same is told by any number of threads. `tests/publishing.rs` has
//! threads, zones, locales, masks, clocks and orders.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::run::run;
use support::site::{PLENARY, SETTINGS, Site};
use support::tree::Tree;

/// Names that shells, URLs, templates and terminals take for something else.
const ODD: [&str; 6] = ["a b & c", "it's \"$(x)\" `y`", "{{ 7*7 }} {% x %}", "été 日本 \u{202e}x", "100%25 #? ;,", "-rf --output=x"];

fn content() -> Tree {
    Tree::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))
}

#[test]
fn a_folder_with_an_odd_name_makes_the_same_bytes_and_is_in_none_of_them() {
    let content = content();
    let plain = Site::empty().file("plenary.yaml", SETTINGS);
    content.contents().for_each(|(path, bytes)| plain.write(&format!("content/{path}"), bytes));
    assert_eq!(plain.build().code, Some(0));
    let first = plain.public();
    for (at, name) in ODD.iter().enumerate() {
        // Each in the one before it: six levels of odd names in the end.
        let folder = ODD[..=at].iter().fold(plain.beside("odd"), |folder, name| folder.join(name));
        fs::create_dir_all(&folder).expect("a folder can be made");
        if at + 1 < ODD.len() && at > 0 {
            continue;
        }
        for (path, bytes) in std::iter::once(("plenary.yaml", SETTINGS.as_bytes())).chain(content.contents()) {
            let file = if path == "plenary.yaml" { folder.join(path) } else { folder.join("content").join(path) };
            fs::create_dir_all(file.parent().expect("it lies in the folder"))
                .and_then(|()| fs::write(&file, bytes))
                .expect("it can be written");
        }
        let mut command = Command::new(PLENARY);
        command.args(["build", "--color", "never", "--output", "o 'x'"]).current_dir(&folder).env_clear();
        let environment = [
            ("HOME", "/nowhere/{{ 7*7 }}"),
            ("USER", "canary-of-the-user"),
            ("LOGNAME", "canary-of-the-user"),
            ("HOSTNAME", "canary-of-the-host"),
            ("PWD", "/canary-of-the-path"),
            ("OLDPWD", "/canary-of-the-path"),
            ("TMPDIR", "/canary-of-the-path"),
            ("LANG", "tr_TR.UTF-8"),
            ("LANGUAGE", "tr:ar"),
            ("LC_ALL", "xx_XX"),
            ("TZ", ":/etc/passwd"),
            ("RAYON_NUM_THREADS", "60000"),
            ("RUST_LOG", "trace"),
            ("RUST_BACKTRACE", "full"),
            ("COLUMNS", "7"),
            ("NO_COLOR", "1"),
            ("CLICOLOR_FORCE", "1"),
            ("SOURCE_DATE_EPOCH", "1"),
            ("XDG_CACHE_HOME", "relative"),
            ("XDG_CONFIG_HOME", "/canary-of-the-path"),
            ("PLENARY_DRAFTS", "1"),
            ("TERA_DEBUG", "1"),
            ("GIT_DIR", "/x"),
            ("MIMALLOC_VERBOSE", "0"),
            ("http_proxy", "http://canary-of-the-host/"),
        ];
        let run = run(command.envs(environment));
        assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
        let tree = Tree::of(&folder.join("o 'x'"));
        assert_eq!(first.difference(&tree), Vec::<String>::new(), "{name}");
        for word in ["canary-of-the", "odd/", "{{ 7*7 }}", &plain.root().to_string_lossy(), env!("CARGO_MANIFEST_DIR"), "/nowhere"] {
            assert_eq!(tree.files_with(word), [""; 0], "{word}");
        }
    }
    // What the machine is really called is nowhere, either.
    let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let host = host.trim();
    if host.len() >= 8 {
        assert_eq!(first.files_with(host), [""; 0], "{host}");
    }
}

#[test]
fn every_published_file_can_be_read_by_a_server_and_written_by_nobody_else() {
    let site = Site::new().file("content/pages/x.txt", "Text.\n").file("content/pages/about.md", "---\ntitle: About\n---\n");
    // Whatever the modes of the sources are.
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(site.path("content/pages/x.txt"), fs::Permissions::from_mode(0o4777)).expect("it is ours");
    assert_eq!(site.build().code, Some(0));
    for entry in walkdir::WalkDir::new(site.path("public")) {
        let entry = entry.expect("it can be read");
        let mode = entry.metadata().expect("it is there").permissions().mode() & 0o7777;
        assert_eq!(mode, if entry.file_type().is_dir() { 0o755 } else { 0o644 }, "{}", entry.path().display());
    }
    // The site before the last one stays beside it, for nobody else to look into.
    let own = fs::metadata(site.path(".plenary")).expect("it was made").permissions().mode() & 0o7777;
    assert_eq!(own, 0o700);
}

#[test]
fn the_same_faults_are_told_in_the_same_order_by_any_number_of_threads() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let site =
        Site::new().file("content/circulars/c-0.md", "---\ntitle: A\nnumber: 0\ndate: 2020-02-30\ngroups: [FG-ZZ]\n---\n[x](y.md)\n");
    for number in 1..200 {
        let twins = number / 2;
        let text = format!("---\ntitle: Group\nacronym: FG-{twins}\n---\n[[FG-XX{number}]] and [there](/nowhere/{number}/)\n");
        site.write(&format!("content/groups/fg-{number:03}.md"), text);
    }
    // Their names are shown alike, and say nothing of which is which.
    for name in [b"fg-z\xfe", b"fg-z\xff"] {
        let folder = site.path("content/groups").join(OsStr::from_bytes(name));
        fs::create_dir(&folder).expect("it is ours");
        fs::write(folder.join("index.md"), "---\ntitle: Group\nacronym: FG-1\n---\n").expect("it is ours");
    }
    site.write("content/catalogue/words.yaml", "");
    let told = |jobs: &str| site.run(&["build", "--jobs", jobs]).stderr;
    let first = told("1");
    for code in ["invalid-utf8", "unknown-kind", "duplicate-designation", "broken-link", "unknown-designation", "invalid-value"] {
        assert!(first.contains(&format!("error[{code}]")), "{first}");
    }
    for jobs in ["1", "2", "16", "16", "16"] {
        assert_eq!(told(jobs), first, "{jobs} threads");
    }
}
