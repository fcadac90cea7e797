//! `plenary rename`: what moves and what changes, that nothing else does, and what is refused.

mod support;

use std::collections::BTreeSet;
use std::fs;

use support::documents::repository;
use support::published::{Published, is_absolute};
use support::run::Run;
use support::site::{SETTINGS, Site};
use support::tree::Tree;

/// A copy of the site of this repository.
fn real() -> Site {
    let site = Site::empty();
    for top in ["plenary.yaml", "content"] {
        for entry in walkdir::WalkDir::new(repository().join(top)) {
            let entry = entry.expect("the content can be read");
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(repository()).expect("it is below").to_string_lossy().into_owned();
                site.write(&path, fs::read(entry.path()).expect("it can be read"));
            }
        }
    }
    site
}

fn rename(site: &Site, old: &str, new: &str) -> Run {
    site.run(&["rename", old, new])
}

/// Builds with warnings denied, and says what the site has.
fn published(site: &Site) -> Published {
    let run = site.run(&["build", "--deny", "warnings"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    Published::build(&site.root(), "https://example.org/")
}

/// Whether a page only sends one on.
fn is_redirect(site: &Published, path: &str) -> bool {
    site.tree.text(path).is_some_and(|text| text.contains("http-equiv=\"refresh\""))
}

/// Every link between pages: from where, to where, with the anchor.
fn links(site: &Published) -> BTreeSet<(String, String, Option<String>)> {
    let mut links = BTreeSet::new();
    for (path, page) in site.pages.iter().filter(|(path, _)| !is_redirect(site, path)) {
        for link in page.addresses.iter().filter(|link| link.by == "a" && !is_absolute(&link.text)) {
            let (file, anchor) = site.target(path, &link.text).expect("it stays in the site");
            links.insert((path.clone(), file, anchor));
        }
    }
    links
}

#[test]
fn in_the_real_site_every_link_leads_where_it_led() {
    let cases = [
        ("FG DLT", "fg-ledgers", "groups/fg-dlt/", "groups/fg-ledgers/"),
        ("TSB Circular 33", "circular-33", "circulars/tsb-circular-33/", "circulars/circular-33/"),
        ("content/reports/mou-mg-23n912.md", "mou-2023", "reports/mou-mg-23n912/", "reports/mou-2023/"),
        ("/about/", "this-site", "about/", "this-site/"),
    ];
    let before = published(&real());
    for (name, new, old_url, new_url) in cases {
        let site = real();
        let run = rename(&site, name, new);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let after = published(&site);
        let moved = |path: &str| path.strip_prefix(old_url).map_or_else(|| path.to_owned(), |rest| format!("{new_url}{rest}"));
        let wanted: BTreeSet<_> = links(&before).into_iter().map(|(page, file, anchor)| (moved(&page), moved(&file), anchor)).collect();
        let found = links(&after);
        let differing: Vec<_> = found.symmetric_difference(&wanted).collect();
        assert!(differing.is_empty() && !found.is_empty(), "{name}: {differing:#?}");
        // At every old URL of a page there is now one that only sends one on.
        let had: Vec<&String> = before.pages.keys().filter(|path| path.starts_with(old_url)).collect();
        assert!(!had.is_empty() && had.iter().all(|path| is_redirect(&after, path)), "{had:?}");
        // Something else there would clash with the alias.
        let (folder, id) = old_url.trim_end_matches('/').rsplit_once('/').unwrap_or(("pages", "about"));
        site.write(&format!("content/{folder}/{id}.md"), fs::read(site.path("content/index.md")).expect("it is there"));
        let clash = site.build();
        assert!(clash.stderr.contains(&format!("error[output-collision]: `/{old_url}")), "{}", clash.stderr);
    }
}

#[test]
fn there_and_back_leaves_only_the_alias() {
    let site = real();
    let before = site.tree();
    assert_eq!(rename(&site, "fg-dlt", "fg-ledgers").code, Some(0));
    assert_eq!(rename(&site, "fg-ledgers", "fg-dlt").code, Some(0));
    let after = site.tree();
    let changed = ["content/groups/fg-dlt/index.md: changed", "content/groups/fg-dlt/terms-of-reference.md: changed"];
    assert_eq!(after.difference(&before), changed);
    let alias = "aliases: [/groups/fg-ledgers/]\n";
    let text = after.text("content/groups/fg-dlt/index.md").expect("it is there");
    assert_eq!(text.replace(alias, ""), before.text("content/groups/fg-dlt/index.md").expect("it is there"));
}

/// A site in which everything that can name a group by its id does.
fn site() -> Site {
    let settings = format!(
        "{SETTINGS}languages: [en, fr]\norganisation: {{name: X, logo: /groups/fg-xx/logo.svg}}\nmenu:\n  - title: Group # here\n    url: /groups/fg-xx/#meeting-1\nwaivers:\n  - {{code: vice-chairs, where: content/groups/fg-xx/index.md, reason: X, until: never}}\n  - {{code: lifetime, where: fg-xx/1, reason: X, until: never}}\n"
    );
    let group = "\u{feff}---\r\n# A comment\r\ntitle: 'A group'\r\nacronym: FG-YY\r\nparent: TSAG\r\naliases:\r\n  - /first/  # the first\r\nmeetings: [{id: 1, start: 2020-03-10}]\r\nattachments: [{title: L, file: \"logo.svg\"}, {title: M, file: ../../files/m.pdf}]\r\n---\r\n![](logo.svg) [out](../../circulars/c-12.md) [page](terms.md) [self](/groups/fg-xx) [[fg-xx/1]]\r\n";
    let circular = "---\ntitle: Letter\nnumber: 12\nseries: TSB Circular\ndate: 2020-01-20\ngroups: [ 'fg-xx' , FG-YY]\nmeeting: fg-xx/1\n---\n[[fg-xx]] and [[Fg Xx|the *group*]], [a](../groups/fg-xx/), [b][g], ![](../groups/fg-xx/logo.svg)\n\n| t |\n|---|\n| [[fg-xx/terms\\|w]] [u](</groups/fg-xx/terms/> \"](x)\") |\n\n`../groups/fg-xx/` stays, and so does fg-xx.\n\n[g]: ../groups/fg-xx/index.md#meeting-1 'fg-xx'\n";
    Site::new()
        .file("plenary.yaml", settings)
        .file("content/study-groups/tsag.md", "---\ntitle: TSAG\nacronym: TSAG\nkind: advisory-group\n---\n")
        .file("content/groups/fg-xx/index.md", group)
        .file("content/groups/fg-xx/index.fr.md", "---\n{title: Groupe, acronym: FG-YY, parent: TSAG}\n---\n[ici](terms.md)\n")
        .file(
            "content/groups/fg-xx/terms.md",
            "---\ntitle: Terms\naliases: /old-terms/\n---\n[up](index.md) [letter](../../circulars/c-12.md#x)\n\n## X\n",
        )
        .file("content/groups/fg-xx/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("content/groups/fg-xx/.notes", "hidden")
        .file("content/files/m.pdf", "m")
        .file("content/circulars/c-12.md", circular.replace("stays, and", "stays, and\n\n## X\n\nand"))
        .file("content/pages/draft.md", "---\ntitle: Draft\ndraft: true\n---\n[[fg-xx]]\n")
        .file("content/catalogue/work-items.yaml", "- {id: Y.x, title: X, study_group: TSAG}\n")
}

#[test]
fn only_the_names_that_no_longer_hold_are_changed_and_every_other_byte_stays() {
    let site = site();
    let text = |path: &str| fs::read_to_string(site.path(path)).expect(path);
    let before = site.tree();
    assert_eq!(site.build().code, Some(0), "{}", site.build().stderr);
    let dry = site.run(&["rename", "FG-YY", "gi-yy", "--dry-run"]);
    assert_eq!(dry.stderr, "would rename fg-xx to gi-yy: 4 files moved, 16 references mended, 3 aliases added\n");
    assert_eq!(Tree::of(&site.root()).without(".plenary").without("public").difference(&before), [""; 0]);
    let old: Vec<String> = before.files().iter().map(|path| before.text(path).expect("it is a text")).collect();
    let run = rename(&site, "FG-YY", "gi-yy");
    assert_eq!((run.code, &run.stdout), (Some(0), &dry.stdout), "{}", run.stderr);
    let after = Tree::of(&site.root()).without(".plenary").without("public");
    // Said word by word, since this is the whole of what may change.
    let wanted: Vec<(String, String)> = before
        .files()
        .iter()
        .zip(&old)
        .map(|(path, text)| {
            let new = path.replace("groups/fg-xx/", "groups/gi-yy/");
            let text = match *path {
                "plenary.yaml" => text
                    .replace("logo: /groups/fg-xx/logo.svg", "logo: \"/groups/gi-yy/logo.svg\"")
                    .replace("url: /groups/fg-xx/#meeting-1", "url: \"/groups/gi-yy/#meeting-1\"")
                    .replace("where: content/groups/fg-xx/index.md", "where: \"content/groups/gi-yy/index.md\"")
                    .replace("where: fg-xx/1", "where: \"gi-yy/1\""),
                "content/groups/fg-xx/index.md" => text
                    .replace("(/groups/fg-xx)", "(/groups/gi-yy)")
                    .replace("[[fg-xx/1]]", "[[gi-yy/1]]")
                    .replace("# the first\r\n", "# the first\r\n  - /groups/fg-xx/\r\n"),
                "content/groups/fg-xx/index.fr.md" => text.replace("{title", "{aliases: [/fr/groups/fg-xx/], title"),
                "content/groups/fg-xx/terms.md" => text.replace("/old-terms/", "[/old-terms/, /groups/fg-xx/terms/]"),
                "content/circulars/c-12.md" => text
                    .replace("'fg-xx' ,", "'gi-yy' ,")
                    .replace("meeting: fg-xx/1", "meeting: gi-yy/1")
                    .replace("[[fg-xx]]", "[[gi-yy]]")
                    .replace("[[Fg Xx|", "[[gi-yy|")
                    .replace("[a](../groups/fg-xx/)", "[a](../groups/gi-yy/)")
                    .replace("![](../groups/fg-xx/", "![](../groups/gi-yy/")
                    .replace("[[fg-xx/terms", "[[gi-yy/terms")
                    .replace("</groups/fg-xx/terms/>", "</groups/gi-yy/terms/>")
                    .replace("[g]: ../groups/fg-xx/index.md", "[g]: ../groups/gi-yy/index.md"),
                "content/pages/draft.md" => text.replace("[[fg-xx]]", "[[gi-yy]]"),
                _ => text.clone(),
            };
            (new, text)
        })
        .collect();
    let mut wanted = wanted;
    wanted.sort();
    let found: Vec<(String, String)> =
        after.files().iter().map(|path| ((*path).to_owned(), after.text(path).expect("it is a text"))).collect();
    assert_eq!(found, wanted);
    assert!(!site.path("content/groups/fg-xx").exists());
    assert!(text("content/groups/gi-yy/index.md").starts_with("\u{feff}---\r\n# A comment\r\n"));
    let build = site.build();
    assert_eq!(build.code, Some(0), "{}", build.stderr);
}

#[test]
fn a_page_of_a_folder_and_a_page_in_a_folder_can_move() {
    let site =
        site().file("content/pages/a/b.md", "---\ntitle: B\n---\n[x](b/x.txt) [up](../../index.md) [t](../../groups/fg-xx/terms.md)\n");
    let site = site.file("content/pages/a/b/x.txt", "x").file("content/index.md", "---\ntitle: Home\n---\n[b](pages/a/b.md)\n");
    let run = rename(&site, "a/b", "c");
    let said = "content/pages/a/b -> content/pages/c\ncontent/pages/a/b.md -> content/pages/c.md\n\
                content/index.md:4:5: pages/a/b.md -> pages/c.md\n\
                content/pages/a/b.md:3:1: + aliases: [/a/b/]\n\
                content/pages/a/b.md:4:5: b/x.txt -> c/x.txt\n\
                content/pages/a/b.md:4:19: ../../index.md -> ../index.md\n\
                content/pages/a/b.md:4:39: ../../groups/fg-xx/terms.md -> ../groups/fg-xx/terms.md\n";
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), said), "{}", run.stderr);
    assert!(!site.path("content/pages/a").exists());
    let run = rename(&site, "fg-xx/terms", "fg-xx/rules");
    assert_eq!(run.stderr, "renamed fg-xx/terms to fg-xx/rules: 1 file moved, 5 references mended, 1 alias added\n");
    assert_eq!(site.build().code, Some(0));
}

