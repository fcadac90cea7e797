//! The lists to tick off: every numbered Recommendation of the four documents, and every work item of the MoU/MG report.

use std::fs;

use super::documents::repository;

/// A row of `recommendations.tsv`.
pub struct Recommendation {
    pub designation: String,
    pub study_group: String,
    /// How often the documents write it with `ITU-T` right before it.
    pub mentions: usize,
}

/// A row of `work-items.tsv`: one bullet of the report, in the order of the report.
pub struct WorkItem {
    pub action: String,
    pub designation: String,
    pub title: String,
    pub question: String,
    pub study_group: String,
    /// Whether the bullet says `Draft revised` and then the Recommendation that is revised.
    pub revised: bool,
}

impl WorkItem {
    /// The id that the draft has in the catalogue, where a revision needs one of its own.
    pub fn id(&self) -> String {
        if self.revised { format!("{}rev", self.designation) } else { self.designation.clone() }
    }
}

/// The work items that only the report to CWG-Internet names, with their study groups.
pub const CWG_WORK_ITEMS: [(&str, &str); 6] = [
    ("Y.dec-IoT-arch", "SG20"),
    ("Y.oneM2M.SEC.SOL", "SG20"),
    ("E.A-ENUM", "SG2"),
    ("E.ENUMINF", "SG2"),
    ("TR.OTTnum", "SG2"),
    ("E.ACP", "SG2"),
];

pub fn recommendations() -> Vec<Recommendation> {
    let row = |cells: Vec<String>| Recommendation {
        designation: cells[0].clone(),
        study_group: cells[1].clone(),
        mentions: cells[2].parse().expect("a number"),
    };
    rows("recommendations.tsv").into_iter().map(row).collect()
}

pub fn work_items() -> Vec<WorkItem> {
    let row = |cells: Vec<String>| WorkItem {
        action: cells[0].clone(),
        designation: cells[1].clone(),
        title: cells[2].clone(),
        question: cells[3].clone(),
        study_group: format!("SG{}", cells[4]),
        revised: cells[5] == "revised",
    };
    rows("work-items.tsv").into_iter().map(row).collect()
}

fn rows(name: &str) -> Vec<Vec<String>> {
    let path = repository().join("tests/facts").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}
