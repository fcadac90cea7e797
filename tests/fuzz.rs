//! The fuzz targets of `fuzz/` as ordinary tests: every seed, and for a moment what comes of changing seeds at random. The
//! changes follow from a number that is told when one fails; `PLENARY_FUZZ_SECONDS` makes the moment longer.

#[path = "../fuzz/targets/mod.rs"]
mod targets;

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use support::chance::Chance;
use targets::{TARGETS, Target};

/// How long each target runs beyond its seeds, where nothing else is said.
const MOMENT: Duration = Duration::from_millis(1500);
/// The longest input that the changes make.
const MAX_INPUT: usize = 8 * 1024;

#[test]
fn calendar() {
    run("calendar");
}

#[test]
fn designations() {
    run("designations");
}

#[test]
fn front_matter() {
    run("front_matter");
}

#[test]
fn http() {
    run("http");
}

#[test]
fn markdown() {
    run("markdown");
}

#[test]
fn output_path() {
    run("output_path");
}

#[test]
fn whole_site() {
    run("whole_site");
}

#[test]
fn every_target_has_seeds_and_a_program_for_cargo_fuzz() {
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).expect("there is a manifest");
    let names: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let programs: BTreeSet<String> = files(&fuzz().join("fuzz_targets")).iter().map(|file| stem(file)).collect();
    assert_eq!(programs, names);
    for name in names {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
        assert!(files(&seeds(&name)).len() >= 3, "{name} has no seeds");
    }
}

/// What makes a parser go back to where it was is a few signs repeated: words of a dictionary two by two, again and again.
#[test]
fn no_repetition_takes_more_than_its_share() {
    // Without the judges, which are not ours.
    let page: Target = |data| drop(std::str::from_utf8(data).map(targets::markdown::page_of));
    let parts: [(&str, Target, usize, usize); 5] = [
        ("designations", targets::designations::run, 20_000, 12),
        ("markdown", page, 10_000, 6),
        ("front_matter", targets::front_matter::run, 4_000, 3),
        ("calendar", targets::calendar::run, 20_000, 12),
        ("output_path", targets::output_path::run, 20_000, 12),
    ];
    for (name, target, length, seconds) in parts {
        let words = dictionary(name);
        target(b"");
        let mut slowest = (Duration::ZERO, Vec::new());
        for (at, first) in words.iter().enumerate() {
            for step in 0..seconds {
                let pair = [first.as_slice(), &words[(at + step * step) % words.len()]].concat();
                let input: Vec<u8> = pair.iter().copied().cycle().take(length).collect();
                let began = Instant::now();
                target(&input);
                slowest = slowest.max((began.elapsed(), pair));
            }
        }
        println!("{name}: at most {:?}, for \"{}\" to {length} bytes", slowest.0, slowest.1.escape_ascii());
        // Unoptimised, on a busy machine: what grows with the square takes many seconds.
        assert!(slowest.0 < Duration::from_secs(5), "{name}: {:?} for \"{}\"", slowest.0, slowest.1.escape_ascii());
    }
}

/// Runs a target over its seeds, and over changes of them.
fn run(name: &str) {
    let target: Target = TARGETS.iter().find(|(own, _)| *own == name).expect("it is in the table").1;
    let seeds: Vec<(PathBuf, Vec<u8>)> = files(&seeds(name)).into_iter().map(|file| (file.clone(), read(&file))).collect();
    for (file, seed) in &seeds {
        attempt(target, seed, &file.display().to_string());
    }
    let words: Vec<Vec<u8>> = dictionary(name);
    let seconds = std::env::var("PLENARY_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let moment = seconds.map_or(MOMENT, Duration::from_secs);
    let began = Instant::now();
    let mut count = 0_u64;
    while began.elapsed() < moment {
        let mut chance = Chance::new(count);
        let mut input = chance.of(&seeds).1.clone();
        for _ in 0..=chance.below(6) {
            change(&mut input, &mut chance, &seeds, &words);
        }
        input.truncate(MAX_INPUT);
        attempt(target, &input, &format!("number {count}"));
        count += 1;
    }
    println!("{name}: {} seeds, {count} changes of them", seeds.len());
}

/// Runs a target once; a panic tells what the input was.
fn attempt(target: Target, input: &[u8], what: &str) {
    let began = Instant::now();
    if let Err(panic) = std::panic::catch_unwind(|| target(input)) {
        eprintln!("the input is {what}: b\"{}\"", input.escape_ascii());
        std::panic::resume_unwind(panic);
    }
    // Far longer than any input of this size may take, also unoptimised and on a busy machine.
    assert!(began.elapsed() < Duration::from_secs(20), "{what} took {:?}", began.elapsed());
}

/// Changes an input in one of the ways that fuzzers have.
fn change(input: &mut Vec<u8>, chance: &mut Chance, seeds: &[(PathBuf, Vec<u8>)], words: &[Vec<u8>]) {
    let at = chance.below(input.len() + 1);
    match chance.below(7) {
        0 if at < input.len() => input[at] = chance.below(256) as u8,
        1 if at < input.len() => input[at] ^= 1 << chance.below(8),
        2 => {
            let to = (at + chance.below(16)).min(input.len());
            input.drain(at..to);
        }
        3 if !words.is_empty() => {
            let word = chance.of(words).clone();
            input.splice(at..at, word);
        }
        4 => {
            let part = input[at..(at + chance.below(32)).min(input.len())].to_vec();
            for _ in 0..chance.below(40) {
                input.splice(at..at, part.iter().copied());
            }
        }
        5 => {
            let other = &chance.of(seeds).1;
            let from = chance.below(other.len() + 1);
            input.truncate(at);
            input.extend_from_slice(&other[from..]);
        }
        _ => {
            let byte = chance.below(256) as u8;
            input.insert(at, byte);
        }
    }
}

/// The words of a dictionary, in the form that libFuzzer reads: `name="bytes"`.
fn dictionary(name: &str) -> Vec<Vec<u8>> {
    let text = fs::read_to_string(fuzz().join(format!("dictionaries/{name}.dict"))).unwrap_or_default();
    let words = text.lines().filter_map(|line| line.split_once('"')?.1.strip_suffix('"'));
    words
        .map(|word| {
            let mut out = Vec::new();
            let mut rest = word;
            while let Some((before, after)) = rest.split_once('\\') {
                out.extend_from_slice(before.as_bytes());
                let length = if let Some(hex) = after.strip_prefix('x') {
                    out.push(u8::from_str_radix(&hex[..2], 16).expect("two digits"));
                    3
                } else {
                    out.push(after.as_bytes()[0]);
                    1
                };
                rest = &after[length..];
            }
            out.extend_from_slice(rest.as_bytes());
            out
        })
        .collect()
}

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

fn seeds(name: &str) -> PathBuf {
    fuzz().join("seeds").join(name)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("it can be read").path()).collect();
    files.sort();
    files
}

fn read(file: &Path) -> Vec<u8> {
    fs::read(file).expect("a seed can be read")
}

fn stem(file: &Path) -> String {
    file.file_stem().expect("a file has a name").to_string_lossy().into_owned()
}
