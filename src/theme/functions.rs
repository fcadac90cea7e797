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

/// Registers `asset(name="style.css")`, the path of a static file, and `integrity(name="style.css")`, what its bytes must be:
/// nothing in a preview.
pub fn register_assets(tera: &mut Tera, assets: &[Static]) {
    let said = |of: fn(&Static) -> Value| -> BTreeMap<String, Value> { assets.iter().map(|file| (file.name.clone(), of(file))).collect() };
    let paths = said(|file| Value::from(file.url.as_str()));
    let digests = said(|file| file.integrity.as_deref().map_or_else(Value::none, Value::from));
    for (function, all) in [("asset", paths), ("integrity", digests)] {
        tera.register_function(function, move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
            let name = arguments.must_get::<&str>("name")?;
            all.get(name).cloned().ok_or_else(|| {
                let near = crate::suggest::nearest(name, all.keys().map(String::as_str));
                let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                Error::message(format!("the theme has no static file `{name}`{near}"))
            })
        });
    }
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
