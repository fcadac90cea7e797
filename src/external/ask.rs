//! Asks for addresses: each once, some hosts at a time, and of one host one thing after the other with a pause between.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::fmt::rfc2822;
use ureq::Agent;
use ureq::http::StatusCode;
use ureq::http::header::{DATE, LOCATION, RETRY_AFTER};
use url::Url;

use super::{Answer, Pace, address};
use crate::threads;

/// The most redirects that are followed: browsers stop there too.
const MOST_REDIRECTS: usize = 20;

/// Why a host that nobody knows is out of reach.
const NO_HOST: &str = "the name of its host could not be looked up";

/// Asks for all of `addresses`; `step` is told of each that is done.
pub fn ask(addresses: &[String], pace: &Pace, step: &(dyn Fn() + Sync)) -> BTreeMap<String, Answer> {
    let mut by_host: BTreeMap<String, Vec<Url>> = BTreeMap::new();
    for (url, _) in addresses.iter().filter_map(|text| address::parse(text)) {
        let host = format!("{}:{}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default());
        by_host.entry(host).or_default().push(url);
    }
    let hosts: Mutex<VecDeque<Vec<Url>>> = Mutex::new(by_host.into_values().collect());
    let answers = Mutex::new(BTreeMap::new());
    let agent = agent(pace, 0, "link checker");
    let turns = Turns::default();
    threads::share(pace.at_once, || {
        loop {
            let next = hosts.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            let Some(urls) = next else { return };
            let mut host = Host { agent: &agent, pace, turns: &turns, out_of_reach: None };
            for url in urls {
                let answer = host.ask(&url);
                answers.lock().unwrap_or_else(PoisonError::into_inner).insert(url.to_string(), answer);
                step();
            }
        }
    });
    answers.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Who asks, for what it says that it does; it follows at most so many redirects by itself.
pub(super) fn agent(pace: &Pace, redirects: u32, purpose: &str) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(redirects)
        .timeout_global(Some(pace.timeout))
        .user_agent(format!("plenary/{} ({purpose})", env!("CARGO_PKG_VERSION")))
        .build();
    config.new_agent()
}

/// Whose turn it is at each host, whatever its port: whoever asks it, also where another host has sent there, waits until the one
/// before has paused.
#[derive(Default)]
struct Turns(Mutex<BTreeMap<String, Arc<Mutex<()>>>>);

impl Turns {
    fn of(&self, url: &Url) -> Arc<Mutex<()>> {
        let host = url.host_str().unwrap_or_default().to_owned();
        Arc::clone(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(host).or_default())
    }
}

/// One host, asked one thing at a time.
struct Host<'a> {
    agent: &'a Agent,
    pace: &'a Pace,
    turns: &'a Turns,
    /// Why it did not answer, once it did not: then it is not asked for anything more.
    out_of_reach: Option<String>,
}

/// What came back for one request.
enum Reply {
    Status(StatusCode, Option<String>),
    /// No answer, and whether the host as a whole is out of reach.
    Silence(String, bool),
}

impl Host<'_> {
    /// Asks for an address, and follows where it sends one.
    fn ask(&mut self, start: &Url) -> Answer {
        if let Some(why) = &self.out_of_reach {
            return Answer::Unreachable(why.clone());
        }
        let mut seen = vec![start.clone()];
        // Where it has moved for good, as long as every step so far said so.
        let (mut moved, mut for_good) = (None, true);
        loop {
            let url = seen.last().unwrap_or(start).clone();
            let (status, location) = match self.patiently(&url) {
                Reply::Status(status, location) => (status, location),
                Reply::Silence(why, is_host) => {
                    if is_host && seen.len() == 1 {
                        self.out_of_reach = Some(why.clone());
                    }
                    return Answer::Unreachable(why);
                }
            };
            let next = location.filter(|_| status.is_redirection()).and_then(|location| url.join(&location).ok());
            let Some((next, _)) = next.and_then(|next| address::parse(next.as_str())) else {
                return judged(status, moved);
            };
            for_good &= matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
            if for_good {
                moved = Some(next.to_string());
            }
            if seen.contains(&next) || seen.len() > MOST_REDIRECTS {
                return Answer::Dead("sends one round in a circle".to_owned());
            }
            seen.push(next);
        }
    }

    /// Asks until there is an answer to keep, or patience ends.
    fn patiently(&self, url: &Url) -> Reply {
        let mut wait = self.pace.first_wait;
        let mut attempt = 1;
        loop {
            let reply = self.gently(url);
            let asked_for = match &reply {
                Reply::Status(status, retry_after) if is_passing(*status) => {
                    retry_after.as_deref().and_then(|text| text.parse().ok()).map(Duration::from_secs)
                }
                Reply::Silence(..) => None,
                Reply::Status(..) => return reply,
            };
            if attempt >= self.pace.attempts {
                return reply;
            }
            std::thread::sleep(asked_for.unwrap_or(wait).min(self.pace.longest_wait));
            wait *= 2;
            attempt += 1;
        }
    }

    /// Asks for the head alone first, and for the whole where that is not answered well: not every server knows `HEAD`.
    fn gently(&self, url: &Url) -> Reply {
        match self.once(url, true) {
            Reply::Status(status, _) if (status.is_client_error() || status == StatusCode::NOT_IMPLEMENTED) && !is_passing(status) => {
                self.once(url, false)
            }
            reply => reply,
        }
    }

    fn once(&self, url: &Url, head: bool) -> Reply {
        let turn = self.turns.of(url);
        let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
        let request = if head { self.agent.head(url.as_str()) } else { self.agent.get(url.as_str()) };
        let reply = match request.call() {
            Ok(response) => {
                let status = response.status();
                let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
                let said = match is_passing(status) {
                    true => header(RETRY_AFTER).and_then(|wait| seconds(wait, header(DATE))).map(|wait| wait.to_string()),
                    false => header(LOCATION).map(str::to_owned),
                };
                Reply::Status(status, said)
            }
            Err(error) => silence(&error),
        };
        std::thread::sleep(self.pace.gap);
        reply
    }
}

