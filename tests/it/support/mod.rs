//! People to test with: what they do and what they see reads like a sentence.

mod learner;

pub(crate) use learner::Learner;
