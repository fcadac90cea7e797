//! The macros that make types of what is told once: `record!` of a list of keys, `words!` of a list of words.

/// Makes of one list of fields a struct and its [`Fields`]: doc comment, name (and key, where they differ), type, example.
macro_rules! record {
    (
        $(#[doc = $about:literal])+
        pub struct $name:ident = $what:literal {
            $( $(#[doc = $meaning:literal])+ $field:ident $(as $key:literal)? : $type:ty = $example:literal; )*
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug)]
        pub struct $name {
            /// Where its map stands in the file.
            pub at: $crate::span::Span,
            $( $(#[doc = $meaning])+ pub $field: $type, )*
        }

        impl $crate::fields::Fields for $name {
            const FIELDS: &'static [$crate::fields::Field] = &[
                $( $crate::fields::Field {
                    key: $crate::fields::key!($field $($key)?),
                    shape: <$type as $crate::fields::Read>::SHAPE,
                    required: <$type as $crate::fields::Read>::REQUIRED,
                    meaning: concat!($($meaning,)+).trim_ascii(),
                    example: $example,
                }, )*
            ];
            const WHAT: &'static str = $what;

            fn take(map: &mut $crate::fields::MapReader<'_, '_>, reader: &mut $crate::fields::Reader<'_>) -> Self {
                Self { at: map.span(), $( $field: map.take($crate::fields::key!($field $($key)?), reader), )* }
            }

            fn entries<M: serde::ser::SerializeMap>(
                &self,
                names: &dyn $crate::fields::export::Names,
                map: &mut M,
            ) -> Result<(), M::Error> {
                $( $crate::fields::export::entry(map, $crate::fields::key!($field $($key)?), &self.$field, names)?; )*
                Ok(())
            }

            fn cells(&self, names: &dyn $crate::fields::export::Names) -> Vec<String> {
                use $crate::fields::export::{Export, fits_cell};
                let mut cells = Vec::new();
                $( if fits_cell(&<$type as $crate::fields::Read>::SHAPE) {
                    cells.push(self.$field.cell(names));
                } )*
                cells
            }
        }
    };
}

/// The key of a field: its name, or the literal given for it.
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// An enum of the words that a key allows. `or_first` after its name: where the key is absent, the first word is meant.
macro_rules! words {
    (@required) => { true };
    (@required or_first) => { false };
    ($(#[doc = $about:literal])+ pub enum $name:ident $($absent:ident)? { $( $(#[doc = $meaning:literal])+ $variant:ident = $word:literal, )+ }) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[doc = $meaning])+ $variant, )+ }

        impl $name {
            /// All the words, in their order.
            pub const WORDS: &'static [&'static str] = &[$($word,)+];

            /// The word as written.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl $crate::fields::Read for $name {
            const SHAPE: $crate::fields::Shape = $crate::fields::Shape::Word(Self::WORDS);
            const REQUIRED: bool = $crate::fields::words!(@required $($absent)?);

            fn read(node: &$crate::yaml::Node<'_>, reader: &mut $crate::fields::Reader<'_>) -> Option<Self> {
                match node.as_text() {
                    $(Some($word) => Some(Self::$variant),)+
                    _ => {
                        reader.wrong(node, &Self::SHAPE);
                        None
                    }
                }
            }

            fn stand_in() -> Self {
                [$(Self::$variant,)+][0]
            }
        }

        impl $crate::fields::export::Export for $name {
            fn export<S: serde::Serializer>(&self, _: &dyn $crate::fields::export::Names, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }

            fn cell(&self, _: &dyn $crate::fields::export::Names) -> String {
                self.as_str().to_owned()
            }
        }
    };
}

pub(crate) use {key, record, words};

#[cfg(test)]
mod tests {
    use crate::fields::value::At;
    use crate::fields::{Fields, MapReader, Read, Reader};
    use crate::path::SourcePath;
    use crate::span::Span;
    use crate::yaml;

    record! {
        /// A row of a test.
        pub struct Row = "a row" {
            /// Its title.
            title: String = "A title";
            /// What it is.
            kind: Option<Kind> = "new";
            /// How many.
            count: Option<At<u32>> = "1";
            /// Whether it is open.
            is_open as "open": bool = "true";
            /// Its tags.
            tags: Vec<String> = "[a]";
        }
    }

    words! {
        /// What a row is.
        pub enum Kind {
            /// New.
            New = "new",
            /// Old.
            Old = "old",
        }
    }

    /// A row that is read from `text`, and each fault with the text at its place.
    fn read(text: &str) -> (Option<Row>, Vec<(String, String)>) {
        let mut reader = Reader::new(&SourcePath::new("content/pages/x.md"), text);
        let row = Row::read(&yaml::parse(text).unwrap().unwrap(), &mut reader);
        let told = reader.diagnostics.iter().map(|fault| {
            let help = fault.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
            (text[fault.span.unwrap().range()].to_owned(), format!("{}{help}", fault.message))
        });
        let told = told.collect();
        (row, told)
    }

    #[test]
    fn a_map_is_read_key_by_key() {
        let text = "title: A\nkind: old\ncount: 12\nopen: true\ntags: x\n";
        let (row, faults) = read(text);
        let row = row.unwrap();
        assert_eq!((faults, row.at), (vec![], Span::new(0, text.trim_end().len())));
        assert_eq!((row.title.as_str(), row.kind, row.count.map(|count| count.value), row.is_open), ("A", Some(Kind::Old), Some(12), true));
        assert_eq!(row.tags, ["x"]);
    }

    #[test]
    fn every_fault_is_told_at_its_place_with_what_was_wanted() {
        let told = |text: &str| read(text).1.into_iter().map(|(at, words)| format!("{at} | {words}")).collect::<Vec<_>>();
        assert_eq!(
            told("title: [a]\nkind: \"odl\"\ncount: -1\nopen: yes\ntags: [\"\"]\n"),
            [
                "[a] | a list will not do here: expected a text",
                "\"odl\" | `odl` will not do here: expected one of `new`, `old`; did you mean `old`?",
                "-1 | `-1` will not do here: expected a whole number",
                "yes | `yes` will not do here: expected `true` or `false`; did you mean `true`?",
                "\"\" | there is no text here: expected a text",
            ]
        );
        assert_eq!(
            told("title: {a: b}\nopen: \"no\"\ntitel: x\ntitle: y\n[z]: 1\n"),
            [
                "titel | `titel` is not a key of a row; did you mean `title`?",
                "title | `title` stands here a second time; keep one of the two",
                "[z] | a key must be a word",
                "{a: b} | a map will not do here: expected a text",
                "\"no\" | `\"no\"` will not do here: expected `true` or `false`; did you mean `false`?",
            ]
        );
        let long = "x".repeat(61);
        assert_eq!(
            told(&format!("title: T\nkind: {long}\nopen: true")),
            [format!("{long} | this text will not do here: expected one of `new`, `old`")]
        );
        // Of a key that is misspelled nobody says that it is missing.
        assert_eq!(
            told("titl: x\nopen:\n")[1..],
            [" | there is no value here: expected `true` or `false`; give it a value, or remove the key"]
        );
        assert_eq!(
            told("{}"),
            ["{} | a row must have `title`; add `title:` with a text", "{} | a row must have `open`; add `open:` with `true` or `false`",]
        );
    }

    #[test]
    fn what_follows_from_a_fault_is_known_by_its_place() {
        let text = "title: [a]\nopen: true\n";
        let mut reader = Reader::new(&SourcePath::new("content/pages/x.md"), text);
        let node = yaml::parse(text).unwrap().unwrap();
        let mut map = MapReader::open(&node, &[Row::FIELDS], Row::WHAT, &mut reader).unwrap();
        let _: String = map.take("title", &mut reader);
        assert_eq!(map.span_of("title").map(|span| &text[span.range()]), Some("[a]"));
        assert_eq!((map.lacks("title"), map.lacks("kind")), (false, true));
        assert!(reader.has_fault_in(node.span));
        assert!(!reader.has_fault_in(map.span_of("open").unwrap()));
    }
}
