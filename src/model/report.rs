//! A report, and the action items that it answers.

use std::collections::BTreeSet;

use serde::Serializer;

use super::group::Place;
use crate::date::Date;
use crate::diagnostic::Code;
use crate::fields::export::{Export, Names};
use crate::fields::value::{At, Designation, Prose};
use crate::fields::{Read, Reader, Shape, record};
use crate::yaml::{Node, Value};

record! {
    /// What `reports/<id>.md` holds.
    pub struct Report = "a report" {
        /// Its number.
        reference: Option<Prose> = "MoU/MG/23N912";
        /// Other spellings of its number.
        also_written: Vec<Prose> = "[MoU/MG N912]";
        /// The body that it comes from.
        source: Option<String> = "ITU-T";
        /// Who wrote it.
        authors: Vec<String> = "[Name SURNAME]";
        /// The meeting that it was made for, or of which it tells.
        meeting: Option<ReportMeeting> = "{title: 44th meeting, start: 2023-01-17, end: 2023-01-18}";
        /// Its status, as printed.
        status: Option<String> = "draft";
        /// The time that it covers.
        period: Option<Period> = "{from: 2022-03-01, to: 2023-04-20}";
        /// The focus groups that it is about.
        groups: Vec<Designation> = "[FG-XX]";
        /// The study groups that it is about.
        study_groups: Vec<Designation> = "[SG2]";
        /// The action items and resolutions that it answers.
        actions: Vec<Action> = "[{id: R09/06, topic: Healthcare}]";
    }
}

record! {
    /// The meeting of a report.
    pub struct ReportMeeting = "a meeting" {
        /// What it is called.
        title: Option<String> = "44th MoU/MG meeting";
        /// Its first day.
        start: Option<At<Date>> = "2023-01-17";
        /// Its last day.
        end: Option<At<Date>> = "2023-01-18";
        /// Where it was held.
        place: Option<ReportPlace> = "Geneva, hybrid";
    }
}

record! {
    /// The time that a report covers.
    pub struct Period = "a period" {
        /// Its first day.
        from: Option<At<Date>> = "2022-03-01";
        /// Its last day.
        to: Option<At<Date>> = "2023-04-20";
    }
}

record! {
    /// An action item or resolution, and what is reported under it.
    pub struct Action = "an action item" {
        /// Its number.
        id: Prose = "R09/06";
        /// What it is about, in a word or two.
        topic: Prose = "Healthcare Informatics";
        /// Its words.
        text: Option<Prose> = "invites SG 16 to coordinate its work on eHealth";
        /// The Recommendations reported under it.
        recommendations: Vec<Designation> = "[F.780.1]";
        /// The work items reported under it.
        work_items: Vec<Designation> = "[F.MIBS]";
    }
}

/// Where a meeting was: a text, or a place as a group's meeting has it.
#[derive(Clone, Debug, Default)]
pub struct ReportPlace(pub String);

impl Read for ReportPlace {
    const SHAPE: Shape = Shape::Either(&[Shape::Text, Place::SHAPE]);

    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match node.value {
            Value::Mapping(_) => Place::read(node, reader).map(|place| Self(place.in_words())),
            _ => String::read(node, reader).map(Self),
        }
    }

    fn stand_in() -> Self {
        Self::default()
    }
}

impl Report {
    /// The values against each other: ends after starts, action items once.
    pub fn check(&self, reader: &mut Reader<'_>) {
        let spans = [
            self.meeting.as_ref().and_then(|meeting| meeting.start.zip(meeting.end)),
            self.period.as_ref().and_then(|period| period.from.zip(period.to)),
        ];
        for (start, end) in spans.into_iter().flatten() {
            if end.value < start.value {
                reader.fault(Code::InvalidValue, end.span, format!("{} lies before the start {}", end.value, start.value), None);
            }
        }
        let mut ids = BTreeSet::new();
        for action in &self.actions {
            if !action.id.text.is_empty() && !ids.insert(&action.id.text) {
                reader.fault(Code::InvalidValue, action.id.span, format!("a second action item `{}`", action.id.text), None);
            }
        }
    }
}

impl Export for ReportPlace {
    fn export<S: Serializer>(&self, names: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.export(names, serializer)
    }
}
