//! `check --fix`: makes the changes that need no author's judgement, and shows each.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use crate::cli::whole_file;
use crate::diagnostic::{Diagnostic, Edit};
use crate::prose::safe;
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
        let mut at = 0;
        edits.retain(|edit| {
            let span = &edit.place.span;
            let fits = text.get(at..span.start).is_some() && text.get(span.clone()).is_some();
            at = if fits { span.end } else { at };
            fits
        });
        made += edits.len();
        let mended = with(text, 0, text.len(), &edits);
        whole_file::write_text(&folder.join(file), &mended).map_err(io::Error::other)?;
        difference(file, text, &edits, out)?;
    }
    if made > 0 {
        // The report that follows stands apart.
        writeln!(out)?;
    }
    Ok(made)
}

/// Returns a part of a text with the edits that lie in it.
fn with(text: &str, from: usize, to: usize, edits: &[&Edit]) -> String {
    let (mut mended, mut at) = (String::new(), from);
    for edit in edits {
        mended.push_str(text.get(at..edit.place.span.start).unwrap_or(""));
        mended.push_str(&edit.with);
        at = edit.place.span.end;
    }
    mended.push_str(text.get(at..to).unwrap_or(""));
    mended
}

/// Shows the lines that changed, each lot of neighbours by itself.
fn difference(file: &str, text: &str, edits: &[&Edit], out: &mut impl Write) -> io::Result<()> {
    let line_start = |at: usize| text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let line_end = |at: usize| text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1);
    let mut lots: Vec<(usize, usize, Vec<&Edit>)> = Vec::new();
    for edit in edits {
        let span = &edit.place.span;
        // An edit that ends with its line changes nothing of the next one.
        let last =
            if span.is_empty() || !text.get(span.clone()).is_some_and(|gone| gone.ends_with('\n')) { span.end } else { span.end - 1 };
        let (from, to) = (line_start(span.start), line_end(last));
        match lots.last_mut() {
            Some((_, until, lot)) if from < *until => {
                *until = to.max(*until);
                lot.push(edit);
            }
            _ => lots.push((from, to, vec![edit])),
        }
    }
    writeln!(out, "--- {}", safe::line(file))?;
    for (from, to, lot) in lots {
        let number = 1 + text.get(..from).unwrap_or("").matches('\n').count();
        writeln!(out, "@@ line {number} @@")?;
        for line in text.get(from..to).unwrap_or("").lines() {
            writeln!(out, "-{}", safe::line(line))?;
        }
        for line in with(text, from, to, &lot).lines() {
            writeln!(out, "+{}", safe::line(line))?;
        }
    }
    Ok(())
}
