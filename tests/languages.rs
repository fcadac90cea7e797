//! The languages of the theme: that each says all that there is to say, in its own plural forms and dates, and that pages,
//! feeds, calendars and the search speak the language that they are in and no other.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use plenary::language::Language;
use plenary::words::{self, Form, Word, Words};
use scraper::{Html, Node};
use support::site::Site;
use support::theme::{built_in, files, two_languages};

/// The languages of the theme, with the plural forms of each by the CLDR: <https://cldr.unicode.org/index/cldr-spec/plural-rules>.
const LANGUAGES: [(Language, &[&str]); 6] = [
    (Language::Ar, &["zero", "one", "two", "few", "many", "other"]),
    (Language::En, &["one", "other"]),
    (Language::Es, &["one", "many", "other"]),
    (Language::Fr, &["one", "many", "other"]),
    (Language::Ru, &["one", "few", "many", "other"]),
    (Language::Zh, &["other"]),
];

#[test]
fn the_languages_of_the_theme_have_the_same_words_with_the_same_places() {
    let english = built_in(Language::En);
    let places =
        |text: &str| -> BTreeSet<String> { text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect() };
    let of_word = |word: &Word| match word {
        Word::Plain(text) => places(text),
        Word::Counted(forms) => forms.values().flat_map(|text| places(text)).collect(),
    };
    let all = files("themes/default/words");
    assert_eq!(all.len(), LANGUAGES.len());
    for (file, _) in all {
        let language = Language::of_code(file.trim_end_matches(".yaml")).expect("a language");
        let own = built_in(language);
        let of = |words: &Words| words.all().map(|(key, word)| (key.to_owned(), of_word(word))).collect::<BTreeMap<_, _>>();
        assert_eq!(of(&own), of(&english), "{file}");
    }
}

#[test]
fn a_word_that_goes_with_a_count_has_every_plural_form_of_its_language() {
    for (language, forms) in LANGUAGES {
        let mut counted = 0;
        for (key, word) in built_in(language).all() {
            let Word::Counted(own) = word else { continue };
            assert_eq!(own.keys().map(|form| form.as_str()).collect::<Vec<_>>(), forms, "`{key}` in {}", language.as_str());
            counted += 1;
        }
        assert!(counted > 25, "only {counted} in {}", language.as_str());
        // The forms are those that counts ask for; `other` is also for what is no whole number.
        let counts = (0..1000).chain([1_000_000, 1_000_001, 2_000_000]);
        let asked: BTreeSet<Form> = counts.map(|count| words::form(language, count)).chain([Form::Other]).collect();
        assert_eq!(asked.iter().map(|form| form.as_str()).collect::<Vec<_>>(), forms, "{}", language.as_str());
    }
}

#[test]
fn dates_are_written_as_each_language_writes_them() {
    let dates = |language| {
        let words = built_in(language);
        let span = |from, to| words.span(from, Some(to));
        [
            words.date("2017-06-01"),
            words.date("2024-01"),
            words.date("2023-Q1"),
            span("2017-10-17", "2017-10-19"),
            span("2020-01-30", "2021-02-02"),
        ]
    };
    let en = ["1 June 2017", "January 2024", "first quarter of 2023", "17–19 October 2017", "30 January 2020 – 2 February 2021"];
    let fr = ["1er juin 2017", "janvier 2024", "premier trimestre 2023", "17–19 octobre 2017", "30 janvier 2020 – 2 février 2021"];
    let es = [
        "1 de junio de 2017",
        "enero de 2024",
        "primer trimestre de 2023",
        "17–19 de octubre de 2017",
        "30 de enero de 2020 – 2 de febrero de 2021",
    ];
    let ru = [
        "1 июня 2017 года",
        "январь 2024 года",
        "первый квартал 2023 года",
        "17–19 октября 2017 года",
        "30 января 2020 года – 2 февраля 2021 года",
    ];
    let zh = ["2017年6月1日", "2024年1月", "2023年第一季度", "2017年10月17日至19日", "2020年1月30日至2021年2月2日"];
    let ar = ["1 يونيو 2017", "يناير 2024", "الربع الأول من 2023", "17–19 أكتوبر 2017", "30 يناير 2020 – 2 فبراير 2021"];
    for (language, expected) in
        [(Language::En, en), (Language::Fr, fr), (Language::Es, es), (Language::Ru, ru), (Language::Zh, zh), (Language::Ar, ar)]
    {
        assert_eq!(dates(language), expected);
    }
}

