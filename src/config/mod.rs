//! The settings of a site: `plenary.yaml`, checked once.

mod base_url;
mod colours;
mod deploy;
mod secrets;

pub use base_url::BaseUrl;
pub use colours::Colours;
pub use deploy::{Deploy, S3};
pub use secrets::masked;

use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::fields::value::{Email, Free, Prose, Url};
use crate::fields::{Fields, MapReader, Read, Reader, record, words};
use crate::language::Language;
use crate::model::header::Waiver;
use crate::path::SourcePath;
use crate::source::{SETTINGS, Text};
use crate::yaml::Node;

record! {
    /// What `plenary.yaml` holds.
    pub struct Settings = "the settings" {
        /// What the site is called.
        title: String = "ITU-T Focus Groups";
        /// Where it is served: absolute, ends in `/`, may hold a path.
        base_url: BaseUrl = "https://example.org/";
        /// The site in a sentence.
        description: Option<String> = "The homepages of the focus groups";
        /// Its languages; the first is its own.
        languages: Vec<Language> = "[en]";
        /// Who publishes it.
        organisation: Option<Organisation> = "{name: ITU, url: https://example.org/}";
        /// A folder of `themes/`, or the one inside the program.
        theme: Option<Prose> = "default";
        /// The folder that the site is published into.
        output: Option<Prose> = "public";
        /// The day that 'upcoming' and 'active' are measured against.
        today: Option<Date> = "2023-05-01";
        /// How prose is linked.
        links: Option<Links> = "{designations: first}";
        /// How Markdown is read.
        markdown: Option<Markdown> = "{raw_html: escape}";
        /// Which files besides pages are made.
        outputs: Option<Outputs> = "{feeds: true, calendars: true, data: true}";
        /// What can be searched.
        search: Option<Search> = "designations";
        /// The menu; the theme makes one when absent.
        menu: Vec<MenuItem> = "[{title: Groups, url: /groups/}]";
        /// The colours of the theme.
        colours: Option<Colours> = "{accent: \"#1a5276\"}";
        /// Where a page can be mended: `{path}` stands for its source.
        edit_url: Option<Prose> = "https://example.org/edit/{path}";
        /// The procedure rules that `check` applies: a file, or none.
        rules: Option<Prose> = "none";
        /// Findings of `check` that are accepted.
        waivers: Vec<Waiver> = "[{code: meeting-notice, where: FG-XX, reason: announced by letter, until: never}]";
        /// How addresses elsewhere are checked.
        external: Option<External> = "{allow: [example.org]}";
        /// Lists of designations of other sites.
        inventories: Vec<Inventory> = "[{file: inventory.json}]";
        /// Where the site is deployed to.
        deploy: Option<Deploy> = "{folder: /srv/www/fg}";
        /// Free for themes.
        extra: Option<Free> = "{}";
    }
}

record! {
    /// Who publishes the site.
    pub struct Organisation = "the organisation" {
        /// Its name.
        name: String = "ITU";
        /// Its page.
        url: Option<Url> = "https://example.org/";
        /// Its mark: a file of the content.
        logo: Option<Prose> = "/logo.svg";
        /// Where it answers.
        email: Option<Email> = "info@example.org";
    }
}

record! {
    /// How prose is linked.
    pub struct Links = "the links" {
        /// Which mentions of a designation become links.
        designations: LinkMentions = "first";
    }
}

words! {
    /// Which mentions of a designation become links.
    pub enum LinkMentions {
        /// The first in each section.
        First = "first",
        /// All.
        All = "all",
        /// None.
        None = "none",
    }
}

record! {
    /// How Markdown is read.
    pub struct Markdown = "the Markdown settings" {
        /// What becomes of HTML in Markdown.
        raw_html: RawHtml = "escape";
    }
}

words! {
    /// What becomes of HTML in Markdown.
    pub enum RawHtml {
        /// It is printed as text.
        Escape = "escape",
        /// It is part of the page.
        Allow = "allow",
    }
}

record! {
    /// Which files besides pages are made.
    pub struct Outputs = "the outputs" {
        /// Atom feeds.
        feeds: Option<bool> = "true";
        /// Calendars.
        calendars: Option<bool> = "true";
        /// Data files.
        data: Option<bool> = "true";
    }
}

words! {
    /// What can be searched.
    pub enum Search {
        /// Designations, titles and headings.
        Designations = "designations",
        /// All text.
        Full = "full",
        /// Nothing.
        Off = "off",
    }
}

record! {
    /// An item of the menu.
    pub struct MenuItem = "an item of the menu" {
        /// What it is called.
        title: String = "Groups";
        /// A path of the site, or an address elsewhere.
        url: Prose = "/groups/";
    }
}

record! {
    /// A list of designations of another site.
    pub struct Inventory = "an inventory" {
        /// A file of this site.
        file: Prose = "inventory.json";
        /// Where that site is, if not where its file says.
        url: Option<BaseUrl> = "https://example.org/";
    }
}

record! {
    /// How addresses elsewhere are checked, by `check --external`.
    pub struct External = "the settings of external links" {
        /// Hosts, with those below them, and beginnings of addresses that are not asked for.
        allow: Vec<Prose> = "[example.org, \"https://example.com/private/\"]";
    }
}

impl Inventory {
    /// Whether its file is outside of the site.
    pub fn is_outside(&self) -> bool {
        is_outside(&self.file.text)
    }
}

