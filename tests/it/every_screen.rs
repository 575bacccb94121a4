//! A picture of every screen at three sizes, with the look of each cell in light, dark and without colours. One table, and nothing that
//! can be shown is missing in it.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use bedside::journey::Preference;

use crate::root;
use crate::support::Learner;

const SIZES: [(u16, u16); 3] = [(80, 24), (40, 12), (140, 40)];
const THEMES: [&str; 3] = ["light", "dark", "none"];
const FORMAT: &str = "tests/it/fixtures/format";
const FORMS: &str = "tests/it/fixtures/forms";

/// Where a learner sits down.
struct Seat<'a> {
    size: (u16, u16),
    theme: &'a str,
    /// A folder for a course of its own.
    folder: &'a Path,
}

impl Seat<'_> {
    fn of(&self, course: &str) -> Learner {
        Learner::of(course, self.size.0, self.size.1).given(Preference::Theme, self.theme)
    }

    fn examples(&self) -> Learner {
        self.of(FORMAT)
    }

    /// In the lesson that has a page of each kind, at the page of this number.
    fn page(&self, number: usize) -> Learner {
        self.examples().opens("anonymous-doctor").presses(&"right ".repeat(number))
    }

    /// Before the answer to one kind of question.
    fn form(&self, id: &str) -> Learner {
        self.course_of(&question(id));
        self.here().presses("enter end enter")
    }

    /// Writes a course of one quiz.
    fn course_of(&self, questions: &str) {
        let top = "format = 1\nid = \"tiny\"\ntitle = \"Before you post\"\nversion = \"1.0\"\ncontact = \"education@example.org\"\n\
                   order = [\"the-quiz\"]\n[points]\nkeep = \"Nothing that was posted is gone.\"\n\
                   [attest]\ntext = \"I have read my hospital's **policy** on social media.\"\n\
                   [certificate]\nsigner = \"Communications Office\"\ntext = \"Training, not legal advice.\"\n";
        fs::create_dir_all(self.folder.join("quizzes")).unwrap();
        fs::write(self.folder.join("course.toml"), top).unwrap();
        fs::write(self.folder.join("quizzes/the-quiz.toml"), format!("title = \"The quiz\"\nshuffle_options = false\n{questions}"))
            .unwrap();
    }

    fn here(&self) -> Learner {
        self.of(self.folder.to_str().unwrap())
    }

    /// At the end of a quiz of two questions, the first answered right and the second as told.
    fn ended(&self, second: &str) -> Learner {
        self.course_of(TWO);
        self.here().presses("enter end enter a end enter").presses(second).presses("end enter")
    }

    /// With the certificate on the screen.
    fn certified(&self) -> Learner {
        self.ended("b").presses("esc end enter").pastes("Maria Lindqvist").presses("enter")
    }

    /// With notes on a page and on the course.
    fn noted(&self) -> Learner {
        let noted = self.examples().presses("n").types("Ask the office about forms.").presses("esc");
        noted
            .opens("anonymous-doctor")
            .presses("right n")
            .types("Never the ward’s name.")
            .presses("enter")
            .types("Nor the day.")
            .presses("esc")
    }

    /// After some weeks of practice.
    fn practiced(&self) -> Learner {
        let mut learner = self.ended("a").presses("home").presses("enter a end enter b end enter end up enter");
        for days in [1, 9, 40] {
            learner = learner.after_minutes(60 * 24 * days).comes_back().presses("f4 esc");
            let due = learner.picture().contains("to refresh");
            learner = if due { learner.clicks("Refresh").presses("enter end b end enter a end enter esc") } else { learner };
        }
        learner.presses("p")
    }
}

const TWO: &str = "[[question]]\nid = \"held\"\nask = \"Who may hold a copy?\"\ntests = \"keep\"\nhint = \"Think of the quick ones.\"\n\
    why = \"Copies are made at once.\"\noptions = '''\n- [x] Anyone\n- [ ] No one\n'''\n\
    [[question]]\nid = \"gone\"\nask = \"A deleted post is gone.\"\ntests = \"keep\"\nanswer = false\nwhy = \"Somebody has it.\"\n";
const STORY: &str = "[[question]]\nid = \"story\"\nask = \"Play it.\"\nwhy = \"So.\"\n\
    [[question.scene]]\nid = \"door\"\nat = \"10:02\"\ntext = \"The red light is on.\"\nchoices = '''\n- Step in -> hall\n  > The phone goes down.\n- Wave -> seen\n'''\n\
    [[question.scene]]\nid = \"hall\"\nat = \"10:20\"\ntext = \"An hour later.\"\npost = \"Was that the clinic?\"\nby = \"@example_viewer\"\nchoices = '''\n- Tell -> told\n- Rest -> seen\n'''\n\
    [[question.scene]]\nid = \"told\"\nscore = 100\ntext = \"She is glad.\"\n\
    [[question.scene]]\nid = \"seen\"\nscore = 20\ntext = \"She hears it from a stranger.\"\n";

