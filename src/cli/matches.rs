//! Who in the records is who on the roster, where somebody has confirmed it: a small file beside the records.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use uuid::Uuid;

use crate::journey::LearnerId;
use crate::record::roster::likeness;

use super::{Failure, Refused, whole_file};

/// The name of the file.
const FILE: &str = "matches.json";

/// Reads the matches that were confirmed, changes them as wanted, and keeps them where that changed anything. Each wish is
/// `STAFF_ID=LEARNER`, or `STAFF_ID=none` to take one back.
///
/// # Errors
/// A wish that makes no sense, or a file that cannot be read or written.
pub(super) fn confirmed<'a>(folder: &Path, wishes: impl Iterator<Item = &'a str>) -> Result<BTreeMap<String, LearnerId>, Failure> {
    let file = folder.join(FILE);
    let refused = |because| Failure::Refused(Refused::File { file: file.clone(), because });
    let before: BTreeMap<String, LearnerId> = match fs::read(&file) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|said| refused(said.into()))?,
        Err(because) if because.kind() == ErrorKind::NotFound => BTreeMap::new(),
        Err(because) => return Err(refused(because)),
    };
    let mut matches = before.clone();
    for wish in wishes {
        let told = || Failure::Usage { told: format!("`{wish}` confirms nothing; write `STAFF_ID=LEARNER` as the report suggests it") };
        let (staff_id, learner) = wish.rsplit_once('=').ok_or_else(told)?;
        let staff_id = likeness::staff_id(staff_id).ok_or_else(told)?.into_owned();
        if learner == "none" {
            matches.remove(&staff_id);
        } else {
            matches.insert(staff_id, LearnerId(Uuid::parse_str(learner).map_err(|_| told())?));
        }
    }
    if matches != before {
        whole_file::write(&file, |out| {
            let text = serde_json::to_string_pretty(&matches).map_err(std::io::Error::from)?;
            Ok(writeln!(out, "{text}")?)
        })?;
    }
    Ok(matches)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_is_kept_until_it_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let learner = "6d1b0000-0000-4000-8000-000000000007";
        let kept = |wishes: &[&str]| confirmed(folder.path(), wishes.iter().copied()).map(|kept| kept.len());
        assert_eq!(kept(&[]).unwrap(), 0);
        assert!(!folder.path().join(FILE).exists());
        assert_eq!(kept(&[&format!(" A=71={learner}")]).unwrap(), 1);
        assert_eq!(kept(&[]).unwrap(), 1);
        for wrong in ["0071", "0071=me", "=none"] {
            assert!(kept(&[wrong]).is_err(), "{wrong}");
        }
        assert_eq!(kept(&["a=71=none"]).unwrap(), 0);
    }
}