#[test]
fn an_edition_speaks_its_language_and_a_site_changes_single_words() {
    let site = two_languages()
        .file("content/groups/fg-xx/rules.md", "---\ntitle: Rules\n---\n")
        .file("content/groups/fg-xx/scope.md", "---\ntitle: Scope\n---\n")
        .file("content/groups/fg-xx/scope.fr.md", "---\ntitle: Objet\n---\n")
        .file("themes/default/words/fr.yaml", "take-part: Pour participer\n")
        .file("themes/default/words/en.yaml", "list-groups: Our groups\n");
    let run = site.build();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let page = site.public().text("fr/groups/fg-xx/index.html").expect("there is an edition");
    for words in [
        "Pour participer",
        "Prochaine réunion",
        "<time datetime=\"2020-03-10\">10–12 mars 2020</time>",
        "Groupes spécialisés",
        "lang=\"fr\"",
        "Réunion 1",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("How to take part") && !page.contains("March"));
    for leads in [
        "<a href=\"../../../groups/fg-xx/\" lang=\"en\" hreflang=\"en\">English</a>",
        "<link rel=\"alternate\" hreflang=\"fr\" href=\"https://example.org/fr/groups/fg-xx/\">",
    ] {
        assert!(page.contains(leads), "{leads}");
    }
    let page = site.public().text("groups/fg-xx/index.html").expect("there is a page");
    assert!(page.contains("How to take part") && page.contains(">Our groups</a>") && page.contains("10–12 March 2020"));
    assert!(page.contains("<a href=\"../../fr/groups/fg-xx/\" lang=\"fr\" hreflang=\"fr\">Français</a>"));
    // An edition leads to its record's pages in its own language, as far as there are any.
    let page = site.public().text("fr/groups/fg-xx/scope/index.html").expect("there is an edition");
    assert!(page.contains("<a href=\"../../../../fr/groups/fg-xx/\">Vue d"), "{page}");
    assert!(page.contains("<a href=\"../../../../groups/fg-xx/rules/\">Rules</a>"), "{page}");
    // What has no other edition names none.
    let page = site.public().text("study-groups/tsag/index.html").expect("there is a page");
    assert!(!page.contains("hreflang"));
}

#[test]
fn a_language_that_lacks_words_takes_the_english_ones_and_a_note_says_so() {
    let site = two_languages().file("themes/default/words/en.yaml", "our-motto: Together\n");
    let run = site.build();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.starts_with("note[missing-word]: the theme's words in `fr` lack `our-motto`\n"), "{}", run.stderr);
}

/// What stands on a page in Latin letters whatever its language: names, addresses, forms of files and designations.
const LATIN: [&str; 12] = ["https", "http", "mailto", "tel", "example", "org", "Europe", "Zurich", "BibTeX", "quantum", "content", "fgxx"];

