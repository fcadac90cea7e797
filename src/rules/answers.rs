//! What was asked and waits for an answer: liaison statements without a date, action items without a response.

use super::place::{Placed, Step};
use super::{Sources, Tell};
use crate::diagnostic::Code;
use crate::model::liaison::Purpose;
use crate::model::{Data, Kind};

/// Checks every liaison statement and every action item.
pub fn find(sources: &Sources<'_>, tell: Tell<'_>) {
    let library = sources.library;
    if let Some(rule) = sources.rules.get(Code::LiaisonDeadline) {
        for id in library.of_kind(Kind::Liaison) {
            let record = library.record(id);
            let Data::Liaison(liaison) = &record.data else { continue };
            if matches!(liaison.purpose, Purpose::Comment | Purpose::Action) && liaison.deadline.is_none() {
                let message = format!("the statement asks for {}, and does not say by when; see {}", asked(liaison.purpose), rule.cited);
                tell(
                    Placed::new(record)
                        .finding(Code::LiaisonDeadline, &[Step::Key("purpose")], message)
                        .help("add `deadline:` with a date"),
                );
            }
        }
    }
    for entry in library.actions.iter() {
        let actions = entry.occurrences.iter().filter_map(|(report, at)| library.record(*report).report()?.actions.get(*at));
        if actions.into_iter().all(|action| action.recommendations.is_empty() && action.work_items.is_empty()) {
            let (report, at) = entry.newest();
            let message = format!("nothing is reported under `{}`: it has no Recommendation and no work item", entry.id);
            tell(Placed::new(library.record(report)).finding(
                Code::UnansweredAction,
                &[Step::Key("actions"), Step::Item(at), Step::Key("id")],
                message,
            ));
        }
    }
}

fn asked(purpose: Purpose) -> &'static str {
    if purpose == Purpose::Action { "an action" } else { "comments" }
}
