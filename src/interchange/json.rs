//! The envelope of every file that leaves or comes in as JSON, with a hash that anybody can
//! recompute.
//!
//! `sha256` covers the RFC 8785 form of the whole file without that one member, computed on the
//! JSON as it was received. It finds damage; it is no signature.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::envelope::{Envelope, FORMAT, Kind, VERSION, Version};
use super::migrate;
use crate::model::canonical::{canonical, canonical_value, hex};
use crate::model::pack::Extra;
use crate::model::reading;
use crate::order::Order as _;

/// No larger file is read or written, in bytes.
pub const SIZE_LIMIT: usize = 64 << 20;

/// Deepest nesting of arrays and objects that is read.
pub const DEPTH_LIMIT: usize = 64;

/// A file ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub text: String,
    /// Lower-case hexadecimal, 64 digits.
    pub sha256: String,
}

/// Why a file could not be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    #[error("the file would be larger than {limit} bytes")]
    TooLarge { limit: usize },
    #[error("not to be written as JSON: {0}")]
    Unwritable(String),
}

/// Why a file cannot be opened. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    #[error("larger than {limit} bytes")]
    TooLarge { limit: usize },
    #[error("the file is empty")]
    Empty,
    #[error("the file ends in the middle")]
    Truncated,
    #[error("no JSON at line {line}, column {column}")]
    NotJson { line: usize, column: usize },
    #[error("it begins as JSON and is none from line {line}")]
    Damaged { line: usize },
    #[error("an archive of files")]
    Archive,
    #[error("nested deeper than {limit} levels")]
    TooDeep { limit: usize },
    #[error("JSON, but not a file of this program")]
    NotOurs,
    #[error("written by a newer program, format {version}")]
    NewerMajor { version: String },
    #[error("the hash is {found} and should be {expected}")]
    WrongHash { expected: String, found: String },
    #[error("{path} is missing or not as it should be: {why}")]
    WrongType { path: String, why: String },
    #[error("not a backup")]
    NotABackup { kind: Kind },
}

impl OpenError {
    pub(super) fn wrong_type(path: impl Into<String>, why: impl ToString) -> Self {
        Self::WrongType { path: path.into(), why: why.to_string() }
    }
}

/// A file that was opened, its hash checked, brought to this version.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    pub envelope: Envelope<Value>,
    /// As it stands in the file, and recomputed.
    pub sha256: String,
    /// Written in a newer minor version: what is new in it is kept and not shown.
    pub newer_minor: bool,
}

/// Writes the file: RFC 8785 form, with its hash.
///
/// # Errors
/// Larger than [`SIZE_LIMIT`].
pub fn seal<D: Serialize>(envelope: &Envelope<D>) -> Result<Sealed, SealError> {
    // Each member is made canonical by itself, so that the data is written only once.
    let unwritable = |error: serde_json::Error| SealError::Unwritable(error.to_string());
    let head = serde_json::to_value(Envelope { data: (), ..without_data(envelope) });
    let Value::Object(head) = head.map_err(unwritable)? else {
        return Err(SealError::Unwritable("no object".to_owned()));
    };
    let mut members = Vec::with_capacity(head.len() + 1);
    for (name, value) in head {
        if name == "data" {
            members.push((name, canonical(&envelope.data).map_err(unwritable)?));
        } else if name != "sha256" {
            let text = canonical_value(&value).map_err(unwritable)?;
            members.push((name, text));
        }
    }
    let sha256 = sha256_of(&mut members);
    members.push(("sha256".to_owned(), format!("\"{sha256}\"")));
    sort(&mut members);
    let length = members.iter().map(|(name, text)| name.len() + text.len() + 4).sum();
    if length > SIZE_LIMIT {
        return Err(SealError::TooLarge { limit: SIZE_LIMIT });
    }
    let mut text = String::with_capacity(length);
    for (position, (name, value)) in members.iter().enumerate() {
        text.push(if position == 0 { '{' } else { ',' });
        text.push_str(&Value::from(name.as_str()).to_string());
        text.push(':');
        text.push_str(value);
    }
    text.push('}');
    Ok(Sealed { text, sha256 })
}

fn without_data<D>(envelope: &Envelope<D>) -> Envelope<()> {
    Envelope {
        format: envelope.format.clone(),
        format_version: envelope.format_version.clone(),
        kind: envelope.kind.clone(),
        app: envelope.app.clone(),
        created_at: envelope.created_at,
        office: envelope.office.clone(),
        period: envelope.period,
        packs: envelope.packs.clone(),
        counts: envelope.counts.clone(),
        redaction: envelope.redaction,
        data: (),
        previous: envelope.previous.clone(),
        note: envelope.note.clone(),
        extra: envelope.extra.clone(),
    }
}

/// The text of a file's bytes, which must be UTF-8.
///
/// # Errors
/// Larger than [`SIZE_LIMIT`], cut off within a character, or no UTF-8.
pub fn text_of(bytes: Vec<u8>) -> Result<String, OpenError> {
    if bytes.len() > SIZE_LIMIT {
        return Err(OpenError::TooLarge { limit: SIZE_LIMIT });
    }
    if is_archive(&bytes) {
        return Err(OpenError::Archive);
    }
    String::from_utf8(bytes).map_err(|error| {
        let fault = error.utf8_error();
        if fault.error_len().is_none() {
            return OpenError::Truncated;
        }
        let before = error.as_bytes().get(..fault.valid_up_to()).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        if first_sign(error.as_bytes()) == Some(b'{') {
            OpenError::Damaged { line }
        } else {
            OpenError::NotJson { line, column: 0 }
        }
    })
}

