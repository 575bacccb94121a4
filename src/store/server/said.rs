//! What a server said when something went wrong: whether it passes, and how it is worded.

use std::error::Error;
use std::io;

use postgres::error::SqlState;

use crate::store;

/// Whether the same thing may well go right in a moment: the server was away, restarts, is crowded, or two transactions met.
pub(super) fn passes(said: &postgres::Error) -> bool {
    match said.code().map(SqlState::code) {
        Some(code) => {
            ["08", "40"].iter().any(|class| code.starts_with(class))
                || ["57P01", "57P02", "57P03", "57014", "53300", "53400", "55P03", "25006"].contains(&code)
        }
        None => said.is_closed() || said.source().is_some_and(<dyn Error>::is::<io::Error>) && !is_distrust(said),
    }
}

/// Whether the connection is of no use any more.
pub(super) fn is_cut(said: &postgres::Error) -> bool {
    match said.code().map(SqlState::code) {
        Some(code) => code.starts_with("08") || code.starts_with("57P") || code == "25006",
        None => true,
    }
}

/// Whether what was to be made is there: somebody else made it between the look and the making. Servers have several words for it, as
/// the one who comes second may meet the row of the table, its type or its name.
pub(super) fn is_there_already(said: &postgres::Error) -> bool {
    said.code().is_some_and(|code| ["23505", "42P07", "42710"].contains(&code.code()))
}

/// Whether the server could not prove who it is.
fn is_distrust(said: &postgres::Error) -> bool {
    said.to_string().starts_with("error performing TLS handshake")
}

/// Whether the server asked for a password and there was none to give: it is not the server that says so.
fn is_without_password(said: &postgres::Error) -> bool {
    said.source().is_some_and(|source| source.to_string() == "password missing")
}

/// Words what a server said.
pub(super) fn worded(server: &str, said: &postgres::Error) -> store::Error {
    let server = server.to_owned();
    let because = match (said.as_db_error(), said.source()) {
        _ if is_without_password(said) => "it wants a password; set PGPASSWORD (`~/.pgpass` is not read)".to_owned(),
        (Some(told), _) => told.message().to_owned(),
        (None, Some(source)) => format!("{}: {source}", outer(said, source)),
        (None, None) => said.to_string(),
    };
    match said.code().map(SqlState::code) {
        Some("42501") => store::Error::Forbidden { server, because },
        Some(code) if code.starts_with("28") || code == "3D000" => store::Error::Shut { server, because },
        // Nothing else that anything refers to is ever taken out.
        Some("23503") => store::Error::Forgotten,
        Some("53100") => store::Error::FullServer { server },
        None if is_distrust(said) || is_without_password(said) => store::Error::Shut { server, because },
        _ if passes(said) => store::Error::Away { server, because },
        _ => store::Error::FailedServer { server, because },
    }
}

/// Returns the outer words of an error that quotes its cause.
fn outer(said: &postgres::Error, source: &dyn Error) -> String {
    let (whole, inner) = (said.to_string(), source.to_string());
    whole.strip_suffix(&inner).map_or(whole.clone(), |outer| outer.trim_end_matches([' ', ':']).to_owned())
}
