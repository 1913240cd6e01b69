//! Texts of the intensive classes.

use super::count;
use crate::i18n::zh::classes::Classes;

pub const CLASSES: Classes = Classes {
    new_class: "New class",
    class: "Class",
    class_dialog: "Intensive class",
    trainer: "Trainer",
    no_classes_title: "No intensive classes yet",
    no_classes_text: "Some days on one subject: name, dates, place, trainer, seats and who takes part.",
    over_seats: "more than seats",
    clash: |names| format!("{names} in another class or batch at the time"),
    place_taken: |title| format!("{title} at the same place at the time"),
    quoted: |title| format!("“{title}”"),
    delete_class: "Delete this class",
    places: "Seats",
    add_person: "Add a person: name, initials",
    trainer_taken: |title| format!("The trainer is in {title} at the time"),
    away: |names| format!("{names} away at the time"),
    venue_closed: |why| match why {
        "" => "The venue is closed".to_owned(),
        _ => format!("The venue is closed ({why})"),
    },
    trainer_busy: |why| match why {
        "" => "The trainer cannot come".to_owned(),
        _ => format!("The trainer cannot come ({why})"),
    },
    no_workday: "No workday",
    few_seats: |seats| format!("The venue has {seats} seats"),
    too_few: |people, least| format!("{people} of at least {least}"),
    least: "At least",
    least_hint: "0 for any number",
    half: "Time of day",
    halves: ["Whole days", "Mornings", "Afternoons"],
    left_out: |people| format!("{} of its groups left out", count(people, "person")),
    all_in: "Nobody of its groups is left out",
    take_in: "Take them in",
    lists: "Lists of venues and trainers",
};
