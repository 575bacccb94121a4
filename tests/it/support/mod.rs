//! What the tests share: a pseudo-terminal with the real program in it, and somebody who knows the course by heart.

pub(crate) mod pty;
pub(crate) mod solver;
