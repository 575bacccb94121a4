//! `bedside completions`: what a shell needs to complete commands and options.

use std::io::{self, Write};

use clap::{Arg, ArgMatches};
use clap_complete::Shell;

use crate::cli::{Answer, Failure, Person, Setup, program};

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "completions",
    person: Person::Keeper,
    about: "print what a shell needs to complete commands and options",
    example: "bedside completions bash > /etc/bash_completion.d/bedside",
    arguments,
    run,
};

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("shell")
            .value_name("SHELL")
            .value_parser(clap::value_parser!(Shell))
            .required(true)
            .help("bash, zsh, fish, elvish, or powershell"),
    ]
}

fn run(arguments: &ArgMatches, _: &Setup) -> Result<Answer, Failure> {
    let Some(shell) = arguments.get_one::<Shell>("shell") else {
        return Err(Failure::Usage { told: "name a shell: bash, zsh, fish, elvish, or powershell".to_owned() });
    };
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut program(), "bedside", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Answer::Done)
}
