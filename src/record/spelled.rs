//! Reads the facts that hand-ins are full of by their one canonical spelling: checked and understood in one look, with nothing copied
//! that is not kept. Whatever it does not know at once it leaves to the usual way.

use jiff::Timestamp;

use crate::course::Version;
use crate::id::Id;
use crate::journey::{AttemptId, CertificateId, Drawn, Fact, Introduction, Place, Role, Wording};
use crate::question::{Grade, Response};
use crate::source::Digest;

use super::canonical::LARGEST;
use super::hand_in::Entry;

/// Returns the event that a text begins with, and how many bytes it takes; `None` where it is not spelled in a way that is known
/// here. What is returned is canonical JSON, and means what the usual way would read.
pub(super) fn entry(text: &str) -> Option<(Entry, usize)> {
    let mut from = Reader { rest: text };
    from.takes("{\"at\":\"")?;
    let at = moment(from.words()?)?;
    from.takes(",\"fact\":{")?;
    let fact = from.fact()?;
    from.takes("},\"seq\":")?;
    let seq = from.number()?;
    let words = if from.takes(",\"words\":\"").is_some() { Some(Digest::read(from.words()?)?) } else { None };
    from.takes("}")?;
    Some((Entry { seq, at, fact, words }, text.len() - from.rest.len()))
}

/// Reads a moment. Nearly all are written to the second, in UTC, and a glance at the digits tells them.
fn moment(written: &str) -> Option<Timestamp> {
    to_the_second(written).or_else(|| written.parse().ok())
}