#[test]
fn a_site_in_arabic_says_nothing_in_english() {
    let group = "title: الفريق المتخصص\nacronym: FG-XX\nparent: TSAG\nlifetime: P1Y\nestablished: 2020-01-15\n\
                 contact: {email: fgxx@example.org}\nmailing_list: {subscribe: https://example.org/}\nstudy_groups: [SG17]\n\
                 leadership: [{role: chair, name: فلان, from: 2020-01-15}]\nhistory: [{status: forming, date: 2020-01-15}]\n\
                 deliverables: [{id: D1, title: تقرير, status: sent-to-parent, sent: 2020-01-20, approval: consensus, recommendations: [F.780.1]}]\n\
                 meetings: [{id: 1, start: 2020-03-10, opens: \"09:30\", time_zone: Europe/Zurich, remote: true, registration: https://example.org/, \
                 deadlines: [{date: 2020-02-27, for: contributions}]}, {id: 2, start: 2020-Q4}]";
    let liaison = "title: بيان\ndate: 2020-01-20\nfrom: TSAG\nto: [SG17]\npurpose: action\ndeadline: 2020-02-20";
    let report = "title: تقرير\ndate: 2020-01-21\nactions: [{id: R1/1, topic: موضوع}]\naliases: [/old/]";
    let text = "نص SG17.\n\n> [!WARNING]\n> نص[^1].\n\n| ا | ب |\n|---|---|\n| ا | ب |\n\n[^1]: نص.\n";
    let settings =
        "title: موقع\nbase_url: https://example.org/\nlanguages: [ar]\ntoday: 2020-02-01\nedit_url: \"https://example.org/{path}\"\n";
    let site = Site::empty()
        .file("plenary.yaml", settings)
        .file("content/study-groups/tsag.md", "---\ntitle: فريق\nacronym: TSAG\nkind: advisory-group\n---\n")
        .file("content/study-groups/sg17.md", "---\ntitle: الأمن\nacronym: SG17\nnumber: 17\nquestions: [{number: 1}]\n---\n")
        .file("content/groups/fg-xx.md", format!("---\n{group}\n---\n{text}"))
        .file("content/liaisons/1.md", format!("---\n{liaison}\n---\n"))
        .file("content/reports/1.md", format!("---\n{report}\n---\n"))
        .file("content/pages/1.md", "---\ntitle: صفحة\ntags: [وسم]\n---\n")
        .file(
            "content/catalogue/recommendations.yaml",
            "- {id: F.780.1, title: إطار, study_group: SG17, status: approved, date: 2020-01-10}\n",
        )
        .file("content/catalogue/work-items.yaml", "- {id: Y.1, title: بند, question: Q1/17}\n");
    let run = site.build();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let public = site.public();
    let mut english: BTreeSet<(String, String)> = BTreeSet::new();
    let mut pages = 0;
    for path in public.files() {
        let text = public.text(path).unwrap_or_default();
        let said: Vec<String> = match path {
            _ if path.ends_with(".html") => {
                pages += 1;
                said_on_page(&text)
            }
            _ if path.ends_with("calendar.ics") => {
                let of = ["SUMMARY:", "DESCRIPTION:", "NAME:"];
                text.lines()
                    .filter(|line| of.iter().any(|of| line.starts_with(of)))
                    .map(|line| line.split_once(':').expect("a colon").1.to_owned())
                    .collect()
            }
            _ if path.ends_with("feed.xml") => {
                text.split("<title>").skip(1).filter_map(|rest| rest.split("</title>").next()).map(str::to_owned).collect()
            }
            "search/index.json" => {
                let index: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
                let words = index["words"]["ar"].as_object().expect("there are words").values();
                let all = words.flat_map(|word| match word {
                    serde_json::Value::Array(words) => words.clone(),
                    serde_json::Value::Object(words) => words.values().cloned().collect(),
                    word => vec![word.clone()],
                });
                all.map(|word| word.as_str().expect("a text").replace("{count}", "")).collect()
            }
            _ => continue,
        };
        for text in said {
            let words = text
                .split(|c: char| !c.is_ascii_alphabetic())
                .filter(|word| word.len() > 3 && word.chars().skip(1).any(|c| c.is_ascii_lowercase()));
            english.extend(words.filter(|word| !LATIN.contains(word)).map(|word| (path.to_owned(), word.to_owned())));
        }
    }
    assert!(pages > 15, "{pages} pages");
    assert_eq!(english, BTreeSet::new());
}

/// All that a page says to who reads it or hears it: its text, and what stands in attributes for that.
fn said_on_page(text: &str) -> Vec<String> {
    let attributes = ["aria-label", "title", "alt", "placeholder", "data-filter", "data-shown", "data-sort", "data-failed", "content"];
    let mut said = Vec::new();
    for node in Html::parse_document(text).tree.nodes() {
        let parent = node.parent().and_then(|parent| parent.value().as_element().map(|element| element.name().to_owned()));
        match node.value() {
            Node::Text(text) if !matches!(parent.as_deref(), Some("script" | "style" | "code")) => said.push(text.to_string()),
            Node::Element(element) => {
                // What machines read of a page: sizes, colours, addresses.
                let is_for_machines = element.name() == "meta"
                    && (["viewport", "color-scheme", "robots"].iter().any(|name| element.attr("name") == Some(name))
                        || element.attr("http-equiv").is_some()
                        || element.attr("property").is_some_and(|property| property == "og:type" || property == "og:url"));
                if !is_for_machines {
                    let values = attributes.iter().filter_map(|name| element.attr(name));
                    said.extend(values.map(|value| value.replace("{shown}", "").replace("{all}", "")));
                }
            }
            _ => {}
        }
    }
    said
}
