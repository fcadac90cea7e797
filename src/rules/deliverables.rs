//! What the procedure asks of deliverables: done when due, in time for the parent group's meeting, by consensus.

use super::meetings::short_of;
use super::place::{Placed, Step};
use super::{Sources, Tell};
use crate::diagnostic::Code;
use crate::model::Kind;
use crate::model::group::{Approval, Deliverable};

/// Checks every deliverable.
pub fn find(sources: &Sources<'_>, tell: Tell<'_>) {
    for id in sources.library.of_kind(Kind::Group) {
        let record = sources.library.record(id);
        let placed = &Placed::new(record);
        for (at, deliverable) in record.group().into_iter().flat_map(|group| group.deliverables.iter().enumerate()) {
            due(sources, placed, at, deliverable, tell);
            notice(sources, placed, at, deliverable, tell);
            approval(sources, placed, at, deliverable, tell);
        }
    }
}

fn steps(at: usize, key: &'static str) -> [Step; 3] {
    [Step::Key("deliverables"), Step::Item(at), Step::Key(key)]
}

fn due(sources: &Sources<'_>, record: &Placed<'_>, at: usize, deliverable: &Deliverable, tell: Tell<'_>) {
    let Some(rule) = sources.rules.get(Code::DeliverableDue) else { return };
    // Without a status nothing is known of it.
    let (Some(due), Some(status)) = (deliverable.due, deliverable.status) else { return };
    if due.last() < sources.today && !deliverable.is_sent() {
        let when = super::on_or_in(due);
        let message = format!("`{}` was due {when}, and its status is `{}`; see {}", deliverable.id, status.as_str(), rule.cited);
        tell(record.finding(Code::DeliverableDue, &steps(at, "due"), message));
    }
}

/// The parent needs it some time before its meeting: what was sent counts, else what it is due on.
fn notice(sources: &Sources<'_>, record: &Placed<'_>, at: usize, deliverable: &Deliverable, tell: Tell<'_>) {
    let Some((rule, notice)) = sources.notice(Code::DeliverableNotice) else { return };
    let Some(meeting) = deliverable.parent_meeting else { return };
    let Some(latest) = notice.before(meeting.last()) else { return };
    let given = match (deliverable.sent, deliverable.due) {
        (Some(sent), _) => Some(("sent", "was sent", sent)),
        (None, Some(due)) => Some(("due", "is due", due.first())),
        (None, None) => None,
    };
    if let Some((key, verb, date)) = given.filter(|(_, _, date)| *date > latest) {
        let short = short_of(rule, notice, date, ("the parent group's meeting", meeting), latest);
        tell(record.finding(Code::DeliverableNotice, &steps(at, key), format!("`{}` {verb} {short}", deliverable.id)));
    }
}

fn approval(sources: &Sources<'_>, record: &Placed<'_>, at: usize, deliverable: &Deliverable, tell: Tell<'_>) {
    let Some(rule) = sources.rules.get(Code::DeliverableApproval) else { return };
    if let Some(approval) = deliverable.approval.filter(|approval| *approval != Approval::Consensus) {
        let message = format!("`{}` was approved by {}; {} asks consensus", deliverable.id, approval.as_str(), rule.cited);
        tell(record.finding(Code::DeliverableApproval, &steps(at, "approval"), message));
    }
}
