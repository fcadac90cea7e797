//! The lists that pages show and that grow with the site: what the lines of each are, how many, and which pages have them.

use super::sheets::{LINES, WORK};
use super::{Library, Place, Route};
use crate::model::{Data, Kind};
use crate::target::{RecordId, Target};

/// A list that grows with the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// The records of a kind, on the page of the kind.
    Kind(Kind),
    /// The Recommendations, on the page of all of them.
    Recommendations,
    /// The work items, on the page of all of them.
    WorkItems,
    /// The meetings of all groups.
    Meetings,
    /// The tags.
    Tags,
    /// The records of a tag.
    Tag(u32),
    /// The focus groups whose parent a study group is.
    FocusGroups(RecordId),
    /// The focus groups that work with it.
    CollaboratingGroups(RecordId),
    /// Its Recommendations.
    Texts(RecordId),
    /// Its Questions and work items.
    Work(RecordId),
    /// The action items that concern it.
    Actions(RecordId),
    /// The joint coordination activities under it.
    Activities(RecordId),
    /// Who mentions something.
    Mentions(Target, Mentioners),
}

/// Which of those that mention something a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mentioners {
    /// All of them.
    All,
    /// The circulars.
    Circulars,
    /// The liaison statements.
    Liaisons,
    /// The reports.
    Reports,
    /// Groups, their sub-pages and other pages.
    Others,
}

impl Mentioners {
    /// The lists of a page that has one for each kind.
    pub const BY_KIND: [Self; 4] = [Self::Circulars, Self::Liaisons, Self::Reports, Self::Others];

    /// Whether a record of a kind stands in the list.
    pub fn takes(self, kind: Kind) -> bool {
        match self {
            Self::All => true,
            Self::Circulars => kind == Kind::Circular,
            Self::Liaisons => kind == Kind::Liaison,
            Self::Reports => kind == Kind::Report,
            Self::Others => !matches!(kind, Kind::Circular | Kind::Liaison | Kind::Report),
        }
    }
}

impl List {
    /// The folder of its sheets below the page that has it, which is also the end of its part's anchor there; none for
    /// the one list of a page.
    pub fn folder(self, library: &Library) -> &'static str {
        match self {
            Self::Kind(_) | Self::Recommendations | Self::WorkItems | Self::Meetings | Self::Tags | Self::Tag(_) => "",
            Self::FocusGroups(_) => "focus-groups",
            Self::CollaboratingGroups(_) => "collaborating-groups",
            Self::Texts(_) => "recommendations",
            Self::Work(_) => WORK,
            Self::Actions(_) => "actions",
            Self::Activities(_) => "activities",
            Self::Mentions(_, Mentioners::Circulars) => "circulars",
            Self::Mentions(_, Mentioners::Liaisons) => "liaisons",
            Self::Mentions(_, Mentioners::Reports) => "reports",
            Self::Mentions(target, Mentioners::Others) if library.is_study_group(target) => "pages",
            Self::Mentions(..) => "mentioned-in",
        }
    }
}

impl Library {
    /// The lists of the page at a route that can be longer than a page. Editions in other languages have those of the
    /// record in the site's own.
    pub fn lists_of(&self, route: Route) -> Vec<List> {
        let mentions = |target: Target| Mentioners::BY_KIND.map(|by| List::Mentions(target, by));
        match route {
            Route::List(kind) => vec![List::Kind(kind)],
            Route::Recommendations => vec![List::Recommendations],
            Route::WorkItems => vec![List::WorkItems],
            Route::Meetings => vec![List::Meetings],
            Route::Tags => vec![List::Tags],
            Route::Tag(at) => vec![List::Tag(at)],
            Route::Recommendation(at) => vec![List::Mentions(Target::Recommendation(at), Mentioners::All)],
            // The home page has lists of the newest and the next alone.
            Route::Record(id) if self.is_home(self.primary(id)) => Vec::new(),
            Route::Record(id) => {
                let id = self.primary(id);
                match self.record(id).data {
                    Data::StudyGroup(_) => {
                        let own = [List::FocusGroups, List::CollaboratingGroups, List::Texts, List::Work].map(|list| list(id));
                        let last = [List::Actions(id), List::Activities(id)];
                        own.into_iter().chain(mentions(Target::Record(id))).chain(last).collect()
                    }
                    Data::Group(_) => mentions(Target::Record(id)).to_vec(),
                    _ => vec![List::Mentions(Target::Record(id), Mentioners::All)],
                }
            }
            Route::Home | Route::Search | Route::NotFound | Route::Asset(_) => Vec::new(),
        }
    }

