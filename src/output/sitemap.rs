//! What crawlers read: `sitemap.xml` (sitemaps.org, protocol 0.9) with every page, and `robots.txt`, which names it.

use std::borrow::Cow;
use std::io::{Result, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Output, Renderer, Sources};
use crate::date::Date;
use crate::library::{Library, Route};
use crate::path::OutputPath;
use crate::plan::{Artifact, Item, Owner};

/// The most addresses that one file may hold, by the protocol.
const MOST: usize = 50_000;
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The sitemap: one file, or past [`MOST`] pages an index (file 0) and its parts (files 1 and up).
pub(super) const SITEMAP: Output = Output {
    name: "sitemap",
    claim: |_, output, planner| {
        let parts = planner.artifacts().filter(|artifact| listed(artifact).is_some()).count().div_ceil(MOST);
        let mut claim = |url: &str, at: usize| {
            planner.claim(url, Owner::Made("the sitemap"), Artifact { output, item: Item::File(at as u32) });
        };
        claim("sitemap.xml", 0);
        if parts > 1 {
            (1..=parts).for_each(|at| claim(&format!("sitemap-{at}.xml"), at));
        }
    },
    bytes: |renderer, _, item, buffer| {
        let Item::File(at) = item else { unreachable!("this output claims files only") };
        renderer.sitemap(*at as usize, MOST, buffer).expect("a buffer takes all that is written");
        Ok(Cow::Borrowed(buffer))
    },
};

/// What crawlers may do: everything. A site that has a `robots.txt` of its own keeps it.
pub(super) const ROBOTS: Output = Output {
    name: "robots",
    claim: |&Sources { library, .. }, output, planner| {
        if library.routes.get("robots.txt").is_none() {
            planner.claim("robots.txt", Owner::Made("robots.txt"), Artifact { output, item: Item::File(0) });
        }
    },
    bytes: |renderer, _, _, buffer| {
        let sitemap = renderer.views.settings.base_url.address("sitemap.xml");
        buffer.extend_from_slice(format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n").as_bytes());
        Ok(Cow::Borrowed(buffer))
    },
};

/// What stands at a page to be found; of a further page of a list, nothing that has a date.
fn listed(artifact: &Artifact) -> Option<Option<Route>> {
    match &artifact.item {
        Item::Page(Route::Asset(_) | Route::NotFound, ..) => None,
        Item::Page(route, _, sheet) => Some(Some(*route).filter(|_| sheet.is_none())),
        _ => None,
    }
}

/// When a page last changed, as far as its source says.
fn last_change(library: &Library, route: Option<Route>) -> Option<Date> {
    match route? {
        Route::Record(id) => library.record(id).updated(),
        Route::Recommendation(at) => library.recommendations[at as usize].row.said_on(),
        _ => None,
    }
}

impl Renderer<'_> {
    /// Writes the sitemap (`at` 0), its index in place of it where one file will not do, or one part of it.
    fn sitemap(&self, at: usize, most: usize, out: &mut Vec<u8>) -> Result<()> {
        let pages: Vec<(&OutputPath, Option<Route>)> =
            self.plan.artifacts.iter().filter_map(|(path, artifact)| Some((path, listed(artifact)?))).collect();
        let mut xml = Writer::new(out);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        if at == 0 && pages.len() > most {
            let parts = 1..=pages.len().div_ceil(most);
            xml.create_element("sitemapindex").with_attribute(("xmlns", NAMESPACE)).write_inner_content(|xml| {
                parts.into_iter().try_for_each(|part| self.sitemap_entry(xml, "sitemap", &format!("sitemap-{part}.xml"), None))
            })?;
        } else {
            let part = pages.chunks(most).nth(at.saturating_sub(1)).unwrap_or_default();
            xml.create_element("urlset").with_attribute(("xmlns", NAMESPACE)).write_inner_content(|xml| {
                let library = self.views.library;
                part.iter().try_for_each(|(path, route)| self.sitemap_entry(xml, "url", path.url(), last_change(library, *route)))
            })?;
        }
        xml.into_inner().write_all(b"\n")
    }

    fn sitemap_entry<W: Write>(&self, xml: &mut Writer<W>, name: &str, path: &str, changed: Option<Date>) -> Result<()> {
        xml.get_mut().write_all(b"\n")?;
        xml.create_element(name).write_inner_content(|xml| {
            xml.create_element("loc").write_text_content(BytesText::new(&self.views.settings.base_url.address(path)))?;
            if let Some(date) = changed {
                xml.create_element("lastmod").write_text_content(BytesText::new(&date.to_string()))?;
            }
            Ok(())
        })?;
        Ok(())
    }
}
