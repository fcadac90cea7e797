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
