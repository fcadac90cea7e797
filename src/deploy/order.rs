//! In which order files are sent, so that at every moment what a reader can come to is there.

use super::built::File;
use super::changes::Changes;
use crate::output::caching::Keep;

/// What is sent together: each group is there whole before the next begins. What pages are made of comes first, then pages
/// that are new, which nothing leads to yet, then those that may lead to them, and last the lists of pages for machines.
pub fn groups(files: &[File], changes: &Changes) -> Vec<Vec<usize>> {
    let mut groups = vec![Vec::new(); 5];
    let new = changes.new.iter().map(|at| (*at, true));
    for (at, is_new) in new.chain(changes.changed.iter().map(|at| (*at, false))) {
        groups[group(files[at].path.as_str(), is_new)].push(at);
    }
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.retain(|group| !group.is_empty());
    groups
}

fn group(path: &str, is_new: bool) -> usize {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_list = path.starts_with("sitemap") || path.starts_with("data/") || matches!(name, "feed.xml" | "feed.json" | "robots.txt");
    match () {
        () if Keep::of(path) == Keep::ForGood => 0,
        () if is_list => 4,
        () if !name.ends_with(".html") => 1,
        // The home page leads to all others, be it new itself.
        () if is_new && path != "index.html" => 2,
        () => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::OutputPath;

    #[test]
    fn what_is_linked_to_is_there_before_what_links_to_it() {
        let paths =
            ["feed.xml", "groups/index.html", "groups/new/index.html", "index.html", "logo.png", "theme/style.0123456789abcdef.css"];
        let file = |path: &&str| File { path: OutputPath::new(*path).expect("it is one"), size: 0, md5: [0; 16] };
        let files: Vec<File> = paths.iter().map(file).collect();
        let changes = Changes { new: vec![2, 5], changed: vec![0, 1, 3, 4], ..Changes::default() };
        assert_eq!(groups(&files, &changes), [vec![5], vec![4], vec![2], vec![1, 3], vec![0]]);
    }
}
