//! Takes back what a program did to a text when it saved it anew: a byte-order mark is skipped, and UTF-16 with its mark is read. Whether it is
//! still what was signed, its proof says.

use std::borrow::Cow;

/// Returns the text as it was before it was saved anew; any other bytes as they are.
pub(super) fn plain(bytes: &[u8]) -> Cow<'_, [u8]> {
    let read = match bytes {
        [0xef, 0xbb, 0xbf, text @ ..] => return Cow::Borrowed(text),
        [0xff, 0xfe, units @ ..] => utf_16(units, u16::from_le_bytes),
        [0xfe, 0xff, units @ ..] => utf_16(units, u16::from_be_bytes),
        _ => None,
    };
    read.map_or(Cow::Borrowed(bytes), |text| Cow::Owned(text.into_bytes()))
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, []) = bytes.as_chunks::<2>() else { return None };
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn marks_are_skipped_and_both_orders_are_read() {
        let text = "Zoë 😀";
        assert_eq!(&*plain(text.as_bytes()), text.as_bytes());
        assert_eq!(&*plain(format!("\u{feff}{text}").as_bytes()), text.as_bytes());
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(&*plain(&utf_16(&format!("\u{feff}{text}"), bytes)), text.as_bytes());
        }
    }

    #[test]
    fn what_is_no_text_stays_as_it_is() {
        for bytes in [&b"\xff\xfe\x00\xd8"[..], b"\xff\xfea", b"\xfe\xff\xd8\x00\x00a", b"\xff", b""] {
            assert_eq!(&*plain(bytes), bytes);
        }
    }
}
