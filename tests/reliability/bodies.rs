//! Bodies of Markdown that try to be more than text, judged by a browser's parser of HTML.

use scraper::{Html, Selector};

use crate::support::judge;
use crate::support::site::Site;

/// The page of this body, and what the build said. The page is safe whatever the body says.
fn page_of(body: &str) -> (String, String) {
    let site = Site::new().file("content/pages/x.md", format!("---\ntitle: X\n---\n{body}\n"));
    let run = site.build();
    assert_eq!(run.code, Some(0), "{body}: {}", run.stderr);
    let page = site.public().text("x/index.html").expect("it has a page");
    let faults = judge::faults_of_page(&page);
    assert!(faults.is_empty(), "{body}: {faults:?}");
    (page, run.stderr)
}

#[test]
fn disguised_schemes_never_become_links() {
    let mut body = String::new();
    let disguises = [
        "javascript:canary()",
        "JaVaScRiPt:canary()",
        "&#106;avascript:canary()",
        "javascript&colon;canary()",
        "java&Tab;script:canary()",
        "java&NewLine;script:canary()",
        "&#1;javascript:canary()",
        "&#x20;javascript:canary()",
        "%6Aavascript:canary()",
        "vbscript:canary()",
        "data:text/html,canary",
        "data:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd",
        "blob:https://example.org/x",
        "view-source:javascript:canary()",
        "feed:javascript:canary()",
        "java\\script:canary()",
        "livescript:canary()",
        "\u{a0}javascript:canary()",
        "\u{feff}javascript:canary()",
        "\u{200b}javascript:canary()",
        "javascript\u{ff1a}canary()",
    ];
    for (at, address) in disguises.iter().enumerate() {
        // In a link, an image, between angle brackets, as a reference, and with white space before it.
        body.push_str(&format!(
            "[a](<{address}>) [b]({address}) ![c](<{address}>) <{address}> [d][{at}] [e](\n {address})\n\n[{at}]: <{address}>\n\n"
        ));
    }
    let site = Site::new().file("content/pages/x.md", format!("---\ntitle: X\n---\n{body}\n"));
    // What has no scheme is a path, and leads nowhere: an error, and no link either. A preview shows the page all the same.
    let run = site.run(&["check", "--color", "never"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let preview = crate::support::preview::Preview::start(&site, &[]);
    let page = preview.get("/x/").text();
    let document = Html::parse_document(&page);
    let mut told = 0;
    for element in document.select(&Selector::parse("main a, main img").expect("a selector")) {
        let address = element.attr("href").or(element.attr("src")).unwrap_or_default();
        assert!(judge::is_safe_address(address), "{address}");
        told += usize::from(!address.is_empty());
    }
    assert!(told < 200, "{told} links");
    let warnings = run.stderr.matches("warning[unsafe-link]").count();
    assert!(warnings >= 5 * 10, "{warnings} warnings\n{}", run.stderr);
}

#[test]
fn raw_html_is_inert() {
    for (body, warnings) in [
        ("<script>canary()</script>", 1),
        ("<img src=x onerror=canary()>", 1),
        ("<svg><set attributeName=href to=javascript:canary()></svg>", 1),
        ("text <b onclick=canary()>bold</b> <canary-x>", 3),
        ("<!-- canary --> <?php canary() ?> <![CDATA[ canary ]]>", 1),
        ("</main></body></html><script>canary()</script>", 1),
        ("<style>*{background:url(javascript:canary())}</style>\n\n<math><mi xlink:href=javascript:canary()>", 2),
        ("<iframe srcdoc=\"<script>canary()</script>\"></iframe>", 1),
        ("<meta http-equiv=refresh content=\"0;url=javascript:canary()\">", 1),
        ("| a |\n|---|\n| <img src=x onerror=canary()> |\n\nx[^1]\n\n[^1]: <b onmouseover=canary()>", 2),
    ] {
        let (page, said) = page_of(body);
        assert!(said.matches("warning[raw-html]").count() >= warnings, "{body}: {said}");
        assert!(page.contains("&lt;"), "{body}: {page}");
    }
}

#[test]
fn the_language_of_a_code_block_is_text() {
    for language in [
        "\"><img src=x onerror=canary()>",
        "rust\" onmouseover=\"canary()",
        "js</code></pre><canary-x>",
        "c'\u{202e}",
        "&lt;canary-x&gt;",
        "../../etc/passwd",
    ] {
        for code in ["let a = '</code></pre><canary-x>';", "<canary-x canary-y=1>", "]]>--><script>canary()</script>"] {
            for fence in ["```", "~~~"] {
                let (page, _) = page_of(&format!("{fence}{language}\n{code}\n{fence}"));
                let document = Html::parse_document(&page);
                let block = document.select(&Selector::parse("main pre code").expect("a selector")).next().expect("it has the code");
                assert_eq!(block.text().collect::<String>().trim_end(), code, "{language}");
            }
        }
    }
}

#[test]
fn anchors_are_there_once_and_stay() {
    let ids = |body: &str| -> Vec<String> {
        let (page, _) = page_of(body);
        let document = Html::parse_document(&page);
        let headings = Selector::parse("main :is(h2, h3)[id]").expect("a selector");
        document.select(&headings).filter_map(|element| element.attr("id")).filter(|id| !id.starts_with("p-")).map(str::to_owned).collect()
    };
    let body = "## A\n\n## A\n\n## A-1\n\n## A-2\n\n## 報告\n\n## ——\n\n## ——\n\n## `x` *y* &amp; z\n\n## {#own}\n\n## Own {#own}\n";
    let before = ids(body);
    assert_eq!(before, ["a", "a-2", "a-1", "a-2-2", "報告", "section", "section-2", "x-y-z", "own", "own-2"]);
    let after = ids(&format!("{body}\n## A\n\n## A-3\n\n## 報告\n\n## Own\n"));
    assert_eq!(after[..before.len()], before[..], "a later heading takes no anchor away");
    let mut all = after.clone();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), after.len());
    assert!(all.iter().all(|id| !id.is_empty()));
}
