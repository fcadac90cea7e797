//! The guide for authors of themes, docs/themes.md: its contrasts and its lists of templates, blocks, components and fields are
//! those of the theme and of the view types. `PLENARY_ACCEPT=1 cargo test --test theme_guide` writes them.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use support::theme::{CONTRASTS, contrast, root, style, tokens};

/// What stands before the part that is made.
const MARK: &str = "PLENARY_ACCEPT=1 writes it. -->\n";

/// Every variable of the templates, the type of its value, and where it is there.
const VARIABLES: [(&str, &str, &str); 15] = [
    ("site", "SiteView", "every template"),
    ("page", "PageView", "every template"),
    ("home", "HomeView", "home.html"),
    ("list", "ListView", "list.html"),
    ("recommendations", "RecommendationsView", "recommendations.html"),
    ("recommendation", "RecommendationView", "recommendation.html"),
    ("work_items", "WorkItemsView", "work-items.html"),
    ("meetings", "MeetingsView", "meetings.html"),
    ("tags", "TagsView", "tags.html"),
    ("tag", "TagView", "tag.html"),
    ("group", "GroupView", "group.html"),
    ("circular", "CircularView", "circular.html"),
    ("liaison", "LiaisonView", "liaison.html"),
    ("report", "ReportView", "report.html"),
    ("study_group", "StudyGroupView", "study-group.html"),
];
/// The one variable that is a list.
const MENTIONS: (&str, &str) = ("mentioned_in", "list of MentionView: page.html");

#[test]
fn the_guide_lists_what_the_theme_and_the_views_have() {
    let path = root().join("docs/themes.md");
    let guide = fs::read_to_string(&path).expect("the guide can be read");
    let (written, made) = guide.split_once(MARK).expect("the guide has the mark");
    let expected = format!("\n{}{}{}", of_contrasts(), of_templates(), of_views());
    if std::env::var_os("PLENARY_ACCEPT").is_some() {
        fs::write(&path, format!("{written}{MARK}{expected}")).expect("the guide can be written");
    } else {
        assert_eq!(made, expected);
    }
}

#[test]
fn every_variable_that_pages_have_is_in_the_guide() {
    let code = fs::read_to_string(root().join("src/output/html.rs")).expect("the output can be read");
    let mut inserted: Vec<&str> = code
        .split("insert")
        .skip(1)
        .filter_map(|rest| rest.split_once('"').filter(|(before, _)| before.len() < 20 && before.contains('(')))
        .filter_map(|(_, rest)| rest.split('"').next())
        .collect();
    inserted.sort_unstable();
    inserted.dedup();
    let mut listed: Vec<&str> = VARIABLES.iter().map(|(name, ..)| *name).chain([MENTIONS.0]).collect();
    listed.sort_unstable();
    assert_eq!(inserted, listed);
}

/// The contrast of the colours, as they are in the style sheet: cut after the first decimal, so that no number promises more.
fn of_contrasts() -> String {
    let schemes = tokens(&style());
    let mut out = "## Contrast\n\nText stands out 7 to 1 at least (WCAG 2.2, AAA), marks with a meaning and the large \
                   designation above a title 4.5 to 1 (AA; AAA for large text), lines that bound a control 3 to 1 (AA). \
                   `--ink` on `--ground` is a pair of custom properties of the style sheet.\n\n| colour | ground | for | light | dark |\n|---|---|---|---|---|\n"
        .to_owned();
    for (ink, ground, least) in CONTRASTS {
        let [light, dark] = contrast(&schemes, ink, ground).map(|found| (found * 10.0).floor() / 10.0);
        let _ = writeln!(out, "| `--{ink}` | `--{ground}` | {} | {light:.1} | {dark:.1} |", least.told().0);
    }
    out + "\n"
}

/// The templates with their blocks, and the components.
fn of_templates() -> String {
    let (mut templates, mut components) = (String::new(), String::new());
    for (name, text) in files("themes/default/templates", "html") {
        if !name.starts_with("components") {
            let about = comment_before(&text, text.find("-#}").map_or(0, |end| end + 3)).unwrap_or_default();
            let blocks: Vec<String> = after_each(&text, "{% block ").map(|block| format!("`{block}`")).collect();
            let _ = writeln!(templates, "- `{name}`: {about} Blocks: {}.", blocks.join(", "));
        }
        for (at, _) in text.match_indices("{%- component ") {
            let signature = text[at + "{%- component ".len()..].split(" -%}").next().unwrap_or_default();
            let about = comment_before(&text, at).unwrap_or_else(|| panic!("{name}: `{signature}` says nothing of itself"));
            let _ = writeln!(components, "- `{signature}` ({name}): {about}");
        }
    }
    format!("## Templates and their blocks\n\n{templates}\n## Components\n\nAn argument with `@` is taken from the page.\n\n{components}\n")
}

