//! Draws moments and places by lot; the same ones each time.

/// A drawer of lots.
pub(crate) struct Luck(u64);

impl Luck {
    /// Draws other lots for each number.
    pub(crate) fn new(number: usize) -> Self {
        Self(0x9e37_79b9_7f4a_7c15 ^ (number as u64 + 1))
    }

    /// Draws a number below `most`.
    pub(crate) fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most.max(1)
    }
}
