//! The cells of one sheet.

use super::damaged;
use super::globals::Globals;
use super::records::{BOF, EOF, Record, Records};
use crate::interchange::table::{CellKind, MERGE_LIMIT, Merge, Sheet};
use crate::interchange::xlsx::styles::add_number;
use crate::model::problem::ImportError;
use crate::order::Order as _;

const MULRK: u16 = 0x00BD;
const RSTRING: u16 = 0x00D6;
const MERGEDCELLS: u16 = 0x00E5;
const LABELSST: u16 = 0x00FD;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOLERR: u16 = 0x0205;
const STRING: u16 = 0x0207;
const RK: u16 = 0x027E;
/// The formulas of Excel 97, 3.0 and 4.0 differ only behind their value.
const FORMULAS: [u16; 3] = [0x0006, 0x0206, 0x0406];

/// Cells beyond so many are no roster's: 60 columns of all rows that a sheet can have.
const CELL_LIMIT: usize = 4_000_000;

struct Found {
    row: u16,
    column: u16,
    value: Value,
}

enum Value {
    Shared(u32),
    /// With the number of its style.
    Number(f64, u16),
    Text(String),
}

/// Reads the records behind the first one of a sheet.
///
/// # Errors
/// Too many cells, or an end before the end.
pub fn read(mut records: Records<'_>, globals: &Globals<'_>) -> Result<Sheet, ImportError> {
    let mut sheet = Sheet::new("");
    sheet.epoch_1904 = globals.epoch_1904;
    let mut cells = Cells::default();
    // Charts lie within the sheet, with a beginning and an end of their own.
    let mut depth = 0_usize;
    loop {
        let Some(record) = records.next() else { return Err(damaged("sheet")) };
        match record.id {
            id if BOF.contains(&id) => depth += 1,
            EOF if depth == 0 => break,
            EOF => depth -= 1,
            MERGEDCELLS if depth == 0 => sheet.merges.extend(merges(record)),
            _ if depth == 0 => {
                cells.take(record, &mut records, globals);
            }
            _ => {}
        }
        if cells.found.len() > CELL_LIMIT {
            return Err(ImportError::TooManyCells);
        }
    }
    sheet.merges.truncate(MERGE_LIMIT);
    // Writers may put cells in any order; of two in one place the later counts.
    cells.found.order_by_key(|cell| (cell.row, cell.column));
    let mut text = String::new();
    for cell in cells.found {
        text.clear();
        let kind = match cell.value {
            Value::Number(value, style) => {
                let format = globals.styles.get(usize::from(style));
                add_number(value, format, globals.epoch_1904, &mut text)
            }
            Value::Shared(index) => {
                let index = usize::try_from(index).unwrap_or(usize::MAX);
                text.push_str(globals.strings.get(index).unwrap_or_default());
                CellKind::Text
            }
            Value::Text(found) => {
                text = found;
                CellKind::Text
            }
        };
        if text.is_empty() {
            continue;
        }
        sheet.begin_row(usize::from(cell.row));
        if !sheet.push(usize::from(cell.column), kind, &text) {
            return Err(ImportError::TooManyCells);
        }
    }
    Ok(sheet)
}

fn merges(record: Record<'_>) -> Vec<Merge> {
    let ranges = record.data.get(2..).unwrap_or_default().as_chunks::<8>().0;
    let merge = |range: &[u8; 8]| {
        let at = |at| super::compound::short(range, at).map_or(0, usize::from);
        Merge { first_row: at(0), last_row: at(2), first_column: at(4), last_column: at(6) }
    };
    ranges.iter().map(merge).collect()
}

#[derive(Default)]
struct Cells {
    found: Vec<Found>,
    /// The formula whose text follows.
    awaited: Option<(u16, u16)>,
}

