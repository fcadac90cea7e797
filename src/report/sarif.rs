//! Diagnostics as one SARIF 2.1.0 document (OASIS), for code scanning and editors.

use serde_json::{Value, json};

use super::Placed;
use crate::diagnostic::Code;

/// The schema of SARIF 2.1.0.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes a document of all diagnostics.
pub(super) fn write(all: &[Placed<'_>]) -> String {
    let rules: Vec<Value> = Code::ALL
        .iter()
        .map(|code| {
            let explanation = code.explanation();
            json!({
                "id": code.as_str(),
                "shortDescription": { "text": code.meaning() },
                "fullDescription": { "text": explanation.cause },
                "help": { "text": explanation.repair },
                "defaultConfiguration": { "level": code.level().as_str() },
            })
        })
        .collect();
    let results: Vec<Value> = all.iter().map(result).collect();
    let driver = json!({ "name": "plenary", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules });
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    });
    document.to_string() + "\n"
}

fn result(placed: &Placed<'_>) -> Value {
    let Placed { diagnostic, start, end } = placed;
    let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!(": {help}"));
    let at = Code::ALL.iter().position(|code| *code == diagnostic.code);
    json!({
        "ruleId": diagnostic.code.as_str(),
        "ruleIndex": at,
        "level": diagnostic.level().as_str(),
        "message": { "text": format!("{}{help}", diagnostic.message) },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(diagnostic.file.as_str()), "uriBaseId": "%SRCROOT%" },
                "region": { "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column },
            }
        }],
    })
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const ESCAPED: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'[')
        .add(b']')
        .add(b'\\')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    utf8_percent_encode(path, ESCAPED).to_string()
}
