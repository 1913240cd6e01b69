//! The roster of a received file, named or by key.

use std::sync::Arc;

use leptos::prelude::*;

use super::NotThere;
use crate::grouping::axis::education_band;
use crate::i18n::format::{birth, office_short};
use crate::interchange::received::View;
use crate::model::pack::{Packs, entry};
use crate::ui::components::find::FindField;
use crate::ui::editor::Editor;

/// At most so many rows are mounted; finding reaches the others.
const MOUNTED: usize = 500;

/// So much of a key is shown.
const SHOWN: usize = 10;

#[derive(Clone, PartialEq)]
struct Row {
    name: String,
    office: String,
    sex: &'static str,
    birth: String,
    education: String,
    posts: String,
    hours: String,
}

impl Row {
    fn holds(&self, text: &str) -> bool {
        text.is_empty() || self.name.contains(text) || self.office.contains(text)
    }
}

fn rows(seen: &View, packs: &Packs, editor: Editor) -> Vec<Row> {
    let model = &editor.texts.model;
    let recognised = seen.hours();
    let hours = |id| recognised.get(&id).map_or(String::new(), ToString::to_string);
    let sex = |sex: Option<_>| sex.map_or("", |sex| (model.sex)(sex));
    let posts = |codes: &[String]| {
        let names: Vec<_> = codes.iter().map(|code| packs.posts.name(code)).collect();
        names.join(editor.texts.model.comma)
    };
    let band = |code: &str| {
        entry(&packs.education.bands, code).map_or(code.to_owned(), |band| band.name.clone())
    };
    let named = seen.people.iter().map(|person| Row {
        name: person.name.clone(),
        office: office_short(seen.office_name(person.office)),
        sex: sex(person.sex),
        birth: person.birth.map(birth).unwrap_or_default(),
        education: education_band(person, packs).map(band).unwrap_or_default(),
        posts: posts(&person.posts),
        hours: hours(person.id),
    });
    let keyed = seen.keyed_people.iter().map(|person| Row {
        name: person.key.get(..SHOWN).unwrap_or(&person.key).to_owned(),
        office: office_short(seen.office_name(person.office)),
        sex: sex(person.sex),
        birth: person.birth.map(birth).unwrap_or_default(),
        education: person.education.as_deref().map(band).unwrap_or_default(),
        posts: posts(&person.posts),
        hours: hours(person.id),
    });
    // By office as the file lists them: the keys have an order of their own, which says nothing.
    let place =
        |row: &Row| seen.offices.iter().position(|office| office_short(&office.name) == row.office);
    let mut rows: Vec<_> = named.chain(keyed).collect();
    rows.sort_by_cached_key(place);
    rows
}

/// The people of the file.
#[component]
pub fn People(seen: Arc<View>) -> impl IntoView {
    let editor = Editor::here();
    let merge = &editor.texts.merge;
    let packs = editor.workspace.ledger_untracked().packs.clone();
    let rows = StoredValue::new(rows(&seen, &packs, editor));
    let all = rows.with_value(Vec::len);
    if all == 0 {
        return view! { <NotThere /> }.into_any();
    }
    let keyed = seen.people.is_empty();
    let text = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let text = text.read();
        rows.with_value(|rows| {
            let found = rows.iter().filter(|row| row.holds(text.trim()));
            found.take(MOUNTED).cloned().collect::<Vec<_>>()
        })
    });
    let head = merge.people_columns.into_iter().enumerate().map(move |(place, word)| {
        let word = if place == 0 && keyed { merge.key } else { word };
        view! { <th class:num=place == 6>{word}</th> }
    });
    view! {
        <div class="toolbar">
            <FindField label=merge.find text />
            <span class="push note">{move || (merge.shown)(found.read().len(), all)}</span>
        </div>
        <div class="table-scroll">
            <table class="data-table">
                <thead>
                    <tr>{head.collect_view()}</tr>
                </thead>
                <tbody>
                    {move || {
                        found
                            .get()
                            .into_iter()
                            .map(|row| {
                                view! {
                                    <tr>
                                        <th scope="row">{row.name}</th>
                                        <td>{row.office}</td>
                                        <td>{row.sex}</td>
                                        <td>{row.birth}</td>
                                        <td>{row.education}</td>
                                        <td>{row.posts}</td>
                                        <td class="num">{row.hours}</td>
                                    </tr>
                                }
                            })
                            .collect_view()
                    }}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
