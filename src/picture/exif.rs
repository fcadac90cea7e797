//! Which way a JPEG file says that it is to be turned: the tag `Orientation` of Exif (CIPA DC-008, 4.6.4), which cameras
//! write and browsers follow.

use memchr::memmem;

const ORIENTATION: u16 = 0x0112;
/// The orientations at which width and height change places.
const ON_ITS_SIDE: std::ops::RangeInclusive<u16> = 5..=8;

/// Whether the picture that begins so stands on its side.
pub fn is_on_its_side(beginning: &[u8]) -> bool {
    orientation(beginning).is_some_and(|orientation| ON_ITS_SIDE.contains(&orientation))
}

fn orientation(beginning: &[u8]) -> Option<u16> {
    let tiff = &beginning[memmem::find(beginning, b"Exif\0\0")? + 6..];
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let bytes = |at: usize, count: usize| tiff.get(at..at.checked_add(count)?);
    let short = |at: usize| {
        let two = bytes(at, 2)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let four: [u8; 4] = bytes(4, 4)?.try_into().ok()?;
    let first = if is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) } as usize;
    let count = usize::from(short(first)?);
    let entries = (0..count).map(|at| first + 2 + at * 12);
    let mut found = entries.filter(|at| short(*at) == Some(ORIENTATION));
    short(found.next()? + 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_orientation_is_found_in_both_orders_of_bytes_and_nothing_else_is_taken_for_it() {
        let little =
            |value: u8| [&b"\xff\xd8\xff\xe1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"[..], &[value, 0, 0, 0]].concat();
        let big = b"\xff\xd8Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0";
        assert_eq!([1, 3, 5, 6, 8, 9].map(|value| is_on_its_side(&little(value))), [false, false, true, true, true, false]);
        assert!(is_on_its_side(big));
        for end in 0..big.len() {
            is_on_its_side(&big[..end]);
        }
        assert!(!is_on_its_side(b"Exif\0\0II*\0\xff\xff\xff\xff"));
    }
}
