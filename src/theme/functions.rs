//! The filters that templates have beside Tera's own: pure, with no files, no network and no clock.

use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::date::{Date, MONTHS, When};

/// Registers the filters. Tera checks their names when it reads templates, so they come first.
pub fn register(tera: &mut Tera) {
    tera.register_filter("when", |text: &str, _: Kwargs, _: &State| in_words(text));
    tera.register_filter("span", |start: &str, arguments: Kwargs, _: &State| -> TeraResult<String> {
        let end = arguments.get::<Value>("end")?;
        Ok(span_in_words(start, end.as_ref().and_then(Value::as_str)))
    });
    tera.register_filter("plural", |count: u64, arguments: Kwargs, _: &State| -> TeraResult<String> {
        let word = if count == 1 { arguments.must_get::<&str>("one")? } else { arguments.must_get::<&str>("many")? };
        Ok(format!("{count} {word}"))
    });
    tera.register_filter("word", |id: &str, _: Kwargs, _: &State| word(id));
}

/// `7 June 2017`, `January 2024`, `first quarter of 2023`; any other text as it is.
fn in_words(text: &str) -> String {
    When::parse(text).map_or_else(|| text.to_owned(), When::in_words)
}

/// `17–19 October 2017`, `30 January – 2 February 2020`; what the two dates share is said once.
fn span_in_words(start: &str, end: Option<&str>) -> String {
    let (Some(from), Some(to)) = (Date::parse(start), end.and_then(Date::parse)) else { return in_words(start) };
    let ((first_year, first_month, first_day), (year, month, _)) = (from.parts(), to.parts());
    let to = in_words(&to.to_string());
    if from.to_string() == end.unwrap_or_default() {
        to
    } else if (first_year, first_month) == (year, month) {
        format!("{first_day}–{to}")
    } else if first_year == year {
        format!("{first_day} {} – {to}", MONTHS[first_month as usize - 1])
    } else {
        format!("{} – {to}", in_words(start))
    }
}

/// An id of the views as words for people.
fn word(id: &str) -> String {
    match id {
        "past-lifetime" => "past its lifetime",
        "co-chair" => "Co-chair",
        "vice-chair" => "Vice-chair",
        "acting-chair" => "Acting chair",
        "chair" => "Chair",
        "secretary" => "Secretary",
        "rapporteur" => "Rapporteur",
        "editor" => "Editor",
        "representative" => "Representative",
        "liaison" => "Liaison",
        "sent-to-parent" => "sent to the parent group",
        "visa" => "visa support",
        _ => return id.replace('-', " "),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_words() {
        assert_eq!(in_words("2017-06-07"), "7 June 2017");
        assert_eq!(in_words("2024-01"), "January 2024");
        assert_eq!(in_words("2023-Q1"), "first quarter of 2023");
        assert_eq!(span_in_words("2017-10-17", Some("2017-10-19")), "17–19 October 2017");
        assert_eq!(span_in_words("2020-01-30", Some("2020-02-02")), "30 January – 2 February 2020");
        assert_eq!(span_in_words("2019-12-30", Some("2020-01-02")), "30 December 2019 – 2 January 2020");
        assert_eq!(span_in_words("2023-Q1", None), "first quarter of 2023");
    }
}