/// Reads `2026-11-20T08:00:20Z`.
fn to_the_second(written: &str) -> Option<Timestamp> {
    let digits: &[u8; 20] = written.as_bytes().try_into().ok()?;
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2, b'Z'] = digits else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i64, |number, digit| digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0')))
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    let (hour, minute, second) = (number(&[h1, h2])?, number(&[n1, n2])?, number(&[s1, s2])?);
    // A leap second, and a day that few months have, are left to the usual way.
    if !(1970..=9998).contains(&year) || !(1..=12).contains(&month) || !(1..=28).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    // Days since 1970, counted in years that begin in March, so that the day that comes and goes is the last one.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1 - 719_468;
    Timestamp::from_second(days * 86_400 + hour * 3_600 + minute * 60 + second).ok()
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Takes these words where they come next. Where they are known, which is where this is called, they are compared several letters at a
    /// time.
    #[inline]
    fn takes(&mut self, words: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(words)?;
        Some(())
    }

    /// Takes letters that stand for themselves, up to the quotation mark that ends them, and that mark.
    fn words(&mut self) -> Option<&'a str> {
        let end = self.rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20))?;
        let (words, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest.strip_prefix('"')?;
        Some(words)
    }

    fn number<T: TryFrom<u64>>(&mut self) -> Option<T> {
        let end = self.rest.bytes().position(|byte| !byte.is_ascii_digit())?;
        let (digits, rest) = self.rest.split_at_checked(end)?;
        if digits.starts_with('0') && digits.len() > 1 {
            return None;
        }
        self.rest = rest;
        let number: u64 = digits.parse().ok()?;
        if number > LARGEST { None } else { number.try_into().ok() }
    }

    /// Takes the numbers of a list whose bracket was taken, and the bracket that ends it.
    fn numbers(&mut self) -> Option<Vec<usize>> {
        let mut numbers = Vec::new();
        if self.takes("]").is_some() {
            return Some(numbers);
        }
        loop {
            numbers.push(self.number()?);
            if self.takes(",").is_none() {
                self.takes("]")?;
                return Some(numbers);
            }
        }
    }

    fn id<Of>(&mut self, key: &str) -> Option<Id<Of>> {
        self.takes(key)?;
        Id::new(self.words()?).ok()
    }

    fn uuid(&mut self) -> Option<uuid::Uuid> {
        self.words()?.parse().ok()
    }

    fn grade(&mut self, key: &str) -> Option<Grade> {
        self.takes(key)?;
        Grade::read(self.words()?)
    }

    /// Takes the members of a fact, whose keys stand in order: which one comes first tells much of its kind.
    fn fact(&mut self) -> Option<Fact> {
        if self.takes("\"fact\":\"").is_some() {
            return self.plain_fact();
        }
        if self.takes("\"attempt\":\"").is_some() {
            let attempt = AttemptId(self.uuid()?);
            return self.fact_of_attempt(attempt);
        }
        if self.takes("\"certificate\":\"").is_some() {
            return self.certificate();
        }
        if self.takes("\"digest\":\"").is_some() {
            let digest = Digest::read(self.words()?)?;
            self.takes(",\"fact\":\"course-opened\",\"version\":\"")?;
            return Some(Fact::CourseOpened { version: Version::read(self.words()?)?, digest });
        }
        self.takes("\"department\":\"")?;
        let department = self.words()?.to_owned();
        self.takes(",\"fact\":\"introduced\",\"name\":\"")?;
        let name = self.words()?.to_owned();
        self.takes(",\"role\":\"")?;
        let role = self.words()?;
        let role = Role::ALL.into_iter().find(|known| known.word() == role)?;
        self.takes(",\"staff_id\":\"")?;
        Some(Fact::Introduced(Introduction { name, role, staff_id: self.words()?.to_owned(), department }))
    }

    /// Takes what stands behind the first quotation mark of a fact's kind.
    fn plain_fact(&mut self) -> Option<Fact> {
        Some(match self.words()? {
            "page-read" => Fact::PageRead { lesson: self.id(",\"lesson\":\"")?, page: self.id(",\"page\":\"")? },
            "lesson-opened" => Fact::LessonOpened { lesson: self.id(",\"lesson\":\"")? },
            "reflected" => {
                let lesson = self.id(",\"lesson\":\"")?;
                self.takes(",\"note\":\"")?;
                let note = self.words()?.to_owned();
                Fact::Reflected { lesson, page: self.id(",\"page\":\"")?, note }
            }
            "attested" => {
                self.takes(",\"name\":\"")?;
                let name = self.words()?.to_owned();
                self.takes(",\"words\":\"")?;
                Fact::Attested { words: self.words()?.to_owned(), name }
            }
            "place-left" => {
                self.takes(",\"place\":{\"at\":\"")?;
                let place = match self.words()? {
                    "home" => Place::Home,
                    "quiz" => Place::Quiz { quiz: self.id(",\"quiz\":\"")? },
                    "page" => {
                        let (lesson, page) = (self.id(",\"lesson\":\"")?, self.id(",\"page\":\"")?);
                        self.takes(",\"scroll\":")?;
                        Place::Page { lesson, page, scroll: self.number()? }
                    }
                    _ => return None,
                };
                self.takes("}")?;
                Fact::PlaceLeft { place }
            }
            _ => return None,
        })
    }

    /// Takes what stands behind the attempt.
    fn fact_of_attempt(&mut self, attempt: AttemptId) -> Option<Fact> {
        if self.takes(",\"fact\":\"question-answered\"").is_some() {
            let grade = self.grade(",\"grade\":\"")?;
            self.takes(",\"millis\":")?;
            let millis = self.number()?;
            self.takes(",\"points\":")?;
            let points = self.number()?;
            let question = self.id(",\"question\":\"")?;
            self.takes(",\"response\":{\"")?;
            let response = self.response()?;
            self.takes("},\"wording\":{\"ask\":\"\",\"items\":[]}")?;
            let wording = Wording { ask: String::new(), items: Vec::new() };
            return Some(Fact::QuestionAnswered { attempt, question, response, grade, points, millis, wording });
        }
        if self.takes(",\"drawn\":[").is_some() {
            let drawn = self.drawn()?;
            self.takes(",\"fact\":\"attempt-started\",\"pass\":")?;
            let pass = crate::question::Percent(self.number()?);
            return Some(Fact::AttemptStarted { attempt, quiz: self.id(",\"quiz\":\"")?, pass, drawn });
        }
        if self.takes(",\"fact\":\"attempt-finished\"").is_some() {
            let grade = self.grade(",\"grade\":\"")?;
            self.takes(",\"passed\":")?;
            let passed = self.takes("true").is_some();
            if !passed {
                self.takes("false")?;
            }
            return Some(Fact::AttemptFinished { attempt, grade, passed });
        }
        self.takes(",\"fact\":\"question-shown\"")?;
        Some(Fact::QuestionShown { attempt, question: self.id(",\"question\":\"")? })
    }

    fn response(&mut self) -> Option<Response> {
        let kind = self.words()?;
        self.takes(":")?;
        if kind == "one" {
            return Some(Response::One(self.number()?));
        }
        if kind == "written" {
            self.takes("\"")?;
            return Some(Response::Written(self.words()?.to_owned()));
        }
        self.takes("[")?;
        Some(match kind {
            "some" => Response::Some(self.numbers()?.into_iter().collect()),
            "order" => Response::Order(self.numbers()?),
            "marks" => Response::Marks(self.numbers()?.into_iter().collect()),
            "played" => Response::Played(self.numbers()?),
            _ => return None,
        })
    }

    fn drawn(&mut self) -> Option<Vec<Drawn>> {
        let mut drawn = Vec::new();
        if self.takes("]").is_some() {
            return Some(drawn);
        }
        loop {
            self.takes("{\"order\":[")?;
            let order = self.numbers()?;
            let question = self.id(",\"question\":\"")?;
            self.takes(",\"rev\":")?;
            drawn.push(Drawn { question, rev: self.number()?, order });
            self.takes("}")?;
            if self.takes(",").is_none() {
                self.takes("]")?;
                return Some(drawn);
            }
        }
    }

    /// Takes what stands behind the first quotation mark of a certificate's name.
    fn certificate(&mut self) -> Option<Fact> {
        let certificate = CertificateId(self.uuid()?);
        self.takes(",\"digest\":\"")?;
        let digest = Digest::read(self.words()?)?;
        self.takes(",\"fact\":\"certificate-earned\"")?;
        let grade = self.grade(",\"grade\":\"")?;
        self.takes(",\"on\":\"")?;
        let on = self.words()?.parse().ok()?;
        self.takes(",\"pass\":")?;
        let pass = crate::question::Percent(self.number()?);
        self.takes(",\"until\":")?;
        let until = if self.takes("null").is_some() {
            None
        } else {
            self.takes("\"")?;
            Some(self.words()?.parse().ok()?)
        };
        self.takes(",\"version\":\"")?;
        Some(Fact::CertificateEarned { certificate, version: Version::read(self.words()?)?, digest, on, until, grade, pass })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_at_a_glance_is_the_moment_of_the_usual_way() {
        for day in 0..60_000_i64 {
            let moment = Timestamp::from_second(day * 86_400 + (day * 7_919) % 86_400).unwrap();
            let written = moment.to_string();
            assert!(to_the_second(&written).is_none_or(|read| read == moment), "{written}");
            assert_eq!(super::moment(&written), Some(moment), "{written}");
        }
        assert!(to_the_second("2026-11-20T08:00:20Z").is_some());
        for odd in ["2026-02-29T08:00:20Z", "2026-11-20T24:00:20Z", "2026-13-20T08:00:20Z", "2026-11-20t08:00:20Z", "202a-11-20T08:00:20Z"]
        {
            assert_eq!(super::moment(odd), odd.parse().ok(), "{odd}");
        }
    }

    #[test]
    fn an_event_is_what_it_is_the_usual_way_and_no_other_spelling_is_known() {
        let id = "\"01930000-0000-7000-8000-000000000001\"";
        let digest = format!("\"{}\"", "ab".repeat(32));
        let facts = [
            format!(r#""digest":{digest},"fact":"course-opened","version":"1.2""#),
            r#""fact":"lesson-opened","lesson":"privacy""#.to_owned(),
            r#""fact":"page-read","lesson":"privacy","page":"one""#.to_owned(),
            format!(
                r#""attempt":{id},"drawn":[{{"order":[1,0],"question":"first-one","rev":1}},{{"order":[],"question":"next-one","rev":20}}],"fact":"attempt-started","pass":60,"quiz":"the-quiz""#
            ),
            format!(r#""attempt":{id},"drawn":[],"fact":"attempt-started","pass":0,"quiz":"the-quiz""#),
            format!(r#""attempt":{id},"fact":"question-shown","question":"first-one""#),
            format!(r#""attempt":{id},"fact":"attempt-finished","grade":"2/3","passed":true"#),
            format!(r#""attempt":{id},"fact":"attempt-finished","grade":"0/1","passed":false"#),
            format!(
                r#""certificate":{id},"digest":{digest},"fact":"certificate-earned","grade":"1/1","on":"2026-11-20","pass":60,"until":null,"version":"1.2""#
            ),
            format!(
                r#""certificate":{id},"digest":{digest},"fact":"certificate-earned","grade":"1/1","on":"2026-11-20","pass":60,"until":"2027-11-20","version":"1.2""#
            ),
            r#""fact":"attested","name":"Ana é","words":"I have.""#.to_owned(),
            r#""fact":"reflected","lesson":"privacy","note":"…","page":"one""#.to_owned(),
            r#""fact":"place-left","place":{"at":"home"}"#.to_owned(),
            r#""fact":"place-left","place":{"at":"quiz","quiz":"the-quiz"}"#.to_owned(),
            r#""fact":"place-left","place":{"at":"page","lesson":"privacy","page":"one","scroll":7}"#.to_owned(),
            r#""department":"","fact":"introduced","name":"Ana","role":"physician-assistant","staff_id":"007""#.to_owned(),
        ];
        let responses =
            [r#""one":1"#, r#""some":[0,2]"#, r#""order":[]"#, r#""marks":[1]"#, r#""played":[0,0,1]"#, r#""written":"some words""#];
        let answered = responses.map(|response| {
            format!(
                r#""attempt":{id},"fact":"question-answered","grade":"1/2","millis":9,"points":1,"question":"first-one","response":{{{response}}},"wording":{{"ask":"","items":[]}}"#
            )
        });
        for fact in facts.iter().chain(&answered) {
            for end in ["", r#","words":"0000000000000000000000000000000000000000000000000000000000000000""#] {
                let text = format!(r#"{{"at":"2026-11-20T08:00:20.125Z","fact":{{{fact}}},"seq":12{end}}}"#);
                let (read, length) = entry(&format!("{text},{{")).expect(&text);
                assert_eq!((read.clone(), length), (serde_json::from_str(&text).unwrap(), text.len()));
                assert_eq!(serde_json_canonicalizer::to_string(&read).unwrap(), text);
                // Any other byte in any place is left to the usual way, or is another event in the same spelling.
                for (place, byte) in text.bytes().enumerate() {
                    for other in [b' ', b'0', b'"', b'\\', b'\n', b'}', byte ^ 1] {
                        let mut bytes = text.clone().into_bytes();
                        bytes[place] = other;
                        let Ok(changed) = String::from_utf8(bytes) else { continue };
                        if let Some((read, length)) = entry(&changed) {
                            let whole = changed.get(..length).unwrap();
                            assert_eq!(read, serde_json::from_str(whole).unwrap(), "{whole}");
                            let value: serde_json::Value = serde_json::from_str(whole).unwrap();
                            assert_eq!(serde_json_canonicalizer::to_string(&value).unwrap(), whole);
                        }
                    }
                }
            }
        }
    }
}
