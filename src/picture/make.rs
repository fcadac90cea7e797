//! The forms of a picture: made, or found in the cache.

use super::{Form, MAX_FILE, Unusable, Wanted, decode, encode};
use crate::cache::{Cache, Key};
use crate::diagnostic::{Code, Diagnostic};
use crate::slug;
use crate::source::Asset;

/// Where the forms are published: among the files whose names change with what is in them.
const FOLDER: &str = "theme/images/";
/// How many hexadecimal digits of a key are a fingerprint.
const DIGITS: usize = 16;
/// How the forms are made: another number wherever that changes, so that nothing made before is found.
const WAY: u32 = 1;

/// Makes the forms of a picture, or finds that they were made before.
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

/// A form that is not in the cache any more, or that there was no cache to keep in.
pub fn again(asset: &Asset, form: &Form) -> Result<Vec<u8>, Diagnostic> {
    let picture = decode::decode(&asset.read()?).ok().flatten();
    picture.and_then(|picture| encode::encode(&picture, form.width)).ok_or_else(|| {
        Diagnostic::of_file(
            Code::NotPublished,
            &asset.path,
            "this picture was changed while the site was made; the published site is as it was",
        )
    })
}

/// Where a form is published.
fn url(asset: &Asset, width: u32, key: &Key) -> String {
    let name = asset.path.as_str().rsplit('/').next().unwrap_or_default();
    let stem = slug::of_name(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    // The name is for people: a long one may end anywhere.
    let stem: String = stem.chars().take(40).collect();
    format!("{FOLDER}{stem}-{width}.{}.webp", &key.as_str()[..DIGITS])
}
