//! The date of the newest document that a page rests on: what a reader is told where the page's own source has no date.

use super::Views;
use crate::date::Date;
use crate::library::{Links, Resolved, Route};
use crate::model::Record;
use crate::target::{RecordId, Target};

impl Views<'_> {
    /// The newest date of what stands at a route, not after today: of the documents that name it, of those that it lists,
    /// and of what its record says of its own past.
    pub(super) fn newest(&self, route: Route) -> Option<Date> {
        let library = self.library;
        match route {
            Route::Record(id) if library.is_home(id) => self.newest_of(library.ids()),
            Route::Record(id) => self.newest_about(id),
            Route::Recommendation(at) => {
                self.newest_naming(Target::Recommendation(at)).or_else(|| library.relations.newest_said(self.today))
            }
            Route::List(kind) => self.newest_of(library.of_kind(kind)),
            Route::Recommendations => {
                let texts = 0..library.recommendations.len() as u32;
                library.relations.newest_said(self.today).max(texts.filter_map(|at| self.newest_naming(Target::Recommendation(at))).max())
            }
            Route::WorkItems => (0..library.work_items.len() as u32).filter_map(|at| self.newest_naming(Target::WorkItem(at))).max(),
            Route::Meetings => self.newest_of(library.of_kind(crate::model::Kind::Group)),
            Route::Tag(at) => self.newest_of(library.tags[at as usize].records.iter().copied()),
            Route::Home | Route::Tags | Route::Search | Route::NotFound | Route::Asset(_) => self.newest_of(library.ids()),
        }
    }

    /// The newest of some records, or of what is said of them.
    fn newest_of(&self, ids: impl Iterator<Item = RecordId>) -> Option<Date> {
        ids.filter_map(|id| self.until_today(self.library.record(id).updated()).or_else(|| self.newest_about(id))).max()
    }

    /// The newest date of a record without one: of a page of another, that of its record; of a page that nothing names, that
    /// of what it names.
    fn newest_about(&self, id: RecordId) -> Option<Date> {
        let library = self.library;
        let id = library.primary(library.owner(id).unwrap_or(id));
        let related = library.relations.of(Some(id));
        let questions = related.questions.iter().map(|at| Target::Question(*at));
        let texts = related.recommendations.iter().map(|at| Target::Recommendation(*at));
        let items = related.work_items.iter().map(|at| Target::WorkItem(*at));
        let naming = [Target::Record(id)].into_iter().chain(questions).chain(texts).chain(items);
        let record = library.record(id);
        let said = self.until_today(own_dates(record).chain(record.updated()));
        said.max(naming.filter_map(|target| self.newest_naming(target)).max()).or_else(|| self.newest_named(id))
    }

    /// The newest document that a record leads to.
    fn newest_named(&self, id: RecordId) -> Option<Date> {
        let library = self.library;
        let body = &library.bodies[id.index()];
        let links = Links { library, record: id };
        let linked = body.links.iter().filter_map(|link| match links.resolve(link.kind, &link.destination).ok()? {
            Resolved::Target { target, .. } => Some(target),
            Resolved::Page(url, _) => match library.routes.get(&url)? {
                Route::Record(id) => Some(Target::Record(id)),
                _ => None,
            },
            _ => None,
        });
        let named = linked.chain(body.mentions.iter().map(|mention| mention.target));
        self.until_today(named.filter_map(|target| match target {
            Target::Record(id) => library.record(id).updated(),
            _ => None,
        }))
    }

    /// The newest document that names a target, or names a record without a date that does.
    fn newest_naming(&self, target: Target) -> Option<Date> {
        let library = self.library;
        let dated = |target: Target| library.backlinks.of(target).iter().filter_map(|backlink| library.record(backlink.source).updated());
        self.until_today(dated(target)).or_else(|| {
            let sources = library.backlinks.of(target).iter().map(|backlink| Target::Record(library.primary(backlink.source)));
            self.until_today(sources.flat_map(dated))
        })
    }

    fn until_today(&self, dates: impl IntoIterator<Item = Date>) -> Option<Date> {
        dates.into_iter().filter(|date| *date <= self.today).max()
    }
}

/// What a focus group says of its past.
fn own_dates(record: &Record) -> impl Iterator<Item = Date> {
    record.group().into_iter().flat_map(|group| {
        let decided = group.extensions.iter().filter_map(|extension| extension.date);
        let announced = group.meetings.iter().filter_map(|meeting| meeting.announced);
        let said = group.history.iter().map(|entry| entry.date);
        group.established.into_iter().chain(group.concluded).chain(decided).chain(announced).chain(said)
    })
}
