//! Packs: code tables, posts, courses and hour rules as versioned data that the superior bureau
//! can replace. Never code.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, de::Error as _,
};

use super::calendar::Calendar;
use super::course::CoursePack;
use super::hour_pack::HourPack;
use super::post::PostPack;

/// Fields that this version does not know, kept as they came.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// Which pack, in which version. JSON: `"posts@1.0"`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackRef {
    pub id: String,
    pub version: String,
}

impl fmt::Display for PackRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.id, self.version)
    }
}

impl Serialize for PackRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PackRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (id, version) =
            text.rsplit_once('@').ok_or_else(|| D::Error::custom("a pack is named id@version"))?;
        Ok(Self { id: id.to_owned(), version: version.to_owned() })
    }
}

#[cfg(test)]
impl schemars::JsonSchema for PackRef {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PackRef".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^.+@.+$" })
    }
}

/// What every pack says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct PackHead {
    /// Stable name, such as `education`.
    pub id: String,
    pub version: String,
    pub title: String,
    pub issuer: String,
    /// The law or standard it follows.
    pub basis: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// 示例: a sample, not an official text.
    pub example: bool,
}

impl PackHead {
    /// The name under which records refer to it.
    pub fn reference(&self) -> PackRef {
        PackRef { id: self.id.clone(), version: self.version.clone() }
    }

    /// Says in the version that the bureau changed it, in the words of `local`.
    pub fn mark_changed(&mut self, local: &str) {
        if !self.version.ends_with(local) {
            self.version = format!("{} {local}", self.version);
        }
    }
}

/// A code with its name and the other ways in which rosters write it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CodeEntry {
    pub code: String,
    pub name: String,
    /// Short form for narrow columns.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub short: String,
    /// The band, grade or ladder it belongs to, an id of the same pack.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub band: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<String>,
}

impl CodeEntry {
    /// The short form, the name where there is none.
    pub fn label(&self) -> &str {
        if self.short.is_empty() { &self.name } else { &self.short }
    }
}

/// The entry of a code in a table.
pub fn entry<'a>(table: &'a [CodeEntry], code: &str) -> Option<&'a CodeEntry> {
    table.iter().find(|entry| entry.code == code)
}

/// Schooling by GB/T 4658-2006 with its bands (学历层次), highest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EducationPack {
    #[serde(flatten)]
    pub head: PackHead,
    pub codes: Vec<CodeEntry>,
    pub bands: Vec<CodeEntry>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl EducationPack {
    /// The band of a code and its rank, 0 for the highest.
    pub fn band(&self, code: &str) -> Option<(usize, &CodeEntry)> {
        let band = &entry(&self.codes, code)?.band;
        self.bands.iter().enumerate().find(|(_, entry)| entry.code == *band)
    }
}

/// Ranks (职级) with their grades (分级), and staff kinds (人员身份).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RankPack {
    #[serde(flatten)]
    pub head: PackHead,
    pub ranks: Vec<CodeEntry>,
    pub grades: Vec<CodeEntry>,
    pub staff_kinds: Vec<CodeEntry>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Age stages (年龄阶段) and age bands (年龄段), in full years at the reference date.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AgePack {
    #[serde(flatten)]
    pub head: PackHead,
    pub stages: Vec<AgeRange>,
    pub bands: Vec<AgeRange>,
    /// The stage that goes before the others where the retirement date is known.
    pub near_retirement: NearRetirement,
    #[serde(flatten)]
    pub extra: Extra,
}

impl AgePack {
    /// The stage of an age.
    pub fn stage(&self, age: u16) -> Option<&AgeRange> {
        self.stages.iter().find(|range| range.holds(age))
    }

    /// The stages where the one at `place` ends with `end` and the next begins after it. `None` where
    /// that leaves one of them empty, or one of nobody's working age.
    pub fn with_end(&self, place: usize, end: u16) -> Option<Vec<AgeRange>> {
        let mut stages = self.stages.clone();
        stages.get_mut(place)?.to = Some(end);
        stages.get_mut(place + 1)?.from = Some(end.checked_add(1)?);
        let is_empty = |stage: &AgeRange| {
            stage.from.zip(stage.to).is_some_and(|(from, to)| to < from)
                || stage.to.is_some_and(|to| to < 16)
                || stage.from.is_some_and(|from| from > 99)
        };
        (!stages.iter().any(is_empty)).then_some(stages)
    }

