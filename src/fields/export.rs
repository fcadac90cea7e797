//! Values as data for other programs: the way back from [`Read`](super::Read), for JSON and for tables.
//!
//! Keys without a value are left out, lists are always lists, designations say what they name. The schema of it is made
//! from the same tables (`schema::data`).

use std::borrow::Cow;

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use super::value::{At, Colour, Designation, Email, Free, MaybeDesignation, Prose, Time, TimeZone, Url};
use super::{Field, Fields, Shape};
use crate::date::{Date, Duration, When};

/// What a designation names: its official spelling, and the site-relative path or the address of its page.
#[derive(Clone, Debug, Serialize)]
pub struct NameData<'n> {
    /// The official spelling, or the text as written where it names nothing.
    pub name: Cow<'n, str>,
    /// The site-relative path of its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// An address elsewhere, where it has no page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Cow<'n, str>>,
}

/// Says how texts and designations of a record are told.
pub trait Names {
    /// A text as readers see it.
    fn text<'t>(&self, text: &'t str) -> Cow<'t, str>;
    /// What a designation names.
    fn named<'n>(&'n self, name: &'n Prose) -> NameData<'n>;
}

/// A value that can be told as data.
pub trait Export {
    /// Whether there is nothing to tell.
    fn is_absent(&self) -> bool {
        false
    }

    /// Tells it.
    fn export<S: Serializer>(&self, names: &dyn Names, serializer: S) -> Result<S::Ok, S::Error>;

    /// Tells it as the cell of a table; empty for what does not fit into one.
    fn cell(&self, _: &dyn Names) -> String {
        String::new()
    }
}

/// A value with what it is told by.
pub struct Exported<'e, T: ?Sized>(pub &'e T, pub &'e dyn Names);

impl<T: Export + ?Sized> Serialize for Exported<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.export(self.1, serializer)
    }
}

/// Adds a key and its value to a map, unless there is none.
pub fn entry<M: SerializeMap>(map: &mut M, key: &'static str, value: &impl Export, names: &dyn Names) -> Result<(), M::Error> {
    if value.is_absent() { Ok(()) } else { map.serialize_entry(key, &Exported(value, names)) }
}

impl<T: Fields> Export for T {
    fn export<S: Serializer>(&self, names: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.entries(names, &mut map)?;
        map.end()
    }
}

/// The fields of a table whose values fit into one cell.
pub fn columns(fields: &'static [Field]) -> impl Iterator<Item = &'static str> {
    fields.iter().filter(|field| fits_cell(&field.shape)).map(|field| field.key)
}

/// Whether values of a shape fit into one cell: all but maps and lists of them.
pub fn fits_cell(shape: &Shape) -> bool {
    match shape {
        Shape::Map(_) | Shape::Free => false,
        Shape::List(item) => fits_cell(item),
        _ => true,
    }
}

/// A value that is told by the text it is written as.
macro_rules! export_text {
    ($($type:ty: |$value:ident, $names:ident| $text:expr;)+) => {
        $(impl Export for $type {
            fn export<S: Serializer>(&self, $names: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
                let $value = self;
                let text: Cow<'_, str> = $text;
                serializer.serialize_str(&text)
            }

            fn cell(&self, $names: &dyn Names) -> String {
                let $value = self;
                let text: Cow<'_, str> = $text;
                text.into_owned()
            }
        })+
    };
}

export_text! {
    String: |value, _names| value.as_str().into();
    Prose: |value, names| names.text(&value.text);
    Date: |value, _names| value.to_string().into();
    When: |value, _names| value.to_string().into();
    Duration: |value, _names| value.to_string().into();
    Time: |value, _names| value.to_string().into();
    TimeZone: |value, _names| value.0.as_str().into();
    Url: |value, _names| value.0.as_str().into();
    Email: |value, _names| value.0.as_str().into();
    Colour: |value, _names| value.0.as_str().into();
}

impl Export for Designation {
    fn export<S: Serializer>(&self, names: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        names.named(&self.0).serialize(serializer)
    }

    fn cell(&self, names: &dyn Names) -> String {
        names.named(&self.0).name.into_owned()
    }
}

impl Export for MaybeDesignation {
    fn export<S: Serializer>(&self, names: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        names.named(&self.0).serialize(serializer)
    }

    fn cell(&self, names: &dyn Names) -> String {
        names.named(&self.0).name.into_owned()
    }
}

impl Export for u32 {
    fn export<S: Serializer>(&self, _: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(*self)
    }

    fn cell(&self, _: &dyn Names) -> String {
        self.to_string()
    }
}

impl Export for bool {
    fn export<S: Serializer>(&self, _: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self)
    }

    fn cell(&self, _: &dyn Names) -> String {
        self.to_string()
    }
}

