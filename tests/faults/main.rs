//! Attacks the real program while it works, looks into its journal after every run, and prints what was lost: nothing.
//!
//! `cargo test --test faults` makes every attack a few times; `cargo test --test faults -- --full` as often as `docs/security.md` says.
//! A name (`kills`, `full-disk` …) makes only that one. One file an attack; each is a row of [`ATTACKS`].

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "a harness may stop where it stands, and prints its table"
)]

mod clock;
mod cut;
mod disk;
mod errors;
mod kills;
mod ledger;
mod luck;
#[expect(dead_code, reason = "the tests of the whole program use the rest of it")]
#[path = "../it/support/pty.rs"]
mod pty;
mod script;
mod signals;
mod versions;

use std::process::ExitCode;

use ledger::Tally;

/// One attack: its name, how often it is made in a short and in a full run, and what makes it.
struct Attack {
    name: &'static str,
    few: usize,
    many: usize,
    make: fn(usize) -> Tally,
}

const ATTACKS: [Attack; 9] = [
    Attack { name: "kills", few: 100, many: 2000, make: kills::make },
    Attack { name: "full-disk", few: 20, many: 200, make: disk::fill },
    Attack { name: "read-only-disk", few: 2, many: 20, make: disk::forbid },
    Attack { name: "disk-errors", few: 40, many: 1000, make: errors::make },
    Attack { name: "disk-errors-for-good", few: 20, many: 500, make: errors::make_for_good },
    Attack { name: "clock", few: 6, many: 60, make: clock::make },
    Attack { name: "versions", few: 6, many: 60, make: versions::make },
    Attack { name: "cut", few: 60, many: 600, make: cut::make },
    Attack { name: "signals", few: 1, many: 3, make: signals::make },
];

fn main() -> ExitCode {
    let said: Vec<String> = std::env::args().skip(1).collect();
    let is_full = said.iter().any(|word| word == "--full");
    let names: Vec<&String> = said.iter().filter(|word| !word.starts_with("--")).collect();
    let chosen: Vec<&Attack> = ATTACKS.iter().filter(|attack| names.is_empty() || names.iter().any(|name| *name == attack.name)).collect();
    assert!(!chosen.is_empty(), "there is no attack of that name; they are {}", ATTACKS.map(|attack| attack.name).join(", "));
    println!("| attack | runs | struck | answers shown as kept | lost | doubled | other flaws |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    let mut is_whole = true;
    for attack in chosen {
        let tally = (attack.make)(if is_full { attack.many } else { attack.few });
        println!("| {} | {tally} |", attack.name);
        for flaw in &tally.flaws {
            println!("    {flaw}");
        }
        is_whole &= tally.is_whole();
    }
    if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
