//! One rule of an item as a line with its control.

use leptos::prelude::*;

use super::controls::{Choices, Draft, PointsField, WholeField, read_whole};
use super::figures::RuleFigureLine;
use super::rule_lines::{LineNumbers, RuleReasons};
use super::{Asked, Page};
use crate::assessment::exact::Exact;
use crate::assessment::scored::Did;
use crate::i18n::format::exact_points;
use crate::model::assessment::{AmountAnswer, Assessment, ItemAnswer, Line, RuleAnswer};
use crate::model::rule::{Rule, RuleKind};
use crate::model::score::Hundredths;

/// Where the answers to a rule stand.
#[derive(Clone)]
pub(super) enum Place {
    Item(String),
    /// A deduction from an area as a whole.
    Area(String),
}

/// A rule with its answer.
#[derive(Clone, Copy)]
pub(super) struct RuleHere {
    pub(super) page: Page,
    place: StoredValue<Place>,
    pub(super) rule: StoredValue<Rule>,
    pub(super) answer: Memo<Option<RuleAnswer>>,
    /// So many lines stay on the page though nothing is kept of the last ones.
    pub(super) opened: RwSignal<usize>,
}

impl RuleHere {
    fn of_item(asked: Asked, rule: Rule) -> Self {
        let id = rule.id.clone();
        let place = Place::Item(asked.item.with_value(|item| item.id.clone()));
        let answer = Memo::new(move |_| asked.answer.read().rule(&id).cloned());
        Self {
            page: asked.page,
            place: StoredValue::new(place),
            rule: StoredValue::new(rule),
            answer,
            opened: RwSignal::new(1),
        }
    }

    pub(super) fn of_area(page: Page, area: String, rule: Rule) -> Self {
        let (id, at) = (rule.id.clone(), area.clone());
        let answer = Memo::new(move |_| {
            let form = page.form.get()?;
            form.answers(page.column.get())?.areas.get(&at)?.get(&id)?.known().cloned()
        });
        let place = StoredValue::new(Place::Area(area));
        Self { page, place, rule: StoredValue::new(rule), answer, opened: RwSignal::new(1) }
    }

    /// Changes the answer; answers why not.
    fn change(self, change: impl FnOnce(&mut ItemAnswer)) -> Option<String> {
        let column = self.page.column.get_untracked();
        let change = |form: &mut Assessment| match self.place.get_value() {
            Place::Item(id) => form.edit_item(column, &id, change),
            Place::Area(id) => {
                let areas = &mut form.columns.entry(column).or_default().answers.areas;
                let rules = areas.remove(&id).unwrap_or_default();
                let mut answer = ItemAnswer { rules, ..ItemAnswer::default() };
                change(&mut answer);
                if !answer.rules.is_empty() {
                    areas.insert(id, answer.rules);
                }
            }
        };
        self.page.change_with(change, |_| Ok(()))
    }

    /// Sets the answer; answers why not.
    fn set_at(self, answer: RuleAnswer) -> Option<String> {
        let id = self.rule.with_value(|rule| rule.id.clone());
        self.change(|item| item.set_rule(&id, answer))
    }

    pub(super) fn set(self, answer: RuleAnswer) {
        self.page.tell(self.set_at(answer));
    }

    /// Changes a line; answers why not.
    pub(super) fn edit_line_at(self, at: usize, change: impl FnOnce(&mut Line)) -> Option<String> {
        let rule = self.rule.get_value();
        self.change(|item| item.edit_line(&rule, at, change))
    }

    pub(super) fn edit_line(self, at: usize, change: impl FnOnce(&mut Line)) {
        self.page.tell(self.edit_line_at(at, change));
    }

    /// Takes a line away; those after it move up.
    pub(super) fn remove_line(self, at: usize) {
        let rule = self.rule.get_value();
        self.page.tell(self.change(|item| item.remove_line(&rule, at)));
    }

    /// Where a field of it keeps what was refused.
    pub(super) fn draft(self, field: &str) -> Draft {
        let place = self.place.with_value(|place| match place {
            Place::Item(id) => format!("item {id}"),
            Place::Area(id) => format!("area {id}"),
        });
        self.rule.with_value(|rule| self.page.draft(format!("{place} {} {field}", rule.id)))
    }

    pub(super) fn line(self, at: usize) -> Line {
        self.answer.with(|answer| {
            let line = answer.as_ref().and_then(|answer| answer.lines().get(at));
            line.cloned().unwrap_or_default()
        })
    }
}

