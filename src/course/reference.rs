//! The authoring reference, written from the table of settings and the table of codes, so that it cannot lie.

use crate::diagnostic::CODES;

use super::setting::{Fallback, Row, SITES, Site, Type};

/// What the format's own page does not have: stories that remember.
const STORIES: &str = "\
## Stories that remember

A scenario is a story of scenes. A scene either goes on by `choices` or ends with a `score`. Beyond that, a story can remember things: named
whole numbers that begin at 0, such as `trust`, `reach` or `told`.

- At the end of a choice, before its arrow, braces say when it is shown and what it changes, parted by semicolons:
  `- Answer in public {when trust >= 2; add reach 1; set told} -> an-hour-later`
- A scene may have the same as settings of their own: `set`, `add`, `when`. They are carried out when the scene is reached. A scene with `when` names the scene
  played in its place by `otherwise`.
- `set told` makes it 1, `set trust 3` makes it 3, `add reach` adds 1, `add trust -1` takes 1 away.
- `when told` asks whether it is at least 1, `when not told` whether it is 0; `=`, `>=`, `<=`, `>` and `<` compare; `and` joins.
- `at` says when a scene happens; `post`, `by`, `on` and `stats` let a post or message come in with it.

Every choice is kept as it is made, so that a learner who walks away comes back to the same scene. The ending's `score` is what the question
earns. Playing again from the start shows the road not taken and changes no score.

Codes of their own: B808 a state is changed and never asked, B809 a state is asked and never changed, B810 braces that cannot be read,
B811 a scene with `when` and without `otherwise`, B812 a scene whose choices all have conditions.
";

/// What the settings alone do not tell of a text to mark. No table holds it: there a `|` has a backslash before it, which somebody copies.
const PHRASES: &str = "\
## Phrases to find

In the text of `mark`, double brackets stand around a phrase, and behind `|` the reason that a learner reads: `[[phrase|why]]` for what identifies
somebody, `((phrase|why))` for what does not. At least one of the first and two of the second belong into it.
";

/// Returns the reference as Markdown.
#[must_use]
pub fn reference() -> String {
    let mut page = vec![
        "# Authoring reference\n".to_owned(),
        "Every setting a trainer may write, where it stands, and what holds without it. Written by the program from its own tables; \
         `docs/authoring-reference.md` is compared with them in the tests."
            .to_owned(),
    ];
    for site in SITES {
        page.push(format!("\n## {}\n\n| setting | what it is | without it | |\n|---|---|---|---|", heading(site)));
        let row = |row: &Row| {
            let about = row.about.replace('|', "\\|");
            format!("| `{}` | {} | {} | {}{about} |", row.name, kind(row.of), fallback(row), only(row))
        };
        page.extend(site.rows().iter().map(row));
    }
    page.push(format!("\n{PHRASES}\n{STORIES}"));
    page.push("## Codes\n\n| code | name | severity | `check --fix` |\n|---|---|---|---|".to_owned());
    page.extend(CODES.iter().map(|code| {
        let fix = if code.fixable { "may mend it" } else { "" };
        format!("| {} | {} | {} | {fix} |", code.number, code.name, code.severity.word())
    }));
    page.join("\n") + "\n"
}

fn heading(site: Site) -> String {
    match site {
        Site::Course => "course.toml".to_owned(),
        Site::Glossary => "glossary.toml".to_owned(),
        Site::Lesson => "lessons/*.toml".to_owned(),
        Site::Quiz => "quizzes/*.toml, and `[quiz]` in course.toml".to_owned(),
        Site::Shared => "shared/*.toml".to_owned(),
        Site::Page => "`[[page]]`".to_owned(),
        Site::Question => "`[[question]]`".to_owned(),
        Site::Scene => "`[[question.scene]]`".to_owned(),
        table => format!("{} in course.toml", table.called()),
    }
}

fn kind(of: Type) -> String {
    match of {
        Type::Line => "a line".to_owned(),
        Type::Words => "Markdown".to_owned(),
        Type::List(_, 0, _) => "a list".to_owned(),
        Type::List(_, fewest, most) => format!("a list of {fewest} to {most}"),
        Type::Id => "an id".to_owned(),
        Type::Ids => "ids".to_owned(),
        Type::Lines => "lines".to_owned(),
        Type::Flag => "true or false".to_owned(),
        Type::Whole(least, most) => format!("a whole number, {least} to {most}"),
        Type::Percent(least, most) => format!("per cent, {least} to {most}"),
        Type::Number => "a number".to_owned(),
        Type::Date => "a day, such as 2026-11-23".to_owned(),
        Type::Version => "edition.revision, such as \"1.4\"".to_owned(),
        Type::OneOf(words) => words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", "),
        Type::Table(site) => format!("a table, see {}", heading(site)),
        Type::Names(of) => format!("names, each with {}", kind(*of)),
        Type::Sections(site) => format!("sections, see {}", heading(site)),
    }
}

fn fallback(row: &Row) -> String {
    match row.fallback {
        Fallback::Nothing => "nothing".to_owned(),
        Fallback::Count(count) if row.of == Type::Number => format!("{}", f64::from(count) / 100.0),
        Fallback::Count(count) => count.to_string(),
        Fallback::Flag(flag) => flag.to_string(),
        Fallback::Word(word) => format!("\"{word}\""),
        Fallback::Worked(how) => how.to_owned(),
        Fallback::Required => "**it must be there**".to_owned(),
    }
}

fn only(row: &Row) -> String {
    if row.kinds.is_empty() { String::new() } else { format!("({}) ", row.kinds.join(", ")) }
}
