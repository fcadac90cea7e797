//! Colours as numbers: how well two of them stand apart, and tints that do.

/// The grounds of the default theme's pages: what they are called, and their colours. `tests/theme.rs` compares them with
/// its style sheet.
pub const GROUNDS: [(&str, Rgb); 2] = [("light", Rgb([0xff, 0xff, 0xff])), ("dark", Rgb([0x10, 0x17, 0x1e]))];

/// What text has to have on its ground: WCAG 2.2, level AA.
const OF_TEXT: f64 = 4.5;

/// What is wrong with a colour that is too faint for text on one of [`GROUNDS`].
pub fn too_faint(colour: &str, (name, ground): (&str, Rgb)) -> Option<String> {
    let contrast = Rgb::parse(colour)?.contrast(ground);
    let cut = (contrast * 10.0).floor() / 10.0;
    (contrast < OF_TEXT).then(|| format!("`{colour}` on the {name} ground has a contrast of {cut:.1}: expected {OF_TEXT} or more"))
}

/// A colour in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

impl Rgb {
    /// Reads `#rgb` or `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let whole: String = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        };
        let part = |at: usize| u8::from_str_radix(whole.get(at..at + 2)?, 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// The contrast of two colours, from 1 to 21, as WCAG 2.2 defines it.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The nearest tint of it, mixed with black or white, that has `contrast` on `ground`; mixed as far as it goes where
    /// none has.
    #[must_use]
    pub fn standing_out(self, ground: Self, contrast: f64) -> Self {
        let end = if ground.luminance() > 0.18 { Self([0; 3]) } else { Self([255; 3]) };
        let steps = (0..=100u16).map(|step| self.mixed(end, step));
        steps.into_iter().find(|tint| tint.contrast(ground) >= contrast).unwrap_or(end)
    }

    /// So many hundredths of the way to another colour.
    fn mixed(self, other: Self, hundredths: u16) -> Self {
        let part = |at: usize| (u16::from(self.0[at]) * (100 - hundredths) + u16::from(other.0[at]) * hundredths) / 100;
        Self([part(0) as u8, part(1) as u8, part(2) as u8])
    }

    fn luminance(self) -> f64 {
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl std::fmt::Display for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let rgb = |text| Rgb::parse(text).unwrap();
        assert!((rgb("#000").contrast(rgb("#ffffff")) - 21.0).abs() < 1e-9);
        // The grey that just passes AA on white.
        assert!(rgb("#767676").contrast(rgb("#fff")) >= 4.5 && rgb("#777777").contrast(rgb("#fff")) < 4.5);
        assert_eq!((Rgb::parse("red"), Rgb::parse("#12"), Rgb::parse("#gggggg"), Rgb::parse("#é1")), (None, None, None, None));
    }

    #[test]
    fn a_tint_is_found_on_light_and_on_dark() {
        let (white, black, yellow) = (Rgb([255; 3]), Rgb([0; 3]), Rgb([255, 204, 0]));
        assert!(yellow.standing_out(white, 7.0).contrast(white) >= 7.0);
        assert_eq!(yellow.standing_out(black, 7.0), yellow);
        assert_eq!(Rgb([0, 0, 255]).standing_out(Rgb([128; 3]), 20.0), Rgb([0; 3]));
    }
}
