//! Texts of the intensive classes.

use jiff::civil::Weekday;

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
    free_day: |day, holiday| match holiday {
        Some("") => format!("{day} is a holiday"),
        Some(holiday) => format!("{day} is a holiday ({holiday})"),
        None if day.weekday() == Weekday::Saturday => format!("{day} is a Saturday"),
        None => format!("{day} is a Sunday"),
    },
    recorded: |days| format!("hours are recorded for {days}; new dates here do not change them"),
    below_floor: |offices| format!("below the floor: {offices}"),
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
    early: |start| format!("It begins on {start} and is not held yet; is the date right?"),
    make_up: "Make-up training",
    make_up_who: |session, names| format!("“{session}” is to be made up by {names}"),
    make_up_none: "Whoever missed it is in a later batch or class already.",
    make_up_how: "How",
    make_up_about: "The dates suit people, place, trainer and floors as far as they can; they can be changed later.",
    make_up_class: |days, place| match place {
        "" => format!("A class of their own ({days})"),
        _ => format!("A class of their own ({days}, {place})"),
    },
    make_up_batch: |number, days, free| format!("In batch {number} ({days}, {free} free)"),
    make_up_do: "Arrange",
    missed: |session, names| format!("Missed “{session}”: {names}"),
};
