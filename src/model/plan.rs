//! A training plan of one year: who learns what, in which form, in which batch, with whom.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::batch::Rotation;
use super::course::{TrainingForm, TrainingKind};
use super::date::Moment;
use super::hours::QuarterHours;
use super::id::{GroupId, PersonId, PlanId, SessionId, TaskId};
use super::issue::Issued;
use super::pack::{Extra, PackRef};
use super::pair::{MutualHelp, Pair};
use super::people::{Rejection, move_key};
use super::task::Task;

/// One plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    pub id: PlanId,
    pub title: String,
    /// Calendar year, 年度.
    pub year: i16,
    pub state: PlanState,
    /// When it was issued, and what stood in it then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<Issued>,
    /// 分层分级: the courses of each cell of grade × group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matrix: Vec<PlannedCourse>,
    #[serde(default)]
    pub rotation: Rotation,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub intensive: Vec<IntensiveClass>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Pair>,
    /// Circles, and what pairs go by.
    #[serde(default, skip_serializing_if = "MutualHelp::is_default")]
    pub mutual: MutualHelp,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// The course pack that the codes are of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub courses: Option<PackRef>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Plan {
    /// An empty draft.
    pub fn new(id: PlanId, title: String, year: i16) -> Self {
        Self {
            id,
            title,
            year,
            state: PlanState::Draft,
            issued: None,
            matrix: Vec::new(),
            rotation: Rotation::default(),
            intensive: Vec::new(),
            pairs: Vec::new(),
            mutual: MutualHelp::default(),
            tasks: Vec::new(),
            courses: None,
            extra: Extra::new(),
        }
    }

    /// Does the person appear in it?
    pub fn names(&self, person: PersonId) -> bool {
        self.rotation.names(person)
            || self.issued.as_ref().is_some_and(|issued| issued.names(person))
            || self.intensive.iter().any(|class| class.people.contains(&person))
            || self.pairs.iter().any(|pair| pair.helper == person || pair.helped == person)
            || self.mutual.names(person)
    }

    /// Lets every mention of `from` be one of `to`, or removes it.
    pub fn redirect(&mut self, from: PersonId, to: Option<PersonId>) {
        move_key(&mut self.rotation.placements, from, to);
        if let Some(issued) = &mut self.issued {
            issued.redirect(from, to);
        }
        self.rotation.redirect_rules(from, to);
        redirect_classes(self.intensive.iter_mut(), from, to);
        self.redirect_pairs(from, to);
    }

    /// Does some part of it name the group?
    pub fn names_group(&self, group: GroupId) -> bool {
        self.rotation.groups.contains(&group)
            || self.matrix.iter().any(|planned| planned.group == Some(group))
            || self.intensive.iter().any(|class| class.groups.contains(&group))
    }

    /// Takes a deleted group out; its cells of the matrix go with it.
    pub fn forget_group(&mut self, group: GroupId) {
        self.rotation.groups.retain(|other| *other != group);
        self.matrix.retain(|planned| planned.group != Some(group));
        for class in &mut self.intensive {
            class.groups.retain(|other| *other != group);
        }
    }
}

/// Lets classes have `to` in the place of `from`, or nobody.
pub(super) fn redirect_classes<'a>(
    classes: impl Iterator<Item = &'a mut IntensiveClass>,
    from: PersonId,
    to: Option<PersonId>,
) {
    for class in classes {
        let was_in = class.people.contains(&from);
        class.people.retain(|person| *person != from);
        if let Some(to) = to.filter(|to| was_in && !class.people.contains(to)) {
            class.people.push(to);
        }
    }
}

/// Adds the item, or puts it in the place of the one with the same identity.
pub(super) fn put<T, K: PartialEq>(items: &mut Vec<T>, item: T, key: impl Fn(&T) -> K) {
    match items.iter_mut().find(|other| key(other) == key(&item)) {
        Some(other) => *other = item,
        None => items.push(item),
    }
}

/// Edits. A closed plan refuses them all.
impl Plan {
    pub(super) fn ensure_open(&self) -> Result<(), Rejection> {
        if self.state == PlanState::Closed { Err(Rejection::PlanClosed) } else { Ok(()) }
    }

    /// Goes on to the next state; issuing keeps what stands in the plan now.
    ///
    /// # Errors
    /// The plan is closed.
    pub fn advance(&mut self, now: Moment) -> Result<(), Rejection> {
        self.ensure_open()?;
        if self.state == PlanState::Draft {
            self.issue(now)?;
        }
        self.state = self.state.next();
        Ok(())
    }

    /// Keeps what stands in the plan: later changes are told against it.
    ///
    /// # Errors
    /// The plan is closed.
    pub fn issue(&mut self, now: Moment) -> Result<(), Rejection> {
        self.ensure_open()?;
        self.issued = Some(Issued::of(self, now));
        Ok(())
    }

    /// Opens a closed plan again.
    pub fn reopen(&mut self) {
        if self.state == PlanState::Closed {
            self.state = PlanState::Running;
        }
    }

    /// Changes the rotation.
    ///
    /// # Errors
    /// The plan is closed, or what `change` says.
    pub fn edit_rotation(
        &mut self,
        change: impl FnOnce(&mut Rotation) -> Result<(), Rejection>,
    ) -> Result<(), Rejection> {
        self.ensure_open()?;
        change(&mut self.rotation)
    }

