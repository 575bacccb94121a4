//! `check --fix`: makes the changes that need no author's judgement, and shows each.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::diagnostic::{Diagnostic, Edit};
use crate::source::Files;

/// Mends the files of a folder; returns how many changes were made. Changes that overlap wait for the next run.
///
/// # Errors
/// Those of writing the files, and of `out`.
pub(super) fn apply(folder: &Path, files: &Files, found: &[Diagnostic], out: &mut impl Write) -> io::Result<usize> {
    let mut edits: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for edit in found.iter().filter(|finding| finding.code.fixable).flat_map(|finding| &finding.edits) {
        edits.entry(&edit.place.file).or_default().push(edit);
    }
    let mut made = 0;
    for (file, mut edits) in edits {
        let Some(text) = files.text(file) else { continue };
        edits.sort_by_key(|edit| (edit.place.span.start, edit.place.span.end));
        let mut mended = String::with_capacity(text.len());
        let mut at = 0;
        for edit in edits {
            let span = &edit.place.span;
            let (Some(between), Some(_)) = (text.get(at..span.start), text.get(span.clone())) else { continue };
            mended.push_str(between);
            mended.push_str(&edit.with);
            at = span.end;
            made += 1;
        }
        mended.push_str(text.get(at..).unwrap_or(""));
        difference(file, text, &mended, out)?;
        let path = folder.join(file);
        let beside = path.with_extension("toml.new");
        fs::write(&beside, &mended)?;
        fs::rename(&beside, &path)?;
    }
    Ok(made)
}

/// Shows the lines that changed.
fn difference(file: &str, before: &str, after: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "--- {file}")?;
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = old.iter().skip(same).rev().zip(new.iter().skip(same).rev()).take_while(|(old, new)| old == new).count();
    for line in old.get(same..old.len() - rest).unwrap_or(&[]) {
        writeln!(out, "-{}", crate::prose::safe::line(line))?;
    }
    for line in new.get(same..new.len() - rest).unwrap_or(&[]) {
        writeln!(out, "+{}", crate::prose::safe::line(line))?;
    }
    Ok(())
}
