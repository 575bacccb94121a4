//! A learning record store at the other end of HTTP, as xAPI 1.0.3 has it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::fmt::rfc2822::DateTimeParser;
use ureq::config::Config;
use ureq::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderName, RETRY_AFTER};
use ureq::http::{HeaderMap, Response, Uri};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body};
use uuid::Uuid;

use crate::source::named_file;
use crate::store::Queued;

use super::masked::masked;

/// How long a connection, and an exchange, may take.
const KNOCK: Duration = Duration::from_secs(10);
const EXCHANGE: Duration = Duration::from_mins(1);
/// How much of an answer is read.
const LONGEST: u64 = 1 << 20;
/// How much of an answer is quoted.
const QUOTED: usize = 300;

/// Why nothing was heard from a store.
#[derive(Debug, thiserror::Error)]
pub enum Bad {
    /// The address makes no sense, or is not safe.
    #[error("{0}")]
    Address(String),
    /// The file of certificates cannot be used.
    #[error("the certificates in {} cannot be used: {because}", file.display())]
    Certificates {
        /// The file.
        file: PathBuf,
        /// What is the matter with it.
        because: String,
    },
    /// Whoever answered could not prove to be the one who was meant.
    #[error("{because}")]
    Untrusted {
        /// What the machine said.
        because: String,
    },
    /// There is no machine of the name that is in the address.
    #[error("no such host is known: {because}")]
    Unknown {
        /// What the machine said.
        because: String,
    },
    /// Nothing came back.
    #[error("{because}")]
    Silent {
        /// What the machine said.
        because: String,
    },
}

/// How to get to a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// Its address, the one that `/statements` follows.
    pub to: String,
    /// What stands in the header `Authorization`; empty for nothing.
    pub authorization: String,
    /// What else nobody is to read where a store repeats it, such as the password that the header was made of.
    pub secrets: Vec<String>,
    /// The version of xAPI that the header names.
    pub version: String,
    /// A file with the certificates that are trusted; `None` for those that the machine trusts.
    pub roots: Option<PathBuf>,
    /// The name of its queue in the outbox; `None` for its address.
    pub queue: Option<String>,
    /// How long one exchange may take where somebody waits for it; `None` for a minute, and never more than that.
    pub exchange: Option<Duration>,
}

/// The least that an exchange may take, whoever waits: a busy store needs so long.
const LEAST: Duration = Duration::from_secs(5);

/// A store.
#[derive(Debug)]
pub struct Lrs {
    agent: Agent,
    way: Way,
    secrets: Arc<[String]>,
}

/// What a store answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status, such as 200; 599 for an answer that makes no sense.
    pub status: u16,
    /// How long it wants us to wait, if it said so.
    pub retry_after: Option<Duration>,
    /// Its words.
    pub body: String,
    /// What was said to it that nobody else is to read, for stores and gateways that repeat what they hear.
    secrets: Arc<[String]>,
}

impl Reply {
    /// Whether asking again later may help.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        matches!(self.status, 408 | 425 | 429 | 500..)
    }

    /// Returns its status and its words, in a line.
    pub(super) fn told(&self) -> String {
        format!("{}: {}", self.status, self.said())
    }

    /// Returns the beginning of its words, in a line, without what nobody else is to read.
    #[must_use]
    pub fn said(&self) -> String {
        let line = masked(&self.body, &self.secrets).split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() { "no words".to_owned() } else { line.chars().take(QUOTED).collect() }
    }
}

impl Lrs {
    /// Makes ready to speak to a store. Nothing is sent yet. Proxies are taken from the environment, as other programs do it.
    ///
    /// # Errors
    /// [`Bad`] for an address or certificates that cannot be used.
    pub fn at(mut way: Way) -> Result<Self, Bad> {
        while way.to.ends_with('/') {
            way.to.pop();
        }
        let agent = agent(&way.to, way.roots.as_ref(), way.exchange)?;
        let secrets = secrets(&way).into();
        Ok(Self { agent, way, secrets })
    }

    /// Returns its address.
    #[must_use]
    pub fn to(&self) -> &str {
        &self.way.to
    }

    /// Returns the name of its queue in the outbox.
    #[must_use]
    pub fn queue(&self) -> &str {
        self.way.queue.as_ref().unwrap_or(&self.way.to)
    }

    /// Sends statements as they are.
    ///
    /// # Errors
    /// [`Bad::Silent`] where nothing came back.
    pub fn post(&self, batch: &[Queued]) -> Result<Reply, Bad> {
        let mut body = String::from("[");
        for (number, one) in batch.iter().enumerate() {
            if number > 0 {
                body.push(',');
            }
            body.push_str(&one.body);
        }
        body.push(']');
        let asked = self.agent.post(format!("{}/statements", self.way.to)).header(CONTENT_TYPE, "application/json");
        let mut reply = self.read(self.headed(asked).send(body.as_str()))?;
        // A page that somebody between us and the store shows is no acknowledgement: a store names ids.
        if reply.status == 200 && serde_json::from_str::<Vec<String>>(&reply.body).is_err() {
            reply.status = 599;
        }
        Ok(reply)
    }

    /// Asks for a statement.
    ///
    /// # Errors
    /// [`Bad::Silent`] where nothing came back.
    pub fn get(&self, id: Uuid) -> Result<Reply, Bad> {
        let asked = self.agent.get(format!("{}/statements", self.way.to)).query("statementId", id.to_string());
        self.read(self.headed(asked).call())
    }

