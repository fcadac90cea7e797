//! plenary: a static site generator for the homepages of standards bodies' focus groups.
//!
//! The program is a sentence. Each stage is a free function that takes the value before it and returns a new one; a
//! thing once made is frozen.
//!
//! 1. **load** ([`source`]): settings, content, catalogue and theme as texts; the only reader.
//! 2. **parse** ([`front_matter`], [`fields`], [`model`], [`markdown::parse()`]): typed records, each key with its place;
//!    headings, links and mentions of designations ([`designation`]).
//! 3. **resolve** ([`library`]): what every designation names, where every link leads, who mentions whom.
//! 4. **plan** ([`plan`]): pictures in smaller forms ([`picture`]), made or found in the [`cache`]; every output path with a way to make its bytes; clashes are told before a byte is written.
//! 5. **render** ([`view`], [`theme`], [`output`]): the bytes of one artifact.
//! 6. **publish** ([`publish`]): all artifacts into a staging folder, which takes the place of the old site in one step;
//!    the only writer. [`deploy`] brings what was built to where it is served. Or **preview** ([`serve`]): the bytes of what a browser asks for, and the site again after an edit.
//!
//! [`site::load`] joins the first four; a build walks the plan to its end, and a check throws away what it renders and
//! looks for what a colleague would have found ([`rules`]). What is wrong comes out of each stage as
//! [`diagnostic::Diagnostic`]s, which only [`report`] prints.

// What the program must not do and its tests may. The methods are in .clippy.toml: who reads, writes, asks the clock.
#![warn(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

pub mod agenda;
pub mod cache;
pub mod cli;
pub mod colour;
pub mod config;
pub mod date;
#[cfg(feature = "deploy")]
pub mod deploy;
pub mod designation;
pub mod diagnostic;
pub mod drawing;
#[cfg(feature = "external")]
pub mod external;
pub mod fields;
pub mod former;
pub mod front_matter;
pub mod inventory;
pub mod language;
pub mod library;
pub mod markdown;
pub mod model;
pub mod output;
pub mod path;
pub mod picture;
pub mod plan;
pub mod publish;
pub mod rename;
pub mod report;
pub mod rules;
pub mod scaffold;
pub mod schema;
pub mod search;
pub mod serve;
pub mod site;
pub mod slug;
pub mod source;
pub mod span;
pub mod suggest;
pub mod target;
pub mod theme;
pub mod threads;
pub mod view;
pub mod watch;
pub mod words;
pub mod yaml;
pub mod zone;

pub use site::Site;