/// A line of the marking table. `part` is the mark of its own that a part has.
#[component]
pub(super) fn RuleLine(
    asked: Asked,
    number: usize,
    rule: Rule,
    part: Option<Hundredths>,
) -> impl IntoView {
    let texts = asked.page.editor.texts;
    let kind = rule.kind.known().cloned();
    let words = kind.as_ref().map_or_else(String::new, |kind| (texts.standards.rule_words)(kind));
    let (text, under) = match (rule.text.is_empty(), &kind) {
        (true, _) => (words, None),
        (false, Some(RuleKind::Bonus { .. } | RuleKind::Manual { .. } | RuleKind::Veto { .. })) => {
            (rule.text.clone(), None)
        }
        (false, _) => (rule.text.clone(), Some(words)),
    };
    let id = rule.id.clone();
    // What it did, and what it cost: of the part, or of what the rules before it have left.
    let done = Memo::new(move |_| {
        let scored = asked.scored.get()?;
        let mut left = scored.full_mark.map(Exact::from);
        for line in &scored.lines {
            if line.rule == id {
                // A bonus or a veto has no mark before it.
                let before = part.map(Exact::from).or(left).unwrap_or(line.left);
                return Some((line.did.clone(), before.minus(line.left).ok()?));
            }
            left = Some(line.left);
        }
        scored
            .lines
            .iter()
            .find(|line| line.rule == id)
            .map(|line| (line.did.clone(), Exact::from(Hundredths::ZERO)))
    });
    let did = move || {
        done.get().map(|(did, _)| (texts.standards.did)(&did)).filter(|words| !words.is_empty())
    };
    let lost = move || match done.get() {
        Some((Did::Added { given, .. }, _)) => {
            view! { <b class="is-good">{format!("+{}", exact_points(given.into()))}</b> }.into_any()
        }
        Some((_, lost)) if lost.is_positive() => {
            view! { <b class="is-bad">{format!("−{}", exact_points(lost))}</b> }.into_any()
        }
        Some((Did::Unanswered | Did::Blank | Did::NothingToDo, _)) | None => {
            view! { <span class="quiet">"–"</span> }.into_any()
        }
        Some(_) => view! { <span class="quiet">"0"</span> }.into_any(),
    };
    let figure = rule.clone();
    let here = RuleHere::of_item(asked, rule);
    let marks = part.map(|part| (texts.assessment.points)(&exact_points(part.into())));
    view! {
        <tr>
            <td class="no">{number}</td>
            <td>
                <p>
                    {text}
                    {marks.map(|marks| view! { <span class="note part-mark">{marks}</span> })}
                </p>
                {under.map(|under| view! { <p class="note">{under}</p> })}
                <RuleReasons here kind=kind.clone() />
                {move || {
                    let figure = figure.clone();
                    asked.page.is_own().then(|| view! { <RuleFigureLine asked rule=figure /> })
                }}
            </td>
            <td>
                <RuleControl here kind />
                <p class="note did">{did}</p>
            </td>
            <td class="num">{lost}</td>
        </tr>
    }
}

