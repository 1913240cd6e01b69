//! The dialog in which everybody who was in a class is judged at once.

use leptos::prelude::*;

use super::Page;
use crate::model::hours::{QuarterHours, Session};
use crate::model::id::{PersonId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::skill::{Mark, Skill};
use crate::order::Order as _;
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::field::FormLine;

/// Who was there and is still in the ledger.
fn present<'a>(session: &'a Session, ledger: &'a Ledger) -> impl Iterator<Item = PersonId> + 'a {
    let there = session.attendance.iter().filter(|(_, one)| one.hours > QuarterHours(0));
    there.map(|(person, _)| *person).filter(|person| ledger.person(*person).is_some())
}

#[component]
pub fn ClassDialog(page: Page, open: RwSignal<bool>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.skills;
    let ledger = page.editor.workspace.ledger_untracked();
    let year = ledger.settings.year;
    let mut sessions: Vec<_> =
        ledger.sessions.values().filter(|session| session.start.year() == year).cloned().collect();
    sessions.order_by_key(|session| std::cmp::Reverse(session.start));
    // The post that the course of a class is meant for.
    let post_of = |session: &Session| {
        let course = session.course.as_ref().and_then(|code| ledger.packs.courses.course(code));
        course.and_then(|course| course.posts.first().cloned())
    };
    let first = sessions.first();
    let chosen = RwSignal::new(first.map(|session| session.id));
    let post = RwSignal::new(first.and_then(|session| post_of(session)).unwrap_or_default());
    let posts: Vec<_> = ledger.packs.posts.posts.clone();
    if post.with_untracked(String::is_empty) {
        post.set(posts.first().map(|post| post.code.clone()).unwrap_or_default());
    }
    let skill = RwSignal::new(Skill::Able);
    let marks = move || -> Vec<Mark> {
        let ledger = page.editor.workspace.ledger_untracked();
        let session = chosen.get_untracked().and_then(|id| ledger.sessions.get(&id).cloned());
        let (post, skill) = (post.get_untracked(), skill.get_untracked());
        session.map_or_else(Vec::new, |session| {
            present(&session, &ledger)
                .map(|person| (person, post.clone(), Some(skill.clone())))
                .collect()
        })
    };
    let close = Callback::new(move |()| open.set(false));
    let apply = move || {
        let marks = marks();
        if marks.is_empty() {
            page.editor.toaster.refuse(words.nothing);
        } else if page.write_aloud(&marks) {
            open.set(false);
        }
    };
    let is_empty = sessions.is_empty();
    let options = sessions
        .iter()
        .map(|session| {
            let date = (texts.format.day)(session.start, year);
            let people = present(session, &ledger).count();
            let label = (words.session_of)(&session.title, &date, people);
            view! { <option value=session.id.to_string()>{label}</option> }
        })
        .collect_view();
    let post_options = posts
        .into_iter()
        .map(|one| {
            let code = one.code.clone();
            view! {
                <option value=one.code selected=move || post.get() == code>
                    {one.name}
                </option>
            }
        })
        .collect_view();
    let levels = Skill::KNOWN
        .map(|one| {
            let (label, own) = ((words.skill)(&one), one.clone());
            view! {
                <button
                    type="button"
                    aria-pressed=move || (skill.get() == own).to_string()
                    on:click=move |_| skill.set(one.clone())
                >
                    {label}
                </button>
            }
        })
        .collect_view();
    view! {
        <AskDialog title=words.class on_close=close ok=words.class on_ok=apply disabled=is_empty>
            <p class="note">{if is_empty { words.no_sessions } else { words.class_hint }}</p>
            <FormLine label=words.session>
                <select
                    class="field"
                    on:change:target=move |event| {
                        chosen.set(SessionId::parse(&event.target().value()));
                    }
                >
                    {options}
                </select>
            </FormLine>
            <FormLine label=words.post>
                <select
                    class="field"
                    on:change:target=move |event| post.set(event.target().value())
                >
                    {post_options}
                </select>
            </FormLine>
            <div class="form-line">
                <span class="form-label">{words.level}</span>
                <span class="choice-bar">{levels}</span>
            </div>
        </AskDialog>
    }
}
