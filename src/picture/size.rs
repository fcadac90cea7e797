//! How large a picture is shown, from the beginning of its file: what browsers ask to keep its place free.

use std::io::{BufReader, Read, Result, Seek, SeekFrom};

use super::{exif, svg};
use crate::source::Asset;

/// How much of a file is looked at for what is not told by its size alone, in bytes.
const BEGINNING: u64 = 64 * 1024;

/// Width and height in pixels of CSS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// The width.
    pub width: u32,
    /// The height.
    pub height: u32,
}

/// The size of a picture; none of a file that says none.
pub fn size(asset: &Asset) -> Option<Size> {
    let ending = asset.path.as_str().rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    let beginning = || asset.read_at(0, BEGINNING).ok();
    match ending.as_str() {
        "svg" => svg::size(&beginning()?),
        "gif" | "jpeg" | "jpg" | "png" | "webp" => {
            let size = imagesize::reader_size(BufReader::new(AssetReader { asset, at: 0 })).ok()?;
            let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
            let is_turned = ending.starts_with("jp") && exif::is_on_its_side(&beginning()?);
            Some(if is_turned { Size { width: height, height: width } } else { Size { width, height } })
        }
        _ => None,
    }
    .filter(|size| size.width > 0 && size.height > 0)
}

/// An asset that is read piece by piece.
struct AssetReader<'a> {
    asset: &'a Asset,
    at: u64,
}

impl Read for AssetReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let part = self.asset.read_at(self.at, buffer.len() as u64)?;
        buffer[..part.len()].copy_from_slice(&part);
        self.at += part.len() as u64;
        Ok(part.len())
    }
}

impl Seek for AssetReader<'_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let moved = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.asset.size()?.checked_add_signed(by),
        };
        self.at = moved.ok_or(std::io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
