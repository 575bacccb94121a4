//! Remembers: SQLite and servers that speak PostgreSQL's protocol, and only here. One database, `bedside.db`, holds the facts of every
//! learner who shares a machine; windows and programs may have it open together. Facts go in and stay; only `forget` takes them out, all
//! of one learner, on that learner's word.
//!
//! [`Sqlite`] is that file, opened, [`SqliteJournal`] one learner's journal of one course in it, and [`FolderJournal`] the same, opened
//! only when more than a look is wanted. [`SqliteRecords`] is what a department keeps, in `records.db`. [`Server`] is the same for many
//! machines; [`Journals`] and [`OneJournal`] are whichever it is. What can go wrong is an [`Error`], worded for the person in front of the
//! screen.

mod checkup;
mod department;
mod error;
mod forget;
mod glance;
mod handing_over;
mod journal;
mod journals;
mod launched;
mod log;
mod migration;
mod outbox;
mod outgoing;
mod people;
mod place;
mod records;
mod room;
mod row;
mod server;
mod sqlite;

pub use crate::record::statement::Queued;
pub use checkup::Checkup;
pub use department::{department, department_if_there};
pub use error::Error;
pub use forget::Forgotten;
pub use glance::FolderJournal;
pub use handing_over::hand_over;
pub use journal::SqliteJournal;
pub use journals::{At, Journals, OneJournal, checkup};
pub use launched::{Enrolled, Launched};
pub use outbox::{OUTBOX_FILE, Outbox, Queue};
pub use outgoing::{Tell, Telling};
pub use people::Person;
pub use place::Warning;
pub use records::{RECORDS_FILE, SqliteRecords};
pub use server::{Address, Server, ServerJournal, ServerRecords};
pub use sqlite::{FILE, Sqlite};
