//! Where a finding about front matter is told: at the key that it is about.
//!
//! The typed records keep the places of few keys, so the header is read once more where there is a finding.

use std::cell::OnceCell;

use crate::diagnostic::{Code, Diagnostic};
use crate::front_matter;
use crate::model::Record;
use crate::span::Span;
use crate::yaml::{Node, Value};

/// A step into front matter.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// The value of a key.
    Key(&'static str),
    /// An item of a list; one value where a list is meant is a list of one.
    Item(usize),
}

/// A record of which findings are told: its header is read once more, with the first of them.
pub struct Placed<'r> {
    record: &'r Record,
    header: OnceCell<Option<Node<'r>>>,
}

impl<'r> Placed<'r> {
    /// A record without findings yet.
    pub fn new(record: &'r Record) -> Self {
        Self { record, header: OnceCell::new() }
    }

    /// A finding at the value that `steps` lead to in the front matter, or as near to it as there is something.
    pub fn finding(&self, code: Code, steps: &[Step], message: impl Into<String>) -> Diagnostic {
        let span = self.place(steps).unwrap_or(self.record.place);
        Diagnostic::new(code, self.record.path(), span.first_line(&self.record.source.text), message)
    }

    fn place(&self, steps: &[Step]) -> Option<Span> {
        let mut node = self.header.get_or_init(|| front_matter::tree(&self.record.source.text)).as_ref()?;
        let mut found = None;
        for step in steps {
            let next = match (step, &node.value) {
                (Step::Key(key), Value::Mapping(pairs)) => {
                    pairs.iter().find(|(name, _)| name.as_text() == Some(key)).map(|(_, value)| value)
                }
                (Step::Item(at), Value::Sequence(items)) => items.get(*at),
                (Step::Item(_), _) => Some(node),
                _ => None,
            };
            let Some(next) = next else { break };
            node = next;
            found = Some(node.span);
        }
        found
    }
}
