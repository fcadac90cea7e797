//! The nearest names, for "did you mean".

/// The name of `names` that is nearest to `wanted`, if one is near enough to be what was meant.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    within(wanted, names, 3).first().copied()
}

/// The names of `names` nearest to `wanted`, at most three, nearest first. Designations are short, and half of one may
/// be wrong.
pub fn nearest_few<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut near = within(wanted, names, 2);
    near.truncate(3);
    near
}

/// The names of which at most one letter in `share` differs, nearest first.
fn within<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>, share: usize) -> Vec<&'a str> {
    let lower = wanted.to_lowercase();
    let limit = (lower.chars().count() / share).clamp(1, 4);
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .filter(|name| name.chars().count().abs_diff(lower.chars().count()) <= limit)
        .map(|name| (distance(&lower, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|(_, name)| name).collect()
}

/// How many letters differ: insertions, deletions, changes and swaps of two neighbours each count one
/// (the optimal string alignment distance).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            next[j] = change.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                next[j] = next[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swapped_or_missing_letter_is_found() {
        assert_eq!(nearest("staus", ["title", "status", "state"]), Some("status"));
        assert_eq!(nearest("drfat", ["date", "draft"]), Some("draft"));
    }

    #[test]
    fn nothing_near_is_nothing() {
        assert_eq!(nearest("venue", ["title", "status"]), None);
    }
}
