//! The line on top: what the form comes to so far.

use leptos::prelude::*;

use super::Page;
use super::sum_dialog::SumDialog;
use crate::assessment::scored::{ItemState, ScoredForm};
use crate::i18n::format::{percent, points};
use crate::i18n::messages::Messages;
use crate::i18n::sums;
use crate::model::score::Hundredths;
use crate::model::standard::Standard;
use crate::ui::components::meter::Meter;
use crate::ui::words::rating_words;

fn veto_words(scored: &ScoredForm, standard: &Standard, texts: &Messages) -> Option<String> {
    let words = &texts.assessment;
    let asking: Vec<_> = standard
        .items()
        .into_iter()
        .filter(|item| !item.bears_mark() && item.must_be_answered())
        .collect();
    let by_id = scored.items_by_id();
    let open = asking
        .iter()
        .filter_map(|item| by_id.get(item.id.as_str()))
        .filter(|item| item.state == ItemState::Unanswered)
        .count();
    match (scored.vetoes.len(), open) {
        _ if asking.is_empty() && !scored.vetoed => None,
        (0, 0) => Some((words.vetoes_clear)(asking.len())),
        (0, open) => Some((words.vetoes_open)(open)),
        (triggered, _) => Some((words.vetoes_triggered)(triggered)),
    }
}

/// Total, rate, what can be reached, progress, vetoes, and a bar per area.
#[component]
pub(super) fn ScoreBar(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.assessment;
    let explained = RwSignal::new(false);
    let on_close = Callback::new(move |()| explained.set(false));
    let bar = move || {
        let scored = page.scored.get()?;
        let standard = page.standard.get()?;
        let rate = scored.rate().map(|rate| format!("{}%", percent(rate)));
        let rate_word = (words.rate)(scored.bonus > Hundredths::ZERO);
        let rating = rating_words(&scored, texts);
        let reachable = scored.reachable_total.map(|mark| (words.points)(&points(mark)));
        let vetoes = veto_words(&scored, &standard, texts);
        let vetoed = scored.vetoed;
        let fact = |class: &'static str, label: &'static str, value: String, bad: bool| {
            view! {
                <dl class=class>
                    <dt>{label}</dt>
                    <dd class:is-bad=bad>{value}</dd>
                </dl>
            }
        };
        let areas = scored
            .areas
            .iter()
            .filter(|area| area.applicable > Hundredths::ZERO)
            .map(|area| {
                let part = 100.0 * area.mark.0 as f64 / area.applicable.0 as f64;
                let title = standard
                    .areas
                    .iter()
                    .find(|other| other.id == area.id)
                    .map_or_else(String::new, |area| area.title.clone());
                view! {
                    <span title=title>{area.id.clone()}</span>
                    <Meter part />
                    <span class="num">
                        {format!("{} / {}", points(area.mark), points(area.applicable))}
                    </span>
                }
            })
            .collect_view();
        let count = scored.areas.iter().filter(|area| area.applicable > Hundredths::ZERO).count();
        let columns = match count {
            0..=3 => "areas",
            4..=6 => "areas is-two",
            _ => "areas is-many",
        };
        Some(view! {
            <div class="score-line" role="status">
                <div class="total">
                    <button
                        type="button"
                        class="value"
                        title=texts.analysis.sum_title
                        on:click=move |_| explained.set(true)
                    >
                        {points(scored.total.unwrap_or_default())}
                    </button>
                    {scored
                        .full_mark
                        .map(|full| {
                            view! {
                                <span class="of">
                                    {format!(" / {}", points(full))} <small>{words.full}</small>
                                </span>
                            }
                        })}
                </div>
                {sums::total_words(&scored, texts).map(|sum| view! { <p class="note">{sum}</p> })}
                {rate.map(|rate| fact("on-phone", rate_word, rate, false))}
                {rating.map(|rating| fact("on-phone", words.rating, rating, false))}
                {reachable.map(|reachable| fact("", words.reachable, reachable, false))}
                {fact("on-phone", words.answered, (words.answered_of)(scored.answered, scored.of), false)}
                {(scored.bonus > Hundredths::ZERO)
                    .then(|| {
                        fact("", words.bonus, (words.points)(&format!("+{}", points(scored.bonus))), false)
                    })}
                {vetoes.map(|vetoes| fact("", words.vetoes, vetoes, vetoed))}
                <div class=columns>
                    {areas}
                </div>
            </div>
        })
    };
    view! {
        {bar}
        <Show when=move || explained.get()>
            <SumDialog page on_close />
        </Show>
    }
}
