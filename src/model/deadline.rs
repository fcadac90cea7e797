//! A day on which something closes, of a meeting or of a circular.

use crate::date::Date;
use crate::fields::value::Prose;
use crate::fields::{record, words};

record! {
    /// A day on which something closes.
    pub struct Deadline = "a deadline" {
        /// The last day.
        date: Date = "2020-02-27";
        /// What closes.
        purpose as "for": DeadlineFor = "contributions";
        /// How, or where.
        note: Option<Prose> = "by e-mail to the secretariat";
    }
}

words! {
    /// What closes on a deadline.
    pub enum DeadlineFor {
        /// Handing in contributions.
        Contributions = "contributions",
        /// Registering.
        Registration = "registration",
        /// Asking for help with a visa.
        Visa = "visa",
        /// Booking at the negotiated rate.
        Hotel = "hotel",
        /// Something else: the note says what.
        Other = "other",
    }
}

impl DeadlineFor {
    /// What happens on the day, as a message says it.
    pub fn closes(self) -> &'static str {
        match self {
            Self::Contributions => "contributions close",
            Self::Registration => "registration closes",
            Self::Visa => "requests for visas close",
            Self::Hotel => "booking of hotels closes",
            Self::Other => "something closes",
        }
    }
}
