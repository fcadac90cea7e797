//! What other sites have designations for: known here where no record of the site has the name.

use std::sync::Arc;

use ahash::{HashMap, HashSet};

use crate::designation::{self, Name, Vocabulary, key};
use crate::inventory::{Foreign, ForeignKind, name_key, work_item_key};
use crate::model::reference::Wanted;
use crate::target::Target;

/// The names of other sites. Of two that have one, the first named in the settings answers.
#[derive(Debug, Default)]
pub struct ForeignNames {
    entries: Arc<[Foreign]>,
    by_key: HashMap<String, Vec<u32>>,
}

impl ForeignNames {
    /// The names of what inventories tell, in their order.
    pub fn of(entries: Vec<Foreign>) -> Self {
        let mut by_key: HashMap<String, Vec<u32>> = HashMap::default();
        for (at, entry) in (0..).zip(&entries) {
            entry.keys().for_each(|key| by_key.entry(key).or_default().push(at));
        }
        Self { entries: entries.into(), by_key }
    }

    /// What [`Target::Foreign`] of this number is.
    pub fn get(&self, at: u32) -> &Foreign {
        &self.entries[at as usize]
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// What `name` names there where `wanted` is.
    pub fn lookup(&self, name: &str, wanted: Wanted) -> Option<Target> {
        if self.entries.is_empty() {
            return None;
        }
        let found = [work_item_key(name), name_key(name)];
        let mut found = found.iter().filter_map(|key| self.by_key.get(key)).flatten();
        found.find(|at| fits(self.get(**at).kind, wanted)).map(|at| Target::Foreign(*at))
    }

    /// The official spellings of what fits, for a hint.
    pub fn fitting(&self, wanted: Wanted) -> impl Iterator<Item = &str> {
        self.entries.iter().filter(move |entry| fits(entry.kind, wanted)).map(|entry| entry.name.as_str())
    }

    /// Adds the names to the vocabulary of prose, which has those of the site already. `drafts` are names that stay text.
    pub fn add_to(&self, vocabulary: &mut Vocabulary<Target>, drafts: &HashSet<String>) {
        for (at, entry) in (0..).map(Target::Foreign).zip(self.entries.iter()) {
            for name in entry.spellings().filter(|name| !drafts.contains(&key(name))) {
                match (entry.kind, designation::parse(name)) {
                    (ForeignKind::Organisation | ForeignKind::Meeting, _) => {}
                    (ForeignKind::StudyGroup, Name::StudyGroup(number)) => {
                        if vocabulary.study_group(number).is_none() {
                            vocabulary.add_study_group(number, at);
                        }
                    }
                    (ForeignKind::Question, Name::Question(number, group)) => {
                        if vocabulary.question(number, group).is_none() {
                            vocabulary.add_question(number, group, at);
                        }
                    }
                    (ForeignKind::Recommendation, Name::Text(id)) => {
                        if vocabulary.text(&id).is_none() {
                            vocabulary.add_text(&id, at);
                        }
                    }
                    (ForeignKind::Action, _) => {
                        if vocabulary.action(name).is_none() {
                            vocabulary.add_action(name, at);
                        }
                    }
                    _ if !is_telling(name) => {}
                    (ForeignKind::Recommendation | ForeignKind::WorkItem, _) => vocabulary.add_text_name(name, at),
                    _ => vocabulary.add_name(name, at),
                }
            }
        }
    }
}

/// Whether a name is one that no ordinary word is: it has a digit, a full stop or a slash inside, or two capital letters.
fn is_telling(name: &str) -> bool {
    let inner = name.trim_matches(|c: char| !c.is_alphanumeric());
    inner.chars().count() > 2
        && (inner.contains(|c: char| c.is_numeric() || matches!(c, '.' | '/')) || inner.chars().filter(|c| c.is_uppercase()).count() > 1)
}

fn fits(kind: ForeignKind, wanted: Wanted) -> bool {
    match wanted {
        Wanted::Any => true,
        Wanted::StudyGroup => kind == ForeignKind::StudyGroup,
        Wanted::Question => kind == ForeignKind::Question,
        Wanted::Group => kind == ForeignKind::FocusGroup,
        Wanted::Meeting => kind == ForeignKind::Meeting,
        Wanted::Organisation => kind == ForeignKind::Organisation,
        Wanted::Circular => kind == ForeignKind::Circular,
        Wanted::Liaison => kind == ForeignKind::Liaison,
        Wanted::Recommendation => kind == ForeignKind::Recommendation,
        Wanted::WorkItem => kind == ForeignKind::WorkItem,
    }
}
