//! When groups live and meet: one lane a group, one scale of years for all.

use std::fmt::Write;

use super::{cut, escaped, open};
use crate::date::Date;
use crate::words::Words;

/// One group.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// Where its page is.
    pub href: String,
    /// The id of its state, for its colour.
    pub state: &'static str,
    /// Its lifetime in words.
    pub words: String,
    /// Its first day and its last, if they are known; without a last it goes on until today.
    pub life: Option<(Date, Option<Date>)>,
    /// What happened on a day.
    pub marks: Vec<Mark>,
}

/// A day that matters.
#[derive(Clone, Debug)]
pub struct Mark {
    /// `meeting`, or `fact` for what a document says of the group's state.
    pub kind: &'static str,
    /// The day.
    pub date: Date,
    /// What it was.
    pub words: String,
    /// Where it stands.
    pub href: Option<String>,
}

/// A timeline.
#[derive(Debug)]
pub struct Timeline<'t> {
    /// The lanes, from the top.
    pub lanes: &'t [Lane],
    /// The day that is drawn as today.
    pub today: Date,
    /// The words of the page.
    pub words: &'t Words,
}

const WIDTH: i32 = 900;
const LEFT: i32 = 140;
const TOP: i32 = 30;
const LANE: i32 = 34;
/// The most labels of years; of more, only every second, fifth or tenth is written.
const LABELS: i32 = 12;

impl Timeline<'_> {
    /// The SVG; nothing where no lane has a date.
    pub fn svg(&self) -> Option<String> {
        let dates = self.lanes.iter().flat_map(|lane| {
            let life = lane.life.iter().flat_map(|(from, to)| [Some(*from), *to]).flatten();
            life.chain(lane.marks.iter().map(|mark| mark.date))
        });
        let (first, last) = dates.fold(None, |range: Option<(Date, Date)>, date| {
            Some(range.map_or((date, date), |(first, last)| (first.min(date), last.max(date))))
        })?;
        let scale = Scale::new(first.min(self.today), last.max(self.today))?;
        let height = TOP + LANE * self.lanes.len() as i32 + 28;
        let mut out = String::new();
        let description = self.words.say("timeline-text", &[("today", &self.words.date(&self.today.to_string()))]);
        open(&mut out, "p-timeline", (WIDTH, height), self.words.of("timeline"), &description);
        scale.draw_years(&mut out, height - 24);
        for (at, lane) in (0..).zip(self.lanes) {
            self.draw_lane(&mut out, lane, TOP + at * LANE, &scale);
        }
        let x = scale.x(self.today);
        let anchor = if x > WIDTH - 90 {
            "end"
        } else if x < LEFT + 60 {
            "start"
        } else {
            "middle"
        };
        let _ = write!(
            out,
            "<line class=\"d-today\" x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{}\"/><text class=\"d-now\" x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text></svg>",
            TOP - 6,
            height - 24,
            height - 8,
            escaped(&description),
        );
        Some(out)
    }

    fn draw_lane(&self, out: &mut String, lane: &Lane, y: i32, scale: &Scale) {
        let middle = y + LANE / 2;
        let _ = write!(
            out,
            "<a href=\"{}\"><title>{}</title><text class=\"d-name\" x=\"0\" y=\"{}\">{}</text>",
            escaped(&lane.href),
            escaped(&lane.words),
            middle + 5,
            escaped(&cut(&lane.name, 16)),
        );
        if let Some((from, to)) = lane.life {
            let (from, end) = (scale.x(from), scale.x(to.unwrap_or(self.today.max(from))));
            let open = if to.is_none() { " open" } else { "" };
            let _ = write!(
                out,
                "<rect class=\"d-life {}{open}\" x=\"{from}\" y=\"{}\" width=\"{}\" height=\"14\" rx=\"3\"/>",
                lane.state,
                middle - 7,
                (end - from).max(3),
            );
        }
        out.push_str("</a>");
        for mark in &lane.marks {
            let x = scale.x(mark.date);
            let title = escaped(&mark.words);
            let shape = match mark.kind {
                "meeting" => format!("<circle class=\"d-meeting\" cx=\"{x}\" cy=\"{middle}\" r=\"5\"><title>{title}</title></circle>"),
                _ => format!("<path class=\"d-fact\" d=\"M{x} {}l6 6-6 6-6-6z\"><title>{title}</title></path>", middle - 6),
            };
            let _ = match &mark.href {
                Some(href) => write!(out, "<a href=\"{}\" aria-label=\"{title}\">{shape}</a>", escaped(href)),
                None => write!(out, "{shape}"),
            };
        }
    }
}

