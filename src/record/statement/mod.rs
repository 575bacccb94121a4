//! xAPI 1.0.3 statements, as data: what may stand in one and nothing else. A statement's id follows from what it tells, so that the
//! same fact is the same statement however often it goes out.

mod answer;
mod make;
mod parts;
mod queued;

pub use make::statements;
pub use parts::{
    Account, Activity, ActivityKind, Actor, Component, Context, ContextActivities, Definition, Moment, Outcome, Score, Statement, Verb,
    Words, duration,
};
pub use queued::{Outgoing, Queued, TellRecord, TellingRecords};