/// The words after each `mark`, up to a space.
fn after_each<'t>(text: &'t str, mark: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(mark).filter_map(move |(at, _)| text[at + mark.len()..].split_whitespace().next())
}

/// The comment that ends right before a place, on one line.
fn comment_before(text: &str, at: usize) -> Option<String> {
    let before = text[..at].trim_end().strip_suffix("-#}")?;
    let words = &before[before.rfind("{#-")? + 3..];
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A field of a view: its name, its type, what it is, and whether its fields stand in its place.
struct Field {
    name: String,
    kind: String,
    about: String,
    flat: bool,
}

/// The variables, and every view that they hold, field by field.
fn of_views() -> String {
    let mut views: BTreeMap<String, (String, Vec<Field>)> = BTreeMap::new();
    for (_, text) in files("src/view", "rs") {
        views.extend(structs(&text));
    }
    let mut out = "## What templates see\n\n".to_owned();
    for (name, view, place) in VARIABLES {
        let _ = writeln!(out, "- `{name}`: {view} ({place})");
    }
    let _ = writeln!(out, "- `{}`: {}", MENTIONS.0, MENTIONS.1);
    let mut ahead: Vec<String> = VARIABLES.iter().map(|(_, view, _)| (*view).to_owned()).rev().collect();
    let mut listed: Vec<String> = Vec::new();
    while let Some(name) = ahead.pop() {
        if listed.contains(&name) {
            continue;
        }
        let (about, fields) = views.get(&name).unwrap_or_else(|| panic!("there is no view `{name}`"));
        let _ = writeln!(out, "\n### {name}\n\n{about}\n");
        let mut inner: Vec<String> = Vec::new();
        for field in fields {
            let (kind, below) = in_words(&field.kind);
            let flat = if field.flat { " Its fields stand here." } else { "" };
            let _ = writeln!(out, "- `{}` ({kind}): {}{flat}", field.name, field.about);
            inner.extend(below.filter(|below| views.contains_key(below)));
        }
        listed.push(name);
        ahead.extend(inner.into_iter().rev());
    }
    out
}

/// The structs of a file, by name.
fn structs(text: &str) -> Vec<(String, (String, Vec<Field>))> {
    let mut found = Vec::new();
    let (mut about, mut flat) = (String::new(), false);
    let mut inside: Option<(String, (String, Vec<Field>))> = None;
    for line in text.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("///") {
            if !about.is_empty() {
                about.push(' ');
            }
            about.push_str(words.trim());
        } else if line.starts_with("#[") {
            flat |= line.contains("flatten");
        } else if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
            inside = Some((name.to_owned(), (std::mem::take(&mut about), Vec::new())));
        } else if line == "}" {
            found.extend(inside.take());
            about.clear();
        } else if let (Some((_, (_, fields))), Some((name, kind))) =
            (&mut inside, line.strip_prefix("pub ").and_then(|rest| rest.split_once(": ")))
        {
            let kind = kind.trim_end_matches(',').to_owned();
            fields.push(Field { name: name.to_owned(), kind, about: std::mem::take(&mut about), flat: std::mem::take(&mut flat) });
        } else {
            about.clear();
        }
    }
    found
}

/// A type as authors of themes read it, and the view that it holds, if it is not a plain value.
fn in_words(kind: &str) -> (String, Option<String>) {
    if let Some(inner) = kind.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>')) {
        let (words, below) = in_words(inner);
        return (format!("{words}, or none"), below);
    }
    if let Some(inner) = kind.strip_prefix("Made<").and_then(|rest| rest.strip_suffix('>')) {
        return in_words(inner);
    }
    if let Some(inner) = kind.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>')) {
        let (words, below) = in_words(inner);
        return (format!("list of {words}"), below);
    }
    match kind {
        "String" | "&'static str" => ("text".to_owned(), None),
        "bool" => ("true or false".to_owned(), None),
        "u8" | "u32" | "usize" | "i16" | "i32" => ("number".to_owned(), None),
        "serde_json::Value" => ("anything".to_owned(), None),
        view => (view.to_owned(), Some(view.to_owned())),
    }
}

/// The files of a folder with an ending, by name.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|own| own == ending));
    paths.sort();
    let named =
        |path: PathBuf| (path.file_name().expect("a file").to_string_lossy().into_owned(), fs::read_to_string(&path).expect("a text"));
    paths.into_iter().map(named).collect()
}
