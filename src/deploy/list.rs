//! The list that a deployment keeps where the site is served: what plenary brought there, and as what. What is not on it is
//! somebody else's.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The name of the list.
pub const NAME: &str = ".plenary-deployed";
/// The form of the list.
const FORM: u32 = 1;

/// What plenary brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    form: u32,
    /// What is there, by path.
    pub files: BTreeMap<String, Entry>,
    /// What was about to be sent when the list was last written: it may be there or not. Written before the first file of a
    /// deployment is, so that after a kill what was sent is known as plenary's.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sending: BTreeMap<String, Entry>,
}

/// A file as it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The MD5 sum of what is in it, in hexadecimal digits.
    pub md5: String,
    /// The mark that the storage gave it, where that is not the sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// What was said of it: media type and for how long it may be kept.
    #[serde(rename = "as")]
    pub headers: String,
}

impl Default for List {
    fn default() -> Self {
        Self { form: FORM, files: BTreeMap::new(), sending: BTreeMap::new() }
    }
}

impl List {
    /// Reads a list; `None` if it is none, or of a later form.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice::<Self>(bytes).ok().filter(|list| list.form == FORM)
    }

    /// The list as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts are JSON")
    }

    /// Whether plenary brought what is at a path, or was about to.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.sending.contains_key(path)
    }

    /// Every path that plenary brought, or was about to.
    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.files.keys().chain(self.sending.keys().filter(|path| !self.files.contains_key(*path)))
    }

    /// Whether what is at a path, of which the storage says `etag`, is `wanted`. The mark is the MD5 sum, unless the storage
    /// has another way: then only what the list remembers with that mark is known.
    pub fn shows(&self, path: &str, etag: &str, wanted: &Entry) -> bool {
        let is_entry = |entry: &Entry| entry.md5 == wanted.md5 && entry.headers == wanted.headers;
        let known = self.files.get(path);
        if known.is_some_and(|entry| is_entry(entry) && etag == entry.etag.as_ref().unwrap_or(&entry.md5)) {
            return true;
        }
        // Sent before a kill: that it is there shows in that it is another than before.
        let was_other = known.is_none_or(|entry| entry.md5 != wanted.md5);
        self.sending.get(path).is_some_and(is_entry) && was_other && etag == wanted.md5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(md5: &str, etag: Option<&str>, headers: &str) -> Entry {
        Entry { md5: md5.to_owned(), etag: etag.map(str::to_owned), headers: headers.to_owned() }
    }

    fn list(there: Option<Entry>, sending: Option<Entry>) -> List {
        let named = |entry: Option<Entry>| entry.into_iter().map(|entry| ("a".to_owned(), entry)).collect();
        List { form: FORM, files: named(there), sending: named(sending) }
    }

    #[test]
    fn only_what_is_surely_the_same_is_left_as_it_is() {
        let wanted = entry("11", None, "text/html");
        assert!(list(Some(wanted.clone()), None).shows("a", "11", &wanted));
        // Somebody has put another file there; what was said of it was another type; the storage has marks of its own.
        assert!(!list(Some(wanted.clone()), None).shows("a", "22", &wanted));
        assert!(!list(Some(entry("11", None, "text/plain")), None).shows("a", "11", &wanted));
        assert!(list(Some(entry("11", Some("x-1"), "text/html")), None).shows("a", "x-1", &wanted));
        assert!(!list(Some(entry("11", Some("x-1"), "text/html")), None).shows("a", "x-2", &wanted));
    }

    #[test]
    fn after_a_kill_what_was_sent_is_known() {
        let wanted = entry("11", None, "text/html");
        assert!(list(None, Some(wanted.clone())).shows("a", "11", &wanted));
        assert!(list(Some(entry("00", None, "text/html")), Some(wanted.clone())).shows("a", "11", &wanted));
        assert!(!list(Some(entry("00", None, "text/html")), Some(wanted.clone())).shows("a", "00", &wanted));
        // The same bytes under another type: whether they were sent again does not show.
        assert!(!list(Some(entry("11", None, "text/plain")), Some(wanted.clone())).shows("a", "11", &wanted));
        // Nobody but plenary may have put it there.
        assert!(!list(None, None).shows("a", "11", &wanted));
    }

    #[test]
    fn a_list_is_read_as_it_was_written_and_one_of_a_later_form_is_not() {
        let written = list(Some(entry("11", Some("x-1"), "text/html")), Some(entry("22", None, "image/png")));
        assert_eq!(List::parse(&written.to_bytes()), Some(written));
        assert_eq!(List::parse(br#"{"form":2,"files":{}}"#), None);
        assert_eq!(List::parse(b"<html>"), None);
    }
}
