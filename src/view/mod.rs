//! What templates see: the themes' API.
//!
//! In: the library and the day that states are measured against. Out: plain values, documented field by field. Paths
//! are site-relative (`groups/fg-mv/`) and the same for every page that shows them, so that they are made once;
//! templates write `root` before them. Dates are ISO 8601; the filter `when` puts them into words.

mod alternate;
mod catalogue;
mod citation;
mod documents;
mod filters;
mod group;
mod lists;
mod meeting;
mod mention;
mod named;
mod page;
mod state;
mod structured;
mod study_group;

pub use alternate::{AlternateView, pages_with_calendar, pages_with_feed};
pub use catalogue::{RecommendationRowView, RecommendationView, StatusView, WorkItemView};
pub use citation::{CitationView, cited};
pub use documents::{ActionView, CircularView, LiaisonView, ReportView};
pub use group::{GroupSummary, GroupView};
pub use lists::{HomeView, ListView, MeetingsView, RecommendationsView, TagsView, WorkItemsView};
pub use meeting::{DeadlineView, MeetingView};
pub use mention::{MentionView, SectionView};
pub use named::Named;
pub use page::{HeadingView, PageView, SiteView};
pub use state::{LifetimeView, StateView};
pub use study_group::StudyGroupView;

use crate::config::Settings;
use crate::date::Date;
use crate::designation;
use crate::library::Library;
use crate::target::Target;

/// Everything that views are made of.
#[derive(Clone, Copy)]
pub struct Views<'a> {
    /// The library.
    pub library: &'a Library,
    /// The settings.
    pub settings: &'a Settings,
    /// The day that states and 'upcoming' are measured against.
    pub today: Date,
}

impl Views<'_> {
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
