//! This course's own format: a quiz of it as a [`Paper`](super::Paper), and a paper as a quiz file.

mod held;
mod taken;
mod written;

pub use taken::paper;
pub use written::written;
