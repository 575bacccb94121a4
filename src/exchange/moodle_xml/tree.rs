//! XML as elements with their lines. Knows nothing of questions; nothing outside the file is ever read for it.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::exchange::entity::resolved;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    /// The letters right inside it.
    pub(super) letters: String,
    pub(super) inside: Vec<Element>,
    /// The line it begins in, counted from 1.
    pub(super) line: usize,
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub(super) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.inside.iter().filter(move |element| element.name == name)
    }

    pub(super) fn first(&self, name: &str) -> Option<&Element> {
        self.inside.iter().find(|element| element.name == name)
    }

    /// Returns the letters of an element below it.
    pub(super) fn word(&self, name: &str) -> &str {
        self.first(name).map_or("", |element| element.letters.trim())
    }
}

/// Elements deeper than this are passed over; a quiz is six deep.
const DEEPEST: usize = 32;

/// Reads a text; the elements up to the first mistake, and the line of that mistake.
pub(super) fn read(text: &str) -> (Element, Option<usize>) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    let mut too_deep = 0usize;
    let mut lines = Lines { text, at: 0, line: 1 };
    let wrong = loop {
        let line = lines.of(reader.buffer_position());
        match reader.read_event() {
            Err(_) => break Some(line),
            Ok(Event::Eof) => break (open.len() > 1).then_some(line),
            Ok(Event::Start(_)) if open.len() > DEEPEST => too_deep += 1,
            Ok(Event::Start(start)) => open.push(element(&start, line)),
            Ok(Event::Empty(start)) if too_deep == 0 => put(&mut open, element(&start, line)),
            Ok(Event::End(_)) if too_deep > 0 => too_deep -= 1,
            Ok(Event::End(_)) => {
                if let Some(done) = open.pop() {
                    put(&mut open, done);
                }
            }
            Ok(Event::Text(letters)) => say(&mut open, &letters.xml10_content()),
            Ok(Event::CData(letters)) => say(&mut open, &letters.xml10_content()),
            Ok(Event::GeneralRef(name)) => say(&mut open, &resolved(&format!("&{};", &*name))),
            Ok(_) => {}
        }
    };
    while open.len() > 1 {
        if let Some(done) = open.pop() {
            put(&mut open, done);
        }
    }
    (open.pop().unwrap_or_default(), wrong)
}

fn put(open: &mut [Element], element: Element) {
    if let Some(around) = open.last_mut() {
        around.inside.push(element);
    }
}

fn say(open: &mut [Element], letters: &str) {
    if let Some(around) = open.last_mut() {
        around.letters.push_str(letters);
    }
}

fn element(start: &BytesStart<'_>, line: usize) -> Element {
    let attribute = |(name, value): (&str, &str)| (name.to_owned(), resolved(value));
    let attributes = start.attributes().flatten().map(|found| attribute((found.key.into_inner(), &found.value))).collect();
    Element { name: start.name().into_inner().to_owned(), attributes, line, ..Element::default() }
}

/// Counts lines as reading goes on, so that no byte is looked at twice.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, position: u64) -> usize {
        let to = usize::try_from(position).unwrap_or(usize::MAX).min(self.text.len());
        self.line += self.text.get(self.at..to).unwrap_or("").matches('\n').count();
        self.at = to.max(self.at);
        self.line
    }
}
