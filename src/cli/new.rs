//! `plenary new`: a record with every key of its kind.

use std::io::{BufRead, IsTerminal};
use std::path::Path;

use super::{Common, DONE, USAGE};
use crate::designation::key;
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::fields::Fields;
use crate::library::Library;
use crate::library::Route;
use crate::model::header::Header;
use crate::model::place::Place;
use crate::model::study_group::BodyKind;
use crate::model::{Data, KINDS, Kind, KindInfo};
use crate::path::{OutputPath, SourcePath};
use crate::report::to_stderr;
use crate::scaffold::{self, Value};
use crate::{Site, site, slug, source, suggest};

/// The flags of `new`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// What it is: the name of a kind, such as focus-group or circular
    #[arg(value_parser = parse_kind)]
    kind: &'static KindInfo,
    /// Its id: the name of its file, and the last part of its URL
    id: String,
    /// A value of a key, as YAML
    #[arg(long, value_name = "KEY=VALUE", value_parser = parse_set)]
    set: Vec<Value>,
}

/// Begins a record; returns the exit code.
pub fn run(arguments: &Arguments, common: &Common) -> u8 {
    let (info, id) = (arguments.kind, slug::of_name(&arguments.id));
    for (key, _) in &arguments.set {
        let keys = || Header::FIELDS.iter().chain(info.fields).map(|field| field.key);
        if !keys().any(|known| known == key) {
            let near = suggest::nearest(key, keys()).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            to_stderr(&format!("error: `{key}` is not a key of {}{near}\n", info.what));
            return USAGE;
        }
    }
    let Some(root) = common.find_root() else {
        return common.report(Path::new("."), &[source::no_settings()]);
    };
    let options = match common.options() {
        Ok(options) => options,
        Err(code) => return code,
    };
    let path = scaffold::path_of(info, &id);
    if let Some(reason) = no_id(info, &path, &id, &arguments.id) {
        to_stderr(&format!("error: `{}` cannot be the id of {}: {reason}\n", shown(&arguments.id), info.what));
        return USAGE;
    }
    let site = site::load(&root, &options).0;
    let parent = site.as_ref().and_then(|site| first_body(&site.library));
    let needs_parent = matches!(info.kind, Kind::Group | Kind::Liaison);
    let given = |key: &str| arguments.set.iter().any(|(set, _)| set == key);
    if needs_parent && parent.is_none() && !given("parent") && !given("from") {
        let message = format!("{} needs a study group or an advisory group, and the site has none", info.what);
        let fault = Diagnostic::of_file(Code::UnknownDesignation, &SourcePath::new(path), message);
        return common.report(&root, &[fault.help("begin with one: plenary new study-group tsag")]);
    }
    if let Some(fault) = site.as_ref().and_then(|site| taken(site, &path)) {
        return common.report(&root, &[fault]);
    }
    let today = site.as_ref().map_or(options.otherwise_today, |site| site.today);
    let mut values = scaffold::stand_ins(info, &id, today, parent.as_deref());
    if let Some(site) = site.as_ref().filter(|_| info.kind == Kind::Circular) {
        free_number(&mut values, &arguments.set, &site.library);
    }
    for (key, value) in &arguments.set {
        match values.iter_mut().find(|(known, _)| known == key) {
            Some(place) => place.1.clone_from(value),
            None => values.push((key.clone(), value.clone())),
        }
    }
    if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() && !common.quiet {
        ask(&mut values, &arguments.set);
    }
    match scaffold::create(&root, &path, &scaffold::text(info, &values)) {
        Ok(()) => {
            common.say(&path);
            DONE
        }
        Err(fault) => common.report(&root, &[fault]),
    }
}

/// Why the record of `id` would not be read back from the file at `path` as that record, or would be found by no one.
fn no_id(info: &KindInfo, path: &str, id: &str, written: &str) -> Option<&'static str> {
    if !written.chars().any(char::is_alphanumeric) {
        return Some("it has neither a letter nor a digit");
    }
    if path.split('/').any(source::is_left_out) {
        return Some("files of such names are left out");
    }
    match Place::of(&SourcePath::new(path)) {
        Ok(place) if place.language.is_some() => Some("it ends as the name of an edition in a language does"),
        Ok(place) if place.kind == info.kind && place.id == id => None,
        _ => Some("its file would be read as something else"),
    }
}

/// Says why a new record cannot have this file: another one has its page, or some system reserves its name.
fn taken(site: &Site, path: &str) -> Option<Diagnostic> {
    let source = SourcePath::new(path);
    let place = Place::of(&source).ok()?;
    if let Err(reason) = OutputPath::page(&place.url) {
        return Some(
            Diagnostic::of_file(Code::InvalidValue, &source, format!("`{}` cannot be published: {reason}", place.url))
                .help("choose another id"),
        );
    }
    match site.library.routes.get(&place.url)? {
        // The file itself is looked at when it is created.
        Route::Record(id) if site.library.path(id) == &source => None,
        Route::Record(id) => {
            let message = format!("`/{}` is the page of {}", place.url, site.library.path(id));
            Some(Diagnostic::of_file(Code::AlreadyExists, &source, message).help("choose another id"))
        }
        _ => Some(
            Diagnostic::of_file(Code::AlreadyExists, &source, format!("`/{}` is a page that plenary makes", place.url))
                .help("choose another id"),
        ),
    }
}

/// Gives a circular the next number of its series where the one made from its id is taken.
fn free_number(values: &mut [Value], given: &[Value], library: &Library) {
    let value = |key: &str| values.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone()).unwrap_or_default();
    let (series, number) = (value("series"), value("number"));
    let numbers = library.of_kind(Kind::Circular).filter_map(|id| match &library.record(id).data {
        Data::Circular(circular) if key(&circular.series) == key(&series) => circular.number.text.parse::<u32>().ok(),
        _ => None,
    });
    let numbers: Vec<u32> = numbers.collect();
    let is_taken = number.parse().is_ok_and(|number| numbers.contains(&number));
    if let (true, false, Some(last)) = (is_taken, given.iter().any(|(set, _)| set == "number"), numbers.iter().max())
        && let Some(place) = values.iter_mut().find(|(known, _)| known == "number")
    {
        place.1 = (last + 1).to_string();
    }
}

/// Asks for what is required and was not given; nothing but Enter takes the stand-in.
fn ask(values: &mut [Value], given: &[Value]) {
    for (key, value) in values.iter_mut().filter(|(key, _)| !given.iter().any(|(set, _)| set == key)) {
        to_stderr(&format!("{key} [{value}]: "));
        let mut line = String::new();
        if std::io::stdin().lock().read_line(&mut line).is_err() {
            return;
        }
        if !line.trim().is_empty() {
            line.trim().clone_into(value);
        }
    }
}

/// The first study or advisory group, by its file.
fn first_body(library: &Library) -> Option<String> {
    let bodies = library.of_kind(Kind::StudyGroup);
    let mut bodies =
        bodies.filter(|id| library.record(*id).study_group().is_some_and(|group| group.kind != BodyKind::JointCoordinationActivity));
    bodies.next().map(|id| library.record(id).official().into_owned())
}

fn parse_kind(name: &str) -> Result<&'static KindInfo, String> {
    KINDS.iter().find(|info| info.name == name).ok_or_else(|| {
        let names: Vec<&str> = KINDS.iter().map(|info| info.name).collect();
        format!("the kinds are {}", names.join(", "))
    })
}

fn parse_set(text: &str) -> Result<Value, String> {
    let (key, value) = text.split_once('=').ok_or("expected KEY=VALUE")?;
    Ok((key.trim().to_owned(), value.trim().to_owned()))
}
