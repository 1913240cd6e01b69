//! Fields: an entry of a form, and what is kept in edit. What is wrong with an entry stands under
//! its field until something else is entered.

use std::str::FromStr;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::events;

/// A labelled line of a form.
#[component]
pub fn FormLine(
    #[prop(into)] label: String,
    /// A short explanation under the control.
    #[prop(optional, into)]
    hint: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="form-line">
            <span class="form-label">{label}</span>
            {children()}
            {hint.map(|hint| view! { <span class="note">{hint}</span> })}
        </label>
    }
}

/// What is wrong with an entry, under its field; nothing while it is empty.
#[component]
pub fn FaultLine(fault: RwSignal<String>) -> impl IntoView {
    move || {
        let words = fault.get();
        (!words.is_empty()).then(|| {
            view! {
                <span class="note is-bad fault-words" role="alert">
                    {words}
                </span>
            }
        })
    }
}

/// For the attribute of that name.
pub fn aria_invalid(fault: RwSignal<String>) -> Option<&'static str> {
    fault.with(|fault| !fault.is_empty()).then_some("true")
}

/// Hands the value on; where there is none, `words` stand at the field, and the first such field
/// of the form takes the focus.
pub fn need<T>(fault: RwSignal<String>, value: Option<T>, words: &str) -> Option<T> {
    if value.is_none() {
        fault.set(words.to_owned());
        // The page marks the field first.
        spawn_local(async {
            let _ = events::focus("dialog[open] [aria-invalid=true]")
                || events::focus("[aria-invalid=true]");
        });
    }
    value
}

/// An entry of a form: what is typed, and what is wrong with it.
#[derive(Clone, Copy)]
pub struct Entry {
    pub text: RwSignal<String>,
    pub fault: RwSignal<String>,
}

impl Entry {
    /// With what stands in it at first.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: RwSignal::new(text.into()), fault: RwSignal::default() }
    }

    /// Fills it; nothing is wrong with that.
    pub fn set(self, text: String) {
        self.text.set(text);
        self.fault.set(String::new());
    }

    /// The text without blanks around it, tracked.
    pub fn get(self) -> String {
        self.text.with(|text| text.trim().to_owned())
    }

    /// The text where there is one, tracked.
    pub fn named(self) -> Option<String> {
        Some(self.get()).filter(|text| !text.is_empty())
    }

    /// What the text says, tracked.
    pub fn read<T: FromStr>(self) -> Option<T> {
        self.get().parse().ok()
    }

    /// As [`need`], at this field.
    pub fn need<T>(self, value: Option<T>, words: &str) -> Option<T> {
        need(self.fault, value, words)
    }
}

/// The field of an entry.
#[component]
pub fn EntryField(
    entry: Entry,
    /// Its kind, such as `date`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = "field")] class: &'static str,
    /// For a field without a label around it.
    #[prop(optional, into)]
    label: Option<String>,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional)] on_enter: Option<Callback<()>>,
    #[prop(optional)] autofocus: bool,
    /// The id of a `<datalist>` with what is offered.
    #[prop(optional)]
    list: Option<&'static str>,
) -> impl IntoView {
    let Entry { text, fault } = entry;
    view! {
        <input
            class=class
            type=kind
            autofocus=autofocus
            list=list
            aria-label=label
            placeholder=placeholder
            aria-invalid=move || aria_invalid(fault)
            prop:value=text
            on:input:target=move |event| {
                text.set(event.target().value());
                fault.set(String::new());
            }
            on:keydown=move |event| {
                if let Some(enter) = on_enter
                    && event.key() == "Enter"
                    && !event.is_composing()
                {
                    event.prevent_default();
                    enter.run(());
                }
            }
        />
        <FaultLine fault />
    }
}

/// A box to tick with its word.
#[component]
pub fn Tick(#[prop(into)] label: String, on: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=on
                on:change:target=move |event| on.set(event.target().checked())
            />
            {label}
        </label>
    }
}

