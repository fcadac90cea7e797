//! Lists that one page does not hold: every line stands on one of its pages, the pages lead to each other, and what names a
//! line leads to the page that has it.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};

use plenary::library::LINES;
use support::published::Published;
use support::site::Site;

/// More than two pages of lines.
const MANY: usize = 2 * LINES + 50;
/// More than one.
const SOME: usize = LINES + 30;
const QUESTIONS: usize = 40;

static SITE: LazyLock<Site> = LazyLock::new(site);
static PUBLISHED: LazyLock<Published> = LazyLock::new(|| Published::build(&SITE.root(), "https://example.org/fg/"));

/// A site of which every list that can be long is.
fn site() -> Site {
    let tags: String = (0..SOME).map(|at| format!("t{at:03}, ")).collect();
    let questions: String = (1..=QUESTIONS).map(|at| format!("{{number: {at}}}, ")).collect();
    // The first Question has more work than a page holds; the last have none.
    let items: String =
        (0..MANY).map(|at| format!("- {{id: X.item-{at:03}, title: Draft, question: Q{}/17}}\n", 1 + (at / (LINES + 10)) * 2)).collect();
    let statuses = ["approved", "consented", "determined"];
    let texts: String = (0..MANY)
        .map(|at| format!("- {{id: X.{}, title: Text, study_group: SG17, status: {}, date: 2020-01-01}}\n", 1000 + at, statuses[at % 3]))
        .collect();
    let actions: String =
        (0..SOME).map(|at| format!("- {{id: R09/{at:03}, topic: Matter, recommendations: [X.{}]}}\n", 1000 + at)).collect();
    let site = Site::new()
        .file("plenary.yaml", "title: Groups\nbase_url: https://example.org/\ntoday: 2020-02-01\nlanguages: [en, fr]\nrules: none\n")
        .file(
            "content/study-groups/sg17.md",
            format!(
                "---\ntitle: Security\nacronym: SG17\nnumber: 17\nquestions: [{questions}]\n---\nSee [the last](#x.item-{:03}).\n",
                MANY - 1
            ),
        )
        .file("content/study-groups/sg17.fr.md", "---\ntitle: Sécurité\nacronym: SG17\nnumber: 17\n---\n")
        .file("content/study-groups/sg2.md", "---\ntitle: Numbering\nacronym: SG2\nnumber: 2\n---\n")
        .file("content/catalogue/recommendations.yaml", texts)
        .file("content/catalogue/work-items.yaml", items)
        .file("content/reports/r.md", format!("---\ntitle: Report\ndate: 2020-01-05\nactions:\n{actions}---\n"))
        .file("content/pages/tagged.md", format!("---\ntitle: Tagged\ntags: [{tags}]\n---\n"))
        .file(
            "content/pages/links.md",
            format!(
                "---\ntitle: Links\n---\nX.item-{:03} and [[Q{QUESTIONS}/17]], [here](/study-groups/sg17/#x.item-{:03}), X.item-000.\n",
                MANY - 1,
                MANY - 2
            ),
        );
    for at in 0..MANY {
        let text = format!(
            "---\ntitle: Letter {at}\nseries: TSB Circular\nnumber: {at}\ndate: 20{:02}-{:02}-01\ntags: [all]\n---\nOn X.1001, to SG17.\n",
            10 + at % 9,
            1 + at % 12
        );
        // Names that a careless numbering of pages would clash with.
        let name = match at {
            0 => "page".to_owned(),
            at => at.to_string(),
        };
        site.write(&format!("content/circulars/{name}.md"), text);
    }
    for at in 0..SOME {
        let group = format!(
            "---\ntitle: Group\nacronym: FG-{at:03}\nparent: SG17\nstudy_groups: [SG2]\nmeetings: [{{id: 1, start: 20{:02}-03-01}}]\n---\n",
            10 + at % 20
        );
        site.write(&format!("content/groups/fg-{at:03}/index.md"), group);
        let activity =
            format!("---\ntitle: Activity\nacronym: JCA-{at:03}\nkind: joint-coordination-activity\nparent: SG17\n---\nOn FG-001.\n");
        site.write(&format!("content/study-groups/jca-{at:03}.md"), activity);
    }
    site
}

