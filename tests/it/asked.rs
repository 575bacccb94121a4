//! Whoever asks a server that takes its time is told so in one line, in every way the program is used, and may leave at once.

use std::net::{TcpListener, TcpStream};
use std::thread;

use crate::support::pty::Setting;

/// A server that lets everybody in and says nothing; returns its address.
fn silent() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    // Whoever came stays connected.
    thread::spawn(move || listener.incoming().flatten().collect::<Vec<TcpStream>>());
    format!("postgres://ana:s3cret@127.0.0.1:{port}/bedside")
}

#[test]
fn a_server_that_takes_its_time_is_told_of_in_one_line_and_ctrl_c_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let address = silent();
    let server = address.rsplit('@').next().unwrap();
    let ways: &[&[&str]] = &[&[], &["--plain"], &["notes"], &["analyse"], &["collect", "."], &["audit"], &["doctor"], &["hand-in"]];
    let is_told = |way: &[&str]| {
        let arguments = [way, &["--data", &address][..]].concat();
        let mut window = Setting { arguments: &arguments, ..Setting::new(folder.path()) }.opens();
        window.sees(&format!("Waiting for the records server {server}. Ctrl+C leaves."));
        window.presses("ctrl-c");
        assert_eq!(window.ends().signal(), Some("Interrupt"), "{way:?}");
        let rows: Vec<String> = window.rows().into_iter().filter(|row| !row.is_empty()).collect();
        assert!(rows.len() <= 2 && !rows.concat().contains("s3cret"), "one line, and Ctrl+C: {way:?} {rows:?}");
        assert_eq!(window.left_on(), [""; 0]);
    };
    // They wait, so they wait side by side.
    thread::scope(|side| {
        for way in ways {
            side.spawn(|| is_told(way));
        }
    });
    let arguments = ["--language", "es", "--data", &address];
    let mut window = Setting { arguments: &arguments, ..Setting::new(folder.path()) }.opens();
    window.sees(&format!("Esperando al servidor de registros {server}. Ctrl+C sale.")).presses("ctrl-c").ends();
}
