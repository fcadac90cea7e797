//! A site in memory: load, parse, resolve, check and plan, joined.

mod gather;
mod inventories;
mod pictures;
mod revise;

use std::path::Path;
use std::sync::Arc;

use crate::cache::Cache;
use crate::config::Settings;
use crate::date::Date;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::library::{self, Library};
use crate::output::{self, Collected, Renderer};
use crate::path::{OutputPath, SourcePath};
use crate::picture::Pictures;
use crate::plan::{Item, Plan};
use crate::rules::{self, Rules, Sources};
use crate::source::{self, Asset, Content, Text};
use crate::theme::{self, Naming, Theme, Wishes};
use crate::view::{Long, Names};
use crate::watch::{Unwatched, Watch};

pub use revise::{Extent, revise};

/// A site, ready to be rendered. Cheap to clone: what it is made of is shared.
#[derive(Clone)]
pub struct Site {
    /// Its settings.
    pub settings: Arc<Settings>,
    /// Its records.
    pub library: Library,
    /// Its theme.
    pub theme: Arc<Theme>,
    /// The forms of the pictures that its pages show.
    pub pictures: Arc<Pictures>,
    /// Every file that is published.
    pub plan: Arc<Plan>,
    /// The procedure rules that `check` applies.
    pub rules: Arc<Rules>,
    /// What has a name, as pages show it.
    pub names: Arc<Names>,
    /// The lists that one page does not hold.
    pub long: Arc<Long>,
    /// What several of its files are made of.
    pub collected: Arc<Collected>,
    /// The day that states are measured against.
    pub today: Date,
    /// Files and folders that were left out by their names.
    pub left_out: Arc<[SourcePath]>,
    /// The symbolic links in the content, and the file of the site that each stands for.
    pub links: Arc<[(SourcePath, SourcePath)]>,
}

impl Site {
    /// What makes the bytes of its files.
    pub fn renderer(&self) -> Renderer<'_> {
        Renderer::new(self.sources(), &self.plan, (&self.names, &self.collected), self.today)
    }

    /// What its outputs look at.
    fn sources(&self) -> output::Sources<'_> {
        let Self { library, theme, pictures, settings, long, .. } = self;
        output::Sources { library, theme, pictures, settings, long }
    }

    /// The same site with other records.
    fn with_library(&self, library: Library) -> Self {
        Self {
            names: Names::new(&library).into(),
            long: Long::new(&library).into(),
            collected: Arc::default(),
            library,
            settings: Arc::clone(&self.settings),
            theme: Arc::clone(&self.theme),
            pictures: Arc::clone(&self.pictures),
            plan: Arc::clone(&self.plan),
            rules: Arc::clone(&self.rules),
            left_out: Arc::clone(&self.left_out),
            links: Arc::clone(&self.links),
            today: self.today,
        }
    }

    /// Its pages.
    pub fn pages(&self) -> impl Iterator<Item = &OutputPath> {
        self.plan.artifacts.iter().filter(|(_, artifact)| matches!(artifact.item, Item::Page(..))).map(|(path, _)| path)
    }

    /// Whether it is made of the file, or of files in the folder, at `path`.
    pub fn is_made_of(&self, path: &SourcePath) -> bool {
        let within =
            |other: &SourcePath| other.as_str().strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let records = &self.library.records;
        // A folder comes before all that is in it; what begins like it and is no folder may stand between.
        let from = records.partition_point(|record| record.path() < path);
        let in_records =
            records[from..].iter().map(|record| record.path()).take_while(|other| other.as_str().starts_with(path.as_str())).any(within);
        let named = [source::SETTINGS, source::RECOMMENDATIONS, source::WORK_ITEMS, source::ORGANISATIONS];
        in_records
            || named.contains(&path.as_str())
            || self.settings.files().any(|file| file == path.as_str())
            || self.library.assets.iter().any(|asset| within(&asset.path))
            || self.library.routes.has_draft_in(path.as_str())
            || self.theme.assets.iter().any(|file| within(&file.asset.path))
            || self.theme.sources.values().any(|(source, _)| within(source))
            || self.theme.word_files.iter().any(within)
    }

    /// Makes every file and throws it away; tells what could not be made. What is copied can be, since it was looked at.
    pub fn try_rendering(&self) -> Vec<Diagnostic> {
        let renderer = self.renderer();
        renderer.collect();
        self.plan.each(|path, artifact, buffer| match renderer.file(artifact).and_then(Asset::large_file) {
            Some(_) => Vec::new(),
            None => renderer.bytes(path, artifact, buffer).err().unwrap_or_default(),
        })
    }
}

