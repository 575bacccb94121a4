//! Who in the records is who on the roster, where somebody has confirmed it.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::ops::ControlFlow;
use std::path::Path;

use uuid::Uuid;

use crate::journey::LearnerId;
use crate::record::records::{Act, Matches, Wanted};
use crate::record::roster::likeness;
use crate::record::{Completion, Records};

use super::whole_file::MATCHES as FILE;
use super::{Failure, Refused, whole_file};

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

/// The matches that are kept: with a department's records, or in a file beside those of the learners of this computer.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Those that stand with the department's records.
    stored: Matches,
    /// All of them: an earlier version of the program kept a department's in the file as well.
    all: Matches,
}

impl Known {
    /// Reads them.
    ///
    /// # Errors
    /// Records or a file that cannot be read.
    pub(super) fn read(store: Option<&dyn Records>, folder: &Path) -> Result<Self, Failure> {
        let stored = store.map(|store| store.matches().map_err(Refused::from)).transpose()?.unwrap_or_default();
        let mut all = in_file(folder)?;
        if let Some(store) = store.filter(|_| !all.is_empty()) {
            // Whoever was erased since, by somebody who does not have this file, stays so.
            let mut known = HashSet::new();
            let mut meet = |row: &mut Completion| {
                known.extend(all.values().find(|learner| **learner == row.learner_id).copied());
                ControlFlow::Continue(())
            };
            store.each_completion(&Wanted::default(), &mut meet).map_err(Refused::from)?;
            all.retain(|_, learner| known.contains(learner));
        }
        all.retain(|staff_id, learner| !stored.contains_key(staff_id) && stored.values().all(|known| known != learner));
        all.extend(stored.clone());
        Ok(Self { stored, all })
    }

    /// Returns them changed as wished, to be kept by [`Known::replace`]: what is taken back first, in whatever order it was typed.
    ///
    /// # Errors
    /// A wish that another match stands in the way of.
    pub(super) fn wished(&self, wishes: &[Wish]) -> Result<Matches, Failure> {
        let mut matches = self.all.clone();
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

    /// Keeps others instead, where they are others, and has a department's log say that `act` did it.
    ///
    /// # Errors
    /// Records or a file that cannot be written, and matches that somebody else has changed meanwhile.
    pub(super) fn replace(&self, after: &Matches, store: Option<&mut dyn Records>, folder: &Path, act: &Act) -> Result<(), Failure> {
        let is_to_go_over = store.is_some() && self.all != self.stored;
        if *after == self.all && !is_to_go_over {
            return Ok(());
        }
        let Some(store) = store else { return write(folder, after) };
        if !store.rematch(&self.stored, after, act).map_err(Refused::from)? {
            let told = "somebody else has confirmed another match meanwhile, so nothing was confirmed; look at the report again";
            return Err(Failure::Usage { told: told.to_owned() });
        }
        // What the file said is with the records now.
        match fs::remove_file(folder.join(FILE)) {
            Err(because) if because.kind() != ErrorKind::NotFound => Err(Failure::Refused(Refused::Output(because))),
            _ => Ok(()),
        }
    }

    /// Returns how many matches that are kept where they should be are others than these.
    pub(super) fn changes(&self, after: &Matches) -> u64 {
        let lacks = |one: &Matches, other: &Matches| one.iter().filter(|(staff_id, learner)| other.get(*staff_id) != Some(learner)).count();
        (lacks(&self.stored, after) + lacks(after, &self.stored)) as u64
    }

    /// Returns the learner who was confirmed to be the one of a staff id.
    pub(super) fn learner_of(&self, staff_id: &str) -> Option<LearnerId> {
        likeness::staff_id(staff_id).and_then(|plain| self.all.get(&*plain).copied())
    }

    /// Returns each staff id that is confirmed, as it is compared, and whose it is.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, LearnerId)> {
        self.all.iter().map(|(staff_id, learner)| (staff_id.as_str(), *learner))
    }

    /// Returns the learners who were confirmed to be somebody else, each with the staff id of that one.
    pub(super) fn others_than(&self, staff_id: &str) -> BTreeMap<LearnerId, &str> {
        let plain = likeness::staff_id(staff_id).unwrap_or_default();
        self.each().filter(|(matched, _)| *matched != plain).map(|(matched, learner)| (learner, matched)).collect()
    }

