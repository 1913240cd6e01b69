//! The ledger: an index of shards, each of which is shared by `Arc` and saved as one chunk.
//!
//! A clone copies the index only, so undo is a stack of ledgers, and a save writes just the
//! shards whose `Arc` changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::assessment::Assessment;
use super::course::Course;
use super::draft::Draft;
use super::group::Group;
use super::hours::Session;
use super::id::{
    AssessmentId, DraftId, GroupId, IdSource, LedgerId, OfficeId, PersonId, PlanId, SessionId,
};
use super::kept_file::KeptFile;
use super::office::{Office, OfficeKind, OfficeLevel};
use super::pack::{Extra, Packs};
use super::people::{PeopleShard, Rejection, ShardKey};
use super::plan::Plan;
use super::settings::Settings;
use super::standard::Standard;

use crate::order::{Gather as _, Order as _};

/// Everything that undo brings back.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    pub settings: Arc<Settings>,
    pub packs: Arc<Packs>,
    pub offices: Arc<BTreeMap<OfficeId, Office>>,
    pub people: BTreeMap<ShardKey, Arc<PeopleShard>>,
    pub groups: Arc<BTreeMap<GroupId, Group>>,
    pub plans: BTreeMap<PlanId, Arc<Plan>>,
    pub sessions: BTreeMap<SessionId, Arc<Session>>,
    pub assessments: BTreeMap<AssessmentId, Arc<Assessment>>,
    /// The standards that forms are filled under or that were taken over, by SHA-256.
    pub standards: BTreeMap<String, Arc<Standard>>,
    /// Standards that are being written.
    pub drafts: BTreeMap<DraftId, Arc<Draft>>,
    /// The files kept beside evidence, by SHA-256.
    pub files: BTreeMap<String, Arc<KeptFile>>,
}

impl Ledger {
    /// An empty ledger of a bureau.
    pub fn new(office_name: String, year: i16, ids: &mut IdSource) -> Self {
        let office = OfficeId::new(ids);
        let bureau = Office {
            id: office,
            code: None,
            name: office_name,
            kind: OfficeKind::Bureau,
            level: OfficeLevel::District,
            parent: None,
            position: 0,
            extra: Extra::new(),
        };
        Self {
            settings: Arc::new(Settings {
                ledger: LedgerId::new(ids),
                office,
                year,
                sample: false,
                venues: Vec::new(),
                trainers: Vec::new(),
                matching_secret: None,
                extra: Extra::new(),
            }),
            packs: Packs::built_in(),
            offices: Arc::new([(office, bureau)].into_iter().gather_map()),
            people: BTreeMap::new(),
            groups: Arc::default(),
            plans: BTreeMap::new(),
            sessions: BTreeMap::new(),
            assessments: BTreeMap::new(),
            standards: BTreeMap::new(),
            drafts: BTreeMap::new(),
            files: BTreeMap::new(),
        }
    }

    /// The bureau whose ledger this is.
    pub fn own_office(&self) -> Option<&Office> {
        self.offices.get(&self.settings.office)
    }

    /// The name of the bureau whose ledger this is.
    pub fn own_name(&self) -> &str {
        self.office_name(self.settings.office)
    }

    /// The name of an office, empty where it is unknown.
    pub fn office_name(&self, id: OfficeId) -> &str {
        self.offices.get(&id).map_or("", |office| office.name.as_str())
    }

    /// Is an office the one, or below it? The bureau of the ledger is above all.
    pub fn is_within(&self, office: OfficeId, top: OfficeId) -> bool {
        let mut at = Some(office);
        // As many steps as there are offices: a ring of parents ends too.
        for _ in 0..=self.offices.len() {
            match at {
                Some(office) if office == top => return true,
                Some(office) => at = self.offices.get(&office).and_then(|office| office.parent),
                None => break,
            }
        }
        top == self.settings.office
    }

    /// The offices that have people or are below the bureau, in the order of the lists.
    pub fn offices_in_order(&self) -> Vec<&Office> {
        let mut offices: Vec<_> = self.offices.values().collect();
        offices.order_by_key(|office| (office.position, office.id));
        offices
    }

    /// Adds an office.
    ///
    /// # Errors
    /// A blank name, or one that another office has.
    pub fn add_office(&mut self, office: Office) -> Result<(), Rejection> {
        if office.name.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        if self.offices.values().any(|other| other.name == office.name && other.id != office.id) {
            return Err(Rejection::NameTaken(office.name));
        }
        Arc::make_mut(&mut self.offices).insert(office.id, office);
        Ok(())
    }

    /// Changes an office.
    ///
    /// # Errors
    /// No such office, a blank name, or one that another office has.
    pub fn edit_office(
        &mut self,
        id: OfficeId,
        change: impl FnOnce(&mut Office),
    ) -> Result<(), Rejection> {
        let mut office = self.offices.get(&id).cloned().ok_or(Rejection::NoSuchOffice)?;
        change(&mut office);
        office.id = id;
        self.add_office(office)
    }

