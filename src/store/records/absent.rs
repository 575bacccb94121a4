//! Why a record is not at its place in a batch, as the column of the moment has it: no record was erased in the first milliseconds of 1970.

use jiff::Timestamp;

use crate::record::records::Absent;

const LEFT_OUT: i64 = 0;
const ELSEWHERE: i64 = 1;

/// Returns what the column has of a place that became empty at a moment.
pub(in crate::store) fn written(why: Absent, at: Timestamp) -> i64 {
    match why {
        Absent::Erased => at.as_millisecond(),
        Absent::LeftOut => LEFT_OUT,
        Absent::Elsewhere => ELSEWHERE,
    }
}

/// Returns what the column says.
pub(in crate::store) const fn read(column: i64) -> Absent {
    match column {
        LEFT_OUT => Absent::LeftOut,
        ELSEWHERE => Absent::Elsewhere,
        _ => Absent::Erased,
    }
}
