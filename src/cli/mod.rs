//! The front door: arguments in, an exit code out.

pub mod command;
