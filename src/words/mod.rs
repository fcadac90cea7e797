//! The words that a theme says by itself: one file a language, `words/<language>.yaml`.
//!
//! In: the files of the theme inside the program and of the site's own, and the languages of the site. Out: for each
//! language a map from keys to words; the site's own go before the program's, and English stands in for what a language
//! lacks. A word may hold places to fill, `{count}`, and may have a form for each plural of the language.

mod dates;
mod plural;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

pub use plural::{Form, form};

use crate::diagnostic::{Code, Diagnostic, shown};
use crate::language::Language;
use crate::path::SourcePath;
use crate::source::Text;
use crate::yaml::{self, Node, Value};

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Words {
    /// The language.
    pub language: Language,
    words: BTreeMap<String, Word>,
    /// How a day is said: made when the first is.
    days: OnceLock<dates::Days>,
}

/// A word as its file has it.
#[derive(Clone, Debug)]
pub enum Word {
    /// The same for every count.
    Plain(String),
    /// One for each plural form that it has; [`Form::Other`] is always there.
    Counted(BTreeMap<Form, String>),
}

impl Words {
    /// The word of a key, in the form for all else; the key itself where there is none.
    pub fn of<'w>(&'w self, key: &'w str) -> &'w str {
        self.get(key, None).unwrap_or(key)
    }

    /// The word of a key, in the form that a count asks for.
    pub fn get(&self, key: &str, count: Option<u64>) -> Option<&str> {
        match self.words.get(key)? {
            Word::Plain(text) => Some(text),
            Word::Counted(forms) => {
                let wanted = count.map_or(Form::Other, |count| form(self.language, count));
                forms.get(&wanted).or_else(|| forms.get(&Form::Other)).map(String::as_str)
            }
        }
    }

    /// The word of a key with its places filled.
    pub fn say(&self, key: &str, parts: &[(&str, &str)]) -> String {
        let mut out = String::new();
        fill(self.of(key), &mut out, |name, out| {
            out.push_str(parts.iter().find(|(part, _)| *part == name).map_or("", |(_, text)| text));
        });
        out
    }

    /// The word of a key for a count, which fills its `{count}`.
    pub fn count(&self, key: &str, count: usize) -> String {
        let mut out = String::new();
        fill(self.get(key, Some(count as u64)).unwrap_or(key), &mut out, |_, out| out.push_str(&count.to_string()));
        out
    }

    /// Every key with its word, by key.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Word)> {
        self.words.iter().map(|(key, word)| (key.as_str(), word))
    }
}

/// Writes `text` to `out`; what stands in braces is written by `part`.
pub fn fill(text: &str, out: &mut String, mut part: impl FnMut(&str, &mut String)) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        out.push_str(before);
        part(name, out);
        rest = after;
    }
    out.push_str(rest);
}

/// The words of every language of a site, the site's own first.
#[derive(Debug)]
pub struct AllWords(Vec<Arc<Words>>);

impl AllWords {
    /// The words of a language of the site; of any other, those of its own.
    pub fn of(&self, language: Language) -> &Arc<Words> {
        self.0.iter().find(|words| words.language == language).unwrap_or(&self.0[0])
    }

    /// All of them, the site's own first.
    pub fn all(&self) -> &[Arc<Words>] {
        &self.0
    }
}

/// Reads the words of `languages`, of which there is at least one: the program's by `built_in`, and the site's `own`.
pub fn load(languages: &[Language], built_in: impl Fn(Language) -> Option<Text>, own: &[Text]) -> (AllWords, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut own_words: BTreeMap<Language, (SourcePath, BTreeMap<String, Word>)> = BTreeMap::new();
    for text in own {
        match language_of(&text.path) {
            Ok(language) => {
                let (words, faults) = read(text);
                diagnostics.extend(faults);
                own_words.insert(language, (text.path.clone(), words));
            }
            Err(fault) => diagnostics.push(fault),
        }
    }
    let program = |language| built_in(language).map(|text| read(&text).0).unwrap_or_default();
    let own_of = |language| own_words.get(&language).map(|(_, words)| words.clone()).unwrap_or_default();
    let mut english = program(Language::En);
    english.extend(own_of(Language::En));
    let mut all = Vec::new();
    for &language in languages {
        let mut words = program(language);
        words.extend(own_of(language));
        let missing: BTreeSet<&String> = english.keys().filter(|key| !words.contains_key(*key)).collect();
        if !missing.is_empty() {
            let path = own_words
                .get(&language)
                .map_or_else(|| SourcePath::new(format!("themes/default/{}", file(language))), |(path, _)| path.clone());
            diagnostics.push(lacks(&path, language, &missing));
        }
        let missing: Vec<(String, Word)> = missing.into_iter().map(|key| (key.clone(), english[key].clone())).collect();
        words.extend(missing);
        all.push(Arc::new(Words { language, words, days: OnceLock::new() }));
    }
    (AllWords(all), diagnostics)
}

