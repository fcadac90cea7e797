//! Two texts line by line, as people read them when a test fails: what was wanted and is not there with `-`, what came
//! instead with `+`, and a few lines around them.

/// How many lines around a change are shown.
const CONTEXT: usize = 4;

/// The difference of two texts; `None` if there is none.
pub fn of(wanted: &str, got: &str) -> Option<String> {
    if wanted == got {
        return None;
    }
    let lines = lines(&wanted.split('\n').collect::<Vec<_>>(), &got.split('\n').collect::<Vec<_>>());
    let mut out = String::new();
    let mut skipped = false;
    for (at, (mark, line)) in lines.iter().enumerate() {
        let around = &lines[at.saturating_sub(CONTEXT)..lines.len().min(at + CONTEXT + 1)];
        if around.iter().any(|(mark, _)| *mark != ' ') {
            out.push_str(&format!("{mark} {line}\n"));
        } else if !skipped {
            out.push_str("  …\n");
        }
        skipped = around.iter().all(|(mark, _)| *mark == ' ');
    }
    Some(out)
}

/// All lines of both texts, each with its mark.
fn lines<'t>(wanted: &[&'t str], got: &[&'t str]) -> Vec<(char, &'t str)> {
    let common = lengths(wanted, got);
    let (mut at, mut to) = (0, 0);
    let mut out = Vec::new();
    while at < wanted.len() || to < got.len() {
        if at < wanted.len() && to < got.len() && wanted[at] == got[to] {
            out.push((' ', wanted[at]));
            (at, to) = (at + 1, to + 1);
        } else if to == got.len() || (at < wanted.len() && common[at + 1][to] >= common[at][to + 1]) {
            out.push(('-', wanted[at]));
            at += 1;
        } else {
            out.push(('+', got[to]));
            to += 1;
        }
    }
    out
}

/// How many lines any two ends of the texts have in common, in order.
fn lengths(wanted: &[&str], got: &[&str]) -> Vec<Vec<usize>> {
    let mut common = vec![vec![0; got.len() + 1]; wanted.len() + 1];
    for at in (0..wanted.len()).rev() {
        for to in (0..got.len()).rev() {
            common[at][to] = if wanted[at] == got[to] { common[at + 1][to + 1] + 1 } else { common[at + 1][to].max(common[at][to + 1]) };
        }
    }
    common
}
