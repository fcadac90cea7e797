//! Feeds of the home page, the lists, the focus groups and the study groups: Atom (RFC 4287) as `feed.xml`, and JSON Feed
//! 1.1 as `feed.json` beside it.
//!
//! An id changes with the address of the page alone: a document's is the address of its page, a change of status's that of
//! the page with `#`, the status and its date after it. Dates are days, told as their first second in UTC. A feed's `updated`
//! is that of its newest entry; one without entries says that of the whole site's.

use std::borrow::Cow;
use std::io::{Result, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event as Xml};
use serde::Serialize;

use super::news::{Event, Subject};
use super::{Output, Renderer, Sources};
use crate::date::Date;
use crate::fields::value::MaybeDesignation;
use crate::library::Route;
use crate::markdown::first_sentence;
use crate::plan::{Artifact, Item, Owner, Planner};
use crate::target::{RecordId, Target};
use crate::view;

/// The Atom feeds.
pub(super) const ATOM: Output = Output {
    name: "feeds",
    claim: |sources, output, planner| claim(sources, "feed.xml", output, planner),
    bytes: |renderer, path, item, buffer| {
        let feed = renderer.feed(path.url(), item);
        feed.write_atom(buffer).expect("a buffer takes all that is written");
        Ok(Cow::Borrowed(buffer))
    },
};

/// The JSON feeds.
pub(super) const JSON: Output = Output {
    name: "JSON feeds",
    claim: |sources, output, planner| claim(sources, "feed.json", output, planner),
    bytes: |renderer, path, item, buffer| {
        let feed = renderer.feed(path.url(), item);
        feed.write_json(buffer).expect("a buffer takes all that is written");
        Ok(Cow::Borrowed(buffer))
    },
};

fn claim(sources: &Sources<'_>, file: &str, output: usize, planner: &mut Planner) {
    if !sources.settings.makes_feeds() {
        return;
    }
    for (page, route) in view::pages_with_feed(sources.library) {
        planner.claim(&format!("{page}{file}"), Owner::Made("a feed"), Artifact { output, item: Item::About(route) });
    }
}

/// A feed, in the words of both formats.
struct Feed {
    title: String,
    description: Option<String>,
    author: String,
    author_url: Option<String>,
    language: &'static str,
    /// The address of its page, and its own.
    page: String,
    own: String,
    updated: Date,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    page: String,
    title: String,
    summary: Option<String>,
    published: Date,
    updated: Date,
    tags: Vec<String>,
}

impl Renderer<'_> {
    /// The feed at a path.
    fn feed(&self, path: &str, item: &Item) -> Feed {
        let Item::About(route) = *item else { unreachable!("a feed is about a page") };
        let settings = self.views.settings;
        let news = self.news();
        let events = news.about(self.views.library, route);
        let words = self.views.words;
        let of = match route {
            Route::List(kind) => Some(words.of(&format!("list-{}", kind.info().folder)).to_owned()),
            Route::Recommendations => Some(words.of("list-recommendations").to_owned()),
            Route::Record(id) => Some(self.views.library.record(id).official().into_owned()),
            _ => None,
        };
        let page = &path[..path.rfind('/').map_or(0, |at| at + 1)];
        Feed {
            title: of.map_or_else(|| settings.title.clone(), |of| format!("{of} – {}", settings.title)),
            description: settings.description.clone(),
            author: settings.organisation.as_ref().map_or_else(|| settings.title.clone(), |organisation| organisation.name.clone()),
            author_url: settings.organisation.as_ref().and_then(|organisation| organisation.url.as_ref()).map(|url| url.0.clone()),
            language: settings.language().as_str(),
            page: settings.base_url.address(page),
            own: settings.base_url.address(path),
            updated: events.first().map_or(news.newest, |event| event.updated),
            entries: events.iter().map(|event| self.entry(event)).collect(),
        }
    }

    fn entry(&self, event: &Event) -> Entry {
        let library = self.views.library;
        match event.subject {
            Subject::Document(id) => self.document(id, event),
            Subject::Group(id, at) => {
                let entry = library.record(id).group().map(|group| &group.history[at]).expect("a history is of a focus group");
                self.status(Target::Record(id), entry.status.as_str(), entry.source.as_ref(), event)
            }
            Subject::Text(text, at) => {
                let said = library.recommendations[text as usize].row.statuses()[at];
                self.status(Target::Recommendation(text), said.status.as_str(), said.source, event)
            }
        }
    }

    fn document(&self, id: RecordId, event: &Event) -> Entry {
        let library = self.views.library;
        let record = library.record(id);
        let page = self.views.settings.base_url.address(&record.url);
        let named = self.views.named_record(id);
        let opening = || first_sentence(&self.views.shown(&library.bodies[id.index()].opening));
        let summary = record.header.summary.as_ref().map_or_else(opening, |summary| self.views.shown(&summary.text));
        Entry {
            id: page.clone(),
            page,
            title: named.title.as_ref().map_or_else(|| named.name.clone(), |title| format!("{}: {title}", named.name)),
            summary: Some(summary).filter(|summary| !summary.is_empty()),
            published: event.day,
            updated: event.updated,
            tags: record.header.tags.clone(),
        }
    }

    fn status(&self, target: Target, status: &str, source: Option<&MaybeDesignation>, event: &Event) -> Entry {
        let named = self.views.named(target);
        let (url, _) = self.views.library.url(target).expect("what has a history has a page");
        let page = self.views.settings.base_url.address(&url);
        let words = self.views.words;
        let source = source.map(|source| words.say("feed-according-to", &[("source", &self.views.maybe_designated(source).name)]));
        let summary: Vec<String> = named.title.clone().into_iter().chain(source).collect();
        Entry {
            id: format!("{page}#{status}-{}", event.day),
            page,
            title: format!("{}: {}", named.name, words.of(&format!("status-{status}"))),
            summary: Some(summary.join("; ")).filter(|summary| !summary.is_empty()),
            published: event.day,
            updated: event.updated,
            tags: vec!["status".to_owned()],
        }
    }
}

