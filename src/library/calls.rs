//! Which circulars call which meetings.

use std::collections::BTreeMap;

use super::{Library, MeetingEntry};
use crate::model::circular::Circular;
use crate::model::reference::Wanted;
use crate::model::{Data, Record};
use crate::target::Target;

impl Library {
    /// The meeting that a circular calls, with its place in the library.
    pub fn called_by(&self, circular: &Circular) -> Option<(usize, &MeetingEntry)> {
        match self.find(&circular.meeting.as_ref()?.0.text, Wanted::Meeting)? {
            Target::Meeting(at) => Some((at as usize, &self.meetings[at as usize])),
            _ => None,
        }
    }

    /// The circulars in the site's own language that call each meeting, by its place in the library.
    pub fn calls(&self) -> BTreeMap<usize, Vec<(&Record, &Circular)>> {
        let mut calls: BTreeMap<usize, Vec<(&Record, &Circular)>> = BTreeMap::new();
        for record in self.records.iter().filter(|record| record.language.is_none()) {
            if let Data::Circular(circular) = &record.data
                && let Some((meeting, _)) = self.called_by(circular)
            {
                calls.entry(meeting).or_default().push((record, circular));
            }
        }
        calls
    }
}