/// One question of the fixtures, by its id.
fn question(id: &str) -> String {
    let all = fs::read_to_string(root().join(FORMS).join("quizzes/each-kind.toml")).unwrap();
    let found = all.split("[[question]]\n").skip(1).find(|text| {
        text.lines()
            .any(|line| line.split_once('=').is_some_and(|(name, value)| name.trim() == "id" && value.trim() == format!("\"{id}\"")))
    });
    format!("[[question]]\n{}", found.unwrap_or_else(|| panic!("no question {id}")))
}

/// What it is called, what of `Route`, `Form` and `PageKind` it shows, and the way to it.
type Row = (&'static str, &'static [&'static str], fn(&Seat<'_>) -> Learner);

/// Every screen.
const SCREENS: &[Row] = &[
    ("welcome", &["Welcome"], |seat| Learner::stranger(seat.size.0, seat.size.1).given(Preference::Theme, seat.theme)),
    ("home", &["Home"], |seat| seat.of(".")),
    ("home-begun", &["Home"], |seat| seat.page(2).presses("esc")),
    ("home-earned", &["Home"], |seat| seat.certified().presses("esc")),
    ("page-prose", &["Lesson", "Page", "Prose"], |seat| seat.page(0)),
    ("page-case", &["Case"], |seat| seat.page(1)),
    ("page-post", &["Post"], |seat| seat.page(2)),
    ("page-decision", &["Decision"], |seat| seat.page(3)),
    ("page-decided", &["Decision"], |seat| seat.page(3).presses("down enter")),
    ("page-reflect", &["Reflect"], |seat| seat.page(4)),
    ("page-dos", &["Dos"], |seat| seat.page(5)),
    ("page-checklist", &["Checklist"], |seat| seat.page(6).presses("space")),
    ("page-takeaways", &["Takeaways"], |seat| seat.page(7)),
    ("term", &["Term"], |seat| seat.page(3).presses("down enter tab tab enter")),
    ("quiz", &["Quiz"], |seat| seat.examples().takes("live-video")),
    ("choose-one", &["ChooseOne"], |seat| seat.form("one-of-several")),
    ("choose-some", &["ChooseSome"], |seat| seat.form("several-of-them").presses("space")),
    ("arrange", &["Arrange"], |seat| seat.form("in-order").presses("a b")),
    ("pair", &["Pair"], |seat| seat.form("partners").presses("a")),
    ("sort", &["Sort"], |seat| seat.form("bins").presses("a down b")),
    ("mark", &["Mark"], |seat| seat.form("phrases").presses("space right")),
    ("write", &["Write"], |seat| seat.form("few-words").types("privacy off")),
    ("rewrite", &["Tick"], |seat| seat.form("mend-it")),
    ("rubric", &["Tick"], |seat| seat.form("mend-it").presses("tab enter space")),
    ("play", &["Play"], |seat| {
        seat.course_of(STORY);
        seat.here().presses("enter end enter a")
    }),
    ("hint", &[], |seat| seat.form("one-of-several").presses("i")),
    ("feedback-right", &[], |seat| {
        seat.course_of(TWO);
        seat.here().presses("enter end enter a")
    }),
    ("feedback-wrong", &[], |seat| {
        seat.course_of(TWO);
        seat.here().presses("enter end enter b")
    }),
    ("result-passed", &["Result"], |seat| seat.ended("b")),
    ("result-not-yet", &["Result"], |seat| seat.ended("a")),
    ("redo", &["Redo"], |seat| seat.ended("a").presses("end up enter")),
    ("refresh", &["Refresh"], |seat| seat.ended("a").after_minutes(60 * 24 * 40).comes_back().clicks("Refresh")),
    ("refresh-nothing", &["Refresh"], |seat| seat.ended("a").comes_back().clicks("Refresh")),
    ("replay", &["Replay"], |seat| {
        seat.course_of(STORY);
        seat.here().presses("enter end enter a a end up enter")
    }),
    ("attest", &["Attest"], |seat| seat.ended("b").presses("esc end enter")),
    ("certificate", &["Certificate"], |seat| seat.certified()),
    ("certificate-files", &["Certificate"], |seat| seat.certified().presses("end up up enter")),
    ("certificate-refused", &["Certificate"], |seat| seat.certified().whose_folder_is_full().presses("end enter end up up enter")),
    ("certificate-hosted", &["Certificate"], |seat| seat.certified().on_a_host().presses("end enter end")),
    ("certificate-not-yet", &["Certificate"], |seat| seat.examples().presses("end enter")),
    ("progress", &["Progress"], |seat| seat.practiced()),
    ("progress-none", &["Progress"], |seat| seat.examples().presses("p")),
    ("contents", &["Contents"], |seat| seat.page(2).presses("c")),
    ("glossary", &["Glossary"], |seat| seat.examples().presses("g")),
    ("search", &["Search"], |seat| seat.examples().presses("/")),
    ("search-found", &["Search"], |seat| seat.examples().presses("/").types("pateint")),
    ("search-hit", &["Search"], |seat| seat.examples().presses("/").types("patient").presses("down down")),
    ("search-nothing", &["Search"], |seat| seat.examples().presses("/").types("zebra")),
    ("seen", &["Seen"], |seat| {
        seat.course_of(TWO);
        seat.here().presses("enter end enter b f5").types("copy").presses("enter")
    }),
    ("notes", &["Notes"], |seat| seat.noted().presses("N")),
    ("notes-none", &["Notes"], |seat| seat.examples().presses("N")),
    ("note", &["Note"], |seat| seat.noted().presses("n")),
    ("settings", &["Settings"], |seat| seat.examples().presses(",")),
    ("report", &["Report"], |seat| seat.page(1).presses("r")),
    ("help", &[], |seat| seat.page(0).presses("?")),
    ("palette", &[], |seat| seat.examples().presses("ctrl-p")),
    ("palette-typed", &[], |seat| seat.page(0).presses(":").types("note")),
    ("notice", &[], |seat| seat.examples().whose_disk_is_full().presses("n").types("Mine.").presses("esc")),
];