    /// Deletes an office that nobody is of, archived people included.
    ///
    /// # Errors
    /// No such office, the ledger's own, or one that has people.
    pub fn delete_office(&mut self, id: OfficeId) -> Result<(), Rejection> {
        if id == self.settings.office || !self.offices.contains_key(&id) {
            return Err(Rejection::NoSuchOffice);
        }
        let people = self.people().filter(|person| person.office == id).count();
        if people > 0 {
            return Err(Rejection::OfficeHasPeople(people));
        }
        Arc::make_mut(&mut self.offices).remove(&id);
        Ok(())
    }

    /// Adds or replaces a group.
    ///
    /// # Errors
    /// A blank name, or one that another group has.
    pub fn put_group(&mut self, group: Group) -> Result<(), Rejection> {
        if group.name.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        if self.groups.values().any(|other| other.name == group.name && other.id != group.id) {
            return Err(Rejection::NameTaken(group.name));
        }
        Arc::make_mut(&mut self.groups).insert(group.id, group);
        Ok(())
    }

    /// Deletes a group, and takes it out of the plans that name it.
    ///
    /// # Errors
    /// No such group.
    pub fn delete_group(&mut self, id: GroupId) -> Result<(), Rejection> {
        if !self.groups.contains_key(&id) {
            return Err(Rejection::NoSuchGroup);
        }
        Arc::make_mut(&mut self.groups).remove(&id);
        for plan in self.plans.values_mut().filter(|plan| plan.names_group(id)) {
            Arc::make_mut(plan).forget_group(id);
        }
        Ok(())
    }

    /// Adds a course to the course pack, whose version then says in the words of `local` that it
    /// was changed here.
    ///
    /// # Errors
    /// A blank name, or one that another course has.
    pub fn add_course(&mut self, course: Course, local: &str) -> Result<(), Rejection> {
        if course.name.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        let pack = &mut Arc::make_mut(&mut self.packs).courses;
        if pack.courses.iter().any(|other| other.name == course.name) {
            return Err(Rejection::NameTaken(course.name));
        }
        pack.courses.push(course);
        pack.head.mark_changed(local);
        Ok(())
    }

    /// A title that no plan of the year has: the one asked for, or that with a number after it.
    pub fn free_plan_title(&self, title: &str, year: i16) -> String {
        let is_taken =
            |title: &str| self.plans.values().any(|plan| plan.year == year && plan.title == title);
        let numbered = (2_u32..).map(|number| format!("{title}（{number}）"));
        let mut titles = std::iter::once(title.to_owned()).chain(numbered);
        titles.find(|title| !is_taken(title)).unwrap_or_default()
    }

    /// Adds a plan.
    ///
    /// # Errors
    /// A blank title.
    pub fn add_plan(&mut self, plan: Plan) -> Result<(), Rejection> {
        if plan.title.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        self.plans.insert(plan.id, Arc::new(plan));
        Ok(())
    }

    /// Changes a plan; `change` may refuse.
    ///
    /// # Errors
    /// No such plan, or what `change` says.
    pub fn edit_plan(
        &mut self,
        id: PlanId,
        change: impl FnOnce(&mut Plan) -> Result<(), Rejection>,
    ) -> Result<(), Rejection> {
        let plan = self.plans.get(&id).ok_or(Rejection::NoSuchPlan)?;
        let mut changed = Plan::clone(plan);
        change(&mut changed)?;
        if changed.title.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        self.plans.insert(id, Arc::new(changed));
        Ok(())
    }

    /// Deletes a plan. Sessions that carried it out stay, with their hours.
    ///
    /// # Errors
    /// No such plan.
    pub fn delete_plan(&mut self, id: PlanId) -> Result<(), Rejection> {
        self.plans.remove(&id).map(|_| ()).ok_or(Rejection::NoSuchPlan)
    }

    /// Adds or replaces a session.
    ///
    /// # Errors
    /// A blank title, or an end before the start.
    pub fn put_session(&mut self, session: Session) -> Result<(), Rejection> {
        if session.title.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        if session.end < session.start {
            return Err(Rejection::EndBeforeStart);
        }
        self.sessions.insert(session.id, Arc::new(session));
        Ok(())
    }

    /// Deletes a session with its hours.
    ///
    /// # Errors
    /// No such session.
    pub fn delete_session(&mut self, id: SessionId) -> Result<(), Rejection> {
        self.sessions.remove(&id).map(|_| ()).ok_or(Rejection::NoSuchSession)
    }

    /// Makes one session of two records of the same class: who is in `gone` alone goes to `keep`.
    ///
    /// # Errors
    /// No such session, or the same one twice.
    pub fn merge_sessions(&mut self, keep: SessionId, gone: SessionId) -> Result<(), Rejection> {
        let other = self.sessions.get(&gone).filter(|_| keep != gone).cloned();
        let (Some(kept), Some(other)) = (self.sessions.get_mut(&keep), other) else {
            return Err(Rejection::NoSuchSession);
        };
        let kept = Arc::make_mut(kept);
        for (person, attendance) in &other.attendance {
            kept.attendance.entry(*person).or_insert_with(|| attendance.clone());
        }
        self.delete_session(gone)
    }