#[test]
fn what_cannot_be_asked_for_is_said() {
    let site = site().file("content/catalogue/organisations.yaml", "- {id: IETF, title: I}\n");
    let site = site.file("content/index.md", "---\ntitle: Home\n---\n").file("content/pages/c-12.md", "---\ntitle: C\n---\n");
    let before = site.tree();
    let only = "only records, which are files of their own, can be renamed";
    for (old, new, said) in [
        ("fg-zz", "fg-a", "`fg-zz` names no record; did you mean `FG-YY`?".to_owned()),
        ("Y.x", "y.y", format!("`Y.x` is a row of content/catalogue/work-items.yaml: {only}")),
        ("IETF", "ietf", format!("`IETF` is a row of content/catalogue/organisations.yaml: {only}")),
        ("FG-YY/1", "x", format!("`FG-YY/1` is a meeting of content/groups/fg-xx/index.md: {only}")),
        ("c-12", "x", "`c-12` could be content/circulars/c-12.md or content/pages/c-12.md; name it by its file".to_owned()),
        ("content/index.md", "x", "the home page is always `content/index.md`".to_owned()),
        ("FG-YY", "FG YY", "`FG YY` is no id; write `fg-yy`".to_owned()),
        ("FG-YY", "", "`` is no id; write `section`".to_owned()),
        ("FG-YY", "../x", "`../x` is no id; write `section/x`".to_owned()),
        ("FG-YY", "fg-xx", "`fg-xx` is its id already".to_owned()),
        ("FG-YY", "a/b", "`a/b` would be a page of another record; write an id without `/`".to_owned()),
        ("FG-YY", "x.fr", "`x.fr` will not do: it ends as the name of an edition in another language does".to_owned()),
        ("FG-YY", "con", "`con` cannot be published: `con` is a name that some systems reserve".to_owned()),
        ("fg-xx/terms", "t", "content/groups/fg-xx/terms.md is a page of `fg-xx`; write `fg-xx/t`".to_owned()),
        ("/draft/", "draft/x", "`draft/x` lies in the folder of `draft` itself".to_owned()),
    ] {
        let run = rename(&site, old, new);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr), (Some(2), "", format!("error: {said}\n")));
    }
    assert_eq!(site.tree().difference(&before), [""; 0]);
}

