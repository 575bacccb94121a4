//! One verb a file.

pub mod certificate;
pub mod check;
pub mod export;
mod fix;
