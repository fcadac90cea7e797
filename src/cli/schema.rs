//! `plenary schema`: JSON Schema of what one writes.

use super::print;
use crate::schema;

/// The flags of `schema`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A kind of record, a file of the catalogue, or `settings` [default: all of them]
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(schema::names()))]
    kind: Option<String>,
}

/// Writes the schema; returns the exit code.
pub fn run(arguments: &Arguments) -> u8 {
    let schema = schema::schema(arguments.kind.as_deref()).expect("clap takes only names that have a schema");
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    print(&(text + "\n"))
}