    /// Takes somebody out of a session, with the hours of it.
    ///
    /// # Errors
    /// No such session, or the person is not in it.
    pub fn leave_session(&mut self, id: SessionId, person: PersonId) -> Result<(), Rejection> {
        let session = self.sessions.get_mut(&id).ok_or(Rejection::NoSuchSession)?;
        let removed = Arc::make_mut(session).attendance.remove(&person);
        removed.map(|_| ()).ok_or(Rejection::NoSuchPerson)
    }

    /// Has anything been entered yet?
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
            && self.groups.is_empty()
            && self.plans.is_empty()
            && self.sessions.is_empty()
            && self.assessments.is_empty()
            && self.standards.is_empty()
            && self.drafts.is_empty()
    }
}

impl Group {
    /// Is the person pinned in or out?
    pub fn names(&self, person: PersonId) -> bool {
        self.pinned_in.contains_key(&person) || self.pinned_out.contains_key(&person)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::model::person::Person;

    /// A ledger with one bureau and so many people in it.
    pub fn ledger_of(people: usize) -> (Ledger, Vec<PersonId>) {
        let mut ids = IdSource::new([42; 16]);
        let mut ledger = Ledger::new("示范区市场监督管理局".into(), 2026, &mut ids);
        let office = ledger.settings.office;
        let people = (0..people)
            .map(|number| {
                let id = PersonId::new(&mut ids);
                let mut person = Person::new(id, format!("人{number}"), office);
                person.position = u32::try_from(number).unwrap();
                ledger.add_person(person).unwrap();
                id
            })
            .collect();
        (ledger, people)
    }

    #[test]
    fn only_an_office_without_people_can_be_deleted() {
        let (mut ledger, _) = ledger_of(1);
        let own = ledger.settings.office;
        assert_eq!(ledger.delete_office(own), Err(Rejection::NoSuchOffice));
        let id = OfficeId::new(&mut IdSource::new([3; 16]));
        let office = Office { id, name: "长安所".into(), ..ledger.offices[&own].clone() };
        ledger.add_office(office).unwrap();
        let person = ledger.people().next().unwrap().id;
        ledger.edit_person(person, |person| person.office = id).unwrap();
        assert_eq!(ledger.delete_office(id), Err(Rejection::OfficeHasPeople(1)));
        ledger.edit_person(person, |person| person.office = own).unwrap();
        ledger.delete_office(id).unwrap();
        assert_eq!(ledger.offices.len(), 1);
    }

    #[test]
    fn a_second_plan_of_a_title_gets_a_number() {
        let (mut ledger, _) = ledger_of(0);
        let ids = &mut IdSource::new([4; 16]);
        for title in ["轮训", "轮训（2）", "轮训（3）"] {
            let free = ledger.free_plan_title("轮训", 2026);
            assert_eq!(free, title);
            ledger.add_plan(Plan::new(PlanId::new(ids), free, 2026)).unwrap();
        }
        assert_eq!(ledger.free_plan_title("轮训", 2027), "轮训");
    }

    #[test]
    fn a_course_made_here_has_its_own_code_and_marks_the_pack() {
        let (mut ledger, _) = ledger_of(0);
        let course = |ledger: &Ledger, name: &str| Course {
            code: ledger.packs.courses.new_code(),
            name: name.into(),
            hours: crate::model::hours::QuarterHours(32),
            form: crate::model::course::TrainingForm::Intensive,
            posts: Vec::new(),
            basis: String::new(),
            extra: Extra::new(),
        };
        for name in ["案件研讨", "应急处置"] {
            ledger.add_course(course(&ledger, name), "本局修改").unwrap();
        }
        let pack = &ledger.packs.courses;
        assert_eq!(pack.course("L02").unwrap().name, "应急处置");
        assert!(pack.head.version.ends_with(" 本局修改"));
        assert_eq!(pack.head.version.matches("本局修改").count(), 1);
        let again = ledger.add_course(course(&ledger, "案件研讨"), "本局修改");
        assert_eq!(again, Err(Rejection::NameTaken("案件研讨".into())));
    }

    #[test]
    fn two_groups_cannot_have_the_same_name() {
        let (mut ledger, _) = ledger_of(0);
        let mut ids = IdSource::new([3; 16]);
        let mut group = Group {
            id: GroupId::new(&mut ids),
            name: "青年".into(),
            rule: Default::default(),
            pinned_in: BTreeMap::new(),
            pinned_out: BTreeMap::new(),
            position: 0,
            extra: Extra::new(),
        };
        ledger.put_group(group.clone()).unwrap();
        ledger.put_group(group.clone()).unwrap();
        group.id = GroupId::new(&mut ids);
        assert_eq!(ledger.put_group(group), Err(Rejection::NameTaken("青年".into())));
    }
}
