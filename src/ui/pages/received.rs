//! One received file, opened beside the ledger: its head, roster, figures, plans, hours and forms.
//! Nothing here changes the ledger but what is taken over by a button.

mod forms;
mod issued;
mod overview;
mod people;
mod plans;
mod reviews;

use std::sync::Arc;

use leptos::prelude::*;

use self::forms::Forms;
use self::issued::TakeOver;
use self::overview::Overview;
use self::people::People;
use self::plans::{Groups, Plans, Sessions};
use self::reviews::Reviews;
use super::merge::remove;
use crate::browser::files;
use crate::interchange::envelope::Kind;
use crate::interchange::received::{Newness, View, view};
use crate::interchange::submission::Part;
use crate::model::id::ReceivedId;
use crate::model::received::Received;
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::more::MoreActions;
use crate::ui::components::notice::{NoticeBar, Urgency};
use crate::ui::editor::Editor;
use crate::ui::inbox::Inbox;
use crate::ui::intake::OpenButton;
use crate::ui::router::Router;
use crate::ui::words::file_kind_words;

/// The parts that can be looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Overview,
    People,
    Groups,
    Plans,
    Hours,
    Forms,
}

impl Tab {
    const ALL: [Self; 6] =
        [Self::Overview, Self::People, Self::Groups, Self::Plans, Self::Hours, Self::Forms];

    fn count(self, view: &View) -> Option<usize> {
        match self {
            Self::Overview => None,
            Self::People => Some(view.people.len() + view.keyed_people.len()),
            Self::Groups => Some(view.groups.len()),
            Self::Plans => Some(view.plans.len()),
            Self::Hours => Some(view.sessions.len()),
            Self::Forms => {
                let forms = view.assessments.len().max(view.figures.forms.len());
                Some(forms.max(view.reviews.len()))
            }
        }
    }
}

#[component]
pub fn ReceivedPage(id: ReceivedId) -> impl IntoView {
    let editor = Editor::here();
    let merge = &editor.texts.merge;
    let received = editor.workspace.archive_untracked().received.get(&id).cloned();
    let Some(received) = received else {
        return view! {
            <main class="page received-page">
                <Empty icon=Icon::Merge title=merge.gone_title text=merge.gone_text>
                    <a class="button" href=Route::Merge(None).href()>
                        {merge.back}
                    </a>
                </Empty>
            </main>
        }
        .into_any();
    };
    match view(&received.text) {
        Ok(seen) => view! { <Opened received seen=Arc::new(seen) /> }.into_any(),
        Err(error) => {
            let files = &editor.texts.files;
            let text = format!("{} {}", received.file_name, (files.fault_text)(&error));
            view! {
                <main class="page received-page">
                    <Empty icon=Icon::Bad title=(files.fault_title)(&error) text>
                        <a class="button" href=Route::Merge(None).href()>
                            {merge.back}
                        </a>
                        <OpenButton label=files.another class="button" />
                    </Empty>
                </main>
            }
            .into_any()
        }
    }
}

#[component]
fn Opened(received: Arc<Received>, seen: Arc<View>) -> impl IntoView {
    let editor = Editor::here();
    let router = Router::here();
    let texts = editor.texts;
    let merge = &texts.merge;
    let id = received.id;
    let is_waiting = Inbox::here().arrived.with_untracked(|all| all.values().any(|one| *one == id));
    let is_forms = is_waiting || !seen.reviews.is_empty() || seen.parts == [Part::Assessments];
    let tab = RwSignal::new(if is_forms { Tab::Forms } else { Tab::Overview });
    let office = seen.head.office.as_ref().map(|office| office.name.clone()).unwrap_or_default();
    let column = seen.reviews.first().map(|review| review.round.column);
    let kind = file_kind_words(&seen.head.kind, column, texts);
    let about = format!("{kind} · {}", received.file_name);
    let label = move |tab: Tab| match tab {
        Tab::Overview => merge.tab_overview,
        Tab::People => merge.tab_people,
        Tab::Groups => merge.tab_groups,
        Tab::Plans => merge.tab_plans,
        Tab::Hours => merge.tab_hours,
        Tab::Forms => merge.tab_forms,
    };
    let tabs: Vec<_> = Tab::ALL.into_iter().map(|tab| (tab, tab.count(&seen))).collect();
    let newer = (seen.head.version != Newness::Known).then(|| {
        let text = (merge.newness)(&seen.head.version);
        let title = merge.newer;
        view! { <NoticeBar urgency=Urgency::Warn title text /> }
    });
    let faults = (!seen.faults.is_empty()).then(|| {
        let shown: Vec<_> = seen
            .faults
            .iter()
            .take(5)
            .map(|fault| format!("{}: {}", fault.path, fault.why))
            .collect();
        let title = (merge.faults)(seen.faults.len());
        view! { <NoticeBar urgency=Urgency::Bad title text=shown.join("; ") /> }
    });
    let original = received.clone();
    let bar = seen.clone();
    let body = {
        let received = received.clone();
        move || {
            let seen = seen.clone();
            match tab.get() {
                Tab::Overview => view! { <Overview received=received.clone() seen /> }.into_any(),
                Tab::People => view! { <People seen /> }.into_any(),
                Tab::Groups => view! { <Groups seen /> }.into_any(),
                Tab::Plans => view! { <Plans seen /> }.into_any(),
                Tab::Hours => view! { <Sessions seen /> }.into_any(),
                Tab::Forms if !seen.reviews.is_empty() => view! { <Reviews seen /> }.into_any(),
                Tab::Forms => view! { <Forms seen /> }.into_any(),
            }
        }
    };
    view! {
        <main class="page received-page">
            {newer}
            {faults}
            <div class="page-head">
                <h1>{office}</h1>
                <span class="about">{about}</span>
                <div class="actions">
                    <MoreActions>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| {
                                remove(editor, id);
                                router.go(&Route::Merge(None));
                            }
                        >
                            {merge.delete}
                        </button>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| {
                                files::download(
                                    &original.file_name,
                                    "application/json",
                                    original.text.as_bytes(),
                                );
                            }
                        >
                            <IconView icon=Icon::Download />
                            {merge.save_original}
                        </button>
                    </MoreActions>
                    <a class="button primary" href=Route::Merge(None).href()>
                        {merge.back}
                    </a>
                </div>
            </div>
            <TakeOver seen=bar />
            <div class="tabs" role="tablist">
                {tabs
                    .into_iter()
                    .map(|(one, count)| {
                        view! {
                            <button
                                type="button"
                                role="tab"
                                aria-selected=move || (tab.get() == one).to_string()
                                on:click=move |_| tab.set(one)
                            >
                                {label(one)}
                                {count.map(|count| view! { <span class="count">{count}</span> })}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
            <div class="page-body received-body">{body}</div>
        </main>
    }
}

/// What stands in the place of a part that the file does not have.
#[component]
fn NotThere() -> impl IntoView {
    let merge = &Editor::here().texts.merge;
    view! { <p class="note not-there">{merge.not_in_file}</p> }
}

/// Is it a file of the bureau's own?
fn is_own(editor: Editor, seen: &View) -> bool {
    let own = editor.workspace.ledger_untracked().settings.office;
    seen.head.kind == Kind::Submission
        && seen.head.office.as_ref().is_some_and(|office| office.id == own)
}
