//! Random ledgers: small, but with every field filled somewhere, odd text, and fields of a newer
//! version.

use std::collections::BTreeMap;

use jiff::civil::Date;
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use serde_json::json;
use training_ledger::model::assessment::{
    AmountAnswer, Assessment, Column, Evidence, HandMark, Subject,
};
use training_ledger::model::batch::{Batch, Floor, OfficeFloor, Placement};
use training_ledger::model::canonical::sha256;
use training_ledger::model::course::{TrainingForm, TrainingKind};
use training_ledger::model::cover::{Cover, Link, LinkKind};
use training_ledger::model::date::{Moment, PartialDate};
use training_ledger::model::draft;
use training_ledger::model::figure::{FigureKind, RuleFigure, Snapshot};
use training_ledger::model::group::{Axis, Condition, Group, Rule};
use training_ledger::model::hours::{
    Attendance, HalfDayMark, Presence, QuarterHours, Session, TestResult,
};
use training_ledger::model::id::{
    AssessmentId, BatchId, DraftId, GroupId, IdSource, OfficeId, PairId, PersonId, PlanId,
    SessionId, TaskId,
};
use training_ledger::model::issue::Issued;
use training_ledger::model::kept_file::KeptFile;
use training_ledger::model::ledger::Ledger;
use training_ledger::model::mending::Spot;
use training_ledger::model::office::{Office, OfficeKind, OfficeLevel};
use training_ledger::model::pack::Extra;
use training_ledger::model::pair::{Circle, Meeting, MutualHelp, Pair};
use training_ledger::model::person::{
    Archived, Certificate, Person, RetirementCategory, Schooling, Sex,
};
use training_ledger::model::plan::{HalfDay, IntensiveClass, Plan, PlanState, PlannedCourse};
use training_ledger::model::review::{
    IssuedFigure, IssuedForm, Receipt, Reply, ReplyKind, Round, RoundKind,
};
use training_ledger::model::score::Hundredths;
use training_ledger::model::skill::{Appraiser, Skill};
use training_ledger::model::standard::Standard;
use training_ledger::model::status::{DutyStatus, StatusPeriod};
use training_ledger::model::task::Task;

/// 2026-09-16, 14:03:22 in China.
pub fn moment() -> Moment {
    Moment::parse("2026-09-16T14:03:22+08:00").unwrap()
}

pub fn day(month: i8, day: i8) -> Date {
    Date::new(2026, month, day).unwrap()
}

/// Text as people type it, and as nobody should.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[\u{4e00}-\u{4fff}]{1,6}",
        "\\PC{0,12}",
        Just("=cmd|' /C calc'!A0".to_owned()),
        Just("__proto__".to_owned()),
        Just("\u{202e}\u{0}\u{10ffff}\"\\".to_owned()),
    ]
}

fn birth() -> impl Strategy<Value = PartialDate> {
    (1955_i16..2005, 1_i8..=12, 1_i8..=28, 0..3).prop_map(|(year, month, day, precision)| {
        match precision {
            0 => PartialDate::Year(year),
            1 => PartialDate::month(year, month).unwrap(),
            _ => PartialDate::day(year, month, day).unwrap(),
        }
    })
}

#[derive(Clone, Debug)]
struct Draft {
    name: String,
    birth: Option<PartialDate>,
    education: Option<&'static str>,
    posts: Vec<&'static str>,
    office: usize,
    note: String,
    custom: BTreeMap<String, String>,
    extra: bool,
    archived: bool,
    away: bool,
    number: Option<String>,
}

fn draft() -> impl Strategy<Value = Draft> {
    (
        (
            "[\u{4e00}-\u{4fff}]{2,3}",
            of(birth()),
            of(prop::sample::select(vec!["11", "14", "21", "31", "61"])),
        ),
        (vec(prop::sample::select(vec!["P01", "P05", "P12"]), 0..3), 0_usize..4, text()),
        (btree_map(text(), text(), 0..3), any::<bool>(), any::<bool>(), any::<bool>(), of(text())),
    )
        .prop_map(|((name, birth, education), (posts, office, note), rest)| {
            let (custom, extra, archived, away, number) = rest;
            Draft {
                name,
                birth,
                education,
                posts,
                office,
                note,
                custom,
                extra,
                archived,
                away,
                number,
            }
        })
}

