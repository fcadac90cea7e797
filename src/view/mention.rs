//! 'Mentioned in': who names something, with links to the sections that do.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Named, Views};
use crate::library::{Backlink, Place};
use crate::markdown::sentence_around;
use crate::model::Kind;
use crate::target::{RecordId, Target};

/// A record that mentions something.
#[derive(Clone, Debug, Serialize)]
pub struct MentionView {
    /// The folder of its kind: `circulars`, `groups`, `pages`.
    pub kind: &'static str,
    /// The record.
    pub record: Named,
    /// Its date.
    pub date: Option<String>,
    /// The places in it, in their order.
    pub sections: Vec<SectionView>,
}

/// A place in a record.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// Its heading; none for the front matter and for what stands before the first heading.
    pub heading: Option<String>,
    /// Its site-relative path, with the anchor.
    pub path: String,
    /// What it names there, where that is something of the target: `F.780.1` for a study group.
    pub through: Vec<String>,
    /// The first sentence there that names it; on the page of a Recommendation alone.
    pub sentence: Option<String>,
}

impl SectionView {
    /// Takes in what another part of the same place says.
    fn absorb(&mut self, other: Self) {
        // Named itself in one of them, the target needs no 'through'.
        if self.through.is_empty() || other.through.is_empty() {
            self.through.clear();
        } else {
            self.through.extend(other.through.into_iter().filter(|name| !self.through.contains(name)).collect::<Vec<_>>());
        }
        self.sentence = self.sentence.take().or(other.sentence);
    }
}

/// Mentions by the kind of who mentions, each list in the order that it had.
#[derive(Debug, Default)]
pub(super) struct ByKind {
    pub circulars: Vec<MentionView>,
    pub liaisons: Vec<MentionView>,
    pub reports: Vec<MentionView>,
    pub others: Vec<MentionView>,
}

impl FromIterator<MentionView> for ByKind {
    fn from_iter<I: IntoIterator<Item = MentionView>>(mentions: I) -> Self {
        let mut lists = Self::default();
        for mention in mentions {
            let list = match mention.kind {
                "circulars" => &mut lists.circulars,
                "liaisons" => &mut lists.liaisons,
                "reports" => &mut lists.reports,
                _ => &mut lists.others,
            };
            list.push(mention);
        }
        lists
    }
}

impl Views<'_> {
    /// Who mentions `target`, newest first.
    pub fn mentions(&self, target: Target) -> Vec<MentionView> {
        let mut places = Places::default();
        places.add(self.library.backlinks.of(target), None);
        self.mention_views(places, |_, _| None)
    }

    /// Who mentions a study group: itself, or one of its Questions, Recommendations and work items.
    pub fn mentions_of_study_group(&self, id: RecordId) -> Vec<MentionView> {
        let library = self.library;
        let mut places = Places::default();
        places.add(library.backlinks.of(Target::Record(id)), None);
        let related = library.relations.of(Some(id));
        let questions = related.questions.iter().map(|at| Target::Question(*at));
        let texts = related.recommendations.iter().map(|at| Target::Recommendation(*at));
        let items = related.work_items.iter().map(|at| Target::WorkItem(*at));
        for target in questions.chain(texts).chain(items) {
            places.add(library.backlinks.of(target), Some(target));
        }
        places.by_record.remove(&id);
        self.mention_views(places, |_, _| None)
    }

    /// The mentions with their places; `sentence` gives the words around one.
    fn mention_views(&self, places: Places, sentence: impl Fn(RecordId, Place) -> Option<String>) -> Vec<MentionView> {
        let library = self.library;
        let mut views: Vec<(Kind, RecordId, MentionView)> = Vec::new();
        for (id, by_place) in places.by_record {
            let record = library.record(id);
            let mut sections: Vec<SectionView> = Vec::new();
            for (place, through) in by_place {
                let section = SectionView { sentence: sentence(id, place), ..self.section(id, place, &through) };
                match sections.last_mut() {
                    // The front matter and what stands before the first heading are one place to a reader.
                    Some(last) if last.path == section.path => last.absorb(section),
                    _ => sections.push(section),
                }
            }
            let kind = record.kind;
            let view = MentionView {
                kind: kind.info().folder,
                record: self.named_record(id),
                date: record.header.date.map(|date| date.to_string()),
                sections,
            };
            views.push((kind, id, view));
        }
        // Newest first; of one day, and without one, by title.
        views.sort_by(|(_, a, x), (_, b, y)| {
            let date = |id: &RecordId| library.record(*id).header.date;
            date(b).cmp(&date(a)).then_with(|| crate::library::natural(&x.record.name, &y.record.name)).then(a.cmp(b))
        });
        views.into_iter().map(|(_, _, view)| view).collect()
    }

    fn section(&self, id: RecordId, place: Place, through: &[Option<Target>]) -> SectionView {
        let library = self.library;
        let record = library.record(id);
        let (heading, anchor) = match place {
            Place::FrontMatter | Place::Section(0) => (None, None),
            Place::Section(at) => {
                let at = at as usize - 1;
                (Some(library.bodies[id.index()].headings[at].text.clone()), Some(library.anchors[id.index()][at].clone()))
            }
            Place::Action(at) => {
                let action = record.report().map(|report| &report.actions[at as usize]);
                let heading = action.map(|action| format!("{}: {}", action.id.text, self.shown(&action.topic.text)));
                (heading, action.map(|action| crate::slug::of_name(&action.id.text)))
            }
        };
        let path = anchor.map_or_else(|| record.url.clone(), |anchor| format!("{}#{anchor}", record.url));
        // Named itself, it needs no 'through'.
        let through =
            if through.contains(&None) { Vec::new() } else { through.iter().flatten().map(|target| library.official(*target)).collect() };
        SectionView { heading, path, through, sentence: None }
    }

    /// Who mentions `target`, newest first, each place with the sentence that does.
    pub fn mentions_with_sentences(&self, target: Target) -> Vec<MentionView> {
        let mut places = Places::default();
        places.add(self.library.backlinks.of(target), None);
        self.mention_views(places, |id, place| self.sentence(id, place, target))
    }

    /// The first sentence of a place that names `target`.
    fn sentence(&self, id: RecordId, place: Place, target: Target) -> Option<String> {
        let Place::Section(section) = place else { return None };
        let record = self.library.record(id);
        let found =
            self.library.bodies[id.index()].mentions.iter().find(|mention| mention.section == section && mention.target == target)?;
        // A heading is shown already.
        let at = (found.span.start as usize).checked_sub(record.body)?;
        let sentence = sentence_around(record.markdown(), at)?;
        let is_heading = section > 0 && self.library.bodies[id.index()].headings[section as usize - 1].text == sentence;
        (!is_heading).then_some(sentence)
    }
}

/// The places of mentions by record, each with what is named there: `None` for the target itself.
#[derive(Default)]
struct Places {
    by_record: BTreeMap<RecordId, BTreeMap<Place, Vec<Option<Target>>>>,
}

impl Places {
    fn add(&mut self, backlinks: &[Backlink], through: Option<Target>) {
        for backlink in backlinks {
            self.by_record.entry(backlink.source).or_default().entry(backlink.place).or_default().push(through);
        }
    }
}
