//! Who in the records is who on the roster, where somebody has confirmed it: a small file beside the records.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use uuid::Uuid;

use crate::journey::LearnerId;
use crate::record::roster::likeness;

use super::{Failure, whole_file};

/// The name of the file.
const FILE: &str = "matches.json";

/// Reads the matches that were confirmed and changes them as wanted, to be kept by [`keep`]. Each wish is `STAFF_ID=LEARNER`, or
/// `STAFF_ID=none` to take one back.
///
/// # Errors
/// A wish that makes no sense, or a file that cannot be read.
pub(super) fn confirmed<'a>(folder: &Path, wishes: impl Iterator<Item = &'a str>) -> Result<BTreeMap<String, LearnerId>, Failure> {
    let mut matches = read(folder)?;
    for wish in wishes {
        let told = || Failure::Usage { told: format!("`{wish}` confirms nothing; write `STAFF_ID=LEARNER` as the report suggests it") };
        let (staff_id, learner) = wish.rsplit_once('=').ok_or_else(told)?;
        let staff_id = likeness::staff_id(staff_id).ok_or_else(told)?.into_owned();
        if learner == "none" {
            matches.remove(&staff_id);
        } else {
            let learner = LearnerId(Uuid::parse_str(learner).map_err(|_| told())?);
            if let Some((other, _)) = matches.iter().find(|(other, known)| **other != staff_id && **known == learner) {
                let told = format!("that learner is confirmed as `{other}` already; take that back first with `--confirm {other}=none`");
                return Err(Failure::Usage { told });
            }
            matches.insert(staff_id, learner);
        }
    }
    Ok(matches)
}

/// Keeps the matches, where they are others than before.
///
/// # Errors
/// A file that cannot be read or written.
pub(super) fn keep(folder: &Path, matches: &BTreeMap<String, LearnerId>) -> Result<(), Failure> {
    if read(folder)? == *matches { Ok(()) } else { write(folder, matches) }
}

/// Returns the learner who was confirmed to be the one of a staff id.
///
/// # Errors
/// A file that cannot be read.
pub(super) fn learner_of(folder: &Path, staff_id: &str) -> Result<Option<LearnerId>, Failure> {
    let matches = read(folder)?;
    Ok(likeness::staff_id(staff_id).and_then(|plain| matches.get(&*plain).copied()))
}

/// Whether a match tells of a person.
///
/// # Errors
/// A file that cannot be read.
pub(super) fn is_known(folder: &Path, staff_id: &str, learners: &[LearnerId]) -> Result<bool, Failure> {
    Ok(read(folder)?.iter().any(|(matched, learner)| tells_of(matched, *learner, staff_id, learners)))
}

/// Takes out what tells of a person.
///
/// # Errors
/// A file that cannot be read or written.
pub(super) fn forget(folder: &Path, staff_id: &str, learners: &[LearnerId]) -> Result<(), Failure> {
    let mut matches = read(folder)?;
    matches.retain(|matched, learner| !tells_of(matched, *learner, staff_id, learners));
    keep(folder, &matches)
}

fn tells_of(matched: &str, learner: LearnerId, staff_id: &str, learners: &[LearnerId]) -> bool {
    learners.contains(&learner) || likeness::staff_id(staff_id).is_some_and(|staff_id| staff_id == matched)
}

fn read(folder: &Path) -> Result<BTreeMap<String, LearnerId>, Failure> {
    let file = folder.join(FILE);
    match fs::read(&file) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|said| Failure::Unread { file, because: said.into() }),
        Err(because) if because.kind() == ErrorKind::NotFound => Ok(BTreeMap::new()),
        Err(because) => Err(Failure::Unread { file, because }),
    }
}

fn write(folder: &Path, matches: &BTreeMap<String, LearnerId>) -> Result<(), Failure> {
    whole_file::write(&folder.join(FILE), |out| {
        let text = serde_json::to_string_pretty(matches).map_err(std::io::Error::from)?;
        Ok(writeln!(out, "{text}")?)
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_is_kept_until_it_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let learner = "6d1b0000-0000-4000-8000-000000000007";
        let wished = |wishes: &[&str]| confirmed(folder.path(), wishes.iter().copied());
        let kept = |wishes: &[&str]| wished(wishes).and_then(|wished| keep(folder.path(), &wished).map(|()| wished.len()));
        assert_eq!(kept(&[]).unwrap(), 0);
        assert_eq!(wished(&[&format!("0071={learner}")]).unwrap().len(), 1);
        assert!(!folder.path().join(FILE).exists());
        assert_eq!(kept(&[&format!(" A=71={learner}")]).unwrap(), 1);
        assert_eq!(kept(&[]).unwrap(), 1);
        for wrong in ["0071", "0071=me", "=none"] {
            assert!(kept(&[wrong]).is_err(), "{wrong}");
        }
        assert!(kept(&[&format!("0072={learner}")]).unwrap_err().to_string().contains("confirmed as `a=71` already"));
        assert_eq!(kept(&["a=71=none"]).unwrap(), 0);
    }

    #[test]
    fn a_broken_file_is_said_to_be_unreadable_and_one_who_is_erased_goes_from_it() {
        let folder = tempfile::tempdir().unwrap();
        let learner = |number: u128| LearnerId(Uuid::from_u128(number));
        for (staff_id, number) in [("0071", 1), ("0072", 2), ("0073", 3)] {
            let wished = confirmed(folder.path(), [format!("{staff_id}={}", learner(number).0).as_str()].into_iter());
            keep(folder.path(), &wished.unwrap()).unwrap();
        }
        assert!(is_known(folder.path(), " 0071", &[]).unwrap() && !is_known(folder.path(), "0074", &[]).unwrap());
        forget(folder.path(), " 0071", &[learner(2)]).unwrap();
        assert_eq!(read(folder.path()).unwrap().into_values().collect::<Vec<_>>(), [learner(3)]);
        fs::write(folder.path().join(FILE), "{").unwrap();
        assert!(forget(folder.path(), "0073", &[]).unwrap_err().to_string().starts_with("could not read "));
    }
}
