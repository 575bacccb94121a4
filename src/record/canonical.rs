//! Canonical JSON (RFC 8785) told from any other spelling, in one look at the bytes: no spaces, keys in order, the shortest escapes,
//! whole numbers. What passes is spelled as it would be written again. Takes in any bytes at all.

use std::ops::Range;

/// How deep one thing may lie in another; a hand-in needs nine levels.
const DEEPEST: usize = 32;

/// The largest whole number that every reader of JSON understands.
pub(super) const LARGEST: u64 = (1 << 53) - 1;

/// How many bytes an element of a list mostly has, and for how many of them there is room at once.
const USUAL: usize = 224;
const MOST: usize = 1024;

/// The bytes are no JSON, or JSON spelled in another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Odd {
    /// Where that shows first.
    pub(super) at: usize,
}

/// A member of an object: its key, and where it and its value stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member<'a> {
    /// The key.
    pub(super) key: &'a str,
    /// Where key and value stand together.
    pub(super) whole: Range<usize>,
    /// Where the value stands.
    pub(super) value: Range<usize>,
}

/// An object that is all there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Whole<'a, E> {
    /// Its members, in order.
    pub(super) members: Vec<Member<'a>>,
    /// The elements of the list that was asked for, and where each stands; `None` where that member is no list.
    pub(super) elements: Option<Vec<(Range<usize>, Option<E>)>>,
}

/// Knows the spelling of some elements of a list: returns what such a one means that a text begins with, and how many bytes it
/// takes. Only canonical JSON may be known to it.
pub(super) type Known<'a, E> = dyn Fn(&'a str) -> Option<(E, usize)> + 'a;

/// Returns the members of an object that is all there is, and the elements of the list of this name, with what they mean where that
/// is known by their spelling.
///
/// # Errors
/// [`Odd`] where it is no canonical JSON object.
pub(super) fn whole<'a, E>(text: &'a str, list: &str, known: &Known<'a, E>) -> Result<Whole<'a, E>, Odd> {
    let mut members = Vec::with_capacity(24);
    let mut look = Look { text, bytes: text.as_bytes(), at: 0, list: Some(list), known, elements: None };
    look.object(0, &mut |key, whole, value| {
        if let Some(key) = text.get(key) {
            members.push(Member { key, whole, value });
        }
    })?;
    if look.at == text.len() { Ok(Whole { members, elements: look.elements }) } else { Err(look.odd()) }
}

struct Look<'a, 'l, E> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// The member whose elements are wanted, until the outermost object was begun.
    list: Option<&'l str>,
    known: &'l Known<'a, E>,
    elements: Option<Vec<(Range<usize>, Option<E>)>>,
}

impl<E> Look<'_, '_, E> {
    const fn odd(&self) -> Odd {
        Odd { at: self.at }
    }

