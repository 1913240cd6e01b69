//! The frame around every page: side bar, top bar, notices, the sheet, and on a phone the bar at
//! the bottom.

use leptos::prelude::*;

use super::components::icon::{Icon, IconView};
use super::components::notice::{NoticeBar, Urgency};
use super::editor::Editor;
use super::focus::SkipLink;
use super::intake::save_backup;
use super::palette::Palette;
use super::router::Router;
use super::sample_notice::{RemoveSample, SampleNotice};
use super::status_line::{StatusLine, turn};
use super::texts::texts;
use crate::browser::events::{self, Key};
use crate::model::step::Step;
use crate::route::{Page, Route, SettingsTab};
use crate::workspace::{Access, SaveState, Workspace};

/// One entry of the navigation.
#[derive(Clone)]
pub struct Entry {
    route: Route,
    pub icon: Icon,
    pub label: &'static str,
    /// A live count beside it.
    count: Option<Memo<Option<String>>>,
}

/// The pages of the working year.
pub fn entries(workspace: Workspace) -> Vec<Entry> {
    let shell = &texts().shell;
    let counted = |count: fn(&crate::model::ledger::Ledger) -> usize| {
        Some(workspace.select(move |ledger| {
            let count = count(ledger);
            (count > 0).then(|| count.to_string())
        }))
    };
    let entry = |route, icon, label| Entry { route, icon, label, count: None };
    vec![
        entry(Route::Home, Icon::Home, shell.nav_home),
        Entry {
            count: counted(|ledger| ledger.enrolled(ledger.settings.reference()).count()),
            ..entry(Route::Roster(None), Icon::Roster, shell.nav_roster)
        },
        Entry {
            count: counted(|ledger| ledger.groups.len()),
            ..entry(Route::Groups(None), Icon::Groups, shell.nav_groups)
        },
        Entry {
            count: counted(|ledger| {
                let year = ledger.settings.year;
                ledger.plans.values().filter(|plan| plan.year == year).count()
            }),
            ..entry(Route::Plans, Icon::Plan, shell.nav_plans)
        },
        entry(Route::Hours(None), Icon::Hours, shell.nav_hours),
        entry(Route::Assessments, Icon::Assess, shell.nav_assessments),
        entry(Route::Submit, Icon::Submit, shell.nav_submit),
        Entry {
            count: Some(Memo::new(move |_| {
                let received = workspace.archive().received.len();
                (received > 0).then(|| received.to_string())
            })),
            ..entry(Route::Merge(None), Icon::Merge, shell.nav_merge)
        },
    ]
}

fn end_entries() -> Vec<Entry> {
    let shell = &texts().shell;
    let entry = |route, icon, label| Entry { route, icon, label, count: None };
    vec![
        entry(Route::Settings(SettingsTab::default()), Icon::Settings, shell.nav_settings),
        entry(Route::Help, Icon::Help, shell.nav_help),
    ]
}

/// Is the entry of `route` the one of `page`?
fn is_current(page: Page, route: &Route) -> bool {
    page.entry() == route.page()
}

#[component]
fn NavLink(entry: Entry) -> impl IntoView {
    let router = Router::here();
    let route = entry.route.clone();
    view! {
        <a
            class="nav-link"
            href=entry.route.href()
            title=entry.label
            aria-current=move || is_current(router.page(), &route).then_some("page")
        >
            <IconView icon=entry.icon />
            <span>{entry.label}</span>
            {entry
                .count
                .map(|count| {
                    view! {
                        <Show when=move || count.read().is_some()>
                            <em class="count">{move || count.get()}</em>
                        </Show>
                    }
                })}
        </a>
    }
}

/// The pages that the bar at the bottom of a phone has room for.
const BAR: [Page; 4] = [Page::Home, Page::Roster, Page::Plans, Page::Assessments];

