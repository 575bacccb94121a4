//! A learning-management system starts the course by cmi5: the real program, and a system that says what it is to say and keeps to the
//! rules of the standard.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::pty::Setting;
use crate::support::typed;

const TEMPLATE: &str = r#"{"contextActivities":{"grouping":[{"objectType":"Activity","id":"https://courses.example.org/sample/unit"}],
    "category":[{"id":"https://lms.example.org/ours"}]},"extensions":{"https://w3id.org/xapi/cmi5/context/extensions/sessionid":"SESSION",
    "https://lms.example.org/more":1}}"#;

/// What the system is like, from one request to the next.
#[derive(Clone)]
struct Manner {
    /// What a token is answered with; the word is for the first time only.
    fetch: (u16, String),
    /// What launch data are answered with.
    data: (u16, String),
    /// What statements are answered with; 0 keeps them as the standard has it.
    statements: u16,
    /// How long it takes to answer them.
    takes: Duration,
    preferences: Option<String>,
}

impl Manner {
    fn normal(session: &str) -> Self {
        Self::of(session, r#""launchMode":"Normal","masteryScore":0.8,"moveOn":"CompletedAndPassed""#)
    }

    fn of(session: &str, more: &str) -> Self {
        let template = TEMPLATE.replace("SESSION", session);
        let data = format!(r#"{{"contextTemplate":{template},{more},"returnURL":"https://lms.example.org/back?to=7"}}"#);
        Self {
            fetch: (200, r#"{"auth-token":"QWxhZGRpbg=="}"#.into()),
            data: (200, data),
            statements: 0,
            takes: Duration::ZERO,
            preferences: None,
        }
    }
}

/// A request as it came: the first line, the headers in small letters, the body.
#[derive(Clone, Debug)]
struct Heard {
    line: String,
    headers: String,
    body: String,
}

struct Lms {
    address: String,
    manner: Sender<Manner>,
    heard: Receiver<Heard>,
}

impl Lms {
    fn new(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (tell, told) = channel();
        let (hear, heard) = channel();
        tell.send(manner).unwrap();
        thread::spawn(move || {
            let mut manner: Option<Manner> = None;
            for stream in listener.incoming() {
                while let Ok(next) = told.try_recv() {
                    manner = Some(next);
                }
                let _gone = serve(stream.unwrap(), manner.as_mut().unwrap(), &hear);
            }
        });
        Self { address, manner: tell, heard }
    }

    fn is_now(&self, manner: Manner) {
        self.manner.send(manner).unwrap();
    }

    fn launch(&self, registration: &str) -> String {
        let actor = r#"{"objectType":"Agent","account":{"homePage":"https://lms.example.org","name":"p-0001"}}"#;
        let escaped = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        format!(
            "bedside://launch/sample?endpoint={}&fetch={}&actor={}&registration={registration}&activityId={}",
            escaped(&format!("{}/xapi/", self.address)),
            escaped(&format!("{}/fetch?k=1", self.address)),
            escaped(actor),
            escaped("https://lms.example.org/activity/7")
        )
    }

    /// The statements that came, in the order they came, each once.
    fn statements(&self) -> Vec<Value> {
        let mut all: Vec<Value> = Vec::new();
        for heard in self.heard.try_iter().filter(|heard| heard.line.starts_with("POST /xapi/statements")) {
            for statement in serde_json::from_str::<Vec<Value>>(&heard.body).unwrap() {
                if !all.contains(&statement) {
                    all.push(statement);
                }
            }
        }
        all
    }
}

fn serve(mut stream: TcpStream, manner: &mut Manner, hear: &Sender<Heard>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut line, mut headers, mut length) = (String::new(), String::new(), 0);
    reader.read_line(&mut line)?;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        if header.trim().is_empty() {
            break;
        }
        headers.push_str(&header.to_lowercase());
        if let Some(told) = header.to_lowercase().strip_prefix("content-length:") {
            length = told.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let body = String::from_utf8(body).unwrap();
    let mut answer = |status: u16, body: &str| {
        write!(stream, "HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    };
    drop(hear.send(Heard { line: line.clone(), headers: headers.clone(), body: body.clone() }));
    if line.starts_with("POST /fetch?k=1 ") {
        let (status, said) = manner.fetch.clone();
        manner.fetch = (200, r#"{"error-code":"1","error-text":"The token has been given already."}"#.into());
        return answer(status, &said);
    }
    if !headers.contains("authorization: basic qwxhzgrpbg==") || !headers.contains("x-experience-api-version: 1.0.3") {
        return answer(401, "who are you?");
    }
    if line.starts_with("GET /xapi/activities/state?") {
        return answer(manner.data.0, &manner.data.1);
    }
    if line.starts_with("GET /xapi/agents/profile?") {
        let (status, said) = manner.preferences.as_ref().map_or((404, ""), |said| (200, said.as_str()));
        return answer(status, said);
    }
    let (_held, nothing) = channel::<()>();
    let _over = nothing.recv_timeout(manner.takes);
    match manner.statements {
        0 => {
            let ids: Vec<Value> = serde_json::from_str::<Vec<Value>>(&body).unwrap().iter().map(|one| one["id"].clone()).collect();
            answer(200, &json!(ids).to_string())
        }
        status => answer(status, "not now"),
    }
}

/// A course of one page and one question, and what is to be typed to complete it.
struct Desk {
    folder: tempfile::TempDir,
}

const WHO: &str = "Maria\n1\n\n\n";
const READS: &str = "\n\n";
const RIGHT: &str = "\n\n1\n\n";
const WRONG: &str = "\n\n2\n\n";

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let course = folder.path().join("course");
        for (file, text) in [
            (
                "course.toml",
                "format = 1\nid = \"sample\"\ntitle = \"Before You Post\"\nversion = \"1.4\"\ncontact = \"social-media@example.org\"\n\
                 objectives = [\"Keep patients' secrets & your own\", \"<Post> well\"]\n\
                 [certificate]\nneeds = [\"privacy\", \"the-quiz\"]\n",
            ),
            ("lessons/privacy.toml", "title = \"Privacy\"\n[[page]]\nid = \"one\"\ntitle = \"One\"\ntext = \"Words.\"\n"),
            (
                "quizzes/the-quiz.toml",
                "title = \"The quiz\"\npass = 80\n[[question]]\nid = \"only-one\"\nask = \"Is it so?\"\nanswer = true\nwhy = \"So.\"\n",
            ),
        ] {
            let path = course.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn runs(&self, arguments: &[&str], lines: &str) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
        program
            .args(arguments)
            .env_clear()
            .env("BEDSIDE_COURSE", self.path("course"))
            .env("BEDSIDE_DATA", self.path("data"))
            .env("HOME", self.path("home"))
            .env("NO_PROXY", "*")
            .current_dir(self.folder.path());
        typed(&mut program, lines)
    }

    /// Starts the course from the system, types, and leaves; returns the exit code, the last lines, and the complaints.
    fn launches(&self, lms: &Lms, typed: &str) -> (i32, String, String) {
        self.launches_as(lms, REGISTRATION, typed)
    }

    fn launches_as(&self, lms: &Lms, registration: &str, typed: &str) -> (i32, String, String) {
        let output = self.runs(&["launch", &lms.launch(registration), "--patience", "0"], typed);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let all = text(&output.stdout);
        let end = all.rsplit_once("Until next time.\n").map_or("", |(_, end)| end).to_owned();
        (output.status.code().unwrap(), end, text(&output.stderr))
    }
}

const REGISTRATION: &str = "9c4e3e44-25b1-4baf-a532-61ea3527a02d";

fn words(statements: &[Value]) -> Vec<String> {
    let word = |one: &Value| one["verb"]["id"].as_str().unwrap().rsplit_once('/').unwrap().1.to_owned();
    statements.iter().map(word).collect()
}

/// What the standard asks of every statement, whatever it says.
fn keeps_to_the_rules(statements: &[Value], session: &str) {
    let mut before = String::new();
    for one in statements {
        let word = words(std::slice::from_ref(one)).remove(0);
        let at = one["timestamp"].as_str().unwrap().to_owned();
        assert!(before <= at, "{word} comes before what was said before it");
        before = at;
        assert_eq!(one["actor"]["account"]["name"], "p-0001");
        assert_eq!(one["object"]["id"], "https://lms.example.org/activity/7");
        let context = &one["context"];
        assert_eq!(context["registration"], REGISTRATION);
        assert_eq!(context["extensions"]["https://w3id.org/xapi/cmi5/context/extensions/sessionid"], session);
        assert_eq!(context["extensions"]["https://lms.example.org/more"], 1);
        assert_eq!(context["contextActivities"]["grouping"][0]["id"], "https://courses.example.org/sample/unit");
        let categories: Vec<&str> =
            context["contextActivities"]["category"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
        let (ours, cmi5) = ("https://lms.example.org/ours", "https://w3id.org/xapi/cmi5/context/categories/cmi5");
        let move_on = "https://w3id.org/xapi/cmi5/context/categories/moveon";
        let is_verdict = ["completed", "passed", "failed"].contains(&word.as_str());
        assert_eq!(categories, if is_verdict { vec![ours, cmi5, move_on] } else { vec![ours, cmi5] }, "{word}");
        let result = &one["result"];
        assert_eq!(result.get("duration").is_some(), word != "initialized", "{word}");
        assert_eq!(result.get("completion"), (word == "completed").then_some(&json!(true)), "{word}");
        let success = match word.as_str() {
            "passed" => Some(json!(true)),
            "failed" => Some(json!(false)),
            _ => None,
        };
        assert_eq!(result.get("success"), success.as_ref(), "{word}");
        assert!(result.get("score").is_none() || success.is_some(), "{word}");
        let mastery = context["extensions"].get("https://w3id.org/xapi/cmi5/context/extensions/masteryscore");
        assert_eq!(mastery, success.is_some().then_some(&json!(0.8)), "{word}");
    }
}

#[test]
fn a_course_that_is_completed_is_told_of_once_and_in_order() {
    let (desk, lms) = (Desk::new(), Lms::new(Manner::normal("s-1")));
    let (code, end, complaints) = desk.launches(&lms, &[WHO, READS, RIGHT].concat());
    let told = "Your learning-management system was told: completed, passed.\nGo back to it: https://lms.example.org/back?to=7\n";
    assert_eq!((code, end.as_str(), complaints.as_str()), (0, told, ""));
    let all = lms.statements();
    assert_eq!(words(&all), ["initialized", "completed", "passed", "terminated"]);
    keeps_to_the_rules(&all, "s-1");
    assert_eq!(all[2]["result"]["score"], json!({ "scaled": 1.0, "raw": 1, "min": 0, "max": 1 }));

    // In a second session of the same enrolment there is nothing more to tell.
    lms.is_now(Manner::normal("s-2"));
    let (_, end, _) = desk.launches(&lms, "");
    assert!(end.starts_with("Your learning-management system was told that you were here.\n"), "{end}");
    let all = lms.statements();
    assert_eq!(words(&all), ["initialized", "terminated"]);
    keeps_to_the_rules(&all, "s-2");

    // Another enrolment is another matter: it hears of the certificate that is valid.
    lms.is_now(Manner::normal("s-3"));
    desk.launches_as(&lms, "11111111-25b1-4baf-a532-61ea3527a02d", "");
    assert_eq!(words(&lms.statements()), ["initialized", "completed", "passed", "terminated"]);
}

#[test]
fn the_conversation_begins_as_the_standard_has_it() {
    let (desk, lms) = (Desk::new(), Lms::new(Manner::normal("s-1")));
    desk.launches(&lms, "");
    let heard: Vec<Heard> = lms.heard.try_iter().collect();
    let lines: Vec<&str> = heard.iter().map(|heard| heard.line.split(['?', ' ']).nth(1).unwrap()).collect();
    assert_eq!(lines, ["/fetch", "/xapi/activities/state", "/xapi/agents/profile", "/xapi/statements", "/xapi/statements"]);
    assert!(!heard[0].headers.contains("authorization"), "{}", heard[0].headers);
    for wanted in
        ["stateId=LMS.LaunchData", "registration=9c4e3e44-25b1-4baf-a532-61ea3527a02d", "activityId=https", "agent=%7B%22objectType"]
    {
        assert!(heard[1].line.contains(wanted), "{wanted} is not in {}", heard[1].line);
    }
    assert!(heard[2].line.contains("profileId=cmi5LearnerPreferences"), "{}", heard[2].line);
}

#[test]
fn what_was_not_enough_is_told_and_passing_later_too() {
    let (desk, lms) = (Desk::new(), Lms::new(Manner::normal("s-1")));
    let (code, end, _) = desk.launches(&lms, &[WHO, READS, WRONG].concat());
    assert_eq!((code, end.lines().next()), (0, Some("Your learning-management system was told: failed.")));
    let all = lms.statements();
    assert_eq!(words(&all), ["initialized", "failed", "terminated"]);
    keeps_to_the_rules(&all, "s-1");
    assert_eq!(all[1]["result"]["score"]["scaled"], 0.0);

    lms.is_now(Manner::normal("s-2"));
    desk.launches(&lms, RIGHT);
    let all = lms.statements();
    assert_eq!(words(&all), ["initialized", "completed", "passed", "terminated"], "{all:?}");
    keeps_to_the_rules(&all, "s-2");
}

#[test]
fn who_only_looks_around_leaves_no_trace() {
    for mode in ["Browse", "Review"] {
        let lms = Lms::new(Manner::of("s-1", &format!(r#""launchMode":"{mode}","moveOn":"Passed""#)));
        let desk = Desk::new();
        let (code, _, _) = desk.launches(&lms, &[WHO, READS, RIGHT].concat());
        assert_eq!(code, 0);
        assert_eq!(words(&lms.statements()), ["initialized", "terminated"], "{mode}");
        lms.is_now(Manner::normal("s-2"));
        let (_, _, _) = desk.launches(&lms, "");
        assert_eq!(words(&lms.statements()), ["initialized", "terminated"], "nothing was kept in {mode}");
    }
}

#[test]
fn a_system_that_is_away_is_told_later_and_nothing_is_lost() {
    let (desk, lms) = (Desk::new(), Lms::new(Manner { statements: 503, ..Manner::normal("s-1") }));
    let (code, end, complaints) = desk.launches(&lms, &[WHO, READS, RIGHT].concat());
    assert_eq!((code, end.as_str()), (3, "Go back to it: https://lms.example.org/back?to=7\n"));
    let address = &lms.address;
    assert_eq!(
        complaints,
        format!(
            "{address}/xapi is busy or away: 503: not now\nwhat you did is kept here\n\
             the rest is sent when you start the course from there again, or with `bedside launch --waiting`\n"
        )
    );
    let tried = lms.statements();
    let words_tried = words(&tried);
    assert_eq!(words_tried, ["initialized", "completed", "passed", "terminated"]);

    lms.is_now(Manner::normal("s-2"));
    let output = desk.runs(&["launch", "--waiting"], "");
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said, format!("{address}/xapi (session s-1): 4 there, 0 waiting, 0 set aside\n"));
    assert_eq!(lms.statements(), tried, "the same statements, word for word");
    let output = desk.runs(&["launch", "--waiting"], "");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "nothing waits for a learning-management system\n");

    // The next session has nothing to add.
    desk.launches(&lms, "");
    assert_eq!(words(&lms.statements()), ["initialized", "terminated"]);
}

#[test]
fn a_slow_system_keeps_nobody_from_the_course_and_hears_of_it_all_the_same() {
    let (desk, lms) = (Desk::new(), Lms::new(Manner { takes: Duration::from_secs(6), ..Manner::normal("s-1") }));
    let (code, end, complaints) = desk.launches(&lms, &[WHO, READS, RIGHT].concat());
    assert_eq!((code, complaints.as_str()), (0, ""), "{end}");
    assert_eq!(words(&lms.statements()), ["initialized", "completed", "passed", "terminated"]);
}

#[test]
fn a_system_that_takes_no_statements_keeps_nobody_from_the_course_and_is_told_later() {
    let (desk, lms) = (Desk::new(), Lms::new(Manner { statements: 404, ..Manner::normal("s-1") }));
    let (code, end, complaints) = desk.launches(&lms, &[WHO, READS, RIGHT].concat());
    assert_eq!((code, end.as_str()), (3, "Go back to it: https://lms.example.org/back?to=7\n"));
    assert!(
        complaints.contains("(404): not now\nwhat you did is kept here\n") && complaints.contains("`bedside launch --waiting`"),
        "{complaints}"
    );
    let tried = lms.statements();
    lms.is_now(Manner::normal("s-2"));
    assert_eq!(desk.runs(&["launch", "--waiting"], "").status.code(), Some(0));
    assert_eq!(
        (words(&tried), lms.statements()),
        (["initialized", "completed", "passed", "terminated"].map(str::to_owned).to_vec(), tried)
    );
}

#[test]
fn what_comes_too_late_for_one_session_is_told_in_the_next() {
    let (desk, lms) = (Desk::new(), Lms::new(Manner { statements: 503, ..Manner::normal("s-1") }));
    desk.launches(&lms, &[WHO, READS, RIGHT].concat());
    lms.statements();
    // The system has closed the old session, and lets nobody in with its token.
    lms.is_now(Manner { statements: 403, ..Manner::normal("s-2") });
    desk.runs(&["launch", "--waiting"], "");
    lms.statements();
    lms.is_now(Manner::normal("s-3"));
    desk.launches(&lms, "");
    let all = lms.statements();
    assert_eq!(words(&all), ["initialized", "completed", "passed", "terminated"]);
    keeps_to_the_rules(&all, "s-3");
}

#[test]
fn a_launch_that_cannot_be_is_refused_with_what_to_do() {
    let anew = "start the course anew from your learning-management system; what you did before is kept";
    let good = Manner::normal("s-1");
    let fetch = |status: u16, said: &str| Manner { fetch: (status, said.into()), ..good.clone() };
    let data = |status: u16, said: &str| Manner { data: (status, said.into()), ..good.clone() };
    for (manner, told) in [
        (
            fetch(200, r#"{"error-code":"1","error-text":"Too late."}"#),
            format!("this start was used before, or is too old: Too late.\n{anew}"),
        ),
        (
            fetch(200, r#"{"error-code":"2","error-text":"No."}"#),
            format!("your learning-management system did not let the course in: No.\n{anew}, or ask whoever runs it"),
        ),
        (
            fetch(200, r#"{"error-code":3}"#),
            format!("something went wrong in your learning-management system: error 3\n{anew}, or ask whoever runs it"),
        ),
        (
            fetch(500, "<html>"),
            format!("something went wrong in your learning-management system: 500: <html>\n{anew}, or ask whoever runs it"),
        ),
        (
            fetch(200, r#"{"auth-token":"two words"}"#),
            "what your learning-management system answered is not cmi5: it gave no token\nask whoever runs it; what you did before is kept"
                .into(),
        ),
        (
            data(404, ""),
            "what your learning-management system answered is not cmi5: 404: no words\nask whoever runs it; what you did before is kept"
                .into(),
        ),
        (
            data(200, "[]"),
            "the launch data of your learning-management system make no sense: they are not one JSON object\n\
             ask whoever runs it; what you did before is kept"
                .into(),
        ),
    ] {
        let (desk, lms) = (Desk::new(), Lms::new(manner));
        let (code, end, complaints) = desk.launches(&lms, "");
        assert_eq!((code, end.as_str(), complaints), (3, "", format!("bedside: {told}\n")));
        assert!(lms.statements().is_empty(), "it says nothing");
    }
    let output = Desk::new().runs(&["launch", "bedside://launch/sample"], "");
    assert_eq!(output.status.code(), Some(2));
    let far = "b://x?endpoint=http://lms.example.org/xapi&fetch=http://lms.example.org/f&actor={\"account\":{\"homePage\":\"h\",\"name\":\"n\"}}\
        &registration=9c4e3e44-25b1-4baf-a532-61ea3527a02d&activityId=a";
    let output = Desk::new().runs(&["launch", far], "");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("what is said to that address can be read on the way"), "{said}");
}

#[test]
fn a_course_that_is_not_the_one_started_is_not_opened_and_nothing_is_told() {
    let told = |id: &str| {
        format!(
            "bedside: your learning-management system starts the course `{id}`, and the course at hand is `sample`\n\
             name the folder of `{id}` by `--course`, by BEDSIDE_COURSE, or as `course` in config.toml, and start it from there again\n"
        )
    };
    let (desk, lms) = (Desk::new(), Lms::new(Manner::normal("s-1")));
    let address = lms.launch(REGISTRATION).replace("launch/sample?", "launch/hand-hygiene?");
    let output = desk.runs(&["launch", &address], "");
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(3), told("hand-hygiene")));
    assert_eq!(lms.heard.try_iter().count(), 0, "the token is given once, and is not asked for");
    let mut another = Manner::normal("s-1");
    another.data.1 = another.data.1.replace("/sample/unit", "/infection-control/unit");
    let lms = Lms::new(another);
    let (code, _, complaints) = desk.launches(&lms, "");
    assert_eq!((code, complaints), (3, told("infection-control")));
    assert!(lms.statements().is_empty(), "it says nothing");
}

#[test]
fn the_system_says_which_language_the_learner_prefers() {
    let preferences = Some(r#"{"languagePreference":"es-MX,en","audioPreference":"off"}"#.to_owned());
    let (desk, lms) = (Desk::new(), Lms::new(Manner { preferences, ..Manner::normal("s-1") }));
    let output = desk.runs(&["launch", &lms.launch(REGISTRATION), "--plain"], "");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("Este es el curso") || said.contains("español"), "{said}");
    for (session, asked, hello) in
        [("s-2", "en", "This is the course"), ("s-3", "fr", "This is the course"), ("s-4", "es", "Este es el curso")]
    {
        lms.is_now(Manner {
            preferences: Some(r#"{"languagePreference":"es-MX,en","audioPreference":"off"}"#.to_owned()),
            ..Manner::normal(session)
        });
        let output = desk.runs(&["launch", &lms.launch(REGISTRATION), "--plain", "--language", asked], "");
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains(hello), "--language {asked} was asked for here: {said}");
    }
}

#[test]
fn what_one_person_did_is_never_told_of_another() {
    let (desk, lms) = (Desk::new(), Lms::new(Manner::normal("s-1")));
    desk.runs(&["--plain"], &[WHO, READS, RIGHT].concat());
    desk.launches(&lms, "");
    assert_eq!(words(&lms.statements()), ["initialized", "terminated"]);
    // Who says outright that it is the same person takes the work along.
    lms.is_now(Manner::normal("s-2"));
    desk.runs(&["launch", &lms.launch(REGISTRATION), "--learner", "local"], "");
    assert_eq!(words(&lms.statements()), ["initialized", "completed", "passed", "terminated"]);
}

#[test]
fn on_the_full_screen_a_closed_window_still_tells_the_system() {
    let (desk, lms) = (Desk::new(), Lms::new(Manner::normal("s-1")));
    let (course, address) = (desk.path("course"), lms.launch(REGISTRATION));
    let arguments = ["launch", address.as_str(), "--learner", "local"];
    fs::create_dir_all(desk.path("data")).unwrap();
    desk.runs(&["--plain"], &[WHO, READS, RIGHT].concat());
    let environment = [("BEDSIDE_COURSE", course.to_str().unwrap()), ("NO_PROXY", "*")];
    let data = desk.path("data");
    let mut window = Setting { arguments: &arguments, environment: &environment, ..Setting::new(&data) }.opens();
    window.sees("Before You Post").signal(rustix::process::Signal::HUP);
    assert_eq!(window.ends().signal(), Some("Hangup"));
    let all = lms.statements();
    assert_eq!(words(&all), ["initialized", "completed", "passed", "terminated"]);
    keeps_to_the_rules(&all, "s-1");
}

#[test]
fn a_package_says_how_the_course_is_started_and_what_is_enough() {
    let desk = Desk::new();
    let output = desk.runs(&["package", "--cmi5", "course.zip", "--home", "https://courses.example.org/"], "");
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), b"".as_slice()));
    let written = structure(&desk.path("course.zip"));
    assert_eq!(
        written,
        r#"<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="https://courses.example.org/sample">
    <title><langstring lang="en">Before You Post</langstring></title>
    <description><langstring lang="en">Keep patients&apos; secrets &amp; your own; &lt;Post&gt; well</langstring></description>
  </course>
  <au id="https://courses.example.org/sample/unit" moveOn="CompletedAndPassed" masteryScore="0.80" launchMethod="OwnWindow" activityType="http://adlnet.gov/expapi/activities/course">
    <title><langstring lang="en">Before You Post</langstring></title>
    <description><langstring lang="en">Keep patients&apos; secrets &amp; your own; &lt;Post&gt; well</langstring></description>
    <url>bedside://launch/sample</url>
  </au>
</courseStructure>
"#
    );
    let before = fs::read(desk.path("course.zip")).unwrap();
    desk.runs(&["package", "course.zip", "--home", "https://courses.example.org"], "");
    assert_eq!(fs::read(desk.path("course.zip")).unwrap(), before, "the same course gives the same bytes");

    // Whoever works on a course and names none means that one.
    let here = Command::new(env!("CARGO_BIN_EXE_bedside"))
        .args(["package", "../here.zip", "--home", "https://courses.example.org"])
        .current_dir(desk.path("course/lessons"))
        .env_clear()
        .env("HOME", desk.path("home"))
        .output()
        .unwrap();
    assert_eq!(here.status.code(), Some(0), "{}", String::from_utf8_lossy(&here.stderr));
    assert_eq!(fs::read(desk.path("course/here.zip")).unwrap(), before);

    // A course without a quiz is completed, and never passed.
    let top = fs::read_to_string(desk.path("course/course.toml")).unwrap().replace("\"privacy\", \"the-quiz\"", "\"privacy\"");
    fs::write(desk.path("course/course.toml"), top).unwrap();
    desk.runs(&["package", "--url", "https://learn.example.org/t?c=1&d=2"], "");
    let written = structure(&desk.path("sample.zip"));
    assert!(written.contains("moveOn=\"Completed\" launchMethod") && !written.contains("masteryScore"), "{written}");
    assert!(written.contains("<url>https://learn.example.org/t?c=1&amp;d=2</url>"), "{written}");

    for (option, value, told) in [
        ("--url", "learn.example.org", "no address that could start the course"),
        ("--url", "https://a b", "no address that could start the course"),
        ("--home", "ftp://x", "no address by which others could know the course"),
        ("--home", "https://\"x", "no address by which others could know the course"),
        ("--home", "https://x.example.org/?a=b", "no address by which others could know the course"),
        ("--home", "https://x.example.org/#f", "no address by which others could know the course"),
        ("--home", "https://jo:secret@x.example.org", "a name or a password stands in the address"),
        ("--url", "https://jo:secret@x.example.org/t", "a name or a password stands in the address"),
        ("--url", "bedside://launch/other", "starts the course `other`, and this is `sample`"),
        ("--url", "BEDSIDE://LAUNCH/other", "starts the course `other`, and this is `sample`"),
        ("--url", "bedside://launch/%ff", "no address that could start the course"),
    ] {
        let output = desk.runs(&["package", "no.zip", option, value], "");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(told) && !said.contains("secret"), "{said}");
        assert!(!desk.path("no.zip").exists());
    }
}

fn structure(file: &Path) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    assert_eq!(archive.len(), 1);
    let mut written = String::new();
    archive.by_name("cmi5.xml").unwrap().read_to_string(&mut written).unwrap();
    written
}
