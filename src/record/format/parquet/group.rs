//! A group of rows, column by column, and the file it is poured into.

use std::fmt::Write as _;
use std::io;
use std::mem;
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, TimeUnit, Type as Physical, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::SortingColumn;
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};

use crate::record::table::{Cell, Cells, Column, Holds, Row};

/// So many rows make a group.
pub(super) const GROUP: usize = 16_384;

/// Groups are sorted by these columns, where a table has them.
const SORTED_BY: [&str; 3] = ["learner_id", "started_at", "completed_at"];

/// The rows of a group, as columns.
pub(super) struct Group {
    columns: Vec<Values>,
    /// The next cell belongs to this column.
    next: usize,
    rows: usize,
    sorted_by: Vec<usize>,
    shown: String,
}

/// The cells of one column; `None` for an empty one.
enum Values {
    Words { text: String, ends: Vec<(u32, bool)> },
    Numbers(Vec<Option<i64>>),
    Flags(Vec<Option<bool>>),
}

impl Group {
    pub(super) fn new<R: Row>() -> Self {
        let columns = R::COLUMNS.iter().map(|column| match column.holds {
            Holds::Text | Holds::Code => Values::Words { text: String::new(), ends: Vec::new() },
            Holds::Number | Holds::Moment | Holds::Day => Values::Numbers(Vec::new()),
            Holds::Flag => Values::Flags(Vec::new()),
        });
        Self { columns: columns.collect(), next: 0, rows: 0, sorted_by: sorted_by(R::COLUMNS), shown: String::new() }
    }

    pub(super) const fn rows(&self) -> usize {
        self.rows
    }

    /// Returns the order in which the rows are sorted.
    fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..u32::try_from(self.rows).unwrap_or(u32::MAX)).collect();
        order.sort_by(|one, two| {
            let compared = self.sorted_by.iter().filter_map(|column| self.columns.get(*column));
            compared.map(|values| values.compare(*one, *two)).find(|order| order.is_ne()).unwrap_or(one.cmp(two))
        });
        order
    }
}

fn sorted_by(columns: &[Column]) -> Vec<usize> {
    SORTED_BY.iter().filter_map(|name| columns.iter().position(|column| column.name == *name)).collect()
}

impl Values {
    fn push(&mut self, cell: Option<Plain<'_>>) {
        match (self, cell) {
            (Self::Words { text, ends }, cell) => {
                let is_there = cell.is_some();
                if let Some(Plain::Words(words)) = cell {
                    text.push_str(words);
                }
                ends.push((u32::try_from(text.len()).unwrap_or(u32::MAX), is_there));
            }
            (Self::Numbers(numbers), cell) => {
                numbers.push(cell.and_then(|cell| if let Plain::Number(number) = cell { Some(number) } else { None }));
            }
            (Self::Flags(flags), cell) => flags.push(cell.and_then(|cell| if let Plain::Flag(flag) = cell { Some(flag) } else { None })),
        }
    }

    fn words(&self, row: u32) -> Option<&str> {
        let Self::Words { text, ends } = self else { return None };
        let row = usize::try_from(row).ok()?;
        let (end, is_there) = *ends.get(row)?;
        let start = row.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |(end, _)| *end);
        is_there.then(|| text.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)).flatten()
    }

    fn number(&self, row: u32) -> Option<i64> {
        let Self::Numbers(numbers) = self else { return None };
        numbers.get(usize::try_from(row).ok()?).copied().flatten()
    }

    fn flag(&self, row: u32) -> Option<bool> {
        let Self::Flags(flags) = self else { return None };
        flags.get(usize::try_from(row).ok()?).copied().flatten()
    }

    fn compare(&self, one: u32, two: u32) -> std::cmp::Ordering {
        self.words(one).cmp(&self.words(two)).then(self.number(one).cmp(&self.number(two)))
    }
}

/// A cell as it is kept.
enum Plain<'a> {
    Words(&'a str),
    Number(i64),
    Flag(bool),
}

impl Cells for Group {
    fn cell(&mut self, cell: Cell<'_>) {
        let Self { columns, next, rows, shown, .. } = self;
        shown.clear();
        let plain = match cell {
            Cell::Text(words) | Cell::Code(words) => Some(Plain::Words(words)),
            Cell::Id(id) => {
                shown.push_str(id.hyphenated().encode_lower(&mut [0; 36]));
                Some(Plain::Words(shown))
            }
            Cell::Shown(words) => write!(shown, "{words}").ok().map(|()| Plain::Words(shown)),
            Cell::Number(number) => Some(Plain::Number(i64::try_from(number).unwrap_or(i64::MAX))),
            Cell::Moment(moment) => Some(Plain::Number(moment.as_millisecond())),
            Cell::Day(day) => Some(Plain::Number(days(day))),
            Cell::Flag(flag) => Some(Plain::Flag(flag)),
            Cell::Empty => None,
        };
        if let Some(values) = columns.get_mut(*next) {
            values.push(plain);
        }
        *next += 1;
        if *next == columns.len() {
            *next = 0;
            *rows += 1;
        }
    }
}