impl Export for Free {
    fn export<S: Serializer>(&self, _: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<T: Export> Export for At<T> {
    fn export<S: Serializer>(&self, names: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.export(names, serializer)
    }

    fn cell(&self, names: &dyn Names) -> String {
        self.value.cell(names)
    }
}

impl<T: Export> Export for Option<T> {
    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(Export::is_absent)
    }

    fn export<S: Serializer>(&self, names: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.export(names, serializer),
            None => serializer.serialize_none(),
        }
    }

    fn cell(&self, names: &dyn Names) -> String {
        self.as_ref().map(|value| value.cell(names)).unwrap_or_default()
    }
}

impl<T: Export> Export for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn export<S: Serializer>(&self, names: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len()))?;
        for value in self {
            list.serialize_element(&Exported(value, names))?;
        }
        list.end()
    }

    fn cell(&self, names: &dyn Names) -> String {
        self.iter().map(|value| value.cell(names)).collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    /// Names that say so.
    struct Named;

    impl Names for Named {
        fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
            format!("<{text}>").into()
        }

        fn named<'n>(&'n self, name: &'n Prose) -> NameData<'n> {
            NameData { name: format!("the {}", name.text).into(), path: Some("x/".to_owned()), address: None }
        }
    }

    fn prose(text: &str) -> Prose {
        Prose { text: text.to_owned(), ..Prose::default() }
    }

    #[test]
    fn values_are_cells_of_a_table() {
        assert_eq!(prose("a").cell(&Named), "<a>");
        assert_eq!((true.cell(&Named), false.cell(&Named), 12_u32.cell(&Named)), ("true".to_owned(), "false".to_owned(), "12".to_owned()));
        assert_eq!((Some(1_u32).cell(&Named), None::<u32>.cell(&Named)), ("1".to_owned(), String::new()));
        assert_eq!(vec![Designation(prose("a")), Designation(prose("b"))].cell(&Named), "the a; the b");
        assert_eq!(MaybeDesignation(prose("c")).cell(&Named), "the c");
        assert_eq!(At { value: 3_u32, span: Span::default() }.cell(&Named), "3");
    }

    fn json(value: &impl Export) -> String {
        serde_json::to_string(&Exported(value, &Named)).unwrap()
    }

    #[test]
    fn values_are_data_without_what_is_absent() {
        assert_eq!(json(&prose("a")), "\"<a>\"");
        assert_eq!(json(&vec![1_u32, 2]), "[1,2]");
        assert_eq!(json(&MaybeDesignation(prose("a"))), "{\"name\":\"the a\",\"path\":\"x/\"}");
        assert_eq!(json(&None::<u32>), "null");
        assert!(None::<u32>.is_absent() && Vec::<u32>::new().is_absent() && !vec![0_u32].is_absent() && !Some(false).is_absent());
    }

    #[test]
    fn maps_and_lists_of_them_are_no_columns() {
        let field = |key, shape| Field { key, shape, required: false, meaning: "", example: "" };
        let fields = vec![
            field("a", Shape::Text),
            field("b", Shape::Map(&[])),
            field("c", Shape::List(&Shape::Date)),
            field("d", Shape::List(&Shape::Map(&[]))),
            field("e", Shape::Free),
        ];
        assert_eq!(columns(fields.leak()).collect::<Vec<_>>(), ["a", "c"]);
    }
}
