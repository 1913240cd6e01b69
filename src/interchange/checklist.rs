//! What is missing before a submission leaves (报前检查). Nothing here forbids it: a person
//! overrides with a reason.

use std::collections::{BTreeMap, BTreeSet};

use super::envelope::Redaction;
use super::roster::matching::is_sound;
use super::submission::{Choice, Part};
use crate::assessment::scoring::score_column;
use crate::grouping::membership::Overview;
use crate::model::assessment::{Column, ItemAnswer};
use crate::model::id::{AssessmentId, PersonId, PlanId};
use crate::model::ledger::Ledger;
use crate::model::plan::PlanState;
use crate::model::review::{Round, Stage};
use crate::model::standard::Item;
use crate::order::{Gather as _, Order as _};

/// So many unfilled forms are named one by one.
const NAMED_FORMS: usize = 3;

/// One line of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub level: Level,
    pub about: About,
}

/// How a line reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The superior bureau will ask.
    Bad,
    /// Should be looked at.
    Warning,
    Good,
}

/// What a line is about, with what its link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The ledger holds sample data.
    Sample,
    NobodyOnRoster,
    /// Whose office has no code, so that the superior bureau matches by name.
    NoOfficeCode,
    MissingBirth(Vec<PersonId>),
    MissingEducation(Vec<PersonId>),
    MissingPost(Vec<PersonId>),
    /// The same name, office and birth twice, or the same ID number.
    Duplicates(Vec<PersonId>),
    NoDuplicates,
    NoGroups,
    InNoGroup(usize),
    NoPlan,
    PlanIsDraft {
        plan: PlanId,
        title: String,
    },
    /// So much of what people were told when the plan was issued is no longer so.
    ChangedSinceIssued {
        plan: PlanId,
        title: String,
        changes: usize,
    },
    NoSessions,
    /// People of the roster without an hour in the period.
    WithoutHours(Vec<PersonId>),
    NoForms,
    OpenItems {
        form: AssessmentId,
        title: String,
        open: usize,
        of: usize,
    },
    /// So many forms are not filled: too many to name each.
    OpenForms(usize),
    /// The standard of a form is lost, or its answers cannot be scored.
    Unscorable {
        form: AssessmentId,
        title: String,
    },
    /// Items with an answer and without evidence, where the standard names some.
    WithoutEvidence {
        form: AssessmentId,
        title: String,
        items: Vec<String>,
    },
    /// Items that are not applicable and do not say why.
    WithoutReason {
        form: AssessmentId,
        title: String,
        items: Vec<String>,
    },
    /// So many forms were handed down to offices below and did not come back.
    NotBack(usize),
    /// Items with a comment of a reviewer that nobody replied to.
    CommentsOpen {
        form: AssessmentId,
        title: String,
        items: Vec<String>,
    },
    /// A reviewer will see the marks alone, not reasons, evidence and replies.
    TextsStay {
        form: AssessmentId,
        title: String,
    },
    /// Keys can be matched by the superior bureau, or not.
    SecretPresent,
    SecretMissing,
}

/// Looks through what was chosen. Worst first.
pub fn checklist(ledger: &Ledger, choice: &Choice, has_secret: bool) -> Vec<Finding> {
    let mut list = List(Vec::new());
    if ledger.settings.sample {
        list.bad(About::Sample);
    }
    if ledger.own_office().is_some_and(|office| office.code.is_none()) {
        list.warn(About::NoOfficeCode);
    }
    for part in &choice.parts {
        match part {
            Part::Roster => roster(ledger, &mut list),
            Part::Groups => groups(ledger, &mut list),
            Part::Plans => plans(ledger, choice, &mut list),
            Part::Hours => hours(ledger, choice, &mut list),
            Part::Assessments => forms(ledger, choice, &mut list),
        }
    }
    match (choice.redaction, has_secret) {
        (Redaction::Deidentified, true) => list.good(About::SecretPresent),
        (Redaction::Deidentified, false) => list.warn(About::SecretMissing),
        _ => {}
    }
    let List(mut findings) = list;
    findings.order_by_key(|finding| finding.level);
    findings
}

struct List(Vec<Finding>);

impl List {
    fn bad(&mut self, about: About) {
        self.0.push(Finding { level: Level::Bad, about });
    }

    fn warn(&mut self, about: About) {
        self.0.push(Finding { level: Level::Warning, about });
    }

    fn good(&mut self, about: About) {
        self.0.push(Finding { level: Level::Good, about });
    }

    fn warn_of(&mut self, people: Vec<PersonId>, about: fn(Vec<PersonId>) -> About) {
        if !people.is_empty() {
            self.warn(about(people));
        }
    }
}

