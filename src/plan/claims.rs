//! Who claims which output path: two that claim the same are told, each at its place.

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::path::{OutputPath, SourcePath, collision_key, folders_of};
use crate::span::Span;

/// The most other parties of a clash that each of them is told by name.
const MAX_NAMED: usize = 10;

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
    files: Vec<Claim>,
    /// Folders that are claimed with all that is in them.
    folders: Vec<(String, Owner)>,
}

/// A claim of a file.
#[derive(Debug)]
struct Claim {
    path: OutputPath,
    /// The collision key of the path, where it is another text.
    key: Option<Box<str>>,
    owner: Owner,
}

impl Claim {
    /// The collision key: that of a folder is how those of the files in it begin.
    fn key(&self) -> &str {
        self.key.as_deref().unwrap_or(self.path.as_str())
    }
}

impl Claims {
    /// Claims a path.
    pub fn claim(&mut self, path: &OutputPath, owner: Owner) {
        let key = match path.collision_key() {
            key if *key == *path.as_str() => None,
            key => Some(key.into()),
        };
        self.files.push(Claim { path: path.clone(), key, owner });
    }

    /// Claims all that stands in a folder.
    pub fn claim_folder(&mut self, folder: &str, owner: Owner) {
        self.folders.push((folder.to_owned(), owner));
    }

    /// The paths that more than one claim, and the files that stand where a folder must be. Each party is told once.
    pub fn clashes(mut self) -> Vec<Diagnostic> {
        self.files.par_sort_by(|a, b| a.key().cmp(b.key()));
        let mut diagnostics = Vec::new();
        for claims in self.files.chunk_by(|a, b| a.key() == b.key()).filter(|claims| claims.len() > 1) {
            for (at, Claim { path, owner, .. }) in claims.iter().enumerate() {
                let others = claims.iter().enumerate().filter(|(other, _)| *other != at);
                let mut others: Vec<String> = others
                    .take(MAX_NAMED)
                    .map(|(_, other)| match *path == other.path {
                        true => other.owner.describe(),
                        false => format!("{} (as `/{}`)", other.owner.describe(), other.path.url()),
                    })
                    .collect();
                let more = claims.len() - 1 - others.len();
                others.extend((more > 0).then(|| format!("{more} more")));
                let verb = if others.len() == 1 { "is" } else { "are" };
                tell(&mut diagnostics, owner, format!("`/{}` is also where {} {verb} published", path.url(), others.join(" and ")));
            }
        }
        let mut before = "";
        for claim in &self.files {
            let (key, inner_path, inner) = (claim.key(), &claim.path, &claim.owner);
            // In their order the files of a folder stand together: the first of them has all that it is in looked at.
            for folder in folders_of(key).take_while(|folder| !is_within(before, folder)) {
                for Claim { path, owner, .. } in self.from(folder).iter().take_while(|claim| claim.key() == folder) {
                    tell(&mut diagnostics, owner, format!("`/{}` must be a folder, for {}", path.as_str(), inner.describe()));
                    let message = format!("`/{}` needs a folder where {} is published", inner_path.as_str(), owner.describe());
                    tell(&mut diagnostics, inner, message);
                }
            }
            before = key;
        }
        for (folder, owner) in &self.folders {
            let key = collision_key(folder);
            let begin_so = self.from(&key).iter().take_while(|claim| claim.key().starts_with(&*key));
            for claim in begin_so.filter(|claim| claim.key() == key || is_within(claim.key(), &key)) {
                tell(&mut diagnostics, &claim.owner, format!("`/{}` is in the folder of {}", claim.path.url(), owner.describe()));
            }
        }
        diagnostics
    }

    /// The sorted claims from `key` on.
    fn from(&self, key: &str) -> &[Claim] {
        &self.files[self.files.partition_point(|claim| claim.key() < key)..]
    }
}

/// Whether a path is in a folder.
fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
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
        // To name all to each would take a memory that grows with the square.
        let many = told(&["a < a.txt"; MAX_NAMED + 3], &[]);
        assert_eq!(many.len(), MAX_NAMED + 3);
        assert!(many[0].ends_with(" and a.txt and 2 more are published"), "{}", many[0]);
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
