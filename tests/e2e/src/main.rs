//! The real file in a real browser, on `file://`. Each scenario has a fresh profile.
//!
//! `cargo run -p e2e -- [NAME]` runs all scenarios, or those whose name contains NAME, and ends
//! with `N passed, N failed`. `cargo run -p e2e -- --bench` measures instead.

mod assessment;
mod bad_files;
mod bench;
mod clock;
mod disk;
mod district;
mod driver;
mod evidence;
mod faults;
mod forms;
mod handover;
mod job;
mod keyboard;
mod keyboard_form;
mod kill;
mod page;
mod paper;
mod pdf;
mod phone;
mod planning;
mod removal;
mod reports;
mod review;
mod roster;
mod sample;
mod standard_draft;
mod standards;
mod start;
mod submission;
mod toast;
mod upload;
mod whole_form;
mod windows;

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
                assessment::what_is_being_typed_outlives_its_field,
                assessment::a_wrong_number_stays_at_its_field_with_why,
                evidence::a_small_file_is_kept_downloaded_and_removed,
                evidence::evidence_that_was_typed_is_kept_when_its_form_is_left,
                evidence::a_form_is_filled_in_a_spreadsheet,
                review::a_form_goes_round_between_a_bureau_and_its_office,
                review::a_city_rechecks_what_a_bureau_has_assessed,
                whole_form::every_kind_of_rule_goes_from_a_workbook_to_the_signed_paper,
                standard_draft::a_standard_is_written_filled_revised_and_carried_over,
                reports::two_forms_are_filled_from_the_ledger_and_end_on_paper,
                standards::a_table_becomes_a_standard_and_comes_back,
                standards::why_a_file_was_refused_is_forgotten_with_the_next,
                roster::utf8_csv_is_imported,
                roster::gbk_csv_is_imported,
                roster::dropped_xlsx_is_imported,
                roster::xls_dropped_on_the_first_page_is_imported,
                roster::merged_header_is_imported,
                roster::merged_header_saved_by_another_program_is_imported,
                roster::date_cells_are_imported,
                roster::pasted_cells_are_imported,
                roster::faulty_xlsx_shows_its_faults,
                roster::faulty_xlsx_saved_by_another_program_shows_its_faults,
                forms::what_is_wrong_stands_at_its_field_until_it_is_mended,
                forms::no_batch_of_no_days_is_made,
                forms::an_age_that_leaves_a_stage_empty_stays_with_why_until_it_is_mended,
                job::from_a_roster_to_the_file_for_upload,
                keyboard::from_a_roster_to_the_upload_with_keys_alone,
                keyboard_form::a_form_is_filled_with_keys_alone,
                keyboard_form::a_comment_is_answered_with_keys_alone,
                planning::a_rotation_goes_from_needs_to_made_up_hours,
                planning::a_proposed_change_is_made_and_everybody_is_placed_again,
                bad_files::bad_files_are_refused_and_change_nothing,
                bad_files::newer_files_are_only_looked_at,
                bad_files::bad_files_start_no_ledger,
                handover::another_computer_goes_on_from_the_backup,
                handover::another_person_takes_over_and_the_first_computer_is_cleared,
                handover::a_newer_file_finds_the_data_of_the_older_one,
                sample::sample_data_is_opened_and_removed_in_one_step,
                sample::a_sample_that_was_changed_is_asked_about_first,
                sample::sample_data_never_takes_the_place_of_a_ledger,
                faults::without_a_database_it_says_so_and_offers_a_backup,
                faults::a_database_that_does_not_open_loses_nothing,
                faults::a_database_that_never_answers_is_given_up,
                faults::a_full_disk_is_said_aloud_and_overcome,
                faults::a_database_that_is_gone_is_missed_and_restored,
                faults::who_gives_lost_data_up_starts_anew,
                faults::what_only_local_storage_lost_is_not_missed,
                faults::an_older_database_than_last_seen_is_noticed,
                faults::a_damaged_chunk_costs_that_chunk_only,
                faults::damaged_settings_do_not_cost_the_ledger,
                faults::a_step_that_cannot_be_read_is_not_said_to_be_undone,
                faults::local_storage_that_throws_costs_preferences_only,
                faults::data_cleared_under_an_open_page_is_written_again,
                paper::everybody_is_printed,
                submission::a_bureau_without_a_name_is_asked_for_it_before_it_submits,
                submission::a_form_can_stay_out_of_a_submission,
                toast::what_was_said_covers_nothing_and_goes_with_its_page,
                phone::the_sheet_of_other_pages_goes_when_it_is_left,
                phone::actions_without_room_lie_below_three_dots,
                phone::the_items_of_a_form_are_reached_from_each,
                phone::the_contents_of_a_draft_are_a_sheet,
                phone::a_thumb_hits_what_it_means,
                phone::a_sheet_of_paper_is_seen_whole,
                windows::a_second_window_only_shows_until_it_takes_over,
                windows::unsaved_work_of_two_windows_is_a_choice_and_both_stay,
                removal::a_wrong_entry_goes_and_comes_back,
                removal::two_records_of_one_person_become_one,
                removal::who_is_purged_is_in_no_chunk_of_the_database,
                removal::a_wipe_asks_for_the_name_and_leaves_nothing,
                removal::undo_and_redo_reach_back_over_closed_browsers,
                kill::what_was_said_to_be_saved_survives_a_killed_browser,
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
