//! What the other parties say of the item: their marks with how they come about, and the evidence
//! of the office where its column is only looked at.

use leptos::prelude::*;

use super::Asked;
use super::evidence::Columns;
use crate::assessment::scored::{Did, ScoredItem, Shown};
use crate::i18n::format::{NOTHING, counted};
use crate::i18n::messages::Messages;
use crate::model::assessment::{Column, ItemAnswer, RuleAnswer};
use crate::model::standard::Item;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::kept_files::SaveFile;
use crate::ui::words::short_shown_words;

/// How the mark came about, a rule a line, with the reasons that were typed.
fn answer_words(
    item: &Item,
    scored: &ScoredItem,
    answer: &ItemAnswer,
    texts: &Messages,
) -> Vec<String> {
    if answer.not_applicable {
        return vec![(texts.assessment.left_out)(&answer.note)];
    }
    let number =
        |rule: &str| item.all_rules().position(|one| one.id == rule).map(|place| place + 1);
    let lines = scored.lines.iter().map(|line| {
        let rule = answer.rule(&line.rule);
        let count = rule.and_then(RuleAnswer::amount).map(|count| {
            let asked = item.all_rules().find(|one| one.id == line.rule);
            counted(count, asked.and_then(|asked| asked.kind.known()?.unit()))
        });
        let did = match &line.did {
            // The rate stands with what was counted.
            Did::Share { share, .. } => (texts.standards.gained)(*share),
            did => (texts.standards.did)(did),
        };
        let reasons: Vec<_> = rule
            .into_iter()
            .flat_map(|rule| rule.lines())
            .map(|line| line.reason.clone())
            .filter(|reason| !reason.is_empty())
            .collect();
        let number = number(&line.rule).map(|number| format!("{number}. ")).unwrap_or_default();
        let said = [count.unwrap_or_default(), did, reasons.join(texts.model.comma)];
        let said: Vec<_> = said.into_iter().filter(|text| !text.is_empty()).collect();
        (number, said.join("\u{3000}"))
    });
    let lines = lines.filter(|(_, said)| !said.is_empty());
    let hand = answer.hand_mark.iter().map(|hand| hand.reason.clone());
    lines.map(|(number, said)| format!("{number}{said}")).chain(hand).collect()
}

/// The other columns in which the item is answered.
#[component]
pub(super) fn Beside(asked: Asked) -> impl IntoView {
    let page = asked.page;
    let texts = page.editor.texts;
    let words = &texts.assessment;
    move || {
        let form = page.form.get()?;
        let here = page.column.get();
        let row = |column: Column| {
            let item = asked.item.get_value();
            let answer = form.item(column, &item.id)?;
            let scored = page.scored_of(column)?;
            let scored = scored.item(&item.id)?;
            let mark = match scored.shown() {
                Shown::Unanswered => texts.review.nothing_said.to_owned(),
                Shown::Nothing => NOTHING.to_owned(),
                shown => short_shown_words(shown, texts),
            };
            let said = answer_words(&item, scored, answer, texts);
            // What a reviewer says stands among the comments.
            let own = column == Column::Own && !answer.not_applicable;
            let note = Some(answer.note.clone()).filter(|note| own && !note.is_empty());
            Some(view! {
                <tr>
                    <th scope="row">{(words.column)(column)}</th>
                    <td class="num">
                        <b>{mark}</b>
                    </td>
                    <td>
                        {said.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                        {note
                            .map(|note| {
                                view! {
                                    <p>
                                        <span class="note">{words.note}</span>
                                        " "
                                        {note}
                                    </p>
                                }
                            })}
                    </td>
                </tr>
            })
        };
        let others = Column::ALL.into_iter().filter(|column| *column != here);
        let rows: Vec<_> = others.filter_map(row).collect();
        (!rows.is_empty()).then(|| {
            view! {
                <table class="parties">
                    <caption>{texts.review.others}</caption>
                    <tbody>{rows}</tbody>
                </table>
            }
        })
    }
}

/// At the right of a column that another office fills: the evidence of the office and the marks
/// of all parties.
#[component]
pub(super) fn ReviewerSide(asked: Asked) -> impl IntoView {
    let page = asked.page;
    let words = &page.editor.texts.assessment;
    let pieces = Memo::new(move |_| {
        let id = asked.item.with_value(|item| item.id.clone());
        page.form.with(|form| {
            let answer = form.as_ref().and_then(|form| form.item(Column::Own, &id));
            answer.map_or_else(Vec::new, |answer| answer.evidence.clone())
        })
    });
    let lines = move || {
        let pieces = pieces.get().into_iter();
        pieces
            .map(|piece| {
                let date = piece.date.map(|date| date.to_string());
                let file = piece.clone();
                let about: Vec<_> = date
                    .into_iter()
                    .chain([piece.number, piece.place])
                    .filter(|text| !text.is_empty())
                    .collect();
                view! {
                    <li>
                        <IconView icon=Icon::File />
                        <span>{piece.title}</span>
                        <SaveFile piece=file />
                        {(!about.is_empty())
                            .then(|| view! { <span class="note">{about.join("\u{3000}")}</span> })}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <aside class="region evidence" aria-label=words.evidence>
            <section>
                <h3>
                    {words.evidence}
                    <span class="quiet">{move || (words.copies)(pieces.read().len())}</span>
                </h3>
                <ul>{lines}</ul>
            </section>
            <section>
                <h3>{words.columns}</h3>
                <Columns asked />
            </section>
        </aside>
    }
}
