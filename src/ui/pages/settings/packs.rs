//! Age stages, hour targets, and which packs are in force.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::course::TrainingForm;
use crate::model::hour_pack::HourPack;
use crate::model::hours::QuarterHours;
use crate::model::pack::{PackHead, Packs};
use crate::model::people::Rejection;
use crate::model::standard::Standard;
use crate::model::step::Step;
use crate::ui::components::field::KeptField;
use crate::ui::components::table_head::table_head;
use crate::ui::editor::Editor;

/// Nobody is near retirement longer than ten years before.
const MONTHS: u16 = 120;

/// Changes the packs in force; answers why not. The pack that `head` finds then says that it was
/// changed here.
fn change(
    editor: Editor,
    change: impl FnOnce(&mut Packs),
    head: impl FnOnce(&mut Packs) -> &mut PackHead,
) -> Option<String> {
    let local = editor.texts.settings.local;
    editor.edit_at(Step::EditSettings, |ledger| {
        let packs = Arc::make_mut(&mut ledger.packs);
        change(packs);
        head(packs).mark_changed(local);
        Ok::<_, Rejection>(())
    })
}

#[component]
fn StageRow(place: usize) -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, texts, .. } = editor;
    let settings = &texts.settings;
    let stage = workspace.select(move |ledger| ledger.packs.ages.stages.get(place).cloned());
    let age = |age: Option<u16>| age.map(|age| age.to_string());
    let is_last = move || stage.get().is_some_and(|stage| stage.to.is_none());
    let rename = Callback::new(move |name: String| {
        if name.is_empty() {
            return Some((texts.model.rejection)(&Rejection::MissingName));
        }
        change(
            editor,
            |packs| {
                if let Some(stage) = packs.ages.stages.get_mut(place) {
                    stage.name = name;
                }
            },
            |packs| &mut packs.ages.head,
        )
    });
    let set_end = Callback::new(move |text: String| {
        let ledger = workspace.ledger_untracked();
        let end = text.parse::<u16>().ok();
        match end.and_then(|end| ledger.packs.ages.with_end(place, end)) {
            Some(stages) => {
                change(editor, |packs| packs.ages.stages = stages, |packs| &mut packs.ages.head)
            }
            None => Some(settings.bad_range.to_owned()),
        }
    });
    view! {
        <tr>
            <th scope="row">
                <KeptField
                    label=settings.stage_columns[0]
                    value=Signal::derive(move || {
                        stage.get().map_or_else(String::new, |stage| stage.name)
                    })
                    commit=rename
                />
            </th>
            <td class="num">
                {move || {
                    let from = stage.get().and_then(|stage| age(stage.from));
                    from.unwrap_or(settings.no_end.to_owned())
                }}
            </td>
            <td class="num">
                <Show when=move || !is_last() fallback=move || settings.no_end>
                    <KeptField
                        label=settings.stage_columns[2]
                        class="field small num"
                        value=Signal::derive(move || {
                            stage.get().and_then(|stage| age(stage.to)).unwrap_or_default()
                        })
                        commit=set_end
                    />
                </Show>
            </td>
        </tr>
    }
}

#[component]
fn Ages() -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, texts, .. } = editor;
    let settings = &texts.settings;
    let count = workspace.ledger_untracked().packs.ages.stages.len();
    let months = workspace.select(|ledger| ledger.packs.ages.near_retirement.months);
    let bands = workspace.select(|ledger| {
        let names: Vec<_> = ledger.packs.ages.bands.iter().map(|band| band.name.clone()).collect();
        names.join("  ")
    });
    let set_months = Callback::new(move |text: String| match text.parse::<u16>() {
        Ok(months) if months <= MONTHS => change(
            editor,
            |packs| packs.ages.near_retirement.months = months,
            |packs| &mut packs.ages.head,
        ),
        _ => Some((texts.plan.whole)(0, u32::from(MONTHS))),
    });
    view! {
        <section>
            <h2>{settings.stages}</h2>
            <table class="data-table set-table narrow">
                {table_head(&settings.stage_columns, &[1, 2])}
                <tbody>
                    {(0..count).map(|place| view! { <StageRow place /> }).collect_view()}
                </tbody>
            </table>
            <p class="set-line">
                {settings.near}
                <KeptField
                    label=settings.near
                    class="field small num"
                    value=Signal::derive(move || months.get().to_string())
                    commit=set_months
                />
                {settings.near_text}
            </p>
            <p class="note">{settings.stages_note}</p>
            <p class="note">{settings.bands} "　" {bands}</p>
        </section>
    }
}