/// Days on a line of whole years.
struct Scale {
    from: Date,
    days: i32,
    years: (i32, i32),
}

impl Scale {
    fn new(first: Date, last: Date) -> Option<Self> {
        let years = (i32::from(first.parts().0), i32::from(last.parts().0) + 1);
        let from = new_year(years.0)?;
        Some(Self { from, days: from.days_until(new_year(years.1).unwrap_or(last)).max(1), years })
    }

    fn x(&self, date: Date) -> i32 {
        let length = i64::from(WIDTH - LEFT - 10);
        LEFT + (length * i64::from(self.from.days_until(date)) / i64::from(self.days)) as i32
    }

    fn draw_years(&self, out: &mut String, bottom: i32) {
        let count = self.years.1 - self.years.0;
        let step = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|step| count / step <= LABELS).unwrap_or(500);
        for year in (self.years.0..=self.years.1).filter(|year| year % step == 0 || count <= LABELS) {
            let Some(date) = new_year(year) else { continue };
            let x = self.x(date);
            let _ = write!(out, "<line class=\"d-year\" x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{bottom}\"/>", TOP - 6);
            if year < self.years.1 {
                let _ = write!(out, "<text class=\"d-label\" x=\"{}\" y=\"16\">{year}</text>", x + 3);
            }
        }
    }
}

fn new_year(year: i32) -> Option<Date> {
    Date::parse(&format!("{year:04}-01-01"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::words;

    fn lane(name: &str, life: Option<(&str, Option<&str>)>) -> Lane {
        let date = |text: &str| Date::parse(text).unwrap();
        let life = life.map(|(from, to)| (date(from), to.map(date)));
        Lane { name: name.to_owned(), href: "groups/x/".to_owned(), state: "active", words: name.to_owned(), life, marks: Vec::new() }
    }

    fn svg(lanes: &[Lane]) -> Option<String> {
        let (words, _) = words::load(&[Language::En], |_| None, &[]);
        Timeline { lanes, today: Date::parse("2020-07-01").unwrap(), words: words.of(Language::En) }.svg()
    }

    #[test]
    fn without_a_date_there_is_nothing_to_draw() {
        assert_eq!(svg(&[]), None);
        assert_eq!(svg(&[lane("FG-XX", None)]), None);
    }

    #[test]
    fn a_bar_is_as_long_as_the_life_on_the_scale_of_whole_years() {
        let out = svg(&[lane("FG-XX", Some(("2020-01-01", Some("2021-01-01")))), lane("FG-YY", Some(("2021-12-31", None)))]).unwrap();
        // Two years on 750 units, from 140 on.
        assert!(out.contains("x=\"140\" y=\"40\" width=\"375\""), "{out}");
        // One that begins after today is no shorter than nothing.
        assert!(out.contains("<rect class=\"d-life active open\" x=\"888\" y=\"74\" width=\"3\""), "{out}");
    }

    #[test]
    fn names_are_text_and_nothing_else() {
        let out = svg(&[lane("<b>&\"", Some(("2020-01-01", None)))]).unwrap();
        assert!(out.contains("&lt;b&gt;&amp;&quot;</text>") && !out.contains("<b>"), "{out}");
    }
}
