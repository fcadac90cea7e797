//! The theme: templates, words and static files, the site's own over those inside the program.
//!
//! A template of the site takes the place of the program's of the same name, and can still extend it as
//! `default/<name>`: overriding one block is one file. Nothing here renders a page.

mod error;
mod functions;
mod uses;

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use tera::Tera;

pub use error::{Sources, diagnose};
pub use uses::Uses;

use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::path::SourcePath;
use crate::source::{Asset, AssetData, Text, ThemeFiles};
use crate::words::{self, AllWords, Words};

/// The default theme, inside the program.
static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");
/// What the program's own templates are called.
const PREFIX: &str = "default/";
/// Where static files are published.
pub const STATIC_URL: &str = "theme/";

/// Templates ready to render, words, and static files.
pub struct Theme {
    /// The templates with the words of each language of the site, its own first.
    teras: Vec<(Language, Tera)>,
    /// The words of each language of the site.
    pub words: AllWords,
    /// The site's own files of words.
    pub word_files: Vec<SourcePath>,
    /// The static files, each once, by the URL that they are published at.
    pub assets: Vec<(String, Asset)>,
    /// Where each template came from and what it says, by its name.
    pub sources: Sources,
    /// What each template uses.
    uses: BTreeMap<String, Uses>,
}

impl Theme {
    /// The templates with the words of a language; of one that the site does not have, with those of its own.
    pub fn tera(&self, language: Language) -> &Tera {
        let found = self.teras.iter().find(|(own, _)| *own == language);
        &found.unwrap_or(&self.teras[0]).1
    }

    /// What a template uses.
    pub fn uses(&self, template: &str) -> &Uses {
        self.uses.get(template).unwrap_or(&Uses::Everything)
    }

    /// Whether there is a template of this name.
    pub fn has_template(&self, name: &str) -> bool {
        self.teras[0].1.contains_template(name)
    }

    /// The names of the templates, without that of the theme inside the program; none of a theme that cannot be read.
    pub fn template_names(&self) -> Vec<&str> {
        self.teras[0].1.get_template_names().map(|name| name.trim_start_matches(PREFIX)).collect()
    }
}

/// Loads the theme: what the site has of it, over the one inside the program; for each of `languages`, of which there is
/// at least one.
pub fn load(name: &str, files_of_site: ThemeFiles, languages: &[Language]) -> (Theme, Vec<Diagnostic>) {
    let ThemeFiles { templates, words, assets } = files_of_site;
    let word_files = words.iter().map(|text| text.path.clone()).collect();
    let (words, mut diagnostics) = words::load(languages, built_in_words, &words);
    let mut tera = new_tera(&words.all()[0]);
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
        let faults = syntax_faults(&sources, &words.all()[0]);
        diagnostics.extend(if faults.is_empty() { diagnose(&fault, &sources) } else { faults });
    }
    let in_language = |words: &Arc<Words>| {
        let mut own = tera.clone();
        functions::register(&mut own, words);
        (words.language, own)
    };
    let teras = words.all().iter().map(in_language).collect();
    let uses = uses::of_all(&sources);
    (Theme { teras, words, word_files, assets: static_files(&folder, assets), sources, uses }, diagnostics)
}

/// The words of a language inside the program.
fn built_in_words(language: Language) -> Option<Text> {
    let path = words::file(language);
    let text = DEFAULT.get_file(&path)?.contents_utf8()?.to_owned();
    Some(Text { path: embedded_path(&path), text })
}

/// Every template that cannot be read: Tera stops at the first of several, so each is read alone.
fn syntax_faults(sources: &Sources, words: &Arc<Words>) -> Vec<Diagnostic> {
    let fault_of = |(template, (_, text)): (&String, &(SourcePath, String))| new_tera(words).add_raw_template(template, text).err();
    sources.iter().filter_map(fault_of).filter(error::is_syntax).flat_map(|fault| diagnose(&fault, sources)).collect()
}

fn new_tera(words: &Arc<Words>) -> Tera {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([PREFIX]).expect("there are no templates yet");
    functions::register(&mut tera, words);
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
