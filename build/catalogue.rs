//! Reads the program's own words, written as Fluent messages in `src/language/<lang>/*.ftl`, and makes a function of each message.
//!
//! Nothing is parsed when the program runs. English leads: its messages give the functions their names and the order of their
//! arguments, and it stands in where another language has no words yet. `tests/it/words.rs` uses this file too.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;

/// A language: its code, which names its folder, and its name in `Language`.
pub(crate) type Tongue = (&'static str, &'static str);

/// The languages. The first one leads.
pub(crate) const TONGUES: [Tongue; 2] = [("en", "English"), ("es", "Spanish")];

/// The kinds of number that the grammars of these languages tell apart, as Unicode names them and as `Plural` has them.
const PLURALS: [&str; 3] = ["one", "many", "other"];

/// What no function can be called.
const TAKEN: [&str; 16] =
    ["as", "break", "continue", "else", "for", "if", "in", "let", "loop", "match", "move", "return", "type", "use", "where", "while"];

/// A part of what a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// Letters as they are.
    Letters(String),
    /// What is handed in.
    Argument(String),
    /// One of several wordings, by a number that is handed in.
    ByNumber {
        /// The number.
        argument: String,
        /// For a number itself or for a kind of number.
        wordings: Vec<(String, Vec<Said>)>,
        /// For every other number.
        otherwise: Vec<Said>,
    },
}

/// Messages by name, of one language.
pub(crate) type Messages = BTreeMap<String, Vec<Said>>;

/// All messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Catalogue {
    /// By language.
    pub(crate) languages: Vec<(Tongue, Messages)>,
    /// What is wrong, with language, file and message.
    pub(crate) wrong: Vec<String>,
    /// Messages that a language has no words for yet, as `es: home-next`.
    pub(crate) missing: Vec<String>,
}

/// Reads the files of all languages, each given as language, file name and text.
pub(crate) fn read(files: &[(String, String, String)]) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for tongue in TONGUES {
        let mut messages = Messages::new();
        for (_, file, text) in files.iter().filter(|(code, ..)| code == tongue.0) {
            let told = read_file(text, &mut messages);
            catalogue.wrong.extend(told.into_iter().map(|wrong| format!("{}/{file}: {wrong}", tongue.0)));
        }
        catalogue.languages.push((tongue, messages));
    }
    compare(&mut catalogue);
    catalogue
}

/// Compares each language with the one that leads.
fn compare(catalogue: &mut Catalogue) {
    let Some(((leading, english), others)) = catalogue.languages.split_first() else { return };
    for ((code, _), messages) in others {
        for (name, said) in messages {
            match english.get(name) {
                None => catalogue.wrong.push(format!("{code}: `{name}` is not a message of {}", leading.0)),
                Some(led) if set(led) != set(said) => {
                    let named = |said: &[Said]| arguments(said).iter().map(|each| format!("${each}")).collect::<Vec<_>>().join(", ");
                    catalogue.wrong.push(format!("{code}: `{name}` says {{{}}}, and {} says {{{}}}", named(said), leading.0, named(led)));
                }
                Some(_) => {}
            }
        }
        let without = english.keys().filter(|name| !messages.contains_key(*name));
        catalogue.missing.extend(without.map(|name| format!("{code}: {name}")));
    }
}

fn set(said: &[Said]) -> BTreeSet<String> {
    arguments(said).into_iter().collect()
}

fn read_file(text: &str, messages: &mut Messages) -> Vec<String> {
    let resource = match parser::parse(text) {
        Ok(resource) => resource,
        Err((_, errors)) => {
            let line = |at: usize| 1 + text.get(..at).unwrap_or("").matches('\n').count();
            return errors.iter().map(|error| format!("line {}: {}", line(error.pos.start), error.kind)).collect();
        }
    };
    let mut wrong = Vec::new();
    for entry in resource.body {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Term(term) => {
                wrong.push(format!("`-{}` is a term; write its words where they are used", term.id.name));
                continue;
            }
            _ => continue,
        };
        let name = message.id.name;
        if TAKEN.contains(&name) {
            wrong.push(format!("`{name}` is a word of Rust; call the message otherwise"));
        } else if !message.attributes.is_empty() {
            wrong.push(format!("`{name}` has attributes; make each a message"));
        } else if let Some(value) = &message.value {
            match said(value) {
                Ok(_) if messages.contains_key(name) => wrong.push(format!("`{name}` stands there twice")),
                Ok(said) => {
                    messages.insert(name.to_owned(), said);
                }
                Err(because) => wrong.push(format!("`{name}` {because}")),
            }
        }
    }
    wrong
}

fn said(pattern: &Pattern<&str>) -> Result<Vec<Said>, String> {
    let mut all = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => letters(value, &mut all),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(InlineExpression::StringLiteral { value }) => letters(&unescape_unicode_to_string(value), &mut all),
                Expression::Inline(InlineExpression::VariableReference { id }) => all.push(Said::Argument(snake(id.name))),
                Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                    let (mut wordings, mut otherwise) = (Vec::new(), Vec::new());
                    for variant in variants {
                        let key = match &variant.key {
                            VariantKey::Identifier { name } => *name,
                            VariantKey::NumberLiteral { value } => *value,
                        };
                        if !PLURALS.contains(&key) && key.parse::<u64>().is_err() {
                            return Err(format!("chooses by `{key}`, which is neither a whole number nor one of {}", PLURALS.join(", ")));
                        }
                        let words = said(&variant.value)?;
                        if variant.default {
                            otherwise = words;
                        } else {
                            wordings.push((key.to_owned(), words));
                        }
                    }
                    all.push(Said::ByNumber { argument: snake(id.name), wordings, otherwise });
                }
                _ => return Err("holds something other than words, an argument, or a choice by number".to_owned()),
            },
        }
    }
    Ok(all)
}

