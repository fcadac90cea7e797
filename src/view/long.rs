//! What a page shows of a list that can be long: a sheet of it. The order of a list that has several is found once for all of
//! them, when the first of its pages asks.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use super::Views;
use super::mention::Mentioned;
use crate::library::{LINES, Library, List, sheets};
use crate::target::Target;

/// The lists of a site that one page does not hold.
#[derive(Debug, Default)]
pub struct Long {
    lists: Vec<LongList>,
    /// Of the targets that have a long list of mentions, all who mention them.
    mentioned: Vec<(Target, OnceLock<Mentioned>)>,
}

#[derive(Debug)]
struct LongList {
    list: List,
    lines: usize,
    order: OnceLock<Vec<Target>>,
}

impl Long {
    /// Those of a library; no order is found yet.
    pub fn new(library: &Library) -> Self {
        let lists: Vec<LongList> =
            library.long_lists().into_iter().map(|(list, lines)| LongList { list, lines, order: OnceLock::new() }).collect();
        let mut targets: Vec<Target> =
            lists.iter().filter_map(|long| if let List::Mentions(target, _) = long.list { Some(target) } else { None }).collect();
        targets.dedup();
        Self { lists, mentioned: targets.into_iter().map(|target| (target, OnceLock::new())).collect() }
    }

    /// How many lines a list has, if it is one of these.
    pub fn lines(&self, list: List) -> Option<usize> {
        self.get(list).map(|long| long.lines)
    }

    /// The sheets that make pages of their own, of the lists of one page.
    pub fn further(&self, lists: &[List]) -> Vec<(List, usize)> {
        let long = lists.iter().filter_map(|list| Some((*list, self.lines(*list)?)));
        long.flat_map(|(list, lines)| (2..=sheets(lines)).map(move |sheet| (list, sheet))).collect()
    }

    /// Whether the lists of another state of the site make the same pages.
    pub fn makes_the_same_pages(&self, other: &Self) -> bool {
        let pages = |long: &LongList| (long.list, sheets(long.lines));
        self.lists.iter().map(pages).eq(other.lists.iter().map(pages))
    }

    fn get(&self, list: List) -> Option<&LongList> {
        let at = self.lists.binary_search_by_key(&list, |long| long.list).ok()?;
        Some(&self.lists[at])
    }
}

impl<'a> Views<'a> {
    /// The same for one of the further sheets of a list, or for the page that has the first one.
    #[must_use]
    pub fn on_sheet(self, sheet: Option<(List, usize)>) -> Self {
        Self { sheet, ..self }
    }

    /// The places of the lines of a list that the page shows: on a further sheet, those of its own list alone.
    pub(super) fn shown_places(&self, list: List, lines: usize) -> Range<usize> {
        match self.sheet {
            Some((own, sheet)) if own == list => (sheet - 1) * LINES..lines.min(sheet * LINES),
            Some(_) => 0..0,
            // What has no further pages is shown whole.
            None if self.long.get(list).is_none() => 0..lines,
            None => 0..lines.min(LINES),
        }
    }

    /// What the page shows of a list that is in its order.
    pub(super) fn sheet_of<'l, T>(&self, list: List, all: &'l [T]) -> &'l [T] {
        &all[self.shown_places(list, all.len())]
    }

    /// What the page shows of a list that `order` puts in its order.
    pub(super) fn ordered(&self, list: List, order: impl FnOnce() -> Vec<Target>) -> Vec<Target> {
        if self.sheet.is_some_and(|(own, _)| own != list) {
            return Vec::new();
        }
        match self.long.get(list) {
            Some(long) => self.sheet_of(list, long.order.get_or_init(order)).to_vec(),
            None => order(),
        }
    }

    /// Who mentions a target.
    pub(super) fn mentioned(&self, target: Target) -> Cow<'a, Mentioned> {
        let long = self.long.mentioned.binary_search_by_key(&target, |(target, _)| *target).ok().map(|at| &self.long.mentioned[at].1);
        match long {
            Some(long) => Cow::Borrowed(long.get_or_init(|| self.all_mentioned(target))),
            None => Cow::Owned(self.all_mentioned(target)),
        }
    }
}
