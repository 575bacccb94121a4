//! Headers that stand above settings of the file's own top, and so take them away from it: one cause, one message.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::course::setting::{Fallback, Site, Type};
use crate::diagnostic::code::{B101, B108};
use crate::diagnostic::{Diagnostic, nearest};

use super::text::Source;
use super::unknown::the;
use super::wrong::listed;

/// What stands below one header, and is the top's.
pub(super) struct Below<'t> {
    /// The header's name.
    pub(super) header: &'t str,
    /// The settings that the header took.
    pub(super) names: Vec<&'static str>,
    /// Whether nothing below the header is read at all.
    pub(super) is_all: bool,
    /// What to tell.
    pub(super) complaint: Diagnostic,
}

/// A setting's name with its place.
type Named = (&'static str, Range<usize>);

/// Returns the first header of a file that took settings from the file's top, or is one of another file.
pub(super) fn below<'t>(site: Site, table: &'t DeTable<'_>, source: &Source<'_>) -> Option<Below<'t>> {
    if !matches!(site, Site::Course | Site::Lesson | Site::Quiz) {
        return None;
    }
    table.iter().find_map(|(key, value)| {
        let header = key.get_ref().as_ref();
        let top = Top { site, table, source };
        match (site.row(header).map(|row| row.of), value.get_ref()) {
            (Some(Type::Table(own)), DeValue::Table(below)) => {
                let names = top.owned(below, |name| own.row(name).is_none() || top.lacks(name));
                top.taken(header, names, &source.range(&value.span()))
            }
            (Some(Type::Names(of)), DeValue::Table(below)) => {
                let lacks = below.iter().any(|(name, _)| top.lacks(name.get_ref()));
                // Where one is surely the top's, so are those beside it.
                let is_surely = |(name, value): (&str, &DeValue<'_>)| site.row(name).is_some() && !is_of(*of, value);
                let is_tops = lacks || below.iter().any(|(name, value)| is_surely((name.get_ref(), value.get_ref())));
                let names = top.owned(below, |_| is_tops);
                top.taken(header, names, &source.range(&value.span()))
            }
            (Some(Type::Sections(own)), DeValue::Array(all)) => {
                let first = all.first()?;
                let DeValue::Table(below) = first.get_ref() else { return None };
                top.empty_section(header, own, below, &source.range(&first.span()))
            }
            (Some(Type::Sections(_)), _) => None,
            (_, DeValue::Table(below)) => top.foreign(header, &source.range(&key.span()), below),
            _ => None,
        }
    })
}

/// The top of a file.
#[derive(Clone, Copy)]
struct Top<'t, 'd, 's, 'x> {
    site: Site,
    table: &'t DeTable<'d>,
    source: &'s Source<'x>,
}

impl Top<'_, '_, '_, '_> {
    /// Whether a setting must stand at the top, and does not.
    fn lacks(&self, name: &str) -> bool {
        self.site.row(name).is_some_and(|row| row.fallback == Fallback::Required) && !self.table.contains_key(name)
    }

    /// Returns the settings of a table that are the top's and not set there, in the order written.
    fn owned(&self, below: &DeTable<'_>, is_meant: impl Fn(&str) -> bool) -> Vec<Named> {
        let mut names: Vec<Named> = below
            .iter()
            .filter_map(|(key, _)| {
                let row = self.site.row(key.get_ref())?;
                let is_setting = !matches!(row.of, Type::Table(_) | Type::Names(_) | Type::Sections(_));
                let is_taken = is_setting && !self.table.contains_key(row.name) && is_meant(row.name);
                is_taken.then(|| (row.name, self.source.range(&key.span())))
            })
            .collect();
        names.sort_by_key(|(_, at)| at.start);
        names
    }