    fn next(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn takes(&mut self, byte: u8) -> bool {
        let there = self.next() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn must(&mut self, byte: u8) -> Result<(), Odd> {
        if self.takes(byte) { Ok(()) } else { Err(self.odd()) }
    }

    fn value(&mut self, deep: usize) -> Result<(), Odd> {
        match self.next() {
            Some(b'{') if deep < DEEPEST => self.object(deep + 1, &mut |_, _, _| {}),
            Some(b'[') if deep < DEEPEST => self.array(deep + 1),
            Some(b'"') => self.string(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word(b"true"),
            Some(b'f') => self.word(b"false"),
            Some(b'n') => self.word(b"null"),
            _ => Err(self.odd()),
        }
    }

    fn word(&mut self, word: &[u8]) -> Result<(), Odd> {
        word.iter().try_for_each(|byte| self.must(*byte))
    }

    fn object(&mut self, deep: usize, met: &mut dyn FnMut(Range<usize>, Range<usize>, Range<usize>)) -> Result<(), Odd> {
        self.must(b'{')?;
        if self.takes(b'}') {
            return Ok(());
        }
        let wanted = self.list.take();
        let mut before: Option<Range<usize>> = None;
        loop {
            let start = self.at;
            self.string()?;
            let key = start + 1..self.at - 1;
            // Every key of ours is plain ASCII, for which the order of bytes is the order of the standard.
            let word = self.bytes.get(key.clone()).unwrap_or_default();
            let last = before.and_then(|before| self.bytes.get(before));
            if !word.iter().all(|byte| byte.is_ascii() && *byte != b'\\') || last.is_some_and(|last| last >= word) {
                return Err(Odd { at: start });
            }
            self.must(b':')?;
            let from = self.at;
            if wanted.is_some_and(|list| list.as_bytes() == word) && self.next() == Some(b'[') {
                self.wanted(deep + 1)?;
            } else {
                self.value(deep)?;
            }
            met(key.clone(), start..self.at, from..self.at);
            before = Some(key);
            if !self.takes(b',') {
                return self.must(b'}');
            }
        }
    }

    fn array(&mut self, deep: usize) -> Result<(), Odd> {
        self.must(b'[')?;
        if self.takes(b']') {
            return Ok(());
        }
        loop {
            self.value(deep)?;
            if !self.takes(b',') {
                return self.must(b']');
            }
        }
    }

    /// The list whose elements are wanted.
    fn wanted(&mut self, deep: usize) -> Result<(), Odd> {
        self.must(b'[')?;
        let mut elements = Vec::with_capacity(self.bytes.len().saturating_sub(self.at).div_ceil(USUAL).min(MOST));
        let mut more = !self.takes(b']');
        while more {
            let start = self.at;
            let known = self.text.get(start..).and_then(self.known);
            let meaning = if let Some((meaning, length)) = known {
                self.at += length;
                Some(meaning)
            } else {
                self.value(deep)?;
                None
            };
            elements.push((start..self.at, meaning));
            more = self.takes(b',');
            if !more {
                self.must(b']')?;
            }
        }
        self.elements = Some(elements);
        Ok(())
    }

    fn string(&mut self) -> Result<(), Odd> {
        self.must(b'"')?;
        loop {
            self.pass_plain();
            match self.next() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape()?,
                _ => return Err(self.odd()),
            }
        }
    }

    /// Passes over letters that stand for themselves, several at a time: most of a hand-in is such.
    fn pass_plain(&mut self) {
        let is_odd = |byte: u8| byte == b'"' || byte == b'\\' || byte < 0x20;
        while let Some(some) = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk::<16>()) {
            if some.iter().fold(0, |odd, byte| odd | u8::from(is_odd(*byte))) != 0 {
                break;
            }
            self.at += some.len();
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| is_odd(*byte)).unwrap_or(rest.len());
    }

    /// Only what cannot stand for itself is escaped, and in the shortest way.
    fn escape(&mut self) -> Result<(), Odd> {
        let start = self.at;
        self.at += 1;
        match self.next() {
            Some(b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 1;
                Ok(())
            }
            Some(b'u') => {
                let digits = self.bytes.get(start + 2..start + 6).unwrap_or_default();
                let value = match digits {
                    [b'0', b'0', high @ (b'0' | b'1'), low @ (b'0'..=b'9' | b'a'..=b'f')] => {
                        (high - b'0') * 16 + if low.is_ascii_digit() { low - b'0' } else { low - b'a' + 10 }
                    }
                    _ => return Err(Odd { at: start }),
                };
                if matches!(value, 8 | 9 | 10 | 12 | 13) {
                    return Err(Odd { at: start });
                }
                self.at = start + 6;
                Ok(())
            }
            _ => Err(Odd { at: start }),
        }
    }

    fn number(&mut self) -> Result<(), Odd> {
        let start = self.at;
        let is_negative = self.takes(b'-');
        let first = self.at;
        let mut value = 0_u64;
        while let Some(digit @ b'0'..=b'9') = self.next() {
            value = value.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        let digits = self.at - first;
        let leads = digits > 1 && self.bytes.get(first) == Some(&b'0');
        if digits == 0 || leads || value > LARGEST || (is_negative && value == 0) {
            return Err(Odd { at: start });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq};
    use proptest::proptest;
    use serde_json::Value;

    use super::*;

    fn looked<'a>(text: &'a str, list: &str) -> Result<Whole<'a, ()>, Odd> {
        whole(text, list, &|_| None)
    }

    fn members(text: &str) -> Result<Vec<Member<'_>>, Odd> {
        looked(text, "a").map(|whole| whole.members)
    }

