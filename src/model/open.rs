//! Records that are told apart by a word and to which a newer version may add a kind.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, de::Error};
use serde_json::Value;

use super::pack::Extra;
use super::reading;

/// The kinds of a record that this version knows.
pub trait Kinds: Serialize + DeserializeOwned {
    /// The values of the field `kind`.
    const KINDS: &'static [&'static str];
}

/// A record tagged by its field `kind`. A kind of a newer version is kept as it came, and so are
/// fields that this version does not know; a known kind with broken fields is refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Open<T> {
    /// A kind we know, with the fields we do not.
    Known(T, Extra),
    /// A kind of a newer version, whole.
    Other(Extra),
}

impl<T> Open<T> {
    /// The record, `None` for a kind of a newer version.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(known, _) => Some(known),
            Self::Other(_) => None,
        }
    }
}

impl<T> From<T> for Open<T> {
    fn from(known: T) -> Self {
        Self::Known(known, Extra::new())
    }
}

/// The fields of a record that is written as a JSON object.
fn fields<T: Serialize, E: std::fmt::Display>(
    known: &T,
    wrap: impl Fn(String) -> E,
) -> Result<Extra, E> {
    match serde_json::to_value(known) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(wrap("not an object".to_owned())),
        Err(error) => Err(wrap(error.to_string())),
    }
}

impl<T: Serialize> Serialize for Open<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(known, extra) => {
                let mut all = extra.clone();
                all.extend(fields(known, <S::Error as serde::ser::Error>::custom)?);
                all.serialize(serializer)
            }
            Self::Other(fields) => fields.serialize(serializer),
        }
    }
}

impl<'de, T: Kinds> Deserialize<'de> for Open<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut all = Extra::deserialize(deserializer)?;
        let kind =
            all.get("kind").and_then(Value::as_str).ok_or(D::Error::missing_field("kind"))?;
        if !T::KINDS.contains(&kind) {
            return Ok(Self::Other(all));
        }
        let kind = kind.to_owned();
        let known: T = reading::read(&Value::Object(all.clone()))
            .map_err(|error| D::Error::custom(format!("{kind}: {error}")))?;
        let ours = fields(&known, D::Error::custom)?;
        all.retain(|name, _| !ours.contains_key(name));
        Ok(Self::Known(known, all))
    }
}

#[cfg(test)]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Open<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind", rename_all = "camelCase")]
    enum Shape {
        Circle { radius: u8 },
    }

    impl Kinds for Shape {
        const KINDS: &'static [&'static str] = &["circle"];
    }

    #[test]
    fn kinds_and_fields_of_a_newer_version_survive_and_broken_ones_are_refused() {
        for text in [r#"{"colour":"red","kind":"circle","radius":3}"#, r#"{"kind":"cube","x":[1]}"#]
        {
            let read: Open<Shape> = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
        }
        let error = serde_json::from_str::<Open<Shape>>(r#"{"kind":"circle","radius":-3}"#);
        assert!(error.unwrap_err().to_string().starts_with("circle: "));
        assert!(serde_json::from_str::<Open<Shape>>(r#"{"radius":3}"#).is_err());
    }
}
