//! Collecting the same again: what a collecting that was stopped has left out is told.

use bedside::cli::command::revoke;

use crate::collect::{Department, course, of, written};
use crate::office::copied;
use crate::support::graduate::Graduate;

#[test]
fn answers_of_another_learner_are_told_again_until_one_of_the_two_is_revoked() {
    let department = Department::new();
    let ana = Graduate::named(&course(), 1, "Ana Lima").completes().hands_in();
    department.gets("ana.json", written(&ana)).gets("ben.json", copied(&ana, 2, "Ben Okri")).gets("cem.json", of(3, "Cem Can"));
    let alike = || department.collects().matches("alike").count();
    assert_eq!([alike(), alike()], [1, 1]);
    let ben = department.keeps().into_iter().find(|record| record.completion.name == "Ben Okri").unwrap().completion.record_id;
    revoke::run(&mut department.records(), ben.0, "a copy", department.now, &mut Vec::new()).unwrap();
    assert_eq!(alike(), 0);
}