/// What a text begins with, after its byte order mark and white space.
pub fn first_sign(bytes: &[u8]) -> Option<u8> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().first().copied()
}

/// Is it a zip, and no document that is a zip inside?
fn is_archive(bytes: &[u8]) -> bool {
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|there| there == part);
    bytes.starts_with(b"PK\x03\x04")
        && !holds(b"[Content_Types].xml")
        && !holds(b"mimetypeapplication/")
}

/// Opens the text of a file: limits, JSON, ours, version, hash, and the types of the envelope.
///
/// # Errors
/// Whatever is wrong with it; see [`OpenError`].
pub fn open(text: &str) -> Result<Opened, OpenError> {
    let mut file = object(text)?;
    if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(OpenError::NotOurs);
    }
    let version: String = member(&file, "formatVersion")?;
    let Some(parsed) = Version::parse(&version) else {
        return Err(OpenError::wrong_type("formatVersion", version));
    };
    if parsed.major > VERSION.major {
        return Err(OpenError::NewerMajor { version });
    }
    let sha256 = check_hash(&file)?;
    file.remove("sha256");
    migrate::migrate(&mut file, parsed)?;
    let envelope = envelope(file)?;
    Ok(Opened { envelope, sha256, newer_minor: parsed > VERSION })
}

/// The parts of a file that may be shown whatever its version: for a file of a newer major
/// version, which is only looked at.
///
/// # Errors
/// No JSON object, or not ours.
pub fn glance(text: &str) -> Result<Map<String, Value>, OpenError> {
    let file = object(text)?;
    if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(OpenError::NotOurs);
    }
    Ok(file)
}

fn object(text: &str) -> Result<Map<String, Value>, OpenError> {
    if text.len() > SIZE_LIMIT {
        return Err(OpenError::TooLarge { limit: SIZE_LIMIT });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(OpenError::Empty);
    }
    if depth(text) > DEPTH_LIMIT {
        return Err(OpenError::TooDeep { limit: DEPTH_LIMIT });
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(file)) => Ok(file),
        Ok(_) => Err(OpenError::NotOurs),
        Err(error) if error.is_eof() => Err(OpenError::Truncated),
        Err(error) if first_sign(text.as_bytes()) == Some(b'{') => {
            Err(OpenError::Damaged { line: error.line() })
        }
        Err(error) => Err(OpenError::NotJson { line: error.line(), column: error.column() }),
    }
}

/// How deep the brackets outside strings go.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in text.bytes() {
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn check_hash(file: &Map<String, Value>) -> Result<String, OpenError> {
    let expected: String = member(file, "sha256")?;
    let unreadable = |error| OpenError::wrong_type("data", error);
    let mut members = Vec::with_capacity(file.len());
    for (name, value) in file.iter().filter(|(name, _)| *name != "sha256") {
        members.push((name.clone(), canonical_value(value).map_err(unreadable)?));
    }
    let found = sha256_of(&mut members);
    if found == expected { Ok(expected) } else { Err(OpenError::WrongHash { expected, found }) }
}

/// The hash of an object given by its members in their canonical form.
fn sha256_of(members: &mut [(String, String)]) -> String {
    sort(members);
    let mut digest = Sha256::new();
    for (position, (name, value)) in members.iter().enumerate() {
        digest.update(if position == 0 { "{" } else { "," });
        digest.update(Value::from(name.as_str()).to_string());
        digest.update(":");
        digest.update(value);
    }
    digest.update(if members.is_empty() { "{}" } else { "}" });
    hex(&digest.finalize())
}

/// RFC 8785 orders names by their UTF-16 units.
fn sort(members: &mut [(String, String)]) {
    members.order_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
}

/// Reads one member, so that a fault is named by its place.
fn member<T: DeserializeOwned>(file: &Map<String, Value>, name: &str) -> Result<T, OpenError> {
    let value = file.get(name).unwrap_or(&Value::Null);
    reading::read(value).map_err(|error| OpenError::wrong_type(name, error))
}

/// Reads a member that may be missing.
fn optional<T: DeserializeOwned + Default>(
    file: &Map<String, Value>,
    name: &str,
) -> Result<T, OpenError> {
    if file.contains_key(name) { member(file, name) } else { Ok(T::default()) }
}

fn envelope(mut file: Map<String, Value>) -> Result<Envelope<Value>, OpenError> {
    let envelope = Envelope {
        format: member(&file, "format")?,
        format_version: member(&file, "formatVersion")?,
        kind: member(&file, "kind")?,
        app: member(&file, "app")?,
        created_at: member(&file, "createdAt")?,
        office: member(&file, "office")?,
        period: member(&file, "period")?,
        packs: optional(&file, "packs")?,
        counts: optional(&file, "counts")?,
        redaction: member(&file, "redaction")?,
        previous: optional(&file, "previous")?,
        note: optional(&file, "note")?,
        data: file.remove("data").unwrap_or_default(),
        extra: Extra::new(),
    };
    if !envelope.data.is_object() {
        return Err(OpenError::wrong_type("data", "not an object"));
    }
    for name in NAMES {
        file.remove(name);
    }
    Ok(Envelope { extra: file, ..envelope })
}

const NAMES: [&str; 12] = [
    "format",
    "formatVersion",
    "kind",
    "app",
    "createdAt",
    "office",
    "period",
    "packs",
    "counts",
    "redaction",
    "previous",
    "note",
];
