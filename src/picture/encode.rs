//! A picture as WebP, of a width. The same bytes on every machine: no thread of its own, and only arithmetic that every
//! processor does alike.

use image::DynamicImage;
use image::imageops::FilterType;
use webp::Encoder;

use super::decode::Picture;

/// How good a photograph is kept, of 100.
const OF_PHOTOGRAPHS: f32 = 80.0;
/// How good what was kept to the pixel before is, where to the pixel it would be larger.
const OF_DRAWINGS: f32 = 90.0;
/// How much is tried to make lossless files small, of 100.
const EFFORT: f32 = 75.0;

/// Makes the form of a width; nothing where that is not possible.
pub fn encode(picture: &Picture, width: u32) -> Option<Vec<u8>> {
    let pixels = narrowed(&picture.pixels, width);
    let lossy = |quality| encoder(&pixels)?.encode_simple(false, quality).ok().map(|made| made.to_vec());
    let made = match picture.is_lossless {
        false => lossy(OF_PHOTOGRAPHS)?,
        true => {
            let lossless = encoder(&pixels)?.encode_simple(true, EFFORT).ok()?.to_vec();
            let lossy = lossy(OF_DRAWINGS)?;
            if lossy.len() < lossless.len() { lossy } else { lossless }
        }
    };
    match &picture.profile {
        Some(profile) => with_profile(&made, &pixels, profile),
        None => Some(made),
    }
}

fn encoder(pixels: &DynamicImage) -> Option<Encoder<'_>> {
    match pixels {
        DynamicImage::ImageRgb8(image) => Some(Encoder::from_rgb(image.as_raw(), image.width(), image.height())),
        DynamicImage::ImageRgba8(image) => Some(Encoder::from_rgba(image.as_raw(), image.width(), image.height())),
        _ => None,
    }
}

/// The picture at a width, in its own proportions.
fn narrowed(pixels: &DynamicImage, width: u32) -> DynamicImage {
    if width == pixels.width() {
        return pixels.clone();
    }
    let height = (u64::from(pixels.height()) * u64::from(width) + u64::from(pixels.width()) / 2) / u64::from(pixels.width());
    let height = (height as u32).max(1);
    // Of the filters the one that needs no sine, which not every system computes alike.
    let filter = FilterType::CatmullRom;
    let DynamicImage::ImageRgba8(image) = pixels else { return pixels.resize_exact(width, height, filter) };
    // What is transparent has a colour too, which must not shine through at the edges.
    let mut weighed = image.clone();
    weighed.pixels_mut().for_each(|pixel| scale(pixel, |colour, alpha| (colour * alpha + 127) / 255));
    let mut narrow = DynamicImage::from(weighed).resize_exact(width, height, filter).into_rgba8();
    narrow.pixels_mut().for_each(|pixel| scale(pixel, |colour, alpha| (colour * 255 + alpha / 2).checked_div(alpha).unwrap_or(0)));
    narrow.into()
}

fn scale(pixel: &mut image::Rgba<u8>, by: impl Fn(u32, u32) -> u32) {
    let alpha = u32::from(pixel[3]);
    for at in 0..3 {
        pixel[at] = by(u32::from(pixel[at]), alpha).min(255) as u8;
    }
}

/// A WebP file with a colour profile: the extended form of the file (RFC 9649, 2.7), in which the profile comes first.
fn with_profile(made: &[u8], pixels: &DynamicImage, profile: &[u8]) -> Option<Vec<u8>> {
    const EXTENDED: usize = 18;
    const HAS_PROFILE: u8 = 0x20;
    const HAS_ALPHA: u8 = 0x10;
    let chunks = made.get(12..)?;
    let (flags, rest) = match chunks.strip_prefix(b"VP8X") {
        Some(_) => (*chunks.get(8)?, chunks.get(EXTENDED..)?),
        None => (if pixels.color().has_alpha() { HAS_ALPHA } else { 0 }, chunks),
    };
    let mut body = b"WEBPVP8X\x0a\0\0\0".to_vec();
    body.extend([flags | HAS_PROFILE, 0, 0, 0]);
    for length in [pixels.width(), pixels.height()] {
        body.extend(&(length - 1).to_le_bytes()[..3]);
    }
    body.extend(b"ICCP");
    body.extend(u32::try_from(profile.len()).ok()?.to_le_bytes());
    body.extend(profile);
    // Chunks begin at even places.
    body.extend(std::iter::repeat_n(0, profile.len() % 2));
    body.extend(rest);
    let mut out = b"RIFF".to_vec();
    out.extend(u32::try_from(body.len()).ok()?.to_le_bytes());
    out.extend(body);
    Some(out)
}
