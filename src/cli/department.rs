//! Who the department is, as its certificates call it: `department.toml` in the folder of its records.

use std::io::ErrorKind;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::cmi5::is_on_the_web;
use crate::prose::safe;
use crate::record::credential::Issuer;
use crate::record::seal::Key;
use crate::source::named_file;

use super::Failure;
use super::config::{told, told_of};

/// The file, in the folder of the records.
pub const FILE: &str = "department.toml";

/// `department.toml`: what the department has said that would stand on its certificates.
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

/// `department.toml` as it was written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: Spanned<String>,
    page: Option<Spanned<String>>,
    status_list: Option<Spanned<String>>,
}

impl Department {
    /// Reads who the department is; `None` where nobody has said.
    ///
    /// # Errors
    /// [`Failure`] when the file cannot be read, makes no sense, or says what may not stand on a certificate.
    pub fn read(folder: &Path) -> Result<Option<Self>, Failure> {
        let file = folder.join(FILE);
        match named_file::text(&file) {
            Ok(text) => Self::parse(&text).map(Some).map_err(|because| Failure::Config { file, because }),
            Err(because) if because.kind() == ErrorKind::NotFound => Ok(None),
            Err(because) => Err(Failure::Unread { file, because }),
        }
    }

    /// Reads what stands in the file. What is signed stays: so everything in it is looked at before.
    ///
    /// # Errors
    /// What is wrong with it, where, and what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        let Written { name, page, status_list } = toml::from_str(text).map_err(|wrong| told(text, &wrong))?;
        let wrong = |at: &Spanned<String>, says: &str| Err(told_of(text, at.span().start, says));
        if name.get_ref().trim().is_empty() {
            return wrong(&name, "it is empty; write what the department is called, such as `name = \"Department of Medicine\"`");
        }
        if !name.get_ref().chars().all(safe::harmless) {
            return wrong(
                &name,
                "there is a letter in it that cannot be seen, or that turns others around; type the name anew, in one line",
            );
        }
        if let Some(page) = page.as_ref().filter(|page| !is_on_the_web(page.get_ref())) {
            return wrong(page, "it is no address of a page; write it as `page = \"https://…\"`, or leave the line out");
        }
        if let Some(list) = status_list.as_ref().filter(|list| !(list.get_ref().starts_with("https://") && is_on_the_web(list.get_ref()))) {
            return wrong(list, "it is no address that nobody can tamper with on the way; write it as `status_list = \"https://…\"`");
        }
        let plain = |written: Option<Spanned<String>>| written.map(Spanned::into_inner);
        Ok(Self { name: name.into_inner(), page: plain(page), status_list: plain(status_list) })
    }

    /// Returns who issues.
    #[must_use]
    pub fn issuer<'a>(&'a self, key: &'a Key) -> Issuer<'a> {
        Issuer { key, name: &self.name, page: self.page.as_deref() }
    }
}
