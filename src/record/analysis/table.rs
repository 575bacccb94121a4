//! The figures as a table: a line for each choice of each question.

use crate::record::table::{Cell, Cells, Column, Holds, Row};

use super::{Choice, Item, Remark};

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    item: &'a Item,
    choice: Option<&'a Choice>,
}

/// Returns the line of a choice; without one, the line of the question itself.
#[must_use]
pub const fn line<'a>(item: &'a Item, choice: Option<&'a Choice>) -> Line<'a> {
    Line { item, choice }
}

impl Row for Line<'_> {
    const COLUMNS: &'static [Column] = &[
        Column::new("quiz", Holds::Code),
        Column::new("question", Holds::Code),
        Column::new("answers", Holds::Number),
        Column::new("facility", Holds::Code),
        Column::new("discrimination", Holds::Code),
        Column::new("median_seconds", Holds::Number),
        Column::new("choice", Holds::Text),
        Column::new("words", Holds::Text),
        Column::new("right", Holds::Flag),
        Column::new("count", Holds::Number),
        Column::new("rest", Holds::Code),
        Column::new("remarks", Holds::Text),
    ];

    fn cells(&self, to: &mut impl Cells) {
        let item = self.item;
        to.cell(Cell::Code(item.quiz.as_str()));
        to.cell(Cell::Code(item.question.as_str()));
        to.cell(Cell::Number(item.answers));
        to.cell(Cell::Code(&if item.answers > 0 { decimal(item.facility) } else { String::new() }));
        to.cell(Cell::Code(&item.discrimination.map(decimal).unwrap_or_default()));
        to.cell(Cell::Number(item.median_seconds));
        let Some(choice) = self.choice else {
            let remarks: Vec<String> = item.remarks.iter().map(Remark::words).collect();
            (0..5).for_each(|_| to.cell(Cell::Empty));
            to.cell(Cell::Text(&remarks.join("; ")));
            return;
        };
        to.cell(Cell::Text(&choice.choice));
        to.cell(Cell::Text(&choice.words));
        to.cell(choice.right.map_or(Cell::Empty, Cell::Flag));
        to.cell(Cell::Number(choice.count));
        to.cell(Cell::Code(&choice.rest.map(decimal).unwrap_or_default()));
        to.cell(Cell::Empty);
    }
}

/// Three decimals are more than such figures bear.
fn decimal(figure: f64) -> String {
    format!("{figure:.3}")
}
