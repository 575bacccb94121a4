//! Finds pages, terms and questions by a few words, some of them half typed or misspelt. Knows nothing of screens: both ways of taking
//! the course ask here.
//!
//! An [`Index`] is made when it is needed, never before: the first screen does not wait for it.

mod index;
mod word;

pub use index::{Found, Hit, Index, MOST, Marked};
pub use word::{fits, folded};
