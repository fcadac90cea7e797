//! Cuts the index into files: sorted terms with the numbers of their entries, entries in blocks, and the way in.

use std::collections::BTreeMap;
use std::fmt::Write;

use ahash::HashMap;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::entries::{Entry, KINDS, Term};
use crate::words::{AllWords, Word, Words};

/// A word of more entries than this tells nothing apart: the script leaves it out of a query.
const COMMON: usize = 4000;

/// The files in the order of [`super::file_names`]; `blocks` files of terms and as many of entries.
pub(super) fn files(entries: &[Entry], blocks: usize, words: &AllWords) -> Vec<String> {
    let block = entries.len().div_ceil(blocks).max(1);
    let (terms, common) = terms(entries);
    let lines: Vec<String> = terms.par_iter().map(|(term, at)| line(term, at)).collect();
    let shards = cut(&lines, blocks);
    // Where a file begins; an empty one begins where the next does, and is never the last that begins before a term.
    let first = |at: &usize| terms.get(*at).map_or("\u{ffff}", |(term, _)| term.as_str());
    let starts: Vec<&str> = shards.windows(2).map(|bounds| first(&bounds[0])).collect();
    let index = json!({
        "block": block,
        "starts": starts,
        "common": common,
        "words": words.all().iter().map(|words| (words.language.as_str(), said(words))).collect::<BTreeMap<_, _>>(),
    });
    let mut files = vec![index.to_string()];
    files.extend(shards.windows(2).map(|bounds| list(&lines[bounds[0]..bounds[1]])));
    files.par_extend(entries.par_chunks(block).map(|block| list(&block.iter().map(entry).collect::<Vec<String>>())));
    files.resize(1 + 2 * blocks, list(&[]));
    files
}

/// What the script says in a language: of `results` every plural form, with `{count}` for the number.
fn said(words: &Words) -> Value {
    let kinds = KINDS.map(|kind| words.of(&format!("kind-{kind}")).to_owned());
    let results = words.all().find(|(key, _)| *key == "search-results").map(|(_, word)| match word {
        Word::Plain(text) => BTreeMap::from([("other", text.as_str())]),
        Word::Counted(forms) => forms.iter().map(|(form, text)| (form.as_str(), text.as_str())).collect(),
    });
    json!({ "kinds": kinds, "results": results, "none": words.of("search-none"), "every": words.of("search-every") })
}

/// Every term with its entries, in the order that a script sorts text in; and the words that are too common to have any.
/// A term begins with how it leads to its entries: `=` a whole designation, `~` how one ends, and words with nothing.
fn terms(entries: &[Entry]) -> (Vec<(String, Vec<u32>)>, Vec<String>) {
    let size = entries.len().div_ceil(rayon::current_num_threads()).max(1);
    let parts: Vec<HashMap<(Term, String), Vec<u32>>> = entries
        .par_chunks(size)
        .enumerate()
        .map(|(part, chunk)| {
            let first = part * size;
            let mut terms: HashMap<(Term, String), Vec<u32>> = HashMap::default();
            for (at, entry) in (first as u32..).zip(chunk) {
                for term in entry.terms() {
                    terms.entry(term).or_default().push(at);
                }
            }
            terms
        })
        .collect();
    // In the order of the entries, so that the numbers of each term go up.
    let mut all = HashMap::default();
    for part in parts {
        #[allow(clippy::iter_over_hash_type, reason = "what comes of it is sorted")]
        for (term, at) in part {
            all.entry(term).or_insert_with(Vec::new).extend(at);
        }
    }
    let mut all: Vec<_> = all.into_iter().collect();
    all.par_sort_unstable();
    let mut common = Vec::new();
    let mut terms = Vec::with_capacity(all.len());
    for ((kind, term), at) in all {
        match kind {
            Term::Whole => terms.push((format!("={term}"), at)),
            Term::Ending => terms.push((format!("~{term}"), at)),
            Term::Word if at.len() > COMMON => common.push(term),
            Term::Word => terms.push((term, at)),
        }
    }
    // Scripts compare UTF-16.
    terms.sort_by(|(a, _), (b, _)| match a.is_ascii() && b.is_ascii() {
        true => a.cmp(b),
        false => a.encode_utf16().cmp(b.encode_utf16()),
    });
    (terms, common)
}

/// `["=sg17",3]`.
fn line(term: &str, at: &[u32]) -> String {
    let mut line = format!("[{}", serde_json::Value::from(term));
    for at in at {
        // A text takes all that is written.
        let _ = write!(line, ",{at}");
    }
    line.push(']');
    line
}

/// `["SG17","Security","study-groups/sg17/",1,""]`.
fn entry(entry: &Entry) -> String {
    let kind = KINDS.iter().position(|kind| *kind == entry.kind).unwrap_or_default();
    json!([entry.name, entry.title, entry.path, kind, entry.on]).to_string()
}

fn list(lines: &[String]) -> String {
    format!("[{}]", lines.join(",\n"))
}

/// The bounds of `count` runs of lines, of about as many bytes each.
fn cut(lines: &[String], count: usize) -> Vec<usize> {
    let total: usize = lines.iter().map(String::len).sum();
    let mut bounds = vec![0];
    let mut before = 0;
    for (at, line) in lines.iter().enumerate() {
        while bounds.len() < count && before * count >= total * bounds.len() {
            bounds.push(at);
        }
        before += line.len();
    }
    bounds.resize(count.max(1), lines.len());
    bounds.push(lines.len());
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_lines_are_alike_and_leave_nothing_out() {
        let lines: Vec<String> = (0..100).map(|at| "x".repeat(at % 7 + 1)).collect();
        let bounds = cut(&lines, 4);
        assert_eq!((bounds.len(), bounds[0], bounds[4]), (5, 0, 100));
        let bytes = |from: usize, to: usize| lines[from..to].iter().map(String::len).sum::<usize>();
        assert!(bounds.windows(2).all(|bounds| (90..110).contains(&bytes(bounds[0], bounds[1]))), "{bounds:?}");
    }

    #[test]
    fn there_may_be_more_runs_than_lines() {
        assert_eq!(cut(&["x".to_owned()], 3), [0, 1, 1, 1]);
        assert_eq!(cut(&[], 1), [0, 0]);
        assert_eq!(cut(&[], 2), [0, 0, 0]);
    }
}
