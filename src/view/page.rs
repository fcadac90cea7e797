//! What every page shows, and what every page of the site shares.

use serde::Serialize;

use super::group::ContactView;
use super::{AlternateView, CitationView, EditionView, Made, Named, PagerView, Views};
use crate::config::{Colours, Search};
use crate::language::Language;
use crate::library::{Library, Route};
use crate::markdown::{Heading, first_sentence};
use crate::model::{KINDS, Kind};
use crate::path::{encoded, way_up};
use crate::target::RecordId;
use crate::words::Words;

/// What every page of the site shares: `site` in templates.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// What the site is called.
    pub title: String,
    /// The site in a sentence.
    pub description: Option<String>,
    /// Where it is served: absolute, ends in `/`.
    pub base_url: String,
    /// The path of that address: `/` or `/fg/`.
    pub base_path: String,
    /// The language that the page speaks: `en`.
    pub language: &'static str,
    /// Who publishes it.
    pub organisation: Option<Made<Named>>,
    /// The site-relative path of its mark.
    pub logo: Option<String>,
    /// The menu: names with paths or addresses.
    pub menu: Vec<Made<Named>>,
    /// The day as of which the site speaks.
    pub today: String,
    /// Whether the settings say colours: these stand in the theme's static file `colours.css`.
    pub has_colours: bool,
    /// What can be searched: `designations` or `full`, if anything.
    pub search: Option<&'static str>,
    /// Free for themes.
    pub extra: serde_json::Value,
}

/// What every page has: `page` in templates.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// What it is: the name of a kind, or `home`, `list`, `recommendation`, `recommendations`, `work-items`,
    /// `meetings`, `tags`, `tag`, `search`, `not-found`.
    pub kind: &'static str,
    /// Its heading.
    pub title: String,
    /// The official spelling of its record, where that is more than the title.
    pub designation: Option<String>,
    /// Its site-relative path.
    pub path: String,
    /// The way from it to the top of the site: goes before every site-relative path.
    pub root: String,
    /// Its absolute address.
    pub canonical: String,
    /// The language it is written in.
    pub language: &'static str,
    /// The direction of that language: `ltr` or `rtl`.
    pub direction: &'static str,
    /// Its record in the languages of the site, where there are several.
    pub editions: Vec<EditionView>,
    /// The page in a sentence: its summary, else its first sentence, else the site's.
    pub description: Option<String>,
    /// Its summary, as its record says it.
    pub summary: Option<String>,
    /// The pages above it, from the top, without itself.
    pub breadcrumbs: Vec<Made<Named>>,
    /// The path of the menu's item that it belongs to.
    pub section: Option<String>,
    /// The date of its document.
    pub date: Option<String>,
    /// When it was last brought up to date, as far as it says.
    pub updated: Option<String>,
    /// The date of the newest document that it rests on, where it says none itself.
    pub newest: Option<String>,
    /// The source that it is made from.
    pub source: Option<String>,
    /// Where it can be mended.
    pub edit: Option<String>,
    /// Who answers for it.
    pub owner: Option<OwnerView>,
    /// A record that has sub-pages, and these: the way between them, on each of them.
    pub pages: Vec<Made<Named>>,
    /// The page that has the beginning of its list, if it is a further page of that: it shows this list alone.
    pub continues: Option<Made<Named>>,
    /// The lists that go on on further pages, with the way between these.
    pub pagers: Vec<PagerView>,
    /// Its tags.
    pub tags: Vec<Made<Named>>,
    /// Files to download: `title` says the format.
    pub attachments: Vec<Made<Named>>,
    /// Its matter in other forms, for `<link rel="alternate">`.
    pub alternates: Vec<AlternateView>,
    /// How it is cited, where it is a document and data files are made.
    pub citation: Option<CitationView>,
    /// What it is about, as JSON-LD: safe to stand in a `<script>` as it is.
    pub structured: String,
    /// The headings of its text.
    pub headings: Vec<HeadingView>,
    /// Its text as HTML.
    pub content: String,
    /// Free for themes.
    pub extra: serde_json::Value,
}

/// Who answers for a page.
#[derive(Clone, Debug, Serialize)]
pub struct OwnerView {
    /// The focus group, or the organisation that publishes the site.
    pub name: Option<Made<Named>>,
    /// Where to write.
    pub contact: Option<ContactView>,
}

/// A heading of a page's text.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingView {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// Its anchor.
    pub anchor: String,
}

