//! Tags: what says of a value which type it has. Those of YAML's core schema must say what the value is; one more stands for dates.

use serde_yaml::granit_parser::{Event, Tag};

use super::is_null;
use crate::diagnostic::shown;

/// A tag that says no more than a text in quotes does.
const TEXT: &str = "!";
/// The tag of dates and times, which are read from their texts.
const DATE: &str = "!!timestamp";

/// Says what is wrong with the tag of a value that begins here: that it means nothing here, or something else.
pub(super) fn check(tag: &Tag, event: &Event<'_>) -> Result<(), String> {
    let name = tag.original();
    let fits = match (tag.core_suffix(), event) {
        (Some("str"), Event::Scalar(..)) | (Some("seq"), Event::SequenceStart(..)) | (Some("map"), Event::MappingStart(..)) => true,
        (Some("null"), Event::Scalar(text, ..)) => is_null(text),
        (Some("bool"), Event::Scalar(text, ..)) => matches!(text.as_ref(), "true" | "false"),
        (Some("int"), Event::Scalar(text, ..)) => text.parse::<i128>().is_ok(),
        (Some("float"), Event::Scalar(text, ..)) => text.parse::<f64>().is_ok_and(f64::is_finite),
        (Some(_), _) => false,
        (None, _) if matches!(name.as_str(), TEXT | DATE) => true,
        // What it asks for elsewhere, such as another file, is not done here.
        (None, _) => return Err(format!("the tag `{}` of this value means nothing here", shown(&name))),
    };
    if fits { Ok(()) } else { Err(format!("what stands here is in no form of its tag `{}` that is read", shown(&name))) }
}

/// Whether a tag says that a value is as if it stood without quotes; `None` where that is as it was written.
pub(super) fn says_plain(tag: &Tag) -> Option<bool> {
    match tag.core_suffix() {
        Some(suffix) => Some(suffix != "str"),
        None => (tag.original() == TEXT).then_some(false),
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::yaml::{Value, parse};

    #[test]
    fn tags_say_nothing_but_that_a_value_is_a_text() {
        let Value::Mapping(pairs) =
            parse("a: !!str 1.10\nb: !!int 5\nc: !!timestamp 2026-01-01\nd: !!map {}\ne: ! 1.10\n").unwrap().unwrap().value
        else {
            panic!()
        };
        let plain = |at: usize| matches!(pairs[at].1.value, Value::Scalar { plain: true, .. });
        assert_eq!([plain(0), plain(1), plain(2), plain(4)], [false, true, true, false]);
        for (text, tag, start) in
            [("a: !include x.yaml", "!include", 12), ("a: !!binary aGk=", "!!binary", 12), ("a: !ruby/object:X {}", "!ruby/object:X", 18)]
        {
            let fault = parse(text).unwrap_err();
            assert_eq!((fault.code, fault.span.start), (Code::YamlSyntax, start), "{text}");
            assert_eq!(fault.message, format!("the tag `{tag}` of this value means nothing here"));
        }
    }

    #[test]
    fn what_a_tag_says_must_be_so() {
        for (text, plain) in [
            ("!!int \"12\"", true),
            ("!!int -12", true),
            ("!!bool 'true'", true),
            ("!!float 1e3", true),
            ("!!null ~", true),
            ("!!str true", false),
            ("! [a]", false),
            ("!!seq [a]", false),
            ("!!map {a: b}", false),
        ] {
            let node = parse(text).unwrap().unwrap();
            assert_eq!(matches!(node.value, Value::Scalar { plain: true, .. }), plain, "{text}");
        }
        assert!(parse("!!null").unwrap().unwrap().is_null() && parse("!!null \"\"").unwrap().unwrap().is_null());
        for text in [
            "!!int abc",
            "!!int 0x1F",
            "!!int",
            "!!int [1]",
            "!!bool maybe",
            "!!float x",
            "!!float .inf",
            "!!null x",
            "!!str [a]",
            "!!seq {}",
            "!!map x",
        ] {
            let fault = parse(&format!("a: {text}")).unwrap_err();
            let tag = text.split(' ').next().unwrap();
            assert_eq!(
                (fault.code, fault.message),
                (Code::YamlSyntax, format!("what stands here is in no form of its tag `{tag}` that is read")),
                "{text}"
            );
        }
    }
}
