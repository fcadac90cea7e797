//! The filters and functions that templates have beside Tera's own: pure, with no files, no network and no clock.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use ahash::HashMap;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value, escape_html};

use super::Static;
use crate::words::{Word, Words, fill};

/// Registers the filters for one language. Tera checks their names when it reads templates, so they come first.
pub fn register(tera: &mut Tera, words: &Arc<Words>) {
    // As Tera's own, which copies every text: here it is that of a whole page.
    tera.register_filter("safe", |value: Value, _: Kwargs, _: &State| match value.as_str() {
        Some(_) => value.mark_safe(),
        None => Value::safe_string(&value.to_string()),
    });
    let own = Arc::clone(words);
    tera.register_filter("when", move |text: &str, _: Kwargs, _: &State| own.date(text));
    let own = Arc::clone(words);
    tera.register_filter("span", move |start: &str, arguments: Kwargs, _: &State| -> TeraResult<String> {
        let end = arguments.get::<Value>("end")?;
        Ok(own.span(start, end.as_ref().and_then(Value::as_str)))
    });
    // Pages are full of dates, and a component for them would take the time of ten filters.
    let own = Arc::clone(words);
    tera.register_filter("time", move |start: &str, arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let end = arguments.get::<Value>("end")?;
        let shown = own.span(start, end.as_ref().and_then(Value::as_str));
        // HTML has no form for a quarter.
        if start.contains('Q') {
            return Ok(Value::safe_string(&escaped(&shown)));
        }
        let mut out = Vec::with_capacity(96);
        out.extend_from_slice(b"<time datetime=\"");
        escape_html(start, &mut out)?;
        out.extend_from_slice(b"\">");
        escape_html(&shown, &mut out)?;
        out.extend_from_slice(b"</time>");
        Ok(Value::safe_string(&String::from_utf8(out).unwrap_or_default()))
    });
    // Most words are plain: their values are made once.
    let ready: HashMap<String, Value> = words
        .all()
        .filter_map(|(key, word)| match word {
            Word::Plain(text) if !text.contains('{') => Some((key.to_owned(), Value::from(text.as_str()))),
            _ => None,
        })
        .collect();
    let own = Arc::clone(words);
    tera.register_filter("t", move |key: &str, arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let key = match arguments.get::<&str>("of")? {
            Some(of) => Cow::Owned(format!("{of}-{key}")),
            None => Cow::Borrowed(key),
        };
        match ready.get(key.as_ref()) {
            Some(value) => Ok(value.clone()),
            None => filled(&own, &key, &arguments),
        }
    });
}

/// Registers `asset(name="icon.svg")`, the path of a static file, and `sourced(href="style.css", root=page.root)`, the attribute
/// that leads to a file, with what its bytes must be (`integrity`: nothing in a preview).
pub fn register_assets(tera: &mut Tera, assets: &[Static]) {
    let paths: BTreeMap<String, Value> = assets.iter().map(|file| (file.name.clone(), Value::from(file.url.as_str()))).collect();
    let known = paths.keys().cloned().collect::<Vec<_>>();
    let missing = move |name: &str| {
        let near = crate::suggest::nearest(name, known.iter().map(String::as_str));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        Error::message(format!("the theme has no static file `{name}`{near}"))
    };
    let missing_path = missing.clone();
    tera.register_function("asset", move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let name = arguments.must_get::<&str>("name")?;
        paths.get(name).cloned().ok_or_else(|| missing_path(name))
    });
    // All of the attribute but its name and the way to the root, which pages differ in.
    let rest = |file: &Static| match &file.integrity {
        Some(digest) => format!("{}\" integrity=\"{}\"", escaped(&file.url), escaped(digest)),
        None => format!("{}\"", escaped(&file.url)),
    };
    let rests: BTreeMap<String, String> = assets.iter().map(|file| (file.name.clone(), rest(file))).collect();
    tera.register_function("sourced", move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let (attribute, name) = match (arguments.get::<&str>("href")?, arguments.get::<&str>("src")?) {
            (Some(name), None) => ("href", name),
            (None, Some(name)) => ("src", name),
            _ => return Err(Error::message("`sourced` needs a file as `href` or as `src`, not both")),
        };
        let rest = rests.get(name).ok_or_else(|| missing(name))?;
        let root = escaped(arguments.must_get::<&str>("root")?);
        Ok(Value::safe_string(&format!("{attribute}=\"{root}{rest}")))
    });
}

/// A text as HTML has it.
fn escaped(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    // A vector takes every byte.
    let _ = escape_html(text, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// A word in the form that `count` asks for, its places filled. With an argument that is markup it is markup too, and all
/// else of it is escaped.
fn filled(words: &Words, key: &str, arguments: &Kwargs) -> TeraResult<Value> {
    let count = arguments.get::<u64>("count")?;
    let text = words.get(key, count).ok_or_else(|| Error::message(format!("the theme has no word `{key}`")))?;
    let is_markup = arguments.iter().any(|(_, value)| value.is_safe());
    let text = if is_markup { Cow::Owned(escaped(text)) } else { Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len() + 32);
    let mut unknown = None;
    fill(&text, &mut out, |name, out| match arguments.get::<&Value>(name) {
        Ok(Some(value)) if is_markup && !value.is_safe() => out.push_str(&escaped(&value.to_string())),
        Ok(Some(value)) => out.push_str(&value.to_string()),
        _ => unknown = Some(name.to_owned()),
    });
    match unknown {
        Some(name) => Err(Error::message(format!("the word `{key}` needs `{name}`"))),
        None if is_markup => Ok(Value::safe_string(&out)),
        None => Ok(Value::from(out)),
    }
}
