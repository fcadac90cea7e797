//! The outputs: what each publishes, and the bytes of it. One file an output, one line in the table. Pure: nothing here
//! writes, and no output knows whether it is built, previewed or checked.

mod agenda;
mod asset;
pub mod caching;
mod calendar;
mod cite;
mod data;
mod feed;
#[cfg(feature = "full-text")]
mod full_text;
mod headers;
mod html;
pub mod ics;
mod inventory;
mod news;
mod picture;
mod redirect;
mod search;
mod sitemap;
mod table;
mod told;
mod urls;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use tera::Value;

use crate::config::{Search, Settings};
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::library::{Library, Route};
use crate::path::OutputPath;
use crate::picture::Pictures;
use crate::plan::{Artifact, Item, Plan, Planner};
use crate::search::Index;
use crate::source::Asset;
use crate::target::RecordId;
use crate::theme::{Theme, Uses};
use crate::view::{Long, Names, SiteView, Views};
use crate::words::Words;

use agenda::Agenda;
use news::News;

/// The bytes of a file, or the faults for which there are none.
pub type Bytes<'b> = Result<Cow<'b, [u8]>, Vec<Diagnostic>>;

/// Files with their bytes, or the faults for which there are none.
pub type Files = Result<Vec<(OutputPath, Vec<u8>)>, Vec<Diagnostic>>;

/// What outputs look at to say which files they make.
#[derive(Clone, Copy)]
pub struct Sources<'s> {
    /// The records.
    pub library: &'s Library,
    /// The theme.
    pub theme: &'s Theme,
    /// The forms of the pictures that pages show.
    pub pictures: &'s Pictures,
    /// The settings.
    pub settings: &'s Settings,
    /// The lists that one page does not hold.
    pub long: &'s Long,
}

/// An output: a generator of files.
#[derive(Debug)]
pub struct Output {
    /// Its name.
    pub name: &'static str,
    /// Claims its files in a plan, as the output at this place of the table.
    claim: fn(&Sources<'_>, usize, &mut Planner),
    /// Makes the bytes of one of them; the buffer is empty, and may be used for them.
    bytes: for<'b> fn(&Renderer<'_>, &OutputPath, &Item, &'b mut Vec<u8>) -> Bytes<'b>,
}

/// An output of which only the folder is known before its files are made, which needs all pages: a build makes it, and a
/// preview does without it.
#[derive(Debug)]
pub struct Bundle {
    /// Its name.
    pub name: &'static str,
    /// Claims its folder in a plan, as the bundle at this place of the table.
    claim: fn(&Sources<'_>, usize, &mut Planner),
    /// Makes its files, in the order of their paths.
    files: fn(&Renderer<'_>, &Plan) -> Files,
}

/// All outputs.
pub const OUTPUTS: &[Output] = &[
    html::PAGES,
    asset::CONTENT,
    asset::THEME,
    redirect::PAGES,
    redirect::LIST,
    headers::LIST,
    picture::FORMS,
    feed::ATOM,
    feed::JSON,
    calendar::CALENDARS,
    data::LISTS,
    data::RECORDS,
    data::SCHEMA,
    table::TABLES,
    inventory::INVENTORY,
    cite::BIBTEX,
    cite::LISTS,
    search::INDEX,
    // What lists the files of the others.
    sitemap::SITEMAP,
    sitemap::ROBOTS,
    urls::LIST,
];

/// All bundles.
pub const BUNDLES: &[Bundle] = &[
    #[cfg(feature = "full-text")]
    full_text::INDEX,
];

/// The record to which a redirect leads; none for what is no redirect.
pub fn redirected(artifact: &Artifact) -> Option<RecordId> {
    match artifact.item {
        Item::About(Route::Record(id)) if OUTPUTS[artifact.output].name == redirect::PAGES.name => Some(id),
        _ => None,
    }
}

/// Whether a file is made by an output about what stands at a route, beside its page: the feed of a group, the data of a record.
pub fn is_beside(artifact: &Artifact) -> bool {
    matches!(artifact.item, Item::About(_)) && redirected(artifact).is_none()
}

/// Lets every output claim its files.
pub fn claim(sources: &Sources<'_>) -> Planner {
    let mut planner = Planner::default();
    for (place, output) in OUTPUTS.iter().enumerate() {
        (output.claim)(sources, place, &mut planner);
    }
    for (place, bundle) in BUNDLES.iter().enumerate() {
        (bundle.claim)(sources, place, &mut planner);
    }
    planner
}

/// Everything that bytes are made of, with what all pages share made once.
pub struct Renderer<'s> {
    views: Views<'s>,
    theme: &'s Theme,
    pictures: &'s Pictures,
    plan: &'s Plan,
    /// What every page shares, in each language of the site.
    shared: Vec<(Language, Value)>,
    collected: &'s Collected,
}

/// What several files are made of, collected before them or when the first of them is made. A preview keeps it as long as its site is the
/// same.
#[derive(Default)]
pub struct Collected {
    search: OnceLock<Index>,
    news: OnceLock<News>,
    agenda: OnceLock<Agenda>,
}

impl<'s> Renderer<'s> {
    /// A renderer of a site, on the day that states are measured against.
    pub fn new(sources: Sources<'s>, plan: &'s Plan, (names, collected): (&'s Names, &'s Collected), today: Date) -> Self {
        let Sources { library, theme, pictures, settings, long } = sources;
        let words = theme.words.of(settings.language());
        let views = Views { library, settings, words, names, long, sheet: None, uses: &Uses::Everything, today };
        let in_language = |words: &Arc<Words>| (words.language, Value::from_serializable(&SiteView::new(views.in_language(words))));
        let shared = theme.words.all().iter().map(in_language).collect();
        Self { views, theme, pictures, plan, shared, collected }
    }

    /// Makes what all threads make together, before they make files: one that made it in the midst of these could be given
    /// another file that waits for it.
    pub fn collect(&self) {
        if self.views.settings.search() != Search::Off {
            self.search();
        }
    }

    /// The search index, made once. Among files that threads share out, only after [`Renderer::collect`].
    fn search(&self) -> &Index {
        self.collected.search.get_or_init(|| Index::of(&self.views, &self.theme.words))
    }

    /// What happened: collected once, when the first feed asks.
    fn news(&self) -> &News {
        self.collected.news.get_or_init(|| News::of(self.views.library))
    }

    /// Meetings and deadlines: collected once, when the first calendar asks.
    fn agenda(&self) -> &Agenda {
        self.collected.agenda.get_or_init(|| Agenda::of(self))
    }

    /// The file whose bytes are those of an artifact, if it is published as it is.
    pub fn file(&self, artifact: &Artifact) -> Option<&Asset> {
        asset::file(self, artifact)
    }

    /// What every page of a language shares.
    fn shared(&self, language: Language) -> Value {
        self.shared.iter().find(|(own, _)| *own == language).map_or_else(|| self.shared[0].1.clone(), |(_, shared)| shared.clone())
    }

    /// Makes the bytes of an artifact. `buffer` is used again from one to the next.
    pub fn bytes<'b>(&self, path: &OutputPath, artifact: &Artifact, buffer: &'b mut Vec<u8>) -> Bytes<'b> {
        buffer.clear();
        (OUTPUTS[artifact.output].bytes)(self, path, &artifact.item, buffer)
    }
    /// Makes the files of the bundle at a place of the table.
    pub fn bundle(&self, bundle: usize, plan: &Plan) -> Files {
        (BUNDLES[bundle].files)(self, plan)
    }
}
