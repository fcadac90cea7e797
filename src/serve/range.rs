//! Parts of a file: the header `Range` (RFC 9110, clause 14).

/// What part of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// From a byte to before another.
    From(u64, u64),
    /// One that the file does not have.
    Beyond,
}

/// Reads the header for a file of `size` bytes. Several parts at once, and what is not of this form, ask for the whole.
pub fn part(header: Option<&str>, size: u64) -> Part {
    let Some((first, last)) = header.and_then(|header| header.strip_prefix("bytes=")?.split_once('-')) else { return Part::Whole };
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
    match (first.trim(), last.trim()) {
        ("", last) => match number(last) {
            Some(0) => Part::Beyond,
            Some(length) if size > 0 => Part::From(size.saturating_sub(length), size),
            Some(_) => Part::Beyond,
            None => Part::Whole,
        },
        (first, last) => match (number(first), if last.is_empty() { Some(u64::MAX) } else { number(last) }) {
            (Some(first), Some(last)) if first > last => Part::Whole,
            (Some(first), Some(_)) if first >= size => Part::Beyond,
            (Some(first), Some(last)) => Part::From(first, last.saturating_add(1).min(size)),
            _ => Part::Whole,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_as_the_rfc_says() {
        for (header, wanted) in [
            ("bytes=0-4", Part::From(0, 5)),
            ("bytes=5-", Part::From(5, 10)),
            ("bytes=-3", Part::From(7, 10)),
            ("bytes=-30", Part::From(0, 10)),
            ("bytes=8-99", Part::From(8, 10)),
            ("bytes=10-", Part::Beyond),
            ("bytes=-0", Part::Beyond),
            ("bytes=4-2", Part::Whole),
            ("bytes=0-1,4-5", Part::Whole),
            ("lines=0-1", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=18446744073709551615-18446744073709551615", Part::Beyond),
            ("bytes=99999999999999999999-", Part::Whole),
        ] {
            assert_eq!(part(Some(header), 10), wanted, "{header}");
        }
        assert_eq!(part(Some("bytes=0-"), 0), Part::Beyond);
        assert_eq!(part(None, 10), Part::Whole);
    }
}
