//! Mends a file that is not TOML, one mistake at a time, so that everything else in it can still be read and checked.
//!
//! The file is gone through line by line. What cannot be read is told once and given up (its place is remembered, so that nothing
//! is reported twice); what was plainly meant is put right. Positions lead back to the file as it was written.

mod ends;
mod headers;
mod letters;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::course::setting::{SITES, Site};
use crate::diagnostic::code::{B002, B003, B004, B005, B007, B010};
use crate::diagnostic::{Diagnostic, Place};

use super::lines::{blanks, line_end, syntax};
use super::mend_value::{self, CURLY, Value};
use super::quotes::{self, Advice, CURLED};
use super::text::{Inserted, Lost, Source};
use super::wrong::listed;

use headers::Headers;
pub(super) use headers::meant as meant_header;

/// Mends a file and tells what was wrong with it.
pub(super) fn mend<'t>(site: Site, file: &Arc<str>, text: &'t str, found: &mut Vec<Diagnostic>) -> Source<'t> {
    let mut mender = Mender {
        site,
        file,
        text,
        found,
        edits: Vec::new(),
        lost: Vec::new(),
        first: BTreeMap::new(),
        headers: Headers::default(),
        unquoted: Vec::new(),
        header: "",
        counted: (0, 1),
        last_bracket: text.rfind(']'),
    };
    mender.control_characters();
    // A byte-order mark is no letter of the first line.
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    while at < text.len() {
        at = mender.line(at).max(at + 1);
    }
    mender.tell_unquoted();
    mender.tell_headers();
    mender.finish()
}

pub(super) struct Mender<'a, 't> {
    site: Site,
    file: &'a Arc<str>,
    text: &'t str,
    found: &'a mut Vec<Diagnostic>,
    /// What stands in the file, and what is read in its place.
    edits: Vec<(Range<usize>, String)>,
    lost: Vec<Range<usize>>,
    /// The settings of this section and where each stands.
    first: BTreeMap<&'t str, Range<usize>>,
    headers: Headers,
    /// Values without quotes in this section.
    unquoted: Vec<(&'t str, Range<usize>)>,
    /// What stands between the brackets of this section's header; nothing at the file's top.
    header: &'t str,
    /// How far lines were counted, and the number of the line there: a file with a thousand mistakes is counted through once.
    counted: (usize, usize),
    /// Where the last `]` of the file stands, so that none is looked for where none can be.
    last_bracket: Option<usize>,
}

impl<'t> Mender<'_, 't> {
    /// Goes through what begins on the line at a byte; returns where the next line begins.
    fn line(&mut self, at: usize) -> usize {
        let end = line_end(self.text, at);
        let line = self.get(at..end);
        let bare = line.trim();
        let from = at + (line.len() - line.trim_start().len());
        self.odd_spaces(at..from);
        if bare.is_empty() || bare.starts_with('#') {
            return end + 1;
        }
        if bare.starts_with('[') {
            self.header(from..from + bare.len());
            return end + 1;
        }
        let edits = self.edits.len();
        let Some((key, equals)) = self.key(from, end) else {
            self.no_setting(from..from + bare.len());
            return end + 1;
        };
        let rest = self.get(equals + 1..end);
        let value_from = equals + 1 + rest.len() - rest.trim_start().len();
        self.odd_spaces(equals + 1..value_from);
        let until = self.value(key, value_from, end);
        let next = line_end(self.text, until.max(value_from).min(self.text.len())) + 1;
        self.twice(key, from, next, edits);
        next
    }

    fn get(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or("")
    }

    fn place(&self, span: &Range<usize>) -> Place {
        Place { file: self.file.clone(), span: span.clone() }
    }

