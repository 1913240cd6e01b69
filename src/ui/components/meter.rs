//! A part of a whole, with what is planned and a tick for the target.

use leptos::prelude::*;

/// All in percent of the whole, cut at 100.
#[component]
pub fn Meter(
    #[prop(into)] part: Signal<f64>,
    #[prop(optional, into)] planned: Signal<f64>,
    #[prop(optional, into)] target: Option<f64>,
) -> impl IntoView {
    let percent = |value: f64| format!("{:.2}%", value.clamp(0.0, 100.0));
    let rest = move || planned.get().min(100.0 - part.get().min(100.0));
    view! {
        <span class="meter">
            <i style:width=move || percent(part.get())></i>
            <Show when=move || planned.get() != 0.0>
                <i
                    class="planned"
                    style:left=move || percent(part.get())
                    style:width=move || percent(rest())
                ></i>
            </Show>
            {target.map(|target| view! { <b style:left=percent(target)></b> })}
        </span>
    }
}
