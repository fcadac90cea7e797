//! HTML pages, through the theme's templates.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;
use tera::Context;

use super::{Output, Renderer, Sources};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::library::{LINES, Library, Links, List, Route, sheet_url};
use crate::markdown::{self, Reading};
use crate::model::{Data, Record};
use crate::path::{OutputPath, SourcePath};
use crate::plan::{Artifact, Item, Owner, Planner};
use crate::span::Span;
use crate::target::{RecordId, Target};
use crate::theme::{self, Theme};
use crate::view::Views;

/// The pages.
pub(super) const PAGES: Output = Output {
    name: "pages",
    claim: |&Sources { library, theme, long, .. }, output, planner| {
        let mut told = BTreeSet::new();
        for (url, route) in library.routes.all.iter().filter(|(_, route)| !matches!(route, Route::Asset(_))) {
            let template = template_of(library, *route, theme, planner);
            let further = long.further(&library.lists_of(*route));
            if !further.is_empty() && !theme.uses(&template).has("pagers") && told.insert(template.clone()) {
                planner.tell(without_pagers(url, &template, theme));
            }
            for (list, sheet) in further {
                let item = Item::Page(*route, template.clone(), Some((list, sheet)));
                let url = sheet_url(url, list.folder(library), sheet);
                planner.claim(&url, Owner::Made("a further page of a list"), Artifact { output, item });
            }
            planner.claim(url, owner_of(library, *route), Artifact { output, item: Item::Page(*route, template, None) });
        }
    },
    bytes: |renderer, path, item, buffer| {
        let Item::Page(route, template, sheet) = item else { unreachable!("this output claims pages only") };
        renderer.render(path, (*route, *sheet), template, buffer)?;
        Ok(Cow::Borrowed(buffer))
    },
};

fn owner_of(library: &Library, route: Route) -> Owner {
    match route {
        Route::Record(id) => {
            let record = library.record(id);
            Owner::File(record.path().clone(), Some(record.place).filter(|place| *place != Span::default()))
        }
        Route::Recommendation(at) => {
            let row = &library.recommendations[at as usize].row;
            Owner::File(SourcePath::new(crate::source::RECOMMENDATIONS), Some(row.id.span))
        }
        Route::Asset(at) => Owner::File(library.assets[at as usize].path.clone(), None),
        Route::Home => Owner::Made("the home page"),
        Route::List(kind) => Owner::Made(kind.info().list),
        Route::Recommendations => Owner::Made("the list of Recommendations"),
        Route::WorkItems => Owner::Made("the list of work items"),
        Route::Meetings => Owner::Made("the list of meetings"),
        Route::Tags => Owner::Made("the list of tags"),
        Route::Tag(_) => Owner::Made("the page of a tag"),
        Route::Search => Owner::Made("the page of search results"),
        Route::NotFound => Owner::Made("the page for what is not found"),
    }
}

/// The template of a page: its record's own, or that of its kind.
fn template_of(library: &Library, route: Route, theme: &Theme, planner: &mut Planner) -> Cow<'static, str> {
    let name = match route {
        Route::Record(id) => {
            let record = library.record(id);
            if let Some(own) = &record.header.template {
                check_template(record, own, theme, planner);
                return Cow::Owned(own.text.clone());
            }
            if library.is_home(id) { "home.html" } else { record.kind.info().template }
        }
        Route::Home => "home.html",
        Route::List(_) => "list.html",
        Route::Recommendations => "recommendations.html",
        Route::Recommendation(_) => "recommendation.html",
        Route::WorkItems => "work-items.html",
        Route::Meetings => "meetings.html",
        Route::Tags => "tags.html",
        Route::Tag(_) => "tag.html",
        Route::Search => "search.html",
        Route::NotFound => "404.html",
        Route::Asset(_) => unreachable!("an asset has no template"),
    };
    Cow::Borrowed(name)
}

/// A template that shows the first part of a long list alone.
fn without_pagers(url: &str, template: &str, theme: &Theme) -> Diagnostic {
    let source = theme.sources.get(template).map_or_else(|| SourcePath::new(template), |(path, _)| path.clone());
    let message = format!("of a list of `/{url}` that is longer than {LINES} lines, `{template}` shows no way to the further pages");
    Diagnostic::of_file(Code::UnlinkedPages, &source, message).help("show `page.pagers`, as the component `<pager />` does")
}

