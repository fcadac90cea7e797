//! Every record of the site with its references resolved: frozen when it is made, and only looked up in after that.
//!
//! In: the records and the catalogue. Out: a [`Library`] and the faults of whatever names something. Backlinks are an
//! inversion of what was parsed; nothing is filled in once it is made. A library is cheap to clone: [`revise()`] makes a new one
//! that shares with the old what an edit leaves as it is.

mod anchors;
mod backlinks;
mod calls;
mod check;
mod cycles;
mod entries;
mod foreign;
mod hint;
mod links;
mod lists;
mod names;
mod order;
mod relations;
mod revise;
mod routes;
mod sheets;
mod unread;

use std::sync::Arc;

use rayon::prelude::*;

pub use backlinks::{Backlink, Backlinks, Place};
pub use check::{check, check_records, check_settings};
pub use cycles::cycles;
pub use entries::{ActionEntry, MeetingEntry, QuestionEntry, RecommendationEntry, WorkItemEntry};
pub use links::{Links, Resolved};
pub use lists::{List, Mentioners};
pub use names::{Miss, Names};
pub use order::{Natural, Tag, natural};
pub use relations::{Related, RelatedTexts, Relations};
pub use revise::revise;
pub use routes::{Route, Routes};
pub use sheets::{LINES, WORK, sheet_of, sheet_url, sheets};
pub use unread::Unread;

use crate::designation::Vocabulary;
use crate::diagnostic::Diagnostic;
use crate::inventory::Foreign;
use crate::markdown::{self, Body, Reading};
use crate::model::catalogue::{OrganisationRow, RecommendationRow, WorkItemRow};
use crate::model::{Kind, Record};
use crate::path::SourcePath;
use crate::source::Asset;
use crate::target::{RecordId, Target};
use crate::watch::Watch;

/// What the library is made of.
#[derive(Debug, Default)]
pub struct Input {
    /// The records, drafts included or not, in the order of their paths.
    pub records: Vec<Arc<Record>>,
    /// Drafts that are left out: only to say so where something names them.
    pub drafts: Vec<Arc<Record>>,
    /// The rows of `recommendations.yaml`.
    pub recommendations: Vec<RecommendationRow>,
    /// The rows of `work-items.yaml`.
    pub work_items: Vec<WorkItemRow>,
    /// The rows of `organisations.yaml`.
    pub organisations: Vec<OrganisationRow>,
    /// What could not be read, so that what it would name is not told as missing.
    pub unread: Unread,
    /// What other sites have designations for.
    pub foreign: Vec<Foreign>,
    /// The assets.
    pub assets: Vec<Asset>,
    /// The assets of drafts, which are left out with them.
    pub draft_assets: Vec<Asset>,
    /// Whether there is a page of search results.
    pub searchable: bool,
}

/// The most records that a thread takes at once: with large shares one thread may end long before another.
pub const SHARE: usize = 64;

/// Every record with its references resolved.
#[derive(Clone, Debug)]
pub struct Library {
    /// The records, in the order of their paths; a [`RecordId`] is a place in this list.
    pub records: Vec<Arc<Record>>,
    /// What was found in the body of each record.
    pub bodies: Vec<Arc<Body>>,
    /// The anchors of the headings of each record.
    pub anchors: Vec<Arc<[String]>>,
    /// The texts of the catalogue.
    pub recommendations: Arc<[RecommendationEntry]>,
    /// The work items.
    pub work_items: Arc<[WorkItemEntry]>,
    /// The outside bodies.
    pub organisations: Arc<[OrganisationRow]>,
    /// The Questions.
    pub questions: Arc<[QuestionEntry]>,
    /// The action items.
    pub actions: Arc<[ActionEntry]>,
    /// The meetings of the focus groups, in the order of their groups.
    pub meetings: Arc<[MeetingEntry]>,
    /// The assets.
    pub assets: Arc<[Asset]>,
    /// What belongs to each study group.
    pub relations: Arc<Relations>,
    /// The tags, sorted.
    pub tags: Arc<[Tag]>,
    /// The names that records answer to.
    pub names: Arc<Names>,
    /// The same as prose writes them.
    pub vocabulary: Arc<Vocabulary<Target>>,
    /// What mentions what.
    pub backlinks: Backlinks,
    /// The pages and files that a site path can lead to.
    pub routes: Arc<Routes>,
    /// What each record mentions.
    mentions: Vec<backlinks::Mentions>,
    /// The owner of each sub-page.
    owners: Arc<[Option<RecordId>]>,
    /// Every sub-page in the site's own language after its owner, sorted.
    sub_pages: Arc<[(RecordId, RecordId)]>,
    /// The edition of each record in the site's own language.
    primaries: Arc<[RecordId]>,
    /// What could not be read.
    unread: Arc<Unread>,
}

