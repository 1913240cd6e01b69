//! How schooling and the values of axes read.

use crate::grouping::axis::{ValueName, value_name};
use crate::i18n::messages::Messages;
pub use crate::i18n::values::{choices, label, post_names, short_office};
use crate::model::group::Axis;
use crate::model::ledger::Ledger;
use crate::model::pack::{CodeEntry, entry};
use crate::model::person::Person;

/// The higher schooling, and whether it is the one in service.
pub fn highest_schooling(person: &Person, ledger: &Ledger) -> Option<(String, bool)> {
    let education = &ledger.packs.education;
    let full_time = person.full_time.as_ref().map(|one| (one, false));
    let in_service = person.in_service.as_ref().map(|one| (one, true));
    full_time
        .into_iter()
        .chain(in_service)
        .min_by_key(|(one, _)| education.band(&one.code).map_or(usize::MAX, |(rank, _)| rank))
        .map(|(one, in_service)| {
            let label =
                entry(&education.codes, &one.code).map_or(one.code.as_str(), CodeEntry::label);
            (label.to_owned(), in_service)
        })
}

/// The words of a value on an axis.
pub fn value_words(axis: &Axis, value: &str, ledger: &Ledger, messages: &Messages) -> String {
    match value_name(axis, value, ledger) {
        ValueName::Unfilled => messages.model.blank.to_owned(),
        ValueName::Name(name) if *axis == Axis::Office => {
            let bureau = ledger.own_name();
            (messages.model.short_office)(name, bureau)
        }
        ValueName::Name(name) | ValueName::Unknown(name) => name.to_owned(),
        ValueName::Sex(sex) => (messages.model.sex)(sex).to_owned(),
        ValueName::Status(status) => (messages.model.status)(&status),
        ValueName::CertificateValid => messages.model.certificate_valid.to_owned(),
        ValueName::CertificateExpired => messages.model.certificate_expired.to_owned(),
    }
}
