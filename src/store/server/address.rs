//! The address of a records server, as it is written after `--data`, and how the way there is kept safe.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use postgres::Config;
use postgres::config::{Host, SslMode};

use crate::store::Error;

/// How long the server may take to let somebody in, unless the address says otherwise.
const KNOCK: Duration = Duration::from_secs(3);
/// The port of a server where the address names none.
const USUAL_PORT: u16 = 5432;
/// After how long without an answer to what was sent a connection counts as cut.
const SILENCE: Duration = Duration::from_secs(5);

/// Where a records server is, and who asks.
#[derive(Clone)]
pub struct Address {
    pub(super) config: Config,
    /// The file with the certificates that are trusted; `None` for those that the machine trusts.
    pub(super) roots: Option<PathBuf>,
}

/// What may be the matter with an address that cannot be read.
const UNREAD: &str = "it cannot be read; in a name or a password write @ : / ? # % and blanks as %40 %3A %2F %3F %23 %25 %20, or put the password \
                      into PGPASSWORD";

impl Address {
    /// Whether something after `--data` is the address of a server and no folder.
    #[must_use]
    pub fn is_one(written: &str) -> bool {
        written.starts_with("postgres://") || written.starts_with("postgresql://")
    }

    /// Returns what is the matter with something after `--data` that is meant as an address and is none: else it would be a new folder of
    /// that name, and what is kept there nobody would find again. Not more of it is said than its beginning; it may hold a password.
    #[must_use]
    pub fn mistyped(written: &str) -> Option<String> {
        let (scheme, rest) = written.split_once(':').filter(|_| !Self::is_one(written))?;
        let is_ours = ["postgres", "postgresql"].iter().any(|ours| scheme.eq_ignore_ascii_case(ours));
        let is_word = !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        if !(is_ours || is_word && rest.starts_with("//")) {
            return None;
        }
        let slashes: String = rest.chars().take_while(|letter| *letter == '/').take(3).collect();
        Some(format!(
            "`{scheme}:{slashes}` begins no address that is known here, and no folder\nwrite a records server as `postgres://NAME@HOST/DATABASE`, and a folder as it is called"
        ))
    }

    /// Reads an address. `told` knows the variables of the environment; a password is better there than in the address.
    ///
    /// # Errors
    /// [`Error::Address`] for one that makes no sense.
    pub fn read(written: &str, told: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let wrong = |because: &str| Error::Address { because: because.to_owned() };
        let (place, query) = written.split_once('?').unwrap_or((written, ""));
        let (mut rest, mut roots, mut mode): (Vec<&str>, Option<PathBuf>, Option<&str>) = (Vec::new(), None, None);
        for part in query.split('&').filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some(("sslrootcert", "system")) => roots = None,
                Some(("sslrootcert", file)) => roots = Some(decoded(file).ok_or_else(|| wrong("sslrootcert names no file"))?.into()),
                Some(("sslmode", word)) => mode = Some(word),
                _ => rest.push(part),
            }
        }
        let mut plain = place.to_owned();
        if !rest.is_empty() {
            plain.push('?');
            plain.push_str(&rest.join("&"));
        }
        // What the parser says may quote the address, and the password with it.
        let mut config: Config = plain.parse().map_err(|_| wrong(UNREAD))?;
        if config.get_hosts().is_empty() {
            return Err(wrong("it names no host"));
        }
        let is_here = config.get_hosts().iter().all(is_here) && config.get_hostaddrs().iter().all(IpAddr::is_loopback);
        let mode = match mode {
            Some("disable") => SslMode::Disable,
            Some("allow" | "prefer") if is_here => SslMode::Prefer,
            // Whoever stands between could say that the server has no secrets, and would then hear the password.
            Some("allow" | "prefer" | "require" | "verify-ca" | "verify-full") => SslMode::Require,
            Some(_) => return Err(wrong("sslmode is disable, prefer, or require")),
            None if roots.is_none() && is_here => SslMode::Disable,
            None => SslMode::Require,
        };
        config.ssl_mode(mode);
        config.application_name(concat!("bedside ", env!("CARGO_PKG_VERSION")));
        if config.get_user().is_none() {
            let user =
                told("PGUSER").or_else(|| told("USER")).ok_or_else(|| wrong("it names nobody; write `postgres://NAME@HOST/DATABASE`"))?;
            config.user(&user);
        }
        if let Some(password) = told("PGPASSWORD").filter(|_| config.get_password().is_none()) {
            config.password(password);
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(KNOCK);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(SILENCE);
        }
        config.keepalives_idle(SILENCE);
        config.keepalives_interval(SILENCE);
        config.keepalives_retries(3);
        Ok(Self { config, roots })
    }
}

/// Names the server and the database, and nothing that is a secret.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // One port may stand for all hosts.
        let ports = self.config.get_ports();
        let port = |place: usize| ports.get(place).or_else(|| ports.first()).filter(|port| **port != USUAL_PORT);
        let hosts = self.config.get_hosts().iter().enumerate().map(|(place, host)| match host {
            Host::Tcp(name) => port(place).map_or_else(|| name.clone(), |port| format!("{name}:{port}")),
            #[cfg(unix)]
            Host::Unix(path) => path.display().to_string(),
        });
        write!(f, "{}", hosts.collect::<Vec<_>>().join(", "))?;
        self.config.get_dbname().map_or(Ok(()), |name| write!(f, "/{name}"))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Address").field(&self.to_string()).finish()
    }
}