    /// Puts a course into the matrix, in the place of the same course of the same cell.
    ///
    /// # Errors
    /// The plan is closed.
    pub fn put_course(&mut self, planned: PlannedCourse) -> Result<(), Rejection> {
        self.ensure_open()?;
        put(&mut self.matrix, planned, |planned| {
            (planned.course.clone(), planned.grade.clone(), planned.group)
        });
        Ok(())
    }

    /// Takes a course out of one cell.
    ///
    /// # Errors
    /// The plan is closed.
    pub fn remove_course(
        &mut self,
        course: &str,
        grade: Option<&str>,
        group: Option<GroupId>,
    ) -> Result<(), Rejection> {
        self.ensure_open()?;
        self.matrix.retain(|planned| {
            planned.course != course || planned.grade.as_deref() != grade || planned.group != group
        });
        Ok(())
    }

    /// Adds or replaces an intensive class.
    ///
    /// # Errors
    /// The plan is closed, a blank title, an end before the start.
    pub fn put_class(&mut self, class: IntensiveClass) -> Result<(), Rejection> {
        self.ensure_open()?;
        if class.title.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        if class.end < class.start {
            return Err(Rejection::EndBeforeStart);
        }
        put(&mut self.intensive, class, |class| class.id);
        Ok(())
    }

    /// Deletes an intensive class.
    ///
    /// # Errors
    /// The plan is closed.
    pub fn remove_class(&mut self, id: SessionId) -> Result<(), Rejection> {
        self.ensure_open()?;
        self.intensive.retain(|class| class.id != id);
        Ok(())
    }

    /// Adds or replaces a task.
    ///
    /// # Errors
    /// The plan is closed, or a blank title.
    pub fn put_task(&mut self, task: Task) -> Result<(), Rejection> {
        self.ensure_open()?;
        if task.title.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        put(&mut self.tasks, task, |task| task.id);
        Ok(())
    }

    /// Deletes a task.
    ///
    /// # Errors
    /// The plan is closed.
    pub fn remove_task(&mut self, id: TaskId) -> Result<(), Rejection> {
        self.ensure_open()?;
        self.tasks.retain(|task| task.id != id);
        Ok(())
    }
}

/// 草稿 → 已下发 → 进行中 → 已完成.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PlanState {
    Draft,
    Issued,
    Running,
    Closed,
    #[serde(untagged)]
    Other(String),
}

impl PlanState {
    /// The state after this one; the last stays.
    pub fn next(&self) -> Self {
        match self {
            Self::Draft => Self::Issued,
            Self::Issued => Self::Running,
            _ => Self::Closed,
        }
    }
}

/// A course in one cell of the matrix grade × group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlannedCourse {
    /// Code of the course pack.
    pub course: String,
    /// Grade of the rank pack, empty for who has none; missing means every grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// Missing means everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    pub form: TrainingForm,
    pub hours: QuarterHours,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A special intensive class (专项集中培训).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct IntensiveClass {
    pub id: SessionId,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<String>,
    /// Kind of training by law (培训类别), where it was said; its hours are of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<TrainingKind>,
    /// First and last day.
    pub start: Date,
    pub end: Date,
    pub hours: QuarterHours,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub trainer: String,
    pub seats: u32,
    /// Fewer than so many are no class; 0 where it does not matter.
    #[serde(default, skip_serializing_if = "super::batch::is_zero")]
    pub least: u32,
    /// Only the mornings or only the afternoons; missing for whole days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half: Option<HalfDay>,
    /// The groups it is for; empty for the whole roster.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupId>,
    /// People who take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PersonId>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Half a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum HalfDay {
    Morning,
    Afternoon,
}

impl IntensiveClass {
    /// A class that is still to be described.
    pub fn new(id: SessionId, title: String, start: Date, end: Date) -> Self {
        Self {
            id,
            title,
            course: None,
            kind: None,
            start,
            end,
            hours: QuarterHours(0),
            place: String::new(),
            trainer: String::new(),
            seats: 0,
            least: 0,
            half: None,
            groups: Vec::new(),
            people: Vec::new(),
            extra: Extra::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cover::{Cover, Link, LinkKind};
    use crate::model::id::{IdSource, OfficeId};

    #[test]
    fn the_issued_version_forgets_who_is_purged_in_its_rules_too() {
        let mut ids = IdSource::new([2; 16]);
        let people = [PersonId::new(&mut ids), PersonId::new(&mut ids)];
        let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
        let office = OfficeId::new(&mut ids);
        let cover = Cover { office, post: "内勤".into(), holders: people.to_vec(), present: 1 };
        plan.rotation.covers.push(cover);
        plan.rotation.put_link(Link { kind: LinkKind::Apart, people }).unwrap();
        plan.issue(Moment::parse("2026-03-01T09:00:00+08:00").unwrap()).unwrap();
        plan.rotation = Rotation::default();
        assert!(plan.names(people[0]));
        plan.redirect(people[0], None);
        assert!(!plan.names(people[0]));
        assert!(plan.names(people[1]));
    }
}
