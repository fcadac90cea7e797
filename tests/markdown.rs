//! What becomes of Markdown: the whole HTML of a body, with a theme that prints nothing else.

mod support;

use support::site::Site;

/// The HTML of `content/groups/fg-xx/index.md` with this body, and of warnings nothing.
fn html(settings: &str, body: &str) -> String {
    let site = Site::new()
        .file("plenary.yaml", format!("title: Examples\nbase_url: https://example.org/\n{settings}"))
        .file("themes/default/templates/group.html", "{{ page.content | safe }}")
        .file("content/study-groups/sg16.md", "---\ntitle: Multimedia\nacronym: SG16\nnumber: 16\nquestions: [{number: 24}]\n---\n")
        .file("content/study-groups/sg17.md", "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\n")
        .file("content/catalogue/recommendations.yaml", "- {id: F.780.1, title: Framework of examples, study_group: SG16}\n")
        .file("content/groups/fg-xx/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("content/groups/fg-xx/terms.md", "---\ntitle: Terms\n---\n")
        .file(
            "content/groups/fg-xx/index.md",
            format!("---\ntitle: Group\nacronym: FG-XX\nparent: SG17\nmeetings: {{id: 1, start: 2020-03-10}}\n---\n{body}"),
        );
    let run = site.build();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    site.public().text("groups/fg-xx/index.html").expect("the group has a page")
}

const SG17: &str = "<a href=\"../../study-groups/sg17/\">SG17</a>";

#[test]
fn the_first_mention_in_each_section_is_a_link() {
    let body = "SG17 and SG17.\n\n## On SG17\n\nSG17, *SG17*.\n";
    let heading = "<h2 id=\"on-sg17\">On SG17</h2>\n";
    assert_eq!(html("", body), format!("<p>{SG17} and SG17.</p>\n{heading}<p>{SG17}, <em>SG17</em>.</p>\n"));
    let all = format!("<p>{SG17} and {SG17}.</p>\n{heading}<p>{SG17}, <em>{SG17}</em>.</p>\n");
    assert_eq!(html("links: {designations: all}\n", body), all);
    let none = format!("<p>SG17 and SG17.</p>\n{heading}<p>SG17, <em>SG17</em>.</p>\n");
    assert_eq!(html("links: {designations: none}\n", body), none);
}

#[test]
fn words_are_printed_as_written_and_wiki_links_officially() {
    let body = "Recommendation\nITU-T F.780.1 (V2), [[f.780.1]], [[sg 17|security]], Q24&#47;16 and ITU&#8209;T SG&nbsp;16.\n";
    assert_eq!(
        html("", body),
        "<p><a href=\"../../recommendations/f.780.1/\">Recommendation\nITU-T F.780.1 (V2)</a>, \
         <a href=\"../../recommendations/f.780.1/\">F.780.1</a>, <a href=\"../../study-groups/sg17/\">security</a>, \
         <a href=\"../../study-groups/sg16/#q24\">Q24/16</a> and <a href=\"../../study-groups/sg16/\">ITU\u{2011}T SG\u{a0}16</a>.</p>\n"
    );
}

#[test]
fn a_record_does_not_link_to_itself_but_to_its_anchors() {
    let body = "FG-XX, \\SG17 and [[FG-XX/1]]; [terms](terms.md), [here](#h-p-own).\n\n## Own {#p-own}\n\n## Own\n\n## Own\n";
    assert_eq!(
        html("", body),
        "<p>FG-XX, SG17 and <a href=\"#meeting-1\">FG-XX/1</a>; <a href=\"../../groups/fg-xx/terms/\">terms</a>, \
         <a href=\"#h-p-own\">here</a>.</p>\n<h2 id=\"h-p-own\">Own</h2>\n<h2 id=\"own\">Own</h2>\n<h2 id=\"own-2\">Own</h2>\n"
    );
}

#[test]
fn nothing_but_words_stands_in_the_words_of_an_image() {
    let body = "![a <b title=\"q\" onmouseover=\"x\"> *c*  \n`d` \\\nSG17 &quot;](logo.svg \"t&quot;q\")\n";
    assert_eq!(
        html("markdown: {raw_html: allow}\n", body),
        "<p><img src=\"../../groups/fg-xx/logo.svg\" alt=\"a  c d  SG17 &quot;\" title=\"t&quot;q\" decoding=\"async\"></p>\n"
    );
    // Nor do links and images in them.
    let body = "![a [b](https://example.org/) ![c](logo.svg) d](logo.svg) and [e](https://example.org/)\n";
    assert_eq!(
        html("", body),
        "<p><img src=\"../../groups/fg-xx/logo.svg\" alt=\"a b c d\" decoding=\"async\"> and <a href=\"https://example.org/\">e</a></p>\n"
    );
}

#[test]
fn addresses_in_pointed_brackets_are_links() {
    assert_eq!(
        html("", "<https://example.org/?a&b> <tsb@example.org> <MAILTO:tsb@example.org>\n"),
        "<p><a href=\"https://example.org/?a&amp;b\">https://example.org/?a&amp;b</a> \
         <a href=\"mailto:tsb@example.org\">tsb@example.org</a> <a href=\"MAILTO:tsb@example.org\">MAILTO:tsb@example.org</a></p>\n"
    );
}

#[test]
fn what_is_unsafe_is_printed_as_text() {
    let body = "<b onclick=x>y</b> [a](javascript:b) [c](JaVaScRiPt&#58;d) <vbscript:e> ![f](data:text/html,g) [h](java&#10;script:i)\n";
    assert_eq!(html("", body), "<p>&lt;b onclick=x&gt;y&lt;/b&gt; a c vbscript:e f h</p>\n");
    let block = "<hr onclick=x>\ny\n\nz\n";
    assert_eq!(html("", block), "<p>&lt;hr onclick=x&gt;\ny\n</p>\n<p>z</p>\n");
    assert_eq!(html("markdown: {raw_html: allow}\n", block), "<hr onclick=x>\ny\n<p>z</p>\n");
}

#[test]
fn tables_lists_notes_and_code_are_whole() {
    let body = "> [!NOTE]\n> SG17\n\n| A | B |\n|:-:|--:|\n| [[sg17\\|x]] | SG16 |\n\n- [x] done\n- [ ] open\n\n3. c\n\n~~d~~ e[^1] e[^1]\n\n[^1]: SG16\n\n```json\n{\"a\": 1}\n```\n";
    assert_eq!(
        html("", body),
        format!(
            "<div class=\"alert note\" role=\"note\">\n<p class=\"alert-title\">Note</p>\n<p>{SG17}</p>\n</div>\n\
             <div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>\n<thead><tr>\
             <th scope=\"col\" class=\"center\">A</th><th scope=\"col\" class=\"right\">B</th></tr></thead>\n<tbody>\n\
             <tr><td class=\"center\"><a href=\"../../study-groups/sg17/\">x</a></td>\
             <td class=\"right\"><a href=\"../../study-groups/sg16/\">SG16</a></td></tr>\n</tbody></table></div>\n\
             <ul>\n<li><input type=\"checkbox\" disabled checked aria-label=\"done\"> done</li>\n\
             <li><input type=\"checkbox\" disabled aria-label=\"to do\"> open</li>\n</ul>\n\
             <ol start=\"3\">\n<li>c</li>\n</ol>\n\
             <p><del>d</del> e<sup id=\"p-noteref-1\"><a href=\"#p-note-1\" role=\"doc-noteref\">1</a></sup> \
             e<sup><a href=\"#p-note-1\" role=\"doc-noteref\">1</a></sup></p>\n\
             <pre tabindex=\"0\"><code class=\"language-json\">{{<span class=\"hl-s\">&quot;a&quot;</span>: <span class=\"hl-n\">1</span>}}\n</code></pre>\n\
             <div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n<li id=\"p-note-1\"><p>SG16 \
             <a href=\"#p-noteref-1\" role=\"doc-backlink\" aria-label=\"Back to the text\">↩</a></p></li>\n</ol>\n</div>\n"
        )
    );
}
