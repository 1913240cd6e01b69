//! The real file in a real browser, on `file://`. Each scenario has a fresh profile.
//!
//! `cargo run -p e2e -- [NAME]` runs all scenarios, or those whose name contains NAME, and ends
//! with `N passed, N failed`. `cargo run -p e2e -- --bench` measures instead.

mod assessment;
mod bad_files;
mod bench;
mod district;
mod driver;
mod handover;
mod job;
mod page;
mod roster;
mod sample;
mod start;
mod upload;

use std::process::ExitCode;

use driver::Driver;
use page::Page;

/// A scenario and its name.
macro_rules! scenarios {
    ($wanted:expr, $driver:expr, $counts:expr, $($path:path),* $(,)?) => {$(
        let name = stringify!($path).replace(' ', "");
        if name.contains($wanted) {
            let outcome = async {
                let mut page = Page::open($driver).await?;
                let outcome = $path(&mut page).await;
                page.finish(outcome, &name).await
            }.await;
            match outcome {
                Ok(()) => { println!("{name} ... ok"); $counts.0 += 1; }
                Err(error) => { println!("{name} ... FAILED: {error:#}"); $counts.1 += 1; }
            }
        }
    )*};
}

#[tokio::main]
async fn main() -> ExitCode {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let mut counts = (0_u32, 0_u32);
    match Driver::start().await {
        Ok(driver) if wanted == "--bench" => {
            return match bench::run(&driver).await {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    println!("the page cannot be measured: {error:#}");
                    ExitCode::FAILURE
                }
            };
        }
        Ok(driver) => {
            scenarios!(
                wanted.as_str(),
                &driver,
                counts,
                start::the_page_starts_from_a_folder_with_a_chinese_name,
                start::an_empty_ledger_is_there_again_after_reopening,
                start::a_worker_runs_the_same_program,
                start::nothing_can_be_sent_even_if_a_script_tried,
                start::without_wasm_a_plain_message_says_what_to_do,
                start::an_old_engine_is_told_what_it_needs,
                start::internet_explorer_is_told_to_change_its_mode,
                start::a_damaged_file_says_so_instead_of_a_white_page,
                start::without_scripts_the_page_says_so,
                assessment::a_deduction_a_bonus_and_a_veto_are_summed_and_kept,
                roster::utf8_csv_is_imported,
                roster::gbk_csv_is_imported,
                roster::titled_xlsx_is_imported,
                roster::dropped_xls_is_imported,
                roster::merged_header_is_imported,
                roster::merged_header_saved_by_another_program_is_imported,
                roster::date_cells_are_imported,
                roster::pasted_cells_are_imported,
                roster::faulty_xlsx_shows_its_faults,
                roster::faulty_xlsx_saved_by_another_program_shows_its_faults,
                job::from_a_roster_to_the_file_for_upload,
                bad_files::bad_files_are_refused_and_change_nothing,
                bad_files::newer_files_are_only_looked_at,
                bad_files::bad_files_start_no_ledger,
                handover::another_computer_goes_on_from_the_backup,
                handover::another_person_takes_over_and_the_first_computer_is_cleared,
                handover::a_newer_file_finds_the_data_of_the_older_one,
                sample::sample_data_is_opened_and_removed_in_one_step,
                sample::sample_data_never_takes_the_place_of_a_ledger,
            );
        }
        Err(error) => {
            println!("the browser cannot be driven: {error:#}");
            counts.1 += 1;
        }
    }
    println!("{} passed, {} failed", counts.0, counts.1);
    if counts.1 == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
