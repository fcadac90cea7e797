//! What a page says to search engines, in the words of schema.org: JSON-LD of what it is about and of the way to it.

use serde::Serialize;

use super::{Named, PageView, Views};
use crate::library::Route;
use crate::model::Data;
use crate::model::group::Meeting;
use crate::model::reference::Wanted;

/// What a page says.
#[derive(Serialize)]
struct Graph<'p> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    things: Vec<Thing<'p>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Thing<'p> {
    About(Box<About<'p>>),
    Breadcrumbs(Breadcrumbs<'p>),
    Event(Box<Event<'p>>),
}

/// What a page is about: a group, a document, or the page itself.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct About<'p> {
    #[serde(rename = "@id")]
    id: &'p str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternate_name: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dissolution_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    founding_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<&'static str>,
    name: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_organization: Option<Organization>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Organization>,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<&'p str>,
    url: &'p str,
}

#[derive(Serialize)]
struct Organization {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "@id")]
    id: Option<String>,
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Breadcrumbs<'p> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: Vec<Crumb<'p>>,
}

#[derive(Serialize)]
struct Crumb<'p> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item: Option<String>,
    name: &'p str,
    position: usize,
}

/// A meeting whose day is fixed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Event<'p> {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    kind: &'static str,
    end_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
    name: String,
    organizer: Organizer<'p>,
    start_date: String,
}

#[derive(Serialize)]
struct Location {
    #[serde(rename = "@type")]
    kind: &'static str,
    address: String,
    name: String,
}

#[derive(Serialize)]
struct Organizer<'p> {
    #[serde(rename = "@id")]
    id: &'p str,
}

impl Views<'_> {
    /// The JSON-LD of a page, safe to stand in a `<script>`: `<`, `>` and `&` are written as escapes.
    pub(super) fn structured(&self, page: &PageView, route: Route) -> String {
        let mut things = vec![Thing::About(Box::new(self.about(page, route)))];
        if !page.breadcrumbs.is_empty() {
            things.push(Thing::Breadcrumbs(self.breadcrumbs(page)));
        }
        if let (Route::Record(id), None) = (route, &page.continues) {
            let meetings = self.library.meetings_of(id).iter();
            let events = meetings
                .filter_map(|entry| self.event(page, &entry.anchor, entry.meeting(self.library), || entry.designation(self.library)));
            things.extend(events.map(|event| Thing::Event(Box::new(event))));
        }
        let graph = Graph { context: "https://schema.org", things };
        safe(serde_json::to_string(&graph).expect("texts, numbers and lists of them are JSON"))
    }

    /// What a page is about.
    fn about<'p>(&'p self, page: &'p PageView, route: Route) -> About<'p> {
        let data = match route {
            Route::Record(id) if page.continues.is_none() => Some(&self.library.record(id).data),
            _ => None,
        };
        let about = About {
            id: &page.canonical,
            url: &page.canonical,
            name: &page.title,
            description: page.description.as_deref(),
            ..About::default()
        };
        match data {
            Some(Data::Group(group)) => About {
                kind: "Organization",
                alternate_name: Some(&group.acronym.text),
                founding_date: group.established.map(|date| date.to_string()),
                dissolution_date: group.concluded.map(|date| date.to_string()),
                parent_organization: Some(self.organization(&self.designated(&group.parent, Wanted::StudyGroup))),
                email: group.contact.as_ref().and_then(|contact| contact.email.as_ref()).map(|email| email.0.as_str()),
                ..about
            },
            Some(Data::StudyGroup(group)) => About {
                kind: "Organization",
                alternate_name: Some(&group.acronym.text),
                parent_organization: group.parent.as_ref().map(|parent| self.organization(&self.designated(parent, Wanted::StudyGroup))),
                same_as: group.website.as_ref().map(|url| url.0.as_str()),
                ..about
            },
            Some(Data::Report(_) | Data::Circular(_) | Data::Liaison(_)) | None if page.citation.is_some() => {
                let citation = page.citation.as_ref();
                About {
                    kind: if matches!(data, Some(Data::Report(_))) { "Report" } else { "CreativeWork" },
                    identifier: citation.map(|citation| citation.number.as_str()).filter(|number| !number.is_empty()),
                    date_published: citation.and_then(|citation| citation.date.as_deref()),
                    date_modified: page.updated.as_deref(),
                    in_language: Some(page.language),
                    publisher: self.publishing(),
                    ..about
                }
            }
            _ => About {
                kind: if page.path.is_empty() { "WebSite" } else { "WebPage" },
                date_published: page.date.as_deref(),
                date_modified: page.updated.as_deref(),
                in_language: Some(page.language),
                publisher: self.publishing(),
                ..about
            },
        }
    }

    /// Who publishes the site.
    fn publishing(&self) -> Option<Organization> {
        let own = self.settings.organisation.as_ref()?;
        let url = own.url.as_ref().map(|url| url.0.clone());
        Some(Organization { id: None, kind: "Organization", name: own.name.clone(), url })
    }

    fn organization(&self, named: &Named) -> Organization {
        let address = named.path.as_ref().map(|path| self.settings.base_url.address(path)).or_else(|| named.address.clone());
        Organization { id: address, kind: "Organization", name: named.name.clone(), url: None }
    }

    /// The way to a page from the top.
    fn breadcrumbs<'p>(&self, page: &'p PageView) -> Breadcrumbs<'p> {
        let address = |path: &String| self.settings.base_url.address(path);
        let above = page.breadcrumbs.iter().map(|crumb| (crumb.name.as_str(), crumb.path.as_ref().map(address)));
        let own = (page.designation.as_deref().unwrap_or(&page.title), Some(page.canonical.clone()));
        let crumbs = (1..).zip(above.chain([own])).map(|(position, (name, item))| Crumb { kind: "ListItem", item, name, position });
        Breadcrumbs { kind: "BreadcrumbList", item_list_element: crumbs.collect() }
    }

    fn event<'p>(&self, page: &'p PageView, anchor: &str, meeting: &Meeting, designation: impl FnOnce() -> String) -> Option<Event<'p>> {
        let day = meeting.start.value.day()?;
        let place = meeting.place.as_ref().map(|place| place.in_words()).filter(|place| !place.is_empty());
        Some(Event {
            id: format!("{}#{anchor}", page.canonical),
            kind: "Event",
            end_date: meeting.end.map_or(day, |end| end.value).to_string(),
            location: place.map(|place| Location { kind: "Place", address: place.clone(), name: place }),
            name: meeting.title.as_ref().map_or_else(designation, |title| self.shown(&title.text)),
            organizer: Organizer { id: &page.canonical },
            start_date: day.to_string(),
        })
    }
}

/// JSON that may stand in a `<script>`: what could end it, or begin a comment, and the two line ends that old scripts know
/// are written as escapes. They stand in strings alone, where an escape means the same.
fn safe(json: String) -> String {
    let is_unsafe = |c: char| matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
    // Most have none of them; the first byte of the line ends is rare, too.
    if memchr::memchr3(b'<', b'>', b'&', json.as_bytes()).or_else(|| memchr::memchr(0xe2, json.as_bytes())).is_none() {
        return json;
    }
    let mut safe = String::with_capacity(json.len() + 32);
    for c in json.chars() {
        if is_unsafe(c) {
            safe.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            safe.push(c);
        }
    }
    safe
}
