//! What several screens draw alike.

pub(super) mod card;
pub(super) mod chart;
pub(super) mod field;
pub(super) mod frame;
