//! What a server says of a file besides its bytes: its media type, and how long a browser may keep it. One table for all who
//! say it: the preview, a deployment, and the list of headers that hosts read.

/// How many hexadecimal digits a fingerprint has.
pub const FINGERPRINT: usize = 16;

/// For how long a browser may keep a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// For good: another content would have another name.
    ForGood,
    /// As long as the server says that it is still the same.
    WhileSame,
}

impl Keep {
    /// How long the file at a site-relative path may be kept.
    pub fn of(path: &str) -> Self {
        if has_fingerprint(path) { Self::ForGood } else { Self::WhileSame }
    }

    /// The value of `Cache-Control` (RFC 9111; `immutable` is RFC 8246's).
    pub fn as_header(self) -> &'static str {
        match self {
            Self::ForGood => "public, max-age=31536000, immutable",
            Self::WhileSame => "public, max-age=0, must-revalidate",
        }
    }
}

/// Whether the name of a file ends, before its extension, in a fingerprint of what is in it: `style.0123456789abcdef.css`.
pub fn has_fingerprint(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_hex = |part: &str| part.len() == FINGERPRINT && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    name.rsplit('.').nth(1).is_some_and(is_hex) && name.split('.').count() > 2
}

/// The type of a file by its name, with `charset=utf-8` for text: all text that plenary writes is UTF-8.
pub fn media_type(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let own = match name.rsplit('.').next().unwrap_or(name) {
        "bib" => Some("application/x-bibtex"),
        "ris" => Some("application/x-research-info-systems"),
        "_headers" | "_redirects" => Some("text/plain"),
        _ => None,
    };
    let kind = match own {
        Some(own) => own.to_owned(),
        None => mime_guess::from_path(path).first_or_octet_stream().essence_str().to_owned(),
    };
    let below = kind.rsplit('/').next().unwrap_or(&kind);
    let is_text = kind.starts_with("text/") || own.is_some() || matches!(below, "json" | "javascript" | "xml");
    if is_text { format!("{kind}; charset=utf-8") } else { kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_a_fingerprint_is_kept_for_good() {
        for path in ["style.0123456789abcdef.css", "a/b/x.y.fedcba9876543210.js"] {
            assert_eq!(Keep::of(path), Keep::ForGood, "{path}");
        }
        let others =
            ["index.html", "0123456789abcdef.css", "style.0123456789ABCDEF.css", "x.0123456789abcdef/index.html", "a.0123456789abcdef"];
        for path in others {
            assert_eq!(Keep::of(path), Keep::WhileSame, "{path}");
        }
    }

    #[test]
    fn text_says_that_it_is_utf_8() {
        let types = [
            ("groups/fg-mv/index.html", "text/html; charset=utf-8"),
            ("data/groups.json", "application/json; charset=utf-8"),
            ("calendar.ics", "text/calendar; charset=utf-8"),
            ("feed.xml", "text/xml; charset=utf-8"),
            ("circulars/x/cite.bib", "application/x-bibtex; charset=utf-8"),
            ("_headers", "text/plain; charset=utf-8"),
            ("logo.png", "image/png"),
            ("icon.svg", "image/svg+xml"),
            ("unknown", "application/octet-stream"),
        ];
        for (path, kind) in types {
            assert_eq!(media_type(path), kind, "{path}");
        }
    }
}
