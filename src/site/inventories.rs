//! The inventories that the settings name.

use std::path::Path;

use ahash::HashMap;

use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic, counted, shown};
use crate::inventory::{self, Foreign};
use crate::path::SourcePath;
use crate::source;

/// Reads every inventory, in their order, and tells where one has what an earlier one has otherwise.
pub(super) fn load(root: &Path, settings: &Settings, diagnostics: &mut Vec<Diagnostic>) -> Vec<Foreign> {
    let path = SourcePath::new(source::SETTINGS);
    let mut all: Vec<Foreign> = Vec::new();
    // Where something is, by its name and kind, and the inventory that says so.
    let mut known: HashMap<(String, &'static str), (Option<String>, &str)> = HashMap::default();
    for named in settings.inventories.iter().filter(|named| !named.file.text.is_empty() && !named.is_outside()) {
        let file = named.file.text.as_str();
        let text = match source::read_text(root, file) {
            Ok(text) => text,
            Err(fault) if fault.code == Code::Unreadable => {
                let message = format!("`{}`: {}", shown(file), fault.message);
                let help = "name a file of the site: a copy of `data/designations.json` of another";
                diagnostics.push(Diagnostic::new(Code::Unreadable, &path, named.file.span, message).help(help));
                continue;
            }
            Err(fault) => {
                diagnostics.push(fault);
                continue;
            }
        };
        let (found, faults) = inventory::read(&text, named.url.as_ref().map(|url| url.as_str()));
        diagnostics.extend(faults);
        let mut clashes: Vec<(&str, &str)> = Vec::new();
        for foreign in &found {
            for key in foreign.keys() {
                let (address, by) = known.entry((key, foreign.kind.as_str())).or_insert_with(|| (foreign.address.clone(), file));
                if *by != file && *address != foreign.address && clashes.last().is_none_or(|(name, _)| *name != foreign.name) {
                    clashes.push((&foreign.name, by));
                }
            }
        }
        if let Some((name, by)) = clashes.first() {
            let count = counted(clashes.len(), "designation", "designations");
            let message =
                format!("{count} of this inventory lead elsewhere in an earlier one, as `{}` does in `{}`", shown(name), shown(by));
            let message = if clashes.len() == 1 { message.replacen(" lead ", " leads ", 1) } else { message };
            diagnostics.push(Diagnostic::new(Code::InventoryClash, &path, named.file.span, message));
        }
        all.extend(found);
    }
    all
}
