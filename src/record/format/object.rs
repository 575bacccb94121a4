//! A row as an object: a member for each column, in their order, and `null` where a cell is empty.

use std::slice::Iter;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::record::table::{Cell, Cells, Column, Row};

/// A row, to be written as an object.
pub(super) struct Object<'a, R>(pub(super) &'a R);

impl<R: Row> Serialize for Object<'_, R> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut members = Members { map: to.serialize_map(Some(R::COLUMNS.len()))?, columns: R::COLUMNS.iter(), failed: None };
        self.0.cells(&mut members);
        members.failed.map_or_else(|| members.map.end(), Err)
    }
}

struct Members<M: SerializeMap> {
    map: M,
    columns: Iter<'static, Column>,
    failed: Option<M::Error>,
}

impl<M: SerializeMap> Cells for Members<M> {
    fn cell(&mut self, cell: Cell<'_>) {
        let Some(column) = self.columns.next().filter(|_| self.failed.is_none()) else { return };
        let (map, name) = (&mut self.map, column.name);
        let done = match cell {
            Cell::Text(words) | Cell::Code(words) => map.serialize_entry(name, words),
            Cell::Shown(words) => map.serialize_entry(name, &words.to_string()),
            Cell::Id(id) => map.serialize_entry(name, &id),
            Cell::Number(number) => map.serialize_entry(name, &number),
            Cell::Moment(moment) => map.serialize_entry(name, &moment),
            Cell::Day(day) => map.serialize_entry(name, &day),
            Cell::Flag(flag) => map.serialize_entry(name, &flag),
            Cell::Empty => map.serialize_entry(name, &()),
        };
        self.failed = done.err();
    }
}
