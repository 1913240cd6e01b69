//! The dialog that hands the roster out as a file for Excel or WPS.

use leptos::prelude::*;

use super::RosterView;
use crate::browser::files::download;
use crate::i18n::values::exported;
use crate::interchange::roster::export::table;
use crate::interchange::submission::file_name;
use crate::model::field::Field;
use crate::ui::components::dialog::AskDialog;
use crate::ui::editor::Editor;
use crate::ui::naming::{Naming, given_name};
use crate::ui::table_actions::XLSX;

/// Hands out the picked people, or where nobody is picked those who are found.
#[component]
pub fn ExportDialog(view: RosterView, on_close: Callback<()>) -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, texts, toaster } = editor;
    let roster = &texts.roster;
    let picked = view.picked.get_untracked();
    let mut people = view.found.get_untracked();
    people.retain(|id| picked.is_empty() || picked.contains(id));
    let count = people.len();
    let as_csv = RwSignal::new(false);
    let with_ids = RwSignal::new(false);
    let people = StoredValue::new(people);
    let save = move || {
        let ledger = workspace.ledger_untracked();
        let fields: Vec<_> = Field::ALL
            .into_iter()
            .filter(|field| *field != Field::IdNumber || with_ids.get_untracked())
            .collect();
        let table = table(
            &ledger,
            &people.get_value(),
            &fields,
            roster.file_word.to_owned(),
            &|field| (roster.field)(field).to_owned(),
            &|field, person| exported(field, person, &ledger, texts),
        );
        let (bytes, kind, ending) = if as_csv.get_untracked() {
            (table.to_csv(), "text/csv", "csv")
        } else {
            (table.to_xlsx(), XLSX, "xlsx")
        };
        let name = file_name(&[given_name(&ledger), roster.file_word], None, workspace.now());
        let name = format!("{}.{ending}", name.trim_end_matches(".json"));
        if download(&name, kind, &bytes) {
            toaster.say((roster.exported)(count, &name));
            on_close.run(());
        } else {
            toaster.refuse(roster.not_exported);
        }
    };
    let naming = Naming::here();
    let format = move |csv: bool, label: &'static str, note: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="roster-format"
                    checked=!csv
                    on:change=move |_| as_csv.set(csv)
                />
                <span>{label}</span>
                <span></span>
                <span class="note">{note}</span>
            </label>
        }
    };
    let ask = Callback::new(move |()| naming.before(editor, true, save));
    view! {
        <AskDialog title=(roster.export_title)(count) on_close ok=roster.export_now on_ok=ask>
            <p class="note">{roster.export_about}</p>
            <h3>{roster.export_format}</h3>
            <div class="options">
                {format(false, "XLSX", roster.export_xlsx)} {format(true, "CSV", roster.export_csv)}
            </div>
            <h3>{roster.export_content}</h3>
            <div class="options">
                <label>
                    <input
                        type="checkbox"
                        on:change=move |event| with_ids.set(event_target_checked(&event))
                    />
                    <span>{(roster.field)(Field::IdNumber)}</span>
                    <span></span>
                    <span class="note">{roster.export_ids}</span>
                </label>
            </div>
        </AskDialog>
    }
}
