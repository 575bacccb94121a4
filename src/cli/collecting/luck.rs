//! Luck for salts: sixteen bytes that nobody can guess, for each record.

use crate::cli::key_file::BadKey;
use crate::record::records::Salt;

/// Luck for salts, drawn from the machine a page at a time.
#[derive(Default)]
pub(super) struct Luck {
    drawn: Vec<u8>,
}

impl Luck {
    /// Returns the next salt.
    pub(super) fn salt(&mut self) -> Result<Salt, BadKey> {
        if self.drawn.len() < 16 {
            self.drawn.resize(4096, 0);
            getrandom::fill(&mut self.drawn).map_err(|said| BadKey::NoLuck { because: said.to_string() })?;
        }
        let mut salt = [0; 16];
        for (byte, from) in salt.iter_mut().zip(self.drawn.drain(self.drawn.len() - 16..)) {
            *byte = from;
        }
        Ok(Salt(salt))
    }
}
