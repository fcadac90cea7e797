//! Asks whether the addresses elsewhere, to which a site leads, still answer. Only `check --external` does, and `check
//! --previous` fetches the one list that it is told; no build and no preview ever asks anybody.
//!
//! In: a site, a cache of earlier answers and a pace. Out: a finding at each place of an address that is dead, has moved
//! for good, or could not be reached. The part of an address after `#` is its page's, and is not asked for.

mod address;
mod ask;
mod cache;
mod collect;
mod fetch;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use crate::Site;
use crate::diagnostic::{self, Code, Diagnostic, shown};

use address::Allowed;
pub use ask::{ask, reason};
pub use cache::Cache;
pub use collect::{Link, collect};
pub use fetch::fetch;

/// What became of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It answers, be it that it asks who one is.
    Fine,
    /// It has moved for good: the new address.
    Moved(String),
    /// There is nothing: what it says.
    Dead(String),
    /// Nobody answered: why.
    Unreachable(String),
}

/// How fast and how patiently is asked.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How many hosts are asked at once. Of one host, one thing at a time.
    pub at_once: usize,
    /// The pause between two requests to a host.
    pub gap: Duration,
    /// How long one request may take.
    pub timeout: Duration,
    /// How often is asked before a host counts as out of reach.
    pub attempts: u32,
    /// The pause before the second attempt; it doubles with each.
    pub first_wait: Duration,
    /// The longest pause, also where a host asks for a longer one.
    pub longest_wait: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            at_once: 8,
            gap: Duration::from_millis(250),
            timeout: Duration::from_secs(20),
            attempts: 3,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
        }
    }
}

/// Asks for every address of the site that the cache does not know, once, and tells what is wrong with any. `begin` is told
/// how many are asked for, and `step` of each that was.
pub fn check(site: &Site, root: &Path, cache: &mut Cache, pace: &Pace, begin: &dyn Fn(usize), step: &(dyn Fn() + Sync)) -> Vec<Diagnostic> {
    let (links, mut diagnostics) = collect(site, root);
    let allowed = Allowed::of(&site.settings);
    let links: Vec<Link> = links.into_iter().filter(|link| !allowed.has(&link.address)).collect();
    let addresses: BTreeSet<String> = links.iter().map(|link| link.address.clone()).collect();
    let mut answers: BTreeMap<String, Answer> = BTreeMap::new();
    let mut unknown = Vec::new();
    for address in addresses {
        match cache.get(&address) {
            Some(answer) => drop(answers.insert(address, answer)),
            None => unknown.push(address),
        }
    }
    begin(unknown.len());
    let asked = ask(&unknown, pace, step);
    asked.iter().for_each(|(address, answer)| cache.put(address, answer));
    answers.extend(asked);
    diagnostics.extend(links.iter().filter_map(|link| finding(link, answers.get(&link.address)?)));
    diagnostic::sort(&mut diagnostics);
    diagnostics
}

/// What is told at the place of a link.
fn finding(link: &Link, answer: &Answer) -> Option<Diagnostic> {
    let address = shown(&link.address);
    let (code, message, help) = match answer {
        Answer::Fine => return None,
        Answer::Moved(to) => {
            // The page's own part stays, as a browser keeps it.
            let fragment = link.fragment.as_ref().filter(|_| !to.contains('#')).map_or_else(String::new, |part| format!("#{part}"));
            (Code::MovedLink, format!("`{address}` has moved for good"), Some(format!("write `{}{fragment}`", shown(to))))
        }
        Answer::Dead(why) => (Code::DeadLink, format!("`{address}` {why}"), Some("write another address, or remove the link".to_owned())),
        Answer::Unreachable(why) => (Code::UnreachableLink, format!("`{address}` could not be reached: {why}"), None),
    };
    Some(Diagnostic::new(code, &link.file, link.span, message).maybe_help(help))
}
