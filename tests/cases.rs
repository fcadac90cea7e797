//! Wrong content is refused, each fault is told at its place, and nothing is published: one file of `tests/cases/` a case.
//!
//! The name of a file begins with its group: a diagnostic's code, `several` (faults of one run), `json`, or `builds`.
//! `PLENARY_ACCEPT=1 cargo test --test cases` writes what came into the files; then read every one of them.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use plenary::diagnostic::Code;
use support::case::Case;

/// A test for each group, and their list.
macro_rules! groups {
    ($($group:ident)+) => {
        const GROUPS: &[&str] = &[$(stringify!($group),)+];
        $(
            #[test]
            fn $group() {
                check(stringify!($group));
            }
        )+
    };
}

groups! {
    yaml_syntax missing_front_matter unclosed_front_matter unknown_key missing_key duplicate_key invalid_value unknown_kind
    unknown_designation duplicate_designation draft_reference reference_cycle broken_link broken_anchor output_collision outside_root
    invalid_utf8 unreadable too_large template_error refused_output gone_url exposed_secret not_deployed
    stale_site raw_html unlinked_pages unusable_picture unsafe_link low_contrast missing_word foreign_file inventory_clash
    meeting_notice contribution_deadline registration_deadline visa_deadline remote_registration participants_list
    first_meeting lifetime extension_decision final_report deliverable_due deliverable_notice deliverable_approval
    formation_notice vice_chairs parent_group liaison_deadline unanswered_action
    image_text heading_order link_text empty_text secret impossible_year wrong_count duplicate_item look_alike
    stray_space duplicate_title unknown_mention orphan unused_waiver expired_waiver waived rules checks
    several json builds
}

/// What no site's content brings about: faults of writing (`tests/publishing.rs`), and of `new`, `init`, `rename` and `check --external`.
const ELSEWHERE: [Code; 6] =
    [Code::NotPublished, Code::AlreadyExists, Code::RenameConflict, Code::DeadLink, Code::MovedLink, Code::UnreachableLink];

#[test]
fn every_code_has_a_group() {
    for code in Code::ALL.iter().filter(|code| !ELSEWHERE.contains(code)) {
        assert!(GROUPS.contains(&code.as_str().replace('-', "_").as_str()), "`{}` has no cases", code.as_str());
    }
}

#[test]
fn every_case_is_of_one_group() {
    for file in files() {
        let groups: Vec<_> = GROUPS.iter().filter(|group| is_of(&file, group)).collect();
        assert_eq!(groups.len(), 1, "{} is of {groups:?}", file.display());
    }
}

/// Checks the cases of a group, and tells all that fail.
fn check(group: &str) {
    let files: Vec<PathBuf> = files().into_iter().filter(|file| is_of(file, group)).collect();
    assert!(!files.is_empty(), "there is no case of `{group}`");
    let mut faults = Vec::new();
    for file in files {
        let read = || Case::parse(&fs::read_to_string(&file).expect("a case can be read"));
        if std::env::var_os("PLENARY_ACCEPT").is_some() {
            fs::write(&file, read().accepted()).expect("a case can be written");
        }
        if let Err(fault) = read().check() {
            faults.push(format!("{}: {fault}", name(&file)));
        }
    }
    assert!(faults.is_empty(), "{} cases fail\n\n{}", faults.len(), faults.join("\n"));
}

/// All case files, sorted.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("there are cases").map(|entry| entry.expect("it can be read").path()).collect();
    files.sort();
    files
}

fn name(file: &Path) -> String {
    file.file_stem().expect("a file has a name").to_string_lossy().into_owned()
}

fn is_of(file: &Path, group: &str) -> bool {
    name(file).starts_with(&format!("{}-", group.replace('_', "-")))
}
