//! What was answered in the last days, kept in the user's cache folder so that nobody is asked the same every time. It may
//! be deleted whenever one likes; one that cannot be read is none.
#![allow(clippy::disallowed_methods, reason = "the cache reads back what plenary wrote into the user's cache folder")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Answer;

/// How long an answer counts, in seconds: a week.
const LIFE: i64 = 7 * 24 * 60 * 60;
/// The form of the file.
const FORM: u32 = 1;

/// The answers, by address. Only those that found something are kept: what was not there is asked for again each time, since
/// somebody may have mended it.
#[derive(Debug)]
pub struct Cache {
    file: Option<PathBuf>,
    now: i64,
    kept: BTreeMap<String, Kept>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    /// When it was asked, in seconds since 1970.
    at: i64,
    /// Where it has moved.
    moved: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct File {
    form: u32,
    answers: BTreeMap<String, Kept>,
}

impl Cache {
    /// Opens the cache in `folder`, if there is one; `now` is in seconds since 1970.
    pub fn open(folder: Option<&Path>, now: i64) -> Self {
        let file = folder.map(|folder| folder.join("links.json"));
        let read = || serde_json::from_slice::<File>(&std::fs::read(file.as_ref()?).ok()?).ok();
        let kept = read().filter(|file| file.form == FORM).map(|file| file.answers).unwrap_or_default();
        // An answer from the future is that of a clock that went wrong.
        let is_fresh = |kept: &Kept| (0..LIFE).contains(&now.saturating_sub(kept.at));
        Self { file, now, kept: kept.into_iter().filter(|(_, kept)| is_fresh(kept)).collect() }
    }

    /// What an address answered.
    pub fn get(&self, address: &str) -> Option<Answer> {
        let kept = self.kept.get(address)?;
        Some(kept.moved.clone().map_or(Answer::Fine, Answer::Moved))
    }

    /// Keeps what an address answers now.
    pub fn put(&mut self, address: &str, answer: &Answer) {
        let moved = match answer {
            Answer::Fine => None,
            Answer::Moved(to) => Some(to.clone()),
            Answer::Dead(_) | Answer::Unreachable(_) => {
                self.kept.remove(address);
                return;
            }
        };
        self.kept.insert(address.to_owned(), Kept { at: self.now, moved });
    }

    /// Writes the cache in one step. That it cannot be written costs the next run some questions, and is no fault.
    pub fn save(&self) {
        let Some(file) = &self.file else { return };
        let text = serde_json::to_vec(&File { form: FORM, answers: self.kept.clone() }).expect("texts and numbers are JSON");
        let temporary = file.with_extension(format!("{}.tmp", std::process::id()));
        let folder = file.parent().map_or(Ok(()), std::fs::create_dir_all);
        let written = folder.and_then(|()| std::fs::write(&temporary, text)).and_then(|()| std::fs::rename(&temporary, file));
        if written.is_err() {
            let _ = std::fs::remove_file(&temporary);
        }
    }
}
