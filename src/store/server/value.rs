//! A value on its way to a server, with its type said outright: a statement is then prepared and carried out in one exchange, which also
//! goes through a pool of connections.

use postgres::types::{ToSql, Type};

/// A value of a statement.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// A number.
    Number(i64),
    /// A number that may be missing.
    MaybeNumber(Option<i64>),
    /// A text.
    Text(String),
    /// A text that may be missing.
    MaybeText(Option<String>),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Many numbers.
    Numbers(Vec<i64>),
    /// Many ids.
    Many(Vec<Vec<u8>>),
    /// Many texts.
    ManyTexts(Vec<String>),
}

impl Value {
    /// Returns it as the client takes it.
    pub(super) fn typed(&self) -> (&(dyn ToSql + Sync), Type) {
        match self {
            Self::Number(number) => (number, Type::INT8),
            Self::MaybeNumber(number) => (number, Type::INT8),
            Self::Text(text) => (text, Type::TEXT),
            Self::MaybeText(text) => (text, Type::TEXT),
            Self::Bytes(bytes) => (bytes, Type::BYTEA),
            Self::Numbers(numbers) => (numbers, Type::INT8_ARRAY),
            Self::Many(ids) => (ids, Type::BYTEA_ARRAY),
            Self::ManyTexts(texts) => (texts, Type::TEXT_ARRAY),
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl From<&[u8; 16]> for Value {
    fn from(bytes: &[u8; 16]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl From<&[u8; 32]> for Value {
    fn from(bytes: &[u8; 32]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}
