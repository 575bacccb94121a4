//! The front door: arguments in, one verb carried out, an exit code out. The only room that prints.

pub mod command;
mod refused;
mod whole_file;

pub use refused::Refused;
