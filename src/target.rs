//! What a designation can name.

/// Which record of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u32);

impl RecordId {
    /// Its place in the library's list.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a designation names: numbers are places in the library's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A record's page.
    Record(RecordId),
    /// A Recommendation or another text of the catalogue.
    Recommendation(u32),
    /// A work item.
    WorkItem(u32),
    /// An outside body.
    Organisation(u32),
    /// A Question.
    Question(u32),
    /// An action item.
    Action(u32),
    /// A meeting of a focus group.
    Meeting(u32),
    /// Something of another site, which an inventory names.
    Foreign(u32),
}
