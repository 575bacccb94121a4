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
    /// A word that was looked for.
    Found,
    /// A message of ours.
    Notice,
}

impl Role {
    #[cfg(test)]
    const ALL: [Self; 14] = [
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
        Self::Found,
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
}

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Depth {
    /// The sixteen that have names.
    Sixteen,
    /// 256, by number.
    Many,
    /// Any mixture of red, green and blue.
    #[default]
    Full,
}

impl Depth {
    /// Returns what a terminal says of itself in `COLORTERM` and `TERM`. Asks it nothing.
    #[must_use]
    pub fn told(colorterm: &str, term: &str) -> Self {
        match () {
            () if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") => Self::Full,
            () if term.contains("256color") => Self::Many,
            () => Self::Sixteen,
        }
    }
}

/// How everything looks: a choice of colours, as far as the terminal shows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Look {
    /// The choice.
    pub theme: Theme,
    /// How many colours the terminal shows.
    pub depth: Depth,
}

impl Look {
    /// Returns a choice of colours on a terminal that shows them all.
    #[must_use]
    pub const fn of(theme: Theme) -> Self {
        Self { theme, depth: Depth::Full }
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
            Role::Found => Modifier::UNDERLINED | Modifier::BOLD,
            Role::LinkFocus => Modifier::REVERSED | Modifier::BOLD,
            Role::Faint | Role::Card if matches!(self.theme, Theme::Terminal | Theme::None) => Modifier::DIM,
            Role::Quote => Modifier::ITALIC,
            Role::Text | Role::Faint | Role::Accent | Role::Card => Modifier::empty(),
        }
    }

    /// Returns the colours of letters and ground.
    fn colours(self, role: Role) -> (Color, Color) {
        match (self.theme, self.depth) {
            (Theme::None, _) => (Color::Reset, Color::Reset),
            (Theme::Terminal, _) => (terminal(role), Color::Reset),
            (Theme::Light, Depth::Sixteen) => (light_named(role), Color::White),
            (Theme::Dark, Depth::Sixteen) => (dark_named(role), Color::Black),
            (Theme::HighContrast, Depth::Sixteen) => (contrast_named(role), Color::Black),
            (Theme::Light, depth) => (mixed(light(role), depth), mixed(0x00fb_faf6, depth)),
            (Theme::Dark, depth) => (mixed(dark(role), depth), mixed(0x0017_1a1f, depth)),
            (Theme::HighContrast, depth) => (mixed(contrast(role), depth), mixed(0, depth)),
        }
    }
}

const fn terminal(role: Role) -> Color {
    match role {
        Role::Accent | Role::Focus | Role::Link | Role::LinkFocus | Role::Found => Color::Cyan,
        Role::Right => Color::Green,
        Role::Half | Role::Notice => Color::Yellow,
        Role::Wrong => Color::Red,
        Role::Text | Role::Faint | Role::Heading | Role::Quote | Role::Card => Color::Reset,
    }
}

const fn light(role: Role) -> u32 {
    match role {
        Role::Text | Role::Quote => 0x0026_2b30,
        Role::Heading => 0x0012_1518,
        Role::Faint | Role::Card => 0x0063_6a72,
        Role::Accent | Role::Focus | Role::Link | Role::LinkFocus | Role::Found => 0x0009_6273,
        Role::Right => 0x0017_6b3a,
        Role::Half | Role::Notice => 0x0080_5200,
        Role::Wrong => 0x00a5_2430,
    }
}

const fn dark(role: Role) -> u32 {
    match role {
        Role::Text | Role::Quote => 0x00d8_d9d6,
        Role::Heading => 0x00f5_f4ef,
        Role::Faint | Role::Card => 0x0092_9aa4,
        Role::Accent | Role::Focus | Role::Link | Role::LinkFocus | Role::Found => 0x0076_cbd8,
        Role::Right => 0x0084_cf9c,
        Role::Half | Role::Notice => 0x00e4_bd72,
        Role::Wrong => 0x00f2_9494,
    }
}

const fn contrast(role: Role) -> u32 {
    match role {
        Role::Accent | Role::Focus | Role::Link | Role::LinkFocus | Role::Found | Role::Notice => 0x00ff_e14d,
        Role::Right => 0x008c_ff9e,
        Role::Half => 0x00ff_c46b,
        Role::Wrong => 0x00ff_a8a8,
        Role::Text | Role::Faint | Role::Heading | Role::Quote | Role::Card => 0x00ff_ffff,
    }
}

/// Of the sixteen, only blue and red can be read on white everywhere; words tell what green and yellow would have.
const fn light_named(role: Role) -> Color {
    match role {
        Role::Accent | Role::Focus | Role::Link | Role::LinkFocus | Role::Found => Color::Blue,
        Role::Wrong => Color::Red,
        _ => Color::Black,
    }
}

const fn dark_named(role: Role) -> Color {
    match role {
        Role::Accent | Role::Focus | Role::Link | Role::LinkFocus | Role::Found => Color::LightCyan,
        Role::Right => Color::LightGreen,
        Role::Half | Role::Notice => Color::LightYellow,
        Role::Wrong => Color::LightRed,
        Role::Heading => Color::White,
        Role::Text | Role::Faint | Role::Quote | Role::Card => Color::Gray,
    }
}

