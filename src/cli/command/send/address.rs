//! The address of a store: it is kept beside what waits for it, and shown, so that no secret belongs into it.

/// Returns what is wrong with an address, and what to do; nothing of it is repeated.
pub(super) fn wrong(to: &str) -> Option<String> {
    let to = to.trim_end_matches('/');
    if without_secrets(to) != to {
        let told = "a store's address has no name, no password and no `?` in it, since it is kept and shown; nothing was done\n\
                    name yourself by `--user` (`user` in `[lrs]`), and put the password into BEDSIDE_LRS_PASSWORD";
        return Some(told.to_owned());
    }
    to.ends_with("/statements").then(|| "`/statements` is put behind the address of a store; leave it out".to_owned())
}

/// Returns an address without a name, a password or a token, which somebody may have written into it: what is shown goes into mails and logs, and the
/// department's log is kept for ever.
pub(super) fn without_secrets(to: &str) -> String {
    let plain = to.split(['?', '#']).next().unwrap_or_default();
    let behind_the_last = |words: &str| words.rsplit('@').next().unwrap_or_default().to_owned();
    let Some((scheme, rest)) = plain.split_once("://") else { return behind_the_last(plain) };
    // Where an `@` stands, anything before the last one may be a secret: a password may have an `@` or a `/` in it. Only behind a plain host it may
    // begin a part of the path.
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let has_plain_port = host.split_once(':').is_none_or(|(_, port)| port.parse::<u16>().is_ok());
    let begins_a_part = |place: usize| path.get(..place).is_some_and(|before| before.ends_with('/'));
    if host.contains('.') && !host.contains('@') && has_plain_port && path.match_indices('@').all(|(place, _)| begins_a_part(place)) {
        return format!("{scheme}://{rest}");
    }
    format!("{scheme}://{}", behind_the_last(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_secret_is_refused_and_not_repeated() {
        for to in ["https://key:s3cret@lrs.example.org/xapi", "https://s3cret@h/x", "https://lrs.example.org/xapi?token=s3cret"] {
            let told = wrong(to).unwrap();
            assert!(told.contains("BEDSIDE_LRS_PASSWORD") && !told.contains("s3cret"), "{told}");
        }
        assert!(wrong("https://lrs.example.org/xapi/statements/").unwrap().contains("leave it out"));
        for to in ["https://lrs.example.org/xapi", "https://lrs.example.org:8443/xapi/", "http://127.0.0.1:80/x", "https://h"] {
            assert_eq!(wrong(to), None, "{to}");
        }
    }

    #[test]
    fn no_password_goes_into_the_log() {
        for (to, noted) in [
            ("https://lrs.example.org/xapi", "https://lrs.example.org/xapi"),
            ("https://jo:secret@lrs.example.org:8443/xapi?token=x", "https://lrs.example.org:8443/xapi"),
            ("https://jo:s@cret@lrs.example.org", "https://lrs.example.org"),
            ("https://lms.example.org/lrs/@us (session 7)", "https://lms.example.org/lrs/@us (session 7)"),
            ("https://lms.example.org:8443/lrs/@us", "https://lms.example.org:8443/lrs/@us"),
            ("https://jo@corp.example:se/cret@lrs.example.org/xapi", "https://lrs.example.org/xapi"),
            ("https://token.abc/def@lrs.example.org/xapi", "https://lrs.example.org/xapi"),
            ("lrs#x", "lrs"),
            ("https://jo:se/cret@lrs.example.org/xapi", "https://lrs.example.org/xapi"),
            ("https://jo:12/34@lrs.example.org/xapi", "https://lrs.example.org/xapi"),
            ("https:/jo:secret@lrs.example.org/xapi", "lrs.example.org/xapi"),
        ] {
            assert_eq!(without_secrets(to), noted);
        }
    }
}
