//! How things look, by the part they play. The only place that knows colours; nothing is told by colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::prose::Tone;

/// The part a piece of text plays on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// Running words.
    #[default]
    Text,
    /// What may be overlooked.
    Faint,
    /// A title.
    Heading,
    /// The one colour that draws the eye.
    Accent,
    /// The sign and the letter at the thing in focus.
    Focus,
    /// Said of something right.
    Right,
    /// Said of something half right.
    Half,
    /// Said of something wrong.
    Wrong,
    /// Somebody else's words.
    Quote,
    /// A link.
    Link,
    /// A link in focus.
    LinkFocus,
    /// The frame and the signs of a card.
    Card,
    /// A message of ours.
    Notice,
}

impl Role {
    #[cfg(test)]
    const ALL: [Self; 13] = [
        Self::Text,
        Self::Faint,
        Self::Heading,
        Self::Accent,
        Self::Focus,
        Self::Right,
        Self::Half,
        Self::Wrong,
        Self::Quote,
        Self::Link,
        Self::LinkFocus,
        Self::Card,
        Self::Notice,
    ];
}

/// A choice of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// The terminal's own colours: right on light and on dark.
    #[default]
    Terminal,
    /// Dark letters on paper.
    Light,
    /// Light letters on slate.
    Dark,
    /// White and yellow on black.
    HighContrast,
    /// No colour at all; bold and underlined stay.
    None,
}

impl Theme {
    /// Every theme, by the name a person writes.
    pub const ALL: [(&'static str, Self); 5] = [
        ("terminal", Self::Terminal),
        ("light", Self::Light),
        ("dark", Self::Dark),
        ("high-contrast", Self::HighContrast),
        ("none", Self::None),
    ];

    /// Returns the theme of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, theme)| *theme)
    }

    /// Returns the style of a part.
    pub(super) fn style(self, role: Role) -> Style {
        let (letters, ground) = self.colours(role);
        Style::new().fg(letters).bg(ground).add_modifier(self.modifier(role))
    }

    /// Returns the style of a part spoken in a tone.
    pub(super) fn toned(self, role: Role, tone: Tone) -> Style {
        let mut style = self.style(role);
        for (said, modifier) in [(tone.strong, Modifier::BOLD), (tone.stressed, Modifier::ITALIC), (tone.struck, Modifier::CROSSED_OUT)] {
            if said {
                style = style.add_modifier(modifier);
            }
        }
        if tone.code {
            style = style.fg(self.colours(Role::Accent).0);
        }
        style
    }

    fn modifier(self, role: Role) -> Modifier {
        match role {
            Role::Heading | Role::Focus | Role::Right | Role::Half | Role::Wrong | Role::Notice => Modifier::BOLD,
            Role::Link => Modifier::UNDERLINED,
            Role::LinkFocus => Modifier::REVERSED | Modifier::BOLD,
            Role::Faint | Role::Card if matches!(self, Self::Terminal | Self::None) => Modifier::DIM,
            Role::Quote => Modifier::ITALIC,
            Role::Text | Role::Faint | Role::Accent | Role::Card => Modifier::empty(),
        }
    }

    /// Returns the colours of letters and ground.
    fn colours(self, role: Role) -> (Color, Color) {
        match self {
            Self::None => (Color::Reset, Color::Reset),
            Self::Terminal => (terminal(role), Color::Reset),
            Self::Light => (light(role), rgb(0x00fb_faf6)),
            Self::Dark => (dark(role), rgb(0x0017_1a1f)),
            Self::HighContrast => (contrast(role), rgb(0)),
        }
    }
}

const fn terminal(role: Role) -> Color {
    match role {
        Role::Accent | Role::Focus | Role::Link | Role::LinkFocus => Color::Cyan,
        Role::Right => Color::Green,
        Role::Half | Role::Notice => Color::Yellow,
        Role::Wrong => Color::Red,
        Role::Text | Role::Faint | Role::Heading | Role::Quote | Role::Card => Color::Reset,
    }
}

const fn light(role: Role) -> Color {
    rgb(match role {
        Role::Text | Role::Quote => 0x0026_2b30,
        Role::Heading => 0x0012_1518,
        Role::Faint | Role::Card => 0x0063_6a72,
        Role::Accent | Role::Focus | Role::Link | Role::LinkFocus => 0x0009_6273,
        Role::Right => 0x0017_6b3a,
        Role::Half | Role::Notice => 0x0080_5200,
        Role::Wrong => 0x00a5_2430,
    })
}

const fn dark(role: Role) -> Color {
    rgb(match role {
        Role::Text | Role::Quote => 0x00d8_d9d6,
        Role::Heading => 0x00f5_f4ef,
        Role::Faint | Role::Card => 0x0092_9aa4,
        Role::Accent | Role::Focus | Role::Link | Role::LinkFocus => 0x0076_cbd8,
        Role::Right => 0x0084_cf9c,
        Role::Half | Role::Notice => 0x00e4_bd72,
        Role::Wrong => 0x00f2_9494,
    })
}

const fn contrast(role: Role) -> Color {
    rgb(match role {
        Role::Accent | Role::Focus | Role::Link | Role::LinkFocus | Role::Notice => 0x00ff_e14d,
        Role::Right => 0x008c_ff9e,
        Role::Half => 0x00ff_c46b,
        Role::Wrong => 0x00ff_a8a8,
        Role::Text | Role::Faint | Role::Heading | Role::Quote | Role::Card => 0x00ff_ffff,
    })
}

const fn rgb(hexadecimal: u32) -> Color {
    Color::from_u32(hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Color) -> f64 {
        let Color::Rgb(red, green, blue) = colour else { panic!("{colour} is not ours") };
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.0722f64.mul_add(linear(blue), 0.2126f64.mul_add(linear(red), 0.7152 * linear(green)))
    }

    #[test]
    fn every_pair_of_our_own_colours_is_readable() {
        for theme in [Theme::Light, Theme::Dark, Theme::HighContrast] {
            for role in Role::ALL {
                let (letters, ground) = theme.colours(role);
                let (one, other) = (luminance(letters), luminance(ground));
                let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                assert!(contrast >= 4.5, "{theme:?} {role:?}: {contrast:.2}");
            }
        }
    }

    #[test]
    fn without_colour_there_is_none() {
        assert!(Role::ALL.iter().all(|role| Theme::None.colours(*role) == (Color::Reset, Color::Reset)));
    }
}
