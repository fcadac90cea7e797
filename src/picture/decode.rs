//! A picture from the bytes of its file: PNG, JPEG or WebP that does not move.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, Limits};

use super::{MAX_PIXELS, Unusable};

/// A picture as it is seen: turned the right way.
pub struct Picture {
    /// Its pixels, of 8 bits a colour, with transparency where it has any.
    pub pixels: DynamicImage,
    /// What its colours mean, where they are not those of sRGB.
    pub profile: Option<Vec<u8>>,
    /// Whether its file keeps every pixel as it was: drawings, screens.
    pub is_lossless: bool,
}

impl Picture {
    /// The widths of its forms: those that it has the pixels for, and its own where it is no wider than the widest.
    pub fn widths(&self, wanted: &[u32]) -> Vec<u32> {
        let (own, widest) = (self.pixels.width(), wanted.iter().copied().max().unwrap_or(0));
        let mut widths: Vec<u32> = wanted.iter().copied().filter(|width| *width > 0 && *width < own).collect();
        widths.extend((own <= widest).then_some(own));
        widths.sort_unstable();
        widths.dedup();
        widths
    }
}

/// Decodes a picture; nothing of one that moves, or whose colours cannot be kept.
pub fn decode(bytes: &[u8]) -> Result<Option<Picture>, Unusable> {
    let damaged = |_| Unusable::Damaged;
    let reader = Cursor::new(bytes);
    match image::guess_format(bytes) {
        Ok(ImageFormat::Png) => {
            let decoder = PngDecoder::with_limits(reader, limits()).map_err(damaged)?;
            let moves = decoder.is_apng().map_err(damaged)?;
            if moves { Ok(None) } else { still(decoder, true) }
        }
        Ok(ImageFormat::Jpeg) => still(JpegDecoder::new(reader).map_err(damaged)?, false),
        Ok(ImageFormat::WebP) => {
            let decoder = WebPDecoder::new(reader).map_err(damaged)?;
            let moves = decoder.has_animation();
            if moves { Ok(None) } else { still(decoder, memchr::memmem::find(&bytes[..bytes.len().min(64)], b"VP8L").is_some()) }
        }
        // A file of another kind under this name: browsers show it all the same.
        Ok(_) => Ok(None),
        Err(_) => Err(Unusable::NoPicture),
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    // Up to four colours of 16 bits, and as much again while they are sorted.
    limits.max_alloc = Some(MAX_PIXELS * 16);
    limits
}

fn still(mut decoder: impl ImageDecoder, is_lossless: bool) -> Result<Option<Picture>, Unusable> {
    let (width, height) = decoder.dimensions();
    let count = u64::from(width) * u64::from(height);
    if count > MAX_PIXELS {
        return Err(Unusable::TooManyPixels(count));
    }
    decoder.set_limits(limits()).map_err(|_| Unusable::Damaged)?;
    let profile = decoder.icc_profile().ok().flatten();
    if profile.as_ref().is_some_and(|profile| !is_rgb(profile)) {
        return Ok(None);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let has_alpha = decoder.color_type().has_alpha();
    let decoded = DynamicImage::from_decoder(decoder).map_err(|_| Unusable::Damaged)?;
    let mut pixels = if has_alpha { DynamicImage::from(decoded.into_rgba8()) } else { DynamicImage::from(decoded.into_rgb8()) };
    pixels.apply_orientation(orientation);
    Ok(Some(Picture { pixels, profile: profile.filter(|profile| !is_srgb(profile)), is_lossless }))
}

/// Whether a profile is one of red, green and blue (ICC.1:2022, 7.2.8).
fn is_rgb(profile: &[u8]) -> bool {
    profile.get(16..20) == Some(b"RGB ")
}

/// Whether a profile describes itself as sRGB, which is what browsers take colours for without one.
fn is_srgb(profile: &[u8]) -> bool {
    let has = |name: &[u8]| memchr::memmem::find(profile, name).is_some();
    has(b"sRGB") || has(b"s\0R\0G\0B")
}
