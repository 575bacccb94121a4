//! Finds the credentials that are attached to a PDF. Looks at attachments and at nothing else: what the pages say is for eyes.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::flaw::Flaw;

/// An attachment larger than this is no credential.
const LARGEST: u64 = 1 << 20;

/// How far back from a stream its dictionary is looked for.
const DICTIONARY: usize = 2048;

/// No certificate has more parts, and no more attachments are unpacked; a file made to keep us busy may have millions.
const STREAMS: usize = 10_000;
const ATTACHMENTS: usize = 32;

/// Whether a file is a PDF.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes.get(..bytes.len().min(1024)).is_some_and(|head| find(head, b"%PDF-").is_some())
}

/// Returns the one credential that is attached to a PDF.
///
/// # Errors
/// [`Flaw`] when there is none, several that differ, or the PDF is locked.
pub(super) fn attached(pdf: &[u8]) -> Result<Vec<u8>, Flaw> {
    let mut found: Vec<Vec<u8>> = Vec::new();
    let mut rest = pdf;
    let mut attachments = 0;
    for _ in 0..STREAMS {
        let Some(at) = find(rest, b"stream") else { break };
        let (before, after) = rest.split_at(at);
        let before = before.get(before.len().saturating_sub(DICTIONARY)..).unwrap_or(before);
        let dictionary = last(before, b" obj").and_then(|at| before.get(at..)).unwrap_or(before);
        rest = after.get(b"stream".len()..).unwrap_or_default();
        if find(dictionary, b"/EmbeddedFile").is_none() || attachments >= ATTACHMENTS {
            continue;
        }
        attachments += 1;
        let content = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        let Some(bytes) = unpacked(dictionary, content) else { continue };
        if find(&bytes, b"OpenBadgeCredential").is_some() && !found.contains(&bytes) {
            found.push(bytes);
        }
    }
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => Ok(one),
        (Some(_), false) => Err(Flaw::SeveralAttached),
        (None, _) if find(pdf, b"/Encrypt").is_some() => Err(Flaw::LockedPdf),
        (None, _) => Err(Flaw::NothingAttached),
    }
}

fn unpacked(dictionary: &[u8], content: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    if find(dictionary, b"/FlateDecode").is_some() {
        ZlibDecoder::new(content).take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
    } else {
        let window = content.get(..content.len().min(usize::try_from(LARGEST).ok()?))?;
        let end = find(window, b"endstream")?;
        let body = window.get(..end)?;
        bytes = body.strip_suffix(b"\r\n").or_else(|| body.strip_suffix(b"\n")).unwrap_or(body).to_vec();
    }
    (bytes.len() as u64 <= LARGEST).then_some(bytes)
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

fn last(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).rposition(|window| window == needle)
}
