//! Sending to a learning record store that is anything but friendly: nothing is lost, nothing is kept twice, nothing goes out unasked.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use bedside::clock::SetTo;
use bedside::send::{Lrs, Patience, Stopped, Sum, Way, deliver};
use bedside::store::{Outbox, Queue, Queued};
use jiff::civil::date;
use serde_json::{Value, json};
use uuid::Uuid;

/// What the store does with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    /// As the standard has it.
    Kind,
    /// Answers this, and keeps nothing.
    Says(u16),
    /// Answers this, and wants so many seconds.
    Wants(u16, u64),
    /// Answers 429, and wants to be asked again this many seconds after its own clock.
    WantsUntil(u8),
    /// Answers 200, keeps nothing, and names these many statements that nobody sent.
    Names(u128),
    /// Keeps what is new, and answers 200 without naming anything.
    KeepsAndNamesNothing,
    /// Answers 400, and repeats what it was told in secret.
    Repeats,
    /// Keeps what it got, and hangs up without a word.
    KeepsAndHangsUp,
    /// Hangs up.
    HangsUp,
    /// Answers 200 with a page for people.
    ShowsAPage,
    /// Answers no HTTP at all.
    Babbles,
}

/// A store that keeps each statement once, compares what comes again, and does what its moods say, one a request.
struct Store {
    address: String,
    moods: Sender<Mood>,
    ask: Sender<Sender<BTreeMap<String, Value>>>,
    heard: Receiver<String>,
}

impl Store {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/xapi/", listener.local_addr().unwrap());
        let (moods, mood) = channel();
        let (ask, asked) = channel::<Sender<BTreeMap<String, Value>>>();
        let (hear, heard) = channel();
        let (requests, request) = channel::<Option<TcpStream>>();
        let beside = requests.clone();
        thread::spawn(move || listener.incoming().for_each(|stream| drop(requests.send(stream.ok()))));
        let (questions, question) = channel();
        thread::spawn(move || {
            for asked in asked {
                questions.send(asked).unwrap();
                drop(beside.send(None));
            }
        });
        thread::spawn(move || {
            let mut kept = BTreeMap::new();
            for stream in request {
                match stream {
                    Some(stream) => {
                        let _gone = serve(stream, mood.try_recv().unwrap_or(Mood::Kind), &mut kept, &hear);
                    }
                    None => question.recv().unwrap().send(kept.clone()).unwrap(),
                }
            }
        });
        Self { address, moods, ask, heard }
    }

    fn will(&self, moods: &[Mood]) {
        for mood in moods {
            self.moods.send(*mood).unwrap();
        }
    }

    fn kept(&self) -> BTreeMap<String, Value> {
        let (give, take) = channel();
        self.ask.send(give).unwrap();
        take.recv().unwrap()
    }

    fn lrs(&self) -> Lrs {
        Lrs::at(Way { to: self.address.clone(), authorization: "Basic YTpi".into(), version: "1.0.3".into(), ..Way::default() }).unwrap()
    }
}

