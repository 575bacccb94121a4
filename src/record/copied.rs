//! Whether two learners handed in the same answers: drawn, answered and timed alike to the second, which no two people do.

use serde_json::Value;

use crate::journey::Fact;
use crate::source::Digest;

use super::fingerprint;
use super::graded::led_to_earlier;
use super::hand_in::HandIn;

/// Returns the digest of what led to the completion of a hand-in: what was drawn, and what was answered when, to the second. `None` where
/// nothing was answered, or it is no hand-in.
#[must_use]
pub fn answers(document: &str) -> Option<Digest> {
    let hand_in: HandIn = serde_json::from_str(document).ok()?;
    let mut told = Vec::new();
    let mut is_any = false;
    for entry in hand_in.events.iter().skip(led_to_earlier(&hand_in.events)) {
        let what = match &entry.fact {
            Fact::AttemptStarted { quiz, drawn, .. } => serde_json::to_value((quiz, drawn)),
            Fact::QuestionAnswered { question, response, .. } => {
                is_any = true;
                serde_json::to_value((question, response))
            }
            _ => continue,
        };
        told.push(Value::from(vec![Value::from(entry.at.as_second()), what.ok()?]));
    }
    let told = serde_json_canonicalizer::to_vec(&told).ok()?;
    is_any.then(|| fingerprint::of(&[hand_in.course.id.as_str().as_bytes(), &told]))
}
