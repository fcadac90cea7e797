//! What there is of a page in other forms: feeds and calendars. Which pages have them is told here alone, for the outputs
//! that make them and for the pages that name them.

use serde::Serialize;

use super::Views;
use crate::library::{Library, Route};
use crate::model::Kind;
use crate::target::RecordId;

/// A file with a page's matter in another form: `<link rel="alternate">`.
#[derive(Clone, Debug, Serialize)]
pub struct AlternateView {
    /// Its site-relative path.
    pub path: String,
    /// Its media type: `application/atom+xml`, `application/feed+json`, `text/calendar`.
    pub media_type: &'static str,
    /// What it is called.
    pub title: String,
}

/// The pages that have feeds, with their paths: the home page, the lists, and every focus and study group.
pub fn pages_with_feed(library: &Library) -> impl Iterator<Item = (&str, Route)> {
    pages(library, |route| match route {
        Route::List(_) | Route::Recommendations => true,
        Route::Record(id) => is_group(library, id),
        _ => false,
    })
}

/// The pages that have a calendar, with their paths: the home page, and every focus and study group.
pub fn pages_with_calendar(library: &Library) -> impl Iterator<Item = (&str, Route)> {
    pages(library, |route| matches!(route, Route::Record(id) if is_group(library, id)))
}

fn pages(library: &Library, has: impl Fn(Route) -> bool) -> impl Iterator<Item = (&str, Route)> {
    let routes = library.routes.all.iter().map(|(path, route)| (path.as_str(), *route));
    std::iter::once(("", Route::Home)).chain(routes.filter(move |(_, route)| has(*route)))
}

/// Whether a record is a focus group or a study group, in the site's own language.
fn is_group(library: &Library, id: RecordId) -> bool {
    let record = library.record(id);
    matches!(record.kind, Kind::Group | Kind::StudyGroup) && record.language.is_none() && record.owner.is_none()
}

impl Views<'_> {
    /// The feeds and calendars that concern a page: its own, else those of the record that it is a part of, else the site's.
    pub fn alternates(&self, path: &str, route: Route) -> Vec<AlternateView> {
        let library = self.library;
        let (place, home) = match route {
            Route::Record(id) => {
                let id = library.owner(id).unwrap_or(library.primary(id));
                (if is_group(library, id) { library.record(id).url.as_str() } else { "" }, !is_group(library, id))
            }
            Route::List(_) | Route::Recommendations => (path, true),
            _ => ("", true),
        };
        let mut all = Vec::new();
        let mut add = |file: &str, media_type, word: &str| {
            let place = if file.starts_with("calendar") && home { "" } else { place };
            all.push(AlternateView { path: format!("{place}{file}"), media_type, title: self.words.of(word).to_owned() });
        };
        if self.settings.makes_feeds() {
            add("feed.xml", "application/atom+xml", "feed");
            add("feed.json", "application/feed+json", "feed");
        }
        if self.settings.makes_calendars() {
            add("calendar.ics", "text/calendar", "calendar");
        }
        all
    }
}
