//! The report as one page for a browser: charts drawn in SVG, every number also in a table, nothing loaded from anywhere, no script.

use std::io::{self, Write};

use crate::prose::safe;
use crate::record::Assurance;
use crate::record::certificate::day;

use super::chart::{came, grouped, noughts, only, unnumbered};
use super::{Doubtful, Entry, Groups, Tally, Title, Word};

/// How it looks. Colours are told apart by everybody, and no meaning hangs on them: each word stands beside its sign.
const STYLE: &str = "
:root{color-scheme:light dark;--complete:#1b7f4d;--expiring:#7a6200;--due:#2563a8;--overdue:#b3261e;--never-started:#6b6b6b}
@media(prefers-color-scheme:dark){:root{--complete:#5cc890;--expiring:#e0bd3f;--due:#7fb2ea;--overdue:#ff8a80;--never-started:#a8a8a8}}
body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin-bottom:.2rem}h2{font-size:1.2rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}caption{text-align:left;padding:.3rem 0}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #8886;vertical-align:top;overflow-wrap:anywhere}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.bar{width:30%}th[scope=row]{min-width:9rem}svg{display:block;width:100%;height:1.4rem}
.complete{fill:var(--complete)}.expiring{fill:var(--expiring)}.due{fill:var(--due)}.overdue{fill:var(--overdue)}.never-started{fill:var(--never-started)}
.key{display:inline-block;width:.9rem;height:.9rem;vertical-align:-.1rem;margin-right:.4rem}
@media print{body{max-width:none;margin:0;font-size:11px}thead{display:table-header-group}tr{break-inside:avoid}svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
";

/// The page on its way out.
pub struct Page<'a> {
    out: &'a mut dyn Write,
    people: u64,
}

impl<'a> Page<'a> {
    /// Writes the head, the charts and the beginning of the list of people.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn begin(out: &'a mut dyn Write, title: &Title<'_>, groups: &Groups, doubtful: Doubtful<'_>) -> io::Result<Self> {
        let course = escaped(title.course);
        let all = &groups.all;
        write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>Who has completed {course}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
             <h1>Who has completed {course}</h1>\n\
             <p>{}. {} of the roster are still here; {}&nbsp;% of them hold a certificate that counts.</p>\n",
            day(title.today),
            grouped(all.here()),
            all.covered(),
        )?;
        overall(out, all)?;
        trust(out, title, groups)?;
        by_group(out, title, groups)?;
        let Doubtful { lost, but_for_noughts, unlike_count, .. } = doubtful;
        if lost > 0 {
            writeln!(out, "<p>Learners in the records who are not on the roster by staff id: {}.</p>", grouped(lost))?;
        }
        if but_for_noughts > 0 {
            writeln!(out, "<p>{}</p>", noughts(but_for_noughts))?;
        }
        if unlike_count > 0 {
            let count = grouped(unlike_count);
            writeln!(
                out,
                "<p>Certificates that were made under the staff ids of people whom the roster calls otherwise, to be looked at: {count}.</p>"
            )?;
        }
        if groups.without_staff_id > 0 {
            writeln!(out, "<p>{}</p>", unnumbered(groups.without_staff_id))?;
        }
        write!(
            out,
            "<h2>People with something to do</h2>\n<table>\n<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Staff ID</th>\
             <th scope=\"col\">Department</th><th scope=\"col\">Site</th><th scope=\"col\">Role</th><th scope=\"col\">Standing</th>\
             <th scope=\"col\">Day</th></tr></thead>\n<tbody>\n"
        )?;
        Ok(Self { out, people: 0 })
    }

    /// Writes a person who has something to do; the others are in the counts only.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn add(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        if matches!(entry.standing, Word::Complete | Word::Left) {
            return Ok(());
        }
        self.people += 1;
        let day = entry.day.map(|day| day.to_string()).unwrap_or_default();
        writeln!(
            self.out,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"n\">{day}</td></tr>",
            escaped(entry.name),
            escaped(entry.staff_id),
            escaped(entry.department),
            escaped(entry.site),
            escaped(entry.role),
            entry.standing.called(),
        )
    }

    /// Writes the end.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        let nobody = if self.people == 0 { "<tr><td colspan=\"7\">Nobody.</td></tr>\n" } else { "" };
        self.out.write_all(
            format!(
                "{nobody}</tbody>\n</table>\n<p>The day is the last one in time: until when a certificate counts, by when the course is due, \
                 since when it is late.</p>\n</main>\n</body>\n</html>\n"
            )
            .as_bytes(),
        )?;
        self.out.flush()
    }
}

