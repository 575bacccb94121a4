//! What the tests share: a pseudo-terminal with the real program in it, somebody who knows every answer, and a learner
//! whose doings read like a sentence.

pub(crate) mod graduate;
pub(crate) mod hand;
pub(crate) mod kept;
mod learner;
pub(crate) mod listener;
pub(crate) mod pty;
pub(crate) mod solver;
mod typist;

pub(crate) use learner::{Learner, Still, press};
pub(crate) use typist::Typist;
