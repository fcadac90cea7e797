//! The types that single values of records have.

use super::{Read, Reader, Shape};
use crate::date::{Date, Duration, When};
use crate::diagnostic::{Code, shown};
use crate::span::Span;
use crate::yaml::{Node, Value};
use crate::zone;

/// A text with its place: title, summary and others that readers see, in which mentions of designations count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// The text.
    pub text: String,
    /// Where it stands in the file.
    pub span: Span,
}

/// A designation in front matter: it must name a record. Empty where the value was faulty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Designation(pub Prose);

/// A text that may name a record and then links to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MaybeDesignation(pub Prose);

/// A value with its place, for checks that compare two of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the file.
    pub span: Span,
}

/// A time of day: hours and minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

/// The name of a time zone in the IANA database, such as `Europe/Zurich`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeZone(pub String);

/// An address that begins with `https:`, `http:` or `mailto:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url(pub String);

/// An e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(pub String);

/// A colour as `#rgb` or `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colour(pub String);

/// A map that is free: its keys and values are whatever a theme wants.
#[derive(Clone, Debug, PartialEq)]
pub struct Free(pub serde_json::Value);

/// The text of a scalar that has one and no control characters.
fn text_of<'n>(node: &'n Node<'_>, shape: &Shape, reader: &mut Reader<'_>) -> Option<&'n str> {
    match node.as_text() {
        Some(text) if !node.is_null() && !text.trim().is_empty() => {
            if let Some(c) = text.chars().find(|&c| c.is_control() && c != '\n' && c != '\t') {
                let message = format!("this text has the control character {}", c.escape_unicode());
                reader.fault(Code::InvalidValue, node.span, message, None);
                return None;
            }
            Some(text)
        }
        _ => {
            reader.wrong(node, shape);
            None
        }
    }
}

/// A type that is read from the text of a scalar.
macro_rules! read_text {
    ($type:ty, $shape:expr, $stand_in:expr, |$text:ident, $node:ident| $read:expr) => {
        impl Read for $type {
            const SHAPE: Shape = $shape;

            fn read($node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
                let $text = text_of($node, &Self::SHAPE, reader)?;
                let value: Option<Self> = $read;
                if value.is_none() {
                    reader.wrong($node, &Self::SHAPE);
                }
                value
            }

            fn stand_in() -> Self {
                $stand_in
            }
        }
    };
}

read_text!(String, Shape::Text, Self::new(), |text, node| Some(text.trim().to_owned()));
read_text!(Prose, Shape::Text, Self::default(), |text, node| Some(Self { text: text.trim().to_owned(), span: node.span }));
read_text!(Designation, Shape::Designation, Self::default(), |text, node| Some(Self(Prose {
    text: text.trim().to_owned(),
    span: node.span
})));
read_text!(MaybeDesignation, Shape::DesignationOrText, Self::default(), |text, node| Some(Self(Prose {
    text: text.trim().to_owned(),
    span: node.span
})));
read_text!(u32, Shape::Number, 0, |text, node| text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit())));
read_text!(bool, Shape::Flag, false, |text, node| match (text, &node.value) {
    ("true", Value::Scalar { plain: true, .. }) => Some(true),
    ("false", Value::Scalar { plain: true, .. }) => Some(false),
    _ => None,
});
read_text!(Date, Shape::Date, epoch(), |text, node| Self::parse(text));
read_text!(When, Shape::When, Self::Day(epoch()), |text, node| Self::parse(text));
read_text!(Duration, Shape::Duration, one_year(), |text, node| Self::parse(text));
read_text!(Time, Shape::Time, Self { hour: 0, minute: 0 }, |text, node| parse_time(text));
read_text!(Url, Shape::Url, Self(String::new()), |text, node| is_web_address(text).then(|| Self(text.to_owned())));
read_text!(Email, Shape::Email, Self(String::new()), |text, node| is_email(text).then(|| Self(text.to_owned())));
read_text!(Colour, Shape::Colour, Self(String::new()), |text, node| is_colour(text).then(|| Self(text.to_owned())));

