//! A page of a published site, read for what stands where: elements by their anchors, sections by their headings, links by
//! where they lead.

use scraper::{ElementRef, Html, Selector};

use super::published::{Published, is_absolute};

/// A page.
pub struct Page<'s> {
    site: &'s Published,
    /// The path of its file.
    path: String,
    html: Html,
}

/// What stands between a heading and the next one.
pub struct Section {
    /// The words of the heading.
    pub heading: String,
    /// Where each link leads, in their order.
    pub links: Vec<String>,
}

impl<'s> Page<'s> {
    /// The page at `address`, such as `study-groups/sg16/`.
    pub fn of(site: &'s Published, address: &str) -> Self {
        let path = format!("{address}index.html");
        let text = site.tree.text(&path).unwrap_or_else(|| panic!("there is no page {address}"));
        Self { site, html: Html::parse_document(&text), path }
    }

    /// Everything in the page's own part, in its order.
    pub fn elements(&self) -> impl Iterator<Item = ElementRef<'_>> {
        let main = self.html.select(&selector("main")).next().expect("a page has a main part");
        main.descendent_elements()
    }

    /// The element that an anchor leads to.
    pub fn anchor(&self, id: &str) -> Option<ElementRef<'_>> {
        self.elements().find(|element| element.attr("id") == Some(id))
    }

    /// Where the links in `element` lead: `recommendations/f.780.1/`, `study-groups/sg16/#f.mibs`; addresses of other
    /// sites as they are.
    pub fn links(&self, element: ElementRef<'_>) -> Vec<String> {
        element.select(&selector("a[href]")).map(|link| self.target(link)).collect()
    }

    /// Where one link leads.
    pub fn target(&self, link: ElementRef<'_>) -> String {
        let address = link.attr("href").expect("a link leads somewhere");
        if is_absolute(address) {
            return address.to_owned();
        }
        let (file, anchor) =
            self.site.target(&self.path, address).unwrap_or_else(|| panic!("{}: {address} leads out of the site", self.path));
        let page = file.strip_suffix("index.html").unwrap_or(&file);
        anchor.map_or(page.to_owned(), |anchor| format!("{page}#{anchor}"))
    }

    /// The part of the page that an anchor opens: from the heading that has it, the smallest section around that.
    pub fn part(&self, id: &str) -> ElementRef<'_> {
        let anchor = self.anchor(id).unwrap_or_else(|| panic!("{} has no anchor {id}", self.path));
        let mut around = std::iter::once(anchor).chain(anchor.ancestors().filter_map(ElementRef::wrap));
        around.find(|element| element.value().name() == "section").unwrap_or(anchor)
    }

    /// The sections of the page, by every heading.
    pub fn sections(&self) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        for element in self.elements() {
            if is_heading(element) {
                sections.push(Section { heading: text_of(element), links: Vec::new() });
            } else if element.value().name() == "a"
                && element.attr("href").is_some()
                && let Some(section) = sections.last_mut()
            {
                section.links.push(self.target(element));
            }
        }
        sections
    }
}

/// Whether an element is a heading.
pub fn is_heading(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// The entries of the list in a part of a page: the rows of its tables, or else the items of its outermost lists.
pub fn entries(part: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let rows: Vec<_> = part.select(&selector("tbody > tr")).collect();
    if rows.is_empty() { part.select(&selector("li")).filter(|item| !is_nested(*item, part)).collect() } else { rows }
}

/// Whether an item stands in another item of the same part.
fn is_nested(item: ElementRef<'_>, part: ElementRef<'_>) -> bool {
    let within = item.ancestors().filter_map(ElementRef::wrap).take_while(|element| *element != part);
    within.into_iter().any(|element| element.value().name() == "li")
}

/// The text of an element as it is read: runs of white space are one space.
pub fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a selector")
}

/// The id that a name makes: lower case, a hyphen for every run of other than letters, digits, dots and underscores.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_alphanumeric() || c == '.' || c == '_' {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