    /// The band of an age.
    pub fn band(&self, age: u16) -> Option<&AgeRange> {
        self.bands.iter().find(|range| range.holds(age))
    }
}

/// A range of ages, both ends included; a missing end is open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AgeRange {
    pub id: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u16>,
}

impl AgeRange {
    /// Does the age lie in it?
    pub fn holds(&self, age: u16) -> bool {
        self.from.is_none_or(|from| from <= age) && self.to.is_none_or(|to| age <= to)
    }
}

/// 临近退休: at most so many months to the estimated retirement.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NearRetirement {
    pub id: String,
    pub name: String,
    pub months: u16,
}

/// The packs in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Packs {
    pub education: EducationPack,
    pub posts: PostPack,
    pub ranks: RankPack,
    pub ages: AgePack,
    pub hours: HourPack,
    pub courses: CoursePack,
    #[serde(default = "Calendar::built_in")]
    pub calendar: Calendar,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Packs {
    /// The packs that come with the program.
    pub fn built_in() -> Arc<Self> {
        fn read<T: DeserializeOwned + Default>(text: &str) -> T {
            // The test below reads every pack, so a fault cannot reach a page.
            serde_json::from_str(text).unwrap_or_default()
        }
        Arc::new(Self {
            education: read(include_str!("../../packs/education.json")),
            posts: read(include_str!("../../packs/posts.json")),
            ranks: read(include_str!("../../packs/ranks.json")),
            ages: read(include_str!("../../packs/ages.json")),
            hours: read(include_str!("../../packs/hours.json")),
            courses: read(include_str!("../../packs/courses.json")),
            calendar: Calendar::built_in(),
            extra: Extra::new(),
        })
    }

    /// The heads of all, for lists and for the export envelope.
    pub fn heads(&self) -> [&PackHead; 6] {
        [
            &self.education.head,
            &self.posts.head,
            &self.ranks.head,
            &self.ages.head,
            &self.hours.head,
            &self.courses.head,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_of_the_program_can_be_read() {
        let packs = Packs::built_in();
        for head in packs.heads() {
            assert!(!head.id.is_empty() && !head.version.is_empty(), "{head:?}");
        }
        assert_eq!(packs.education.codes.len(), 40);
        assert!(
            packs
                .education
                .codes
                .iter()
                .all(|code| { entry(&packs.education.bands, &code.band).is_some() })
        );
        assert!(
            packs
                .ranks
                .ranks
                .iter()
                .all(|rank| { entry(&packs.ranks.grades, &rank.band).is_some() })
        );
        assert!(
            packs
                .courses
                .courses
                .iter()
                .flat_map(|course| &course.posts)
                .all(|code| { packs.posts.posts.iter().any(|post| post.code == *code) })
        );
    }

    #[test]
    fn a_stage_moves_its_end_but_never_over_its_neighbours() {
        let ages = Packs::built_in().ages.clone();
        let ends = |stages: Vec<AgeRange>| stages.iter().map(|stage| stage.to).collect::<Vec<_>>();
        let now = ends(ages.stages.clone());
        let first = now[0].unwrap();
        let moved = ages.with_end(0, first - 1).unwrap();
        assert_eq!(moved[1].from, Some(first));
        assert_eq!(ends(moved)[1..], now[1..]);
        // 青年 to 90 would leave nothing of the next.
        assert_eq!(ages.with_end(0, 90), None);
        assert_eq!(ages.with_end(0, 3), None);
        assert_eq!(ages.with_end(ages.stages.len() - 1, 60), None);
        assert_eq!(ages.with_end(0, u16::MAX), None);
    }

    #[test]
    fn age_stages_and_bands_have_no_gap_and_no_overlap() {
        let ages = &Packs::built_in().ages;
        for ranges in [&ages.stages, &ages.bands] {
            for age in 16..=75 {
                assert_eq!(ranges.iter().filter(|range| range.holds(age)).count(), 1, "{age}");
            }
        }
    }
}
