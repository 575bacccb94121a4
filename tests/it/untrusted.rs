//! A course folder from a stranger: what it cannot make the program read, write, print or wait for.
#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bedside::cli::command::check::{Asked, Format, run};
use bedside::cli::command::{new, release};
use bedside::course::read;
use bedside::source::{Content, Watch, folder, part_of};

const SECRET: &str = "the name of a patient";
const LESSON: &str = "title = \"A lesson\"\n\n[[page]]\ntext = \"Words.\"\n";

/// A course folder, and beside it a file that is none of its business.
struct Stranger {
    outside: tempfile::TempDir,
}

impl Stranger {
    fn new() -> Self {
        let stranger = Self { outside: tempfile::tempdir().unwrap() };
        for part in ["course/lessons", "course/quizzes", "course/img", "elsewhere"] {
            fs::create_dir_all(stranger.outside.path().join(part)).unwrap();
        }
        fs::write(stranger.secret(), format!("title = \"{SECRET}\"\n[[page]]\ntext = \"{SECRET}\"\n")).unwrap();
        stranger
            .writes("course.toml", "format = 1\nid = \"fixture\"\ntitle = \"A course\"\ncontact = \"a@example.org\"\nversion = \"0.1\"\n");
        stranger.writes("lessons/a-lesson.toml", LESSON);
        stranger
    }

    fn secret(&self) -> PathBuf {
        self.outside.path().join("elsewhere/secret.toml")
    }

    fn course(&self) -> PathBuf {
        self.outside.path().join("course")
    }

    fn at(&self, path: &str) -> PathBuf {
        self.course().join(path)
    }

    fn writes(&self, path: &str, text: &str) {
        fs::write(self.at(path), text).unwrap();
    }

    fn asks(&self, format: Format) -> Asked {
        Asked { folder: self.course(), format, advice: true, ..Asked::default() }
    }