const fn contrast_named(role: Role) -> Color {
    match role {
        Role::Accent | Role::Focus | Role::Link | Role::LinkFocus | Role::Found | Role::Notice | Role::Half => Color::LightYellow,
        Role::Right => Color::LightGreen,
        Role::Wrong => Color::LightRed,
        Role::Text | Role::Faint | Role::Heading | Role::Quote | Role::Card => Color::White,
    }
}

/// Returns a mixture as a terminal can show it: itself, or the nearest of the 240 that every terminal of 256 colours mixes alike.
fn mixed(hexadecimal: u32, depth: Depth) -> Color {
    let wanted = Color::from_u32(hexadecimal);
    let Color::Rgb(red, green, blue) = wanted else { return wanted };
    if depth == Depth::Full {
        return wanted;
    }
    let far = |index: u8| {
        let (r, g, b) = numbered(index);
        let part = |one: u8, other: u8| u32::from(one.abs_diff(other)).pow(2);
        part(r, red) + part(g, green) + part(b, blue)
    };
    (16..=255).min_by_key(|index| far(*index)).map_or(wanted, Color::Indexed)
}

/// Returns the mixture behind a number from 16 on: a cube of six steps, then greys.
fn numbered(index: u8) -> (u8, u8, u8) {
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return (grey, grey, grey);
    }
    let step = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    let index = index.saturating_sub(16);
    (step(index / 36), step(index / 6 % 6), step(index % 6))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the names of the sixteen mean on xterm, and on a machine's own console.
    const NAMED: [(Color, u32, u32); 9] = [
        (Color::Black, 0x0000_0000, 0x0000_0000),
        (Color::Red, 0x00cd_0000, 0x00aa_0000),
        (Color::Blue, 0x0000_00ee, 0x0000_00aa),
        (Color::Gray, 0x00e5_e5e5, 0x00aa_aaaa),
        (Color::LightRed, 0x00ff_0000, 0x00ff_5555),
        (Color::LightGreen, 0x0000_ff00, 0x0055_ff55),
        (Color::LightYellow, 0x00ff_ff00, 0x00ff_ff55),
        (Color::LightCyan, 0x0000_ffff, 0x0055_ffff),
        (Color::White, 0x00ff_ffff, 0x00ff_ffff),
    ];

    /// Returns what a colour may look like, as red, green and blue.
    fn mixtures(colour: Color) -> Vec<(u8, u8, u8)> {
        let parts = |mixture: u32| match Color::from_u32(mixture) {
            Color::Rgb(red, green, blue) => (red, green, blue),
            other => panic!("{other} is no mixture"),
        };
        match colour {
            Color::Rgb(red, green, blue) => vec![(red, green, blue)],
            Color::Indexed(index @ 16..) => vec![numbered(index)],
            named => {
                let (_, xterm, console) = NAMED.iter().find(|(known, ..)| *known == named).unwrap_or_else(|| panic!("{named} is not ours"));
                vec![parts(*xterm), parts(*console)]
            }
        }
    }

    fn luminance((red, green, blue): (u8, u8, u8)) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.0722f64.mul_add(linear(blue), 0.2126f64.mul_add(linear(red), 0.7152 * linear(green)))
    }

    #[test]
    fn every_pair_of_our_own_colours_is_readable_on_every_kind_of_terminal() {
        for theme in [Theme::Light, Theme::Dark, Theme::HighContrast] {
            for depth in [Depth::Sixteen, Depth::Many, Depth::Full] {
                for role in Role::ALL {
                    let (letters, ground) = Look { theme, depth }.colours(role);
                    for (letters, ground) in mixtures(letters).into_iter().zip(mixtures(ground)) {
                        let (one, other) = (luminance(letters), luminance(ground));
                        let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                        assert!(contrast >= 4.5, "{theme:?} {depth:?} {role:?}: {contrast:.2}");
                    }
                }
            }
        }
    }

    #[test]
    fn without_colour_there_is_none() {
        let look = Look::of(Theme::None);
        assert!(Role::ALL.iter().all(|role| look.colours(*role) == (Color::Reset, Color::Reset)));
    }

    #[test]
    fn a_terminal_says_how_many_colours_it_shows() {
        for (colorterm, term, depth) in [
            ("truecolor", "xterm", Depth::Full),
            ("24bit", "screen-256color", Depth::Full),
            ("", "xterm-256color", Depth::Many),
            ("", "xterm-direct", Depth::Full),
            ("", "linux", Depth::Sixteen),
            ("", "screen", Depth::Sixteen),
            ("yes", "", Depth::Sixteen),
        ] {
            assert_eq!(Depth::told(colorterm, term), depth, "{colorterm} {term}");
        }
    }

    #[test]
    fn a_mixture_becomes_its_nearest_neighbour() {
        assert_eq!(mixed(0x00ff_ffff, Depth::Many), Color::Indexed(231));
        assert_eq!(mixed(0x0000_0000, Depth::Many), Color::Indexed(16));
        assert_eq!(mixed(0x0012_1212, Depth::Many), Color::Indexed(233));
        assert_eq!(mixed(0x005f_87af, Depth::Many), Color::Indexed(67));
        assert_eq!(mixed(0x0001_0203, Depth::Full), Color::Rgb(1, 2, 3));
    }
}