fn letters(more: &str, all: &mut Vec<Said>) {
    match all.last_mut() {
        Some(Said::Letters(letters)) => letters.push_str(more),
        _ => all.push(Said::Letters(more.to_owned())),
    }
}

/// Returns the arguments of a message in the order it names them.
pub(crate) fn arguments(said: &[Said]) -> Vec<String> {
    let mut names = Vec::new();
    for part in said {
        let here = match part {
            Said::Letters(_) => Vec::new(),
            Said::Argument(name) => vec![name.clone()],
            Said::ByNumber { argument, wordings, otherwise } => {
                let inner = wordings.iter().map(|(_, words)| words).chain([otherwise]).flat_map(|words| arguments(words));
                std::iter::once(argument.clone()).chain(inner).collect()
            }
        };
        for name in here {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Returns the arguments that a message chooses by.
fn numbers(said: &[Said]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for part in said {
        if let Said::ByNumber { argument, wordings, otherwise } = part {
            all.insert(argument.clone());
            for (_, words) in wordings {
                all.extend(numbers(words));
            }
            all.extend(numbers(otherwise));
        }
    }
    all
}

/// Returns a message's name as a function's.
pub(crate) fn snake(name: &str) -> String {
    name.replace('-', "_").to_lowercase()
}

/// Returns the functions in Rust.
pub(crate) fn rust(catalogue: &Catalogue) -> String {
    let mut code = String::from("impl Language {\n");
    let Some((_, lead)) = catalogue.languages.first() else { return code };
    for (name, led) in lead {
        // What a language has no words for is said in the language that leads.
        let arms: Vec<(&str, &Vec<Said>)> =
            catalogue.languages.iter().map(|((_, tongue), messages)| (*tongue, messages.get(name).unwrap_or(led))).collect();
        let names = arguments(led);
        let chosen: BTreeSet<String> = arms.iter().flat_map(|(_, said)| numbers(said)).collect();
        let takes: String =
            names
                .iter()
                .map(|name| {
                    if chosen.contains(name) { format!(", {name}: impl Into<Count>") } else { format!(", {name}: impl std::fmt::Display") }
                })
                .collect();
        let gives = if names.is_empty() { "&'static str" } else { "String" };
        let _ = writeln!(code, "    /// {}", shown(led));
        let _ = writeln!(code, "    pub(crate) fn {}(self{takes}) -> {gives} {{", snake(name));
        for name in &chosen {
            let _ = writeln!(code, "        let {name}: Count = {name}.into();");
        }
        code.push_str("        match self {\n");
        for (tongue, said) in arms {
            let says = if names.is_empty() { format!("{:?}", plain(said)) } else { expression(said) };
            let _ = writeln!(code, "            Self::{tongue} => {says},");
        }
        code.push_str("        }\n    }\n");
    }
    code.push_str("}\n");
    code
}

/// Returns what a message says, for the line above its function.
fn shown(said: &[Said]) -> String {
    let part = |part: &Said| match part {
        Said::Letters(letters) => letters.replace('\n', " "),
        Said::Argument(name) => format!("`{name}`"),
        Said::ByNumber { otherwise, .. } => shown(otherwise),
    };
    said.iter().map(part).collect::<String>().replace('[', "\\[").replace('<', "\\<")
}

fn plain(said: &[Said]) -> String {
    said.iter().map(|part| if let Said::Letters(letters) = part { letters.as_str() } else { "" }).collect()
}

/// Returns an expression that makes a text.
fn expression(said: &[Said]) -> String {
    if said.iter().all(|part| matches!(part, Said::Letters(_))) {
        return format!("{:?}.to_owned()", plain(said));
    }
    if let [Said::ByNumber { argument, wordings, otherwise }] = said {
        return choice(argument, wordings, otherwise);
    }
    let (mut format, mut given) = (String::new(), String::new());
    for part in said {
        match part {
            Said::Letters(letters) => format.push_str(&letters.replace('{', "{{").replace('}', "}}")),
            Said::Argument(name) => {
                let _ = write!(format, "{{{name}}}");
            }
            Said::ByNumber { argument, wordings, otherwise } => {
                format.push_str("{}");
                let _ = write!(given, ", {}", choice(argument, wordings, otherwise));
            }
        }
    }
    format!("format!({format:?}{given})")
}

fn choice(argument: &str, wordings: &[(String, Vec<Said>)], otherwise: &[Said]) -> String {
    // A number itself comes before the kind it is of.
    let (exact, kinds): (Vec<_>, Vec<_>) = wordings.iter().partition(|(key, _)| key.parse::<u64>().is_ok());
    let mut arms = String::new();
    for (key, words) in exact {
        let _ = write!(arms, "({key}, _) => {}, ", expression(words));
    }
    for (key, words) in kinds {
        let mut kind = key.clone();
        if let Some(first) = kind.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let _ = write!(arms, "(_, Plural::{kind}) => {}, ", expression(words));
    }
    format!("match ({argument}.get(), self.plural({argument})) {{ {arms}_ => {} }}", expression(otherwise))
}