#[test]
fn what_the_site_forbids_is_told_and_nothing_is_changed() {
    let refused = |site: &Site, old: &str, new: &str| {
        let before = site.tree();
        let run = rename(site, old, new);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{}", run.stderr);
        assert_eq!(site.tree().difference(&before), [""; 0]);
        run.stderr
    };
    let there = site().file("content/groups/FG Aa.md", "---\ntitle: A\nacronym: FG-AA\nparent: TSAG\n---\n");
    let said = "error[already-exists]: it already has the id `fg-aa`\n--> content/groups/FG Aa.md\n = help: choose another id\n\nnothing was renamed\n";
    assert_eq!(refused(&there, "FG-YY", "fg-aa"), said);
    // A folder of which only hidden files are left is nobody's, and still in the way.
    let hidden = site().file("content/groups/fg-aa/.notes", "x");
    assert!(refused(&hidden, "FG-YY", "fg-aa").starts_with("error[already-exists]: something is there already, and was left as it is\n"));
    let faulty = site().file("content/pages/x.md", "---\ntitle: X\n---\n[[nothing]]\n");
    let said = refused(&faulty, "FG-YY", "fg-aa");
    assert!(said.starts_with("error[unknown-designation]: `nothing` does not name a record\n"), "{said}");
    let alias = site().file("content/pages/x.md", "---\ntitle: X\naliases: [/groups/fg-aa/]\n---\n");
    let said = refused(&alias, "FG-YY", "fg-aa");
    let clash = "error[output-collision]: with this id: `/groups/fg-aa/` is also where content/groups/fg-aa/index.md is published\n \
                 --> content/pages/x.md:3:11\n";
    assert!(said.contains(clash), "{said}");
    let text = site().file("content/groups/fg-bb.md", "---\ntitle: B\nacronym: FG-BB\nparent: TSAG\ncontinued_as: gi-yy\n---\n");
    let said = "error[rename-conflict]: `gi-yy` would lead elsewhere than it does now\n \
                --> content/groups/fg-bb.md:5:15\n  |\n5 | continued_as: gi-yy\n  |               ^^^^^\n  |\n  \
                = help: choose another id than `gi-yy`, or use another name here\n\nnothing was renamed\n";
    assert_eq!(refused(&text, "FG-YY", "gi-yy"), said);
    let linked = site();
    fs::rename(linked.path("content/circulars/c-12.md"), linked.path("letter.txt")).expect("it is there");
    std::os::unix::fs::symlink("../../letter.txt", linked.path("content/circulars/c-12.md")).expect("a link can be made");
    assert!(refused(&linked, "FG-YY", "fg-aa").starts_with("error[rename-conflict]: a symbolic link, which a rename would break\n"));
}

