//! What took long to make, kept in the user's cache folder by a key that follows from all that it was made of: so what is
//! found is what would be made again. The folder may be deleted whenever one likes; what cannot be read, or is not whole, is
//! not there.
#![allow(clippy::disallowed_methods, reason = "the cache reads back what plenary wrote into the user's cache folder")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

/// The most that is kept, in bytes; beyond it what was written first goes first.
const MOST: u64 = 1024 * 1024 * 1024;
/// The length of the digest that stands before the bytes of an entry.
const DIGEST: usize = 32;

/// A key: the hexadecimal digest of all that an entry is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(String);

impl Key {
    /// The key of what is made of these parts.
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Its hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A folder of entries, or nothing at all.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
}

impl Cache {
    /// The cache in plenary's own part of the user's cache folder; without one nothing is kept.
    pub fn within(folder: Option<PathBuf>) -> Self {
        Self { folder: folder.map(|folder| folder.join("made")) }
    }

    /// What is kept under a key.
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let entry = std::fs::read(self.file(key)?).ok()?;
        let (digest, bytes) = entry.split_at_checked(DIGEST)?;
        (Sha256::digest(bytes).as_slice() == digest).then(|| bytes.to_vec())
    }

    /// Keeps bytes under a key, in one step. That they cannot be kept costs the next run some time, and is no fault.
    pub fn put(&self, key: &Key, bytes: &[u8]) {
        static WRITTEN: AtomicU64 = AtomicU64::new(0);
        let Some(file) = self.file(key) else { return };
        let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let temporary = file.with_extension(format!("{}-{number}.tmp", std::process::id()));
        let entry = [Sha256::digest(bytes).as_slice(), bytes].concat();
        let folder = file.parent().map_or(Ok(()), std::fs::create_dir_all);
        let written = folder.and_then(|()| std::fs::write(&temporary, entry)).and_then(|()| std::fs::rename(&temporary, &file));
        if written.is_err() {
            let _ = std::fs::remove_file(&temporary);
        }
    }

    /// Removes what was written first, where more is kept than `MOST`.
    pub fn prune(&self) {
        self.prune_to(MOST);
    }

    fn prune_to(&self, most: u64) {
        let Some(folder) = &self.folder else { return };
        let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
        let told = files.filter_map(|entry| {
            let data = entry.metadata().ok()?;
            Some((data.modified().ok()?, entry.into_path(), data.len()))
        });
        let mut kept: Vec<_> = told.collect();
        kept.sort();
        let mut total: u64 = kept.iter().map(|(.., size)| size).sum();
        for (_, file, size) in kept {
            if total <= most {
                return;
            }
            let _ = std::fs::remove_file(file);
            total -= size;
        }
    }

    fn file(&self, key: &Key) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(&key.0[..2]).join(&key.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_whole_is_found() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let cache = Cache::within(Some(folder.path().to_owned()));
        let (key, other) = (Key::of(&[b"a", b"b"]), Key::of(&[b"ab"]));
        assert_ne!(key, other);
        assert_eq!(cache.get(&key), None);
        cache.put(&key, b"made of a and b");
        assert_eq!((cache.get(&key).as_deref(), cache.get(&other)), (Some(b"made of a and b".as_slice()), None));
        let file = cache.file(&key).expect("it has a folder");
        for broken in [&b""[..], b"short", &[0; 40]] {
            std::fs::write(&file, broken).expect("it is ours");
            assert_eq!(cache.get(&key), None);
        }
        assert_eq!(Cache::default().get(&key), None);
    }

    #[test]
    fn what_was_written_first_goes_first() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let cache = Cache::within(Some(folder.path().to_owned()));
        let keys = [1_u8, 2, 3].map(|number| Key::of(&[&[number]]));
        for (at, key) in keys.iter().enumerate() {
            cache.put(key, &[0; 100]);
            let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1000 * at as u64);
            std::fs::File::options().write(true).open(cache.file(key).unwrap()).unwrap().set_modified(time).unwrap();
        }
        cache.prune_to(300);
        assert_eq!(keys.map(|key| cache.get(&key).is_some()), [false, true, true]);
    }
}