/// Where in a theme the words of a language stand: `words/fr.yaml`.
pub fn file(language: Language) -> String {
    format!("words/{}.yaml", language.as_str())
}

fn lacks(path: &SourcePath, language: Language, missing: &BTreeSet<&String>) -> Diagnostic {
    const SHOWN: usize = 3;
    let names: Vec<String> = missing.iter().take(SHOWN).map(|key| format!("`{}`", shown(key))).collect();
    let more = if missing.len() > SHOWN { format!(" and {} more", missing.len() - SHOWN) } else { String::new() };
    let message = format!("the theme's words in `{}` lack {}{more}", language.as_str(), names.join(", "));
    Diagnostic::of_file(Code::MissingWord, path, message)
        .help(format!("the English ones stand in; write them in themes/<theme>/{}", file(language)))
}

/// The language that a file of words is for, by its name.
fn language_of(path: &SourcePath) -> Result<Language, Diagnostic> {
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".yaml").and_then(Language::of_code).ok_or_else(|| {
        let message = "a file of words is named by its language: `ar.yaml`, `en.yaml`, `es.yaml`, `fr.yaml`, `ru.yaml` or `zh.yaml`";
        Diagnostic::of_file(Code::InvalidValue, path, message)
    })
}

/// Reads a file of words.
fn read(text: &Text) -> (BTreeMap<String, Word>, Vec<Diagnostic>) {
    let (mut words, mut diagnostics) = (BTreeMap::new(), Vec::new());
    let mut tell = |node: &Node<'_>, message: String| diagnostics.push(Diagnostic::new(Code::InvalidValue, &text.path, node.span, message));
    match yaml::parse(&text.text) {
        Err(fault) => {
            let help = fault.help();
            let told = Diagnostic::new(fault.code, &text.path, fault.span, fault.message).maybe_help(help);
            diagnostics.push(told);
        }
        Ok(None) => {}
        Ok(Some(Node { value: Value::Mapping(pairs), .. })) => {
            for (key, value) in &pairs {
                match (key.as_text(), word(value)) {
                    (Some(key), Ok(word)) => {
                        words.insert(key.to_owned(), word);
                    }
                    (None, _) => tell(key, "the name of a word is a text".to_owned()),
                    (_, Err((node, message))) => tell(node, message),
                }
            }
        }
        Ok(Some(other)) => tell(&other, "expected a map from names to words".to_owned()),
    }
    (words, diagnostics)
}

/// A word: a text, or a map of plural forms.
fn word<'n>(node: &'n Node<'n>) -> Result<Word, (&'n Node<'n>, String)> {
    match &node.value {
        Value::Scalar { text, .. } => Ok(Word::Plain(text.to_string())),
        Value::Mapping(pairs) => {
            let mut forms = BTreeMap::new();
            for (key, value) in pairs {
                let name = key.as_text().unwrap_or_default();
                let form = Form::ALL.iter().find(|form| form.as_str() == name);
                let form =
                    form.ok_or_else(|| (key, format!("`{}` is no plural form: expected {}", shown(name), Form::WORDS.join(", "))))?;
                let text = value.as_text().ok_or_else(|| (value, "a word is a text".to_owned()))?;
                forms.insert(*form, text.to_owned());
            }
            if forms.contains_key(&Form::Other) {
                Ok(Word::Counted(forms))
            } else {
                Err((node, "a word with plural forms has `other`".to_owned()))
            }
        }
        Value::Sequence(_) => Err((node, "a word is a text, or a map of its plural forms".to_owned())),
    }
}
