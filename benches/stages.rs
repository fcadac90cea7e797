//! Each stage of a build by itself: `cargo bench --bench stages`; `-- parse` runs those whose name holds it.
//!
//! The documents are those of this repository's own site, and one of the shape of `benches/corpus.py`; the site is this one,
//! so that a figure changes with its content, too: compare the same content alone.

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use divan::counter::BytesCount;
use divan::{Bencher, black_box};

use plenary::cache::Cache;
use plenary::date::Date;
use plenary::library::{self, Input, Links};
use plenary::markdown::{self, Reading};
use plenary::model::Record;
use plenary::output;
use plenary::path::SourcePath;
use plenary::plan::{Artifact, Item};
use plenary::site::{self, Drafts, Options, Site};
use plenary::source::{self, Text};
use plenary::target::RecordId;
use plenary::theme::Naming;
use plenary::watch::Unwatched;
use plenary::{designation, front_matter, path};

fn main() {
    divan::main();
}

/// Documents of the site, and what is made up.
const DOCUMENTS: [&str; 4] =
    ["content/reports/mou-mg-23n912.md", "content/groups/fg-dlt/index.md", "content/circulars/tsb-circular-33.md", MADE_UP];
/// The name that a made-up document goes by: about 350 words, as in `benches/corpus.py`.
const MADE_UP: &str = "content/circulars/made-up.md";

static SITE: LazyLock<Arc<Site>> = LazyLock::new(|| {
    let (site, faults) = site::load(root(), &options());
    assert!(faults.iter().all(|fault| fault.level() != plenary::diagnostic::Level::Error), "{faults:?}");
    site.expect("there is a site")
});

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn options() -> Options {
    Options {
        drafts: Drafts::Leave,
        today: Date::parse("2026-01-01"),
        otherwise_today: Date::parse("2026-01-01").expect("it is a day"),
        base_url: None,
        naming: Naming::Fingerprints,
        cache: Cache::within(None),
    }
}

/// The text of a document.
fn text(name: &str) -> String {
    if name != MADE_UP {
        return fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let sentence = "Study network the of and interoperability to use case gap, analysis security requirement of the digital identity.";
    let mut text = "---\ntitle: \"Circular 7: of the digital identity\"\nsummary: What the group asks for.\nstudy_groups: [SG5, SG17]\n\
                    date: 2021-05-04\nseries: TSB Circular\nnumber: 7\ngroups: [FG-DLT]\n---\n"
        .to_owned();
    for part in ["Objective of the policy", "Terms", "Next steps"] {
        text.push_str(&format!("\n## {part}\n\n{}\n\nThis text was prepared by **ITU-T SG17** with Recommendation ITU-T Y.3500, see [the letter](/circulars/tsb-circular-33/).\n", [sentence; 5].join(" ")));
    }
    text + &format!("\n{}\n| Item | Status |\n|---|---|\n{}", format!("- {sentence}\n").repeat(5), "| 1.2 | SG16 |\n".repeat(6))
}

/// A document as it is read.
fn source(name: &str) -> Text {
    Text { path: SourcePath::new(name), text: text(name) }
}

/// A record of the site by its source.
fn record(name: &str) -> RecordId {
    SITE.library.id_of(&SourcePath::new(name)).expect("it is a record of the site")
}

#[divan::bench(args = DOCUMENTS)]
fn split_front_matter(bencher: Bencher, name: &str) {
    let text = text(name);
    bencher.counter(BytesCount::of_str(&text)).bench(|| front_matter::split(black_box(&text)).is_ok());
}

#[divan::bench(args = DOCUMENTS)]
fn read_yaml(bencher: Bencher, name: &str) {
    let text = text(name);
    bencher.bench(|| front_matter::tree(black_box(&text)).is_some());
}

#[divan::bench(args = DOCUMENTS)]
fn read_record(bencher: Bencher, name: &str) {
    bencher.with_inputs(|| source(name)).bench_values(|text| Record::read(text).0.is_some());
}

#[divan::bench(args = DOCUMENTS)]
fn find_designations(bencher: Bencher, name: &str) {
    let text = text(name);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let mut found = 0;
        designation::scan(black_box(&text), &SITE.library.vocabulary, |_| found += 1);
        found
    });
}