/// Returns the names of the variants of an enum, from where it is written.
pub(crate) fn variants(file: &str, name: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join(file)).unwrap();
    let (_, rest) = text.split_once(&format!("pub enum {name}")).unwrap();
    let body = rest.lines().skip(1).take_while(|line| *line != "}");
    let names =
        body.filter_map(|line| line.strip_prefix("    ").filter(|line| line.starts_with(|letter: char| letter.is_ascii_uppercase())));
    names.map(|line| line.chars().take_while(char::is_ascii_alphanumeric).collect()).collect()
}

#[test]
fn nothing_that_can_be_shown_is_without_a_picture() {
    let shown: BTreeSet<String> = SCREENS.iter().flat_map(|(_, shows, _)| *shows).map(|name| (*name).to_owned()).collect();
    let mut all = variants("src/journey/route.rs", "Route");
    all.extend(variants("src/question/kind.rs", "Form"));
    all.extend(variants("src/course/lesson.rs", "PageKind"));
    assert_eq!(shown, all);
}

/// How the cells of a screen look: each look by a letter, in the order they come, and where each letter stands.
#[derive(PartialEq, Eq)]
struct Looks {
    legend: Vec<String>,
    map: String,
}

/// Looks at every cell. Runs of a look are told by their lengths; rows that look like the first cell throughout are left out.
fn looks(learner: &Learner) -> Looks {
    let (mut legend, mut map) = (Vec::new(), String::new());
    for (number, row) in learner.looks_of_cells().into_iter().enumerate() {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for look in row {
            let known = legend.iter().position(|known| *known == look);
            let place = known.unwrap_or(legend.len());
            if known.is_none() {
                legend.push(look);
            }
            match runs.last_mut().filter(|(last, _)| *last == place) {
                Some((_, count)) => *count += 1,
                None => runs.push((place, 1)),
            }
        }
        if runs.iter().any(|(place, _)| *place > 0) {
            let told: Vec<String> = runs.iter().map(|(place, count)| format!("{}{count}", letter(*place))).collect();
            writeln!(map, "  {:>2}: {}", number + 1, told.join(" ")).unwrap();
        }
    }
    Looks { legend, map }
}

fn letter(place: usize) -> char {
    char::from_u32(u32::from('a') + u32::try_from(place).unwrap()).unwrap()
}

#[test]
fn every_screen_has_its_picture_in_three_sizes_and_three_looks() {
    for (name, _, walk) in SCREENS {
        let mut picture = String::new();
        for size in SIZES {
            let mut drawn: Option<String> = None;
            let mut known: Vec<(Vec<&str>, Vec<Looks>)> = Vec::new();
            for theme in THEMES {
                let folder = tempfile::tempdir().unwrap();
                let learner = walk(&Seat { size, theme, folder: folder.path() });
                let here = learner.picture_with_cursor();
                // Only the list of settings says which theme it is.
                let words = |picture: &str| picture.lines().filter(|line| !line.contains('‹')).collect::<Vec<_>>().join("\n");
                assert_eq!(words(drawn.get_or_insert_with(|| here.clone())), words(&here), "{name}: another look, other words");
                let looks = looks(&learner);
                match known.iter_mut().find(|(_, alike)| alike[0].map == looks.map) {
                    Some((themes, alike)) => {
                        themes.push(theme);
                        alike.push(looks);
                    }
                    None => known.push((vec![theme], vec![looks])),
                }
            }
            write!(picture, "== {} x {}\n{}", size.0, size.1, drawn.unwrap()).unwrap();
            for (themes, alike) in known {
                writeln!(picture, "{}:", themes.join(", ")).unwrap();
                for place in 0..alike[0].legend.len() {
                    let told: Vec<&str> = alike.iter().map(|looks| looks.legend[place].as_str()).collect();
                    writeln!(picture, "  {} {}", letter(place), told.join(" | ")).unwrap();
                }
                picture.push_str(&alike[0].map);
            }
        }
        insta::assert_snapshot!(*name, picture);
    }
}
