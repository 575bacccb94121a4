//! Records as the lines of a COPY: columns between tabs, `\N` for nothing.

use jiff::Timestamp;

use crate::record::records::{Batch, Incoming};

/// Writes one record, as the columns of `COPIED` have it.
pub(super) fn line(out: &mut Vec<u8>, batch: &Batch, record: &Incoming, leaf: u32) {
    let completion = &record.completion;
    bytes(out, completion.record_id.0.as_bytes());
    bytes(out, completion.learner_id.0.as_bytes());
    text(out, &completion.account);
    text(out, &completion.name);
    maybe(out, completion.role.map(crate::journey::Role::word));
    text(out, &completion.staff_id);
    text(out, &completion.department);
    text(out, completion.course_id.as_str());
    text(out, &completion.course_title);
    text(out, &completion.course_version.to_string());
    bytes(out, &completion.course_digest.0);
    maybe(out, completion.started_at.map(|at| at.as_millisecond().to_string()).as_deref());
    number(out, completion.completed_at.as_millisecond());
    text(out, &completion.completed_on.to_string());
    maybe(out, completion.expires_on.map(|day| day.to_string()).as_deref());
    number(out, completion.score_percent.0.into());
    number(out, i64::try_from(completion.score_earned).unwrap_or(i64::MAX));
    number(out, i64::try_from(completion.score_of).unwrap_or(i64::MAX));
    number(out, completion.pass_mark.0.into());
    number(out, completion.passed.into());
    number(out, completion.attempts.into());
    number(out, completion.minutes.into());
    number(out, completion.assurance.0.into());
    text(out, &record.key);
    number(out, completion.enrolled.into());
    bytes(out, &record.digest.0);
    bytes(out, batch.id.0.as_bytes());
    number(out, leaf.into());
    number(out, Timestamp::as_millisecond(batch.received_at));
    number(out, 0);
    text(out, &completion.organization);
    bytes(out, &record.salt.0);
    text(out, &record.document);
    end(out);
}

/// Ends a line: the last tab becomes its end.
fn end(out: &mut [u8]) {
    if let Some(last) = out.last_mut() {
        *last = b'\n';
    }
}

fn number(out: &mut Vec<u8>, number: i64) {
    out.extend_from_slice(number.to_string().as_bytes());
    out.push(b'\t');
}

fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(b"\\\\x");
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            out.push(if half < 10 { b'0' + half } else { b'a' + half - 10 });
        }
    }
    out.push(b'\t');
}

fn maybe(out: &mut Vec<u8>, words: Option<&str>) {
    match words {
        Some(words) => text(out, words),
        None => out.extend_from_slice(b"\\N\t"),
    }
}

fn text(out: &mut Vec<u8>, words: &str) {
    let mut rest = words.as_bytes();
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'\\' | b'\t' | b'\n' | b'\r' | 0)) {
        let (plain, from) = rest.split_at(at);
        out.extend_from_slice(plain);
        let Some((special, after)) = from.split_first() else { break };
        match special {
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\\' => out.extend_from_slice(b"\\\\"),
            // No text on a server may hold this byte; a document has none, since it is canonical JSON.
            _ => out.extend_from_slice("\u{fffd}".as_bytes()),
        }
        rest = after;
    }
    out.extend_from_slice(rest);
    out.push(b'\t');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_in_its_column() {
        let mut out = Vec::new();
        text(&mut out, "a\tb\\N\nc\r\\.");
        maybe(&mut out, None);
        bytes(&mut out, &[0, 255]);
        number(&mut out, -7);
        end(&mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "a\\tb\\\\N\\nc\\r\\\\.\t\\N\t\\\\x00ff\t-7\n");
    }
}
