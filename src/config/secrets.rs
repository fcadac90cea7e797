//! Secrets in the settings: told, taken out of what is read, and never shown. The settings are kept with the content, where
//! many read them; who may deploy is said by the environment.

use crate::diagnostic::{Code, shown};
use crate::fields::Reader;
use crate::yaml::{Node, Value};

/// What a name has in it that is one of a secret, without hyphens, underscores and capital letters.
const WORDS: [&str; 8] = ["secret", "password", "passwd", "token", "accesskey", "apikey", "privatekey", "credential"];

/// Takes every secret out of the tree of the settings and tells it: that its key is unknown as well is then not told.
pub(super) fn take_out(tree: &mut Node<'_>, reader: &mut Reader<'_>) {
    match &mut tree.value {
        Value::Scalar { .. } => {}
        Value::Sequence(items) => items.iter_mut().for_each(|item| take_out(item, reader)),
        Value::Mapping(pairs) => {
            pairs.retain(|(key, value)| {
                let Some(name) = key.as_text() else { return true };
                let has_login = value.as_text().is_some_and(|text| login(text).is_some());
                if !has_login && !is_secret(name) {
                    return true;
                }
                let message = match has_login {
                    true => format!("`{}` holds a name and a password, which everybody would read who reads the settings", shown(name)),
                    false => format!("`{}` is a secret, which everybody would read who reads the settings", shown(name)),
                };
                let help = "remove it and have another one made; `plenary deploy` takes AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the environment";
                reader.fault(Code::ExposedSecret, key.span, message, Some(help.to_owned()));
                false
            });
            // What a theme reads in `extra` has names of its own.
            let others = pairs.iter_mut().filter(|(key, _)| key.as_text() != Some("extra"));
            others.for_each(|(_, value)| take_out(value, reader));
        }
    }
}

/// The text with an asterisk for each byte of what is, or may be, a secret: for excerpts. Places stay what they are.
pub fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // How far the line is indented whose secret goes on below it.
    let mut within: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '-']).len();
        let is_below = within.is_some_and(|above| indent > above || line.trim().is_empty());
        within = within.filter(|_| is_below);
        let from = if is_below { Some(indent) } else { secret_from(line) };
        if from.is_some() && !is_below {
            within = Some(indent);
        }
        let end = line.trim_end_matches('\n').len();
        match (from, login(line)) {
            (Some(from), _) if from < end => hide(&mut out, line, from..end),
            (None, Some(range)) => hide(&mut out, line, range),
            _ => out.push_str(line),
        }
    }
    out
}

fn hide(out: &mut String, line: &str, range: std::ops::Range<usize>) {
    out.push_str(&line[..range.start]);
    out.push_str(&"*".repeat(range.len()));
    out.push_str(&line[range.end..]);
}

/// Where in a line the value of a secret begins, if there is one: all that follows on the line counts as part of it.
fn secret_from(line: &str) -> Option<usize> {
    line.match_indices(':').find_map(|(at, _)| {
        let before = line[..at].trim_end();
        let name = before.rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\''))).next().unwrap_or(before);
        let value = at + 1 + (line[at + 1..].len() - line[at + 1..].trim_start().len());
        is_secret(name).then_some(value)
    })
}

/// The bytes of a name and a password in an address: `https://NAME:PASSWORD@host/`.
fn login(text: &str) -> Option<std::ops::Range<usize>> {
    let start = text.find("://")? + 3;
    let host = text[start..].split(['/', '?', '#', ' ', '"', '\'', ',', '}', '\n']).next().unwrap_or_default();
    let end = host.rfind('@')?;
    host[..end].contains(':').then_some(start..start + end)
}

fn is_secret(name: &str) -> bool {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    WORDS.iter().any(|word| plain.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_byte_of_a_secret_is_shown_and_no_other_is_hidden() {
        let text = "title: A token of thanks\ndeploy:\n  s3: {bucket: x, secret_access_key: abé}\n  secretKey: |\n    geheim\n\n    mehr\n  \
                    endpoint: https://a:b@example.org/\nmenu: []\n";
        let shown = "title: A token of thanks\ndeploy:\n  s3: {bucket: x, secret_access_key: *****\n  secretKey: *\n    ******\n\n    ****\n  \
                     endpoint: https://***@example.org/\nmenu: []\n";
        assert_eq!(masked(text), shown);
        assert_eq!(masked(text).len(), text.len());
    }

    #[test]
    fn an_address_without_a_password_is_no_secret() {
        for address in ["https://example.org/@name:x", "https://example.org:8080/", "mailto:a@example.org", "https://a@example.org/"] {
            assert_eq!(login(address), None, "{address}");
        }
    }
}