/// The days since the first of January 1970.
fn days(day: jiff::civil::Date) -> i64 {
    jiff::civil::date(1970, 1, 1).until(day).map_or(0, |span| i64::from(span.get_days()))
}

/// A Parquet file being written; its bytes are taken away as they come.
pub(super) struct Sink {
    file: SerializedFileWriter<Vec<u8>>,
    columns: &'static [Column],
}

impl Sink {
    pub(super) fn new<R: Row>() -> io::Result<Self> {
        let file = SerializedFileWriter::new(Vec::new(), schema(R::COLUMNS).map_err(failed)?, properties(R::COLUMNS)).map_err(failed)?;
        Ok(Self { file, columns: R::COLUMNS })
    }

    /// Writes a group of rows.
    pub(super) fn group(&mut self, group: &Group) -> io::Result<()> {
        let order = group.order();
        let mut writer = self.file.next_row_group().map_err(failed)?;
        for (column, values) in self.columns.iter().zip(&group.columns) {
            let Some(mut chunk) = writer.next_column().map_err(failed)? else { break };
            write_column(chunk.untyped(), column.holds, values, &order).map_err(failed)?;
            chunk.close().map_err(failed)?;
        }
        writer.close().map_err(failed).map(drop)
    }

    /// Takes the bytes written so far.
    pub(super) fn take(&mut self) -> io::Result<Vec<u8>> {
        self.file.flush()?;
        Ok(mem::take(self.file.inner_mut()))
    }

    /// Writes the end and takes all bytes that are left.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        self.file.finish().map_err(failed)?;
        self.take()
    }
}

fn failed(said: ParquetError) -> io::Error {
    io::Error::other(said)
}

/// Writes the cells of a column in the order given. A level of 0 says that a cell is empty.
fn write_column(writer: &mut ColumnWriter<'_>, holds: Holds, values: &Values, order: &[u32]) -> Result<(), ParquetError> {
    let levels = |is_there: &dyn Fn(u32) -> bool| order.iter().map(|row| i16::from(is_there(*row))).collect::<Vec<i16>>();
    match (writer, holds) {
        (ColumnWriter::ByteArrayColumnWriter(writer), _) => {
            let cells: Vec<ByteArray> = order.iter().filter_map(|row| values.words(*row)).map(ByteArray::from).collect();
            writer.write_batch(&cells, Some(&levels(&|row| values.words(row).is_some())), None)?;
        }
        (ColumnWriter::Int64ColumnWriter(writer), _) => {
            let cells: Vec<i64> = order.iter().filter_map(|row| values.number(*row)).collect();
            writer.write_batch(&cells, Some(&levels(&|row| values.number(row).is_some())), None)?;
        }
        (ColumnWriter::Int32ColumnWriter(writer), _) => {
            let cells: Vec<i32> = order.iter().filter_map(|row| values.number(*row)).map(|day| i32::try_from(day).unwrap_or(0)).collect();
            writer.write_batch(&cells, Some(&levels(&|row| values.number(row).is_some())), None)?;
        }
        (ColumnWriter::BoolColumnWriter(writer), _) => {
            let cells: Vec<bool> = order.iter().filter_map(|row| values.flag(*row)).collect();
            writer.write_batch(&cells, Some(&levels(&|row| values.flag(row).is_some())), None)?;
        }
        _ => return Err(ParquetError::General("a column of a kind that no table here has".to_owned())),
    }
    Ok(())
}

fn schema(columns: &[Column]) -> Result<TypePtr, ParquetError> {
    let fields = columns.iter().map(|column| {
        let (physical, logical) = match column.holds {
            Holds::Text | Holds::Code => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Holds::Number => (Physical::INT64, None),
            Holds::Moment => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MILLIS))),
            Holds::Day => (Physical::INT32, Some(LogicalType::Date)),
            Holds::Flag => (Physical::BOOLEAN, None),
        };
        let field = Type::primitive_type_builder(column.name, physical).with_repetition(Repetition::OPTIONAL);
        field.with_logical_type(logical).with_converted_type(ConvertedType::NONE).build().map(Arc::new)
    });
    Type::group_type_builder("records").with_fields(fields.collect::<Result<_, _>>()?).build().map(Arc::new)
}

fn properties(columns: &[Column]) -> WriterPropertiesPtr {
    let sorted = sorted_by(columns).into_iter().filter_map(|column| i32::try_from(column).ok());
    let sorted = sorted.map(|column_idx| SortingColumn { column_idx, descending: false, nulls_first: true });
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by("bedside".to_owned())
        .set_sorting_columns(Some(sorted.collect()));
    Arc::new(properties.build())
}
