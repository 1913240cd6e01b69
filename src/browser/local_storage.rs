//! What must be synchronous: preferences and the sentinel. Never the ledger: after a crash the
//! browser may have lost minutes of it.
//!
//! gloo-storage panics where storage is blocked or missing, so every use is behind a probe.

use std::cell::OnceCell;

use gloo_storage::{LocalStorage, Storage as _};
use serde::{Serialize, de::DeserializeOwned};

use crate::i18n::locale::Locale;
use crate::storage::Sentinel;

/// The names of everything stored. All `file://` pages share one storage, hence the prefix.
#[derive(Clone, Copy)]
enum Key {
    Locale,
    Theme,
    Sentinel,
    RosterColumns,
    Probe,
}

impl Key {
    fn name(self) -> &'static str {
        match self {
            Self::Locale => "training-ledger:locale",
            Self::Theme => "training-ledger:theme",
            Self::Sentinel => "training-ledger:sentinel",
            Self::RosterColumns => "training-ledger:roster-columns",
            Self::Probe => "training-ledger:probe",
        }
    }
}

thread_local! {
    static USABLE: OnceCell<bool> = const { OnceCell::new() };
}

/// Can anything be stored? Tried once, by writing and removing.
pub fn is_usable() -> bool {
    USABLE.with(|usable| {
        *usable.get_or_init(|| {
            let storage =
                web_sys::window().and_then(|window| window.local_storage().ok().flatten());
            storage.is_some_and(|storage| {
                let name = Key::Probe.name();
                storage.set_item(name, "1").is_ok()
                    && storage.get_item(name).is_ok_and(|value| value.is_some())
                    && storage.remove_item(name).is_ok()
            })
        })
    })
}

fn get<T: DeserializeOwned>(key: Key) -> Option<T> {
    is_usable().then(|| LocalStorage::get(key.name()).ok()).flatten()
}

fn set<T: Serialize>(key: Key, value: T) {
    if is_usable() {
        // A full storage costs a preference, never the ledger.
        let _ = LocalStorage::set(key.name(), value);
    }
}

fn delete(key: Key) {
    if is_usable() {
        LocalStorage::delete(key.name());
    }
}

/// The language chosen last.
pub fn locale() -> Locale {
    get(Key::Locale).unwrap_or_default()
}

/// Remembers the language.
pub fn set_locale(locale: Locale) {
    set(Key::Locale, locale);
}

/// `light` or `dark`, where one was chosen.
pub fn theme() -> Option<String> {
    get(Key::Theme)
}

/// Remembers the theme.
pub fn set_theme(theme: &str) {
    set(Key::Theme, theme);
}

/// Forgets it: the system decides.
pub fn forget_theme() {
    delete(Key::Theme);
}

/// What was last seen of the ledger.
pub fn sentinel() -> Option<Sentinel> {
    get(Key::Sentinel)
}

/// Remembers what was last seen of the ledger.
pub fn set_sentinel(sentinel: &Sentinel) {
    set(Key::Sentinel, sentinel);
}

/// Forgets it, when the ledger is wiped on purpose.
pub fn clear_sentinel() {
    delete(Key::Sentinel);
}

/// The columns of the roster that are hidden.
pub fn hidden_columns() -> Vec<String> {
    get(Key::RosterColumns).unwrap_or_default()
}

/// Remembers them.
pub fn set_hidden_columns(columns: &[&str]) {
    set(Key::RosterColumns, columns);
}
