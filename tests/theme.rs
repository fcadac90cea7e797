//! The default theme: its contrast and size, that its words are said, the settings' colours, and how a site
//! changes single parts of it.

mod support;

use std::collections::BTreeSet;
use std::fs;

use plenary::colour::{GROUNDS, Rgb};
use plenary::language::Language;
use support::html_facts::HtmlFacts;
use support::site::{SETTINGS, Site};
use support::theme::{CONTRASTS, built_in, contrast, files, root, style, tokens, two_languages};
use support::tree::without_fingerprint;

#[test]
fn every_contrast_of_the_theme_is_enough_in_light_and_in_dark() {
    let schemes = tokens(&style());
    for ((name, ground), tokens) in GROUNDS.iter().zip(&schemes) {
        assert_eq!(Rgb::parse(&tokens["ground"]), Some(*ground), "the {name} ground");
    }
    for (ink, ground, least) in CONTRASTS {
        for found in contrast(&schemes, ink, ground) {
            assert!(found >= least.told().1, "{ink} on {ground}: {found:.2}");
        }
    }
}

#[test]
fn every_colour_of_the_style_sheet_has_its_contrast_stated() {
    let text = style();
    let screen = text.split("@media print").next().expect("there is a screen");
    let after = |mark: &'static str| {
        let is_property = |before: &str| before.ends_with([' ', '{', ';']);
        let found = screen.match_indices(mark).filter(move |(at, _)| is_property(&screen[..*at]));
        found.map(move |(at, mark)| screen[at + mark.len()..].split(')').next().expect("it ends")).collect::<BTreeSet<&str>>()
    };
    let stated: BTreeSet<&str> = CONTRASTS.iter().map(|(ink, ..)| *ink).collect();
    let used = after("color: var(--");
    assert!(used.len() > 8);
    assert_eq!(used.difference(&stated).collect::<Vec<_>>(), [&""; 0], "colours of text");
    let grounds: BTreeSet<&str> = CONTRASTS.iter().map(|(_, ground, _)| *ground).collect();
    assert_eq!(after("background: var(--").difference(&grounds).collect::<Vec<_>>(), [&""; 0], "grounds");
    // A line that says nothing, such as that between two rows, may be pale.
    let drawn = &after("stroke: var(--") | &after("fill: var(--");
    let unstated: Vec<&str> =
        drawn.into_iter().filter(|name| !stated.contains(name) && !grounds.contains(name) && *name != "line").collect();
    assert_eq!(unstated, [""; 0], "what is drawn");
}

#[test]
fn the_theme_is_small_and_fetches_nothing() {
    let (mut styles, mut scripts) = (0, 0);
    for (name, text) in files("themes/default/static") {
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("css") => styles += text.len(),
            // What drives Pagefind is counted apart, with it: only a site with `search: full` has either.
            Some("js") if name != "search-texts.js" => scripts += text.len(),
            _ => {}
        }
        assert!(!text.contains("@import") && !text.contains("@font-face"), "{name}");
    }
    assert!(styles <= 30_000, "{styles} bytes of CSS");
    assert!(scripts <= 15_000, "{scripts} bytes of script");
}

#[test]
fn the_style_sheet_knows_no_left_and_right() {
    let text = style();
    let sides = ["left", "right", "top", "bottom"];
    let physical = |property: &str| {
        let (before, side) = property.rsplit_once('-').unwrap_or(("", property));
        sides.contains(&side) && matches!(before, "" | "margin" | "padding" | "border")
    };
    let declared: Vec<&str> =
        text.split(['{', ';', '}']).filter_map(|part| part.split_once(": ")).map(|(property, _)| property.trim()).collect();
    assert!(declared.len() > 300);
    let wrong: Vec<&&str> = declared.iter().filter(|property| physical(property)).collect();
    assert_eq!(wrong, [&""; 0]);
    // Of four values the second is the right side and the fourth the left.
    let four = |value: &str| value.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let shorthands =
        text.split(['{', ';', '}']).filter_map(|part| part.trim().strip_prefix("padding: ").or(part.trim().strip_prefix("margin: ")));
    let uneven: Vec<&str> = shorthands.filter(|value| matches!(&four(value)[..], [_, right, _, left] if right != left)).collect();
    assert_eq!(uneven, [""; 0]);
    assert!(!text.contains("text-align: left") && !text.contains("text-align: right") && !text.contains("float:"));
}

#[test]
fn every_word_of_the_theme_is_said_somewhere_and_every_said_word_is_there() {
    let words = built_in(Language::En);
    let keys: BTreeSet<&str> = words.all().map(|(key, _)| key).collect();
    let templates: String = files("themes/default/templates").into_iter().map(|(_, text)| text).collect();
    let code: String = ["src/view", "src/drawing", "src/words", "src/search", "src/markdown", "src/output"]
        .iter()
        .flat_map(|folder| files(folder))
        .map(|(_, text)| text)
        .collect();
    let said: BTreeSet<&str> = templates.split("\" | t").filter_map(|before| before.rsplit('"').next()).collect();
    let unknown: Vec<&&str> =
        said.iter().filter(|key| !keys.contains(**key) && key.chars().all(|c| c.is_ascii_lowercase() || c == '-')).collect();
    assert_eq!(unknown, [&""; 0], "words that templates say");
    // A word is said by its whole name, or by its end after `of`, or by the end that a component puts together.
    let groups = [
        "fact",
        "column",
        "state",
        "since",
        "status",
        "text",
        "role",
        "deliverable",
        "deadline",
        "purpose",
        "figure",
        "nothing",
        "list",
        "month",
        "quarter",
        "kind",
        "approval",
    ];
    let is_grouped = |key: &str| groups.iter().any(|group| key.strip_prefix(group).is_some_and(|rest| rest.starts_with('-')));
    let silent: Vec<&&str> = keys
        .iter()
        .filter(|key| !is_grouped(key) && !templates.contains(&format!("\"{key}\"")) && !code.contains(&format!("\"{key}\"")))
        .collect();
    assert_eq!(silent, [&""; 0], "words that nothing says");
    for group in ["fact", "column"] {
        let named =
            |key: &str| [format!("<{group} name=\"{key}\""), format!("{group} name=\"{key}\"")].iter().any(|way| templates.contains(way));
        let silent: Vec<&&str> = keys
            .iter()
            .filter(|key| {
                key.strip_prefix(group)
                    .and_then(|rest| rest.strip_prefix('-'))
                    .is_some_and(|key| !named(key) && !templates.contains(&format!("\"{group}-{key}\"")))
            })
            .collect();
        assert_eq!(silent, [&""; 0], "{group}");
    }
}

