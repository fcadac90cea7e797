//! Lines of code that were marked before.
//!
//! What a line is marked as hangs on the line and on the state before it alone, and the lines that pages show recur: a
//! bracket, an empty line, the head of an example that each circular repeats. Each thread keeps what it has marked.

use std::collections::HashMap;

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

/// The most lines that a thread keeps.
const MAX_LINES: usize = 4096;
/// The most states between lines: each new one is compared with all.
const MAX_STATES: usize = 128;

/// The lines of one collection of syntaxes, by the state before them.
#[derive(Default)]
pub struct Lines {
    states: Vec<State>,
    kept: usize,
}

/// A state between two lines, and the lines that were met in it.
struct State {
    parser: ParseState,
    scopes: ScopeStack,
    lines: HashMap<Box<str>, Line>,
}

/// A marked line.
pub struct Line {
    /// Where each of its pieces ends, and the class of the piece.
    pub pieces: Box<[(usize, Option<&'static str>)]>,
    /// The state after it.
    pub next: usize,
}

impl Lines {
    /// The state before the first line of a code in `syntax`. Begins anew where too much is kept: no state from before
    /// holds then.
    pub fn begin(&mut self, syntax: &SyntaxReference) -> usize {
        if self.kept > MAX_LINES || self.states.len() > MAX_STATES {
            *self = Self::default();
        }
        self.state(ParseState::new(syntax), ScopeStack::new())
    }

    /// Marks `line`, with its line end, after `state`; `class` tells the class of what stands in some scopes.
    pub fn mark(
        &mut self,
        state: usize,
        line: &str,
        set: &SyntaxSet,
        class: impl Fn(&ScopeStack) -> Option<&'static str>,
    ) -> Result<&Line, syntect::Error> {
        if !self.states[state].lines.contains_key(line) {
            let State { parser, scopes, .. } = &self.states[state];
            let (mut parser, mut scopes) = (parser.clone(), scopes.clone());
            let mut pieces = Vec::new();
            for (end, operation) in parser.parse_line(line, set)? {
                pieces.push((end, class(&scopes)));
                scopes.apply(&operation)?;
            }
            pieces.push((line.len(), class(&scopes)));
            let next = self.state(parser, scopes);
            self.states[state].lines.insert(line.into(), Line { pieces: pieces.into(), next });
            self.kept += 1;
        }
        Ok(&self.states[state].lines[line])
    }

    fn state(&mut self, parser: ParseState, scopes: ScopeStack) -> usize {
        let known = self.states.iter().position(|state| state.parser == parser && state.scopes == scopes);
        known.unwrap_or_else(|| {
            self.states.push(State { parser, scopes, lines: HashMap::new() });
            self.states.len() - 1
        })
    }
}
