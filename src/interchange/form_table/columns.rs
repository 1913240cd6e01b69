//! The headings of a filled table.

use super::cells::said;
use super::{Cells, Field};
use crate::i18n::messages::Messages;
use crate::interchange::table::Sheet;
use crate::order::Gather as _;

/// The headings stand in one of the first rows.
const HEADING_ROWS: usize = 20;

/// The heading row, from 0, and which column holds what.
pub struct Columns {
    pub row: usize,
    fields: Vec<(Field, usize)>,
}

impl Columns {
    /// Finds our headings in the language of the texts.
    pub fn find(sheet: &Sheet, texts: &Messages) -> Option<Self> {
        let headings = Field::ALL.map(|field| (field, said((texts.form_table.heading)(field))));
        (0..sheet.row_count().min(HEADING_ROWS)).find_map(|row| {
            let mut fields: Vec<(Field, usize)> = Vec::new();
            for (column, cell) in sheet.row(row).enumerate() {
                let heading = said(cell.text);
                let found = headings.iter().find(|(_, known)| *known == heading);
                if let Some((field, _)) = found
                    && fields.iter().all(|(known, _)| known != field)
                {
                    fields.push((*field, column));
                }
            }
            let has = |field| fields.iter().any(|(known, _)| *known == field);
            let needed = [Field::Number, Field::Area, Field::Item, Field::Clause, Field::Found];
            needed.into_iter().all(has).then_some(Self { row, fields })
        })
    }

    /// Is there such a column?
    pub fn has(&self, field: Field) -> bool {
        self.fields.iter().any(|(known, _)| *known == field)
    }

    /// What a row says.
    pub fn cells(&self, sheet: &Sheet, row: usize) -> Cells {
        let cells = self.fields.iter().map(|(field, column)| (*field, sheet.get(row, *column)));
        let filled = cells.filter(|(_, cell)| !cell.text.trim().is_empty());
        filled.map(|(field, cell)| (field, cell.text.to_owned())).gather_map()
    }
}
