//! The catalogue: Recommendations, work items and outside bodies, as rows of three YAML files.

use crate::date::Date;
use crate::diagnostic::Code;
use crate::fields::value::{At, Designation, MaybeDesignation, Prose, Url};
use crate::fields::{Fields, MapReader, Read, Reader, Shape, record, words};
use crate::path::SourcePath;
use crate::span::Span;
use crate::yaml::{Node, Value};

record! {
    /// A row of `catalogue/recommendations.yaml`.
    pub struct RecommendationRow = "a row of recommendations" {
        /// Its designation.
        id: Prose = "Y.4484";
        /// What it is called.
        title: Prose = "Framework to support Web of Objects";
        /// The study group responsible for it.
        study_group: Option<Designation> = "SG20";
        /// The Question that wrote it.
        question: Option<Designation> = "Q2/20";
        /// What it is; a Recommendation when absent.
        kind: TextKind = "recommendation";
        /// Its edition.
        edition: Option<String> = "V2";
        /// Whether it is a revision.
        revised: Option<bool> = "true";
        /// Its status, where one document only speaks of it.
        status: Option<At<TextStatus>> = "approved";
        /// The date of that status.
        date: Option<At<Date>> = "2023-01-30";
        /// What each document said of its status.
        history: Vec<TextHistory> = "[{status: approved, date: 2023-01-30, source: C23/35}]";
        /// Where it is.
        url: Option<Url> = "https://example.org/y.4484/";
    }
}

record! {
    /// What a document said of the status of a text.
    pub struct TextHistory = "an entry of a history" {
        /// The status.
        status: TextStatus = "approved";
        /// The date of the document, or of the decision it names.
        date: Date = "2023-01-30";
        /// Where it says so.
        source: Option<MaybeDesignation> = "C23/35";
    }
}

/// A status, when it was said, and where.
#[derive(Clone, Copy, Debug)]
pub struct Said<'r> {
    /// The status.
    pub status: TextStatus,
    /// The date of the document, or of the decision it names.
    pub date: Date,
    /// Where it says so.
    pub source: Option<&'r MaybeDesignation>,
}

words! {
    /// What a text of the catalogue is.
    pub enum TextKind or_first {
        /// A Recommendation.
        Recommendation = "recommendation",
        /// A Supplement to one, or to a series.
        Supplement = "supplement",
        /// An amendment.
        Amendment = "amendment",
        /// A corrigendum.
        Corrigendum = "corrigendum",
        /// A technical report.
        TechnicalReport = "technical-report",
        /// A technical paper.
        TechnicalPaper = "technical-paper",
    }
}

words! {
    /// How far a text is: Recommendation ITU-T A.8 and WTSA Resolution 1 for the process.
    pub enum TextStatus {
        /// Approved: a Recommendation.
        Approved = "approved",
        /// Agreed: a text that is not a Recommendation.
        Agreed = "agreed",
        /// Consented: the alternative approval process has begun.
        Consented = "consented",
        /// Determined: the traditional approval process has begun.
        Determined = "determined",
        /// In either process.
        UnderApproval = "under-approval",
        /// Agreed or approved, and not out yet.
        UnderPublication = "under-publication",
        /// Replaced by another.
        Superseded = "superseded",
    }
}

record! {
    /// A row of `catalogue/work-items.yaml`.
    pub struct WorkItemRow = "a row of work items" {
        /// Its designation: letter case matters.
        id: Prose = "F.MIBS";
        /// What it is called.
        title: Prose = "Requirements for Medical Image Based Service";
        /// The Question that writes it.
        question: Option<Designation> = "Q24/16";
        /// The study group responsible for it.
        study_group: Option<Designation> = "SG16";
        /// The published text that it revises.
        revises: Option<Designation> = "F.780.1";
        /// Its status, as documents give it.
        status: Option<String> = "draft";
        /// Where it is.
        url: Option<Url> = "https://example.org/f.mibs/";
    }
}

record! {
    /// A row of `catalogue/organisations.yaml`.
    pub struct OrganisationRow = "a row of organisations" {
        /// Its short name.
        id: Prose = "IEC TC 57";
        /// What it is called.
        title: Prose = "Power systems management";
        /// Its page.
        url: Option<Url> = "https://example.org/tc57/";
    }
}

/// A table of rows with the places they stand at.
pub struct Rows<T>(pub Vec<(T, Span)>);

