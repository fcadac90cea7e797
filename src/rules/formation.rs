//! What the procedure asks of a focus group's beginning: that it was announced, who leads it, and whose it is.

use std::collections::BTreeSet;

use super::place::{Placed, Step};
use super::{Sources, Tell};
use crate::diagnostic::Code;
use crate::model::group::{Group, Role};
use crate::model::reference::Wanted;
use crate::model::study_group::BodyKind;
use crate::model::{Data, Kind};
use crate::target::{RecordId, Target};

/// Checks every focus group.
pub fn find(sources: &Sources<'_>, tell: Tell<'_>) {
    let announced = announced(sources);
    for id in sources.library.of_kind(Kind::Group) {
        let record = sources.library.record(id);
        let Some(group) = record.group() else { continue };
        let record = &Placed::new(record);
        if let (Some(rule), Some(_), false) = (sources.rules.get(Code::FormationNotice), group.established, announced.contains(&id)) {
            let message = format!("no circular or liaison statement announces the group; {} asks it", rule.cited);
            tell(record.finding(Code::FormationNotice, &[Step::Key("established")], message));
        }
        vice_chairs(sources, record, group, tell);
        parent(sources, record, group, tell);
    }
}

/// The groups that a circular or a liaison statement is about.
fn announced(sources: &Sources<'_>) -> BTreeSet<RecordId> {
    let library = sources.library;
    let mut found = BTreeSet::new();
    for record in &library.records {
        let (groups, called) = match &record.data {
            Data::Circular(circular) => (&circular.groups, library.called_by(circular)),
            Data::Liaison(liaison) => (&liaison.groups, None),
            _ => continue,
        };
        found.extend(groups.iter().filter_map(|name| match library.find(&name.0.text, Wanted::Group)? {
            Target::Record(id) => Some(id),
            _ => None,
        }));
        found.extend(called.map(|(_, entry)| entry.group));
    }
    found
}

fn vice_chairs(sources: &Sources<'_>, record: &Placed<'_>, group: &Group, tell: Tell<'_>) {
    let (Some(rule), Some(first)) = (sources.rules.get(Code::ViceChairs), group.first_meeting()) else { return };
    // Of a group that names no leader at all, nothing is known.
    let has_none = !group.leadership.is_empty() && !group.leadership.iter().any(|leader| leader.role == Role::ViceChair);
    if first.last() < sources.today && has_none {
        let message = format!("the first meeting is over, and there is no vice-chair; {} asks their appointment there", rule.cited);
        tell(record.finding(Code::ViceChairs, &[Step::Key("leadership")], message));
    }
}

fn parent(sources: &Sources<'_>, record: &Placed<'_>, group: &Group, tell: Tell<'_>) {
    let Some(rule) = sources.rules.get(Code::ParentGroup) else { return };
    let Some(Target::Record(id)) = sources.library.find(&group.parent.0.text, Wanted::StudyGroup) else { return };
    let Some(parent) = sources.library.record(id).study_group() else { return };
    let name = &parent.acronym.text;
    let is_over = group.concluded.is_some_and(|date| date <= sources.today);
    let message = match (&parent.continued_as, parent.kind) {
        (_, BodyKind::JointCoordinationActivity) => {
            format!("`{name}` is a joint coordination activity, not a study group; see {}", rule.cited)
        }
        (Some(next), _) if !is_over => format!("`{name}` has ended, and is continued as `{}`; see {}", next.0.text, rule.cited),
        _ => return,
    };
    tell(record.finding(Code::ParentGroup, &[Step::Key("parent")], message));
}
