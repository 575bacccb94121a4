//! Settings that nothing reads, because they belong to another kind of page or question, or to a picture or post that is not there.

use crate::course::read::{PAGES, Section};
use crate::course::setting::Site;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B108;
use crate::question::{self, KINDS, Setting};

use super::{File, Looked};

/// What a setting belongs to: the setting that tells it, and what a person calls it.
type Owner = (&'static str, &'static str);

/// Settings that say more about another one.
const ABOUT: [(Owner, &[&str]); 2] =
    [(("post", "a post"), &["by", "name", "at", "stats", "on", "comments"]), (("image", "a picture"), &["alt", "caption"])];

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    for section in file.sections.iter().filter(|section| matches!(section.site, Site::Page | Site::Question) && !section.holed) {
        if section.has("include") {
            continue; // told as a whole
        }
        for setting in &section.parts.settings {
            let about = ABOUT.iter().find(|(_, names)| names.contains(&setting.name)).map(|(owner, _)| *owner);
            let idle = match about.filter(|(tells, _)| !section.has(tells)) {
                Some(owner) => Some((owner, "no such thing is shown here".to_owned())),
                None if about.is_some() => None,
                None => of_another_kind(section, setting),
            };
            if let Some(((tells, called), says)) = idle {
                let message = format!("`{}` belongs to {called}, which this is not", setting.name);
                let message = if about.is_some() { format!("`{}` belongs to {called}, and there is none", setting.name) } else { message };
                let complaint = Diagnostic::new(&B108, message, section.parts.place(&setting.named_at), says);
                found.push(complaint.help(format!("delete the line, or add `{tells}`, which it belongs to")));
            }
        }
    }
}

/// Returns what a setting belongs to that belongs to one kind, where this page or question is of another.
fn of_another_kind(section: &Section, setting: &Setting) -> Option<(Owner, String)> {
    let kinds = section.site.row(setting.name)?.kinds;
    let owner = kinds.first()?;
    if section.site == Site::Page {
        let is_there = |names: &&[&str]| names.iter().any(|name| section.has(name));
        if PAGES.iter().any(|(_, tells, _)| tells.contains(&setting.name)) {
            return None; // two kinds of one page are told as such
        }
        let (_, tells, called) = PAGES.iter().find(|(name, ..)| name == owner)?;
        let other = PAGES.iter().find(|(_, tells, _)| is_there(tells)).map_or("", |(.., called)| *called);
        return (!is_there(tells)).then_some(((tells.first().copied()?, *called), format!("this page shows {other}")));
    }
    if KINDS.iter().any(|row| row.telling == setting.name) {
        return None;
    }
    let row = question::named(owner)?;
    let other = question::inferred(&section.parts)?;
    (!kinds.contains(&other.name)).then(|| ((row.telling, row.called), format!("this is {}", other.called)))
}
