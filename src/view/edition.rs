//! The editions of a record in the languages of the site.

use serde::Serialize;

use super::Views;
use crate::language::Language;
use crate::library::Route;
use crate::target::RecordId;

/// An edition of a page.
#[derive(Clone, Debug, Serialize)]
pub struct EditionView {
    /// Its language: `fr`.
    pub language: &'static str,
    /// What the language is called by those who speak it: `Français`.
    pub name: &'static str,
    /// Its site-relative path.
    pub path: String,
    /// Its absolute address.
    pub address: String,
}

impl Views<'_> {
    /// The edition of a record in a language; that in the site's own where there is none.
    pub(super) fn edition_in(&self, id: RecordId, language: Language) -> RecordId {
        let (library, primary) = (self.library, self.library.primary(id));
        if language == self.settings.language() {
            return primary;
        }
        match library.routes.get(&format!("{}/{}", language.as_str(), library.record(primary).url)) {
            Some(Route::Record(edition)) if library.primary(edition) == primary => edition,
            _ => primary,
        }
    }

    /// The editions of a record, that in the site's own language first; none of one that has no other.
    pub(super) fn editions(&self, id: RecordId) -> Vec<EditionView> {
        let library = self.library;
        let (primary, languages) = (library.primary(id), self.settings.languages());
        if languages.len() < 2 {
            return Vec::new();
        }
        let own = &library.record(primary).url;
        let mut editions: Vec<EditionView> = languages
            .into_iter()
            .map(|language| {
                let path = if language == self.settings.language() { own.clone() } else { format!("{}/{own}", language.as_str()) };
                let address = self.settings.base_url.address(&path);
                EditionView { language: language.as_str(), name: language.own_name(), path, address }
            })
            .collect();
        editions.retain(|edition| matches!(library.routes.get(&edition.path), Some(Route::Record(id)) if library.primary(id) == primary));
        if editions.len() < 2 { Vec::new() } else { editions }
    }
}
