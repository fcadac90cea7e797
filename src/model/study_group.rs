//! A study group, an advisory group or a joint coordination activity: whatever owns Questions or focus groups.

use std::collections::BTreeSet;

use serde::Serializer;

use crate::designation::{self, Name};
use crate::diagnostic::Code;
use crate::fields::export::{Export, Names};
use crate::fields::value::{At, Designation, MaybeDesignation, Prose, Url};
use crate::fields::{MapReader, Read, Reader, Shape, record, words};
use crate::span::Span;
use crate::yaml::Node;

/// The sector when a record says none: plenary's own users are of ITU-T.
pub const HOME_SECTOR: &str = "ITU-T";

record! {
    /// What `study-groups/<id>.md` holds.
    pub struct StudyGroup = "a study group" {
        /// Its short name.
        acronym: Prose = "SG17";
        /// What it is; a study group when absent.
        kind: BodyKind = "study-group";
        /// Its number: every study group has one.
        number: Option<u32> = "17";
        /// The sector of the union; ITU-T when absent.
        sector: Sector = "ITU-T";
        /// The body that it belongs to.
        parent: Option<Designation> = "TSAG";
        /// Its Questions.
        questions: Vec<Question> = "[{number: 24, title: Human factors}]";
        /// What goes on with its work, when it ended.
        continued_as: Option<MaybeDesignation> = "SG21";
        /// Its page elsewhere.
        website: Option<Url> = "https://example.org/sg17/";
    }
}

words! {
    /// What a body is.
    pub enum BodyKind or_first {
        /// A study group.
        StudyGroup = "study-group",
        /// An advisory group.
        AdvisoryGroup = "advisory-group",
        /// A joint coordination activity.
        JointCoordinationActivity = "joint-coordination-activity",
    }
}

record! {
    /// A Question: a unit of study of a study group.
    pub struct Question = "a Question" {
        /// Its number.
        number: At<u32> = "24";
        /// What it is called.
        title: Option<Prose> = "Human factors";
    }
}

/// The sector of the union that a body belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sector(pub String);

impl Read for Sector {
    const SHAPE: Shape = Shape::Word(&["ITU-T", "ITU-R", "ITU-D"]);
    const REQUIRED: bool = false;

    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match node.as_text() {
            Some(text @ ("ITU-T" | "ITU-R" | "ITU-D")) => Some(Self(text.to_owned())),
            _ => {
                reader.wrong(node, &Self::SHAPE);
                None
            }
        }
    }

    fn stand_in() -> Self {
        Self(HOME_SECTOR.to_owned())
    }
}

impl StudyGroup {
    /// The values against each other: a number where there must be one, Questions once.
    pub fn check(&self, map: &MapReader<'_, '_>, reader: &mut Reader<'_>) {
        let kind_is_read = map.span_of("kind").is_none_or(|kind| !reader.has_fault_in(kind));
        if kind_is_read && self.kind == BodyKind::StudyGroup && map.lacks("number") {
            let help = Some("add `number:` with a whole number, or say what it is with `kind:`".to_owned());
            reader.fault(Code::MissingKey, map.span(), "a study group must have `number`", help);
        }
        if let (BodyKind::StudyGroup, Name::StudyGroup(said), Some(number), Some(span)) =
            (self.kind, designation::parse(&self.acronym.text), self.number, map.span_of("number"))
            && said != number
        {
            let message = format!("the acronym `{}` says {said}, and the number {number}", self.acronym.text);
            reader.fault(Code::InvalidValue, span, message, Some("give the group one number".to_owned()));
        }
        let mut numbers = BTreeSet::new();
        for question in &self.questions {
            let is_read = question.number.span != Span::default();
            if !numbers.insert(question.number.value) && is_read {
                let message = format!("a second Question {}", question.number.value);
                reader.fault(Code::InvalidValue, question.number.span, message, None);
            }
        }
    }

    /// The number by which it is named without its sector: of a study group of ITU-T alone.
    pub fn home_number(&self) -> Option<u32> {
        self.number.filter(|_| self.is_home_sector() && self.kind == BodyKind::StudyGroup)
    }

    /// Whether it is of ITU-T, so that it is named without its sector.
    pub fn is_home_sector(&self) -> bool {
        self.sector.0 == HOME_SECTOR
    }
}

impl Export for Sector {
    fn export<S: Serializer>(&self, names: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.export(names, serializer)
    }

    fn cell(&self, _: &dyn Names) -> String {
        self.0.clone()
    }
}