    fn tell(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Reads a value's place as a number, and remembers that it was given up.
    fn give_up(&mut self, span: Range<usize>) {
        let blank: String = self
            .get(span.clone())
            .chars()
            .map(|letter| if letter == '\n' { "\n".to_owned() } else { " ".repeat(letter.len_utf8()) })
            .collect();
        let rest = blank.get(1..).unwrap_or("").replace('\n', " ");
        self.edits.push((span.clone(), format!("0{rest}")));
        self.lost.push(span);
    }

    fn blank(&mut self, span: Range<usize>) {
        let blank: String = self
            .get(span.clone())
            .chars()
            .map(|letter| if letter == '\n' { "\n".to_owned() } else { " ".repeat(letter.len_utf8()) })
            .collect();
        self.edits.push((span.clone(), blank));
        self.lost.push(span);
    }

    /// Returns the name of the setting on a line, and where its `=` stands; a `:` in its place is told and read as one.
    fn key(&mut self, from: usize, end: usize) -> Option<(&'t str, usize)> {
        let line = self.get(from..end);
        let long =
            line.find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '"' | '\''))).unwrap_or(line.len());
        let key = line.get(..long).filter(|key| !key.is_empty())?;
        let after = line.get(long..)?;
        let sign = from + long + blanks(after);
        let rest = self.get(sign..end);
        if rest.starts_with('=') {
            return Some((key, sign));
        }
        let equals = end - after.trim_start().len();
        if self.get(equals..end).starts_with('=') {
            self.odd_space_behind(from + long..equals);
            return Some((key, equals));
        }
        let known = SITES.iter().any(|site| site.row(key).is_some());
        let value = if let Some(value) = rest.strip_prefix(':') { value } else { rest };
        let looks = value.trim_start().starts_with(['"', '\'', '[', '“']) || mend_value::is_plain(value.trim());
        if !known || !looks {
            return None;
        }
        let written = value.trim();
        let (span, says) = if rest.starts_with(':') {
            (sign..sign + 1, "a setting is joined to its value by `=`")
        } else {
            (from + long..from + long + 1, "`=` is missing here")
        };
        let shown = if written.starts_with("'''") { "'''".to_owned() } else { written.to_owned() };
        let gap = if rest.starts_with(':') && long == sign - from { " =" } else { "=" };
        let complaint =
            Diagnostic::new(&B005, "this line is not a setting", self.place(&span), says).help(format!("write `{key} = {shown}`"));
        let complaint = complaint.fix(self.place(&span), gap);
        self.tell(complaint);
        self.edits.push((span.clone(), "=".to_owned()));
        Some((key, span.start))
    }

    /// Tells of a line that is no setting, and reads on as if it were not there. Neighbouring lines are one cause.
    fn no_setting(&mut self, span: Range<usize>) {
        let before = self.lost.last().is_some_and(|lost| self.get(lost.end..span.start).trim().is_empty() && lost.end <= span.start);
        let told = self.found.last().is_some_and(|last| *last.code == B005 && *last.primary.place.file == **self.file);
        if !(before && told) {
            let complaint = Diagnostic::new(&B005, "this line is not a setting", self.place(&span), "words outside any text")
                .help("put the words into a text, between `'''` and `'''`; or begin the line with `#` if it is a note to yourself");
            self.tell(complaint);
        }
        self.blank(span);
    }

    /// Tells of a setting that stands here already, and reads on as if the second were not there. `edits` is how many there were before
    /// it, as what was mended in it falls with it.
    fn twice(&mut self, key: &'t str, from: usize, next: usize, edits: usize) {
        let here = from..from + key.len();
        let Some(first) = self.first.get(key).cloned() else {
            self.first.insert(key, here);
            return;
        };
        let section = match self.site {
            Site::Lesson => Some("[[page]]"),
            Site::Quiz => Some("[[question]]"),
            _ => None,
        };
        let help =
            section.map_or_else(|| "keep one".to_owned(), |header| format!("keep one; or is a `{header}` line missing between them?"));
        let complaint = Diagnostic::new(&B007, format!("`{key}` is set twice"), self.place(&here), "second time");
        let complaint = complaint.and(self.place(&first), "first time").help(help);
        self.tell(complaint);
        self.edits.truncate(edits);
        self.blank(from..next.min(self.text.len()));
        self.lost.pop();
    }

    /// Goes through a value; returns where it ends.
    fn value(&mut self, key: &'t str, from: usize, end: usize) -> usize {
        match mend_value::read(self.text, from, end, self.last_bracket) {
            Value::Good(until) => until,
            Value::OtherMark { opens, closes } => self.other_mark(key, &opens, closes),
            Value::TextNeverEnds { mark, closes_at } => self.text_never_ends(key, from..from + mark, closes_at),
            Value::QuoteMissing(span) if self.closes_curly(key, &span) => self.curly(key, span),
            Value::QuoteMissing(span) => {
                let written = self.get(span.clone());
                let mark = written.get(..1).unwrap_or("\"");
                let complaint = Diagnostic::new(
                    &B002,
                    "the closing quotation mark is missing",
                    self.place(&span),
                    format!("the text of `{key}` opens here and the line ends"),
                )
                .help(format!("write `{key} = {written}{mark}`, or use `'''` around longer text"));
                self.tell(complaint);
                let until = span.end;
                self.give_up(span);
                until
            }
            Value::EndsEarly { text, left, all } => {
                let over = self.rest_of_line(left.start).trim_end();
                let advice = quotes::early(key, self.get(all.clone()), self.get(text.clone()), over, self.rest_of_line(all.end));
                let complaint = Diagnostic::new(&B004, format!("the text of `{key}` ends too early"), self.place(&left), advice.says)
                    .and(self.place(&text), "the text ends here");
                self.advise(complaint, &all, advice);
                self.give_up(all);
                end
            }
            Value::Curly(span) => self.curly(key, span),
            Value::CurlyLines { opens, closes } => {
                let complaint =
                    Diagnostic::new(&B003, format!("the quotation marks around `{key}` are curly"), self.place(&opens), "curly quotes")
                        .and(self.place(&closes), "and here")
                        .help(format!("use straight ones: `{key} = '''`, and `'''` below the text"))
                        .note(CURLED)
                        .fix(self.place(&opens), "'''")
                        .fix(self.place(&closes), "'''");
                self.tell(complaint);
                let blank = |span: &Range<usize>| " ".repeat(span.len().saturating_sub(3));
                self.edits.push((opens.clone(), format!("{}'''", blank(&opens))));
                self.edits.push((closes.clone(), format!("'''{}", blank(&closes))));
                closes.end
            }
            Value::Unquoted(span) => {
                let until = span.end.max(end);
                self.unquoted.push((key, span.clone()));
                self.give_up(span);
                until
            }
            Value::Wrong { span, says, help, all } => {
                let complaint = syntax(self.place(&span), says).help(help);
                self.tell(complaint);
                let until = all.end;
                self.give_up(all);
                until
            }
            Value::CommaMissing { element, list, until } => {
                let complaint =
                    syntax(self.place(&element), "a comma is missing before this").help(format!("put a comma between the two: `{list}`"));
                self.tell(complaint);
                self.edits.push((element.start..element.start, ",".to_owned()));
                until
            }
        }
    }

    /// Whether a text opens with a straight mark and plainly closes with a curly one.
    fn closes_curly(&self, key: &str, span: &Range<usize>) -> bool {
        let written = self.get(span.clone());
        written.ends_with(CURLY) && quotes::curly(key, written, "").with.is_some()
    }

    /// Gives up a text in curly quotation marks.
    fn curly(&mut self, key: &str, span: Range<usize>) -> usize {
        let advice = quotes::curly(key, self.get(span.clone()), self.rest_of_line(span.end).trim());
        let complaint = Diagnostic::new(&B003, format!("the quotation marks around `{key}` are curly"), self.place(&span), advice.says);
        self.advise(complaint.note(CURLED), &span, advice);
        let until = span.end;
        self.give_up(span);
        until
    }

    /// Adds what to do, and the change where it is plain what was meant.
    fn advise(&mut self, complaint: Diagnostic, span: &Range<usize>, advice: Advice) {
        let complaint = complaint.help(advice.help);
        let complaint = match advice.with {
            Some(with) => complaint.fix(self.place(span), with),
            None => complaint,
        };
        self.tell(complaint);
    }

    fn rest_of_line(&self, at: usize) -> &'t str {
        self.get(at..line_end(self.text, at))
    }

    fn tell_unquoted(&mut self) {
        let (unquoted, header) = (std::mem::take(&mut self.unquoted), self.header);
        let Some((_, first)) = unquoted.first() else { return };
        let names: Vec<String> = unquoted.iter().map(|(name, _)| format!("`{name}`")).collect();
        let noun = if names.len() == 1 { "value" } else { "values" };
        let mut complaint = Diagnostic::new(&B010, format!("I cannot read the {noun} of {}", listed(&names)), self.place(first), "");
        for (nth, (name, span)) in unquoted.iter().enumerate() {
            let note = self.rest_of_line(span.end).trim();
            let Advice { says, help, with } = quotes::unquoted(name, quotes::row(self.site, header, name), self.get(span.clone()), note);
            if nth == 0 {
                says.clone_into(&mut complaint.primary.says);
            } else {
                complaint = complaint.and(self.place(span), says);
            }
            complaint = complaint.help(help);
            if let Some(with) = with {
                complaint = complaint.fix(self.place(span), with);
            }
        }
        self.tell(complaint);
    }

    /// Puts the mended text together.
    fn finish(mut self) -> Source<'t> {
        self.edits.sort_by_key(|(span, _)| (span.start, span.end));
        let mut text = String::with_capacity(self.text.len() + 16);
        let mut inserted = Inserted::default();
        let mut at = 0;
        for (span, with) in &self.edits {
            if span.start < at {
                continue;
            }
            text.push_str(self.get(at..span.start));
            if with.len() > span.len() {
                inserted.push(text.len(), with.len() - span.len());
            }
            text.push_str(with);
            at = span.end;
        }
        text.push_str(self.get(at..self.text.len()));
        Source { file: self.file.clone(), original: self.text, text: text.into(), inserted, lost: Lost::of(self.lost), first_header: None }
    }
}
