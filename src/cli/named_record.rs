//! Which record somebody means: by its id, or by the name of a file that has the id in it.

use uuid::Uuid;

/// How the name of a certificate's file begins, before the id of its record.
pub(super) const CERTIFICATE: &str = "certificate-";

/// How the names of certificates end.
const ENDS: [&str; 3] = [".json", ".jsonld", ".pdf"];

/// Returns the id that was typed: alone, or as the name of a certificate's file, with or without its ending and the folders it lies in.
/// The file itself is not looked at.
pub(super) fn id_of(typed: &str) -> Option<Uuid> {
    let name = typed.trim().rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = name.to_ascii_lowercase();
    let plain = ENDS.iter().find_map(|end| plain.strip_suffix(end)).unwrap_or(&plain);
    Uuid::parse_str(plain.strip_prefix(CERTIFICATE).unwrap_or(plain)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_certificate_is_its_id() {
        let id = "01936f3e-7c1a-7b52-9d0e-3c5a8b1f2e47";
        for typed in [
            id.to_owned(),
            format!(" {} ", id.to_uppercase()),
            format!("urn:uuid:{id}"),
            format!("certificate-{id}"),
            format!("certificate-{id}.json"),
            format!("Certificate-{id}.PDF"),
            format!("out/of/certificate-{id}.jsonld"),
            format!(r"C:\out\certificate-{id}.pdf"),
            format!("{id}.pdf"),
        ] {
            assert_eq!(id_of(&typed).map(|id| id.to_string()).as_deref(), Some(id), "{typed}");
        }
        for typed in ["", "certificate-", "certificate.pdf", &format!("certificate-{id}/"), &format!("certificate-{id}.txt"), "0071"] {
            assert_eq!(id_of(typed), None, "{typed}");
        }
    }
}
