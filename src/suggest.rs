//! The nearest names, for "did you mean".

/// Of so many faults that are told together the nearest name is looked for: of thousands, there is no one to read it, and to look
/// at every name for every fault would take a time that grows with the square.
pub const MOST_SOUGHT: usize = 100;

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
    let lower: Vec<char> = wanted.to_lowercase().chars().collect();
    let limit = (lower.len() / share).clamp(1, 4);
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .filter(|name| name.chars().count().abs_diff(lower.len()) <= limit)
        .filter_map(|name| Some((distance(&lower, &name.to_lowercase(), limit)?, name)))
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|(_, name)| name).collect()
}

/// How many letters differ: insertions, deletions, changes and swaps of two neighbours each count one
/// (the optimal string alignment distance). `None` if it is more than `limit`.
fn distance(a: &[char], b: &str, limit: usize) -> Option<usize> {
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    // The row that is made, and the two before it. No cell that is further from the diagonal than the limit counts.
    let mut rows = [vec![0; b.len() + 1], (0..=b.len()).collect(), vec![usize::MAX / 2; b.len() + 1]];
    for i in 1..=a.len() {
        let [before, row, next] = &mut rows;
        let (from, to) = (i.saturating_sub(limit).max(1), b.len().min(i + limit));
        next[from - 1] = if from == 1 { i } else { usize::MAX / 2 };
        let mut least = next[from - 1];
        for j in from..=to {
            let change = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let above = if j < i + limit { row[j] + 1 } else { usize::MAX };
            next[j] = change.min(above).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                next[j] = next[j].min(before[j - 2] + 1);
            }
            least = least.min(next[j]);
        }
        // A swap reaches over one row.
        if least > limit + 1 {
            return None;
        }
        rows.rotate_left(1);
    }
    Some(rows[1][b.len()]).filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swapped_or_missing_letter_is_found() {
        assert_eq!(nearest("staus", ["title", "status", "state"]), Some("status"));
        assert_eq!(nearest("drfat", ["date", "draft"]), Some("draft"));
    }

    /// The distance by its definition, without a limit.
    fn whole(a: &[char], b: &[char]) -> usize {
        match (a, b) {
            (rest, []) | ([], rest) => rest.len(),
            ([x @ .., p], [y @ .., q]) => {
                let least = (whole(x, y) + usize::from(p != q)).min(whole(x, b) + 1).min(whole(a, y) + 1);
                match (x, y) {
                    ([v @ .., r], [w @ .., s]) if p == s && r == q => least.min(whole(v, w) + 1),
                    _ => least,
                }
            }
        }
    }

    #[test]
    fn a_distance_within_the_limit_is_that_of_the_definition() {
        let texts: Vec<Vec<char>> = ["", "a", "ab", "ba", "abc", "acb", "bca", "cab", "abab", "baba", "aabb", "abcab", "bacba"]
            .map(|text| text.chars().collect())
            .to_vec();
        for (a, b, limit) in texts.iter().flat_map(|a| texts.iter().flat_map(move |b| (1..=4).map(move |limit| (a, b, limit)))) {
            let wanted = Some(whole(a, b)).filter(|distance| *distance <= limit);
            assert_eq!(distance(a, &b.iter().collect::<String>(), limit), wanted, "{a:?} {b:?} {limit}");
        }
    }

    #[test]
    fn nothing_near_is_nothing() {
        assert_eq!(nearest("venue", ["title", "status"]), None);
    }
}
