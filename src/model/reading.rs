//! Typed records out of plain JSON values.

use serde::de::DeserializeOwned;
use serde_json::{Value, from_str};

/// Reads a record. It goes through its text: so every type is compiled with one reader, that of
/// texts, and not with that of values too.
///
/// # Errors
/// Why it cannot be read, without a place in the text.
pub fn read<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    from_str(&value.to_string()).map_err(|error| {
        let why = error.to_string();
        why.rsplit_once(" at line ").map_or(why.clone(), |(why, _)| why.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_cannot_be_read_is_told_without_a_place() {
        assert_eq!(read::<Vec<u8>>(&json!([1, 2])), Ok(vec![1, 2]));
        let why = read::<Vec<u8>>(&json!([1, "at line 3"])).unwrap_err();
        assert!(why.starts_with("invalid type: string"), "{why}");
        assert!(!why.ends_with("column 15"), "{why}");
    }
}
