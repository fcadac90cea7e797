//! 'Mentioned in': who names something, with links to the sections that do.

use std::cmp::Reverse;
use std::ops::Range;

use serde::Serialize;

use super::{Made, Named, Views};
use crate::library::{Backlink, List, Mentioners, Natural, Place};
use crate::markdown::sentence_around;
use crate::model::Kind;
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
    /// The places in it, in their order; none where there is nothing to say of the only one.
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

/// The most records that a cell of a table names, as those that mention something; more of them are counted.
pub(super) const CELL: usize = 20;

/// Who mentions a target: the records, newest first, and of each the places that do.
#[derive(Clone, Debug)]
pub(super) struct Mentioned {
    /// By record and place, each with what is named there: none for the target itself.
    places: Vec<(Backlink, Option<Target>)>,
    /// Of each record, where its places stand among these; in the lists that pages have of them.
    lists: Vec<(Mentioners, Vec<Range<usize>>)>,
}

impl Mentioned {
    fn lines(&self, by: Mentioners) -> &[Range<usize>] {
        self.lists.iter().find(|(own, _)| *own == by).map_or(&[], |(_, lines)| lines)
    }
}

impl Views<'_> {
    /// Who mentions `target`, for the field `mentioned_in`; nobody where the template does not ask.
    pub fn mentioned_in(&self, target: Target) -> Vec<MentionView> {
        if self.uses.has("mentioned_in") { self.mentions(target, Mentioners::All, false) } else { Vec::new() }
    }

    /// What the page shows of a list of those who mention `target`, each place `with_sentence` where one asks for that.
    pub(super) fn mentions(&self, target: Target, by: Mentioners, with_sentence: bool) -> Vec<MentionView> {
        let list = List::Mentions(target, by);
        if self.sheet.is_some_and(|(own, _)| own != list) {
            return Vec::new();
        }
        let mentioned = self.mentioned(target);
        let sentence = |id, place| if with_sentence { self.sentence(id, place, target) } else { None };
        self.sheet_of(list, mentioned.lines(by)).iter().map(|line| self.mention_view(&mentioned.places[line.clone()], sentence)).collect()
    }

    /// The lists of those who mention a group, by kind.
    pub(super) fn mentions_by_kind(&self, id: RecordId) -> [Vec<MentionView>; 4] {
        // All lists are of one search, but for a sheet, which has one of them.
        let mentioned = match self.sheet {
            Some((List::Mentions(target, _), _)) if target == Target::Record(id) => self.mentioned(target),
            Some(_) => return Default::default(),
            None => self.mentioned(Target::Record(id)),
        };
        Mentioners::BY_KIND.map(|by| {
            let lines = self.sheet_of(List::Mentions(Target::Record(id), by), mentioned.lines(by));
            lines.iter().map(|line| self.mention_view(&mentioned.places[line.clone()], |_, _| None)).collect()
        })
    }

    /// The newest records that mention a target, for a cell of a table, and how many more do.
    pub(super) fn newest_mentions(&self, target: Target) -> (Vec<Made<Named>>, usize) {
        if !self.uses.has("mentioned_by") {
            return Default::default();
        }
        let mentioned = self.mentioned(target);
        let lines = mentioned.lines(Mentioners::All);
        let shown = lines.iter().take(CELL).map(|line| self.named_record(mentioned.places[line.start].0.source)).collect();
        (shown, lines.len().saturating_sub(CELL))
    }

    /// Who mentions `target`, found anew: itself, or where that is a study group, also one of its Questions, Recommendations
    /// and work items.
    pub(super) fn all_mentioned(&self, target: Target) -> Mentioned {
        let library = self.library;
        let mut places: Vec<(Backlink, Option<Target>)> = Vec::new();
        for named in library.naming(target) {
            let through = (named != target).then_some(named);
            places.extend(library.backlinks.of(named).iter().map(|backlink| (*backlink, through)));
        }
        places.retain(|(backlink, _)| target != Target::Record(backlink.source));
        places.sort_by_key(|(backlink, _)| *backlink);
        let mut lines: Vec<Range<usize>> = Vec::new();
        for of_record in places.chunk_by(|(a, _), (b, _)| a.source == b.source) {
            let from = lines.last().map_or(0, |last| last.end);
            lines.push(from..from + of_record.len());
        }
        // Newest first; of one day, and without one, by title.
        let source = |line: &Range<usize>| places[line.start].0.source;
        lines.sort_by_cached_key(|line| {
            let id = source(line);
            (Reverse(library.record(id).header.date), Natural(self.named_record(id).name.clone()), id)
        });
        let kind = |line: &Range<usize>| library.record(source(line)).kind;
        let lists = match target {
            Target::Record(id) if matches!(library.record(id).kind, Kind::StudyGroup | Kind::Group) => {
                let of = |by: Mentioners| (by, lines.iter().filter(|line| by.takes(kind(line))).cloned().collect::<Vec<_>>());
                let mut lists = Mentioners::BY_KIND.map(of).to_vec();
                if library.record(id).kind == Kind::StudyGroup {
                    // Focus groups first, then their pages and others; the sort keeps the order within each.
                    lists[3].1.sort_by_key(|line| kind(line) != Kind::Group);
                }
                lists
            }
            _ => vec![(Mentioners::All, lines)],
        };
        Mentioned { places, lists }
    }

    /// One record with its places; `sentence` gives the words around one.
    fn mention_view(&self, places: &[(Backlink, Option<Target>)], sentence: impl Fn(RecordId, Place) -> Option<String>) -> MentionView {
        let id = places[0].0.source;
        let record = self.library.record(id);
        let mut sections: Vec<SectionView> = Vec::new();
        let shown = if self.uses.has("sections") { places } else { &[] };
        for of_place in shown.chunk_by(|(a, _), (b, _)| a.place == b.place) {
            let place = of_place[0].0.place;
            let section = SectionView { sentence: sentence(id, place), ..self.section(id, place, of_place) };
            match sections.last_mut() {
                // The front matter and what stands before the first heading are one place to a reader.
                Some(last) if last.path == section.path => last.absorb(section),
                _ => sections.push(section),
            }
        }
        // The only place says nothing where it is the whole record and names the target itself.
        if let [only] = &sections[..]
            && only.heading.is_none()
            && only.through.is_empty()
            && only.sentence.is_none()
        {
            sections.clear();
        }
        MentionView {
            kind: record.kind.info().folder,
            record: self.named_record(id),
            date: record.header.date.map(|date| date.to_string()),
            sections,
        }
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
        let path = anchor.map_or_else(|| record.url.clone(), |anchor| [&record.url, "#", &anchor].concat());
        // Named itself, it needs no 'through'.
        let through: Option<Vec<Target>> = named.iter().map(|(_, through)| *through).collect();
        let through = through.unwrap_or_default().into_iter().map(|target| library.official(target)).collect();
        SectionView { heading, path, through, sentence: None }
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
