//! What `bedside doctor` says of a department: its log, its batches, its tables, its name, and the past courses beside its records.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::cli::department::{Department, FILE};
use crate::cli::key_file;
use crate::cli::shelf::{PAST, Shelf, Unread, What};
use crate::cli::{CourseFrom, counted, signed_here};
use crate::id::CourseId;
use crate::record::audit::Chain;
use crate::record::records::Wanted;
use crate::record::seal::KeyId;
use crate::record::{NotStored, Records};
use crate::store::{self, At, Outbox};

use super::super::status_list::{addresses, elsewhere};
use super::{Finding, State, finding, ill};

/// For so long records are looked through for damage. Whoever watches over them asks often.
const LOOK: Duration = Duration::from_secs(3);

/// What a department keeps here: whether its log is whole, and what waits for a signature; and the key of its own that signed last.
pub(super) fn department(place: &At, data: &Path) -> (Vec<Finding>, Option<KeyId>) {
    let records = match store::department_if_there(place) {
        Ok(None) => return (gone(place).into_iter().collect(), None),
        Ok(Some(records)) => records,
        Err(error) => return (vec![ill("department", &error)], None),
    };
    let mut signed = None;
    let mut chain = Chain::default();
    let (mut acts, mut broken) = (0_u64, None);
    let read = records.each_act(&mut |noted| {
        acts += 1;
        if chain.follow(&noted).is_ok() {
            return ControlFlow::Continue(());
        }
        broken = Some(noted.seq);
        ControlFlow::Break(())
    });
    let is_shut = |error: &NotStored| error.is_shut;
    // A learner's role, or a host's, has nothing to do with any of the tables; one that may read some of them lacks the others.
    if read.as_ref().is_err_and(is_shut) && records.batches().as_ref().is_err_and(is_shut) {
        return (vec![finding("department", State::Note, "this role does not keep a department's records", "")], None);
    }
    let log = match (read, broken) {
        (Err(error), _) => ill("log", &error),
        (Ok(()), Some(seq)) => {
            let says = format!("act {seq} is not as it was written");
            finding("log", State::Ill, says, "`bedside audit` shows it; compare with a back-up, and ask who could write to the records")
        }
        (Ok(()), None) => finding("log", State::Well, format!("{}, each as it was written", counted(acts, "act", "acts")), ""),
    };
    let batches = match records.batches() {
        Err(error) => ill("batches", &error),
        Ok(batches) => {
            signed = signed_here::by_batches(&batches);
            let unsigned = batches.iter().filter(|batch| batch.countersigned.is_none() && batch.leaves > 0).count();
            let todo = if unsigned == 0 { "" } else { "`bedside countersign` raises their records to assurance 2" };
            let state = if unsigned == 0 { State::Well } else { State::Note };
            finding("batches", state, format!("{} collected, {unsigned} not countersigned", batches.len()), todo)
        }
    };
    let unread = readable(&*records).and_then(|()| records.is_sound(LOOK)).err().map(|error| ill("tables", &error));
    ([log, batches].into_iter().chain(unread).chain(revocation(&*records, data)).collect(), signed)
}

/// How many certificates say that their revocation is told elsewhere than where the department publishes it now. What cannot be read is told
/// of with its name and its tables.
fn revocation(records: &dyn Records, data: &Path) -> Option<Finding> {
    let address = Department::read(data).ok()?.and_then(|department| department.status_list);
    let (says, todo) = elsewhere(&addresses(records).ok()?, address.as_deref())?;
    Some(finding("revocation", State::Note, says, todo))
}

/// What shows that a department kept records in a folder where they are no longer.
fn gone(place: &At) -> Option<Finding> {
    let At::Folder(folder) = place else { return None };
    let mut left: Vec<String> = Vec::new();
    // A key is made only after the records, since it is noted in their log.
    if folder.join(key_file::DEPARTMENT).exists() {
        left.push(key_file::DEPARTMENT.to_owned());
    }
    let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    left.extend(names.filter(|name| name.starts_with(store::RECORDS_FILE)));
    // A learner's computer has one too, beside the journals.
    let sends = || Outbox::open_if_there(folder).ok().flatten().and_then(|outbox| outbox.destinations().ok());
    if !folder.join(store::FILE).exists() && sends().is_some_and(|to| !to.is_empty()) {
        left.push("outbox.db".to_owned());
    }
    left.sort();
    let here = folder.display();
    if !left.is_empty() {
        return Some(finding(
            "department",
            State::Ill,
            format!("the department's records are gone: {} is in {here}, and no records.db", left.join(", ")),
            "put records.db back from the back-up before anything else is collected; where a server holds them, name it with `--data`",
        ));
    }
    folder.join(FILE).exists().then(|| {
        finding(
            "department",
            State::Note,
            format!("{FILE} is in {here}, and nothing was collected yet"),
            "where something was, put records.db back from the back-up before anything else is collected",
        )
    })
}

/// Reads a little of whatever else a department keeps: a table may be damaged, or a role of the server not have been let in to a new one.
fn readable(records: &dyn Records) -> Result<(), NotStored> {
    records.matches()?;
    records.marks()?;
    records.enrolled()?;
    records.tokens()?;
    records.outgoing("", 1)?;
    records.each_refusal(&mut |_| ControlFlow::Break(()))?;
    records.each_issued(&mut |_| ControlFlow::Break(()))?;
    records.each_latest(Timestamp::MIN..=Timestamp::MAX, &mut |_| ControlFlow::Break(()))?;
    records.each_completion(&Wanted::default(), &mut |_| ControlFlow::Break(()))?;
    // Of a course that there is not: whoever holds it, and what stands beside, is looked for all the same.
    if let Ok(none) = CourseId::new("no-such-course") {
        records.each_holder(&none, Date::MAX, &mut |_| ControlFlow::Break(()))?;
    }
    Ok(())
}

/// What stands on the certificates of the department, where it has said so.
pub(super) fn named(data: &Path) -> Option<Finding> {
    match Department::read(data) {
        Ok(named) => named.map(|named| finding("dept. name", State::Well, format!("\"{}\" stands on certificates", named.name), "")),
        Err(failure) => Some(ill("dept. name", &failure)),
    }
}

/// What lies among the past courses and cannot be read: what was answered on it is refused as unknown.
pub(super) fn past(data: &Path) -> Vec<Finding> {
    let folder = data.join(PAST);
    if !folder.is_dir() {
        return Vec::new();
    }
    let shelf = match Shelf::new(&CourseFrom::Shipped, &[&folder]) {
        Ok(shelf) => shelf,
        Err(failure) => return vec![ill("courses", &failure)],
    };
    let todo = "what was answered on it cannot be graded again; put there the folder of that version as it was released";
    let unread = |one: &Unread| match one.what {
        What::Broken => finding("courses", State::Ill, one.to_string(), todo),
        // Rules may have come since it was released, so that it is well all the same.
        What::InPart => finding("courses", State::Note, one.to_string(), todo),
        What::Nothing => finding(
            "courses",
            State::Note,
            one.to_string(),
            "if a version that was released is in it, put there its folder as it was released",
        ),
    };
    shelf.unread().iter().map(unread).collect()
}
