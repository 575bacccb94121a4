//! The shape of the database, step by step. A step that has shipped is never changed; a new shape is a new step below it.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{Error, place};

/// What a database of ours is: the mark in its header, and the steps that lead to its shape.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape<'a> {
    /// Says in the file's header that it is ours.
    pub(super) application: i64,
    /// How to come from each version to the next.
    pub(super) steps: &'a [&'a str],
}

/// The database of the journals, marked `BEDS`.
pub(super) const JOURNALS: Shape<'static> = Shape { application: 0x4245_4453, steps: STEPS };

/// How to come from each version to the next. The version is how many steps were taken.
pub(super) const STEPS: &[&str] = &[
    "
    create table learner (
        id integer primary key,
        learner_id blob not null unique check (length(learner_id) = 16),
        account text not null unique
    ) strict;

    -- `course` is null for what is so whatever the course, such as the learner's name. The words of an answered question are
    -- kept once, in `wording`; `fact` has them empty.
    create table event (
        learner integer not null references learner,
        seq integer not null,
        course text,
        occurred_ms integer not null,
        fact text not null,
        wording blob references wording,
        primary key (learner, seq)
    ) strict, without rowid;

    create table wording (
        digest blob not null primary key check (length(digest) = 32),
        words text not null
    ) strict;

    create trigger event_follows before insert on event
    when new.seq is not (select coalesce(max(seq), 0) + 1 from event where learner = new.learner)
    begin select raise(abort, 'an event follows the one before it'); end;
    create trigger event_stays before update on event begin select raise(abort, 'events are append-only'); end;
    create trigger event_remains before delete on event begin select raise(abort, 'events are append-only'); end;
    create trigger wording_stays before update on wording begin select raise(abort, 'wordings are append-only'); end;
    create trigger wording_remains before delete on wording begin select raise(abort, 'wordings are append-only'); end;
",
    "
    -- What a learning record store is to hear, put down with the fact that it tells of. A statement that was taken over into the
    -- outbox stays without its words, so that it is not made twice.
    create table outgoing (
        destination text not null,
        id blob not null check (length(id) = 16),
        learner integer not null references learner,
        body text not null,
        made_ms integer not null,
        taken integer not null default 0,
        primary key (destination, id)
    ) strict, without rowid;
",
];

/// Returns the version that some steps lead to.
pub(super) fn version_after(steps: &[&str]) -> i64 {
    i64::try_from(steps.len()).unwrap_or(i64::MAX)
}

/// Returns what the header says: the application and the version. They are two looks, between which another window may finish making
/// the file; the version comes first, so that no file has a version before it has an application.
pub(super) fn header(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    let version = number(connection, "user_version")?;
    Ok((number(connection, "application_id")?, version))
}

/// Returns the number that a pragma tells.
pub(super) fn number(connection: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, pragma, |row| row.get(0))
}

/// Takes the steps that are missing, all or none; none at all costs one look at the header. An old file is copied beside itself
/// first. A file that is not ours, or newer than we are, is left alone.
pub(super) fn bring_up(connection: &mut Connection, file: &Path, shape: Shape<'_>) -> Result<(), Error> {
    let steps = shape.steps;
    let taken = taken(connection, file, shape)?;
    if taken == steps.len() {
        return Ok(());
    }
    if taken > 0 {
        back_up(connection, file, version_after(steps))?;
    }
    let failed = |said: rusqlite::Error| Error::of(file, &said);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    // Another window may have done it while this one waited.
    let taken = self::taken(&transaction, file, shape)?;
    if taken == 0 && !is_empty(&transaction).map_err(failed)? {
        return Err(Error::Foreign { file: file.to_owned() });
    }
    for step in steps.iter().skip(taken) {
        transaction.execute_batch(step).map_err(failed)?;
    }
    transaction.pragma_update(None, "application_id", shape.application).map_err(failed)?;
    transaction.pragma_update(None, "user_version", version_after(steps)).map_err(failed)?;
    transaction.commit().map_err(failed)
}

