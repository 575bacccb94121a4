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

/// What somebody wants to be so: that a staff id is a learner's, or nobody's any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    /// The staff id, as it is compared.
    pub(super) staff_id: String,
    /// The learner; `None` takes a match back.
    pub(super) learner: Option<LearnerId>,
}

impl Wish {
    /// Reads a wish, `STAFF_ID=LEARNER`, or `STAFF_ID=none` to take one back.
    ///
    /// # Errors
    /// A wish that makes no sense.
    pub(super) fn read(typed: &str) -> Result<Self, Failure> {
        let told = || Failure::Usage { told: format!("`{typed}` confirms nothing; write `STAFF_ID=LEARNER` as the report suggests it") };
        let (staff_id, learner) = typed.rsplit_once('=').ok_or_else(told)?;
        let staff_id = likeness::staff_id(staff_id).ok_or_else(told)?.into_owned();
        let learner = if learner == "none" { None } else { Some(LearnerId(Uuid::parse_str(learner).map_err(|_| told())?)) };
        Ok(Self { staff_id, learner })
    }
}

/// Reads the matches that were confirmed and changes them as wished, to be kept by [`keep`]: what is taken back first, in whatever order
/// it was typed.
///
/// # Errors
/// A wish that another match stands in the way of, or a file that cannot be read.
pub(super) fn confirmed(folder: &Path, wishes: &[Wish]) -> Result<BTreeMap<String, LearnerId>, Failure> {
    let mut matches = read(folder)?;
    for Wish { staff_id, .. } in wishes.iter().filter(|wish| wish.learner.is_none()) {
        if matches.remove(staff_id).is_none() {
            return Err(Failure::Usage { told: format!("nothing is confirmed of `{staff_id}`, so there is nothing to take back") });
        }
    }
    for Wish { staff_id, learner } in wishes {
        let Some(learner) = learner else { continue };
        let in_the_way = matches.iter().find(|(other, known)| (*other == staff_id) != (*known == learner));
        if let Some((other, known)) = in_the_way {
            let is = if other == staff_id {
                format!("`{other}` is confirmed as {} already", known.0)
            } else {
                format!("that learner is confirmed as `{other}` already")
            };
            return Err(Failure::Usage { told: format!("{is}; take that back first with `--confirm {other}=none`") });
        }
        matches.insert(staff_id.clone(), *learner);
    }
    Ok(matches)
}

/// Whether these matches are others than those that are kept.
///
/// # Errors
/// A file that cannot be read.
pub(super) fn are_new(folder: &Path, matches: &BTreeMap<String, LearnerId>) -> Result<bool, Failure> {
    Ok(read(folder)? != *matches)
}

/// Keeps the matches, where they are others than before.
///
/// # Errors
/// A file that cannot be read or written.
pub(super) fn keep(folder: &Path, matches: &BTreeMap<String, LearnerId>) -> Result<(), Failure> {
    if are_new(folder, matches)? { write(folder, matches) } else { Ok(()) }
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
        let wished = |wishes: &[&str]| {
            let wishes: Vec<Wish> = wishes.iter().map(|typed| Wish::read(typed)).collect::<Result<_, _>>()?;
            confirmed(folder.path(), &wishes)
        };
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
        let other = "a=71=6d1b0000-0000-4000-8000-000000000008";
        assert!(kept(&[other]).unwrap_err().to_string().contains("`a=71` is confirmed as 6d1b0000-0000-4000-8000-000000000007 already"));
        // What is taken back goes first, in whatever order it was typed.
        assert_eq!(kept(&[&format!("0072={learner}"), other, "a=71=none"]).unwrap(), 2);
        assert_eq!(kept(&["a=71=none", "0072=none"]).unwrap(), 0);
        assert!(kept(&["a=71=none"]).unwrap_err().to_string().contains("nothing is confirmed of `a=71`"));
    }

    #[test]
    fn a_broken_file_is_said_to_be_unreadable_and_one_who_is_erased_goes_from_it() {
        let folder = tempfile::tempdir().unwrap();
        let learner = |number: u128| LearnerId(Uuid::from_u128(number));
        for (staff_id, number) in [("0071", 1), ("0072", 2), ("0073", 3)] {
            let wished = confirmed(folder.path(), &[Wish { staff_id: staff_id.to_owned(), learner: Some(learner(number)) }]);
            keep(folder.path(), &wished.unwrap()).unwrap();
        }
        assert!(is_known(folder.path(), " 0071", &[]).unwrap() && !is_known(folder.path(), "0074", &[]).unwrap());
        forget(folder.path(), " 0071", &[learner(2)]).unwrap();
        assert_eq!(read(folder.path()).unwrap().into_values().collect::<Vec<_>>(), [learner(3)]);
        fs::write(folder.path().join(FILE), "{").unwrap();
        assert!(forget(folder.path(), "0073", &[]).unwrap_err().to_string().starts_with("could not read "));
    }
}