fn serve(mut stream: TcpStream, mood: Mood, kept: &mut BTreeMap<String, Value>, hear: &Sender<String>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut first, mut length, mut headers) = (String::new(), 0, String::new());
    reader.read_line(&mut first)?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        headers.push_str(&line.to_lowercase());
        if let Some(told) = line.to_lowercase().strip_prefix("content-length:") {
            length = told.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    drop(hear.send(format!("{first}{headers}{}", String::from_utf8_lossy(&body))));
    let mut answer = |status: u16, more: &str, body: &str| {
        write!(stream, "HTTP/1.1 {status} X\r\n{more}Connection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    };
    match mood {
        Mood::Says(status) => return answer(status, "", "no"),
        Mood::Wants(status, seconds) => return answer(status, &format!("Retry-After: {seconds}\r\n"), "busy"),
        Mood::WantsUntil(seconds) => {
            let clock = |second: u8| format!("Sun, 23 Nov 2036 08:49:{second:02} GMT");
            return answer(429, &format!("Date: {}\r\nRetry-After: {}\r\n", clock(0), clock(seconds)), "busy");
        }
        Mood::Names(count) => {
            let ids: Vec<String> = (0..count).map(|one| Uuid::from_u128(u128::MAX - one).to_string()).collect();
            return answer(200, "", &json!(ids).to_string());
        }
        Mood::Repeats => return answer(400, "", &format!("bad header {headers} for a:s3cret, s3cret and Basic YTpzM2NyZXQ=")),
        Mood::ShowsAPage => return answer(200, "", "<html>Log in to the hospital's network</html>"),
        Mood::HangsUp => return Ok(()),
        Mood::Babbles => return stream.write_all(b"\x16\x03\x01 what?\r\n\r\n"),
        Mood::Kind | Mood::KeepsAndHangsUp | Mood::KeepsAndNamesNothing => {}
    }
    if first.starts_with("GET") {
        let id = first.split("statementId=").nth(1).unwrap().split([' ', '&']).next().unwrap();
        return match kept.get(id) {
            Some(found) => answer(200, "", &found.to_string()),
            None => answer(404, "", ""),
        };
    }
    let batch: Vec<Value> = serde_json::from_slice(&body).unwrap();
    if batch.iter().any(|statement| statement["verb"]["id"] == "bad") {
        return answer(400, "", "the verb is bad");
    }
    let (mut new, mut ids) = (Vec::new(), Vec::new());
    for statement in batch {
        let id = statement["id"].as_str().unwrap().to_owned();
        match kept.get(&id) {
            Some(there) if *there != statement && mood != Mood::KeepsAndNamesNothing => return answer(409, "", "another one is here"),
            Some(_) => {}
            None => {
                ids.push(id.clone());
                new.push((id, statement));
            }
        }
    }
    kept.extend(new);
    if mood == Mood::KeepsAndHangsUp {
        return Ok(());
    }
    if mood == Mood::KeepsAndNamesNothing {
        return answer(200, "", "[]");
    }
    // As Ralph has it: what was there already is not named.
    if ids.is_empty() { answer(204, "", "") } else { answer(200, "", &json!(ids).to_string()) }
}

fn statement(number: u128) -> Queued {
    let id = Uuid::from_u128(number);
    Queued { id, body: json!({ "id": id.to_string(), "verb": { "id": "did" }, "timestamp": "2026-11-23T17:00:00Z" }).to_string() }
}

/// Sends with so many seconds of patience, none of them waited; returns what came of it and how long was to be waited.
fn send(outbox: &mut Outbox, lrs: &Lrs, seconds: u64) -> (Result<Sum, Stopped>, Vec<Duration>) {
    let mut waits = Vec::new();
    let mut wait = |time| waits.push(time);
    let came = deliver(outbox, lrs, &SetTo::day(date(2026, 11, 23)), &mut Patience { wait: &mut wait, most: Duration::from_secs(seconds) });
    (came, waits)
}

fn queued(count: u128, to: &Lrs) -> (tempfile::TempDir, Outbox) {
    let folder = tempfile::tempdir().unwrap();
    let mut outbox = Outbox::open(folder.path()).unwrap();
    let all: Vec<Queued> = (1..=count).map(statement).collect();
    assert_eq!(outbox.queue(to.to(), &all, "2026-11-23T09:00:00Z".parse().unwrap()).unwrap(), all.len());
    (folder, outbox)
}

#[test]
fn a_store_in_any_mood_gets_each_statement_once_and_loses_none() {
    let store = Store::new();
    let lrs = store.lrs();
    let (_folder, mut outbox) = queued(120, &lrs);
    store.will(&[
        Mood::Says(500),
        Mood::KeepsAndHangsUp,
        Mood::HangsUp,
        Mood::Wants(429, 7),
        Mood::ShowsAPage,
        Mood::Babbles,
        Mood::Kind,
        Mood::Says(503),
        Mood::KeepsAndHangsUp,
        Mood::Kind,
        Mood::Says(408),
        Mood::Kind,
    ]);
    let (came, waits) = send(&mut outbox, &lrs, 3600);
    assert_eq!(came.unwrap(), Sum { sent: 120, aside: 0 });
    assert_eq!(store.kept().len(), 120);
    assert!(waits.contains(&Duration::from_secs(7)), "the store's own wish counts: {waits:?}");
    let first = store.heard.iter().next().unwrap();
    for wanted in
        ["POST /xapi/statements HTTP/1.1", "x-experience-api-version: 1.0.3", "authorization: basic ytpi", "content-type: application/json"]
    {
        assert!(first.contains(wanted), "{wanted} is not in {first}");
    }
}

#[test]
fn one_bad_statement_is_found_and_set_aside_with_the_stores_words() {
    let store = Store::new();
    let lrs = store.lrs();
    let (_folder, mut outbox) = queued(49, &lrs);
    let bad =
        Queued { id: Uuid::from_u128(777), body: json!({ "id": Uuid::from_u128(777).to_string(), "verb": { "id": "bad" } }).to_string() };
    outbox.queue(lrs.to(), std::slice::from_ref(&bad), "2026-11-23T08:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(send(&mut outbox, &lrs, 60).0.unwrap(), Sum { sent: 49, aside: 1 });
    assert_eq!(outbox.aside(lrs.to()).unwrap(), [(bad.id, "400: the verb is bad".to_owned())]);
    assert_eq!(outbox.stand(lrs.to()).unwrap(), Queue { waiting: 0, oldest: None, sent: 49, aside: 1 });
    assert_eq!(outbox.again(lrs.to(), false).unwrap(), 1, "it can be tried again");
}

#[test]
fn what_a_store_has_under_the_same_id_is_looked_at() {
    let store = Store::new();
    let lrs = store.lrs();
    let (_folder, mut outbox) = queued(2, &lrs);
    send(&mut outbox, &lrs, 60).0.unwrap();
    // The same again, to a store that calls that a conflict; and another one under the id of the second.
    outbox.again(lrs.to(), true).unwrap();
    store.will(&[Mood::Says(409), Mood::Says(409), Mood::Kind, Mood::Kind]);
    assert_eq!(send(&mut outbox, &lrs, 60).0.unwrap(), Sum { sent: 2, aside: 0 });
    let folder = tempfile::tempdir().unwrap();
    let mut other = Outbox::open(folder.path()).unwrap();
    let twin = Queued { body: statement(2).body.replace("did", "did otherwise"), ..statement(2) };
    other.queue(lrs.to(), &[twin], "2026-11-23T09:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(send(&mut other, &lrs, 60).0.unwrap(), Sum { sent: 0, aside: 1 });
    assert_eq!(store.kept()[&Uuid::from_u128(2).to_string()]["verb"]["id"], "did");
}

#[test]
fn the_same_statement_sent_a_thousand_times_is_kept_once() {
    let store = Store::new();
    let lrs = store.lrs();
    let (_folder, mut outbox) = queued(1, &lrs);
    for _ in 0..1000 {
        assert_eq!(send(&mut outbox, &lrs, 60).0.unwrap().sent, 1);
        outbox.again(lrs.to(), true).unwrap();
    }
    assert_eq!(store.kept().len(), 1);
    let bodies: std::collections::BTreeSet<String> =
        store.heard.try_iter().map(|heard| heard.split_once("\n[").unwrap().1.to_owned()).collect();
    assert_eq!(bodies.len(), 1, "the bytes are the same each time");
}

#[test]
fn a_store_that_does_not_come_back_is_told_of_and_everything_waits() {
    let store = Store::new();
    let lrs = store.lrs();
    let (_folder, mut outbox) = queued(60, &lrs);
    store.will(&[Mood::Kind]);
    store.will(&[Mood::Says(500); 40]);
    let (came, waits) = send(&mut outbox, &lrs, 300);
    assert!(matches!(came, Err(Stopped::Later { .. })));
    assert!(waits.iter().sum::<Duration>() <= Duration::from_mins(5) && waits.len() > 5, "{waits:?}");
    assert_eq!(outbox.stand(lrs.to()).unwrap().waiting, 10);
    let (nowhere, _) = send(&mut outbox, &Lrs::at(Way { to: "http://127.0.0.1:1/xapi".into(), ..Way::default() }).unwrap(), 5);
    assert_eq!(nowhere.unwrap(), Sum::default(), "nothing waits for that one");
}

#[test]
fn what_a_store_does_not_name_is_asked_for_and_never_taken_for_sent() {
    for named in [0, 1, 60] {
        let store = Store::new();
        let lrs = store.lrs();
        let (_folder, mut outbox) = queued(3, &lrs);
        store.will(&[Mood::Names(named)]);
        let (came, _) = send(&mut outbox, &lrs, 300);
        assert!(matches!(&came, Err(Stopped::NoStore { said, .. }) if said.contains("names other statements")), "{came:?}");
        assert_eq!(outbox.stand(lrs.to()).unwrap().waiting, 3);
        assert_eq!(send(&mut outbox, &lrs, 300).0.unwrap(), Sum { sent: 3, aside: 0 });
        assert_eq!(store.kept().len(), 3);
    }
}

#[test]
fn what_nobody_may_look_at_is_neither_taken_for_sent_nor_for_lost() {
    for denial in [401, 403, 405] {
        let store = Store::new();
        let lrs = store.lrs();
        let (_folder, mut outbox) = queued(3, &lrs);
        store.will(&[Mood::Names(0), Mood::Says(denial)]);
        let (came, waits) = send(&mut outbox, &lrs, 300);
        let told = came.unwrap_err().to_string();
        assert!(told.contains(&format!("does not let us look for them ({denial})")) && told.contains("read statements"), "{told}");
        assert_eq!((outbox.stand(lrs.to()).unwrap().waiting, waits.len()), (3, 0));
        // A page for people is no other statement.
        store.will(&[Mood::Names(0), Mood::ShowsAPage]);
        assert!(matches!(send(&mut outbox, &lrs, 300).0, Err(Stopped::Unseen { status: 200, count: 3, .. })));
        assert_eq!(send(&mut outbox, &lrs, 300).0.unwrap(), Sum { sent: 3, aside: 0 });
    }
    // A store that names only what is new to it says that it has the rest, once that goes by itself.
    let store = Store::new();
    let lrs = store.lrs();
    let (_folder, mut outbox) = queued(2, &lrs);
    assert_eq!(send(&mut outbox, &lrs, 300).0.unwrap().sent, 2);
    let (_folder, mut outbox) = queued(3, &lrs);
    store.will(&[Mood::Kind, Mood::Says(403)]);
    assert_eq!(send(&mut outbox, &lrs, 300).0.unwrap(), Sum { sent: 3, aside: 0 });
}

#[test]
fn what_a_store_has_otherwise_and_does_not_name_is_set_aside_and_holds_up_nothing() {
    let store = Store::new();
    let lrs = store.lrs();
    let folder = tempfile::tempdir().unwrap();
    let mut other = Outbox::open(folder.path()).unwrap();
    let another = Queued { body: statement(2).body.replace("did", "did otherwise"), ..statement(2) };
    other.queue(lrs.to(), &[another], "2026-11-23T09:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(send(&mut other, &lrs, 300).0.unwrap().sent, 1);
    let (_folder, mut outbox) = queued(60, &lrs);
    store.will(&[Mood::KeepsAndNamesNothing]);
    assert_eq!(send(&mut outbox, &lrs, 300).0.unwrap(), Sum { sent: 59, aside: 1 });
    assert!(outbox.aside(lrs.to()).unwrap()[0].1.contains("another statement of this id"));
}

#[test]
fn a_store_that_wants_to_be_asked_at_once_is_not_hammered_at() {
    let store = Store::new();
    let lrs = store.lrs();
    let (_folder, mut outbox) = queued(1, &lrs);
    store.will(&[Mood::Wants(429, 0), Mood::Wants(429, 0), Mood::Wants(429, 0)]);
    let (came, waits) = send(&mut outbox, &lrs, 300);
    assert_eq!(came.unwrap().sent, 1);
    assert!(waits.iter().all(|wait| *wait >= Duration::from_millis(500)) && waits.len() == 3, "{waits:?}");
}

#[test]
fn what_was_said_in_secret_is_not_kept_though_a_store_repeats_it() {
    let store = Store::new();
    let (authorization, secrets) = ("Basic YTpzM2NyZXQ=".into(), vec!["a:s3cret".to_owned(), "s3cret".to_owned()]);
    let lrs = Lrs::at(Way { authorization, secrets, to: store.address.clone(), ..Way::default() }).unwrap();
    let (folder, mut outbox) = queued(1, &lrs);
    store.will(&[Mood::Repeats]);
    assert_eq!(send(&mut outbox, &lrs, 300).0.unwrap(), Sum { sent: 0, aside: 1 });
    let said = outbox.aside(lrs.to()).unwrap().remove(0).1;
    assert!(said.contains("for ***, *** and Basic ***"), "{said}");
    drop(outbox);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("s3cret"));
    }
}

#[test]
fn a_store_that_says_until_when_it_is_busy_is_asked_then() {
    let store = Store::new();
    let lrs = store.lrs();
    let (_folder, mut outbox) = queued(1, &lrs);
    store.will(&[Mood::WantsUntil(42)]);
    let (came, waits) = send(&mut outbox, &lrs, 300);
    assert_eq!((came.unwrap().sent, waits), (1, vec![Duration::from_secs(42)]));
}

#[test]
fn a_host_that_is_not_there_is_told_of_at_once() {
    // No host has such a long name, so that nobody has to be asked.
    let lrs = Lrs::at(Way { to: format!("https://{}.invalid/xapi", "x".repeat(64)), ..Way::default() }).unwrap();
    let (_folder, mut outbox) = queued(1, &lrs);
    let (came, waits) = send(&mut outbox, &lrs, 300);
    assert!(matches!(&came, Err(Stopped::Unknown { because, .. }) if because.contains("no such host is known")), "{came:?}");
    assert!(waits.is_empty(), "{waits:?}");
    assert_eq!(outbox.stand(lrs.to()).unwrap().waiting, 1);
}

#[test]
fn a_store_that_does_not_know_us_is_told_of_at_once() {
    let store = Store::new();
    let lrs = store.lrs();
    let (_folder, mut outbox) = queued(1, &lrs);
    store.will(&[Mood::Says(401), Mood::Says(404)]);
    let (came, waits) = send(&mut outbox, &lrs, 300);
    assert!(matches!(came, Err(Stopped::Denied { status: 401, .. })) && waits.is_empty());
    assert!(matches!(send(&mut outbox, &lrs, 300).0, Err(Stopped::NoStore { status: 404, .. })));
    assert_eq!(outbox.stand(lrs.to()).unwrap().waiting, 1);
}

#[test]
fn nothing_is_said_in_the_open_to_another_machine() {
    for to in ["http://lrs.example.org/xapi", "ftp://127.0.0.1/", "lrs.example.org", ""] {
        assert!(Lrs::at(Way { to: to.into(), ..Way::default() }).is_err(), "{to}");
    }
}