    /// The lists of the site that one page does not hold, with how many lines each has, in their order.
    pub fn long_lists(&self) -> Vec<(List, usize)> {
        let mut lists: Vec<List> = self.routes.all.iter().flat_map(|(_, route)| self.lists_of(*route)).collect();
        lists.retain(|list| self.most_lines(*list) > LINES);
        lists.sort_unstable();
        lists.dedup();
        lists.into_iter().map(|list| (list, self.lines(list))).filter(|(_, lines)| *lines > LINES).collect()
    }

    /// How many lines a list has at most, told without looking at each.
    fn most_lines(&self, list: List) -> usize {
        match list {
            List::Mentions(target, _) => self.naming(target).map(|named| self.backlinks.of(named).len()).sum(),
            List::Actions(id) => self.naming(Target::Record(id)).map(|named| self.backlinks.of(named).len()).sum(),
            _ => self.lines(list),
        }
    }

    /// How many lines a list has.
    fn lines(&self, list: List) -> usize {
        let related = |id| self.relations.of(Some(id));
        match list {
            List::Kind(kind) => self.of_kind(kind).count(),
            List::Recommendations => self.recommendations.len(),
            List::WorkItems => self.work_items.len(),
            List::Meetings => self.meetings.len(),
            List::Tags => self.tags.len(),
            List::Tag(at) => self.tags[at as usize].records.len(),
            List::FocusGroups(id) => related(id).focus_groups.len(),
            List::CollaboratingGroups(id) => related(id).collaborating_groups.len(),
            List::Texts(id) => related(id).recommendations.len(),
            List::Work(id) => related(id).work.len(),
            List::Activities(id) => related(id).activities.len(),
            List::Actions(id) => self.actions_of(id).len(),
            List::Mentions(target, by) => {
                let mut sources: Vec<RecordId> =
                    self.naming(target).flat_map(|named| self.backlinks.of(named)).map(|backlink| backlink.source).collect();
                sources.sort_unstable();
                sources.dedup();
                sources.into_iter().filter(|id| target != Target::Record(*id) && by.takes(self.record(*id).kind)).count()
            }
        }
    }

    /// What counts as a mention of a target where it is named: itself, and of a study group its Questions, Recommendations
    /// and work items.
    pub fn naming(&self, target: Target) -> impl Iterator<Item = Target> + '_ {
        let related = match target {
            Target::Record(id) if self.is_study_group(target) => Some(self.relations.of(Some(id))),
            _ => None,
        };
        let parts = related.into_iter().flat_map(|related| {
            let questions = related.questions.iter().map(|at| Target::Question(*at));
            let texts = related.recommendations.iter().map(|at| Target::Recommendation(*at));
            questions.chain(texts).chain(related.work_items.iter().map(|at| Target::WorkItem(*at)))
        });
        std::iter::once(target).chain(parts)
    }

    /// The action items that name a study group or one of its Questions in the newest report that lists them, or report one
    /// of its Recommendations or work items there, in the order of their numbers.
    pub fn actions_of(&self, id: RecordId) -> Vec<Target> {
        let mut actions = Vec::new();
        for named in self.naming(Target::Record(id)) {
            for backlink in self.backlinks.of(named) {
                let Place::Action(at) = backlink.place else { continue };
                let Some(action) = self.record(backlink.source).report().map(|report| &report.actions[at as usize]) else { continue };
                let reports = |list: &[crate::fields::value::Designation], wanted| {
                    list.iter().any(|name| self.find(&name.0.text, wanted) == Some(named))
                };
                use crate::model::reference::Wanted;
                let concerns = match named {
                    Target::Recommendation(_) => reports(&action.recommendations, Wanted::Recommendation),
                    Target::WorkItem(_) => reports(&action.work_items, Wanted::WorkItem),
                    _ => true,
                };
                let newest = (backlink.source, at as usize);
                actions.extend(
                    self.action(&action.id.text).filter(|(_, entry)| concerns && entry.newest() == newest).map(|(target, _)| target),
                );
            }
        }
        actions.sort_unstable();
        actions.dedup();
        actions
    }

    fn is_study_group(&self, target: Target) -> bool {
        matches!(target, Target::Record(id) if self.record(id).kind == Kind::StudyGroup)
    }
}
