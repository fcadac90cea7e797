//! A circular: a numbered letter to the membership.

use super::deadline::Deadline;
use crate::fields::record;
use crate::fields::value::{Designation, Email, Prose};

record! {
    /// What `circulars/<id>.md` holds.
    pub struct Circular = "a circular" {
        /// Its number within the series.
        number: Prose = "33";
        /// The series of letters.
        series: String = "TSB Circular";
        /// The reference that the letter prints.
        reference: Option<Prose> = "TSB Circular 33";
        /// Whom it is addressed to.
        to: Vec<String> = "[Administrations of Member States of the Union]";
        /// Who has a copy.
        copy_to: Vec<String> = "[The Chairman and Vice-Chairmen of Study Groups]";
        /// Where to answer.
        contact: Option<LetterContact> = "{email: secretariat@example.org}";
        /// Who signed it.
        signatory: Option<Signatory> = "{name: Name SURNAME, title: Director}";
        /// The focus groups it is about.
        groups: Vec<Designation> = "[FG-XX]";
        /// The study groups it is about.
        study_groups: Vec<Designation> = "[SG2]";
        /// The meeting it calls: acronym and meeting id.
        meeting: Option<Designation> = "FG-XX/1";
        /// What closes, and when.
        deadlines: Vec<Deadline> = "[{date: 2020-02-27, for: contributions}]";
        /// Circulars that it replaces.
        supersedes: Vec<Designation> = "[TSB Circular 12]";
        /// Circulars that correct it.
        corrigenda: Vec<Designation> = "[TSB Circular 34]";
    }
}

record! {
    /// How to reach the sender of a letter.
    pub struct LetterContact = "a contact" {
        /// The telephone.
        telephone: Option<String> = "+41 22 730 0000";
        /// The fax.
        fax: Option<String> = "+41 22 730 0001";
        /// The mailbox.
        email: Option<Email> = "secretariat@example.org";
    }
}

record! {
    /// Who signed a letter.
    pub struct Signatory = "a signatory" {
        /// The name.
        name: String = "Name SURNAME";
        /// The office.
        title: Option<String> = "Director";
    }
}
