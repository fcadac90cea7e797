//! Who may ask: requests that name the server by its own names, from its own pages.
//!
//! A page elsewhere can make its own name lead to this machine (DNS rebinding), and then its scripts would read the
//! preview. The header `Host` tells; numbers need no name server, and so are safe wherever the server listens.

use std::net::IpAddr;

/// The names that a server answers to.
#[derive(Clone, Debug)]
pub struct Guard {
    names: Vec<String>,
    /// Whether any number of a machine is one: the server listens to all.
    any_number: bool,
}

impl Guard {
    /// The names of a server that listens at `host`, with those that were allowed.
    pub fn new(host: &str, allowed: &[String]) -> Self {
        let any_number = host.parse().is_ok_and(|number: IpAddr| number.is_unspecified());
        let mut names: Vec<String> = Vec::new();
        for name in ["localhost", "127.0.0.1", "::1", host].into_iter().chain(allowed.iter().map(String::as_str)) {
            let name = name.to_ascii_lowercase();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Self { names, any_number }
    }

    /// Whether a header `Host`, or the address in an `Origin`, names this server. Its port may be that of a proxy.
    pub fn admits(&self, host: &str) -> bool {
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split_once(']').map_or(rest, |(number, _)| number),
            None => host.split(':').next().unwrap_or(host),
        };
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        self.names.contains(&name) || name.ends_with(".localhost") || (self.any_number && name.parse::<IpAddr>().is_ok())
    }

    /// Whether an `Origin` is a page of this server.
    pub fn admits_origin(&self, origin: &str) -> bool {
        origin.split_once("://").is_some_and(|(_, host)| self.admits(host))
    }

    /// The names, for a message.
    pub fn names(&self) -> String {
        self.names.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_names_are_admitted() {
        let guard = Guard::new("127.0.0.1", &["preview.example.org".to_owned()]);
        for host in ["127.0.0.1:1313", "localhost", "LOCALHOST:80", "[::1]:1313", "preview.example.org", "fg.localhost:1313", "localhost."]
        {
            assert!(guard.admits(host), "{host}");
        }
        for host in ["", "evil.example:1313", "127.0.0.1.evil.example", "192.0.2.7", "localhost.evil.example", "[::2]", "xlocalhost"] {
            assert!(!guard.admits(host), "{host}");
        }
        assert!(
            guard.admits_origin("http://localhost:1313") && !guard.admits_origin("null") && !guard.admits_origin("https://evil.example")
        );
    }

    #[test]
    fn a_server_for_all_admits_every_number_and_no_other_name() {
        let guard = Guard::new("0.0.0.0", &[]);
        assert!(guard.admits("192.0.2.7:1313") && guard.admits("[2001:db8::1]") && !guard.admits("evil.example"));
    }
}
