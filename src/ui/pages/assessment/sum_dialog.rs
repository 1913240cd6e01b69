//! How the total came about (得分怎么算), area by area and line by line.

use leptos::prelude::*;

use super::Page;
use crate::assessment::scored::ScoredArea;
use crate::i18n::format::points;
use crate::i18n::sums::area_steps;
use crate::model::rule::RuleKind;
use crate::model::score::Hundredths;
use crate::ui::components::dialog::Dialog;
use crate::ui::words::rating_words;

#[component]
pub(super) fn SumDialog(page: Page, on_close: Callback<()>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.analysis;
    let title_of = move |id: &str| {
        page.standard.with_untracked(|standard| {
            let areas = standard.as_ref().map_or_else(Vec::new, |standard| standard.all_areas());
            let found = areas.into_iter().find(|area| area.id == *id);
            found.map_or_else(String::new, |area| area.title.clone())
        })
    };
    let row = move |area: &ScoredArea| {
        let bears_mark = area.full_mark > Hundredths::ZERO;
        let adds = area.bonus > Hundredths::ZERO;
        let lines = area_steps(area, texts).join(words.reasons_end);
        (bears_mark || adds).then(|| {
            let mark =
                bears_mark.then(|| format!("{} / {}", points(area.mark), points(area.full_mark)));
            let bonus = adds.then(|| format!("+{}", points(area.bonus)));
            let marks = mark.into_iter().chain(bonus).collect::<Vec<_>>().join(" ");
            view! {
                <tr>
                    <td>{area.id.clone()} " " {title_of(&area.id)}</td>
                    <td>{lines}</td>
                    <td class="num">{marks}</td>
                </tr>
            }
        })
    };
    let table = move || {
        let scored = page.scored.get()?;
        let rows = scored.all_areas().into_iter().map(row).collect_view();
        let vetoes = scored.vetoes.iter().map(|veto| {
            let effect = RuleKind::Veto { effect: veto.effect.clone() };
            (words.vetoed_by)(&veto.item, &(texts.standards.rule_words)(&effect))
        });
        let rating =
            rating_words(&scored, texts).map(|rating| (texts.assessment.rating_is)("", &rating));
        let lines = scored.lines.iter().map(words.total_line).chain(vetoes).chain(rating);
        let lines = lines.map(|line| view! { <li>{line}</li> }).collect_view();
        Some(view! {
            <table class="plain-table">
                <thead>
                    <tr>
                        <th>{words.area}</th>
                        <th>{words.how}</th>
                        <th class="num">{words.mark}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <ul class="sum-lines">{lines}</ul>
        })
    };
    view! {
        <Dialog title=words.sum_title on_close>
            {table}
        </Dialog>
    }
}
