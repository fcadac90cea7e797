//! The languages that an edition of a record can be in: the six of the United Nations.

use crate::fields::words;

words! {
    /// A language.
    pub enum Language {
        /// Arabic.
        Ar = "ar",
        /// English.
        En = "en",
        /// Spanish.
        Es = "es",
        /// French.
        Fr = "fr",
        /// Russian.
        Ru = "ru",
        /// Chinese.
        Zh = "zh",
    }
}

impl Language {
    /// The language of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Ar, Self::En, Self::Es, Self::Fr, Self::Ru, Self::Zh].into_iter().find(|language| language.as_str() == code)
    }

    /// What it is called by those who speak it.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Ar => "العربية",
            Self::En => "English",
            Self::Es => "Español",
            Self::Fr => "Français",
            Self::Ru => "Русский",
            Self::Zh => "中文",
        }
    }

    /// The direction that it is written in, as HTML says it.
    pub fn direction(self) -> &'static str {
        if self == Self::Ar { "rtl" } else { "ltr" }
    }
}
