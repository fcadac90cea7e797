//! Where a site is served.

use serde::Serializer;

use crate::diagnostic::{Code, shown};
use crate::fields::export::{Export, Names};
use crate::fields::value::Prose;
use crate::fields::{Read, Reader, Shape};
use crate::path::encoded;
use crate::yaml::Node;

/// Where the site is served: scheme and host, and a path that ends in `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Checks an address: `http:` or `https:`, a host, no query or fragment, and `/` at the end.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let (host, path) = rest.split_once('/')?;
        let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}?#".contains(c);
        // To a browser, `%2e` is a dot here, too (the URL Standard's dot segments).
        let clean =
            path.split('/').rev().skip(1).all(|part| !matches!(part.to_ascii_lowercase().replace("%2e", ".").as_str(), "" | "." | ".."));
        let named = host.chars().any(char::is_alphanumeric) && !host.contains('@');
        (named && clean && rest.chars().all(plain) && text.ends_with('/')).then(|| Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The absolute address of a page's site-relative path, with what an address cannot hold percent-encoded. An anchor goes
    /// after the path's `#`.
    pub fn address(&self, path: &str) -> String {
        let mut address = String::with_capacity(self.0.len() + path.len() + 16);
        address.push_str(&self.0);
        match path.split_once('#') {
            Some((path, anchor)) => {
                address.extend(encoded(path));
                address.push('#');
                address.extend(encoded(anchor));
            }
            None => address.extend(encoded(path)),
        }
        address
    }

    /// Its host, with a port where there is one.
    pub fn host(&self) -> &str {
        self.0.split('/').nth(2).unwrap_or_default()
    }

    /// Its path: `/` or `/fg/`.
    pub fn path(&self) -> &str {
        self.0.splitn(4, '/').nth(3).map_or("/", |path| &self.0[self.0.len() - path.len() - 1..])
    }
}

impl Read for BaseUrl {
    const SHAPE: Shape = Shape::SiteUrl;

    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = Prose::read(node, reader)?.text;
        let read = Self::parse(&text);
        if read.is_none() {
            let help = Self::parse(&format!("{text}/")).map(|with_slash| format!("write `{}`", with_slash.0));
            let message = format!("`{}` will not do here: expected {}", shown(&text), Self::SHAPE.wanted());
            reader.fault(Code::InvalidValue, node.span, message, help);
        }
        read
    }

    fn stand_in() -> Self {
        Self::default()
    }
}

impl Export for BaseUrl {
    fn export<S: Serializer>(&self, _: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_absolute_and_ends_in_a_slash() {
        assert_eq!(BaseUrl::parse("https://example.org/fg/").unwrap().path(), "/fg/");
        assert_eq!(BaseUrl::parse("https://example.org/").unwrap().path(), "/");
        for bad in [
            "example.org/",
            "https://example.org",
            "https:///",
            "https://x.org/a?b/",
            "https://x.org//",
            "https://x.org/../",
            "https://x.org/a/%2E./",
            "https://x.org/%2e/",
            "javascript:/",
            "https://a@x.org/",
            "",
        ] {
            assert_eq!(BaseUrl::parse(bad), None, "{bad}");
        }
    }
}