/// Every list that is long: its page, its folder there, how to find its lines, and how many there are.
fn lists() -> Vec<(&'static str, &'static str, &'static str, usize)> {
    let row = ".content tbody tr";
    let record = ".records > li";
    let studied = "section:has(#p-focus-groups) tbody tr";
    vec![
        ("circulars/", "", record, MANY),
        ("groups/", "", row, SOME),
        ("study-groups/", "", row, SOME + 2),
        ("recommendations/", "", row, MANY),
        ("work-items/", "", row, MANY),
        ("meetings/", "", row, SOME),
        ("tags/", "", ".content > ul > li", SOME + 1),
        ("tags/all/", "", record, MANY),
        ("study-groups/sg17/", "focus-groups", studied, SOME),
        ("study-groups/sg2/", "collaborating-groups", "section:has(#p-collaborating-groups) tbody tr", SOME),
        ("study-groups/sg17/", "recommendations", "section:has(#p-recommendations) tbody tr", MANY),
        ("study-groups/sg17/", "work-items", "section:has(#p-work-items) :is(tbody tr, .records > li)", MANY + QUESTIONS - 3),
        ("study-groups/sg17/", "circulars", "section:has(#p-circulars) .records > li", MANY),
        ("study-groups/sg17/", "pages", "section:has(#p-pages) .records > li", 2 * SOME + 1),
        ("study-groups/sg17/", "actions", "section:has(#p-actions) tbody tr", SOME),
        ("study-groups/sg17/", "activities", "section:has(#p-activities) li:not(nav li)", SOME),
        ("fr/study-groups/sg17/", "circulars", "section:has(#p-circulars) .records > li", MANY),
        ("recommendations/x.1001/", "mentioned-in", record, MANY + 1),
        ("groups/fg-001/", "mentioned-in", "section:has(#p-mentioned-in) .records > li", SOME),
    ]
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("it is a selector")
}

/// The pages of a list, in their order: by address, read.
fn pages(page: &str, folder: &str, lines: usize) -> Vec<(String, Html)> {
    let below = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let further = (2..=lines.div_ceil(LINES)).map(|number| format!("{page}{below}page/{number}/"));
    let addresses = std::iter::once(page.to_owned()).chain(further);
    let read = |address: String| {
        let text = PUBLISHED.tree.text(&format!("{address}index.html")).unwrap_or_else(|| panic!("there is no page {address}"));
        (address, Html::parse_document(&text))
    };
    addresses.map(read).collect()
}

/// The way between the pages of a list, as a page has it: if it has several, that of the section with the anchor.
fn pager<'h>(html: &'h Html, folder: &str) -> ElementRef<'h> {
    let place = if folder.is_empty() { "nav.pager".to_owned() } else { format!("section:has(#p-{folder}) nav.pager") };
    html.select(&selector(&place)).next().unwrap_or_else(|| panic!("no way between the pages of {folder}"))
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_line_of_a_long_list_stands_on_one_of_its_pages() {
    for (page, folder, line, count) in lists() {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let pages = pages(page, folder, count);
        for (at, (address, html)) in pages.iter().enumerate() {
            let lines: Vec<String> = html.select(&selector(line)).map(|line| line.html()).collect();
            let expected = if at + 1 < pages.len() { LINES } else { count - at * LINES };
            assert_eq!(lines.len(), expected, "{address} {folder}");
            for line in lines {
                // The way up to the top is longer on further pages.
                *seen.entry(line.replace("../", "")).or_default() += 1;
            }
        }
        assert_eq!((seen.len(), seen.values().sum::<usize>()), (count, count), "{page} {folder}");
        let last = pages.len() + 1;
        let below = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        assert!(PUBLISHED.tree.text(&format!("{page}{below}page/{last}/index.html")).is_none(), "{page} has a page {last}");
        assert!(PUBLISHED.tree.text(&format!("{page}{below}page/1/index.html")).is_none(), "{page} has its first page twice");
    }
}

