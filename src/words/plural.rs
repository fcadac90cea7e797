//! Which plural form a count asks for: the CLDR's rules for whole numbers, in the languages that a site can be in.
//!
//! Source: Unicode CLDR, Language Plural Rules (cardinals).

use crate::fields::words;
use crate::language::Language;

words! {
    /// A plural form.
    pub enum Form {
        /// For none, in Arabic.
        Zero = "zero",
        /// For one, and what goes like one.
        One = "one",
        /// For two, in Arabic.
        Two = "two",
        /// For a few.
        Few = "few",
        /// For many.
        Many = "many",
        /// For all else; every counted word has it.
        Other = "other",
    }
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];
}

/// The form that goes with a count.
pub fn form(language: Language, count: u64) -> Form {
    let (tens, hundreds) = (count % 10, count % 100);
    let is_round_million = count != 0 && count.is_multiple_of(1_000_000);
    match language {
        Language::Zh => Form::Other,
        Language::En => {
            if count == 1 {
                Form::One
            } else {
                Form::Other
            }
        }
        Language::Fr if count < 2 => Form::One,
        Language::Es if count == 1 => Form::One,
        Language::Fr | Language::Es => {
            if is_round_million {
                Form::Many
            } else {
                Form::Other
            }
        }
        Language::Ru => match (tens, hundreds) {
            (1, hundreds) if hundreds != 11 => Form::One,
            (2..=4, hundreds) if !(12..=14).contains(&hundreds) => Form::Few,
            _ => Form::Many,
        },
        Language::Ar => match (count, hundreds) {
            (0, _) => Form::Zero,
            (1, _) => Form::One,
            (2, _) => Form::Two,
            (_, 3..=10) => Form::Few,
            (_, 11..=99) => Form::Many,
            _ => Form::Other,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_counts_by_its_own_rules() {
        let forms = |language, counts: &[u64]| counts.iter().map(|count| form(language, *count).as_str()).collect::<Vec<_>>();
        assert_eq!(forms(Language::En, &[0, 1, 2]), ["other", "one", "other"]);
        assert_eq!(forms(Language::Fr, &[0, 1, 2, 1_000_000]), ["one", "one", "other", "many"]);
        assert_eq!(forms(Language::Es, &[0, 1, 2, 2_000_000]), ["other", "one", "other", "many"]);
        assert_eq!(forms(Language::Ru, &[1, 2, 5, 11, 12, 21, 22, 111]), ["one", "few", "many", "many", "many", "one", "few", "many"]);
        assert_eq!(forms(Language::Ar, &[0, 1, 2, 3, 11, 99, 100, 103]), ["zero", "one", "two", "few", "many", "many", "other", "few"]);
        assert_eq!(forms(Language::Zh, &[0, 1, 2]), ["other"; 3]);
    }
}
