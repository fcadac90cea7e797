//! Fuzz targets: each takes any bytes, and panics where a promise is broken. Nothing here depends on who calls it.

pub mod calendar;
pub mod designations;
pub mod front_matter;
pub mod http;
pub mod markdown;
pub mod memory;
pub mod output_path;
pub mod whole_site;

/// A target: any bytes in, a panic where a promise is broken.
pub type Target = fn(&[u8]);

/// All targets by name.
pub const TARGETS: [(&str, Target); 7] = [
    ("calendar", calendar::run),
    ("designations", designations::run),
    ("front_matter", front_matter::run),
    ("http", http::run),
    ("markdown", markdown::run),
    ("output_path", output_path::run),
    ("whole_site", whole_site::run),
];
