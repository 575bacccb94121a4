//! Headers of sections: brackets that are missing, and scenes that do not name their question. What was plainly meant is read.

use std::ops::Range;

use crate::course::setting::Site;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B006, B108};

use super::super::mend_value;
use super::Mender;

/// The header of a scene, without its brackets.
const SCENE: &str = "question.scene";

impl Mender<'_, '_> {
    pub(super) fn header(&mut self, span: Range<usize>) {
        self.tell_unquoted();
        self.first.clear();
        let line = self.get(span.clone());
        let (opens, name, closes) = mend_value::header(line);
        let until = span.start + opens + name.len() + closes;
        let name = name.trim();
        let is_scene = self.site == Site::Quiz && name == "scene" && (opens, closes) == (2, 2);
        self.header = if is_scene { SCENE } else { name };
        if is_scene {
            self.scenes.push(span.start + opens..until - closes);
        }
        if (opens, closes) == (2, 2) || opens > 2 || closes > 2 {
            return;
        }
        if matches!((self.site, name), (Site::Lesson | Site::Shared, "page") | (Site::Quiz | Site::Shared, "question" | "question.scene")) {
            self.edits.push((span.start..span.start, "[".repeat(2 - opens)));
            self.edits.push((until..until, "]".repeat(2 - closes)));
            self.single.push((span.start..until, name));
        }
    }

    /// Tells of scenes that do not name their question, and reads them as if they did.
    pub(super) fn tell_scenes(&mut self) {
        let scenes = std::mem::take(&mut self.scenes);
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

    pub(super) fn tell_single_brackets(&mut self) {
        let single = std::mem::take(&mut self.single);
        for name in ["page", "question", "question.scene"] {
            let these: Vec<&Range<usize>> = single.iter().filter(|(_, called)| *called == name).map(|(span, _)| span).collect();
            let Some(first) = these.first() else { continue };
            let noun = name.rsplit('.').next().unwrap_or(name);
            let line = self.get((*first).clone());
            let is_half = line.starts_with("[[") || line.ends_with("]]") || !line.ends_with(']');
            let says = if is_half { "a bracket is missing".to_owned() } else { format!("this makes one {noun}") };
            let mut complaint = Diagnostic::new(&B006, format!("{noun}s need double brackets"), self.place(first), says);
            if let Some(second) = these.get(1) {
                complaint = complaint.and(self.place(second), if is_half { "and here" } else { "and this makes the same one again" });
            }
            let places = match these.len() {
                1 => String::new(),
                2 => " in both places".to_owned(),
                more => format!(" in all {more} places"),
            };
            for span in &these {
                complaint = complaint.fix(self.place(span), format!("[[{name}]]"));
            }
            self.tell(complaint.help(format!("write `[[{name}]]`{places}")));
        }
    }
}
