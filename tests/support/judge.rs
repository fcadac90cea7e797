//! Whether a page is safe, judged by a browser's parser of HTML (html5ever) and not by its text: what runs, what leads
//! somewhere, and what was meant as text and came out as markup.

use scraper::{ElementRef, Html, Node};

/// Begins the name of every element and attribute that hostile text tries to bring about.
pub const MARK: &str = "canary";

/// Elements that no page of plenary's own theme has: what loads, embeds, changes or frames something.
const FORBIDDEN: [&str; 14] = [
    "applet",
    "animate",
    "base",
    "embed",
    "foreignobject",
    "frame",
    "frameset",
    "iframe",
    "math",
    "object",
    "plaintext",
    "set",
    "style",
    "template",
];
/// Attributes that lead somewhere.
const ADDRESSES: [&str; 13] = [
    "action",
    "background",
    "cite",
    "classid",
    "codebase",
    "data",
    "formaction",
    "href",
    "longdesc",
    "poster",
    "profile",
    "src",
    "xlink:href",
];
/// Schemes that a reader may be sent to.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// What is unsafe on a page, one line a fault.
pub fn faults_of_page(text: &str) -> Vec<String> {
    let document = Html::parse_document(text);
    let mut faults = Vec::new();
    for node in document.tree.nodes() {
        match node.value() {
            Node::Element(_) => faults.extend(ElementRef::wrap(node).iter().flat_map(faults_of_element)),
            // A browser reads on as a comment what begins like a declaration.
            Node::Comment(comment) if comment.contains(MARK) => faults.push(format!("a comment says `{}`", &**comment)),
            Node::ProcessingInstruction(_) => faults.push("a processing instruction".to_owned()),
            _ => {}
        }
    }
    faults
}

fn faults_of_element(element: &ElementRef<'_>) -> Vec<String> {
    let name = element.value().name().to_ascii_lowercase();
    let mut faults = Vec::new();
    if FORBIDDEN.contains(&name.as_str()) || name.starts_with(MARK) {
        faults.push(format!("an element `{name}`"));
    }
    if name == "script" {
        faults.extend(fault_of_script(element));
    }
    for (key, value) in element.value().attrs() {
        let key = key.to_ascii_lowercase();
        if key.starts_with("on") || key.starts_with(MARK) || key == "srcdoc" || key == "style" {
            faults.push(format!("`{name}` has an attribute `{key}`"));
        }
        if ADDRESSES.contains(&key.as_str()) && !is_safe_address(value) {
            faults.push(format!("`{name} {key}` leads to `{value}`"));
        }
        let is_refresh = name == "meta" && key == "http-equiv" && value.eq_ignore_ascii_case("refresh");
        if is_refresh && !element.attr("content").is_some_and(refreshes_safely) {
            faults.push("a page that leads elsewhere by itself".to_owned());
        }
    }
    faults
}

/// Scripts are files of the theme, or data that nothing runs.
fn fault_of_script(element: &ElementRef<'_>) -> Option<String> {
    let text: String = element.text().collect();
    match (element.attr("src"), element.attr("type")) {
        (Some(address), _) if is_safe_address(address) && scheme(address).is_none() && !address.starts_with("//") && text.is_empty() => {
            None
        }
        (None, Some("application/ld+json")) => {
            serde_json::from_str::<serde_json::Value>(&text).err().map(|error| format!("script data: {error}"))
        }
        _ => Some(format!("a script `{text}`")),
    }
}

fn refreshes_safely(content: &str) -> bool {
    content
        .split_once("url=")
        .is_some_and(|(_, address)| is_safe_address(address) && scheme(address).is_none() && !address.starts_with("//"))
}

/// Whether an address has no scheme, or one that only leads a reader somewhere.
pub fn is_safe_address(address: &str) -> bool {
    scheme(address).is_none_or(|scheme| SCHEMES.contains(&scheme.as_str()))
}

/// The scheme that a browser sees in an address (WHATWG URL, basic parser): it drops control characters and spaces at both
/// ends, and tabs and line ends everywhere.
pub fn scheme(address: &str) -> Option<String> {
    let trimmed = address.trim_matches(|c: char| c <= ' ');
    let seen: String = trimmed.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let (scheme, _) = seen.split_once(':')?;
    let mut letters = scheme.chars();
    let is_scheme = letters.next()?.is_ascii_alphabetic() && letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// Whether bytes are well-formed XML; the error says why not.
pub fn fault_of_xml(text: &str) -> Option<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => {
                return text.chars().find(|c| !is_xml_char(*c)).map(|c| format!("the character {}", c.escape_unicode()));
            }
            Ok(_) => {}
            Err(error) => return Some(error.to_string()),
        }
    }
}

/// The characters of XML 1.0 (production 2).
fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// The properties and components that plenary's calendars have.
const PROPERTIES: [&str; 32] = [
    "BEGIN",
    "END",
    "VERSION",
    "PRODID",
    "CALSCALE",
    "METHOD",
    "NAME",
    "X-WR-CALNAME",
    "X-WR-TIMEZONE",
    "X-WR-CALDESC",
    "REFRESH-INTERVAL",
    "X-PUBLISHED-TTL",
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "URL",
    "STATUS",
    "CATEGORIES",
    "TRANSP",
    "LAST-MODIFIED",
    "SEQUENCE",
    "TZID",
    "TZNAME",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "RDATE",
    "RRULE",
    "SOURCE",
];

/// What is wrong with a calendar: its lines, and properties that nobody meant.
pub fn faults_of_calendar(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(body) = text.strip_suffix("\r\n") else { return vec!["its last line does not end".to_owned()] };
    for line in body.split("\r\n") {
        if line.len() > 75 || line.contains(['\r', '\n']) {
            faults.push(format!("the line {line:?}"));
        }
    }
    let mut open: Vec<&str> = Vec::new();
    let unfolded = body.replace("\r\n ", "");
    for line in unfolded.split("\r\n") {
        let name = line.split([':', ';']).next().unwrap_or_default();
        match (name, line.split_once(':').map(|(_, value)| value)) {
            ("BEGIN", Some(part)) => open.push(part),
            ("END", Some(part)) => faults.extend((open.pop() != Some(part)).then(|| format!("`{line}` ends nothing"))),
            (name, Some(_)) if PROPERTIES.contains(&name) => {}
            _ => faults.push(format!("the property {line:?}")),
        }
    }
    faults.extend((!open.is_empty()).then(|| format!("{open:?} does not end")));
    faults
}

/// What is wrong with a published file, by a parser of its format; nothing for a format that anything is sound in.
pub fn faults_of_file(path: &str, text: &str) -> Vec<String> {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => faults_of_page(text),
        "xml" => fault_of_xml(text).into_iter().collect(),
        "json" => serde_json::from_str::<serde_json::Value>(text).err().map(|error| error.to_string()).into_iter().collect(),
        "ics" => faults_of_calendar(text),
        _ => Vec::new(),
    }
}
