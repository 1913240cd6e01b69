//! A draft of a standard: its tree at the left, one area or item to write, and the check at the
//! right.

mod area;
mod checks;
mod fields;
mod head;
mod item;
mod rule;
mod rules;
mod tree;

use std::sync::Arc;

use leptos::prelude::*;

use self::area::AreaForm;
use self::checks::Checks;
use self::head::HeadForm;
use self::item::ItemForm;
use self::tree::Tree;
use super::save_pack;
use crate::assessment::check::check;
use crate::model::draft::Draft;
use crate::model::id::DraftId;
use crate::model::people::Rejection;
use crate::model::standard::Standard;
use crate::model::standard_tree::Spot;
use crate::model::step::Step;
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::Icon;
use crate::ui::components::more::MoreActions;
use crate::ui::editor::Editor;
use crate::ui::naming::Naming;
use crate::ui::router::Router;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    editor: Editor,
    router: Router,
    id: DraftId,
    draft: Memo<Option<Arc<Draft>>>,
    /// The area or item that is open; nothing where it is the standard as a whole.
    chosen: RwSignal<Option<Spot>>,
    /// Does the tree lie over the page, on a phone?
    in_tree: RwSignal<bool>,
}

impl Page {
    fn new(id: DraftId) -> Self {
        let editor = Editor::here();
        let draft = editor.workspace.select(move |ledger| ledger.drafts.get(&id).cloned());
        let chosen = RwSignal::new(None::<Spot>);
        // What an undo took away is not open any more.
        Effect::new(move |_| {
            draft.with(|draft| {
                let gone =
                    |spot: &Spot| draft.as_ref().is_some_and(|draft| !draft.standard.has(spot));
                if chosen.with_untracked(|chosen| chosen.as_ref().is_some_and(gone)) {
                    chosen.set(None);
                }
            });
        });
        Self { editor, router: Router::here(), id, draft, chosen, in_tree: RwSignal::new(false) }
    }

    /// Reads the standard, tracked; `T::default()` where the draft is gone.
    fn with<T: Default>(self, read: impl FnOnce(&Standard) -> T) -> T {
        self.draft
            .with(|draft| draft.as_ref().map(|draft| read(&draft.standard)).unwrap_or_default())
    }

    fn step(self) -> Step {
        Step::EditDraft(untrack(|| self.with(|standard| standard.head.title.clone())))
    }

    /// Changes the standard; a refusal becomes a toast.
    fn change<T>(self, change: impl FnOnce(&mut Standard) -> Result<T, Rejection>) -> Option<T> {
        self.editor.edit(self.step(), |ledger| ledger.edit_draft(self.id, change))
    }

    /// The same from a field, where a refusal is said.
    fn change_at<T>(
        self,
        change: impl FnOnce(&mut Standard) -> Result<T, Rejection>,
    ) -> Option<String> {
        self.editor.edit_at(self.step(), |ledger| ledger.edit_draft(self.id, change))
    }

    /// Makes a standard of the draft, where nothing is wrong with it.
    fn finish(self) {
        let words = &self.editor.texts.standard_editor;
        let (items, faults) =
            untrack(|| self.with(|standard| (standard.items().len(), check(standard).len())));
        if items == 0 {
            return self.editor.toaster.refuse(words.no_items);
        }
        if faults > 0 {
            return self.editor.toaster.refuse((words.faults_left)(faults));
        }
        let title = untrack(|| self.with(|standard| standard.head.title.clone()));
        let step = Step::FinishDraft(title);
        if let Some(sha256) = self.editor.edit_aloud(step, |ledger| ledger.finish_draft(self.id)) {
            self.router.go(&Route::Standards(Some(sha256)));
        }
    }

    fn delete(self) {
        let title = untrack(|| self.with(|standard| standard.head.title.clone()));
        let step = Step::DeleteDraft(title);
        if self.editor.edit_aloud(step, |ledger| ledger.delete_draft(self.id)).is_some() {
            self.router.go(&Route::Standards(None));
        }
    }
}

#[component]
pub fn StandardDraftPage(id: DraftId) -> impl IntoView {
    let page = Page::new(id);
    let texts = page.editor.texts;
    let words = &texts.standard_editor;
    let is_there = Memo::new(move |_| page.draft.read().is_some());
    move || {
        if is_there.get() {
            return view! { <Writing page /> }.into_any();
        }
        view! {
            <main class="page standard-page">
                <Empty icon=Icon::Assess title=words.missing text=words.missing_text>
                    <a class="button primary" href=Route::Standards(None).href()>
                        {texts.standards.title}
                    </a>
                </Empty>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Writing(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.standard_editor;
    let title = move || page.with(|standard| standard.head.title.clone());
    let version = move || page.with(|standard| standard.head.version.clone());
    let origin = move || {
        page.draft.with(|draft| {
            let draft = draft.as_ref()?;
            let from = draft.from.as_ref()?;
            let is_revision = from.id == draft.standard.head.id;
            let say = if is_revision { words.revised_from } else { words.copied_from };
            Some(say(&from.version))
        })
    };
    let open = move || match page.chosen.get() {
        None => view! { <HeadForm page /> }.into_any(),
        Some(Spot::Area(id)) => view! { <AreaForm page id /> }.into_any(),
        Some(Spot::Item(id)) => view! { <ItemForm page id /> }.into_any(),
    };
    let naming = Naming::here();
    let save = move |_| {
        if let Some(draft) = page.draft.get_untracked() {
            naming.before(page.editor, true, move || save_pack(page.editor, &draft.standard));
        }
    };
    view! {
        <main class="page standard-page standard-editor is-filled">
            <div class="page-head">
                <a class="crumb" href=Route::Standards(None).href()>
                    {texts.standards.title}
                </a>
                <h1>{title}</h1>
                <span class="about">
                    <span class="tag">{words.draft}</span>
                    " "
                    {version}
                    "\u{3000}"
                    {origin}
                </span>
                <div class="actions">
                    <MoreActions>
                        <button type="button" class="text-button" on:click=save>
                            {texts.standard_versions.save_pack}
                        </button>
                    </MoreActions>
                    <button type="button" class="button primary" on:click=move |_| page.finish()>
                        {move || (words.finish)(&version())}
                    </button>
                </div>
            </div>
            <div class="split">
                <Tree page />
                <article class="region main item-view">
                    <div class="item-scroll">{open}</div>
                    <footer class="item-foot phone-only">
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| {
                                page.in_tree.set(true);
                                page.keep_in_sight();
                            }
                        >
                            {texts.assessment.contents}
                        </button>
                    </footer>
                </article>
                <Checks page />
            </div>
        </main>
    }
}
