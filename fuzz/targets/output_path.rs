//! Paths of what is published: whatever content names, it stays below the output folder on every system.

use std::path::{Component, Path};

use plenary::path::{OutputPath, SourcePath, collision_key};
use plenary::slug;

/// Takes the bytes as a path, an alias, a link and a name.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for path in [OutputPath::new(&*text), OutputPath::page(&text)].into_iter().flatten() {
        let said = path.as_str();
        assert!(!said.starts_with('/') && !said.contains(['\\', ':', '\0', '\n', '\r']), "{said:?}");
        let parts: Vec<Component<'_>> = Path::new(said).components().collect();
        assert!(parts.iter().all(|part| matches!(part, Component::Normal(_))), "{said:?}");
        assert_eq!(parts.len(), said.split('/').count(), "{said:?}");
        assert!(Path::new("/srv/public").join(said).starts_with("/srv/public"), "{said:?}");
        assert!(said.len() <= plenary::path::MAX_PATH && said.split('/').all(|part| part.len() <= plenary::path::MAX_COMPONENT));
        let key = path.collision_key();
        assert_eq!(collision_key(&key), key, "{said:?}");
        assert_eq!(collision_key(&said.to_uppercase()), collision_key(&said.to_uppercase().to_lowercase().to_uppercase()));
        assert_eq!(
            OutputPath::new(if path.url().ends_with('/') || path.url().is_empty() {
                format!("{}index.html", path.url())
            } else {
                path.url().to_owned()
            }),
            Ok(path)
        );
    }
    // A link never names a file above the root.
    if let Some(joined) = SourcePath::new("content/groups/fg-x/index.md").join(&text) {
        assert!(joined.split('/').all(|part| part != ".." && part != "."), "{joined:?}");
    }
    // The rule of ids is done once: an id is its own.
    for (id, again) in [(slug::of_name(&text), slug::of_name as fn(&str) -> String), (slug::of_heading(&text), slug::of_heading)] {
        assert!(!id.is_empty() && again(&id) == id, "{text:?}: {id:?}, then {:?}", again(&id));
        assert!(!id.contains(['/', '\\', '"', '<', '>', '&', '\'', ' ', ':', '#', '?', '%']), "{id:?}");
    }
}
