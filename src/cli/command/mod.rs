//! One verb a file.

pub mod check;
mod fix;
