//! Letters of every script in names and lessons: wide ones, right-to-left ones, combining marks, emoji of many parts. No row is wider than
//! the screen, nothing is torn apart, and frames stay straight, at all three sizes and line by line.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::support::{Learner, Typist};

const SIZES: [(u16, u16); 3] = [(80, 24), (40, 12), (140, 40)];

/// What one script looks like, in a few words and in a long one.
const SCRIPTS: [(&str, &str, &str); 7] = [
    ("wide", "山田 太郎", "患者の名前を書かなくても、誰のことか分かってしまうことがあります。投稿する前に、必ず確認してください。"),
    ("korean", "김 민준", "환자의 이름을 쓰지 않아도 누구인지 알 수 있는 경우가 있습니다. 게시하기 전에 확인하십시오."),
    ("hebrew", "ד\"ר שרה כהן", "אפשר לזהות מטופל גם בלי שמו. בדקו את הפרטים לפני שאתם מפרסמים משהו ברשת החברתית."),
    ("arabic", "د. ليلى حدّاد", "يمكن التعرف على المريض حتى بدون ذكر اسمه. تحقق من التفاصيل قبل أن تنشر أي شيء."),
    (
        "marks",
        "Z\u{31b}\u{323}oe\u{308} A\u{30a}ngstro\u{308}m",
        "E\u{301}crire a\u{300} propos d'un patient: c\u{327}a se reconnai\u{302}t, me\u{302}me sans nom, me\u{302}me apre\u{300}s.",
    ),
    ("devanagari", "डॉ. प्रिया शर्मा", "बिना नाम के भी मरीज़ को पहचाना जा सकता है। पोस्ट करने से पहले हर विवरण जाँच लें।"),
    (
        "emoji",
        "Ana 👩🏽\u{200d}⚕️ Lima",
        "👨\u{200d}👩\u{200d}👧\u{200d}👦 family, 👩🏽\u{200d}⚕️ doctor, 🏴\u{200d}☠️ flag, 🇺🇸 flag, ❤️ heart, 1️⃣ keycap, and on it goes to the end of the line.",
    ),
];

fn course((_, name, words): (&str, &str, &str)) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let name = name.replace('"', "\\\"");
    for part in ["lessons", "quizzes"] {
        fs::create_dir(folder.path().join(part)).unwrap();
    }
    let write = |path: &str, text: String| fs::write(folder.path().join(path), text).unwrap();
    write(
        "course.toml",
        format!(
            "format = 1\nid = \"letters\"\ntitle = \"{words}\"\nsubtitle = \"{words}\"\nversion = \"1.0\"\ncontact = \"a@example.org\"\norder = [\"ward\"]\n\
             [points]\nkeep = \"{words}\"\n[certificate]\nneeds = [\"ward\"]\nsigner = \"{name}\"\ntext = \"{words}\"\n"
        ),
    );
    write("glossary.toml", format!("[terms]\nphi = \"{words}\"\n"));
    write(
        "lessons/ward.toml",
        format!(
            "title = \"{words}\"\n[[page]]\ntitle = \"{name}\"\ntext = \"{words} [{words}](term:phi) `{name}`\\n\\n> {words}\\n\\n- {words}\\n\"\n\
             [[page]]\ntitle = \"{words}\"\npost = \"{words}\"\nby = \"@someone\"\nname = \"{name}\"\nstats = \"{name}\"\n\
             [[page]]\ntitle = \"Do\"\ndo = \"- {words}\"\ndont = \"- {words}\"\n"
        ),
    );
    write(
        "quizzes/ward.toml",
        format!(
            "title = \"{words}\"\nshuffle_options = false\n[[question]]\nid = \"who\"\nask = \"{words}\"\ntests = \"keep\"\nwhy = \"{words}\"\noptions = '''\n- [x] {words}\n- [ ] {name}\n'''\n"
        ),
    );
    folder
}

