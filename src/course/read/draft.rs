//! All files of a course as settings with their places, before anything is made of them.

use std::sync::Arc;

use toml::de::DeTable;

use crate::course::setting::Site;
use crate::diagnostic::Diagnostic;
use crate::source::{Content, Files};

use super::section::{self, Section};
use super::text::Source;
use super::{mend, unread};

/// One file's settings.
#[derive(Clone, Debug)]
pub(in crate::course) struct Sheet {
    /// Its path inside the course.
    pub(in crate::course) file: Arc<str>,
    /// Its name without folder and ending.
    pub(in crate::course) stem: Arc<str>,
    /// Its settings.
    pub(in crate::course) top: Section,
}

/// The files of a course by what they are.
#[derive(Clone, Debug, Default)]
pub(in crate::course) struct Draft {
    pub(in crate::course) course: Option<Sheet>,
    pub(in crate::course) glossary: Option<Sheet>,
    pub(in crate::course) lessons: Vec<Sheet>,
    pub(in crate::course) quizzes: Vec<Sheet>,
    pub(in crate::course) shared: Vec<Sheet>,
}

impl Draft {
    /// Reads every file; a broken one hides no other.
    pub(super) fn read(files: &Files, found: &mut Vec<Diagnostic>) -> Self {
        let mut draft = Self::default();
        for (path, content) in &files.texts {
            let Some((site, stem)) = site_of(path) else { continue };
            let Some(top) = sheet(site, path, content, found) else { continue };
            let sheet = Sheet { file: path.clone(), stem: stem.into(), top };
            match site {
                Site::Course => draft.course = Some(sheet),
                Site::Glossary => draft.glossary = Some(sheet),
                Site::Lesson => draft.lessons.push(sheet),
                Site::Quiz => draft.quizzes.push(sheet),
                _ => draft.shared.push(sheet),
            }
        }
        draft
    }

    /// Returns the settings of `course.toml` in one of its tables.
    pub(in crate::course) fn table(&self, name: &str) -> Option<&Section> {
        self.course.as_ref()?.top.table(name)
    }

    /// Returns a page or question of a shared file, by `shared/file.toml#id`.
    pub(in crate::course) fn shared(&self, place: &str, site: Site) -> Option<&Section> {
        let (path, id) = place.split_once('#')?;
        let sheet = self.shared.iter().find(|sheet| *sheet.file == *path)?;
        let called = |section: &&Section| section.site == site && section.parts.words("id").is_some_and(|words| words.markdown() == id);
        sheet.top.sections.iter().find(called)
    }
}

/// Returns what kind of file a path names, and the path's last part without `.toml`.
fn site_of(path: &str) -> Option<(Site, &str)> {
    let inside = path.strip_suffix(".toml")?;
    match inside.split_once('/') {
        None if inside == "course" => Some((Site::Course, inside)),
        None if inside == "glossary" => Some((Site::Glossary, inside)),
        Some(("lessons", stem)) if !stem.contains('/') => Some((Site::Lesson, stem)),
        Some(("quizzes", stem)) if !stem.contains('/') => Some((Site::Quiz, stem)),
        Some(("shared", stem)) => Some((Site::Shared, stem)),
        _ => None,
    }
}

/// Reads one file; `None` when nothing in it can be understood, which has been told.
fn sheet(site: Site, path: &Arc<str>, content: &Content, found: &mut Vec<Diagnostic>) -> Option<Section> {
    let text = match content {
        Content::Text(text) => text.as_ref(),
        other => {
            found.push(unread::not_text(path, other));
            return None;
        }
    };
    if let Some(complaint) = unread::another_format(site, path, text) {
        found.push(complaint);
        return None;
    }
    let plain = Source::whole(path.clone(), text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() && !unread::needs_mending(site, text, table.get_ref()) {
        return Some(section::read(site, 0..0, table.get_ref(), &plain, found));
    }
    let mut source = mend::mend(site, path, text, found);
    unread::blank_the_rest(&mut source, found);
    let (table, _) = DeTable::parse_recoverable(&source.text);
    let mut top = section::read(site, 0..0, table.get_ref(), &source, found);
    for lost in &source.lost {
        top.hole(lost.start);
    }
    Some(top)
}
