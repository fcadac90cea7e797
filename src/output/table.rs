//! The same data as tables for spreadsheets: `data/<kind>.csv` (RFC 4180) in UTF-8 with a byte order mark, by which
//! spreadsheets know it.
//!
//! A column is a key whose values fit into a cell; lists are joined by `; `. A cell that a spreadsheet would take for a
//! formula (it begins with `=`, `+`, `-`, `@`, a tab or a line end) has `'` before it.

use super::data::{rows, tables};
use super::told::{Teller, name_of};
use super::{Output, Renderer};
use crate::fields::Fields;
use crate::fields::export::{Names, columns};
use crate::model::catalogue::{OrganisationRow, RecommendationRow, WorkItemRow};
use crate::model::{Data, KINDS};
use crate::plan::{Artifact, Item, Owner};
use crate::target::{RecordId, Target};

/// The tables.
pub(super) const TABLES: Output = Output {
    name: "tables",
    claim: |sources, output, planner| {
        for (table, name) in (0..).zip(tables()).filter(|_| sources.settings.makes_data()) {
            let artifact = Artifact { output, item: Item::File(table) };
            planner.claim(&format!("data/{name}.csv"), Owner::Made("a table of data"), artifact);
        }
    },
    bytes: |renderer, _, item, buffer| {
        let Item::File(table) = *item else { unreachable!("this output claims files only") };
        buffer.extend_from_slice("\u{feff}".as_bytes());
        renderer.table(table as usize, buffer).expect("a buffer takes all that is written");
        Ok(std::borrow::Cow::Borrowed(buffer))
    },
};

/// What the table of a kind has before the keys of the kind.
const OF_RECORDS: [&str; 9] = ["id", "path", "address", "designation", "title", "summary", "date", "updated", "tags"];
/// The same of a table of the catalogue.
const OF_ROWS: [&str; 2] = ["path", "address"];

impl Renderer<'_> {
    fn table(&self, table: usize, out: &mut Vec<u8>) -> csv::Result<()> {
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let own = match KINDS.get(table) {
            Some(info) => info.fields,
            None => [RecommendationRow::FIELDS, WorkItemRow::FIELDS, OrganisationRow::FIELDS][table - KINDS.len()],
        };
        let shared: &[&str] = if table < KINDS.len() { &OF_RECORDS } else { &OF_ROWS };
        let names: Vec<&str> = shared.iter().copied().chain(columns(own)).collect();
        csv.write_record(&names)?;
        for target in rows(self.views.library, table) {
            let mut cells = match target {
                Target::Record(id) => self.record_cells(id),
                target => self.row_cells(target),
            };
            // Of a record that could not be read there are no keys: a preview tells what there is.
            cells.resize(names.len(), String::new());
            csv.write_record(cells.into_iter().map(harmless))?;
        }
        csv.flush()?;
        Ok(())
    }

    fn record_cells(&self, id: RecordId) -> Vec<String> {
        let record = self.views.library.record(id);
        let teller = Teller::of_record(self.views, id);
        let header = &record.header;
        let date = |date: Option<crate::date::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let mut cells = vec![
            record.id.clone(),
            record.url.clone(),
            self.views.settings.base_url.address(&record.url),
            record.official().into_owned(),
            teller.text(&header.title.text).into_owned(),
            header.summary.as_ref().map(|summary| teller.text(&summary.text).into_owned()).unwrap_or_default(),
            date(header.date),
            date(header.updated),
            header.tags.join("; "),
        ];
        cells.extend(match &record.data {
            Data::Group(group) => group.cells(&teller),
            Data::Circular(circular) => circular.cells(&teller),
            Data::Liaison(liaison) => liaison.cells(&teller),
            Data::Report(report) => report.cells(&teller),
            Data::StudyGroup(study_group) => study_group.cells(&teller),
            Data::Page => Vec::new(),
        });
        cells
    }

    fn row_cells(&self, target: Target) -> Vec<String> {
        let library = self.views.library;
        let path = name_of(library, target).path;
        let address = path.as_ref().map(|path| self.views.settings.base_url.address(path));
        let mut cells = vec![path.unwrap_or_default(), address.unwrap_or_default()];
        cells.extend(match target {
            Target::Recommendation(at) => {
                let row = &library.recommendations[at as usize].row;
                row.cells(&Teller::new(self.views, |visit| row.references(visit)))
            }
            Target::WorkItem(at) => {
                let row = &library.work_items[at as usize].row;
                row.cells(&Teller::new(self.views, |visit| row.references(visit)))
            }
            Target::Organisation(at) => library.organisations[at as usize].cells(&Teller::new(self.views, |_| ())),
            _ => Vec::new(),
        });
        cells
    }
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{cell}") } else { cell }
}
