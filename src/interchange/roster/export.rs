//! The roster as a table for other programs, with the headings by which it can be read back.

use std::collections::BTreeSet;

use crate::interchange::export_table::ExportTable;
use crate::model::field::Field;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::person::Person;
use crate::order::Gather as _;

/// The people in this order with these fields, and with every custom field that one of them has.
/// `heading` and `value` give the words.
pub fn table(
    ledger: &Ledger,
    people: &[PersonId],
    fields: &[Field],
    name: String,
    heading: &dyn Fn(Field) -> String,
    value: &dyn Fn(Field, &Person) -> String,
) -> ExportTable {
    let people: Vec<_> = people.iter().filter_map(|id| ledger.person(*id)).collect();
    let custom: BTreeSet<&String> =
        people.iter().flat_map(|person| person.custom.keys()).gather_set();
    let headings = fields.iter().map(|field| heading(*field));
    let headings = headings.chain(custom.iter().map(|name| (*name).clone())).collect();
    let rows = people
        .iter()
        .map(|person| {
            let own = custom.iter().map(|name| person.custom.get(*name).cloned());
            let cells = fields.iter().map(|field| value(*field, person));
            cells.chain(own.map(Option::unwrap_or_default)).collect()
        })
        .collect();
    ExportTable { name, headings, rows, ..ExportTable::default() }
}
