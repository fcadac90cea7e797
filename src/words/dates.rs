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
            When::Day(_) => self.parts("date-day", first, None),
            When::Month(_) => self.parts("date-month", first, None),
            When::Quarter(_) => {
                self.parts(["quarter-1", "quarter-2", "quarter-3", "quarter-4"][(first.parts().1 as usize - 1) / 3], first, None)
            }
        }
    }

    /// `17–19 October 2017`, `30 January – 2 February 2020`; what the two dates share is said once.
    pub fn span(&self, start: &str, end: Option<&str>) -> String {
        let (Some(from), Some(to)) = (Date::parse(start), end.and_then(Date::parse)) else { return self.date(start) };
        let ((first_year, first_month, _), (year, month, _)) = (from.parts(), to.parts());
        match () {
            () if from == to => self.parts("date-day", from, None),
            () if (first_year, first_month) == (year, month) => self.parts("span-days", to, Some(from)),
            () if first_year == year => self.parts("span-months", to, Some(from)),
            () => self.parts("span-years", to, Some(from)),
        }
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