fn check_template(record: &Record, own: &crate::fields::value::Prose, theme: &Theme, planner: &mut Planner) {
    // A theme that could not be read has no templates; that is told elsewhere.
    let names = theme.template_names();
    if !theme.has_template(&own.text) && !names.is_empty() {
        let near = crate::suggest::nearest(&own.text, names);
        let message = format!("the theme has no template `{}`", shown(&own.text));
        let diagnostic = Diagnostic::new(Code::InvalidValue, record.path(), own.span, message);
        planner.tell(diagnostic.maybe_help(near.map(|near| format!("did you mean `{near}`?"))));
    }
}

impl Renderer<'_> {
    /// Renders the page of a route, or a further sheet of a list that it has, into `out`.
    fn render(
        &self,
        path: &OutputPath,
        (route, sheet): (Route, Option<(List, usize)>),
        template: &str,
        out: &mut Vec<u8>,
    ) -> Result<(), Vec<Diagnostic>> {
        let uses = self.theme.uses(template);
        let (content, language) = match route {
            Route::Record(id) if uses.has("content") && sheet.is_none() => (self.content(id), self.views.library.record(id).language),
            Route::Record(id) => (String::new(), self.views.library.record(id).language),
            _ => (String::new(), None),
        };
        let language = language.unwrap_or(self.views.settings.language());
        let views = self.views.in_language(self.theme.words.of(language)).for_template(uses).on_sheet(sheet);
        let mut context = Context::new();
        context.insert_value("site", self.shared(language));
        context.insert("page", &views.page(path.url(), route, content));
        insert_view(&views, &mut context, route);
        self.theme.tera(language).render_to(template, &context, out).map_err(|error| theme::diagnose(&error, &self.theme.sources))
    }

    /// The text of a record as HTML.
    fn content(&self, id: RecordId) -> String {
        let library = self.views.library;
        let record = library.record(id);
        let page = markdown::Page {
            reading: Reading { text: record.markdown(), offset: record.body },
            body: &library.bodies[id.index()],
            anchors: &library.anchors[id.index()],
            links: Links { library, record: id },
            pictures: self.pictures,
            mentions: self.views.settings.link_mentions(),
            raw_html: self.views.settings.raw_html(),
            words: self.theme.words.of(record.language.unwrap_or(self.views.settings.language())),
        };
        let mut html = String::with_capacity(record.markdown().len() * 3 / 2);
        markdown::render(page, &mut html);
        html
    }
}

/// Adds what only this kind of page has.
fn insert_view(views: &Views<'_>, context: &mut Context, route: Route) {
    match route {
        Route::Home => context.insert("home", &views.home("")),
        Route::List(kind) => context.insert("list", &views.list(kind)),
        Route::Recommendations => context.insert("recommendations", &views.recommendations()),
        Route::Recommendation(at) => context.insert("recommendation", &views.recommendation(at)),
        Route::WorkItems => context.insert("work_items", &views.work_items()),
        Route::Meetings => context.insert("meetings", &views.meetings()),
        Route::Tags => context.insert("tags", &views.tags()),
        Route::Tag(at) => context.insert("tag", &views.tag(at)),
        Route::Search | Route::NotFound | Route::Asset(_) => {}
        Route::Record(id) => {
            if views.library.is_home(id) {
                context.insert("home", &views.home(&views.library.record(id).url));
            }
            insert_record(views, context, id);
        }
    }
}

fn insert_record(views: &Views<'_>, context: &mut Context, id: RecordId) {
    match views.library.record(id).data {
        Data::Group(_) => insert(context, "group", views.group(id)),
        Data::Circular(_) => insert(context, "circular", views.circular(id)),
        Data::Liaison(_) => insert(context, "liaison", views.liaison(id)),
        Data::Report(_) => insert(context, "report", views.report(id)),
        Data::StudyGroup(_) => insert(context, "study_group", views.study_group(id)),
        Data::Page => context.insert("mentioned_in", &views.mentioned_in(Target::Record(views.library.primary(id)))),
    }
}

fn insert<T: Serialize>(context: &mut Context, key: &'static str, view: Option<T>) {
    if let Some(view) = view {
        context.insert(key, &view);
    }
}
