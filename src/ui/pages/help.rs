//! Help: the work, changing computers, people and versions, and how things are computed.

use leptos::prelude::*;

use crate::route::Route;
use crate::ui::texts::texts;

#[component]
pub fn HelpPage() -> impl IntoView {
    let help = &texts().help;
    view! {
        <main class="page help-page">
            <div class="page-head">
                <h1>{help.title}</h1>
                <span class="about">{help.about}</span>
                <div class="actions">
                    <a class="button" href=Route::SelfTest.href()>
                        {help.self_test}
                    </a>
                </div>
            </div>
            <div class="page-body prose">
                {help
                    .sections
                    .iter()
                    .map(|section| {
                        view! {
                            <section>
                                <h2>{section.heading}</h2>
                                {section
                                    .paragraphs
                                    .iter()
                                    .map(|paragraph| view! { <p>{*paragraph}</p> })
                                    .collect_view()}
                            </section>
                        }
                    })
                    .collect_view()}
                <section>
                    <h2>{help.keys_title}</h2>
                    <dl class="facts keys">
                        {help
                            .keys
                            .iter()
                            .map(|(key, does)| {
                                view! {
                                    <dt>
                                        <kbd>{*key}</kbd>
                                    </dt>
                                    <dd>{*does}</dd>
                                }
                            })
                            .collect_view()}
                    </dl>
                </section>
            </div>
        </main>
    }
}
