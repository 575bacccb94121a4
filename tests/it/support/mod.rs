//! What the tests share: a pseudo-terminal with the real program in it, somebody who knows every answer, and a learner
//! whose doings read like a sentence.

pub(crate) mod hand;
mod learner;
pub(crate) mod pty;

pub(crate) use learner::Learner;