/// A ledger with a bureau, three offices, at most thirty people, and one of everything else.
pub fn ledger() -> impl Strategy<Value = Ledger> {
    (vec(draft(), 0..30), text(), any::<[u8; 16]>(), 0_u32..2000)
        .prop_map(|(drafts, text, seed, mark)| filled(&drafts, &text, seed, mark))
}

fn filled(drafts: &[Draft], text: &str, seed: [u8; 16], mark: u32) -> Ledger {
    let ids = &mut IdSource::new(seed);
    let mut ledger = Ledger::new("示范区市场监督管理局".into(), 2026, ids);
    let mut offices = vec![ledger.settings.office];
    for position in 1..4 {
        let id = OfficeId::new(ids);
        offices.push(id);
        let office = Office {
            id,
            code: Some(format!("11210000000000000A-{position:02}")),
            name: format!("第{position}市场监督管理所"),
            kind: OfficeKind::Other("特勤所".into()),
            level: OfficeLevel::Station,
            parent: Some(ledger.settings.office),
            position,
            extra: newer(),
        };
        ledger.add_office(office).unwrap();
    }
    let people: Vec<PersonId> = drafts
        .iter()
        .map(|draft| {
            let person = person(draft, offices[draft.office], ids);
            let id = person.id;
            ledger.add_person(person).unwrap();
            id
        })
        .collect();
    let group = group(text, &people, ids);
    let group_id = group.id;
    ledger.put_group(group).unwrap();
    let plan = plan(text, &people, group_id, ids);
    let session = session(text, &people, &plan, ids);
    ledger.add_plan(plan).unwrap();
    ledger.put_session(session).unwrap();
    form(&mut ledger, text, mark, ids);
    ledger
}

/// A field that a newer version added.
fn newer() -> Extra {
    Extra::from_iter([("newerField".to_owned(), json!({ "a": [1.5, null, "文"] }))])
}

fn person(draft: &Draft, office: OfficeId, ids: &mut IdSource) -> Person {
    let mut person = Person::new(PersonId::new(ids), draft.name.clone(), office);
    person.birth = draft.birth;
    person.number = draft.number.clone();
    person.sex = draft.away.then_some(Sex::Female);
    person.full_time = draft.education.map(Schooling::new);
    person.posts = draft.posts.iter().map(ToString::to_string).collect();
    person.note = draft.note.clone();
    person.custom = draft.custom.clone();
    person.retirement = draft.away.then_some(RetirementCategory::Female55);
    person.certificate = draft
        .extra
        .then(|| Certificate { number: draft.note.clone(), expiry: PartialDate::month(2027, 3) });
    if draft.extra {
        person.extra = newer();
        person.id_number = Some("21010219850613002X".into());
        person.politics = Some(draft.note.clone());
        person.promoted = PartialDate::month(2026, 3);
        person.packs.insert(training_ledger::model::pack::PackRef {
            id: "education".into(),
            version: "1.0".into(),
        });
    }
    if let Some(post) = draft.posts.first() {
        for (skill, by) in [
            (Skill::Able, Appraiser::Supervisor),
            (Skill::Other(draft.note.clone()), Appraiser::Other(draft.note.clone())),
        ] {
            person.appraise(post, Some(skill), &by, day(3, 2));
        }
    }
    if draft.archived {
        person.archived = Some(Archived { on: day(6, 30), reason: draft.note.clone() });
    }
    if draft.away {
        person.periods.push(StatusPeriod {
            status: DutyStatus::Seconded,
            from: PartialDate::month(2026, 3),
            to: None,
            note: draft.note.clone(),
        });
    }
    person
}

fn group(text: &str, people: &[PersonId], ids: &mut IdSource) -> Group {
    let condition =
        Condition { axis: Axis::AgeStage, values: vec!["youth".into(), String::new()], not: false };
    Group {
        id: GroupId::new(ids),
        name: format!("青年 {text}"),
        rule: Rule { any: vec![vec![condition]] },
        pinned_in: people.iter().take(1).map(|id| (*id, text.to_owned())).collect(),
        pinned_out: people.iter().skip(1).take(1).map(|id| (*id, text.to_owned())).collect(),
        position: 0,
        extra: newer(),
    }
}

