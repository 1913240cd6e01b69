//! 总表: the official table on the screen, each row a link to its item.

use std::sync::Arc;

use leptos::prelude::*;

use super::form_rows::{FormArea, FormRow, form_rows};
use super::score_bar::ScoreBar;
use super::table_import::TableButtons;
use super::tree::item_sign;
use super::{Head, Page};
use crate::assessment::scored::{ItemState, ScoredForm};
use crate::i18n::sums::total_words;
use crate::model::assessment::Column;
use crate::route::AssessmentView;
use crate::ui::components::sign::{Sign, State};
use crate::ui::landscape::{MARGIN, print_landscape};
use crate::ui::words::shown_words;

/// The columns of the other parties that hold anything, with the marks by item.
type Others = Vec<(Column, Arc<ScoredForm>)>;

#[component]
pub(super) fn TableView(page: Page) -> impl IntoView {
    print_landscape(MARGIN);
    let texts = page.editor.texts;
    let words = &texts.assessment;
    let table = move || {
        let (form, standard, own) =
            (page.form.get()?, page.standard.get()?, page.own_scored.get()?);
        let column = page.column.get();
        // What is said is that of the column that is looked at.
        let said = |word: &'static str| match column {
            Column::Own => word.to_owned(),
            other => (texts.review.of_column)(word, other),
        };
        let others: Others = Column::ALL
            .into_iter()
            .filter(|column| *column != Column::Own)
            .filter_map(|column| Some((column, page.reviewed(column)?)))
            .collect();
        let areas = form_rows(&form, &standard, column, &*page.scored.get()?, texts);
        let heads = others
            .iter()
            .map(|(column, _)| view! { <th class="num">{(words.column)(*column)}</th> })
            .collect_view();
        let body = areas
            .into_iter()
            .map(|area| view! { <AreaRows page area own=own.clone() others=others.clone() /> })
            .collect_view();
        Some(view! {
            <table class="data-table form-view whole-form">
                <thead>
                    <tr>
                        <th class="num">{words.number}</th>
                        <th>{words.item}</th>
                        <th>{words.content}</th>
                        <th>{words.method}</th>
                        <th class="num">{words.marks}</th>
                        <th>{words.scoring}</th>
                        <th>{said(words.state)}</th>
                        <th class="num">{words.own_mark}</th>
                        {heads}
                        <th>{said(words.why_lost)}</th>
                        <th>{words.evidence}</th>
                    </tr>
                </thead>
                <tbody>{body}</tbody>
                <tfoot>
                    <tr>
                        <td></td>
                        <th scope="row">{words.sum}</th>
                        <td></td>
                        <td></td>
                        <td class="num full">{own.full_mark.map(|mark| mark.to_string())}</td>
                        <td></td>
                        <td></td>
                        <td class="num own">{own.total.map(|mark| mark.to_string())}</td>
                        {others
                            .iter()
                            .map(|(column, scored)| {
                                view! {
                                    <td class="num other" data-column=(words.column)(*column)>
                                        {scored.total.map(|mark| mark.to_string())}
                                    </td>
                                }
                            })
                            .collect_view()}
                        <td class="prose-cell" colspan="2">
                            {total_words(&own, texts)}
                        </td>
                    </tr>
                </tfoot>
            </table>
        })
    };
    view! {
        <main class="page table-page is-filled">
            <Head page view=AssessmentView::Table />
            <ScoreBar page />
            <TableButtons page />
            <div class="table-frame">{table}</div>
        </main>
    }
}

#[component]
fn AreaRows(page: Page, area: FormArea, own: Arc<ScoredForm>, others: Others) -> impl IntoView {
    let texts = page.editor.texts;
    let own_mark = own.area(&area.id).map(|area| shown_words(area.shown(), texts));
    let has_mark = area.full_mark.0 > 0;
    let marks = others
        .iter()
        .map(|(column, scored)| {
            let column = (texts.assessment.column)(*column);
            let mark = scored.area(&area.id).map(|area| shown_words(area.shown(), texts));
            view! {
                <td class="num other" data-column=column>
                    {mark}
                </td>
            }
        })
        .collect_view();
    let rows = area
        .rows
        .into_iter()
        .map(|row| view! { <ItemRow page row own=own.clone() others=others.clone() /> })
        .collect_view();
    view! {
        <tr class="area-row">
            <td></td>
            <th scope="rowgroup">{format!("{}\u{3000}{}", area.id, area.title)}</th>
            <td></td>
            <td></td>
            <td class="num full">{has_mark.then(|| area.full_mark.to_string())}</td>
            <td></td>
            <td></td>
            <td class="num own">{own_mark}</td>
            {marks}
            <td class="prose-cell" colspan="2">
                {area.sum_words}
            </td>
        </tr>
        {rows}
    }
}

#[component]
fn ItemRow(page: Page, row: FormRow, own: Arc<ScoredForm>, others: Others) -> impl IntoView {
    let texts = page.editor.texts;
    let (state, word) = if row.vetoed {
        (State::Bad, texts.assessment.veto_happened)
    } else {
        item_sign(row.state, row.lacks_evidence, texts)
    };
    let marks = others
        .iter()
        .map(|(column, scored)| {
            let column = (texts.assessment.column)(*column);
            let mark = scored.item(&row.id).map(|item| shown_words(item.shown(), texts));
            view! {
                <td class="num other" data-column=column>
                    {mark}
                </td>
            }
        })
        .collect_view();
    let own = own.item(&row.id);
    let is_short = own.is_some_and(|own| own.state == ItemState::Short);
    let own_mark = own.map(|own| shown_words(own.shown(), texts));
    // Items that are numbered through have no other name.
    let is_numbered = row.id == row.number.to_string();
    view! {
        <tr>
            <td class="num quiet">{row.number}</td>
            <th scope="row">
                {(!is_numbered)
                    .then(|| view! { <span class="code">{row.id.clone()}</span> })}
                <a class="name" href=page.item_route(&row.id).href()>
                    {row.title}
                </a>
            </th>
            <td class="prose-cell">{row.content}</td>
            <td class="prose-cell methods">{row.methods}</td>
            <td class="num full">{row.full_mark.map(|mark| mark.to_string())}</td>
            <td class="prose-cell">{row.scoring}</td>
            <td class="state">
                <Sign state word />
            </td>
            <td class="num own" class:is-bad=is_short>
                <b>{own_mark}</b>
            </td>
            {marks}
            <td class="prose-cell why">{row.why_lost}</td>
            <td class="prose-cell">{row.evidence}</td>
        </tr>
    }
}