impl Feed {
    fn write_atom(&self, out: &mut Vec<u8>) -> Result<()> {
        let mut xml = Writer::new(out);
        xml.write_event(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let feed = xml.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
        feed.with_attribute(("xml:lang", self.language)).write_inner_content(|xml| {
            text(xml, "id", &self.own)?;
            text(xml, "title", &self.title)?;
            self.description.as_ref().map_or(Ok(()), |description| text(xml, "subtitle", description))?;
            text(xml, "updated", &first_second(self.updated))?;
            link(xml, "self", "application/atom+xml", &self.own)?;
            link(xml, "alternate", "text/html", &self.page)?;
            xml.create_element("author").write_inner_content(|xml| {
                text(xml, "name", &self.author)?;
                self.author_url.as_ref().map_or(Ok(()), |url| text(xml, "uri", url))
            })?;
            xml.create_element("generator").write_text_content(BytesText::new("plenary"))?;
            self.entries.iter().try_for_each(|entry| entry.write_atom(xml))
        })?;
        xml.into_inner().write_all(b"\n")
    }

    fn write_json(&self, out: &mut Vec<u8>) -> serde_json::Result<()> {
        serde_json::to_writer(
            out,
            &JsonFeed {
                version: "https://jsonfeed.org/version/1.1",
                title: &self.title,
                home_page_url: &self.page,
                feed_url: &self.own,
                description: self.description.as_deref(),
                language: self.language,
                authors: [Author { name: &self.author, url: self.author_url.as_deref() }],
                items: self.entries.iter().map(Entry::as_json).collect(),
            },
        )
    }
}

impl Entry {
    fn write_atom<W: Write>(&self, xml: &mut Writer<W>) -> Result<()> {
        xml.get_mut().write_all(b"\n")?;
        xml.create_element("entry").write_inner_content(|xml| {
            text(xml, "id", &self.id)?;
            text(xml, "title", &self.title)?;
            text(xml, "published", &first_second(self.published))?;
            text(xml, "updated", &first_second(self.updated))?;
            link(xml, "alternate", "text/html", &self.page)?;
            for tag in &self.tags {
                xml.create_element("category").with_attribute(("term", &*sound(tag))).write_empty()?;
            }
            self.summary.as_ref().map_or(Ok(()), |summary| text(xml, "summary", summary))
        })?;
        Ok(())
    }

    fn as_json(&self) -> JsonItem<'_> {
        JsonItem {
            id: &self.id,
            url: &self.page,
            title: &self.title,
            content_text: self.summary.as_deref().unwrap_or(&self.title),
            date_published: first_second(self.published),
            date_modified: first_second(self.updated),
            tags: &self.tags,
        }
    }
}

/// JSON Feed 1.1.
#[derive(Serialize)]
struct JsonFeed<'f> {
    version: &'static str,
    title: &'f str,
    home_page_url: &'f str,
    feed_url: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'f str>,
    language: &'f str,
    authors: [Author<'f>; 1],
    items: Vec<JsonItem<'f>>,
}

#[derive(Serialize)]
struct Author<'f> {
    name: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'f str>,
}

#[derive(Serialize)]
struct JsonItem<'f> {
    id: &'f str,
    url: &'f str,
    title: &'f str,
    content_text: &'f str,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'f [String],
}

fn first_second(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

fn text<W: Write>(xml: &mut Writer<W>, name: &str, value: &str) -> Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&sound(value)))?;
    Ok(())
}

fn link<W: Write>(xml: &mut Writer<W>, rel: &str, media_type: &str, href: &str) -> Result<()> {
    xml.create_element("link").with_attributes([("rel", rel), ("type", media_type), ("href", href)]).write_empty()?;
    Ok(())
}

/// A text without the characters that XML 1.0 has no form for.
fn sound(text: &str) -> Cow<'_, str> {
    // Bytes without controls, and without that which the last two of the first plane begin with: nearly every text.
    if text.bytes().all(|byte| byte >= b' ' && byte != 0xef) {
        return Cow::Borrowed(text);
    }
    let is_sound = |c: char| matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    if text.chars().all(is_sound) { Cow::Borrowed(text) } else { Cow::Owned(text.chars().filter(|c| is_sound(*c)).collect()) }
}