/// Whether a status may be another one a little later.
pub(super) fn is_passing(status: StatusCode) -> bool {
    status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED
        || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY)
}

/// The seconds of `Retry-After` (RFC 9110, 10.2.3): a number, or a date, which is held to the date of the answer itself, since
/// the clocks of two machines differ.
fn seconds(text: &str, date: Option<&str>) -> Option<u64> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(seconds);
    }
    let read = |text: &str| rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text.trim()).ok();
    Some(read(text)?.duration_since(read(date?)?).as_secs().try_into().unwrap_or(0))
}

fn judged(status: StatusCode, moved: Option<String>) -> Answer {
    match status {
        status if is_passing(status) => Answer::Unreachable(format!("it answers {}", words(status))),
        // It is there, and not for everybody.
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::PROXY_AUTHENTICATION_REQUIRED => fine(moved),
        status if status.is_client_error() || status.is_server_error() => Answer::Dead(format!("answers {}", words(status))),
        _ => fine(moved),
    }
}

/// A status as a message names it: `404 (Not Found)`.
pub(super) fn words(status: StatusCode) -> String {
    format!("{}{}", status.as_u16(), status.canonical_reason().map_or_else(String::new, |reason| format!(" ({reason})")))
}

fn fine(moved: Option<String>) -> Answer {
    moved.map_or(Answer::Fine, Answer::Moved)
}

/// Why there is no answer, and whether that is the whole host's fault.
fn silence(error: &ureq::Error) -> Reply {
    let (why, is_host) = reason(error);
    Reply::Silence(why, is_host)
}

/// Why there is no answer, as a message says it, and whether that is the whole host's fault.
pub fn reason(error: &ureq::Error) -> (String, bool) {
    use std::io::ErrorKind;
    match error {
        ureq::Error::HostNotFound => (NO_HOST.to_owned(), true),
        ureq::Error::Timeout(_) => ("it took too long".to_owned(), true),
        ureq::Error::Io(error) => match error.kind() {
            ErrorKind::ConnectionRefused => ("the connection was refused".to_owned(), true),
            ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset => ("the connection was closed".to_owned(), false),
            // The system's resolver has no kind of error of its own.
            _ if error.to_string().contains("lookup address") => (NO_HOST.to_owned(), true),
            _ => (crate::source::reason(error), false),
        },
        error => (crate::diagnostic::lower_first(&error.to_string()), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_without_an_address_is_out_of_reach_as_a_whole() {
        let resolver = std::io::Error::other("failed to lookup address information: Name or service not known");
        for error in [ureq::Error::Io(resolver), ureq::Error::HostNotFound] {
            assert!(matches!(silence(&error), Reply::Silence(why, true) if why == NO_HOST));
        }
    }

    #[test]
    fn a_host_may_ask_for_a_pause_by_a_number_or_by_a_date() {
        let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(seconds("120", None), Some(120));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:51:37 GMT", date), Some(120));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:40:00 GMT", date), Some(0));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:51:37 GMT", None), None);
        assert_eq!(seconds("soon", date), None);
    }

    #[test]
    fn what_may_pass_is_no_verdict() {
        let told = |code| judged(StatusCode::from_u16(code).unwrap(), None);
        assert_eq!(told(200), Answer::Fine);
        assert_eq!(told(451), Answer::Dead("answers 451 (Unavailable For Legal Reasons)".to_owned()));
        assert_eq!(told(429), Answer::Unreachable("it answers 429 (Too Many Requests)".to_owned()));
        assert_eq!(told(599), Answer::Unreachable("it answers 599".to_owned()));
    }
}