impl SiteView {
    /// What every page shares.
    pub fn new(views: Views<'_>) -> Self {
        let Views { library, settings, words, today, .. } = views;
        let local = |path: &str| {
            let path = path.trim_start_matches('/');
            let is_file = matches!(library.routes.get(path), Some(Route::Asset(_)));
            if is_file { encoded(path).to_string() } else { path.to_owned() }
        };
        let mut menu: Vec<Made<Named>> = settings
            .menu
            .iter()
            .map(|item| {
                let url = &item.url.text;
                let is_local = url.starts_with('/');
                Named {
                    name: item.title.clone(),
                    title: None,
                    path: is_local.then(|| local(url)),
                    address: (!is_local).then(|| url.clone()),
                }
                .into()
            })
            .collect();
        if menu.is_empty() {
            menu = default_menu(library, words);
        }
        Self {
            title: settings.title.clone(),
            description: settings.description.clone(),
            base_url: settings.base_url.as_str().to_owned(),
            base_path: settings.base_url.path().to_owned(),
            language: words.language.as_str(),
            organisation: views.publisher(),
            logo: settings.organisation.as_ref().and_then(|organisation| organisation.logo.as_ref()).map(|logo| local(&logo.text)),
            menu,
            today: today.to_string(),
            has_colours: settings.colours.as_ref().is_some_and(Colours::says_any),
            search: Some(settings.search()).filter(|search| *search != Search::Off).map(Search::as_str),
            extra: settings.extra.as_ref().map_or(serde_json::Value::Null, |extra| extra.0.clone()),
        }
    }
}

/// The lists that hold something.
fn default_menu(library: &Library, words: &Words) -> Vec<Made<Named>> {
    let mut menu = Vec::new();
    for info in KINDS.iter().filter(|info| info.kind != Kind::Page && library.of_kind(info.kind).next().is_some()) {
        menu.push(list_of(words, info.folder));
        if info.kind == Kind::Group && !library.meetings.is_empty() {
            menu.push(list_of(words, "meetings"));
        }
    }
    if !library.recommendations.is_empty() {
        menu.push(list_of(words, "recommendations"));
    }
    if !library.work_items.is_empty() {
        menu.push(list_of(words, "work-items"));
    }
    menu
}

/// The list that stands at `folder`, by its name in a language.
fn list_of(words: &Words, folder: &str) -> Made<Named> {
    let name = words.of(&format!("list-{folder}")).to_owned();
    Named { name, title: None, path: Some(format!("{folder}/")), address: None }.into()
}

