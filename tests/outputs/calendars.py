"""Reads every calendar back with icalendar, and its time zones against Python's own."""

from datetime import date, datetime, timedelta
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone
from published import main

# What tests/hostile says, as an independent reader must find it.
HOSTILE = {
    "SUMMARY": 'FG-EVIL/1, "a"; b\\c: Meeting <1> & "co"; a, b\\c, and a title that is longer than seventy-five octets because of '
    "ünïcödé and 👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀 to be folded between characters",
    "LOCATION": 'Room; "1,2", مدينة, \\N',
}


def read(site):
    events = 0
    for path in site.files("calendar.ics"):
        data = path.read_bytes()
        lines = data.split(b"\r\n")
        site.hold(lines.pop() == b"" and b"\r" not in b"".join(lines) and b"\n" not in b"".join(lines), path, "a line does not end in CR LF")
        site.hold(all(len(line) <= 75 for line in lines), path, "a line is longer than 75 octets")
        all(line.decode("utf-8") for line in lines if line)
        calendar = Calendar.from_ical(data)
        site.hold(not calendar.errors, path, f"icalendar: {calendar.errors}")
        site.hold(calendar["VERSION"] == "2.0" and calendar["PRODID"] and calendar["X-WR-CALNAME"], path, "no version or name")
        site.hold(calendar.subcomponents, path, "a calendar must have a component")
        zones = {str(zone["TZID"]): zone for zone in calendar.walk("VTIMEZONE")}
        uids = []
        for event in calendar.walk("VEVENT"):
            where = f"{site.name(path)} {event.get('UID')}"
            site.hold(not event.errors, where, f"icalendar: {event.errors}")
            uids.append(str(event["UID"]))
            site.hold(event["DTSTAMP"].dt.tzinfo is not None, where, "DTSTAMP is not in UTC")
            start, end = event["DTSTART"].dt, event["DTEND"].dt
            site.hold(start < end, where, "it ends before it begins")
            site.hold(isinstance(start, datetime) == isinstance(end, datetime), where, "a day and a time")
            if isinstance(start, datetime):
                check_zone(site, where, zones, event, start)
                check_zone(site, where, zones, event, end)
                site.hold((end.hour, end.minute) == (0, 0), where, "it does not last to the end of its last day")
            url = str(event["URL"]).split("#")[0]
            page = site.folder / unquote(url.removeprefix(site.base)) / "index.html"
            site.hold(url.startswith(site.base) and page.is_file(), where, f"{url} is no page")
        site.hold(len(set(uids)) == len(uids), path, "a UID stands twice")
        used = {event[key].params["TZID"] for event in calendar.walk("VEVENT") for key in ("DTSTART", "DTEND") if "TZID" in event[key].params}
        site.hold(used == set(zones) or (not uids and set(zones) == {"UTC"}), path, f"zones {sorted(zones)} for {sorted(used)}")
        events += len(uids)
    whole = Calendar.from_ical((site.folder / "calendar.ics").read_bytes())
    by_uid = {str(event["UID"]).split("@")[0]: event for event in whole.walk("VEVENT")}
    if "hostile" in site.folder.name:
        [event] = [event for uid, event in by_uid.items() if uid.endswith("meeting-1-a-b-c")]
        for key, text in HOSTILE.items():
            site.hold(str(event[key]) == text, "calendar.ics", f"{key} is {event[key]!r}")
        site.hold(event["DTSTART"].dt.isoformat() == "2023-03-25T23:30:00+01:00", "calendar.ics", event["DTSTART"].dt.isoformat())
        site.hold(event["DTEND"].dt.isoformat() == "2023-03-28T00:00:00+02:00", "calendar.ics", event["DTEND"].dt.isoformat())
        site.hold(not any("meeting-4" in uid for uid in by_uid), "calendar.ics", "a meeting that has no day is in it")
        note = 'by e-mail: a@b.c; or, "else"\nnext line\\n'
        notes = [str(event["DESCRIPTION"]) for uid, event in by_uid.items() if uid.endswith("contributions-1") and "DESCRIPTION" in event]
        site.hold(notes == [note], "calendar.ics", f"the note is {notes}")
    else:
        event = by_uid["fg-dlt/meeting-1"]
        site.hold(event["DTSTART"].dt.isoformat() == "2017-10-17T09:30:00+02:00", "calendar.ics", event["DTSTART"].dt.isoformat())
        site.hold(event["LAST-MODIFIED"].dt.date() == date(2017, 6, 7), "calendar.ics", "FG DLT's meeting was announced on 2017-06-07")
        due = by_uid["fg-dlt/meeting-1/contributions-1"]
        site.hold((due["DTSTART"].dt, due["DTEND"].dt) == (date(2017, 10, 10), date(2017, 10, 11)), "calendar.ics", "contributions")
        # The circular's deadlines are those of the meeting that it calls.
        site.hold(not any(uid.startswith("circulars/") for uid in by_uid), "calendar.ics", "a deadline stands twice")
    return events


def check_zone(site, where, zones, event, time):
    name = event["DTSTART"].params["TZID"]
    if not site.hold(name in zones, where, f"no VTIMEZONE {name}"):
        return
    told = zones[name].to_tz(lookup_tzid=False)
    naive = time.replace(tzinfo=None)
    ours, theirs = naive.replace(tzinfo=told).utcoffset(), naive.replace(tzinfo=ZoneInfo(name)).utcoffset()
    site.hold(ours == theirs, where, f"{name} is {ours} and should be {theirs}")


main(read)