#[test]
fn the_order_of_a_list_goes_on_from_page_to_page() {
    let dates: Vec<String> = pages("circulars/", "", MANY)
        .iter()
        .flat_map(|(_, html)| {
            html.select(&selector(".records time")).map(|time| time.attr("datetime").unwrap().to_owned()).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(dates.len(), MANY);
    assert!(dates.is_sorted_by(|a, b| a >= b), "newest first");
}

#[test]
fn pages_of_a_list_lead_to_each_other() {
    for (page, folder, _, count) in lists() {
        let pages = pages(page, folder, count);
        let target = |address: &str, link: ElementRef<'_>| {
            let (file, _) = PUBLISHED.target(&format!("{address}index.html"), link.attr("href").unwrap()).expect("within the site");
            file.strip_suffix("index.html").unwrap().to_owned()
        };
        for (at, (address, html)) in pages.iter().enumerate() {
            let nav = pager(html, folder);
            let links: Vec<(String, String, ElementRef<'_>)> =
                nav.select(&selector("a")).map(|link| (words(link), target(address, link), link)).collect();
            let to = |rel: &str| links.iter().find(|(.., link)| link.attr("rel") == Some(rel)).map(|(_, to, _)| to.as_str());
            assert_eq!(to("prev"), at.checked_sub(1).map(|at| pages[at].0.as_str()), "{address}");
            assert_eq!(to("next"), pages.get(at + 1).map(|(next, _)| next.as_str()), "{address}");
            let numbered: Vec<(String, &str)> =
                links.iter().filter(|(.., link)| link.attr("rel").is_none()).map(|(words, to, _)| (words.clone(), to.as_str())).collect();
            let expected: Vec<(String, &str)> = (1..).zip(&pages).map(|(number, (to, _))| (number.to_string(), to.as_str())).collect();
            assert_eq!(numbered, expected, "{address}");
            let current: Vec<&str> =
                links.iter().filter(|(.., link)| link.attr("aria-current") == Some("page")).map(|(_, to, _)| to.as_str()).collect();
            assert_eq!(current, [address], "{address}");
            assert!(!nav.attr("aria-label").unwrap_or_default().is_empty(), "{address}");
        }
    }
}

#[test]
fn a_further_page_says_where_it_belongs() {
    let sitemap = PUBLISHED.tree.text("sitemap.xml").expect("there is one");
    let mut titles = BTreeSet::new();
    for (page, folder, _, count) in lists() {
        for (number, (address, html)) in (1..).zip(pages(page, folder, count)).skip(1) {
            let one = |place: &str, attribute: &str| {
                let found: Vec<_> =
                    html.select(&selector(place)).map(|found| found.attr(attribute).unwrap_or_default().to_owned()).collect();
                assert_eq!(found.len(), 1, "{address}: {place}");
                found[0].clone()
            };
            let own = format!("https://example.org/fg/{address}");
            assert_eq!(one("link[rel=canonical]", "href"), own);
            assert_eq!(one("meta[property='og:url']", "content"), own);
            one("link[rel=prev]", "href");
            let title = words(html.select(&selector("title")).next().unwrap());
            let heading = words(html.select(&selector("h1")).next().unwrap());
            assert!(title.starts_with(&heading), "{address}: {title}");
            let said = if address.starts_with("fr/") { format!("page {number} sur ") } else { format!("page {number} of ") };
            assert!(title.contains(&said), "{address}: {title}");
            assert!(titles.insert(title.clone()), "{title} is the title of two pages");
            let crumbs: Vec<String> = html.select(&selector(".breadcrumbs a")).map(|link| link.attr("href").unwrap().to_owned()).collect();
            let up = PUBLISHED.target(&format!("{address}index.html"), crumbs.last().unwrap()).unwrap().0;
            assert_eq!(up, format!("{page}index.html"), "{address}");
            assert!(sitemap.contains(&format!("<loc>{own}</loc>")), "{own} is not in the sitemap");
        }
    }
    assert!(!PUBLISHED.tree.text("data/urls.txt").unwrap().contains("/page/2/"), "these come and go with the records");
}

#[test]
fn every_link_of_a_long_list_leads_to_its_place() {
    for (path, page) in &PUBLISHED.pages {
        for address in page.addresses.iter().filter(|address| address.by == "a") {
            let Some((file, anchor)) = PUBLISHED.target(path, &address.text) else { continue };
            let target = PUBLISHED.pages.get(&file);
            let is_there = match (&anchor, target) {
                (None, _) => PUBLISHED.tree.text(&file).is_some(),
                (Some(anchor), Some(target)) => target.ids.contains(anchor),
                (Some(_), None) => false,
            };
            assert!(is_there, "{path}: {}", address.text);
        }
    }
}

#[test]
fn what_names_a_line_leads_to_the_page_that_has_it() {
    let last = MANY.div_ceil(LINES);
    let text = PUBLISHED.tree.text("links/index.html").unwrap();
    for address in [
        format!("study-groups/sg17/work-items/page/{last}/#x.item-{:03}", MANY - 1),
        format!("study-groups/sg17/work-items/page/{last}/#x.item-{:03}", MANY - 2),
        format!("study-groups/sg17/work-items/page/{last}/#q{QUESTIONS}"),
        "study-groups/sg17/#x.item-000".to_owned(),
    ] {
        assert!(text.contains(&format!("href=\"../{address}\"")), "{address}");
    }
    let own = PUBLISHED.tree.text("study-groups/sg17/index.html").unwrap();
    assert!(own.contains(&format!("href=\"../../study-groups/sg17/work-items/page/{last}/#x.item-{:03}\"", MANY - 1)));
    let data = PUBLISHED.tree.text("data/designations.json").unwrap();
    assert!(data.contains(&format!("study-groups/sg17/work-items/page/{last}/#x.item-{:03}", MANY - 1)));
}

#[test]
fn the_figures_of_a_long_page_count_all_lines() {
    let html = Html::parse_document(&PUBLISHED.tree.text("study-groups/sg17/index.html").unwrap());
    let figures: BTreeMap<String, usize> = html
        .select(&selector(".figures a"))
        .map(|link| (link.attr("href").unwrap().to_owned(), words(link.select(&selector("strong")).next().unwrap()).parse().unwrap()))
        .collect();
    for (page, folder, _, count) in lists() {
        if page == "study-groups/sg17/" && folder != "work-items" {
            assert_eq!(figures.get(&format!("#p-{folder}")), Some(&count), "{folder}");
        }
    }
    let said = words(pager(&html, "circulars"));
    assert!(said.starts_with(&format!("Lines 1 to {LINES} of {MANY}")), "{said}");
}

#[test]
fn what_is_short_of_a_list_leads_to_all_of_it() {
    let home = Html::parse_document(&PUBLISHED.tree.text("index.html").unwrap());
    let part = home.select(&selector("section:has(#p-groups)")).next().expect("the home page has groups");
    assert_eq!(part.select(&selector("li")).count(), LINES);
    let more = part.select(&selector("p a")).next().expect("there are more");
    assert_eq!((words(more), more.attr("href")), (format!("and {} more", SOME - LINES), Some("./groups/")));
    let list = Html::parse_document(&PUBLISHED.tree.text("recommendations/index.html").unwrap());
    let row = list.select(&selector("tbody tr")).find(|row| words(*row).starts_with("X.1001 ")).expect("it has a row");
    let cell: Vec<ElementRef<'_>> = row.select(&selector("td:last-child li")).collect();
    let more = cell.last().and_then(|last| last.select(&selector("a")).next()).expect("there are more");
    // The circulars, and the report.
    assert_eq!((cell.len(), words(more)), (21, format!("and {} more", MANY + 1 - 20)));
    assert_eq!(more.attr("href"), Some("../recommendations/x.1001/#p-mentioned-in"));
}

#[test]
fn a_further_page_shows_its_list_alone() {
    for (address, sections) in [
        ("study-groups/sg17/circulars/page/2/", 1),
        ("recommendations/x.1001/mentioned-in/page/2/", 1),
        ("groups/fg-001/mentioned-in/page/2/", 1),
    ] {
        let html = Html::parse_document(&PUBLISHED.tree.text(&format!("{address}index.html")).unwrap());
        assert_eq!(html.select(&selector("section.part")).count(), sections, "{address}");
        for absent in [".figures", ".prose", "dl.facts", "dl.key", ".contents", ".drawing"] {
            assert_eq!(html.select(&selector(absent)).count(), 0, "{address} has {absent}");
        }
    }
}

#[test]
fn a_page_of_the_content_where_a_further_page_goes_is_told() {
    let tags: String = (0..SOME).map(|at| format!("t{at:03}, ")).collect();
    let site = Site::new()
        .file("content/pages/tagged.md", format!("---\ntitle: Tagged\ntags: [{tags}]\n---\n"))
        .file("content/pages/tags/page/2.md", "---\ntitle: Mine\n---\n");
    let run = site.build();
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("`/tags/page/2/` is also where a further page of a list that plenary makes is published"),
        "{}",
        run.stderr
    );
}

#[test]
fn an_action_item_of_many_reports_names_some_and_counts_the_others() {
    let report = |at: usize| {
        format!("---\ntitle: Report\nreference: TSAG-R{at}\ndate: 2020-01-01\nactions:\n- {{id: R09/06, topic: Matter}}\n---\n")
    };
    let site = (0..30).fold(Site::new(), |site, at| site.file(&format!("content/reports/r-{at:02}.md"), report(at)));
    assert_eq!(site.build().code, Some(0));
    let page = Html::parse_document(&site.public().text("reports/r-00/index.html").unwrap());
    let others = page.select(&selector("td.topic p.quiet")).next().unwrap();
    assert_eq!(others.select(&selector("a")).count(), 20);
    assert!(others.text().collect::<String>().ends_with(" and 9 more"), "{}", others.html());
}