impl<T: Read> Read for At<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = T::REQUIRED;

    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(node, reader).map(|value| Self { value, span: node.span })
    }

    fn stand_in() -> Self {
        Self { value: T::stand_in(), span: Span::default() }
    }
}

impl Read for TimeZone {
    const SHAPE: Shape = Shape::TimeZone;

    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = text_of(node, &Self::SHAPE, reader)?;
        if !is_time_zone(text) {
            reader.wrong(node, &Self::SHAPE);
            return None;
        }
        let Some(name) = zone::canonical(text) else {
            let help = zone::nearest(text).map(|near| format!("did you mean `{near}`?"));
            reader.fault(Code::InvalidValue, node.span, format!("`{}` is no time zone of the IANA database", shown(text)), help);
            return None;
        };
        Some(Self(name))
    }

    fn stand_in() -> Self {
        Self(String::new())
    }
}

impl Read for Free {
    const SHAPE: Shape = Shape::Free;

    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if !matches!(node.value, Value::Mapping(_)) {
            reader.wrong(node, &Shape::Map(&[]));
            return None;
        }
        free(node, reader).map(Self)
    }

    fn stand_in() -> Self {
        Self(serde_json::Value::Null)
    }
}

/// YAML's core schema for plain scalars, since themes count and compare with these values.
fn free(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<serde_json::Value> {
    use serde_json::Value as Json;
    Some(match &node.value {
        Value::Scalar { .. } if node.is_null() => Json::Null,
        Value::Scalar { text, plain: true } => match text.as_ref() {
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            text => match (text.parse::<i64>(), text.parse::<f64>()) {
                (Ok(number), _) => Json::from(number),
                (_, Ok(number)) if number.is_finite() => Json::from(number),
                _ => Json::from(text),
            },
        },
        Value::Scalar { text, .. } => Json::from(text.as_ref()),
        Value::Sequence(items) => Json::Array(items.iter().filter_map(|item| free(item, reader)).collect()),
        Value::Mapping(pairs) => {
            let mut map = serde_json::Map::new();
            for (key, value) in pairs {
                let Some(name) = key.as_text() else {
                    reader.fault(Code::InvalidValue, key.span, "a key must be a word", None);
                    continue;
                };
                let value = free(value, reader)?;
                if map.insert(name.to_owned(), value).is_some() {
                    reader.fault(Code::DuplicateKey, key.span, format!("`{name}` stands here a second time"), None);
                }
            }
            Json::Object(map)
        }
    })
}

fn epoch() -> Date {
    Date::from_unix(0).expect("1970 is in the calendar")
}

fn one_year() -> Duration {
    Duration::parse("P1Y").expect("a year is a duration")
}

fn parse_time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let two = |digits: &str| (digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse::<u8>().ok())?;
    let time = Time { hour: two(hour)?, minute: two(minute)? };
    (time.hour < 24 && time.minute < 60).then_some(time)
}

impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

/// Whether a text has the form of a zone's name.
fn is_time_zone(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+'));
    text == "UTC" || (text.contains('/') && text.split('/').all(part))
}

fn is_web_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    if text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\')) {
        return false;
    }
    match scheme.to_ascii_lowercase().as_str() {
        "mailto" => is_email(rest),
        "http" | "https" => rest.strip_prefix("//").is_some_and(|host| !host.is_empty() && !host.starts_with('/')),
        _ => false,
    }
}

