//! The JSON Schemas in `docs/schema/`, generated from the types. A stale file fails the test;
//! `UPDATE_EXPECT=1 cargo test --no-default-features schema` writes them anew.

use std::path::Path;

use expect_test::expect_file;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;

use super::backup::BackupShards;
use super::envelope::Envelope;
use super::issued_forms::IssuedData;
use super::review::ReviewData;
use super::standard_pack::StandardPack;
use super::submission::SubmissionData;
use crate::assessment::input::ScoreInput;
use crate::assessment::scored::ScoredForm;
use crate::model::standard::Standard;

/// The schema of what we read.
fn read<T: JsonSchema>() -> String {
    text::<T>(SchemaSettings::draft2020_12().for_deserialize())
}

/// The schema of what we write.
fn written<T: JsonSchema>() -> String {
    text::<T>(SchemaSettings::draft2020_12().for_serialize())
}

fn text<T: JsonSchema>(settings: SchemaSettings) -> String {
    let schema = settings.into_generator().into_root_schema_for::<T>();
    serde_json::to_string_pretty(&schema).unwrap() + "\n"
}

/// A file as it is written: the envelope and the hash over it.
#[derive(JsonSchema)]
#[allow(dead_code)]
struct File<D> {
    #[schemars(flatten)]
    envelope: Envelope<D>,
    /// SHA-256, in lower-case hexadecimal, of the RFC 8785 form of the file without this member.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    sha256: String,
}

#[test]
fn the_published_schemas_are_those_of_the_types() {
    let schemas = [
        ("backup", read::<File<BackupShards>>()),
        ("issued", read::<File<IssuedData>>()),
        ("review", read::<File<ReviewData>>()),
        ("standard-pack", read::<File<StandardPack>>()),
        ("score-input", read::<ScoreInput>()),
        ("score-output", written::<ScoredForm>()),
        ("standard", read::<Standard>()),
        ("submission", read::<File<SubmissionData>>()),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema");
    for (name, schema) in schemas {
        expect_file![folder.join(format!("{name}.schema.json"))].assert_eq(&schema);
    }
}
