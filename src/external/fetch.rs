//! Fetches one file.

use ureq::http::StatusCode;

use super::{Pace, ask};
use crate::source::MAX_TEXT;

/// The most redirects that are followed.
const MOST_REDIRECTS: u32 = 10;

/// The bytes at an address, as many as a text may have. The error says why there are none, to go after "cannot read it: ".
pub fn fetch(address: &str, pace: &Pace) -> Result<Vec<u8>, String> {
    let agent = ask::agent(pace, MOST_REDIRECTS, "list of URLs");
    let mut wait = pace.first_wait;
    let mut attempt = 1;
    loop {
        // What may be another answer a little later is asked for again.
        let (why, is_passing) = match agent.get(address).call() {
            Ok(mut response) if response.status() == StatusCode::OK => {
                match response.body_mut().with_config().limit(MAX_TEXT).read_to_vec() {
                    Ok(bytes) => return Ok(bytes),
                    Err(ureq::Error::BodyExceedsLimit(_)) => {
                        return Err(format!("it is larger than {} MiB, the most that is read", MAX_TEXT >> 20));
                    }
                    Err(error) => (ask::reason(&error).0, true),
                }
            }
            Ok(response) => (format!("it answers {}", ask::words(response.status())), ask::is_passing(response.status())),
            Err(error) => (ask::reason(&error).0, matches!(error, ureq::Error::Timeout(_) | ureq::Error::Io(_))),
        };
        if !is_passing || attempt >= pace.attempts {
            return Err(why);
        }
        std::thread::sleep(wait.min(pace.longest_wait));
        wait *= 2;
        attempt += 1;
    }
}