#[test]
fn the_colours_of_the_settings_are_a_style_sheet_in_which_links_stand_out() {
    let site = Site::empty().file("plenary.yaml", format!("{SETTINGS}colours: {{accent: \"#e30613\"}}\n"));
    let run = site.build();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let tree = site.public();
    let colours = tree.files().into_iter().find(|path| without_fingerprint(path) == "theme/colours.css").expect("there are colours");
    let text = tree.text(colours).expect("they can be read");
    let values = |name: &str| -> Vec<Rgb> {
        text.split(&format!("{name}: ")).skip(1).map(|rest| Rgb::parse(&rest[..7]).expect("a colour")).collect()
    };
    let [light, dark] = tokens(&style());
    assert_eq!(values("--accent")[0], Rgb([0xe3, 0x06, 0x13]));
    for (at, tokens) in [&light, &dark].into_iter().enumerate() {
        let ground = |name: &str| Rgb::parse(&tokens[name]).expect("a colour");
        for name in ["ground", "raised"] {
            assert!(values("--link")[at].contrast(ground(name)) >= 7.0, "link on {name}: {text}");
        }
        assert!(values("--accent")[at].contrast(ground("ground")) >= 4.5, "{text}");
    }
    let page = HtmlFacts::of(&site.public().text("index.html").expect("there is a page"));
    let sheets: Vec<&str> =
        page.addresses.iter().filter(|address| address.by == "link stylesheet").map(|address| address.text.as_str()).collect();
    assert_eq!(sheets.iter().map(|sheet| without_fingerprint(&sheet[2..])).collect::<Vec<_>>(), ["theme/style.css", "theme/colours.css"]);
    assert_eq!(sheets[1], format!("./{colours}"));
}

#[test]
fn the_example_of_a_theme_changes_one_block_and_nothing_else() {
    let example = fs::read_to_string(root().join("themes/example/templates/base.html")).expect("there is an example");
    let site =
        Site::empty().file("plenary.yaml", format!("{SETTINGS}theme: example\n")).file("themes/example/templates/base.html", example);
    let run = site.build();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let plain = Site::new();
    assert_eq!(plain.build().code, Some(0));
    let split = |site: &Site| -> (String, String) {
        let page = site.public().text("groups/index.html").expect("there is a page");
        let (before, footer) = page.split_once("<footer").expect("there is a footer");
        (before.to_owned(), footer.to_owned())
    };
    let ((before, footer), (plain_before, plain_footer)) = (split(&site), split(&plain));
    assert_eq!(before, plain_before);
    assert_ne!(footer, plain_footer);
}

#[test]
fn a_component_of_the_site_takes_the_place_of_the_themes() {
    let site = Site::new().file(
        "themes/default/templates/own.html",
        "{%- component heading(@page) -%}<h1>Own: {{ page.title }}</h1>{%- endcomponent heading -%}",
    );
    let run = site.build();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(site.public().text("groups/index.html").expect("there is a page").contains("<h1>Own: Focus groups</h1>"));
}

#[test]
fn a_page_begins_with_where_one_is_what_it_is_and_what_comes_next() {
    let site = two_languages();
    let settings = format!("{SETTINGS}languages: [en, fr]\nedit_url: \"https://example.org/edit/{{path}}\"\n");
    site.write("plenary.yaml", settings);
    assert_eq!(site.build().code, Some(0));
    let page = site.public().text("groups/fg-xx/index.html").expect("there is a page");
    let head = page.split_once("<div class=\"content\">").expect("a head").0;
    let order = [
        "class=\"breadcrumbs\"",
        "FG-XX</span> Focus Group on examples",
        "class=\"state forming\"",
        "Focus group of <a",
        "Next meeting",
        "Next deadline",
        "Take part",
        "class=\"life\"",
    ];
    let places: Vec<usize> = order.iter().map(|part| head.find(part).unwrap_or_else(|| panic!("no {part} in the head"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    // Every page says how new it is, who answers for it, and with `edit_url` where it is mended.
    let footer = page.split_once("<footer").expect("a footer").1;
    assert!(footer.contains("content/groups/fg-xx/index.md</code>. The newest document behind it is dated <time datetime=\"2020-01-20\">"));
    assert!(footer.contains("<a href=\"https://example.org/edit/content/groups/fg-xx/index.md\">Suggest a correction</a>"));
    assert!(page.contains(
        "Questions about this page: <a href=\"../../groups/fg-xx/\">FG-XX</a>, <a href=\"mailto:fgxx@example.org\" dir=\"ltr\">"
    ));
}