/// What a rule asks for.
#[component]
pub(super) fn RuleControl(here: RuleHere, kind: Option<RuleKind>) -> impl IntoView {
    let texts = here.page.editor.texts;
    let words = &texts.assessment;
    let clause = here.rule.with_value(|rule| rule.text.clone());
    let label = match &kind {
        Some(kind) if clause.is_empty() => (texts.standards.rule_words)(kind),
        _ => clause,
    };
    match kind {
        Some(RuleKind::AllOrNothing) => {
            let chosen = Signal::derive(move || match here.answer.get() {
                Some(RuleAnswer::AllOrNothing { met: Some(met) }) => Some(usize::from(!met)),
                _ => None,
            });
            let pick = Callback::new(move |at: usize| {
                here.set(RuleAnswer::AllOrNothing { met: Some(at == 0) });
            });
            let labels = vec![words.met.to_owned(), words.unmet.to_owned()];
            view! { <Choices label labels chosen pick /> }.into_any()
        }
        Some(RuleKind::Veto { .. }) => {
            let chosen = Signal::derive(move || match here.answer.get() {
                Some(RuleAnswer::Veto { triggered: Some(happened), .. }) => {
                    Some(usize::from(happened))
                }
                _ => None,
            });
            let pick = Callback::new(move |at: usize| {
                let reason = match here.answer.get_untracked() {
                    Some(RuleAnswer::Veto { reason, .. }) => reason,
                    _ => String::new(),
                };
                here.set(RuleAnswer::Veto { triggered: Some(at == 1), reason });
            });
            let labels = vec![words.veto_clear.to_owned(), words.veto_happened.to_owned()];
            view! { <Choices label labels chosen pick /> }.into_any()
        }
        Some(RuleKind::Levels { levels }) => {
            let labels = levels
                .iter()
                .map(|level| format!("{} {}", level.name, exact_points(level.mark.into())))
                .collect();
            let ids = StoredValue::new(levels.into_iter().map(|one| one.id).collect::<Vec<_>>());
            let chosen = Signal::derive(move || match here.answer.get() {
                Some(RuleAnswer::Levels { level: Some(level) }) => {
                    ids.with_value(|ids| ids.iter().position(|id| *id == level))
                }
                _ => None,
            });
            let pick = Callback::new(move |at: usize| {
                let level = ids.with_value(|ids| ids.get(at).cloned());
                here.set(RuleAnswer::Levels { level });
            });
            view! { <Choices label labels chosen pick /> }.into_any()
        }
        Some(RuleKind::Manual { .. }) => {
            let kept = Signal::derive(move || match here.answer.get() {
                Some(RuleAnswer::Manual { points }) => points,
                _ => None,
            });
            let commit = Callback::new(move |points| here.set_at(RuleAnswer::Manual { points }));
            let draft = here.draft("mark");
            view! { <PointsField label=words.item_mark draft kept commit /> }.into_any()
        }
        Some(RuleKind::Ratio { unit, .. }) => {
            view! { <AmountFields here unit wrap=RuleAnswer::Ratio /> }.into_any()
        }
        Some(RuleKind::Threshold { unit, .. }) => {
            view! { <AmountFields here unit wrap=RuleAnswer::Threshold /> }.into_any()
        }
        Some(RuleKind::Step { unit, .. }) => {
            view! { <AmountFields here unit wrap=RuleAnswer::Step /> }.into_any()
        }
        Some(RuleKind::Deduct { .. } | RuleKind::Bonus { points: Some(_), .. }) => {
            view! { <LineNumbers here typed=false /> }.into_any()
        }
        Some(RuleKind::DeductRange { .. } | RuleKind::Bonus { points: None, .. }) => {
            view! { <LineNumbers here typed=true /> }.into_any()
        }
        None => view! { <span class="note">{words.newer_rule}</span> }.into_any(),
    }
}

/// Part and whole, or one number with its unit.
#[component]
fn AmountFields(
    here: RuleHere,
    unit: Option<String>,
    wrap: fn(AmountAnswer) -> RuleAnswer,
) -> impl IntoView {
    let words = &here.page.editor.texts.assessment;
    let kept = move || match here.answer.get() {
        Some(
            RuleAnswer::Ratio(amount) | RuleAnswer::Threshold(amount) | RuleAnswer::Step(amount),
        ) => amount,
        _ => AmountAnswer::default(),
    };
    let part = Signal::derive(move || kept().part);
    let whole = Signal::derive(move || kept().whole);
    // A number that did not go with the other one may go with the new one.
    let waiting = move |field| {
        let refused = here.draft(field).get();
        refused.and_then(|(text, _)| read_whole(&text).ok().flatten())
    };
    let set = move |amount: AmountAnswer, with: AmountAnswer| {
        let is_taken = with != amount && here.set_at(wrap(with)).is_none();
        if is_taken { None } else { here.set_at(wrap(amount)) }
    };
    let set_part = Callback::new(move |part| {
        let whole = untrack(kept).whole;
        let with = whole.or_else(|| waiting("whole"));
        set(AmountAnswer { part, whole }, AmountAnswer { part, whole: with })
    });
    let set_whole = Callback::new(move |whole| {
        let part = untrack(kept).part;
        let with = part.or_else(|| waiting("part"));
        set(AmountAnswer { part, whole }, AmountAnswer { part: with, whole })
    });
    // Hours per head are a plain number that has a whole all the same.
    let is_rate = unit.is_none();
    // It stays while it is typed anew.
    let has_whole =
        Memo::new(move |before| is_rate || before == Some(&true) || whole.get().is_some());
    let exceeds = move || is_rate && kept().exceeds();
    view! {
        <span class="amounts">
            <WholeField
                label=words.part
                draft=here.draft("part")
                kept=part
                commit=set_part
                after=unit.unwrap_or_default()
            />
            <Show when=move || has_whole.get()>
                <span class="of">"/"</span>
                <WholeField label=words.whole draft=here.draft("whole") kept=whole commit=set_whole />
            </Show>
        </span>
        <Show when=exceeds>
            <p class="note is-warn">{words.part_exceeds}</p>
        </Show>
    }
}
