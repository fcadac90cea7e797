//! Time zones of the IANA database inside the program, never the machine's: the same calendar everywhere.

use std::fmt::Write;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{self, DateTime};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use crate::date::Date;

/// Empty until the first zone is asked for, and then it keeps what was asked.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The name of a zone as the database spells it; `None` if it has no such zone.
pub fn canonical(name: &str) -> Option<String> {
    Some(ZONES.get(name).ok()?.iana_name()?.to_owned())
}

/// The zone whose name is nearest to a wrong one.
pub fn nearest(name: &str) -> Option<String> {
    let names: Vec<String> = ZONES.available().map(|name| name.to_string()).collect();
    crate::suggest::nearest(name, names.iter().map(String::as_str)).map(str::to_owned)
}

/// The difference of a zone to UTC at a time of its own clocks, in minutes. Of a time that its clocks skip or show twice,
/// the difference before the change (RFC 5545, 3.3.5).
pub fn offset(name: &str, date: Date, hour: u8, minute: u8) -> Option<i32> {
    let (year, month, day) = date.parts();
    let zoned = civil::date(year, month, day).at(hour as i8, minute as i8, 0, 0).to_zoned(ZONES.get(name).ok()?).ok()?;
    Some(zoned.offset().seconds() / 60)
}

/// A stretch of time with one difference to UTC: a component of a VTIMEZONE (RFC 5545, 3.6.5).
#[derive(Debug, PartialEq, Eq)]
pub struct Observance {
    /// Whether it is daylight saving time.
    pub is_daylight: bool,
    /// The difference to UTC before it: `+0100`.
    pub from: String,
    /// The difference to UTC in it.
    pub to: String,
    /// Its abbreviation: `CEST`.
    pub name: String,
    /// When it began, each in the local time before it: `20170326T020000`.
    pub onsets: Vec<String>,
}

/// What holds in a zone from one day through another: what held on the first, and every change after it. Those that
/// recur are told together, in the order of the first of each.
pub fn observances(name: &str, first: Date, last: Date) -> Vec<Observance> {
    let Ok(zone) = ZONES.get(name) else { return Vec::new() };
    // A day before and two after: whatever the zone, the days themselves are within.
    let at = |date: Date, days: i64| {
        let (year, month, day) = date.parts();
        let midnight = civil::date(year, month, day).at(0, 0, 0, 0).to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp());
        let span = jiff::SignedDuration::from_hours(24 * days);
        midnight.and_then(|midnight| midnight.checked_add(span)).unwrap_or(Timestamp::MAX)
    };
    let (start, end) = (at(first, -1), at(last, 2));
    let before = zone.preceding(start).next().map(|change| change.timestamp());
    let changes = zone.following(start).map(|change| change.timestamp()).take_while(|time| *time <= end);
    let mut all: Vec<Observance> = Vec::new();
    for time in before.into_iter().chain(changes) {
        let after = zone.to_offset_info(time);
        let earlier = zone.to_offset(time - jiff::SignedDuration::from_secs(1));
        add(&mut all, after.dst().is_dst(), earlier, after.offset(), after.abbreviation(), earlier.to_datetime(time));
    }
    if before.is_none() {
        // It never changed before: told from a day that no meeting is before.
        let held = zone.to_offset_info(start);
        let mut all_with_first = Vec::new();
        add(
            &mut all_with_first,
            held.dst().is_dst(),
            held.offset(),
            held.offset(),
            held.abbreviation(),
            civil::date(1, 1, 1).at(0, 0, 0, 0),
        );
        all_with_first.append(&mut all);
        return all_with_first;
    }
    all
}

fn add(all: &mut Vec<Observance>, is_daylight: bool, from: Offset, to: Offset, name: &str, onset: DateTime) {
    let (from, to) = (difference(from), difference(to));
    let onset = onset.strftime("%Y%m%dT%H%M%S").to_string();
    let is_same =
        |other: &&mut Observance| (other.is_daylight, &other.from, &other.to, other.name.as_str()) == (is_daylight, &from, &to, name);
    match all.iter_mut().find(is_same) {
        Some(same) => same.onsets.push(onset),
        None => all.push(Observance { is_daylight, name: name.to_owned(), onsets: vec![onset], from, to }),
    }
}

/// `+0100`, with seconds only where a zone had them.
fn difference(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes, rest) = (seconds.abs() / 3600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    let mut text = format!("{sign}{hours:02}{minutes:02}");
    if rest != 0 {
        let _ = write!(text, "{rest:02}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect(text)
    }

    #[test]
    fn a_zone_is_known_by_its_name_alone() {
        assert_eq!(canonical("Europe/Zurich").as_deref(), Some("Europe/Zurich"));
        assert_eq!(canonical("UTC").as_deref(), Some("UTC"));
        assert_eq!(canonical("Europe/Zurch"), None);
        assert_eq!(nearest("Europe/Zurch").as_deref(), Some("Europe/Zurich"));
    }

    #[test]
    fn the_difference_to_utc_is_that_of_the_day_and_the_hour() {
        let at = |zone, day, hour| offset(zone, date(day), hour, 30);
        assert_eq!((at("Europe/Zurich", "2017-10-17", 9), at("Europe/Zurich", "2017-11-17", 9)), (Some(120), Some(60)));
        assert_eq!((at("Asia/Kathmandu", "2020-03-10", 9), at("America/St_Johns", "2020-01-10", 9)), (Some(345), Some(-210)));
        // The night in which the clocks go forward, and that in which they go back.
        assert_eq!((at("Europe/Zurich", "2023-03-26", 2), at("Europe/Zurich", "2023-10-29", 2)), (Some(120), Some(120)));
        assert_eq!(at("Europe/Zurch", "2020-01-10", 9), None);
    }

    #[test]
    fn what_holds_over_a_change_is_told_with_the_change() {
        let found = observances("Europe/Zurich", date("2023-03-25"), date("2023-03-27"));
        let told: Vec<_> = found.iter().map(|one| (one.is_daylight, one.from.as_str(), one.to.as_str(), one.onsets.join(" "))).collect();
        assert_eq!(told, [(false, "+0200", "+0100", "20221030T030000".to_owned()), (true, "+0100", "+0200", "20230326T020000".to_owned())]);
    }

    #[test]
    fn a_zone_that_never_changes_is_told_once() {
        let found = observances("UTC", date("2023-03-25"), date("2023-03-27"));
        assert_eq!((found.len(), found[0].to.as_str(), found[0].name.as_str()), (1, "+0000", "UTC"));
        let kathmandu = observances("Asia/Kathmandu", date("2023-03-25"), date("2023-03-27"));
        assert_eq!((kathmandu.len(), kathmandu[0].to.as_str()), (1, "+0545"));
    }
}
