//! What the tests share: a pseudo-terminal with the real program in it, somebody who knows the course by heart, and a learner
//! whose doings read like a sentence.

mod learner;
pub(crate) mod listener;
pub(crate) mod pty;
pub(crate) mod solver;
mod typist;

pub(crate) use learner::Learner;
pub(crate) use typist::Typist;
