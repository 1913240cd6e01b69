//! 标准: the standards there are, and one of them to read.

mod import;
mod reading;

use std::sync::Arc;

use leptos::prelude::*;

pub use self::import::StandardImportPage;
use self::reading::Reading;
use crate::i18n::format::points;
use crate::model::ledger::Ledger;
use crate::model::standard::Standard;
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::editor::Editor;
use crate::ui::pages::assessments::NewForm;
use crate::ui::router::Router;

/// A standard with what the ledger knows about it.
#[derive(Clone, PartialEq)]
struct Known {
    sha256: String,
    standard: Arc<Standard>,
    in_ledger: bool,
    forms: usize,
}

/// Those of the ledger first, then what comes with the program.
fn known(ledger: &Ledger) -> Vec<Known> {
    let forms = |sha256: &str| {
        ledger.assessments.values().filter(|form| form.standard.sha256 == sha256).count()
    };
    let mut all: Vec<_> = ledger
        .standards
        .iter()
        .map(|(sha256, standard)| Known {
            sha256: sha256.clone(),
            standard: standard.clone(),
            in_ledger: true,
            forms: forms(sha256),
        })
        .collect();
    for standard in Standard::built_in() {
        let sha256 = standard.sha256();
        if !ledger.standards.contains_key(&sha256) {
            all.push(Known { sha256, standard: Arc::new(standard), in_ledger: false, forms: 0 });
        }
    }
    all
}

#[component]
pub fn StandardsPage() -> impl IntoView {
    let editor = Editor::here();
    let router = Router::here();
    let words = &editor.texts.standards;
    let all = editor.workspace.select(known);
    let opened = Memo::new(move |_| match router.route() {
        Route::Standards(id) => id,
        _ => None,
    });
    move || match opened.get() {
        None => view! { <StandardList editor all /> }.into_any(),
        Some(id) => match all.get().into_iter().find(|known| known.sha256 == id) {
            Some(known) => view! { <Reading editor known /> }.into_any(),
            None => view! {
                <main class="page standards-page">
                    <Empty icon=Icon::Assess title=words.missing text=words.about>
                        <a class="button primary" href=Route::Standards(None).href()>
                            {words.title}
                        </a>
                    </Empty>
                </main>
            }
            .into_any(),
        },
    }
}

/// What a standard is for: the primary action here, after the others.
#[component]
fn NewFormButton(editor: Editor, preset: String, children: Children) -> impl IntoView {
    let creating = RwSignal::new(false);
    view! {
        <div class="actions">
            {children()}
            <button type="button" class="button primary" on:click=move |_| creating.set(true)>
                <IconView icon=Icon::Plus />
                {editor.texts.assessments.new}
            </button>
        </div>
        <Show when=move || creating.get()>
            <NewForm editor creating preset=preset.clone() />
        </Show>
    }
}

#[component]
fn StandardList(editor: Editor, all: Memo<Vec<Known>>) -> impl IntoView {
    let texts = editor.texts;
    let words = &texts.standards;
    let rows = move || {
        all.get()
            .into_iter()
            .map(|known| {
                let standard = &known.standard;
                let full = standard.full_mark.map(points);
                view! {
                    <tr>
                        <th scope="row">
                            <a
                                class="name"
                                href=Route::Standards(Some(known.sha256.clone())).href()
                            >
                                {standard.head.title.clone()}
                            </a>
                            " "
                            {standard
                                .head
                                .example
                                .then(|| {
                                    view! { <span class="tag">{texts.assessments.example}</span> }
                                })}
                        </th>
                        <td>{standard.head.version.clone()}</td>
                        <td>{standard.head.issuer.clone()}</td>
                        <td class="num">{standard.items().len()}</td>
                        <td class="num">{full}</td>
                        <td>{if known.in_ledger { words.taken_over } else { words.built_in }}</td>
                        <td class="num">{known.forms}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <main class="page standards-page is-filled">
            <div class="page-head">
                <a class="crumb" href=Route::Assessments.href()>
                    {texts.assessments.title}
                </a>
                <h1>{words.title}</h1>
                <span class="about">{words.about}</span>
                <NewFormButton editor preset=String::new()>
                    <a class="button" href=Route::StandardImport.href()>
                        {texts.standard_import.open}
                    </a>
                </NewFormButton>
            </div>
            <div class="table-frame">
                <table class="data-table">
                    <thead>
                        <tr>
                            <th>{words.name}</th>
                            <th>{words.version}</th>
                            <th>{words.issuer}</th>
                            <th class="num">{words.items}</th>
                            <th class="num">{words.full}</th>
                            <th>{words.source}</th>
                            <th class="num">{words.forms}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </main>
    }
}
