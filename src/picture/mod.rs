//! Pictures: how large they are, and the forms of them that browsers load faster.
//!
//! In: files of the content that pages show, and the widths that the theme asks for. Out: for each picture its forms in
//! WebP, narrower than itself or as wide, where they are smaller than its file. They are made once and kept in the cache;
//! that they are smaller is known only when they are made.

#[cfg(feature = "images")]
mod decode;
#[cfg(feature = "images")]
mod encode;
mod exif;
#[cfg(feature = "images")]
mod make;
mod size;
mod svg;

use std::collections::BTreeMap;

#[cfg(feature = "images")]
use make::again;
#[cfg(feature = "images")]
pub use make::prepare;
pub use size::{Size, size};

use crate::cache::{Cache, Key};
use crate::diagnostic::Diagnostic;
use crate::source::Asset;

/// The most pixels that a picture may have for its forms to be made: decoded they take four bytes each, on every thread.
pub const MAX_PIXELS: u64 = 64 * 1024 * 1024;
/// The largest file of which forms are made, in bytes.
pub const MAX_FILE: u64 = 128 * 1024 * 1024;

/// What the theme asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// How wide the forms are, in pixels.
    pub widths: Vec<u32>,
    /// How wide pictures are shown: what the attribute `sizes` says.
    pub sizes: String,
}

/// Why no forms can be made of a file that should be a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is no picture.
    NoPicture,
    /// It ends early, or what is in it makes no sense.
    Damaged,
    /// It has so many pixels.
    TooManyPixels(u64),
    /// Its file has so many bytes.
    TooLarge(u64),
}

/// A form of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// How wide it is, in pixels.
    pub width: u32,
    /// The site-relative URL that it is published at.
    pub url: String,
    key: Key,
}

/// The forms of all pictures that pages show.
#[derive(Debug, Default)]
pub struct Pictures {
    /// What `sizes` says.
    pub sizes: String,
    by_asset: BTreeMap<u32, Vec<Form>>,
    /// Each that is published once, with the place of its asset: two files may hold one picture.
    published: Vec<(u32, Form)>,
    cache: Cache,
}

impl Pictures {
    /// The pictures whose forms were prepared, by the places of their assets.
    pub fn new(by_asset: BTreeMap<u32, Vec<Form>>, wanted: &Wanted, cache: &Cache) -> Self {
        let all = by_asset.iter().flat_map(|(at, forms)| forms.iter().map(move |form| (*at, form.clone())));
        let by_url: BTreeMap<String, (u32, Form)> = all.map(|(at, form)| (form.url.clone(), (at, form))).collect();
        Self { sizes: wanted.sizes.clone(), by_asset, published: by_url.into_values().collect(), cache: cache.clone() }
    }

    /// The forms of the picture that is the asset at a place, from the narrowest.
    pub fn forms(&self, asset: u32) -> &[Form] {
        self.by_asset.get(&asset).map_or(&[], Vec::as_slice)
    }

    /// All forms, each once, with the places of their assets.
    pub fn published(&self) -> &[(u32, Form)] {
        &self.published
    }

    /// The bytes of a form of the picture `asset`.
    pub fn bytes(&self, asset: &Asset, form: &Form) -> Result<Vec<u8>, Diagnostic> {
        match self.cache.get(&form.key) {
            Some(bytes) => Ok(bytes),
            None => again(asset, form),
        }
    }
}

/// Without the feature there are none.
#[cfg(not(feature = "images"))]
pub fn prepare(_: &Asset, _: &Wanted, _: &Cache) -> Result<Vec<Form>, Unusable> {
    Ok(Vec::new())
}

#[cfg(not(feature = "images"))]
fn again(_: &Asset, form: &Form) -> Result<Vec<u8>, Diagnostic> {
    unreachable!("{} is a form, and without the feature there are none", form.url)
}

/// Whether forms can be made of a file of this name.
pub fn has_forms(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_str(), "jpeg" | "jpg" | "png" | "webp")
}
