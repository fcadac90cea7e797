//! Days, periods and durations: ISO 8601 only, no time zone, no clock.

use jiff::Span;
use jiff::civil;

/// The months in English.
pub const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const QUARTERS: [&str; 4] = ["first", "second", "third", "fourth"];

/// A day of the calendar, in the years 1000 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// Reads `2020-01-15`, and nothing else that ISO 8601 also allows.
    pub fn parse(text: &str) -> Option<Self> {
        let [year @ .., b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
        civil::Date::new(number(year, 4)?, number(&[*m1, *m2], 2)? as i8, number(&[*d1, *d2], 2)? as i8).ok().and_then(Self::of)
    }

    /// The day of a time in seconds since 1970-01-01 in UTC, as `SOURCE_DATE_EPOCH` gives it; `None` before the year 1000, or
    /// past 9999.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let time = jiff::Timestamp::from_second(seconds).ok()?;
        Self::of(time.to_zoned(jiff::tz::TimeZone::UTC).date())
    }

    /// The day after a duration from this one: a month that has no such day ends on its last (31 January and a month is
    /// 28 or 29 February). `None` past the year 9999.
    pub fn after(self, duration: Duration) -> Option<Self> {
        self.0.checked_add(duration.0).ok().map(Self)
    }

    /// The next day; `None` past the year 9999.
    pub fn next(self) -> Option<Self> {
        self.0.tomorrow().ok().map(Self)
    }

    /// The day `days` days before this one; `None` before the year 1000.
    pub fn days_before(self, days: u32) -> Option<Self> {
        self.before(Span::new().try_days(i64::from(days)).ok()?)
    }

    /// The same day `months` months before: a month that has no such day ends on its last.
    pub fn months_before(self, months: u32) -> Option<Self> {
        self.before(Span::new().try_months(i64::from(months)).ok()?)
    }

    fn before(self, span: Span) -> Option<Self> {
        self.0.checked_sub(span).ok().and_then(Self::of)
    }

    /// A day whose year has four digits.
    fn of(date: civil::Date) -> Option<Self> {
        (date.year() >= 1000).then_some(Self(date))
    }

    /// `7 June 2017`.
    pub fn in_words(self) -> String {
        When::Day(self).in_words()
    }

    /// Whole days from this day to `other`, negative if it is earlier.
    pub fn days_until(self, other: Self) -> i32 {
        self.0.until(other.0).map_or(0, |span| span.get_days())
    }

    /// The year, month (1 to 12) and day of the month.
    pub fn parts(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.parts();
        // Pages print dozens of dates, and digit by digit costs a fraction of a format; a year has four digits.
        let digit = |number: i16, unit: i16| b'0' + (number / unit % 10) as u8;
        let (month, day) = (i16::from(month), i16::from(day));
        let text = [
            digit(year, 1000),
            digit(year, 100),
            digit(year, 10),
            digit(year, 1),
            b'-',
            digit(month, 10),
            digit(month, 1),
            b'-',
            digit(day, 10),
            digit(day, 1),
        ];
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

/// Digits only, exactly `width` of them: four at the most.
fn number(digits: &[u8], width: usize) -> Option<i16> {
    let all_digits = digits.len() == width && digits.iter().all(u8::is_ascii_digit);
    all_digits.then(|| digits.iter().fold(0, |number, digit| number * 10 + i16::from(digit - b'0')))
}

/// A day, or the month or quarter while the day is not fixed: `2020-03-10`, `2020-03`, `2020-Q1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A day.
    Day(Date),
    /// A month: its first day.
    Month(Date),
    /// A quarter of a year: its first day.
    Quarter(Date),
}

