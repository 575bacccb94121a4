//! Pages of `docs/` that the program writes are what it would write today.

use crate::is_written;

#[test]
fn the_authoring_reference_is_that_of_the_tables() {
    is_written("docs/authoring-reference.md", &bedside::course::reference());
}
