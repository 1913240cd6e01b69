//! Help: the work, changing computers, people and versions, and how things are computed.

use leptos::prelude::*;

use crate::route::Route;
use crate::ui::texts::texts;

#[component]
pub fn HelpPage() -> impl IntoView {
    let help = &texts().help;
    // The address holds the page, so the contents scroll instead of linking.
    let parts: Vec<_> =
        help.sections.iter().map(|_| NodeRef::<leptos::html::Section>::new()).collect();
    view! {
        <main class="page help-page">
            <div class="page-head">
                <h1>{help.title}</h1>
                <span class="about wide-only">{help.about}</span>
                <div class="actions">
                    <a class="button" href=Route::SelfTest.href()>
                        {help.self_test}
                    </a>
                </div>
            </div>
            <div class="page-body prose">
                <nav class="contents" aria-label=help.contents>
                    {help
                        .sections
                        .iter()
                        .zip(&parts)
                        .map(|(section, part)| {
                            let part = *part;
                            view! {
                                <button
                                    type="button"
                                    class="text-button"
                                    on:click=move |_| {
                                        if let Some(part) = part.get_untracked() {
                                            part.scroll_into_view();
                                        }
                                    }
                                >
                                    {section.heading}
                                </button>
                            }
                        })
                        .collect_view()}
                </nav>
                {help
                    .sections
                    .iter()
                    .zip(&parts)
                    .map(|(section, part)| {
                        view! {
                            <section node_ref=*part>
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