/// The bar at the bottom of a phone; `more` says that the sheet with everything else is open.
#[component]
fn BottomBar(more: RwSignal<bool>) -> impl IntoView {
    let shell = &texts().shell;
    let router = Router::here();
    let workspace = Workspace::here();
    let others = move || {
        let entries = entries(workspace).into_iter().chain(end_entries());
        entries.filter(|entry| !BAR.contains(&entry.route.page()))
    };
    let routes: Vec<_> = others().map(|entry| entry.route).collect();
    let is_other = move || routes.iter().any(|route| is_current(router.page(), route));
    // However the page was left, the sheet does not cover the next one.
    Effect::new(move |_| {
        router.route();
        more.set(false);
    });
    let link = move |route: Route, icon, label: &'static str| {
        let href = route.href();
        view! {
            <a
                href=href
                aria-current=move || is_current(router.page(), &route).then_some("page")
                on:click=move |_| more.set(false)
            >
                <IconView icon />
                {label}
            </a>
        }
    };
    view! {
        <Show when=move || more.get()>
            <div class="menu-back" on:click=move |_| more.set(false)></div>
            <nav class="more-sheet" aria-label=shell.nav_more on:click=move |_| more.set(false)>
                {others().map(|entry| view! { <NavLink entry /> }).collect_view()}
            </nav>
        </Show>
        <nav class="bottom" aria-label=shell.main_nav>
            {link(Route::Home, Icon::Home, shell.nav_home)}
            {link(Route::Roster(None), Icon::Roster, shell.nav_roster)}
            {link(Route::Plans, Icon::Plan, shell.nav_plans_short)}
            {link(Route::Assessments, Icon::Assess, shell.nav_assessments)}
            <button
                type="button"
                aria-current=move || is_other().then_some("page")
                aria-expanded=move || more.get().to_string()
                on:click=move |_| more.update(|more| *more = !*more)
            >
                <IconView icon=Icon::More />
                {shell.nav_more}
            </button>
        </nav>
    }
}

/// What must be known on every page: not saved, memory only, another window, sample data.
#[component]
fn Notices() -> impl IntoView {
    let editor = Editor::here();
    let workspace = editor.workspace;
    let state = workspace.save_state();
    let access = workspace.access();
    let rewritten = workspace.was_rewritten();
    let is_sample = workspace.select(|ledger| ledger.settings.sample);
    let shell = &texts().shell;
    let asking = RwSignal::new(false);
    let bar = move || {
        let read_only = matches!(access.get(), Access::ReadOnly);
        match state.get() {
            SaveState::Conflict => view! {
                <NoticeBar
                    urgency=Urgency::Bad
                    title=shell.conflict_title
                    text=shell.conflict_text
                >
                    <button
                        type="button"
                        class="button small primary"
                        on:click=move |_| workspace.keep_mine()
                    >
                        {texts().storage.keep_mine}
                    </button>
                    <button
                        type="button"
                        class="button small"
                        on:click=move |_| workspace.reload()
                    >
                        {shell.reload}
                    </button>
                </NoticeBar>
            }
            .into_any(),
            _ if read_only => view! {
                <NoticeBar
                    urgency=Urgency::Warn
                    title=shell.read_only_title
                    text=shell.read_only_text
                >
                    <button
                        type="button"
                        class="button small primary"
                        on:click=move |_| workspace.take_over()
                    >
                        {shell.take_over}
                    </button>
                </NoticeBar>
            }
            .into_any(),
            SaveState::Failed(error) => view! {
                <NoticeBar
                    urgency=Urgency::Bad
                    title=shell.failed_title
                    text=(shell.failed_text)(&texts().storage.save_error(&error))
                >
                    <button
                        type="button"
                        class="button small primary"
                        on:click=move |_| save_backup(editor)
                    >
                        {shell.backup}
                    </button>
                    <button
                        type="button"
                        class="button small"
                        on:click=move |_| workspace.save_now()
                    >
                        {shell.retry}
                    </button>
                </NoticeBar>
            }
            .into_any(),
            SaveState::MemoryOnly => view! {
                <NoticeBar urgency=Urgency::Bad title=shell.memory_title text=shell.memory_text>
                    <button
                        type="button"
                        class="button small primary"
                        on:click=move |_| save_backup(editor)
                    >
                        {shell.backup}
                    </button>
                </NoticeBar>
            }
            .into_any(),
            _ if rewritten.get() => view! {
                <NoticeBar
                    urgency=Urgency::Bad
                    title=texts().storage.rewritten_title
                    text=texts().storage.rewritten_text
                >
                    <button
                        type="button"
                        class="button small"
                        on:click=move |_| rewritten.set(false)
                    >
                        {texts().storage.understood}
                    </button>
                </NoticeBar>
            }
            .into_any(),
            _ if is_sample.get() => view! { <SampleNotice asking /> }.into_any(),
            _ => ().into_any(),
        }
    };
    view! {
        {bar}
        <Show when=move || asking.get()>
            <RemoveSample asking />
        </Show>
    }
}

