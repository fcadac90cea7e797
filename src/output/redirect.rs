//! Redirects: a page at every old path of a record that leads to the new one, and the same as a list for hosts that read
//! `_redirects` (Netlify, Cloudflare Pages, GitLab Pages). There what is made beside a page, such as its feed, is led on too.

use std::borrow::Cow;
use std::fmt::Write;

use percent_encoding::percent_decode_str;
use pulldown_cmark_escape::escape_html;

use super::{Output, Renderer, Sources, is_beside, redirected};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::library::Route;
use crate::model::Record;
use crate::path::{OutputPath, encoded, way_up};
use crate::plan::{Artifact, Item, Owner, Planner};
use crate::target::RecordId;
use crate::words::fill;

/// The pages.
pub(super) const PAGES: Output = Output {
    name: "redirects",
    claim: |&Sources { library, .. }, output, planner| {
        for id in library.ids() {
            claim_aliases(library.record(id), &Artifact { output, item: Item::About(Route::Record(id)) }, planner);
        }
    },
    bytes: |renderer, path, item, buffer| {
        let Item::About(Route::Record(id)) = item else { unreachable!("a redirect leads to a record") };
        buffer.extend_from_slice(renderer.redirect(path, *id).as_bytes());
        Ok(Cow::Borrowed(buffer))
    },
};

/// The list.
pub(super) const LIST: Output = Output {
    name: "list of redirects",
    claim: |&Sources { library, .. }, output, planner| {
        if library.records.iter().any(|record| !record.header.aliases.is_empty()) {
            let artifact = Artifact { output, item: Item::File(0) };
            planner.claim("_redirects", Owner::Made("the list of redirects"), artifact);
        }
    },
    bytes: |renderer, _, _, buffer| {
        let base = renderer.views.settings.base_url.path();
        let mut list = String::new();
        for (path, id) in renderer.redirects() {
            let to = &renderer.views.library.record(id).url;
            let _ = writeln!(list, "{base}{} {base}{} 301", encoded(path.url()), encoded(to));
            for name in renderer.beside(to).filter(|name| path.url().ends_with('/') && !renderer.has(&format!("{}{name}", path.url()))) {
                let _ = writeln!(list, "{base}{}{name} {base}{}{name} 301", encoded(path.url()), encoded(to));
            }
        }
        buffer.extend_from_slice(list.as_bytes());
        Ok(Cow::Borrowed(buffer))
    },
};

impl Renderer<'_> {
    /// The old paths with the records that they lead to, in the order of the paths.
    fn redirects(&self) -> impl Iterator<Item = (&OutputPath, RecordId)> {
        self.plan.artifacts.iter().filter_map(|(path, artifact)| Some((path, redirected(artifact)?)))
    }

    /// The names of the files that are made beside the page at a URL.
    fn beside<'r>(&'r self, url: &'r str) -> impl Iterator<Item = &'r str> {
        let artifacts = &self.plan.artifacts;
        let from = artifacts.partition_point(|(path, _)| path.as_str() < url);
        let below = artifacts[from..].iter().map_while(move |(path, artifact)| Some((path.as_str().strip_prefix(url)?, artifact)));
        below.filter(|(name, artifact)| !name.contains('/') && is_beside(artifact)).map(|(name, _)| name)
    }

    /// Whether a file is published at a path.
    fn has(&self, path: &str) -> bool {
        self.plan.artifacts.binary_search_by(|(other, _)| other.as_str().cmp(path)).is_ok()
    }

    /// The page at an old path: it leads on by itself, and has a link for who is not led.
    fn redirect(&self, path: &OutputPath, id: RecordId) -> String {
        let record = self.views.library.record(id);
        let to = escaped(&format!("{}{}", way_up(path.url()), encoded(&record.url)));
        let canonical = escaped(&self.views.settings.base_url.address(&record.url));
        let title = escaped(&self.views.shown(&record.header.title.text));
        let words = self.views.words;
        let (language, direction) = (words.language.as_str(), words.language.direction());
        let (moved, of_title) =
            (escaped(words.of("moved")), escaped(&words.say("moved-title", &[("title", &self.views.shown(&record.header.title.text))])));
        // The link stands where the word, escaped as the text that it is, has its place.
        let link = format!("<a href=\"{to}\">{title}</a>");
        let mut leads = String::new();
        fill(&escaped(words.of("moved-to")), &mut leads, |_, out| out.push_str(&link));
        format!(
            "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{of_title}</title>\n\
             <meta name=\"description\" content=\"{moved}\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <meta http-equiv=\"refresh\" content=\"0; url={to}\">\n<link rel=\"canonical\" href=\"{canonical}\">\n</head>\n\
             <body>\n<main>\n<h1>{moved}</h1>\n<p>{leads}</p>\n</main>\n</body>\n</html>\n"
        )
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing into a string cannot fail.
    let _ = escape_html(&mut out, text);
    out
}

/// Claims the old paths of a record; one that cannot be a path of this site is told.
fn claim_aliases(record: &Record, artifact: &Artifact, planner: &mut Planner) {
    for alias in &record.header.aliases {
        match alias_path(&alias.text) {
            Ok(path) => planner.claim(path.url(), Owner::File(record.path().clone(), Some(alias.span)), artifact.clone()),
            Err(reason) => {
                let message = format!("`{}` cannot be an alias: {reason}", shown(&alias.text));
                let leaves = percent_decode_str(&alias.text).decode_utf8_lossy().split(['/', '\\']).any(|part| part == "..");
                let code = if leaves { Code::OutsideRoot } else { Code::InvalidValue };
                let help = "write an old path of this site, such as `/old/path/`";
                planner.tell(Diagnostic::new(code, record.path(), alias.span, message).help(help));
            }
        }
    }
}

/// Where an alias is published: decoded first and checked last.
fn alias_path(alias: &str) -> Result<OutputPath, String> {
    let decoded = percent_decode_str(alias).decode_utf8().map_err(|_| "it is not UTF-8".to_owned())?;
    let below = decoded.strip_prefix('/').ok_or("it does not begin with `/`")?;
    if below.starts_with('/') {
        return Err("it begins with two slashes".to_owned());
    }
    if below.contains(['?', '#']) {
        return Err("a path has no `?` or `#`".to_owned());
    }
    if below.ends_with(".html") || below.ends_with(".htm") {
        return OutputPath::new(below);
    }
    let folder = below.strip_suffix('/').unwrap_or(below);
    if folder.is_empty() {
        return OutputPath::page("");
    }
    OutputPath::page(&format!("{folder}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_stay_in_the_site() {
        assert_eq!(alias_path("/old/path/").unwrap().as_str(), "old/path/index.html");
        assert_eq!(alias_path("/old.html").unwrap().as_str(), "old.html");
        for bad in ["old", "//host/x", "/../x", "/a/%2e%2e/b", "/a\\b", "C:\\x", "\\\\srv\\x", "/a?b", "https://x.org/", "/a//b/"] {
            assert!(alias_path(bad).is_err(), "{bad}");
        }
    }
}