/// Resolves everything that names something, and tells the names that two have. What was read of a body for the library
/// before, if there was one, is taken from it where neither the record nor the names have changed.
pub fn resolve(input: Input, before: Option<&Library>, watch: &dyn Watch) -> (Library, Vec<Diagnostic>) {
    watch.stage("collecting names", None);
    let mut diagnostics = Vec::new();
    let Input { records, drafts, recommendations, work_items, organisations, unread, foreign, assets, draft_assets, searchable } = input;
    let questions = entries::questions(&records);
    let actions = entries::actions(&records);
    let meetings = entries::meetings(&records);
    let mut names = names::Builder {
        records: &records,
        drafts: &drafts,
        recommendations: &recommendations,
        work_items: &work_items,
        organisations: &organisations,
        questions: &questions,
        actions: &actions,
        meetings: &meetings,
    }
    .build(&mut diagnostics);
    names.foreign = foreign::ForeignNames::of(foreign);
    let vocabulary = vocabulary(&names, &records, &actions);
    let before = before.filter(|before| *before.vocabulary == vocabulary);
    watch.stage("reading texts", Some(records.len()));
    // What asks no text is found by one thread, while the others read.
    let find = || {
        let recommendations = entries::recommendations(recommendations, &names, &questions);
        let work_items = entries::work_items(work_items, &names, &questions);
        let relations = Relations::find(&records, &names, &questions, &recommendations, &work_items);
        let tags = order::tags(&records);
        let left_out = (&*drafts, &*draft_assets);
        let routes = routes::routes(&records, left_out, unread.clone(), &recommendations, &assets, &tags, searchable);
        let owners = order::owners(&records);
        let sub_pages = order::sub_pages(&records, &owners);
        Known { recommendations, work_items, relations, tags, routes, owners, sub_pages, primaries: order::primaries(&records) }
    };
    let read = || records.par_iter().with_max_len(SHARE).map(|record| body(record, &vocabulary, before)).collect();
    let (bodies, known): (Vec<Arc<Body>>, Known) = rayon::join(read, find);
    let Known { recommendations, work_items, relations, tags, routes, owners, sub_pages, primaries } = known;
    watch.stage("resolving", None);
    let anchors = anchors::anchors(&records, &primaries, &bodies, &work_items);
    let library = Library {
        backlinks: Backlinks::default(),
        mentions: Vec::new(),
        vocabulary: vocabulary.into(),
        records,
        bodies,
        anchors,
        recommendations: recommendations.into(),
        work_items: work_items.into(),
        organisations: organisations.into(),
        questions: questions.into(),
        actions: actions.into(),
        meetings: meetings.into(),
        assets: assets.into(),
        relations: relations.into(),
        tags: tags.into(),
        names: names.into(),
        routes: routes.into(),
        owners: owners.into(),
        sub_pages: sub_pages.into(),
        primaries: primaries.into(),
        unread: unread.into(),
    };
    let mentions: Vec<backlinks::Mentions> =
        library.ids().collect::<Vec<_>>().par_iter().with_max_len(SHARE).map(|id| backlinks::mentions(&library, *id)).collect();
    (library.with_mentions(mentions), diagnostics)
}

