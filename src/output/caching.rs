//! What a server says of a file besides its bytes: its media type, and how long a browser may keep it. One table for all who
//! say it: the preview, a deployment, and the list of headers that hosts read.

/// Where files are published whose names have fingerprints. What authors name so elsewhere is nobody's promise.
const OF_THEME: &str = "theme/";
/// How many hexadecimal digits a fingerprint has.
const FINGERPRINT: usize = 16;

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
        if path.starts_with(OF_THEME) && has_fingerprint(path) { Self::ForGood } else { Self::WhileSame }
    }

    /// The value of `Cache-Control` (RFC 9111; `immutable` is RFC 8246's). Nobody on the way may change what `integrity` has
    /// counted.
    pub fn as_header(self) -> &'static str {
        match self {
            Self::ForGood => "public, max-age=31536000, immutable, no-transform",
            Self::WhileSame => "public, max-age=0, must-revalidate",
        }
    }
}

/// Whether the name of a file ends in a fingerprint of what is in it, before its extension: `style.0123456789abcdef.css`, or in
/// a compressed form `style.0123456789abcdef.css.gz`.
fn has_fingerprint(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".br")).unwrap_or(name);
    let is_hex = |part: &str| part.len() == FINGERPRINT && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let parts: Vec<&str> = name.split('.').collect();
    match parts.as_slice() {
        [_, .., mark, _] if is_hex(mark) => true,
        [_, .., mark] => is_hex(mark),
        _ => false,
    }
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
        let lasting = ["theme/style.0123456789abcdef.css", "theme/b/x.y.fedcba9876543210.js.br", "theme/NOTICE.0123456789abcdef"];
        for path in lasting {
            assert_eq!(Keep::of(path), Keep::ForGood, "{path}");
        }
        let others = [
            "index.html",
            "style.0123456789abcdef.css",
            "theme/0123456789abcdef.css",
            "theme/style.0123456789ABCDEF.css",
            "theme/x.0123456789abcdef/index.html",
        ];
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
