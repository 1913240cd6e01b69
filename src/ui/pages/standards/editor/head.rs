//! The standard as a whole: title, version, full mark, ratings.

use jiff::civil::Date;
use leptos::prelude::*;

use super::Page;
use super::fields::Fields;
use crate::i18n::format::points;
use crate::model::score::Hundredths;
use crate::model::standard::{Rating, Standard};
use crate::ui::components::field::KeptField;
use crate::ui::components::icon::{Icon, IconView};

#[component]
pub(super) fn HeadForm(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let (words, names) = (&texts.standard_editor, &texts.standards);
    let fields = Fields::<Standard>::new(page, String::new());
    let date = |standard: &Standard| {
        standard.head.valid_from.map(|date| date.to_string()).unwrap_or_default()
    };
    let set_date = |standard: &mut Standard, text: &str| {
        let date = text.parse::<Date>().ok();
        if date.is_some() || text.is_empty() {
            standard.head.valid_from = date;
        }
        date.is_some() || text.is_empty()
    };
    let example = move || fields.read(|standard| standard.head.example);
    view! {
        <header>
            <h2>{words.head}</h2>
        </header>
        {fields
            .text(
                names.name,
                "",
                |standard| standard.head.title.clone(),
                |standard, text| standard.head.title = text,
            )}
        <div class="form-grid">
            {fields
                .text(
                    names.version,
                    "",
                    |standard| standard.head.version.clone(),
                    |standard, text| standard.head.version = text,
                )}
            {fields.line(words.valid_from, "", "date", date, set_date, words.bad_date)}
            {fields
                .text(
                    names.issuer,
                    "",
                    |standard| standard.head.issuer.clone(),
                    |standard, text| standard.head.issuer = text,
                )}
            {fields
                .text(
                    names.basis,
                    "",
                    |standard| standard.head.basis.clone(),
                    |standard, text| standard.head.basis = text,
                )}
            {fields
                .mark(
                    words.full,
                    words.full_hint,
                    |standard| standard.full_mark,
                    |standard, mark| standard.full_mark = mark,
                )}
            {fields
                .mark(
                    words.bonus_cap,
                    "",
                    |standard| standard.bonus_cap,
                    |standard, mark| standard.bonus_cap = mark,
                )}
        </div>
        <label class="check">
            <input
                type="checkbox"
                prop:checked=example
                on:change:target=move |event| {
                    let on = event.target().checked();
                    fields.change(|standard| standard.head.example = on);
                }
            />
            {words.example}
        </label>
        <Ratings page fields />
    }
}

/// An id that no rating has.
fn free_id(ratings: &[Rating]) -> String {
    (ratings.len() + 1..)
        .map(|count| format!("rating-{count}"))
        .find(|id| ratings.iter().all(|rating| rating.id != *id))
        .unwrap_or_default()
}

#[component]
fn Ratings(page: Page, fields: Fields<Standard>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.standard_editor;
    let ids = Memo::new(move |_| {
        fields
            .read(|standard| standard.ratings.iter().map(|one| one.id.clone()).collect::<Vec<_>>())
    });
    let add = move |_| {
        fields.change(|standard| {
            let id = free_id(&standard.ratings);
            standard.ratings.push(Rating { id, ..Rating::default() });
        });
    };
    let line = move |at: usize| {
        let name =
            move || fields.read(|standard| standard.ratings.get(at).map(|one| one.name.clone()));
        let from = move || {
            fields.read(|standard| standard.ratings.get(at).map(|one| points(one.at_least)))
        };
        let set_name = Callback::new(move |text: String| {
            fields.change_at(|standard| {
                if let Some(rating) = standard.ratings.get_mut(at) {
                    rating.name = text;
                }
            })
        });
        let set_from = Callback::new(move |text: String| match Hundredths::parse(&text) {
            Some(mark) => fields.change_at(|standard| {
                if let Some(rating) = standard.ratings.get_mut(at) {
                    rating.at_least = mark;
                }
            }),
            None => Some(words.bad_mark.to_owned()),
        });
        let remove = move |_| {
            fields.change(|standard| {
                if at < standard.ratings.len() {
                    standard.ratings.remove(at);
                }
            });
        };
        view! {
            <tr>
                <td>
                    <KeptField
                        label=words.rating_name
                        value=Signal::derive(move || name().unwrap_or_default())
                        commit=set_name
                    />
                </td>
                <td>
                    <KeptField
                        label=words.rating_from
                        value=Signal::derive(move || from().unwrap_or_default())
                        commit=set_from
                    />
                </td>
                <td>
                    <button
                        type="button"
                        class="icon-button small"
                        title=words.remove
                        aria-label=words.remove
                        on:click=remove
                    >
                        <IconView icon=Icon::Close />
                    </button>
                </td>
            </tr>
        }
    };
    view! {
        <h3>{texts.standards.ratings}</h3>
        <table class="rating-lines">
            <thead>
                <tr>
                    <th>{words.rating_name}</th>
                    <th>{words.rating_from}</th>
                    <th></th>
                </tr>
            </thead>
            <tbody>{move || (0..ids.read().len()).map(line).collect_view()}</tbody>
        </table>
        <button type="button" class="text-button" on:click=add>
            <IconView icon=Icon::Plus />
            {words.add_rating}
        </button>
    }
}