    #[test]
    fn one_spelling_passes_and_no_other() {
        for good in ["{}", r#"{"a":1,"b":[true,null,"x"],"c":{"d":-7}}"#, r#"{"a":"\u0001\n\"\\é"}"#, r#"{"a":9007199254740991}"#] {
            assert!(members(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "[]",
            "{} ",
            " {}",
            r#"{"a": 1}"#,
            r#"{"b":1,"a":1}"#,
            r#"{"a":1,"a":1}"#,
            r#"{"a":01}"#,
            r#"{"a":-0}"#,
            r#"{"a":1.0}"#,
            r#"{"a":1e3}"#,
            r#"{"a":9007199254740992}"#,
            r#"{"a":"\u0041"}"#,
            r#"{"a":"\u000a"}"#,
            r#"{"a":"\u001F"}"#,
            r#"{"a":"\/"}"#,
            "{\"a\":\"\n\"}",
            r#"{"\u0061":1}"#,
            r#"{"a":1,}"#,
            r#"{"a":tru}"#,
            r#"{"a":"x"#,
        ] {
            assert!(members(bad).is_err(), "{bad} passed");
        }
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(50), "]".repeat(50));
        assert!(members(&deep).is_err());
    }

    #[test]
    fn members_and_elements_stand_where_they_are_said_to_stand() {
        let text = r#"{"a":[1,{"x":2},"3"],"b":4}"#;
        let found = members(text).unwrap();
        assert_eq!(
            found.iter().map(|member| (member.key, text.get(member.value.clone()).unwrap())).collect::<Vec<_>>(),
            [("a", r#"[1,{"x":2},"3"]"#), ("b", "4")]
        );
        let elements = looked(text, "a").unwrap().elements.unwrap();
        assert_eq!(elements.into_iter().map(|(range, _)| text.get(range).unwrap()).collect::<Vec<_>>(), ["1", r#"{"x":2}"#, "\"3\""]);
        assert_eq!(looked(text, "b").unwrap().elements, None);
        assert_eq!(looked(text, "x").unwrap().elements, None, "only of the outermost object");
    }

    #[test]
    fn an_element_that_is_known_is_looked_at_no_further() {
        let text = r#"{"a":[1,{"x":2},"3"]}"#;
        let known = |rest: &str| rest.starts_with(r#"{"x""#).then_some(("the x", 7));
        let elements = whole(text, "a", &known).unwrap().elements.unwrap();
        assert_eq!(elements, [(6..7, None), (8..15, Some("the x")), (16..19, None)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]
        #[test]
        fn what_passes_is_what_would_be_written(text in r#"\{("[a-c]":([0-9-]{1,3}|"[ -~é]{0,3}"|\[[0-9,]{0,3}\]|null|true),?){0,3}\}?"#) {
            if members(&text).is_ok() {
                let value: Value = serde_json::from_str(&text).unwrap();
                prop_assert_eq!(serde_json_canonicalizer::to_string(&value).unwrap(), text);
            }
        }

        #[test]
        fn what_is_written_passes(words in any::<String>(), number in 0..LARGEST, list in proptest::collection::vec(any::<bool>(), 0..4)) {
            let value = serde_json::json!({ "words": words, "number": number, "list": list, "none": null });
            prop_assert!(members(&serde_json_canonicalizer::to_string(&value).unwrap()).is_ok());
        }

        #[test]
        fn any_text_is_looked_at_without_a_fall(text in any::<String>()) {
            let _any = members(&text);
            let _some = looked(&text, "");
        }
    }
}
