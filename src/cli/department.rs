//! Who the department is, as its certificates call it: `department.toml` in the folder of its records.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::Deserialize;

use crate::record::credential::Issuer;
use crate::record::seal::Key;

use super::Failure;

/// The file, in the folder of the records.
pub const FILE: &str = "department.toml";

/// `department.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// What it is called on certificates.
    pub name: String,
    /// Its page, if it has one.
    pub page: Option<String>,
    /// The address of its status list, if it publishes one.
    pub status_list: Option<String>,
}

impl Department {
    /// Reads who the department is; `None` where nobody has said.
    ///
    /// # Errors
    /// [`Failure`] when the file cannot be read or makes no sense.
    pub fn read(folder: &Path) -> Result<Option<Self>, Failure> {
        let file = folder.join(FILE);
        match fs::read_to_string(&file) {
            Ok(text) => toml::from_str(&text).map(Some).map_err(|wrong| Failure::Config { file, because: wrong.message().to_owned() }),
            Err(because) if because.kind() == ErrorKind::NotFound => Ok(None),
            Err(because) => Err(Failure::Unread { file, because }),
        }
    }

    /// Returns who issues.
    #[must_use]
    pub fn issuer<'a>(&'a self, key: &'a Key) -> Issuer<'a> {
        Issuer { key, name: &self.name, page: self.page.as_deref() }
    }
}
