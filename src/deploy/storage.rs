//! Storage that speaks as S3 does: lists, gets, puts and removes objects below a prefix. Every request is signed, asked again
//! with growing pauses where what went wrong may pass, and given up when the time of the deployment is over.

use std::collections::BTreeMap;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use rusty_s3::actions::{ListObjectsV2, S3Action};
use rusty_s3::{Bucket, Credentials, UrlStyle};
use ureq::http::{HeaderMap, Response, StatusCode};
use ureq::{Agent, Body};

use crate::config::S3;

/// How often something is asked before it counts as failed.
const ATTEMPTS: u32 = 6;
/// The pause before the second attempt; it doubles with each.
const FIRST_WAIT: Duration = Duration::from_millis(250);
/// How long a request may take, beside the time that its bytes take.
const REQUEST: Duration = Duration::from_secs(60);
/// The slowest connection that is waited for, in bytes a second.
const SLOWEST: u64 = 16 * 1024;
/// How long a signature counts: a clock may be wrong by some minutes, and a large file takes its time.
const SIGNED: Duration = Duration::from_secs(6 * 60 * 60);
/// The most that is read of an answer: a page of a listing, or the list of what was brought.
const MOST: u64 = 256 << 20;

/// For how long a deployment may go on.
pub struct Patience<'c> {
    /// The seconds of the clock since 1970.
    pub now: &'c (dyn Fn() -> i64 + Sync),
    /// When it ends, by that clock.
    pub end: i64,
}

/// The objects below a prefix of a bucket.
pub struct Storage<'c> {
    bucket: Bucket,
    prefix: String,
    credentials: Credentials,
    agent: Agent,
    patience: Patience<'c>,
}

/// Why a request has no answer that will do.
struct Failure {
    /// What to say of it.
    why: String,
    /// Whether it may be another one a little later.
    passes: bool,
}