/// Whether drafts are part of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// They are.
    Include,
    /// They are not.
    Leave,
}

/// How a site is loaded.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether drafts are part of it.
    pub drafts: Drafts,
    /// The day that was asked for on the command line, which goes before that of the settings.
    pub today: Option<Date>,
    /// The day when neither says one.
    pub otherwise_today: Date,
    /// An address in place of that of the settings.
    pub base_url: Option<crate::config::BaseUrl>,
    /// How the theme's files are called. As they are published: then the forms of pictures are made, too.
    pub naming: Naming,
    /// Where what took long is kept.
    pub cache: Cache,
}

/// A site with all that was told of it, by the stage that told it: a later edit tells anew only what it touches.
#[derive(Clone, Default)]
pub struct Loaded {
    /// The site. There is none without settings; with an error told of it, it is there to be looked at, and must not be
    /// published.
    pub site: Option<Arc<Site>>,
    /// Of settings and content, each alone.
    read: Vec<Diagnostic>,
    /// Of the theme.
    theme: Vec<Diagnostic>,
    /// Of the names that two have, of circles, of waivers, and of what the settings name.
    names: Vec<Diagnostic>,
    /// Of the references and links of each record, in its file.
    links: Vec<Diagnostic>,
    /// Of what is published.
    plan: Vec<Diagnostic>,
}

impl Loaded {
    /// All that was told, sorted.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut all = [&self.read, &self.theme, &self.names, &self.links, &self.plan].map(Vec::as_slice).concat();
        diagnostic::sort(&mut all);
        all
    }

    /// Whether an error was told.
    pub fn is_faulty(&self) -> bool {
        self.stages().into_iter().chain([&self.links]).any(|told| diagnostic::has_errors(told))
    }

    /// What was told of more than one record's references and links.
    fn stages(&self) -> [&Vec<Diagnostic>; 4] {
        [&self.read, &self.theme, &self.names, &self.plan]
    }
}

/// Loads the site at `root`. There is none if it has no settings. The diagnostics are sorted; with an error among them
/// the site is there to be looked at, and must not be published.
pub fn load(root: &Path, options: &Options) -> (Option<Arc<Site>>, Vec<Diagnostic>) {
    load_watched(root, options, &Unwatched)
}

/// The same, while somebody watches.
pub fn load_watched(root: &Path, options: &Options, watch: &dyn Watch) -> (Option<Arc<Site>>, Vec<Diagnostic>) {
    let loaded = open_changed(root, options, None, watch, |_, _| ());
    let diagnostics = loaded.diagnostics();
    (loaded.site, diagnostics)
}

/// Loads the site at `root`; what an earlier load of it has read, and still stands so in its files, is taken from there.
pub fn open(root: &Path, options: &Options, before: Option<&Site>) -> Loaded {
    open_changed(root, options, before, &Unwatched, |_, _| ())
}

/// Loads the site at `root` as it would be after `change` to its settings and content: to know what becomes of it before
/// anything is written. Settings that cannot be read are not changed, and the content neither.
pub fn load_changed(root: &Path, options: &Options, change: impl FnOnce(&mut Text, &mut Content)) -> (Option<Arc<Site>>, Vec<Diagnostic>) {
    let loaded = open_changed(root, options, None, &Unwatched, change);
    let diagnostics = loaded.diagnostics();
    (loaded.site, diagnostics)
}

