//! Counts of people that can be published: small cells are hidden, and as many others with them as
//! it takes so that nobody can work the small ones out from the sums.
//!
//! What is hidden follows from the counts alone, so the same table is always released with the same
//! cells hidden. Lists of groups with names are internal papers and not governed by this.

/// Cells of fewer people are hidden (a proposal, not a norm).
pub const SMALLEST_CELL: usize = 5;

/// Which cells of a list are hidden whose sum is known; `None` where it cannot be published at all,
/// since so few people are in it that no cell could be told.
pub fn hidden_in_list(counts: &[usize], least: usize) -> Option<Vec<bool>> {
    let total = counts.iter().sum();
    let cells = counts.iter().map(|count| Cell::new(0, 1, *count, least));
    let cells = Cells { cells: cells.collect(), nodes: 2 };
    cells.protected(total, least)
}

/// Which cells of a table are hidden whose first row and first column are the sums of the others;
/// `None` where it cannot be published at all: too few people are in it, or its sums are none.
pub fn hidden_in_table(counts: &[Vec<usize>], least: usize) -> Option<Vec<Vec<bool>>> {
    let (sums, rows) = counts.split_first()?;
    let (total, _) = sums.split_first()?;
    let width = sums.len();
    let adds_up =
        |row: &Vec<usize>| row.first().is_some_and(|sum| sum * 2 == row.iter().sum::<usize>());
    let columns_add_up = sums
        .iter()
        .enumerate()
        .all(|(column, sum)| rows.iter().filter_map(|row| row.get(column)).sum::<usize>() == *sum);
    let is_even = counts.iter().all(|row| row.len() == width);
    if !is_even || !counts.iter().all(adds_up) || !columns_add_up {
        return None;
    }
    // A row is a node, and so is a column; node 0 stands before the rows, and behind the columns is
    // one more. What goes into a row comes out by its cells, what comes by the cells of a column
    // goes out by its sum. The grand total, which is always told, is no cell.
    let behind = counts.len() + width - 1;
    let mut cells = Vec::new();
    for (row, counts_of_row) in counts.iter().enumerate() {
        for (column, count) in counts_of_row.iter().enumerate().skip(usize::from(row == 0)) {
            let from = if row == 0 { counts.len() + column - 1 } else { row };
            let to = if row == 0 { behind } else { counts.len() + column - 1 };
            let (from, to) = if column == 0 { (0, row) } else { (from, to) };
            cells.push(Cell::new(from, to, *count, least));
        }
    }
    let hidden = Cells { cells, nodes: behind + 1 }.protected(*total, least)?;
    let mut hidden = [false].into_iter().chain(hidden);
    Some(counts.iter().map(|row| hidden.by_ref().take(row.len()).collect()).collect())
}

/// One count, as an edge of a network whose nodes are the equations: what comes in goes out.
struct Cell {
    from: usize,
    to: usize,
    count: usize,
    hidden: bool,
    /// Hidden, and with enough room.
    safe: bool,
    /// By how much it has been changed while another is being tried.
    change: isize,
}

impl Cell {
    fn new(from: usize, to: usize, count: usize, least: usize) -> Self {
        Self { from, to, count, hidden: 0 < count && count < least, safe: false, change: 0 }
    }

    /// How far it can go down: empty cells are told, so a hidden one has somebody.
    fn room_below(&self) -> isize {
        isize::try_from(self.count).unwrap_or(isize::MAX) + self.change - 1
    }
}

struct Cells {
    cells: Vec<Cell>,
    nodes: usize,
}

/// A step of a way through the network: the cell, and whether it grows by it.
type Way = Vec<(usize, bool)>;

impl Cells {
    /// Hides further cells until every hidden one could hold any of at least `least` + 1 counts.
    fn protected(mut self, total: usize, least: usize) -> Option<Vec<bool>> {
        if total < least {
            return None;
        }
        let least = isize::try_from(least).ok()?;
        // More hidden cells never narrow another, so each is looked at once.
        while let Some(at) = self.cells.iter().position(|cell| cell.hidden && !cell.safe) {
            if !self.protect(at, least) {
                return None;
            }
            for cell in &mut self.cells {
                cell.change = 0;
            }
            self.cells.get_mut(at)?.safe = true;
        }
        Some(self.cells.into_iter().map(|cell| cell.hidden).collect())
    }

