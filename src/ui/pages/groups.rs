//! 分组: the cross-tab at the left, the training groups at the right, one group in its drawer.

mod build;
mod cross_tab;
mod drawer;
mod grid;
mod list;
mod rule_editor;
mod suggest;
mod toolbar;
mod undecided;

use std::collections::BTreeSet;

use leptos::prelude::*;

use self::build::BuildDialog;
use self::cross_tab::{GridView, PickedCells, StageList};
use self::drawer::GroupDrawer;
use self::grid::Grid;
use self::list::GroupList;
use self::suggest::SuggestDialog;
use self::toolbar::Toolbar;
use self::undecided::UndecidedNote;
use crate::grouping::membership::Overview;
use crate::model::group::{Axis, Rule};
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::more::MoreActions;
use crate::ui::editor::Editor;
use crate::ui::router::Router;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    editor: Editor,
    /// Rows, columns, and what columns are divided by again.
    axes: RwSignal<(Axis, Axis, Option<Axis>)>,
    grid: Memo<Grid>,
    overview: Memo<Overview>,
    picked: RwSignal<BTreeSet<(usize, usize)>>,
    /// The cross-tab is shown as it can be published.
    publishable: RwSignal<bool>,
    /// The rule that a new group starts with, while its dialog is open.
    building: RwSignal<Option<Rule>>,
}

impl Page {
    fn new() -> Self {
        let editor = Editor::here();
        let workspace = editor.workspace;
        let axes = RwSignal::new((Axis::Post, Axis::AgeStage, Some(Axis::Education)));
        let grid = Memo::new(move |_| {
            let (rows, columns, again) = axes.get();
            Grid::new(&workspace.ledger(), rows, columns, again, editor.texts)
        });
        let overview =
            workspace.select(|ledger| Overview::new(ledger, ledger.settings.reference()));
        let picked = RwSignal::new(BTreeSet::new());
        Effect::new(move |_| {
            axes.track();
            picked.set(BTreeSet::new());
        });
        let publishable = RwSignal::new(false);
        Self { editor, axes, grid, overview, picked, publishable, building: RwSignal::new(None) }
    }

    /// Opens the dialog for a group of the picked cells.
    fn build_of_picked(self) {
        let rule = self.grid.with_untracked(|grid| grid.rule(&self.picked.get_untracked()));
        self.building.set(Some(rule));
    }
}

#[component]
pub fn GroupsPage() -> impl IntoView {
    let page = Page::new();
    let router = Router::here();
    let workspace = page.editor.workspace;
    let texts = page.editor.texts;
    let groups = &texts.groups;
    let opened = Memo::new(move |_| match router.route() {
        Route::Groups(id) => id,
        _ => None,
    });
    let about = move || {
        let ledger = workspace.ledger();
        (groups.about)(ledger.groups.len(), &ledger.settings.reference().to_string())
    };
    let by_stage = move || {
        let (rows, columns, again) = page.axes.get();
        [Some(rows), Some(columns), again].contains(&Some(Axis::AgeStage))
    };
    let suggesting = RwSignal::new(false);
    let nobody =
        workspace.select(|ledger| ledger.enrolled(ledger.settings.reference()).next().is_none());
    view! {
        <main class="page groups-page is-filled">
            <div class="page-head">
                <h1>{groups.title}</h1>
                <span class="about">{about}</span>
                <div class="actions">
                    <MoreActions>
                        <button
                            type="button"
                            class="button"
                            disabled=nobody
                            on:click=move |_| suggesting.set(true)
                        >
                            {groups.suggest}
                        </button>
                    </MoreActions>
                    <button
                        type="button"
                        class="button primary"
                        on:click=move |_| page.build_of_picked()
                    >
                        <IconView icon=Icon::Plus />
                        {groups.build}
                    </button>
                </div>
            </div>
            <div class="split" class:has-drawer=move || opened.get().is_some()>
                <div class="region main">
                    <Show
                        when=move || !nobody.get()
                        fallback=move || {
                            view! {
                                <Empty
                                    icon=Icon::Groups
                                    title=groups.no_people_title
                                    text=groups.no_people_text
                                >
                                    <a class="button primary" href=Route::RosterImport.href()>
                                        {texts.welcome.import_button}
                                    </a>
                                </Empty>
                            }
                        }
                    >
                        <StageList page />
                        <Toolbar page />
                        <Show when=by_stage>
                            <UndecidedNote />
                        </Show>
                        <GridView page />
                        <PickedCells page />
                    </Show>
                </div>
                {move || match opened.get() {
                    Some(id) => view! { <GroupDrawer page id /> }.into_any(),
                    None => view! { <GroupList page /> }.into_any(),
                }}
            </div>
            <Show when=move || suggesting.get()>
                <SuggestDialog page open=suggesting />
            </Show>
            <Show when=move || page.building.read().is_some()>
                <BuildDialog page />
            </Show>
        </main>
    }
}
