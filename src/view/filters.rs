//! What the pages of search results can be filtered by.

use super::Views;
use crate::fields::value::Designation;
use crate::library::Route;
use crate::model::Data;
use crate::model::reference::Wanted;
use crate::target::RecordId;

impl Views<'_> {
    /// What readers can filter a page by: `kind`, `study_group` and `status`, each with a value in words. A page may have
    /// several study groups.
    pub fn filters(&self, route: Route) -> Vec<(&'static str, String)> {
        let library = self.library;
        let official = |id: RecordId| library.record(id).official().into_owned();
        match route {
            Route::Record(id) => {
                let mut filters = vec![("kind", self.kind_in_words(id).to_owned())];
                let mut groups: Vec<String> = self.study_groups(id).into_iter().map(official).collect();
                groups.dedup();
                filters.extend(groups.into_iter().map(|group| ("study_group", group)));
                let state = library.record(id).group().and_then(|group| self.state(group));
                filters.extend(state.map(|state| ("status", self.words.of(&format!("state-{}", state.id)).to_owned())));
                filters
            }
            Route::Recommendation(at) => {
                let mut filters = vec![("kind", self.words.of("kind-recommendation").to_owned())];
                filters.extend(library.recommendations[at as usize].study_group.map(|id| ("study_group", official(id))));
                let status = self.recommendation_row(at).status;
                filters.extend(status.map(|status| ("status", self.words.of(&format!("status-{}", status.status)).to_owned())));
                filters
            }
            _ => Vec::new(),
        }
    }

    /// What a record is, in the words of the page.
    pub(super) fn kind_in_words(&self, id: RecordId) -> &str {
        let kind = self.library.record(id).kind_word();
        self.words.get(&format!("kind-{kind}"), None).unwrap_or(kind)
    }

    /// The study groups that a record is about, in the order of their paths: of a sub-page those of its record.
    fn study_groups(&self, id: RecordId) -> Vec<RecordId> {
        let library = self.library;
        let id = library.owner(id).unwrap_or(id);
        let named: Vec<&Designation> = match &library.record(id).data {
            Data::Group(group) => std::iter::once(&group.parent).chain(&group.study_groups).collect(),
            Data::Circular(circular) => circular.study_groups.iter().collect(),
            Data::Liaison(liaison) => liaison.study_groups.iter().collect(),
            Data::Report(report) => report.study_groups.iter().collect(),
            Data::StudyGroup(_) => return vec![id],
            Data::Page => Vec::new(),
        };
        let found = named.into_iter().filter_map(|name| library.find(&name.0.text, Wanted::StudyGroup));
        let mut groups: Vec<RecordId> =
            found.filter_map(|target| if let crate::target::Target::Record(id) = target { Some(id) } else { None }).collect();
        groups.sort_unstable();
        groups
    }
}
