//! A liaison statement: a formal message from one group to others.

use serde::Serializer;
use serde::ser::SerializeMap;

use crate::date::Date;
use crate::fields::export::{Export, Names};
use crate::fields::value::{Designation, Email, MaybeDesignation, Prose};
use crate::fields::{Fields, MapReader};
use crate::fields::{Read, Reader, Shape, record, words};
use crate::yaml::{Node, Value};

record! {
    /// What `liaisons/<id>.md` holds.
    pub struct Liaison = "a liaison statement" {
        /// The group that sends it.
        from: MaybeDesignation = "TSAG";
        /// The groups and bodies that it is sent to.
        to: Addressees = "[IETF]";
        /// What it asks for.
        purpose: Purpose = "information";
        /// Its number.
        reference: Option<Prose> = "sp17-tsag-oLS-00012";
        /// Who sends it.
        from_contact: Option<Person> = "Name SURNAME";
        /// Who receives it.
        to_contacts: Vec<Person> = "[{name: Name SURNAME, email: name@example.org}]";
        /// Who has a copy.
        cc: Vec<MaybeDesignation> = "[The IESG]";
        /// Where to answer.
        response_contact: Option<Person> = "{email: name@example.org}";
        /// When an answer is due.
        deadline: Option<Date> = "2020-03-01";
        /// Its state, as printed.
        state: Option<String> = "Posted";
        /// The focus groups it is about.
        groups: Vec<Designation> = "[FG-XX]";
        /// The study groups it is about.
        study_groups: Vec<Designation> = "[SG2]";
        /// The statement that it answers.
        in_response_to: Option<Designation> = "sp17-tsag-oLS-00011";
    }
}

words! {
    /// What a liaison statement asks for.
    pub enum Purpose {
        /// Nothing: it informs.
        Information = "information",
        /// Comments.
        Comment = "comment",
        /// An action.
        Action = "action",
        /// Nothing more: it answers another.
        Response = "response",
    }
}

/// Whom a statement is sent to: at least one.
#[derive(Clone, Debug, Default)]
pub struct Addressees(pub Vec<MaybeDesignation>);

impl Read for Addressees {
    const SHAPE: Shape = Shape::List(&Shape::DesignationOrText);

    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let list = Vec::<MaybeDesignation>::read(node, reader)?;
        if matches!(&node.value, Value::Sequence(items) if items.is_empty()) {
            reader.wrong(node, &Self::SHAPE);
        }
        Some(Self(list))
    }

    fn stand_in() -> Self {
        Self::default()
    }
}

record! {
    /// The keys of a person who is not only named.
    pub struct PersonKeys = "a person" {
        /// The name.
        name: Option<String> = "Name SURNAME";
        /// The mailbox.
        email: Option<Email> = "name@example.org";
    }
}

/// A person: a name alone, or `{name, email}`.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// The name.
    pub name: Option<String>,
    /// The mailbox.
    pub email: Option<String>,
}

impl Read for Person {
    const SHAPE: Shape = Shape::Either(&[Shape::Text, Shape::Map(PersonKeys::FIELDS)]);

    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if matches!(node.value, Value::Scalar { .. }) {
            return String::read(node, reader).map(|name| Self { name: Some(name), email: None });
        }
        let mut map = MapReader::open(node, &[PersonKeys::FIELDS], PersonKeys::WHAT, reader)?;
        let keys = PersonKeys::take(&mut map, reader);
        Some(Self { name: keys.name, email: keys.email.map(|email| email.0) })
    }

    fn stand_in() -> Self {
        Self::default()
    }
}

impl Export for Addressees {
    fn export<S: Serializer>(&self, names: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.export(names, serializer)
    }

    fn cell(&self, names: &dyn Names) -> String {
        self.0.cell(names)
    }
}

impl Export for Person {
    fn export<S: Serializer>(&self, _: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in [("name", &self.name), ("email", &self.email)] {
            value.as_ref().map_or(Ok(()), |value| map.serialize_entry(key, value))?;
        }
        map.end()
    }

    fn cell(&self, _: &dyn Names) -> String {
        match (&self.name, &self.email) {
            (Some(name), Some(email)) => format!("{name} <{email}>"),
            (name, email) => name.as_ref().or(email.as_ref()).cloned().unwrap_or_default(),
        }
    }
}