    /// Asks for a document that was put down for one person in one enrolment.
    ///
    /// # Errors
    /// [`Bad::Silent`] where nothing came back.
    pub fn state(&self, activity: &str, agent: &str, registration: Uuid, document: &str) -> Result<Reply, Bad> {
        let asked = self.agent.get(format!("{}/activities/state", self.way.to)).query("activityId", activity).query("agent", agent);
        self.read(self.headed(asked.query("registration", registration.to_string()).query("stateId", document)).call())
    }

    /// Asks for a document that was put down for one person.
    ///
    /// # Errors
    /// [`Bad::Silent`] where nothing came back.
    pub fn profile(&self, agent: &str, document: &str) -> Result<Reply, Bad> {
        let asked = self.agent.get(format!("{}/agents/profile", self.way.to)).query("agent", agent);
        self.read(self.headed(asked.query("profileId", document)).call())
    }

    fn read(&self, heard: Result<Response<Body>, ureq::Error>) -> Result<Reply, Bad> {
        read(heard).map(|reply| Reply { secrets: self.secrets.clone(), ..reply })
    }

    fn headed<B>(&self, asked: ureq::RequestBuilder<B>) -> ureq::RequestBuilder<B> {
        let asked = asked.header(ACCEPT, "application/json").header("X-Experience-API-Version", &self.way.version);
        if self.way.authorization.is_empty() { asked } else { asked.header(AUTHORIZATION, &self.way.authorization) }
    }
}

/// Makes ready to speak to an address: in secret, or to this machine.
pub(super) fn agent(to: &str, roots: Option<&PathBuf>, exchange: Option<Duration>) -> Result<Agent, Bad> {
    let address: Uri = to.parse().map_err(|_| Bad::Address(format!("`{to}` is no address")))?;
    let host = address.host().unwrap_or_default();
    let is_here = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
    match address.scheme_str() {
        Some("https") => {}
        Some("http") if is_here => {}
        Some("http") => return Err(Bad::Address("what is said to that address can be read on the way; write `https://`".to_owned())),
        _ => return Err(Bad::Address(format!("`{to}` is no address; write it as `https://lrs.example.org/xapi`"))),
    }
    let roots = match roots {
        None => RootCerts::PlatformVerifier,
        Some(file) => RootCerts::new_with_certs(&certificates(file)?),
    };
    let config = Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_connect(Some(KNOCK))
        .timeout_global(Some(exchange.map_or(EXCHANGE, |most| most.clamp(LEAST, EXCHANGE))))
        .user_agent(concat!("bedside/", env!("CARGO_PKG_VERSION")))
        .tls_config(TlsConfig::builder().root_certs(roots).build())
        .build();
    Ok(config.new_agent())
}

pub(super) fn read(heard: Result<Response<Body>, ureq::Error>) -> Result<Reply, Bad> {
    let mut response = heard.map_err(|said| {
        let because = said.to_string();
        match said {
            said if is_distrust(&said) => Bad::Untrusted { because },
            said if is_unknown(&said) => Bad::Unknown { because },
            _ => Bad::Silent { because },
        }
    })?;
    let wanted = retry_after(response.headers());
    let body = response.body_mut().with_config().limit(LONGEST).lossy_utf8(true).read_to_string();
    let body = body.map_err(|said| Bad::Silent { because: said.to_string() })?;
    Ok(Reply { status: response.status().as_u16(), retry_after: wanted, body, secrets: Arc::default() })
}

/// Returns how long an answer wants us to wait: so many seconds, or until a moment, by the clock that the answer itself shows.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let written = text(RETRY_AFTER)?;
    if let Ok(seconds) = written.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = |written: &str| DateTimeParser::new().parse_timestamp(written).ok();
    let wait = moment(written)?.duration_since(moment(text(DATE)?)?);
    Some(wait.try_into().unwrap_or(Duration::ZERO))
}

/// Whether the certificate of whoever answered is none that is trusted. Trying again does not mend that.
fn is_distrust(said: &ureq::Error) -> bool {
    let ureq::Error::Io(said) = said else { return false };
    let inner = said.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    matches!(inner, Some(rustls::Error::InvalidCertificate(_)))
}

/// Whether there is no host of that name, as far as the machine was told. Where it could not ask, trying again may help.
fn is_unknown(said: &ureq::Error) -> bool {
    let said = match said {
        ureq::Error::HostNotFound => return true,
        ureq::Error::Io(said) => said,
        _ => return false,
    };
    // The standard library keeps no more than the words of the system.
    let words = said.to_string();
    let is_none = ["not known", "No address associated", "does not resolve", "no usable address"].iter().any(|none| words.contains(none));
    words.starts_with("failed to lookup address information") && is_none || cfg!(windows) && said.raw_os_error() == Some(11001)
}

/// Returns what is said to a store that nobody else is to read.
fn secrets(way: &Way) -> Vec<String> {
    let words = way.authorization.split_once(' ').map_or(&*way.authorization, |(_, words)| words);
    way.secrets.iter().map(String::as_str).chain([words]).map(str::to_owned).collect()
}

fn certificates(file: &Path) -> Result<Vec<Certificate<'static>>, Bad> {
    let unread = |because: String| Bad::Certificates { file: file.to_owned(), because };
    let bytes = named_file::bytes(file).map_err(|said| unread(said.to_string()))?;
    let mut found = Vec::new();
    for item in parse_pem(&bytes) {
        if let PemItem::Certificate(certificate) = item.map_err(|said| unread(said.to_string()))? {
            found.push(certificate);
        }
    }
    if found.is_empty() { Err(unread("there is none in it".to_owned())) } else { Ok(found) }
}
