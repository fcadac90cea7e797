//! The theme: templates, words and static files, the site's own over those inside the program.
//!
//! A template of the site takes the place of the program's of the same name, and can still extend it as
//! `default/<name>`: overriding one block is one file. Nothing here renders a page.

mod colours;
mod error;
mod functions;
mod images;
mod recursion;
mod references;
mod statics;
mod uses;

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use tera::Tera;

pub use error::{Sources, diagnose};
pub use images::Images;
pub use statics::{Naming, Origin, Static};
pub use uses::Uses;

use crate::config::Colours;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Language;
use crate::path::SourcePath;
use crate::picture::Wanted;
use crate::source::{self, Asset, AssetData, Text, ThemeFiles};
use crate::words::{self, AllWords, Words};

/// The default theme, inside the program.
static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");
/// What the program's own templates are called.
const PREFIX: &str = "default/";

/// Templates ready to render, words, and static files.
pub struct Theme {
    /// The templates with the words of each language of the site, its own first.
    teras: Vec<(Language, Tera)>,
    /// The words of each language of the site.
    pub words: AllWords,
    /// The site's own files of words.
    pub word_files: Vec<SourcePath>,
    /// What it asks for of pictures.
    pub images: Wanted,
    /// The static files, in the order of their names.
    pub assets: Vec<Static>,
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

/// What a site wants of its theme.
pub struct Wishes<'s> {
    /// The folder of the theme, in `themes/`.
    pub name: &'s str,
    /// The languages of the site, of which there is at least one.
    pub languages: &'s [Language],
    /// The colours of the settings.
    pub colours: Option<&'s Colours>,
    /// How the static files are called.
    pub naming: Naming,
}

/// Loads the theme: what the site has of it, over the one inside the program.
pub fn load(wishes: &Wishes<'_>, files_of_site: ThemeFiles) -> (Theme, Vec<Diagnostic>) {
    let ThemeFiles { templates, words, images, assets } = files_of_site;
    let folder = format!("themes/{}", wishes.name);
    let word_files = words.iter().map(|text| text.path.clone()).collect();
    let (words, mut diagnostics) = words::load(wishes.languages, built_in_words, &words);
    let files_and_faults = static_files(&folder, assets, wishes.colours, wishes.naming);
    let assets = files_and_faults.0;
    diagnostics.extend(files_and_faults.1);
    let (images, faults) = images::read(&images.or_else(|| built_in(images::NAME)).expect("the program has the file"));
    diagnostics.extend(faults);
    let mut tera = new_tera(&words.all()[0], &assets);
    let mut sources = Sources::new();
    for file in files("templates") {
        let template = format!("{PREFIX}{}", below(file.path().to_str().unwrap_or_default(), "templates"));
        let path = embedded_path(file.path().to_str().unwrap_or_default());
        sources.insert(template, (path, file.contents_utf8().unwrap_or_default().to_owned()));
    }
    for text in templates {
        diagnostics.extend(statics::named_plainly(&text, &assets));
        let template = below(text.path.as_str(), &format!("{folder}/templates")).to_owned();
        sources.insert(template, (text.path, text.text));
    }
    if let Err(fault) = tera.add_raw_templates(sources.iter().map(|(template, (_, text))| (template, text))) {
        let faults = syntax_faults(&sources, &words.all()[0], &assets);
        diagnostics.extend(if faults.is_empty() { diagnose(&fault, &sources) } else { faults });
    }
    let in_language = |words: &Arc<Words>| {
        let mut own = tera.clone();
        functions::register(&mut own, words);
        (words.language, own)
    };
    let others: Vec<_> = words.all()[1..].iter().map(in_language).collect();
    let teras = [(words.all()[0].language, tera)].into_iter().chain(others).collect();
    let uses = uses::of_all(&sources);
    (Theme { teras, words, word_files, images, assets, sources, uses }, diagnostics)
}

/// The words of a language inside the program.
fn built_in_words(language: Language) -> Option<Text> {
    built_in(&words::file(language))
}

/// A text inside the program, by its path in the default theme.
fn built_in(path: &str) -> Option<Text> {
    let text = DEFAULT.get_file(path)?.contents_utf8()?.to_owned();
    Some(Text { path: embedded_path(path), text })
}

/// Every template that cannot be read: Tera stops at the first of several, so each is read alone.
fn syntax_faults(sources: &Sources, words: &Arc<Words>, assets: &[Static]) -> Vec<Diagnostic> {
    let fault_of = |(template, (_, text)): (&String, &(SourcePath, String))| new_tera(words, assets).add_raw_template(template, text).err();
    sources.iter().filter_map(fault_of).filter(error::is_syntax).flat_map(|fault| diagnose(&fault, sources)).collect()
}

fn new_tera(words: &Arc<Words>, assets: &[Static]) -> Tera {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([PREFIX]).expect("there are no templates yet");
    functions::register(&mut tera, words);
    functions::register_assets(&mut tera, assets);
    tera
}

/// The static files of the program, those of the site over them, and the style sheet of the settings' colours.
fn static_files(folder: &str, own: Vec<Asset>, colours: Option<&Colours>, naming: Naming) -> (Vec<Static>, Vec<Diagnostic>) {
    let embedded = |file: &'static include_dir::File<'static>| {
        let path = file.path().to_str().unwrap_or_default();
        let asset = Asset { path: embedded_path(path), data: AssetData::Embedded(file.contents()) };
        (below(path, "static").to_owned(), (asset, Origin::Program))
    };
    let mut assets: BTreeMap<String, (Asset, Origin)> = files("static").map(embedded).collect();
    for asset in own {
        assets.insert(below(asset.path.as_str(), &format!("{folder}/static")).to_owned(), (asset, Origin::Site));
    }
    let mut clash = None;
    if let Some(colours) = colours.filter(|colours| colours.says_any()) {
        let data = AssetData::Made(colours::style_sheet(colours).into_bytes().into());
        let made = Asset { path: SourcePath::new(source::SETTINGS), data };
        clash = assets.insert(colours::NAME.to_owned(), (made, Origin::Settings)).map(|(own, _)| {
            let message = format!("`{}` is also the style sheet of the settings' colours", colours::NAME);
            Diagnostic::of_file(Code::OutputCollision, &own.path, message)
                .help("choose another name, or remove `colours` from plenary.yaml")
        });
    }
    let (assets, mut faults) = statics::named(assets, naming);
    faults.extend(clash);
    (assets, faults)
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
