//! Addresses as they are asked for, and those that a site wants left alone.

use url::Url;

use crate::config::Settings;

/// An address of the web as it is asked for, and its part after `#`; none for others.
pub fn parse(text: &str) -> Option<(Url, Option<String>)> {
    let mut url = Url::parse(text.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return None;
    }
    let fragment = url.fragment().map(str::to_owned);
    url.set_fragment(None);
    Some((url, fragment))
}

/// What is not asked for: `external: {allow: […]}` of the settings.
pub struct Allowed<'s>(Vec<&'s str>);

impl<'s> Allowed<'s> {
    /// What the settings say.
    pub fn of(settings: &'s Settings) -> Self {
        Self(settings.external.iter().flat_map(|external| &external.allow).map(|entry| entry.text.as_str()).collect())
    }

    /// Whether an address is left alone: its host, or one above that, is named, or it begins with what is named.
    pub fn has(&self, address: &str) -> bool {
        let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let below = |name: &str| host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        // In one form, as addresses are: a host in capital letters is the same host.
        let begins = |entry: &str| Url::parse(entry).is_ok_and(|beginning| address.starts_with(beginning.as_str()));
        self.0.iter().any(|entry| if entry.contains("://") { begins(entry) } else { below(&entry.to_lowercase()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_asked_for() {
        let read = |text| parse(text).map(|(url, fragment)| (url.to_string(), fragment));
        assert_eq!(read("HTTPS://Example.org/a b#c"), Some(("https://example.org/a%20b".to_owned(), Some("c".to_owned()))));
        for other in ["mailto:a@example.org", "/groups/", "https://", "tel:+41"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn a_host_or_a_beginning_is_left_alone() {
        let allowed = Allowed(vec!["Example.org", "https://ITU.example/private/"]);
        for address in ["https://example.org/", "http://www.example.org/x", "https://itu.example/private/x"] {
            assert!(allowed.has(address), "{address}");
        }
        for address in ["https://notexample.org/", "https://itu.example/", "https://example.org.example/"] {
            assert!(!allowed.has(address), "{address}");
        }
    }
}
