//! The lines of a deduction or bonus: their numbers, and their reasons under the clause.

use leptos::prelude::*;

use super::controls::{Counter, PointsField, TextField};
use super::rules::RuleHere;
use crate::model::assessment::RuleAnswer;
use crate::model::date::PartialDate;
use crate::model::rule::RuleKind;
use crate::model::score::Hundredths;
use crate::ui::components::field::KeptField;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::focus;

/// How many lines are shown: those there are, and those that are being typed.
fn shown_lines(here: RuleHere) -> Memo<usize> {
    Memo::new(move |_| {
        let kept = here.answer.with(|answer| answer.as_ref().map_or(0, |one| one.lines().len()));
        kept.max(here.opened.get())
    })
}

/// The counters or points of a deduction or bonus, a line each.
#[component]
pub(super) fn LineNumbers(here: RuleHere, typed: bool) -> impl IntoView {
    let words = &here.page.editor.texts.assessment;
    let shown = shown_lines(here);
    let label = here.rule.with_value(|rule| match rule.kind.known() {
        Some(RuleKind::Bonus { .. }) => words.bonus,
        _ => words.lost,
    });
    let line = move |at: usize| {
        if typed {
            let kept = Signal::derive(move || here.line(at).points);
            let commit = Callback::new(move |points| {
                here.opened.update(|opened| *opened = (at + 1).max(*opened));
                here.edit_line_at(at, |line| line.points = points)
            });
            let draft = here.draft(&at.to_string());
            view! { <PointsField label draft kept commit /> }.into_any()
        } else {
            let count = Signal::derive(move || here.line(at).times);
            let set = Callback::new(move |times| {
                here.edit_line(at, |line| line.times = Some(times));
            });
            view! { <Counter label=words.times count set /> }.into_any()
        }
    };
    view! {
        <For
            each=move || 0..shown.get()
            key=|at| *at
            children=move |at| view! { <div class="line-number">{line(at)}</div> }
        />
    }
}

/// The reasons of a deduction, bonus or veto, under the clause.
#[component]
pub(super) fn RuleReasons(here: RuleHere, kind: Option<RuleKind>) -> impl IntoView {
    let words = &here.page.editor.texts.assessment;
    match kind {
        Some(RuleKind::Veto { .. }) => {
            let happened = Memo::new(move |_| {
                matches!(here.answer.get(), Some(RuleAnswer::Veto { triggered: Some(true), .. }))
            });
            let kept = Signal::derive(move || match here.answer.get() {
                Some(RuleAnswer::Veto { reason, .. }) => reason,
                _ => String::new(),
            });
            let commit = Callback::new(move |reason: String| {
                here.set(RuleAnswer::Veto { triggered: Some(true), reason });
            });
            view! {
                <Show when=move || happened.get()>
                    <div class="stack">
                        <TextField label=words.veto_reason kept commit />
                    </div>
                </Show>
            }
            .into_any()
        }
        Some(RuleKind::Deduct { .. } | RuleKind::DeductRange { .. } | RuleKind::Bonus { .. }) => {
            view! { <LineReasons here /> }.into_any()
        }
        _ => ().into_any(),
    }
}

#[component]
fn LineReasons(here: RuleHere) -> impl IntoView {
    let words = &here.page.editor.texts.assessment;
    let shown = shown_lines(here);
    let begun = Memo::new(move |_| {
        here.answer.with(|answer| {
            answer.as_ref().is_some_and(|answer| {
                answer.lines().iter().any(|line| {
                    line.times.is_some_and(|times| times > 0)
                        || line.points.is_some()
                        || !line.reason.is_empty()
                })
            })
        })
    });
    let reason = move |at: usize| {
        let kept = Signal::derive(move || here.line(at).reason);
        let commit = Callback::new(move |reason: String| {
            here.edit_line(at, |line| line.reason = reason);
        });
        let date = Signal::derive(move || match here.line(at).date {
            Some(PartialDate::Day(day)) => day.to_string(),
            _ => String::new(),
        });
        // A form may be about other months than those of its year, so this is said and not refused.
        let outside = move || {
            let year = here.page.form.with(|form| form.as_ref().map(|form| form.year))?;
            let date = here.line(at).date.filter(|date| date.first_day().year() != year);
            date.map(
                |_| view! { <span class="note is-warn">{(words.line_date_outside)(year)}</span> },
            )
        };
        let set_date = Callback::new(move |date: String| {
            here.edit_line(at, |line| line.date = PartialDate::parse(&date));
            None
        });
        let is_more = at > 0;
        let remove = move |_| {
            let next = format!(".reason:nth-of-type({}) input", at + 1);
            focus::lead_on("tr", &[&next, ".add-line", ".line-number :enabled"]);
            here.opened.set(1);
            here.remove_line(at);
        };
        view! {
            <div class="stack reason">
                // Of several lines each says which counter it belongs to.
                {move || {
                    let times = here.line(at).times.filter(|_| shown.get() > 1)?;
                    Some(view! { <span class="note line-times">{(words.line_times)(times)}</span> })
                }}
                <TextField label=words.reason kept commit />
                <KeptField
                    label=words.line_date
                    value=date
                    commit=set_date
                    kind="date"
                    class="field small line-date"
                />
                {outside}
                <Show when=move || is_more>
                    <button
                        type="button"
                        class="icon-button small"
                        title=words.remove_line
                        on:click=remove
                    >
                        <IconView icon=Icon::Close />
                    </button>
                </Show>
            </div>
        }
    };
    let add = move |_| {
        let at = shown.get_untracked();
        here.edit_line(at, |line| {
            // A line must say something to be kept.
            line.times = here.line_counts().then_some(1);
            line.points = (!here.line_counts()).then_some(here.least_points());
        });
    };
    view! {
        <Show when=move || begun.get()>
            <For each=move || 0..shown.get() key=|at| *at children=reason />
            <button type="button" class="text-button add-line" on:click=add>
                <IconView icon=Icon::Plus />
                {words.add_line}
            </button>
        </Show>
    }
}

impl RuleHere {
    /// Do its lines hold times, and not points?
    fn line_counts(self) -> bool {
        self.rule.with_value(|rule| {
            matches!(
                rule.kind.known(),
                Some(RuleKind::Deduct { .. } | RuleKind::Bonus { points: Some(_), .. })
            )
        })
    }

    /// The least that a line of points may hold.
    fn least_points(self) -> Hundredths {
        self.rule.with_value(|rule| match rule.kind.known() {
            Some(RuleKind::DeductRange { from, .. }) => *from,
            _ => Hundredths::ZERO,
        })
    }
}
