//! The pages and files of the site by their URLs, for links and for the plan.

use std::sync::Arc;

use ahash::{HashMap, HashSet};

use super::Unread;
use super::entries::RecommendationEntry;
use super::order::Tag;
use crate::designation::key;
use crate::model::{KINDS, Kind, Record};
use crate::source::Asset;
use crate::target::RecordId;

/// What stands at a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The home page, where no record is written for it.
    Home,
    /// A record's page.
    Record(RecordId),
    /// The list of a kind.
    List(Kind),
    /// The list of the Recommendations.
    Recommendations,
    /// A Recommendation's page.
    Recommendation(u32),
    /// The list of the work items.
    WorkItems,
    /// The meetings of all groups.
    Meetings,
    /// The list of the tags.
    Tags,
    /// A tag's page.
    Tag(u32),
    /// The page of search results.
    Search,
    /// The page for what is not found.
    NotFound,
    /// A file of the content.
    Asset(u32),
}

/// The pages and files of the site.
#[derive(Debug, Default)]
pub struct Routes {
    /// In the order that they were claimed in; a URL may be claimed twice, which the plan tells.
    pub all: Vec<(String, Route)>,
    by_url: HashMap<String, Route>,
    by_source: HashMap<String, usize>,
    /// Sources and URLs of drafts.
    drafts: HashSet<String>,
    unread: Unread,
}

impl Routes {
    /// What stands at a site-relative URL.
    pub fn get(&self, url: &str) -> Option<Route> {
        self.by_url.get(url).copied()
    }

    /// The page or file that is made from the source at `path`, with its URL.
    pub fn of_source(&self, path: &str) -> Option<(String, Route)> {
        self.by_source.get(path).map(|at| self.all[*at].clone())
    }

    /// Whether a draft that is left out has its source at `path`, or below it.
    pub fn has_draft_in(&self, path: &str) -> bool {
        let is_within = |draft: &String| draft.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.drafts.iter().any(is_within)
    }

    /// Whether a draft that is left out has its source, or would have its page, at `path`.
    pub fn is_draft(&self, path: &str) -> bool {
        self.drafts.contains(path)
    }

    /// Whether a source that could not be read is, or would have its page, at `path`.
    pub fn is_unread(&self, path: &str) -> bool {
        self.unread.has(path)
    }

    /// All URLs.
    pub fn urls(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|(url, _)| url.as_str())
    }

    /// The paths of all sources, in no order that matters.
    #[allow(clippy::iter_over_hash_type, reason = "the nearest of them is the same in any order")]
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.by_source.keys().map(String::as_str)
    }

    fn claim(&mut self, url: String, route: Route) -> usize {
        self.by_url.entry(url.clone()).or_insert(route);
        self.all.push((url, route));
        self.all.len() - 1
    }

    fn claim_source(&mut self, url: String, route: Route, source: &str) {
        let at = self.claim(url, route);
        self.by_source.insert(source.to_owned(), at);
    }
}

/// The routes of a site; `drafts` are the records and assets that are left out.
pub fn routes(
    records: &[Arc<Record>],
    drafts: (&[Arc<Record>], &[Asset]),
    unread: Unread,
    recommendations: &[RecommendationEntry],
    assets: &[Asset],
    tags: &[Tag],
    searchable: bool,
) -> Routes {
    let of_records = drafts.0.iter().flat_map(|draft| [draft.path().to_string(), draft.url.clone()]);
    let of_assets = drafts.1.iter().flat_map(|asset| [asset.path.to_string(), asset_url(asset)]);
    let mut routes = Routes { drafts: of_records.chain(of_assets).collect(), unread, ..Routes::default() };
    for (at, record) in records.iter().enumerate() {
        routes.claim_source(record.url.clone(), Route::Record(RecordId(at as u32)), record.path().as_str());
    }
    if routes.get("").is_none() {
        routes.claim(String::new(), Route::Home);
    }
    for info in KINDS.iter().filter(|info| info.kind != Kind::Page) {
        routes.claim(format!("{}/", info.folder), Route::List(info.kind));
    }
    routes.claim("recommendations/".to_owned(), Route::Recommendations);
    // Two rows of one name are told as that: the page is planned once.
    let mut names = HashSet::default();
    for (at, entry) in recommendations.iter().enumerate() {
        if names.insert(key(&entry.row.id.text)) {
            routes.claim(entry.url.clone(), Route::Recommendation(at as u32));
        }
    }
    routes.claim("work-items/".to_owned(), Route::WorkItems);
    routes.claim("meetings/".to_owned(), Route::Meetings);
    routes.claim("tags/".to_owned(), Route::Tags);
    for (at, tag) in tags.iter().enumerate() {
        routes.claim(format!("tags/{}/", tag.slug), Route::Tag(at as u32));
    }
    if searchable {
        routes.claim("search/".to_owned(), Route::Search);
    }
    routes.claim("404.html".to_owned(), Route::NotFound);
    for (at, asset) in assets.iter().enumerate() {
        routes.claim_source(asset_url(asset), Route::Asset(at as u32), asset.path.as_str());
    }
    routes
}

/// The site-relative URL of a file: its path in the content, of which the folder of the pages is the top.
fn asset_url(asset: &Asset) -> String {
    let path = asset.path.as_str();
    let below = path.strip_prefix("content/").unwrap_or(path);
    below.strip_prefix("pages/").unwrap_or(below).to_owned()
}