/// Returns how many steps the file has taken.
///
/// # Errors
/// [`Error::Foreign`] and [`Error::Newer`], and any of reading.
pub(super) fn taken(connection: &Connection, file: &Path, shape: Shape<'_>) -> Result<usize, Error> {
    let (application, version) = header(connection).map_err(|said| Error::of(file, &said))?;
    if application != shape.application && (application, version) != (0, 0) {
        return Err(Error::Foreign { file: file.to_owned() });
    }
    let known = version_after(shape.steps);
    usize::try_from(version).ok().filter(|_| version <= known).ok_or_else(|| Error::Newer { file: file.to_owned(), found: version, known })
}

fn is_empty(transaction: &Transaction<'_>) -> rusqlite::Result<bool> {
    transaction.query_row("select not exists (select 1 from sqlite_schema)", [], |row| row.get(0))
}

/// Copies the database as it is to `bedside.db.before-N`, where `N` is the version it is about to get.
fn back_up(connection: &Connection, file: &Path, to_version: i64) -> Result<(), Error> {
    let refused = |because: io::Error| Error::Folder { folder: file.parent().unwrap_or(file).to_owned(), because };
    let kept = beside(file, &format!(".before-{to_version}"));
    let part = beside(file, &format!(".before-{to_version}.part"));
    match std::fs::remove_file(&part) {
        Err(because) if because.kind() != io::ErrorKind::NotFound => return Err(refused(because)),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let copy = options.open(&part).map_err(refused)?;
    let path = part.to_str().ok_or_else(|| refused(io::Error::other("its name is not UTF-8")))?;
    connection.execute("vacuum into ?1", [path]).map_err(|said| Error::of(&part, &said))?;
    copy.sync_all().and_then(|()| std::fs::rename(&part, &kept)).map_err(refused)
}

/// Takes out the copies of a database that were made before its shape changed: who is taken out of it is in them, too.
pub(super) fn remove_copies(file: &Path) -> Result<(), Error> {
    let Some((folder, name)) = file.parent().zip(file.file_name()) else { return Ok(()) };
    let refused = |because| Error::Folder { folder: folder.to_owned(), because };
    let copy = [name.as_encoded_bytes(), b".before-"].concat();
    for entry in fs::read_dir(folder).map_err(refused)?.flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(&copy) && place::size(&entry.path())?.is_some() {
            fs::remove_file(entry.path()).map_err(refused)?;
        }
    }
    Ok(())
}

/// Returns the file's path with something added to its name.
pub(super) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(file: &Path) -> Connection {
        Connection::open(file).unwrap()
    }

    #[test]
    fn an_old_file_is_copied_before_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bedside.db");
        let mut connection = opened(&file);
        bring_up(&mut connection, &file, JOURNALS).unwrap();
        connection.execute("insert into learner (learner_id, account) values (zeroblob(16), 'local')", []).unwrap();
        let mut longer = STEPS.to_vec();
        longer.push("create table more (id integer primary key) strict");
        bring_up(&mut connection, &file, Shape { steps: &longer, ..JOURNALS }).unwrap();

        let known = version_after(STEPS);
        assert_eq!(header(&connection).unwrap(), (JOURNALS.application, known + 1));
        let before = opened(&folder.path().join(format!("bedside.db.before-{}", known + 1)));
        assert_eq!(header(&before).unwrap(), (JOURNALS.application, known));
        let learners: i64 = before.query_row("select count(*) from learner", [], |row| row.get(0)).unwrap();
        assert_eq!(learners, 1);
        assert!(before.prepare("select * from more").is_err());
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bedside.db");
        let mut connection = opened(&file);
        bring_up(&mut connection, &file, JOURNALS).unwrap();
        let mut wrong = STEPS.to_vec();
        wrong.extend(["create table more (id integer primary key) strict", "no sql at all"]);
        assert!(bring_up(&mut connection, &file, Shape { steps: &wrong, ..JOURNALS }).is_err());
        assert_eq!(header(&connection).unwrap(), (JOURNALS.application, version_after(STEPS)));
        assert!(connection.prepare("select * from more").is_err());
    }

    #[test]
    fn steps_already_taken_are_not_taken_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bedside.db");
        bring_up(&mut opened(&file), &file, JOURNALS).unwrap();
        bring_up(&mut opened(&file), &file, JOURNALS).unwrap();
        assert_eq!(header(&opened(&file)).unwrap(), (JOURNALS.application, version_after(STEPS)));
    }
}