fn plan(text: &str, people: &[PersonId], group: GroupId, ids: &mut IdSource) -> Plan {
    let mut plan = Plan::new(PlanId::new(ids), format!("2026 {text}"), 2026);
    let batches: Vec<Batch> = (0..2)
        .map(|number| Batch {
            id: BatchId::new(ids),
            start: day(9, 1 + number * 7),
            end: day(9, 4 + number * 7),
            seats: 20,
            least: 5,
            place: text.to_owned(),
            trainer: text.to_owned(),
            spare: true,
            cancelled: number == 1,
            extra: newer(),
        })
        .collect();
    plan.rotation.placements = people
        .iter()
        .zip(batches.iter().cycle())
        .map(|(id, batch)| {
            let placement = Placement { batch: batch.id, pinned: true, reason: text.to_owned() };
            (*id, placement)
        })
        .collect();
    plan.rotation.batches = batches;
    if let [one, other, ..] = people {
        let office = OfficeId::new(ids);
        let floor = Floor::Number { people: 1 };
        plan.rotation.put_floor(OfficeFloor { office, floor, reason: text.to_owned() });
        plan.rotation.covers.push(Cover {
            office: OfficeId::new(ids),
            post: text.to_owned(),
            holders: vec![*one, *other],
            present: 1,
        });
        plan.rotation.links.push(Link { kind: LinkKind::Apart, people: [*one, *other] });
    }
    plan.state = PlanState::Issued;
    plan.matrix.push(PlannedCourse {
        course: "C01".into(),
        grade: None,
        group: Some(group),
        form: TrainingForm::Rotation,
        hours: QuarterHours(32),
        reason: text.to_owned(),
        extra: newer(),
    });
    plan.intensive.push(IntensiveClass {
        id: SessionId::new(ids),
        title: format!("专班 {text}"),
        course: None,
        kind: Some(TrainingKind::Special),
        start: day(10, 12),
        end: day(10, 16),
        hours: QuarterHours(160),
        place: text.to_owned(),
        trainer: text.to_owned(),
        seats: 40,
        least: 10,
        half: Some(HalfDay::Morning),
        groups: vec![group],
        people: people.to_vec(),
        extra: newer(),
    });
    if let [helper, helped, ..] = people {
        plan.pairs.push(Pair {
            id: PairId::new(ids),
            helper: *helper,
            helped: *helped,
            subject: text.to_owned(),
            meetings: vec![Meeting {
                on: day(5, 5),
                hours: QuarterHours(6),
                counts: true,
                note: text.to_owned(),
            }],
            ended: Some(day(10, 8)),
            extra: newer(),
        });
        let meetings = plan.pairs.iter().flat_map(|pair| pair.meetings.clone()).collect();
        plan.mutual = MutualHelp {
            capacity: Some(3),
            capacities: [(*helper, 1)].into(),
            forbidden: [(*helped, *helper)].into(),
            distances: [(OfficeId::new(ids), OfficeId::new(ids), 6)].into(),
            circles: vec![Circle {
                id: PairId::new(ids),
                title: format!("小组 {text}"),
                helpers: vec![*helper],
                members: vec![*helped],
                meetings,
                extra: newer(),
            }],
            extra: newer(),
        };
    }
    plan.issued = Some(Issued::of(&plan, moment()));
    plan.tasks.push(Task {
        id: TaskId::new(ids),
        title: format!("任务 {text}"),
        owner: text.to_owned(),
        due: day(11, 30),
        done: None,
        extra: newer(),
    });
    plan.extra = newer();
    plan
}

