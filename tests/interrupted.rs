//! Builds that are ended or fail at any moment: by a kill, or because a system call fails. The published tree is always one
//! of two editions, whole, and the next build heals what was left behind.
//!
//! Here is a sample of both; `tests/interrupted.sh` asks for more: `PLENARY_KILLS` and `PLENARY_PAGES` say how many kills and how
//! large a site, `PLENARY_FAULTS` how many calls of each sort fail, `PLENARY_WAYS` in how many of the ways that there are, and
//! `PLENARY_PROGRAM` names an optimised program.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use support::chance::Chance;
use support::run::{self, Run};
use support::site::{PLENARY, Site};
use support::tree::Tree;

/// The system calls that read or write, of a build as a whole: what of them a machine does not use is not there to fail.
const CALLS: &str = "openat,read,write,close,mkdir,mkdirat,rename,renameat2,unlink,unlinkat,rmdir,fsync,fdatasync,ftruncate,flock,\
                     fchmod,chmod,fchmodat,link,linkat,copy_file_range,sendfile,symlink,symlinkat,statx,newfstatat,getdents64,readlink";
/// How they fail.
const ERRORS: [&str; 5] = ["ENOSPC", "EIO", "EACCES", "EMFILE", "EXDEV"];

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn program() -> PathBuf {
    std::env::var_os("PLENARY_PROGRAM").map_or_else(|| PathBuf::from(PLENARY), PathBuf::from)
}

/// A site in three editions, one after the other: every page differs, and one has a file where the next has a folder. Three,
/// because the site before the last one is what a build is staged over: of two there would be nothing to write.
struct Editions {
    site: Site,
    pages: usize,
    trees: [Tree; 3],
    /// How long a build takes.
    length: Duration,
}

impl Editions {
    fn new(pages: usize) -> Self {
        let mut editions = Self { site: Site::new(), pages, trees: Default::default(), length: Duration::ZERO };
        // What is not plenary's is in every edition: in a folder without the list, nothing else would be let stand.
        assert_eq!(editions.build().code, Some(0));
        editions.site.write("public/CNAME", "fg.example.org\n");
        for edition in [0, 1, 2] {
            editions.write(edition);
            let began = Instant::now();
            let run = editions.build();
            editions.length = began.elapsed();
            assert_eq!(run.code, Some(0), "{}", run.stderr);
            editions.trees[edition] = editions.site.public();
        }
        let [first, second, third] = &editions.trees;
        assert!(first != second && second != third && third != first);
        editions
    }

    /// Makes the sources those of an edition.
    fn write(&self, edition: usize) {
        for page in 0..self.pages {
            let text = format!("---\ntitle: Page {page}\n---\nThese are the words of edition {edition}.\n");
            self.site.write(&format!("content/pages/page-{page}.md"), text);
        }
        let folder = self.site.path("content/pages/more");
        match edition {
            0 => {
                let _ = fs::remove_dir_all(&folder);
                self.site.write("content/pages/more.txt", "More.\n");
                self.site.write("content/pages/film.bin", vec![b'0'; 100_000]);
            }
            1 => {
                let _ = fs::remove_file(self.site.path("content/pages/more.txt"));
                self.site.write("content/pages/more/more.txt", "More, in a folder.\n");
                self.site.write("content/pages/film.bin", vec![b'1'; 200_000]);
            }
            _ => {
                let _ = fs::remove_file(self.site.path("content/pages/more.txt"));
                let _ = fs::remove_dir_all(&folder);
                self.site.write("content/pages/film.bin", "Of the last edition, and short.");
            }
        }
    }

    fn command(&self) -> Command {
        self.site.program(&program(), &["build", "--quiet", "--color", "never", "--jobs", "2"])
    }

    fn build(&self) -> Run {
        self.site.run_command(&mut self.command())
    }

    /// Which edition is published; it must be one of them, whole.
    fn published(&self, after: &dyn std::fmt::Debug) -> usize {
        let tree = self.site.public();
        let edition = self.trees.iter().position(|edition| *edition == tree);
        edition.unwrap_or_else(|| panic!("after {after:?}: {:#?}", self.trees[0].difference(&tree)))
    }

    /// Builds once more, undisturbed: the sources' edition is published, and nothing is left behind.
    fn heal(&self, edition: usize, after: &dyn std::fmt::Debug) {
        let run = self.build();
        assert_eq!(run.code, Some(0), "after {after:?}: {}", run.stderr);
        assert_eq!(self.published(after), edition, "after {after:?}");
        let left = Tree::of(&self.site.path(".plenary"));
        let left: Vec<&str> = left.paths().into_iter().filter(|path| !path.ends_with(".lock")).collect();
        assert!(left.iter().all(|path| is_spare(path)), "after {after:?}: {left:?}");
    }
}

/// Whether a path is of the site before the last one, which plenary keeps for the next build.
fn is_spare(path: &str) -> bool {
    path.split('/').next() == Some("public.staging")
}

