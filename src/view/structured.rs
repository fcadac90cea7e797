//! What a page says to search engines, in the words of schema.org: JSON-LD of what it is about and of the way to it.

use serde_json::{Map, Value, json};

use super::{Named, PageView, Views};
use crate::library::Route;
use crate::model::Data;
use crate::model::group::Meeting;
use crate::model::reference::Wanted;

impl Views<'_> {
    /// The JSON-LD of a page, safe to stand in a `<script>`: `<`, `>` and `&` are written as escapes.
    pub(super) fn structured(&self, page: &PageView, route: Route) -> String {
        let mut graph = vec![self.thing(page, route)];
        if !page.breadcrumbs.is_empty() {
            graph.push(self.breadcrumbs(page));
        }
        if let Route::Record(id) = route {
            let meetings = self.library.meetings_of(id).iter();
            graph.extend(
                meetings.filter_map(|entry| self.event(page, &entry.anchor, entry.meeting(self.library), &entry.designation(self.library))),
            );
        }
        let text = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
        let mut safe = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                // They stand in strings alone, where an escape means the same.
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => safe.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => safe.push(c),
            }
        }
        safe
    }

    /// What a page is about.
    fn thing(&self, page: &PageView, route: Route) -> Value {
        let mut thing = Map::new();
        let mut set = |key: &str, value: Value| {
            if !value.is_null() {
                thing.insert(key.to_owned(), value);
            }
        };
        let publisher = || match &self.settings.organisation {
            Some(own) => json!({ "@type": "Organization", "name": own.name, "url": own.url.as_ref().map(|url| &url.0) }),
            None => Value::Null,
        };
        set("@id", json!(page.canonical));
        set("url", json!(page.canonical));
        set("name", json!(page.title));
        set("description", json!(page.description));
        let data = match route {
            Route::Record(id) => Some(&self.library.record(id).data),
            _ => None,
        };
        match data {
            Some(Data::Group(group)) => {
                set("@type", json!("Organization"));
                set("alternateName", json!(group.acronym.text));
                set("foundingDate", json!(group.established.map(|date| date.to_string())));
                set("dissolutionDate", json!(group.concluded.map(|date| date.to_string())));
                set("parentOrganization", self.organization(&self.designated(&group.parent, Wanted::StudyGroup)));
                set("email", json!(group.contact.as_ref().and_then(|contact| contact.email.as_ref()).map(|email| &email.0)));
            }
            Some(Data::StudyGroup(group)) => {
                set("@type", json!("Organization"));
                set("alternateName", json!(group.acronym.text));
                if let Some(parent) = &group.parent {
                    set("parentOrganization", self.organization(&self.designated(parent, Wanted::StudyGroup)));
                }
                set("sameAs", json!(group.website.as_ref().map(|url| &url.0)));
            }
            Some(Data::Report(_) | Data::Circular(_) | Data::Liaison(_)) | None if page.citation.is_some() => {
                let citation = page.citation.as_ref();
                let is_report = matches!(data, Some(Data::Report(_)));
                set("@type", json!(if is_report { "Report" } else { "CreativeWork" }));
                set("identifier", json!(citation.map(|citation| &citation.number).filter(|number| !number.is_empty())));
                set("datePublished", json!(citation.and_then(|citation| citation.date.as_ref())));
                set("dateModified", json!(page.updated));
                set("inLanguage", json!(page.language));
                set("publisher", publisher());
            }
            _ => {
                set("@type", json!(if page.path.is_empty() { "WebSite" } else { "WebPage" }));
                set("datePublished", json!(page.date));
                set("dateModified", json!(page.updated));
                set("inLanguage", json!(page.language));
                set("publisher", publisher());
            }
        }
        Value::Object(without_nulls(thing))
    }

    fn organization(&self, named: &Named) -> Value {
        let address = named.path.as_ref().map(|path| self.settings.base_url.address(path)).or_else(|| named.address.clone());
        Value::Object(without_nulls(Map::from_iter([
            ("@type".to_owned(), json!("Organization")),
            ("@id".to_owned(), json!(address)),
            ("name".to_owned(), json!(named.name)),
        ])))
    }

    /// The way to a page from the top.
    fn breadcrumbs(&self, page: &PageView) -> Value {
        let address = |crumb: &Named| crumb.path.as_ref().map(|path| self.settings.base_url.address(path));
        let above = page.breadcrumbs.iter().map(|crumb| (crumb.name.as_str(), address(crumb)));
        let own = (page.designation.as_deref().unwrap_or(&page.title), Some(page.canonical.clone()));
        let items: Vec<Value> = (1..)
            .zip(above.chain([own]))
            .map(|(position, (name, item))| json!({ "@type": "ListItem", "position": position, "name": name, "item": item }))
            .collect();
        json!({ "@type": "BreadcrumbList", "itemListElement": items })
    }

    /// A meeting whose day is fixed.
    fn event(&self, page: &PageView, anchor: &str, meeting: &Meeting, designation: &str) -> Option<Value> {
        let day = meeting.start.value.day()?;
        let title = meeting.title.as_ref().map_or_else(|| designation.to_owned(), |title| self.shown(&title.text));
        let place = meeting.place.as_ref().map(|place| place.in_words()).filter(|place| !place.is_empty());
        Some(Value::Object(without_nulls(Map::from_iter([
            ("@type".to_owned(), json!("Event")),
            ("@id".to_owned(), json!(format!("{}#{anchor}", page.canonical))),
            ("name".to_owned(), json!(title)),
            ("startDate".to_owned(), json!(day.to_string())),
            ("endDate".to_owned(), json!(meeting.end.map_or(day, |end| end.value).to_string())),
            ("location".to_owned(), place.map_or(Value::Null, |place| json!({ "@type": "Place", "name": place, "address": place }))),
            ("organizer".to_owned(), json!({ "@id": page.canonical })),
        ]))))
    }
}

fn without_nulls(mut map: Map<String, Value>) -> Map<String, Value> {
    map.retain(|_, value| !value.is_null());
    for value in map.values_mut() {
        if let Value::Object(inner) = value {
            inner.retain(|_, value| !value.is_null());
        }
    }
    map
}