impl Settings {
    /// Reads the settings; with a fault among the diagnostics they hold stand-ins.
    pub fn read(source: &Text) -> (Self, Vec<Diagnostic>) {
        let mut reader = Reader::new(&source.path, &source.text);
        let tree = match crate::yaml::parse(&source.text) {
            Ok(tree) => tree,
            Err(fault) => {
                let help = fault.help();
                reader.fault(fault.code, fault.span, fault.message, help);
                return (Self::stand_in(), reader.diagnostics);
            }
        };
        let empty = Node { span: crate::span::Span::default(), value: crate::yaml::Value::Mapping(Vec::new()) };
        let mut tree = tree.unwrap_or(empty);
        secrets::take_out(&mut tree, &mut reader);
        let settings = match MapReader::open(&tree, &[Self::FIELDS], Self::WHAT, &mut reader) {
            Some(mut map) => Self::take(&mut map, &mut reader),
            None => Self::stand_in(),
        };
        settings.check(&mut reader);
        (settings, reader.diagnostics)
    }

    fn check(&self, reader: &mut Reader<'_>) {
        for item in self.menu.iter().filter(|item| !item.url.text.is_empty()) {
            let url = &item.url.text;
            let local = url.starts_with('/') && !url.starts_with("//");
            if !local && !url.starts_with("https://") && !url.starts_with("http://") {
                let message =
                    format!("`{}` will not do here: expected a path such as `/groups/`, or an address that begins with https:", shown(url));
                reader.fault(Code::InvalidValue, item.url.span, message, None);
            }
        }
        if let Some(edit) = &self.edit_url
            && !(edit.text.starts_with("https://") || edit.text.starts_with("http://"))
        {
            reader.fault(Code::InvalidValue, edit.span, "an edit address begins with https:", None);
        }
        if let Some(rules) = self.rules_outside() {
            let message = format!("`{}` leaves the site", shown(&rules.text));
            reader.fault(Code::OutsideRoot, rules.span, message, Some("name a file below the folder of plenary.yaml".to_owned()));
        }
        for file in self.inventories.iter().filter(|inventory| inventory.is_outside()).map(|inventory| &inventory.file) {
            if !file.text.is_empty() {
                let message = format!("`{}` leaves the site", shown(&file.text));
                let help = "name a file below the folder of plenary.yaml".to_owned();
                reader.fault(Code::OutsideRoot, file.span, message, Some(help));
            }
        }
        for entry in self.external.iter().flat_map(|external| &external.allow) {
            let is_host = entry.text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
            if !is_host && !entry.text.starts_with("https://") && !entry.text.starts_with("http://") {
                let message = format!(
                    "`{}` will not do here: expected a host such as `example.org`, or the beginning of an address",
                    shown(&entry.text)
                );
                reader.fault(Code::InvalidValue, entry.span, message, None);
            }
        }
        self.colours.iter().for_each(|colours| colours.check(reader));
        self.deploy.iter().for_each(|deploy| deploy.check(reader));
        if let Some(theme) = &self.theme
            && !is_folder_name(&theme.text)
        {
            reader.fault(Code::InvalidValue, theme.span, "a theme is the name of a folder in `themes/`", None);
        }
    }

    /// The file of the rules, where it would be outside of the site.
    pub fn rules_outside(&self) -> Option<&Prose> {
        self.rules.as_ref().filter(|rules| rules.text != "none" && is_outside(&rules.text))
    }

    /// The site's own language.
    pub fn language(&self) -> Language {
        self.languages.first().copied().unwrap_or(Language::En)
    }

    /// All its languages, its own first.
    pub fn languages(&self) -> Vec<Language> {
        let own = self.language();
        std::iter::once(own).chain(self.languages.iter().copied().filter(|language| *language != own)).collect()
    }

    /// The name of the theme; where it is no name of a folder, which is told, that of the program's own.
    pub fn theme(&self) -> &str {
        self.theme.as_ref().map(|theme| theme.text.as_str()).filter(|name| is_folder_name(name)).unwrap_or("default")
    }

    /// Whether feeds are made.
    pub fn makes_feeds(&self) -> bool {
        self.outputs.as_ref().and_then(|outputs| outputs.feeds).unwrap_or(true)
    }

    /// Whether calendars are made.
    pub fn makes_calendars(&self) -> bool {
        self.outputs.as_ref().and_then(|outputs| outputs.calendars).unwrap_or(true)
    }

    /// Whether data files are made.
    pub fn makes_data(&self) -> bool {
        self.outputs.as_ref().and_then(|outputs| outputs.data).unwrap_or(true)
    }

    /// What can be searched.
    pub fn search(&self) -> Search {
        self.search.unwrap_or(Search::Designations)
    }

    /// Which mentions become links.
    pub fn link_mentions(&self) -> LinkMentions {
        self.links.as_ref().map_or(LinkMentions::First, |links| links.designations)
    }

    /// The files that it names, beside those of content and theme.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let rules = self.rules.iter().filter(|rules| rules.text != "none");
        rules.chain(self.inventories.iter().map(|inventory| &inventory.file)).map(|file| file.text.as_str())
    }

    /// What becomes of raw HTML.
    pub fn raw_html(&self) -> RawHtml {
        self.markdown.as_ref().map_or(RawHtml::Escape, |markdown| markdown.raw_html)
    }
}

/// Whether a path, seen from the settings, is not that of a file below their folder.
fn is_outside(path: &str) -> bool {
    path.contains('\\') || SourcePath::new(SETTINGS).join(path).as_deref() != Some(path)
}

fn is_folder_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}
