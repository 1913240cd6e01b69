//! Which rule a placement breaks, and through whom.

use jiff::civil::Date;

use crate::model::id::{OfficeId, PersonId};
use crate::model::status::StatusPeriod;

/// A hard rule that a person in a batch would break.
#[derive(Clone, Debug, PartialEq)]
pub enum Violation {
    /// The person is on leave, seconded or gone during the batch.
    Away(StatusPeriod),
    /// The office would fall below its floor on `day`.
    BelowFloor {
        office: OfficeId,
        /// The first such day.
        day: Date,
        staff: usize,
        /// How many would then be on duty.
        left: usize,
        /// How many must be.
        floor: usize,
        /// Colleagues who are in training that day.
        in_training: Vec<PersonId>,
        /// Colleagues who are on leave that day.
        on_leave: Vec<PersonId>,
    },
    /// Every seat is taken.
    NoSeat { seats: u32 },
    /// The batch has no workday.
    NoWorkday,
}
