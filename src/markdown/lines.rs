//! Lines of code that were marked before.
//!
//! What a line is marked as hangs on the line and on the state before it alone, and the lines that pages show recur: a
//! bracket, an empty line, the head of an example that each circular repeats. Each thread keeps what it has marked.

use ahash::HashMap;
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

/// The most lines that a thread keeps.
const MAX_LINES: usize = 4096;
/// The most states between lines: each new one is compared with all.
const MAX_STATES: usize = 128;
/// The longest code of which lines are kept, in bytes: a state is as deep as code can be nested before it.
const MAX_CODE: usize = 4096;
/// The most scopes in each other of a state that is kept.
const MAX_DEPTH: usize = 64;

/// The lines of one collection of syntaxes, by the state before them.
#[derive(Default)]
pub struct Lines {
    states: Vec<State>,
    kept: usize,
}

/// A state between two lines.
#[derive(Clone, PartialEq)]
struct Between {
    parser: ParseState,
    scopes: ScopeStack,
}

/// A state that is kept, and the lines that were met in it.
struct State {
    between: Between,
    lines: HashMap<Box<str>, Line>,
}

/// A marked line: where each of its pieces ends, with the class of the piece, and the state after it.
struct Line {
    pieces: Box<[(usize, Option<&'static str>)]>,
    next: usize,
}

/// How far a code is read.
pub struct Place(At);

enum At {
    /// In a state that is kept.
    Kept(usize),
    /// In one that is not, and from here to the end of the code no other is.
    Apart(Box<Between>),
}

impl Lines {
    /// The place before the first line of a code of `length` bytes in `syntax`. No place in another code holds after that.
    pub fn begin(&mut self, syntax: &SyntaxReference, length: usize) -> Place {
        if self.kept >= MAX_LINES || self.states.len() >= MAX_STATES {
            *self = Self::default();
        }
        let between = Between { parser: ParseState::new(syntax), scopes: ScopeStack::new() };
        let kept = if length > MAX_CODE { None } else { self.keep(&between) };
        Place(kept.map_or_else(|| At::Apart(between.into()), At::Kept))
    }

    /// Marks `line`, with its line end: tells where each of its pieces ends, with its class. `class` is that of what stands in
    /// some scopes. Returns the place after the line.
    pub fn mark(
        &mut self,
        place: Place,
        line: &str,
        set: &SyntaxSet,
        class: impl Fn(&ScopeStack) -> Option<&'static str>,
        tell: impl FnMut(&(usize, Option<&'static str>)),
    ) -> Result<Place, syntect::Error> {
        let (before, mut between) = match place.0 {
            At::Kept(at) => match self.states[at].lines.get(line) {
                Some(known) => {
                    known.pieces.iter().for_each(tell);
                    return Ok(Place(At::Kept(known.next)));
                }
                None => (Some(at), Box::new(self.states[at].between.clone())),
            },
            At::Apart(between) => (None, between),
        };
        let mut pieces = Vec::new();
        for (end, operation) in between.parser.parse_line(line, set)? {
            pieces.push((end, class(&between.scopes)));
            between.scopes.apply(&operation)?;
        }
        pieces.push((line.len(), class(&between.scopes)));
        pieces.iter().for_each(tell);
        Ok(Place(match before.and_then(|at| Some((at, self.keep(&between)?))) {
            Some((at, next)) => {
                self.states[at].lines.insert(line.into(), Line { pieces: pieces.into(), next });
                self.kept += 1;
                At::Kept(next)
            }
            None => At::Apart(between),
        }))
    }

    /// The number of a state, where it is kept.
    fn keep(&mut self, between: &Between) -> Option<usize> {
        if let Some(known) = self.states.iter().position(|state| state.between == *between) {
            return Some(known);
        }
        if self.kept >= MAX_LINES || self.states.len() >= MAX_STATES || between.scopes.len() > MAX_DEPTH {
            return None;
        }
        self.states.push(State { between: between.clone(), lines: HashMap::default() });
        Some(self.states.len() - 1)
    }
}
