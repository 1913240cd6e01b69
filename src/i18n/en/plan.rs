//! Texts of the plans.

use super::count;
use crate::i18n::format::EN;
use crate::i18n::zh::plan::Plan;
use crate::model::issue::EventChange;
use crate::model::plan::HalfDay;
use crate::route::PlanTab;

pub const PLAN: Plan = Plan {
    title: "Training plans",
    about: |year, plans| match plans {
        1 => format!("Year {year}, 1 plan"),
        _ => format!("Year {year}, {}", count(plans, "plan")),
    },
    new: "New plan",
    new_title: |year| format!("Training plan {year}"),
    none_title: "No training plan this year",
    none_text: "A plan says who learns what, in which batch, with whom, and by when.",
    name: "Plan name",
    state: "State",
    reached: "Coverage",
    reached_of: |reached, people| format!("{reached} of {people}"),
    batches: "Batches",
    classes: "Classes",
    pairs: "Pairs",
    tasks: "Tasks",
    of: |done, all| format!("{done}/{all}"),
    unknown: "This plan cannot be found; it may have been deleted.",
    parts: "Parts of the plan",
    tab: |tab| match tab {
        PlanTab::Matrix => "Tiers and grades",
        PlanTab::Rotation => "Rotation in batches",
        PlanTab::Intensive => "Intensive classes",
        PlanTab::Pairs => "Mutual help",
        PlanTab::Calendar => "Calendar",
        PlanTab::Tasks => "Tasks",
    },
    tab_about: |tab| match tab {
        PlanTab::Matrix => "tiers by age and education, grades by rank, categories by post",
        PlanTab::Rotation => "away in batches, every office keeps its on-duty floor",
        PlanTab::Intensive => "classes on one subject",
        PlanTab::Pairs => "helper and helped, with a log of meetings",
        PlanTab::Calendar => "batches, classes and deadlines of all plans",
        PlanTab::Tasks => "road map, timetable, task list",
    },
    issue: "Issue plan",
    run: "Start",
    close: "Close plan",
    close_ahead: |events, names| format!("{} not over yet: {names}", count(events, "event")),
    close_unrecorded: |events, names| {
        format!("{} over without recorded hours: {names}", count(events, "event"))
    },
    close_about: "A closed plan cannot be changed and reminds of nothing; it can be opened again.",
    reopen: "Open again",
    issue_changes: "Issue changes",
    changed: |people| format!("{people} changes not issued"),
    delete: "Delete plan",
    hand_down: "File for offices below",
    hand_down_about: "The file holds the batches, classes and pairs of this plan, with the roster entries of its people, names among them, ID numbers not. It is for offices below, not a report.",
    hand_down_draft: "This plan is a draft; it has not been issued.",
    handed_down: |name| format!("Made “{name}”, no ID numbers; offices below open it under Merge"),
    people: "People",
    course: "Course",
    hours: "Hours",
    remove: "Remove",
    rules: "Rules",
    floor_share: "At most away per office (%)",
    floor_number: "At most away per office (people)",
    floor_value: "Limit away",
    takes_part: "Groups",
    everybody: "Everybody",
    no_course: "No course yet",
    placed: |placed, people| format!("{placed} of {people} placed"),
    make_batches: "Make batches",
    place: "Place automatically",
    placed_done: |placed, unplaced| match unplaced {
        0 => format!("All {placed} placed"),
        _ => format!("{placed} placed, {unplaced} not; reasons at the right"),
    },
    no_batches_title: "No batches yet",
    no_batches_text: "Say how many days, how many batches and from when; then place everybody automatically, with every office above its floor.",
    axis: "Time",
    office: "Office",
    staff: "Staff",
    floor: "Floor",
    office_copied: |office, staff, floor| format!("{office} (staff {staff}, floor {floor})"),
    batch: |number| format!("Batch {number}"),
    done: "over",
    now: "under way",
    in_days: |days| format!("in {days} days"),
    attending: "Attending",
    seats_of: |people, seats| format!("{people} / {seats}"),
    duty: |left, floor| format!("{left} on duty, floor {floor}"),
    unplaced: |people| format!("{people} not placed"),
    unplaced_short: "none",
    priority: |priority| format!("priority {priority}"),
    all_placed: "All placed",
    why_here: |name, number| format!("Why is {name} in batch {number}?"),
    why_nowhere: |name| format!("Where can {name} go?"),
    at_batches: |batches, what| {
        let numbers: Vec<_> = batches.iter().map(ToString::to_string).collect();
        format!("batch {}: {what}", numbers.join(", "))
    },
    more_people: |people| format!("and {people} more"),
    may_go: "possible",
    here: "now here",
    move_here: "Move here",
    move_anyway: "Put here anyway",
    move_begun: |number, name, is_over| {
        let state = if is_over { "is over" } else { "has begun" };
        format!("Batch {number} {state}. Move {name} there all the same?")
    },
    reason: "Reason",
    reason_is: |reason| format!("Reason: {reason}"),
    pin: "Pin",
    unpin: "Unpin",
    take_out: "Take out",
    put_back: "Put back",
    board_hint: "Click a name for the reasons; drag, or ← → and Enter, to move; ↑ ↓ to other offices",
    broken: |people| format!("{people} placements break a rule now"),
    since_issue: |date, changes| format!("{} since issued on {date}", count(changes, "change")),
    change: |name, before, now| match (before, now) {
        (None, Some(now)) => format!("{name}: new in batch {now}"),
        (Some(before), None) => format!("{name}: out of batch {before}"),
        (Some(before), Some(now)) => format!("{name}: batch {before} → {now}"),
        (None, None) => name.to_owned(),
    },
    renumbered: |now| format!(" (now {now})"),
    event_change: |name, change| {
        let days = |(start, end)| (EN.range)(start, end);
        let place = |place: &str| if place.is_empty() { "not set" } else { place }.to_owned();
        match change {
            EventChange::Added(start, end) => format!("New: {name} ({})", days((*start, *end))),
            EventChange::CalledOff => format!("{name} called off"),
            EventChange::Held => format!("{name} held after all"),
            EventChange::Days { before, now } => {
                format!("{name}: {} → {}", days(*before), days(*now))
            }
            EventChange::Half(None) => format!("{name}: whole days now"),
            EventChange::Half(Some(HalfDay::Morning)) => format!("{name}: mornings now"),
            EventChange::Half(Some(HalfDay::Afternoon)) => format!("{name}: afternoons now"),
            EventChange::Place { before, now } => {
                format!("{name}: place {} → {}", place(before), place(now))
            }
        }
    },
    class_people: |class, joined, left| match (joined, left) {
        (joined, "") => format!("{class}: new {joined}"),
        ("", left) => format!("{class}: out {left}"),
        (joined, left) => format!("{class}: new {joined}; out {left}"),
    },
    paired: |helper, helped, stands| match stands {
        true => format!("New pair: {helper} helps {helped}"),
        false => format!("{helper} no longer helps {helped}"),
    },
    circled: |circle, names, stands| match stands {
        true => format!("New circle {circle}: {names}"),
        false => format!("Circle {circle} dissolved: {names}"),
    },
    concerned: |people, names| format!("{} to be told: {names}", count(people, "person")),
    copy_names: "Copy the names",
    names_copied: "Names copied",
    names_not_copied: "The browser does not allow it",
    below_floor: |number, office, left, floor| {
        format!(
            "In batch {number}, {office} would have {left} on duty, below its floor of {floor}."
        )
    },
    below_floor_short: |away| format!("{away} away already; one more is below the floor"),
    in_training: |dates, names| format!("{dates}: {names} in this batch already."),
    on_leave: |names| format!("{names} not on duty then."),
    away: |name, period| format!("{name}: {period}, clashes with the batch."),
    away_short: |period| period.to_owned(),
    until: |status, to| format!("{status} until {to}"),
    from_on: |status, from| format!("{status} from {from} on"),
    always: |status| format!("{status} until further notice"),
    also: "; ",
    no_seat: |seats| format!("all {seats} seats taken"),
    no_workday: "the batch has no workday",
    shown_batch: "Which batch",
    batch_dialog: "Make batches",
    batch_edit: |number| format!("Batch {number}"),
    first_day: "First batch begins on",
    days: "Workdays a batch",
    number: "Number of batches",
    gap: "Workdays between batches",
    gap_hint: "0 for none",
    seats: "Seats a batch",
    seats_hint: |people| format!("{people} take part"),
    venue: "Place",
    preview: "Will be made",
    whole: |least, most| format!("A whole number from {least} to {most}, please."),
    outside_year: |batches, year| {
        format!("{batches} batches lie after {year}, the year of the plan.")
    },
    now_is: |title, state| format!("“{title}”: {state}"),
    bad_date: "A date is missing.",
    start: "Start",
    end: "End",
    delete_batch: "Delete this batch",
    unknown_holidays: |years| {
        format!(
            "The ledger has no holidays of {years} yet, so only weekends are left out. Add them in \
             Settings → Calendar once they are announced, and check the dates again"
        )
    },
    holidays: "Workdays only: holidays of Settings → Calendar are left out, make-up workdays count.",
    dates: "Dates",
    new_task: "New task",
    task: "Task",
    owner: "Owner",
    due: "Due",
    done_on: "Done",
    task_done: "done",
    overdue: |days| format!("{days} days overdue"),
    no_tasks_title: "No tasks yet",
    no_tasks_text: "List the work of the year: what, who, by when.",
    add: "Add",
};