fn roster(ledger: &Ledger, list: &mut List) {
    let people: Vec<_> = ledger.enrolled(ledger.settings.reference()).collect();
    if people.is_empty() {
        list.bad(About::NobodyOnRoster);
        return;
    }
    let without = |is_missing: &dyn Fn(&crate::model::person::Person) -> bool| {
        people.iter().filter(|person| is_missing(person)).map(|person| person.id).collect()
    };
    list.warn_of(without(&|person| person.birth.is_none()), About::MissingBirth);
    list.warn_of(
        without(&|person| person.full_time.is_none() && person.in_service.is_none()),
        About::MissingEducation,
    );
    list.warn_of(without(&|person| person.posts.is_empty()), About::MissingPost);

    let mut alike: BTreeMap<String, Vec<PersonId>> = BTreeMap::new();
    for person in &people {
        if let Some(number) = &person.id_number {
            alike.entry(number.to_uppercase()).or_default().push(person.id);
        }
        if let Some(birth) = person.birth {
            let (year, first) = (birth.year(), birth.first_day());
            let key = format!("{} {year}-{} {}", person.name, first.month(), person.office);
            alike.entry(key).or_default().push(person.id);
        }
    }
    // Namesakes of one month are told apart by their ID numbers.
    let are_two = |people: &Vec<PersonId>| {
        let numbers: BTreeSet<_> = people
            .iter()
            .filter_map(|id| ledger.person(*id)?.id_number.as_ref())
            .filter(|number| is_sound(Some(number)))
            .gather_set();
        numbers.len() == people.len()
    };
    let twice = alike.into_values().filter(|people| people.len() > 1 && !are_two(people)).flatten();
    let twice: Vec<_> = twice.gather_set().into_iter().collect();
    if twice.is_empty() {
        list.good(About::NoDuplicates);
    } else {
        list.bad(About::Duplicates(twice));
    }
}

fn groups(ledger: &Ledger, list: &mut List) {
    if ledger.groups.is_empty() {
        list.warn(About::NoGroups);
        return;
    }
    let overview = Overview::new(ledger, ledger.settings.reference());
    let none = overview.in_none().count();
    if none > 0 {
        list.warn(About::InNoGroup(none));
    }
}

fn plans(ledger: &Ledger, choice: &Choice, list: &mut List) {
    let mut plans = ledger.plans.values().filter(|plan| plan.year == choice.period.year).peekable();
    if plans.peek().is_none() {
        list.bad(About::NoPlan);
    }
    for plan in plans {
        let title = plan.title.clone();
        if plan.state == PlanState::Draft {
            list.warn(About::PlanIsDraft { plan: plan.id, title });
        } else {
            let changes = plan.changes_since_issue().len();
            if changes > 0 {
                list.warn(About::ChangedSinceIssued { plan: plan.id, title, changes });
            }
        }
    }
}

fn hours(ledger: &Ledger, choice: &Choice, list: &mut List) {
    let sessions: Vec<_> =
        ledger.sessions.values().filter(|session| choice.period.touches(session)).collect();
    if sessions.is_empty() {
        list.bad(About::NoSessions);
        return;
    }
    let without = ledger
        .enrolled(ledger.settings.reference())
        .map(|person| person.id)
        .filter(|id| {
            sessions.iter().all(|session| {
                session.attendance.get(id).is_none_or(|attendance| attendance.hours.0 == 0)
            })
        })
        .collect();
    list.warn_of(without, About::WithoutHours);
}

fn forms(ledger: &Ledger, choice: &Choice, list: &mut List) {
    let mut forms = super::forms::chosen(ledger, choice).peekable();
    if forms.peek().is_none() {
        list.bad(About::NoForms);
    }
    let mut not_back = 0;
    let mut unfilled = Vec::new();
    for form in forms {
        let title = form.title.clone();
        let is_empty = form.answers(Column::Own).is_none_or(|answers| answers.items.is_empty());
        if is_empty && form.is_out(ledger.settings.office) {
            not_back += 1;
            continue;
        }
        let open = form.rounds.iter().flat_map(Round::unanswered);
        let items: Vec<_> = open.gather_set().into_iter().map(str::to_owned).collect();
        // Once there is a result, no reply is waited for.
        let is_wanted = !form.is_received(Column::Own) && form.stage() != Stage::Concluded;
        if is_wanted && !items.is_empty() {
            let title = title.clone();
            list.warn(About::CommentsOpen { form: form.id, title, items });
        }
        if form.stage() != Stage::Alone && choice.redaction == Redaction::Deidentified {
            list.warn(About::TextsStay { form: form.id, title: title.clone() });
        }
        let standard = ledger.standard_of(form);
        let scored = standard.and_then(|standard| {
            score_column(standard, form, Column::Own).ok().map(|scored| (standard, scored))
        });
        let Some((standard, scored)) = scored else {
            list.bad(About::Unscorable { form: form.id, title });
            continue;
        };
        let open = scored.of - scored.answered.min(scored.of);
        if open > 0 {
            let title = title.clone();
            unfilled.push(About::OpenItems { form: form.id, title, open, of: scored.of });
        }
        let all = standard.items();
        let marked = scored.items_by_id();
        let without = |item: &&&Item| {
            let answer = form.item(Column::Own, &item.id);
            marked.get(item.id.as_str()).is_some_and(|marked| item.lacks_evidence(marked, answer))
        };
        let items: Vec<_> = all.iter().filter(without).map(|item| item.id.clone()).collect();
        if !items.is_empty() {
            let title = title.clone();
            list.warn(About::WithoutEvidence { form: form.id, title, items });
        }
        let lacks_reason = |id: &str| {
            // What came in a file may have left its texts behind.
            !form.is_received(Column::Own)
                && form.item(Column::Own, id).is_some_and(ItemAnswer::lacks_reason)
        };
        let items = all.iter().map(|item| item.id.clone()).filter(|id| lacks_reason(id));
        let items: Vec<_> = items.collect();
        if !items.is_empty() {
            list.warn(About::WithoutReason { form: form.id, title, items });
        }
    }
    if unfilled.len() > NAMED_FORMS {
        list.bad(About::OpenForms(unfilled.len()));
    } else {
        unfilled.into_iter().for_each(|about| list.bad(about));
    }
    if not_back > 0 {
        list.warn(About::NotBack(not_back));
    }
}
