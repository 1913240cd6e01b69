//! Mounts the page, or serves as its worker: one binary in two roles.

use leptos::prelude::*;
use training_ledger::browser::location;
use training_ledger::jobs;
use training_ledger::ui::app::App;

fn main() {
    console_error_panic_hook::set_once();
    // A worker has no window; it is called by messages.
    if location::is_page() {
        mount_to_body(App);
    } else {
        jobs::serve();
    }
}