impl When {
    /// Reads one of the three forms.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(date) = Date::parse(text) {
            return Some(Self::Day(date));
        }
        let (year, rest) = text.split_once('-')?;
        let first_of = |month| civil::Date::new(number(year.as_bytes(), 4)?, month, 1).ok().and_then(Date::of);
        match rest.strip_prefix('Q') {
            Some(quarter @ ("1" | "2" | "3" | "4")) => {
                let quarter: i8 = quarter.parse().ok()?;
                first_of(quarter * 3 - 2).map(Self::Quarter)
            }
            Some(_) => None,
            None => first_of(number(rest.as_bytes(), 2)? as i8).map(Self::Month),
        }
    }

    /// The first day that it can be.
    pub fn first(self) -> Date {
        match self {
            Self::Day(date) | Self::Month(date) | Self::Quarter(date) => date,
        }
    }

    /// The last day that it can be.
    pub fn last(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::Month(Date(first)) => Date(first.last_of_month()),
            Self::Quarter(Date(first)) => Date(first.saturating_add(Span::new().months(2)).last_of_month()),
        }
    }

    /// `7 June 2017`, `January 2024`, `first quarter of 2023`.
    pub fn in_words(self) -> String {
        let (year, month, day) = self.first().parts();
        let month_name = MONTHS[month as usize - 1];
        match self {
            Self::Day(_) => format!("{day} {month_name} {year}"),
            Self::Month(_) => format!("{month_name} {year}"),
            Self::Quarter(_) => format!("{} quarter of {year}", QUARTERS[(month as usize - 1) / 3]),
        }
    }

    /// The quarter that its first day lies in.
    pub fn quarter(self) -> Self {
        let (_, month, _) = self.first().parts();
        self.first().months_before((month as u32 - 1) % 3).map_or(self, |Date(date)| Self::Quarter(Date(date.first_of_month())))
    }

    /// The day, when it is fixed.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(date) => Some(date),
            Self::Month(_) | Self::Quarter(_) => None,
        }
    }
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, _) = self.first().parts();
        match self {
            Self::Day(date) => date.fmt(f),
            Self::Month(_) => write!(f, "{year:04}-{month:02}"),
            Self::Quarter(_) => write!(f, "{year:04}-Q{}", (month + 2) / 3),
        }
    }
}

/// An ISO 8601 duration in years, months, weeks and days: `P1Y`, `P18M`.
#[derive(Clone, Copy, Debug)]
pub struct Duration(Span);

impl Duration {
    /// Reads a duration that is longer than nothing and has no hours, minutes or seconds.
    pub fn parse(text: &str) -> Option<Self> {
        if !text.starts_with('P') || text.contains(['T', 't', '.', ',']) {
            return None;
        }
        let span: Span = text.parse().ok()?;
        span.is_positive().then_some(Self(span))
    }

    /// Years, months, weeks and days as written.
    pub fn parts(self) -> (i16, i32, i32, i32) {
        (self.0.get_years(), self.0.get_months(), self.0.get_weeks(), self.0.get_days())
    }
}

impl std::fmt::Display for Duration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for Duration {}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect(text)
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        for text in ["2026-02-30", "2026-13-01", "31/12/2026", "2026-1-1", "20260101", "0000-01-01", "99999-01-01", "2026-01-01T00:00", ""]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(date("2024-02-29").to_string(), "2024-02-29");
    }

    #[test]
    fn seconds_are_of_a_day_with_a_year_of_four_digits() {
        assert_eq!(Date::from_unix(-1), Some(date("1969-12-31")));
        assert_eq!(Date::from_unix(-30_610_224_000), Some(date("1000-01-01")));
        for seconds in [-30_610_224_001, -99_999_999_999, 253_402_300_800, i64::MIN, i64::MAX] {
            assert_eq!(Date::from_unix(seconds), None, "{seconds}");
        }
    }

    #[test]
    fn months_and_quarters_span_their_days() {
        let quarter = When::parse("2023-Q1").unwrap();
        assert_eq!((quarter.first(), quarter.last()), (date("2023-01-01"), date("2023-03-31")));
        let month = When::parse("2024-02").unwrap();
        assert_eq!((month.to_string().as_str(), month.last()), ("2024-02", date("2024-02-29")));
        assert_eq!((When::parse("2024-Q5"), When::parse("2024-13")), (None, None));
        assert_eq!(When::parse("9999-Q4").unwrap().last(), date("9999-12-31"));
    }

    #[test]
    fn days_and_months_are_counted_back() {
        assert_eq!(date("2017-10-17").days_before(12), Some(date("2017-10-05")));
        assert_eq!(date("2017-10-17").months_before(1), Some(date("2017-09-17")));
        assert_eq!(date("2024-03-31").months_before(1), Some(date("2024-02-29")));
        assert_eq!(date("1000-01-01").days_before(1), None);
        assert_eq!(date("2020-01-01").days_before(u32::MAX), None);
    }

    #[test]
    fn eighteen_months_are_counted_by_the_calendar() {
        assert_eq!(date("2017-10-17").after(Duration::parse("P18M").unwrap()), Some(date("2019-04-17")));
        assert_eq!(date("2024-01-31").after(Duration::parse("P1M").unwrap()), Some(date("2024-02-29")));
        for text in ["1Y", "P", "PT1H", "P0D", "-P1Y", "P1.5Y"] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }
}