/// What a request sends.
#[derive(Clone, Copy)]
pub enum Sent<'f> {
    /// These bytes.
    Bytes(&'f [u8]),
    /// A file, opened for each attempt.
    File(&'f (dyn Fn() -> std::io::Result<std::fs::File> + Sync), u64),
}

impl<'c> Storage<'c> {
    /// The storage that the settings name, below a prefix. The error says what is wrong with its address.
    pub fn new(settings: &S3, prefix: String, credentials: Credentials, patience: Patience<'c>) -> Result<Self, String> {
        let region = settings.region().to_owned();
        // Amazon's own is asked by the bucket's host, which its certificate holds for a name without dots.
        let (endpoint, style) = match &settings.endpoint {
            Some(endpoint) => (endpoint.text.clone(), UrlStyle::Path),
            None if settings.bucket.text.contains('.') => (format!("https://s3.{region}.amazonaws.com"), UrlStyle::Path),
            None => (format!("https://s3.{region}.amazonaws.com"), UrlStyle::VirtualHost),
        };
        let endpoint = endpoint.parse().map_err(|error: url::ParseError| error.to_string())?;
        let bucket = Bucket::new(endpoint, style, settings.bucket.text.clone(), region).map_err(|error| error.to_string())?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(Duration::from_secs(10)))
            .user_agent(format!("plenary/{} (deploy)", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self { bucket, prefix, credentials, agent: config.new_agent(), patience })
    }

    /// Every object below the prefix, by what follows it, with its mark (`ETag`).
    pub fn list(&self) -> Result<BTreeMap<String, String>, String> {
        let mut found = BTreeMap::new();
        let mut token: Option<String> = None;
        loop {
            let page = self.patiently(&|| {
                let mut action = self.bucket.list_objects_v2(Some(&self.credentials));
                action.with_prefix(self.prefix.as_str());
                token.iter().for_each(|token| action.with_continuation_token(token.as_str()));
                let mut response = self.done(self.agent.get(self.signed(&action)?).config().timeout_global(self.time(0)).build().call())?;
                let text = String::from_utf8(read(&mut response)?).map_err(|_| Failure::final_("its answer is not UTF-8"))?;
                // Half a listing is no listing.
                ListObjectsV2::parse_response(&text).map_err(|error| Failure::passing(format!("its listing cannot be read: {error}")))
            })?;
            for object in page.contents {
                if let Some(path) = object.key.strip_prefix(&self.prefix) {
                    found.insert(path.to_owned(), object.etag.unwrap_or_default().trim_matches('"').to_owned());
                }
            }
            token = page.next_continuation_token;
            if token.is_none() {
                return Ok(found);
            }
        }
    }

    /// The bytes of an object.
    pub fn get(&self, path: &str) -> Result<Vec<u8>, String> {
        let key = self.key(path);
        self.patiently(&|| {
            let action = self.bucket.get_object(Some(&self.credentials), &key);
            let mut response =
                self.done(self.agent.get(self.signed(&action)?).config().timeout_global(self.time(MOST / 64)).build().call())?;
            read(&mut response)
        })
    }

    /// Puts an object, with its type and how long it may be kept; returns its mark. `md5` is the sum of what is sent: the
    /// storage refuses what came otherwise.
    pub fn put(&self, path: &str, sent: Sent<'_>, md5: &[u8; 16], media_type: &str, keep: &str) -> Result<String, String> {
        let (key, sum) = (self.key(path), STANDARD.encode(md5));
        let size = match sent {
            Sent::Bytes(bytes) => bytes.len() as u64,
            Sent::File(_, size) => size,
        };
        self.patiently(&|| {
            let mut action = self.bucket.put_object(Some(&self.credentials), &key);
            let said = [("cache-control", keep), ("content-md5", sum.as_str()), ("content-type", media_type)];
            for (name, value) in said {
                action.headers_mut().insert(name, value);
            }
            let mut request = self.agent.put(self.signed(&action)?).config().timeout_global(self.time(size)).build();
            for (name, value) in said {
                request = request.header(name, value);
            }
            let answer = match sent {
                Sent::Bytes(bytes) => request.send(bytes),
                Sent::File(open, _) => {
                    request.send(open().map_err(|error| Failure::final_(format!("cannot read it: {}", crate::source::reason(&error))))?)
                }
            };
            let response = self.done(answer)?;
            let etag = header(response.headers(), "etag").trim_matches('"').to_owned();
            // Encrypted with a key of its own, the mark is no sum.
            let is_sum = etag.len() == 32 && etag.bytes().all(|byte| byte.is_ascii_hexdigit());
            let is_encrypted = header(response.headers(), "x-amz-server-side-encryption").starts_with("aws:kms");
            if is_sum && !is_encrypted && etag != hex(md5) {
                return Err(Failure::passing("it has kept something else than was sent"));
            }
            Ok(etag)
        })
    }

    /// Removes an object; one that is not there is removed.
    pub fn remove(&self, path: &str) -> Result<(), String> {
        let key = self.key(path);
        self.patiently(&|| {
            let action = self.bucket.delete_object(Some(&self.credentials), &key);
            self.done(self.agent.delete(self.signed(&action)?).config().timeout_global(self.time(0)).build().call()).map(|_| ())
        })
    }

    fn key(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The signed address of an action.
    fn signed<'a>(&self, action: &impl S3Action<'a>) -> Result<String, Failure> {
        let now = Timestamp::from_second((self.patience.now)()).map_err(|_| Failure::final_("the clock is wrong"))?;
        Ok(action.sign_with_time(SIGNED, &now).into())
    }

    /// How long a request with so many bytes may take.
    fn time(&self, bytes: u64) -> Option<Duration> {
        Some((REQUEST + Duration::from_secs(bytes / SLOWEST)).min(self.left().max(Duration::from_secs(1))))
    }

    /// How much time is left.
    fn left(&self) -> Duration {
        Duration::from_secs(u64::try_from(self.patience.end - (self.patience.now)()).unwrap_or(0))
    }

    /// Asks until there is an answer that will do, or attempts or time are over.
    fn patiently<T>(&self, ask: &dyn Fn() -> Result<T, Failure>) -> Result<T, String> {
        let mut wait = FIRST_WAIT;
        for attempt in 1.. {
            let failure = match ask() {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            if self.left().is_zero() {
                return Err(format!("{}; the time is over", failure.why));
            }
            if !failure.passes {
                return Err(failure.why);
            }
            if attempt >= ATTEMPTS {
                return Err(format!("{}; asked {ATTEMPTS} times", failure.why));
            }
            std::thread::sleep(wait.min(self.left()));
            wait *= 2;
        }
        unreachable!("the attempts end")
    }

    /// The answer, where it says that what was asked is done.
    fn done(&self, answer: Result<Response<Body>, ureq::Error>) -> Result<Response<Body>, Failure> {
        let mut response = answer.map_err(|error| Failure::passing(silence(&error)))?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let text = read(&mut response).unwrap_or_default();
        let (code, said) = complaint(&String::from_utf8_lossy(&text));
        // What was sent came otherwise, or not whole.
        let is_damaged = ["BadDigest", "IncompleteBody", "RequestTimeout", "InvalidDigest", "SlowDown"].contains(&code.as_str());
        let passes = is_damaged
            || (status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED)
            || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT | StatusCode::CONFLICT);
        let said = match (code.is_empty(), said.is_empty()) {
            (true, _) => String::new(),
            (false, true) => format!(": {code}"),
            // Some repeat the key that was shown to them.
            (false, false) => format!(": {code}: {}", crate::diagnostic::shown(&said.replace(self.credentials.key(), "…"))),
        };
        let name = status.canonical_reason().map_or_else(String::new, |reason| format!(" ({reason})"));
        Err(Failure { why: format!("it answers {}{name}{said}", status.as_u16()), passes })
    }
}

impl Failure {
    fn passing(why: impl Into<String>) -> Self {
        Self { why: why.into(), passes: true }
    }

    fn final_(why: impl Into<String>) -> Self {
        Self { why: why.into(), passes: false }
    }
}

fn read(response: &mut Response<Body>) -> Result<Vec<u8>, Failure> {
    response.body_mut().with_config().limit(MOST).read_to_vec().map_err(|error| Failure::passing(silence(&error)))
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Why there is no answer.
fn silence(error: &ureq::Error) -> String {
    crate::external::reason(error).0
}

/// The code and the message of an answer that tells an error.
fn complaint(text: &str) -> (String, String) {
    let of = |name: &str| {
        let start = text.find(&format!("<{name}>"))? + name.len() + 2;
        let words = &text[start..][..text[start..].find('<')?];
        Some(words.chars().take(200).collect::<String>())
    };
    (of("Code").unwrap_or_default(), of("Message").map(|words| words.trim_end_matches('.').to_owned()).unwrap_or_default())
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_is_told_by_its_code_and_its_words() {
        let text = "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Access Denied.</Message></Error>";
        assert_eq!(complaint(text), ("AccessDenied".to_owned(), "Access Denied".to_owned()));
        assert_eq!(complaint("<html>no"), (String::new(), String::new()));
        assert_eq!(complaint("<Code>x"), (String::new(), String::new()));
    }
}
