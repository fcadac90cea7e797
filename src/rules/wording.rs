//! Words that must not stand on a public page as they are: secrets, and years that are none.

use super::{Sources, Tell};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use crate::target::RecordId;

/// Words that a secret follows, in lower case.
const BEFORE_SECRET: [&str; 11] = [
    "password",
    "passphrase",
    "passcode",
    "wi-fi key",
    "wi\u{2011}fi key",
    "wifi key",
    "wlan key",
    "wpa key",
    "wireless key",
    "network key",
    "access code",
];
/// The least length of what is told as a secret.
const SHORTEST: usize = 6;

/// Checks the file of a record, front matter and text.
pub fn find(sources: &Sources<'_>, id: RecordId, tell: Tell<'_>) {
    let record = sources.library.record(id);
    let mut offset = 0;
    for line in record.source.text.split_inclusive('\n') {
        let place = |range: std::ops::Range<usize>| Span::new(offset + range.start, offset + range.end);
        for range in secrets(line) {
            let message = "a secret on a public page: everybody can read it, for as long as copies of the page last";
            let help = "remove it here and from the history of the files, and change it where it is used";
            tell(Diagnostic::new(Code::Secret, record.path(), place(range), message).help(help));
        }
        for range in years(line) {
            let message = format!("`{}` is no year: a year has four digits", &line[range.clone()]);
            tell(Diagnostic::new(Code::ImpossibleYear, record.path(), place(range), message));
        }
        offset += line.len();
    }
}

/// The values that follow a word for a secret: `Wi-Fi key: …`, `password is …`. One has a digit, or stands in quotes.
fn secrets(line: &str) -> Vec<std::ops::Range<usize>> {
    // The same length, so that places are the same.
    let lower = line.to_ascii_lowercase();
    let mut found = Vec::new();
    for word in BEFORE_SECRET {
        for (at, _) in lower.match_indices(word) {
            if lower[..at].ends_with(|c: char| c.is_alphanumeric()) {
                continue;
            }
            let mark = |c: char| matches!(c, ' ' | '*' | '_' | '`' | '"' | '\'' | '“' | '”' | '(' | '\t');
            let rest = lower[at + word.len()..].trim_start_matches(mark);
            let (after, is_given) = match (rest.strip_prefix([':', '=']), rest.strip_prefix("is ")) {
                (Some(after), _) => (after, true),
                (None, Some(after)) => (after, false),
                (None, None) => continue,
            };
            let value = after.trim_start_matches(mark);
            let start = lower.len() - value.len();
            let is_quoted = is_given && lower[..start].ends_with(['`', '"', '“']);
            let value = value.split(|c: char| c.is_whitespace() || matches!(c, '`' | '"' | '”' | '*')).next().unwrap_or_default();
            let value = value.trim_end_matches([',', '.', ';', ')', '\'']);
            let is_secret = value.chars().any(|c| c.is_ascii_digit()) || is_quoted;
            if value.chars().count() >= SHORTEST && is_secret && !value.starts_with("http") {
                found.push(start..start + value.len());
            }
        }
    }
    found
}

/// The digits in `(Rev. City, 202)` and in `Resolution 180 (City, 202)` that are not four.
fn years(line: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    for (open, _) in line.match_indices('(') {
        let Some(length) = line[open..].find(')') else { continue };
        let inside = &line[open + 1..open + length];
        let Some((before, digits)) = inside.rsplit_once(", ") else { continue };
        let mut words = line[..open].split_whitespace().rev();
        let of_resolution = words.next().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
            && words.next().is_some_and(|word| word.ends_with("Resolution"));
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && digits.len() != 4 && (before.starts_with("Rev. ") || of_resolution) {
            found.push(open + length - digits.len()..open + length);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(line: &str) -> Vec<&str> {
        secrets(line).into_iter().map(|range| &line[range]).collect()
    }

    #[test]
    fn a_secret_is_a_value_after_its_word() {
        assert_eq!(secret("SSID: ITUwifi, Wi-Fi key: itu@GVA1211."), ["itu@GVA1211"]);
        assert_eq!(secret("The **password** is `Geneva2017`"), ["Geneva2017"]);
        assert_eq!(secret("passphrase = \"correct-horse\""), ["correct-horse"]);
    }

    #[test]
    fn talk_of_secrets_is_none() {
        for line in [
            "Password: available on request",
            "The password is sent by e-mail",
            "Password: see https://example.org/1",
            "password: https://example.org/reset123",
            "Passwords: 123456789",
            "a password of 12 letters",
            "The Wi-Fi key hangs at the entrance",
        ] {
            assert_eq!(secret(line), [""; 0], "{line}");
        }
    }

    #[test]
    fn years_of_resolutions_have_four_digits() {
        let found = |line: &'static str| years(line).into_iter().map(|range| &line[range]).collect::<Vec<_>>();
        assert_eq!(found("Resolution 180 (Rev. Bucharest, 202), x"), ["202"]);
        assert_eq!(found("Resolution 206 (Dubai, 18)"), ["18"]);
        assert_eq!(found("Resolution 180 (Rev. Bucharest, 2022); (Annex 2, 3); clause (see 2, 33)"), [""; 0]);
    }
}
