//! The department's records of a place, whatever it is: a folder of this machine, or a server.

use crate::record::Records;

use super::Error;
use super::journals::At;
use super::records::SqliteRecords;
use super::server::ServerRecords;

/// Opens the department's records of a place; makes them where there are none.
///
/// # Errors
/// Any [`Error`]; nothing is then changed.
pub fn department(at: &At) -> Result<Box<dyn Records>, Error> {
    Ok(match at {
        At::Folder(folder) => Box::new(SqliteRecords::open(folder)?),
        At::Server(address) => Box::new(ServerRecords::open(address)?),
    })
}

/// Opens the department's records of a place where there are any.
///
/// # Errors
/// Any [`Error`]; nothing is then changed.
pub fn department_if_there(at: &At) -> Result<Option<Box<dyn Records>>, Error> {
    Ok(match at {
        At::Folder(folder) => SqliteRecords::open_if_there(folder)?.map(|records| Box::new(records) as Box<dyn Records>),
        At::Server(address) => ServerRecords::open_if_there(address)?.map(|records| Box::new(records) as Box<dyn Records>),
    })
}
