//! The schema of what is published as data (`data/*.json` and every `index.json`), from the same tables: keys without a
//! value are left out, lists are always lists, designations say what they name.

use serde_json::{Map, Value, json};

use super::DIALECT;
use crate::fields::{Field, Fields, Shape};
use crate::model::KINDS;
use crate::model::catalogue::{OrganisationRow, RecommendationRow, WorkItemRow};

/// The schema of every file of data.
pub fn of_data() -> Value {
    let text = json!({ "type": "string" });
    let date = json!({ "type": "string", "format": "date" });
    let address = json!({ "type": "string", "format": "uri" });
    let mut definitions = Map::new();
    let name = json!({
        "description": "A designation, and where what it names is: a path relative to base_url, or an address elsewhere",
        "type": "object",
        "properties": { "name": text, "path": text, "address": address },
        "required": ["name"],
        "additionalProperties": false
    });
    definitions.insert("name".to_owned(), name);
    let attachment = json!({ "type": "object", "properties": { "title": text, "format": text, "path": text, "address": address }, "required": ["title"], "additionalProperties": false });
    for info in &KINDS {
        let shared = json!({
            "type": { "const": info.name }, "id": text, "path": text, "address": address, "language": text, "designation": text,
            "title": text, "summary": text, "date": date, "updated": date, "tags": { "type": "array", "items": text },
            "attachments": { "type": "array", "items": attachment }, "part_of": { "$ref": "#/$defs/name" },
            "state": { "enum": ["forming", "active", "past-lifetime", "concluded"] }, "lifetime_ends": date
        });
        let mut required = vec!["type", "id", "path", "address", "language", "designation", "title"];
        required.extend(info.is_dated.then_some("date"));
        definitions.insert(info.name.to_owned(), object(shared, required, info.fields));
    }
    let catalogue =
        [("recommendation", RecommendationRow::FIELDS), ("work-item", WorkItemRow::FIELDS), ("organisation", OrganisationRow::FIELDS)];
    for (name, fields) in catalogue {
        let shared = json!({
            "type": { "const": name }, "designation": text, "path": text, "address": address,
            "newest_status": text, "newest_status_date": date
        });
        definitions.insert(name.to_owned(), object(shared, vec!["type", "designation"], fields));
    }
    let kinds: Vec<&str> = KINDS.iter().map(|info| info.name).chain(catalogue.map(|(name, _)| name)).collect();
    let records: Vec<Value> = kinds.iter().map(|name| json!({ "$ref": format!("#/$defs/{name}") })).collect();
    let lists: Vec<&str> = KINDS.iter().map(|info| info.folder).chain(["recommendations", "work-items", "organisations"]).collect();
    let frame = |own: Value| {
        let mut properties = json!({ "$schema": text, "title": text, "base_url": address, "today": date });
        let mut required = vec!["$schema".to_owned(), "list".to_owned(), "title".to_owned(), "base_url".to_owned()];
        if let (Some(all), Value::Object(own)) = (properties.as_object_mut(), own) {
            required.extend(own.keys().filter(|key| *key != "list").cloned());
            all.extend(own);
        }
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
    };
    definitions.insert(
        "list".to_owned(),
        frame(json!({ "list": { "enum": lists }, "records": { "type": "array", "items": { "oneOf": records } } })),
    );
    let designation = json!({
        "type": "object",
        "properties": {
            "name": text, "kind": text, "also_written": { "type": "array", "items": text }, "title": text, "address": address
        },
        "required": ["name", "kind"],
        "additionalProperties": false
    });
    definitions.insert(
        "designations".to_owned(),
        frame(json!({ "list": { "const": "designations" }, "designations": { "type": "array", "items": designation } })),
    );
    let mut all = records;
    all.extend(["list", "designations"].map(|name| json!({ "$ref": format!("#/$defs/{name}") })));
    json!({ "$schema": DIALECT, "title": "Data of a site made by plenary", "oneOf": all, "$defs": definitions })
}

/// A map with the properties of `shared` and the keys of a table.
fn object(shared: Value, required: Vec<&str>, fields: &[Field]) -> Value {
    let Value::Object(mut properties) = shared else { return shared };
    properties.extend(fields.iter().map(property));
    let required: Vec<&str> = required.into_iter().chain(fields.iter().filter(|field| field.required).map(|field| field.key)).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn property(field: &Field) -> (String, Value) {
    let mut schema = of_shape(&field.shape);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), json!(field.meaning));
    }
    (field.key.to_owned(), schema)
}

fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Designation | Shape::DesignationOrText => json!({ "$ref": "#/$defs/name" }),
        Shape::List(item) => json!({ "type": "array", "minItems": 1, "items": of_shape(item) }),
        Shape::Map(fields) => object(json!({}), Vec::new(), fields),
        Shape::Either(shapes) => json!({ "anyOf": shapes.iter().map(of_shape).collect::<Vec<_>>() }),
        Shape::Text => json!({ "type": "string" }),
        other => super::of_shape(other),
    }
}
