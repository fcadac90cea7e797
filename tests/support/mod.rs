//! What several tests share: one idea a file. Each test binary compiles all of it and uses a part.
#![allow(dead_code, reason = "each test binary uses a part")]

pub mod case;
pub mod chance;
pub mod diagnostics_page;
pub mod difference;
pub mod documents;
pub mod facts;
pub mod generated;
pub mod html_facts;
pub mod http;
pub mod imports;
pub mod json_schema;
pub mod judge;
pub mod layout;
pub mod page;
pub mod patterns;
pub mod preview;
pub mod published;
pub mod records_page;
pub mod refs;
pub mod run;
pub mod server;
pub mod site;
pub mod theme;
pub mod tree;
