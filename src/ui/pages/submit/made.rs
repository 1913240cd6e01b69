//! The file that was just made: its name, its hash and the codes of its forms.

use leptos::prelude::*;

use super::Form;
use crate::browser::files;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::icon::{Icon, IconView};

#[component]
pub(super) fn MadeDialog(form: Form) -> impl IntoView {
    let texts = form.editor.texts;
    let submit = &texts.submit;
    let close = Callback::new(move |()| form.made.set(None));
    let again = move |_| {
        if let Some(made) = form.made.get_untracked() {
            files::download(&made.name, "application/json", made.text.as_bytes());
        }
    };
    move || {
        form.made.get().map(|made| {
            let kilobytes = made.text.len().div_ceil(1024);
            let codes = made.codes.join(" ");
            view! {
                <Dialog
                    title=submit.done_title
                    on_close=close
                    foot=move || {
                        view! {
                            <button type="button" class="button" on:click=again>
                                <IconView icon=Icon::Download />
                                {submit.save_again}
                            </button>
                            <span class="push"></span>
                            <button
                                type="button"
                                class="button primary"
                                on:click=move |_| close.run(())
                            >
                                {texts.shell.close}
                            </button>
                        }
                    }
                >
                    <dl class="facts made">
                        <dt>{submit.file_name}</dt>
                        <dd>{made.name.clone()}</dd>
                        <dt>{texts.files.sha256}</dt>
                        <dd class="mono">{made.sha256.clone()}</dd>
                        {(!codes.is_empty())
                            .then(|| {
                                view! {
                                    <dt>{submit.codes}</dt>
                                    <dd class="mono">{codes}</dd>
                                }
                            })}
                    </dl>
                    <p class="note">{(submit.done_text)(kilobytes)}</p>
                </Dialog>
            }
        })
    }
}
