//! The names that records answer to, and what each of them names.

use std::borrow::Cow;
use std::mem::discriminant;
use std::sync::Arc;

use ahash::{HashMap, HashSet};
use rayon::prelude::*;

use super::SHARE;
use super::entries::{ActionEntry, MeetingEntry, QuestionEntry};
use super::foreign::ForeignNames;
use crate::designation::{self, Name, Vocabulary, cased_key, key};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::model::catalogue::{OrganisationRow, RecommendationRow, WorkItemRow};
use crate::model::group::MAX_NAMES;
use crate::model::reference::Wanted;
use crate::model::study_group::StudyGroup;
use crate::model::{Data, Kind, Record};
use crate::path::SourcePath;
use crate::slug;
use crate::source::{ORGANISATIONS, RECOMMENDATIONS, WORK_ITEMS};
use crate::span::Span;
use crate::suggest;
use crate::target::{RecordId, Target};

/// How many of one kind are known by one name, and told where it could be several; whether there are more changes nothing else.
const MOST_OF_ONE_NAME: usize = 10;

/// Why a name names nothing.
#[derive(Debug, PartialEq, Eq)]
pub enum Miss {
    /// Nothing has it.
    Unknown,
    /// A draft has it.
    Draft,
    /// More than one has it.
    Ambiguous(Vec<Target>),
    /// Something has it that is not what is wanted there.
    Other(Target),
}

/// The names that records answer to.
#[derive(Debug, Default)]
pub struct Names {
    /// By [`key`]: what a name names, and whether it was given as a name or is only a record's id.
    by_key: HashMap<String, Vec<(Target, Strength)>>,
    /// Work items, of which the letter case matters, by [`cased_key`].
    work_items: HashMap<String, Target>,
    texts: HashMap<String, Target>,
    study_groups: HashMap<u32, Target>,
    questions: HashMap<(u32, u32), Target>,
    drafts: HashSet<String>,
    /// What the official spellings name that name one thing wherever it is wanted: most names are written so, and need no
    /// reading.
    official: HashMap<String, Target>,
    /// The official spellings, for suggestions and for prose.
    spellings: Vec<(String, Target)>,
    /// Which kind each record is, to know what a target is.
    kinds: Vec<Kind>,
    /// The names of other sites.
    pub(super) foreign: ForeignNames,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Id,
    Name,
}

/// What the names are made of.
pub struct Builder<'l> {
    pub records: &'l [Arc<Record>],
    pub drafts: &'l [Arc<Record>],
    pub recommendations: &'l [RecommendationRow],
    pub work_items: &'l [WorkItemRow],
    pub organisations: &'l [OrganisationRow],
    pub questions: &'l [QuestionEntry],
    pub actions: &'l [ActionEntry],
    pub meetings: &'l [MeetingEntry],
}

/// What a record answers to.
struct Given<'l> {
    /// The key of its id.
    id: String,
    /// Its official spelling, if it could be read.
    official: Option<String>,
    /// Its names in full, each with its key and its place.
    names: Vec<(Cow<'l, str>, String, Span)>,
}

impl<'l> Given<'l> {
    fn of(record: &'l Record) -> Self {
        let full = |name: &'l str| match &record.data {
            Data::StudyGroup(group) if !group.is_home_sector() => format!("{} {name}", group.sector.0).into(),
            Data::Circular(circular) if name == circular.number.text => format!("{} {name}", circular.series).into(),
            _ => Cow::Borrowed(name),
        };
        let named = |(name, span)| {
            let full = full(name);
            let key = key(&full);
            (full, key, span)
        };
        let official = (!record.unread).then(|| record.official().into_owned()).filter(|name| !name.is_empty());
        Self { id: key(&record.id), official, names: names_of(record).map(named).collect() }
    }
}

/// Who gave a name, to tell of two that gave the same.
struct Claim<'l> {
    /// What two names have in common that clash.
    key: String,
    target: Target,
    name: Cow<'l, str>,
    path: SourcePath,
    span: Span,
}