/// What is known of a library before any text is read.
struct Known {
    recommendations: Vec<RecommendationEntry>,
    work_items: Vec<WorkItemEntry>,
    relations: Relations,
    tags: Vec<Tag>,
    routes: Routes,
    owners: Vec<Option<RecordId>>,
    sub_pages: Vec<(RecordId, RecordId)>,
    primaries: Vec<RecordId>,
}

/// What is found in the body of a record.
fn body(record: &Arc<Record>, vocabulary: &Vocabulary<Target>, before: Option<&Library>) -> Arc<Body> {
    let known = before.and_then(|before| {
        let id = before.id_of(record.path())?;
        Arc::ptr_eq(record, &before.records[id.index()]).then(|| Arc::clone(&before.bodies[id.index()]))
    });
    known.unwrap_or_else(|| markdown::parse(Reading { text: record.markdown(), offset: record.body }, vocabulary).into())
}

/// The names as prose writes them.
fn vocabulary(names: &Names, records: &[Arc<Record>], actions: &[ActionEntry]) -> Vocabulary<Target> {
    let mut vocabulary = Vocabulary::of_site();
    names.add_to(&mut vocabulary, records, actions);
    vocabulary.freeze()
}

impl Library {
    /// The site-relative URLs of the pages that show something of a record: its own, those that it mentions or that name
    /// it, and the lists that it stands in.
    pub fn pages_showing(&self, id: RecordId) -> Vec<String> {
        let record = self.record(id);
        let mut pages = vec![record.url.clone(), String::new()];
        pages.extend((record.kind != Kind::Page).then(|| format!("{}/", record.kind.info().folder)));
        pages.extend((record.kind == Kind::Group).then(|| "meetings/".to_owned()));
        pages.extend(record.header.tags.iter().map(|tag| format!("tags/{}/", crate::slug::of_name(tag))));
        pages.extend(self.owner(id).map(|owner| self.record(owner).url.clone()));
        pages.extend(self.backlinks.of(Target::Record(self.primary(id))).iter().map(|backlink| self.record(backlink.source).url.clone()));
        for (target, _) in self.mentions[id.index()].iter() {
            pages.extend(self.url(*target).map(|(url, _)| url));
            // A mention of a text counts for its study group, too.
            let through = if let Target::Recommendation(at) = target { self.recommendations[*at as usize].study_group } else { None };
            pages.extend(through.map(|group| self.record(group).url.clone()));
        }
        pages
    }

    /// The record of an id.
    pub fn record(&self, id: RecordId) -> &Record {
        &self.records[id.index()]
    }

    /// The record that is made from the source at `path`.
    pub fn id_of(&self, path: &SourcePath) -> Option<RecordId> {
        let at = self.records.binary_search_by(|record| record.path().cmp(path)).ok()?;
        Some(RecordId(at as u32))
    }

    /// The same with what each of its records mentions, and what mentions what.
    fn with_mentions(self, mentions: Vec<backlinks::Mentions>) -> Self {
        Self { backlinks: backlinks::invert(&self, &mentions), mentions, ..self }
    }

    /// The ids of all records, in the order of their paths.
    pub fn ids(&self) -> impl Iterator<Item = RecordId> + use<> {
        (0..self.records.len() as u32).map(RecordId)
    }

