//! A learning-management system at the other end, as cmi5 has it: the one-time token, the launch data, the learner's preferences.

use std::path::PathBuf;

use serde_json::Value;

use crate::cmi5::{self, Launch, LaunchData, NoLaunchData};
use crate::language::Tag;

use super::lrs::{self, Bad, Lrs, Reply};

/// What the learner can do.
const ANEW: &str = "start the course anew from your learning-management system; what you did before is kept";

/// Why a course that a system started cannot begin. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Unlaunched {
    /// The address makes no sense, is not safe, or nobody answers there.
    #[error("your learning-management system cannot be reached: {0}\n{ANEW}")]
    Away(#[from] Bad),
    /// Another course was started than the one at hand.
    #[error(
        "your learning-management system starts the course `{started}`, and the course at hand is `{at_hand}`\n\
         name the folder of `{started}` by `--course`, by BEDSIDE_COURSE, or as `course` in config.toml, and start it from there again"
    )]
    Another {
        /// The id of the one that was started.
        started: String,
        /// The id of the one at hand.
        at_hand: String,
    },
    /// The address was used before, or is too old.
    #[error("this start was used before, or is too old: {said}\n{ANEW}")]
    Used {
        /// The system's words.
        said: String,
    },
    /// The system does not let us in.
    #[error("your learning-management system did not let the course in: {said}\n{ANEW}, or ask whoever runs it")]
    Denied {
        /// The system's words.
        said: String,
    },
    /// Something went wrong there.
    #[error("something went wrong in your learning-management system: {said}\n{ANEW}, or ask whoever runs it")]
    Broken {
        /// The system's words.
        said: String,
    },
    /// What came is not what cmi5 says should come.
    #[error("what your learning-management system answered is not cmi5: {said}\nask whoever runs it; what you did before is kept")]
    Strange {
        /// What came.
        said: String,
    },
    /// The launch data make no sense.
    #[error("the launch data of your learning-management system make no sense: {0}\nask whoever runs it; what you did before is kept")]
    Senseless(#[from] NoLaunchData),
}

/// Gets the token of a launch. It is given once, so this is asked once.
///
/// # Errors
/// [`Unlaunched`].
pub fn token(fetch: &str, roots: Option<&PathBuf>) -> Result<String, Unlaunched> {
    let reply = lrs::read(lrs::agent(fetch, roots, None)?.post(fetch).send_empty())?;
    let answer: Value = serde_json::from_str(&reply.body).unwrap_or_default();
    let text = |name: &str| match answer.get(name) {
        Some(Value::String(text)) => Some(text.trim().to_owned()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    if let Some(code) = text("error-code") {
        let said = text("error-text").filter(|words| !words.is_empty()).unwrap_or_else(|| format!("error {code}"));
        return Err(match code.as_str() {
            "1" => Unlaunched::Used { said },
            "2" => Unlaunched::Denied { said },
            _ => Unlaunched::Broken { said },
        });
    }
    let said = format!("{}: {}", reply.status, reply.said());
    match (reply.status, text("auth-token")) {
        (200, Some(token)) if !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(token),
        (401 | 403, _) => Err(Unlaunched::Denied { said }),
        (500.., _) => Err(Unlaunched::Broken { said }),
        (200, _) => Err(Unlaunched::Strange { said: "it gave no token".to_owned() }),
        _ => Err(Unlaunched::Strange { said }),
    }
}

impl Lrs {
    /// Gets what the system tells of a launch.
    ///
    /// # Errors
    /// [`Unlaunched`].
    pub fn launch_data(&self, launch: &Launch) -> Result<LaunchData, Unlaunched> {
        let reply = asked_twice(|| self.state(&launch.activity, &launch.actor.written, launch.registration, "LMS.LaunchData"))?;
        let said = format!("{}: {}", reply.status, reply.said());
        match reply.status {
            200 => Ok(LaunchData::read(&reply.body)?),
            401 | 403 => Err(Unlaunched::Denied { said }),
            500.. => Err(Unlaunched::Broken { said }),
            _ => Err(Unlaunched::Strange { said }),
        }
    }

    /// Returns the languages that the learner prefers, best first; none where the system does not tell.
    #[must_use]
    pub fn languages(&self, launch: &Launch) -> Vec<Tag> {
        let reply = asked_twice(|| self.profile(&launch.actor.written, "cmi5LearnerPreferences"));
        reply.ok().filter(|reply| reply.status == 200).map(|reply| cmi5::languages(&reply.body)).unwrap_or_default()
    }
}

/// Asks once more where the first try came to nothing: the token was given, and is not given again.
fn asked_twice(ask: impl Fn() -> Result<Reply, Bad>) -> Result<Reply, Bad> {
    match ask() {
        Ok(reply) if !reply.is_passing() => Ok(reply),
        Ok(_) | Err(_) => ask(),
    }
}
