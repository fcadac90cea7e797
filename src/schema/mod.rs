//! JSON Schema (2020-12) of what editors write, from the same tables that the reader goes by: for editors that complete
//! and check while one types.

mod data;

use serde_json::{Map, Value, json};

pub use data::of_data;

use crate::config::Settings;
use crate::fields::{Field, Fields, Shape};
use crate::model::KINDS;
use crate::model::catalogue::{OrganisationRow, RecommendationRow, WorkItemRow};
use crate::model::header::Header;
use crate::rules::RuleFile;

/// The dialect of the schemas.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The names that have a schema: the kinds of records, the files of the catalogue, and the settings.
pub fn names() -> Vec<&'static str> {
    KINDS.iter().map(|info| info.name).chain(["recommendations", "work-items", "organisations", "settings", "rules"]).collect()
}

/// The schema of a name; of all of them, each under its name in `$defs`, where there is none.
pub fn schema(name: Option<&str>) -> Option<Value> {
    let mut schema = match name {
        Some(name) => definition(name)?,
        None => {
            let all: Map<String, Value> = names().into_iter().filter_map(|name| Some((name.to_owned(), definition(name)?))).collect();
            json!({ "title": "plenary", "$defs": all })
        }
    };
    schema["$schema"] = json!(DIALECT);
    Some(schema)
}

fn definition(name: &str) -> Option<Value> {
    if let Some(info) = KINDS.iter().find(|info| info.name == name) {
        let mut schema = object(&[Header::FIELDS, info.fields]);
        schema["title"] = json!(format!("The front matter of {}", info.what));
        if info.is_dated {
            schema["required"].as_array_mut()?.push(json!("date"));
        }
        return Some(schema);
    }
    let rows = |fields: &[Field], title: &str| json!({ "title": title, "type": "array", "items": object(&[fields]) });
    Some(match name {
        "recommendations" => rows(RecommendationRow::FIELDS, "catalogue/recommendations.yaml"),
        "work-items" => rows(WorkItemRow::FIELDS, "catalogue/work-items.yaml"),
        "organisations" => rows(OrganisationRow::FIELDS, "catalogue/organisations.yaml"),
        "settings" => titled(Settings::FIELDS, "plenary.yaml"),
        "rules" => titled(RuleFile::FIELDS, "A file of procedure rules"),
        _ => return None,
    })
}

fn titled(fields: &[Field], title: &str) -> Value {
    let mut schema = object(&[fields]);
    schema["title"] = json!(title);
    schema
}

/// A map with the keys of `tables`, and no others.
fn object(tables: &[&[Field]]) -> Value {
    let fields = || tables.iter().flat_map(|table| table.iter());
    let properties: Map<String, Value> = fields().map(|field| (field.key.to_owned(), property(field))).collect();
    let required: Vec<&str> = fields().filter(|field| field.required).map(|field| field.key).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn property(field: &Field) -> Value {
    let mut schema = of_shape(&field.shape);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), json!(field.meaning));
    }
    schema
}

fn of_shape(shape: &Shape) -> Value {
    let pattern = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    match shape {
        // A number without quotes is a text too: `number: 33`.
        Shape::Text | Shape::Designation | Shape::DesignationOrText => json!({ "type": ["string", "number"], "minLength": 1 }),
        Shape::Number => json!({ "type": "integer", "minimum": 0 }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Date => pattern(r"^\d{4}-\d{2}-\d{2}$"),
        Shape::When => pattern(r"^\d{4}-(\d{2}(-\d{2})?|Q[1-4])$"),
        Shape::Time => pattern(r"^([01]\d|2[0-3]):[0-5]\d$"),
        Shape::TimeZone => pattern(r"^(UTC|[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)+)$"),
        Shape::Duration => pattern(r"^P(\d+[YMWD])+$"),
        Shape::Url => pattern(r"^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)"),
        Shape::SiteUrl => pattern(r"^https?://[^/]+/([^?#]*/)?$"),
        Shape::Email => pattern(r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
        Shape::Colour => pattern(r"^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::List(item) => {
            let item = of_shape(item);
            json!({ "anyOf": [item, { "type": "array", "items": item }] })
        }
        Shape::Map(fields) => object(&[fields]),
        Shape::Either(shapes) => json!({ "anyOf": shapes.iter().map(of_shape).collect::<Vec<_>>() }),
        Shape::Free => json!({ "type": "object" }),
    }
}