/// Whether a host is this machine itself, where nobody listens in on the way.
fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// Undoes `%20` and its like.
fn decoded(written: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let (high, low) = (rest.next()?, rest.next()?);
            let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            bytes.push(digit(high)? * 16 + digit(low)?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().filter(|path| !path.is_empty())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn read(written: &str) -> Result<Address, Error> {
        Address::read(written, |name| (name == "PGPASSWORD").then(|| "from-outside".to_owned()))
    }

    #[test]
    fn a_far_server_is_spoken_to_in_secret_and_a_near_one_need_not_be() {
        let mode = |written: &str| read(written).unwrap().config.get_ssl_mode();
        assert_eq!(mode("postgres://ana@records.example.org/bedside"), SslMode::Require);
        assert_eq!(mode("postgres://ana@127.0.0.1/bedside"), SslMode::Disable);
        assert_eq!(mode("postgres://ana@localhost/bedside"), SslMode::Disable);
        assert_eq!(mode("postgres://ana@localhost/bedside?sslrootcert=/etc/ca.pem"), SslMode::Require);
        assert_eq!(mode("postgres://ana@localhost,records.example.org/bedside"), SslMode::Require);
        assert_eq!(mode("postgres://ana@records.example.org/bedside?sslmode=verify-full"), SslMode::Require);
        assert_eq!(mode("postgres://ana@records.example.org/bedside?sslmode=disable"), SslMode::Disable);
    }

    #[test]
    fn no_word_but_disable_sends_a_password_to_a_far_server_in_the_clear() {
        let mode = |written: &str| read(written).unwrap().config.get_ssl_mode();
        for word in ["allow", "prefer"] {
            assert_eq!(mode(&format!("postgres://ana@records.example.org/bedside?sslmode={word}")), SslMode::Require);
            assert_eq!(mode(&format!("postgres://ana@localhost/bedside?hostaddr=192.0.2.7&sslmode={word}")), SslMode::Require);
            assert_eq!(mode(&format!("postgres://ana@localhost/bedside?sslmode={word}")), SslMode::Prefer);
        }
        // What a name is said to lead to is where the words go.
        assert_eq!(mode("postgres://ana@localhost/bedside?hostaddr=192.0.2.7"), SslMode::Require);
        assert_eq!(mode("postgres://ana@localhost/bedside?hostaddr=127.0.0.1"), SslMode::Disable);
    }

    #[test]
    fn an_own_file_of_certificates_is_named_beside_other_settings() {
        let address = read("postgres://ana@h/bedside?sslrootcert=/etc/our%20ca.pem&connect_timeout=9").unwrap();
        assert_eq!(address.roots.as_deref(), Some(Path::new("/etc/our ca.pem")));
        assert_eq!(address.config.get_connect_timeout(), Some(&Duration::from_secs(9)));
    }

    #[test]
    fn no_password_is_ever_told() {
        let address = read("postgres://ana:s3cret@records.example.org:6432/bedside").unwrap();
        assert_eq!(address.config.get_password(), Some(&b"s3cret"[..]));
        assert_eq!(
            (address.to_string(), format!("{address:?}")),
            ("records.example.org:6432/bedside".into(), "Address(\"records.example.org:6432/bedside\")".into())
        );
        assert_eq!(read("postgres://ana@records.example.org:5432/bedside").unwrap().to_string(), "records.example.org/bedside");
        let told = read("postgres://ana:p@ss w/?s3cret@h/b").unwrap_err().to_string();
        assert!(told.contains("%40") && told.contains("PGPASSWORD") && !told.contains("s3cret"), "{told}");
        assert_eq!(read("postgres://ana@h/b").unwrap().config.get_password(), Some(&b"from-outside"[..]));
        let told = read("postgres://ana:s3cret@h:port/b").unwrap_err().to_string();
        assert!(!told.contains("s3cret"), "{told}");
    }

    #[test]
    fn what_is_meant_as_an_address_is_not_taken_for_a_folder() {
        for (written, begins) in [
            ("Postgres://ana:s3cret@h/b", "`Postgres://` begins no address"),
            ("POSTGRESQL://h/b", "`POSTGRESQL://` begins"),
            ("postgres:/ana:s3cret@h/b", "`postgres:/` begins"),
            ("postgresql:h", "`postgresql:` begins"),
            ("mysql://ana:s3cret@h/b", "`mysql://` begins"),
            ("postgresql+psycopg://h/b", "`postgresql+psycopg://` begins"),
            ("file:///var/bedside", "`file:///` begins"),
        ] {
            let told = Address::mistyped(written).unwrap();
            assert!(told.starts_with(begins) && !told.contains("s3cret"), "{told}");
        }
        for folder in
            ["postgres://h/b", "postgresql://h/b", "records", "./postgres:/h", "C:\\bedside", "c:/bedside", "/srv/a:b", "postgres"]
        {
            assert_eq!(Address::mistyped(folder), None, "{folder}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for written in [
            "postgres://",
            "postgres:///b",
            "postgres://ana@h/b?sslmode=maybe",
            "postgres://ana@h/b?sslrootcert=",
            "postgres://ana@h/b?x=y",
        ] {
            assert!(matches!(read(written), Err(Error::Address { .. })), "{written}");
        }
    }
}
