//! HTML pages, through the theme's templates.

use serde::Serialize;
use tera::{Context, Value};

use crate::Site;
use crate::diagnostic::Diagnostic;
use crate::library::{Links, Route};
use crate::markdown::{self, Reading};
use crate::model::Data;
use crate::path::OutputPath;
use crate::target::{RecordId, Target};
use crate::theme;
use crate::view::{SiteView, Views};

/// The pages of a site, with what they share made once.
pub struct Pages<'s> {
    site: &'s Site,
    views: Views<'s>,
    shared: Value,
}

impl<'s> Pages<'s> {
    /// Makes what the pages of a site share.
    pub fn new(site: &'s Site) -> Self {
        let views = Views { library: &site.library, settings: &site.settings, today: site.today };
        let shared = Value::from_serializable(&SiteView::new(&site.library, &site.settings, site.today));
        Self { site, views, shared }
    }

    /// Renders the page of a route into `out`.
    pub fn render(&self, path: &OutputPath, route: Route, template: &str, out: &mut Vec<u8>) -> Result<(), Vec<Diagnostic>> {
        let mut context = Context::new();
        context.insert_value("site", self.shared.clone());
        let content = match route {
            Route::Record(id) => self.content(id),
            _ => String::new(),
        };
        context.insert("page", &self.views.page(path.url(), route, content));
        self.insert_view(&mut context, path, route);
        let theme = &self.site.theme;
        theme.tera.render_to(template, &context, out).map_err(|error| theme::diagnose(&error, &theme.sources))
    }

    /// The text of a record as HTML.
    fn content(&self, id: RecordId) -> String {
        let library = &self.site.library;
        let record = library.record(id);
        let page = markdown::Page {
            reading: Reading { text: record.markdown(), offset: record.body },
            body: &library.bodies[id.index()],
            anchors: &library.anchors[id.index()],
            links: Links { library, record: id },
            mentions: self.site.settings.link_mentions(),
            raw_html: self.site.settings.raw_html(),
        };
        let mut html = String::with_capacity(record.markdown().len() * 3 / 2);
        markdown::render(page, &mut html);
        html
    }

    /// Adds what only this kind of page has.
    fn insert_view(&self, context: &mut Context, path: &OutputPath, route: Route) {
        let views = &self.views;
        match route {
            Route::Home => context.insert("home", &views.home()),
            Route::List(kind) => context.insert("list", &views.list(kind)),
            Route::Recommendations => context.insert("recommendations", &views.recommendations()),
            Route::Recommendation(at) => context.insert("recommendation", &views.recommendation(at)),
            Route::WorkItems => context.insert("work_items", &views.work_items()),
            Route::Meetings => context.insert("meetings", &views.meetings()),
            Route::Tags => context.insert("tags", &views.tags()),
            Route::Tag(at) => context.insert("tag", &views.tag(at)),
            Route::NotFound | Route::Asset(_) => {}
            Route::Record(id) => {
                if path.url().is_empty() {
                    context.insert("home", &views.home());
                }
                self.insert_record(context, id);
            }
        }
    }

    fn insert_record(&self, context: &mut Context, id: RecordId) {
        let views = &self.views;
        match &self.site.library.record(id).data {
            Data::Group(_) => insert(context, "group", views.group(id)),
            Data::Circular(_) => insert(context, "circular", views.circular(id)),
            Data::Liaison(_) => insert(context, "liaison", views.liaison(id)),
            Data::Report(_) => insert(context, "report", views.report(id)),
            Data::StudyGroup(_) => insert(context, "study_group", views.study_group(id)),
            Data::Page => {
                context.insert("mentioned_in", &views.mentions(Target::Record(id)));
                let siblings = self.site.library.owner(id).map(|owner| views.sub_pages(owner)).unwrap_or_default();
                context.insert("pages", &siblings);
            }
        }
    }
}

fn insert<T: Serialize>(context: &mut Context, key: &'static str, view: Option<T>) {
    if let Some(view) = view {
        context.insert(key, &view);
    }
}
