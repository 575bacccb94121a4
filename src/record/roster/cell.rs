//! What a cell says, without what a system writes around it for spreadsheets.

/// Returns what is in a cell such as `="0073"`, by which some systems keep a spreadsheet from taking the zeros away; any other as it is.
pub(in crate::record) fn told(cell: &str) -> &str {
    let cell = cell.trim();
    let kept = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    kept.filter(|text| !text.contains('"')).map_or(cell, str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_zeros_is_no_part_of_a_cell() {
        for (cell, said) in
            [(" =\"0073\" ", "0073"), ("=\"\"", ""), ("=\"a\"&\"b\"", "=\"a\"&\"b\""), ("=1", "=1"), ("=\"", "=\""), ("0073", "0073")]
        {
            assert_eq!(told(cell), said, "{cell}");
        }
    }
}
