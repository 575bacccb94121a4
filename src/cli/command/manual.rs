//! `bedside manual`: the manual pages, one for the program and one a command.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Arg, ArgMatches};
use clap_mangen::Man;

use crate::cli::{Answer, Failure, Person, Setup, program, whole_file};

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "manual",
    person: Person::Keeper,
    about: "write the manual pages into a folder",
    example: "bedside manual /usr/local/share/man/man1",
    arguments,
    run,
};

fn arguments() -> Vec<Arg> {
    vec![Arg::new("folder").value_name("DIR").value_parser(clap::value_parser!(PathBuf)).required(true).help("an existing folder")]
}

fn run(arguments: &ArgMatches, _: &Setup) -> Result<Answer, Failure> {
    let Some(folder) = arguments.get_one::<PathBuf>("folder") else {
        return Err(Failure::Usage { told: "name the folder to write the pages into".to_owned() });
    };
    let whole = program().disable_help_subcommand(true);
    let commands = whole.get_subcommands().cloned().map(|command| {
        let name = format!("bedside-{}", command.get_name());
        (name.clone(), command.display_name(name.clone()).bin_name(name.replacen('-', " ", 1)))
    });
    let pages: Vec<(String, clap::Command)> = commands.chain([("bedside".to_owned(), whole.clone())]).collect();
    for (name, command) in &pages {
        let mut page = Vec::new();
        Man::new(command.clone()).source(concat!("bedside ", env!("CARGO_PKG_VERSION"))).render(&mut page)?;
        // What the help ends with is an example, and no page has a section for it by itself.
        let words = String::from_utf8_lossy(&page).replace(".SH EXTRA\nExample:\n", ".SH EXAMPLES\n");
        whole_file::write_text(&folder.join(format!("{name}.1")), &words)?;
    }
    writeln!(io::stdout().lock(), "{} pages are in {}", pages.len(), crate::prose::safe::line(&folder.to_string_lossy()))?;
    Ok(Answer::Done)
}
