//! Headers of sections: brackets that are missing, names that are misspelt, and scenes that do not name their question. What was plainly
//! meant is read.

use std::ops::Range;

use crate::course::setting::{Site, elsewhere};
use crate::diagnostic::code::{B006, B101, B108};
use crate::diagnostic::{Diagnostic, is_one_slip, nearest};

use super::super::mend_value;
use super::Mender;

/// The headers of all sections, without their brackets.
const ALL: [&str; 3] = [PAGE, QUESTION, SCENE];
const PAGE: &str = "page";
const QUESTION: &str = "question";
const SCENE: &str = "question.scene";

/// The headers of a file that are not as they should be.
#[derive(Default)]
pub(super) struct Headers {
    /// Those without double brackets, and what they are meant for.
    single: Vec<(Range<usize>, &'static str)>,
    /// The misspelt names between double brackets, and what they are meant for.
    misspelt: Vec<(Range<usize>, &'static str)>,
    /// The names of sections `[[scene]]`.
    scenes: Vec<Range<usize>>,
}

/// Returns the header of a section that is meant by a name in a file of this kind: capitals, a plural, or a slip make no difference.
pub(in crate::course::read) fn meant(site: Site, name: &str) -> Option<&'static str> {
    let here: &[&'static str] = match site {
        Site::Lesson => &[PAGE],
        Site::Quiz => &[QUESTION, SCENE],
        Site::Shared => &ALL,
        _ => return None,
    };
    if let Some(known) = here.iter().find(|known| **known == name) {
        return Some(known);
    }
    if site.row(name).is_some() || elsewhere(name, site).is_some() {
        return None;
    }
    let names = site.rows().iter().map(|row| row.name).chain(here.iter().copied());
    let near = nearest(name, names)?;
    here.iter().find(|known| **known == near).copied()
}

impl Mender<'_, '_> {
    pub(super) fn header(&mut self, span: Range<usize>) {
        self.tell_unquoted();
        self.first.clear();
        let line = self.get(span.clone());
        let (opens, name, closes) = mend_value::header(line);
        let until = span.start + opens + name.len() + closes;
        let name_from = span.start + opens + name.len() - name.trim_start().len();
        let name = name.trim();
        let is_scene = self.site == Site::Quiz && name == "scene" && (opens, closes) == (2, 2);
        let meant = meant(self.site, name);
        self.header = if is_scene { SCENE } else { meant.unwrap_or(name) };
        if is_scene {
            self.headers.scenes.push(span.start + opens..until - closes);
            return;
        }
        let Some(meant) = meant.filter(|_| opens <= 2 && closes <= 2) else { return };
        let (named, is_misspelt) = (name_from..name_from + name.len(), meant != name);
        if is_misspelt {
            // Blanks keep it as long as it was.
            self.edits.push((named.clone(), format!("{meant:<0$}", name.len())));
        }
        if (opens, closes) != (2, 2) {
            self.edits.push((span.start..span.start, "[".repeat(2 - opens)));
            self.edits.push((until..until, "]".repeat(2 - closes)));
            self.headers.single.push((span.start..until, meant));
        } else if is_misspelt {
            self.headers.misspelt.push((named, meant));
        }
    }

    /// Tells of all headers that are not as they should be.
    pub(super) fn tell_headers(&mut self) {
        let Headers { single, misspelt, scenes } = std::mem::take(&mut self.headers);
        for name in ALL {
            let these = |all: &[(Range<usize>, &'static str)]| {
                all.iter().filter(|(_, called)| *called == name).map(|(span, _)| span.clone()).collect::<Vec<_>>()
            };
            self.tell_single_brackets(name, &these(&single));
            self.tell_misspelt(name, &these(&misspelt));
        }
        self.tell_scenes(scenes);
    }

    /// Tells of scenes that do not name their question, and reads them as if they did.
    fn tell_scenes(&mut self, scenes: Vec<Range<usize>>) {
        let Some(first) = scenes.first() else { return };
        let mut complaint =
            Diagnostic::new(&B108, "`scene` belongs to a question, not to a quiz", self.place(first), "no question is named here");
        for scene in &scenes {
            complaint = complaint.fix(self.place(scene), SCENE);
        }
        let places = if scenes.len() == 1 { String::new() } else { format!(" in all {} places", scenes.len()) };
        self.tell(complaint.help(format!("write `[[{SCENE}]]`{places}")));
        self.edits.extend(scenes.into_iter().map(|scene| (scene, SCENE.to_owned())));
    }

    fn tell_misspelt(&mut self, name: &str, these: &[Range<usize>]) {
        let Some(first) = these.first() else { return };
        let written = self.get(first.clone());
        let message = format!("{} has no setting called `{written}`", self.site.called());
        let mut complaint = Diagnostic::new(&B101, message, self.place(first), format!("not a {} setting", self.site.noun()));
        for other in these.iter().skip(1) {
            complaint = complaint.and(self.place(other), "nor here");
        }
        for span in these.iter().filter(|span| is_one_slip(self.get((*span).clone()), name)) {
            complaint = complaint.fix(self.place(span), name);
        }
        self.tell(complaint.help(format!("did you mean `{name}`?")));
    }

    fn tell_single_brackets(&mut self, name: &str, these: &[Range<usize>]) {
        let Some(first) = these.first() else { return };
        let noun = name.rsplit('.').next().unwrap_or(name);
        let line = self.get(first.clone());
        let is_half = line.starts_with("[[") || line.ends_with("]]") || !line.ends_with(']');
        let is_misspelt = line.trim_matches(['[', ']', ' ', '\t']) != name;
        let (says, again) = match (is_half, is_misspelt) {
            (true, _) => ("a bracket is missing".to_owned(), "and here"),
            (false, true) => (format!("this makes no {noun}"), "nor does this"),
            (false, false) => (format!("this makes one {noun}"), "and this makes the same one again"),
        };
        let mut complaint = Diagnostic::new(&B006, format!("{noun}s need double brackets"), self.place(first), says);
        if let Some(second) = these.get(1) {
            complaint = complaint.and(self.place(second), again);
        }
        let places = match these.len() {
            1 => String::new(),
            2 => " in both places".to_owned(),
            more => format!(" in all {more} places"),
        };
        for span in these {
            complaint = complaint.fix(self.place(span), format!("[[{name}]]"));
        }
        self.tell(complaint.help(format!("write `[[{name}]]`{places}")));
    }
}
