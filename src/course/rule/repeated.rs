//! The same question under two ids in one quiz. Two quizzes may ask the same, before a lesson and after it.

use std::collections::HashMap;

use crate::course::read::Section;
use crate::course::setting::Site;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B515;

use super::Looked;

/// The settings that a learner does not meet in a question before it is answered.
const UNSEEN: [&str; 16] = [
    "kind",
    "id",
    "why",
    "hint",
    "note",
    "points",
    "tests",
    "see",
    "pool",
    "level",
    "tags",
    "shuffle",
    "time_limit_seconds",
    "partial",
    "rev",
    "was",
];

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let sheets = looked.draft.quizzes.iter().chain(&looked.draft.shared);
    for sheet in sheets {
        let mut first: HashMap<String, &Section> = HashMap::new();
        let text = looked.files.text(&sheet.file).unwrap_or("");
        for section in sheet.top.sections.iter().filter(|section| section.site == Site::Question) {
            let Some(seen) = seen(section, text) else { continue };
            let Some(before) = first.get(&seen) else {
                first.insert(seen, section);
                continue;
            };
            // Two of one id are another mistake.
            let (Some(ask), Some(asked)) = (section.parts.setting("ask"), before.parts.setting("ask")) else { continue };
            if section.question_id() == before.question_id() {
                continue;
            }
            found.push(
                Diagnostic::new(&B515, "this question is asked twice", section.parts.place(&ask.value_at), "the same words and answers")
                    .and(before.parts.place(&asked.value_at), "as here")
                    .help("take one of them out, or ask it otherwise")
                    .note("results are kept under the id, so these are two questions to every table"),
            );
        }
    }
}

/// Returns what a learner meets in a question, each setting as it was written but for capitals and gaps; `None` for a story and for one from
/// elsewhere.
fn seen(section: &Section, text: &str) -> Option<String> {
    if !section.has("ask") || section.has("include") || section.holed || !section.sections.is_empty() || !section.tables.is_empty() {
        return None;
    }
    let shown = section.parts.settings.iter().filter(|setting| !UNSEEN.contains(&setting.name));
    let mut lines: Vec<String> = shown
        .filter_map(|setting| {
            let written = text.get(setting.value_at.clone())?.trim_matches(['"', '\'']).to_lowercase();
            let words: Vec<&str> = written.split_whitespace().collect();
            Some(format!("{}: {}", setting.name, words.join(" ")))
        })
        .collect();
    lines.sort_unstable();
    Some(lines.join("\n"))
}
