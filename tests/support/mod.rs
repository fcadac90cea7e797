//! What several tests share: one idea a file. Each test binary compiles all of it and uses a part.
#![allow(dead_code, reason = "each test binary uses a part")]

pub mod case;
pub mod difference;
pub mod documents;
pub mod facts;
pub mod html_facts;
pub mod http;
pub mod imports;
pub mod layout;
pub mod page;
pub mod patterns;
pub mod preview;
pub mod published;
pub mod refs;
pub mod run;
pub mod site;
pub mod tree;