    /// Gives one hidden cell enough room; answers whether it has it.
    fn protect(&mut self, at: usize, least: isize) -> bool {
        let Some(cell) = self.cells.get(at) else { return false };
        let (from, to, below) = (cell.from, cell.to, cell.room_below());
        let down = self.push(at, (from, to), below.min(least), false);
        for cell in &mut self.cells {
            cell.change = 0;
        }
        let up = self.push(at, (to, from), least - down, false);
        let missing = least - down - up;
        missing <= 0 || self.push(at, (to, from), missing, true) == missing
    }

    /// Sends up to `wanted` from one node to the other by all cells but one, and answers how much
    /// got there. With `hides`, cells that are told can be used too, small ones rather than large
    /// ones, and are hidden then.
    fn push(&mut self, but: usize, ends: (usize, usize), wanted: isize, hides: bool) -> isize {
        let mut sent = 0;
        while sent < wanted {
            let Some(way) = self.cheapest(but, ends, hides) else { break };
            let mut step = wanted - sent;
            for (at, grows) in &way {
                if let Some(cell) = self.cells.get(*at).filter(|_| !grows) {
                    step = step.min(cell.room_below());
                }
            }
            for (at, grows) in way {
                if let Some(cell) = self.cells.get_mut(at) {
                    cell.change += if grows { step } else { -step };
                    cell.hidden = true;
                }
            }
            sent += step;
        }
        sent
    }

    fn cheapest(&self, but: usize, (start, end): (usize, usize), hides: bool) -> Option<Way> {
        let mut reached: Vec<Option<(usize, Way)>> = vec![None; self.nodes];
        *reached.get_mut(start)? = Some((0, Way::new()));
        let mut goes_on = true;
        while goes_on {
            goes_on = false;
            for (at, cell) in self.cells.iter().enumerate() {
                if at == but || cell.count == 0 || !(cell.hidden || hides) {
                    continue;
                }
                let price = if cell.hidden { 0 } else { cell.count };
                for (from, to, grows) in [(cell.from, cell.to, true), (cell.to, cell.from, false)] {
                    let Some(Some((so_far, way))) = reached.get(from) else { continue };
                    if !grows && cell.room_below() <= 0 {
                        continue;
                    }
                    let price = so_far + price;
                    if reached.get(to)?.as_ref().is_some_and(|(known, _)| *known <= price) {
                        continue;
                    }
                    let way = way.iter().copied().chain([(at, grows)]).collect();
                    *reached.get_mut(to)? = Some((price, way));
                    goes_on = true;
                }
            }
        }
        reached.get_mut(end)?.take().map(|(_, way)| way)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A table with its sums.
    fn with_sums(inner: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let width = inner.first().map_or(0, Vec::len);
        let column = |at: usize| inner.iter().map(|row| row[at]).sum::<usize>();
        let sums: Vec<_> = (0..width).map(column).collect();
        let with_sum = |row: &[usize]| [&[row.iter().sum::<usize>()], row].concat();
        [with_sum(&sums)].into_iter().chain(inner.iter().map(|row| with_sum(row))).collect()
    }

    /// Everything that somebody can make of a published table: all tables that agree with it.
    struct Attack<'a> {
        table: &'a [Vec<usize>],
        hidden: &'a [Vec<bool>],
        guess: Vec<Vec<usize>>,
        seen: Vec<Vec<Option<(usize, usize)>>>,
    }

    impl Attack<'_> {
        fn run(&mut self, at: usize, left: usize) {
            let width = self.table[0].len() - 1;
            if at == width * (self.table.len() - 1) {
                if left == 0 {
                    self.note();
                }
                return;
            }
            let (row, column) = (at / width + 1, at % width + 1);
            let known = self.table[row][column];
            let range = if self.hidden[row][column] { 1..=left } else { known..=known.min(left) };
            for count in range {
                self.guess[row - 1][column - 1] = count;
                self.run(at + 1, left - count);
            }
        }

