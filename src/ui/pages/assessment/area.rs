//! What an area loses as a whole (倒扣), under every item of it.

use leptos::prelude::*;

use super::Page;
use super::rule_lines::RuleReasons;
use super::rules::{RuleControl, RuleHere};
use crate::assessment::scored::AreaLine;
use crate::i18n::format::points;
use crate::model::rule::Rule;
use crate::model::score::Hundredths;
use crate::model::standard::Area;

#[component]
pub(super) fn AreaDeductions(page: Page, area: Area) -> impl IntoView {
    let words = &page.editor.texts.assessment;
    let id = area.id.clone();
    let lines = area
        .deductions
        .into_iter()
        .map(|rule| view! { <AreaRule page area=id.clone() rule /> })
        .collect_view();
    view! {
        <table class="marking area-deductions">
            <thead>
                <tr>
                    <th colspan="2">
                        {format!("{} {} {}", words.area_deduction, area.id, area.title)}
                    </th>
                    <th>{words.counted}</th>
                    <th class="num">{words.lost}</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

#[component]
fn AreaRule(page: Page, area: String, rule: Rule) -> impl IntoView {
    let kind = rule.kind.known().cloned();
    let (at, id) = (area.clone(), rule.id.clone());
    let taken = Memo::new(move |_| {
        let scored = page.scored.get()?;
        scored.area(&at)?.lines.iter().find_map(|line| match line {
            AreaLine::Deducted { rule, taken, .. } if *rule == id => Some(*taken),
            _ => None,
        })
    });
    let lost = move || match taken.get() {
        Some(taken) if taken > Hundredths::ZERO => {
            view! { <b class="is-bad">{format!("−{}", points(taken))}</b> }.into_any()
        }
        _ => view! { <span class="quiet">"–"</span> }.into_any(),
    };
    let text = rule.text.clone();
    let here = RuleHere::of_area(page, area, rule);
    view! {
        <tr>
            <td class="no"></td>
            <td>
                <p>{text}</p>
                <RuleReasons here kind=kind.clone() />
            </td>
            <td>
                <RuleControl here kind />
            </td>
            <td class="num">{lost}</td>
        </tr>
    }
}