/// A labelled line with the field of an entry.
#[component]
pub fn EntryLine(
    #[prop(into)] label: String,
    entry: Entry,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    /// The id of a `<datalist>` with what is offered.
    #[prop(optional)]
    list: Option<&'static str>,
) -> impl IntoView {
    view! {
        <FormLine label nostrip:hint=hint>
            <EntryField entry kind nostrip:list=list />
        </FormLine>
    }
}

/// A field of what is kept, handed on when it is left. What is refused stays in it, with why not
/// under it, until it is mended.
#[component]
pub fn KeptField(
    #[prop(into)] label: String,
    /// What is kept.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the text, without blanks around it; answers why not.
    commit: Callback<String, Option<String>>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "field small")] class: &'static str,
    #[prop(optional)] placeholder: Option<&'static str>,
    /// As wide as this.
    #[prop(optional, into)]
    width: MaybeProp<String>,
) -> impl IntoView {
    let fault = RwSignal::new(String::new());
    // The text that was refused last, and why: it may be typed again.
    let refused = StoredValue::new((String::new(), String::new()));
    view! {
        <input
            class=class
            type=kind
            aria-label=label
            placeholder=placeholder
            aria-invalid=move || aria_invalid(fault)
            style:width=move || width.get()
            prop:value=value
            on:input:target=move |event| {
                let text = event.target().value();
                refused.with_value(|(before, why)| {
                    fault.set(if *before == text { why.clone() } else { String::new() });
                });
            }
            on:change:target=move |event| {
                // A field that its page takes with it is left too, when nobody listens any more.
                if refused.try_with_value(|_| ()).is_none() {
                    return;
                }
                let text = event.target().value();
                let why = commit.run(text.trim().to_owned());
                if why.is_none() {
                    event.target().set_value(&value.get_untracked());
                }
                let why = why.unwrap_or_default();
                fault.set(why.clone());
                refused.set_value(if why.is_empty() { Default::default() } else { (text, why) });
            }
        />
        <FaultLine fault />
    }
}

/// As [`KeptField`], for a choice of values with their names. Where one is refused, what is kept stands
/// there again, with why not under it.
#[component]
pub fn KeptSelect(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    /// Takes the value; answers why not.
    commit: Callback<String, Option<String>>,
) -> impl IntoView {
    let fault = RwSignal::new(String::new());
    let options = move || {
        let option = |(one, name): (String, String)| {
            let is_it = one.clone();
            view! {
                <option value=one prop:selected=move || value.with(|value| *value == is_it)>
                    {name}
                </option>
            }
        };
        options.get().into_iter().map(option).collect_view()
    };
    view! {
        <select
            class="field small"
            aria-label=label
            aria-invalid=move || aria_invalid(fault)
            on:change:target=move |event| {
                let refused = commit.run(event.target().value());
                if refused.is_some() {
                    event.target().set_value(&value.get_untracked());
                }
                fault.set(refused.unwrap_or_default());
            }
        >
            {options}
        </select>
        <FaultLine fault />
    }
}

/// As [`KeptField`], for a list with one entry a line. What is refused stays, so that the line that
/// is wrong can be mended.
#[component]
pub fn KeptArea(
    #[prop(into)] label: String,
    /// What is kept.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the text; answers why not.
    commit: Callback<String, Option<String>>,
    placeholder: &'static str,
) -> impl IntoView {
    let fault = RwSignal::new(String::new());
    let lines = move || value.with(|text| text.lines().count() + 1).max(3).to_string();
    view! {
        <textarea
            class="field kept-area"
            rows=lines
            aria-label=label
            placeholder=placeholder
            aria-invalid=move || aria_invalid(fault)
            prop:value=value
            on:input=move |_| fault.set(String::new())
            on:change:target=move |event| {
                // A field that its page takes with it is left too, when nobody listens any more.
                if fault.try_get_untracked().is_none() {
                    return;
                }
                let refused = commit.run(event.target().value());
                if refused.is_none() {
                    event.target().set_value(&value.get_untracked());
                }
                fault.set(refused.unwrap_or_default());
            }
        ></textarea>
        <FaultLine fault />
    }
}
