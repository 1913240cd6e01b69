//! Post templates (岗位模板): the courses that the course pack means for some posts, for the groups
//! whose people hold these posts.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::grouping::membership::{Overview, groups_in_order};
use crate::model::id::GroupId;
use crate::model::ledger::Ledger;
use crate::model::plan::Plan;

/// Posts that fewer of a group hold than one in so many do not bring their courses.
const ONE_IN: usize = 3;

/// A course proposed for all grades of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Templated {
    /// Code of the course pack.
    pub course: String,
    pub group: GroupId,
    /// The posts that it is meant for and that the group has, codes of the post pack.
    pub posts: Vec<String>,
    /// How many of the group hold one of these as their main post, and how many are in it.
    pub people: usize,
    pub of: usize,
}

/// What the templates have for a plan and the plan does not: nothing that already stands in the
/// column of the group, for any grade, or is for everybody.
pub fn templated(
    plan: &Plan,
    ledger: &Ledger,
    overview: &Overview,
    reference: Date,
) -> Vec<Templated> {
    let mut posts_of: BTreeMap<GroupId, BTreeMap<&str, usize>> = BTreeMap::new();
    for person in ledger.enrolled(reference) {
        let Some(post) = person.main_post() else { continue };
        for group in overview.groups_of.get(&person.id).into_iter().flatten() {
            *posts_of.entry(*group).or_default().entry(post).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    for group in groups_in_order(ledger) {
        let of = overview.count(group.id);
        let Some(held) = posts_of.get(&group.id) else { continue };
        for course in &ledger.packs.courses.courses {
            let stands = plan.matrix.iter().any(|one| {
                one.course == course.code && one.group.is_none_or(|other| other == group.id)
            });
            let meant = course.posts.iter().filter_map(|post| held.get_key_value(post.as_str()));
            let people: usize = meant.clone().map(|(_, people)| people).sum();
            if !stands && people > 0 && people * ONE_IN >= of {
                found.push(Templated {
                    course: course.code.clone(),
                    group: group.id,
                    posts: meant.map(|(post, _)| (*post).to_owned()).collect(),
                    people,
                    of,
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grouping::propose::new_group;
    use crate::model::course::TrainingForm;
    use crate::model::group::{Axis, Condition, Rule};
    use crate::model::hours::QuarterHours;
    use crate::model::id::{IdSource, PlanId};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::pack::Extra;
    use crate::model::plan::PlannedCourse;

    #[test]
    fn a_group_gets_the_courses_of_the_posts_that_a_third_of_it_holds() {
        let (mut ledger, people) = ledger_of(9);
        let mut ids = IdSource::new([5; 16]);
        for (id, post) in people.iter().zip(["P04", "P04", "P04", "P12", "P12", "P07"]) {
            ledger.edit_person(*id, |person| person.posts = vec![post.into()]).unwrap();
        }
        let values = vec!["P04".to_owned(), "P12".to_owned(), "P07".to_owned()];
        let rule = Rule { any: vec![vec![Condition { axis: Axis::Post, values, not: false }]] };
        let group = new_group(&ledger, "窗口与执法".into(), rule, &mut ids);
        let id = group.id;
        ledger.put_group(group).unwrap();
        let reference = ledger.settings.reference();
        let overview = Overview::new(&ledger, reference);
        let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
        let courses = |plan: &Plan| {
            let found = templated(plan, &ledger, &overview, reference);
            found.into_iter().map(|one| (one.course, one.people, one.of)).collect::<Vec<_>>()
        };
        // One of six inspects special equipment, which is too few.
        let all = [("C03", 3, 6), ("C11", 2, 6), ("C18", 3, 6)];
        assert_eq!(courses(&plan), all.map(|(course, people, of)| (course.into(), people, of)));
        let planned = |course: &str, group: Option<GroupId>| PlannedCourse {
            course: course.into(),
            grade: group.map(|_| "staff".into()),
            group,
            form: TrainingForm::Intensive,
            hours: QuarterHours(32),
            reason: String::new(),
            extra: Extra::new(),
        };
        plan.put_course(planned("C03", Some(id))).unwrap();
        plan.put_course(planned("C11", None)).unwrap();
        assert_eq!(courses(&plan), [("C18".into(), 3, 6)]);
    }
}
