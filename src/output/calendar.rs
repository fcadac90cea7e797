//! Calendars of the home page, the focus groups and the study groups: iCalendar (RFC 5545, with the names of RFC 7986).
//!
//! DTSTAMP and LAST-MODIFIED are the record's `updated`, else the meeting's `announced`, else the record's `date`; DTSTAMP,
//! which must be there, else the newest day of the site's news. Never the clock.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::agenda::Occasion;
use super::{Output, Renderer, ics};
use crate::date::Date;
use crate::library::Route;
use crate::plan::{Artifact, Item, Owner};
use crate::{view, zone};

/// The calendars.
pub(super) const CALENDARS: Output = Output {
    name: "calendars",
    claim: |sources, output, planner| {
        if sources.settings.makes_calendars() {
            for (page, route) in view::pages_with_calendar(sources.library) {
                let artifact = Artifact { output, item: Item::About(route) };
                planner.claim(&format!("{page}calendar.ics"), Owner::Made("a calendar"), artifact);
            }
        }
    },
    bytes: |renderer, path, item, buffer| {
        renderer.calendar(path.url(), item, buffer);
        Ok(Cow::Borrowed(buffer))
    },
};

impl Renderer<'_> {
    fn calendar(&self, path: &str, item: &Item, out: &mut Vec<u8>) {
        let settings = self.views.settings;
        let agenda = self.agenda();
        let (of, occasions) = match item {
            Item::About(Route::Record(id)) => (Some(self.views.library.record(*id).official().into_owned()), agenda.of_group(*id)),
            _ => (None, agenda.all.iter().collect()),
        };
        let name = of.map_or_else(|| settings.title.clone(), |of| format!("{of} – {}", settings.title));
        ics::line(out, "BEGIN", "VCALENDAR");
        ics::line(out, "VERSION", "2.0");
        ics::line(out, "PRODID", "-//plenary//plenary//EN");
        ics::line(out, "CALSCALE", "GREGORIAN");
        ics::line(out, "METHOD", "PUBLISH");
        ics::text(out, "NAME", &name);
        ics::text(out, "X-WR-CALNAME", &name);
        ics::line(out, "SOURCE;VALUE=URI", &settings.base_url.address(path));
        ics::line(out, "REFRESH-INTERVAL;VALUE=DURATION", "P1D");
        write_zones(&occasions, out);
        let host = settings.base_url.host();
        for occasion in occasions {
            self.write_event(occasion, host, out);
        }
        ics::line(out, "END", "VCALENDAR");
    }

    fn write_event(&self, occasion: &Occasion, host: &str, out: &mut Vec<u8>) {
        let (first, last) = occasion.days;
        ics::line(out, "BEGIN", "VEVENT");
        ics::text(out, "UID", &format!("{}@{host}", occasion.uid));
        ics::line(out, "DTSTAMP", &midnight(occasion.changed.unwrap_or(self.news().newest)));
        if let Some(changed) = occasion.changed {
            ics::line(out, "LAST-MODIFIED", &midnight(changed));
        }
        // After the last day that there is comes none: an event of that day alone ends with it, and a longer one lacks it.
        let after = last.next().or((last > first).then_some(last)).map(basic);
        match &occasion.opens {
            Some((time, zone)) => {
                ics::line(out, &format!("DTSTART;TZID={zone}"), &format!("{}T{:02}{:02}00", basic(first), time.hour, time.minute));
                if let Some(after) = after {
                    ics::line(out, &format!("DTEND;TZID={zone}"), &format!("{after}T000000"));
                }
            }
            None => {
                ics::line(out, "DTSTART;VALUE=DATE", &basic(first));
                if let Some(after) = after {
                    ics::line(out, "DTEND;VALUE=DATE", &after);
                }
                // A whole day that is only named leaves the day free.
                ics::line(out, "TRANSP", "TRANSPARENT");
            }
        }
        ics::text(out, "SUMMARY", &occasion.summary);
        if let Some(location) = &occasion.location {
            ics::text(out, "LOCATION", location);
        }
        if let Some(description) = &occasion.description {
            ics::text(out, "DESCRIPTION", description);
        }
        ics::line(out, "CATEGORIES", occasion.category);
        ics::line(out, "URL", &self.views.settings.base_url.address(&occasion.path));
        ics::line(out, "END", "VEVENT");
    }
}

/// Writes every time zone that an event is told in, over the time of its events. A calendar must have a component: one
/// without events has UTC.
fn write_zones(occasions: &[&Occasion], out: &mut Vec<u8>) {
    let mut zones: BTreeMap<&str, (Date, Date)> = BTreeMap::new();
    for occasion in occasions {
        if let Some((_, zone)) = &occasion.opens {
            let (first, last) = occasion.days;
            let days = zones.entry(zone).or_insert((first, last));
            *days = (days.0.min(first), days.1.max(last));
        }
    }
    let epoch = Date::from_unix(0).expect("1970 is in the calendar");
    if occasions.is_empty() {
        zones.insert("UTC", (epoch, epoch));
    }
    for (name, (first, last)) in zones {
        ics::line(out, "BEGIN", "VTIMEZONE");
        ics::line(out, "TZID", name);
        for observance in zone::observances(name, first, last) {
            let kind = if observance.is_daylight { "DAYLIGHT" } else { "STANDARD" };
            ics::line(out, "BEGIN", kind);
            ics::line(out, "DTSTART", &observance.onsets[0]);
            if observance.onsets.len() > 1 {
                ics::line(out, "RDATE", &observance.onsets[1..].join(","));
            }
            ics::line(out, "TZOFFSETFROM", &observance.from);
            ics::line(out, "TZOFFSETTO", &observance.to);
            ics::text(out, "TZNAME", &observance.name);
            ics::line(out, "END", kind);
        }
        ics::line(out, "END", "VTIMEZONE");
    }
}

/// `20170607`.
fn basic(date: Date) -> String {
    let (year, month, day) = date.parts();
    format!("{year:04}{month:02}{day:02}")
}

/// `20170607T000000Z`.
fn midnight(date: Date) -> String {
    format!("{}T000000Z", basic(date))
}