#[test]
fn a_rename_that_was_ended_halfway_is_finished_by_the_next() {
    let (whole, halfway) = (site(), site());
    assert_eq!(rename(&whole, "FG-YY", "gi-yy").code, Some(0));
    // The list that a run leaves, and as much of what it names as it had done: two texts written, one of them moved.
    for path in ["content/circulars/c-12.md", "content/pages/draft.md", "plenary.yaml"] {
        let (folder, name) = path.rsplit_once('/').map_or((String::new(), path), |(folder, name)| (format!("{folder}/"), name));
        let place = if path == "plenary.yaml" { path.to_owned() } else { format!("{folder}.{name}.plenary") };
        halfway.write(&place, fs::read(whole.path(path)).expect("it is there"));
    }
    for path in ["index.md", "index.fr.md", "terms.md"] {
        let text = fs::read(whole.path(&format!("content/groups/gi-yy/{path}"))).expect("it is there");
        halfway.write(&format!("content/groups/fg-xx/.{path}.plenary"), text);
    }
    let step = |from: &str, to: &str| format!("[\"{from}\", \"{to}\"]");
    let text = |path: &str| {
        let (folder, name) = path.rsplit_once('/').map_or((String::new(), path), |(folder, name)| (format!("{folder}/"), name));
        step(&format!("{folder}.{name}.plenary"), path)
    };
    let group = "content/groups/fg-xx";
    let moves = [
        text("plenary.yaml"),
        text("content/circulars/c-12.md"),
        text("content/pages/draft.md"),
        text(&format!("{group}/index.md")),
        text(&format!("{group}/index.fr.md")),
        text(&format!("{group}/terms.md")),
        step(group, "content/groups/gi-yy"),
    ];
    halfway.write(".plenary-rename", format!("{{\"old\": \"fg-xx\", \"new\": \"gi-yy\", \"moves\": [{}]}}", moves.join(", ")));
    let run = rename(&halfway, "FG-YY", "gi-yy");
    let said = "finished the rename of fg-xx to gi-yy, which had been ended halfway\n";
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), said));
    assert_eq!(halfway.tree().difference(&whole.tree()), [""; 0]);
}

