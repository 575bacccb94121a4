//! The one form of a document that is hashed: RFC 8785 for its bytes, RDFC-1.0 for its meaning. Knows three contexts and refuses
//! every other, so nothing is ever loaded.

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::Dataset;
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use serde_json::Value;

/// Contexts by their addresses.
pub(super) type Contexts = &'static [(&'static str, &'static str)];

/// The three contexts that a credential names, in their order.
pub(super) const CONTEXTS: Contexts = &[
    ("https://www.w3.org/ns/credentials/v2", include_str!("contexts/credentials-v2.json")),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", include_str!("contexts/open-badges-3.0.3.json")),
    ("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json", include_str!("contexts/open-badges-extensions.json")),
];

/// A document that has no canonical form here: it names a context we do not know, or says what cannot be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Uncanonical;

/// Returns the bytes of a document as RFC 8785 writes them.
pub(super) fn bytes(document: &Value) -> Result<String, Uncanonical> {
    serde_json_canonicalizer::to_string(document).map_err(|_| Uncanonical)
}

/// Returns what a document states, one statement a line, as RDFC-1.0 orders and names them.
///
/// A document made to be slow could keep this busy without end: it is only ever called on one whose shape was checked.
pub(super) fn statements(document: &Value, contexts: Contexts) -> Result<String, Uncanonical> {
    let text = serde_json::to_string(document).map_err(|_| Uncanonical)?;
    let quads = JsonLdParser::new().for_slice(&text).with_load_document_callback(move |url, _| {
        let found = contexts.iter().find(|(address, _)| *address == url);
        let (_, known) = found.ok_or_else(|| format!("the context {url} is not one of ours"))?;
        Ok(JsonLdRemoteDocument { document: known.as_bytes().to_vec(), document_url: url.to_owned() })
    });
    let mut dataset = Dataset::new();
    for quad in quads {
        dataset.insert(&quad.map_err(|_| Uncanonical)?);
    }
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort();
    Ok(lines.concat())
}