    /// Whether a match tells of a person.
    pub(super) fn tell_of(&self, staff_id: &str, learners: &[LearnerId]) -> bool {
        self.all.iter().any(|(matched, learner)| tells_of(matched, *learner, staff_id, learners))
    }
}

/// Takes out of the file what tells of a person. Those that stand with the records go with whatever else tells of them there.
///
/// # Errors
/// A file that cannot be read or written.
pub(super) fn forget(folder: &Path, staff_id: &str, learners: &[LearnerId]) -> Result<(), Failure> {
    let before = in_file(folder)?;
    let mut matches = before.clone();
    matches.retain(|matched, learner| !tells_of(matched, *learner, staff_id, learners));
    if matches == before { Ok(()) } else { write(folder, &matches) }
}

fn tells_of(matched: &str, learner: LearnerId, staff_id: &str, learners: &[LearnerId]) -> bool {
    learners.contains(&learner) || likeness::staff_id(staff_id).is_some_and(|staff_id| staff_id == matched)
}

fn in_file(folder: &Path) -> Result<Matches, Failure> {
    let file = folder.join(FILE);
    match fs::read(&file) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|said| Failure::Matches { file, because: said.to_string() }),
        Err(because) if because.kind() == ErrorKind::NotFound => Ok(Matches::new()),
        Err(because) => Err(Failure::Unread { file, because }),
    }
}

fn write(folder: &Path, matches: &Matches) -> Result<(), Failure> {
    whole_file::write_own(&folder.join(FILE), |out| {
        let text = serde_json::to_string_pretty(matches).map_err(std::io::Error::from)?;
        Ok(writeln!(out, "{text}")?)
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::store::SqliteRecords;

    use super::*;

    fn act() -> Act {
        Act { at: "2026-11-23T12:00:00Z".parse().unwrap(), who: "jo".into(), what: "confirm".into(), to: "x".into(), why: String::new() }
    }

    #[test]
    fn nobody_confirms_over_what_somebody_else_has_confirmed_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let mut records = SqliteRecords::open(folder.path()).unwrap();
        let wish = |staff_id: &str, number: u128| Wish { staff_id: staff_id.to_owned(), learner: Some(LearnerId(Uuid::from_u128(number))) };
        let known = Known::read(Some(&records), folder.path()).unwrap();
        let first = known.wished(&[wish("0072", 2)]).unwrap();
        known.replace(&first, Some(&mut records), folder.path(), &act()).unwrap();
        // Who has looked before somebody else confirmed somebody looks again.
        let late = known.wished(&[wish("0073", 3)]).unwrap();
        let said = known.replace(&late, Some(&mut records), folder.path(), &act()).unwrap_err().to_string();
        assert!(said.contains("somebody else has confirmed another match meanwhile"), "{said}");
        assert_eq!(records.matches().unwrap(), first);
    }

    #[test]
    fn a_match_is_kept_until_it_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let learner = "6d1b0000-0000-4000-8000-000000000007";
        let known = || Known::read(None, folder.path());
        let wished = |wishes: &[&str]| {
            let wishes: Vec<Wish> = wishes.iter().map(|typed| Wish::read(typed)).collect::<Result<_, _>>()?;
            known()?.wished(&wishes)
        };
        let kept = |wishes: &[&str]| {
            wished(wishes).and_then(|wished| known()?.replace(&wished, None, folder.path(), &act()).map(|()| wished.len()))
        };
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
            let known = Known::read(None, folder.path()).unwrap();
            let wished = known.wished(&[Wish { staff_id: staff_id.to_owned(), learner: Some(learner(number)) }]).unwrap();
            known.replace(&wished, None, folder.path(), &act()).unwrap();
        }
        let known = Known::read(None, folder.path()).unwrap();
        assert!(known.tell_of(" 0071", &[]) && !known.tell_of("0074", &[]));
        forget(folder.path(), " 0071", &[learner(2)]).unwrap();
        assert_eq!(in_file(folder.path()).unwrap().into_values().collect::<Vec<_>>(), [learner(3)]);
        fs::write(folder.path().join(FILE), "{").unwrap();
        let said = forget(folder.path(), "0073", &[]).unwrap_err().to_string();
        assert!(
            said.starts_with("could not read ") && said.contains("put it back from a copy, or move it away and confirm again"),
            "{said}"
        );
    }
}
