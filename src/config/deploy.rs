//! Where a site is deployed to, in the settings. What opens the door is not among them: `secrets` tells it.

use crate::diagnostic::{Code, shown};
use crate::fields::value::Prose;
use crate::fields::{Reader, record};
use crate::path::OutputPath;

record! {
    /// Where `plenary deploy` brings the built site: one of the two.
    pub struct Deploy = "the deployment" {
        /// A folder that a web server serves, seen from the folder of the site.
        folder: Option<Prose> = "/srv/www/fg";
        /// A bucket of storage that speaks as S3 does.
        s3: Option<S3> = "{bucket: fg.example.org, region: eu-central-1}";
    }
}

record! {
    /// A bucket of storage that speaks as S3 does. Who may write to it is said by the environment alone.
    pub struct S3 = "a bucket" {
        /// Its name.
        bucket: Prose = "fg.example.org";
        /// The folder in it that the site is brought into; the top when absent.
        prefix: Option<Prose> = "fg/";
        /// Its region; `us-east-1` when absent.
        region: Option<Prose> = "eu-central-1";
        /// The address of the storage, where it is not Amazon's.
        endpoint: Option<Prose> = "https://s3.example.org/";
    }
}

impl S3 {
    /// What stands before the path of every file: empty, or a path that ends in `/`.
    pub fn prefix(&self) -> String {
        self.prefix.as_ref().map_or_else(String::new, |prefix| format!("{}/", prefix.text.trim_end_matches('/')))
    }

    /// Its region.
    pub fn region(&self) -> &str {
        self.region.as_ref().map_or("us-east-1", |region| &region.text)
    }
}

impl Deploy {
    /// Tells what cannot be where a site goes.
    pub(super) fn check(&self, reader: &mut Reader<'_>) {
        if self.folder.is_some() == self.s3.is_some() && !reader.has_fault_in(self.at) {
            let help = "write `folder:` or `s3:`, and not both".to_owned();
            reader.fault(Code::InvalidValue, self.at, "a site is deployed to a folder or to a bucket", Some(help));
        }
        let Some(s3) = &self.s3 else { return };
        // The rule of Amazon's names, which others share.
        let is_name = |name: &str| {
            (3..=63).contains(&name.len())
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.'))
        };
        if !s3.bucket.text.is_empty() && !is_name(&s3.bucket.text) {
            let message = format!("`{}` is no name of a bucket: 3 to 63 small letters, digits, hyphens and dots", shown(&s3.bucket.text));
            reader.fault(Code::InvalidValue, s3.bucket.span, message, None);
        }
        if let Some(prefix) = &s3.prefix
            && let Err(why) = OutputPath::new(prefix.text.trim_end_matches('/'))
        {
            let help = "write a folder such as `fg/`".to_owned();
            reader.fault(Code::InvalidValue, prefix.span, format!("`{}` is no folder of a bucket: {why}", shown(&prefix.text)), Some(help));
        }
        if let Some(region) = &s3.region
            && !region.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        {
            let message = format!("`{}` is no region: expected a word such as `eu-central-1`", shown(&region.text));
            reader.fault(Code::InvalidValue, region.span, message, None);
        }
        if let Some(endpoint) = &s3.endpoint
            && !is_address(&endpoint.text)
        {
            let message = format!("`{}` will not do here: expected an address that begins with https:", shown(&endpoint.text));
            reader.fault(Code::InvalidValue, endpoint.span, message, None);
        }
    }
}

/// Whether a text is scheme, host and perhaps a port and a path.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with(['/', ':']) && rest.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}?#@".contains(c))
    })
}
