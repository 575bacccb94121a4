//! What the tests share: a pseudo-terminal with the real program in it, somebody who knows every answer, and a learner
//! whose doings read like a sentence.

pub(crate) mod deeds;
pub(crate) mod graduate;
pub(crate) mod hand;
pub(crate) mod kept;
mod learner;
pub(crate) mod listener;
pub(crate) mod pty;
pub(crate) mod solver;
mod typist;

pub(crate) use learner::{Learner, Still, press};
pub(crate) use typist::Typist;

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs the program to its end with these lines typed into it, without a terminal.
pub(crate) fn typed(program: &mut Command, lines: &str) -> Output {
    let mut running = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that reads no lines has ended by now, which is no fault.
    let _ = running.stdin.take().unwrap().write_all(lines.as_bytes());
    running.wait_with_output().unwrap()
}

/// How a program ended, and everything it said.
pub(crate) fn said(ended: Output) -> (i32, String) {
    (ended.status.code().unwrap(), String::from_utf8([ended.stdout, ended.stderr].concat()).unwrap())
}