impl Cells {
    /// `None` where the record is cut short.
    fn take<'a>(
        &mut self,
        record: Record<'a>,
        records: &mut Records<'a>,
        globals: &Globals<'_>,
    ) -> Option<()> {
        let value = match record.id {
            _ if globals.is_oldest => old_value(record, records, globals)?,
            LABELSST => Value::Shared(record.long(6)?),
            LABEL | RSTRING => Value::Text(globals.text(&mut records.parts(record, 6), 2)?),
            NUMBER => Value::Number(record.double(6)?, record.short(4)?),
            RK => Value::Number(packed(record.long(6)?), record.short(4)?),
            BOOLERR => Value::Text(truth_or_error(record.short(6)?)),
            STRING => {
                let (row, column) = self.awaited.take()?;
                let text = globals.text(&mut records.parts(record, 0), 2)?;
                self.found.push(Found { row, column, value: Value::Text(text) });
                return Some(());
            }
            MULRK => {
                let (row, first) = (record.short(0)?, record.short(2)?);
                let numbers = record.data.get(4..record.data.len().checked_sub(2)?)?;
                let mut column = first;
                for number in numbers.as_chunks::<6>().0 {
                    let number = Record { id: MULRK, data: number };
                    let value = Value::Number(packed(number.long(2)?), number.short(0)?);
                    self.found.push(Found { row, column, value });
                    column = column.saturating_add(1);
                }
                return Some(());
            }
            id if FORMULAS.contains(&id) => {
                // A value that is no number says so where a number cannot.
                match (record.short(12)?, record.data.get(6)?, record.data.get(8)?) {
                    (u16::MAX, 0, _) => {
                        self.awaited = Some((record.short(0)?, record.short(2)?));
                        return Some(());
                    }
                    (u16::MAX, kind @ (1 | 2), code) => {
                        Value::Text(truth_or_error(u16::from_le_bytes([*code, kind - 1])))
                    }
                    (u16::MAX, ..) => return Some(()),
                    _ => Value::Number(record.double(6)?, record.short(4)?),
                }
            }
            _ => return Some(()),
        };
        self.found.push(Found { row: record.short(0)?, column: record.short(2)?, value });
        Some(())
    }
}

/// A cell of Excel 2.1 has three bytes of attributes where a later one names its style.
fn old_value<'a>(
    record: Record<'a>,
    records: &mut Records<'a>,
    globals: &Globals<'_>,
) -> Option<Value> {
    match record.id {
        0x0002 => Some(Value::Number(f64::from(record.short(7)?), 0)),
        0x0003 => Some(Value::Number(record.double(7)?, 0)),
        0x0004 => Some(Value::Text(globals.text(&mut records.parts(record, 7), 1)?)),
        _ => None,
    }
}

/// A number in 30 bits: whole or the upper half of a double, perhaps a hundredfold.
fn packed(number: u32) -> f64 {
    let value = match number & 2 {
        0 => f64::from_bits(u64::from(number & !3) << 32),
        _ => f64::from(number.cast_signed() >> 2),
    };
    if number & 1 == 1 { value / 100.0 } else { value }
}

/// As workbooks of XML say it: 1 and 0, or the name of the error.
fn truth_or_error(value: u16) -> String {
    let [code, is_error] = value.to_le_bytes();
    let text = match (is_error, code) {
        (0, 0) => "0",
        (0, _) => "1",
        (_, 0x00) => "#NULL!",
        (_, 0x07) => "#DIV/0!",
        (_, 0x0F) => "#VALUE!",
        (_, 0x17) => "#REF!",
        (_, 0x1D) => "#NAME?",
        (_, 0x24) => "#NUM!",
        _ => "#N/A",
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_unpacked() {
        assert!((packed(0x3FF0_0000) - 1.0).abs() < f64::EPSILON);
        assert!((packed(0x3FF0_0001) - 0.01).abs() < f64::EPSILON);
        assert!((packed(0x04D2 << 2 | 2) - 1234.0).abs() < f64::EPSILON);
        assert!((packed(0xFFFF_FFFE) + 1.0).abs() < f64::EPSILON);
        assert!((packed(198_010 << 2 | 3) - 1980.1).abs() < 1e-9);
    }
}
