//! Dates in words. The month names and the order of the parts are words like any other: `month-1`, `date-day`; a
//! month without a day has a name of its own, `month-1-alone`, since some languages bend it beside one.

use super::{Words, fill};
use crate::date::{Date, When};

impl Words {
    /// `7 June 2017`, `January 2024`, `first quarter of 2023`; any other text as it is.
    pub fn date(&self, text: &str) -> String {
        let Some(when) = When::parse(text) else { return text.to_owned() };
        let first = when.first();
        match when {
            When::Day(day) => self.day(day),
            When::Month(_) => self.parts("date-month", first, None),
            When::Quarter(_) => {
                self.parts(["quarter-1", "quarter-2", "quarter-3", "quarter-4"][(first.parts().1 as usize - 1) / 3], first, None)
            }
        }
    }

    /// `17–19 October 2017`, `30 January – 2 February 2020`; what the two dates share is said once.
    pub fn span(&self, start: &str, end: Option<&str>) -> String {
        let Some((to, from)) = end.and_then(Date::parse).and_then(|to| Some((to, Date::parse(start)?))) else { return self.date(start) };
        let ((first_year, first_month, _), (year, month, _)) = (from.parts(), to.parts());
        match () {
            () if from == to => self.day(from),
            () if (first_year, first_month) == (year, month) => self.parts("span-days", to, Some(from)),
            () if first_year == year => self.parts("span-months", to, Some(from)),
            () => self.parts("span-years", to, Some(from)),
        }
    }

    /// `7 June 2017`. A page says dozens of days: what is the same for all of them is looked up once.
    fn day(&self, date: Date) -> String {
        let days = self.days.get_or_init(|| Days::of(self));
        let (year, month, day) = date.parts();
        let mut out = String::with_capacity(32);
        for part in &days.parts {
            match part {
                DayPart::Text(text) => out.push_str(text),
                DayPart::Day if day == 1 => out.push_str(&days.first),
                DayPart::Day => push_number(i16::from(day), &mut out),
                DayPart::Month => out.push_str(&days.months[month as usize - 1]),
                DayPart::Year => push_number(year, &mut out),
            }
        }
        out
    }

    /// `October 2017`, for the heading over a month's meetings.
    pub fn month(&self, date: Date) -> String {
        self.parts("date-month", date, None)
    }

    /// The word `key` with the parts of a date: `{day}`, `{month}`, `{month-alone}`, `{year}`, and of an earlier one `{first-day}`,
    /// `{first-month}`, `{first-year}`.
    fn parts(&self, key: &str, date: Date, first: Option<Date>) -> String {
        let part = |name: &str, date: Date| {
            let (year, month, day) = date.parts();
            Some(match name {
                "year" => year.to_string(),
                "month" => self.of(MONTHS[month as usize - 1]).to_owned(),
                "month-alone" => self.of(MONTHS_ALONE[month as usize - 1]).to_owned(),
                "day" if day == 1 => self.of("day-1").to_owned(),
                "day" => day.to_string(),
                _ => return None,
            })
        };
        let mut out = String::with_capacity(32);
        fill(self.of(key), &mut out, |name, out| {
            let (name, date) = match (name.strip_prefix("first-"), first) {
                (Some(name), Some(first)) => (name, first),
                _ => (name, date),
            };
            if let Some(text) = part(name, date) {
                out.push_str(&text);
            }
        });
        out
    }
}

/// How a language says a day.
#[derive(Clone, Debug)]
pub(super) struct Days {
    parts: Vec<DayPart>,
    months: [String; 12],
    /// The first of a month.
    first: String,
}

#[derive(Clone, Debug)]
enum DayPart {
    Text(String),
    Day,
    Month,
    Year,
}

impl Days {
    fn of(words: &Words) -> Self {
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut rest = words.of("date-day");
        while let Some((before, (name, after))) = rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?))) {
            text.push_str(before);
            rest = after;
            let part = match name {
                "day" => DayPart::Day,
                "month" => DayPart::Month,
                "year" => DayPart::Year,
                _ => continue,
            };
            parts.extend([DayPart::Text(std::mem::take(&mut text)), part]);
        }
        text.push_str(rest);
        parts.push(DayPart::Text(text));
        Self { parts, months: MONTHS.map(|month| words.of(month).to_owned()), first: words.of("day-1").to_owned() }
    }
}

/// Writes a number above nought.
fn push_number(number: i16, out: &mut String) {
    let unit = [1000, 100, 10, 1].into_iter().skip_while(|unit| number < *unit);
    out.extend(unit.map(|unit| char::from(b'0' + (number / unit % 10) as u8)));
}

const MONTHS: [&str; 12] =
    ["month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10", "month-11", "month-12"];
const MONTHS_ALONE: [&str; 12] = [
    "month-1-alone",
    "month-2-alone",
    "month-3-alone",
    "month-4-alone",
    "month-5-alone",
    "month-6-alone",
    "month-7-alone",
    "month-8-alone",
    "month-9-alone",
    "month-10-alone",
    "month-11-alone",
    "month-12-alone",
];