#[divan::bench(args = DOCUMENTS)]
fn parse_markdown(bencher: Bencher, name: &str) {
    let text = text(name);
    let body = front_matter::split(&text).map_or(0, |split| split.body);
    let reading = Reading { text: &text[body..], offset: body };
    bencher.counter(BytesCount::of_str(&text[body..])).bench(|| markdown::parse(black_box(reading), &SITE.library.vocabulary));
}

// A text is rendered as that of a record of the site.
#[divan::bench(args = &DOCUMENTS[..3])]
fn render_markdown(bencher: Bencher, name: &str) {
    let (site, id) = (&**SITE, record(name));
    let record = site.library.record(id);
    let page = || markdown::Page {
        reading: Reading { text: record.markdown(), offset: record.body },
        body: &site.library.bodies[id.index()],
        anchors: &site.library.anchors[id.index()],
        links: Links { library: &site.library, record: id },
        pictures: &site.pictures,
        mentions: site.settings.link_mentions(),
        raw_html: site.settings.raw_html(),
        words: site.theme.words.of(site.settings.language()),
    };
    bencher.counter(BytesCount::of_str(record.markdown())).bench(|| {
        let mut html = String::new();
        markdown::render(page(), &mut html);
        html
    });
}

#[divan::bench]
fn load_sources(bencher: Bencher) {
    bencher.bench(|| source::load_content(root()).0);
}

#[divan::bench]
fn resolve(bencher: Bencher) {
    let library = &SITE.library;
    let input = || Input {
        records: library.records.clone(),
        recommendations: library.recommendations.iter().map(|entry| entry.row.clone()).collect(),
        work_items: library.work_items.iter().map(|entry| entry.row.clone()).collect(),
        organisations: library.organisations.to_vec(),
        assets: library.assets.to_vec(),
        searchable: true,
        ..Input::default()
    };
    bencher.with_inputs(input).bench_values(|input| library::resolve(input, None, &Unwatched));
}

#[divan::bench]
fn plan(bencher: Bencher) {
    let site = &**SITE;
    let (library, theme, pictures, settings, long) = (&site.library, &*site.theme, &*site.pictures, &*site.settings, &*site.long);
    bencher.bench(|| output::claim(&output::Sources { library, theme, pictures, settings, long }).finish());
}

/// A page of each template: the one in the middle, so that it is neither the first nor the last in anything.
#[divan::bench(args = templates())]
fn page(bencher: Bencher, template: &str) {
    let of_template: Vec<_> = SITE.plan.artifacts.iter().filter(|(_, artifact)| template_of(artifact) == Some(template)).collect();
    file(bencher, of_template[of_template.len() / 2].0.as_str());
}

fn templates() -> Vec<String> {
    let mut names: Vec<String> = SITE.plan.artifacts.iter().filter_map(|(_, artifact)| template_of(artifact)).map(str::to_owned).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn template_of(artifact: &Artifact) -> Option<&str> {
    if let Item::Page(_, template, _) = &artifact.item { Some(template) } else { None }
}

/// Feeds, calendars, data, search and the sitemap.
#[divan::bench(args = [
    "feed.xml",
    "feed.json",
    "calendar.ics",
    "data/groups.json",
    "data/recommendations.csv",
    "data/designations.json",
    "data/citations.ris",
    "groups/fg-dlt/index.json",
    "search/index.json",
    "sitemap.xml",
    "data/urls.txt",
])]
fn file(bencher: Bencher, name: &str) {
    let at = SITE.plan.artifacts.iter().position(|(path, _)| path.as_str() == name).unwrap_or_else(|| panic!("there is no {name}"));
    let (path, artifact): &(path::OutputPath, Artifact) = &SITE.plan.artifacts[at];
    let renderer = SITE.renderer();
    let mut buffer = Vec::new();
    // What several files are made of is collected by the first that asks.
    assert!(renderer.bytes(path, artifact, &mut buffer).is_ok(), "{name}");
    bencher.bench_local(|| renderer.bytes(path, artifact, &mut buffer).map(|bytes| bytes.len()).unwrap_or_default());
}