#[component]
fn TargetRow(place: usize) -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, toaster, texts } = editor;
    let settings = &texts.settings;
    let target = workspace.select(move |ledger| ledger.packs.hours.targets.get(place).cloned());
    let set_hours = Callback::new(move |text: String| match QuarterHours::parse(&text) {
        Some(hours) => change(
            editor,
            |packs| {
                if let Some(target) = packs.hours.targets.get_mut(place) {
                    target.hours = hours;
                }
            },
            |packs| &mut packs.hours.head,
        ),
        None => Some(settings.bad_hours.to_owned()),
    });
    let enable = move |event| {
        let enabled = event_target_checked(&event);
        let refused = change(
            editor,
            |packs| {
                if let Some(target) = packs.hours.targets.get_mut(place) {
                    target.enabled = enabled;
                }
            },
            |packs| &mut packs.hours.head,
        );
        if let Some(words) = refused {
            toaster.refuse(words);
        }
    };
    let name = move || {
        let target = target.get()?;
        let years = (target.years > 1).then(|| (settings.target_years)(target.years));
        Some(view! {
            {target.name}
            <span class="note">{years}</span>
        })
    };
    let forms = TrainingForm::KNOWN.map(|form| {
        let label = (texts.hours.form)(&form);
        let counted = form.clone();
        let counts = Memo::new(move |_| {
            target.with(|target| target.as_ref().is_some_and(|one| one.counts(&counted, false)))
        });
        let toggle = move |_| {
            let refused = change(
                editor,
                |packs| {
                    if let Some(target) = packs.hours.targets.get_mut(place) {
                        target.set_counts(&form, !counts.get_untracked());
                    }
                },
                |packs| &mut packs.hours.head,
            );
            if let Some(words) = refused {
                toaster.refuse(words);
            }
        };
        view! {
            <button
                type="button"
                class="chip"
                class:is-set=counts
                aria-pressed=move || counts.get().to_string()
                on:click=toggle
            >
                {label}
            </button>
        }
    });
    view! {
        <tr>
            <td>
                <input
                    type="checkbox"
                    aria-label=settings.target_columns[0]
                    prop:checked=move || target.get().is_some_and(|target| target.enabled)
                    on:change=enable
                />
            </td>
            <th scope="row">{name}</th>
            <td class="num">
                <KeptField
                    label=settings.target_columns[2]
                    class="field small num"
                    value=Signal::derive(move || {
                        target.get().map_or_else(String::new, |target| target.hours.to_string())
                    })
                    commit=set_hours
                />
            </td>
            <td class="target-forms">{forms.collect_view()}</td>
            <td class="quiet">{move || target.get().map(|target| target.basis)}</td>
        </tr>
    }
}

