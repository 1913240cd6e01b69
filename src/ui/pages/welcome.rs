//! The first run: import a roster, restore or receive, or look at a sample.

use leptos::prelude::*;

use crate::browser::local_storage;
use crate::model::step::Step;
use crate::route::Route;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::sign::{Sign, State};
use crate::ui::editor::Editor;
use crate::ui::intake::{Intake, OpenButton, take_drop};
use crate::ui::plain_frame::PlainFrame;
use crate::ui::router::Router;
use crate::ui::texts::texts;
use crate::workspace::{SaveState, Workspace};

#[component]
pub fn WelcomePage() -> impl IntoView {
    let welcome = &texts().welcome;
    let workspace = Workspace::here();
    let start_empty = move |_| {
        let ledger = workspace.ledger_untracked();
        // A window that may not write shows no welcome.
        let _ = workspace.replace(Step::Create, crate::model::ledger::Ledger::clone(&ledger));
    };
    let can_save = workspace.save_state().get_untracked() != SaveState::MemoryOnly
        && local_storage::is_usable();
    view! {
        <PlainFrame about=welcome.no_ledger>
        <main
            class="page welcome-page"
            on:dragover=move |event| event.prevent_default()
            on:drop=take_drop(Intake::here(), Editor::here(), Router::here())
        >
            <div class="welcome">
                <header>
                    <h1>{welcome.title}</h1>
                    <p>{welcome.about}</p>
                </header>
                <div class="starts">
                    <section>
                        <IconView icon=Icon::Paste />
                        <h2>{welcome.import_title}</h2>
                        <p>{welcome.import_text}</p>
                        <a class="button primary" href=Route::RosterImport.href()>
                            {welcome.import_button}
                        </a>
                        <button type="button" class="text-button" on:click=start_empty>
                            {welcome.empty_button}
                        </button>
                    </section>
                    <section>
                        <IconView icon=Icon::Restore />
                        <h2>{welcome.open_title}</h2>
                        <p>{welcome.open_text}</p>
                        <OpenButton label=welcome.open_button class="button" />
                    </section>
                    <section>
                        <IconView icon=Icon::Sample />
                        <h2>{welcome.sample_title}</h2>
                        <p>{welcome.sample_text}</p>
                        <a class="button" href=Route::Demo.href()>
                            {welcome.sample_button}
                        </a>
                    </section>
                </div>
                <p class="drop wide-only">
                    <IconView icon=Icon::File />
                    {welcome.drop}
                </p>
                <dl class="where">
                    <dt>{welcome.where_label}</dt>
                    <dd>{welcome.where_text}</dd>
                    <dt>{welcome.clears_label}</dt>
                    <dd>{welcome.clears_text}</dd>
                    <dt>{welcome.check_label}</dt>
                    <dd>
                        {if can_save {
                            view! { <Sign state=State::Good word=welcome.can_save /> }.into_any()
                        } else {
                            view! { <Sign state=State::Bad word=welcome.cannot_save /> }.into_any()
                        }}
                        " "
                        <a href=Route::SelfTest.href()>{welcome.details}</a>
                    </dd>
                </dl>
            </div>
        </main>
        </PlainFrame>
    }
}
