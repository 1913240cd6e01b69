//! One area: number, title, caps, its share of the total, and what is deducted from it as a whole.

use leptos::prelude::*;

use super::Page;
use super::fields::Fields;
use super::item::spot_head;
use super::rules::{Home, RuleList};
use crate::model::standard::Area;
use crate::model::standard_tree::Spot;

#[component]
pub(super) fn AreaForm(page: Page, id: String) -> impl IntoView {
    let words = &page.editor.texts.standard_editor;
    let fields = Fields::<Area>::new(page, id.clone());
    let is_top = Memo::new(move |_| {
        page.with(|standard| fields.id.with_value(|id| standard.area_over(id).is_none()))
    });
    let weight = |area: &Area| area.weight.map(|weight| weight.to_string()).unwrap_or_default();
    let set_weight = |area: &mut Area, text: &str| {
        let weight = text.parse().ok();
        let can = weight.is_some() || text.is_empty();
        if can {
            area.weight = weight;
        }
        can
    };
    view! {
        {spot_head(
            fields,
            Spot::Area(id.clone()),
            |area| area.title.clone(),
            |area, text| area.title = text,
        )}
        {fields
            .area(
                words.area_content,
                "",
                |area| area.content.clone(),
                |area, text| area.content = text,
            )}
        <div class="form-grid">
            {fields.mark(words.cap, words.cap_hint, |area| area.cap, |area, cap| area.cap = cap)}
            {fields
                .mark(
                    words.bonus_cap,
                    "",
                    |area| area.bonus_cap,
                    |area, cap| area.bonus_cap = cap,
                )}
            {move || {
                is_top
                    .get()
                    .then(|| {
                        fields
                            .line(
                                words.weight,
                                words.weight_hint,
                                "text",
                                weight,
                                set_weight,
                                words.bad_weight,
                            )
                    })
            }}
        </div>
        <h3>{words.deductions}</h3>
        <p class="note">{words.deductions_hint}</p>
        <RuleList page home=Home::Area(id) />
    }
}
