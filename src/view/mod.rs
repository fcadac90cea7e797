//! What templates see: the themes' API.
//!
//! In: the library and the day that states are measured against. Out: plain values, documented field by field. Paths
//! are site-relative (`groups/fg-mv/`) and the same for every page that shows them, so that they are made once;
//! templates write `root` before them. Dates are ISO 8601; the filter `when` puts them into words.

mod alternate;
mod belongings;
mod catalogue;
mod citation;
mod documents;
mod edition;
mod filters;
mod group;
mod home;
mod lists;
mod long;
mod made;
mod meeting;
mod mention;
mod named;
mod newest;
mod page;
mod pager;
mod relation;
mod state;
mod structured;
mod study_group;
mod timeline;

pub use alternate::{AlternateView, pages_with_calendar, pages_with_feed};
pub use catalogue::{RecommendationRowView, RecommendationView, StatusView, WorkItemView};
pub use citation::{CitationView, cited};
pub use documents::{ActionView, CircularView, LiaisonView, ReportView};
pub use edition::EditionView;
pub use group::{GroupSummary, GroupView};
pub use home::HomeView;
pub use lists::{ListView, MeetingsView, RecommendationsView, TagView, TagsView, WorkItemsView};
pub use long::Long;
pub use made::Made;
pub use meeting::{DeadlineView, MeetingView};
pub use mention::{MentionView, SectionView};
pub use named::{Named, Names};
pub use page::{HeadingView, OwnerView, PageView, SiteView};
pub use pager::{PagerLink, PagerView};
pub use state::{LifetimeView, StateView};
pub use study_group::StudyGroupView;
pub use timeline::{TimelineRowView, TimelineView};

use crate::config::Settings;
use crate::date::Date;
use crate::designation;
use crate::library::{Library, List};
use crate::target::Target;
use crate::theme::Uses;
use crate::words::Words;

/// Everything that views are made of.
#[derive(Clone, Copy)]
pub struct Views<'a> {
    /// The library.
    pub library: &'a Library,
    /// The settings.
    pub settings: &'a Settings,
    /// The words of the language that the page is in.
    pub words: &'a Words,
    /// What has a name, as pages show it: made once for all of them.
    pub names: &'a Names,
    /// The lists that one page does not hold.
    pub long: &'a Long,
    /// Which further sheet of a list the page is, if it is one: a list, and the number of the sheet.
    pub sheet: Option<(List, usize)>,
    /// What the page's template can ask for: the costly fields that it cannot are left empty.
    pub uses: &'a Uses,
    /// The day that states and 'upcoming' are measured against.
    pub today: Date,
}

impl<'a> Views<'a> {
    /// The same for a page of a template.
    #[must_use]
    pub fn for_template(self, uses: &'a Uses) -> Self {
        Self { uses, ..self }
    }

    /// The same for pages of another language.
    #[must_use]
    pub fn in_language(self, words: &'a Words) -> Self {
        Self { words, ..self }
    }

    /// A text of front matter as it is printed: without the backslashes before designations.
    pub fn shown(&self, text: &str) -> String {
        if !text.contains('\\') {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        designation::scan(text, &self.library.vocabulary, |found: designation::Found<Target>| {
            if found.escaped && text.as_bytes()[found.start - 1] == b'\\' {
                out.push_str(&text[from..found.start - 1]);
                from = found.start;
            }
        });
        out.push_str(&text[from..]);
        out
    }
}
