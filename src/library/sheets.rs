//! Lists that are too long for one page: they stand on sheets of so many lines each. The first sheet is on the page whose
//! list it is, at the URL that it always had; each other one is a page of its own.

use std::borrow::Cow;

use super::Library;
use super::routes::Route;
use crate::target::RecordId;

/// The folder of the sheets of a study group's work, below its page.
pub const WORK: &str = "work-items";

/// The most lines of one list that a page shows: at about half a kilobyte a line, a page that opens at once on a telephone,
/// and of which a list of thousands is still a few dozen.
pub const LINES: usize = 250;

/// The number of the sheet that the line at a place of its list is on. Places count from 0, sheets from 1.
pub fn sheet_of(place: usize) -> usize {
    place / LINES + 1
}

/// How many sheets a list has: one, if it is empty.
pub fn sheets(lines: usize) -> usize {
    lines.div_ceil(LINES).max(1)
}

/// The site-relative URL of a sheet of a list on the page at `page`. `list` is the folder of the list, for a page that has
/// several. No record can have such a URL, `page` stands between: circulars are numbered, and `circulars/2/` may be one.
pub fn sheet_url(page: &str, list: &str, sheet: usize) -> String {
    match (sheet, list) {
        (1, _) => page.to_owned(),
        (_, "") => format!("{page}page/{sheet}/"),
        _ => format!("{page}{list}/page/{sheet}/"),
    }
}

impl Library {
    /// The site-relative URL of the page on which an anchor of a record stands: of a Question or a work item that is not on
    /// the first sheet of its study group's work, that of its sheet; of all else, the page of the record itself.
    pub fn page_of_work(&self, record: RecordId, anchor: &str) -> String {
        sheet_url(&self.record(record).url, WORK, self.relations.sheet_of_work(self.primary(record), anchor))
    }

    /// The same for an anchor of what stands at `url`.
    pub(super) fn page_of_anchor<'u>(&self, url: &'u str, anchor: Option<&str>) -> Cow<'u, str> {
        match (self.routes.get(url), anchor) {
            (Some(Route::Record(id)), Some(anchor)) => self.page_of_work(id, anchor).into(),
            _ => url.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_goes_on_on_another_sheet_when_the_first_is_full() {
        assert_eq!([0, 1, LINES, LINES + 1, 2 * LINES, 2 * LINES + 1].map(sheets), [1, 1, 1, 2, 2, 3]);
        assert_eq!([0, LINES - 1, LINES, 2 * LINES].map(sheet_of), [1, 1, 2, 3]);
    }

    #[test]
    fn the_first_sheet_is_the_page_itself() {
        assert_eq!(sheet_url("circulars/", "", 1), "circulars/");
        assert_eq!(sheet_url("circulars/", "", 2), "circulars/page/2/");
        assert_eq!(sheet_url("study-groups/sg17/", "circulars", 3), "study-groups/sg17/circulars/page/3/");
    }
}