fn overall(out: &mut dyn Write, all: &Tally) -> io::Result<()> {
    out.write_all(b"<h2>Overall</h2>\n")?;
    bar(out, all, "Everybody")?;
    out.write_all(
        b"<table>\n<thead><tr><th scope=\"col\">Standing</th><th scope=\"col\" class=\"n\">People</th>\
          <th scope=\"col\" class=\"n\">Share</th></tr></thead>\n<tbody>\n",
    )?;
    for word in Word::ALL {
        let share = if word == Word::Left { String::new() } else { percent(all.of(word), all.here()) };
        writeln!(
            out,
            "<tr><th scope=\"row\">{}{}</th><td class=\"n\">{}</td><td class=\"n\">{share}</td></tr>",
            key(word),
            word.called(),
            grouped(all.of(word)),
        )?;
    }
    out.write_all(b"</tbody>\n</table>\n")
}

/// Says how far the certificates that count are to be trusted, the most first.
fn trust(out: &mut dyn Write, title: &Title<'_>, groups: &Groups) -> io::Result<()> {
    if title.least > Assurance::SELF_ATTESTED {
        writeln!(out, "<p>{}</p>", only(title.least))?;
    }
    if groups.trust.is_empty() {
        return Ok(());
    }
    out.write_all(
        b"<table>\n<thead><tr><th scope=\"col\">How the certificates that count came</th><th scope=\"col\" class=\"n\">Assurance</th>\
          <th scope=\"col\" class=\"n\">People</th></tr></thead>\n<tbody>\n",
    )?;
    for (assurance, count) in groups.trust.iter().rev() {
        let (came, level, count) = (escaped(came(*assurance)), assurance.0, grouped(*count));
        writeln!(out, "<tr><th scope=\"row\">{came}</th><td class=\"n\">{level}</td><td class=\"n\">{count}</td></tr>")?;
    }
    out.write_all(b"</tbody>\n</table>\n")
}

/// Draws the colour of a standing beside its word; those who have left are in no bar.
fn key(word: Word) -> String {
    if word == Word::Left {
        return String::new();
    }
    format!("<svg class=\"key\" aria-hidden=\"true\"><rect width=\"100%\" height=\"100%\" class=\"{}\"/></svg>", word.code())
}

fn by_group(out: &mut dyn Write, title: &Title<'_>, groups: &Groups) -> io::Result<()> {
    let heads = Word::ALL.into_iter().filter(|word| *word != Word::Left);
    let heads = heads.map(|word| format!("<th scope=\"col\" class=\"n\">{}</th>", word.called())).collect::<Vec<_>>().concat();
    write!(
        out,
        "<h2>By {by}</h2>\n<table>\n<thead><tr><th scope=\"col\">Group</th><th scope=\"col\">Where they stand</th>\
         <th scope=\"col\" class=\"n\">People</th>{heads}</tr></thead>\n<tbody>\n",
        by = title.by.word(),
    )?;
    for (name, tally) in &groups.each {
        if tally.here() == 0 {
            continue;
        }
        let name = if name.is_empty() { "(none)".to_owned() } else { escaped(name) };
        write!(out, "<tr><th scope=\"row\">{name}</th><td class=\"bar\">")?;
        bar(out, tally, &name)?;
        write!(out, "</td><td class=\"n\">{}</td>", grouped(tally.here()))?;
        for word in Word::ALL.into_iter().filter(|word| *word != Word::Left) {
            write!(out, "<td class=\"n\">{}</td>", grouped(tally.of(word)))?;
        }
        out.write_all(b"</tr>\n")?;
    }
    out.write_all(b"</tbody>\n</table>\n")
}

/// Draws a bar in which every standing has its share, and says the same in words. `name` is escaped already.
fn bar(out: &mut dyn Write, tally: &Tally, name: &str) -> io::Result<()> {
    let here = tally.here();
    let words = || Word::ALL.into_iter().filter(|word| *word != Word::Left && tally.of(*word) > 0);
    let told: Vec<String> = words().map(|word| format!("{} {}", grouped(tally.of(word)), word.called())).collect();
    write!(out, "<svg viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{name}: {}\">", told.join(", "))?;
    let mut counted = 0_u64;
    for word in words() {
        let from = (counted * 1000).checked_div(here).unwrap_or(0);
        counted += tally.of(word);
        let to = (counted * 1000).checked_div(here).unwrap_or(0);
        // Two units of the page's own colour part one share from the next, so that they are told apart without colours.
        let wide = (to - from).saturating_sub(if to < 1000 { 2 } else { 0 }).max(1);
        write!(out, "<rect x=\"{from}\" width=\"{wide}\" height=\"20\" class=\"{}\"/>", word.code())?;
    }
    out.write_all(b"</svg>")
}

fn percent(count: u64, all: u64) -> String {
    format!("{}&nbsp;%", (count * 100).checked_div(all).unwrap_or(0))
}

/// Returns words as they may stand in a page: no letter of them begins a tag or ends an attribute, none steers or hides.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in safe::line(words).chars() {
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&#39;"),
            letter => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_becomes_part_of_the_page() {
        assert_eq!(
            escaped("<script>alert(\"1\")</script> & 'x'\u{202e}"),
            "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;␛"
        );
    }
}
