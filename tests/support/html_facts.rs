//! What a page of HTML holds, as plain values: the page is read as a browser reads it, once.

use scraper::{ElementRef, Html};

/// One page.
pub struct HtmlFacts {
    /// The language that it says it is in.
    pub language: String,
    /// Its titles.
    pub titles: Vec<String>,
    /// Its descriptions for search engines.
    pub descriptions: Vec<String>,
    /// Every `id`, in its order.
    pub ids: Vec<String>,
    /// Every heading, in its order: its level and its text.
    pub headings: Vec<(u8, String)>,
    /// Every address, in its order.
    pub addresses: Vec<Address>,
    /// Images that say nothing to those who do not see them.
    pub images_without_text: Vec<String>,
    /// Styles and scripts that stand in the page itself.
    pub inline: Vec<String>,
}

/// An address that a page names.
pub struct Address {
    /// What names it: `a`, `link canonical`, `img srcset`.
    pub by: String,
    /// The address as written.
    pub text: String,
}

impl HtmlFacts {
    /// Reads a page.
    pub fn of(text: &str) -> Self {
        let document = Html::parse_document(text);
        let root = document.root_element();
        let mut facts = Self {
            language: root.attr("lang").unwrap_or_default().to_owned(),
            titles: Vec::new(),
            descriptions: Vec::new(),
            ids: Vec::new(),
            headings: Vec::new(),
            addresses: Vec::new(),
            images_without_text: Vec::new(),
            inline: Vec::new(),
        };
        root.descendent_elements().for_each(|element| facts.add(element));
        facts
    }

    fn add(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        match name {
            "title" if element.parent().is_some_and(|parent| parent.value().as_element().is_some_and(|parent| parent.name() == "head")) => {
                self.titles.push(text_of(element));
            }
            "meta" if element.attr("name") == Some("description") => {
                self.descriptions.push(element.attr("content").unwrap_or_default().to_owned());
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.headings.push((name.as_bytes()[1] - b'0', text_of(element))),
            "img" if element.attr("alt").is_none() => self.images_without_text.push(element.html()),
            "style" => self.inline.push("<style>".to_owned()),
            // A block of data is not run.
            "script" if element.attr("src").is_none() && element.attr("type") != Some("application/ld+json") => {
                self.inline.push("<script>".to_owned());
            }
            _ => {}
        }
        for (attribute, value) in element.value().attrs() {
            let by = |what: &str| Address { by: what.to_owned(), text: value.to_owned() };
            match attribute {
                "id" => self.ids.push(value.to_owned()),
                "href" if name == "link" => {
                    self.addresses.push(by(&format!("link {}", element.attr("rel").unwrap_or_default())));
                }
                "href" => self.addresses.push(by(name)),
                "src" | "poster" | "data" | "action" | "formaction" | "background" => {
                    self.addresses.push(by(&format!("{name} {attribute}")));
                }
                "srcset" => {
                    let candidates = value.split(',').filter_map(|candidate| candidate.split_whitespace().next());
                    self.addresses.extend(candidates.map(|text| Address { by: format!("{name} srcset"), text: text.to_owned() }));
                }
                "style" => self.inline.push(format!("<{name} style>")),
                event if event.starts_with("on") => self.inline.push(format!("<{name} {event}>")),
                _ => {}
            }
        }
    }
}

/// The text of an element as it is read: runs of white space are one space.
fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
