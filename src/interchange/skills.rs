//! Competence pasted from a spreadsheet: a list of names × posts, or a block of cells that goes where
//! the cursor stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::skill::{Mark, Skill};
use crate::order::Gather as _;

/// Reads the word of a cell: what it says, with nothing inside for 未评.
pub type ReadSkill = fn(&str) -> Option<Option<Skill>>;

/// What was understood of pasted cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastedSkills {
    pub marks: Vec<Mark>,
    /// Words that say nothing, and how often each stands there.
    pub unread: BTreeMap<String, usize>,
    /// Names that nobody of the roster has, or several have.
    pub nobody: BTreeSet<String>,
    /// Headings that are no post.
    pub no_post: BTreeSet<String>,
}

/// Where a block of cells goes: the people from the cursor down, the posts to its right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    pub people: Vec<PersonId>,
    pub posts: Vec<String>,
}

/// Understands pasted text. A first row that names a post makes it a list, in which people go by
/// their names; anything else is a block that goes to `target`.
pub fn read_skills(text: &str, ledger: &Ledger, target: &Target, read: ReadSkill) -> PastedSkills {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split('\t').map(str::trim).collect())
        .filter(|row: &Vec<&str>| row.iter().any(|cell| !cell.is_empty()))
        .collect();
    let mut pasted = PastedSkills::default();
    let Some((head, body)) = rows.split_first() else { return pasted };
    let posts: Vec<Option<String>> = head.iter().map(|word| post_of(word, ledger)).collect();
    if posts.iter().all(Option::is_none) {
        for (person, row) in target.people.iter().zip(&rows) {
            for (post, cell) in target.posts.iter().zip(row) {
                pasted.push(*person, post, cell, read);
            }
        }
        return pasted;
    }
    let names = names(ledger);
    let is_name = |place: usize, row: &Vec<&str>| {
        row.get(place).is_some_and(|cell| names.contains_key(&compact(cell)))
    };
    // The column of names is the one with most of them.
    let known = |place: &usize| body.iter().filter(|row| is_name(*place, row)).count();
    let name_column = (0..head.len())
        .filter(|place| posts.get(*place).is_none_or(Option::is_none))
        .max_by_key(|place| (known(place), std::cmp::Reverse(*place)));
    let Some(name_column) = name_column else { return pasted };
    // To its left stand numbers and offices.
    let others = head.iter().zip(&posts).skip(name_column + 1);
    let no_post = others.filter(|(word, post)| post.is_none() && !word.is_empty());
    pasted.no_post = no_post.map(|(word, _)| (*word).to_owned()).gather_set();
    for row in body {
        let Some(name) = row.get(name_column).filter(|name| !name.is_empty()) else { continue };
        let Some(Some(person)) = names.get(&compact(name)) else {
            pasted.nobody.insert((*name).to_owned());
            continue;
        };
        for (post, cell) in posts.iter().zip(row) {
            if let Some(post) = post {
                pasted.push(*person, post, cell, read);
            }
        }
    }
    pasted
}

impl PastedSkills {
    /// An empty cell says nothing; to clear one, 未评 or 0 is written.
    fn push(&mut self, person: PersonId, post: &str, cell: &str, read: ReadSkill) {
        if cell.is_empty() {
            return;
        }
        match read(cell) {
            Some(skill) => self.marks.push((person, post.to_owned(), skill)),
            None => *self.unread.entry(cell.to_owned()).or_default() += 1,
        }
    }

    /// So many cells say nothing.
    pub fn count_unread(&self) -> usize {
        self.unread.values().sum()
    }
}

/// Names as typed: two characters are often written with a blank between.
fn compact(name: &str) -> String {
    name.split_whitespace().collect()
}

/// Who has which name; nobody where several have it.
fn names(ledger: &Ledger) -> BTreeMap<String, Option<PersonId>> {
    let mut names = BTreeMap::new();
    for person in ledger.enrolled(ledger.settings.reference()) {
        names
            .entry(compact(&person.name))
            .and_modify(|found| *found = None)
            .or_insert(Some(person.id));
    }
    names
}

fn post_of(word: &str, ledger: &Ledger) -> Option<String> {
    let posts = &ledger.packs.posts.posts;
    let named = posts.iter().find(|post| post.name == word || post.code == word);
    let synonym = || posts.iter().find(|post| post.synonyms.iter().any(|other| other == word));
    named.or_else(synonym).map(|post| post.code.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::locale::Locale;
    use crate::model::ledger::tests::ledger_of;

    fn paste(text: &str, ledger: &Ledger, target: &Target) -> PastedSkills {
        read_skills(text, ledger, target, Locale::Zh.messages().skills.read)
    }

    #[test]
    fn a_list_goes_by_names_and_posts() {
        let (ledger, people) = ledger_of(3);
        let text = "序号\t姓名\t食品\t特种设备监管\t备注\r\n\
                    1\t人0\t熟练\t\t好\n2\t人 2\t1\t会\t\n3\t无人\t3\t3\t\n4\t人1\tB+\t0\t\n";
        let pasted = paste(text, &ledger, &Target::default());
        let mark = |place: usize, post: &str, skill| (people[place], post.to_owned(), skill);
        assert_eq!(
            pasted.marks,
            [
                mark(0, "P05", Some(Skill::Proficient)),
                mark(2, "P05", Some(Skill::Unable)),
                mark(2, "P07", Some(Skill::Able)),
                mark(1, "P07", None),
            ]
        );
        assert_eq!(pasted.unread, BTreeMap::from([("B+".to_owned(), 1)]));
        assert_eq!(pasted.nobody, BTreeSet::from(["无人".to_owned()]));
        assert_eq!(pasted.no_post, BTreeSet::from(["备注".to_owned()]));
    }

    #[test]
    fn a_block_goes_where_the_cursor_stands() {
        let (ledger, people) = ledger_of(3);
        let target = Target { people: people[1..].to_vec(), posts: vec!["P05".into()] };
        let pasted = paste("2\t3\n3\t3\n1\t1\n", &ledger, &target);
        assert_eq!(
            pasted.marks,
            [
                (people[1], "P05".to_owned(), Some(Skill::Able)),
                (people[2], "P05".to_owned(), Some(Skill::Proficient)),
            ]
        );
    }

    #[test]
    fn a_name_that_two_have_is_nobodys() {
        let (mut ledger, people) = ledger_of(2);
        ledger.edit_person(people[1], |person| person.name = "人0".into()).unwrap();
        let pasted = paste("姓名\t食品\n人0\t3\n", &ledger, &Target::default());
        assert_eq!(pasted.marks, []);
        assert_eq!(pasted.nobody, BTreeSet::from(["人0".to_owned()]));
    }
}