    /// The ids of the records of a kind; sub-pages are pages.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = RecordId> + '_ {
        self.ids().filter(move |id| self.record(*id).kind == kind && self.record(*id).language.is_none())
    }

    /// The meetings of a focus group, as its record lists them.
    pub fn meetings_of(&self, group: RecordId) -> &[MeetingEntry] {
        relations::meetings_of(&self.meetings, group)
    }

    /// The action item of a number.
    pub fn action(&self, id: &str) -> Option<(Target, &ActionEntry)> {
        let at = self.actions.binary_search_by(|entry| entry.id.as_str().cmp(id)).ok()?;
        Some((Target::Action(at as u32), &self.actions[at]))
    }

    /// The record whose folder a sub-page is in.
    pub fn owner(&self, id: RecordId) -> Option<RecordId> {
        self.owners[id.index()]
    }

    /// The sub-pages of a record in the site's own language, in the order of their paths.
    pub fn sub_pages(&self, owner: RecordId) -> impl Iterator<Item = RecordId> + '_ {
        let from = self.sub_pages.partition_point(|(other, _)| *other < owner);
        self.sub_pages[from..].iter().take_while(move |(other, _)| *other == owner).map(|(_, page)| *page)
    }

    /// What a designation of front matter names.
    pub fn find(&self, name: &str, wanted: crate::model::reference::Wanted) -> Option<Target> {
        if name.is_empty() {
            return None;
        }
        self.names.lookup(name, wanted).ok()
    }

    /// What front matter and `[[…]]` print for a target: its official spelling.
    pub fn official(&self, target: Target) -> String {
        match target {
            Target::Record(id) => self.record(id).official().into_owned(),
            Target::Recommendation(at) => self.recommendations[at as usize].row.id.text.clone(),
            Target::WorkItem(at) => self.work_items[at as usize].row.id.text.clone(),
            Target::Organisation(at) => self.organisations[at as usize].id.text.clone(),
            Target::Question(at) => self.questions[at as usize].designation(self),
            Target::Action(at) => self.actions[at as usize].id.clone(),
            Target::Meeting(at) => self.meetings[at as usize].designation(self),
            Target::Foreign(at) => self.foreign(at).name.clone(),
        }
    }

    /// Something of another site.
    pub fn foreign(&self, at: u32) -> &Foreign {
        self.names.foreign.get(at)
    }

    /// The address elsewhere of what has no page here: an outside body's, or that of another site.
    pub fn address(&self, target: Target) -> Option<&str> {
        match target {
            Target::Organisation(at) => self.organisations[at as usize].url.as_ref().map(|url| url.0.as_str()),
            Target::Foreign(at) => self.foreign(at).address.as_deref(),
            _ => None,
        }
    }

    /// The site-relative URL of a target's page, and its anchor there; `None` for what has no page.
    pub fn url(&self, target: Target) -> Option<(String, Option<String>)> {
        Some(match target {
            Target::Record(id) => (self.record(id).url.clone(), None),
            Target::Recommendation(at) => (self.recommendations[at as usize].url.clone(), None),
            Target::WorkItem(at) => {
                let item = &self.work_items[at as usize];
                (self.page_of_work(item.study_group?, &item.anchor), Some(item.anchor.clone()))
            }
            Target::Organisation(_) | Target::Foreign(_) => return None,
            Target::Question(at) => {
                let question = &self.questions[at as usize];
                (self.page_of_work(question.study_group, &question.anchor()), Some(question.anchor()))
            }
            Target::Action(at) => {
                let action = &self.actions[at as usize];
                (self.record(action.newest().0).url.clone(), Some(action.anchor.clone()))
            }
            Target::Meeting(at) => {
                let meeting = &self.meetings[at as usize];
                (self.record(meeting.group).url.clone(), Some(meeting.anchor.clone()))
            }
        })
    }

    /// The edition of a record in the site's own language, or the record itself.
    pub fn primary(&self, id: RecordId) -> RecordId {
        self.primaries[id.index()]
    }

    /// Whether a record is written for the home page.
    pub fn is_home(&self, id: RecordId) -> bool {
        let record = self.record(id);
        record.kind == Kind::Page && record.path().folder() == "content"
    }

    /// Whether a mention of `target` on the page of `source` names that page itself, or a sub-page its own record.
    pub fn is_own(&self, source: RecordId, target: Target) -> bool {
        let Target::Record(id) = target else { return false };
        id == self.primary(source) || self.owner(source) == Some(id)
    }

    /// Where a file is told to be: for messages about two of them.
    pub fn path(&self, id: RecordId) -> &SourcePath {
        self.record(id).path()
    }

    /// The full designations of a record's text that name nothing of the site.
    pub fn unknown(&self, id: RecordId) -> impl Iterator<Item = &str> {
        let record = self.record(id);
        self.bodies[id.index()].unknown.iter().map(|span| &record.source.text[span.range()])
    }
}
