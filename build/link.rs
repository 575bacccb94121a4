//! Says how the released program is linked on Linux, so that a start touches little of it however much the program can do. A
//! learner's first screen waits for three things that are no work at all: libraries to be found and joined, tables to be adjusted to
//! the place the program was put, and code to be fetched page by page from wherever the linker happened to lay it.
//!
//! - It stands at one place (`-no-pie`), so that no table is adjusted. The price: an attacker who already steers the program knows
//!   where its code lies. The heap, the stacks and all files in memory stay where nobody can guess them, and no code of ours is
//!   `unsafe`.
//! - It carries its libraries (`-static`) where the machine that builds it has them, so that none is looked for.
//! - What a learner's start runs is laid together, first (`build/first.ld`, made by `benches/layout`).
//!
//! Each of these only makes it quicker: where one cannot be had, the program is the same without it.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The libraries that the compiler names when it links, and that are then looked for in our folder first.
const NAMED: [&str; 7] = ["gcc_s", "util", "rt", "pthread", "m", "dl", "c"];

/// What they are when they are carried along.
const CARRIED: [&str; 4] = ["libc.a", "libm.a", "libgcc_eh.a", "libgcc.a"];

/// Tells cargo how the program is linked.
pub(crate) fn tell(root: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build/first.ld");
    println!("cargo::rerun-if-env-changed=BEDSIDE_LINK");
    if env::var("BEDSIDE_LINK").is_ok_and(|told| told == "plain") || !is_ours_to_link() {
        return Ok(());
    }
    tell_linker("-no-pie");
    tell_linker(&format!("-Wl,-T,{}", root.join("build/first.ld").display()));
    if carries_libraries() {
        let folder = lead_to_carried(out)?;
        tell_linker("-static");
        tell_linker(&format!("-L{}", folder.display()));
    }
    Ok(())
}

fn tell_linker(argument: &str) {
    println!("cargo::rustc-link-arg-bins={argument}");
}

/// Whether this is a release for Linux and glibc, linked in the usual way. Whoever chose another linker has reasons of their own.
fn is_ours_to_link() -> bool {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|told| told == value);
    let is_static = env::var("CARGO_CFG_TARGET_FEATURE").is_ok_and(|features| features.split(',').any(|feature| feature == "crt-static"));
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let is_usual =
        env::var_os("RUSTC_LINKER").is_none() && !["fuse-ld", "linker=", "relocation-model"].iter().any(|own| flags.contains(own));
    is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") && !is_static && is_usual
}

/// Whether the machine has the libraries to carry along: Debian has them with its C compiler, others in a package of their own.
fn carries_libraries() -> bool {
    let is_here = env::var("HOST").ok() == env::var("TARGET").ok();
    let has = |library: &str| {
        let found = Command::new("cc").arg(format!("-print-file-name={library}")).output();
        found.is_ok_and(|found| Path::new(String::from_utf8_lossy(&found.stdout).trim()).is_absolute())
    };
    is_here && CARRIED.iter().all(|library| has(library))
}

/// Makes a folder in which the names of the libraries lead to those that can be carried along. The compiler itself has no other way
/// to say so for one program alone: told by its own flag, it would refuse to run what it runs while it builds.
fn lead_to_carried(out: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let folder = out.join("carried");
    fs::create_dir_all(&folder)?;
    let all = CARRIED.map(|library| format!("-l:{library}")).join(" ");
    for name in NAMED {
        fs::write(folder.join(format!("lib{name}.so")), format!("GROUP ( {all} )\n"))?;
    }
    Ok(folder)
}