#[test]
fn killed_at_any_moment_it_leaves_the_old_site_or_one_that_the_next_run_finishes() {
    let whole = site();
    assert_eq!(rename(&whole, "FG-YY", "gi-yy").code, Some(0));
    let wanted = whole.tree();
    for delay in [0, 2, 4, 6, 8, 10, 12, 15, 20, 30] {
        let site = site();
        let mut child = support::run::start(&mut site.plenary(&["rename", "FG-YY", "gi-yy"]));
        std::thread::sleep(std::time::Duration::from_millis(delay));
        child.kill().expect("a child can be ended");
        child.wait().expect("it ended");
        let run = rename(&site, "FG-YY", "gi-yy");
        // It had been done before the kill, or is done now.
        let done = run.code == Some(0) || run.stderr == "error: `gi-yy` is its id already\n";
        assert!(done, "after {delay} ms: {}", run.stderr);
        assert_eq!(site.tree().difference(&wanted), [""; 0], "after {delay} ms");
    }
}

#[test]
fn a_list_that_came_with_the_site_moves_nothing_else() {
    for moves in [
        r#"[["../victim", "content/pages/x.md"]]"#,
        r#"[["content/pages/about.md", "../moved"]]"#,
        r#"[["/etc/hostname", "content/pages/x.md"]]"#,
        r#"[["content/../../victim", "content/pages/x.md"]]"#,
        r#"[["content/pages/about.md", ".git/hooks/pre-commit"]]"#,
    ] {
        let site = Site::new().file("content/pages/about.md", "---\ntitle: About\n---\n");
        site.write(".plenary-rename", format!(r#"{{"old": "a", "new": "b", "moves": {moves}}}"#));
        fs::write(site.beside("victim"), "mine").expect("it can be written");
        let before = site.tree();
        let run = rename(&site, "about", "b");
        assert_eq!(run.code, Some(1), "{moves}");
        assert!(run.stderr.contains("this list moves files that no rename would move"), "{}", run.stderr);
        assert_eq!(site.tree().difference(&before), Vec::<String>::new(), "{moves}");
        assert!(site.beside("victim").exists() && !site.beside("moved").exists(), "{moves}");
    }
}

#[test]
fn another_rename_than_the_unfinished_one_is_done_as_well() {
    let site = Site::new().file("content/pages/a.md", "---\ntitle: A\n---\n").file("content/pages/c.md", "---\ntitle: C\n---\n");
    let list = r#"{"old": "a", "new": "b", "moves": [["content/pages/a.md", "content/pages/b.md"]]}"#;
    site.write(".plenary-rename", list);
    let run = site.run(&["rename", "c", "d", "--dry-run"]);
    assert_eq!((run.code, run.stderr.contains("ended halfway")), (Some(1), true), "{}", run.stderr);
    let run = rename(&site, "c", "d");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(site.tree().files(), ["content/pages/b.md", "content/pages/d.md", "plenary.yaml"]);
}