#[test]
fn a_kill_at_a_random_moment_leaves_one_of_the_two_editions_whole() {
    let kills = number("PLENARY_KILLS", 30);
    let editions = Editions::new(number("PLENARY_PAGES", 150));
    let mut chance = Chance::new(number("PLENARY_CHANCE", 1) as u64);
    let (mut survived, mut now, mut half) = ([0_usize; 2], 2, editions.length);
    for kill in 0..kills {
        let wanted = (now + 1) % 3;
        editions.write(wanted);
        let mut child = run::start(&mut editions.command());
        // At any moment of twice the time after which as many builds are done as are not: the machine may be busy or not.
        std::thread::sleep(half.mul_f64(chance.below(2_000) as f64 / 1_000.0));
        child.kill().expect("a child can be ended");
        child.wait().expect("a child can be waited for");
        let before = std::mem::replace(&mut now, editions.published(&kill));
        assert!(now == wanted || now == before, "kill {kill}: the edition before {before} came back");
        survived[usize::from(now == wanted)] += 1;
        half = half.mul_f64(if now == wanted { 0.9 } else { 1.0 / 0.9 });
        // Every few times what was left behind is healed; the other times the next build finds it.
        if chance.below(5) == 0 {
            editions.heal(wanted, &kill);
            now = wanted;
        }
    }
    editions.write((now + 1) % 3);
    editions.heal((now + 1) % 3, &"all kills");
    println!("{kills} kills of a build of {:?}: {} left the old edition, {} the new one", editions.length, survived[0], survived[1]);
    assert!(survived.iter().all(|count| *count > 0), "{survived:?}");
}

#[test]
fn a_fault_of_any_system_call_leaves_one_of_the_two_sites_whole() {
    let (most, ways) = (number("PLENARY_FAULTS", 4), number("PLENARY_WAYS", 1));
    assert!(Path::new("/usr/bin/strace").exists(), "the test needs strace: apt-get install -y strace");
    let editions = Editions::new(3);
    let mut now = 2;
    let (mut injected, mut refused, mut calls, mut sorts) = (0, 0, 0, BTreeSet::new());
    for exchange in [true, false] {
        let counts = editions.calls((now + 1) % 3, exchange);
        now = editions.published(&"counting");
        for (call, count) in counts {
            calls += count;
            sorts.insert(call.clone());
            // Of each call the first, the last two, and some between.
            let mut chance = Chance::new(count as u64);
            let mut places: BTreeSet<usize> = if most >= count { (1..=count).collect() } else { [1, count - 1, count].into() };
            while places.len() < most.min(count) {
                places.insert(1 + chance.below(count));
            }
            for place in places {
                for error in (place..place + ways.min(ERRORS.len())).map(|way| ERRORS[way % ERRORS.len()]) {
                    let wanted = (now + 1) % 3;
                    editions.write(wanted);
                    let what = format!("{call}: {error} at {place} of {count}, exchange: {exchange}");
                    let run = editions.with_fault(&format!("{call}:error={error}:when={place}"), exchange);
                    // 127: the system could not even load it. And a folder that cannot be closed is a fault to Rust's own library.
                    let is_right = matches!(run.code, Some(0 | 1 | 127)) || (call == "close" && run.code == Some(101));
                    assert!(is_right, "{what}: {:?} {}", run.code, run.stderr);
                    // Nor can it say anything where saying is what fails.
                    assert!(run.code == Some(0) || call == "write" || !run.stderr.is_empty(), "{what}: it fails and says nothing");
                    let before = std::mem::replace(&mut now, editions.published(&what));
                    assert!(now == wanted || now == before, "{what}: the edition before {before} came back");
                    assert!(run.code != Some(0) || now == wanted, "{what}: it says that it is done, and is not: {}", run.stderr);
                    injected += 1;
                    refused += usize::from(run.code != Some(0));
                    editions.heal(wanted, &what);
                    now = wanted;
                }
            }
        }
    }
    println!("{injected} faults injected into {calls} calls of {} sorts, of which {refused} ended a build", sorts.len());
    assert!(refused * 4 > injected, "{refused} of {injected}");
}

impl Editions {
    /// How often a build makes each of the calls; the sources become those of an edition.
    fn calls(&self, edition: usize, exchange: bool) -> Vec<(String, usize)> {
        self.write(edition);
        let log = self.site.beside("calls");
        let run = self.traced(&["-o", &log.to_string_lossy()], exchange);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let text = fs::read_to_string(&log).expect("there is a log");
        let mut counts = std::collections::BTreeMap::new();
        for line in text.lines() {
            let Some((head, _)) = line.split_once('(') else { continue };
            let call = head.rsplit(' ').next().unwrap_or_default();
            if CALLS.split(',').any(|own| own.trim() == call) {
                *counts.entry(call.to_owned()).or_insert(0) += 1;
            }
        }
        counts.into_iter().collect()
    }

    fn with_fault(&self, fault: &str, exchange: bool) -> Run {
        self.traced(&["-o", "/dev/null", "-e", &format!("inject={fault}")], exchange)
    }

    /// A build under strace: with one thread, so that a call has its number.
    fn traced(&self, arguments: &[&str], exchange: bool) -> Run {
        let trace = format!("trace={CALLS}").replace(' ', "");
        let mut all = vec!["-f", "-qq", "-e", &trace];
        all.extend(arguments);
        if !exchange {
            // As on a file system that cannot exchange two folders.
            all.extend(["-e", "inject=renameat2:error=EINVAL:when=1+"]);
        }
        let program = program();
        let program = program.to_string_lossy();
        all.extend([&*program, "build", "--quiet", "--color", "never", "--jobs", "1"]);
        self.site.run_command(&mut self.site.program(Path::new("/usr/bin/strace"), &all))
    }
}
