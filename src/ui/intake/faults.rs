//! Files that cannot be taken, and why.

use leptos::prelude::*;

use crate::interchange::json::OpenError;
use crate::model::problem::ImportError;
use crate::route::Route;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::sign::{Sign, State};
use crate::ui::texts::texts;

/// Why a file cannot be taken.
#[derive(Clone)]
pub(super) enum Fault {
    /// Its bytes cannot be had.
    Unreadable,
    File(OpenError),
    /// By its name a table, and not to be read as one.
    Table(ImportError),
}

impl Fault {
    pub(super) fn title(&self) -> String {
        let files = &texts().files;
        match self {
            Self::Unreadable => files.unreadable.to_owned(),
            Self::File(error) => (files.fault_title)(error),
            Self::Table(_) => texts().roster_import.cannot.to_owned(),
        }
    }

    pub(super) fn text(&self) -> String {
        match self {
            Self::Unreadable => String::new(),
            Self::File(error) => (texts().files.fault_text)(error),
            Self::Table(error) => (texts().problems.import_error)(error),
        }
    }

    /// May the import of a roster read it?
    pub(super) fn may_be_roster(&self) -> bool {
        matches!(self, Self::File(OpenError::NotJson { .. }))
    }
}

/// Says why files cannot be taken.
#[component]
pub(super) fn FaultDialog(faults: Vec<(String, Fault)>, close: Callback<()>) -> impl IntoView {
    let files = &texts().files;
    let title = match faults.as_slice() {
        [(_, fault)] => fault.title(),
        several => (files.faults_title)(several.len()),
    };
    let may_be_roster = faults.iter().any(|(_, fault)| fault.may_be_roster());
    let alone = faults.len() == 1;
    let lines = faults
        .into_iter()
        .map(|(name, fault)| {
            let why = (!alone).then(|| fault.title());
            view! {
                <div class="fault-line">
                    <p>
                        <Sign state=State::Bad word=name />
                    </p>
                    <p>{why} " " {fault.text()}</p>
                </div>
            }
        })
        .collect_view();
    view! {
        <Dialog
            title=title
            on_close=close
            foot=move || {
                view! {
                    <span class="push"></span>
                    {may_be_roster
                        .then(|| {
                            view! {
                                <a
                                    class="button"
                                    href=Route::RosterImport.href()
                                    on:click=move |_| close.run(())
                                >
                                    {files.to_import}
                                </a>
                            }
                        })}
                    <button type="button" class="button primary" on:click=move |_| close.run(())>
                        {texts().shell.close}
                    </button>
                }
            }
        >
            {lines}
            <p class="note">{files.nothing_changed}</p>
        </Dialog>
    }
}
