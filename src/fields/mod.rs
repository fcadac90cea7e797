//! How a kind's fields are told once: the `record!` macro makes of one list a struct, the table of its keys and their
//! reader. The reader finds every fault of a file, each at its own place, where serde's derive would stop at the first.

pub mod export;
mod macros;
pub mod prose;
pub mod value;

use serde::ser::SerializeMap;

use crate::diagnostic::{Code, Diagnostic, shown};
use crate::path::SourcePath;
use crate::span::Span;
use crate::suggest::nearest;
use crate::yaml::{Node, Value};

use export::Names;

/// One key of a record: what an editor may write, and what it means.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it means.
    pub meaning: &'static str,
    /// A value, as an editor writes it.
    pub example: &'static str,
}

/// What a value looks like: for messages, and for whoever describes the keys to others.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Any text.
    Text,
    /// A whole number, 0 or more.
    Number,
    /// `true` or `false`.
    Flag,
    /// `2020-01-15`.
    Date,
    /// A date, a month or a quarter.
    When,
    /// `09:30`.
    Time,
    /// `Europe/Zurich`.
    TimeZone,
    /// `P1Y`.
    Duration,
    /// An address that begins with `https:`, `http:` or `mailto:`.
    Url,
    /// An absolute address that ends in `/`.
    SiteUrl,
    /// `name@example.org`.
    Email,
    /// A colour: `#1a2b3c`.
    Colour,
    /// One of these words.
    Word(&'static [&'static str]),
    /// The designation of a record.
    Designation,
    /// A designation or any other text.
    DesignationOrText,
    /// A list, or one value of it.
    List(&'static Shape),
    /// A map with these keys.
    Map(&'static [Field]),
    /// Any of these.
    Either(&'static [Shape]),
    /// A map of anything: free for themes.
    Free,
}

impl Shape {
    /// What is wanted, to go after "expected".
    pub fn wanted(&self) -> String {
        match self {
            Self::Text => "a text".to_owned(),
            Self::Number => "a whole number".to_owned(),
            Self::Flag => "`true` or `false`".to_owned(),
            Self::Date => "a date such as `2020-01-15`".to_owned(),
            Self::When => "a date, a month or a quarter, such as `2020-03-10`, `2020-03` or `2020-Q1`".to_owned(),
            Self::Time => "a time such as `\"09:30\"`".to_owned(),
            Self::TimeZone => "a time zone such as `Europe/Zurich`".to_owned(),
            Self::Duration => "an ISO 8601 duration such as `P1Y` or `P18M`".to_owned(),
            Self::Url => "an address that begins with https:, http: or mailto:".to_owned(),
            Self::SiteUrl => "an absolute address that ends in `/`, such as `https://example.org/`".to_owned(),
            Self::Email => "an e-mail address".to_owned(),
            Self::Colour => "a colour such as `#1a2b3c`".to_owned(),
            Self::Word([word]) => format!("`{word}`"),
            Self::Word(words) => format!("one of {}", ticked(words)),
            Self::Designation => "the designation of a record".to_owned(),
            Self::DesignationOrText => "a designation or a text".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "keys and values".to_owned(),
            Self::Either(shapes) => shapes.iter().map(Self::wanted).collect::<Vec<_>>().join(" or "),
            Self::Free => "keys and values".to_owned(),
        }
    }
}

/// `` `a`, `b` `` for messages.
pub fn ticked(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// A type that a value of a record can have.
pub trait Read: Sized {
    /// What its value looks like.
    const SHAPE: Shape;
    /// Whether a field of this type must be there.
    const REQUIRED: bool = true;

    /// Reads a value; faults go to `reader`, and then there is none.
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self>;

    /// What stands in for a missing or faulty value, so that the rest of the record is read too. A record with a fault
    /// is never published.
    fn stand_in() -> Self;
}

/// A struct whose fields are keys of a map.
pub trait Fields: Sized {
    /// The table of its keys.
    const FIELDS: &'static [Field];
    /// What a map of these keys is, with its article: "a meeting".
    const WHAT: &'static str;

    /// Takes its keys out of `map`.
    fn take(map: &mut MapReader<'_, '_>, reader: &mut Reader<'_>) -> Self;

    /// Adds its keys to a map of data.
    fn entries<M: SerializeMap>(&self, names: &dyn Names, map: &mut M) -> Result<(), M::Error>;

    /// Its cells in a table, in the order of [`export::columns`].
    fn cells(&self, names: &dyn Names) -> Vec<String>;
}

impl<T: Fields> Read for T {
    const SHAPE: Shape = Shape::Map(T::FIELDS);

    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut map = MapReader::open(node, &[T::FIELDS], T::WHAT, reader)?;
        Some(T::take(&mut map, reader))
    }

    fn stand_in() -> Self {
        // Taking all keys out of an empty map, and telling nobody that they are missing.
        let mut silent = Reader::new(&SourcePath::new(""), "");
        let node = Node { span: Span::default(), value: Value::Mapping(Vec::new()) };
        let mut map = MapReader { pairs: &[], span: node.span, what: T::WHAT, misspelled: Vec::new() };
        T::take(&mut map, &mut silent)
    }
}

/// The file that is read, and the faults found in it so far.
pub struct Reader<'t> {
    file: SourcePath,
    text: &'t str,
    /// The faults, in the order found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'t> Reader<'t> {
    /// A reader of `file`, of which `text` was parsed: the whole of it, since spans are told as they are.
    pub fn new(file: &SourcePath, text: &'t str) -> Self {
        Self { file: file.clone(), text, diagnostics: Vec::new() }
    }

    /// Tells a fault at `span`, cut at the end of its first line.
    pub fn fault(&mut self, code: Code, span: Span, message: impl Into<String>, help: Option<String>) {
        let span = span.first_line(self.text);
        self.diagnostics.push(Diagnostic::new(code, &self.file, span, message).maybe_help(help));
    }

    /// Whether a fault was told inside of `span`: then what is missing there may only follow from it.
    pub fn has_fault_in(&self, span: Span) -> bool {
        let inside = |found: Span| span.start <= found.start && found.end <= span.end;
        self.diagnostics.iter().any(|diagnostic| diagnostic.span.is_some_and(inside))
    }

    /// Tells that the value of `node` is not of `shape`.
    pub fn wrong(&mut self, node: &Node<'_>, shape: &Shape) {
        let found = match &node.value {
            _ if node.is_null() => "there is no value here".to_owned(),
            Value::Scalar { text, .. } if text.trim().is_empty() => "there is no text here".to_owned(),
            Value::Scalar { text, .. } if text.chars().count() > 60 => "this text will not do here".to_owned(),
            Value::Scalar { text, plain: true } => format!("`{}` will not do here", shown(text)),
            // A flag in quotes is a text: that is what is wrong with it.
            Value::Scalar { text, .. } if matches!(shape, Shape::Flag) => format!("`\"{}\"` will not do here", shown(text)),
            Value::Scalar { text, .. } => format!("`{}` will not do here", shown(text)),
            Value::Sequence(items) if items.is_empty() && matches!(shape, Shape::List(_)) => "nothing is named here".to_owned(),
            Value::Sequence(_) => "a list will not do here".to_owned(),
            Value::Mapping(_) => "a map will not do here".to_owned(),
        };
        let help = match (shape, node.as_text()) {
            _ if node.is_null() => Some("give it a value, or remove the key".to_owned()),
            (Shape::Word(words), Some(text)) => nearest(text, words.iter().copied()).map(|word| format!("did you mean `{word}`?")),
            (Shape::Flag, Some(text)) => meant_flag(text).map(|word| format!("did you mean `{word}`?")),
            _ => None,
        };
        self.fault(Code::InvalidValue, node.span, format!("{found}: expected {}", shape.wanted()), help);
    }
}

/// What a word of other languages and of older YAML means as a flag.
fn meant_flag(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some("true"),
        "false" | "no" | "off" | "0" => Some("false"),
        _ => None,
    }
}

/// A map of which the keys are taken one by one.
pub struct MapReader<'n, 'y> {
    pairs: &'n [(Node<'y>, Node<'y>)],
    span: Span,
    what: &'static str,
    /// Keys that an unknown one was probably meant to be: that they are missing only follows.
    misspelled: Vec<&'static str>,
}

impl<'n, 'y> MapReader<'n, 'y> {
    /// Opens the map `node`, telling keys that none of `tables` has and keys that stand twice.
    pub fn open(node: &'n Node<'y>, tables: &[&'static [Field]], what: &'static str, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Mapping(pairs) = &node.value else {
            reader.wrong(node, &Shape::Map(&[]));
            return None;
        };
        let mut misspelled = Vec::new();
        for (at, (key, _)) in pairs.iter().enumerate() {
            let Some(name) = key.as_text() else {
                reader.fault(Code::UnknownKey, key.span, "a key must be a word", None);
                continue;
            };
            if !tables.iter().any(|table| table.iter().any(|field| field.key == name)) {
                let names = tables.iter().flat_map(|table| table.iter().map(|field| field.key));
                let near = nearest(name, names.clone());
                misspelled.extend(near);
                let help = near.map_or_else(
                    || format!("its keys are {}", ticked(&names.collect::<Vec<_>>())),
                    |near| format!("did you mean `{near}`?"),
                );
                reader.fault(Code::UnknownKey, key.span, format!("`{}` is not a key of {what}", shown(name)), Some(help));
            } else if pairs[..at].iter().any(|(earlier, _)| earlier.as_text() == Some(name)) {
                reader.fault(
                    Code::DuplicateKey,
                    key.span,
                    format!("`{name}` stands here a second time"),
                    Some("keep one of the two".to_owned()),
                );
            }
        }
        Some(Self { pairs, span: node.span, what, misspelled })
    }

    /// Takes the value of `key`; tells it if it must be there and is not.
    pub fn take<T: Read>(&mut self, key: &'static str, reader: &mut Reader<'_>) -> T {
        match self.pairs.iter().find(|(name, _)| name.as_text() == Some(key)) {
            Some((_, node)) => T::read(node, reader).unwrap_or_else(T::stand_in),
            None => {
                if T::REQUIRED && !self.misspelled.contains(&key) {
                    let help = Some(format!("add `{key}:` with {}", T::SHAPE.wanted()));
                    reader.fault(Code::MissingKey, self.span, format!("{} must have `{key}`", self.what), help);
                }
                T::stand_in()
            }
        }
    }

    /// Whether `key` is missing, and not only misspelled.
    pub fn lacks(&self, key: &'static str) -> bool {
        self.span_of(key).is_none() && !self.misspelled.contains(&key)
    }

    /// Where the map stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The place of the value of `key`, if it is there.
    pub fn span_of(&self, key: &str) -> Option<Span> {
        self.pairs.iter().find(|(name, _)| name.as_text() == Some(key)).map(|(_, node)| node.span)
    }
}

impl<T: Read> Read for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = false;

    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(node, reader).map(Some)
    }

    fn stand_in() -> Self {
        None
    }
}

/// One value where a list is meant reads as a list of one.
impl<T: Read> Read for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);
    const REQUIRED: bool = false;

    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Sequence(items) => Some(items.iter().filter_map(|item| T::read(item, reader)).collect()),
            _ => T::read(node, reader).map(|one| vec![one]),
        }
    }

    fn stand_in() -> Self {
        Vec::new()
    }
}

pub(crate) use macros::{key, record, words};
