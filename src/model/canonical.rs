//! The canonical JSON of RFC 8785, of which hashes and check codes are taken.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Error, Value, to_value};
use sha2::{Digest, Sha256};

/// The canonical form of a value. It goes through the plain JSON value, so that the formatter is
/// compiled once and not for every type.
///
/// # Errors
/// A key that is no text or a number that is not finite, which our own types do not have.
pub fn canonical(value: &impl Serialize) -> Result<String, Error> {
    canonical_value(&to_value(value)?)
}

/// The canonical form of a plain JSON value.
///
/// # Errors
/// As [`canonical`].
pub fn canonical_value(value: &Value) -> Result<String, Error> {
    serde_json_canonicalizer::to_string(value)
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// SHA-256 of bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of the canonical form, in hexadecimal.
pub fn canonical_sha256(value: &impl Serialize) -> String {
    hex(&digest(value))
}

/// SHA-256 of the canonical form; of nothing for what has none, which our own types never are.
pub fn digest(value: &impl Serialize) -> [u8; 32] {
    Sha256::digest(canonical(value).unwrap_or_default()).into()
}