impl Views<'_> {
    /// What a page has beside its own view; `content` is the HTML of its text.
    pub fn page(&self, path: &str, route: Route, content: String) -> PageView {
        let library = self.library;
        let mut page = PageView {
            kind: "home",
            title: self.settings.title.clone(),
            designation: None,
            path: path.to_owned(),
            root: if route == Route::NotFound { self.settings.base_url.path().to_owned() } else { way_up(path) },
            canonical: self.settings.base_url.address(path),
            language: self.settings.language().as_str(),
            direction: self.settings.language().direction(),
            editions: Vec::new(),
            description: None,
            summary: None,
            breadcrumbs: Vec::new(),
            section: None,
            date: None,
            updated: None,
            newest: None,
            source: None,
            edit: None,
            owner: self.publisher_as_owner(),
            pages: Vec::new(),
            continues: None,
            pagers: Vec::new(),
            tags: Vec::new(),
            attachments: Vec::new(),
            alternates: if self.uses.has("alternates") && self.sheet.is_none() { self.alternates(path, route) } else { Vec::new() },
            citation: (self.settings.makes_data() && self.uses.any(&["citation", "structured"])).then(|| self.citation(route)).flatten(),
            structured: String::new(),
            headings: Vec::new(),
            content,
            extra: serde_json::Value::Null,
        };
        match route {
            Route::Record(id) => self.fill_from_record(&mut page, id),
            Route::Home => {}
            Route::List(kind) => (page.kind, page.title) = ("list", list_of(self.words, kind.info().folder).name.clone()),
            Route::Recommendations => (page.kind, page.title) = ("recommendations", list_of(self.words, "recommendations").name.clone()),
            Route::WorkItems => (page.kind, page.title) = ("work-items", list_of(self.words, "work-items").name.clone()),
            Route::Meetings => (page.kind, page.title) = ("meetings", list_of(self.words, "meetings").name.clone()),
            Route::Tags => (page.kind, page.title) = ("tags", list_of(self.words, "tags").name.clone()),
            Route::Search => (page.kind, page.title) = ("search", self.words.of("search").to_owned()),
            Route::NotFound => (page.kind, page.title) = ("not-found", self.words.of("not-found").to_owned()),
            Route::Tag(at) => {
                (page.kind, page.title) = ("tag", library.tags[at as usize].label.clone());
                page.breadcrumbs = vec![list_of(self.words, "tags")];
            }
            Route::Recommendation(at) => {
                let row = &library.recommendations[at as usize].row;
                (page.kind, page.title) = ("recommendation", self.shown(&row.title.text));
                page.designation = Some(row.id.text.clone());
                page.description = Some(format!("{}: {}", row.id.text, page.title));
                page.breadcrumbs = vec![list_of(self.words, "recommendations")];
                page.updated =
                    self.library.recommendations[at as usize].row.history.iter().map(|entry| entry.date).max().map(|date| date.to_string());
                page.source = Some(crate::source::RECOMMENDATIONS.to_owned());
            }
            Route::Asset(_) => {}
        }
        self.add_pagers(&mut page, route);
        page.section = page.breadcrumbs.first().and_then(|crumb| crumb.path.clone()).or_else(|| Some(page.path.clone()));
        page.description = page.description.or_else(|| self.settings.description.clone());
        page.edit = page.source.as_ref().and_then(|source| {
            let address = &self.settings.edit_url.as_ref()?.text;
            Some(address.replace("{path}", &encoded(source).to_string()))
        });
        if page.updated.is_none() && self.sheet.is_none() && self.uses.has("newest") {
            page.newest = self.newest(route).map(|date| date.to_string());
        }
        if self.uses.has("structured") {
            page.structured = self.structured(&page, route);
        }
        page
    }

    fn fill_from_record(&self, page: &mut PageView, id: RecordId) {
        let library = self.library;
        let record = library.record(id);
        let body = &library.bodies[id.index()];
        let language = record.language.unwrap_or(self.settings.language());
        page.kind = if library.is_home(id) { "home" } else { record.kind.info().name };
        page.title = self.shown(&record.header.title.text);
        page.designation = Some(record.official().into_owned()).filter(|official| *official != record.header.title.text);
        page.language = language.as_str();
        page.direction = language.direction();
        page.editions = self.editions(id);
        page.summary = record.header.summary.as_ref().map(|summary| self.shown(&summary.text));
        let opening = || Some(first_sentence(&self.shown(&body.opening))).filter(|sentence| !sentence.is_empty());
        page.description = page.summary.clone().or_else(opening);
        page.date = record.header.date.map(|date| date.to_string());
        page.updated = record.updated().map(|date| date.to_string());
        page.source = Some(record.path().to_string());
        page.tags = record.header.tags.iter().map(|tag| self.named_tag(tag)).collect();
        page.attachments = record.header.attachments.iter().map(|attachment| self.attachment(id, attachment)).collect();
        page.extra = record.header.extra.as_ref().map_or(serde_json::Value::Null, |extra| extra.0.clone());
        if self.uses.has("headings") {
            let headings = body.headings.iter().zip(library.anchors[id.index()].iter());
            let view = |(heading, anchor): (&Heading, &String)| HeadingView {
                level: heading.level,
                text: heading.text.clone(),
                anchor: anchor.clone(),
            };
            page.headings = headings.map(view).collect();
        }
        let owner = library.owner(id);
        let list = |kind: Kind| list_of(self.words, kind.info().folder);
        page.breadcrumbs = match owner {
            Some(owner) => vec![list(library.record(owner).kind), self.named_record(self.edition_in(owner, language))],
            None if record.kind == Kind::Page => Vec::new(),
            None => vec![list(record.kind)],
        };
        page.pages = self.pages_of(owner.unwrap_or(library.primary(id)), language);
        if let Some(owner) = self.owner_of(owner.unwrap_or(id)) {
            page.owner = Some(owner);
        }
    }

    /// A record with its sub-pages in a language, as the way between them; nothing where it has none.
    fn pages_of(&self, id: RecordId, language: Language) -> Vec<Made<Named>> {
        let named = |id| self.named_record(self.edition_in(id, language));
        let mut pages: Vec<Made<Named>> = self.library.sub_pages(id).map(named).collect();
        pages.sort_by(|a, b| crate::library::natural(&a.name, &b.name));
        if !pages.is_empty() {
            pages.insert(0, named(id));
        }
        pages
    }

    /// Who answers for a record, where it says so itself.
    fn owner_of(&self, id: RecordId) -> Option<OwnerView> {
        let name = match self.library.record(id).kind {
            Kind::Group => Some(self.named_record(id)),
            _ => self.publisher(),
        };
        self.contact(id).map(|contact| OwnerView { name, contact: Some(contact) })
    }

    /// The organisation that publishes the site.
    fn publisher(&self) -> Option<Made<Named>> {
        let organisation = self.settings.organisation.as_ref()?;
        let address = organisation.url.as_ref().map(|url| url.0.clone());
        Some(Named { name: organisation.name.clone(), title: None, path: None, address }.into())
    }

    /// Who answers for the site.
    fn publisher_as_owner(&self) -> Option<OwnerView> {
        let email = self.settings.organisation.as_ref()?.email.as_ref().map(|email| email.0.clone());
        let contact = email.map(|email| ContactView { name: None, email: Some(email), telephone: None, fax: None });
        Some(OwnerView { name: self.publisher(), contact })
    }

    /// A file to download, with where it is.
    pub fn attachment(&self, id: RecordId, attachment: &crate::model::header::Attachment) -> Made<Named> {
        use crate::library::{Links, Resolved};
        use crate::markdown::LinkKind;
        let links = Links { library: self.library, record: id };
        let file = attachment.file.as_ref().and_then(|file| links.resolve(LinkKind::Link, &file.text).ok());
        let path = match file {
            Some(Resolved::Page(path, _)) => Some(encoded(&path).to_string()),
            _ => None,
        };
        Named {
            name: attachment.title.clone(),
            title: attachment.format.clone(),
            path,
            address: attachment.url.as_ref().map(|url| url.0.clone()),
        }
        .into()
    }
}