impl<T: Fields> Read for Rows<T> {
    const SHAPE: Shape = Shape::List(&Shape::Map(T::FIELDS));

    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Sequence(items) = &node.value else {
            reader.wrong(node, &Self::SHAPE);
            return None;
        };
        let mut rows = Vec::with_capacity(items.len());
        for item in items {
            if let Some(mut map) = MapReader::open(item, &[T::FIELDS], T::WHAT, reader) {
                rows.push((T::take(&mut map, reader), item.span));
            }
        }
        Some(Self(rows))
    }

    fn stand_in() -> Self {
        Self(Vec::new())
    }
}

/// Reads one file of the catalogue. An empty file has no rows.
pub fn read_rows<T: Fields>(
    file: &SourcePath,
    text: &str,
    check: fn(&T, Span, &mut Reader<'_>),
) -> (Vec<T>, Vec<crate::diagnostic::Diagnostic>) {
    let mut reader = Reader::new(file, text);
    let rows = match crate::yaml::parse(text) {
        Ok(Some(node)) if !node.is_null() => Rows::<T>::read(&node, &mut reader).map_or_else(Vec::new, |rows| rows.0),
        Ok(_) => Vec::new(),
        Err(fault) => {
            let help = fault.help();
            reader.fault(fault.code, fault.span, fault.message, help);
            Vec::new()
        }
    };
    for (row, span) in &rows {
        check(row, *span, &mut reader);
    }
    (rows.into_iter().map(|(row, _)| row).collect(), reader.diagnostics)
}

impl RecommendationRow {
    /// The values against each other: a study group, and a status that agrees with the history.
    pub fn check(&self, span: Span, reader: &mut Reader<'_>) {
        need_owner(self.study_group.is_some() || self.question.is_some(), Self::WHAT, span, reader);
        if let (Some(status), None) = (self.status, self.date) {
            let help = Some("add `date:`, the date of the document that says so".to_owned());
            reader.fault(Code::MissingKey, status.span, "a status must have a `date`", help);
        }
        if let (None, Some(date)) = (self.status, self.date)
            && !reader.has_fault_in(span)
        {
            let help = Some("add `status:`, or remove the date".to_owned());
            reader.fault(Code::MissingKey, date.span, "a `date` here is that of a `status`, and there is none", help);
        }
        let Some(newest) = self.newest() else { return };
        if let Some(status) = self.status
            && !self.history.is_empty()
            && status.value != newest.status
        {
            let message =
                format!("`{}` disagrees with the newest entry of the history, `{}`", status.value.as_str(), newest.status.as_str());
            reader.fault(Code::InvalidValue, status.span, message, Some("the history alone is enough".to_owned()));
        }
        if let Some(date) = self.date
            && !self.history.is_empty()
            && date.value != newest.date
        {
            let message = format!("{} disagrees with the newest entry of the history, {}", date.value, newest.date);
            reader.fault(Code::InvalidValue, date.span, message, Some("the history alone is enough".to_owned()));
        }
    }

    /// What was said of its status: the history as written, or `status` and `date` in place of one.
    pub fn statuses(&self) -> Vec<Said<'_>> {
        if !self.history.is_empty() {
            return self
                .history
                .iter()
                .map(|entry| Said { status: entry.status, date: entry.date, source: entry.source.as_ref() })
                .collect();
        }
        let alone = self.status.zip(self.date);
        alone.into_iter().map(|(status, date)| Said { status: status.value, date: date.value, source: None }).collect()
    }

    /// The newest of what was said of its status: of one date, the last.
    pub fn newest_said(&self) -> Option<Said<'_>> {
        self.statuses().into_iter().max_by_key(|said| said.date)
    }

    /// The date of its newest status.
    pub fn said_on(&self) -> Option<Date> {
        self.newest_said().map(|said| said.date)
    }

    /// The newest entry of the history: of one date, the last.
    pub fn newest(&self) -> Option<&TextHistory> {
        self.history.iter().max_by_key(|entry| entry.date)
    }
}

impl WorkItemRow {
    /// A work item must belong to a Question or a study group.
    pub fn check(&self, span: Span, reader: &mut Reader<'_>) {
        need_owner(self.study_group.is_some() || self.question.is_some(), Self::WHAT, span, reader);
    }
}

fn need_owner(has_owner: bool, what: &str, span: Span, reader: &mut Reader<'_>) {
    if !has_owner {
        let help = Some("add `study_group:` such as SG16, or `question:` such as Q24/16".to_owned());
        reader.fault(Code::MissingKey, span, format!("{what} must have `study_group` or `question`"), help);
    }
}
