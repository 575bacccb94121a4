//! What records came of, by their ids: a batch of them at a time.

use rusqlite::{Connection, Row};

use crate::id::CourseId;
use crate::journey::CertificateId;
use crate::record::records::{Origin, Visit};

use super::cell::{as_text, day, id, read};
use super::text;

/// Visits what these records came of, past whatever row holds what does not belong there.
pub(super) fn each(connection: &Connection, records: &[CertificateId], visit: &mut Visit<'_, Origin>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(text::ORIGIN)?;
    for record in records {
        match statement.query_row([record.0.as_bytes()], origin) {
            Ok(found) => {
                if visit(found).is_break() {
                    break;
                }
            }
            Err(said @ rusqlite::Error::SqliteFailure(..)) => return Err(said),
            // It is not here, or not what belongs there.
            Err(_) => {}
        }
    }
    Ok(())
}

fn origin(row: &Row<'_>) -> rusqlite::Result<Origin> {
    Ok(Origin {
        record: CertificateId(id(row, 0)?),
        course_id: read(row, 1, |word| CourseId::new(word).ok())?,
        course_title: as_text(row, 2)?.to_owned(),
        completed_on: read(row, 3, day)?,
        document: as_text(row, 4)?.to_owned(),
    })
}