fn open_changed(
    root: &Path,
    options: &Options,
    before: Option<&Site>,
    watch: &dyn Watch,
    change: impl FnOnce(&mut Text, &mut Content),
) -> Loaded {
    if !source::has_settings(root) {
        return Loaded { read: vec![source::no_settings()], ..Loaded::default() };
    }
    let mut loaded = Loaded::default();
    watch.stage("reading sources", None);
    let (mut content, faults_of_content) = source::load_content(root);
    let mut read = source::read_text(root, source::SETTINGS);
    if let Ok(text) = &mut read {
        change(text, &mut content);
    }
    let (path, mut settings) = match read {
        Ok(text) => {
            let (settings, faults) = Settings::read(&text);
            loaded.read = faults;
            (text.path, settings)
        }
        Err(fault) => {
            let path = fault.file.clone();
            loaded.read.push(fault);
            (path, crate::fields::Read::stand_in())
        }
    };
    // The content is read all the same, so that all faults are told; only what follows from the settings is not.
    let sound = !diagnostic::has_errors(&loaded.read);
    if let Some(base_url) = &options.base_url {
        settings.base_url = base_url.clone();
    }
    let (rules, faults) = load_rules(root, &settings);
    loaded.read.extend(faults);
    loaded.read.extend(faults_of_content);
    watch.stage("reading records and the theme", Some(content.records.len()));
    let (left_out, links) = (std::mem::take(&mut content.left_out).into(), content.links.clone().into());
    let foreign = inventories::load(root, &settings, &mut loaded.read);
    // The theme is read by one thread: the others read records.
    let ((theme, of_theme), (mut input, editions)) = rayon::join(
        || open_theme(root, &settings, options.naming, sound.then_some(&path)),
        || gather::gather(content, &settings, options.drafts, before, &mut loaded.read),
    );
    loaded.theme = of_theme;
    input.foreign = foreign;
    loaded.read.extend(editions.into_iter().filter(|_| sound));
    let (library, faults) = library::resolve(input, before.map(|site| &site.library), watch);
    watch.stage("checking and planning", None);
    loaded.names = faults;
    let check = || {
        let names = [library::check_settings(&library, &settings, &path), library::cycles(&library)].concat();
        (names, library::check(&library, &settings))
    };
    let plan = || Planned::of(&library, &settings, &theme, options);
    let ((of_names, of_links), planned) = rayon::join(check, plan);
    loaded.names.extend(of_names);
    loaded.links = of_links;
    let today = options.today.or(settings.today).unwrap_or(options.otherwise_today);
    let sources = Sources { library: &library, settings: &settings, rules: &rules, today };
    let told = rules::check_waivers(&sources, !loaded.is_faulty());
    loaded.names.extend(told);
    loaded.plan = planned.told;
    let site = Site {
        names: Names::new(&library).into(),
        long: planned.long.into(),
        collected: Arc::default(),
        library,
        settings: settings.into(),
        theme: theme.into(),
        pictures: planned.pictures.into(),
        plan: planned.plan,
        rules: rules.into(),
        left_out,
        links,
        today,
    };
    loaded.site = Some(site.into());
    loaded
}

/// The theme that the settings name; they are told of one that is not there, unless they have faults of their own.
fn open_theme(root: &Path, settings: &Settings, naming: Naming, told: Option<&SourcePath>) -> (Theme, Vec<Diagnostic>) {
    let (files, mut diagnostics) = source::load_theme(root, settings.theme());
    let known = settings.theme() == "default" || source::has_theme(root, settings.theme());
    if let (Some(path), false, Some(theme)) = (told, known, &settings.theme) {
        let message = format!("there is no folder `themes/{}`", theme.text);
        diagnostics.push(Diagnostic::new(Code::InvalidValue, path, theme.span, message));
    }
    let wishes = Wishes { name: settings.theme(), languages: &settings.languages(), colours: settings.colours.as_ref(), naming };
    let (theme, faults) = theme::load(&wishes, files);
    diagnostics.extend(faults);
    (theme, diagnostics)
}

/// What is published of a library, what that is made of, and what is told of it.
struct Planned {
    long: Long,
    pictures: Pictures,
    plan: Arc<Plan>,
    told: Vec<Diagnostic>,
}

impl Planned {
    fn of(library: &Library, settings: &Settings, theme: &Theme, options: &Options) -> Self {
        let long = Long::new(library);
        let (pictures, faults) = match options.naming {
            Naming::Fingerprints => pictures::prepare(library, &theme.images, &options.cache),
            Naming::Plain => Default::default(),
        };
        let (plan, mut told) = plan(&output::Sources { library, theme, pictures: &pictures, settings, long: &long });
        told.extend(faults);
        Self { long, pictures, plan, told }
    }
}

/// What is published of a site.
fn plan(sources: &output::Sources<'_>) -> (Arc<Plan>, Vec<Diagnostic>) {
    let (plan, faults) = output::claim(sources).finish();
    (plan.into(), faults)
}

/// The rules that the settings name: a file of the site, none, or those inside the program.
fn load_rules(root: &Path, settings: &Settings) -> (Rules, Vec<Diagnostic>) {
    let Some(named) = &settings.rules else { return (Rules::embedded(), Vec::new()) };
    if named.text == "none" || settings.rules_outside().is_some() {
        return (Rules::none(), Vec::new());
    }
    match source::read_text(root, &named.text) {
        Ok(text) => Rules::read(&text),
        Err(fault) if fault.code == Code::Unreadable => {
            let message = format!("`{}`: {}", diagnostic::shown(&named.text), fault.message);
            let path = SourcePath::new(source::SETTINGS);
            let help = "name a file of the site, or write `none`";
            (Rules::none(), vec![Diagnostic::new(Code::Unreadable, &path, named.span, message).help(help)])
        }
        Err(fault) => (Rules::none(), vec![fault]),
    }
}
