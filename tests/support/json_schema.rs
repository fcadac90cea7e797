//! Values held against a JSON Schema, by a validator that is not plenary's.

use jsonschema::Validator;
use serde_json::Value;

/// A validator of a schema, which must be one by the dialect that it names.
pub fn validator(schema: &Value) -> Validator {
    if let Err(fault) = jsonschema::meta::validate(schema) {
        panic!("the schema is none: {fault} at {}", fault.instance_path());
    }
    jsonschema::validator_for(schema).unwrap_or_else(|fault| panic!("the schema cannot be used: {fault}"))
}

/// What is wrong with a value: the place in it, and why.
pub fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
}

/// A YAML text as an editor reads it: plain numbers and flags are such, a date is a text.
pub fn of_yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|fault| panic!("{fault}\n{text}"))
}

/// The front matter of a Markdown file.
pub fn front_matter(text: &str) -> Option<Value> {
    let text = text.replace("\r\n", "\n");
    let (header, _) = text.trim_start_matches('\u{feff}').strip_prefix("---\n")?.split_once("\n---\n")?;
    serde_yaml::from_str(header).ok()
}