fn session(text: &str, people: &[PersonId], plan: &Plan, ids: &mut IdSource) -> Session {
    Session {
        id: SessionId::new(ids),
        title: format!("第1批 {text}"),
        course: Some("C01".into()),
        form: TrainingForm::Rotation,
        kind: Some(TrainingKind::Promotion),
        start: day(9, 1),
        end: day(9, 4),
        half: Some(HalfDay::Afternoon),
        hours: QuarterHours(96),
        place: text.to_owned(),
        trainer: text.to_owned(),
        organiser: text.to_owned(),
        plan: Some(plan.id),
        batch: plan.rotation.batches.first().map(|batch| batch.id),
        attendance: people
            .iter()
            .map(|id| {
                let attendance = Attendance {
                    presence: Presence::Late,
                    hours: QuarterHours(95),
                    half_days: vec![HalfDayMark {
                        on: day(9, 2),
                        half: HalfDay::Afternoon,
                        presence: Presence::Late,
                    }],
                    result: Some(TestResult::Other(text.to_owned())),
                    certificate: Some(Certificate { number: text.to_owned(), expiry: None }),
                    note: text.to_owned(),
                    extra: newer(),
                };
                (*id, attendance)
            })
            .collect(),
        extra: newer(),
    }
}

fn form(ledger: &mut Ledger, text: &str, mark: u32, ids: &mut IdSource) {
    let standard = Standard::built_in().remove(0);
    let subject = Subject::Office { id: ledger.settings.office };
    let title = format!("自评 {text}");
    let people: Vec<_> = ledger.people().map(|person| person.id).take(2).collect();
    let mut form = Assessment::new(AssessmentId::new(ids), title, subject, 2026, &standard);
    for item in standard.items().into_iter().take(5) {
        form.edit_item(Column::Own, &item.id, |answer| {
            answer.note = text.to_owned();
            answer.hand_mark =
                Some(HandMark { mark: Hundredths(mark.into()), reason: text.to_owned() });
            answer.evidence.push(Evidence {
                title: text.to_owned(),
                file: format!("{text}.txt"),
                sha256: sha256(text.as_bytes()),
                ..Evidence::default()
            });
            let taken = Snapshot {
                amount: AmountAnswer { part: Some(1), whole: Some(2) },
                at: moment(),
                on: day(12, 31),
                people: people.iter().take(1).copied().collect(),
                without: people.iter().skip(1).copied().collect(),
                extra: newer(),
            };
            let figure = RuleFigure { taken: Some(taken), ..RuleFigure::new(FigureKind::Coverage) };
            answer.figures.insert("1".to_owned(), figure);
            answer.extra = newer();
        });
    }
    if let Some(sheet) = form.columns.get_mut(&Column::Own) {
        sheet.filled_by = text.to_owned();
        sheet.open_reason = text.to_owned();
        sheet.extra = newer();
    }
    form.edit_narrative(None, |one| one.practice = text.to_owned());
    form.edit_narrative(Some("A"), |one| one.problems = text.to_owned());
    form.edit_mending(&Spot::Item("A1.1".into()), |one| one.owner = text.to_owned());
    form.extra = newer();
    exchange(&mut form, text);
    ledger.add_assessment(form, &standard).unwrap();
    let mut file = KeptFile::new(text.as_bytes());
    file.extra = newer();
    ledger.keep_file(sha256(text.as_bytes()), file).unwrap();
    let mut draft = draft::Draft::copy(DraftId::new(ids), &standard, format!("草稿 {text}"));
    draft.standard.extra = newer();
    draft.extra = newer();
    ledger.add_draft(draft).unwrap();
}

/// What was said of the form by a reviewer, and replied to him.
fn exchange(form: &mut Assessment, text: &str) {
    let at = moment();
    let rate = Some(AmountAnswer { part: Some(1), whole: Some(2) });
    let figure = IssuedFigure { kind: FigureKind::Coverage, rate, plain: None, extra: newer() };
    let (by, figures, extra) = (text.to_owned(), vec![figure], newer());
    form.issued = Some(IssuedForm { at, by, figures, extra });
    let receipt = Receipt { sha256: "0".repeat(64), made: at, extra: newer() };
    form.columns.entry(Column::Assessed).or_default().received = Some(receipt);
    let mut round = Round::new(RoundKind::Returned, at, Column::Assessed, text.to_owned());
    round.note = text.to_owned();
    round.extra = newer();
    let kind = ReplyKind::Answered;
    let reply = Reply { kind, text: text.to_owned(), at, extra: newer() };
    for item in form.columns.values().flat_map(|sheet| sheet.answers.items.keys()) {
        round.comments.insert(item.clone(), text.to_owned());
        round.replies.insert(item.clone(), reply.clone());
    }
    form.rounds.push(round);
}
