//! The standing report: who on a roster is complete, and who is not. Worked out from what the records tell of each learner; nothing of
//! it is kept.

mod called;
mod chart;
mod doubtful;
mod known;
mod likely;
mod muster;
mod page;
mod people;
mod print;
mod reminder;
mod standing;

pub use called::{Unlike, may_be_one};
pub use chart::{Title, chart};
pub use doubtful::Doubtful;
pub use known::{Index, Known, Newest};
pub use likely::{Says, Suggestion};
pub use muster::Muster;
pub use page::Page;
pub use people::{Entry, Listing, Stranger};
pub use reminder::{Mailing, appointment, in_days};
pub use standing::{By, Groups, Rules, Standing, Tally, Word, standing};