impl<'l> Builder<'l> {
    /// Collects the names; two records that answer to one are told, each at its place.
    pub fn build(self, diagnostics: &mut Vec<Diagnostic>) -> Names {
        let mut names = Names { kinds: self.records.iter().map(|record| record.kind).collect(), ..Names::default() };
        // Of most records the id and one name.
        names.by_key.reserve(2 * self.records.len());
        let mut claims: Vec<Claim<'l>> = Vec::new();
        let mut urls = HashSet::default();
        let given: Vec<Given<'l>> = self.records.par_iter().with_max_len(SHARE).map(|record| Given::of(record)).collect();
        let of_site = |(_, (record, _)): &(usize, (&Arc<Record>, Given<'l>))| record.language.is_none();
        for (at, (record, given)) in self.records.iter().zip(given).enumerate().filter(of_site) {
            let target = Target::Record(RecordId(at as u32));
            names.add(given.id, target, Strength::Id);
            if let Some(number) = record.study_group().and_then(StudyGroup::home_number) {
                names.study_groups.entry(number).or_insert(target);
            }
            names.spellings.extend(given.official.map(|name| (name, target)));
            // One record in two files is told as that: that both have its names only follows.
            let is_twin = !urls.insert(record.url.as_str());
            for (name, key, span) in given.names {
                names.add(key.clone(), target, Strength::Name);
                if !is_twin {
                    claims.push(Claim { key, target, name, path: record.path().clone(), span });
                }
            }
        }
        for (at, row) in self.recommendations.iter().enumerate().filter(|(_, row)| !row.id.text.is_empty()) {
            let target = Target::Recommendation(at as u32);
            if let Name::Text(id) = designation::parse(&row.id.text) {
                names.texts.entry(id).or_insert(target);
            }
            names.add_and_claim(&mut claims, target, &row.id.text, RECOMMENDATIONS, row.id.span);
        }
        for (at, row) in self.work_items.iter().enumerate().filter(|(_, row)| !row.id.text.is_empty()) {
            let target = Target::WorkItem(at as u32);
            names.spellings.push((row.id.text.clone(), target));
            names.work_items.entry(cased_key(&row.id.text)).or_insert(target);
            // Two of one name, two whose anchors would be one, and a record or Recommendation of the same name clash.
            let keys = [format!("work item {}", cased_key(&row.id.text)), format!("anchor {}", slug::of_name(&row.id.text))];
            let as_text = Some(key(&row.id.text)).filter(|key| names.has_name(key));
            for key in keys.into_iter().chain(as_text) {
                let path = SourcePath::new(WORK_ITEMS);
                claims.push(Claim { key, target, name: row.id.text.as_str().into(), path, span: row.id.span });
            }
        }
        for (at, row) in self.organisations.iter().enumerate().filter(|(_, row)| !row.id.text.is_empty()) {
            names.add_and_claim(&mut claims, Target::Organisation(at as u32), &row.id.text, ORGANISATIONS, row.id.span);
        }
        for (at, question) in self.questions.iter().enumerate() {
            if let Some(name) = question.name_in_other_sector() {
                names.add(key(&name), Target::Question(at as u32), Strength::Name);
            }
            if let Some(key) = question.key() {
                names.questions.entry(key).or_insert(Target::Question(at as u32));
                names.spellings.push((format!("Q{}/{}", key.0, key.1), Target::Question(at as u32)));
            }
        }
        for (at, action) in self.actions.iter().enumerate() {
            names.add(key(&action.id), Target::Action(at as u32), Strength::Name);
        }
        for (at, meeting) in self.meetings.iter().enumerate() {
            self.add_meeting(&mut names, meeting, Target::Meeting(at as u32));
        }
        names.drafts.extend(self.drafts.iter().flat_map(|draft| draft_keys(draft)));
        tell_duplicates(claims, diagnostics);
        let official: Vec<(String, Target)> =
            names.spellings.par_iter().filter_map(|(name, _)| Some((name.clone(), names.read(name, Wanted::Any).ok()?))).collect();
        names.official = official.into_iter().collect();
        names
    }

    /// A meeting answers to each name of its group, a slash and its id.
    fn add_meeting(&self, names: &mut Names, entry: &MeetingEntry, target: Target) {
        let record = &self.records[entry.group.index()];
        let Some(meeting) = record.group().map(|group| &group.meetings[entry.at]) else { return };
        let given = names_of(record).map(|(name, _)| key(name));
        let all: HashSet<String> = given.chain([key(&record.id)]).collect();
        #[allow(clippy::iter_over_hash_type, reason = "each name is added under its own key")]
        for name in all {
            names.add(format!("{name}/{}", key(&meeting.id.text)), target, Strength::Name);
        }
        names.spellings.push((format!("{}/{}", record.official(), meeting.id.text), target));
    }
}

/// The names that a record gives itself, with their places. A circular's is its number, to go after its series.
fn names_of(record: &Record) -> impl Iterator<Item = (&str, Span)> {
    let (first, more): (Option<&crate::fields::value::Prose>, &[_]) = match &record.data {
        Data::Group(group) => (Some(&group.acronym), &group.also_written[..group.also_written.len().min(MAX_NAMES)]),
        Data::StudyGroup(group) => (Some(&group.acronym), &[]),
        Data::Circular(circular) => (Some(&circular.number), circular.reference.as_slice()),
        Data::Liaison(liaison) => (liaison.reference.as_ref(), &[]),
        Data::Report(report) => (report.reference.as_ref(), &report.also_written),
        Data::Page => (None, &[]),
    };
    first.into_iter().chain(more).filter(|name| !name.text.is_empty()).map(|name| (name.text.as_str(), name.span))
}

/// Everything that a draft and what is in it answer to: only to say so where something names it.
fn draft_keys(draft: &Record) -> Vec<String> {
    let mut keys = vec![key(&draft.id), key(&draft.official())];
    keys.extend(names_of(draft).map(|(name, _)| key(name)));
    let names = keys.clone();
    if let Some(group) = draft.group() {
        let meetings = || group.meetings.iter().map(|meeting| key(&meeting.id.text));
        keys.extend(names.iter().flat_map(|name| meetings().map(move |meeting| format!("{name}/{meeting}"))));
    }
    if let Some(report) = draft.report() {
        keys.extend(report.actions.iter().map(|action| key(&action.id.text)));
    }
    if let Some((group, number)) = draft.study_group().and_then(|group| Some((group, group.number?))) {
        keys.push(format!("sg{number}"));
        keys.extend(group.questions.iter().map(|question| format!("q{}/{number}", question.number.value)));
    }
    keys
}

/// Tells names that two have, at the place of each.
fn tell_duplicates(mut claims: Vec<Claim<'_>>, diagnostics: &mut Vec<Diagnostic>) {
    // What claims one name stays in its order.
    claims.par_sort_by(|a, b| a.key.cmp(&b.key));
    for claims in claims.chunk_by(|a, b| a.key == b.key) {
        let first = &claims[0];
        // A record may say one name as often as it likes.
        let Some(second) = claims.iter().find(|other| other.target != first.target) else { continue };
        for claim in claims {
            let other = if claim.target == first.target { second } else { first };
            let message = format!("`{}` is also the name of another: {}", shown(&claim.name), shown(other.path.as_str()));
            let help = "give one of the two another name".to_owned();
            diagnostics.push(Diagnostic::new(Code::DuplicateDesignation, &claim.path, claim.span, message).help(help));
        }
    }
}

impl Names {
    /// How many names of other sites there are.
    pub(super) fn foreign_count(&self) -> usize {
        self.foreign.count()
    }

    fn add(&mut self, key: String, target: Target, strength: Strength) {
        // Most keys name one thing: a vector that grows would begin with room for four.
        let entries = self.by_key.entry(key).or_insert_with(|| Vec::with_capacity(1));
        if let Some(entry) = entries.iter_mut().find(|(other, _)| *other == target) {
            entry.1 = entry.1.max(strength);
            return;
        }
        // What is wanted is one of these, so that as many of each are enough to know that a name could be several.
        let class = |target: Target| match target {
            Target::Record(id) => (discriminant(&target), Some(self.kinds[id.index()])),
            _ => (discriminant(&target), None),
        };
        let same = entries.iter().filter(|(other, as_strong)| *as_strong == strength && class(*other) == class(target));
        if same.count() < MOST_OF_ONE_NAME {
            entries.push((target, strength));
        }
    }

    /// Whether something was given this name.
    fn has_name(&self, key: &str) -> bool {
        self.by_key.get(key).is_some_and(|known| known.iter().any(|(_, strength)| *strength == Strength::Name))
    }

    /// Adds the name of a row of the catalogue, and claims it.
    fn add_and_claim<'l>(&mut self, claims: &mut Vec<Claim<'l>>, target: Target, name: &'l str, path: &str, span: Span) {
        self.add(key(name), target, Strength::Name);
        self.spellings.push((name.to_owned(), target));
        claims.push(Claim { key: key(name), target, name: name.into(), path: SourcePath::new(path), span });
    }

    /// What `name` names there where `wanted` is.
    pub fn lookup(&self, name: &str, wanted: Wanted) -> Result<Target, Miss> {
        match self.official.get(name) {
            // The one that is strongest among all is so among those that fit.
            Some(target) if self.fits(*target, wanted) => Ok(*target),
            _ => self.read(name, wanted),
        }
    }

    /// The same by reading the name.
    fn read(&self, name: &str, wanted: Wanted) -> Result<Target, Miss> {
        let mut found = Vec::new();
        found.extend(self.work_items.get(&cased_key(name)).map(|target| (*target, Strength::Name)));
        let mut keys = vec![key(name)];
        let read = match designation::parse(name) {
            Name::StudyGroup(number) => {
                keys.push(format!("sg{number}"));
                self.study_groups.get(&number)
            }
            Name::Question(number, group) => {
                keys.push(format!("q{number}/{group}"));
                self.questions.get(&(number, group))
            }
            Name::Text(id) => self.texts.get(&id),
            Name::Other(other) => {
                keys.push(other);
                None
            }
        };
        found.extend(read.map(|target| (*target, Strength::Name)));
        keys.dedup();
        found.extend(keys.iter().filter_map(|key| self.by_key.get(key)).flatten().copied());
        let fits: Vec<_> = found.iter().filter(|(target, _)| self.fits(*target, wanted)).collect();
        let Some(strongest) = fits.iter().map(|(_, strength)| *strength).max() else {
            let draft = keys.iter().any(|key| self.drafts.contains(key));
            return match found.first() {
                _ if draft => Err(Miss::Draft),
                Some((other, _)) => Err(Miss::Other(*other)),
                None => self.foreign.lookup(name, wanted).ok_or(Miss::Unknown),
            };
        };
        let mut targets: Vec<Target> = fits.iter().filter(|(_, strength)| *strength == strongest).map(|(target, _)| *target).collect();
        targets.sort_unstable();
        targets.dedup();
        match targets.as_slice() {
            [target] => Ok(*target),
            _ => Err(Miss::Ambiguous(targets)),
        }
    }

    fn fits(&self, target: Target, wanted: Wanted) -> bool {
        match (target, wanted) {
            (_, Wanted::Any) => true,
            (Target::Record(id), wanted) => match wanted {
                Wanted::StudyGroup => self.kinds[id.index()] == Kind::StudyGroup,
                Wanted::Group => self.kinds[id.index()] == Kind::Group,
                Wanted::Circular => self.kinds[id.index()] == Kind::Circular,
                Wanted::Liaison => self.kinds[id.index()] == Kind::Liaison,
                _ => false,
            },
            (Target::Recommendation(_), wanted) => wanted == Wanted::Recommendation,
            (Target::WorkItem(_), wanted) => wanted == Wanted::WorkItem,
            (Target::Organisation(_), wanted) => wanted == Wanted::Organisation,
            (Target::Question(_), wanted) => wanted == Wanted::Question,
            (Target::Meeting(_), wanted) => wanted == Wanted::Meeting,
            (Target::Action(_) | Target::Foreign(_), _) => false,
        }
    }

    /// The names nearest to `name` of those that fit, for a hint.
    pub fn nearest(&self, name: &str, wanted: Wanted) -> Vec<&str> {
        let fitting = self.spellings.iter().filter(|(_, target)| self.fits(*target, wanted)).map(|(name, _)| name.as_str());
        suggest::nearest_few(name, fitting.chain(self.foreign.fitting(wanted)))
    }

    /// Adds every name to the vocabulary of prose, in the form that the content model's table gives it.
    pub fn add_to(&self, vocabulary: &mut Vocabulary<Target>, records: &[Arc<Record>], actions: &[ActionEntry]) {
        for (at, record) in records.iter().enumerate().filter(|(_, record)| record.language.is_none()) {
            let target = Target::Record(RecordId(at as u32));
            match &record.data {
                Data::StudyGroup(group) => match group.home_number() {
                    Some(number) => vocabulary.add_study_group(number, target),
                    None => vocabulary.add_name(&record.official(), target),
                },
                Data::Circular(_) => vocabulary.add_name(&record.official(), target),
                _ => names_of(record).for_each(|(name, _)| vocabulary.add_name(name, target)),
            }
        }
        #[allow(clippy::iter_over_hash_type, reason = "each goes to a table of its own key")]
        for (&(number, group), &target) in &self.questions {
            vocabulary.add_question(number, group, target);
        }
        #[allow(clippy::iter_over_hash_type, reason = "each goes to a table of its own key")]
        for (id, &target) in &self.texts {
            vocabulary.add_text(id, target);
        }
        for (name, target) in &self.spellings {
            let read_by_rule = || matches!(designation::parse(name), Name::Text(id) if self.texts.get(&id) == Some(target));
            if matches!(target, Target::Recommendation(_) | Target::WorkItem(_)) && !read_by_rule() {
                vocabulary.add_text_name(name, *target);
            }
        }
        for (at, action) in actions.iter().enumerate() {
            vocabulary.add_action(&action.id, Target::Action(at as u32));
        }
        self.foreign.add_to(vocabulary, &self.drafts);
    }
}
