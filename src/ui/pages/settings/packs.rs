//! Age stages, hour targets, and which packs are in force.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::hours::QuarterHours;
use crate::model::pack::{PackHead, Packs};
use crate::model::people::Rejection;
use crate::model::standard::Standard;
use crate::model::step::Step;
use crate::ui::components::field::KeptField;
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
        let head = head(packs);
        if !head.version.ends_with(local) {
            head.version = format!("{} {local}", head.version);
        }
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
                <thead>
                    <tr>
                        {settings
                            .stage_columns
                            .into_iter()
                            .enumerate()
                            .map(|(place, word)| view! { <th class:num={place > 0}>{word}</th> })
                            .collect_view()}
                    </tr>
                </thead>
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
    let name = move || target.get().map(|target| target.name);
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
            <td class="quiet">{move || target.get().map(|target| target.basis)}</td>
        </tr>
    }
}

#[component]
fn Targets() -> impl IntoView {
    let Editor { workspace, texts, .. } = Editor::here();
    let settings = &texts.settings;
    let count = workspace.ledger_untracked().packs.hours.targets.len();
    view! {
        <section>
            <h2>{settings.targets}</h2>
            <table class="data-table set-table">
                <thead>
                    <tr>
                        {settings
                            .target_columns
                            .into_iter()
                            .enumerate()
                            .map(|(place, word)| view! { <th class:num=place == 2>{word}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {(0..count).map(|place| view! { <TargetRow place /> }).collect_view()}
                </tbody>
            </table>
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
                    <thead>
                        <tr>
                            {settings
                                .pack_columns
                                .into_iter()
                                .map(|word| view! { <th>{word}</th> })
                                .collect_view()}
                        </tr>
                    </thead>
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
