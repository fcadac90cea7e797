//! 'Mentioned in': who names something, with links to the sections that do.

use serde::Serialize;

use super::{Made, Named, Views};
use crate::library::{Backlink, Place};
use crate::markdown::sentence_around;
use crate::target::{RecordId, Target};

/// A record that mentions something.
#[derive(Clone, Debug, Serialize)]
pub struct MentionView {
    /// The folder of its kind: `circulars`, `groups`, `pages`.
    pub kind: &'static str,
    /// The record.
    pub record: Made<Named>,
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
    /// Who mentions `target`, for the field `mentioned_in`; nobody where the template does not ask.
    pub fn mentioned_in(&self, target: Target) -> Vec<MentionView> {
        if self.uses.has("mentioned_in") { self.mentions(target) } else { Vec::new() }
    }

    /// Who mentions `target`, newest first.
    pub fn mentions(&self, target: Target) -> Vec<MentionView> {
        self.mention_views(&self.places_of(target), |_, _| None)
    }

    /// The places that mention a target itself.
    fn places_of(&self, target: Target) -> Vec<(Backlink, Option<Target>)> {
        self.library.backlinks.of(target).iter().map(|backlink| (*backlink, None)).collect()
    }

    /// Who mentions a study group: itself, or one of its Questions, Recommendations and work items.
    pub fn mentions_of_study_group(&self, id: RecordId) -> Vec<MentionView> {
        let library = self.library;
        let related = library.relations.of(Some(id));
        let questions = related.questions.iter().map(|at| Target::Question(*at));
        let texts = related.recommendations.iter().map(|at| Target::Recommendation(*at));
        let items = related.work_items.iter().map(|at| Target::WorkItem(*at));
        let own = [(Target::Record(id), None)].into_iter();
        let all = own.chain(questions.chain(texts).chain(items).map(|target| (target, Some(target))));
        let mut places: Vec<(Backlink, Option<Target>)> =
            all.flat_map(|(target, through)| library.backlinks.of(target).iter().map(move |backlink| (*backlink, through))).collect();
        places.retain(|(backlink, _)| backlink.source != id);
        places.sort_by_key(|(backlink, _)| *backlink);
        self.mention_views(&places, |_, _| None)
    }

    /// Views of mentions, which are in the order of their sources and places; each with what is named there, `None` for the
    /// target itself. `sentence` gives the words around one.
    fn mention_views(
        &self,
        places: &[(Backlink, Option<Target>)],
        sentence: impl Fn(RecordId, Place) -> Option<String>,
    ) -> Vec<MentionView> {
        let library = self.library;
        let by_record = places.chunk_by(|(a, _), (b, _)| a.source == b.source);
        let mut views: Vec<(RecordId, MentionView)> = by_record
            .map(|of_record| {
                let id = of_record[0].0.source;
                let record = library.record(id);
                let mut sections: Vec<SectionView> = Vec::new();
                let by_place = of_record.chunk_by(|(a, _), (b, _)| a.place == b.place).filter(|_| self.uses.has("sections"));
                for of_place in by_place {
                    let place = of_place[0].0.place;
                    let section = SectionView { sentence: sentence(id, place), ..self.section(id, place, of_place) };
                    match sections.last_mut() {
                        // The front matter and what stands before the first heading are one place to a reader.
                        Some(last) if last.path == section.path => last.absorb(section),
                        _ => sections.push(section),
                    }
                }
                let view = MentionView {
                    kind: record.kind.info().folder,
                    record: self.named_record(id),
                    date: record.header.date.map(|date| date.to_string()),
                    sections,
                };
                (id, view)
            })
            .collect();
        // Newest first; of one day, and without one, by title.
        views.sort_by(|(a, x), (b, y)| {
            let date = |id: &RecordId| library.record(*id).header.date;
            date(b).cmp(&date(a)).then_with(|| crate::library::natural(&x.record.name, &y.record.name)).then(a.cmp(b))
        });
        views.into_iter().map(|(_, view)| view).collect()
    }

    fn section(&self, id: RecordId, place: Place, named: &[(Backlink, Option<Target>)]) -> SectionView {
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
        let through: Option<Vec<Target>> = named.iter().map(|(_, through)| *through).collect();
        let through = through.unwrap_or_default().into_iter().map(|target| library.official(target)).collect();
        SectionView { heading, path, through, sentence: None }
    }

    /// Who mentions `target`, newest first, each place with the sentence that does.
    pub fn mentions_with_sentences(&self, target: Target) -> Vec<MentionView> {
        self.mention_views(&self.places_of(target), |id, place| self.sentence(id, place, target))
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
