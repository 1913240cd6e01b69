//! The tabs of what a year of training is about, each a page of its own.

use leptos::prelude::*;

use crate::route::Route;
use crate::ui::router::Router;
use crate::ui::texts::texts;

#[component]
pub fn HoursTabs() -> impl IntoView {
    let texts = texts();
    let router = Router::here();
    let tabs = [
        (Route::Hours(None), texts.hours.title),
        (Route::Sessions, texts.attendance.sessions),
        (Route::Skills, texts.skills.title),
        (Route::Needs, texts.skills.needs_title),
        (Route::Certificates, texts.hours.certificates),
        (Route::Statistics, texts.hours.statistics),
    ];
    let tabs = tabs.map(|(route, label)| {
        let href = route.href();
        // The year of one person is the year.
        let is_here = move || match router.route() {
            Route::Hours(_) | Route::Recording => matches!(route, Route::Hours(_)),
            other => other == route,
        };
        view! {
            <a href=href aria-current=move || is_here().then_some("page")>
                {label}
            </a>
        }
    });
    view! {
        <nav class="tabs" aria-label=texts.skills.parts>
            {tabs.collect_view()}
        </nav>
    }
}
