//! Who claims which output path: two that claim the same are told, each at its place.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::path::{OutputPath, SourcePath, collision_key};
use crate::span::Span;

/// Who makes a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A source, and the place in it that says so.
    File(SourcePath, Option<Span>),
    /// A file inside of the program, which nobody is to be told to rename.
    Embedded(SourcePath),
    /// The program.
    Made(&'static str),
}

impl Owner {
    /// A diagnostic at the owner's place; what the program makes has none.
    pub fn diagnostic(&self, code: Code, message: String) -> Diagnostic {
        match self {
            Self::File(path, Some(span)) => Diagnostic::new(code, path, *span, message),
            Self::File(path, None) => Diagnostic::of_file(code, path, message),
            Self::Embedded(path) => Diagnostic::of_file(code, path, message),
            Self::Made(_) => Diagnostic::of_file(code, &SourcePath::new("plenary.yaml"), message),
        }
    }

    fn describe(&self) -> String {
        match self {
            Self::File(path, _) | Self::Embedded(path) => path.to_string(),
            Self::Made(what) => format!("{what} that plenary makes"),
        }
    }
}

/// The claims of a plan.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// Files by their collision key.
    files: BTreeMap<String, Vec<(OutputPath, Owner)>>,
    /// Folders that are claimed with all that is in them.
    folders: Vec<(String, Owner)>,
}

impl Claims {
    /// Claims a path.
    pub fn claim(&mut self, path: &OutputPath, owner: Owner) {
        self.files.entry(path.collision_key()).or_default().push((path.clone(), owner));
    }

    /// Claims all that stands in a folder.
    pub fn claim_folder(&mut self, folder: &str, owner: Owner) {
        self.folders.push((folder.to_owned(), owner));
    }

    /// The paths that more than one claim, and the files that stand where a folder must be. Each party is told once.
    pub fn clashes(&self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let mut folders: BTreeMap<String, &(OutputPath, Owner)> = BTreeMap::new();
        for claims in self.files.values() {
            for (at, (path, owner)) in claims.iter().enumerate().filter(|_| claims.len() > 1) {
                let others = claims.iter().enumerate().filter(|(other, _)| *other != at);
                let others: Vec<String> = others
                    .map(|(_, (other_path, other))| match path == other_path {
                        true => other.describe(),
                        false => format!("{} (as `/{}`)", other.describe(), other_path.url()),
                    })
                    .collect();
                let verb = if others.len() == 1 { "is" } else { "are" };
                tell(&mut diagnostics, owner, format!("`/{}` is also where {} {verb} published", path.url(), others.join(" and ")));
            }
            let Some(first) = claims.first() else { continue };
            let mut folder = first.0.folder();
            while !folder.is_empty() {
                folders.entry(collision_key(folder)).or_insert(first);
                folder = folder.rfind('/').map_or("", |at| &folder[..at]);
            }
        }
        for (key, (inner_path, inner)) in folders {
            for (path, owner) in self.files.get(&key).into_iter().flatten() {
                tell(&mut diagnostics, owner, format!("`/{}` must be a folder, for {}", path.as_str(), inner.describe()));
                tell(&mut diagnostics, inner, format!("`/{}` needs a folder where {} is published", inner_path.as_str(), owner.describe()));
            }
        }
        for (folder, owner) in &self.folders {
            let key = collision_key(folder);
            let within = self.files.range(key.clone()..).take_while(|(path, _)| path.starts_with(&key));
            let is_within = |path: &str| path[key.len()..].is_empty() || path[key.len()..].starts_with('/');
            for (path, claimant) in within.filter(|(path, _)| is_within(path)).flat_map(|(_, claims)| claims) {
                tell(&mut diagnostics, claimant, format!("`/{}` is in the folder of {}", path.url(), owner.describe()));
            }
        }
        diagnostics
    }
}

/// Tells a party of a clash; the program itself is not told.
fn tell(diagnostics: &mut Vec<Diagnostic>, owner: &Owner, message: String) {
    if let Owner::File(..) = owner {
        diagnostics.push(owner.diagnostic(Code::OutputCollision, message).help("choose another path for one of them"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of files that these own, each `path < source`, with `(…)` in the place of the source where the program does.
    fn told(owned: &[&str], folders: &[(&str, &str)]) -> Vec<String> {
        let mut claims = Claims::default();
        for line in owned {
            let (path, source) = line.split_once(" < ").expect("who owns it");
            let owner = match source {
                "(list)" => Owner::Made("the list"),
                "(theme)" => Owner::Embedded(SourcePath::new("theme.css")),
                source => Owner::File(SourcePath::new(source), None),
            };
            claims.claim(&OutputPath::new(path).expect("it can be published"), owner);
        }
        for (folder, source) in folders {
            claims.claim_folder(folder, Owner::File(SourcePath::new(*source), None));
        }
        claims.clashes().into_iter().map(|clash| format!("{}: {}", clash.file, clash.message)).collect()
    }

    #[test]
    fn who_claims_a_path_alone_is_told_nothing() {
        assert_eq!(told(&["a/index.html < a.md", "a/b.txt < b.txt", "ab < ab"], &[("c", "c.md"), ("a/b", "b.md")]), Vec::<String>::new());
    }

    #[test]
    fn all_who_claim_a_path_are_told_of_all_others() {
        assert_eq!(
            told(&["a/index.html < 1.md", "A/index.html < 2.md", "a/index.html < (list)"], &[]),
            [
                "1.md: `/a/` is also where 2.md (as `/A/`) and the list that plenary makes are published",
                "2.md: `/A/` is also where 1.md (as `/a/`) and the list that plenary makes (as `/a/`) are published"
            ]
        );
        assert_eq!(told(&["a < (theme)", "a < a.txt"], &[]), ["a.txt: `/a` is also where theme.css is published"]);
    }

    #[test]
    fn a_file_where_a_folder_must_be_is_told_to_both() {
        assert_eq!(
            told(&["a/b < 1.txt", "a/b/c/d < 2.txt", "a/B/e < 3.txt"], &[]),
            ["1.txt: `/a/b` must be a folder, for 2.txt", "2.txt: `/a/b/c/d` needs a folder where 1.txt is published"]
        );
    }

    #[test]
    fn nothing_else_is_published_in_a_folder_that_is_claimed_whole() {
        assert_eq!(
            told(&["a < 1.txt", "a/b < 2.txt", "A/c/index.html < 3.md", "ab < 4.txt", "a-/b < 5.txt"], &[("a", "own.md")]),
            [
                "1.txt: `/a` must be a folder, for 2.txt",
                "2.txt: `/a/b` needs a folder where 1.txt is published",
                "1.txt: `/a` is in the folder of own.md",
                "2.txt: `/a/b` is in the folder of own.md",
                "3.md: `/A/c/` is in the folder of own.md"
            ]
        );
    }
}
