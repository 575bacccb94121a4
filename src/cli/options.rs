//! The options that every command takes. What they come to is settled in `setup`.

use std::path::PathBuf;

use clap::{Arg, ArgAction};

/// The options that every command takes.
pub(super) fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("course")
            .long("course")
            .value_name("DIR")
            .env("BEDSIDE_COURSE")
            .global(true)
            .value_parser(clap::value_parser!(PathBuf))
            .help("take the course in this folder (default: the one in the program)"),
        Arg::new("data")
            .long("data")
            .value_name("DIR")
            .env("BEDSIDE_DATA")
            // An address may hold a password.
            .hide_env_values(true)
            .global(true)
            .value_parser(clap::value_parser!(PathBuf))
            .help("keep records in this folder, or on a server: postgres://NAME@HOST/DATABASE (default: your data folder)"),
        Arg::new("learner")
            .long("learner")
            .value_name("ID")
            .env("BEDSIDE_LEARNER")
            .global(true)
            .help("whose records, where several people share them"),
        Arg::new("color")
            .long("color")
            .value_name("WHEN")
            .env("BEDSIDE_COLOR")
            .global(true)
            .value_parser(["auto", "always", "never"])
            .help("auto, always, or never"),
        Arg::new("theme")
            .long("theme")
            .value_name("THEME")
            .env("BEDSIDE_THEME")
            .global(true)
            .value_parser(["terminal", "light", "dark", "high-contrast", "none"])
            .help("terminal, light, dark, high-contrast, or none"),
        Arg::new("language")
            .long("language")
            .value_name("LANG")
            .env("BEDSIDE_LANGUAGE")
            .global(true)
            .help("the language, such as en or es (default: the computer's)"),
        Arg::new("pictures")
            .long("pictures")
            .value_name("HOW")
            .env("BEDSIDE_PICTURES")
            .global(true)
            .value_parser(["auto", "off", "blocks", "kitty", "iterm", "sixel"])
            .help("auto, off, blocks, kitty, iterm, or sixel"),
        Arg::new("no-mouse").long("no-mouse").global(true).action(ArgAction::SetTrue).help("leave the mouse to the terminal"),
        Arg::new("reduced-motion")
            .long("reduced-motion")
            .global(true)
            .action(ArgAction::SetTrue)
            .help("nothing moves, not even the cursor"),
        Arg::new("no-letter-keys")
            .long("no-letter-keys")
            .global(true)
            .action(ArgAction::SetTrue)
            .help("single letters and digits do nothing by themselves"),
        Arg::new("plain").long("plain").global(true).action(ArgAction::SetTrue).help("the course line by line, as screen readers like it"),
        Arg::new("columns")
            .long("columns")
            .value_name("N")
            .env("BEDSIDE_COLUMNS")
            .global(true)
            .value_parser(clap::value_parser!(u16).range(20..))
            .help("with --plain: no line wider than N (default: 72, or what the terminal has, where that is less)"),
        Arg::new("today")
            .long("today")
            .value_name("DATE")
            .env("BEDSIDE_TODAY")
            .global(true)
            .help("for reports and tries: pretend it is this day, such as 2026-11-23"),
    ]
}
