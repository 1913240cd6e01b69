//! Assessment standards (考核标准) as packs: 考核内容, 考核方式, 分值 and 赋分标准 as data.
//!
//! How the rules compute is told by `assessment`; here is only what a standard says.

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use super::assessment::Column;
use super::canonical::canonical_sha256;
use super::pack::{Extra, PackHead};
use super::rule::{Part, Rule, RuleKind};
use super::score::Hundredths;

/// One standard.
///
/// Where no item has a full mark it is a template: it can be filled, and has no total and no
/// rating. With weights the total is in shares of the top areas, and the sum of the items may be
/// anything; without, it must be the declared full mark.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Standard {
    #[serde(flatten)]
    pub head: PackHead,
    /// The declared full mark without bonus. Without it the sum of the areas is taken, and 100
    /// points where there are weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_mark: Option<Hundredths>,
    /// The most that all bonuses together may add to the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus_cap: Option<Hundredths>,
    /// The ratings (等次), in any order. Without them there is no rating.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<Rating>,
    pub areas: Vec<Area>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A rating (等次) and where it begins. 以上 includes the number: the rating below ends short of it
/// (Civil Code, article 1259).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Rating {
    pub id: String,
    /// 优秀, 良好 …
    pub name: String,
    /// The smallest printed total that has it.
    pub at_least: Hundredths,
}

/// An area (考核领域) with its sub-areas and items.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Area {
    /// Unique among the areas, such as `B1`.
    pub id: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// The most its items may bring together, at most their sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Hundredths>,
    /// Its share of the total. Top areas only: all of them have one, or none has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<u32>,
    /// The most that the bonuses in it may add.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus_cap: Option<Hundredths>,
    /// 倒扣: deductions from the capped sum of the area, of the kinds `deduct` and `deduct_range`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deductions: Vec<Rule>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Area>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// An item (考核项目).
///
/// Its mark starts at the full mark, or at the sum of its parts, and its rules act in their order
/// on what is left. Without parts and rules it is a mark typed by hand (see [`super::rule::PLAIN_MARK`]).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Unique among the items, such as `C3.2`.
    pub id: String,
    pub title: String,
    /// 考核内容.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// 考核方式.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<Method>,
    /// 分值. Missing on items of bonus or veto rules only, and in templates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_mark: Option<Hundredths>,
    /// 赋分标准 as printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scoring: String,
    /// Parts with marks of their own that sum to the full mark.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Typical evidence (佐证材料).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    #[serde(default, skip_serializing_if = "NotApplicable::is_not_allowed")]
    pub not_applicable: NotApplicable,
    /// Who marks it; everybody where empty. Tells people, changes no sum.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assessors: Vec<Column>,
    /// Where the text comes from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    #[serde(flatten)]
    pub extra: Extra,
}

/// What 不适用 does to an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum NotApplicable {
    /// It cannot be said of this item.
    #[default]
    NotAllowed,
    /// The item has its full mark.
    FullMark,
    /// The item leaves the total, which is re-normalised.
    LeftOut,
}

impl NotApplicable {
    fn is_not_allowed(&self) -> bool {
        *self == Self::NotAllowed
    }
}

/// How an item is looked at (考核方式).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Method {
    /// 查阅资料.
    Documents,
    /// 实地检查.
    Site,
    /// 系统数据.
    SystemData,
    /// 抽样.
    Sampling,
    /// 座谈询问.
    Interview,
    /// 问卷.
    Survey,
    /// 测试.
    Test,
    #[serde(untagged)]
    Other(String),
}

impl Standard {
    /// The standards that come with the program, all of them samples (示例).
    pub fn built_in() -> Vec<Self> {
        // A test reads every pack, so a fault cannot reach a page.
        [
            include_str!("../../packs/standard-liaoning.json"),
            include_str!("../../packs/standard-star-template.json"),
            include_str!("../../packs/standard-performance.json"),
        ]
        .into_iter()
        .filter_map(|text| serde_json::from_str(text).ok())
        .collect()
    }

    /// The same with their hashes, read once.
    pub fn shipped() -> &'static [(String, Arc<Self>)] {
        static SHIPPED: LazyLock<Vec<(String, Arc<Standard>)>> = LazyLock::new(|| {
            let all = Standard::built_in().into_iter();
            all.map(|standard| (standard.sha256(), Arc::new(standard))).collect()
        });
        &SHIPPED
    }

    /// The SHA-256, in lower-case hex, of its RFC 8785 JSON. Forms name the standard by it, so a
    /// field added later must not be written while it has its default.
    pub fn sha256(&self) -> String {
        canonical_sha256(self)
    }

    /// All areas, each before its sub-areas, in the order of the standard.
    pub fn all_areas(&self) -> Vec<&Area> {
        fn collect<'a>(areas: &'a [Area], all: &mut Vec<&'a Area>) {
            for area in areas {
                all.push(area);
                collect(&area.areas, all);
            }
        }
        let mut all = Vec::new();
        collect(&self.areas, &mut all);
        all
    }

    /// All items in the order of the standard: those of an area before those of its sub-areas.
    pub fn items(&self) -> Vec<&Item> {
        self.all_areas().into_iter().flat_map(|area| &area.items).collect()
    }

    /// One item.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items().into_iter().find(|item| item.id == id)
    }

    /// How many items are to be answered, and how many are beside them for a bonus only.
    pub fn counts(&self) -> (usize, usize) {
        let items = self.items();
        let asked = items.iter().filter(|item| item.must_be_answered()).count();
        (asked, items.len() - asked)
    }

    /// Has no item a full mark, so that there is nothing to add up?
    pub fn is_template(&self) -> bool {
        self.items().iter().all(|item| item.full_mark.is_none() && item.parts.is_empty())
    }
}

impl Item {
    /// Every rule, those of the parts first.
    pub fn all_rules(&self) -> impl Iterator<Item = &Rule> {
        self.parts.iter().map(|part| &part.rule).chain(&self.rules)
    }

    /// Has it a mark of its own, beside bonus and veto rules?
    pub fn bears_mark(&self) -> bool {
        !self.parts.is_empty()
            || self.rules.is_empty()
            || self.rules.iter().any(|rule| {
                !matches!(rule.kind.known(), Some(RuleKind::Bonus { .. } | RuleKind::Veto { .. }))
            })
    }

    /// Is it counted among the items to answer? A bonus left blank is not unanswered.
    pub fn must_be_answered(&self) -> bool {
        self.bears_mark()
            || self
                .rules
                .iter()
                .any(|rule| matches!(rule.kind.known(), Some(RuleKind::Veto { .. })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_field_of_a_rule_or_item_survives_a_round_trip() {
        let text = r#"{"areas":[{"id":"A","items":[{"colour":1,"id":"1","rules":[{"cap":2,"id":"1","kind":"deduct","note":"n","points":1},{"id":"2","kind":"novel","x":[]}],"title":"t"}],"title":"a"}],"basis":"","example":true,"id":"s","issuer":"","later":{"x":1},"title":"","version":"1"}"#;
        let standard: Standard = serde_json::from_str(text).unwrap();
        let back = crate::model::canonical::canonical(&standard).unwrap();
        assert_eq!(back, text);
    }

    #[test]
    fn hostile_packs_are_refused_when_read() {
        let deep = format!(
            r#"{{"areas":[{}{}]}}"#,
            r#"{"id":"A","title":"","areas":["#.repeat(10_000),
            "]}".repeat(10_000)
        );
        assert!(serde_json::from_str::<Standard>(&deep).is_err());
    }
}
