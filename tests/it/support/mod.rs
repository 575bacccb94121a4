//! What the tests share: a pseudo-terminal with the real program in it, and builders that read like sentences.

pub(crate) mod pty;
