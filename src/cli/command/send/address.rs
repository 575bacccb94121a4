//! The address of a store: it is kept beside what waits for it, and shown, so that no secret belongs into it.

/// What is shown of an address where it cannot be told which part of it is a secret.
const MASKED: &str = "https://***";

/// Returns what is wrong with an address, and what to do; nothing of it is repeated.
pub(super) fn wrong(to: &str) -> Option<String> {
    let to = to.trim_end_matches('/');
    if Parts::of(to).is_none_or(|parts| parts.has_secret() || parts.is_asking) && to.contains(['@', '?', '#']) {
        let told = "a store's address has no name, no password and no `?` in it, since it is kept and shown; nothing was done\n\
                    name yourself by `--user` (`user` in `[lrs]`), and put the password into BEDSIDE_LRS_PASSWORD";
        return Some(told.to_owned());
    }
    to.ends_with("/statements").then(|| "`/statements` is put behind the address of a store; leave it out".to_owned())
}

/// Returns an address without a name, a password or a token, which somebody may have written into it: what is shown goes into mails and logs, and the
/// department's log is kept for ever.
pub(super) fn without_secrets(to: &str) -> String {
    match Parts::of(to) {
        Some(parts) if parts.is_doubtful() => MASKED.to_owned(),
        Some(Parts { scheme, authority, path, .. }) => {
            let host = authority.rsplit('@').next().unwrap_or_default();
            format!("{scheme}://{host}{path}")
        }
        None if to.contains('@') => MASKED.to_owned(),
        None => to.split(['?', '#']).next().unwrap_or_default().to_owned(),
    }
}

/// The parts of an address, as whoever opens it takes it apart.
struct Parts<'a> {
    scheme: &'a str,
    /// What ends at the first `/`, `?` or `#`: the host, perhaps with a port behind it, and with a name and a password before it.
    authority: &'a str,
    /// What comes then, before a `?` or a `#`.
    path: &'a str,
    /// All that comes behind the host.
    rest: &'a str,
    /// Whether there is something behind a `?` or a `#`.
    is_asking: bool,
}

impl<'a> Parts<'a> {
    fn of(to: &'a str) -> Option<Self> {
        let (scheme, behind) = to.split_once("://")?;
        let (authority, rest) = behind.split_at(behind.find(['/', '?', '#']).unwrap_or(behind.len()));
        let (path, asked) = rest.split_at(rest.find(['?', '#']).unwrap_or(rest.len()));
        Some(Self { scheme, authority, path, rest, is_asking: !asked.is_empty() })
    }

    /// Whether a name or a password stands in it: before the host, or where a password with a `/`, a `?` or a `#` in it is cut in two.
    fn has_secret(&self) -> bool {
        self.authority.contains('@') || self.is_cut()
    }

    /// Whether the host ends in what is no port, so that it is a name with the beginning of a password, whose end comes later.
    fn is_cut(&self) -> bool {
        self.port().is_some_and(|port| port.parse::<u16>().is_err()) && self.rest.contains('@')
    }

    /// What stands behind the host. The number of a host may have a `:` in it, between brackets.
    fn port(&self) -> Option<&'a str> {
        let host = self.authority.rsplit('@').next()?;
        host.rsplit_once(']').map_or(host, |(_, behind)| behind).split_once(':').map(|(_, port)| port)
    }

    /// Whether what looks like the host may be a part of a secret, and the host what comes behind a later `@`.
    fn is_doubtful(&self) -> bool {
        if self.authority.contains('@') {
            return self.rest.contains('@');
        }
        let may_be_a_name = !self.authority.starts_with('[') && (self.port().is_some() || !self.authority.contains('.'));
        self.is_cut() || may_be_a_name && self.rest.match_indices('@').any(|(place, _)| self.may_be_a_host(place))
    }

    /// Whether the `@` at a place behind the host stands before something like a host. At the beginning of a part of the path it does not.
    fn may_be_a_host(&self, place: usize) -> bool {
        let (before, behind) = self.rest.split_at(place);
        let next = behind.trim_start_matches('@').split(['/', '?', '#', '@']).next().unwrap_or_default();
        !before.ends_with('/') && (next.contains(['.', ':']) || next == "localhost")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_secret_is_refused_and_not_repeated() {
        for to in [
            "https://key:s3cret@lrs.example.org/xapi",
            "https://s3cret@h/x",
            "https://lrs.example.org/xapi?token=s3cret",
            "https://key:s3/cret@lrs.example.org/xapi",
            "https:/key:s3cret@lrs.example.org/xapi",
        ] {
            let told = wrong(to).unwrap();
            assert!(told.contains("BEDSIDE_LRS_PASSWORD") && !told.contains("s3cret"), "{told}");
        }
        assert!(wrong("https://lrs.example.org/xapi/statements/").unwrap().contains("leave it out"));
        for to in ["https://lrs.example.org/xapi", "https://lrs.example.org:8443/xapi/", "http://127.0.0.1:80/x", "https://h"] {
            assert_eq!(wrong(to), None, "{to}");
        }
    }

    #[test]
    fn an_address_that_only_has_such_a_letter_in_its_path_is_taken_and_shown_as_it_is() {
        for to in [
            "https://lrs:8443/@tenant/xapi",
            "https://lrs:8443/a@b/xapi",
            "https://lrs.example.org/xapi/a@b",
            "https://lrs.example.org/xapi/a@b.org",
            "https://[::1]:8080/xapi/@us",
            "https://[::1]/a@b.org:x",
            "http://localhost/@us",
        ] {
            assert_eq!((wrong(to), without_secrets(to).as_str()), (None, to));
        }
        // It may be one of `jo` with the password `12/34`: it is taken for what it is, and not shown.
        let either = "https://jo:12/34@lrs.example.org/xapi";
        assert_eq!((wrong(either), without_secrets(either).as_str()), (None, MASKED));
    }

    #[test]
    fn no_password_goes_into_the_log() {
        for (to, noted) in [
            ("https://lrs.example.org/xapi", "https://lrs.example.org/xapi"),
            ("https://jo:secret@lrs.example.org:8443/xapi?token=x", "https://lrs.example.org:8443/xapi"),
            ("https://jo:s@cret@lrs.example.org", "https://lrs.example.org"),
            ("https://lms.example.org/lrs/@us (session 7)", "https://lms.example.org/lrs/@us (session 7)"),
            ("https://lms.example.org:8443/lrs/@us", "https://lms.example.org:8443/lrs/@us"),
            ("https://jo@corp.example:se/cret@lrs.example.org/xapi", MASKED),
            ("https://jo:12@34/secret@lrs.example.org/xapi", MASKED),
            ("https://jo:se?cret@lrs.example.org/xapi", MASKED),
            ("lrs#x", "lrs"),
            ("https://jo:se/cret@lrs.example.org/xapi", MASKED),
            ("https://jo:12/34@lrs.example.org/xapi", MASKED),
            ("https://jo.smith:12/34@lrs.example.org/xapi", MASKED),
            ("https://token/abc@lrs.example.org/xapi", MASKED),
            ("https:/jo:secret@lrs.example.org/xapi", MASKED),
        ] {
            assert_eq!(without_secrets(to), noted);
        }
    }
}
