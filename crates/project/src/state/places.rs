//! Places between places: where a new bead or cell goes.

use super::draft::Draft;
use crate::error::ProjectError;

/// The distance between neighbours when a document is opened: room for new ones between them.
pub(crate) const STEP: i64 = 1 << 32;

impl Draft<'_> {
    /// `count` places for beads after that of `bead` and before the next one's, evenly apart. Where there is no
    /// room all beads get new places.
    pub(crate) fn places_after(&mut self, bead: i64, count: usize) -> Result<Vec<i64>, ProjectError> {
        let room = |draft: &Self| -> Result<(i64, i64), ProjectError> {
            let place = draft.bead(bead)?.place;
            let end = draft.next_bead_place(place).unwrap_or(place + STEP * (count as i64 + 1));
            Ok((place, (end - place) / (count as i64 + 1)))
        };
        let (mut place, mut step) = room(self)?;
        if step == 0 {
            for (i, id) in self.order(None).into_iter().enumerate() {
                let mut row = self.bead(id)?.clone();
                row.place = (i as i64 + 1) * STEP;
                self.set_bead(id, Some(row));
            }
            (place, step) = room(self)?;
        }
        Ok((1..=count as i64).map(|i| place + i * step).collect())
    }

    fn next_bead_place(&self, place: i64) -> Option<i64> {
        let state = self.state;
        let from = state.order().partition_point(|id| state.beads.get(id).is_some_and(|b| b.place <= place));
        let kept = state.order()[from..].iter().find(|id| !self.has_changed(**id)).and_then(|id| state.beads.get(id));
        let changed = self.changed_places().filter(|p| *p > place).min();
        kept.map(|b| b.place).into_iter().chain(changed).min()
    }

    /// A place for a cell after that of `cell` and before the next one's of its side.
    pub(crate) fn cell_place_after(&self, cell: i64) -> Result<i64, ProjectError> {
        let here = self.cell(cell)?;
        let later = self.state.cells.values().filter(|c| c.target == here.target && c.place > here.place);
        let next = later.map(|c| c.place).min().unwrap_or(here.place + 2 * STEP);
        Ok(i64::midpoint(here.place, next))
    }
}