/// The frame; the page itself is `children`.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let workspace = Workspace::here();
    let shell = &texts().shell;
    let searching = RwSignal::new(false);
    let more = RwSignal::new(false);
    let editor = Editor::here();
    listen_to_keys(editor, searching, more);
    let router = Router::here();
    Effect::new(move |_| {
        router.page();
        events::scroll_to_top();
    });
    Effect::new(move |_| {
        router.route();
        request_animation_frame(events::reveal_tab);
    });
    let office = workspace.select(|ledger| ledger.own_name().to_owned());
    let year = workspace.select(|ledger| ledger.settings.year);
    let this_year = workspace.today().year();
    // False where it is refused.
    let choose_year = move |chosen: String| {
        let Ok(year) = chosen.parse::<i16>() else { return false };
        editor
            .edit(Step::EditSettings, |ledger| {
                std::sync::Arc::make_mut(&mut ledger.settings).year = year;
                Ok(())
            })
            .is_some()
    };
    view! {
        <div class="app" class:is-more=more class:is-toasting=move || editor.toaster.is_shown()>
            <SkipLink />
            <aside class="side">
                <a class="brand" href=Route::Home.href()>
                    <IconView icon=Icon::Ledger />
                    <span>{shell.product}</span>
                </a>
                <nav class="nav" aria-label=shell.main_nav>
                    {entries(workspace)
                        .into_iter()
                        .map(|entry| view! { <NavLink entry /> })
                        .collect_view()}
                </nav>
                <div class="nav-end">
                    {end_entries().into_iter().map(|entry| view! { <NavLink entry /> }).collect_view()}
                </div>
            </aside>
            <header class="top">
                <a class="top-pick office plain" href=Route::Settings(SettingsTab::Office).href()>
                    <span class="name">{office}</span>
                </a>
                <select
                    class="top-pick year-pick"
                    aria-label=shell.year_label
                    prop:value=move || year.get().to_string()
                    on:change:target=move |event| {
                        let list = event.target();
                        if !choose_year(list.value()) {
                            list.set_value(&year.get_untracked().to_string());
                        }
                    }
                >
                    {move || {
                        let (from, to) = (year.get().min(this_year - 3), year.get().max(this_year + 1));
                        (from..=to)
                            .map(|choice| {
                                view! {
                                    <option
                                        value=choice.to_string()
                                        selected=move || year.get() == choice
                                    >
                                        {(shell.year)(choice)}
                                    </option>
                                }
                            })
                            .collect_view()
                    }}
                </select>
                <button
                    type="button"
                    class="top-search"
                    aria-label=shell.search
                    on:click=move |_| searching.set(true)
                >
                    <IconView icon=Icon::Search />
                    <span>{shell.search_hint}</span>
                    <kbd>"Ctrl+K"</kbd>
                </button>
                <StatusLine />
            </header>
            <div class="sheet">
                <Notices />
                {children()}
            </div>
            <BottomBar more />
            <Show when=move || searching.get()>
                <Palette on_close=Callback::new(move |()| searching.set(false)) />
            </Show>
        </div>
    }
}

/// The button that takes back what a page only proposes.
const PUT_BACK: &str = ".page .put-back";

/// The keys that hold on every page, as long as the frame stands. While an input method composes,
/// none of them acts.
fn listen_to_keys(editor: Editor, searching: RwSignal<bool>, more: RwSignal<bool>) {
    let Editor { workspace, toaster, .. } = editor;
    let act = move |key: Key| {
        let command = key.ctrl && !key.alt;
        match key.name.as_str() {
            // Under a dialog it would have no focus.
            "k" | "K" if command => {
                if !events::is_dialog_open() {
                    searching.update(|open| *open = !*open);
                }
            }
            // What is only proposed is taken back before what was done.
            "z" | "Z" if command && !key.in_field => {
                if key.shift || !events::press(PUT_BACK) {
                    turn(workspace, toaster, !key.shift);
                }
            }
            "y" | "Y" if command && !key.in_field => turn(workspace, toaster, false),
            "Escape" if more.get_untracked() => more.set(false),
            "Escape" if !command => {
                return events::focus_is_in(".toast") && toaster.dismiss()
                    || events::press(PUT_BACK)
                    || events::press(".drawer .drawer-close")
                    || !events::is_dialog_open() && toaster.dismiss();
            }
            "s" | "S" if command && !key.shift => save_backup(editor),
            "/" if !command && !key.in_field && !events::is_dialog_open() => {
                if !events::focus(".page .find input") {
                    searching.set(true);
                }
            }
            _ => return false,
        }
        true
    };
    let unlisten = StoredValue::new_local(Some(events::on_key(act)));
    on_cleanup(move || {
        if let Some(Some(unlisten)) = unlisten.try_update_value(Option::take) {
            unlisten();
        }
    });
}
