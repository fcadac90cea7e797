//! The search index: what readers find by designation, title and heading, in files that a script reads.
//!
//! In: the library. Out: JSON that `themes/default/static/search.js` looks up in, without a server. It stays small
//! however large the site is: entries stand in blocks and terms in sorted files of a few thousand, and the script
//! fetches only those that a query needs.
//!
//! `search/index.json` is the way in; `search/terms-N.json` holds terms with the numbers of their entries, and
//! `search/entries-N.json` the entries. How many there are follows from the records and the catalogue alone, so that the
//! plan knows them before the index is made, and an edit of a text changes none.

mod entries;
mod key;
mod shards;

pub use key::{key, words};

use crate::library::Library;
use crate::view::Views;
use crate::words::AllWords;

/// For how many of what has a designation there is a file of terms and a block of entries. With the headings that pages
/// have, a file is about 30 KB, and a quarter of that compressed.
const BLOCK: usize = 160;

/// The files of the index, in the order `index.json`, terms, entries.
pub struct Index {
    files: Vec<String>,
}

impl Index {
    /// The index of a site, which speaks each of its languages.
    pub fn of(views: &Views<'_>, words: &AllWords) -> Self {
        Self { files: shards::files(&entries::all(views), blocks(views.library), words) }
    }

    /// The text of the file at a place of [`file_names`].
    pub fn file(&self, at: usize) -> &str {
        &self.files[at]
    }
}

/// The site-relative paths of the files that the index of a library has.
pub fn file_names(library: &Library) -> Vec<String> {
    let blocks = blocks(library);
    let numbered = |what: &'static str| (0..blocks).map(move |at| format!("search/{what}-{at}.json"));
    std::iter::once("search/index.json".to_owned()).chain(numbered("terms")).chain(numbered("entries")).collect()
}

fn blocks(library: &Library) -> usize {
    entries::count_but_headings(library).div_ceil(BLOCK).max(1)
}
