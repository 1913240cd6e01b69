//! 标准: the standards there are, and one of them to read.

mod compare;
mod editor;
mod import;
mod reading;

use std::sync::Arc;

use leptos::prelude::*;

pub use self::compare::StandardComparePage;
pub use self::editor::StandardDraftPage;
pub use self::import::StandardImportPage;
use self::reading::Reading;
use crate::browser::files;
use crate::i18n::format::points;
use crate::interchange::standard_pack;
use crate::interchange::submission::file_name;
use crate::model::draft::Draft;
use crate::model::id::DraftId;
use crate::model::ledger::Ledger;
use crate::model::standard::Standard;
use crate::model::step::Step;
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::more::MoreActions;
use crate::ui::editor::Editor;
use crate::ui::intake::{Intake, take_drop};
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
    let known = ledger.known_standards().into_iter();
    known
        .map(|(sha256, standard)| Known {
            in_ledger: ledger.standards.contains_key(&sha256),
            forms: forms(&sha256),
            sha256,
            standard,
        })
        .collect()
}

/// Adds a draft and opens it.
fn begin(editor: Editor, router: Router, draft: Draft) {
    let (id, title) = (draft.id, draft.standard.head.title.clone());
    let step = Step::AddDraft(title);
    if editor.edit(step, |ledger| ledger.add_draft(draft)).is_some() {
        router.go(&Route::StandardDraft(id));
    }
}

/// Offers a standard as a file.
fn save_pack(editor: Editor, standard: &Standard) {
    let workspace = editor.workspace;
    let words = &editor.texts.standard_versions;
    let now = workspace.now();
    let Ok(sealed) = standard_pack::build(&workspace.ledger_untracked(), standard, now) else {
        editor.toaster.refuse(words.not_written);
        return;
    };
    let head = &standard.head;
    let name = file_name(&[&head.title, &head.version, words.pack_word], None, now);
    files::download(&name, "application/json", sealed.text.as_bytes());
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
    let router = Router::here();
    let drafts = editor.workspace.select(|ledger| ledger.drafts.clone());
    let begin_empty = move |_| {
        let words = &texts.standard_editor;
        let id = DraftId::new(&mut editor.workspace.new_ids());
        begin(editor, router, Draft::empty(id, words.untitled.to_owned(), words.ratings));
    };
    let draft_rows = move || {
        let row = |draft: &Draft| {
            let standard = &draft.standard;
            let (asked, bonus) = standard.counts();
            view! {
                <tr>
                    <th scope="row">
                        <a class="name" href=Route::StandardDraft(draft.id).href()>
                            {standard.head.title.clone()}
                        </a>
                        " "
                        <span class="tag">{texts.standard_editor.draft}</span>
                    </th>
                    <td>{standard.head.version.clone()}</td>
                    <td>{standard.head.issuer.clone()}</td>
                    <td>{(texts.standard_versions.items)(asked, bonus)}</td>
                    <td class="num">{standard.full_mark.map(points)}</td>
                    <td>{texts.standard_editor.draft}</td>
                    <td class="num"></td>
                </tr>
            }
        };
        drafts.with(|drafts| drafts.values().map(|draft| row(draft)).collect_view())
    };
    let rows = move || {
        all.get()
            .into_iter()
            .map(|known| {
                let standard = &known.standard;
                let full = standard.full_mark.map(points);
                let (asked, bonus) = standard.counts();
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
                        <td>{(texts.standard_versions.items)(asked, bonus)}</td>
                        <td class="num">{full}</td>
                        <td>{if known.in_ledger { words.taken_over } else { words.built_in }}</td>
                        <td class="num">{known.forms}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <main
            class="page standards-page is-filled"
            on:dragover=|event: leptos::ev::DragEvent| event.prevent_default()
            on:drop=take_drop(Intake::here(), editor, router)
        >
            <div class="page-head">
                <a class="crumb" href=Route::Assessments.href()>
                    {texts.assessments.title}
                </a>
                <h1>{words.title}</h1>
                <span class="about">{words.about}</span>
                <NewFormButton editor preset=String::new()>
                    <MoreActions>
                        <a class="button" href=Route::StandardImport.href()>
                            {texts.standard_import.open}
                        </a>
                        <button type="button" class="button" on:click=begin_empty>
                            {texts.standard_editor.new}
                        </button>
                    </MoreActions>
                </NewFormButton>
            </div>
            <div class="table-frame">
                <table class="data-table">
                    <thead>
                        <tr>
                            <th>{words.name}</th>
                            <th>{words.version}</th>
                            <th>{words.issuer}</th>
                            <th>{words.items}</th>
                            <th class="num">{words.full}</th>
                            <th>{words.source}</th>
                            <th class="num">{words.forms}</th>
                        </tr>
                    </thead>
                    <tbody>{draft_rows} {rows}</tbody>
                </table>
            </div>
        </main>
    }
}
