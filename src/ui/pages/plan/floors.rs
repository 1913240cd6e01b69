//! The on-duty floor of single offices, where it is not that of all.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::rotation::Rotation;
use super::rules::first_day;
use crate::model::batch::{Floor, OfficeFloor};
use crate::model::id::OfficeId;
use crate::ui::components::field::KeptField;
use crate::ui::words::office_words;

#[component]
pub fn Floors(rotation: Rotation) -> impl IntoView {
    let words = &rotation.page.editor.texts.rotation;
    let workspace = rotation.page.editor.workspace;
    let offices = Memo::new(move |_| {
        let ledger = workspace.ledger();
        let mut staff: BTreeMap<OfficeId, usize> = BTreeMap::new();
        for person in ledger.enrolled(first_day(rotation)) {
            *staff.entry(person.office).or_default() += 1;
        }
        let offices = ledger.offices_in_order().into_iter().map(|office| office.id);
        offices.filter_map(|id| Some((id, *staff.get(&id)?))).collect::<Vec<_>>()
    });
    let head = words.floor_columns.into_iter().enumerate();
    let head =
        head.map(|(place, word)| view! { <th class:num=place == 1 || place == 2>{word}</th> });
    view! {
        <h3>{words.floors}</h3>
        <p class="note">{words.floors_note}</p>
        <table class="data-table rule-table">
            <thead>
                <tr>{head.collect_view()}</tr>
            </thead>
            <tbody>
                <For
                    each=move || offices.get()
                    key=|row| *row
                    children=move |(office, staff)| view! { <FloorRow rotation office staff /> }
                />
            </tbody>
        </table>
    }
}

#[component]
fn FloorRow(rotation: Rotation, office: OfficeId, staff: usize) -> impl IntoView {
    let page = rotation.page;
    let words = &page.editor.texts.rotation;
    let own = Memo::new(move |_| {
        page.with(|plan| plan.rotation.offices.iter().find(|own| own.office == office).cloned())
    });
    let put = move |floor: Floor, reason: String| {
        rotation.edit_rules(|rules| {
            rules.put_floor(OfficeFloor { office, floor, reason });
            Ok(())
        })
    };
    let set = Callback::new(move |text: String| {
        let reason = own.get_untracked().map(|own| own.reason).unwrap_or_default();
        if text.is_empty() {
            return put(
                page.plan.with_untracked(|plan| {
                    plan.as_ref().map(|plan| plan.rotation.floor).unwrap_or_default()
                }),
                reason,
            );
        }
        match text.parse::<Floor>() {
            Ok(floor) => put(floor, reason),
            Err(_) => Some(words.floor_bad.to_owned()),
        }
    });
    let set_reason = Callback::new(move |reason: String| {
        own.get_untracked().and_then(|own| put(own.floor, reason))
    });
    view! {
        <tr>
            <th scope="row">
                {move || office_words(office, &page.editor.workspace.ledger())}
            </th>
            <td class="num">{staff}</td>
            <td class="num">
                <KeptField
                    label=words.floor_columns[2]
                    class="field small num"
                    value=Signal::derive(move || {
                        own.get().map(|own| own.floor.to_string()).unwrap_or_default()
                    })
                    commit=set
                />
            </td>
            <td>
                <KeptField
                    label=words.floor_columns[3]
                    placeholder=words.floor_columns[3]
                    value=Signal::derive(move || own.get().map(|own| own.reason).unwrap_or_default())
                    commit=set_reason
                />
            </td>
        </tr>
    }
}
