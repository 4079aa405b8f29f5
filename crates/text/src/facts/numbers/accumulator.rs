//! The accumulator of number words: whether the next word may follow, and what it adds.

use crate::facts::lexicon::{Class, NumberWord};

/// A dozen is exact, unlike other groups.
pub(super) const DOZEN: f64 = 12.0;

/// The sum so far.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "independent states of one number")]
pub(crate) struct Run {
    total: f64,
    /// Below a thousand.
    group: u32,
    /// Whether `group` holds a word.
    open: bool,
    any: bool,
    pub(crate) ordinal: bool,
    pub(crate) groups: bool,
    pub(crate) magnitude: bool,
    last_scale: f64,
    pub(crate) done: bool,
}

impl Run {
    pub(crate) fn value(&self) -> f64 {
        self.total + f64::from(self.group)
    }

    pub(crate) fn tens_open(&self) -> bool {
        self.open && self.group.is_multiple_of(10) && (20..=80).contains(&(self.group % 100))
    }

    pub(crate) fn hundred_open(&self) -> bool {
        (self.open && self.group >= 100 && self.group.is_multiple_of(100))
            || (!self.open && self.any && self.total >= 1000.0)
    }

    pub(crate) fn accepts(&self, word: NumberWord, vigesimal: bool) -> bool {
        if self.done {
            return false;
        }
        let (rest, v) = (self.group % 100, word.value as u32);
        match word.class {
            Class::Small if !self.open => !(self.any && v == 0),
            Class::Small => {
                let after_hundred = self.group >= 100 && rest == 0;
                let unit = (1..10).contains(&v);
                let plain = rest >= 20 && rest % 10 == 0 && unit;
                let past_ten = vigesimal && matches!(rest, 60 | 80) && (10..17).contains(&v);
                let seventeen = vigesimal && matches!(rest, 10 | 70 | 90) && (7..10).contains(&v);
                v > 0 && (after_hundred || plain || past_ten || seventeen)
            }
            Class::Tens => !self.open || (self.group >= 100 && rest == 0) || (vigesimal && v == 20 && rest == 4),
            Class::Hundred => !self.open || (v == 100 && self.group > u32::from(vigesimal) && self.group < 100),
            Class::Scale => {
                (self.open || !self.any) && (self.last_scale == 0.0 || word.value < self.last_scale)
                    || (!word.ordinal && self.any && !self.open && word.value > self.last_scale && !word.plural)
            }
            Class::Group => !self.any || self.open && self.total == 0.0,
        }
    }

    pub(crate) fn add(&mut self, word: NumberWord, vigesimal: bool) {
        let v = word.value as u32;
        match word.class {
            Class::Tens if vigesimal && v == 20 && self.open && self.group % 100 == 4 => self.group += 76,
            Class::Small | Class::Tens => self.group += v,
            // *doscientos* is two hundred by itself.
            Class::Hundred => self.group = if self.open { self.group * v } else { v },
            Class::Scale => {
                if self.open {
                    self.total += f64::from(self.group) * word.value;
                } else if self.any {
                    self.total *= word.value;
                } else {
                    self.total = word.value;
                    self.magnitude = word.plural;
                }
                self.group = 0;
                self.last_scale = word.value;
            }
            Class::Group => {
                self.magnitude = !self.open && word.plural;
                self.total = word.value * if self.open { f64::from(self.group) } else { 1.0 };
                self.group = 0;
                self.groups = word.value != DOZEN;
                self.done = true;
            }
        }
        self.open = matches!(word.class, Class::Small | Class::Tens | Class::Hundred);
        self.any = true;
        self.ordinal = word.ordinal;
        self.done |= word.ordinal || (self.magnitude && word.plural);
    }
}
