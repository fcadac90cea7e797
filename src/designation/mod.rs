//! The grammar of designations: how study groups, Questions, Recommendations, work items, groups, letters, reports and
//! action items are written in plain prose.
//!
//! In: a text and a [`Vocabulary`] of the names that the site has. Out: every mention, with its place, its canonical id
//! and what it names. Pure text: nothing here knows what a record is, so the names map to whatever the caller wants.
//!
//! - [`scan()`] finds the mentions of a running text, by the table of the content model: false links are worse than
//!   missing ones, so only whole words in the records' own letter case count, and the vocabulary decides about every
//!   bare form.
//! - [`parse`] reads one name as front matter and `[[…]]` write it, where case, spaces and hyphens never matter.

mod cursor;
mod forms;
mod name;
mod scan;
mod vocabulary;
mod words;

pub use name::{Name, cased_key, key, parse};
pub use scan::{Found, Kind, scan};
pub use vocabulary::Vocabulary;