/// Whether a text is the address of a page of the web: `https:` or `http:`, and nothing in it that a link could not hold.
pub fn is_web_page(text: &str) -> bool {
    is_web_address(text) && !text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:"))
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain =
        |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"@".contains(c));
    plain(local) && plain(domain) && !domain.starts_with('.') && !domain.ends_with('.') && domain.contains('.')
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;
    use crate::yaml;

    #[test]
    fn only_web_and_mail_addresses_are_addresses() {
        for good in ["https://itu.int/en/", "http://x", "mailto:a@b.org", "HTTPS://x.org"] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in ["javascript:alert(1)", "//x.org", "https:x", "https:///x", "ftp://x", "x.org", "https://a b", "data:text/html,x"] {
            assert!(!is_web_address(bad), "{bad}");
        }
        for c in "\u{1}\u{7f}\u{a0}\t<>\"\\".chars() {
            assert!(!is_web_address(&format!("https://x/{c}")), "{c:?}");
        }
        assert!(is_web_page("https://itu.int/en/") && !is_web_page("MAILTO:a@b.org") && !is_web_page("x.org"));
    }

    #[test]
    fn times_are_of_a_day() {
        assert_eq!(parse_time("09:30"), Some(Time { hour: 9, minute: 30 }));
        for bad in ["24:00", "9:30", "09:60", "0930", "09:30:00"] {
            assert_eq!(parse_time(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_time_is_told_as_it_is_written() {
        assert_eq!(parse_time("09:05").map(|time| time.to_string()).as_deref(), Some("09:05"));
    }

    #[test]
    fn a_zone_is_a_region_and_a_place_or_utc() {
        for good in ["UTC", "Europe/Zurich", "America/Argentina/Buenos_Aires", "Etc/GMT+3", "America/Port-au-Prince"] {
            assert!(is_time_zone(good), "{good}");
        }
        for bad in ["", "CET", "utc", "/", "Europe/", "/Zurich", "Europe//Zurich", "Europe/Zürich", "../UTC", "Europe/New York"] {
            assert!(!is_time_zone(bad), "{bad}");
        }
    }

    /// What is read from `text`, and the faults told of it.
    fn read<T: Read>(text: &str) -> (Option<T>, Vec<String>) {
        let mut reader = Reader::new(&SourcePath::new("content/pages/x.md"), text);
        let value = T::read(&yaml::parse(text).unwrap().unwrap(), &mut reader);
        (value, reader.diagnostics.into_iter().map(|fault| fault.message).collect())
    }

    #[test]
    fn a_text_has_no_control_characters_but_line_ends_and_tabs() {
        assert_eq!(read::<String>("\" a\\n\\tb \""), (Some("a\n\tb".to_owned()), vec![]));
        assert_eq!(read::<String>("\"a\\eb\""), (None, vec!["this text has the control character \\u{1b}".to_owned()]));
        assert_eq!(read::<String>("\" \""), (None, vec!["there is no text here: expected a text".to_owned()]));
        assert_eq!(read::<String>("~"), (None, vec!["there is no value here: expected a text".to_owned()]));
    }

    #[test]
    fn free_values_have_the_types_that_yaml_gives_them() {
        let text = "{a: true, b: false, c: ~, d: 12, e: -1.5, f: 1.10, g: \"12\", h: !!str 12, i: .inf, j: NaN, k: 18446744073709551616, l: [x, {m: n}]}";
        let wanted = serde_json::json!({
            "a": true, "b": false, "c": null, "d": 12, "e": -1.5, "f": 1.1, "g": "12", "h": "12", "i": ".inf", "j": "NaN",
            "k": 18_446_744_073_709_551_616.0_f64, "l": ["x", {"m": "n"}]
        });
        assert_eq!(read::<Free>(text), (Some(Free(wanted)), vec![]));
        assert_eq!(read::<Free>("[x]"), (None, vec!["a list will not do here: expected keys and values".to_owned()]));
        let (value, faults) = read::<Free>("{a: 1, [b]: 2, a: 3}");
        assert!(value.is_some());
        assert_eq!(faults, ["a key must be a word", "`a` stands here a second time"]);
    }

    #[test]
    fn a_colour_has_three_or_six_digits() {
        assert!(is_colour("#1a2") && is_colour("#1A2b3c"));
        for bad in ["1a2b3c", "#1a2b", "#1a2b3g", "#", "red"] {
            assert!(!is_colour(bad), "{bad}");
        }
    }

    #[test]
    fn an_email_address_has_a_domain() {
        assert!(is_email("tsbfgdlt@itu.int"));
        for bad in ["", "x", "x@", "@x.org", "a b@x.org", "x@localhost", "x@.org", "a@b@c.org"] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
