//! The way between the pages of a list that one page does not hold, and what a further page says of itself.

use serde::Serialize;

use super::{Named, PageView, Views};
use crate::library::{LINES, List, Mentioners, Route, sheet_url, sheets};

/// A list that goes on on pages of its own, as one of its pages shows the way between them.
#[derive(Clone, Debug, Serialize)]
pub struct PagerView {
    /// Which list: the end of its part's anchor, such as `circulars`; an empty text for the one list of a page.
    pub list: &'static str,
    /// What it is called.
    pub title: String,
    /// The number of this page.
    pub number: usize,
    /// How many pages there are.
    pub count: usize,
    /// The number of the first line on this page.
    pub first: usize,
    /// The number of the last.
    pub last: usize,
    /// How many lines there are in all.
    pub lines: usize,
    /// The site-relative path of the page before.
    pub previous: Option<String>,
    /// The site-relative path of the next page.
    pub next: Option<String>,
    /// The first page and the last, those around this one, and some between, to get everywhere in a few steps.
    pub pages: Vec<PagerLink>,
}

/// One of the pages of a list.
#[derive(Clone, Debug, Serialize)]
pub struct PagerLink {
    /// Its number.
    pub number: usize,
    /// Its site-relative path.
    pub path: String,
    /// Whether there are pages between it and the one before it that have no link here.
    pub after_gap: bool,
}

impl Views<'_> {
    /// Adds to a page the way to the further pages of its lists; of such a page, what it says of itself.
    pub(super) fn add_pagers(&self, page: &mut PageView, route: Route) {
        let Some((list, sheet)) = self.sheet else {
            page.pagers = self.pagers(page, &page.path, route);
            return;
        };
        let own = sheet_url("", list.folder(self.library), sheet);
        let first = page.path.strip_suffix(&own).unwrap_or_default().to_owned();
        page.pagers = self.pagers(page, &first, route);
        self.continue_page(page, first);
    }

    /// The lists of what stands at a route that go on on further pages: on such a page, its own list alone. `path` is the
    /// site-relative path of the first page.
    fn pagers(&self, page: &PageView, path: &str, route: Route) -> Vec<PagerView> {
        let library = self.library;
        let shown = |list: &List| self.sheet.is_none_or(|(own, _)| own == *list);
        let long = library.lists_of(route).into_iter().filter(shown).filter_map(|list| Some((list, self.long.lines(list)?)));
        long.map(|(list, lines)| {
            let (folder, count) = (list.folder(library), sheets(lines));
            let number = self.sheet.map_or(1, |(_, sheet)| sheet);
            let url = |sheet: usize| sheet_url(path, folder, sheet);
            let mut before = 0;
            let pages = linked(number, count).into_iter().map(|sheet| {
                let after_gap = sheet > before + 1;
                before = sheet;
                PagerLink { number: sheet, path: url(sheet), after_gap }
            });
            PagerView {
                list: folder,
                title: self.word_of(list).map_or_else(|| page.title.clone(), |word| self.words.of(word).to_owned()),
                number,
                count,
                first: (number - 1) * LINES + 1,
                last: lines.min(number * LINES),
                lines,
                previous: (number > 1).then(|| url(number - 1)),
                next: (number < count).then(|| url(number + 1)),
                pages: pages.collect(),
            }
        })
        .collect()
    }

    /// Makes of the page of a list what one of its further pages says of itself; `first` is the path of the first.
    fn continue_page(&self, page: &mut PageView, first: String) {
        let (Some((list, _)), Some(pager)) = (self.sheet, page.pagers.first()) else { return };
        let name = page.designation.clone().unwrap_or_else(|| page.title.clone());
        let title = match self.word_of(list) {
            Some(_) => self.words.say("list-of", &[("name", &name), ("list", &pager.title)]),
            None => name.clone(),
        };
        let (number, count) = (pager.number.to_string(), pager.count.to_string());
        page.title = self.words.say("page-of", &[("title", &title), ("number", &number), ("count", &count)]);
        page.description = Some(page.title.clone());
        page.designation = None;
        let first = Named { name, title: None, path: Some(first), address: None };
        page.breadcrumbs.push(first.clone().into());
        page.continues = Some(first.into());
        for edition in &mut page.editions {
            edition.path = sheet_url(&edition.path, pager.list, pager.number);
            edition.address = self.settings.base_url.address(&edition.path);
        }
        // What is said of the whole is said on the first page alone.
        (page.summary, page.date, page.updated, page.citation) = (None, None, None, None);
        page.headings.clear();
        page.tags.clear();
        page.attachments.clear();
    }

    /// The word for a list, where it is one of several of its page.
    fn word_of(&self, list: List) -> Option<&'static str> {
        Some(match list {
            List::Kind(_) | List::Recommendations | List::WorkItems | List::Meetings | List::Tags | List::Tag(_) => return None,
            List::FocusGroups(_) => "focus-groups-under",
            List::CollaboratingGroups(_) => "focus-groups-with",
            List::Texts(_) => "list-recommendations",
            List::Work(_) => "list-work-items",
            List::Actions(_) => "action-items",
            List::Activities(_) => "joint-coordination-activities",
            List::Mentions(_, Mentioners::Circulars) => "list-circulars",
            List::Mentions(_, Mentioners::Liaisons) => "list-liaisons",
            List::Mentions(_, Mentioners::Reports) => "list-reports",
            List::Mentions(..) if list.folder(self.library) == "pages" => "group-pages",
            List::Mentions(..) => "mentioned-in",
        })
    }
}

/// The numbers of the pages that a page has links to, in their order: the first and the last, two on either side, and of many
/// those with a round number.
fn linked(number: usize, count: usize) -> Vec<usize> {
    const FEW: usize = 10;
    let round = (1..).map(|power| 10_usize.pow(power)).find(|step| count / step <= FEW).unwrap_or(count);
    let is_linked = |page: &usize| count <= FEW || [1, count].contains(page) || page.abs_diff(number) <= 2 || page.is_multiple_of(round);
    (1..=count).filter(is_linked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_a_long_list_is_a_few_links_away() {
        assert_eq!(linked(2, 4), [1, 2, 3, 4]);
        assert_eq!(linked(7, 14), [1, 5, 6, 7, 8, 9, 10, 14]);
        assert_eq!(linked(1, 100), [1, 2, 3, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
        assert_eq!(linked(203, 400), [1, 100, 200, 201, 202, 203, 204, 205, 300, 400]);
    }
}