    /// Tells of settings below a table that has others. One that may be left out is told as before.
    fn taken<'h>(&self, header: &'h str, names: Vec<Named>, header_at: &Range<usize>) -> Option<Below<'h>> {
        let is_one = names.len() < 2 && !names.iter().any(|(name, _)| self.lacks(name));
        let (_, first) = names.first().filter(|_| !is_one)?;
        let (these, lines) = if names.len() == 1 { ("this is", "line") } else { ("these are", "lines") };
        let complaint = self
            .misplaced(&names, &format!("`[{header}]`"), first, format!("so {these} read as part of `[{header}]`"))
            .and(self.source.place(header_at), format!("`[{header}]` begins here and goes on to the next `[`"))
            .help(format!("move the {lines} above `[{header}]`"));
        Some(Below { header, names: names.into_iter().map(|(name, _)| name).collect(), is_all: false, complaint })
    }

    /// Tells of a first page or question that has nothing but settings of the top.
    fn empty_section<'h>(&self, header: &'h str, own: Site, below: &DeTable<'_>, header_at: &Range<usize>) -> Option<Below<'h>> {
        let names = self.owned(below, |_| true);
        let is_tops = names.len() == below.len() && names.iter().any(|(name, _)| own.row(name).is_none());
        let (_, first) = names.first().filter(|_| is_tops)?;
        let says = if names.len() == 1 { "so this is" } else { "so these are" };
        let complaint = self
            .misplaced(&names, own.called(), first, format!("{says} read as part of {}", the(own)))
            .and(self.source.place(header_at), format!("{} begins here, and has nothing of its own", own.called()))
            .help(format!("delete this `[[{header}]]`"));
        Some(Below { header, names: names.into_iter().map(|(name, _)| name).collect(), is_all: false, complaint })
    }

    /// Tells of a header that a file of this kind does not have.
    fn foreign<'h>(&self, header: &'h str, at: &Range<usize>, below: &DeTable<'_>) -> Option<Below<'h>> {
        let (called, noun) = (self.site.called(), self.site.noun());
        let home =
            [Site::Course, Site::Glossary, Site::Quiz, Site::Lesson].into_iter().filter(|home| *home != self.site).find_map(|home| {
                let row = home.row(header)?;
                matches!(row.of, Type::Table(_) | Type::Names(_) | Type::Sections(_)).then_some((home, row.of))
            });
        let inside = if let Some((_, Type::Table(inside) | Type::Sections(inside))) = home { Some(inside) } else { None };
        let names = self.owned(below, |name| self.lacks(name) || inside.is_none_or(|inside| inside.row(name).is_none()));
        let is_slip = || self.site.row(header).is_some() || nearest(header, self.site.rows().iter().map(|row| row.name)).is_some();
        if home.is_none() && (names.is_empty() || is_slip()) {
            return None;
        }
        let says = match (&*names, home) {
            ([], _) => format!("not a part of {called}"),
            _ => format!("so what stands below it is not read as the {noun}'s"),
        };
        let complaint = match home {
            Some((home, _)) => {
                let message = format!("`[{header}]` belongs to {}, not to {called}", the(home));
                Diagnostic::new(&B108, message, self.source.place(at), says)
            }
            None => Diagnostic::new(&B101, format!("{called} has no setting called `{header}`"), self.source.place(at), says),
        };
        let file = match home.map(|(home, _)| home) {
            Some(home @ (Site::Lesson | Site::Quiz)) => format!("a {}'s file", home.noun()),
            Some(Site::Glossary) => "glossary.toml".to_owned(),
            _ => "course.toml".to_owned(),
        };
        let others = below.len() - names.len();
        let complaint = match (names.len(), others) {
            (0, _) => complaint.help(format!("move it, with the lines below it, to {file}")),
            (_, 0) => complaint.help(format!("delete the line `[{header}]`")),
            _ if home.is_some() => complaint.help(format!("move it to {file}, with the lines below it that are its own")),
            _ => complaint.help(format!("delete the line `[{header}]`")),
        };
        Some(Below { header, names: names.into_iter().map(|(name, _)| name).collect(), is_all: true, complaint })
    }

    fn misplaced(&self, names: &[Named], whose: &str, first: &Range<usize>, says: String) -> Diagnostic {
        let quoted: Vec<String> = names.iter().map(|(name, _)| format!("`{name}`")).collect();
        let belong = if names.len() == 1 { "belongs" } else { "belong" };
        let message = format!("{} {belong} to {}, not to {whose}", listed(&quoted), the(self.site));
        Diagnostic::new(&B108, message, self.source.place(first), says)
    }
}

/// Whether a value may be one of a table of names.
pub(super) const fn is_of(of: Type, value: &DeValue<'_>) -> bool {
    match of {
        Type::Line | Type::Words => matches!(value, DeValue::String(_)),
        Type::Whole(..) => matches!(value, DeValue::Integer(_)),
        _ => true,
    }
}
