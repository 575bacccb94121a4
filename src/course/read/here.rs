//! Where one value stands, and by which row of the table it is read.

use std::ops::Range;

use crate::course::setting::{Row, Site};

/// Where a value stands, and the row it is read by.
pub(super) struct Here {
    pub(super) row: &'static Row,
    pub(super) site: Site,
    pub(super) named_at: Range<usize>,
    pub(super) value_at: Range<usize>,
    /// Where the value stands in the mended text.
    pub(super) span: Range<usize>,
}

/// Returns what a person calls an item of a list, with its article.
pub(super) fn item_called(row: &Row) -> &'static str {
    match row.name {
        "options" => "an option",
        "order" => "a step",
        "pairs" => "a pair",
        "choices" => "a choice",
        "timeline" => "a moment",
        "comments" => "a comment",
        "takeaways" => "a takeaway",
        _ => "an item",
    }
}
