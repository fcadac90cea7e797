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
mod size;
mod svg;

use std::collections::BTreeMap;

pub use size::{Size, size};

use crate::cache::{Cache, Key};
use crate::diagnostic::Diagnostic;
use crate::slug;
use crate::source::Asset;

/// Where the forms are published: among the files whose names change with what is in them.
const FOLDER: &str = "theme/images/";
/// How many hexadecimal digits of a key are a fingerprint.
const DIGITS: usize = 16;
/// The most pixels that a picture may have for its forms to be made: decoded they take four bytes each, on every thread.
pub const MAX_PIXELS: u64 = 64 * 1024 * 1024;
/// The largest file of which forms are made, in bytes.
pub const MAX_FILE: u64 = 128 * 1024 * 1024;
/// How the forms are made: another number wherever that changes, so that nothing made before is found.
#[cfg(feature = "images")]
const WAY: u32 = 1;

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
            None => made_again(asset, form),
        }
    }
}

/// Makes the forms of a picture, or finds that they were made before.
#[cfg(feature = "images")]
pub fn prepare(asset: &Asset, wanted: &Wanted, cache: &Cache) -> Result<Vec<Form>, Unusable> {
    let size = asset.size().map_err(|_| Unusable::Damaged)?;
    if size > MAX_FILE {
        return Err(Unusable::TooLarge(size));
    }
    let bytes = asset.read().map_err(|_| Unusable::Damaged)?;
    let widths: Vec<u8> = wanted.widths.iter().flat_map(|width| width.to_le_bytes()).collect();
    let of_all = Key::of(&[b"picture", env!("CARGO_PKG_VERSION").as_bytes(), &WAY.to_le_bytes(), &widths, &bytes]);
    // What was kept is the list of the widths that got smaller.
    let known = cache.get(&of_all).and_then(|kept| serde_json::from_slice::<Vec<u32>>(&kept).ok());
    let form = |width: u32| {
        let key = Key::of(&[of_all.as_str().as_bytes(), &width.to_le_bytes()]);
        Form { width, url: url(asset, width, &key), key }
    };
    if let Some(widths) = known {
        return Ok(widths.into_iter().map(form).collect());
    }
    let mut forms = Vec::new();
    if let Some(picture) = decode::decode(&bytes)? {
        for width in picture.widths(&wanted.widths) {
            let made = encode::encode(&picture, width).ok_or(Unusable::Damaged)?;
            if made.len() < bytes.len() {
                let form = form(width);
                cache.put(&form.key, &made);
                forms.push(form);
            }
        }
    }
    let widths: Vec<u32> = forms.iter().map(|form| form.width).collect();
    cache.put(&of_all, &serde_json::to_vec(&widths).expect("numbers are JSON"));
    Ok(forms)
}

/// Without the feature there are none.
#[cfg(not(feature = "images"))]
pub fn prepare(_: &Asset, _: &Wanted, _: &Cache) -> Result<Vec<Form>, Unusable> {
    Ok(Vec::new())
}

/// A form that is not in the cache any more, or that there was no cache to keep in.
#[cfg(feature = "images")]
fn made_again(asset: &Asset, form: &Form) -> Result<Vec<u8>, Diagnostic> {
    use crate::diagnostic::Code;
    let picture = decode::decode(&asset.read()?).ok().flatten();
    picture.and_then(|picture| encode::encode(&picture, form.width)).ok_or_else(|| {
        Diagnostic::of_file(
            Code::NotPublished,
            &asset.path,
            "this picture was changed while the site was made; the published site is as it was",
        )
    })
}

#[cfg(not(feature = "images"))]
fn made_again(_: &Asset, form: &Form) -> Result<Vec<u8>, Diagnostic> {
    unreachable!("{} is a form, and without the feature there are none", form.url)
}

/// Whether forms can be made of a file of this name.
pub fn has_forms(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_str(), "jpeg" | "jpg" | "png" | "webp")
}

#[cfg(feature = "images")]
fn url(asset: &Asset, width: u32, key: &Key) -> String {
    let name = asset.path.as_str().rsplit('/').next().unwrap_or_default();
    let stem = slug::of_name(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    // The name is for people: a long one may end anywhere.
    let stem: String = stem.chars().take(40).collect();
    format!("{FOLDER}{stem}-{width}.{}.webp", &key.as_str()[..DIGITS])
}
