//! The frame while no ledger is open: the same places as in the shell, none of them to be gone to.

use leptos::prelude::*;

use super::components::icon::{Icon, IconView};
use super::focus::SkipLink;
use super::shell::entries;
use super::status_line::LookButtons;
use super::texts::texts;
use crate::route::Route;
use crate::workspace::Workspace;

/// The page itself is `children`; `about` says at the top what is the matter.
#[component]
pub fn PlainFrame(about: &'static str, children: Children) -> impl IntoView {
    let shell = &texts().shell;
    view! {
        <div class="app is-plain">
            <SkipLink />
            <aside class="side">
                <a class="brand" href=Route::Home.href()>
                    <IconView icon=Icon::Ledger />
                    <span>{shell.product}</span>
                </a>
                <div class="nav" aria-hidden="true">
                    {entries(Workspace::here())
                        .into_iter()
                        .map(|entry| {
                            view! {
                                <span class="nav-link" aria-disabled="true">
                                    <IconView icon=entry.icon />
                                    <span>{entry.label}</span>
                                </span>
                            }
                        })
                        .collect_view()}
                </div>
                <nav class="nav-end" aria-label=shell.main_nav>
                    <a class="nav-link" href=Route::Help.href() title=shell.nav_help>
                        <IconView icon=Icon::Help />
                        <span>{shell.nav_help}</span>
                    </a>
                </nav>
            </aside>
            <header class="top">
                <span class="top-pick office quiet">{about}</span>
                <div class="status-line">
                    <span class="state wide-only">{shell.here_only}</span>
                    <a class="icon-button phone-only" href=Route::Help.href() title=shell.nav_help>
                        <IconView icon=Icon::Help />
                    </a>
                    <LookButtons />
                </div>
            </header>
            <div class="sheet">{children()}</div>
        </div>
    }
}