/// A number of the rules of hours, with the words around it.
fn rule_field(
    editor: Editor,
    [before, after]: [&'static str; 2],
    get: fn(&HourPack) -> String,
    set: fn(&mut HourPack, &str) -> bool,
) -> impl IntoView {
    let value = editor.workspace.select(move |ledger| get(&ledger.packs.hours));
    let commit = Callback::new(move |text: String| {
        let mut hours = editor.workspace.ledger_untracked().packs.hours.clone();
        if !set(&mut hours, &text) {
            return Some(editor.texts.settings.bad_hours.to_owned());
        }
        change(editor, |packs| packs.hours = hours, |packs| &mut packs.hours.head)
    });
    view! {
        <span class="rule">
            {before} <KeptField label=before class="field small num" value commit /> {after}
        </span>
    }
}

/// How days and minutes count, and what becomes of a surplus.
#[component]
fn Conversion() -> impl IntoView {
    let editor = Editor::here();
    let settings = &editor.texts.settings;
    let [day, half_day, minutes, carry_over] = settings.rules;
    fn into(place: &mut QuarterHours, text: &str) -> bool {
        let hours = QuarterHours::parse(text);
        *place = hours.unwrap_or(*place);
        hours.is_some()
    }
    view! {
        <p class="set-line">
            {rule_field(editor, day, |pack| pack.day.to_string(), |pack, text| {
                into(&mut pack.day, text)
            })}
            {rule_field(
                editor,
                half_day,
                |pack| pack.of_half_days(1).to_string(),
                |pack, text| {
                    pack.half_day = QuarterHours::parse(text);
                    pack.half_day.is_some()
                },
            )}
            {rule_field(editor, minutes, |pack| pack.minutes.to_string(), |pack, text| {
                let minutes = text.parse().ok().filter(|minutes| (1..=600).contains(minutes));
                pack.minutes = minutes.unwrap_or(pack.minutes);
                minutes.is_some()
            })}
            {rule_field(editor, carry_over, |pack| pack.carry_over.to_string(), |pack, text| {
                into(&mut pack.carry_over, text)
            })}
        </p>
        <p class="note">{settings.rules_note}</p>
    }
}

#[component]
fn Targets() -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, texts, .. } = editor;
    let settings = &texts.settings;
    let count = workspace.select(|ledger| ledger.packs.hours.targets.len());
    // A ledger keeps the rules it began with until somebody takes those of the program.
    let is_other = workspace.select(|ledger| ledger.packs.hours != Packs::built_in().hours);
    let take_built_in = move |_| {
        editor.edit_aloud(Step::EditSettings, |ledger| {
            Arc::make_mut(&mut ledger.packs).hours = Packs::built_in().hours.clone();
            Ok::<_, Rejection>(())
        });
    };
    view! {
        <section>
            <h2>{settings.targets}</h2>
            <table class="data-table set-table targets-table">
                {table_head(&settings.target_columns, &[2])}
                <tbody>
                    {move || (0..count.get()).map(|place| view! { <TargetRow place /> }).collect_view()}
                </tbody>
            </table>
            <Conversion />
            <Show when=move || is_other.get()>
                <button type="button" class="button small" on:click=take_built_in>
                    {(settings.take_built_in)(&Packs::built_in().hours.head.version)}
                </button>
            </Show>
        </section>
    }
}

#[component]
fn PackRow(head: PackHead) -> impl IntoView {
    let settings = &Editor::here().texts.settings;
    let example = head.example.then(|| view! { <span class="tag">{settings.example}</span> });
    view! {
        <tr>
            <th scope="row">{head.title} " " {example}</th>
            <td>{head.version}</td>
            <td>{head.issuer}</td>
            <td class="quiet">{head.basis}</td>
        </tr>
    }
}

/// Age stages, targets, packs.
#[component]
pub fn PackSettings() -> impl IntoView {
    let Editor { workspace, texts, .. } = Editor::here();
    let settings = &texts.settings;
    let heads = workspace.select(|ledger| {
        let packs = ledger.packs.heads().into_iter().cloned();
        let mut heads: Vec<_> = packs.collect();
        let kept = ledger.standards.values().map(|standard| standard.head.clone());
        heads.extend(kept);
        for standard in Standard::built_in() {
            if !heads.contains(&standard.head) {
                heads.push(standard.head);
            }
        }
        heads
    });
    view! {
        <div class="set-body">
            <Ages />
            <Targets />
            <section>
                <h2>{settings.packs}</h2>
                <table class="data-table set-table packs-table">
                    {table_head(&settings.pack_columns, &[])}
                    <tbody>
                        {move || {
                            heads.get().into_iter().map(|head| view! { <PackRow head /> }).collect_view()
                        }}
                    </tbody>
                </table>
                <p class="note">{settings.packs_note}</p>
            </section>
        </div>
    }
}
