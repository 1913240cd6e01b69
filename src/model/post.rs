//! Posts (岗位业务) of the post pack.

use serde::{Deserialize, Serialize};

use super::pack::{Extra, PackHead};

/// The list of posts in force, replaceable by the superior bureau.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PostPack {
    #[serde(flatten)]
    pub head: PackHead,
    pub posts: Vec<Post>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// One post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Post {
    /// Short and stable, such as `P05`.
    pub code: String,
    pub name: String,
    /// Other ways in which rosters write it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<String>,
    /// The branch of business that it is of (业务条线); posts of one branch are siblings.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub branch: String,
}

impl PostPack {
    /// The name of a code, the code itself where the pack does not know it.
    pub fn name<'a>(&'a self, code: &'a str) -> &'a str {
        self.posts.iter().find(|post| post.code == code).map_or(code, |post| post.name.as_str())
    }

    /// The branch of a code, empty where the pack gives none.
    pub fn branch(&self, code: &str) -> &str {
        self.posts.iter().find(|post| post.code == code).map_or("", |post| post.branch.as_str())
    }
}