        fn note(&mut self) {
            let guess = with_sums(&self.guess);
            let cells =
                || (0..guess.len()).flat_map(|row| (0..guess[0].len()).map(move |at| (row, at)));
            let agrees = |(row, at): (usize, usize)| {
                if self.hidden[row][at] {
                    guess[row][at] > 0
                } else {
                    guess[row][at] == self.table[row][at]
                }
            };
            if !cells().all(agrees) {
                return;
            }
            for (row, at) in cells() {
                let count = guess[row][at];
                let (low, high) = self.seen[row][at].unwrap_or((count, count));
                self.seen[row][at] = Some((low.min(count), high.max(count)));
            }
        }
    }

    proptest! {
        #[test]
        fn nobody_can_work_out_a_hidden_cell(
            inner in prop::collection::vec(prop::collection::vec(0_usize..7, 3), 2),
            least in 2_usize..6,
        ) {
            let table = with_sums(&inner);
            let Some(hidden) = hidden_in_table(&table, least) else { return Ok(()) };
            let again = hidden_in_table(&table, least);
            prop_assert_eq!(Some(&hidden), again.as_ref());
            let blank = |row: &Vec<usize>| vec![None; row.len()];
            let mut attack = Attack {
                table: &table,
                hidden: &hidden,
                guess: inner.clone(),
                seen: table.iter().map(blank).collect(),
            };
            attack.run(0, table[0][0]);
            for (row, counts) in table.iter().enumerate() {
                for (at, count) in counts.iter().enumerate() {
                    let small = 0 < *count && *count < least;
                    prop_assert!(!small || hidden[row][at], "{} is told", count);
                    let (low, high) = attack.seen[row][at].unwrap();
                    prop_assert!(!hidden[row][at] || high - low >= least, "{low} to {high}");
                }
            }
        }

        #[test]
        fn a_list_has_no_cell_that_its_sum_gives_away(
            counts in prop::collection::vec(0_usize..30, 1..12),
        ) {
            let total: usize = counts.iter().sum();
            let Some(hidden) = hidden_in_list(&counts, SMALLEST_CELL) else { return Ok(()) };
            let told = counts.iter().zip(&hidden).filter(|(_, hidden)| !**hidden);
            let cells = hidden.iter().filter(|hidden| **hidden).count();
            let left = total - told.map(|(count, _)| count).sum::<usize>();
            prop_assert!(cells == 0 || left - cells >= SMALLEST_CELL);
            for (count, hidden) in counts.iter().zip(hidden) {
                prop_assert!(hidden || *count == 0 || *count >= SMALLEST_CELL);
            }
        }
    }

    #[test]
    fn the_smallest_other_cell_goes_with_a_lonely_small_one() {
        let hidden = |counts: &[usize]| hidden_in_list(counts, SMALLEST_CELL);
        assert_eq!(hidden(&[12, 3, 8, 0]), Some(vec![false, true, true, false]));
        assert_eq!(hidden(&[12, 3, 1, 8]), Some(vec![false, true, true, true]));
        assert_eq!(hidden(&[12, 5, 0]), Some(vec![false; 3]));
        assert_eq!(hidden(&[4]), None);
        assert_eq!(hidden(&[4, 2]), None);
    }

    #[test]
    fn a_row_of_one_cell_is_hidden_with_its_sum() {
        let table = with_sums(&[vec![20, 3, 9], vec![0, 2, 0], vec![11, 8, 30]]);
        let hidden = hidden_in_table(&table, SMALLEST_CELL).unwrap();
        assert!(hidden[2][0] && hidden[2][2]);
        assert!(!hidden[0][0] && !hidden[2][1]);
        assert_eq!(hidden_in_table(&with_sums(&[vec![2, 2]]), SMALLEST_CELL), None);
        // People who stand in two columns make sums that are none.
        assert_eq!(hidden_in_table(&[vec![9, 6, 6], vec![9, 6, 6]], SMALLEST_CELL), None);
    }
}