    fn checks(&self, format: Format) -> String {
        let mut out = Vec::new();
        run(&self.asks(format), &mut out, &mut Vec::new()).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// What each way of writing findings says; none of it may steer a terminal or tell the secret.
    fn told(&self) -> String {
        let formats = [Format::Human, Format::Short, Format::Json, Format::Github];
        let told: String = formats.into_iter().map(|format| self.checks(format)).collect();
        let steers = |letter: char| letter != '\n' && letter.is_control() || matches!(letter, '\u{202e}' | '\u{2066}' | '\u{200b}');
        assert!(!told.contains(steers), "a letter that steers the terminal: {told:?}");
        assert!(!told.contains(SECRET), "what stands outside the folder: {told}");
        told
    }

    /// Why a path was not read.
    fn refused(&self, path: &str) -> String {
        let files = folder(&self.course()).unwrap();
        match files.texts.get(path) {
            Some(Content::Refused(because)) => because.clone(),
            Some(other) => panic!("{path} was read: {other:?}"),
            None => files.refused.get(path).unwrap_or_else(|| panic!("{path} was passed over: {files:?}")).clone(),
        }
    }
}

#[test]
fn no_link_leads_out_of_the_folder() {
    let stranger = Stranger::new();
    let out = "it is a link that leads out of the course folder; put the file itself here";
    symlink(stranger.secret(), stranger.at("lessons/absolute.toml")).unwrap();
    symlink("../../elsewhere/secret.toml", stranger.at("quizzes/relative.toml")).unwrap();
    symlink(stranger.at("lessons/absolute.toml"), stranger.at("lessons/second.toml")).unwrap();
    symlink("/dev/zero", stranger.at("lessons/device.toml")).unwrap();
    symlink(stranger.outside.path().join("elsewhere"), stranger.at("shared")).unwrap();
    symlink(stranger.outside.path().join("elsewhere"), stranger.at("img/more")).unwrap();
    symlink("/etc/hostname", stranger.at("course.lock")).unwrap();
    for path in [
        "lessons/absolute.toml",
        "quizzes/relative.toml",
        "lessons/second.toml",
        "lessons/device.toml",
        "shared",
        "img/more",
        "course.lock",
    ] {
        assert_eq!(stranger.refused(path), out, "{path}");
    }
    let told = stranger.told();
    assert!(told.contains("shared: error[B008]: I cannot look at this: it is a link that leads out of the course folder"), "{told}");
    assert!(folder(&stranger.course()).unwrap().pictures.is_empty());
}

#[test]
fn a_link_to_a_file_of_the_folder_is_read_and_one_to_a_folder_is_not() {
    let stranger = Stranger::new();
    symlink("a-lesson.toml", stranger.at("lessons/b-lesson.toml")).unwrap();
    symlink(".", stranger.at("lessons/round.toml")).unwrap();
    symlink("../lessons", stranger.at("lessons/and-round")).unwrap();
    symlink("nowhere.toml", stranger.at("lessons/nowhere.toml")).unwrap();
    symlink("self.toml", stranger.at("lessons/self.toml")).unwrap();
    let files = folder(&stranger.course()).unwrap();
    assert_eq!(files.text("lessons/b-lesson.toml"), Some(LESSON));
    assert_eq!(stranger.refused("lessons/round.toml"), "it is a link to a folder; put the folder itself here");
    assert_eq!(stranger.refused("lessons/and-round"), "it is a link to a folder; put the folder itself here");
    assert_eq!(stranger.refused("lessons/nowhere.toml"), "it is a link that leads nowhere");
    assert_eq!(stranger.refused("lessons/self.toml"), "it is a link that leads nowhere");
    stranger.told();
}

#[test]
fn a_part_of_the_folder_is_those_files_their_translations_and_no_link_out() {
    let stranger = Stranger::new();
    stranger.writes("lessons/b-lesson.toml", LESSON);
    stranger.writes("img/night.png", "no picture");
    for language in ["es", "fr", "de", ".git"] {
        fs::create_dir_all(stranger.at(&format!("translations/{language}/lessons"))).unwrap();
    }
    for path in ["es/lessons/a-lesson.toml", "es/lessons/b-lesson.toml", "es/course.toml", ".git/lessons/a-lesson.toml"] {
        stranger.writes(&format!("translations/{path}"), "title = \"Una\"\n");
    }
    fs::remove_dir(stranger.at("translations/de/lessons")).unwrap();
    symlink(stranger.outside.path().join("elsewhere"), stranger.at("translations/de/lessons")).unwrap();
    symlink(stranger.secret(), stranger.at("translations/fr/lessons/secret.toml")).unwrap();
    symlink(stranger.secret(), stranger.at("lessons/secret.toml")).unwrap();
    fs::remove_dir(stranger.at("quizzes")).unwrap();
    symlink(stranger.outside.path().join("elsewhere"), stranger.at("quizzes")).unwrap();

    let part =
        part_of(&stranger.course(), &["lessons/a-lesson.toml", "lessons/secret.toml", "quizzes/secret.toml", "lessons/none.toml"]).unwrap();
    let read: Vec<&str> = part.texts.keys().map(|path| &**path).filter(|path| part.text(path).is_some()).collect();
    assert_eq!(read, ["lessons/a-lesson.toml", "translations/es/lessons/a-lesson.toml"]);
    let out = Content::Refused("it is a link that leads out of the course folder; put the file itself here".to_owned());
    let refused: Vec<&str> = part.texts.iter().filter(|(_, content)| **content == out).map(|(path, _)| &**path).collect();
    assert_eq!(refused, ["lessons/secret.toml", "translations/fr/lessons/secret.toml"]);
    assert_eq!(part.pictures, folder(&stranger.course()).unwrap().pictures);
    assert_eq!(part.pictures.len(), 1);
}

#[test]
fn what_is_no_file_is_neither_opened_nor_waited_for() {
    let stranger = Stranger::new();
    let pipe = stranger.at("lessons/pipe.toml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(stranger.at("lessons/socket.toml")).unwrap();
    fs::create_dir(stranger.at("glossary.toml")).unwrap();
    assert_eq!(stranger.refused("lessons/pipe.toml"), "it is not a file");
    assert_eq!(stranger.refused("lessons/socket.toml"), "it is not a file");
    assert_eq!(stranger.refused("glossary.toml"), "it is a folder, not a file");
    stranger.told();
}

#[test]
fn sizes_are_bounded_and_told() {
    let stranger = Stranger::new();
    File::create(stranger.at("lessons/huge.toml")).unwrap().set_len(2 << 30).unwrap();
    assert_eq!(stranger.refused("lessons/huge.toml"), "it is larger than 4 MiB");
    let mut deep = stranger.at("shared");
    for _ in 0..9 {
        deep.push("deep");
    }
    fs::create_dir_all(&deep).unwrap();
    assert_eq!(stranger.refused("shared/deep/deep/deep/deep/deep/deep/deep"), "it lies more than 6 folders deep; move it up");
    stranger.told();
    for number in 0..=20_000 {
        File::create(stranger.at(&format!("img/{number}.png"))).unwrap();
    }
    let told = folder(&stranger.course()).unwrap_err().to_string();
    assert!(told.ends_with("it holds more than 20000 files; a course folder holds one course and nothing else"), "{told}");
}

#[test]
fn no_letter_that_steers_a_terminal_is_echoed() {
    let stranger = Stranger::new();
    let steering = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{200b}\u{7f}";
    stranger.writes(
        "lessons/a-lesson.toml",
        &format!("title = \"{steering}\"\n\"{steering}\" = 1\n\n[[page]]\ntext = \"[x](page:{steering}) {steering}\"\n{steering}\n"),
    );
    stranger.writes(
        "quizzes/a-lesson.toml",
        "[[question]]\nid = \"\\u001b[31m\\u009b\"\nask = \"\\u202e\"\nsee = \"\\u001b#\\u009b\"\nfeedback = \"\\u202e\"\n",
    );
    fs::write(stranger.at("lessons/\u{1b}[31m\u{9b}.toml"), LESSON).unwrap();
    let not_text = std::ffi::OsStr::from_bytes(b"caf\xe9\x1b.toml");
    fs::write(stranger.at("lessons").join(not_text), LESSON).unwrap();
    stranger.writes("quizzes/bytes.toml", "x");
    fs::write(stranger.at("quizzes/bytes.toml"), b"title = \"\xff\xfe\x1b[31m\x9b\"\n").unwrap();
    let told = stranger.told();
    assert!(told.contains("its name holds signs that are no letters; give it another name"), "{told}");
    assert!(told.contains("this file is not saved as UTF-8"), "{told}");
}

#[test]
fn no_setting_names_a_file_outside() {
    let stranger = Stranger::new();
    symlink(stranger.secret(), stranger.at("img/secret.png")).unwrap();
    let secret = stranger.secret();
    for path in ["../elsewhere/secret.toml", secret.to_str().unwrap(), "img/../../elsewhere/secret.toml", "img/secret.png"] {
        stranger.writes(
            "lessons/a-lesson.toml",
            &format!("title = \"A lesson\"\n\n[[page]]\nimage = \"{path}\"\nalt = \"what it shows\"\ntext = \"Words.\"\n\n[[page]]\ninclude = \"{path}#page\"\n"),
        );
        let told = stranger.told();
        assert!(told.contains("[B305]") && told.contains("[B308]"), "{path}: {told}");
    }
}

#[test]
fn nothing_is_written_through_a_link() {
    let stranger = Stranger::new();
    let before = fs::read(stranger.secret()).unwrap();
    let broken = "title = “A lesson”\n\n[[page]]\ntext = \"Words.\"\n";
    stranger.writes("lessons/a-lesson.toml", broken);
    for beside in ["lessons/a-lesson.toml.new", "course.lock.new", "course.lock"] {
        symlink(stranger.secret(), stranger.at(beside)).unwrap();
    }
    let mut out = Vec::new();
    run(&Asked { fix: true, ..stranger.asks(Format::Short) }, &mut out, &mut Vec::new()).unwrap();
    assert_eq!(fs::read_to_string(stranger.at("lessons/a-lesson.toml")).unwrap(), LESSON, "{}", String::from_utf8_lossy(&out));
    let asked = release::Asked { folder: stranger.course(), today: None };
    let (mut out, mut problems) = (Vec::new(), Vec::new());
    let refused = release::run(&asked, &mut out, &mut problems);
    assert!(refused.is_err() || !problems.is_empty(), "released through a link");
    fs::remove_dir(stranger.at("quizzes")).unwrap();
    symlink(stranger.outside.path().join("elsewhere"), stranger.at("quizzes")).unwrap();
    let told = new::run(&stranger.course(), "quiz", "a-lesson", &mut Vec::new()).unwrap_err().to_string();
    assert!(told.contains("its folder is a link"), "{told}");
    assert_eq!(fs::read(stranger.secret()).unwrap(), before);
    assert_eq!(fs::read_dir(stranger.outside.path().join("elsewhere")).unwrap().count(), 1);
}

#[test]
fn a_file_inside_that_is_a_link_is_not_mended_through_it() {
    let stranger = Stranger::new();
    stranger.writes("elsewhere.txt", "title = “A lesson”\n\n[[page]]\ntext = \"Words.\"\n");
    fs::remove_file(stranger.at("lessons/a-lesson.toml")).unwrap();
    symlink("../elsewhere.txt", stranger.at("lessons/a-lesson.toml")).unwrap();
    let told = run(&Asked { fix: true, ..stranger.asks(Format::Short) }, &mut Vec::new(), &mut Vec::new()).unwrap_err().to_string();
    assert!(told.contains("it is a link; name the file it leads to"), "{told}");
}

#[test]
fn only_what_changed_is_another_thing_and_the_rest_stays() {
    let stranger = Stranger::new();
    let mut watch = Watch::begin(&stranger.course()).unwrap();
    let first = watch.files();
    stranger.writes("lessons/b-lesson.toml", LESSON);
    let second = watch.next().unwrap();
    assert_eq!(second.text("lessons/b-lesson.toml"), Some(LESSON));
    assert_eq!(second.text("lessons/a-lesson.toml"), first.text("lessons/a-lesson.toml"));
    // The same length at the same moment is another text all the same.
    stranger.writes("lessons/b-lesson.toml", &LESSON.replace("Words", "Sword"));
    assert_eq!(watch.next().unwrap().text("lessons/b-lesson.toml"), Some(LESSON.replace("Words", "Sword").as_str()));
}

#[test]
fn a_report_is_the_same_byte_for_byte_however_the_files_came_to_be() {
    let (one, other) = (Stranger::new(), Stranger::new());
    let names: Vec<String> = (0..120).map(|number| format!("lesson-{}", number * 37 % 120)).collect();
    let write = |stranger: &Stranger, name: &String| {
        let wrong = format!("titel = \"{name}\"\n{LESSON}colour = \"red\"\n{}", "# a comment that makes the file long\n".repeat(60));
        stranger.writes(&format!("lessons/{name}.toml"), &wrong);
        stranger.writes(&format!("quizzes/{name}.toml"), "[[question]]\nid = \"same\"\nask = \"What?\"\noptions = \"- [ ] This\"\n");
    };
    for (first, last) in names.iter().zip(names.iter().rev()) {
        write(&one, first);
        write(&other, last);
    }
    for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
        let told = one.checks(format);
        assert!(told.len() > 10_000);
        for _ in 0..3 {
            assert!(one.checks(format) == told && other.checks(format) == told);
        }
    }
}

#[test]
fn a_file_read_again_reads_as_if_for_the_first_time() {
    let stranger = Stranger::new();
    stranger.writes("lessons/b-lesson.toml", &LESSON.replace("Words", "[x](term:none)"));
    let files = Arc::new(folder(Path::new(&stranger.course())).unwrap());
    assert_eq!(read(files.clone()).diagnostics, read(files).diagnostics);
}
