//! What the tests share: a pseudo-terminal with the real program in it, somebody who knows the course by heart, and a learner
//! whose doings read like a sentence.

mod learner;
pub(crate) mod pty;
pub(crate) mod solver;

pub(crate) use learner::Learner;
