//! What a Markdown file is, by its place in `content/`.

use super::{KINDS, Kind};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Language;
use crate::path::SourcePath;
use crate::slug;

/// What the place of a file says of its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its site-relative URL, without a language's prefix.
    pub url: String,
    /// The id of the record whose folder it is in.
    pub owner: Option<String>,
    /// The language that its name says.
    pub language: Option<Language>,
}

impl Place {
    /// The place of the file at `path`, which begins with `content/`.
    pub fn of(path: &SourcePath) -> Result<Self, Diagnostic> {
        let parts: Vec<&str> = path.as_str().split('/').skip(1).collect();
        let (name, folders) = parts.split_last().expect("a file has a name");
        let Some(stem) = name.strip_suffix(".md") else {
            return Err(unknown(path, "a Markdown file must end in `.md`", "rename it"));
        };
        let (stem, language) = split_language(stem);
        if folders.is_empty() {
            return match stem {
                "index" => Ok(Self { kind: Kind::Page, id: "index".to_owned(), url: String::new(), owner: None, language }),
                _ => Err(unknown(path, "only `index.md`, the home page, may be here", "put it into `pages/`, or the folder of its kind")),
            };
        }
        let Some(info) = KINDS.iter().find(|info| info.folder == folders[0]) else {
            let near = crate::suggest::nearest(folders[0], KINDS.iter().map(|info| info.folder));
            let folders = KINDS.iter().map(|info| format!("`{}/`", info.folder)).collect::<Vec<_>>().join(", ");
            let help = near.map_or_else(|| format!("the folders of records are {folders}"), |near| format!("did you mean `{near}/`?"));
            return Err(unknown(path, "no kind of record has this folder", help));
        };
        // `x/index.md` and `x.md` are the same record.
        let mut names: Vec<String> = folders[1..].iter().map(|folder| slug::of_name(folder)).collect();
        if stem != "index" {
            names.push(slug::of_name(stem));
        }
        if names.is_empty() {
            return Err(unknown(path, "the list of this folder is made, not written", "the home page is `content/index.md`"));
        }
        if info.kind == Kind::Page {
            let id = names.join("/");
            return Ok(Self { kind: Kind::Page, url: format!("{id}/"), id, owner: None, language });
        }
        match names.as_slice() {
            [id] => Ok(Self { kind: info.kind, url: format!("{}/{id}/", info.folder), id: id.clone(), owner: None, language }),
            [owner, page] => Ok(Self {
                kind: Kind::Page,
                url: format!("{}/{owner}/{page}/", info.folder),
                id: format!("{owner}/{page}"),
                owner: Some(owner.clone()),
                language,
            }),
            _ => Err(unknown(path, "a record's folder holds its pages, and no folders of pages", "put it one folder higher")),
        }
    }
}

/// `x.fr` is the French edition of `x`.
fn split_language(stem: &str) -> (&str, Option<Language>) {
    match stem.rsplit_once('.').and_then(|(name, code)| Some((name, Language::of_code(code)?))) {
        Some((name, language)) => (name, Some(language)),
        None => (stem, None),
    }
}

fn unknown(path: &SourcePath, message: &str, help: impl Into<String>) -> Diagnostic {
    Diagnostic::of_file(Code::UnknownKind, path, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(path: &str) -> Option<String> {
        Place::of(&SourcePath::new(format!("content/{path}"))).ok().map(|place| place.url)
    }

    #[test]
    fn the_folder_says_the_kind() {
        for (path, expected) in [
            ("index.md", ""),
            ("groups/fg-xx/index.md", "groups/fg-xx/"),
            ("groups/fg-xx.md", "groups/fg-xx/"),
            ("groups/FG XX/terms of reference.md", "groups/fg-xx/terms-of-reference/"),
            ("circulars/tsb-circular-33.md", "circulars/tsb-circular-33/"),
            ("pages/about.md", "about/"),
            ("pages/a/b/index.md", "a/b/"),
            ("groups/fg-xx/index.fr.md", "groups/fg-xx/"),
        ] {
            assert_eq!(url(path).as_deref(), Some(expected), "{path}");
        }
    }

    #[test]
    fn other_places_are_refused() {
        for path in ["about.md", "news/x.md", "groups/index.md", "pages/index.md", "groups/x/y/z.md", "groups/x.markdown", "groups/X.MD"] {
            assert_eq!(url(path), None, "{path}");
        }
    }

    #[test]
    fn the_name_may_say_a_language() {
        let place = Place::of(&SourcePath::new("content/groups/fg-xx/index.fr.md")).unwrap();
        assert_eq!((place.id.as_str(), place.language), ("fg-xx", Some(Language::Fr)));
        let place = Place::of(&SourcePath::new("content/pages/v1.2.md")).unwrap();
        assert_eq!((place.id.as_str(), place.language), ("v1.2", None));
    }
}
