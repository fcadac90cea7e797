//! `_headers`: what goes with every answer, for hosts that read it (Netlify, Cloudflare Pages). No page has a script or a
//! style in itself, so that only what stands in files of the site's own is run.
//!
//! Hosts join what several rules say of one header, and a browser keeps to each of two policies: so there is one policy for
//! all pages. What the page of search results needs beyond the others, these take back by themselves (`base.html`).

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;

use super::caching::Keep;
use super::{Output, Renderer, Sources};
use crate::config::{RawHtml, Search, Settings};
use crate::library::{Library, Links, Resolved};
use crate::markdown::LinkKind;
use crate::plan::{Artifact, Item, Owner};

/// The list. A site that has a `_headers` of its own keeps it.
pub(super) const LIST: Output = Output {
    name: "list of headers",
    claim: |&Sources { library, .. }, output, planner| {
        if library.routes.get("_headers").is_none() {
            planner.claim("_headers", Owner::Made("the list of headers"), Artifact { output, item: Item::File(0) });
        }
    },
    bytes: |renderer, _, _, buffer| {
        buffer.extend_from_slice(renderer.headers().as_bytes());
        Ok(Cow::Borrowed(buffer))
    },
};

/// What goes with every answer beside the policy. The features are those that a page could ask a reader for.
const FIXED: [(&str, &str); 4] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "browsing-topics=(), camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
];
/// The most that the addresses of pictures may take of the policy, in bytes: hosts cut lines at 2000.
const MOST: usize = 1200;

/// The `Content-Security-Policy` of a site.
pub fn policy(library: &Library, settings: &Settings) -> String {
    let wasm = if settings.search() == Search::Full { " 'wasm-unsafe-eval'" } else { "" };
    let (pictures, frames) = match settings.raw_html() {
        RawHtml::Escape => (origins_of_pictures(library), ""),
        // What authors write may show what is elsewhere, and run nothing in the page.
        RawHtml::Allow => (" data: https:".to_owned(), "; media-src 'self' https:; frame-src 'self' https:"),
    };
    format!(
        "default-src 'none'; script-src 'self'{wasm}; style-src 'self'; img-src 'self'{pictures}{frames}; font-src 'self'; \
         connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    )
}

/// Where the pictures are that pages show from elsewhere.
fn origins_of_pictures(library: &Library) -> String {
    let mut origins = BTreeSet::new();
    for record in library.ids() {
        let links = Links { library, record };
        for link in library.bodies[record.index()].links.iter().filter(|link| link.kind == LinkKind::Image) {
            if let Ok(Resolved::External(address)) = links.resolve(link.kind, &link.destination) {
                origins.insert(origin(&address).unwrap_or("https:").to_owned());
            }
        }
    }
    let all: String = origins.iter().map(|origin| format!(" {origin}")).collect();
    if all.len() <= MOST { all } else { " http: https:".to_owned() }
}

/// Scheme and host of an address; none where the host is not of plain letters.
fn origin(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let is_plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
    let is_safe = matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") && is_plain(host);
    is_safe.then(|| &address[..scheme.len() + 3 + host.len()])
}

impl Renderer<'_> {
    fn headers(&self) -> String {
        let base = self.views.settings.base_url.path();
        let mut out = format!("{base}*\n  Content-Security-Policy: {}\n", policy(self.views.library, self.views.settings));
        for (name, value) in FIXED {
            // A string takes everything.
            let _ = writeln!(out, "  {name}: {value}");
        }
        // Where a page or a file of the content is below `theme/` too, the rule must not be for all that is there.
        let below = self.plan.artifacts.iter().filter(|(path, _)| path.as_str().starts_with("theme/"));
        let (lasting, others): (Vec<_>, Vec<_>) = below.partition(|(path, _)| Keep::of(path.as_str()) == Keep::ForGood);
        let rules = match others.is_empty() {
            true => vec![format!("{base}theme/*")],
            false => lasting.iter().map(|(path, _)| format!("{base}{}", crate::path::encoded(path.url()))).collect(),
        };
        for rule in rules {
            let _ = writeln!(out, "\n{rule}\n  Cache-Control: {}", Keep::ForGood.as_header());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_host_is_named_in_the_policy() {
        assert_eq!(origin("https://example.org:8443/a?b"), Some("https://example.org:8443"));
        for bad in ["https://a;script-src *", "https://höst.example/", "https:///x", "//example.org/", "ftp://example.org/"] {
            assert_eq!(origin(bad), None, "{bad}");
        }
    }
}
