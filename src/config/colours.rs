//! The colours of the settings.

use crate::colour::{self, GROUNDS};
use crate::diagnostic::Code;
use crate::fields::value::{At, Colour};
use crate::fields::{Reader, record};

record! {
    /// The colours of the theme.
    pub struct Colours = "the colours" {
        /// Links and marks, on a light ground.
        accent: Option<At<Colour>> = "\"#1a5276\"";
        /// The same on a dark ground; a lighter tint of it when absent.
        accent_dark: Option<At<Colour>> = "\"#92c8ff\"";
    }
}

impl Colours {
    /// The accents on a light and on a dark ground.
    pub fn accents(&self) -> [Option<&At<Colour>>; 2] {
        [self.accent.as_ref(), self.accent_dark.as_ref()]
    }

    /// Whether it says any colour.
    pub fn says_any(&self) -> bool {
        self.accents().iter().any(Option::is_some)
    }

    /// Tells the colours that are too faint for text on their ground.
    pub(super) fn check(&self, reader: &mut Reader<'_>) {
        for (accent, ground) in self.accents().into_iter().zip(GROUNDS) {
            let Some(accent) = accent else { continue };
            if let Some(message) = colour::too_faint(&accent.value.0, ground) {
                reader.fault(Code::LowContrast, accent.span, message, None);
            }
        }
    }
}
