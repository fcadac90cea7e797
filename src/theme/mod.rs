//! The theme: templates and static files, the site's own over those inside the program.
//!
//! A template of the site takes the place of the program's of the same name, and can still extend it as
//! `default/<name>`: overriding one block is one file. Nothing here renders a page.

mod error;
mod functions;

use include_dir::{Dir, include_dir};
use tera::Tera;

pub use error::{Sources, diagnose};

use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use crate::source::{Asset, AssetData, Text};

/// The default theme, inside the program.
static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");
/// What the program's own templates are called.
const PREFIX: &str = "default/";
/// Where static files are published.
pub const STATIC_URL: &str = "theme/";

/// Templates ready to render, and static files.
pub struct Theme {
    /// The templates.
    pub tera: Tera,
    /// The static files, each once, by the URL that they are published at.
    pub assets: Vec<(String, Asset)>,
    /// Where each template came from and what it says, by its name.
    pub sources: Sources,
}

/// Loads the theme: what the site has of it, over the one inside the program.
pub fn load(name: &str, templates: Vec<Text>, assets: Vec<Asset>) -> (Theme, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut tera = new_tera();
    let mut sources = Sources::new();
    for file in files("templates") {
        let template = format!("{PREFIX}{}", below(file.path().to_str().unwrap_or_default(), "templates"));
        let path = embedded_path(file.path().to_str().unwrap_or_default());
        sources.insert(template, (path, file.contents_utf8().unwrap_or_default().to_owned()));
    }
    let folder = format!("themes/{name}");
    for text in templates {
        let template = below(text.path.as_str(), &format!("{folder}/templates")).to_owned();
        sources.insert(template, (text.path, text.text));
    }
    if let Err(fault) = tera.add_raw_templates(sources.iter().map(|(template, (_, text))| (template, text))) {
        diagnostics = syntax_faults(&sources);
        if diagnostics.is_empty() {
            diagnostics = diagnose(&fault, &sources);
        }
    }
    (Theme { tera, assets: static_files(&folder, assets), sources }, diagnostics)
}

/// Every template that cannot be read: Tera stops at the first of several, so each is read alone.
fn syntax_faults(sources: &Sources) -> Vec<Diagnostic> {
    let fault_of = |(template, (_, text)): (&String, &(SourcePath, String))| new_tera().add_raw_template(template, text).err();
    sources.iter().filter_map(fault_of).filter(error::is_syntax).flat_map(|fault| diagnose(&fault, sources)).collect()
}

fn new_tera() -> Tera {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([PREFIX]).expect("there are no templates yet");
    functions::register(&mut tera);
    tera
}

/// The static files of the program, those of the site over them, by URL.
fn static_files(folder: &str, own: Vec<Asset>) -> Vec<(String, Asset)> {
    let mut assets: std::collections::BTreeMap<String, Asset> = files("static")
        .map(|file| {
            let path = file.path().to_str().unwrap_or_default();
            let asset = Asset { path: embedded_path(path), data: AssetData::Embedded(file.contents()) };
            (format!("{STATIC_URL}{}", below(path, "static")), asset)
        })
        .collect();
    for asset in own {
        let url = format!("{STATIC_URL}{}", below(asset.path.as_str(), &format!("{folder}/static")));
        assets.insert(url, asset);
    }
    assets.into_iter().collect()
}

/// The text of a template inside the program, for excerpts.
pub fn embedded_text(path: &SourcePath) -> Option<&'static str> {
    DEFAULT.get_file(path.as_str().strip_prefix("themes/default/")?)?.contents_utf8()
}

fn embedded_path(path: &str) -> SourcePath {
    SourcePath::new(format!("themes/default/{path}"))
}

fn below<'p>(path: &'p str, folder: &str) -> &'p str {
    path.strip_prefix(folder).map_or(path, |rest| rest.trim_start_matches('/'))
}

/// The files below a folder of the default theme, in the order of their paths.
fn files(folder: &str) -> impl Iterator<Item = &'static include_dir::File<'static>> {
    let mut all = Vec::new();
    let mut folders: Vec<&Dir<'_>> = DEFAULT.get_dir(folder).into_iter().collect();
    while let Some(folder) = folders.pop() {
        all.extend(folder.files());
        folders.extend(folder.dirs());
    }
    all.sort_by_key(|file| file.path());
    all.into_iter()
}
