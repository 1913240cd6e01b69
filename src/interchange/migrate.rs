//! Older files brought to the version of this program, one function per step.

use serde_json::{Map, Value};

use super::envelope::{VERSION, Version};
use super::json::OpenError;

/// Brings the members of a file from one version to the next.
type Change = fn(&mut Map<String, Value>) -> Result<(), OpenError>;

/// One step: the version a file must be of, the version it is of afterwards, and what changes.
struct Step {
    from: Version,
    to: Version,
    change: Change,
}

/// Every step there is, oldest first. 1.0 is the first version, so there is none yet; a step that
/// is added gets a fixture of the version it starts from.
const STEPS: [Step; 0] = [];

/// Brings a file of `version` up to [`VERSION`]. A newer minor version is left as it is.
///
/// # Errors
/// A member that is not what its version says.
pub fn migrate(file: &mut Map<String, Value>, version: Version) -> Result<(), OpenError> {
    let reached = walk(&STEPS, file, version)?;
    if reached < VERSION {
        return Err(OpenError::wrong_type("formatVersion", version));
    }
    Ok(())
}

fn walk(
    steps: &[Step],
    file: &mut Map<String, Value>,
    version: Version,
) -> Result<Version, OpenError> {
    let mut reached = version;
    for step in steps {
        if step.from == reached {
            (step.change)(file)?;
            reached = step.to;
            file.insert("formatVersion".to_owned(), reached.to_string().into());
        }
    }
    Ok(reached)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn a_file_walks_through_every_step_from_where_it_is() {
        let steps = [
            Step {
                from: version("0.8"),
                to: version("0.9"),
                change: |file| {
                    file.insert("first".into(), true.into());
                    Ok(())
                },
            },
            Step {
                from: version("0.9"),
                to: version("1.0"),
                change: |file| {
                    file.insert("second".into(), true.into());
                    Ok(())
                },
            },
        ];
        let walked = |from| {
            let mut file = Map::new();
            let reached = walk(&steps, &mut file, version(from)).unwrap();
            (reached, file.keys().cloned().collect::<Vec<_>>())
        };
        assert_eq!(walked("0.8").1, ["first", "formatVersion", "second"]);
        assert_eq!(walked("0.9").1, ["formatVersion", "second"]);
        assert_eq!(walked("1.0"), (version("1.0"), vec![]));
        assert_eq!(walked("1.3"), (version("1.3"), vec![]));
    }

    #[test]
    fn a_version_before_the_first_is_refused() {
        assert!(migrate(&mut Map::new(), version("0.1")).is_err());
        assert!(migrate(&mut Map::new(), version("1.0")).is_ok());
    }
}
