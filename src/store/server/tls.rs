//! How the way to a server is kept secret: rustls, with the certificates that the machine trusts or those of a file.

use std::sync::Arc;

use rustls::crypto::ring::default_provider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::source::named_file;
use crate::store::Error;

use super::address::Address;

/// Returns what makes a connection secret. The name of the server is always checked.
pub(super) fn connector(address: &Address) -> Result<MakeRustlsConnect, Error> {
    let failed = |because: String| Error::Address { because };
    let begun = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|said| failed(said.to_string()))?;
    let config = match &address.roots {
        None => {
            let untrusting = |said: rustls::Error| Error::NoRoots { server: address.to_string(), because: said.to_string() };
            begun.with_platform_verifier().map_err(untrusting)?.with_no_client_auth()
        }
        Some(file) => {
            let unread = |said: String| failed(format!("the certificates in {} cannot be used: {said}", file.display()));
            let mut roots = RootCertStore::empty();
            let bytes = named_file::bytes(file).map_err(|said| unread(said.to_string()))?;
            for certificate in CertificateDer::pem_slice_iter(&bytes) {
                roots.add(certificate.map_err(|said| unread(said.to_string()))?).map_err(|said| unread(said.to_string()))?;
            }
            if roots.is_empty() {
                return Err(unread("there is none in it".to_owned()));
            }
            begun.with_root_certificates(roots).with_no_client_auth()
        }
    };
    Ok(MakeRustlsConnect::new(config))
}
