//! Whatever stands in a file, reading and checking end, point into their files, and hide no other file.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Reading, read};
use crate::diagnostic::human::{Look, report};
use crate::source::{Content, Files};

/// What trainers type, right and wrong.
const PIECES: [&str; 46] = [
    "[[page]]\n",
    "[[question]]\n",
    "[[question.scene]]\n",
    "[page]\n",
    "[question]\n",
    "[pools]\n",
    "id = \"a-b\"\n",
    "id = \"Ab!\"\n",
    "title = “x”\n",
    "text = '''\n",
    "'''\n",
    "\"\"\"\n",
    "options = '''\n",
    "- [x] yes -> a\n",
    "- [ ] no\n  > why\n",
    "-[x]\n",
    "## Bin\n",
    "title: \"x\"\n",
    "title = \"a \"b\" c\"\n",
    "title = \"open\n",
    "title = 'x'\ntitle = 'y'\n",
    "pass = 80%\n",
    "pass = \"80\"\n",
    "needs = [\"a\" \"b\"]\n",
    "needs = [\n",
    "ask = \"is it \\u001b[1m \\q\"\n",
    "ask = \"is it not \\u00e9 [so](term:x)\"\n",
    "choices = \"- a -> b\"\n",
    "# allow B4\n",
    "# allow B504: so\n",
    "score = 5\n",
    "answer = true\n",
    "mark = '[[a|b]] ((c'\n",
    "include = 'shared/a.toml#b'\n",
    "image = 'img/a.png'\n",
    "words outside\n",
    "=\n",
    "\u{1b}é漢\r\n",
    "[[questions]]\n",
    "options = ’’’\n",
    "’’’\n",
    "[page]] # so\n",
    "[[question\n",
    "needs = [“a”,\n “b”]\n",
    "\u{a0}title =\u{a0}so \"it #is” # x\n",
    "x",
];

fn beside(bytes: Vec<u8>, path: &str) -> Reading {
    let text = |text: String| Content::Text(text.into());
    let content = String::from_utf8(bytes).map_or_else(|not| Content::NotText(not.into_bytes()), text);
    let mut files = Files::default();
    files.texts.insert("lessons/good.toml".into(), Content::Text("title = \"Good\"\n[[page]]\ntext = \"Words.\"\n".into()));
    files.texts.insert(path.into(), content);
    let reading = read(Arc::new(files));
    let bytes = |file: &str| match reading.files.texts.get(file) {
        Some(Content::Text(text)) => Some(text.as_bytes()),
        Some(Content::NotText(bytes)) => Some(bytes.as_slice()),
        _ => None,
    };
    for finding in crate::course::check(&reading, None) {
        for label in std::iter::once(&finding.primary).chain(&finding.others) {
            let (span, length) = (&label.place.span, bytes(&label.place.file).map_or(0, <[u8]>::len));
            assert!(span.start <= span.end && span.end <= length + 1, "{finding:?}");
        }
        assert!(!report(&finding, Look::default(), &bytes).contains('\u{1b}'));
    }
    reading
}

fn good(reading: &Reading) -> bool {
    reading.course.as_ref().is_some_and(|course| course.lessons.iter().any(|lesson| lesson.title == "Good" && lesson.pages.len() == 1))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_a_reading_and_hide_no_other_file(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(good(&beside(bytes, "quizzes/broken.toml")));
    }

    #[test]
    fn any_mistakes_give_a_reading_and_hide_no_other_file(pieces in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..24), quiz: bool) {
        let path = if quiz { "quizzes/broken.toml" } else { "lessons/broken.toml" };
        prop_assert!(good(&beside(pieces.concat().into_bytes(), path)));
    }
}
