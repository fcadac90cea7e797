//! How long a focus group lives: counted from its first meeting, by the grant and by the decisions that extend it.

use super::group::Group;
use crate::date::{Date, When};

impl Group {
    /// The first meeting by its date.
    pub fn first_meeting(&self) -> Option<When> {
        self.meetings.iter().map(|meeting| meeting.start.value).min_by_key(|start| (start.first(), start.last()))
    }

    /// The last day of the lifetime as granted at first: counted from the last day that the first meeting can be on.
    pub fn granted_until(&self) -> Option<Date> {
        self.first_meeting()?.last().after(self.lifetime?)
    }

    /// The last day of the lifetime: of the last extension, else as granted.
    pub fn end_of_lifetime(&self) -> Option<Date> {
        self.extensions.iter().map(|extension| extension.until).max().or_else(|| self.granted_until())
    }
}
