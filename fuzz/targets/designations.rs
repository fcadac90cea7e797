//! Designations in running text: what is found lies in the text, in order, on whole characters, and in time that grows with
//! the text.

use plenary::designation::{self, Found, Vocabulary, scan};

/// Reads the bytes as prose, outside of a site and with the names of one; and as a name.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for vocabulary in [Vocabulary::outside(), vocabulary()] {
        let mut end = 0;
        scan(&text, &vocabulary, |found: Found<u8>| {
            assert!(found.start >= end && found.end > found.start && found.end <= text.len(), "{found:?}");
            assert!(text.get(found.start..found.end).is_some_and(|words| !words.trim().is_empty()), "{found:?}");
            end = found.end;
        });
    }
    // The key of a name is one of its spellings: its own key is itself.
    let key = designation::key(&text);
    assert_eq!(designation::key(&key), key);
    let _ = designation::parse(&text);
}

/// Names of every form.
fn vocabulary() -> Vocabulary<u8> {
    let mut names = Vocabulary::of_site();
    names.add_study_group(16, 0);
    names.add_study_group(17, 1);
    names.add_question(24, 16, 2);
    for text in ["F.780.1", "Y.4484", "X.Suppl.38", "Y.1540 Amd.2", "FSTP-CONF-F780.1"] {
        names.add_text(text, 3);
        names.add_text_name(text, 3);
    }
    names.add_action("R09/06", 4);
    for name in ["FG-MV", "FG DLT", "TSAG", "MoU/MG/23N912", "sp17-tsag-oLS-00012", "TSB Circular 33", "Y.QKDN-amc"] {
        names.add_name(name, 5);
    }
    names.freeze()
}
