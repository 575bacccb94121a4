//! What a learner takes off a computer, and what is not theirs to take.

use std::fs;

use bedside::cli::Answer;
use bedside::cli::command::{forget, hand_in};
use bedside::journey::LearnerId;
use bedside::store::{Outbox, Queued};
use uuid::Uuid;

use crate::collect::course;
use crate::support::graduate::Graduate;
use crate::support::pty::Setting;

#[test]
fn who_forgets_takes_their_own_out_and_leaves_what_cannot_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let ana = Graduate::named(&course(), 1, "Ana").completes().on(&data);
    Graduate::named(&course(), 2, "Ben").completes().on(&data);
    for account in ["user1", "user2"] {
        let asked =
            hand_in::Asked { records: data.clone().into(), data: data.clone(), account: account.into(), to: folder.path().to_owned() };
        hand_in::run(&asked, &course(), &mut Vec::new(), &mut Vec::new()).unwrap();
    }
    let newer = data.join("hand-ins/newer.json");
    fs::write(&newer, "{\"format\":99}").unwrap();
    let says = |learner: LearnerId| Queued { id: Uuid::new_v4(), body: format!("{{\"account\":{{\"name\":\"{}\"}}}}", learner.0) };
    let at = "2026-11-25T12:00:00Z".parse().unwrap();
    let both = [says(ana.learner), says(LearnerId(Uuid::from_u128(7)))];
    let mut outbox = Outbox::open(&data).unwrap();
    outbox.queue("https://lrs.example.org", &both, at).unwrap();
    outbox.sent("https://lrs.example.org", &both, at).unwrap();
    drop(outbox);

    let forgets = |account: &str| {
        let mut out = Vec::new();
        assert_eq!(forget::run(&data.clone().into(), &data, account, |_| Ok(true), &mut out).unwrap(), Answer::Done);
        String::from_utf8(out).unwrap()
    };
    let told = forgets("user1");
    assert!(told.contains("left alone, because it cannot be opened: ") && told.contains("newer.json"), "{told}");
    assert!(
        told.ends_with("1 statement stays in outbox.db, of others or of sessions that a learning-management system started\n"),
        "{told}"
    );
    assert_eq!(fs::read_dir(data.join("hand-ins")).unwrap().count(), 2, "another account's hand-in and the odd file stay");
    let left = fs::read(data.join("outbox.db")).unwrap();
    assert!(!String::from_utf8_lossy(&left).contains(&ana.learner.0.to_string()));
    assert!(forgets("user2").contains("newer.json"));
    let queue = Outbox::open(&data).unwrap().stand("https://lrs.example.org").unwrap();
    assert_eq!(queue.sent, 0, "nobody is left whose they could be");
}

#[test]
fn where_facts_may_not_be_taken_out_nothing_else_goes_either() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    Graduate::named(&course(), 1, "Ana").completes().on(&data);
    let asked = hand_in::Asked { records: data.clone().into(), data: data.clone(), account: "user1".into(), to: folder.path().to_owned() };
    hand_in::run(&asked, &course(), &mut Vec::new(), &mut Vec::new()).unwrap();
    let database = rusqlite::Connection::open(data.join("bedside.db")).unwrap();
    database.execute_batch("create trigger stays before delete on learner begin select raise(abort, 'not yours'); end").unwrap();
    assert!(forget::run(&data.clone().into(), &data, "user1", |_| Ok(true), &mut Vec::new()).is_err());
    assert_eq!(fs::read_dir(data.join("hand-ins")).unwrap().count(), 1);
}

#[test]
fn the_command_speaks_the_learners_language_and_breaks_lines_between_words() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    Graduate::named(&course(), 1, "Ana").completes().on(&data);
    let forgets = |language: &str, word: &str, columns: u16| {
        let setting = Setting { columns, rows: 40, ..Setting::new(&data) };
        let arguments = ["forget", "--language", language, "--learner", "user1"];
        let mut window = Setting { arguments: &arguments, ..setting }.opens();
        window.waits("the question", |screen| screen.ends_with("keeps all of it:") || screen.ends_with("se conserva todo:"));
        window.types(word).presses("enter").ends();
        window.screen()
    };
    let kept = forgets("es", "no", 80);
    assert!(kept.contains("Escriba `olvidar` (o `forget`) y pulse Enter") && kept.contains("no se quitó nada"), "{kept}");
    let narrow = forgets("en", "no", 40);
    assert!(narrow.contains("\n  every course: pages, answers, notes,\n  certificates\n"), "{narrow}");
    let gone = forgets("es", "olvidar", 80);
    assert!(gone.contains("hecho: se borraron"), "{gone}");
}
