//! The credential: a completion as the department signs it, so that anybody can check it without asking. Open Badges 3.0, which is
//! a W3C Verifiable Credential 2.0, with two proofs of the same key: `eddsa-rdfc-2022`, which the badge verifiers of education take,
//! and `eddsa-jcs-2022`, which covers every byte. Knows no files and no network: what it reads is handed in.

mod canonical;
mod compact;
mod entry;
mod flaw;
mod issue;
mod layout;
mod pdf;
mod person;
mod proof;
mod receipt;
mod saved;
mod status;
mod strict;
mod terms;
mod trust;
mod verify;

pub use compact::{Slip, slip};
pub use entry::Entry;
pub use flaw::Flaw;
pub use issue::{Grounds, Issuer, NotIssued, Signed, issue, trusted};
pub use receipt::{is_receipt, verify_receipt};
pub use status::{StatusList, list, place};
pub use terms::LIST_TYPE;
pub use trust::{Trust, Trusted};
pub use verify::{Checked, LARGEST, Told, Verdict, verify};