/// Whether every row fits the screen, no cluster is torn apart, and the sides of a frame stand in one column.
#[track_caller]
fn is_straight(learner: &Learner, size: (u16, u16), of: &str) {
    let picture = learner.picture();
    for row in picture.lines() {
        assert!(row.width() <= usize::from(size.0), "{of}: wider than {}: {row}", size.0);
        assert!(!row.starts_with(|letter: char| letter.width_of() == 0), "{of}: torn: {row}");
    }
    for (left, right) in [("│", "│"), ("║", "║")] {
        let sides: Vec<(usize, usize)> = picture
            .lines()
            .filter(|row| row.matches(left).count() >= 2)
            .map(|row| (row[..row.find(left).unwrap()].width(), row[..row.rfind(right).unwrap()].width()))
            .collect();
        assert!(sides.windows(2).all(|two| two[0] == two[1]), "{of}: the frame is crooked:\n{picture}");
    }
}

trait WidthOf {
    fn width_of(self) -> usize;
}

impl WidthOf for char {
    fn width_of(self) -> usize {
        self.to_string().width()
    }
}

/// Whether the clusters of some words stand on the screen, each whole.
#[track_caller]
fn has_clusters(learner: &Learner, words: &str, of: &str) {
    use unicode_normalization::UnicodeNormalization;
    let picture: String = learner.picture().nfc().collect();
    for cluster in words.nfc().collect::<String>().graphemes(true).filter(|cluster| !cluster.trim().is_empty()) {
        assert!(picture.graphemes(true).any(|shown| shown == cluster), "{of}: {cluster} is nowhere in\n{picture}");
    }
}

fn walks(folder: &Path, size: (u16, u16), (script, name, words): (&str, &str, &str)) {
    let new = || {
        let stranger = Learner::stranger_in(folder.to_str().unwrap(), size.0, size.1).pastes(name).presses("tab tab tab").pastes(words);
        stranger.presses("tab enter")
    };
    let at = |step: &str| format!("{script} {}x{} {step}", size.0, size.1);
    let see = |learner: &Learner, step: &str| is_straight(learner, size, &at(step));
    let mut learner = new();
    see(&learner, "home");
    learner = learner.presses("enter");
    see(&learner, "page");
    has_clusters(&learner, name, &at("page"));
    for keys in ["pgdn", "pgdn", "tab enter", "esc", "c", "esc", "right", "pgdn", "right", "pgdn"] {
        learner = learner.presses(keys);
        see(&learner, keys);
    }
    for keys in ["g", "esc", "n", "esc", "N", "esc", "r", "esc", "/"] {
        learner = learner.presses(keys);
        see(&learner, keys);
    }
    learner = learner.types(words.split_whitespace().next().unwrap());
    see(&learner, "found");
    learner = learner.presses("esc esc").presses("home enter").presses("end enter");
    see(&learner, "quiz");
    learner = learner.takes("ward").presses("enter");
    see(&learner, "question");
    learner = learner.presses("b");
    see(&learner, "feedback");
    learner = learner.presses("end enter");
    see(&learner, "result");
    learner = learner.comes_back().presses("p");
    see(&learner, "progress");
    learner = learner.presses("esc end enter");
    see(&learner, "certificate");
    for _ in 0..4 {
        learner = learner.presses("pgdn");
        see(&learner, "certificate");
    }
}

#[test]
fn letters_of_every_script_keep_the_layout() {
    for script in SCRIPTS {
        let folder = course(script);
        for size in SIZES {
            walks(folder.path(), size, script);
        }
    }
}

#[test]
fn letters_of_every_script_are_told_line_by_line() {
    for script in SCRIPTS {
        let folder = course(script);
        let lines =
            format!("{}\n\n\n\n\n\n\n\n\n\n2\n\nprogress\ncertificate\n1\nglossary\nterm phi\nsearch {}\nquit\n", script.1, script.1);
        for columns in [20, 40, 72] {
            let typist = Typist::stranger(folder.path().to_str().unwrap()).at_columns(columns).types(&lines);
            let said: String = typist.transcript().split_whitespace().collect();
            let name: String =
                unicode_normalization::UnicodeNormalization::nfc(script.1).filter(|letter| !letter.is_whitespace()).collect();
            assert!(said.contains(&name), "{}: {said}", script.0);
        }
    }
}
