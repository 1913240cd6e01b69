//! 设置: the office and those below it, age stages, hour targets and packs, storage and backup.

mod calendar;
mod office;
mod packs;
mod storage;

use leptos::prelude::*;

use self::calendar::CalendarSettings;
use self::office::OfficeSettings;
use self::packs::PackSettings;
use self::storage::StorageSettings;
use crate::route::{Route, SettingsTab};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::more::MoreActions;
use crate::ui::editor::Editor;
use crate::ui::intake::{OpenButton, save_backup};
use crate::ui::router::Router;

#[component]
pub fn SettingsPage() -> impl IntoView {
    let editor = Editor::here();
    let texts = editor.texts;
    let settings = &texts.settings;
    let router = Router::here();
    let tab = Memo::new(move |_| match router.route() {
        Route::Settings(tab) => tab,
        _ => SettingsTab::default(),
    });
    let link = move |(one, word): (SettingsTab, &'static str)| {
        view! {
            <li>
                <a
                    class="plain"
                    href=Route::Settings(one).href()
                    aria-current=move || (tab.get() == one).then_some("page")
                >
                    {word}
                </a>
            </li>
        }
    };
    let links = move || SettingsTab::ALL.into_iter().zip(settings.tabs).map(link).collect_view();
    view! {
        <main class="page settings-page is-filled">
            <div class="page-head">
                <h1>{settings.title}</h1>
                <div class="actions">
                    <MoreActions>
                        <OpenButton
                            label=texts.files.restore
                            class="button"
                            icon=Icon::Restore
                        />
                    </MoreActions>
                    <button
                        type="button"
                        class="button primary"
                        on:click=move |_| save_backup(editor)
                    >
                        <IconView icon=Icon::Download />
                        {settings.backup_now}
                    </button>
                </div>
            </div>
            <div class="split">
                <nav class="region set-nav" aria-label=settings.title>
                    <ul>{links()}</ul>
                </nav>
                <div class="region main storage">
                    <ul class="set-tabs phone-only">{links()}</ul>
                    {move || match tab.get() {
                        SettingsTab::Office => view! { <OfficeSettings /> }.into_any(),
                        SettingsTab::Packs => view! { <PackSettings /> }.into_any(),
                        SettingsTab::Calendar => view! { <CalendarSettings /> }.into_any(),
                        SettingsTab::Storage => view! { <StorageSettings /> }.into_any(),
                    }}
                </div>
            </div>
        </main>
    }
}
